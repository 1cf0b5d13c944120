"""Runs made fit to show."""

from __future__ import annotations

import pytest

from reportedly.attribution.raw import with_name


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Gov. Ann Lee (R) is defending the plan.", "R)", "Gov. Ann Lee (R)"),
        ("On Monday, Ann Lee (D-Ohio) said so.", "D-Ohio)", "Ann Lee (D-Ohio)"),
        ("Ann Lee (R) said so.", "Ann Lee (R)", "Ann Lee (R)"),
        ("the mayor) said so.", "the mayor)", "the mayor)"),
    ],
)
def test_a_source_cut_inside_brackets_gets_its_name_back(text: str, source: str, expected: str) -> None:
    start = text.index(source)
    a, b = with_name(text, (start, start + len(source)))
    assert text[a:b] == expected

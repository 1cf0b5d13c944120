"""Quotation marks, paired and odd."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.quotation import is_inside, quoted_regions


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "a b" and left', ['"a b"']),
        ("He said “a b” and ‘c d’ too", ["“a b”", "‘c d’"]),
        ("the workers' union said 'no way' and didn't move", ["'no way'"]),
        ("''We're here,'' she said", ["''We're here,''"]),
        ("«Oui», dit-il; „Ja“, sagte er", ["«Oui»", "„Ja“"]),
        ("“One’s own ‘small’ world”", ["“One’s own ‘small’ world”"]),
        ('a 24" screen and "two" more', ['"two"']),
        ("“It goes on\nbut not here", ["“It goes on"]),
        ("no marks at all", []),
    ],
)
def test_regions(text: str, quoted: list[str]) -> None:
    assert [text[r.start : r.end] for r in quoted_regions(text)] == quoted


def test_only_an_open_mark_is_not_closed() -> None:
    assert [r.closed for r in quoted_regions("“a” and “b")] == [True, False]


@given(st.text(alphabet="ab .,'\"“”‘’«»„\n0", max_size=60))
def test_regions_are_ordered_apart_and_within_a_line(text: str) -> None:
    regions = quoted_regions(text)
    assert all(a.end <= b.start for a, b in pairwise(regions))
    for region in regions:
        assert 0 <= region.start < region.end <= len(text)
        assert "\n" not in text[region.start : region.end]
        assert is_inside(region.start, region.end, regions)

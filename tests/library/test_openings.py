"""What a report without a headline is called by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reportedly
from reportedly.library import Library
from reportedly.library.openings import opening


@pytest.mark.parametrize(
    ("beginning", "expected"),
    [
        (None, None),
        (" \n\t\n", None),
        ("\n  The dam\tis safe  \nThe mayor said so.", "The dam is safe"),
        ("word " * 40, "word " * 15 + "word…"),
        ("x" * 200, "x" * 79 + "…"),
        ("a" * 78 + ". and so on", "a" * 78 + "…"),
    ],
)
def test_the_first_line_is_what_it_is_called_by(beginning: str | None, expected: str | None) -> None:
    assert opening(beginning) == expected


@given(st.text())
def test_it_is_one_short_line(beginning: str) -> None:
    line = opening(beginning)
    assert line is None or (0 < len(line) <= 81 and line == line.strip() and "\n" not in line)


def test_a_report_without_a_headline_is_listed_by_how_it_begins(address: str) -> None:
    with Library(address) as library:
        library.add([reportedly.read_text("The dam is safe, according to the mayor, Ann Lee. It holds 40 tonnes.")])
        (hit,) = library.find("dam").hits
        (report,) = library.find("dam", over="reports").hits
        assert hit.headline is report.headline is None
        assert hit.opening == report.opening
        assert hit.opening is not None
        assert hit.opening.startswith("The dam is safe")
        assert library.speaker(hit.entity or 0).reports[0].name == hit.opening
        library.judge(hit.claim, "confirmed")
        assert library.all_judgements()[0].opening == hit.opening

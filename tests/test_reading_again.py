"""Reading what was read before: from kept reports, and only what is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import reportedly
from reportedly.engines import reread_all
from reportedly.errors import NotReadable
from reportedly.model import Reading, Report
from reportedly.page import Page
from reportedly.reading import read_named, reread

GOLDEN = Path(__file__).parent / "golden" / "pages"


def test_a_kept_report_is_read_as_its_page_was() -> None:
    readings = [each for each in reportedly.read_many([GOLDEN]) if isinstance(each, Reading)]
    assert len(readings) >= 5
    assert list(reread(reading.report for reading in readings)) == readings


def test_kept_reports_are_taken_a_few_ahead() -> None:
    report = reportedly.read_text("The dam is safe, the mayor said on Monday.").report
    taken = 0

    def endless() -> Iterator[Report]:
        nonlocal taken
        while True:
            taken += 1
            yield report

    again = reread(endless())
    assert [next(again).report for _ in range(3)] == [report] * 3
    assert taken < 20


def test_what_is_not_wanted_is_not_read() -> None:
    pages = [Page(f"<h1>{title}</h1><p>It rains, Ann Lee said.</p>".encode(), title) for title in ("old", "new")]
    asked: list[str | None] = []

    def wanted(report: Report) -> bool:
        asked.append(report.headline)
        return report.headline == "new"

    first, second = read_named(pages, wanted=wanted)
    assert asked == ["old", "new"]
    assert isinstance(first.result, NotReadable)
    assert (first.result.source, first.result.stage, first.result.code) == ("old", "page", "not-wanted")
    assert isinstance(second.result, Reading)
    assert second.result.attributions


def test_a_fault_of_the_callers_is_not_told_as_one_of_the_page() -> None:
    def faulty(report: Report) -> bool:
        raise LookupError(report.headline)

    with pytest.raises(LookupError, match="Dam"):
        list(read_named([Page(b"<h1>Dam</h1><p>It rains, Ann Lee said.</p>", "dam")], wanted=faulty))


@pytest.mark.parametrize("processes", [1, 2])
def test_kept_reports_are_read_in_several_processes_in_order(processes: int) -> None:
    pages = [Page(f"The dam {n} is safe, the mayor said on Monday.".encode(), f"p{n}") for n in range(10)]
    readings = [each for each in reportedly.read_many(pages) if isinstance(each, Reading)]
    results = list(reread_all((reading.report for reading in readings), processes=processes, batch=3))
    assert results == [(reading, msgspec.json.encode(reading)) for reading in readings]
    assert list(reread_all([], processes=processes)) == []
    for wrong in ({"processes": 0}, {"batch": 0}):
        with pytest.raises(ValueError, match="1 or more"):
            reread_all([], **wrong)

"""Sources into a library: which are read, which are known, which are left out, and how far things are."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from msgspec.structs import replace

import reportedly
from reportedly.adding import Adding, add, read_again
from reportedly.library import Library, keep, store
from reportedly.model import Published, Reader, Reading
from reportedly.reading import reader
from tests.library.adding import lines, page_text, pages, readings, sound
from tests.page.sources.made import article, gzipped, record

OLDER = Reader(version="0.0.1", models={"reportedly-attribution": "0" * 64})


@pytest.fixture
def library(address: str) -> Iterator[Library]:
    with Library(address) as opened:
        yield opened


@pytest.fixture
def in_a_file(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library.db") as opened:
        yield opened


def by_older(count: int) -> list[Reading]:
    """Readings of real pages as an older version may have had them: without the claims that are read now."""
    some = [each for each in reportedly.read_many(pages(count)) if isinstance(each, Reading)]
    assert len(some) == count
    none = {"attributions": (), "entities": (), "figures": (), "days": (), "places": ()}
    return [replace(each, reader=OLDER, **none) for each in some]


def test_what_is_kept_is_not_read_again(in_a_file: Library, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(page_text(number % 5), encoding="utf-8")  # one has the bytes of another
    (folder / "empty.txt").touch()
    (tmp_path / "crawl.warc.gz").write_bytes(gzipped(record(article(f"Dam {n}"), f"http://a.test/{n}") for n in (1, 2)))
    sources = [folder, tmp_path / "crawl.warc.gz"]
    refused: list[str] = []
    seen: list[Adding] = []
    came = add(in_a_file, sources, processes=1, progress=seen.append, refused=lambda each: refused.append(each.code))
    assert came == Adding(new=7, known=1, refused=1, pages=9, read=8, done=1.0)
    assert refused == ["empty"]
    assert seen[-1] == came
    assert [each.pages for each in seen] == sorted(each.pages for each in seen)
    assert [each.done or 0 for each in seen] == sorted(each.done or 0 for each in seen)
    again = add(in_a_file, sources, processes=2)
    assert again == Adding(known=8, refused=1, pages=9, done=1.0)
    assert [(each.name, each.code) for each in in_a_file.refusals()] == [(str(folder / "empty.txt"), "empty")]
    (folder / "empty.txt").write_text(page_text(7), encoding="utf-8")
    assert add(in_a_file, sources, processes=1).new == 1
    assert in_a_file.refusals() == ()


def test_the_librarys_own_files_are_no_pages(in_a_file: Library, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(page_text(1), encoding="utf-8")
    (tmp_path / "library.db.txt").write_text(page_text(2), encoding="utf-8")
    assert (tmp_path / "library.db-wal").exists()
    limits = reportedly.Limits(exclude=("said*",))
    assert add(in_a_file, [tmp_path], limits, processes=1) == Adding(new=2, pages=2, read=2, done=1.0)


def test_a_limit_goes_by_what_changes_the_library(library: Library, tmp_path: Path) -> None:
    # Those by an older reader are read on each run, as the present one could know better, and change nothing.
    some = [replace(each, reader=OLDER) for each in readings(12)]
    source = tmp_path / "readings.jsonl"
    source.write_bytes(lines([each for each in some for _ in range(2)]))
    for expected in (5, 5, 2, 0):
        assert add(library, [source], limit=5).new == expected
    assert sound(str(library.path or library.name)) == {each.report.id for each in some}


@pytest.mark.parametrize("processes", [1, 2])
def test_since_leaves_out_what_is_known_to_be_older(processes: int, in_a_file: Library) -> None:
    def dated(number: int, day: str | None) -> reportedly.Page:
        known = reportedly.Known(published=day)
        return reportedly.Page(page_text(number * 5).encode(), f"p{number}", charset="utf-8", known=known)

    days = ["2019-11-17", "2019-11-18", "2020-01-01", None, "2018-01-01"]
    came = add(in_a_file, [dated(n, day) for n, day in enumerate(days)], since="2019-11-18", processes=processes)
    assert (came.new, came.left_out, came.refused) == (3, 2, 0)
    assert in_a_file.refusals() == ()


@pytest.mark.parametrize(
    ("since", "kept"),
    [
        ("2019", {"2019", "2019-11", "2019-11-17", "2020", None}),
        ("2019-11-18", {"2019", "2019-11", "2020", None}),
        ("2019-12", {"2019", "2020", None}),
        ("2021", {None}),
    ],
)
def test_since_knows_months_and_years(since: str, kept: set[str | None], in_a_file: Library, tmp_path: Path) -> None:
    days = ["2018", "2019", "2019-11", "2019-11-17", "2020", None, "2018-12-31"]
    some = [
        replace(each, report=replace(each.report, published=Published(day, day, "none" if day is None else "meta")))
        for each, day in zip(readings(len(days)), days, strict=True)
    ]
    (tmp_path / "a.jsonl").write_bytes(lines(some))
    add(in_a_file, [tmp_path / "a.jsonl"], since=since)
    assert {kept.reading.report.published.latest for kept in in_a_file.readings("version:all")} <= kept
    assert in_a_file.count() == len(kept)


def test_wrong_words_are_refused_before_anything_is_read(in_a_file: Library) -> None:
    for since in ("yesterday", "2019-13", "2019-02-30", "20191117", "2019-1-1", ""):
        with pytest.raises(ValueError, match="write it as 2024-03-14"):
            add(in_a_file, ["-"], since=since)
    for wrong in ({"limit": 0}, {"processes": 0}):
        with pytest.raises(ValueError, match="1 or more"):
            add(in_a_file, ["-"], **wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="1 or more"):
        read_again(in_a_file, limit=0)


def test_a_page_that_an_older_version_read_is_read_again(in_a_file: Library) -> None:
    old = by_older(3)
    in_a_file.add(old)
    assert in_a_file.find("").total == 0
    came = add(in_a_file, pages(4), processes=1)
    assert (came.new, came.again, came.known) == (1, 3, 0)
    assert in_a_file.find("").total > 3


def test_kept_texts_are_read_again_with_nothing_lost(library: Library) -> None:
    old = by_older(5)
    # Two are versions of one report: the earlier one is read again too.
    old[:2] = [replace(each, report=replace(each.report, address="https://example.org/a")) for each in old[:2]]
    library.add(old)
    library.add(readings(3))
    keys = {each.report.id: library.show(each.report.id).kept.report for each in old}
    arrived = {each.report.id: [seen.name for seen in library.show(each.report.id).seen] for each in old}
    assert read_again(library, limit=2, processes=1) == Adding(again=2, pages=2, read=2, done=0.4)
    seen: list[Adding] = []
    assert read_again(library, processes=2, progress=seen.append) == Adding(again=3, pages=3, read=3, done=1.0)
    assert sorted({each.done or 0 for each in seen}) == [pytest.approx(share / 3) for share in (1, 2, 3)]
    assert read_again(library) == Adding()
    for each in old:
        shown = library.show(each.report.id)
        assert shown.kept.report == keys[each.report.id]
        assert [came.name for came in shown.seen] == arrived[each.report.id]
        assert shown.kept.reading.report == each.report
        assert shown.kept.reading.reader == reader()
        assert shown.kept.reading.attributions
    assert len(library.show(old[1].report.id).versions) == 2
    sound(str(library.path or library.name))


def test_reading_that_stops_keeps_what_came_before(library: Library) -> None:
    def until_tired() -> Iterator[Reading]:
        yield from readings(7)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.add(until_tired())
    assert library.count() == 7


@pytest.mark.parametrize(("file", "step"), [(keep.__file__, 12), (store.__file__, 1 / 3)], ids=["keep", "store"])
def test_ctrl_c_while_a_batch_is_written_neither_loses_nor_doubles_it(file: str, step: float, library: Library) -> None:
    some = readings(60)
    interrupted = 0
    counts: list[tuple[int, int]] = []
    for at in range(0, len(some), 3):
        with suppress(KeyboardInterrupt), interrupting(file, int(at * step)):
            library.add(some[at : at + 3], kept=lambda added: counts.append((added.new, added.known)))
            interrupted -= 1
        interrupted += 1
        assert counts[-1] == (3, 0)
        counts.clear()
        assert library.count() == at + 3
    assert interrupted >= 10
    assert sound(str(library.path or library.name)) == {each.report.id for each in some}


@contextmanager
def interrupting(file: str, lines_before: int) -> Iterator[None]:
    """Raise what Ctrl-C raises, once, before a line of a file is run, after so many others."""
    left = lines_before

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal left
        if frame.f_code.co_filename != file:
            return None
        if event == "line":
            left -= 1
            if left == 0:
                sys.settrace(None)
                raise KeyboardInterrupt
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(before)

"""Claims and Readings as they stream out of a library, on both stores."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pandas
import pytest

from reportedly.errors import LibraryError
from reportedly.library import Library, frames
from tests.cli.libraries import golden

READINGS = [
    golden("harbour-tunnel"),
    golden("harbour-tunnel", ("worrying", "alarming")),
    golden("wire-item"),
    golden("interview"),
    golden("live-blog"),
]


@pytest.fixture
def library(address: str) -> Iterator[Library]:
    with Library(address) as new:
        new.add(READINGS)
        yield new


def test_claims_come_by_report_and_place(library: Library) -> None:
    rows = list(library.claims())
    assert len(rows) == library.find("").total > 20
    assert rows == sorted(rows, key=lambda row: (row["report"], row["starts"], row["claim"]))
    unnamed = list(library.claims("kind:unnamed"))
    assert unnamed == [row for row in rows if row["kind"] == "unnamed"]


def test_how_many_are_in_memory_at_once_changes_nothing(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def all_of(query: str) -> tuple[object, ...]:
        return list(library.claims(query)), list(library.readings(query)), list(library.table("figures"))

    whole = {query: all_of(query) for query in ("", "tunnel OR storm", "version:all certainty:hedged")}
    monkeypatch.setattr(frames, "_AT_ONCE", 2)
    monkeypatch.setattr(frames, "_READINGS_AT_ONCE", 1)
    assert {query: all_of(query) for query in whole} == whole


def test_readings_keep_the_claims_that_are_found_and_all_else(library: Library) -> None:
    assert [kept.reading for kept in library.readings()] == READINGS[1:]
    every = list(library.readings("version:all form:direct"))
    assert {kept.report for kept in every} >= {1, 2}
    for kept in every:
        (whole,) = [reading for reading in READINGS if reading.report.id == kept.reading.report.id]
        assert kept.reading.report == whole.report
        assert [a.id for a in kept.reading.attributions] == [a.id for a in whole.attributions if a.form == "direct"]
        assert set(kept.claims) == {a.id for a in kept.reading.attributions}


def test_the_same_rows_in_arrow_pandas_and_polars(library: Library) -> None:
    rows = list(library.claims())
    assert library.claims().to_arrow().to_pylist() == rows
    assert library.claims().to_polars().to_dicts() == rows
    frame = library.claims().to_pandas()
    assert frame["entity"].dtype == "Int64"
    assert frame["content"].tolist() == [row["content"] for row in rows]
    assert [None if value is frame["entity"].dtype.na_value else value for value in frame["entity"]] == [
        row["entity"] for row in rows
    ]


def test_any_program_that_opens_sqlite_reads_the_views(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Library(path) as library:
        library.add(READINGS)
        ledger = list(library.claims())
        views = {name: list(library.table(name)) for name in ("sources", "counted")}
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    read = pandas.read_sql("SELECT * FROM ledger ORDER BY report, starts, claim", connection)
    assert read["content"].tolist() == [row["content"] for row in ledger]
    assert list(read.columns) == list(ledger[0])
    for name, rows in views.items():
        found = connection.execute(f"SELECT * FROM {name}")
        columns = [column[0] for column in found.description]
        assert [dict(zip(columns, row, strict=True)) for row in found] == rows
    connection.close()


def test_rows_that_nobody_has_are_frames_with_columns(library: Library) -> None:
    none = library.claims("xyzzy")
    assert list(none) == []
    assert none.to_arrow().schema == library.claims().schema()
    assert list(none.to_pandas().columns) == list(none.columns) == none.to_polars().columns


def test_a_table_that_is_not_there_is_refused(library: Library) -> None:
    with pytest.raises(LibraryError, match="has no table 'readings'; there are appearances"):
        library.table("readings")

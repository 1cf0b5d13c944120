"""Tables of a library in Arrow, pandas and Polars are the same tables, and opened elsewhere they are the same rows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from reportedly.errors import LibraryError
from reportedly.library import Library
from reportedly.library.tables import metadata
from reportedly.library.views import COLUMNS
from reportedly.model import Reading, Via
from tests.library.making import Counted, Named, Said, reading
from tests.library.soundness import sound

LEDGER: list[dict[str, object]] = [
    {
        "claim": 1, "report": 1, "publisher": "The Echo", "published": "2026-03-01", "headline": "Dam holds",
        "speaker": "Ann Lee", "kind": "official", "source": "Mayor Ann Lee", "via": "Wire > Dagbladet",
        "ground": "a survey", "cue": "said", "content": "40 farms are … safe", "form": "mixed", "certainty": "hedged",
        "hedges": None, "confidence": 0.75, "entity": 1, "starts": 47, "ends": 76, "address": "https://news.example/dam",
    },
    {
        "claim": 2, "report": 1, "publisher": "The Echo", "published": "2026-03-01", "headline": "Dam holds",
        "speaker": None, "kind": None, "source": None, "via": None, "ground": None, "cue": None,
        "content": "It rained", "form": "indirect", "certainty": "asserted", "hedges": None, "confidence": 0.5,
        "entity": None, "starts": 78, "ends": 87, "address": "https://news.example/dam",
    },
]  # fmt: skip


def page(number: int = 1) -> Reading:
    text = "Dam holds\n\nCiting a survey, Mayor Ann Lee said 40 farms are, she hoped, safe. It rained."
    return reading(
        text,
        Said(("40 farms are", "safe"), "Mayor Ann Lee", "said", "official", "Ann Lee", form="mixed", certainty="hedged",
             ground="a survey", via=(Via("Wire", "outlet"), Via("Dagbladet", "outlet")), confidence=0.75),
        Said("It rained", confidence=0.5),
        named=[Named("Ann Lee", role="Mayor")],
        figures=[Counted("40 farms", 40, "farms", 1)],
        address="https://news.example/dam", publisher="The Echo", published=f"2026-03-0{number}",
        id=f"{number}" * 64,
    )  # fmt: skip


def test_a_frame_is_the_same_in_each_form(address: str) -> None:
    with Library(address) as library:
        library.add([page()])
        expected, frame = LEDGER, library.claims()
        assert list(frame) == expected
        assert frame.to_arrow().to_pylist() == expected
        assert frame.to_polars().to_dicts() == expected
        assert frame.to_pandas().astype(object).where(lambda one: one.notna(), None).to_dict("records") == expected
        assert [batch.num_rows for batch in frame.batches()] == [2]
        assert list(frame) == expected  # again
    sound(address)


def test_types_hold_where_there_is_nothing(address: str) -> None:
    with Library(address) as library:
        for table in (library.claims(), library.table("counted"), library.table("figures"), library.claims("spy")):
            assert list(table) == []
            arrow, pandas, frame = table.to_arrow(), table.to_pandas(), table.to_polars()
            assert (arrow.num_rows, len(pandas), frame.height) == (0, 0, 0)
            kinds: dict[type, tuple[Any, ...]] = {
                int: (pa.int64(), "Int64", pl.Int64),
                float: (pa.float64(), "float64", pl.Float64),
            }
            for name, kind in table.columns.items():
                types = kinds.get(kind, (pa.string(), "object", pl.String))
                assert (arrow.schema.field(name).type, str(pandas[name].dtype), frame.schema[name]) == types
        library.add([page()])
        pandas = library.claims().to_pandas()
        assert str(pandas["entity"].dtype) == "Int64"
        assert pandas["entity"].isna().tolist() == [False, True]
        assert pandas["entity"][0] == 1
        assert isinstance(pandas, pd.DataFrame)


def test_a_query_takes_some(address: str) -> None:
    with Library(address) as library:
        library.add([page(2), page(1)])
        assert [row["report"] for row in library.claims()] == [2, 2]
        assert [row["claim"] for row in library.claims("farms")] == [3]
        assert [row["claim"] for row in library.claims("farms version:latest")] == [3]
        (one,) = library.readings("rained")
        assert [claim.id for claim in one.reading.attributions] == ["a2"]
        assert one.claims == {"a2": 4}
        assert len(one.reading.entities) == 1


def test_every_table_and_view_can_be_had(address: str) -> None:
    with Library(address) as library:
        library.add([page()])
        for name in [*COLUMNS, *(set(metadata.tables) - {"readings"})]:
            table = library.table(name)
            assert table.to_arrow().to_pylist() == list(table)
            assert list(table.columns) == table.to_pandas().columns.tolist()
        for name in ("readings", "sqlite_master", "claims; DROP TABLE claims", ""):
            with pytest.raises(LibraryError, match="has no table") as told:
                library.table(name)
            assert told.value.code == "unknown"


def test_many_rows_stream_in_batches_while_others_write(address: str) -> None:
    with Library(address) as library:
        library.add([page()])
        rows = iter(library.claims())
        first = next(rows)
        with Library(address) as other:
            other.add([reading("Other\n\nNobody said it.", Said("it", "Nobody", "said"))])
        assert [first, *rows] == list(library.claims())[:2]
        assert library.claims().to_arrow().num_rows == 3


def test_a_file_opened_in_another_program(tmp_path: Path) -> None:
    path = tmp_path / "library"
    with Library(path) as library:
        library.add([page()])
        wanted = {name: [tuple(row.values()) for row in library.table(name)] for name in COLUMNS}
    assert [one.name for one in tmp_path.iterdir()] == ["library"]
    with closing(sqlite3.connect(path)) as connection:
        for name, columns in COLUMNS.items():
            found = connection.execute(f"SELECT * FROM {name}")
            assert [column[0] for column in found.description] == list(columns)
            assert found.fetchall() == wanted[name]
        assert connection.execute("SELECT * FROM sources").fetchall() == [
            (1, "person", "Ann Lee", "Mayor", None, 1, 1, "2026-03-01", "2026-03-01")
        ]
        assert connection.execute("SELECT counts, text, value, exact, speaker, publisher FROM counted").fetchall() == [
            ("farms", "40 farms", 40.0, "exact", "Ann Lee", "The Echo")
        ]
        assert connection.execute("SELECT published FROM ledger").fetchall() == [("2026-03-01",), ("2026-03-01",)]
        assert connection.execute(
            "SELECT count(*) FROM claims_search WHERE claims_search MATCH 'farms'"
        ).fetchone() == (1,)
    with Library(path, create=False) as library:
        assert library.count() == 1

"""What is downloaded is what is written by the command line, whole, in every form."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import msgspec
import pytest
from pyarrow import parquet
from spacy.tokens import DocBin

from reportedly.errors import PartMissing, QueryError
from reportedly.exporting import FORMS, exported, write_csv
from reportedly.library import Library
from reportedly.model import Reading
from tests.library.making import Named, Said, reading

REPORTS = 700


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    path: Path = tmp_path_factory.mktemp("exported") / "my news.db"
    with Library(path) as made:
        made.add(
            reading(
                f"=The dam {at} is safe, said Ann Lee.",
                Said(f"=The dam {at} is safe", "Ann Lee", "said", entity="Ann Lee"),
                named=[Named("Ann Lee")],
            )
            for at in range(REPORTS)
        )
        # One format is of nothing else than what people judged.
        made.judge(made.find("dam 12", size=1).hits[0].claim, "confirmed")
        yield made


def whole(library: Library, form: str, query: str = "", *, excel: bool = False) -> bytes:
    return b"".join(exported(library, query, form, excel=excel).pieces)


def test_csv_comes_in_pieces_and_is_what_the_command_line_writes(library: Library) -> None:
    pieces = list(exported(library, "", "csv").pieces)
    assert len(pieces) > 1
    target = io.BytesIO()
    assert write_csv(library.claims(), target) == REPORTS
    assert b"".join(pieces) == target.getvalue()


def test_csv_for_a_spreadsheet_has_no_formulas(library: Library) -> None:
    text = whole(library, "csv", excel=True).decode("utf-8-sig")
    assert {row["content"][:2] for row in csv.DictReader(io.StringIO(text, newline=""))} == {"'="}


def test_parquet_has_the_same_rows(library: Library) -> None:
    assert parquet.read_table(io.BytesIO(whole(library, "parquet"))).to_pylist() == list(library.claims())


def test_jsonl_has_the_readings_that_a_query_finds(library: Library) -> None:
    lines = whole(library, "jsonl", "dam 12").splitlines()
    assert [msgspec.json.decode(line, type=Reading).attributions[0].content.spans[0].text for line in lines] == [
        "=The dam 12 is safe"
    ]


def test_a_folder_comes_as_an_archive(library: Library) -> None:
    made = exported(library, "dam 12", "brat")
    assert made.name == "my-news.zip"
    archive = ZipFile(io.BytesIO(b"".join(made.pieces)))
    (report,) = library.find("dam 12", over="reports").hits
    expected = {"annotation.conf", f"{report.id}.ann", f"{report.id}.txt"}
    assert set(archive.namelist()) == {f"my-news/{name}" for name in expected}


def test_docbin_is_one_that_spacy_reads(library: Library) -> None:
    assert len(DocBin().from_bytes(whole(library, "docbin", "dam 12"))) == 1


@pytest.mark.parametrize("form", [name for name in FORMS if not FORMS[name].missing])
def test_every_form_can_be_made_of_nothing_and_of_something(library: Library, form: str) -> None:
    assert len(whole(library, form, "dam 12")) > len(whole(library, form, "xyzzy"))


def test_what_cannot_be_made_is_refused_before_it_is_begun(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(QueryError):
        exported(library, "kind:oficial", "csv")
    with pytest.raises(ValueError, match="there is no format 'doc'; there are csv"):
        exported(library, "", "doc")
    with pytest.raises(ValueError, match="excel is for csv"):
        exported(library, "", "jsonl", excel=True)
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.delitem(sys.modules, "pyarrow", raising=False)
    with pytest.raises(PartMissing, match=r"reportedly\[tables\]"):
        exported(library, "", "parquet")

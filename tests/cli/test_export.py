"""``export``: what is written is what the library has, and stands under its name only when it is whole."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pyarrow import parquet

from reportedly.exporting import write_csv
from reportedly.library import Frame, Library
from reportedly.model import Reading
from tests.cli.conftest import Made
from tests.cli.libraries import ask


def rows(path: Path, query: str = "") -> list[dict[str, Any]]:
    with Library(path) as library:
        return list(library.claims(query))


def typed(columns: dict[str, type], text: str) -> Iterator[dict[str, Any]]:
    """Rows of CSV with the types of their columns; an empty cell is absent."""
    for row in csv.DictReader(io.StringIO(text, newline="")):
        yield {name: columns[name](value) if value else None for name, value in row.items()}


def test_csv_reads_back_as_the_ledger(made: Made, tmp_path: Path) -> None:
    done = ask("export", made.path, "-o", tmp_path / "all.csv")
    assert done.returncode == 0
    expected = rows(made.path)
    assert done.stderr.decode() == f"wrote {len(expected)} rows to {tmp_path / 'all.csv'}\n"
    with Library(made.path) as library:
        columns = library.claims().columns
    text = (tmp_path / "all.csv").read_bytes().decode()
    assert list(typed(columns, text)) == expected
    assert len(expected) > 20
    assert [each.name for each in tmp_path.iterdir()] == ["all.csv"]


def test_a_query_chooses_the_rows(made: Made) -> None:
    done = ask("export", made.path, "from:unnamed", "-via:Fjordavisen", "--format=csv")
    found = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
    expected = rows(made.path, "from:unnamed -via:Fjordavisen")
    assert [int(row["claim"]) for row in found] == [row["claim"] for row in expected]
    assert 0 < len(expected) < len(rows(made.path, "from:unnamed"))


def test_parquet_reads_back_as_the_ledger(made: Made, tmp_path: Path) -> None:
    assert ask("export", made.path, "-o", tmp_path / "all.parquet").returncode == 0
    assert parquet.read_table(tmp_path / "all.parquet").to_pylist() == rows(made.path)
    piped = ask("export", made.path, "--format=parquet")
    assert parquet.read_table(io.BytesIO(piped.stdout)).to_pylist() == rows(made.path)


@pytest.mark.parametrize("table", ["figures", "sources", "counted", "reports", "claims", "places"])
def test_any_table_can_be_written(made: Made, tmp_path: Path, table: str) -> None:
    assert ask("export", made.path, "--table", table, "-o", tmp_path / "t.parquet").returncode == 0
    with Library(made.path) as library:
        expected = list(library.table(table))
    assert expected
    assert parquet.read_table(tmp_path / "t.parquet").to_pylist() == expected


def test_no_rows_are_a_table_without_rows(made: Made, tmp_path: Path) -> None:
    assert ask("export", made.path, "xyzzy", "-o", tmp_path / "none.parquet").returncode == 0
    assert parquet.read_table(tmp_path / "none.parquet").num_rows == 0
    assert ask("export", made.path, "xyzzy", "--format=csv").stdout.startswith(b"claim,report,publisher,")


_HOSTILE = [
    '=HYPERLINK("x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    'a "b", c',
    "one\ntwo",
    "one\rtwo",
    "nul\0",
    "it's",
]


def test_hostile_cells_read_back_unaltered() -> None:
    frame = Frame({"text": str, "number": int}, lambda: iter([(cell, -1) for cell in _HOSTILE]))
    written = io.BytesIO()
    assert write_csv(frame, written) == len(_HOSTILE)
    read = list(csv.reader(io.StringIO(written.getvalue().decode(), newline="")))
    assert read == [["text", "number"], *([cell, "-1"] for cell in _HOSTILE)]


def test_a_spreadsheet_is_given_no_formulas() -> None:
    frame = Frame({"text": str, "number": int}, lambda: iter([(cell, -1) for cell in _HOSTILE]))
    written = io.BytesIO()
    write_csv(frame, written, excel=True)
    assert written.getvalue().startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(written.getvalue().decode("utf-8-sig"), newline="")))[1:]
    assert not [text for text, _ in read if text[0] in "=+-@\t\r"]
    assert [text.removeprefix("'") for text, _ in read] == _HOSTILE
    assert {number for _, number in read} == {"-1"}


def test_json_lines_read_back_as_the_readings(made: Made) -> None:
    done = ask("export", made.path)
    assert [msgspec.json.decode(line, type=Reading) for line in done.stdout.splitlines()] == made.readings[1:]
    every = ask("export", made.path, "version:all")
    assert [msgspec.json.decode(line, type=Reading) for line in every.stdout.splitlines()] == made.readings


def test_a_query_chooses_the_claims_of_readings(made: Made) -> None:
    (line,) = ask("export", made.path, "kind:unnamed", "outlet:Norvik").stdout.splitlines()
    reading = msgspec.json.decode(line, type=Reading)
    expected = rows(made.path, "kind:unnamed outlet:Norvik")
    assert [one.content.spans[0].start for one in reading.attributions] == [row["starts"] for row in expected]
    assert reading.report == made.readings[1].report


def test_somebody_is_one_entity_in_all_reports(own: Path) -> None:
    """In FollowTheMoney as in the library: the two versions name the same people, and a merge makes two one."""

    def people() -> set[str]:
        done = ask("export", own, "version:all", "--format=ftm")
        assert done.returncode == 0
        found = [json.loads(line) for line in done.stdout.splitlines()]
        return {one["id"] for one in found if one["schema"] == "Person"}

    before = people()
    with Library(own) as library:
        (mayor,), (lund,) = library.entities("Vik"), library.entities("Lund")
        library.merge(mayor.entity, lund.entity)
    assert len(people()) == len(before) - 1
    assert people() < before


def test_ids_are_those_of_the_library_and_stay_the_same(made: Made) -> None:
    done = ask("export", made.path, "--format=web-annotation")
    ids = [json.loads(line)["id"] for line in done.stdout.splitlines()]
    assert sorted(int(one.rpartition("#c")[2]) for one in ids) == sorted(row["claim"] for row in rows(made.path))
    assert len({one.partition("#")[0] for one in ids}) == 1
    assert ask("export", made.path, "--format=web-annotation").stdout == done.stdout


def test_brat_is_a_folder(made: Made, tmp_path: Path) -> None:
    folder = tmp_path / "brat"
    assert ask("export", made.path, "--format=brat", "-o", folder).returncode == 0
    expected = {f"{one.report.id}.{end}" for one in made.readings[1:] for end in ("txt", "ann")} | {"annotation.conf"}
    assert {each.name for each in folder.iterdir()} == expected
    assert [each.name for each in tmp_path.iterdir()] == ["brat"]
    again = ask("export", made.path, "--format=brat", "-o", folder)
    assert again.returncode == 1
    assert b"--force" in again.stderr
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    assert ask("export", made.path, "--format=brat", "-o", folder, "--force").returncode == 0
    assert {each.name for each in folder.iterdir()} == expected | {"notes.txt"}
    assert b"--output" in ask("export", made.path, "--format=brat").stderr


def test_docbin_reads_back(made: Made, tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    assert ask("export", made.path, "-o", tmp_path / "all.spacy").returncode == 0
    docs = DocBin().from_disk(tmp_path / "all.spacy").get_docs(spacy.blank("en").vocab)
    assert [doc.text for doc in docs] == [one.report.text for one in made.readings[1:]]


def test_a_file_that_is_there_stays_unless_forced(made: Made, tmp_path: Path) -> None:
    there = tmp_path / "mine.csv"
    there.write_text("mine", encoding="utf-8")
    done = ask("export", made.path, "-o", there)
    assert done.returncode == 1
    assert b"is there already" in done.stderr
    assert there.read_text(encoding="utf-8") == "mine"
    assert ask("export", made.path, "-o", there, "--force").returncode == 0
    assert there.read_bytes().startswith(b"claim,")


def test_what_fails_halfway_leaves_nothing_and_what_was_there(made: Made, tmp_path: Path) -> None:
    there = tmp_path / "mine.jsonl"
    there.write_text("mine", encoding="utf-8")
    # No file may grow further in this process, as on a full disk; what SQLite keeps beside the library still fits.
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (36_000, 36_000));"
        "from reportedly.cli import main; main()"
    )
    arguments = ["export", str(made.path), "version:all", "--format=web-annotation", "-o", str(there), "--force"]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=False)
    assert done.returncode == 1
    assert b"cannot write" in done.stderr
    assert b"Traceback" not in done.stderr
    assert there.read_text(encoding="utf-8") == "mine"
    assert [each.name for each in tmp_path.iterdir()] == ["mine.jsonl"]


def test_places_that_cannot_be_written_are_named(made: Made, tmp_path: Path) -> None:
    done = ask("export", made.path, "-o", tmp_path / "no" / "all.csv")
    assert done.returncode == 1
    assert f"cannot write {tmp_path / 'no' / 'all.csv'}: No such file or directory".encode() in done.stderr
    assert b"is a folder" in ask("export", made.path, "-o", tmp_path, "--format=csv").stderr
    assert ask("export", made.path, "-o", os.devnull, "--format=csv").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--table", "figures", "spy", "--format=csv"], "a query finds claims"),
        (["--table", "figures"], "for a table say --format csv or parquet"),
        (["--excel"], "--excel is for csv"),
        (["-o", "all.xlsx"], "say --format"),
        (["--format=brat"], "say which with --output"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(made: Made, arguments: list[str], why: str) -> None:
    done = ask("export", made.path, *arguments)
    assert done.returncode == 2
    assert why in " ".join(done.stderr.decode().split())


def test_a_table_that_is_not_there_is_refused_with_those_that_are(made: Made) -> None:
    done = ask("export", made.path, "--table=figurse", "--format=csv")
    assert done.returncode == 1
    assert b"has no table 'figurse'; there are appearances" in done.stderr
    assert done.stdout == b""

"""The table of formats: each is written by its name, one report at a time."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings

from reportedly.export import FORMATS, LOCAL, Format, LocalNames
from reportedly.export.common import encodable
from reportedly.model import Attribution, Reading
from tests.export.samples import made, read_pages, strange_readings

EACH = pytest.mark.parametrize("chosen", FORMATS.values(), ids=list(FORMATS))


def write(chosen: Format, readings: Iterator[Reading], folder: Path, names: LocalNames = LOCAL) -> dict[str, bytes]:
    if chosen.folder:
        chosen.write(readings, folder, names)
        return {path.name: path.read_bytes() for path in folder.iterdir()}
    stream = io.BytesIO()
    chosen.write(readings, stream, names)
    return {"": stream.getvalue()}


def test_the_formats_are_these() -> None:
    assert list(FORMATS) == ["jsonl", "web-annotation", "schema.org", "brat", "docbin", "attributions", "ftm"]
    assert [name for name, one in FORMATS.items() if one.folder] == ["brat"]
    assert all(one.folder or one.suffix.startswith(".") for one in FORMATS.values())


@EACH
def test_the_same_readings_are_written_the_same(chosen: Format, tmp_path: Path) -> None:
    readings = (made(), *read_pages())
    first = write(chosen, iter(readings), tmp_path / "1")
    assert first == write(chosen, iter(readings), tmp_path / "2")
    assert sum(map(len, first.values())) > 1000


@EACH
def test_no_readings_make_an_empty_export(chosen: Format, tmp_path: Path) -> None:
    write(chosen, iter(()), tmp_path / "none")


# All but a DocBin, which is one object and is written whole.
@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"docbin"}))
def test_one_report_is_written_before_the_next_is_taken(name: str, tmp_path: Path) -> None:
    chosen = FORMATS[name]
    stream = io.BytesIO()
    target = tmp_path / "out" if chosen.folder else stream
    sizes = []

    def taken() -> Iterator[Reading]:
        for reading in (made(), *read_pages()):
            sizes.append(len(list(target.iterdir())) if isinstance(target, Path) else target.tell())
            yield reading

    chosen.write(taken(), target, LOCAL)
    assert sizes == sorted(sizes) and sizes[1] > sizes[0] and sizes[-1] > sizes[1]


@pytest.mark.parametrize("name", ["web-annotation", "schema.org", "brat", "docbin"])
def test_ids_are_those_that_are_handed_in(name: str, tmp_path: Path) -> None:
    class Ours(LocalNames, frozen=True):
        def report(self, reading: Reading) -> str:
            return "https://library.example/7"

        def claim(self, reading: Reading, attribution: Attribution) -> str:
            return f"https://library.example/7/{attribution.id}"

    written = write(FORMATS[name], iter([made()]), tmp_path, Ours())
    wanted = b"library.example/7"
    if name == "docbin":
        from spacy.tokens import DocBin
        from spacy.vocab import Vocab

        (doc,) = DocBin().from_bytes(written[""]).get_docs(Vocab())
        assert doc.user_data["report"]["name"] == "https://library.example/7"
    else:
        assert any(wanted in content for content in written.values())


@settings(max_examples=30, deadline=None)
@given(strange_readings())
def test_json_lines_hold_the_reading_whole(reading: Reading) -> None:
    stream = io.BytesIO()
    FORMATS["jsonl"].write([reading, reading], stream, LOCAL)
    lines = stream.getvalue().split(b"\n")
    assert lines.pop() == b"" and len(lines) == 2
    read = msgspec.json.decode(lines[0], type=Reading)
    assert read == encodable(reading)
    assert len(read.report.text) == len(reading.report.text)


def test_importing_the_room_starts_nothing_heavy() -> None:
    heavy = {"spacy", "followthemoney", "numpy", "rdflib", "pydantic"}
    code = f"import sys, reportedly.export; print(sorted({heavy!r} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"

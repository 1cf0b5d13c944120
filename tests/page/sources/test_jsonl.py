"""JSON lines: a page a line, with what the line knows of it; a bad line costs itself."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportedly
from reportedly.errors import Refused
from reportedly.page import Held, Known, Limits, Page, pages, read_page
from reportedly.page.sources import jsonl
from tests.page.sources.made import article

TEXT = "The dam is safe, the mayor said on Monday. Nobody was hurt, she said."


def read(data: bytes | str, tmp_path: Path, limits: Limits | None = None) -> list[Page | Refused]:
    path = tmp_path / "pages.jsonl"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return [page for page in pages(str(path), limits or Limits()) if not isinstance(page, Held)]


def lines(*values: Any) -> str:
    return "".join(json.dumps(value) + "\n" for value in values)


def codes(found: list[Page | Refused]) -> list[str]:
    return [each.code if isinstance(each, Refused) else each.data.decode() for each in found]


def test_a_line_says_what_it_knows_of_its_page(tmp_path: Path) -> None:
    line = {
        "url": "https://example.org/a",
        "text": TEXT,
        "title": "Dam holds",
        "authors": ["Ann Lee", {"name": "Bo Ek"}],
        "publish_date": "2019-11-17 08:00:00",
        "modified": "2019-11-18",
        "source": {"name": "Courier"},
        "section": "Local",
        "keywords": "dams, water",
        "language": "en",
        "crawled": "2024-01-02T03:04:05Z",
        "id": 7,
    }
    (page,) = read(lines(line), tmp_path)
    assert isinstance(page, Page)
    assert page.source == f"{tmp_path / 'pages.jsonl'}#1 https://example.org/a"
    assert page.address == "https://example.org/a"
    report = read_page(page)
    assert report.text.split() == TEXT.split()
    assert report.headline == "Dam holds"
    assert report.bylines == ("Ann Lee", "Bo Ek")
    assert (report.published.earliest, report.published.latest, report.published.basis) == ("2019-11-17",) * 2 + (
        "given",
    )
    assert (report.modified, report.publisher, report.section, report.tags) == (
        "2019-11-18",
        "Courier",
        ("Local",),
        ("dams", "water"),
    )
    assert (report.language, report.retrieved) == ("en", "2024-01-02T03:04:05Z")


def test_the_page_speaks_for_itself_where_it_declares_its_day(tmp_path: Path) -> None:
    declared = b'<meta property="article:published_time" content="2018-05-06T00:00:00Z">' + article()
    (page,) = read(lines({"html": declared.decode(), "date": "2019-11-17", "title": "Other"}), tmp_path)
    assert isinstance(page, Page)
    report = read_page(page)
    assert (report.published.earliest, report.published.basis) == ("2018-05-06", "meta")
    assert report.headline == "Dam holds"


def test_a_crawl_is_no_publication(tmp_path: Path) -> None:
    (page,) = read(lines({"text": TEXT, "retrieved": "20240102030405"}), tmp_path)
    assert isinstance(page, Page)
    report = read_page(page)
    assert (report.published.basis, report.retrieved) == ("none", "2024-01-02T03:04:05Z")


def test_each_bad_line_is_one_refusal_with_its_number(tmp_path: Path) -> None:
    data = lines({"text": "one"}) + "\n{broken\n" + lines([], 7, {"title": "empty"}, {"text": 5}, {"text": "two"})
    data += (
        '{"text": "\\ud800"}\n{"text": "' + "x" * 2000 + '"}\n' + lines({"report": {}, "schema": 1}, {"text": "last"})
    )
    found = read(data, tmp_path, Limits(max_bytes=1000))
    assert codes(found) == [
        "one",
        "not-json",
        "no-pages",
        "not-a-page",
        "not-a-page",
        "not-a-page",
        "two",
        "not-json",
        "too-large",
        "reading",
        "last",
    ]
    numbers = [each.source.split("#")[1] for each in found]
    assert numbers == "1 3 4 5 6 7 8 9 10 11 12".split()
    assert "reportedly read --json" in str(found[-2])


def test_one_object_and_one_list(tmp_path: Path) -> None:
    one, two = {"text": "one"}, {"text": "two"}
    for value, expected in ((one, ["one"]), ([one, two], ["one", "two"])):
        for indent in (None, 2):
            assert codes(read(json.dumps(value, indent=indent), tmp_path)) == expected
    assert codes(read("\ufeff" + lines(one, two), tmp_path)) == ["one", "two"]
    assert codes(read(lines(one, two).replace("\n", "\r\n"), tmp_path)) == ["one", "two"]


def test_lines_without_end_are_given_up(tmp_path: Path) -> None:
    bomb = gzip.compress(b'{"text": "one"}\n{"text": "' + b"x" * 30_000_000)
    tracemalloc.start()
    assert codes(read(bomb, tmp_path, Limits(max_bytes=100_000))) == ["one", "too-large"]
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_a_million_lines_are_not_read_before_they_are_asked_for(tmp_path: Path) -> None:
    class Endless(io.RawIOBase):
        taken = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
            line = b'{"text": "one"}\n'
            self.taken += len(line)
            buffer[: len(line)] = line
            return len(line)

    raw = Endless()
    found = jsonl.pages(io.BufferedReader(raw), "-", Limits())
    for _ in range(100):
        next(found)
    assert raw.taken < 100_000


def test_what_is_no_json_is_read_as_text(tmp_path: Path) -> None:
    for text in ("[Updated] The dam is safe.", "{curly} The dam is safe.", "[1] The dam"):
        assert codes(read(text, tmp_path)) == [text]


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=80))
def test_no_line_does_harm(tmp_path_factory: pytest.TempPathFactory, line: bytes) -> None:
    found = read(b'{"text": "one"}\n' + line + b'\n{"text": "two"}\n', tmp_path_factory.getbasetemp())
    assert codes(found)[0] == "one"
    assert codes(found)[-1] == "two"


def test_depth_does_no_harm(tmp_path: Path) -> None:
    assert codes(read('{"text": "one", "x": ' + "[" * 200_000 + "\n" + lines({"text": "two"}), tmp_path)) == [
        "not-json",
        "two",
    ]


def test_the_front_door_takes_what_is_known() -> None:
    page = reportedly.Page(
        TEXT.encode(), "mine", known=reportedly.Known(title="Dam holds", published="17 November 2019")
    )
    report = read_page(page)
    assert (report.headline, report.published.earliest) == ("Dam holds", "2019-11-17")
    assert Known().published is None

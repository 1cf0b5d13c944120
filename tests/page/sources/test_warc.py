"""Web archives: every page in them, nothing else, whatever is damaged, in little memory."""

from __future__ import annotations

import gzip
import io
import random
import sys
import tracemalloc
from pathlib import Path

import brotli
import pytest
from fastwarc.warc import request, resource
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import Refused
from reportedly.page import Held, Limits, Page, pages, read_page
from tests.page.sources.made import article, chunked, gzipped, record

ONE = article("Dam holds")


def read(data: bytes, tmp_path: Path, limits: Limits | None = None) -> list[Page | Refused]:
    path = tmp_path / "crawl.warc"
    path.write_bytes(data)
    return [page for page in pages(str(path), limits or Limits()) if not isinstance(page, Held)]


def codes(found: list[Page | Refused]) -> list[str]:
    return [each.code if isinstance(each, Refused) else "page" for each in found]


def bodies(found: list[Page | Refused]) -> list[bytes]:
    return [each.data for each in found if isinstance(each, Page)]


@pytest.mark.parametrize("packed", [b"".join, gzipped, lambda records: gzip.compress(b"".join(records))])
def test_pages_and_nothing_else(packed, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    records = [
        record(b"GET / HTTP/1.1\r\n\r\n", of=request),
        record(ONE, "https://example.org/one?a=b"),
        record(b"gone", status="404 Not Found"),
        record(b"", status="301 Moved", headers=["Location: /one"]),
        record(b"\x89PNG\r\n\x1a\n", kind="image/png"),
        record(b"User-agent: *", "https://example.org/robots.txt", kind="text/plain"),
        record(b"The dam is safe, the mayor said.", "https://example.org/two", kind="text/plain"),
        record(article("Three"), "file:///three", of=resource),
    ]
    found = read(packed(records), tmp_path)
    assert codes(found) == ["page"] * 3
    one, _, three = found
    assert isinstance(one, Page)
    assert one.source == f"{tmp_path / 'crawl.warc'}#2 https://example.org/one?a=b"
    assert (one.data, one.address, one.media_type, one.charset) == (
        ONE,
        "https://example.org/one?a=b",
        "text/html",
        "utf-8",
    )
    report = read_page(one)
    assert report.retrieved == "2019-11-17T09:30:00Z"
    assert report.published.basis == "none", "the day of the crawl is no day of publication"
    assert isinstance(three, Page)
    assert three.data == article("Three")


def test_bodies_are_unpacked_as_they_were_sent(tmp_path: Path) -> None:
    gz, br = gzip.compress(ONE), brotli.compress(ONE)
    records = [
        record(gz, headers=["Content-Encoding: gzip"]),
        record(br, headers=["Content-Encoding: br"]),
        record(chunked(ONE), headers=["Transfer-Encoding: chunked"]),
        record(chunked(gz), headers=["Content-Encoding: gzip", "Transfer-Encoding: chunked"]),
        record(ONE, headers=["Content-Encoding: gzip", "Transfer-Encoding: chunked"]),  # unpacked by the crawler
        record(ONE, headers=["Content-Encoding: br"]),
    ]
    assert bodies(read(gzipped(records), tmp_path)) == [ONE] * 6


def test_what_is_damaged_costs_itself(tmp_path: Path) -> None:
    good = gzip.compress(record(ONE))
    bad = bytearray(gzip.compress(record(article("Bad" * 200), "http://example.org/bad")))
    bad[60:90] = bytes(30)
    found = read(good + bytes(bad) + good + b"\x1f\x8b\x08 no gzip at all" + good, tmp_path)
    assert codes(found) == ["page", "damaged", "page", "damaged", "page"]
    plain = record(ONE)
    found = read(plain + record(ONE)[: len(plain) - 30] + plain + b"scribble\r\n\r\n" * 9 + plain, tmp_path)
    assert bodies(found)[-1:] == [ONE]
    assert codes(found)[0] == codes(found)[-1] == "page"
    assert "damaged" in codes(found)


def test_a_bad_answer_costs_itself(tmp_path: Path) -> None:
    records = [
        record(ONE, head=b"\x00\xff\r\n\r\n"),
        record(b"\x1f\x8b\x08 no gzip", headers=["Content-Encoding: gzip"]),
        record(gzip.compress(ONE)[:-20], headers=["Content-Encoding: gzip"]),
        record(ONE),
    ]
    found = read(gzipped(records), tmp_path)
    assert codes(found) == ["damaged", "damaged", "damaged", "page"]
    assert all("http://example.org/a: " in str(each) for each in found[:3])


def test_bombs_are_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    records = [
        record(b"\0" * 3_000_000),
        record(gzip.compress(b"\0" * 3_000_000), headers=["Content-Encoding: gzip"]),
        record(brotli.compress(b"\0" * 3_000_000), headers=["Content-Encoding: br"]),
        record(ONE),
    ]
    found = read(gzipped(records), tmp_path, Limits(max_bytes=100_000))
    assert codes(found) == ["too-large", "too-large", "too-large", "page"]


def test_an_archive_without_pages_says_so(tmp_path: Path) -> None:
    (refused,) = read(record(b"x", kind="image/png"), tmp_path)
    assert isinstance(refused, Refused)
    assert refused.code == "no-pages"


@pytest.mark.parametrize("packed", [b"".join, gzipped])
def test_cut_off_anywhere(packed, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    whole = [record(ONE, f"http://example.org/{n}") for n in range(2)]
    data = packed(whole)
    ends = [len(packed(whole[:n])) for n in range(3)]
    for cut in range(5, len(data)):
        found = read(data[:cut], tmp_path)
        pages_whole = sum(cut >= end - 4 for end in ends[1:])  # a record ends in two line ends, which nobody misses
        assert len(found) >= 1
        assert len(bodies(found)) in (pages_whole, sum(cut >= end - 12 for end in ends[1:]))
        assert all(body == ONE for body in bodies(found))


THREE = [record(ONE, f"http://example.org/{n}") for n in range(3)]
WHOLE = [b"".join(THREE), gzipped(THREE)]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_bytes_do_harm(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    archive = bytearray(data.draw(st.sampled_from(WHOLE)))
    for at, byte in data.draw(st.lists(st.tuples(st.integers(5, len(archive) - 1), st.integers(0, 255)), max_size=9)):
        archive[at] = byte
    assert read(bytes(archive), tmp_path_factory.getbasetemp())


class Endless(io.RawIOBase):
    """An archive that is made while it is read."""

    def __init__(self, records: int) -> None:
        self.left = records
        self.read_so_far = 0
        self._made = gzip.compress(record(article("Long", random.Random(1).randbytes(20_000).hex())))
        self._kept = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        if not self._kept and self.left:
            self.left -= 1
            self._kept = self._made
        data, self._kept = self._kept[: len(buffer)], self._kept[len(buffer) :]
        buffer[: len(data)] = data
        self.read_so_far += len(data)
        return len(data)


class Stdin:
    def __init__(self, raw: Endless) -> None:
        self.buffer = io.BufferedReader(raw)
        self.closed = False


def test_memory_stays_flat_over_thousands_of_records(monkeypatch: pytest.MonkeyPatch) -> None:
    def peak(records: int) -> int:
        monkeypatch.setattr(sys, "stdin", Stdin(Endless(records)))
        tracemalloc.start()
        count = sum(isinstance(page, Page) for page in pages("-", Limits()))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert count == records
        return most

    few, many = peak(100), peak(600)
    assert many < 3_000_000
    assert many < few * 1.2


def test_an_archive_is_not_read_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = Endless(100_000)
    monkeypatch.setattr(sys, "stdin", Stdin(raw))
    stream = pages("-", Limits())
    assert raw.read_so_far == 0
    first = next(stream)
    assert isinstance(first, Page)
    assert first.source.startswith("-#1 ")
    assert raw.read_so_far < 500_000


@pytest.mark.parametrize("name", ["a crawl of mine.warc.gz", "Tromsø ☃.warc", "a#b%20c.warc", "no-ending"])
def test_any_path_will_do(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(gzipped([record(ONE)]))
    (page,) = pages(str(path), Limits())
    assert isinstance(page, Page)
    assert page.source.startswith(f"{path}#1 ")


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    (refused,) = pages(str(tmp_path / "none.warc.gz"), Limits())
    assert isinstance(refused, Refused)
    assert refused.code == "missing"

"""Sources that hold many pages, through the reader and the command."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

import reportedly
from reportedly import NotReadable, Page, Reading, Refused
from tests.page.sources.made import article, gzipped, record
from tests.page.sources.serving import answer, serving
from tests.page.sources.test_feed import rss
from tests.page.sources.test_saved import mhtml, pdf
from tests.running import reportedly as run

SAID = "The dam is safe, the mayor said on Monday."


def test_one_broken_page_of_many_costs_itself(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    lines = [json.dumps({"text": f"{SAID} {n}", "url": f"https://example.org/{n}"}) for n in range(100)]
    lines[40] = '{"text": '
    path.write_text("\n".join(lines))
    results = list(reportedly.read_many([str(path), tmp_path / "none.html"]))
    assert sum(isinstance(result, Reading) for result in results) == 99
    assert [(at, str(result).split(": ")[0]) for at, result in enumerate(results) if isinstance(result, Refused)] == [
        (40, f"{path}#41"),
        (100, str(tmp_path / "none.html")),
    ]


def test_results_say_where_they_came_from(tmp_path: Path) -> None:
    archive, single = tmp_path / "crawl.warc.gz", tmp_path / "page.html"
    archive.write_bytes(gzipped([record(article(), "http://example.org/1"), record(article(), "http://example.org/2")]))
    single.write_bytes(article())
    named = list(reportedly.read_named([archive, single, Page(article(), "held")]))
    assert [(each.of, each.name) for each in named] == [
        (0, f"{archive}#1 http://example.org/1"),
        (0, f"{archive}#2 http://example.org/2"),
        (1, str(single)),
        (2, "held"),
    ]
    assert all(isinstance(each.result, Reading) for each in named)


def test_pages_are_taken_a_few_ahead() -> None:
    taken = 0

    class Lines(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
            nonlocal taken
            line = json.dumps({"text": f"{SAID} {taken}" * 20}).encode() + b"\n"
            taken += len(line)
            buffer[: len(line)] = line
            return len(line)

    class Stdin:
        buffer = io.BufferedReader(Lines())
        closed = False

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", Stdin())
        assert isinstance(next(reportedly.read_many(["-"])), Reading)
    assert taken < 500_000


def test_read_takes_a_source_of_one_page_only(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(record(article(), "http://example.org/1"))
    assert reportedly.read(path).report.address == "http://example.org/1"
    path.write_bytes(record(article()) * 2)
    with pytest.raises(NotReadable, match="read_many") as caught:
        reportedly.read(path)
    assert caught.value.code == "several"


def test_a_page_in_hand_is_one_page_whatever_it_looks_like() -> None:
    with pytest.raises(NotReadable, match="feed"):
        reportedly.read(Page(rss("http://127.0.0.1/"), "held"))
    assert reportedly.read_text('{"text": "The dam is safe, the mayor said."}').report.format == "text"


def test_the_command_reads_every_form(tmp_path: Path) -> None:
    sources = {
        "a crawl.warc.gz": gzipped([record(article(), f"http://example.org/{n}") for n in range(2)]),
        "saved.mhtml": mhtml(),
        "lines.jsonl": b"".join(json.dumps({"text": SAID, "title": t}).encode() + b"\n" for t in ("One", "Two")),
        "page.pdf": pdf([SAID]),
    }
    for name, data in sources.items():
        (tmp_path / name).write_bytes(data)
    done = run("read", "--json", *(tmp_path / name for name in sources), "-", stdin=gzipped([record(article())]))
    assert done.stderr == b""
    assert done.returncode == 0
    readings = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(readings) == 7
    assert all(reading["attributions"] for reading in readings)
    assert [reading["report"]["headline"] for reading in readings[3:5]] == ["One", "Two"]


def test_the_command_reads_a_feed_and_names_each_page() -> None:
    with serving(
        feed=answer(rss("/one", "/gone", "/two", "/three")), one=answer(article()), two=answer(article())
    ) as site:
        limits = ("--allow-private", "--no-cache", "--max-items", "2")
        done = run("read", *limits, f"{site.address}/feed", COLUMNS="100")
        assert site.asked("/two") == 0
    assert done.returncode == 1
    gone, rest = done.stderr.decode().splitlines()
    assert gone.startswith(f"reportedly: {site.address}/feed#2 {site.address}/gone: answers 404")
    assert rest.startswith(f"reportedly: {site.address}/feed#3 {site.address}/two: ")
    assert "--max-items" in rest
    assert f" {site.address}/feed#1 {site.address}/one " in done.stdout.decode()

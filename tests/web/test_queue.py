"""What is pasted, dropped or asked for by its address is read, by the real reader, and outlasts whatever ends it."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reportedly.errors import LibraryError, NotRead, NotReadable
from reportedly.library import Asked, Library
from reportedly.web import asks
from reportedly.web.reading_queue import ReadingQueue
from reportedly.web.state import Room, Settings
from reportedly.web.templating import environment
from tests.page.sources.made import article, record
from tests.page.sources.serving import OPEN, answer
from tests.page.sources.serving import serving as a_site
from tests.web.test_serving import running

TEXT = "The dam is safe, the mayor, {name}, said on Monday. The governor denied that."
FEED = """<rss version="2.0"><channel><title>News</title>
<item><title>One</title><link>{site}/one</link></item>
<item><title>Gone</title><link>{site}/gone</link></item>
<item><title>A file</title><link>file:///etc/passwd</link></item></channel></rss>"""


def until(is_so: Callable[[], bool], seconds: float = 150) -> None:
    ends = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.02)


def settled(library: Library, asked: Asked) -> Asked:
    until(lambda: library.queue.one(asked.waiting).settled is not None)
    return library.queue.one(asked.waiting)


def readers(parent: int) -> list[int]:
    """The processes that read for another one."""
    found = subprocess.run(
        ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(parent)], capture_output=True, text=True, check=False
    )
    return [int(line.split()[0]) for line in found.stdout.splitlines() if "reportedly.engines.worker" in line]


def reads_now(pid: int) -> bool:
    """Whether a process has got as far as reading: it loads what it reads with when the first page comes."""
    try:
        return "onnxruntime" in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8")
    except OSError:
        return False


# What is read


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    path = tmp_path_factory.mktemp("queue") / "l.db"
    with Library(path) as library, ReadingQueue(str(path), OPEN) as reads:
        yield Room(library, Settings(hosts=()), environment(), reads)


@pytest.fixture
def library(room: Room) -> Library:
    return room.library


def test_a_text_that_is_pasted_is_read(room: Room) -> None:
    asked = settled(room.library, asks.ask_text(room, TEXT.format(name="Ann Lee"), "Bo"))
    assert (asked.state, asked.asked_by, asked.kept) == ("kept", "Bo", 1)
    assert asked.name.startswith("pasted: The dam is safe")
    report = asked.pages[0].report
    assert report is not None
    assert [hit.speaker for hit in room.library.find("dam").hits] == ["Ann Lee"]
    # Whoever has added it before sees what there is.
    again = settled(room.library, asks.ask_text(room, TEXT.format(name="Ann Lee"), "Bo"))
    assert (again.state, again.pages[0].report) == ("known", report)


def test_a_page_that_is_pasted_is_read_as_html(room: Room) -> None:
    asked = settled(room.library, asks.ask_text(room, article("Tunnel opens").decode(), None))
    assert asked.state == "kept"
    assert room.library.reading(asked.pages[0].report or 0).report.headline == "Tunnel opens"


def test_files_of_any_kind_are_read_by_what_they_hold(room: Room) -> None:
    archive = record(article("First")) + record(article("Second"))
    kept = room.library.reading(
        settled(room.library, asks.ask_text(room, "Ann Lee said so.", None)).pages[0].report or 0
    )
    import msgspec

    files = [
        ("crawl.warc", archive),
        ("../../etc/page.html", article("A path is no path")),
        ("readings.jsonl", msgspec.json.encode(kept) + b"\n"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        ("empty", b""),
        ("broken.pdf", b"%PDF-1.7 nothing"),
    ]
    made = asks.ask_files(room, [(name, io.BytesIO(data)) for name, data in files], None)
    came = [settled(room.library, asked) for asked in made]
    assert [(one.name, one.state, len(one.pages)) for one in came] == [
        ("crawl.warc", "kept", 2),
        ("page.html", "kept", 1),
        ("readings.jsonl", "known", 1),
        ("picture.png", "refused", 1),
        ("empty", "refused", 1),
        ("broken.pdf", "refused", 1),
    ]
    assert all(one.pages[0].detail for one in came if one.state == "refused")
    assert {one.name for one in room.library.refusals()} >= {"picture.png", "empty", "broken.pdf"}


def test_an_address_is_fetched_and_a_feed_gives_many(room: Room) -> None:
    with a_site(one=answer(article("One"))) as site:
        site.pages["/feed"] = answer(FEED.format(site=site.address).encode(), Content_Type="application/rss+xml")
        asked = settled(room.library, asks.ask_address(room, f"{site.address}/feed", None))
        assert (asked.state, asked.kept, asked.refused) == ("kept", 1, 2)
        assert [page.code for page in asked.pages] == [None, "status", "scheme"]
        missing = settled(room.library, asks.ask_address(room, f"{site.address}/missing", None))
        assert (missing.state, missing.pages[0].code) == ("refused", "status")


@pytest.mark.parametrize("name", ["/etc/passwd", "file:///etc/passwd", "-", "etc", "", "ftp://example.org/x", "\0"])
def test_no_file_of_this_machine_is_ever_read_for_an_address(room: Room, name: str) -> None:
    # Past what the pages check.
    asked = room.library.queue.ask("address", name)
    room.queue and room.queue.wake()  # type: ignore[func-returns-value]
    came = settled(room.library, asked)
    assert came.state == "refused"
    assert came.pages[0].report is None


def test_a_page_that_stops_the_reader_for_ever_costs_only_itself(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    first = asks.ask_text(room, TEXT.format(name="Abe Lind"), None)
    assert settled(room.library, first).state == "kept"
    (reader,) = readers(os.getpid())
    os.kill(reader, signal.SIGSTOP)
    with monkeypatch.context() as patch:
        patch.setattr(room.queue, "_page_seconds", 1.0)
        came = settled(room.library, asks.ask_text(room, TEXT.format(name="Bo Ek"), None))
    assert (came.state, came.pages[0].code) == ("refused", "too-long")
    assert "split it" in (came.pages[0].detail or "")
    assert settled(room.library, asks.ask_text(room, TEXT.format(name="Cy Fox"), None)).state == "kept"
    assert not Path(f"/proc/{reader}/status").exists()


def test_a_page_that_ends_the_reader_costs_only_itself(room: Room) -> None:
    library = room.library
    assert settled(library, asks.ask_text(room, "Ann Lee said so again.", None)).state == "kept"
    before = set(readers(os.getpid()))
    bad = asks.ask_text(room, TEXT.format(name="Bo Ekman") * 200, None)
    after = asks.ask_text(room, TEXT.format(name="Cy Foxley"), None)
    ended: set[int] = set()
    while library.queue.one(bad.waiting).settled is None:
        if library.queue.one(bad.waiting).state == "reading":
            for pid in filter(reads_now, set(readers(os.getpid())) - ended):
                os.kill(pid, signal.SIGKILL)
                ended.add(pid)
        time.sleep(0.05)
    came = library.queue.one(bad.waiting)
    assert (came.state, came.pages[0].code) == ("refused", "crashed")
    assert before <= ended and len(ended) >= 2, "it was tried again alone"
    assert settled(library, after).state == "kept"


def test_what_is_withdrawn_while_it_is_read_is_not_kept(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.web.reading_queue._BEAT_SECONDS", 0.05)
    long = asks.ask_text(room, TEXT.format(name="Di Gray") * 2_000, None)
    until(lambda: room.library.queue.one(long.waiting).state == "reading")
    room.library.queue.withdraw(long.waiting)
    after = settled(room.library, asks.ask_text(room, TEXT.format(name="Ed Hill"), None))
    assert after.state == "kept"
    assert room.library.find("from:Di").hits == ()


# What ends the room


def test_a_room_that_is_killed_in_the_middle_reads_all_when_it_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    words = (path, "--no-browser", "--port", "0")
    with Library(path) as library:
        names = ["Ann Lee", "Bo Ek", "Cy Fox"]
        asked = [
            library.queue.ask("text", name, (TEXT.format(name=name) * (200 if name == "Ann Lee" else 1)).encode())
            for name in names
        ]
        with running(*words) as first:
            until(lambda: library.queue.one(asked[0].waiting).state == "reading")
            reading = readers(first.process.pid)
            assert reading
            first.process.send_signal(signal.SIGKILL)
            first.process.wait(30)
            until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in reading), 30)
            assert library.queue.count() == 3
        with running(*words) as second:
            came = [settled(library, one) for one in asked]
            # And one that is closed in order leaves what it was at to be read.
            last = library.queue.ask("text", "last", (TEXT.format(name="Flo Day") * 200).encode())
            until(lambda: library.queue.one(last.waiting).state == "reading")
            second.process.send_signal(signal.SIGINT)
            assert second.process.wait(30) == 0
        assert [one.state for one in came] == ["kept"] * 3
        assert [one.kept for one in came] == [1] * 3
        assert library.queue.one(last.waiting).state == "waiting"
        assert library.count() == 3


def test_two_rooms_on_one_library_read_nothing_twice(room: Room) -> None:
    library = room.library
    before = library.count()
    with ReadingQueue(library.name, OPEN) as other:
        until(lambda: other._warm is not None and other._warm.done())
        names = [f"Ann L{'o' * at}" for at in range(12)]
        asked = [library.queue.ask("text", name, TEXT.format(name=name).encode()) for name in names]
        came = [settled(library, one) for one in asked]
    assert [(one.state, one.kept, len(one.pages)) for one in came] == [("kept", 1, 1)] * 12
    assert library.count() == before + 12


def test_a_library_that_cannot_be_written_for_a_while_is_waited_for(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportedly.web.reading_queue._AGAIN_SECONDS", 0.5)
    assert room.queue
    fails = [LibraryError("l.db", "busy", "another program is writing to it")]
    add = Library.add

    def sometimes(self: Library, *words: object, **named: object) -> object:
        if fails:
            raise fails.pop()
        return add(self, *words, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Library, "add", sometimes)
    asked = asks.ask_text(room, TEXT.format(name="Gil Ives"), None)
    until(lambda: room.queue is not None and room.queue.fault is not None)
    assert "another program" in (room.queue.fault or "")
    assert settled(room.library, asked).state == "kept"
    until(lambda: room.queue is not None and room.queue.fault is None)


# What is asked


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        (" https://example.org/a ", "https://example.org/a"),
        ("example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("example.org:8080/a", "https://example.org:8080/a"),
        ("HTTP://Example.org", "HTTP://Example.org"),
        ("http://[2001:db8::1]/x", "http://[2001:db8::1]/x"),
        ("https://новости.рф/дамба", "https://новости.рф/дамба"),
    ],
)
def test_an_address_is_taken_as_it_is_typed(typed: str, whole: str) -> None:
    assert asks.address(typed) == whole


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "dam",
        "the dam is safe",
        "/etc/passwd",
        "../news.html",
        "-",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/x",
        "https://",
        "https:///x",
        "https://user:word@example.org/",
        "user@example.org",
        "https://example.org:99999/",
        "https://[::1/",
        "https://example.org/a b",
        "https://example.org/a\nHost: evil",
        "https://example.org/" + "x" * 2_000,
    ],
)
def test_what_is_no_address_is_refused_with_a_cure(typed: str) -> None:
    with pytest.raises(NotRead) as refused:
        asks.address(typed)
    assert any(word in refused.value.detail for word in ("give", "leave", "save"))


@pytest.mark.parametrize("text", ["", " \n\t ", "x" * (10 * 2**20 + 1)])
def test_a_text_without_words_or_without_end_is_refused(room: Room, text: str) -> None:
    with pytest.raises(NotReadable):
        asks.ask_text(room, text, None)


def test_a_pasted_page_is_called_by_its_first_words(room: Room) -> None:
    for text, name in [
        ("\n\n  Dam holds\nText.", "pasted: Dam holds"),
        ("<html>\n<head><title>Dam holds</title>", "pasted: Dam holds"),
        ("x" * 200, "pasted: " + "x" * 79 + "…"),
        ("<p>", "pasted: text"),
    ]:
        asked = asks.ask_text(room, text, None)
        assert asked.name == name
        room.library.queue.withdraw(asked.waiting)

"""What is asked to be read is kept until it is, is read once, and outlasts whoever reads it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from reportedly.errors import LibraryError, NotRead
from reportedly.library import Library, waiting
from reportedly.library.waiting import MOST_TRIES, Queue, owner
from tests.library.making import Named, Said, reading
from tests.library.soundness import sound
from tests.running import BOUND

PAGE = reading("Dam\n\nAnn Lee said so.", Said("so", "Ann Lee", "said", entity="Ann Lee"), named=[Named("Ann Lee")])


@pytest.fixture
def library(address: str) -> Iterator[Library]:
    with Library(address) as made:
        yield made


@pytest.fixture
def queue(library: Library) -> Queue:
    return library.queue


def refused(why: str = "missing") -> NotRead:
    return NotRead("page", "load", why, "no such page; check the address")


def test_what_is_asked_first_is_read_first(queue: Queue) -> None:
    me = owner()
    first = queue.ask("address", "https://example.org/1", by="Ann")
    second = queue.ask("text", "pasted", b"The dam is safe.")
    assert (first.state, first.ahead, first.asked_by, first.size) == ("waiting", 0, "Ann", 0)
    assert (second.ahead, second.size) == (1, 16)
    assert queue.count() == 2
    assert queue.take(me, 60) == (first.waiting, "address", "https://example.org/1", None)
    assert queue.take(me, 60) == (second.waiting, "text", "pasted", b"The dam is safe.")
    assert queue.take(me, 60) is None
    assert [one.state for one in queue.asked()] == ["fetching", "reading"]


def connected(address: str) -> Connection:
    engine = create_engine(address if "://" in address else f"sqlite:///{address}", poolclass=NullPool)
    return engine.connect()


def test_a_settled_one_knows_its_reports_and_drops_its_bytes(library: Library, address: str) -> None:
    queue, me = library.queue, owner()
    asked = queue.ask("file", "feed.xml", b"<rss>")
    key = asked.waiting
    queue.take(me, 60)
    library.add([PAGE])
    assert queue.came(key, me, "feed.xml#1", "kept", PAGE.report.id)
    assert queue.came(key, me, "feed.xml#2", "refused", why=refused())
    assert queue.one(key).state == "reading"
    assert queue.settle(key, me)
    one = queue.one(str(key))
    assert (one.state, one.kept, one.known, one.refused) == ("kept", 1, 0, 1)
    assert [(page.name, page.report, page.code) for page in one.pages] == [
        ("feed.xml#1", 1, None),
        ("feed.xml#2", None, "missing"),
    ]
    assert queue.count() == 0
    with connected(address) as connection:
        assert connection.execute(text("SELECT data FROM waiting")).scalar_one() is None
    library.remove(1)
    assert queue.one(key).pages[0].report is None
    sound(address)


@pytest.mark.parametrize(
    ("results", "state"),
    [(["known", "known"], "known"), (["refused"], "refused"), (["known", "refused"], "known"), ([], "refused")],
)
def test_the_end_is_told_by_what_came(queue: Queue, results: list[waiting.Result], state: str) -> None:
    me = owner()
    key = queue.ask("text", "pasted", b"x").waiting
    queue.take(me, 60)
    for result in results:
        queue.came(key, me, "pasted", result, why=refused() if result == "refused" else None)
    queue.settle(key, me)
    assert queue.one(key).state == state


def test_those_to_be_read_come_first_in_the_list_and_then_the_last_settled(queue: Queue) -> None:
    me = owner()
    keys = [queue.ask("text", str(at), b"x").waiting for at in range(5)]
    for _ in range(3):
        taken = queue.take(me, 60)
        assert taken
        queue.settle(taken.key, me)
    assert [one.waiting for one in queue.asked()] == [keys[3], keys[4], keys[2], keys[1], keys[0]]
    assert [one.waiting for one in queue.asked(page=2, size=2)] == [keys[2], keys[1]]
    assert [one.waiting for one in queue.asked(still=True)] == [keys[3], keys[4]]


def test_two_that_read_never_take_the_same(address: str) -> None:
    with Library(address) as first, Library(address) as second:
        for at in range(20):
            first.queue.ask("text", str(at), b"x")
        start = threading.Barrier(4)

        def takes(library: Library) -> list[int]:
            me, mine = owner(), []
            start.wait()
            while taken := library.queue.take(me, 60):
                mine.append(taken.key)
            return mine

        with ThreadPoolExecutor(4) as threads:
            taken = [key for keys in threads.map(takes, [first, second, first, second]) for key in keys]
    assert sorted(taken) == sorted(set(taken))
    assert len(taken) == 20


def test_what_is_not_put_off_is_taken_by_another(queue: Queue) -> None:
    slow, other = owner(), owner()
    key = queue.ask("text", "pasted", b"x").waiting
    assert queue.take(slow, -1)
    assert queue.take(other, 60)
    assert not queue.hold(key, slow, 60, "reading")
    assert not queue.came(key, slow, "pasted", "kept")
    assert not queue.settle(key, slow)
    assert queue.hold(key, other, 60, "reading")
    assert queue.one(key).pages == ()


def test_what_a_process_took_that_is_gone_is_taken_again_at_once(address: str, queue: Queue) -> None:
    queue.ask("text", "pasted", b"The dam is safe.")
    program = (
        "import os, sys; from reportedly.library import Library; from reportedly.library.waiting import owner\n"
        "taken = Library(sys.argv[1]).queue.take(owner(), 3600); print(taken.name, flush=True); os._exit(9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, address], capture_output=True, text=True, check=False, env=os.environ
    )
    assert done.stdout == "pasted\n", done.stderr
    taken = queue.take(owner(), 60)
    assert taken is not None
    assert taken.data == b"The dam is safe."


def test_what_ends_the_room_each_time_is_refused_and_costs_only_itself(queue: Queue) -> None:
    bad = queue.ask("text", "bad", b"x").waiting
    good = queue.ask("text", "good", b"x").waiting
    for _ in range(MOST_TRIES):
        taken = queue.take(owner(), -1)
        assert taken and taken.key == bad
    taken = queue.take(owner(), 60)
    assert taken and taken.key == good
    one = queue.one(bad)
    assert (one.state, one.pages[0].code) == ("refused", "crashed")
    assert "leave it out" in str(one.pages[0].detail)


def test_what_is_given_back_was_not_tried(queue: Queue) -> None:
    key = queue.ask("text", "pasted", b"x").waiting
    for _ in range(2 * MOST_TRIES):
        me = owner()
        assert queue.take(me, 60)
        queue.release(me)
    assert queue.one(key).state == "waiting"


def test_what_was_half_read_begins_anew(queue: Queue) -> None:
    first, second = owner(), owner()
    key = queue.ask("address", "https://example.org/feed", None).waiting
    queue.take(first, 60)
    queue.came(key, first, "item", "refused", why=refused())
    queue.release(first)
    queue.take(second, 60)
    assert queue.one(key).pages == ()


def test_what_is_withdrawn_is_nobodys(queue: Queue) -> None:
    me = owner()
    key = queue.ask("text", "pasted", b"x").waiting
    queue.take(me, 60)
    queue.withdraw(key)
    assert not queue.hold(key, me, 60, "reading")
    with pytest.raises(LibraryError, match="taken off the list"):
        queue.one(key)
    assert queue.ask("text", "pasted", b"x").waiting == key + 1, "keys are never given again"


@pytest.mark.parametrize("key", ["0", "-1", "1e3", "²", "99999999999999", 2**40, "", "w1"])
def test_a_key_that_is_none_is_unknown(queue: Queue, key: str | int) -> None:
    with pytest.raises(LibraryError) as unknown:
        queue.one(key)
    assert unknown.value.code == "unknown"


def test_there_is_an_end_to_what_may_wait(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "MOST_WAITING", 3)
    monkeypatch.setattr(waiting, "MOST_WAITING_BYTES", 100)
    queue.ask("text", "large", b"x" * 90)
    with pytest.raises(LibraryError, match="add more when some of them are"):
        queue.ask("text", "large", b"x" * 11)
    queue.ask("text", "small", b"x")
    queue.ask("address", "https://example.org")
    with pytest.raises(LibraryError) as full:
        queue.ask("address", "https://example.org")
    assert full.value.code == "queue-full"


def test_only_the_latest_of_those_settled_are_kept(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "MOST_SETTLED", 3)
    me = owner()
    for at in range(6):
        queue.ask("text", str(at), b"x")
        taken = queue.take(me, 60)
        assert taken
        queue.settle(taken.key, me)
    waits = queue.ask("text", "waits", b"x")
    assert [one.name for one in queue.asked()] == [waits.name, "5", "4", "3"]


def test_any_text_can_be_a_name(queue: Queue) -> None:
    asked = queue.ask("file", "a\0b\ud800.html", b"\0\xff", by="\0")
    assert asked.name == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}.html"
    taken = queue.take(owner(), 60)
    assert taken and taken.data == b"\0\xff"


def test_where_nothing_can_be_written_nothing_can_be_asked(tmp_path: Path) -> None:
    path = tmp_path / "l"
    Library(path).close()
    path.chmod(0o400)
    code = """
import sys
from reportedly.library import Library
with Library(sys.argv[1]) as library:
    assert library.queue.read_only
    assert library.queue.asked() == ()
    library.queue.ask("text", "pasted", b"x")
"""
    done = subprocess.run([*BOUND, sys.executable, "-c", code, path], capture_output=True, text=True, check=False)
    assert "give yourself permission" in done.stderr.splitlines()[-1]

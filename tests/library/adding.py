"""``reportedly add`` as a process that can be killed at any moment, what it is given, and how a library is checked."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import sys
import time
from contextlib import closing
from functools import cache
from pathlib import Path

import msgspec
from msgspec.structs import replace
from sqlalchemy import create_engine, func, select
from sqlalchemy.pool import NullPool

import reportedly
from reportedly.library import tables
from reportedly.library.store import Store
from reportedly.model import Reading
from tests.library import soundness

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.library.warm"])  # a process then starts in no time, as it must 50 times

PAGES = (
    "The dam at Norvik is safe, the mayor, Ann Lee, said on Monday. It cost about 40 million euros.",
    "Two engineers told Fjordavisen that 12 of the 40 gates leak.\n\nThe company declined to comment.",
    "“We found no cracks,” said Bjørn Fjell, a spokesman for Kårstø Energy, on 3 May 2019.",
    "According to an internal report seen by Reuters, at least 300 people reportedly had to leave Tromsø.",
    "Clara Ruiz, the minister, denied that she knew of it. Critics say that she was told twice in March 2018.",
)


class Run:
    """``reportedly add`` with some words, in a process of its own.

    Args:
        words: of the command line, as people write it.
        output: a file for what it says.
        batch: reports in one transaction.
        room: bytes that a file may have, as on a disk that is full then.
        user: the number of another user to be, and of its group.

    """

    def __init__(
        self, *words: str | Path, output: Path, batch: int = 10, room: int | None = None, user: int | None = None
    ) -> None:
        arguments = (["add", *map(str, words)], str(output), batch, room, user)
        self._output = output
        self._process = _CONTEXT.Process(target=_add, args=arguments)
        self._process.start()

    @property
    def pid(self) -> int:
        """Of the process that writes."""
        assert self._process.pid
        return self._process.pid

    @property
    def counts(self) -> dict[str, int]:
        """What it said with ``--json``."""
        counts: dict[str, int] = msgspec.json.decode(self.said.splitlines()[-1])
        return counts

    @property
    def said(self) -> str:
        """What it said."""
        return self._output.read_text(encoding="utf-8")

    def send(self, number: signal.Signals) -> bool:
        """Send a signal, and wait for the end; whether it was still running."""
        if self._process.exitcode is None:
            os.kill(self.pid, number)
        return self.wait() == -number

    def wait(self) -> int:
        """Wait for the end, and give the exit status; that of a signal is negative."""
        self._process.join(60)
        assert self._process.exitcode is not None, "it did not end"
        return self._process.exitcode


def _add(words: list[str], output: str, batch: int, room: int | None, user: int | None) -> None:
    os.setsid()
    with Path(output).open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    # As Python starts them, and not as multiprocessing leaves them.
    sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if room is not None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    if user is not None:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    from reportedly.cli import main
    from reportedly.library import library

    library.BATCH = batch
    sys.argv = ["reportedly", *words]
    main()


@cache
def read_once() -> tuple[Reading, ...]:
    """Real Readings, few and small."""
    return tuple(each for each in reportedly.read_many(pages(len(PAGES))) if isinstance(each, Reading))


def pages(count: int) -> list[reportedly.Page]:
    """Pages that can be read, all different."""
    return [reportedly.Page(page_text(n).encode(), f"page {n}", charset="utf-8") for n in range(count)]


def page_text(number: int) -> str:
    """The text of a page."""
    return f"Report number {number} of the week\n\n{PAGES[number % len(PAGES)]}\n"


def readings(count: int) -> list[Reading]:
    """Readings that are sound and have different ids; every tenth is another version of the one before it."""
    some = []
    for number in range(count):
        one = read_once()[number % len(PAGES)]
        address = f"https://example.org/{number - (number % 10 == 9)}"
        report = replace(one.report, id=hashlib.sha256(b"%d" % number).hexdigest(), address=address)
        some.append(replace(one, report=report))
    return some


def lines(some: list[Reading]) -> bytes:
    """Readings as ``reportedly read --json`` prints them."""
    return b"".join(msgspec.json.encode(each) + b"\n" for each in some)


def sound(address: str) -> set[str]:
    """Check that a library holds only whole readings, agrees with them, and has nothing twice.

    Returns:
        The ids of its reports.

    """
    soundness.sound(address)
    with closing(Store(address)) as store, store.reading() as connection:
        ids = list(connection.execute(select(tables.reports.c.id)).scalars())
        readings = connection.execute(select(func.count()).select_from(tables.readings)).scalar_one()
    assert len(set(ids)) == len(ids) == readings
    return set(ids)


def begun(address: str) -> bool:
    """Whether there is a library yet, and not just the file of one that is to be."""
    if "://" in address:
        engine = create_engine(address, poolclass=NullPool)
    elif Path(address).exists():
        engine = create_engine(f"sqlite:///{address}", poolclass=NullPool)
    else:
        return False
    with engine.connect() as connection:
        return bool(engine.dialect.has_table(connection, "migrations"))


def seconds(run: Run) -> float:
    """How long a run takes."""
    since = time.monotonic()
    assert run.wait() == 0, run.said
    return time.monotonic() - since

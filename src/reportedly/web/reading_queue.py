"""What is asked to be read, read one after the other, far from the threads that answer.

One thread gets pages and keeps what was read of them; one process beside reads, and can be ended.
"""

from __future__ import annotations

import hashlib
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self

import msgspec

from reportedly.engines import Outcome, Pool
from reportedly.errors import LibraryError, ModelMissing, NotReadable, Refused, WorkerFailed, fault
from reportedly.library import Library
from reportedly.library.waiting import owner
from reportedly.model import Reader, Reading
from reportedly.page import Held, Limits, Page, pages_in, shown

if TYPE_CHECKING:
    from reportedly.library.waiting import Taken

PAGE_SECONDS = 120.0
"""That reading one page may take; a long report takes a few."""

START_SECONDS = 180.0
"""In which the process that reads has to be ready; it takes two, and longer where the machine is busy."""

MOST_PAGES = 1_000
"""Pages of one asked thing: a large archive is for the command line, which reads in many processes."""

_HELD_SECONDS = 60.0
_BEAT_SECONDS = 15.0
_LOOK_SECONDS = 0.5
"""Between two looks at what waits, for what was asked in another process; what was asked in this one wakes it."""

_AGAIN_SECONDS = 15.0
_SLICE = 0.2
_END_SECONDS = 2.0

_WARM = b"The dam in Oslo is safe, the mayor, Ann Lee, said on Monday. It cost $2 million, according to the ministry."
"""Read first, so that all that reading needs is loaded when the first page comes."""


class _LostError(Exception):
    """What is being read is not ours any more: it was withdrawn, or another room took it."""


class _StoppedError(Exception):
    """The room is being closed."""


@dataclass(slots=True)
class _UnderWay:
    """What is read now, and what is being done with it."""

    taken: Taken
    state: Literal["fetching", "reading"]
    lost: bool = False


class ReadingQueue:
    """Reads what waits in a library, as a context manager: from its beginning to its end.

    Args:
        address: of the library; it is opened anew, for what keeps is not shared with what answers.
        limits: how far to go for each page.
        page_seconds: how long reading one page may take.

    Attributes:
        fault: why nothing is read now, in words that say what to do; ``None`` as a rule.

    """

    def __init__(self, address: str, limits: Limits | None = None, *, page_seconds: float = PAGE_SECONDS) -> None:
        self.fault: str | None = None
        self._library = Library(address, create=False)
        self._queue = self._library.queue
        self._limits = limits or Limits()
        self._page_seconds = page_seconds
        self._me = owner()
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._pool = Pool(1, None)
        self._warm: Future[list[bytes | Refused]] | None = None
        self._reader: Reader | None = None
        self._thread = threading.Thread(target=self._run, name="reading", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End at once; what is under way waits again."""
        self._stopped.set()
        self._wake.set()
        self._pool.close()
        try:
            self._queue.release(self._me)
        finally:
            self._thread.join(_END_SECONDS)
            # One that still waits for a server ends with the whole; the file is free when it does.
            if not self._thread.is_alive():
                self._library.close()

    def wake(self) -> None:
        """Look at once whether there is something to read."""
        self._wake.set()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wake.clear()
            wait = _LOOK_SECONDS
            try:
                self._start_reader()
                if taken := self._queue.take(self._me, _HELD_SECONDS):
                    self._take_on(taken)
                    wait = 0.0
                self.fault = None
            except _StoppedError:
                return
            except (LibraryError, ModelMissing, WorkerFailed) as error:
                self.fault, wait = str(error), _AGAIN_SECONDS
                self._begin_anew()
            except Exception as error:
                traceback.print_exc(file=sys.stderr)
                self.fault, wait = fault(error), _AGAIN_SECONDS
                self._begin_anew()
            self._wake.wait(wait)

    def _start_reader(self) -> None:
        if self._warm is None:
            self._warm = self._pool.submit([Page(data=_WARM, source="-")])

    def _begin_anew(self) -> None:
        """Let go of what is under way, and of the process that reads."""
        with suppress(LibraryError):  # its time runs out by itself
            self._queue.release(self._me)
        self._end_reader()

    def _end_reader(self) -> None:
        self._pool.close()
        self._pool, self._warm = Pool(1, None), None
        if self._stopped.is_set():
            raise _StoppedError

    def _take_on(self, taken: Taken) -> None:
        """Read all pages of what was asked for."""
        now = _UnderWay(taken, "fetching" if taken.kind == "address" else "reading")
        try:
            with self._held(now):
                for count, page in enumerate(self._pages(now)):
                    self._go_on(now)
                    if now.state == "fetching":
                        now.state = "reading"
                        self._hold(now)
                    if count >= MOST_PAGES:
                        detail = f"has more than {MOST_PAGES:,} pages; add it with: reportedly add"
                        self._keep(now, NotReadable(shown(taken.name), "load", "too-many", detail), None)
                        break
                    self._one(now, page)
                if not self._queue.settle(taken.key, self._me):
                    raise _LostError
        except _LostError:
            return

    def _pages(self, now: _UnderWay) -> Iterator[Page | Held | Refused]:
        """The pages of what was asked for; never of a file of this machine."""
        taken, name = now.taken, shown(now.taken.name)
        try:
            if taken.data is None:
                # Late, because urllib3 takes long to import.
                from reportedly.page.sources.fetch import fetch

                page = fetch(taken.name, self._limits)
            else:
                page = Page(data=taken.data, source=name, charset="utf-8" if taken.kind == "text" else None)
            yield from pages_in(page, self._limits)
        except Refused as refused:
            yield refused
        except Exception as error:
            yield NotReadable(name, "load", "failed", fault(error))

    def _one(self, now: _UnderWay, page: Page | Held | Refused) -> None:
        """Read one page, unless it is known."""
        if isinstance(page, Refused):
            self._keep(now, page, None)
            return
        if isinstance(page, Held):
            reading = page.reading
            self._keep(now, reading, msgspec.json.encode(reading), name=shown(page.source))
            return
        name, report = shown(page.source), hashlib.sha256(page.data).hexdigest()
        reader = self._ready(now)
        if reader is not None and report in self._library.known([report], reader):
            self._library.add([Outcome(0, name, report, page.address, None, None, None)])
            self._came(now, name, "known", report)
            return
        answer = self._answer(now, page)
        if isinstance(answer, Refused):
            self._keep(now, answer, None)
        else:
            self._keep(now, msgspec.json.decode(answer, type=Reading), answer, name=name)

    def _answer(self, now: _UnderWay, page: Page) -> bytes | Refused:
        """The Reading of a page as JSON, or why there is none."""
        self._ready(now)
        try:
            (answer,) = self._result(now, self._pool.submit([page]), self._page_seconds)
        except TimeoutError:
            self._end_reader()
            detail = f"reading it took more than {self._page_seconds:,.0f} seconds; split it, or leave it out"
            return NotReadable(shown(page.source), "engine", "too-long", detail)
        except _LostError:
            # Nobody waits for what it is at, and others wait behind it.
            self._end_reader()
            raise
        return answer

    def _ready(self, now: _UnderWay) -> Reader | None:
        """Who reads, as the first Reading says: nothing of what reading needs is loaded in this process."""
        self._start_reader()
        if self._reader is None or (self._warm and not self._warm.done()):
            assert self._warm is not None  # noqa: S101 (for mypy)
            try:
                (warm,) = self._result(now, self._warm, START_SECONDS)
            except TimeoutError:
                self._end_reader()
                raise WorkerFailed("the process that reads does not get ready; close other programs") from None
            if not isinstance(warm, Refused):
                self._reader = msgspec.json.decode(warm, type=Reading).reader
        return self._reader

    def _result(self, now: _UnderWay, future: Future[list[bytes | Refused]], seconds: float) -> list[bytes | Refused]:
        ends = time.monotonic() + seconds
        while True:
            try:
                return future.result(_SLICE)
            except TimeoutError:
                if time.monotonic() > ends:
                    raise
            self._go_on(now)

    def _keep(self, now: _UnderWay, result: Reading | Refused, packed: bytes | None, *, name: str = "") -> None:
        """Keep a Reading, or why there is none, and write down that it came."""
        self._go_on(now)
        if isinstance(result, Refused):
            self._library.add([result])
            self._came(now, result.source, "refused", None, result)
            return
        report, address = result.report.id, result.report.address
        added = self._library.add([Outcome(0, name, report, address, result, packed, None)])
        if added.refused:
            detail = "it cannot be kept as it is; see: reportedly refusals"
            self._came(now, name, "refused", None, NotReadable(name, "engine", "unsound", detail))
        else:
            self._came(now, name, "known" if added.known else "kept", report)

    def _came(
        self,
        now: _UnderWay,
        name: str,
        result: Literal["kept", "known", "refused"],
        report: str | None,
        why: Refused | None = None,
    ) -> None:
        if not self._queue.came(now.taken.key, self._me, name, result, report, why):
            raise _LostError

    def _go_on(self, now: _UnderWay) -> None:
        if self._stopped.is_set():
            raise _StoppedError
        if now.lost:
            raise _LostError

    def _hold(self, now: _UnderWay) -> None:
        now.lost = now.lost or not self._queue.hold(now.taken.key, self._me, _HELD_SECONDS, now.state)

    @contextmanager
    def _held(self, now: _UnderWay) -> Iterator[None]:
        """Put off, again and again, the time until which something is ours."""
        done = threading.Event()

        def beat() -> None:
            while not done.wait(_BEAT_SECONDS) and not now.lost:
                with suppress(LibraryError):  # the next beat may come through
                    self._hold(now)

        thread = threading.Thread(target=beat, name="holding", daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

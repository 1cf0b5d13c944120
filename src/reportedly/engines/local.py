"""Many sources over the processes of one machine, in order and in bounded memory."""

from __future__ import annotations

import hashlib
import os
import pickle
import time
from collections import deque
from concurrent.futures import Future
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

from reportedly.engines.batch import WantedError, read_batch
from reportedly.engines.pool import Pool
from reportedly.engines.share import Share
from reportedly.errors import Refused
from reportedly.model import Reading
from reportedly.page import Found, Held, Limits, Page, Source, each_page, not_wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

    from reportedly.engines.batch import Answer, Job
    from reportedly.model import Report

MOST_PROCESSES = 16
"""Processes that are started unless the caller says how many."""

BATCHES_AHEAD = 3
"""Batches a process that may be under way or waiting to be taken: enough that none waits while a long page is read."""

MOST_BYTES = 4 * 2**20
MOST_BYTES_AHEAD = 64 * 2**20
"""Bytes of pages in one batch, and in all that are under way, after which no more are taken in."""

LONGEST_WAIT = 1.0
"""Seconds after which a batch that is not full is read, where pages come slowly."""


class Outcome(NamedTuple):
    """What came of one page.

    Attributes:
        of: which of the sources it came from, counted from 0.
        name: the page, as ``read_named`` names it.
        id: the SHA-256 of its bytes, which a Reading has as ``report.id``; ``None`` where it could not be got.
        address: its address, where it is known.
        result: its Reading, or the ``Refused`` that says why there is none; ``None`` for one that is known already.
        packed: the Reading as JSON.
        done: the share of the work that had been taken in with this page, 0 to 1, by the bytes of the sources and as
            far as they tell; ``None`` where nobody can know, as of standard input.

    """

    of: int
    name: str
    id: str | None
    address: str | None
    result: Reading | Refused | None
    packed: bytes | None
    done: float | None


@dataclass(frozen=True, slots=True)
class _Item:
    found: Found
    id: str | None
    size: int
    done: float | None
    known: bool = False


@dataclass(frozen=True, slots=True)
class _Batch:
    items: list[_Item]
    size: int
    answers: Future[list[Answer]] = field(default_factory=Future)


class _Reader(Protocol):
    def submit(self, pages: Job) -> Future[list[Answer]]: ...

    def close(self) -> None: ...


def read_all(
    sources: Iterable[Source],
    limits: Limits | None = None,
    *,
    processes: int | None = None,
    known: Callable[[Sequence[str]], set[str]] | None = None,
    wanted: Callable[[Report], bool] | None = None,
    batch: int = 8,
) -> Generator[Outcome, None, None]:
    """Read many sources in several processes.

    Pages are got in this process and read in others, a bounded number at a time. A process that dies costs only the
    page that it died of. Close the iterator to end them at once.

    Args:
        sources: as for ``read_named``.
        limits: as for ``read_named``.
        processes: how many read, of about 400 MB each; 1 reads in this process. If not given, one for each processor
            that this process may use and each GiB of memory there is, and at most 16.
        known: asked, a batch at a time, which of some ids are known already; their pages are not read.
        wanted: as for ``read_named``. With several processes it must be a function of a module, or a ``partial`` of
            one.
        batch: pages that go to a process together; the parser takes 8 at once.

    Returns:
        For each page of each source, in order, its outcome; lazily.

    Raises:
        TypeError: ``wanted`` cannot be sent to other processes.
        ModelMissing: a model that reading needs is not installed; raised by the iterator, as the next is.
        WorkerFailed: a process could not be started.

    """
    if batch < 1 or (processes is not None and processes < 1):
        raise ValueError("batch and processes are 1 or more")
    processes = processes or _processes()
    if processes > 1:
        _check_portable(wanted)
    reader = Pool(processes, wanted) if processes > 1 else _Here(wanted)
    return _read(sources, limits or Limits(), reader, processes * BATCHES_AHEAD, known, wanted, batch)


def reread_all(
    reports: Iterable[Report], *, processes: int | None = None, batch: int = 8
) -> Generator[tuple[Reading, bytes] | Refused, None, None]:
    """Read kept reports anew in several processes, as ``reread`` does in one.

    Args:
        reports: as earlier Readings have them; taken a bounded number ahead.
        processes: as for ``read_all``.
        batch: as for ``read_all``.

    Returns:
        For each report, in order, its Reading and that as JSON; a ``Refused`` if the process that read it died of it.

    Raises:
        ModelMissing: a model that reading needs is not installed; raised by the iterator, as the next is.
        WorkerFailed: a process could not be started.

    """
    if batch < 1 or (processes is not None and processes < 1):
        raise ValueError("batch and processes are 1 or more")
    processes = processes or _processes()
    reader = Pool(processes, None) if processes > 1 else _Here(None)
    return _reread(iter(reports), reader, processes * BATCHES_AHEAD, batch)


def _reread(
    reports: Iterator[Report], reader: _Reader, most_batches: int, most_items: int
) -> Generator[tuple[Reading, bytes] | Refused, None, None]:
    waiting: deque[Future[list[Answer]]] = deque()
    with closing(reader):
        while some := list(islice(reports, most_items)):
            waiting.append(reader.submit(some))
            while waiting and (waiting[0].done() or len(waiting) >= most_batches):
                yield from map(_with_reading, waiting.popleft().result())
        while waiting:
            yield from map(_with_reading, waiting.popleft().result())


def _with_reading(answer: Answer) -> tuple[Reading, bytes] | Refused:
    return answer if isinstance(answer, Refused) else (_decode(answer), answer)


def _read(
    sources: Iterable[Source],
    limits: Limits,
    reader: _Reader,
    most_batches: int,
    known: Callable[[Sequence[str]], set[str]] | None,
    wanted: Callable[[Report], bool] | None,
    most_items: int,
) -> Generator[Outcome, None, None]:
    waiting: deque[_Batch] = deque()
    size = 0
    with closing(reader), closing(_batches(sources, limits, known, most_items)) as batches:
        for batch in batches:
            pages = [item.found.page for item in batch.items if isinstance(item.found.page, Page) and not item.known]
            waiting.append(_Batch(batch.items, batch.size, reader.submit(pages)) if pages else batch)
            size += batch.size
            while waiting and (waiting[0].answers.done() or len(waiting) >= most_batches or size >= MOST_BYTES_AHEAD):
                first = waiting.popleft()
                size -= first.size
                yield from _outcomes(first, wanted)
        while waiting:
            yield from _outcomes(waiting.popleft(), wanted)


def _batches(
    sources: Iterable[Source], limits: Limits, known: Callable[[Sequence[str]], set[str]] | None, most: int
) -> Generator[_Batch, None, None]:
    """Take pages in, and find out which are known."""
    share = Share(sources, limits)
    items: list[_Item] = []
    size, since = 0, 0.0

    def batch() -> _Batch:
        ids = list(dict.fromkeys(item.id for item in items if item.id is not None))
        have = known(ids) if known and ids else set()
        marked = [_Item(i.found, i.id, i.size, i.done, known=True) if i.id in have else i for i in items]
        made = _Batch(marked, sum(item.size for item in marked if not item.known))
        if all(item.known or not isinstance(item.found.page, Page) for item in marked):
            made.answers.set_result([])
        return made

    for found in each_page(sources, limits, share.took):
        since = since if items else time.monotonic()
        item = _item(found, share.at(found.of))
        items.append(item)
        size += item.size
        if len(items) >= most or size >= MOST_BYTES or time.monotonic() - since > LONGEST_WAIT:
            yield batch()
            items, size = [], 0
    if items:
        yield batch()


def _item(found: Found, done: float | None) -> _Item:
    match found.page:
        case Page(data=data):
            return _Item(found, hashlib.sha256(data).hexdigest(), len(data), done)
        case Held(_, reading):
            return _Item(found, reading.report.id, len(reading.report.text), done)
    return _Item(found, None, 0, done)


def _outcomes(batch: _Batch, wanted: Callable[[Report], bool] | None) -> Iterator[Outcome]:
    answers = iter(batch.answers.result())
    for item in batch.items:
        of, name, page = item.found
        address = page.address if isinstance(page, Page) else None
        result: Reading | Refused | None = None
        packed = None
        if isinstance(page, Refused):
            result = page
        elif isinstance(page, Held):
            address = page.reading.report.address
            if not item.known:
                result = not_wanted(name) if wanted and not wanted(page.reading.report) else page.reading
                packed = msgspec.json.encode(result) if isinstance(result, Reading) else None
        elif not item.known:
            answer = next(answers)
            if isinstance(answer, Refused):
                result = answer
            else:
                result, packed = _decode(answer), answer
                address = result.report.address
        yield Outcome(of, name, item.id, address, result, packed, item.done)


_decode = msgspec.json.Decoder(Reading).decode


class _Here:
    """Reads at once, in this process."""

    def __init__(self, wanted: Callable[[Report], bool] | None) -> None:
        self._wanted = wanted

    def submit(self, pages: Job) -> Future[list[Answer]]:
        """Read pages now, or reports anew."""
        future: Future[list[Answer]] = Future()
        try:
            future.set_result(read_batch(pages, self._wanted))
        except WantedError as error:
            raise error.__cause__ or error from None
        return future

    def close(self) -> None:
        """Do nothing: there is nothing to end."""


def _processes() -> int:
    """How many processes this machine has room for."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    gibs = MOST_PROCESSES
    with suppress(AttributeError, ValueError, OSError):  # not everywhere does a system say
        gibs = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**30
    return max(1, min(cores, gibs, MOST_PROCESSES))


def _check_portable(wanted: Callable[[Report], bool] | None) -> None:
    try:
        sound = b"__main__" not in pickle.dumps(wanted)
    except Exception:
        sound = False
    if not sound:
        raise TypeError(
            "wanted goes to other processes, which import it: define it in a module that is not the main one, "
            "or read with processes=1"
        )

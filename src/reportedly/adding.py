"""The composer of reading and keeping: sources in, a library out, which can be stopped and goes on where it was."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from glob import escape
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from reportedly.engines import Outcome, read_all, reread_all
from reportedly.errors import Refused
from reportedly.model import Reader, Reading, Report
from reportedly.page import Limits, Source

if TYPE_CHECKING:
    from reportedly.library import Added, Library
    from reportedly.library.versions import Older

_NOT_WANTED = "not-wanted"
_DAY = re.compile(r"\d{4}(-\d{2}){0,2}", re.ASCII)
_BESIDE = ("", "-wal", "-shm", "-journal", ".before-*")
"""What is behind the name of a library in those of its files, copies from before an upgrade among them."""


class Adding(NamedTuple):
    """How far adding has come, and what it came to in the end.

    Attributes:
        new: reports that were not in the library.
        versions: of the new ones, those that are another version of a report that was.
        again: reports whose Reading took the place of an older reader's.
        known: pages whose report was kept already.
        refused: sources and pages that could not be read; the library says why.
        left_out: pages of reports from before the day that was asked for.
        pages: that were looked at, whatever came of them.
        read: of them, those that there are Readings of, which take nearly all of the time.
        done: the share of the work that is behind, 0 to 1, by the bytes of the sources; ``None`` where nobody can know.

    """

    new: int = 0
    versions: int = 0
    again: int = 0
    known: int = 0
    refused: int = 0
    left_out: int = 0
    pages: int = 0
    read: int = 0
    done: float | None = None


Progress = Callable[[Adding], object]


def add(
    library: Library,
    sources: Iterable[Source],
    limits: Limits | None = None,
    *,
    processes: int | None = None,
    limit: int | None = None,
    since: str | None = None,
    progress: Progress | None = None,
    refused: Callable[[Refused], object] | None = None,
) -> Adding:
    """Read sources in several processes, and keep what they hold.

    What is kept already is not read again, unless it was read by an older version. So whatever stopped it, the same
    call goes on where it was. The files of the library itself, in a folder that is read through, are left out.

    Args:
        library: where to keep them.
        sources: as for ``read_many``: files, folders, addresses, ``-``, Pages.
        limits: as for ``read_many``, and which files of folders to take.
        processes: how many read; if not given, as many as the machine has room for.
        limit: stop when so many reports were new or read again.
        since: a day, month or year, such as ``"2024-03"``: leave out reports that are known to be from before it.
        progress: told how far things are, after each page and each time that some were written.
        refused: told of each refusal.

    Returns:
        What came of it.

    Raises:
        ValueError: ``since`` is no day, or ``limit`` or ``processes`` is less than 1.
        LibraryError: the library could not be read or written; what was written before is kept.
        ModelMissing: a model that reading needs is not installed.
        WorkerFailed: a process that reads could not be started.

    """
    if since is not None and not is_day(since):
        raise ValueError(f"{since!r} is no day, month or year: write it as 2024-03-14, 2024-03 or 2024")
    if limit is not None and limit < 1:
        raise ValueError("limit is 1 or more")
    run = _Run(library, limit, progress, refused)
    outcomes = read_all(
        sources,
        _but_own_files(limits or Limits(), library),
        processes=processes,
        known=lambda ids: library.known(ids, _present_reader),
        wanted=partial(_not_before, since) if since else None,
    )
    with closing(outcomes):
        library.add(run.take(outcomes), kept=run.kept)
    return run.adding


def read_again(
    library: Library,
    *,
    processes: int | None = None,
    limit: int | None = None,
    progress: Progress | None = None,
    refused: Callable[[Refused], object] | None = None,
) -> Adding:
    """Read the claims of kept reports anew, of those that an older version read, from the texts that are kept.

    Keys of reports and claims stay, and so does what people said of them. It can be stopped, and goes on where it was.

    Args:
        library: whose reports to read.
        processes: as for ``add``.
        limit: stop when so many were read.
        progress: as for ``add``.
        refused: as for ``add``.

    Returns:
        What came of it.

    Raises:
        ValueError: ``limit`` or ``processes`` is less than 1.
        LibraryError: the library could not be read or written; what was written before is kept.
        ModelMissing: a model that reading needs is not installed.
        WorkerFailed: a process that reads could not be started.

    """
    if limit is not None and limit < 1:
        raise ValueError("limit is 1 or more")
    run = _Run(library, limit, progress, refused)
    with closing(_kept_anew(library, processes)) as outcomes:
        library.add(run.take(outcomes), kept=run.kept)
    return run.adding


class _Run:
    """One run: what has come through, and what was written of it."""

    def __init__(
        self,
        library: Library,
        limit: int | None,
        progress: Progress | None,
        refused: Callable[[Refused], object] | None,
    ) -> None:
        self.adding = Adding()
        self._library = library
        self._left = limit
        self._fresh: set[str] = set()
        self._progress = progress
        self._refused = refused

    def take(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Pass on what is to be kept or counted, until there is enough."""
        for outcome in outcomes:
            result = outcome.result
            unwanted = isinstance(result, Refused) and result.code == _NOT_WANTED
            self._count(outcome, unwanted)
            if isinstance(result, Refused) and not unwanted and self._refused:
                self._refused(result)
            if self._left is not None and isinstance(result, Reading) and self._is_fresh(result):
                self._left -= 1
            if not unwanted:
                yield outcome
            if self._left == 0:
                return

    def kept(self, added: Added) -> None:
        """Take the counts after a transaction."""
        self._tell(self.adding._replace(**msgspec.structs.asdict(added)))

    def _count(self, outcome: Outcome, unwanted: bool) -> None:
        now = self.adding
        read = now.read + isinstance(outcome.result, Reading)
        left_out = now.left_out + unwanted
        self._tell(now._replace(pages=now.pages + 1, read=read, left_out=left_out, done=outcome.done))

    def _tell(self, adding: Adding) -> None:
        self.adding = adding
        if self._progress:
            self._progress(adding)

    def _is_fresh(self, reading: Reading) -> bool:
        """Whether the library changes by a Reading, which was in no batch before."""
        report = reading.report.id
        if report in self._fresh or self._library.known([report], reading.reader):
            return False
        self._fresh.add(report)
        return True


def _kept_anew(library: Library, processes: int | None) -> Generator[Outcome, None, None]:
    many, older = library.older(_present_reader())
    read: deque[Older] = deque()

    def reports() -> Iterator[Report]:
        for each in older:
            read.append(each)
            yield each.reading.report

    with closing(reread_all(reports(), processes=processes)) as results:
        for at, result in enumerate(results, 1):
            _, name, kept = read.popleft()
            reading, packed = (result, None) if isinstance(result, Refused) else result
            yield Outcome(at - 1, name, kept.report.id, kept.report.address, reading, packed, at / max(many, at))


def _present_reader() -> Reader:
    # Late, because it loads the parser, which a process that hands pages to others needs for nothing else.
    from reportedly.reading import reader

    return reader()


def _not_before(day: str, report: Report) -> bool:
    """Whether a report may be from that day or later; one whose day is not known may."""
    latest = report.published.latest
    return latest is None or latest >= day[: len(latest)]


def is_day(text: str) -> bool:
    """Whether a text is a day, month or year in ISO 8601."""
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def _but_own_files(limits: Limits, library: Library) -> Limits:
    """Limits that also leave out the files of the library."""
    if library.path is None:
        return limits
    own = tuple(escape(library.path.name) + ending for ending in _BESIDE)
    return replace(limits, exclude=(*limits.exclude, *own))

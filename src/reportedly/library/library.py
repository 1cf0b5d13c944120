"""A library: Readings kept in one file, or on a server, to find any claim in."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol, Self, overload, runtime_checkable

from sqlalchemy import func, select

from reportedly.errors import Refused
from reportedly.library import lookup, removing, showing, stamps, versions
from reportedly.library.deciding import Deciding
from reportedly.library.find import (
    MOST_A_PAGE,
    MOST_PAGES,
    Found,
    Hit,
    ReportHit,
    claims_by_key,
    find_claims,
)
from reportedly.library.find_reports import find_reports
from reportedly.library.frames import Frame, claims_frame, frame, judged_readings, kept_readings
from reportedly.library.keep import Added, Arrival, Keeper
from reportedly.library.overviews import Overviews
from reportedly.library.plan import Sort
from reportedly.library.query import parse
from reportedly.library.query.tree import Node
from reportedly.library.store import Store
from reportedly.library.tables import reports
from reportedly.library.waiting import Queue
from reportedly.model import Reader, Reading

BATCH = 256
"""Reports written in one transaction."""

MOST_KEPT = 50
"""Answers on a page that is kept for whoever asks for the same while nothing changes."""

BATCH_SECONDS = 2.0
"""The longest that a reading waits to be written."""


@runtime_checkable
class Came(Protocol):
    """What came of one source, as ``read_named`` and ``engines`` give it."""

    @property
    def name(self) -> str:
        """The source, as messages name it."""

    @property
    def result(self) -> Reading | Refused | None:
        """Its Reading, or why there is none; ``None`` where it was known already."""


class Library(Overviews, Deciding):
    """Readings kept in one SQLite file, or in a PostgreSQL database.

    Args:
        address: the path of the file, or ``postgresql://user@host/database``.
        create: begin a library where there is none.

    Raises:
        LibraryError: there is no library and none was to be begun, it is no library, it is a newer one's, or it cannot
            be opened.

    >>> with Library("dams.db") as library:  # doctest: +SKIP
    ...     library.add([reportedly.read_text("The dam is safe, according to the mayor, Ann Lee.")])
    ...     [(hit.speaker, hit.content) for hit in library.find("dam").hits]
    [('Ann Lee', 'The dam is safe')]

    """

    def __init__(self, address: str | Path, *, create: bool = True) -> None:
        super().__init__(Store(address, create=create))
        self._keeper = Keeper()

    @property
    def path(self) -> Path | None:
        """The file; ``None`` for a library on a server."""
        return self._store.path

    @property
    def queue(self) -> Queue:
        """What people asked to be read, kept until it is."""
        return Queue(self._store)

    def close(self) -> None:
        """Let go of the file or the server."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Keeping

    def add(self, results: Iterable[Reading | Refused | Came], *, kept: Callable[[Added], None] | None = None) -> Added:
        """Keep Readings, and why others are missing.

        Each is written whole or not at all, many in one transaction; what was written stays, whatever happens next.
        The same bytes are one report, however often they come; another page of the same address is a version of it. A
        Reading by a newer reader takes the place of an older one's, and keeps its keys and what people said of it.

        Args:
            results: Readings and refusals, or what ``read_named`` yields, taken as they come.
            kept: called after each transaction with the counts so far.

        Returns:
            How many were new, known, read again and refused.

        Raises:
            LibraryError: they could not be written; all before them are.

        """
        counts = Added()
        waiting: list[Arrival] = []
        since = time.monotonic()
        interrupted: Added | None = None

        def write() -> None:
            nonlocal since, interrupted
            if waiting:
                trial = Added(**{name: getattr(counts, name) for name in counts.__struct_fields__})
                try:
                    with _uncollected(), self._store.writing() as connection:
                        self._keeper.keep(connection, waiting, trial)
                except Exception:
                    waiting.clear()
                    raise
                except BaseException:
                    # Ctrl-C: they are written at the end, unless they just were.
                    interrupted = trial
                    raise
                waiting.clear()
                if interrupted and trial.new + trial.again == counts.new + counts.again:
                    trial = interrupted
                for name in counts.__struct_fields__:
                    setattr(counts, name, getattr(trial, name))
            since = time.monotonic()
            if kept is not None:
                kept(counts)

        try:
            for result in results:
                waiting.append(_arrival(result))
                if len(waiting) >= BATCH or (waiting and time.monotonic() - since >= BATCH_SECONDS):
                    write()
            write()
        finally:
            # What was read before it was stopped is not read again.
            write()
        if counts.new >= BATCH:
            self._store.take_stock()
        return counts

    def known(self, ids: Sequence[str], reader: Reader | Callable[[], Reader]) -> set[str]:
        """Which reports need not be read: those that are kept as this reader, or a newer one, reads them.

        Args:
            ids: SHA-256 digests of their bytes.
            reader: who would read them, or a function that tells, which is only asked where some are kept.

        """
        with self._store.reading() as connection:
            standing = versions.standing(connection, list(ids))
        if not standing:
            return set()
        present = reader if isinstance(reader, Reader) else reader()
        return {report for report, kept in standing.items() if not kept.older_than(present)}

    def older(self, reader: Reader) -> tuple[int, Iterator[versions.Older]]:
        """The reports, all versions of them, whose kept Readings are an older reader's.

        Args:
            reader: who would read them now.

        Returns:
            How many there are, and each with the name that it was added from, one by one. Those whose Readings are
            replaced meanwhile come once.

        """
        with self._store.reading() as connection:
            many = versions.count_older(connection, reader)
        return many, self._older(reader)

    def _older(self, reader: Reader) -> Iterator[versions.Older]:
        after = 0
        while True:
            with self._store.reading() as connection:
                some = versions.older(connection, reader, after)
            if not some:
                return
            yield from some
            after = some[-1].key

    def remove(self, report: str | int) -> None:
        """Delete a report, with its claims.

        Args:
            report: see ``reading``.

        Raises:
            LibraryError: there is none of that name.

        """
        with self._store.writing() as connection:
            removing.remove(connection, lookup.report_key(connection, self.name, report))
        self._keeper = Keeper()

    # Finding and showing

    @overload
    def find(
        self,
        query: str | Node = "",
        *,
        over: Literal["claims"] = "claims",
        page: int = 1,
        size: int = 20,
        sort: Sort | None = None,
    ) -> Found[Hit]: ...
    @overload
    def find(
        self,
        query: str | Node = "",
        *,
        over: Literal["reports"],
        page: int = 1,
        size: int = 20,
        sort: Sort | None = None,
    ) -> Found[ReportHit]: ...
    def find(
        self,
        query: str | Node = "",
        *,
        over: Literal["claims", "reports"] = "claims",
        page: int = 1,
        size: int = 20,
        sort: Sort | None = None,
    ) -> Found[Hit] | Found[ReportHit]:
        """Find claims, or reports.

        Args:
            query: words and filters, such as ``from:unnamed via:Dagbladet "return to Norway"``; docs/reference/query.md
                has them all.
            over: what to find; among ``"reports"``, words are looked for in the whole text.
            page: which page of answers, from 1.
            size: answers on a page, up to 1,000.
            sort: ``"best"``, ``"newest"`` or ``"oldest"`` published, or ``"added"`` last.

        Raises:
            QueryError: the query cannot be read; it points at the character.
            LibraryError: the library cannot be read.

        """
        if not 1 <= page <= MOST_PAGES or not 1 <= size <= MOST_A_PAGE:
            raise ValueError(f"pages are counted from 1 to {MOST_PAGES} and have 1 to {MOST_A_PAGE} answers")
        asked = parse(query) if isinstance(query, str) else query
        with self._store.reading() as connection:

            def make() -> Found[Hit] | Found[ReportHit]:
                if over == "claims":
                    return find_claims(connection, asked, page=page, size=size, sort=sort)
                return find_reports(connection, asked, page=page, size=size, sort=sort)

            if size > MOST_KEPT:
                return make()
            return self._memory.recall(stamps.stamp(connection), ("found", over, asked, page, size, sort), make)

    def reading(self, report: str | int) -> Reading:
        """The Reading of a report, whole and unaltered.

        Args:
            report: its key (``12`` or ``"r12"``), 8 or more digits of its SHA-256, its address, or the source that it
                was added from.

        Raises:
            LibraryError: there is none of that name, or more than one.

        """
        return self.show(report).kept.reading

    def show(self, report: str | int) -> showing.Shown:
        """A report with its Reading, its versions, what it changed, and where it came from.

        Args:
            report: see ``reading``.

        Raises:
            LibraryError: there is none of that name, or more than one.

        """
        with self._store.reading() as connection:
            return showing.shown(connection, lookup.report_key(connection, self.name, report))

    def claim(self, claim: str | int) -> Hit:
        """A claim, by its key (``345`` or ``"c345"``).

        Raises:
            LibraryError: there is no such claim.

        """
        with self._store.reading() as connection:
            return claims_by_key(connection, [lookup.claim_key(connection, self.name, claim)])[0]

    def entity(self, entity: str | int) -> showing.EntityShown:
        """Somebody or something over all reports, by its key (``67`` or ``"e67"``).

        Raises:
            LibraryError: there is no such entity.

        """
        with self._store.reading() as connection:
            return showing.entity_shown(connection, lookup.entity_key(connection, self.name, entity))

    def entities(self, words: str = "", *, page: int = 1, size: int = 20) -> tuple[showing.EntityShown, ...]:
        """The entities whose names have some words, or all, those named by the most reports first."""
        with self._store.reading() as connection:
            return showing.entities_named(connection, words, page=page, size=size)

    def refusals(self, *, page: int = 1, size: int = 20) -> tuple[showing.KeptRefusal, ...]:
        """What was left unread and why, the newest first."""
        with self._store.reading() as connection:
            return showing.kept_refusals(connection, page=page, size=size)

    def readings(self, query: str | Node = "") -> Iterator[showing.Kept]:
        """The Readings of all reports, or of those with claims that a query finds, one by one.

        Args:
            query: as for ``find``. The claims of a Reading are then those found, and what else was read stays.

        """
        asked = parse(query) if isinstance(query, str) else query
        yield from kept_readings(self._store, asked)

    def judged_readings(self, query: str | Node = "", *, partly: bool = False) -> Iterator[showing.Kept]:
        """The Readings of reports of which people judged every claim, one by one, to train and to score a reader by.

        Args:
            query: as for ``find``: reports in which it finds a claim. Their claims are all those that people confirmed,
                corrected or added.
            partly: also the reports of which people judged some claims: what nobody judged is then left out, as what is
                wrong is.

        """
        asked = parse(query) if isinstance(query, str) else query
        yield from judged_readings(self._store, asked, partly=partly)

    def claims(self, query: str | Node = "") -> Frame:
        """Claims as a table for pandas, Polars or Arrow, a row of the view ``ledger`` each.

        Args:
            query: as for ``find``.

        """
        return claims_frame(self._store, parse(query) if isinstance(query, str) else query)

    def table(self, name: str) -> Frame:
        """Any table or view of the library, for pandas, Polars or Arrow; docs/reference/library.md names them."""
        return frame(self._store, name)

    def count(self) -> int:
        """How many reports there are, versions included."""
        with self._store.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(reports)).scalar_one())


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from going through all rows of a batch again and again: none refers to another."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _arrival(result: Reading | Refused | Came) -> Arrival:
    if isinstance(result, Reading):
        return Arrival(result.report.address or result.report.id, result)
    if isinstance(result, Refused):
        return Arrival(result.source, result)
    # What engines tell of a page beside: its JSON, or, of one that was passed over, which it was.
    packed, report, address = (getattr(result, name, None) for name in ("packed", "id", "address"))
    return Arrival(result.name, result.result, packed, report, address)

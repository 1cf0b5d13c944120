"""What people asked to be read, kept from then on until it is, whatever becomes of whoever reads.

One asked thing gives one page or, as a feed or an archive does, many. Whoever reads takes the oldest, for a time that
they put off as long as they are at it. When the time runs out, or their process is gone, it is there to be taken again.
"""

from __future__ import annotations

import os
import socket
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any, Literal, NamedTuple

from msgspec import Struct
from sqlalchemy import Connection, Select, case, delete, func, insert, select, update

from reportedly.errors import LibraryError, Refused
from reportedly.library.bulk import plain
from reportedly.library.keys import next_key, now
from reportedly.library.store import Store
from reportedly.library.tables import reports, waiting, waiting_pages

Kind = Literal["address", "text", "file"]
State = Literal["waiting", "fetching", "reading", "kept", "known", "refused"]
Result = Literal["kept", "known", "refused"]

MOST_WAITING = 500
MOST_WAITING_BYTES = 512 * 2**20
"""How many may wait to be read, and of how many bytes together."""

MOST_SETTLED = 2_000
"""Of those that are settled, the latest that are kept to look at."""

MOST_TRIES = 3
"""How often something is begun: what ends the whole room each time must not do so for ever."""

_SHOWN_PAGES = 10


class AskedPage(Struct, frozen=True, kw_only=True):
    """What came of one page of what was asked for.

    Attributes:
        name: the page, as messages name it.
        result: ``kept``, ``known`` if it was kept already, or ``refused``.
        report: the key of its report; ``None`` where it was refused, or removed since.
        code: why it was refused, in a short stable name, and ``detail`` in a sentence that says what to do.

    """

    name: str
    result: Result
    report: int | None
    code: str | None
    detail: str | None


class Asked(Struct, frozen=True, kw_only=True):
    """Something that was asked to be read.

    Attributes:
        waiting: its key.
        kind: an ``address``, a ``text`` that was pasted, or a ``file``.
        name: the address, or what the text or the file is called.
        size: bytes of the text or the file; 0 of an address.
        state: ``waiting``, ``fetching`` or ``reading``; in the end ``kept`` if something new was, ``known`` if all of
            it was kept already, else ``refused``.
        asked: when, as an ISO 8601 moment; ``settled`` when it was done with.
        asked_by: who, if they said.
        ahead: how many are to be read before it; 0 where it is its turn, or was.
        kept: how many pages were kept so far; ``known`` and ``refused`` likewise.
        pages: the first ten pages of it; all where one is asked for by its key.

    """

    waiting: int
    kind: Kind
    name: str
    size: int
    state: State
    asked: str
    settled: str | None
    asked_by: str | None
    ahead: int
    kept: int
    known: int
    refused: int
    pages: tuple[AskedPage, ...]


class Taken(NamedTuple):
    """What is to be read now.

    Attributes:
        key: of the asked thing.
        kind: see ``Asked``, as ``name``.
        data: its bytes; ``None`` of an address.

    """

    key: int
    kind: Kind
    name: str
    data: bytes | None


def owner() -> str:
    """A name for one that reads, by which others can tell whether its process still runs."""
    return f"{socket.gethostname()} {os.getpid()} {token_hex(8)}"


class Queue:
    """What waits to be read in a library.

    Args:
        store: of the library.

    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def read_only(self) -> bool:
        """Whether nothing can be asked for, because the library may only be read."""
        return self._store.read_only

    # Asking

    def ask(self, kind: Kind, name: str, data: bytes | None = None, *, by: str | None = None) -> Asked:
        """Ask for something to be read.

        Args:
            kind: what it is.
            name: its address, or what to call it.
            data: its bytes; none of an address.
            by: who asks.

        Raises:
            LibraryError: too much waits already, or the library cannot be written.

        """
        if (kind == "address") != (data is None):
            raise ValueError("an address comes without bytes, all else with them")
        size = len(data or b"")
        with self._store.writing(told_of=False) as connection:
            counted = select(func.count(), func.coalesce(func.sum(waiting.c.size), 0)).where(_OPEN)
            many, bytes_ = connection.execute(counted).one()
            if many >= MOST_WAITING or bytes_ + size > MOST_WAITING_BYTES:
                detail = f"has {many:,} pages that wait to be read; add more when some of them are"
                raise LibraryError(self._store.name, "queue-full", detail)
            key = next_key(connection, "waiting")
            values = {
                "key": key,
                "kind": kind,
                "name": plain(name),
                "data": data,
                "size": size,
                "state": "waiting",
                "asked": now(),
                "asked_by": None if by is None else plain(by),
                "tries": 0,
            }
            connection.execute(insert(waiting).values(**values))
            _forget_old(connection)
            return _asked(connection, select(*_SHOWN).where(waiting.c.key == key))[0]

    def withdraw(self, key: int | str) -> None:
        """Take something off the list; what is being read for it is not kept, but what was kept stays.

        Raises:
            LibraryError: nothing of that key was asked for.

        """
        with self._store.writing(told_of=False) as connection:
            connection.execute(delete(waiting).where(waiting.c.key == self._key(connection, key)))

    # Looking

    def asked(self, *, page: int = 1, size: int = 50, still: bool = False) -> tuple[Asked, ...]:
        """What was asked for: first what is still to be read, in its turn, then the rest, settled last first.

        Args:
            page: which page of the list, from 1.
            size: how many are on one.
            still: only what is still to be read.

        """
        if page < 1 or size < 1:
            raise ValueError("pages are counted from 1 and have 1 or more on them")
        listed = select(*_SHOWN).order_by(
            waiting.c.settled.is_not(None),
            case((waiting.c.settled.is_(None), waiting.c.key), else_=0),
            waiting.c.settled.desc(),
            waiting.c.key.desc(),
        )
        if still:
            listed = listed.where(_OPEN)
        with self._store.reading() as connection:
            return _asked(connection, listed.limit(size).offset((page - 1) * size))

    def one(self, key: int | str) -> Asked:
        """One thing that was asked for, with all its pages.

        Raises:
            LibraryError: nothing of that key was asked for.

        """
        with self._store.reading() as connection:
            found = select(*_SHOWN).where(waiting.c.key == self._key(connection, key))
            return _asked(connection, found, most_pages=None)[0]

    def count(self) -> int:
        """How many are still to be read."""
        with self._store.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(waiting).where(_OPEN)).scalar_one())

    # Reading

    def take(self, taker: str, seconds: float) -> Taken | None:
        """Take the oldest that nobody reads.

        What was begun ``MOST_TRIES`` times, and each time those who read were gone before the end, is refused.

        Args:
            taker: who reads it, from ``owner``.
            seconds: for how long it is theirs, unless they put that off.

        """
        with self._store.reading() as connection:
            if not _free(connection):
                return None
        with self._store.writing(told_of=False) as connection:
            for key in _free(connection):
                one = connection.execute(select(waiting).where(waiting.c.key == key)).one()
                connection.execute(delete(waiting_pages).where(waiting_pages.c.waiting == key))
                if one.tries >= MOST_TRIES:
                    _came(connection, key, AskedPage(name=one.name, result="refused", report=None, **_ENDED_IT))
                    _settle(connection, key)
                    continue
                state = "fetching" if one.kind == "address" else "reading"
                values = {"state": state, "taken_by": taker, "taken_until": time.time() + seconds}
                connection.execute(update(waiting).where(waiting.c.key == key).values(tries=one.tries + 1, **values))
                return Taken(key, one.kind, one.name, one.data)
        return None

    def hold(self, key: int, taker: str, seconds: float, state: Literal["fetching", "reading"]) -> bool:
        """Put off the time until which something is taken, and say what is done with it.

        Returns:
            Whether it still is the taker's; else it is no business of theirs any more.

        """
        return self._theirs(key, taker, state=state, taken_until=time.time() + seconds)

    def came(
        self, key: int, taker: str, name: str, result: Result, report: str | None = None, why: Refused | None = None
    ) -> bool:
        """Keep what came of one page.

        Args:
            key: of the asked thing.
            taker: who has read it.
            name: of the page.
            result: what came of it.
            report: the id of its report, where there is one.
            why: it was refused.

        Returns:
            As ``hold``.

        """
        with self._store.writing(told_of=False) as connection:
            if not _is_theirs(connection, key, taker):
                return False
            found = select(reports.c.key).where(reports.c.id == report)
            row = None if report is None else connection.execute(found).scalar()
            code, detail = (why.code, why.detail) if why else (None, None)
            page = AskedPage(name=name, result=result, report=row, code=code, detail=detail)
            _came(connection, key, page)
        return True

    def settle(self, key: int, taker: str) -> bool:
        """Be done with something; its bytes are dropped.

        Returns:
            As ``hold``.

        """
        with self._store.writing(told_of=False) as connection:
            if not _is_theirs(connection, key, taker):
                return False
            _settle(connection, key)
        return True

    def release(self, taker: str) -> None:
        """Give back what somebody took and will not end; it was not its fault."""
        with self._store.writing(told_of=False) as connection:
            connection.execute(
                update(waiting)
                .where(waiting.c.taken_by == taker, _OPEN)
                .values(state="waiting", taken_by=None, taken_until=None, tries=waiting.c.tries - 1)
            )

    def _theirs(self, key: int, taker: str, **values: object) -> bool:
        with self._store.writing(told_of=False) as connection:
            if not _is_theirs(connection, key, taker):
                return False
            connection.execute(update(waiting).where(waiting.c.key == key).values(**values))
        return True

    def _key(self, connection: Connection, key: int | str) -> int:
        number = int(key) if isinstance(key, int) or (key.isascii() and key.isdigit() and len(key) < _DIGITS) else 0
        found = select(waiting.c.key).where(waiting.c.key == number)
        if not 0 < number <= _LARGEST or connection.execute(found).first() is None:
            detail = f"has nothing that was asked for as {str(key)!r}; it may be long since, or was taken off the list"
            raise LibraryError(self._store.name, "unknown", detail)
        return number


_OPEN = waiting.c.settled.is_(None)
_SHOWN = [column for column in waiting.c if column.name in {*Asked.__struct_fields__, "key"}]
_DIGITS = 10
_LARGEST = 2**31 - 1

_ENDED_IT = {
    "code": "crashed",
    "detail": f"the reading room ended {MOST_TRIES} times while this was read, perhaps because of it; "
    "read it alone with reportedly read, with more memory, or leave it out",
}


def _free(connection: Connection) -> list[int]:
    """What waits and nobody reads, the oldest first."""
    columns = (waiting.c.key, waiting.c.state, waiting.c.taken_by, waiting.c.taken_until)
    some = select(*columns).where(_OPEN).order_by(waiting.c.key).limit(MOST_WAITING)
    second = time.time()
    return [
        key
        for key, state, taker, until in connection.execute(some)
        if state == "waiting" or (until or 0) < second or _gone(taker or "")
    ]


def _gone(taker: str) -> bool:
    """Whether the process of somebody who reads is known to have ended."""
    host, _, rest = taker.partition(" ")
    number = rest.partition(" ")[0]
    if os.name != "posix" or host != socket.gethostname() or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _is_theirs(connection: Connection, key: int, taker: str) -> bool:
    found = select(waiting.c.key).where(waiting.c.key == key, waiting.c.taken_by == taker, _OPEN)
    return connection.execute(found).first() is not None


def _came(connection: Connection, key: int, page: AskedPage) -> None:
    pages = select(func.count()).select_from(waiting_pages).where(waiting_pages.c.waiting == key)
    position = connection.execute(pages).scalar_one()
    values = {
        "name": plain(page.name),
        "result": page.result,
        "report": page.report,
        "code": page.code,
        "detail": None if page.detail is None else plain(page.detail),
    }
    connection.execute(insert(waiting_pages).values(waiting=key, position=position, **values))


def _settle(connection: Connection, key: int) -> None:
    results = select(waiting_pages.c.result).where(waiting_pages.c.waiting == key).distinct()
    came = set(connection.execute(results).scalars())
    state = next((each for each in ("kept", "known") if each in came), "refused")
    ended = datetime.now(UTC).isoformat(timespec="microseconds")
    values = {"state": state, "settled": ended, "data": None, "taken_by": None, "taken_until": None}
    connection.execute(update(waiting).where(waiting.c.key == key).values(**values))


def _forget_old(connection: Connection) -> None:
    settled = select(waiting.c.settled).where(~_OPEN).order_by(waiting.c.settled.desc())
    oldest = connection.execute(settled.limit(1).offset(MOST_SETTLED)).scalar()
    if oldest is not None:
        connection.execute(delete(waiting).where(waiting.c.settled <= oldest))


def _asked(connection: Connection, found: Select[Any], *, most_pages: int | None = _SHOWN_PAGES) -> tuple[Asked, ...]:
    rows = connection.execute(found).all()
    keys = [row.key for row in rows]
    ahead = list(connection.execute(select(waiting.c.key).where(_OPEN).order_by(waiting.c.key)).scalars())
    counted: defaultdict[int, Counter[str]] = defaultdict(Counter)
    columns = waiting_pages.c
    by_result = select(columns.waiting, columns.result, func.count()).where(columns.waiting.in_(keys))
    for key, result, many in connection.execute(by_result.group_by(columns.waiting, columns.result)):
        counted[key][result] = many
    pages: defaultdict[int, list[AskedPage]] = defaultdict(list)
    some = select(waiting_pages).where(columns.waiting.in_(keys)).order_by(columns.waiting, columns.position)
    if most_pages is not None:
        some = some.where(columns.position < most_pages)
    for page in connection.execute(some):
        pages[page.waiting].append(
            AskedPage(name=page.name, result=page.result, report=page.report, code=page.code, detail=page.detail)
        )
    return tuple(
        Asked(
            waiting=row.key,
            kind=row.kind,
            name=row.name,
            size=row.size,
            state=row.state,
            asked=row.asked,
            settled=row.settled,
            asked_by=row.asked_by,
            ahead=bisect_left(ahead, row.key) if row.state == "waiting" else 0,
            kept=counted[row.key]["kept"],
            known=counted[row.key]["known"],
            refused=counted[row.key]["refused"],
            pages=tuple(pages[row.key]),
        )
        for row in rows
    )

"""Which reports are versions of one another, in which order, and what each changed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec
from sqlalchemy import Connection, delete, func, select, update

from reportedly.library.bulk import cut, put
from reportedly.library.changes import changes
from reportedly.library.tables import arrivals, claims, readers, readings, reports
from reportedly.library.tables import changes as changes_table
from reportedly.model import Reader, Reading

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|ocid|cmpid|ref_src", re.IGNORECASE)
_RELEASE = re.compile(r"v?\d+(?:\.\d+)*")
_STAGES = ("dev", "a", "b", "rc")
_BEFORE_RELEASE = re.compile("|".join(_STAGES), re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


class Standing(NamedTuple):
    """A report that is kept: its key, and who read it."""

    key: int
    reader: Reader

    def older_than(self, reader: Reader) -> bool:
        """Whether a reading by that reader should take the place of the one that is kept."""
        if self.reader == reader:
            return False
        return numbered(self.reader.version) <= numbered(reader.version)


def numbered(version: str) -> tuple[tuple[int, ...], int, tuple[int, ...]]:
    """A version as what compares: "1.0" and "1.0.0" are one, and what comes before a release is older than it."""
    public, _, _ = version.partition("+")
    release = _RELEASE.match(public)
    rest = public[release.end() :] if release else public
    numbers = [int(number) for number in _NUMBER.findall(release[0])] if release else []
    while numbers and not numbers[-1]:
        numbers.pop()
    stage = _BEFORE_RELEASE.search(rest)
    ripe = _STAGES.index(stage[0].lower()) if stage else len(_STAGES)
    return tuple(numbers), ripe, tuple(int(number) for number in _NUMBER.findall(rest))


def standing(connection: Connection, ids: Sequence[str]) -> dict[str, Standing]:
    """Which of some reports are kept, by their ids."""
    found: dict[str, Standing] = {}
    for at in range(0, len(ids), 500):
        query = (
            select(reports.c.id, reports.c.key, readers.c.version, readers.c.models)
            .join(readers, readers.c.key == reports.c.reader)
            .where(reports.c.id.in_(ids[at : at + 500]))
        )
        for report, key, version, models in connection.execute(query).all():
            found[report] = Standing(key, Reader(version, msgspec.json.decode(models, type=dict[str, str])))
    return found


class Older(NamedTuple):
    """A report that an older reader read: its key, the name that it was added from, and the Reading."""

    key: int
    name: str
    reading: Reading


def count_older(connection: Connection, reader: Reader) -> int:
    """How many reports are kept as an older reader read them."""
    query = select(func.count()).select_from(reports).where(reports.c.reader.in_(_older_readers(connection, reader)))
    return int(connection.execute(query).scalar_one())


def older(connection: Connection, reader: Reader, after: int, most: int = 50) -> list[Older]:
    """The first reports behind a key that are kept as an older reader read them."""
    name = select(func.min(arrivals.c.name)).where(arrivals.c.report == reports.c.key).scalar_subquery()
    query = (
        select(reports.c.key, name, readings.c.json)
        .join(readings, readings.c.report == reports.c.key)
        .where(reports.c.key > after, reports.c.reader.in_(_older_readers(connection, reader)))
        .order_by(reports.c.key)
        .limit(most)
    )
    rows = connection.execute(query).all()
    return [Older(key, known, unpacked_of(json)) for key, known, json in rows]


def _older_readers(connection: Connection, reader: Reader) -> list[int]:
    rows = connection.execute(select(readers.c.key, readers.c.version, readers.c.models)).all()
    all_readers = (
        (key, Reader(version, msgspec.json.decode(models, type=dict[str, str]))) for key, version, models in rows
    )
    return [key for key, one in all_readers if Standing(key, one).older_than(reader)]


def series_address(address: str | None) -> str | None:
    """The address by which versions of one report are known: without what does not change the page.

    ``None`` for the front page of a site, which shows another report each day.
    """
    if address is None:
        return None
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").removeprefix("www.")
    path = parts.path.rstrip("/")
    asked = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
    if not host or not (path or asked):
        return None
    at = f":{port}" if port not in (None, 80, 443) else ""
    return f"{host}{at}{path}{'?' + urlencode(asked) if asked else ''}"


def series_of(connection: Connection, addresses: Iterable[str | None]) -> dict[str, int]:
    """The series that reports of some addresses belong to, by their addresses as they are kept, where there is one."""
    wanted = sorted({cut(one) for one in map(series_address, addresses) if one is not None})
    found: dict[str, int] = {}
    for at in range(0, len(wanted), 500):
        query = select(reports.c.series_address, reports.c.series).where(
            reports.c.series_address.in_(wanted[at : at + 500])
        )
        found.update((address, series) for address, series in connection.execute(query).all())
    return found


def settle(connection: Connection, series: int, touched: Collection[int] = ()) -> None:
    """Number the versions of a report, mark the latest, and write what each changed.

    They are in the order in which they were retrieved, or else modified, where that is known of all; else as added.

    Args:
        connection: in a writing transaction.
        series: of the report.
        touched: the keys of those versions that are new, or read anew.

    """
    query = select(reports.c.key, reports.c.retrieved, reports.c.modified, reports.c.version, reports.c.latest).where(
        reports.c.series == series
    )
    ordered = _in_order(connection.execute(query.order_by(reports.c.key)).all())
    previous: int | None = None
    anew = False
    for number, row in enumerate(ordered, 1):
        latest = int(number == len(ordered))
        moved = row.version != number
        if moved or row.latest != latest:
            connection.execute(update(reports).where(reports.c.key == row.key).values(version=number, latest=latest))
        if row.latest != latest:
            connection.execute(update(claims).where(claims.c.report == row.key).values(latest=latest))
        before, anew = anew, moved or row.key in touched
        # What the others changed, against the same ones before them, is written.
        if before or anew:
            _write_changes(connection, previous, row.key)
        previous = row.key


def _in_order(versions: Sequence[Any]) -> Sequence[Any]:
    for column in (1, 2):
        moments = {row.key: _moment(row[column]) for row in versions}
        if None not in moments.values():
            return sorted(versions, key=lambda row: (moments[row.key], row.key))
    return versions


def _moment(written: str | None) -> datetime | None:
    """A moment as pages and archives write it, in Greenwich time where they do not say which."""
    if written is None:
        return None
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _write_changes(connection: Connection, previous: int | None, report: int) -> None:
    connection.execute(delete(changes_table).where(changes_table.c.report == report))
    if previous is None:
        return
    before, after = unpacked(connection, previous), unpacked(connection, report)
    told = changes(before, after)
    put(connection, changes_table, [(report, at, previous, *change) for at, change in enumerate(told)])


def unpacked(connection: Connection, report: int) -> Reading:
    """The Reading of a report, as it was kept."""
    packed = connection.execute(select(readings.c.json).where(readings.c.report == report)).scalar_one()
    return unpacked_of(packed)


def unpacked_of(packed: bytes) -> Reading:
    """A Reading from the form that it is kept in."""
    return msgspec.json.decode(zlib.decompress(packed), type=Reading)

"""Readings into the tables: new ones, those read again, later versions, and refusals."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, delete, select, update

from reportedly.errors import NotReadable, Refused
from reportedly.library import matching, reread, tables, versions
from reportedly.library.bulk import cut, put, stored
from reportedly.library.identities import Identities, roots_of, tidy
from reportedly.library.keys import now
from reportedly.library.outlets import drop_outlets, outlets_of
from reportedly.library.rows import Keys, Row, flaw, report_row, rows
from reportedly.library.tables import metadata
from reportedly.model import Reader, Reading

_LEVEL = 1
"""Of zlib: 6 is a tenth smaller, and takes twice as long."""

_ITEM = re.compile(r"(.+?)#\d+(?: .*)?", re.DOTALL)
"""The name of an item of a source that holds many pages, such as ``crawl.warc.gz#12 https://example.org/news``."""

_ORDER = ("readers", "reports", "readings", "arrivals", "blocks", "appearances", "claims", "via")
_FOUND = ("mentions", "figures", "days", "places", "refusals")
_SHARED = ("gazetteer", "outlets")


class Arrival(Struct, frozen=True):
    """What came of one page, as it is kept.

    Attributes:
        name: where it came from, as messages name it.
        result: its Reading, or why there is none; ``None`` where it is kept already and was not read again.
        packed: the JSON of the Reading, where it is at hand.
        report: the id of the report, and ``address`` that of the page, where there is no Reading to tell.

    """

    name: str
    result: Reading | Refused | None
    packed: bytes | None = None
    report: str | None = None
    address: str | None = None


class Added(Struct):
    """How many of what was added was what.

    Attributes:
        new: reports that were not in the library.
        versions: of the new ones, those that are another version of a report that was.
        again: reports whose reading was replaced by one of this reader.
        known: reports that were kept already.
        refused: sources with a refusal.

    """

    new: int = 0
    versions: int = 0
    again: int = 0
    known: int = 0
    refused: int = 0


class Keeper:
    """Writes arrivals; one may be used for many batches, each in a transaction of its own."""

    def __init__(self) -> None:
        self._counters: dict[str, int] = {}
        self._identities = Identities(lambda: self._next("entity"))
        self._left_at = -1
        self._rows: dict[str, list[Row]] = {}
        self._readers: dict[tuple[str, str], int] = {}
        self._merged = False
        self._series: dict[str, int] = {}
        self._unsettled: dict[int, set[int]] = {}
        self._left: set[int] = set()
        self._outlets_left: set[str] = set()

    def keep(self, connection: Connection, arrivals: Sequence[Arrival], counts: Added) -> None:
        """Keep a batch.

        Args:
            connection: in a writing transaction.
            arrivals: what to keep.
            counts: where what became of each is counted.

        """
        try:
            self._begin(connection)
            arrivals = [_keepable(arrival) for arrival in arrivals]
            readings = [a.result.report.id for a in arrivals if isinstance(a.result, Reading)]
            passed_over = [a.report for a in arrivals if a.result is None and a.report is not None]
            standing = versions.standing(connection, [*readings, *passed_over])
            added = now()
            to_write = list(_to_write(arrivals, standing))
            self._series = versions.series_of(connection, (reading.report.address for reading in to_write))
            self._identities.look_up(connection, to_write)
            for arrival in arrivals:
                if isinstance(arrival.result, Refused):
                    self._refuse(connection, arrival.name, arrival.result, added)
                    counts.refused += 1
                    continue
                if arrival.result is None:
                    counts.known += 1
                    if known := standing.get(arrival.report or ""):
                        self._arrive(known.key, arrival.name, arrival.address, added)
                    continue
                self._keep(connection, arrival, arrival.result, standing, added, counts)
            self._flush(connection)
            self._identities.title(connection)
            last = {arrival.name: arrival.result for arrival in arrivals}
            read = [name for name, result in last.items() if not isinstance(result, Refused)]
            # A source that was refused whole is read after all when something in it is.
            whole = {item[1] for name in read if (item := _ITEM.fullmatch(name))}
            _forget_refusals(connection, [*read, *(whole - last.keys())])
            for series, touched in sorted(self._unsettled.items()):
                versions.settle(connection, series, touched)
            if self._left:
                # Somebody who is not in a report any more may be nobody.
                tidy(connection, self._left)
                self._identities.forget()
            drop_outlets(connection, self._outlets_left)
            self._end(connection)
        except BaseException:
            self._identities.forget()
            self._readers.clear()
            self._left_at = -1
            raise
        finally:
            self._rows.clear()
            self._series.clear()
            self._unsettled.clear()
            self._left.clear()
            self._outlets_left.clear()

    def _keep(
        self,
        connection: Connection,
        arrival: Arrival,
        reading: Reading,
        standing: dict[str, versions.Standing],
        added: str,
        counts: Added,
    ) -> None:
        report = reading.report
        known = standing.get(report.id)
        if known is not None and not known.older_than(reading.reader):
            self._arrive(known.key, arrival.name, report.address, added)
            counts.known += 1
            return
        if known is not None:
            self._flush(connection)
            self._replace(connection, known.key, arrival, reading, added)
            counts.again += 1
        else:
            key = self._next("report")
            self._insert(connection, key, arrival, reading, added, counts)
        standing[report.id] = versions.Standing(known.key if known else key, reading.reader)

    def _insert(
        self, connection: Connection, key: int, arrival: Arrival, reading: Reading, added: str, counts: Added
    ) -> None:
        series_address = versions.series_address(reading.report.address)
        series = self._series_of(series_address)
        counts.new += 1
        if series is not None:
            counts.versions += 1
            self._unsettled.setdefault(series, set()).add(key)
        elif series_address is not None:
            self._series[cut(series_address)] = key
        reader = self._reader(connection, reading.reader)
        row = report_row(reading, key, reader, key if series is None else series, series_address, added)
        self._add("reports", row)
        assigned = self._identities.assign(reading)
        self._write(connection, key, reading, arrival.packed, assigned, {}, added)
        self._arrive(key, arrival.name, reading.report.address, added)

    def _replace(self, connection: Connection, key: int, arrival: Arrival, reading: Reading, added: str) -> None:
        """Put a reading in the place of an older one of the same bytes; what is known by a key keeps it."""
        old = reread.before(connection, key)
        self._outlets_left.update(outlets_of(connection, key))
        reread.clear(connection, key)
        reader = self._reader(connection, reading.reader)
        columns = [column.name for column in tables.reports.columns]
        (values,) = stored(tables.reports, [report_row(reading, key, reader, old.series, old.series_address, added)])
        row = dict(zip(columns, values, strict=True))
        for kept in ("key", "id", "series", "series_address", "version", "latest", "added"):
            del row[kept]
        self._flush(connection)
        connection.execute(update(tables.reports).where(tables.reports.c.key == key).values(**row))
        self._identities.know(connection, old.names.values())
        assigned = self._identities.assign(reading, old.names)
        self._write(connection, key, reading, arrival.packed, assigned, reread.same_claims(old, reading), added)
        self._arrive(key, arrival.name, reading.report.address, added)
        self._flush(connection)
        reread.after(connection, key, old, reading)
        self._left.update(old.assigned)
        self._unsettled.setdefault(old.series, set()).add(key)

    def _write(
        self,
        connection: Connection,
        key: int,
        reading: Reading,
        packed: bytes | None,
        assigned: dict[str, int | None],
        claims: dict[str, int],
        added: str,
    ) -> None:
        roots = roots_of(connection, {key for key in assigned.values() if key is not None}) if self._merged else {}
        keys = Keys(
            report=key,
            claims={claim.id: claims.get(claim.id) or self._next("claim") for claim in reading.attributions},
            appearances={entity.id: self._next("appearance") for entity in reading.entities},
            entities={local: roots.get(one, one) if one else None for local, one in assigned.items()},
            assigned=assigned,
        )
        self._add("readings", (key, zlib.compress(packed or msgspec.json.encode(reading), _LEVEL)))
        for table, some in rows(reading, keys).items():
            self._rows.setdefault(table, []).extend(some)
        for refusal in reading.refusals:
            self._add(
                "refusals",
                (
                    self._next("refusal"),
                    key,
                    reading.report.id,
                    refusal.stage,
                    refusal.code,
                    refusal.start,
                    refusal.end,
                    refusal.detail,
                    added,
                ),
            )
        for place in reading.places:
            if place.gazetteer_id is not None:
                self._add(
                    "gazetteer",
                    (
                        place.gazetteer_id,
                        place.name,
                        matching.folded(place.name),
                        place.country,
                        place.latitude,
                        place.longitude,
                    ),
                )
        outlets = (reading.report.publisher, *(step.name for claim in reading.attributions for step in claim.via))
        for name in outlets:
            if name is not None:
                self._add("outlets", (name, matching.folded(name)))

    def _refuse(self, connection: Connection, name: str, refused: Refused, added: str) -> None:
        """Keep a refusal, in the place of any that this source had before."""
        refusals = tables.refusals
        connection.execute(delete(refusals).where(refusals.c.name == name, refusals.c.report.is_(None)))
        row = (self._next("refusal"), None, name, refused.stage, refused.code, None, None, refused.detail, added)
        put(connection, refusals, [row])

    def _arrive(self, key: int, name: str, address: str | None, added: str) -> None:
        self._add("arrivals", (key, name, address, added))

    def _series_of(self, address: str | None) -> int | None:
        if address is None:
            return None
        return self._series.get(cut(address))

    def _reader(self, connection: Connection, reader: Reader) -> int:
        named = (reader.version, msgspec.json.encode(reader.models, order="sorted").decode())
        if named not in self._readers:
            known = tables.readers
            query = select(known.c.key).where(known.c.version == named[0], known.c.models == named[1])
            key = connection.execute(query).scalar()
            if key is None:
                key = self._next("reader")
                put(connection, known, [(key, *named)])
            self._readers[named] = int(key)
        return self._readers[named]

    def _next(self, name: str) -> int:
        key = self._counters.get(name, 1)
        self._counters[name] = key + 1
        return key

    def _add(self, table: str, row: Row) -> None:
        self._rows.setdefault(table, []).append(row)

    def _begin(self, connection: Connection) -> None:
        counters = tables.counters
        self._counters = dict(connection.execute(select(counters)).all())
        if self._counters.get("change", 1) != self._left_at:
            self._identities.forget()
        self._merged = bool(
            connection.execute(
                select(tables.entities.c.key).where(tables.entities.c.merged_into.is_not(None)).limit(1)
            ).first()
        )

    def _flush(self, connection: Connection) -> None:
        """Write the rows at hand, what is referred to first."""
        self._identities.flush(connection)
        for name in (*_ORDER, *_FOUND):
            some = self._rows.pop(name, None)
            if some:
                put(connection, metadata.tables[name], some, or_ignore=name == "arrivals")
        for name in _SHARED:
            shared = dict.fromkeys(self._rows.pop(name, ()))
            if shared:
                put(connection, metadata.tables[name], shared, or_ignore=True)

    def _end(self, connection: Connection) -> None:
        counters = tables.counters
        self._next("change")
        connection.execute(delete(counters))
        put(connection, counters, self._counters.items())
        self._left_at = self._counters["change"]


def _keepable(arrival: Arrival) -> Arrival:
    """What came, or the refusal of a Reading that cannot be kept; its name as it is stored."""
    name, result, packed = cut(arrival.name), arrival.result, arrival.packed
    if isinstance(result, Reading):
        why = flaw(result)
        try:
            packed = packed or msgspec.json.encode(result)
        except UnicodeEncodeError:
            why = "its text has half of a surrogate pair, which JSON cannot hold; leave it out"
        if why:
            return Arrival(name, NotReadable(name, "library", "malformed", f"is no Reading that can be kept: {why}"))
    return replace(arrival, name=name, packed=packed)


def _to_write(arrivals: Iterable[Arrival], standing: dict[str, versions.Standing]) -> Iterator[Reading]:
    """The readings that are new, or newer than those that are kept."""
    for arrival in arrivals:
        if isinstance(arrival.result, Reading):
            known = standing.get(arrival.result.report.id)
            if known is None or known.older_than(arrival.result.reader):
                yield arrival.result


def _forget_refusals(connection: Connection, names: Iterable[str]) -> None:
    """Drop the refusals of sources that were read after all."""
    wanted = sorted(set(names))
    refusals = tables.refusals
    for at in range(0, len(wanted), 500):
        some = wanted[at : at + 500]
        connection.execute(delete(refusals).where(refusals.c.name.in_(some), refusals.c.report.is_(None)))

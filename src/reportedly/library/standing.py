"""What people said of a report beside what was read in it: how it stands, and the rows that say so.

The rows of a report are those of its Reading as it stands, and of the claims that people rejected.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, delete, select, update

from reportedly.library import matching, tables
from reportedly.library.bulk import put, stored
from reportedly.library.correcting import Correction, Said, Stands, stands
from reportedly.library.outlets import drop_outlets
from reportedly.library.rows import Keys, rows, rows_beside
from reportedly.library.tables import appearances, claims, judgements, outlets, reports
from reportedly.library.versions import unpacked
from reportedly.model import Reading

_BY = {"claims": 1, "via": 2, "mentions": 2, "figures": 2, "days": 2, "places": 2}
"""The tables whose rows people's word changes, and how many of their first columns make up their keys."""


class Report(NamedTuple):
    """A report with what people said of it.

    Attributes:
        key: of the report.
        machine: the reader's Reading.
        said: what stands of what people said.
        keys: of the claims of the reader's Reading, by their ids.

    """

    key: int
    machine: Reading
    said: tuple[Said, ...]
    keys: dict[str, int]

    @property
    def stands(self) -> Stands:
        """The Reading as it stands."""
        return stands(self.machine, self.said)


def read(connection: Connection, key: int) -> Report:
    """A report with what people said of it."""
    machine = unpacked(connection, key)
    known = connection.execute(select(claims.c.local, claims.c.key).where(claims.c.report == key)).all()
    own = {claim.id for claim in machine.attributions}
    keys = {local: claim for local, claim in known if local in own}
    return Report(key, machine, said_of(connection, [key], {key: keys}).get(key, ()), keys)


def said_of(
    connection: Connection, reports: Sequence[int], keys: dict[int, dict[str, int]]
) -> dict[int, tuple[Said, ...]]:
    """What stands of what people said, by report.

    Args:
        connection: to the library.
        reports: their keys.
        keys: by report, those of the claims that the reader has, by their ids.

    """
    query = select(judgements.c.report, judgements.c.claim, judgements.c.verdict, judgements.c.correction).where(
        judgements.c.report.in_(reports), judgements.c.claim.is_not(None), judgements.c.undone.is_(None)
    )
    found: dict[int, list[Said]] = {}
    locals_ = {report: {key: local for local, key in some.items()} for report, some in keys.items()}
    for report, claim, verdict, correction in connection.execute(query.order_by(judgements.c.key)).all():
        local = locals_.get(report, {}).get(claim)
        found.setdefault(report, []).append(Said(claim, local, verdict, decoded(correction)))
    return {report: tuple(some) for report, some in found.items()}


def decoded(written: str | None) -> Correction | None:
    """A correction as it is kept; ``None`` for one of another form, which nobody can apply."""
    try:
        return None if written is None else msgspec.json.decode(written, type=Correction)
    except msgspec.DecodeError:
        return None


def rewrite(connection: Connection, before: Report, said: Iterable[Said]) -> Report:
    """Make the rows of a report those of how it stands, once what people say of it changes.

    Args:
        connection: in a writing transaction.
        before: the report, as its rows are.
        said: all that people say of it now.

    """
    after = before._replace(said=tuple(said))
    old, new = before.stands, after.stands
    if old == new:
        return after
    report = before.key
    keys = _keys(connection, before, old), _keys(connection, after, new)
    latest = connection.execute(select(reports.c.latest).where(reports.c.key == report)).scalar_one()
    was, now = _rows(old, keys[0], latest), _rows(new, keys[1], latest)
    names = tuple({str(row[2]) for row in some["via"]} for some in (was, now))
    put(connection, outlets, [(name, matching.folded(name)) for name in sorted(names[1] - names[0])], or_ignore=True)
    for name in _BY:
        _write(connection, name, was[name], now[name])
    gone = [row[0] for row in was["claims"] if row[0] not in {one[0] for one in now["claims"]}]
    # What refers to a claim goes before it.
    connection.execute(delete(claims).where(claims.c.key.in_(gone)))
    drop_outlets(connection, names[0] - names[1])
    many = len(new.reading.attributions)
    if many != len(old.reading.attributions):
        connection.execute(update(reports).where(reports.c.key == report).values(claims=many))
    return after


def _keys(connection: Connection, report: Report, stands: Stands) -> Keys:
    named = select(appearances.c.local, appearances.c.key, appearances.c.entity, appearances.c.assigned)
    found = connection.execute(named.where(appearances.c.report == report.key)).all()
    return Keys(
        report=report.key,
        claims={**report.keys, **stands.own},
        appearances={row.local: row.key for row in found},
        entities={row.local: row.entity for row in found},
        assigned={row.local: row.assigned for row in found},
    )


def _rows(stands: Stands, keys: Keys, latest: int) -> dict[str, list[Sequence[object]]]:
    """The rows of how a report stands, as they are kept."""
    found = rows(stands.reading, keys)
    if stands.rejected:
        for name, some in rows_beside(stands.whole, stands.rejected, keys).items():
            found[name] += some
    at = [column.name for column in claims.columns].index("latest")
    found["claims"] = [(*row[:at], latest, *row[at + 1 :]) for row in found["claims"]]
    return {name: stored(tables.metadata.tables[name], found[name]) for name in _BY}


def _write(connection: Connection, name: str, was: Sequence[Sequence[object]], now: Sequence[Sequence[object]]) -> None:
    """Change the rows of a table that are not as they were; those of claims that are gone stay."""
    table, many = tables.metadata.tables[name], _BY[name]
    columns = list(table.columns)
    before = {tuple(row[:many]): row for row in was}
    after = {tuple(row[:many]): row for row in now}
    put(connection, table, [row for key, row in after.items() if key not in before])

    def is_row(key: Sequence[object]) -> ColumnElement[bool]:
        return and_(*(column == value for column, value in zip(columns[:many], key, strict=True)))

    for key, row in after.items():
        if key in before and before[key] != row:
            changed = {
                column.name: value for column, value, old in zip(columns, row, before[key], strict=True) if value != old
            }
            connection.execute(update(table).where(is_row(key)).values(**changed))
    if table is not claims:
        for key in before.keys() - after.keys():
            connection.execute(delete(table).where(is_row(key)))

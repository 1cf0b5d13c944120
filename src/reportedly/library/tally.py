"""How many of the claims that have some parts are of each kind, certainty, source, report and place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Literal, NamedTuple, TypeVar

import msgspec
from sqlalchemy import ARRAY, Column, ColumnElement, Connection, Integer, and_, func, literal, not_, select

from reportedly.library.arrays import array, columns_of, rows_of
from reportedly.library.filters import REJECTED, Part
from reportedly.library.plan import gathered
from reportedly.library.tables import claims, places, reports

Counted = TypeVar("Counted", int, str)

What = Literal["kind", "certainty", "source", "report", "place"]

_COLUMNS: dict[What, Column[Any]] = {
    "kind": claims.c.kind,
    "certainty": claims.c.certainty,
    "source": claims.c.entity,
    "report": claims.c.report,
    "place": claims.c.key,
}

MOST_LOOKED_AT = 10_000
"""Claims that are counted where each must be found one by one; they take some thirty milliseconds."""

MOST_GONE_THROUGH = 40_000
"""The same where an index alone tells."""


class Tally(NamedTuple):
    """How many claims there are, whether there are more than these, and how many have each value."""

    claims: int
    more: bool
    kind: Counter[str]
    certainty: Counter[str]
    source: Counter[int]
    report: Counter[int]
    place: Counter[str]


def tally(connection: Connection, parts: Sequence[Part], what: Collection[What]) -> Tally:
    """Count the claims that have all of some parts, as many as can be counted in little time.

    Args:
        connection: to the library.
        parts: of a query.
        what: which values to count; of others nothing is told.

    """
    some, free = gathered(connection, select(*(_COLUMNS[name].label(name) for name in _COLUMNS)), parts)
    most = MOST_GONE_THROUGH if free else MOST_LOOKED_AT
    rows = some.limit(most + 1).subquery("counted")
    # Of many claims their keys are not carried back and forth: the index is gone through again.
    asked = [name for name in _COLUMNS if name in what and not (free and name == "place")]
    counting = select(func.count(), *(array(connection, rows.c[name]) for name in asked)).select_from(rows)
    found = connection.execute(counting).one()
    lists: dict[What, list[Any]] = {
        name: msgspec.json.decode(column or "[]")[:most] for name, column in zip(asked, found[1:], strict=True)
    }
    counts = {name: Counter(values) for name, values in lists.items() if name != "place"}
    named: Counter[str] = Counter()
    if "place" in what and free:
        # The sum keeps SQLite from looking for each of them among the places.
        again = select(some.limit(most).subquery("again").c.place)
        named = _places(connection, (places.c.claim + 0).in_(again))
    elif "place" in what:
        named = _places(connection, among(connection, places.c.claim, lists["place"]))
    return Tally(
        min(found[0], most),
        found[0] > most,
        _said(counts.get("kind", Counter())),
        counts.get("certainty", Counter()),
        _said(counts.get("source", Counter())),
        counts.get("report", Counter()),
        named,
    )


def tally_all(connection: Connection) -> Tally:
    """Count all claims that an empty query finds: by an index for each value, in whose order they come."""
    # Few are rejected: as a list they cost less than to be asked for once for each claim.
    wrong = list(connection.execute(select(claims.c.key).where(REJECTED)).scalars())
    right = [not_(among(connection, claims.c.key, wrong))] if wrong else []
    where = and_(claims.c.latest == 1, *right)
    kinds, certainties = Counter[str](), Counter[str]()
    by_kind = select(claims.c.kind, claims.c.certainty, func.count()).where(where)
    by_kind = by_kind.with_hint(claims, "INDEXED BY claims_by_what", "sqlite")
    for kind, certainty, many in connection.execute(by_kind.group_by(claims.c.kind, claims.c.certainty)).all():
        kinds[kind] += many
        certainties[certainty] += many
    old = select(claims.c.key).where(claims.c.latest == 0)
    standing = and_(places.c.claim.not_in(old), *([not_(among(connection, places.c.claim, wrong))] if wrong else []))
    return Tally(
        certainties.total(),
        False,
        _said(kinds),
        certainties,
        _by_index(connection, "entity", where),
        _by_index(connection, "report", where),
        _places(connection, standing),
    )


def _said(counts: Counter[Any]) -> Counter[Any]:
    """Counts without those that have no value."""
    counts.pop(None, None)
    return counts


def _by_index(connection: Connection, name: str, where: ColumnElement[bool]) -> Counter[int]:
    column = claims.c[name]
    each = select(column, func.count().label("many")).where(where, column.is_not(None)).group_by(column)
    rows = each.with_hint(claims, f"INDEXED BY claims_by_{name}", "sqlite")
    return Counter(dict(rows_of(connection, rows)))


def _places(connection: Connection, where: ColumnElement[bool]) -> Counter[str]:
    """How many of some claims name each place that has a number."""
    named = select(places.c.gazetteer_id, places.c.claim).distinct()
    named = named.where(places.c.gazetteer_id.is_not(None), places.c.claim.is_not(None), where)
    rows = named.subquery("named")
    counted = select(rows.c.gazetteer_id, func.count()).group_by(rows.c.gazetteer_id)
    return Counter(dict(rows_of(connection, counted)))


class OfReports(NamedTuple):
    """What claims have from their reports, by the keys of these."""

    publisher: dict[int, str | None]
    published: dict[int, str | None]


def of_reports(connection: Connection, keys: Iterable[int]) -> OfReports:
    """Whose some reports are, and of which day.

    Args:
        connection: to the library.
        keys: of the reports.

    """
    some = select(reports.c.key, reports.c.publisher, reports.c.published_earliest)
    some = some.where(among(connection, reports.c.key, list(keys)))
    known, publishers, days = columns_of(connection, some)
    return OfReports(dict(zip(known, publishers, strict=True)), dict(zip(known, days, strict=True)))


def first(counts: Counter[Counted], most: int) -> list[Counted]:
    """The values that the most have, and the least of these values first."""
    least = sorted(counts.values(), reverse=True)[most - 1] if len(counts) > most else 0
    return sorted((one for one, many in counts.items() if many >= least), key=lambda one: (-counts[one], one))[:most]


def among(connection: Connection, where: ColumnElement[Any], keys: Sequence[int]) -> ColumnElement[bool]:
    """Whether a number is one of some, however many."""
    if connection.dialect.name == "sqlite":
        listed = func.json_each(json.dumps(keys)).table_valued("value")
        return where.in_(select(listed.c.value))
    return where == func.any(literal(list(keys), ARRAY(Integer)))

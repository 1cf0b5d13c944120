"""What a query's answers have in common: how many there are of each outlet, source, kind, certainty, place and month.

Each count is what ``find`` would find by the query that stands beside it. Where a query finds too many to look at all,
counts are of those that were looked at, and ``more`` says so.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct
from sqlalchemy import Connection, distinct, func, select

from reportedly.library import matching
from reportedly.library.asking import Asked, period
from reportedly.library.conditions import Conditions, asks
from reportedly.library.identities import root_of
from reportedly.library.known import Known
from reportedly.library.plan import gathered
from reportedly.library.query import FIELDS, unparse
from reportedly.library.query.tree import All, Any_, Days, Field, Filter, Node, Text
from reportedly.library.tables import claims, entities, gazetteer, judgements
from reportedly.library.tally import Counted, OfReports, Tally, What, first, of_reports, tally


class Facet(Struct, frozen=True, kw_only=True):
    """One value that answers have.

    Attributes:
        value: as a query has it: ``official``, ``e67``, ``g779683``, ``2019-11``, or the name of an outlet.
        label: as people read it.
        claims: how many of the answers have it; at least so many, where ``Facets.more``.
        query: the query with the value asked for too, in the query language; of a chosen one the query without it.
        chosen: whether the query asks for it already.

    """

    value: str
    label: str
    claims: int
    query: str
    chosen: bool = False


class Facets(Struct, frozen=True, kw_only=True):
    """The values that the answers to a query have, those that most have first; months newest first.

    The values of a field that the query asks for already are counted as if it did not.

    Attributes:
        claims: how many answers there are, in how many ``reports``.
        more: whether there are more answers than were counted: each number is then "at least".
        month: the last that have claims, or years where there are too many months.
        judged: what people say of the claims.

    """

    claims: int
    reports: int
    more: bool
    outlet: tuple[Facet, ...] = ()
    source: tuple[Facet, ...] = ()
    kind: tuple[Facet, ...] = ()
    certainty: tuple[Facet, ...] = ()
    place: tuple[Facet, ...] = ()
    month: tuple[Facet, ...] = ()
    judged: tuple[Facet, ...] = ()


MOST_MONTHS = 24
"""Where answers are from more months than these, years are told, and the months of one that is asked for."""

_FIELDS: dict[str, Field] = {
    "outlet": "outlet",
    "source": "from",
    "kind": "kind",
    "certainty": "certainty",
    "place": "place",
    "month": "published",
    "judged": "judged",
}

_COUNTED_AS: dict[str, What] = {
    "outlet": "report",
    "source": "source",
    "kind": "kind",
    "certainty": "certainty",
    "place": "place",
    "month": "report",
}


class _Value(NamedTuple):
    """A value, how people read it, and how many claims have it."""

    value: str
    label: str
    claims: int


def facets(connection: Connection, query: Node, *, most: int, whole: Callable[[], Tally]) -> Facets:
    """Count what the answers to a query have in common.

    Args:
        connection: to the library.
        query: what finds them.
        most: values of each field, if not more are asked for.
        whole: counts what an empty query finds.

    """
    looking = _Looking(connection, query, whole)
    outlets = _outlets(looking.by_report("outlet"))
    sources = looking.counted("source").source
    places = looking.counted("place").place
    kinds, certainties = looking.counted("kind").kind, looking.counted("certainty").certainty
    shown = {
        "outlet": looking.shown("outlet", outlets, most),
        "source": looking.shown("source", _sources(connection, sources, looking.chosen["source"], most), most),
        "kind": looking.shown("kind", [_Value(name, name, many) for name, many in kinds.items()], most),
        "certainty": looking.shown("certainty", [_Value(name, name, many) for name, many in certainties.items()], most),
        "place": looking.shown("place", _places(connection, places, looking.chosen["place"], most), most),
        "month": looking.shown("month", _months(looking.by_report("month"), looking.chosen["month"]), None),
        "judged": looking.shown("judged", looking.judged(), most),
    }
    return Facets(claims=looking.base.claims, reports=len(looking.base.report), more=looking.more, **shown)


class _Looking:
    """Counts for one query, with and without what it asks for in each field."""

    def __init__(self, connection: Connection, query: Node, whole: Callable[[], Tally]) -> None:
        self._whole = whole
        self._connection = connection
        self._conditions = Conditions(connection)
        self.asked = {name: Asked(query, _FIELDS[name]) for name in _FIELDS}
        self.chosen = {name: self._chosen(name) for name in _FIELDS}
        self._query = query
        self.more = False
        self._of_reports: OfReports | None = None
        self.base = self._tally(
            query, {_COUNTED_AS[name] for name in _COUNTED_AS if not self.chosen[name]} | {"report"}
        )

    def _chosen(self, name: str) -> dict[str, Filter]:
        """The values that a query asks for as a facet would, if it asks for nothing else of the field."""
        found = [(_value(self._connection, name, one), one) for one in self.asked[name].filters]
        known = {value: one for value, one in found if value is not None}
        return known if len(found) == len(known) else {}

    def _tally(self, query: Node, what: Collection[What]) -> Tally:
        if query == All(()):
            return self._whole()
        counted = tally(self._connection, self._conditions.parts(query), what)
        self.more = self.more or counted.more
        return counted

    def counted(self, name: str) -> Tally:
        """How many answers have each value of a field: if some are chosen, of the query without them."""
        if not self.chosen[name]:
            return self.base
        return self._tally(self.asked[name].rest, {_COUNTED_AS[name]})

    def by_report(self, name: str) -> Counter[str]:
        """How many answers each outlet, or each month, has."""
        counts = self.counted(name).report
        if self._of_reports is None or not self._of_reports.publisher.keys() >= counts.keys():
            self._of_reports = of_reports(self._connection, counts)
        of = self._of_reports.publisher if name == "outlet" else self._of_reports.published
        found = Counter[str]()
        for key, many in counts.items():
            if value := of[key]:
                found[value if name == "outlet" else value[:7]] += many
        return found

    def judged(self) -> list[_Value]:
        """What people say of the answers, those that they reject included."""
        standing = select(judgements.c.key).where(judgements.c.undone.is_(None))
        if self._connection.execute(standing.limit(1)).first() is None:
            return []
        rest = self.asked["judged"].rest
        verdicts = [name for name in FIELDS["judged"].values if name != "none"]
        any_ = Any_(tuple(Filter("judged", Text(verdict)) for verdict in verdicts))
        parts = self._conditions.parts(All((*rest.of, any_)))
        answers, _ = gathered(self._connection, select(claims.c.key.label("key")), parts)
        said = select(judgements.c.verdict, func.count(distinct(judgements.c.claim)))
        said = said.where(judgements.c.undone.is_(None), judgements.c.claim.in_(answers))
        counts: dict[str, int] = dict(self._connection.execute(said.group_by(judgements.c.verdict)).all())
        whole = self.base if not self.asked["judged"].filters else self._tally(rest, ())
        # Those that are rejected are among the whole only where it is asked for what is judged.
        within = asks("judged", rest)
        known = sum(many for verdict, many in counts.items() if within or verdict != "rejected")
        counts["none"] = max(whole.claims - known, 0)
        return [_Value(verdict, verdict, counts[verdict]) for verdict in (*verdicts, "none") if counts.get(verdict)]

    def shown(self, name: str, values: Iterable[_Value], most: int | None) -> tuple[Facet, ...]:
        """The values as people choose them: those with most claims, and all that are chosen."""
        asked, chosen = self.asked[name], self.chosen[name]
        some = list(values)
        if most is not None:
            some.sort(key=lambda one: (-one.claims, one.label, one.value))
        said: list[Facet] = []
        if not chosen:
            for filter_ in asked.filters:
                text = _text(filter_)
                self._say(said, _Value(text, text, self.base.claims), asked.without(filter_), chosen=True)
        for place, one in enumerate(some):
            if (key := _key(name, one.value)) in chosen:
                self._say(said, one, asked.without(chosen[key]), chosen=True)
            elif one.claims and (most is None or place < most):
                new = _filter(name, one.value)
                self._say(said, one, asked.instead(new) if chosen else asked.also(new))
        missing = chosen.keys() - {_key(name, one.value) for one in said}
        for value in sorted(missing):
            self._say(said, _Value(value, value, 0), asked.without(chosen[value]), chosen=True)
        return tuple(said)

    @staticmethod
    def _say(said: list[Facet], one: _Value, query: str | None, *, chosen: bool = False) -> None:
        if query is not None:
            said.append(Facet(value=one.value, label=one.label, claims=one.claims, query=query, chosen=chosen))


def _filter(name: str, value: str) -> Filter:
    """What asks for a value."""
    if name == "month":
        return Filter("published", period(value))
    return Filter(_FIELDS[name], Text(value, exact=name == "outlet"))


def _value(connection: Connection, name: str, one: Filter) -> str | None:
    """The value that a filter asks for just as a facet would; ``None`` where it asks for anything else."""
    match one.value:
        case Days(earliest, latest) if earliest and latest:
            return next((some for some in (earliest[:4], earliest[:7]) if period(some) == Days(earliest, latest)), None)
        case Text(text, exact):
            if name in ("kind", "certainty", "judged"):
                return text
            if name == "source" and not exact and re.fullmatch(r"e\d{1,9}", text):
                return f"e{root_of(connection, int(text[1:]))}"
            if name == "place" and not exact and re.fullmatch(r"g\d+", text):
                return text
            if name == "outlet" and exact:
                return matching.folded(text) if Known(connection).outlets_just_named(text) else None
    return None


def _key(name: str, value: str) -> str:
    """What tells values apart: of outlets, their names as they are compared."""
    return matching.folded(value) if name == "outlet" else value


def _text(one: Filter) -> str:
    """What a filter asks for, as it is written."""
    return one.value.text if isinstance(one.value, Text) else unparse(one).partition(":")[2]


def _outlets(counts: Counter[str]) -> Iterator[_Value]:
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for name, many in counts.items():
        if folded := matching.folded(name):
            names[folded][name] += many
    for spellings in names.values():
        name = min(spellings, key=lambda one: (-spellings[one], one))
        yield _Value(name, name, spellings.total())


def _most(counts: Counter[Counted], chosen: Iterable[Counted], most: int) -> list[Counted]:
    some = first(counts, most)
    return some + [one for one in chosen if one not in some]


def _sources(connection: Connection, counts: Counter[int], chosen: Iterable[str], most: int) -> list[_Value]:
    keys = _most(counts, [int(value[1:]) for value in chosen], most)
    rows = connection.execute(select(entities.c.key, entities.c.name).where(entities.c.key.in_(keys)))
    names = dict(rows.all())
    return [_Value(f"e{key}", names[key], counts[key]) for key in keys if key in names]


def _places(connection: Connection, counts: Counter[str], chosen: Iterable[str], most: int) -> list[_Value]:
    ids = [one for one in _most(counts, [value[1:] for value in chosen], most) if one.isascii() and one.isdecimal()]
    here = select(gazetteer.c.gazetteer_id, gazetteer.c.name, gazetteer.c.country)
    rows = {row[0]: row for row in connection.execute(here.where(gazetteer.c.gazetteer_id.in_(ids))).all()}
    return [
        _Value(f"g{one}", ", ".join(filter(None, (rows[one].name, rows[one].country))), counts[one])
        for one in ids
        if one in rows
    ]


def _months(months: Counter[str], chosen: Collection[str]) -> list[_Value]:
    """Months, or years with the months of one that is chosen, or that one of its months is."""
    if len(months) <= MOST_MONTHS and not any(len(value) == len("2019") for value in chosen):
        return [_month(name, months[name]) for name in sorted(months, reverse=True)]
    years: Counter[str] = Counter()
    for name, many in months.items():
        years[name[:4]] += many
    opened = {value[:4] for value in chosen}
    told = sorted(years, reverse=True)[:MOST_MONTHS]
    found = []
    for year in sorted({*told, *(year for year in opened if year in years)}, reverse=True):
        found.append(_Value(year, year, years[year]))
        if year in opened:
            found += [_month(name, months[name]) for name in sorted(months, reverse=True) if name[:4] == year]
    return found


def _month(name: str, many: int) -> _Value:
    return _Value(name, f"{calendar.month_name[int(name[5:])]} {name[:4]}", many)

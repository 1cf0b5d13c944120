"""Each field of a query as a condition on ``claims``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, cast

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    case,
    column,
    exists,
    false,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    table,
    true,
)

from reportedly.library import matching, search
from reportedly.library.identities import root_of
from reportedly.library.known import Known
from reportedly.library.query.tree import Days, Field, Filter, Near, Range, Text, Words
from reportedly.library.tables import (
    appearances,
    claims,
    days,
    figures,
    gazetteer,
    judgements,
    mentions,
    places,
    reports,
    via,
)
from reportedly.model import SourceKind

KINDS = frozenset(cast("tuple[str, ...]", SourceKind.__args__))  # type: ignore[attr-defined]

_ENTITY = re.compile(r"e(\d{1,9})")
_REPORT = re.compile(r"r(\d{1,9})")
_CLAIM = re.compile(r"c(\d{1,9})")
_DIGEST = re.compile(r"[0-9a-f]{8,64}")

_ONE_WORD = re.compile(r'\(*"[^" ]+"\)*')
"""An expression of FTS5 without a phrase, a prefix or a choice in it."""

_MOST_LISTED = 250
"""Values in a list that are given one by one: a query has up to a hundred such lists, and a statement 32,766 values."""

REPORT_FIELDS: frozenset[Field] = frozenset({"outlet", "published", "language", "headline", "report", "version"})
"""The fields that say something of a report, and not of one of its claims."""

FIGURE_FIELDS: frozenset[Field] = frozenset({"figure", "counts", "unit"})

Condition = ColumnElement[bool]

LATEST = claims.c.latest + 0 == 1
"""That a claim is in the latest version of its report, as nearly all are: the sum keeps SQLite from an index that has
it, and in which it would go through all claims, where another one has them in order."""

REJECTED = claims.c.key.in_(
    select(judgements.c.claim).where(
        judgements.c.verdict == literal_column("'rejected'"),
        judgements.c.undone.is_(None),
        judgements.c.claim.is_not(None),
    )
)
"""That a person rejected a claim, as their index has it."""


class Part(NamedTuple):
    """One thing that is asked of a claim, in the three forms that a server can be asked in.

    Attributes:
        keys: the keys of the claims that have it, some perhaps twice: quick where they are few. ``None`` where nothing
            but looking at every claim finds them.
        test: whether the claim at hand has it: quick where few claims are left.
        many: the same, for when many claims are left.
        words: whether full text search answers it.
        beside: whether it is looked for in another table.
        probe: the test of a single word, for when nearly every claim has it and few are left.

    """

    keys: Select[Any] | None
    test: Condition
    many: Condition
    words: bool = False
    beside: bool = False
    probe: Condition | None = None


def plainly(condition: Condition, *, indexed: bool = True) -> Part:
    """A condition on the columns of ``claims``."""
    return Part(select(claims.c.key).where(condition) if indexed else None, condition, condition)


def through(rows: Table, *conditions: Condition) -> Part:
    """A condition on one of the rows that a claim has in another table."""
    keys = select(rows.c.claim).where(rows.c.claim.is_not(None), *conditions)
    test = exists(select(literal_column("1")).select_from(rows).where(rows.c.claim == claims.c.key, *conditions))
    return Part(keys, test, test, beside=True)


def of_report(*conditions: Condition) -> Part:
    """A condition on the report that a claim is in."""
    keys = select(claims.c.key).join(reports, reports.c.key == claims.c.report).where(*conditions)
    test = exists(select(literal_column("1")).select_from(reports).where(reports.c.key == claims.c.report, *conditions))
    return Part(keys, test, test)


def either(parts: Sequence[Part]) -> Part:
    """Any of some parts."""
    some = [part.keys for part in parts if part.keys is not None]
    keys = None if len(some) < len(parts) else some[0].union_all(*some[1:]).subquery() if len(some) > 1 else some[0]
    return Part(
        keys if keys is None or isinstance(keys, Select) else select(keys.c[0]),
        or_(*(part.test for part in parts)),
        or_(*(part.many for part in parts)),
        beside=any(part.beside for part in parts),
    )


NEVER = plainly(false())


class Filters:
    """Makes the conditions; names, places and outlets are looked up in the library while it does.

    Args:
        connection: to the library.

    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sqlite = connection.dialect.name == "sqlite"
        self._known = Known(connection)

    def of(self, one: Filter) -> Part:
        """The condition for one filter."""
        if one.field in FIGURE_FIELDS:
            return self.figure([one])
        make: Callable[[Filter], Part] = getattr(self, f"_{one.field}_is")
        return make(one)

    def on_report(self, one: Filter) -> Condition:
        """The condition on ``reports`` for a filter of a field in ``REPORT_FIELDS``."""
        match one.field, one.value:
            case "outlet", Text(text=name, exact=exact):
                return reports.c.publisher.in_(self._known.outlets_named(name, exact=exact))
            case "published", Days() as asked:
                return _between(reports.c.published_earliest, asked)
            case "language", Text(text=code):
                known = func.lower(reports.c.language)
                return or_(known == code.lower(), known.startswith(f"{code.lower()}-"))
            case "headline", Text(text=words):
                phrase = Words(words, phrase=True)
                asked_for = search.fts5(phrase, ("headline",)) if self._sqlite else search.tsquery(phrase)
                if asked_for is None:
                    return false()
                if self._sqlite:
                    return reports.c.key.in_(rowids(self._connection, asked_for, "reports"))
                return _has("reports", "headline", asked_for)
            case "report", Text(text=name):
                if found := _REPORT.fullmatch(name):
                    return reports.c.key == int(found[1])
                if _DIGEST.fullmatch(name.lower()):
                    return reports.c.id.startswith(name.lower())
                return reports.c.address == name
            case _:
                return true() if _text(one) == "all" else reports.c.latest == 1

    def matching(self, expression: str) -> Part:
        """The condition that full text search finds a claim by some expression."""
        found = rowids(self._connection, expression)
        if self._sqlite:
            # Asked of one claim at a time, FTS5 begins anew for each, which only a single word is quick at. The sum
            # keeps it from being gone through first where another part is to be.
            among = (claims.c.key + 0).in_(found)
            one_word = _ONE_WORD.fullmatch(expression) is not None
            here = exists(found.add_columns().where(column("rowid") == claims.c.key)) if one_word else None
            return Part(found, among, among, words=True, probe=here)
        return plainly(literal_column("claims.search").op("@@")(func.to_tsquery("reportedly", expression)))

    def _from_is(self, one: Filter) -> Part:
        name = _text(one)
        if not _exact(one) and name in KINDS:
            return plainly(claims.c.kind == name)
        if entity := self._entity(one):
            return plainly(claims.c.entity == entity)
        described, unnamed = self._field(one, "said_by"), claims.c.entity.is_(None)
        keys = None
        if described.keys is not None:
            keys = select(claims.c.key).where(claims.c.key.in_(described.keys), unnamed)
        nameless = Part(keys, and_(unnamed, described.test), and_(unnamed, described.many))
        known = self._known.entities_named(name)
        return either([plainly(self._among(claims.c.entity, known)), nameless]) if known else nameless

    def _kind_is(self, one: Filter) -> Part:
        return plainly(claims.c.kind == _text(one))

    def _about_is(self, one: Filter) -> Part:
        entity = self._entity(one)
        known = [entity] if entity else self._known.entities_named(_text(one))
        if not known:
            return NEVER
        return self._one_of(mentions.c.entity, known)

    def _via_is(self, one: Filter) -> Part:
        if entity := self._entity(one):
            seen = select(appearances.c.key).where(appearances.c.entity == entity)
            return through(via, via.c.appearance.in_(seen))
        return self._one_of(via.c.name, self._known.outlets_named(_text(one), exact=_exact(one)))

    def _outlet_is(self, one: Filter) -> Part:
        return plainly(claims.c.publisher.in_(self._known.outlets_named(_text(one), exact=_exact(one))))

    def _entity(self, one: Filter) -> int | None:
        found = None if _exact(one) else _ENTITY.fullmatch(_text(one))
        return root_of(self._connection, int(found[1])) if found else None

    def _one_of(self, where: Column[Any], values: Sequence[int | str]) -> Part:
        """That one of the rows that a claim has in another table has one of some values, perhaps many, in a column."""
        found = through(where.table, self._among(where, values))
        # From the claim at hand a server should go to its rows, not through all values: this keeps it from an index.
        aside = case((where.is_not(None), where))
        test = through(where.table, self._among(aside, values)).test
        return found._replace(test=test, many=test)

    def _among(self, where: ColumnElement[Any], values: Sequence[int | str]) -> Condition:
        """Whether a value is one of some, however many; servers take only so many one by one."""
        if len(values) <= _MOST_LISTED:
            return where.in_(values)
        if self._sqlite:
            listed = func.json_each(json.dumps(values)).table_valued("value")
            return where.in_(select(listed.c.value))
        return where == func.any(literal(list(values), ARRAY(where.type)))

    # How

    def _form_is(self, one: Filter) -> Part:
        return plainly(claims.c.form == _text(one), indexed=False)

    def _certainty_is(self, one: Filter) -> Part:
        return plainly(claims.c.certainty == _text(one))

    def _confidence_is(self, one: Filter) -> Part:
        return plainly(_within(claims.c.confidence, cast("Range", one.value)), indexed=False)

    def _ground_is(self, one: Filter) -> Part:
        return self._field(one, "ground")

    def _cue_is(self, one: Filter) -> Part:
        return self._field(one, "cue")

    def _field(self, one: Filter, field: str) -> Part:
        """The claims with some words in one column."""
        words = Words(_text(one), phrase=True)
        asked = search.fts5(words, (field,)) if self._sqlite else search.tsquery(words)
        if asked is None:
            return NEVER
        return self.matching(asked) if self._sqlite else plainly(_has("claims", field, asked))

    # Where and when

    def _place_is(self, one: Filter) -> Part:
        name = _text(one)
        if not _exact(one) and re.fullmatch(r"g\d+", name):
            return through(places, places.c.gazetteer_id == name[1:])
        known = self._known.places_named(name)
        ids, names = [row.gazetteer_id for row in known], {row.name for row in known} | {name, name.title()}
        by_name = self._one_of(places.c.name, sorted(names))
        return either([self._one_of(places.c.gazetteer_id, ids), by_name]) if ids else by_name

    def _country_is(self, one: Filter) -> Part:
        name = _text(one)
        code = name.upper()
        if len(name) != 2:
            counted = func.count()
            here = (
                select(gazetteer.c.country)
                .join(places, places.c.gazetteer_id == gazetteer.c.gazetteer_id)
                .where(gazetteer.c.folded == matching.folded(name), gazetteer.c.country.is_not(None))
                .group_by(gazetteer.c.country)
                .order_by(counted.desc(), gazetteer.c.country)
            )
            found = self._connection.execute(here.limit(1)).scalar()
            if found is None:
                return NEVER
            code = str(found)
        return through(places, places.c.country == code)

    def _near_is(self, one: Filter) -> Part:
        near = cast("Near", one.value)
        if near.place is not None:
            centre = self._known.centre(near.place)
            if centre is None:
                return NEVER
        else:
            centre = (cast("float", near.latitude), cast("float", near.longitude))
        around = sorted(self._known.around(centre, near.km))
        return self._one_of(places.c.gazetteer_id, around)

    def _published_is(self, one: Filter) -> Part:
        return plainly(_between(claims.c.published, cast("Days", one.value)))

    def _when_is(self, one: Filter) -> Part:
        asked = cast("Days", one.value)
        conditions: list[Condition] = []
        if asked.earliest is not None:
            conditions.append(func.coalesce(days.c.latest, days.c.earliest) >= asked.earliest)
        if asked.latest is not None:
            conditions.append(days.c.earliest <= asked.latest)
        return through(days, *conditions)

    # How many

    def figure(self, asked: Sequence[Filter]) -> Part:
        """The claims with one figure that is all of what is asked for."""
        conditions: list[Condition] = []
        # Each with an index of its own; a figure without one value is known by its ends.
        ways: tuple[Condition, ...] = ()
        for one in asked:
            match one.field, one.value:
                case "figure", Range() as numbers:
                    value, low, high = (_within(figures.c[name], numbers) for name in ("value", "low", "high"))
                    unsaid = figures.c.value.is_(None)
                    if ways:
                        conditions.append(or_(*ways))
                    ways = (value, and_(unsaid, low), and_(unsaid, high))
                case "unit", Text(text=unit):
                    conditions.append(figures.c.unit.in_(_units(unit)))
                case _, Text(text=words):
                    counts = func.lower(figures.c.counts)
                    # A text with other letters than those of English is left to the index of words, which knows them.
                    other = figures.c.counts.op("GLOB")("*[^ -~]*") if self._sqlite else counts.op("~")("[^ -~]")
                    conditions += [
                        or_(counts.like(f"%{_stem(word)}%"), other) for word in search.words_of(search.bare(words))
                    ]
        found = through(figures, *conditions, *([or_(*ways)] if ways else ()))
        if ways:
            found = found._replace(keys=either([through(figures, way, *conditions) for way in ways]).keys)
        counted = [self._field(one, "counted") for one in asked if one.field == "counts"]
        if not counted:
            return found
        # What is counted is in the index of words, where it is quicker to find.
        keys = None
        if (some := counted[0].keys) is not None:
            keys = select(claims.c.key).where(claims.c.key.in_(some), found.test)
        return Part(keys, and_(found.test, *(p.test for p in counted)), and_(found.many, *(p.many for p in counted)))

    # Which report, which claim

    def _report_is(self, one: Filter) -> Part:
        if found := _REPORT.fullmatch(_text(one)):
            return plainly(claims.c.report == int(found[1]))
        return of_report(self.on_report(one))

    def _headline_is(self, one: Filter) -> Part:
        if self._sqlite:
            asked = search.fts5(Words(_text(one), phrase=True), ("headline",))
            return plainly(claims.c.report.in_(rowids(self._connection, asked, "reports"))) if asked else NEVER
        return of_report(self.on_report(one))

    def _claim_is(self, one: Filter) -> Part:
        found = _CLAIM.fullmatch(_text(one))
        return plainly(claims.c.key == int(found[1])) if found else NEVER

    def _language_is(self, one: Filter) -> Part:
        return of_report(self.on_report(one))

    def _version_is(self, one: Filter) -> Part:
        return plainly(true() if _text(one) == "all" else LATEST, indexed=False)

    def _judged_is(self, one: Filter) -> Part:
        verdict = _text(one)
        if verdict == "none":
            judged = through(judgements, judgements.c.undone.is_(None))
            return plainly(not_(judged.test), indexed=False)
        return through(judgements, judgements.c.undone.is_(None), judgements.c.verdict == verdict)


def _has(name: str, field: str, expression: str) -> Condition:
    """Whether PostgreSQL finds an expression in one column."""
    return literal_column(search.vector_sql(field, name)).op("@@")(func.to_tsquery("reportedly", expression))


def _between(day: Column[str | None], asked: Days) -> Condition:
    conditions: list[Condition] = [day.is_not(None)]
    if asked.earliest is not None:
        conditions.append(day >= asked.earliest)
    if asked.latest is not None:
        conditions.append(day <= asked.latest)
    return and_(*conditions)


def rowids(connection: Connection, expression: str, name: str = "claims") -> Select[tuple[int]]:
    """The keys of the rows that full text search finds.

    Args:
        connection: to the library.
        expression: what it is asked for.
        name: ``claims`` or ``reports``.

    """
    if connection.dialect.name == "sqlite":
        found = table(f"{name}_search", column("rowid"), column(f"{name}_search"))
        return select(found.c.rowid).where(found.c[f"{name}_search"].op("MATCH")(expression))
    searched = table(name, column("key"), column("search"))
    return select(searched.c.key).where(searched.c.search.op("@@")(func.to_tsquery("reportedly", expression)))


def _text(one: Filter) -> str:
    return cast("Text", one.value).text


def _exact(one: Filter) -> bool:
    return isinstance(one.value, Text) and one.value.exact


def _within(where: ColumnElement[float | None], numbers: Range) -> Condition:
    conditions = []
    if numbers.low is not None:
        conditions.append(where > numbers.low if numbers.low_open else where >= numbers.low)
    if numbers.high is not None:
        conditions.append(where < numbers.high if numbers.high_open else where <= numbers.high)
    return and_(where.is_not(None), *conditions)


def _stem(word: str) -> str:
    """A word without the ending that tells many from one, for LIKE, in which nothing of it is a pattern."""
    word = word.lower()
    for many, one in (("ies", ""), ("es", ""), ("s", "")):
        if word.endswith(many) and len(word) - len(many) > 2:
            return word[: -len(many)] + one
    return word


def _units(unit: str) -> list[str]:
    unit = unit.lower()
    return (
        ["percent", "%", "per cent"]
        if unit in ("%", "percent", "per cent")
        else [unit, f"{unit}s", unit.removesuffix("s")]
    )

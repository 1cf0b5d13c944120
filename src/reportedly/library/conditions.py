"""A query's tree as conditions on the rows of ``claims``."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    column,
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
from reportedly.library.identities import root_of, search_words
from reportedly.library.query.tree import All, Any_, Days, Field, Filter, Near, Node, Not, Range, Text, Words
from reportedly.library.tables import (
    appearances,
    claims,
    days,
    entity_names,
    entity_words,
    figures,
    gazetteer,
    judgements,
    mentions,
    outlets,
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

_MOST_NAMES = 2000
"""Names with one word that are looked at; "from:john" may have more."""

_FURTHER_WORDS = 2
"""Words that a name may have beside those that are asked for."""

_EARTH_KM = 6371.0

_FIGURE_FIELDS: frozenset[Field] = frozenset({"figure", "counts", "unit"})

Condition = ColumnElement[bool]


class Conditions:
    """Makes conditions; names, places and outlets are looked up in the library while it does.

    Args:
        connection: to the library.

    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sqlite = connection.dialect.name == "sqlite"

    def of(self, node: Node) -> Condition:
        """The condition for a node.

        Args:
            node: of a query.

        Returns:
            A condition on ``claims``.

        """
        words = self.expression(node)
        if words is not None:
            return self.matching(words)
        match node:
            case All(of=parts):
                return self._all(parts)
            case Any_(of=parts):
                return or_(*(self.of(part) for part in parts))
            case Not(of=part):
                return not_(
                    func.coalesce(self.of(part), false()) if not self._sqlite else func.coalesce(self.of(part), 0)
                )
            case Filter():
                return self._filter(node)
            case _:
                return false()

    def expression(self, node: Node) -> str | None:
        """A node that holds nothing but words, as full text search is asked for it; ``None`` for any other."""
        match node:
            case Words():
                return search.fts5(node) if self._sqlite else search.tsquery(node)
            case All(of=parts) | Any_(of=parts) if parts:
                some = [self.expression(part) for part in parts]
                if any(part is None for part in some):
                    return None
                either = isinstance(node, Any_)
                glue = (" OR " if either else " AND ") if self._sqlite else (" | " if either else " & ")
                return f"({glue.join(cast('list[str]', some))})"
            case _:
                return None

    def words(self, node: Node) -> str | None:
        """What of a query is ranked by: the words that every answer has."""
        whole = self.expression(node)
        if whole is not None or not isinstance(node, All):
            return whole
        return self.expression(All(tuple(part for part in node.of if self.expression(part) is not None)))

    def matching(self, expression: str, name: str = "claims") -> Condition:
        """The condition that full text search finds a row.

        Args:
            expression: what it is asked for.
            name: ``claims`` or ``reports``.

        """
        key = claims.c.key if name == "claims" else reports.c.key
        return key.in_(self.rowids(expression, name))

    def rowids(self, expression: str, name: str = "claims") -> Select[tuple[int]]:
        """The keys of the rows that full text search finds."""
        if self._sqlite:
            found = table(f"{name}_search", column("rowid"), column(f"{name}_search"))
            return select(found.c.rowid).where(found.c[f"{name}_search"].op("MATCH")(expression))
        searched = table(name, column("key"), column("search"))
        return select(searched.c.key).where(searched.c.search.op("@@")(func.to_tsquery("reportedly", expression)))

    def _all(self, parts: Sequence[Node]) -> Condition:
        """All parts; words are asked for at once, and what is said of figures is said of one figure."""
        words = [part for part in parts if self.expression(part) is not None]
        counted = [part for part in parts if isinstance(part, Filter) and part.field in _FIGURE_FIELDS]
        rest = [part for part in parts if part not in words and part not in counted]
        conditions = [self.of(part) for part in rest]
        if words:
            conditions.append(self.matching(cast("str", self.expression(All(tuple(words))))))
        if counted:
            conditions.append(self._figures(counted))
        return and_(true(), *conditions)

    def _filter(self, one: Filter) -> Condition:
        if one.field in _FIGURE_FIELDS:
            return self._figures([one])
        make: Callable[[Filter], Condition] = getattr(self, f"_{one.field}_is")
        return make(one)

    # Who

    def _from_is(self, one: Filter) -> Condition:
        name = _text(one)
        if not _exact(one) and name in KINDS:
            return claims.c.kind == name
        if entity := self._entity(one):
            return claims.c.entity == entity
        known = self._entities_named(name)
        described = claims.c.key.in_(self._field(one, "said_by"))
        nameless = select(claims.c.key).where(claims.c.entity.is_(None), described)
        by_key = select(claims.c.key).where(claims.c.entity.in_(known)).union_all(nameless) if known else nameless
        return claims.c.key.in_(by_key)

    def _kind_is(self, one: Filter) -> Condition:
        return claims.c.kind == _text(one)

    def _about_is(self, one: Filter) -> Condition:
        entity = self._entity(one)
        known = [entity] if entity else self._entities_named(_text(one))
        if not known:
            return false()
        named = select(mentions.c.claim).join(appearances, appearances.c.key == mentions.c.appearance)
        return claims.c.key.in_(named.where(appearances.c.entity.in_(known), mentions.c.claim.is_not(None)))

    def _via_is(self, one: Filter) -> Condition:
        if entity := self._entity(one):
            seen = select(appearances.c.key).where(appearances.c.entity == entity)
            return claims.c.key.in_(select(via.c.claim).where(via.c.appearance.in_(seen)))
        return claims.c.key.in_(select(via.c.claim).where(via.c.name.in_(self._outlets_named(_text(one)))))

    def _outlet_is(self, one: Filter) -> Condition:
        return claims.c.publisher.in_(self._outlets_named(_text(one)))

    def _entity(self, one: Filter) -> int | None:
        found = None if _exact(one) else _ENTITY.fullmatch(_text(one))
        return root_of(self._connection, int(found[1])) if found else None

    def _entities_named(self, name: str) -> list[int]:
        """The entities that go by a name: by just that, if it is a full one and anybody does, else by one like it."""
        words = list(dict.fromkeys(search_words(name)))
        if not words:
            return []
        # The longest word is likely the rarest.
        words.sort(key=len, reverse=True)
        query = select(entity_words.c.entity).where(entity_words.c.word == words[0])
        for word in words[1:]:
            query = query.where(
                entity_words.c.entity.in_(select(entity_words.c.entity).where(entity_words.c.word == word))
            )
        named = select(entity_names.c.entity, entity_names.c.name).where(entity_names.c.entity.in_(query))
        asked, found, exact = matching.folded(name).split(), set[int](), set[int]()
        for entity, one in self._connection.execute(named.limit(_MOST_NAMES)).all():
            its = matching.folded(one).split()
            if its == asked:
                exact.add(entity)
            # In longer ones somebody else is named too: "Clinton supporters against Trump".
            if set(asked) <= set(its) and len(its) <= len(asked) + _FURTHER_WORDS:
                found.add(entity)
        if len(asked) > 1 and exact:
            found = exact
        return sorted({root_of(self._connection, entity) for entity in found})

    def _outlets_named(self, name: str) -> list[str]:
        words = matching.folded(name) or name.casefold()
        found = select(outlets.c.name).where(func.instr(literal(" ") + outlets.c.folded + " ", f" {words} ") > 0)
        if not self._sqlite:
            found = select(outlets.c.name).where(func.strpos(literal(" ") + outlets.c.folded + " ", f" {words} ") > 0)
        return list(self._connection.execute(found.limit(_MOST_NAMES)).scalars())

    # How

    def _form_is(self, one: Filter) -> Condition:
        return claims.c.form == _text(one)

    def _certainty_is(self, one: Filter) -> Condition:
        return claims.c.certainty == _text(one)

    def _confidence_is(self, one: Filter) -> Condition:
        return _within(claims.c.confidence, cast("Range", one.value))

    def _ground_is(self, one: Filter) -> Condition:
        return claims.c.key.in_(self._field(one, "ground"))

    def _cue_is(self, one: Filter) -> Condition:
        return claims.c.key.in_(self._field(one, "cue"))

    def _field(self, one: Filter, *fields: str) -> Select[tuple[int]]:
        """The keys of claims with some words in some columns."""
        words = Words(_text(one), phrase=True)
        asked = search.fts5(words, fields) if self._sqlite else search.tsquery(words, fields)
        if asked is None:
            return select(claims.c.key).where(false())
        found = self.rowids(asked)
        if not self._sqlite and fields in (("ground",), ("cue",), ("source",)):
            # These share a weight.
            terms = func.to_tsquery("reportedly", search.tsquery(words))
            again = func.to_tsvector("reportedly", func.reportedly_folded(literal_column(f"claims.{fields[0]}"))).op(
                "@@"
            )(terms)
            found = found.where(again)
        return found

    # Where and when

    def _place_is(self, one: Filter) -> Condition:
        name = _text(one)
        if not _exact(one) and re.fullmatch(r"g\d+", name):
            return claims.c.key.in_(select(places.c.claim).where(places.c.gazetteer_id == name[1:]))
        known = self._places_named(name)
        ids, names = [row.gazetteer_id for row in known], {row.name for row in known} | {name, name.title()}
        by_name = select(places.c.claim).where(places.c.name.in_(sorted(names)))
        by_id = select(places.c.claim).where(places.c.gazetteer_id.in_(ids))
        return claims.c.key.in_(by_id.union_all(by_name) if ids else by_name)

    def _country_is(self, one: Filter) -> Condition:
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
                return false()
            code = str(found)
        return claims.c.key.in_(select(places.c.claim).where(places.c.country == code, places.c.claim.is_not(None)))

    def _near_is(self, one: Filter) -> Condition:
        near = cast("Near", one.value)
        if near.place is not None:
            centre = self._centre(near.place)
            if centre is None:
                return false()
        else:
            centre = (cast("float", near.latitude), cast("float", near.longitude))
        around = sorted(self._around(centre, near.km))
        return claims.c.key.in_(select(places.c.claim).where(places.c.gazetteer_id.in_(around)))

    def _centre(self, name: str) -> tuple[float, float] | None:
        """The place of that name which the reports of the library name most often."""
        query = (
            select(gazetteer.c.latitude, gazetteer.c.longitude)
            .join(places, places.c.gazetteer_id == gazetteer.c.gazetteer_id)
            .where(gazetteer.c.folded == matching.folded(name), gazetteer.c.latitude.is_not(None))
            .group_by(gazetteer.c.gazetteer_id, gazetteer.c.latitude, gazetteer.c.longitude)
            .order_by(func.count().desc(), gazetteer.c.gazetteer_id)
        )
        found = self._connection.execute(query.limit(1)).first()
        return (found[0], found[1]) if found else None

    def _around(self, centre: tuple[float, float], km: float) -> Iterator[str]:
        north = math.degrees(km / _EARTH_KM)
        here = gazetteer.c
        query = select(here.gazetteer_id, here.latitude, here.longitude)
        query = query.where(here.latitude.between(centre[0] - north, centre[0] + north))
        for known, latitude, longitude in self._connection.execute(query).all():
            if _apart(centre, (latitude, longitude)) <= km:
                yield known

    def _places_named(self, name: str) -> Sequence[Any]:
        query = select(gazetteer.c.gazetteer_id, gazetteer.c.name).where(gazetteer.c.folded == matching.folded(name))
        return self._connection.execute(query.limit(_MOST_NAMES)).all()

    def _published_is(self, one: Filter) -> Condition:
        asked = cast("Days", one.value)
        conditions: list[Condition] = [claims.c.published.is_not(None)]
        if asked.earliest is not None:
            conditions.append(claims.c.published >= asked.earliest)
        if asked.latest is not None:
            conditions.append(claims.c.published <= asked.latest)
        return and_(*conditions)

    def _when_is(self, one: Filter) -> Condition:
        asked = cast("Days", one.value)
        query = select(days.c.claim).where(days.c.claim.is_not(None))
        if asked.earliest is not None:
            query = query.where(func.coalesce(days.c.latest, days.c.earliest) >= asked.earliest)
        if asked.latest is not None:
            query = query.where(days.c.earliest <= asked.latest)
        return claims.c.key.in_(query)

    # How many

    def _figures(self, asked: Sequence[Filter]) -> Condition:
        """The claims with one figure that is all of what is asked for."""
        query = select(figures.c.claim).where(figures.c.claim.is_not(None))
        for one in asked:
            match one.field, one.value:
                case "figure", Range() as numbers:
                    any_end = (_within(figures.c[name], numbers) for name in ("value", "low", "high"))
                    query = query.where(or_(*any_end))
                case "unit", Text(text=unit):
                    query = query.where(figures.c.unit.in_(_units(unit)))
                case _, Text(text=words):
                    for word in search.words_of(words):
                        query = query.where(func.lower(figures.c.counts).like(f"%{_stem(word)}%"))
        found = claims.c.key.in_(query)
        counts = [one for one in asked if one.field == "counts"]
        return and_(found, *(claims.c.key.in_(self._field(one, "counted")) for one in counts))

    # Which report, which claim

    def _report_is(self, one: Filter) -> Condition:
        name = _text(one)
        if found := _REPORT.fullmatch(name):
            return claims.c.report == int(found[1])
        if _DIGEST.fullmatch(name.lower()):
            return claims.c.report.in_(select(reports.c.key).where(reports.c.id.startswith(name.lower())))
        return claims.c.report.in_(select(reports.c.key).where(reports.c.address == name))

    def _headline_is(self, one: Filter) -> Condition:
        words = Words(_text(one), phrase=True)
        asked = search.fts5(words, ("headline",)) if self._sqlite else search.tsquery(words, ("headline",))
        return claims.c.report.in_(self.rowids(asked, "reports")) if asked else false()

    def _claim_is(self, one: Filter) -> Condition:
        found = _CLAIM.fullmatch(_text(one))
        return claims.c.key == int(found[1]) if found else false()

    def _language_is(self, one: Filter) -> Condition:
        code = _text(one).lower()
        known = func.lower(reports.c.language)
        return claims.c.report.in_(select(reports.c.key).where(or_(known == code, known.startswith(f"{code}-"))))

    def _version_is(self, one: Filter) -> Condition:
        return true() if _text(one) == "all" else claims.c.latest == 1

    def _judged_is(self, one: Filter) -> Condition:
        verdict = _text(one)
        judged = select(judgements.c.claim).where(judgements.c.undone.is_(None), judgements.c.claim.is_not(None))
        if verdict == "none":
            return claims.c.key.not_in(judged)
        return claims.c.key.in_(judged.where(judgements.c.verdict == verdict))


def asks_for_all_versions(node: Node) -> bool:
    """Whether a query names the versions that it wants, which are otherwise the latest."""
    match node:
        case Filter(field="version"):
            return True
        case All(of=parts) | Any_(of=parts):
            return any(map(asks_for_all_versions, parts))
        case Not(of=part):
            return asks_for_all_versions(part)
        case _:
            return False


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


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points in degrees, on a sphere (the haversine formula)."""
    (north, east), (north2, east2) = (tuple(map(math.radians, point)) for point in (one, other))
    half = math.sin((north2 - north) / 2) ** 2 + math.cos(north) * math.cos(north2) * math.sin((east2 - east) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))

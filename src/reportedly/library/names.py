"""Names in a library in which a word begins as somebody writes, those that most claims have first."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, distinct, func, not_, or_, select

from reportedly.library import matching
from reportedly.library.filters import REJECTED
from reportedly.library.identities import search_words
from reportedly.library.query.tree import Field
from reportedly.library.speakers import begins, called
from reportedly.library.tables import (
    claims,
    entities,
    figures,
    gazetteer,
    judgements,
    mentions,
    outlets,
    places,
    reports,
    via,
)

MOST_NAMES = 12
"""Names that are looked up for one beginning."""

_MOST_LOOKED_AT = 50
"""Sources of which those are picked that are called by what is written."""

_DAY = re.compile(r"\d{0,4}(-\d{0,2})?")


class Name(NamedTuple):
    """A name, or another value of a field.

    Attributes:
        text: what a query asks for it by.
        label: as people read it.
        help: what it is.
        claims: how many claims have it, if that was counted.
        coded: whether the text is a code, which stands without quotation marks.

    """

    text: str
    label: str
    help: str
    claims: int | None = None
    coded: bool = False


class Names:
    """Looks names up.

    Args:
        connection: to the library.

    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, field: Field, typed: str) -> tuple[Name, ...]:
        """The names that a field may have, up to ``MOST_NAMES``.

        Args:
            field: which.
            typed: how a word in them begins; empty for those that most claims have.

        """
        look: Callable[[str], list[Name]] | None = getattr(self, f"_{field}", None)
        return tuple(look(typed)) if look else ()

    def _from(self, typed: str) -> list[Name]:
        query = select(claims.c.entity, func.count().label("many"))
        query = query.with_hint(claims, "INDEXED BY claims_by_entity", "sqlite")
        query = query.where(claims.c.latest == 1, not_(REJECTED), claims.c.entity.is_not(None))
        return self._entities(query, claims.c.entity, typed, "a source")

    def _about(self, typed: str) -> list[Name]:
        if not search_words(typed):
            return []
        query = select(mentions.c.entity, func.count(distinct(mentions.c.claim)).label("many"))
        query = query.where(mentions.c.claim.is_not(None), _stands(mentions.c.claim))
        return self._entities(query, mentions.c.entity, typed, "named in claims")

    def _via(self, typed: str) -> list[Name]:
        query = select(via.c.name, func.count(distinct(via.c.claim)).label("many")).where(_stands(via.c.claim))
        return self._outlets(query, via.c.name, typed, "came through it")

    def _outlet(self, typed: str) -> list[Name]:
        query = select(claims.c.publisher, func.count().label("many")).where(_stands(claims.c.key))
        query = query.with_hint(claims, "INDEXED BY claims_by_publisher", "sqlite")
        return self._outlets(query, claims.c.publisher, typed, "an outlet")

    def _place(self, typed: str) -> list[Name]:
        return [
            Name(row.name, ", ".join(filter(None, (row.name, row.country))), "a place", row.many)
            for row in self._places(typed)
        ]

    def _near(self, typed: str) -> list[Name]:
        return [
            Name(row.name, f"within 50 km of {row.name}", ", ".join(filter(None, ("a place", row.country))))
            for row in self._places(typed)
        ]

    def _country(self, typed: str) -> list[Name]:
        query = select(places.c.country, func.count(distinct(places.c.claim)).label("many"))
        query = query.where(places.c.claim.is_not(None), _stands(places.c.claim), places.c.country.is_not(None))
        rows = self._most(
            query.where(func.lower(places.c.country).startswith(typed, autoescape=True)), places.c.country
        )
        return [Name(row.country, row.country, "a country, by its code", row.many) for row in rows]

    def _published(self, typed: str) -> list[Name]:
        """Years, or the months of one, in which reports were published; the newest first."""
        if not _DAY.fullmatch(typed):
            return []
        shown = func.substr(reports.c.published_earliest, 1, 4 if len(typed) < len("2019") else 7).label("day")
        query = select(shown).where(reports.c.published_earliest.is_not(None), reports.c.latest == 1)
        if typed:
            query = query.where(begins(reports.c.published_earliest, typed))
        rows = self._connection.execute(query.distinct().order_by(shown.desc()).limit(MOST_NAMES)).scalars()
        return [Name(day, day, "when reports were published", coded=True) for day in rows]

    _when = _published

    def _unit(self, typed: str) -> list[Name]:
        query = select(figures.c.unit, func.count(distinct(figures.c.claim)).label("many"))
        query = query.where(figures.c.claim.is_not(None), _stands(figures.c.claim), figures.c.unit.is_not(None))
        rows = self._most(query.where(func.lower(figures.c.unit).startswith(typed, autoescape=True)), figures.c.unit)
        return [Name(row.unit, row.unit, "a unit") for row in rows]

    def _counts(self, typed: str) -> list[Name]:
        query = select(figures.c.thing, func.count().label("many")).where(figures.c.thing.is_not(None))
        if typed := matching.folded(typed):
            query = query.where(begins(figures.c.thing, typed))
        return [Name(row.thing, row.thing, "what figures count") for row in self._most(query, figures.c.thing)]

    def _language(self, typed: str) -> list[Name]:
        known = func.lower(func.substr(reports.c.language, 1, 2)).label("code")
        query = select(known, func.count().label("many")).where(reports.c.language.is_not(None))
        rows = self._most(query.where(known.startswith(typed, autoescape=True)), known)
        return [Name(row.code, row.code, "a language", coded=True) for row in rows]

    def _entities(self, query: Select[Any], column: Column[Any], typed: str, what: str) -> list[Name]:
        words = search_words(typed)
        if typed and not words:
            return []
        for word in words:
            query = query.where(column.in_(called(word)))
        counted = self._most_of(query, column, _MOST_LOOKED_AT).subquery("counted")
        rows = self._connection.execute(
            select(entities.c.name, entities.c.kind, entities.c.role, counted.c.many)
            .join(counted, counted.c.entity == entities.c.key)
            .order_by(counted.c.many.desc(), entities.c.key)
        ).all()
        found = [Name(row.name, row.name, row.role or f"{what}: {row.kind}", row.many) for row in rows]
        # Some have the word only in another name that they go by: those come last.
        found.sort(key=lambda name: not all(f" {word}" in f" {matching.folded(name.text)}" for word in words))
        return found[:MOST_NAMES]

    def _outlets(self, query: Select[Any], column: Column[Any], typed: str, what: str) -> list[Name]:
        query = query.where(column.is_not(None))
        if typed:
            folded = matching.folded(typed)
            if not folded:
                return []
            query = query.where(column.in_(select(outlets.c.name).where(_has(outlets.c.folded, folded))))
        return [Name(row[0], row[0], what, row.many) for row in self._most(query, column)]

    def _places(self, typed: str) -> list[Any]:
        query = select(places.c.gazetteer_id, func.count(distinct(places.c.claim)).label("many"))
        query = query.where(places.c.claim.is_not(None), _stands(places.c.claim), places.c.gazetteer_id.is_not(None))
        if typed:
            folded = matching.folded(typed)
            if not folded:
                return []
            named = select(gazetteer.c.gazetteer_id).where(_has(gazetteer.c.folded, folded))
            query = query.where(places.c.gazetteer_id.in_(named))
        counted = self._most_of(query, places.c.gazetteer_id).subquery("counted")
        return list(
            self._connection.execute(
                select(gazetteer.c.name, gazetteer.c.country, counted.c.many)
                .join(counted, counted.c.gazetteer_id == gazetteer.c.gazetteer_id)
                .order_by(counted.c.many.desc(), gazetteer.c.gazetteer_id)
            ).all()
        )

    def _most(self, query: Select[Any], column: ColumnElement[Any]) -> list[Any]:
        return list(self._connection.execute(self._most_of(query, column)).all())

    @staticmethod
    def _most_of(query: Select[Any], column: ColumnElement[Any], most: int = MOST_NAMES) -> Select[Any]:
        many = query.selected_columns.many
        return query.group_by(column).order_by(many.desc(), column).limit(most)


def _has(column: Column[str], typed: str) -> ColumnElement[bool]:
    """Whether a word in a folded name begins so."""
    return or_(column.startswith(typed), column.like(f"% {typed}%"))


def _stands(claim: Column[Any]) -> ColumnElement[bool]:
    """Whether a claim is in the latest version of its report and was not rejected; the few others are listed."""
    old = select(claims.c.key).where(claims.c.latest == 0)
    wrong = select(judgements.c.claim).where(
        judgements.c.verdict == "rejected", judgements.c.undone.is_(None), judgements.c.claim.is_not(None)
    )
    return and_(claim.not_in(old), claim.not_in(wrong))

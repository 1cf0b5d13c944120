"""Whose word there is in a library, and what of each is known: statements only, nothing that rates a person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct
from sqlalchemy import Column, ColumnElement, CompoundSelect, Connection, and_, func, not_, select, union

from reportedly.library import matching
from reportedly.library.arrays import rows_of
from reportedly.library.asking import period, written
from reportedly.library.filters import REJECTED
from reportedly.library.identities import search_words
from reportedly.library.openings import OPENING, opening
from reportedly.library.query.tree import Field, Filter, Text, Value
from reportedly.library.showing import EntityShown, entities_shown, entity_shown
from reportedly.library.tables import appearances, claims, entities, entity_words, reports, via
from reportedly.model import EntityKind

MOST_REPORTS = 100
"""Reports of a source that are listed; ``find`` has all."""


class Counted(Struct, frozen=True, kw_only=True):
    """One value that the claims of a source have.

    Attributes:
        value: as a query has it.
        name: as people read it.
        claims: how many of the source's claims have it.
        query: what finds these.

    """

    value: str
    name: str
    claims: int
    query: str


class SpeakerShown(Struct, frozen=True, kw_only=True):
    """A source over all reports, the latest version of each; the most claims first, and months newest first.

    Attributes:
        entity: who it is.
        outlets: whose reports have its claims.
        through: the intermediaries that they came through.
        months: when these reports were published.
        kinds: as what kind of source it is cited.
        certainty: how surely the reports give them.
        reports: those with the most of them, up to ``MOST_REPORTS``.

    """

    entity: EntityShown
    outlets: tuple[Counted, ...]
    through: tuple[Counted, ...]
    months: tuple[Counted, ...]
    kinds: tuple[Counted, ...]
    certainty: tuple[Counted, ...]
    reports: tuple[Counted, ...]


class _Row(NamedTuple):
    """What a source's claim is counted by."""

    report: int
    publisher: str | None
    published: str | None
    kind: str | None
    certainty: str


def speakers(
    connection: Connection, words: str, *, kind: EntityKind | None = None, page: int, size: int
) -> tuple[EntityShown, ...]:
    """The sources with a name, those with the most claims first.

    Args:
        connection: to the library.
        words: with which words in their names begin, all of them.
        kind: of what kind they are; ``None`` for all.
        page: which page, from 1.
        size: sources on a page.

    """
    query = select(claims.c.entity).with_hint(claims, "INDEXED BY claims_by_entity", "sqlite")
    query = query.where(claims.c.latest == 1, not_(REJECTED), claims.c.entity.is_not(None))
    for word in search_words(words):
        query = query.where(claims.c.entity.in_(called(word)))
    if kind is not None:
        query = query.where(claims.c.entity.in_(select(entities.c.key).where(entities.c.kind == kind)))
    query = query.group_by(claims.c.entity).order_by(func.count().desc(), claims.c.entity)
    keys = connection.execute(query.limit(size).offset((page - 1) * size)).scalars()
    return entities_shown(connection, [key for key in keys if key is not None])


def called(word: str) -> CompoundSelect[int]:
    """The entities in whose names a word begins so; those that were merged into others are these.

    Args:
        word: its beginning, as ``search_words`` gives it.

    """
    having = select(entity_words.c.entity).where(begins(entity_words.c.word, word))
    merged = select(appearances.c.entity).where(
        appearances.c.assigned.in_(having),
        appearances.c.entity.is_not(None),
        appearances.c.entity != appearances.c.assigned,
    )
    return union(having, merged)


def begins(column: Column[str], word: str) -> ColumnElement[bool]:
    """Whether a text begins with a word, by an index of it."""
    return and_(column >= word, column < f"{word}\U0010ffff")


def speaker(connection: Connection, entity: int) -> SpeakerShown:
    """What is known of a source.

    Args:
        connection: to the library.
        entity: its key, a root.

    """
    asked = Filter("from", Text(f"e{entity}"))
    where = (claims.c.entity == entity, claims.c.latest == 1, not_(REJECTED))
    columns = (claims.c.report, claims.c.publisher, claims.c.published, claims.c.kind, claims.c.certainty)
    rows = [_Row(*row) for row in rows_of(connection, select(*columns).where(*where))]
    steps = select(via.c.claim, via.c.name).join(claims, claims.c.key == via.c.claim).where(*where).distinct()
    through = [(claim, name) for claim, name in rows_of(connection, steps)]
    by_report = Counter(row.report for row in rows)
    day = {row.report: row.published or "" for row in rows}
    listed = sorted(sorted(by_report, key=lambda key: (day[key], key), reverse=True), key=lambda key: -by_report[key])
    listed = listed[:MOST_REPORTS]
    titled = select(reports.c.key, reports.c.headline, OPENING).where(reports.c.key.in_(listed))
    titles = {row.key: row.headline or opening(row.opening) or f"r{row.key}" for row in connection.execute(titled)}
    months = Counter(row.published[:7] for row in rows if row.published)
    return SpeakerShown(
        entity=entity_shown(connection, entity),
        outlets=_names(asked, "outlet", [(number, row.publisher) for number, row in enumerate(rows)]),
        through=_names(asked, "via", through),
        months=_counted(asked, "published", [(name, name, months[name]) for name in sorted(months, reverse=True)]),
        kinds=_counted(asked, "kind", _ordered(row.kind for row in rows)),
        certainty=_counted(asked, "certainty", _ordered(row.certainty for row in rows)),
        reports=_counted(asked, "report", [(f"r{key}", titles[key], by_report[key]) for key in listed]),
    )


def _ordered(values: Iterable[str | None]) -> list[tuple[str, str, int]]:
    counts = Counter(value for value in values if value)
    return [(value, value, counts[value]) for value in sorted(counts, key=lambda value: (-counts[value], value))]


def _names(asked: Filter, field: Field, of_claims: Iterable[tuple[int, str | None]]) -> tuple[Counted, ...]:
    """Outlets, or others that claims came through, each once however it is spelt."""
    having: dict[str, set[int]] = defaultdict(set)
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    for claim, name in of_claims:
        if name and (folded := matching.folded(name)):
            having[folded].add(claim)
            spelt[folded][name] += 1
    names = {folded: min(some, key=lambda name: (-some[name], name)) for folded, some in spelt.items()}
    order = sorted(names, key=lambda folded: (-len(having[folded]), folded))
    return _counted(asked, field, [(names[folded], names[folded], len(having[folded])) for folded in order])


def _counted(asked: Filter, field: Field, values: Iterable[tuple[str, str, int]]) -> tuple[Counted, ...]:
    found = []
    for value, name, many in values:
        what: Value = period(value) if field == "published" else Text(value, exact=field in ("outlet", "via"))
        query = written((asked, Filter(field, what)))
        if query is not None:
            found.append(Counted(value=value, name=name, claims=many, query=query))
    return tuple(found)

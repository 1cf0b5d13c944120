"""Who is who over all reports: each entity with a name gets the one it is in the whole library.

``appearances.assigned`` is what the rules of ``matching`` say, or a person's split; ``appearances.entity`` is that with
people's merges followed, and is what everything else looks at. So a merge can be undone however much was added since.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from reportedly.library import matching
from reportedly.library.bulk import cut, put
from reportedly.library.matching import Described
from reportedly.library.rows import Row, is_named
from reportedly.library.tables import (
    appearances,
    claims,
    counters,
    entities,
    entity_facts,
    entity_keys,
    entity_names,
    entity_words,
    mentions,
    pins,
)
from reportedly.model import Entity, EntityKind, Reading

_T = TypeVar("_T")

_OF_ENTITIES = (entity_names, entity_facts, entity_words, entity_keys)

_MOST_REMEMBERED = 50_000
"""Keys whose entities stay in memory between reports."""

_MOST_TITLES = 500
"""Ways in which reports name one entity that are looked at for the best."""

_FEWEST_TO_TITLE = 4
"""Reports before which the first one's name stands."""

_MOST_DESCRIBED = 50
"""Reports whose roles and companies of one entity are looked at: enough to tell two apart, few enough to be quick."""


class Identities:
    """The entities of a library, as a writer needs them: looked up by matching key, made where nobody matches.

    Args:
        new_key: gives the next key of an entity.

    """

    def __init__(self, new_key: Callable[[], int]) -> None:
        self._new_key = new_key
        self._by_key: dict[str, list[int]] = {}
        self._described: dict[int, Described] = {}
        self._written: dict[str, list[Row]] = {table.name: [] for table in (entities, *_OF_ENTITIES)}
        self._reports: dict[int, int] = {}
        self._news: set[int] = set()
        self._to_title: set[int] = set()
        self._named: dict[int, dict[str, tuple[Described, tuple[str, ...]]]] = {}

    def forget(self) -> None:
        """Look everything up anew: another writer or a person has changed it, or it was not kept in the end."""
        self._by_key.clear()
        self._described.clear()
        self._reports.clear()
        self._news.clear()
        self._to_title.clear()
        for written in self._written.values():
            written.clear()

    def look_up(self, connection: Connection, readings: Iterable[Reading]) -> None:
        """Get ready for some reports at once, which is quicker than one by one."""
        # There may be two readings of one report.
        self._named = {id(reading): _named(reading) for reading in readings}
        self._look_up(connection, {key for some in self._named.values() for _, keys in some.values() for key in keys})

    def know(self, connection: Connection, some: Iterable[int]) -> None:
        """Get ready for entities that are given to ``assign``."""
        unknown = sorted(set(some) - self._described.keys())
        self._described.update(describe(connection, unknown))

    def assign(self, reading: Reading, before: Mapping[tuple[str, str], int] | None = None) -> dict[str, int | None]:
        """Say who each entity of a report is.

        Args:
            reading: the report's, one of those looked up last.
            before: for a report that is read again, whom its entities stay, by what ``known_as`` says of them.

        Returns:
            By the id of the entity in the Reading, its key in ``entities``; ``None`` for those without a name.

        """
        answers: dict[str, int | None] = dict.fromkeys((entity.id for entity in reading.entities), None)
        for local, (one, keys) in self._named[id(reading)].items():
            kept = before.get(known_as(one.kind, one.name)) if before else None
            if kept is None:
                answers[local] = self._assign(one, keys)
            else:
                self._learn(kept, one, keys)
                answers[local] = kept
        return answers

    def flush(self, connection: Connection) -> None:
        """Write what was made since the last time."""
        put(connection, entities, self._written["entities"])
        for table in _OF_ENTITIES:
            put(connection, table, self._written[table.name], or_ignore=True)
        for written in self._written.values():
            written.clear()

    def title(self, connection: Connection) -> None:
        """Call entities what most of their reports call them, once those that were assigned are written."""
        for entity in sorted(self._to_title):
            title = best_title(connection, entity)
            if title is None:
                continue
            known = self._described[entity]
            others = tuple(dict.fromkeys(other for other in (known.name, *known.aliases) if other != title.name))
            self._described[entity] = known._replace(kind=title.kind, name=title.name, aliases=others)
            connection.execute(update(entities).where(entities.c.key == entity).values(**title._asdict()))
        self._to_title.clear()

    def _look_up(self, connection: Connection, keys: set[str]) -> None:
        if len(self._by_key) > _MOST_REMEMBERED:
            self.forget()
        missing = sorted(keys - self._by_key.keys())
        if not missing:
            return
        for key in missing:
            self._by_key[key] = []
        found: set[int] = set()
        for part in _parts(missing):
            query = select(entity_keys).where(entity_keys.c.match_key.in_(part))
            for key, entity in connection.execute(query.order_by(entity_keys.c.entity)).all():
                self._by_key[key].append(entity)
                found.add(entity)
        unknown = sorted(found - self._described.keys())
        self._described.update(describe(connection, unknown))
        for some in _parts(unknown):
            counted = select(appearances.c.assigned, func.count()).where(appearances.c.assigned.in_(some))
            self._reports.update(dict(connection.execute(counted.group_by(appearances.c.assigned)).all()))

    def _assign(self, one: Described, keys: Sequence[str]) -> int:
        candidates = dict.fromkeys(entity for key in keys for entity in self._by_key[key])
        fitting = [entity for entity in candidates if matching.same(one, self._described[entity])]
        if fitting:
            entity = max(fitting, key=lambda entity: (matching.likeness(one, self._described[entity]), -entity))
            self._learn(entity, one, keys)
        else:
            entity = self._new_key()
            role, company = first(one.roles), first(one.affiliations)
            self._written["entities"].append((entity, one.kind, one.name, role, company, None))
            self._described[entity] = Described(one.kind, one.name, (), one.roles, one.affiliations)
            self._name(entity, (one.name, *one.aliases), keys)
            self._note(entity, one)
        reports = self._reports[entity] = self._reports.get(entity, 0) + 1
        if reports >= _FEWEST_TO_TITLE and reports & (reports - 1) == 0 and entity in self._news:
            # Each time that twice as many reports name somebody, what to call them may be better known.
            self._news.discard(entity)
            self._to_title.add(entity)
        return entity

    def _learn(self, entity: int, one: Described, keys: Sequence[str]) -> None:
        """Add to an entity what another report says of it."""
        known = self._described[entity]
        names = {known.name, *known.aliases}
        new_names = [name for name in (one.name, *one.aliases) if name not in names]
        roles = _added(known.roles, one.roles)
        companies = _added(known.affiliations, one.affiliations)
        new_keys = [key for key in keys if entity not in self._by_key[key]]
        if new_names or new_keys or roles != known.roles or companies != known.affiliations:
            self._news.add(entity)
            self._described[entity] = known._replace(roles=roles, affiliations=companies)
            self._name(entity, new_names, new_keys)
            if roles != known.roles or companies != known.affiliations:
                self._note(entity, one)

    def _note(self, entity: int, one: Described) -> None:
        if one.roles or one.affiliations:
            self._written["entity_facts"].append((entity, first(one.roles) or "", first(one.affiliations) or ""))

    def _name(self, entity: int, names: Iterable[str], keys: Iterable[str]) -> None:
        for name in names:
            self._written["entity_names"].append((entity, name))
            words = dict.fromkeys(search_words(name))
            self._written["entity_words"].extend((word, entity) for word in words)
        for key in keys:
            self._written["entity_keys"].append((key, entity))
            self._by_key.setdefault(key, []).append(entity)
        known = self._described[entity]
        self._described[entity] = known._replace(aliases=tuple(dict.fromkeys((*known.aliases, *names))))


def _named(reading: Reading) -> dict[str, tuple[Described, tuple[str, ...]]]:
    """Those entities of a report that have a name, by their ids, and the keys that they match by."""
    some = {entity.id: described(entity) for entity in reading.entities if is_named(entity)}
    return {local: (one, _keys(one)) for local, one in some.items()}


@lru_cache(16_384)
def _keys(one: Described) -> tuple[str, ...]:
    return matching.keys(one)


def search_words(name: str) -> list[str]:
    """The words that a name is found by."""
    return [cut(word) for word in matching.folded(name).split() or name.casefold().split()]


def described(entity: Entity) -> Described:
    """What one report says of somebody."""
    return Described(
        entity.kind,
        entity.name,
        entity.aliases,
        (entity.role,) if entity.role else (),
        (entity.affiliation,) if entity.affiliation else (),
    )


def describe(connection: Connection, keys: Sequence[int]) -> dict[int, Described]:
    """What all reports say of some entities, by their keys."""
    found: dict[int, Described] = {}
    for some in _parts(keys):
        names: dict[int, list[str]] = {}
        facts: dict[int, list[tuple[str, str]]] = {}
        for entity, name in connection.execute(select(entity_names).where(entity_names.c.entity.in_(some))):
            names.setdefault(entity, []).append(name)
        for entity, role, company in connection.execute(select(entity_facts).where(entity_facts.c.entity.in_(some))):
            facts.setdefault(entity, []).append((role, company))
        named = select(entities.c.key, entities.c.kind, entities.c.name).where(entities.c.key.in_(some))
        for entity, kind, name in connection.execute(named):
            roles = tuple(dict.fromkeys(role for role, _ in facts.get(entity, ()) if role))
            companies = tuple(dict.fromkeys(company for _, company in facts.get(entity, ()) if company))
            others = tuple(other for other in names.get(entity, ()) if other != name)
            found[entity] = Described(kind, name, others, roles, companies)
    return found


def known_as(kind: str, name: str) -> tuple[str, str]:
    """What the same entity has in common in two readings; readers take bodies of one kind for those of another."""
    return "body" if kind in ("organisation", "outlet", "group") else kind, matching.folded(name)


def _parts(keys: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Some keys at a time: a statement takes only so many."""
    return (keys[at : at + 500] for at in range(0, len(keys), 500))


class Title(NamedTuple):
    """What to call somebody."""

    kind: EntityKind
    name: str
    role: str | None
    affiliation: str | None


def best_title(connection: Connection, entity: int) -> Title | None:
    """What most reports call somebody, full names before surnames; none where no report does."""
    given = (appearances.c.kind, appearances.c.name, appearances.c.role, appearances.c.affiliation)
    query = select(*given, func.count()).where(appearances.c.assigned == entity).group_by(*given)
    rows = connection.execute(query.order_by(func.count().desc(), *given).limit(_MOST_TITLES)).all()
    if not rows:
        return None
    kinds: Counter[EntityKind] = Counter()
    names: Counter[str] = Counter()
    roles: Counter[tuple[str, str | None]] = Counter()
    for kind, name, role, affiliation, count in rows:
        kinds[kind] += count
        # A possessive or capitals are how a headline has it.
        odd = name.endswith(("'s", "’s")) or (name.isupper() and " " in name)
        names[name] += count * (1 if odd else 10 if " " in name else 3)
        if role:
            roles[role, affiliation] += count
    role, affiliation = max(roles, key=lambda one: (roles[one], one[1] is not None), default=(None, None))
    name = max(names, key=lambda name: (names[name], len(name)))
    return Title(kinds.most_common(1)[0][0], name, role, affiliation)


def first(texts: tuple[str, ...]) -> str | None:
    """The first of some texts, if there is one."""
    return texts[0] if texts else None


def _added(known: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return known if len(known) >= _MOST_DESCRIBED else tuple(dict.fromkeys((*known, *new)))


def root_of(connection: Connection, entity: int) -> int:
    """Follow people's merges from an entity to where they end."""
    seen = {entity}
    while True:
        into = connection.execute(select(entities.c.merged_into).where(entities.c.key == entity)).scalar()
        if into is None or into in seen:
            return entity
        entity = int(into)
        seen.add(entity)


def roots_of(connection: Connection, keys: Iterable[int]) -> dict[int, int]:
    """Follow people's merges to where they end, for those of some entities that were merged."""
    found: dict[int, int] = {}
    for some in _parts(sorted(keys)):
        merged = select(entities.c.key, entities.c.merged_into).where(
            entities.c.key.in_(some), entities.c.merged_into.is_not(None)
        )
        found.update((key, root_of(connection, into)) for key, into in connection.execute(merged).all())
    return found


def descendants(connection: Connection, entity: int) -> list[int]:
    """An entity and all that was merged into it, and into that."""
    found, left = [entity], [entity]
    while left:
        merged = select(entities.c.key).where(entities.c.merged_into.in_(left)).order_by(entities.c.key)
        left = [key for key in connection.execute(merged).scalars() if key not in found]
        found += left
    return found


def note_change(connection: Connection) -> None:
    """Let every writer know that what it remembers of the entities may hold no more."""
    done = connection.execute(update(counters).where(counters.c.name == "change").values(next=counters.c.next + 1))
    if not done.rowcount:
        connection.execute(insert(counters).values(name="change", next=2))


def spread(connection: Connection, entity: int, keys: Sequence[int]) -> None:
    """Make an entity the one that the appearances assigned to some entities, and their claims, belong to."""
    connection.execute(update(appearances).where(appearances.c.assigned.in_(keys)).values(entity=entity))
    belong(connection, entity, appearances.c.assigned.in_(keys))


def belong(connection: Connection, entity: int, which: ColumnElement[bool]) -> None:
    """Make claims and mentions of some appearances an entity's."""
    keys = select(appearances.c.key).where(which)
    where = select(appearances.c.report).where(which)
    for table in (claims, mentions):
        here = table.c.report.in_(where), table.c.appearance.in_(keys)
        connection.execute(update(table).where(*here).values(entity=entity))


def tidy(connection: Connection, keys: Iterable[int]) -> None:
    """Bring some entities in line with the reports after these have come to name others.

    Those that no report names any more and no person has decided about go; the others go by the names that reports
    still give them.
    """
    for some in _parts(sorted(set(keys))):
        used = (
            select(appearances.c.assigned).where(appearances.c.assigned.in_(some)),
            select(appearances.c.entity).where(appearances.c.entity.in_(some)),
            select(pins.c.entity).where(pins.c.entity.in_(some)),
            select(pins.c.instead).where(pins.c.instead.in_(some)),
            select(entities.c.merged_into).where(entities.c.merged_into.in_(some)),
            select(entities.c.key).where(entities.c.key.in_(some), entities.c.merged_into.is_not(None)),
        )
        kept = {key for query in used for key in connection.execute(query).scalars()}
        gone = [key for key in some if key not in kept]
        if gone:
            connection.execute(delete(entities).where(entities.c.key.in_(gone)))
        for entity in kept:
            _rename(connection, entity)


def _rename(connection: Connection, entity: int) -> None:
    given = select(appearances.c.name, appearances.c.aliases).where(appearances.c.assigned == entity).distinct()
    names = {
        cut(name)
        for own, aliases in connection.execute(given).all()
        for name in (own, *(aliases.split("; ") if aliases else ()))
    }
    if not names:
        return
    known = set(connection.execute(select(entity_names.c.name).where(entity_names.c.entity == entity)).scalars())
    words, of_known = ({word for name in some for word in search_words(name)} for some in (names, known))
    put(connection, entity_names, [(entity, name) for name in sorted(names - known)])
    put(connection, entity_words, [(word, entity) for word in sorted(words - of_known)], or_ignore=True)
    for table, text, gone in (
        (entity_names, entity_names.c.name, known - names),
        (entity_words, entity_words.c.word, of_known - words),
    ):
        for some in _parts(sorted(gone)):
            connection.execute(delete(table).where(table.c.entity == entity, text.in_(some)))
    called = connection.execute(select(entities.c.name).where(entities.c.key == entity)).scalar_one()
    title = None if called in names else best_title(connection, entity)
    if title is not None:
        connection.execute(update(entities).where(entities.c.key == entity).values(**title._asdict()))

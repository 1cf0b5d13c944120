"""One report, one entity, and lists, as people look at them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, func, not_, or_, select

from reportedly.library.changes import Change
from reportedly.library.correcting import corrected
from reportedly.library.filters import REJECTED
from reportedly.library.find import ReportHit, reports_by_key
from reportedly.library.identities import descendants, search_words
from reportedly.library.judging import Judgement, judgements_of
from reportedly.library.standing import said_of
from reportedly.library.tables import (
    appearances,
    arrivals,
    claims,
    entities,
    entity_names,
    entity_words,
    readings,
    refusals,
    reports,
)
from reportedly.library.tables import changes as changes_table
from reportedly.library.versions import unpacked_of
from reportedly.model import Reading


class Kept(Struct, frozen=True, kw_only=True):
    """A Reading as it is kept, with the keys that the library has for what is in it.

    Attributes:
        report: the key of the report.
        reading: the Reading as it stands: the reader's, with what people said of its claims.
        machine: the reader's own, whole and unaltered.
        claims: by the id of a claim in either, its key, also of those that people rejected.
        entities: by the id of an entity in the Reading, the key of whom it is in the whole library.

    """

    report: int
    reading: Reading
    machine: Reading
    claims: dict[str, int]
    entities: dict[str, int]


class Seen(Struct, frozen=True, kw_only=True):
    """Where the bytes of a report were added from."""

    name: str
    address: str | None
    added: str


class Shown(Struct, frozen=True, kw_only=True):
    """A report as people look at it.

    Attributes:
        kept: its Reading and keys.
        version: its number among its versions, from 1.
        versions: all versions of the report, oldest first, itself included.
        changes: what this version changed against the one before it.
        seen: where it was added from.
        judgements: what people say of its claims, in the order in which they said it, those taken back too.

    """

    kept: Kept
    version: int
    versions: tuple[ReportHit, ...]
    changes: tuple[Change, ...]
    seen: tuple[Seen, ...]
    judgements: tuple[Judgement, ...] = ()


class EntityShown(Struct, frozen=True, kw_only=True):
    """Somebody or something, over all reports.

    Attributes:
        entity: its key.
        kind: of entity.
        name: the fullest name.
        names: every name that it goes by.
        role: as a report gives it; so is ``affiliation``.
        reports: how many reports name it.
        claims: how many claims are its word.
        merged: the keys of entities that a person merged into it.

    """

    entity: int
    kind: str
    name: str
    names: tuple[str, ...]
    role: str | None
    affiliation: str | None
    reports: int
    claims: int
    merged: tuple[int, ...]


class KeptRefusal(Struct, frozen=True, kw_only=True):
    """Why something was left unread: a source, where ``report`` is ``None``, or a part of a report."""

    refusal: int
    report: int | None
    name: str
    stage: str
    code: str
    starts: int | None
    ends: int | None
    detail: str
    added: str


def kept(connection: Connection, key: int) -> Kept:
    """The Reading of a report, with its keys."""
    (one,) = kept_many(connection, [key])
    return one


def kept_many(connection: Connection, keys: Sequence[int]) -> Iterator[Kept]:
    """The Readings of some reports, in the order of their keys as given."""
    packed: dict[int, bytes] = dict(connection.execute(select(readings).where(readings.c.report.in_(keys))).all())
    of_claims: dict[int, dict[str, int]] = {}
    for report, local, key in connection.execute(
        select(claims.c.report, claims.c.local, claims.c.key).where(claims.c.report.in_(keys))
    ).all():
        of_claims.setdefault(report, {})[local] = key
    of_entities: dict[int, dict[str, int]] = {}
    named = select(appearances.c.report, appearances.c.local, appearances.c.entity)
    for report, local, entity in connection.execute(
        named.where(appearances.c.report.in_(keys), appearances.c.entity.is_not(None))
    ).all():
        of_entities.setdefault(report, {})[local] = entity
    said = said_of(connection, keys, of_claims)
    for key in keys:
        if key in packed:
            machine = unpacked_of(packed[key])
            yield Kept(
                report=key,
                reading=corrected(machine, said.get(key, ())),
                machine=machine,
                claims=of_claims.get(key, {}),
                entities=of_entities.get(key, {}),
            )


def only(one: Kept, claims: Collection[int]) -> Kept:
    """A Reading with none but some of its claims, by their keys; what they stood within, they stand in no more."""
    locals_ = {local for local, key in one.claims.items() if key in claims}
    return replace(one, reading=one.reading.only(locals_), claims={each: one.claims[each] for each in locals_})


def shown(connection: Connection, key: int) -> Shown:
    """A report with its versions, what it changed, and where it came from."""
    series, version = connection.execute(select(reports.c.series, reports.c.version).where(reports.c.key == key)).one()
    others = select(reports.c.key).where(reports.c.series == series).order_by(reports.c.version)
    told = select(changes_table.c.what, changes_table.c.before, changes_table.c.after)
    told = told.where(changes_table.c.report == key).order_by(changes_table.c.position)
    came = select(arrivals.c.name, arrivals.c.address, arrivals.c.added).where(arrivals.c.report == key)
    return Shown(
        kept=kept(connection, key),
        version=version,
        versions=reports_by_key(connection, list(connection.execute(others).scalars())),
        changes=tuple(Change(*row) for row in connection.execute(told).all()),
        seen=tuple(
            Seen(name=name, address=address, added=added)
            for name, address, added in connection.execute(came.order_by(arrivals.c.added, arrivals.c.name)).all()
        ),
        judgements=judgements_of(connection, key),
    )


def entity_shown(connection: Connection, key: int) -> EntityShown:
    """Somebody or something, over all reports."""
    (one,) = entities_shown(connection, [key])
    return one


def names_of(connection: Connection, keys: Collection[int]) -> dict[int, str]:
    """What entities are called, by their keys; merged ones by the names that they had of their own."""
    named = select(entities.c.key, entities.c.name).where(entities.c.key.in_(keys))
    found: dict[int, str] = dict(connection.execute(named).all())
    return found


def entities_named(connection: Connection, words: str, *, page: int, size: int) -> tuple[EntityShown, ...]:
    """The entities whose names have some words, or all, those named by the most reports first."""
    counted = func.count(func.distinct(appearances.c.report))
    query = select(appearances.c.entity).where(appearances.c.entity.is_not(None))
    wanted = search_words(words)
    for word in wanted:
        having = select(entity_words.c.entity).where(entity_words.c.word == word)
        # Who was merged goes by their names too.
        merged = select(appearances.c.entity).where(appearances.c.assigned.in_(having))
        query = query.where(or_(appearances.c.entity.in_(having), appearances.c.entity.in_(merged)))
    query = query.group_by(appearances.c.entity).order_by(counted.desc(), appearances.c.entity)
    keys = connection.execute(query.limit(size).offset((page - 1) * size)).scalars()
    return entities_shown(connection, [key for key in keys if key is not None])


def entities_shown(connection: Connection, keys: Sequence[int]) -> tuple[EntityShown, ...]:
    """Some entities, in the order of their keys as given."""
    rows = {row.key: row for row in connection.execute(select(entities).where(entities.c.key.in_(keys))).all()}
    merged: dict[int, list[int]] = {key: descendants(connection, key)[1:] for key in keys}
    whose = {one: key for key, others in merged.items() for one in (key, *others)}
    names: dict[int, set[str]] = {key: set() for key in keys}
    for one, name in connection.execute(
        select(entity_names.c.entity, entity_names.c.name).where(entity_names.c.entity.in_(list(whose)))
    ).all():
        names[whose[one]].add(name)
    in_reports = select(appearances.c.entity, func.count(func.distinct(appearances.c.report)))
    in_reports = in_reports.join(reports, reports.c.key == appearances.c.report)
    in_reports = in_reports.where(appearances.c.entity.in_(keys), reports.c.latest == 1)
    said = select(claims.c.entity, func.count()).where(claims.c.latest == 1, claims.c.entity.in_(keys), not_(REJECTED))
    counted: dict[int, int] = dict(connection.execute(in_reports.group_by(appearances.c.entity)).all())
    spoken: dict[int, int] = dict(connection.execute(said.group_by(claims.c.entity)).all())
    return tuple(
        EntityShown(
            entity=key,
            kind=rows[key].kind,
            name=rows[key].name,
            names=tuple(sorted(names[key])),
            role=rows[key].role,
            affiliation=rows[key].affiliation,
            reports=counted.get(key, 0),
            claims=spoken.get(key, 0),
            merged=tuple(merged[key]),
        )
        for key in keys
    )


def kept_refusals(connection: Connection, *, page: int, size: int) -> tuple[KeptRefusal, ...]:
    """Refusals, the newest first."""
    query = select(refusals).order_by(refusals.c.key.desc()).limit(size).offset((page - 1) * size)
    return tuple(
        KeptRefusal(refusal=row.key, **{name: value for name, value in row._asdict().items() if name != "key"})
        for row in connection.execute(query).all()
    )

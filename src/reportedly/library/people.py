"""What people say against the machine, and take back: merges and splits of entities, judgements of claims.

Nothing that the machine read is changed by them; each stands with who made it and when.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, delete, insert, select, update

from reportedly.errors import LibraryError
from reportedly.library import matching
from reportedly.library.bulk import put
from reportedly.library.correcting import Correction, Verdict
from reportedly.library.identities import belong, descendants, note_change, root_of, search_words, spread, tidy
from reportedly.library.matching import Described
from reportedly.library.tables import (
    appearances,
    claims,
    counters,
    decisions,
    entities,
    entity_facts,
    entity_keys,
    entity_names,
    entity_words,
    judgements,
    pins,
    reports,
)


class Decision(Struct, frozen=True, kw_only=True):
    """A merge or a split.

    Attributes:
        decision: its key.
        kind: ``merge``: ``other`` is ``entity``; ``split``: ``name`` in ``report`` is ``other`` and not ``entity``.
        made_by: who, if they said.
        made: when; ``undone`` when it was taken back. Both are ISO 8601 moments.

    """

    decision: int
    kind: Literal["merge", "split"]
    entity: int
    other: int
    report: int | None
    name: str | None
    made_by: str | None
    made: str
    undone: str | None


class Judgement(Struct, frozen=True, kw_only=True):
    """What a person says of a claim.

    Attributes:
        judgement: its key.
        report: the key of the report.
        claim: the key of the claim; ``None`` where the reading has it no more.
        quote: the claim's content when it was judged, which stood from ``starts`` to ``ends`` of the text.
        verdict: what they say.
        correction: the whole claim as it then stood, or as they say that it is.
        note: in their words.
        made_by: who, if they said; ``undone_by`` who took it back or said something else.
        made: when; ``undone`` when it was taken back or replaced. Both are ISO 8601 moments.
        replaced_by: the key of the judgement that stands in its place; taking that back lets this one stand again.

    """

    judgement: int
    report: int
    claim: int | None
    quote: str
    starts: int
    ends: int
    verdict: Verdict
    correction: Correction | None
    note: str | None
    made_by: str | None
    made: str
    undone: str | None
    undone_by: str | None = None
    replaced_by: int | None = None


class Judged(Struct, frozen=True):
    """A judgement in a list of many reports', with the headline of its report."""

    judgement: Judgement
    headline: str | None


def merge(connection: Connection, library: str, entity: int, other: int, by: str | None) -> Decision:
    """Make two entities one, under the first one's name.

    Args:
        connection: in a writing transaction.
        library: its name, for messages.
        entity: that stays.
        other: that is the same; both are roots.
        by: who says so.

    Raises:
        LibraryError: they are one already.

    """
    if entity == other:
        raise LibraryError(library, "same", f"e{entity} and the other are one entity already; nothing to merge")
    connection.execute(update(entities).where(entities.c.key == other).values(merged_into=entity))
    spread(connection, entity, descendants(connection, other))
    return _decide(connection, "merge", entity, other, None, None, by)


def split(connection: Connection, library: str, entity: int, report: int, into: int | None, by: str | None) -> Decision:
    """Say that an entity is somebody else in one report.

    Args:
        connection: in a writing transaction.
        library: its name, for messages.
        entity: a root.
        report: where it is somebody else.
        into: who it is there; ``None`` for somebody new.
        by: who says so.

    Raises:
        LibraryError: the report does not name the entity.

    """
    here = select(appearances).where(appearances.c.report == report, appearances.c.entity == entity)
    rows = connection.execute(here.order_by(appearances.c.key)).all()
    if not rows:
        detail = f"report r{report} does not name e{entity}; show e{entity} lists the reports that do"
        raise LibraryError(library, "unknown", detail)
    if into == entity:
        raise LibraryError(library, "same", f"e{entity} is that one already; nothing to split")
    target = into if into is not None else _new_entity(connection, rows[0])
    decision = _decide(connection, "split", entity, target, report, rows[0].name, by)
    was = {matching.folded(row.name): row.assigned for row in reversed(rows)}
    values = [
        {"report": report, "folded": folded, "decision": decision.decision, "entity": target, "instead": assigned}
        for folded, assigned in was.items()
    ]
    connection.execute(insert(pins), values)
    _move(connection, [row.key for row in rows], target)
    tidy(connection, {target, *was.values()})
    note_change(connection)
    return decision


def undo(connection: Connection, library: str, key: int) -> Decision:
    """Take a merge or a split back.

    Args:
        connection: in a writing transaction.
        library: its name, for messages.
        key: of the decision.

    Raises:
        LibraryError: there is none, it was taken back before, or a later one rests on it.

    """
    row = connection.execute(select(decisions).where(decisions.c.key == key)).first()
    if row is None or row.undone is not None:
        what = "was taken back already" if row else "is not there"
        raise LibraryError(
            library, "unknown", f"decision {key} {what}; reportedly entities LIBRARY --decisions lists them"
        )
    if row.kind == "merge":
        connection.execute(update(entities).where(entities.c.key == row.other).values(merged_into=None))
        spread(connection, row.other, descendants(connection, row.other))
        tidy(connection, [row.other, row.entity, root_of(connection, row.entity)])
    else:
        tidy(connection, {row.other, *_unpin(connection, key, row.report)})
    note_change(connection)
    undone = _now()
    connection.execute(update(decisions).where(decisions.c.key == key).values(undone=undone))
    return _decision(connection, key)


def _unpin(connection: Connection, decision: int, report: int) -> set[int]:
    """Let the names that a split was about be whom they were before it, unless a later one says more.

    Returns:
        The keys of those that they were.

    """
    before = set()
    for pin in connection.execute(select(pins).where(pins.c.decision == decision)).all():
        same = (pins.c.report == pin.report, pins.c.folded == pin.folded)
        later = connection.execute(
            select(pins.c.decision).where(*same, pins.c.decision > decision).order_by(pins.c.decision).limit(1)
        ).scalar()
        connection.execute(delete(pins).where(*same, pins.c.decision == decision))
        if later is not None:
            connection.execute(update(pins).where(*same, pins.c.decision == later).values(instead=pin.instead))
            continue
        named = select(appearances.c.key, appearances.c.name).where(
            appearances.c.report == report, appearances.c.assigned == pin.entity
        )
        back = [key for key, name in connection.execute(named).all() if matching.folded(name) == pin.folded]
        _move(connection, back, pin.instead)
        before.add(pin.instead)
    return before


def all_decisions(connection: Connection) -> tuple[Decision, ...]:
    """Merges and splits, the newest first, those taken back too."""
    keys = connection.execute(select(decisions.c.key).order_by(decisions.c.key.desc())).scalars()
    return tuple(_decision(connection, key) for key in keys)


def judge(
    connection: Connection,
    library: str,
    claim: int,
    verdict: Verdict,
    *,
    correction: Correction | None = None,
    note: str | None = None,
    by: str | None = None,
) -> Judgement:
    """Keep what a person says of a claim, in the place of what was said of it before, which stays as undone.

    Args:
        connection: in a writing transaction.
        library: its name, for messages.
        claim: its key.
        verdict: what they say.
        correction: what is right.
        note: in their words.
        by: who says so.

    """
    before = judgements.c.undone.is_(None)
    connection.execute(update(judgements).where(judgements.c.claim == claim, before).values(undone=_now()))
    row = connection.execute(select(claims).where(claims.c.key == claim)).one()
    key = _next(connection, "judgement")
    connection.execute(
        insert(judgements).values(
            key=key,
            report=row.report,
            claim=claim,
            quote=row.content,
            starts=row.starts,
            ends=row.ends,
            verdict=verdict,
            correction=None if correction is None else msgspec.json.encode(correction).decode(),
            note=note,
            made_by=by,
            made=_now(),
        )
    )
    return _judgement(connection, key)


def add_claim(
    connection: Connection,
    library: str,
    report: int,
    correction: Correction,
    *,
    note: str | None = None,
    by: str | None = None,
) -> Judgement:
    """Keep a claim that the reader missed."""
    raise LibraryError(library, "correction", "claims cannot be added yet")


def take_back(connection: Connection, library: str, key: int, by: str | None) -> Judgement:
    """Take a judgement back.

    Raises:
        LibraryError: there is none, or it was taken back before.

    """
    standing = judgements.c.undone.is_(None)
    done = connection.execute(update(judgements).where(judgements.c.key == key, standing).values(undone=_now()))
    if not done.rowcount:
        raise LibraryError(library, "unknown", f"has no judgement {key} to take back")
    return _judgement(connection, key)


def judgements_of(connection: Connection, report: int) -> tuple[Judgement, ...]:
    """What people say of the claims of a report, in the order in which they said it."""
    query = select(judgements).where(judgements.c.report == report).order_by(judgements.c.key)
    return tuple(_from_row(row) for row in connection.execute(query).all())


def all_judgements(connection: Connection, *, page: int, size: int) -> tuple[Judged, ...]:
    """What people say of all claims, the newest first, those taken back too."""
    query = select(judgements, reports.c.headline).join(reports, reports.c.key == judgements.c.report)
    query = query.order_by(judgements.c.key.desc()).limit(size).offset((page - 1) * size)
    return tuple(Judged(_from_row(row), row.headline) for row in connection.execute(query).all())


def _judgement(connection: Connection, key: int) -> Judgement:
    return _from_row(connection.execute(select(judgements).where(judgements.c.key == key)).one())


def _from_row(row: Row[Any]) -> Judgement:
    told = {name: getattr(row, name) for name in Judgement.__struct_fields__ if hasattr(row, name)}
    told["correction"] = None if row.correction is None else _decoded(row.correction)
    return Judgement(judgement=row.key, **told)


def _decoded(written: str) -> Correction | None:
    try:
        return msgspec.json.decode(written, type=Correction)
    except msgspec.DecodeError:
        return None


def _decision(connection: Connection, key: int) -> Decision:
    row = connection.execute(select(decisions).where(decisions.c.key == key)).one()._asdict()
    return Decision(decision=row.pop("key"), **row)


def _decide(
    connection: Connection, kind: str, entity: int, other: int, report: int | None, name: str | None, by: str | None
) -> Decision:
    key = _next(connection, "decision")
    values = {"key": key, "kind": kind, "entity": entity, "other": other, "report": report, "name": name}
    connection.execute(insert(decisions).values(**values, made_by=by, made=_now()))
    return _decision(connection, key)


def _move(connection: Connection, keys: list[int], entity: int) -> None:
    """Assign some appearances to an entity, and their claims."""
    root = root_of(connection, entity)
    connection.execute(update(appearances).where(appearances.c.key.in_(keys)).values(assigned=entity, entity=root))
    belong(connection, root, appearances.c.key.in_(keys))


def _new_entity(connection: Connection, seen: Row[Any]) -> int:
    """Somebody new, of whom there is what one appearance says."""
    key = _next(connection, "entity")
    values = {"key": key, "kind": seen.kind, "name": seen.name, "role": seen.role, "affiliation": seen.affiliation}
    connection.execute(insert(entities).values(**values))
    aliases = tuple(seen.aliases.split("; ")) if seen.aliases else ()
    facts = [(seen.role,) if seen.role else (), (seen.affiliation,) if seen.affiliation else ()]
    one = Described(seen.kind, seen.name, aliases, *facts)
    names = tuple(dict.fromkeys((seen.name, *aliases)))
    put(connection, entity_names, [(key, name) for name in names])
    put(connection, entity_words, dict.fromkeys((word, key) for name in names for word in search_words(name)))
    put(connection, entity_keys, [(match_key, key) for match_key in dict.fromkeys(matching.keys(one))])
    if seen.role or seen.affiliation:
        put(connection, entity_facts, [(key, seen.role or "", seen.affiliation or "")])
    return key


def _next(connection: Connection, name: str) -> int:
    key = connection.execute(select(counters.c.next).where(counters.c.name == name)).scalar()
    if key is None:
        connection.execute(insert(counters).values(name=name, next=2))
        return 1
    connection.execute(update(counters).where(counters.c.name == name).values(next=key + 1))
    return int(key)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

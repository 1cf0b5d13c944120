"""What people say of who is who, and take back: merges and splits of entities.

Nothing that the machine read is changed by them; each stands with who made it and when.
"""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import Connection, Row, delete, insert, select, update

from reportedly.errors import LibraryError
from reportedly.library import matching
from reportedly.library.bulk import put
from reportedly.library.identities import belong, descendants, note_change, root_of, search_words, spread, tidy
from reportedly.library.keys import next_key, now
from reportedly.library.matching import Described
from reportedly.library.tables import (
    appearances,
    decisions,
    entities,
    entity_facts,
    entity_keys,
    entity_names,
    entity_words,
    pins,
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
    undone = now()
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
    return tuple(map(_from_row, connection.execute(select(decisions).order_by(decisions.c.key.desc())).all()))


def _decision(connection: Connection, key: int) -> Decision:
    return _from_row(connection.execute(select(decisions).where(decisions.c.key == key)).one())


def _from_row(row: Row[Any]) -> Decision:
    values = row._asdict()
    return Decision(decision=values.pop("key"), **values)


def _decide(
    connection: Connection, kind: str, entity: int, other: int, report: int | None, name: str | None, by: str | None
) -> Decision:
    key = next_key(connection, "decision")
    values = {"key": key, "kind": kind, "entity": entity, "other": other, "report": report, "name": name}
    connection.execute(insert(decisions).values(**values, made_by=by, made=now()))
    return _decision(connection, key)


def _move(connection: Connection, keys: list[int], entity: int) -> None:
    """Assign some appearances to an entity, and their claims."""
    root = root_of(connection, entity)
    connection.execute(update(appearances).where(appearances.c.key.in_(keys)).values(assigned=entity, entity=root))
    belong(connection, root, appearances.c.key.in_(keys))


def _new_entity(connection: Connection, seen: Row[Any]) -> int:
    """Somebody new, of whom there is what one appearance says."""
    key = next_key(connection, "entity")
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

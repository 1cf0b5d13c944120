"""In which order a server is asked for what a claim must have, so that it looks at few claims.

The servers cannot know: SQLite guesses how many rows a condition leaves, and neither knows that the first page is all
that is wanted. So the sizes are counted first, each only as far as it matters.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, cast

from sqlalchemy import ARRAY, Column, ColumnElement, Connection, Integer, Select, and_, func, literal, select, true
from sqlalchemy.sql import visitors

from reportedly.library.arrays import rows_of
from reportedly.library.conditions import in_keys
from reportedly.library.filters import Part
from reportedly.library.tables import claims, judgements

Sort = Literal["best", "newest", "oldest", "added"]

MOST_COUNTED = 2_000
"""Answers are counted so far; beyond it there are "more than" so many, since counting all costs more than finding."""

_FEW = 5_000
"""Claims that are looked at one by one without being noticed."""

_MANY = 100_000
"""How far sizes are counted to tell the smallest of large ones."""


_BY_KEY = "NOT INDEXED"
"""Keeps SQLite from another way to the claims than by the keys that are given."""


_COVERED = {"key", *next(index.columns.keys() for index in claims.indexes if index.name == "claims_by_what")}


class Candidates(NamedTuple):
    """Claims that have all that is asked for, each once, with their days of publication; and if there are more."""

    claims: list[tuple[int, str | None]]
    more: bool


def candidates(connection: Connection, parts: Sequence[Part]) -> Candidates:
    """The claims that have all of some parts: all of them, or the first ``MOST_COUNTED`` that a server comes upon.

    Args:
        connection: to the library.
        parts: of a query.

    """
    wanted = select(claims.c.key, claims.c.published)
    if connection.dialect.name == "sqlite":
        query, most = _planned(connection, wanted, parts)
    else:
        query, most = _on_server(connection, wanted, parts)
    found = [(key, day) for key, day in rows_of(connection, query.limit(most + 1))]
    return Candidates(found[:most], len(found) > most)


def gathered(connection: Connection, wanted: Select[Any], parts: Sequence[Part]) -> tuple[Select[Any], bool]:
    """What is wanted of all claims that have all of some parts, for counting what they have in common.

    Args:
        connection: to the library.
        wanted: columns that the index ``claims_by_what`` has.
        parts: of a query.

    Returns:
        What to ask for, and whether an index alone answers it, so that many more can be gone through.

    """
    by_index = _covered(parts)
    if connection.dialect.name != "sqlite":
        return _on_server(connection, wanted, parts)[0], by_index
    if by_index and all(part.keys is None or counted_to(connection, part.keys, _FEW) > _FEW for part in parts):
        wanted = wanted.with_hint(claims, "INDEXED BY claims_by_what", "sqlite")
        return wanted.where(true(), *(part.test for part in parts)), True
    return _planned(connection, wanted, parts, whole=True)[0], False


def _covered(parts: Sequence[Part]) -> bool:
    """Whether the index ``claims_by_what`` has all that some parts look at, but for what people rejected."""
    if any(part.words or part.beside for part in parts):
        return False
    columns = (one for part in parts for one in visitors.iterate(part.test) if isinstance(one, Column))
    return all(one.table is judgements or (one.table is claims and one.name in _COVERED) for one in columns)


def _on_server(connection: Connection, wanted: Select[Any], parts: Sequence[Part]) -> tuple[Select[Any], int]:
    """Let PostgreSQL plan, but for what is looked for in tables beside: it cannot tell how many claims have it.

    Returns:
        What to ask for, and how many answers at most.

    """
    beside = [part for part in parts if part.beside and part.keys is not None]
    for part in beside:
        keys = list(connection.execute(cast("Select[Any]", part.keys).limit(_FEW + 1)).scalars())
        if len(keys) <= _FEW:
            known = claims.c.key == func.any(literal(keys, ARRAY(Integer)))
            return wanted.where(known, *(other.test for other in parts if other is not part)), _FEW
    # Of one table alone the rows are gone through; of several the server would better not go through all.
    alone = len(beside) == 1
    return wanted.where(true(), *(in_keys(p) if p.beside and alone else p.test for p in parts)), MOST_COUNTED


def _planned(
    connection: Connection, wanted: Select[Any], parts: Sequence[Part], *, whole: bool = False
) -> tuple[Select[Any], int]:
    """Go from the part that the fewest claims have, and look for the others in these.

    Args:
        connection: to the library.
        wanted: of the claims.
        parts: of a query.
        whole: whether a great many are wanted, and not the first of them.

    Returns:
        What to ask for, and how many answers at most.

    """
    sizes = [None if part.keys is None else counted_to(connection, part.keys, _FEW) for part in parts]
    counted = [size for size in sizes if size is not None]
    if not counted:
        return wanted.where(true(), *(part.many for part in parts)), MOST_COUNTED
    few = min(counted) <= _FEW
    if len(counted) > 1:
        # Which of many is the least, and which words nearly all claims have.
        further = [part.keys is not None and (not few or part.probe is not None) for part in parts]
        sizes = [
            counted_to(connection, cast("Select[Any]", part.keys), _MANY) if more else size
            for part, size, more in zip(parts, sizes, further, strict=True)
        ]
        counted = [size for size in sizes if size is not None]
    first = min((size, parts[at].words, at) for at, size in enumerate(sizes) if size is not None)[2]
    others, last = [], []
    for at, (part, size) in enumerate(zip(parts, sizes, strict=True)):
        if part.probe is not None and size is not None and size > _MANY and at != first:
            # Nearly all that are left will have it: gathering all that do takes longer than asking them.
            last.append(Part(None, part.probe, part.probe))
        elif at != first:
            others.append(part)
    others += last
    keys = cast("Select[Any]", parts[first].keys)
    by_key = wanted.with_hint(claims, _BY_KEY, "sqlite")
    if few:
        return by_key.where(claims.c.key.in_(keys), *(part.test for part in others)), _FEW
    if whole or (len(counted) > 1 and (min(counted) <= _MANY or parts[first].words)):
        return by_key.where(claims.c.key.in_(keys), *(part.many for part in others)), MOST_COUNTED
    # Where a great many have all of them, not all keys need be known before the first claims are looked at.
    driver = keys.subquery("driver")
    joined = by_key.select_from(driver.join(claims, claims.c.key == driver.c[0]))
    return joined.where(true(), *(part.many for part in others)).distinct(), MOST_COUNTED


def counted_to(connection: Connection, keys: Select[Any], most: int) -> int:
    """How many rows there are, up to ``most`` and one more, which tells that there are others."""
    some = keys.limit(most + 1).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one())


def in_order(parts: Sequence[Part], sort: Sort) -> Select[Any]:
    """The keys of claims that have all of some parts, where these are many: found by going through all in order."""
    ordered = select(claims.c.key).where(and_(true(), *(part.test for part in parts)))
    return ordered.order_by(*order_by(sort, claims.c.published, claims.c.key))


def order_by(sort: Sort, day: Column[str | None], key: Column[int]) -> list[ColumnElement[Any]]:
    """How a table is put in order."""
    match sort:
        case "oldest":
            return [day.asc().nulls_last(), key.asc()]
        case "added":
            return [key.desc()]
        case _:
            return [day.desc().nulls_last(), key.desc()]

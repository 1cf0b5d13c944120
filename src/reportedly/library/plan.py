"""In which order a server is asked for what a claim must have, so that it looks at few claims.

The servers cannot know: SQLite guesses how many rows a condition leaves, and neither knows that the first page is all
that is wanted. So the sizes are counted first, each only as far as it matters.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, func, select, true

from reportedly.library.conditions import in_keys
from reportedly.library.filters import Part
from reportedly.library.tables import claims

Sort = Literal["best", "newest", "oldest", "added"]

MOST_COUNTED = 2_000
"""Answers are counted so far; beyond it there are "more than" so many, since counting all costs more than finding."""

_FEW = 5_000
"""Claims that are looked at one by one without being noticed."""

_MANY = 100_000
"""How far sizes are counted to tell the smallest of large ones."""


_BY_KEY = "NOT INDEXED"
"""Keeps SQLite from another way to the claims than by the keys that are given."""


def candidates(connection: Connection, parts: Sequence[Part]) -> list[tuple[int, str | None]]:
    """The claims that have all of some parts, each once, in no order, with their days of publication.

    Args:
        connection: to the library.
        parts: of a query.

    Returns:
        Up to ``MOST_COUNTED`` and one more, which tells that there are others.

    """
    wanted = select(claims.c.key, claims.c.published)
    if connection.dialect.name == "sqlite":
        query = _planned(connection, wanted, parts)
    else:
        query = wanted.where(true(), *(in_keys(part) for part in parts))
    return [(key, day) for key, day in connection.execute(query.limit(MOST_COUNTED + 1)).all()]


def _planned(connection: Connection, wanted: Select[Any], parts: Sequence[Part]) -> Select[Any]:
    """Go from the part that the fewest claims have, and look for the others in these."""
    sizes = [None if part.keys is None else _size(connection, part.keys, _FEW) for part in parts]
    counted = [size for size in sizes if size is not None]
    if not counted:
        return wanted.where(true(), *(part.many for part in parts))
    few = min(counted) <= _FEW
    if not few and len(counted) > 1:
        sizes = [None if part.keys is None else _size(connection, part.keys, _MANY) for part in parts]
        counted = [size for size in sizes if size is not None]
    first = min((size, parts[at].words, at) for at, size in enumerate(sizes) if size is not None)[2]
    others = [(part, size) for at, (part, size) in enumerate(zip(parts, sizes, strict=True)) if at != first]
    keys = parts[first].keys
    assert keys is not None  # noqa: S101 - it has a size
    by_key = wanted.with_hint(claims, _BY_KEY, "sqlite")
    stream = len(counted) == 1 or (min(counted) > _MANY and not parts[first].words)
    if few or not stream:
        return by_key.where(claims.c.key.in_(keys), *(part.test if few else part.many for part, _ in others))
    # Where a great many have all of them, not all keys need be known before the first claims are looked at.
    driver = keys.subquery("driver")
    joined = by_key.select_from(driver.join(claims, claims.c.key == driver.c[0]))
    return joined.where(true(), *(part.many for part, _ in others)).distinct()


def _size(connection: Connection, keys: Select[Any], most: int) -> int:
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

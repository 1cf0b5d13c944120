"""A query with one thing more, less or other: what a facet, when chosen, makes of it."""

from __future__ import annotations

import calendar
from functools import lru_cache

from reportedly.errors import QueryError
from reportedly.library.filters import KINDS
from reportedly.library.query import parse, unparse
from reportedly.library.query.tree import All, Any_, Days, Filter, Node, Text


class Asked:
    """What of a query asks for one field: its filters, and choices among values of that field alone.

    Args:
        query: the whole.
        field: which; the kinds of sources are ``kind``, however they are asked for.

    Attributes:
        filters: all of them.
        rest: the query without them.

    """

    def __init__(self, query: Node, field: str) -> None:
        self._of = query.of if isinstance(query, All) else (query,)
        self._at = tuple(at for at, node in enumerate(self._of) if _field_of(node) == field)
        self.filters = tuple(one for at in self._at for one in _filters(self._of[at]))
        self.rest = All(tuple(node for at, node in enumerate(self._of) if at not in self._at))

    def instead(self, one: Filter) -> str | None:
        """The query with something else in their place, or with one thing more; ``None`` where it cannot be written."""
        if not self._at:
            return written((*self._of, one))
        parts = [one if at == self._at[0] else node for at, node in enumerate(self._of)]
        return written(tuple(node for at, node in enumerate(parts) if at not in self._at[1:]))

    def also(self, one: Filter) -> str | None:
        """The query with one thing more."""
        return written((*self._of, one))

    def without(self, which: Filter) -> str | None:
        """The query without one of them."""
        left: list[Node] = []
        for at, node in enumerate(self._of):
            some = tuple(one for one in _filters(node) if one is not which) if at in self._at else ()
            if at not in self._at:
                left.append(node)
            elif some:
                left.append(some[0] if len(some) == 1 else Any_(some))
        return written(tuple(left))


@lru_cache(maxsize=4096)
def written(of: tuple[Node, ...]) -> str | None:
    """All of some parts as a query; ``None`` where none can be written, as where it would be too long."""
    text = unparse(of[0] if len(of) == 1 else All(of))
    try:
        parse(text)
    except QueryError:
        return None
    return text


def period(name: str) -> Days:
    """The days of a year or a month, as ``2019`` or ``2019-11``."""
    year, first, last = name[:4], name[5:] or "01", name[5:] or "12"
    return Days(f"{year}-{first}-01", f"{year}-{last}-{calendar.monthrange(int(year), int(last))[1]:02}")


def _field_of(node: Node) -> str | None:
    """The one field that a part of a query is about."""
    match node:
        case Filter(field="from", value=Text(text, exact)) if not exact and text in KINDS:
            return "kind"
        case Filter(field=field):
            return field
        case Any_(of=parts):
            fields = {_field_of(part) if isinstance(part, Filter) else None for part in parts}
            return fields.pop() if len(fields) == 1 else None
        case _:
            return None


def _filters(node: Node) -> tuple[Filter, ...]:
    if isinstance(node, Any_):
        return tuple(one for one in node.of if isinstance(one, Filter))
    return (node,) if isinstance(node, Filter) else ()

"""A query's tree as conditions on ``claims``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from sqlalchemy import Connection, and_, false, func, not_, select, true

from reportedly.library import search
from reportedly.library.filters import FIGURE_FIELDS, LATEST, NEVER, REJECTED, Condition, Filters, Part, either, plainly
from reportedly.library.query.tree import All, Any_, Field, Filter, Node, Not, Words
from reportedly.library.tables import claims


class Conditions:
    """Makes the conditions for trees.

    Args:
        connection: to the library.

    """

    def __init__(self, connection: Connection) -> None:
        self._filters = Filters(connection)
        self._sqlite = connection.dialect.name == "sqlite"

    def parts(self, query: Node, *, rejected: bool = False) -> list[Part]:
        """What a claim must have, all of it: words at once, and what is said of figures as said of one figure.

        Args:
            query: what for.
            rejected: whether claims that people rejected are answers too; so they are where a query says ``judged:``.

        """
        parts = self._parts(query.of if isinstance(query, All) else (query,))
        if not asks_for_all_versions(query):
            parts.append(plainly(LATEST, indexed=False))
        if not rejected and not asks("judged", query):
            parts.append(plainly(not_(REJECTED), indexed=False))
        return parts

    def of(self, node: Node) -> Part:
        """The condition for a node."""
        words = self.expression(node)
        if words is not None:
            return self._filters.matching(words)
        match node:
            case All(of=parts):
                return every(self._parts(parts))
            case Any_(of=parts):
                return either([self.of(part) for part in parts])
            case Not(of=part):
                inner = self.of(part)
                return Part(None, _not(inner.test), _not(inner.many))
            case Filter():
                return self._filters.of(node)
            case _:
                return NEVER

    def where(self, query: Node) -> Condition:
        """One condition for a whole query, for reading all that it finds."""
        return and_(true(), *(in_keys(part) for part in self.parts(query)))

    def expression(self, node: Node) -> str | None:
        """A node that holds nothing but words, as full text search is asked for it; ``None`` for any other."""
        match node:
            case Words():
                return search.fts5(node) if self._sqlite else search.tsquery(node)
            case All(of=parts) | Any_(of=parts) if parts:
                some = [self.expression(part) for part in parts]
                if any(part is None for part in some):
                    return None
                ors = isinstance(node, Any_)
                glue = (" OR " if ors else " AND ") if self._sqlite else (" | " if ors else " & ")
                return f"({glue.join(cast('list[str]', some))})"
            case _:
                return None

    def words(self, node: Node) -> str | None:
        """What of a query is ranked by: the words that every answer has."""
        whole = self.expression(node)
        if whole is not None or not isinstance(node, All):
            return whole
        return self.expression(All(tuple(part for part in node.of if self.expression(part) is not None)))

    def _parts(self, asked: Sequence[Node]) -> list[Part]:
        words = [part for part in asked if self.expression(part) is not None]
        counted = [part for part in asked if isinstance(part, Filter) and part.field in FIGURE_FIELDS]
        parts = [self.of(part) for part in asked if part not in words and part not in counted]
        if words:
            parts.append(self._filters.matching(cast("str", self.expression(All(tuple(words))))))
        if counted:
            parts.append(self._filters.figure(counted))
        return parts


def every(parts: Sequence[Part]) -> Part:
    """All of some parts."""
    test, many = (and_(true(), *some) for some in ([part.test for part in parts], [part.many for part in parts]))
    findable = [part for part in parts if part.keys is not None]
    keys = select(claims.c.key).where(*(in_keys(part) for part in parts)) if findable else None
    return Part(keys, test, many)


def in_keys(part: Part) -> Condition:
    """A part as being among the keys that have it."""
    return part.many if part.keys is None else claims.c.key.in_(part.keys)


def _not(condition: Condition) -> Condition:
    """The opposite, also where the condition is neither true nor false for want of a value."""
    return not_(func.coalesce(condition, false()))


def asks_for_all_versions(node: Node) -> bool:
    """Whether a query names the versions that it wants, which are otherwise the latest."""
    return asks("version", node)


def asks(field: Field, node: Node) -> bool:
    """Whether a query has a filter of a field, anywhere in it."""
    match node:
        case Filter(field=named):
            return named == field
        case All(of=parts) | Any_(of=parts):
            return any(asks(field, part) for part in parts)
        case Not(of=part):
            return asks(field, part)
        case _:
            return False

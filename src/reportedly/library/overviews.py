"""What a library tells beside its claims: what answers have in common, who speaks, what is counted."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from reportedly.library import showing, stamps
from reportedly.library.facets import Facets, facets
from reportedly.library.memory import Memory
from reportedly.library.query import parse
from reportedly.library.query.tree import Node
from reportedly.library.store import Store
from reportedly.library.tally import tally_all


class Overviews:
    """The part of a library that tells them; safe in several threads at once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._memory = Memory()

    def facets(self, query: str | Node = "", *, most: int = 12) -> Facets:
        """What the answers to a query have in common: how many there are of each outlet, source, kind and so on.

        Args:
            query: as for ``find``.
            most: values of each field, at least 1.

        Raises:
            QueryError: the query cannot be read; it points at the character.

        """
        asked = parse(query) if isinstance(query, str) else query
        with self._store.reading() as connection:
            stamp = stamps.stamp(connection)
            whole = partial(self._memory.recall, stamp, "all", partial(tally_all, connection))
            return self._memory.recall(
                stamp, ("facets", asked, most), lambda: facets(connection, asked, most=most, whole=whole)
            )

    def stamp(self) -> str:
        """A text that changes whenever anything in the library does that an answer depends on: for caches."""
        with self._store.reading() as connection:
            return stamps.stamp(connection)

    def entity_names(self, keys: Collection[int]) -> dict[int, str]:
        """What entities are called, by their keys; those merged into others by the names that they had of their own."""
        with self._store.reading() as connection:
            return showing.names_of(connection, keys)

"""What a library tells beside its claims: what answers have in common, who speaks, what is counted."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from reportedly.library import lookup, showing, stamps
from reportedly.library.counted import CountedShown, CountedThing, counted, counted_things
from reportedly.library.facets import Facets, facets
from reportedly.library.memory import Memory
from reportedly.library.names import Name
from reportedly.library.query import parse
from reportedly.library.query.tree import Node
from reportedly.library.showing import EntityShown
from reportedly.library.speakers import SpeakerShown, speaker, speakers
from reportedly.library.store import Store
from reportedly.library.suggesting import Suggestion, suggestions
from reportedly.library.tally import tally_all
from reportedly.model import EntityKind


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

    def suggestions(self, query: str, at: int, *, most: int = 8) -> tuple[Suggestion, ...]:
        """What may be meant to be written next in a query, which need not be a whole one.

        Args:
            query: as far as it is written.
            at: where the cursor is in it, in code points.
            most: suggestions.

        """
        with self._store.reading() as connection:
            stamp = stamps.stamp(connection)

            def recall(asked: str, make: Callable[[], tuple[Name, ...]]) -> tuple[Name, ...]:
                return self._memory.recall(stamp, ("names", asked), make)

            return suggestions(connection, query, at, most=most, recall=recall)

    def speakers(
        self, words: str = "", *, kind: EntityKind | None = None, page: int = 1, size: int = 20
    ) -> tuple[EntityShown, ...]:
        """The sources that have names, those with the most claims first.

        Args:
            words: with which words in their names begin, all of them.
            kind: of what kind they are, such as ``"person"``; all if not given.
            page: which page, from 1.
            size: sources on a page.

        """
        with self._store.reading() as connection:
            asked = ("speakers", words, kind, page, size)
            return self._memory.recall(
                stamps.stamp(connection),
                asked,
                lambda: speakers(connection, words, kind=kind, page=page, size=size),
            )

    def speaker(self, entity: str | int) -> SpeakerShown:
        """A source over all reports: in whose, when, through whom; ``find("from:e67")`` has what it is said to say.

        Args:
            entity: its key (``67`` or ``"e67"``).

        Raises:
            LibraryError: there is no such entity.

        """
        with self._store.reading() as connection:
            return speaker(connection, lookup.entity_key(connection, self._store.name, entity))

    def counted_things(self, words: str = "", *, page: int = 1, size: int = 20) -> tuple[CountedThing, ...]:
        """What reports give figures for, that which most reports count first, and units alone last.

        Args:
            words: that begin words of what is counted or of its unit, all of them.
            page: which page, from 1.
            size: things on a page.

        """
        with self._store.reading() as connection:
            asked = ("things", words, page, size)
            return self._memory.recall(
                stamps.stamp(connection), asked, lambda: counted_things(connection, words, page=page, size=size)
            )

    def counted(self, what: str, unit: str | None = None, *, page: int = 1, size: int = 50) -> CountedShown:
        """Every figure for one thing, those of the newest reports first.

        Args:
            what: what is counted, in any words for it: "officer", "the officers"; ``""`` for a unit alone.
            unit: as ``counted_things`` gives it.
            page: which page, from 1.
            size: figures on a page.

        Raises:
            LibraryError: no report counts it.

        """
        with self._store.reading() as connection:
            return counted(connection, self._store.name, what, unit, page=page, size=size)

    def stamp(self) -> str:
        """A text that changes whenever anything in the library does that an answer depends on: for caches."""
        with self._store.reading() as connection:
            return stamps.stamp(connection)

    def entity_names(self, keys: Collection[int]) -> dict[int, str]:
        """What entities are called, by their keys; those merged into others by the names that they had of their own."""
        with self._store.reading() as connection:
            return showing.names_of(connection, keys)

"""What the names in a query mean in one library: its entities, outlets and places."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, literal, select

from reportedly.library import matching
from reportedly.library.identities import roots_of, search_words
from reportedly.library.tables import entity_names, entity_words, gazetteer, outlets, places

_MOST_NAMES = 1000
"""Names with one word that are looked at; "from:john" may have more."""

_FURTHER_WORDS = 2
"""Words that a name may have beside those that are asked for."""

_EARTH_KM = 6371.0


class Known:
    """Looks names up.

    Args:
        connection: to the library.

    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sqlite = connection.dialect.name == "sqlite"

    def entities_named(self, name: str) -> list[int]:
        """The entities that go by a name: by just that, if it is a full one and anybody does, else by one like it."""
        words = list(dict.fromkeys(search_words(name)))
        if not words:
            return []
        # The longest word is likely the rarest.
        words.sort(key=len, reverse=True)
        query = select(entity_words.c.entity).where(entity_words.c.word == words[0])
        for word in words[1:]:
            query = query.where(
                entity_words.c.entity.in_(select(entity_words.c.entity).where(entity_words.c.word == word))
            )
        named = select(entity_names.c.entity, entity_names.c.name).where(entity_names.c.entity.in_(query))
        asked, found, exact = matching.folded(name).split(), set[int](), set[int]()
        for entity, one in self._connection.execute(named.limit(_MOST_NAMES)).all():
            its = matching.folded(one).split()
            if its == asked:
                exact.add(entity)
            # In longer ones somebody else is named too: "Clinton supporters against Trump".
            if set(asked) <= set(its) and len(its) <= len(asked) + _FURTHER_WORDS:
                found.add(entity)
        if len(asked) > 1 and exact:
            found = exact
        roots = roots_of(self._connection, found)
        return sorted({roots.get(entity, entity) for entity in found})

    def outlets_just_named(self, name: str) -> list[str]:
        """The outlets that go by just a name."""
        found = select(outlets.c.name).where(outlets.c.folded == matching.folded(name), outlets.c.folded != "")
        return list(self._connection.execute(found.limit(_MOST_NAMES)).scalars())

    def outlets_named(self, name: str, *, exact: bool = False) -> list[str]:
        """The outlets in whose names some words stand, side by side.

        Args:
            name: the words.
            exact: whether those are preferred, if there are any, that go by just that name.

        """
        if exact and (just := self.outlets_just_named(name)):
            return just
        words = matching.folded(name) or name.casefold()
        place = func.instr if self._sqlite else func.strpos
        found = select(outlets.c.name).where(place(literal(" ") + outlets.c.folded + " ", f" {words} ") > 0)
        return list(self._connection.execute(found.limit(_MOST_NAMES)).scalars())

    def centre(self, name: str) -> tuple[float, float] | None:
        """The place of that name which the reports of the library name most often."""
        query = (
            select(gazetteer.c.latitude, gazetteer.c.longitude)
            .join(places, places.c.gazetteer_id == gazetteer.c.gazetteer_id)
            .where(gazetteer.c.folded == matching.folded(name), gazetteer.c.latitude.is_not(None))
            .group_by(gazetteer.c.gazetteer_id, gazetteer.c.latitude, gazetteer.c.longitude)
            .order_by(func.count().desc(), gazetteer.c.gazetteer_id)
        )
        found = self._connection.execute(query.limit(1)).first()
        return (found[0], found[1]) if found else None

    def around(self, centre: tuple[float, float], km: float) -> Iterator[str]:
        """The GeoNames ids of places within so many kilometres of a point in degrees."""
        north = math.degrees(km / _EARTH_KM)
        here = gazetteer.c
        query = select(here.gazetteer_id, here.latitude, here.longitude)
        query = query.where(here.latitude.between(centre[0] - north, centre[0] + north))
        for known, latitude, longitude in self._connection.execute(query).all():
            if _apart(centre, (latitude, longitude)) <= km:
                yield known

    def places_named(self, name: str) -> Sequence[Any]:
        """The places of some name, by their GeoNames ids and names."""
        query = select(gazetteer.c.gazetteer_id, gazetteer.c.name).where(gazetteer.c.folded == matching.folded(name))
        return self._connection.execute(query.limit(_MOST_NAMES)).all()


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points in degrees, on a sphere (the haversine formula)."""
    (north, east), (north2, east2) = (tuple(map(math.radians, point)) for point in (one, other))
    half = math.sin((north2 - north) / 2) ** 2 + math.cos(north) * math.cos(north2) * math.sin((east2 - east) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))

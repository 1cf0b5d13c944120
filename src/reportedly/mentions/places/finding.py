"""Places: towns, countries and regions that a report names, and which place on earth each is.

Words for a people or for what is of a place ("Norwegian", "Syrians") name no place, nor does a name that is part of
another's ("Bank of England"). A place that the gazetteer does not know, or whose name fits no place well enough, stays
a place without coordinates.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.mentions.people.kinds import Surface, surfaces
from reportedly.mentions.people.names import names
from reportedly.mentions.places.choice import Unit, choose
from reportedly.mentions.places.context import NO_HOME, Home, container, home
from reportedly.mentions.places.gazetteer import Candidate, lookup
from reportedly.mentions.places.keys import key
from reportedly.mentions.places.names import REGIONS, Named, asides, in_dateline, place_names
from reportedly.model import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly.language import Passage
    from reportedly.model import Report


_COUNTIES = re.compile(r"(?:,? (?:and )?[A-Z][\w.]+){0,4} counties\b")
"""What follows each name in "Navarro, Henderson and Ellis counties"."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What else tells which places a report means.

    Attributes:
        home: where its publisher is at home.
        dateline: keys of the places that it is filed from.
        asides: keys of places in the names of other things ("Ohio State Police").

    """

    home: Home = NO_HOME
    dateline: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()


def find(text: str, passages: Sequence[Passage], report: Report | None = None) -> tuple[Place, ...]:
    """Find the places of a report.

    Args:
        text: the report's text.
        passages: its readable blocks as parsed, in page order.
        report: the report; its publisher, address and dateline help to tell places of one name apart.

    Returns:
        Places in page order, with offsets into ``text``; ``name`` as written without an article; country, coordinates
        and gazetteer id where it is known which place is meant, else ``None``. A name that the report uses for an
        organisation or a person is no place.

    """
    found = surfaces(name for passage in passages for name in names(passage))
    named = list(place_names(text, passages, found))
    if report is not None:
        filed = list(in_dateline(text, report.dateline))
        named = [one for one in named if not any(one.start < other.end and other.start < one.end for other in filed)]
        named = sorted([*filed, *named], key=lambda one: one.start)
    gathered = units(text, named, _beside(found, report))
    chosen = choose(gathered.units, gathered.country)
    places = []
    for one, at in zip(named, gathered.of, strict=True):
        place = None if at is None else chosen[at]
        unit = None if at is None else gathered.units[at]
        if _is_place(one, unit, place):
            places.append(_place(text, one, place))
    return tuple(places)


def _is_place(named: Named, unit: Unit | None, place: Candidate | None) -> bool:
    if unit is None:
        return named.unlisted
    if place is None:
        return named.sure and not named.other
    if named.alone and place.main and place.kind in {"country", "capital"}:
        return True
    return named.sure or (place.main and not named.other) or place.id in unit.contained


def beside(report: Report | None, passages: Sequence[Passage]) -> Beside:
    """What else than its places tells which places a report means.

    Args:
        report: the report, if it is known.
        passages: its readable blocks as parsed.

    Returns:
        The home of its publisher, its dateline, and places in the names of other things.

    """
    return _beside(surfaces(name for passage in passages for name in names(passage)), report)


def _beside(found: dict[str, Surface], report: Report | None) -> Beside:
    around = tuple(asides(found))
    if report is None:
        return Beside(asides=around)
    filed = tuple(key(one.name) for one in in_dateline(report.text, report.dateline))
    return Beside(home(report), filed, around)


def resolve(text: str, named: Sequence[Named], beside: Beside) -> list[Candidate | None]:
    """Decide which place each name means; one name means one place, unless the words behind it say otherwise.

    Args:
        text: the report's text.
        named: the places as named in it.
        beside: what else is known.

    Returns:
        For each, the place in the gazetteer, or ``None``.

    """
    gathered = units(text, named, beside)
    chosen = choose(gathered.units, gathered.country)
    return [None if at is None else chosen[at] for at in gathered.of]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The names of a report to choose places for.

    Attributes:
        units: those in the text first, then those beside it.
        of: for each place as named, which unit it belongs to; ``None`` where the gazetteer has no such name.
        country: where the publisher is at home.

    """

    units: tuple[Unit, ...]
    of: tuple[int | None, ...]
    country: str | None


def units(text: str, named: Sequence[Named], beside: Beside) -> Gathered:
    """Gather the names of a report that are to mean one place each.

    Args:
        text: the report's text.
        named: the places as named in it.
        beside: what else is known.

    Returns:
        The names, those that the gazetteer does not know left out.

    """
    keys = [f"{key(one.name)} county" if _COUNTIES.match(text, one.end) else key(one.name) for one in named]
    behind = [list(container(text, one.end)) for one in named]
    asides = Counter(beside.asides)
    homes = (*beside.home.names, *beside.dateline)
    known = lookup(
        [
            *(name for name in keys if name not in REGIONS),
            *asides,
            *homes,
            *(name for some in behind for name, _ in some),
        ]
    )
    contained = [_contained(known, name, some) for name, some in zip(keys, behind, strict=True)]
    told: defaultdict[str, set[int]] = defaultdict(set)
    for name, ids in zip(keys, contained, strict=True):
        told[name] |= ids
    gathered: dict[tuple[str, frozenset[int]], Unit] = {}
    senses: list[tuple[str, frozenset[int]]] = []
    for name, ids in zip(keys, contained, strict=True):
        sense = (name, ids or frozenset(told[name]))
        senses.append(sense)
        if name in known:
            gathered.setdefault(sense, Unit(name, known[name], contained=sense[1], count=0)).count += 1
    at = {sense: number for number, sense in enumerate(gathered)}
    others = [Unit(name, known[name], "aside", n) for name, n in asides.items() if name in known and name not in told]
    besides = [Unit(name, known[name], "home") for name in homes if name in known]
    return Gathered((*gathered.values(), *others, *besides), tuple(map(at.get, senses)), beside.home.country)


def same(one: Place, other: Place) -> bool:
    """Whether two places are one: by gazetteer id where both have it, else by name and country."""
    if one.gazetteer_id and other.gazetteer_id:
        return one.gazetteer_id == other.gazetteer_id
    if one.country and other.country and one.country != other.country:
        return False
    return one.name.casefold() == other.name.casefold()


def _contained(
    known: Mapping[str, Sequence[Candidate]], name: str, behind: Sequence[tuple[str, frozenset[str]]]
) -> frozenset[int]:
    """The ids of the places of a name that lie where the words behind it say."""
    for around, countries in behind:
        inside = frozenset(
            candidate.id
            for candidate in known.get(name, ())
            for other in known.get(around, ())
            if (not countries or other.country in countries) and candidate.lies_in(other)
        )
        if inside:
            return inside
    return frozenset()


def _place(text: str, named: Named, place: Candidate | None) -> Place:
    written = text[named.start : named.end]
    if place is None:
        return Place(named.start, named.end, written, named.name)
    where = (place.country, place.latitude, place.longitude, str(place.id))
    return Place(named.start, named.end, written, named.name, *where)

"""Which names of a report are those of places, and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reportedly.mentions.days.calendar import MONTHS, WEEKDAYS
from reportedly.mentions.people.given import GIVEN_NAMES
from reportedly.mentions.people.names import is_title_case, spaced
from reportedly.mentions.places.context import REGION_OF_SHORT, SHORT_REGION
from reportedly.mentions.places.keys import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

    from reportedly.language import Passage
    from reportedly.mentions.people.kinds import Surface

_ARTICLE = re.compile(r"^(?:[Tt]he)\s+")
_BEFORE = 40
"""Characters before a name that are looked at."""

_LOCATED = re.compile(
    r"(?<!\w)(?:in|near|outside|around|across|throughout|inside|into|via|visit(?:s|ed|ing)?|downtown|(?:north|south|east"
    r"|west|northeast|northwest|southeast|southwest)(?:ern)?(?:\s+of)?|central|rural|upstate|,\s+\d{1,2},\s+of)\s+$",
    re.I,
)
_NOUN = (
    r"(?:cit(?:y|ies)|towns?|villages?|hamlets?|count(?:y|ies)|states?|boroughs?|suburbs?|ports?|provinces?|districts?"
    r"|regions?|islands?|outskirts|streets|settlements?|enclave|capital|mountains?|river)"
)
_CALLED = re.compile(rf"(?<!\w){_NOUN}(?:\s+(?:of|called|named))?\s+(?:the\s+)?$")
_IS_NOUN = re.compile(rf",\s+(?:a|an|the)\s+(?:[\w-]+\s+){{0,3}}{_NOUN}\b")
_PERHAPS_LOCATED = re.compile(
    r"(?<!\w)(?:from|to|of|at|leav(?:e|es|ing)|left|toward|towards|reach(?:ed|es|ing)?|between|through|along|beyond|off)"
    r"\s+$",
    re.I,
)
_OF_TOWN = re.compile(
    r"(?:['’]s)?\s+(?:man|woman|men|women|couple|teen|teenager|resident|residents|native|suburb|suburbs|area|neighbou?rhood"
    r"|police|mayor|firefighters|schools|counties|(?:,? (?:and )?[A-Z][\w.]+){1,4} counties)\b"
)
_FILED = re.compile(r"(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)?(?: \([A-Z][\w ]*\))? ?[–—] ?")
"""What follows the place that a report is filed from."""
_CAPITALS = re.compile(
    r"(?:(?<=[.!?][ \n])|(?<=\n)|\A)([A-Z][A-Z.’'-]*[A-Z](?: [A-Z][A-Z.’'-]*[A-Z]){0,3})"
    r"(?=(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)?(?: \([A-Z][\w ]*\))? ?[-–—]{1,3} )"
)
"""The place that a report is filed from, in by_layout before a dash."""

_PLACE_WORDS = frozenset(
    (
        "county parish street road avenue drive lane boulevard highway square park river lake creek valley mountain "
        "mountains hills hill island islands peninsula bay gulf sea ocean strait coast beach desert forest airport "
        "province township village heights bridge canal strip border territory territories"
    ).split()
)
REGIONS = frozenset(
    (
        "middle east, far east, near east, balkans, caucasus, sahel, maghreb, levant, horn of africa, scandinavia, "
        "midwest, deep south, new england, mediterranean, caribbean, arctic, antarctic, pacific, atlantic, "
        "kashmir, kurdistan, chechnya, donbas, crimea, transnistria, siberia, patagonia, west bank, gaza strip, "
        "latin america, central america, southeast asia, south east asia, central asia, eastern europe, western "
        "europe, central europe, northern europe, southern europe, south asia, east asia, middle west, pacific "
        "ocean, atlantic ocean, indian ocean, sub saharan africa, north africa, west africa, east africa, southern "
        "africa, sinai, golan heights, persian gulf, gulf of mexico, red sea, black sea, south china sea, soviet "
        "union, yugoslavia, czechoslovakia, east germany, west germany, benelux, baltics, himalayas, alps, amazon, "
        "sahara, bay area, silicon valley, channel islands, west country, east midlands, west midlands, east "
        "anglia, home counties, south east, south west, north east, north west, southeast, southwest, northeast, "
        "northwest, midlands, highlands, outback"
    ).split(", ")
)
"""Parts of the world that are no division of any country, as ``keys.key`` makes them."""
_NO_PLACE = frozenset(
    (
        "north south east west city town county state village island capitol midtown downtown center centre "
        "university college church school hall house street main park union central justice liberal labor congress "
        "trump sept region uptown sunshine district class forest group division section ward precinct zone "
        "metroplex earth moon mars sun"
    ).split()
)
"""Towns are called so, but who writes the bare word hardly means them."""
_INITIALS = re.compile(r"(?:[A-Z]\.){1,3}[A-Z]?\.?")
_KNOWN_INITIALS = frozenset({"us", "usa", "uk", "uae", "dc", "la", "ny", "nyc", "bc", "nsw", "drc", "prc", "dprk"})
_DAYS = frozenset({*MONTHS, *WEEKDAYS})
_DATELINE_SPLIT = re.compile(r"\s*(?:[,/;]|\band\b)\s*")
_MOST_WORDS = 3
"""Words of a place's name looked for within a longer name."""


@dataclass(frozen=True, slots=True)
class Named:
    """A place as named.

    Attributes:
        start, end: where it stands in the report's text.
        name: the name without article and line breaks.
        sure: whether words around it make it a place even where the gazetteer's places of the name do not fit.
        unlisted: whether it is a place even if the gazetteer has no such name: the text says what it is.
        other: whether the report uses the name for something else or for nothing clear, so that it is a place only if
            the gazetteer has one that fits and ``sure`` is set, or a region behind it says so.
        alone: whether it is one word and nobody's name, so that it may stand for a government ("Washington said").

    """

    start: int
    end: int
    name: str
    sure: bool = True
    unlisted: bool = True
    other: bool = False
    alone: bool = False


def place_names(text: str, passages: Sequence[Passage], found: Mapping[str, Surface]) -> Iterator[Named]:
    """The names that are or may be those of places, in page order.

    Args:
        text: the report's text.
        passages: its readable blocks as parsed.
        found: its names by how they are written.

    Yields:
        Every occurrence of a name that is a place's by what the report says of it, and of names that may be.

    """
    forms = sorted(found, key=len, reverse=True)
    spots: list[tuple[int, int, str]] = []
    if forms:
        pattern = re.compile(rf"(?<![\w@#])(?<!\w[-–])(?:{'|'.join(map(spaced, forms))})(?!\w)")
        for passage in passages:
            title = is_title_case(passage.doc)
            for match in pattern.finditer(text, passage.start, passage.end):
                name = " ".join(match.group().split())
                if not (title and name.lower() == "us"):
                    spots.append((match.start(), match.end(), name))
    begins = {passage.start for passage in passages}
    located = {name for start, end, name in spots if _is_located(text, start, end, begins)}
    called = {name for start, end, name in spots if _is_called(text, start, end)}
    perhaps = {name for start, _, name in spots if _PERHAPS_LOCATED.search(text[max(0, start - _BEFORE) : start])}
    people = {
        word for form, surface in found.items() if surface.kind == "person" and " " in form for word in form.split()
    }
    by_layout = {start: (start, end, name) for start, end, name in _by_layout(passages)}
    taken = 0
    for start, end, name in sorted({*(spot for spot in spots if spot[0] not in by_layout), *by_layout.values()}):
        if start < taken:
            continue
        bare = _ARTICLE.sub("", name)
        named: Named | None = Named(start, end, bare, unlisted=not name.isupper())
        if start not in by_layout:
            judged = Judged(
                found[name].kind,
                name in called,
                name in located,
                name in perhaps,
                bare in people or bare in GIVEN_NAMES,
            )
            named = _judged(judged, bare, start, end)
        if named is not None:
            taken = end
            yield named


class Judged(NamedTuple):
    """What a report says of a name.

    Attributes:
        kind: what most of it speaks for.
        called: whether a noun beside it says what kind of place it is.
        located, perhaps: whether a word before it or behind it goes with places, always or often.
        personal: whether somebody in the report has it as one of several names, or it is a usual first name.

    """

    kind: str
    called: bool
    located: bool
    perhaps: bool
    personal: bool


def _judged(judged: Judged, bare: str, start: int, end: int) -> Named | None:
    words = bare.casefold().split()
    if bare.casefold() in _NO_PLACE or bare.casefold() in _DAYS:
        return None
    if _INITIALS.fullmatch(bare) and key(bare) not in _KNOWN_INITIALS:
        return None
    known = judged.called or key(bare) in REGIONS or (len(words) > 1 and words[-1] in _PLACE_WORDS)
    if judged.kind == "place":
        return Named(start, end, bare, judged.located or known, known)
    several = len(words) > 1
    if judged.kind == "organisation" and not several and not bare.isupper():
        return Named(start, end, bare, sure=False, unlisted=False, other=True, alone=True)
    if judged.kind not in {"other", "person"} or len(words) > _MOST_WORDS:
        return None
    if judged.kind == "person":
        sure = judged.perhaps or judged.located if several else judged.located and not judged.personal
    else:
        sure = judged.located or judged.perhaps or several
    return Named(
        start, end, bare, sure or judged.called, judged.called, other=True, alone=not several and not judged.personal
    )


def in_dateline(text: str, dateline: str | None) -> Iterator[Named]:
    """The places of a report's dateline: "PARIS/LONDON, March 3 (AP)".

    Args:
        text: the report's text.
        dateline: as ``Report`` has it.

    Yields:
        The names in it that are neither days nor agencies, where the dateline first stands in the text.

    """
    first = text.find(dateline) if dateline else -1
    if dateline is None or first < 0:
        return
    at = 0
    for part in _DATELINE_SPLIT.split(dateline.split("(")[0]):
        at = dateline.find(part, at)
        words = part.split()
        if words and words[0].strip(".").casefold() not in _DAYS and part[0].isupper():
            written = part.rstrip(" -–—:")
            yield Named(first + at, first + at + len(written), " ".join(written.split()))
        at += len(part)


def asides(found: Mapping[str, Surface]) -> Iterator[str]:
    """Keys of what may be names of places in the names of organisations and other things, not of people."""
    for surface in found.values():
        if surface.kind in {"place", "person"}:
            continue
        words = surface.text.split()
        for length in range(1, min(_MOST_WORDS, len(words)) + 1):
            for at in range(len(words) - length + 1):
                yield from [key(" ".join(words[at : at + length]))] * len(surface.names)


def _is_located(text: str, start: int, end: int, begins: Set[int]) -> bool:
    if start in begins and _FILED.match(text, end, end + _BEFORE):
        return True
    return bool(_LOCATED.search(text[max(0, start - _BEFORE) : start]) or _OF_TOWN.match(text, end, end + 80))


def _is_called(text: str, start: int, end: int) -> bool:
    return bool(_CALLED.search(text[max(0, start - _BEFORE) : start]) or _IS_NOUN.match(text, end, end + 80))


def _by_layout(passages: Iterable[Passage]) -> Iterator[tuple[int, int, str]]:
    """Datelines in by_layout; and the regions behind towns in short, under their full names."""
    for passage in passages:
        for match in SHORT_REGION.finditer(passage.text):
            yield passage.start + match.start(1), passage.start + match.end(1), REGION_OF_SHORT[match[1]]
        for match in _CAPITALS.finditer(passage.text):
            yield passage.start + match.start(1), passage.start + match.end(1), match[1]

"""Numbers with the words that bound them: "nearly", "at least", "some of the"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportedly.mentions.figures.measures import DURATIONS, unit_after

if TYPE_CHECKING:
    from reportedly.model import Exactness


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a passage: its own words' characters, and what they say.

    ``unit`` is set for money, measures, percentages and shares. ``closed`` says that words already set how exact it is.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    value: float | None
    exact: Exactness = "exact"
    unit: str | None = None
    closed: bool = False


def exactly(start: int, end: int, value: float, unit: str | None = None) -> Quantity:
    """A number given as it is."""
    return Quantity(start, end, value, value, value, "exact", unit)


_LEFT: dict[str, tuple[str, ...]] = {
    "at least": (
        "at least", "at a minimum", "(?:slightly |far |many |much |even )?more than",
        "(?:well|way|far|comfortably) over", "over",
        "(?:no|not) (?:fewer|less) than", "a minimum (?:number )?of", "minimum", "upwards? of", "in excess of",
        "north of",
        "(?:well )?above", "(?:greater|higher|longer|older|bigger|larger|further|farther|better) than", "beyond",
        "(?:exceed(?:s|ed|ing)?|top(?:s|ped|ping)|surpass(?:es|ed|ing)?)", "as (?:few|little|low) as",
    ),
    "at most": (
        "at (?:the )?most", "at (?:the )?maximum", "(?:of )?up to", "as (?:many|much|high|long|far) as",
        "(?:no|not) more than",
        "(?:no|not) (?:longer|older|higher) than", "a maximum (?:number )?of", "maximum",
        "(?:far |well |many )?fewer than",
        "(?:far |much |slightly )?less than", "(?:well )?(?:under|below)", "south of",
        "(?:lower|smaller|shorter|younger) than",
    ),
    "from below": (
        "nearly", "almost", "just (?:under|below)", "(?:a )?(?:little|slightly) (?:under|below|less than|fewer than)",
        "(?:very )?close to", "approaching", "nearing", "just shy of", "(?:just )?short of", "not quite",
        "just less than",
    ),
    "from above": (
        "(?:just|slightly) (?:over|above)", "a (?:little|bit) (?:over|more than|above)",
        "(?:slightly|just|a little) more than",
        "little more than",
    ),
    "about": (
        "about", "around", "roughly", "approximately", r"approx\.?", "some",
        "an? (?:estimated|approximate)",
        "(?:an? )?estimated(?: at)?", "circa", r"c\.", "somewhere (?:around|near|between)", "in the region of",
        "in the (?:neighbou?rhood|vicinity) of", "(?:on|in|of) the order of", "perhaps", "maybe", "probably", "~",
    ),
}  # fmt: skip
_QUOTE = "[\"“‘']?"
_LEFT_PATTERNS = tuple(
    (
        kind,
        re.compile(
            rf"(?<![\w’'])(?i:{'|'.join(phrases)}) {_QUOTE}(?:(?:an?|another|as many as) )?$".replace(" ", r"\s+")
        ),
    )
    for kind, phrases in _LEFT.items()
)
_RIGHT: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "at least",
        re.compile(
            r"(?:\s+or\s+(?:more|so\s+more|over|above|older|higher|greater|longer|better)\b|\s+and\s+(?:over"
            r"|above|older|up|counting)\b"
            r"|\+|-plus\b|\s+plus\b(?=\s+[a-z]+s\b)|\s+(?:at\s+least|at\s+a\s+minimum)\b)"
        ),
    ),
    (
        "at most",
        re.compile(
            r"\s+(?:or\s+(?:fewer|less|under|below|younger|lower)\b|at\s+(?:the\s+)?most\b|and\s+(?:under|below"
            r"|younger)\b|tops\b)"
        ),
    ),
    ("about", re.compile(r"(?:\s+or\s+so\b|-odd\b|\s+or\s+thereabouts\b|-?ish\b|,?\s+give\s+or\s+take\b)")),
)
_PART = re.compile(
    r"(?<![\w’'])(?i:(?P<most>most|a\s+majority|the\s+majority|the\s+bulk|more\s+than\s+half)|(?P<all>all"
    r"|every\s+one|each)|(?P<none>none)"
    r"|some|many|several|a\s+few|few|part|a\s+number|a\s+handful|a\s+minority|any|dozens|scores|hundreds)"
    r"\s+of\s+(?:(?:the|these|those|its|his|her|their|our|my|all)\s+)?"
    r"(?:(?:more\s+than|at\s+least|about|around|nearly|almost|estimated|some|roughly|over|other|remaining"
    r"|original)\s+)*$",
    re.IGNORECASE,
)
_OF_PLACE = re.compile(r"(?i:over|under|below|above|beyond)\s+(?:the|a|an|another)\s*")
_LASTS = re.compile(
    r"(?<!\w)(?i:for|of|after|took|takes?|taking|last(?:s|ed|ing)?|spen[dt]|served|been|is|was|were|are|with|in"
    r"|to|than|at|aged|well|just)\s+$"
)
_REACH = 60
"""Characters before a number within which the words that bound it are looked for; "the bulk of the more than" is 26."""


def bounded(text: str, quantity: Quantity) -> Quantity:
    """Take the words that bound a quantity into it.

    Args:
        text: the passage.
        quantity: as found, without them.

    """
    if quantity.value is None or quantity.closed:
        return _at_least_a_few(text, _part_of(text, quantity))
    part = _part_of(text, quantity)
    if part is not quantity:
        return part
    left = _left(text, quantity.start, lasting=quantity.unit in DURATIONS)
    if left is not None:
        return _apply(replace(quantity, start=left[1]), left[0])
    for kind, pattern in _RIGHT:
        if match := pattern.match(text, quantity.end):
            unit = unit_after(text, match.end()) if quantity.unit is None else None
            quantity = (
                replace(quantity, end=match.end()) if unit is None else replace(quantity, unit=unit[0], end=unit[1])
            )
            return _apply(quantity, kind)
    if text[quantity.start : quantity.end].lower().endswith("dozen") and quantity.exact == "exact":
        return replace(quantity, low=None, high=None, exact="about")
    return quantity


def _at_least_a_few(text: str, quantity: Quantity) -> Quantity:
    """Words that bound what is vague by itself: "at least a couple of", "more than a few"."""
    least = quantity.value if quantity.exact == "about" else quantity.low if quantity.exact == "at least" else None
    left = _left(text, quantity.start, lasting=quantity.unit in DURATIONS) if least is not None else None
    if left is None or left[0] != "at least":
        return quantity
    value = least if quantity.exact == "about" else None
    return replace(quantity, start=left[1], low=least, value=value, exact="at least")


def _left(text: str, at: int, *, lasting: bool = False) -> tuple[str, int] | None:
    """The longest bounding words that end at a place ("just over" before "over") and where they begin.

    ``lasting`` says that a length of time follows: "over three days" is within them, "for over three days" is more.
    """
    found = [
        (match.start(), kind)
        for kind, pattern in _LEFT_PATTERNS
        if (match := pattern.search(text, max(0, at - _REACH), at)) is not None
        and not _OF_PLACE.fullmatch(match.group())
        and not (lasting and match.group().lower().startswith("over ") and not _LASTS.search(text, 0, match.start()))
    ]
    return (min(found)[1], min(found)[0]) if found else None


def _apply(quantity: Quantity, kind: str) -> Quantity:
    value = quantity.value
    if kind == "at least":
        return replace(quantity, high=None, exact="at least", closed=True)
    if kind == "at most":
        return replace(quantity, low=None, exact="at most", closed=True)
    return replace(
        quantity,
        low=value if kind == "from above" else None,
        high=value if kind == "from below" else None,
        exact="about",
        closed=True,
    )


def _part_of(text: str, quantity: Quantity) -> Quantity:
    whole = quantity.high if quantity.high is not None else quantity.value
    if whole is None or quantity.unit is not None:
        return quantity
    match = _PART.search(text, max(0, quantity.start - _REACH), quantity.start)
    if match is None:
        return quantity
    if match["all"]:
        return replace(quantity, start=match.start(), closed=True)
    if match["none"]:
        return Quantity(match.start(), quantity.end, 0.0, 0.0, 0.0, "exact", quantity.unit, True)
    low = whole / 2 if match["most"] else None
    return Quantity(match.start(), quantity.end, low, whole, None, "part of", quantity.unit, True)

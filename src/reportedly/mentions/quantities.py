"""Numbers with the words that bound them: "nearly", "at least", "some of the"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportedly.mentions.measures import unit_after

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
        "at least", "(?:slightly |far |many |much )?more than", "well over", "over", "(?:no|not) (?:fewer|less) than",
        "a minimum (?:number )?of", "minimum", "upwards? of", "in excess of", "above", "well above", "greater than",
        "exceeding", "higher than", "beyond",
    ),
    "at most": (
        "at (?:the )?most", "up to", "as (?:many|much|few|little|high|low) as", "(?:no|not) more than", "a maximum of",
        "maximum", "fewer than", "less than", "under", "below", "lower than",
    ),
    "from below": (
        "nearly", "almost", "just (?:under|below)", "close to", "approaching", "just short of", "not quite",
    ),
    "from above": (
        "(?:just|slightly) (?:over|above)", "a (?:little|bit) (?:over|more than)", "(?:slightly|just) more than",
    ),
    "about": (
        "about", "around", "roughly", "approximately", r"approx\.?", "some", "(?:an? )?estimated", "circa",
        "an? average of", "somewhere (?:around|near)", "in the region of", "on the order of", "perhaps", "maybe",
        "probably", "~",
    ),
}  # fmt: skip
_LEFT_PATTERNS = tuple(
    (kind, re.compile(rf"(?<![\w’'])(?i:{'|'.join(phrases)}) (?:(?:an?|another|as many as) )?$".replace(" ", r"\s+")))
    for kind, phrases in _LEFT.items()
)
_RIGHT: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "at least",
        re.compile(r"(?:\s+or\s+(?:more|so\s+more|over|above)\b|\+|-plus\b|\s+plus\b(?=\s+[a-z]+s\b)|\s+at\s+least\b)"),
    ),
    ("at most", re.compile(r"\s+(?:or\s+(?:fewer|less|under|below)\b|at\s+(?:the\s+)?most\b)")),
    ("about", re.compile(r"(?:\s+or\s+so\b|-odd\b|\s+or\s+thereabouts\b|ish\b)")),
)
_PART = re.compile(
    r"(?<![\w’'])(?i:(?P<most>most|a\s+majority|the\s+majority|the\s+bulk|more\s+than\s+half)|(?P<all>all|every\s+one|each)|(?P<none>none)"
    r"|some|many|several|a\s+few|few|part|a\s+number|a\s+handful|a\s+minority|any|dozens|scores|hundreds)"
    r"\s+of\s+(?:(?:the|these|those|its|his|her|their|our|my|all)\s+)?"
    r"(?:(?:more\s+than|at\s+least|about|around|nearly|almost|estimated|some|roughly|over|other|remaining|original)\s+)*$",
    re.IGNORECASE,
)
_OF_PLACE = re.compile(r"(?i:over|under|below|above|beyond)\s+(?:the|a|an|another)\s*")
_REACH = 60
"""Characters before a number within which the words that bound it are looked for; "the bulk of the more than" is 26."""


def bounded(text: str, quantity: Quantity) -> Quantity:
    """Take the words that bound a quantity into it.

    Args:
        text: the passage.
        quantity: as found, without them.

    """
    if quantity.value is None or quantity.closed:
        return _part_of(text, quantity)
    part = _part_of(text, quantity)
    if part is not quantity:
        return part
    left = _left(text, quantity.start)
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


def _left(text: str, at: int) -> tuple[str, int] | None:
    """The longest bounding words that end at a place ("just over" before "over") and where they begin."""
    found = [
        (match.start(), kind)
        for kind, pattern in _LEFT_PATTERNS
        if (match := pattern.search(text, max(0, at - _REACH), at)) is not None
        and not _OF_PLACE.fullmatch(match.group())
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

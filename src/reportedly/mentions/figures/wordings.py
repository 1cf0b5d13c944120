"""Quantities in words that set only a bound ("dozens", "several hundred miles"), and heights in feet and inches."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.mentions.figures.measures import unit_after
from reportedly.mentions.figures.quantities import Quantity, exactly
from reportedly.mentions.numbers import SCALES, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCALE = r"(?:dozen|hundred|thousand|million|billion|trillion|lakh|crore)"
_PLURALS = r"tens|dozens|scores|hundreds|thousands|millions|billions|trillions|lakhs|crores"
_VAGUE = re.compile(
    rf"(?<![\w’'-])(?i:(?P<plural>(?:(?:{_PLURALS})(?:\s+(?:of|and|upon)\s+)?)+)(?=\s|[.,;:!?)”\"’—–]|$)"
    rf"|(?P<few>several|an?\s+few|an?\s+handful\s+of|a\s+couple(?:\s+of)?)(?:\s+(?P<scale>{_SCALE}))?)(?!\w)"
)
_LEAST = {"several": 3.0, "handful": 2.0, "few": 2.0}
_SINGULAR = {"tens": 10.0, "scores": 20.0, "dozens": 12.0}
_PLURAL_SCALE = re.compile(_PLURALS)
_COUPLE = re.compile(r"\s+(?:more|other|additional|[a-z]+s(?<!was)(?<!has)(?<!is)|people|dozen)\b")
_HEIGHT = re.compile(
    r"(?<![\w.,])(?P<feet>[1-9])\s?(?:[-\s]?(?:feet|foot|ft)\.?,?[\s-]{0,2}|['’′]\s?-?)(?P<inches>1[01]|\d)(?:\.5"
    r"|½)?(?:[\s-]?(?:inch(?:es)?|ins?\b\.?)"
    r"|[\"”″]|['’′]{2}|(?=[\s,.;)]|$))(?:[\s-](?:tall|high))?"
)


def vague(text: str) -> Iterator[Quantity]:
    """Quantities in words that set only a bound: "dozens", "tens of thousands", "several hundred", "a few days".

    Args:
        text: the passage.

    Yields:
        Each with its unit, where one follows it.

    """
    for match in _VAGUE.finditer(text):
        found = _plural(text, match) if match["plural"] else _few(text, match)
        if found is not None:
            yield found


def heights(text: str) -> Iterator[Quantity]:
    """Lengths in feet and inches, as feet: ``6'3"`` is 6.25."""
    for match in _HEIGHT.finditer(text):
        feet = int(match["feet"]) + int(match["inches"]) / 12
        yield exactly(match.start(), match.end(), float(f"{feet:.12g}"), "feet")


def _plural(text: str, match: re.Match[str]) -> Quantity | None:
    scales = _PLURAL_SCALE.findall(match["plural"].lower())
    of = re.search(r"\s+of\s*$", match["plural"]) or re.match(r"\s+of\b", text[match.end() :])
    if scales == ["tens"] or (scales == ["scores"] and not of):
        return None  # "in their tens" and "the scores were level"
    if re.search(r"\d\s*$", text[: match.start()]):
        return None
    if "upon" in match["plural"].lower() or re.search(r"\w+s\s+and\s", match["plural"]):
        scales = scales[:1]  # "hundreds and hundreds", "hundreds upon hundreds"
    low = 2.0
    for word in scales:
        low *= _SINGULAR.get(word) or SCALES[word.removesuffix("s")]
    end = match.start() + len(re.sub(r"\s+(?:of|and|upon)?\s*$", "", match["plural"], flags=re.IGNORECASE))
    unit = re.compile(r"\s+of(?:\s+\w+)?(?=\s)").match(text, end)
    for after in (re.compile(r"\s+of(?=\s)").match(text, end), unit):
        if after and (known := unit_after(text, after.end())):
            return Quantity(match.start(), known[1], low, None, None, "at least", known[0])
    return Quantity(match.start(), end, low, None, None, "at least")


def _few(text: str, match: re.Match[str]) -> Quantity | None:
    few, end = match["few"].lower(), match.end()
    scale = (value_of(f"one {match['scale']}") or 1.0) if match["scale"] else 1.0
    unit, unit_end = unit_after(text, end) or (None, end)
    end = unit_end
    if "couple" in few:
        if few.endswith("couple") and unit is None and not (match["scale"] or _COUPLE.match(text, end)):
            return None  # two people who are one
        return Quantity(match.start(), end, None, None, 2 * scale, "about", unit, closed=True)
    low = next(least for word, least in _LEAST.items() if word in few) * scale
    return Quantity(match.start(), end, low, None, None, "at least", unit)

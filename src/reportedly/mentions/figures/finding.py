"""Figures: the numbers of a report with their range, their unit and what they count.

How the words around a number set ``low``, ``high``, ``value`` and ``exact`` for a number *n*:

=============================================================  ========  =====  =====  =====
words                                                          exact     low    high   value
=============================================================  ========  =====  =====  =====
"40", "all 40", "half of the", "one in five"                   exact     n      n      n
"about 40", "roughly", "some 40", "40 or so"                   about                   n
"nearly 40", "almost", "just under"                            about            n      n
"just over 40", "slightly more than"                           about     n             n
"at least 40", "more than", "over", "40 or more", "40-plus"    at least  n             n
"up to 40", "fewer than", "as many as", "no more than"         at most          n      n
"10 to 15", "between 10 and 15", "five or six"                 range     first  last
"some of the 40", "many of the 150"                            part of          n
"most of the 40"                                               part of   n / 2  n
"dozens", "hundreds of", "tens of thousands"                   at least  2 × it
"several" (3), "a few", "a handful" (2)                        at least  it
"a couple of" (2), "a dozen" (12)                              about                   n
=============================================================  ========  =====  =====  =====

An empty cell is ``None``: the words set no such bound. ``value`` is the number the report gives, never a middle of two.
"More than 40" is read as at least 40, since nothing is lost where counts differ by one.

A share ("every fifth", "two-thirds", "one in five", "half of") has unit ``"share"`` and lies between 0 and 1; a
percentage keeps unit ``"percent"`` and its number. An age has unit ``"years"`` and counts nothing. "Many", "some" and
"most" without a number are no figures, nor are numbers in names, dates, times of the day, scores, telephone and page
numbers, and "one" where it only says "a" or "somebody".
"""

from __future__ import annotations

import re
from math import inf, isclose, isfinite
from typing import TYPE_CHECKING

from reportedly.mentions.days.timewords import scan
from reportedly.mentions.figures.counted import counted
from reportedly.mentions.figures.counted_earlier import Counted
from reportedly.mentions.figures.currencies import local
from reportedly.mentions.figures.numerals import Taken, numerals
from reportedly.mentions.figures.ordinals import ordinals
from reportedly.mentions.figures.quantities import Quantity, bounded
from reportedly.mentions.figures.shares import shares
from reportedly.mentions.figures.unquantified import never_figures, says_when
from reportedly.mentions.figures.wordings import heights, vague
from reportedly.model import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from reportedly.language import Passage

_LISTED = re.compile(r",?\s+(?:and|or|to)\s+")
_ONWARD = re.compile(r"\s+(?:and|or|to|by|x)\s+")

_BASE: dict[str, tuple[str, float]] = {
    "share": ("percent", 100.0), "minutes": ("seconds", 60.0), "hours": ("seconds", 3600.0), "weeks": ("days", 7.0),
    "fortnights": ("days", 14.0), "months": ("years", 1 / 12), "decades": ("years", 10.0),
    "centuries": ("years", 100.0), "grams": ("kilograms", 1e-3), "tonnes": ("kilograms", 1e3),
    "pounds": ("kilograms", 0.4536), "kilometres": ("metres", 1e3), "miles": ("metres", 1609.344),
    "feet": ("metres", 0.3048), "yards": ("metres", 0.9144), "centimetres": ("metres", 1e-2),
    "inches": ("metres", 0.0254), "miles per hour": ("kilometres per hour", 1.609344),
    "acres": ("hectares", 0.404686), "basis points": ("percentage points", 1e-2),
}  # fmt: skip
"""Units that are given in another of the same measure, and what they are multiplied by."""

ABOUT = 0.1
"""How far from its value a figure given as "about" may lie when two figures are compared, as a share of the value. A
convention: rounding to one digit, the coarsest in the news, moves a number by less."""


def find(
    text: str,
    passages: Sequence[Passage],
) -> tuple[Figure, ...]:
    """Find the figures of a report.

    Args:
        text: the report's text.
        passages: its readable blocks as parsed, in page order.

    Returns:
        Figures in page order, with offsets into ``text``; a span holds the figure's own words ("at least 40",
        "73 percent", "some of the 40") and not what is counted. ``attribution`` is ``None``.

    """
    return tuple(figure for passage in passages for figure in _in_passage(text, passage))


def same(one: Figure, other: Figure) -> bool:
    """Whether two figures can both hold as one number: units of one kind, and bounds that leave a number in common.

    Which thing they count is not compared. A "part of" can be anything up to its whole; two parts are of one number
    where their wholes are. Shares compare with percentages ("one in five" and "20 percent"), to the whole percent, and
    lengths of time, weights and ways with those in other units of the same measure.
    """
    (unit, by), (other_unit, other_by) = (_BASE.get(unit or "", (unit, 1.0)) for unit in (one.unit, other.unit))
    if unit != other_unit:
        return False
    if one.exact == other.exact == "part of":
        wholes = one.high, other.high
        return None in wholes or isclose((one.high or 0.0) * by, (other.high or 0.0) * other_by, rel_tol=1e-3)
    # A share such as a third is never a whole percent, and other units seldom give a round number.
    slack = 0.0 if one.unit == other.unit else 0.5 if unit == "percent" else 1e-2
    (low, high), (other_low, other_high) = _bounds(one, by), _bounds(other, other_by)
    if unit != "percent":
        slack *= max((abs(n) for n in (low, high, other_low, other_high) if isfinite(n)), default=1.0)
    return low <= other_high + slack and other_low <= high + slack


def _bounds(figure: Figure, by: float) -> tuple[float, float]:
    """The least and the most that a figure can be, in the base unit of its measure."""
    low = -inf if figure.low is None else figure.low * by
    high = inf if figure.high is None else figure.high * by
    if figure.exact == "about" and figure.value is not None:
        value = figure.value * by
        slack = abs(value) * ABOUT
        return max(low, value - slack), min(high, value + slack)
    return low, high


def _in_passage(text: str, passage: Passage) -> Iterator[Figure]:
    quantities = _quantities(passage.doc, passage.text)
    for quantity, place in zip(quantities, _places(passage, quantities), strict=True):
        yield Figure(
            passage.start + quantity.start,
            passage.start + quantity.end,
            passage.text[quantity.start : quantity.end],
            quantity.low,
            quantity.high,
            quantity.value,
            quantity.exact,
            quantity.unit and local(quantity.unit, text),
            passage.text[slice(*place)] if place else None,
        )


def _places(passage: Passage, quantities: Sequence[Quantity]) -> list[tuple[int, int] | None]:
    """Where what each figure counts stands in the passage."""
    earlier: list[Counted] = []
    places: list[tuple[int, int] | None] = []
    for quantity in quantities:
        age = quantity.unit == "years" and _is_age(passage.text, quantity)
        place = None if age else counted(passage.doc, passage.text, quantity, earlier)
        earlier.append(Counted(quantity, place))
        places.append(place)
    for at in range(len(quantities) - 2, -1, -1):
        one, other = quantities[at], quantities[at + 1]
        if places[at] is None and one.unit == other.unit and _LISTED.fullmatch(passage.text, one.end, other.start):
            places[at] = places[at + 1]  # "71 kWh and 95 kWh of battery capacity"
    for at in range(1, len(quantities)):
        one, other = quantities[at - 1], quantities[at]
        if places[at] is None and one.unit == other.unit and _ONWARD.fullmatch(passage.text, one.end, other.start):
            places[at] = places[at - 1]  # "intake fell from 30% to 15%"
    return places


def _is_age(text: str, quantity: Quantity) -> bool:
    own = text[quantity.start : quantity.end]
    return (
        own.endswith(("old", "olds", "of age"))
        or re.search(r"\bage[ds]?\b", own.lower()) is not None
        or not re.search(r"[a-z]", own)
    )


def _quantities(doc: Doc, text: str) -> list[Quantity]:
    """All quantities of a passage, in order, none overlapping."""
    taken = Taken(len(text))
    for start, end in (*never_figures(text), *((found.start, found.end) for found in scan(doc))):
        taken.add(start, end)

    def untaken(quantities: Iterable[Quantity]) -> list[Quantity]:
        free = [quantity for quantity in quantities if taken.free(quantity.start, quantity.end)]
        for quantity in free:
            taken.add(quantity.start, quantity.end)
        return free

    parts = [*untaken(heights(text)), *untaken(shares(text))]
    loose = untaken(vague(text))
    numbers = untaken(numerals(doc, text, taken))
    firsts = untaken(ordinals(doc, text))
    found = [bounded(text, quantity) for quantity in (*parts, *numbers, *loose)] + firsts
    found = [quantity for quantity in found if not says_when(text, quantity.start, quantity.end, quantity.unit)]
    found.sort(key=lambda quantity: (quantity.start, -quantity.end))
    kept: list[Quantity] = []
    for quantity in found:
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
        elif quantity.end > kept[-1].end and quantity.exact == "part of":
            kept[-1] = quantity  # "several of the 40": its quantifier is part of it, not a figure of its own
    return kept

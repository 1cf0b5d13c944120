"""Two numbers as one range ("10 to 15", "between $5 and $10"), and pairs that are none: changes, scores, odds."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.mentions.figures.ages import is_in_years
from reportedly.mentions.figures.quantities import Quantity

if TYPE_CHECKING:
    from reportedly.mentions.figures.singles import Numeral

_TO = re.compile(r"\s*[-–—]\s*|\s+to\s+|-to-|\s+or\s+|-or-|\s+through\s+(?=\d)")
_AND = re.compile(r"\s+and\s+|\s+to\s+|\s*[-–—]\s*")
_BETWEEN = re.compile(r"(?<!\w)between\s+(?:about\s+|around\s+|roughly\s+|an\s+estimated\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)from\s+(?:about\s+|around\s+|just\s+|nearly\s+|a\s+|an?\s+estimated\s+)*$", re.IGNORECASE)
_RANGES = re.compile(
    r"(?<!\w)(?i:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|anywhere|aged?|ages|between|sentences?|terms?|fines?"
    r"|cost(?:s|ing)?|prices?"
    r"|last(?:s|ed|ing)?)\b[^.;]{0,40}$"
)
_CHANGES = (
    r"(?i:rose|rises?|risen|rising|f[ae]ll|falls|fallen|falling|gain(?:ed|s|ing)?|lost|los(?:es|ing)|climb(?:ed|s"
    r"|ing)?|jump(?:ed|s|ing)?"
    r"|drop(?:ped|s|ping)?|slip(?:ped|s|ping)?|sank|shed|add(?:ed|s|ing)?|surged?|soared|plunged|tumbled|up|down"
    r"|increas\w+"
    r"|decreas\w+|declin\w+|grew|grown|grow(?:ing)?|advanced|cut(?:ting)?|reduc\w+|lower\w*|rais\w+|went|go(?:es"
    r"|ing)?|expand\w*|shr[aiu]nk\w*"
    r"|lift\w*|hik(?:ed?|ing)|swell\w*|swollen|slid|edged|chang\w+|doubl\w+|tripl\w+|mov\w+|halv\w+|improv\w+)"
)
_CHANGED = re.compile(rf"(?<!\w){_CHANGES}\s+(?:by\s+|another\s+|about\s+|around\s+)*$")
_CHANGE_BEFORE = re.compile(rf"(?<!\w){_CHANGES}\b")
_BY = re.compile(r"(?<!\w)(?i:by|between|of|range\w*)\s+(?:\w+\s+)?$")
_TALLY = re.compile(
    r"(?<!\w)(?i:vot(?:e|ed|es|ing)|won|win|wins|lost|lose|beat|beaten|leads?|led|leading|defeat\w*|victory|draw"
    r"|drew|ruled|score\w*|odds"
    r"|trail\w*|ahead|behind|edg(?:es|ed|ing))\b[^.;]{0,40}$"
)
_COUNTED_NEXT = re.compile(r"-?\s?[a-z]{3,}")
_NOT_COUNTED = re.compile(
    r"\s+(?:and|for|from|with|after|over|against|victory|win|loss|defeat|margin|vote|decision|odds|ratio|favorite)\b"
)


def range_of(text: str, first: Numeral, second: Numeral) -> Quantity | None:
    """Two numbers as one range, where the words between and around them make one."""
    gap, before = text[first.end : second.start], text[max(0, first.start - 60) : first.start]
    if first.unit is not None and first.unit != second.unit and not (first.currency and second.unit is None):
        return None
    unit = second.unit or first.unit
    low, high = _shared_scale(first, second), second.value
    if not low < high:
        return None
    if _AND.fullmatch(gap) and (between := _BETWEEN.search(before)):
        return Quantity(first.start - len(between.group()), second.end, low, high, None, "range", unit, True)
    if not _TO.fullmatch(gap) or (gap.strip("- ") == "or" and high > 3 * low):
        return None
    if gap.strip() == "to" and first.unit is not None and _CHANGE_BEFORE.search(before) and not _BY.search(before):
        return None  # "lifted rates 0.25% to 5.5%"
    if _CHANGED.search(before) or (_FROM.search(before) and not _is_span(before)):
        return None
    # "Leads by 45 percent to 47 percent" tells two shares, "40 to 45 percent" one range.
    if _TALLY.search(before) and (unit is None or (unit == "percent" and first.unit == unit)):
        return None
    if unit is None and is_in_years(text, first.start):
        unit = "years"
    counted = _COUNTED_NEXT.match(text, second.end) and not _NOT_COUNTED.match(text, second.end)
    if unit is None and not counted and not (first.scaled or second.scaled):
        return None
    return Quantity(first.start, second.end, low, high, None, "range", unit, True)


def is_ratio(text: str, first: Numeral, second: Numeral) -> bool:
    """Whether two numbers are a score, odds or a tally of votes ("3-to-1", "by 5 to 4"), which count nothing."""
    if first.unit is not None or second.unit is not None:
        return False
    gap, before = text[first.end : second.start], text[max(0, first.start - 60) : first.start]
    if gap == "-to-":
        return True
    falling = gap.strip() == "to" and first.value > second.value
    return (falling and not _FROM.search(before)) or bool(gap.strip() == "to" and _TALLY.search(before))


def with_unit_of(text: str, first: Numeral, second: Numeral) -> Numeral:
    """The first of two numbers, with the unit that both share: "from 12 to 30 percent", "fell from 5 to 3 million"."""
    gap = text[first.end : second.start]
    if first.unit is None and second.unit == "percent" and re.fullmatch(r"\s+(?:and|or)\s+", gap) and first.scale == 1:
        return replace(first, unit=second.unit)  # "11 and 8 percent respectively"
    if first.unit is not None or not re.fullmatch(r"\s+to\s+(?:about\s+|nearly\s+|just\s+|over\s+)?", gap):
        return first
    if not _FROM.search(text, max(0, first.start - 40), first.start):
        return first
    return replace(
        first, unit=second.unit, value=_shared_scale(first, second) if first.value < second.value else first.value
    )


def _is_span(before: str) -> bool:
    """Whether "from 5 to 10" spans what is between them, and does not tell how something changed."""
    return bool(_RANGES.search(before)) and not _CHANGE_BEFORE.search(before)


def _shared_scale(first: Numeral, second: Numeral) -> float:
    """The first number's value with the scale of the second, where both have one: "five or six million", "$10-15m"."""
    if first.scale > 1 or second.scale < 100 or first.value >= 1000:
        return first.value
    return first.value * second.scale

"""Shares in words ("every fifth", "two-thirds", "one in five") and parts of a unit or scale ("half a million")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.mentions.figures.measures import unit_after
from reportedly.mentions.figures.quantities import Quantity, exactly
from reportedly.mentions.numbers import ORDINALS, SCALES, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_SMALL = "one|two|three|four|five|six|seven|eight|nine"
_WHOLES = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|fifty|a\\s+hundred|one\\s+hundred|hundred"
    "|a\\s+thousand|a\\s+million|\\d{1,3}(?:,\\d{3})*"
)
_FRACTION = re.compile(
    r"(?<![\w-])(?i:every\s+(?P<nth>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth)"
    r"(?!\s+(?:time|year|day|week|month|hour|night|monday|tuesday|wednesday|thursday|friday|saturday|sunday|[^\w\s])|[^\w\s]|$)"
    rf"|(?P<numerator>an?|{_SMALL})[\s-]+"
    r"(?P<denominator>half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?"
    r"|tenths?)(?![\w-]|\s+to\s+\w)"
    r"|(?P<half>half))(?![\w-])"
)
_IN_DIGITS = re.compile(
    r"(?<![\w./,-])(?<!\d\s)(?P<top>[1-9]\d?)/(?P<bottom>[2-9]|1[0-9]|20|100)(?=\s+(?:of|majority|vote|cup|mile|inch|acre)"
    r"|(?:rds|ths|nds)\b)(?:rds|ths|nds)?"
)
_ONE_IN = re.compile(
    rf"(?<![\w-])(?i:(?P<part>{_SMALL}|ten|\d{{1,3}})(?:\s+(?:in|out\s+of)(?:\s+every|\s+each)?\s+|-in-|-out-of-"
    rf"|\s+of\s+(?:every|each)\s+"
    rf"|\s+of\s+(?=(?:10|ten|100)\s))(?P<whole>{_WHOLES}))(?!\w|-\w|[.,]\d|\s?(?:percent|per\s+cent|%|million"
    rf"|billion|thousand|years?|days?"
    r"|months?|weeks?|hours?|minutes?|seconds?|games|matches|starts|innings|seasons|sets|tests)(?!\w))"
)
_PART_OF = re.compile(
    r"(?:[\s-]+of)?[\s-]+(?:an?|one|1)[\s-]+(?:(?P<scale>dozen|hundred|thousand|million|billion|trillion)\b)?",
    re.IGNORECASE,
)
_HALF_SCALE = re.compile(r"[\s-](?P<scale>dozen|million|billion|trillion)\b", re.IGNORECASE)
_BOUNDS = (
    r"(?i:more\s+than|less\s+than|fewer\s+than|over|under|about|around|nearly|almost|roughly|approximately"
    r"|at\s+least|up\s+to|by|than"
    r"|only|just|some|an\s+estimated|close\s+to|nearer|below|above|exactly|another|the\s+other)"
)
_BOUNDED = re.compile(rf"(?<!\w){_BOUNDS}\s+$")
_OF = re.compile(r"(?:\s+|-)of\s+(?!which\b|whom\b)")
_HALVED = re.compile(r"\s+(?:of|the|its|their|his|her|our|my|your|all|those|these|that|what)\b(?!\s+(?:a|an)\s)")
_VERB = re.compile(
    r"\s+(?:(?:were|was|are|is|have|had|has|said|say|says|do|did|don['’]t|didn['’]t|would|want|wanted|believe"
    r"|think|live|support|supported"
    r"|come|came|went|go|voted|could|will)\b|in\s+the\s+(?:poll|survey))"
)
_NO_HALF = re.compile(
    r"(?<!\w)(?i:first|second|other|better|last|final|opening|top|bottom|in|and\s+a|a|an|this|that|each)[\s-]+$"
)


def shares(text: str) -> Iterator[Quantity]:
    """Shares in words, between 0 and 1, and parts of a unit or of a scale.

    Args:
        text: the passage.

    Yields:
        Each with unit ``"share"``, or with the unit that it is a part of: "half a mile" is 0.5 miles.

    """
    for match in _FRACTION.finditer(text):
        value = _value(match)
        if value is None or value > 1:
            continue
        part = _part(text, match, value)
        if part is not None:
            yield part
        elif _is_share(text, match):
            yield exactly(match.start(), match.end(), _rounded(value), "share")
    for match in _IN_DIGITS.finditer(text):
        if int(match["top"]) < int(match["bottom"]):
            yield exactly(match.start(), match.end(), _rounded(int(match["top"]) / int(match["bottom"])), "share")
    for match in _ONE_IN.finditer(text):
        share, whole = value_of(match["part"]), value_of(match["whole"])
        # "One in 2016" is no share, nor is "two in one"; "one in 1,000" is.
        if share and whole and share < whole and not re.fullmatch(r"(?:19|20)\d\d", match["whole"]):
            yield exactly(match.start(), match.end(), _rounded(share / whole), "share")


def _value(match: re.Match[str]) -> float | None:
    if match["nth"]:
        return 1 / ORDINALS[match["nth"].lower()]
    if match["half"]:
        return 0.5
    word = match["denominator"].lower()
    word = "half" if word == "halves" else word.removesuffix("s")
    numerator = match["numerator"].lower()
    if numerator not in {"a", "an", "one"} and word == match["denominator"].lower():
        return None  # "two third graders"
    return (1.0 if numerator in {"a", "an"} else value_of(numerator) or 0.0) / ORDINALS[word]


def _part(text: str, match: re.Match[str], value: float) -> Quantity | None:
    """A part of a unit or scale: "half a mile", "a quarter of a million dollars", "half of one percent"."""
    if match["nth"]:
        return None
    whole = _PART_OF.match(text, match.end()) or (_HALF_SCALE.match(text, match.end()) if match["half"] else None)
    if whole is None:
        return None
    scale, end = SCALES[whole["scale"].lower()] if whole["scale"] else 1.0, whole.end()
    unit = unit_after(text, end if whole["scale"] else end - 1)
    if unit is not None:
        return exactly(match.start(), unit[1], _rounded(value * scale), unit[0])
    return exactly(match.start(), end, _rounded(value * scale)) if whole["scale"] else None


def _is_share(text: str, match: re.Match[str]) -> bool:
    """Tell "half of the seats", "by a third" from "the first half" and "a third man"."""
    if match["nth"]:
        return True
    before = text[max(0, match.start() - 24) : match.start()]
    bounded, of = _BOUNDED.search(before), _OF.match(text, match.end())
    if match["half"]:
        if _NO_HALF.search(before):
            return False
        return bool(_HALVED.match(text, match.end()) or bounded or _VERB.match(text, match.end()))
    if match["numerator"].lower() not in {"a", "an"}:
        return match["numerator"].lower() != "one" or bool(of or bounded or "-" in match.group())
    # "A third" and "a quarter" stand for "another one" and for three months; a bound or "of" tells.
    return bool(of or (bounded and not re.match(r"\s+[a-z]+(?<!said)(?<!were)(?<!are)\b", text[match.end() :])))


def _rounded(value: float) -> float:
    """A share without the last digits of its division."""
    return float(f"{value:.12g}")

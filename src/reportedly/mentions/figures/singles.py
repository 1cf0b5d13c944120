"""Single numbers as they are written: digits or words, with their fraction, scale, sign and unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.mentions.figures.currencies import SIGN, SYMBOLS
from reportedly.mentions.figures.measures import DURATIONS, unit_after
from reportedly.mentions.numbers import FRACTIONS, SCALED, SCALES, WORDED, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_ONE_SIGN = f"[{''.join(FRACTIONS)}]"
_NUMBER = re.compile(
    rf"(?<![\w.,/:#@_])(?:(?<![^\W\d_][-–])|(?<=-to-)|(?<=-or-))(?:(?P<currency>{SIGN})\s?)?"
    rf"(?:(?P<number>{SCALED}|{WORDED}(?!\w))|(?P<sign>{_ONE_SIGN}))(?!\d|[,.]\d|['’′]\d)"
)
_AND_A_PART = re.compile(
    rf"(?:\s+|-)and(?:\s+|-)(?:an?(?:\s+|-)|one(?:\s+|-))?(?P<word>half|quarter|three[\s-]quarters)(?![\w])"
    rf"|\s?(?P<sign>{_ONE_SIGN})"
    r"|[\s-](?P<top>[1-7])/(?P<bottom>[248])(?![\w/])"
)
_PARTS = {"half": 0.5, "quarter": 0.25, "three-quarters": 0.75, "three quarters": 0.75}
_SCALE = re.compile(r"[\s-]?(?P<word>hundred|thousand|million|billion|trillion|lakh|crore|bn|m)\b(?![.,]\d)")
_SCALE_AT_END = re.compile(r"[\s-](hundred|thousand|million|billion|trillion|lakh|crore)$", re.IGNORECASE)
_LETTER = re.compile(r"(?P<digits>.*\d)\s?(?P<letter>mil|cr|Cr|[mMkKbBT])")
_DISTANCE = re.compile(
    r"\s+(?:race|sprint|hurdles|relay|final|heats?|freestyle|butterfly|backstroke|breaststroke|medley|title"
    r"|champion|record|high|long"
    r"|tall|deep|wide|away|from|above|below|east|west|north|south|mark|bronze|silver|gold|time)\b"
)
_RACES = frozenset("60 100 110 200 400 800 1500 1,500 3000 3,000 5000 5,000 10000 10,000".split())
_NAMED_BY_LETTER = re.compile(
    r"(?:401k|[48]\s?K|3M|\d+K(?=\s+(?:run|race|walk|tv|resolution|video|footage|camera|display)))\b"
)
_ORDINAL_END = re.compile(r"-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s?\b")
_BELOW_ZERO = re.compile(r"(?:^|(?<=[\s(]))(?:[-−]|(?<!\bor )minus\s+|negative\s+)$")
"""What makes a number less than nothing; "plus or minus 3 points" is a distance."""

_LONGEST = 10
"""Digits that a figure has without a mark between them; a longer row is an identifier."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number of a passage.

    Attributes:
        start: its first character, that of a sign or minus before it.
        number_end: where its digits or words end, exclusive.
        end: where its unit ends.
        value: what it is worth, its scale included.
        unit: money, measure or percentage.
        scaled: whether digits are multiplied by a word or letter ("2.5 million").
        scale: what the number is multiplied by in its own words, 1 where nothing does.
        currency: whether a sign of money stands before it.

    """

    start: int
    number_end: int
    end: int
    value: float
    unit: str | None
    scaled: bool
    scale: float
    currency: bool


def singles(text: str) -> Iterator[Numeral]:
    """Every number of a passage, whatever it counts, in order."""
    at = 0
    while match := _NUMBER.search(text, at):
        numeral = _read(text, match)
        at = max(match.end(), numeral.end if numeral else 0)
        if numeral is not None:
            yield numeral


def _read(text: str, match: re.Match[str]) -> Numeral | None:
    sign = match["currency"]
    read = _value(text, match)
    if read is None:
        return None
    value, end, scale = read
    if value > 1e18 or _ORDINAL_END.match(text, end):
        return None
    number_end = end
    unit = SYMBOLS.get(sign or "") or ("CNY" if sign == "RMB" else sign)
    after = unit_after(text, end)
    if unit is None and after:
        unit, end = after
    elif sign == "$" and after and after[0] not in {"USD", "pounds", "metres"} and after[0].isupper():
        unit, end = after  # "$5 million Canadian dollars"
    half = re.match(r"\s+and\s+a\s+half(?!\w)", text[end:])
    if unit in DURATIONS and half and number_end == match.end():
        value, end = value + 0.5, end + half.end()  # "two years and a half"
    if text[end : end + 1].isalpha() or text[end : end + 1] == "_":
        return None
    start = match.start()
    below = _BELOW_ZERO.search(text, max(0, start - 12), start)
    if below and (unit is not None or below.group()[0].isalpha()):
        value, start = -value, below.start()
    written = match["number"] or ""
    scaled = bool(re.search(r"[A-Za-z]", written)) and written[0].isdigit()
    return Numeral(start, number_end, end, value, unit, scaled, scale, sign is not None)


def _value(text: str, match: re.Match[str]) -> tuple[float, int, float] | None:
    """The number's value, where its words end, and its scale."""
    if match["sign"]:
        return _scaled(text, FRACTIONS[match["sign"]], match.end())
    written, end = match["number"], match.end("number")
    if _NAMED_BY_LETTER.match(text, match.start("number")) and match["currency"] is None:
        return None
    letter = _LETTER.fullmatch(written)
    if letter and match["currency"] is None:
        if letter["letter"] in {"T", "mil", "cr", "Cr"}:
            return None
        if _DISTANCE.match(text, end) or (letter["digits"] in _RACES and letter["letter"] in "mM"):
            # "100m" is a race and "6m high" a length; elsewhere "294.3m" is millions.
            written = letter["digits"]
            end = match.start("number") + len(written)
    value = value_of(written)
    if value is None or re.search(rf"\d{{{_LONGEST + 1}}}", written.partition(".")[0]):
        return None
    worded = _SCALE_AT_END.search(written)
    scale = _scale_of(written) if worded or re.search(r"[A-Za-z]", written[-1]) else 1.0
    part = _AND_A_PART.match(text, end)
    if part and not (part["top"] and int(part["top"]) >= int(part["bottom"])):
        share = _part(part)
        if scale > 1:  # "a million and a half"
            return value + share * scale, part.end(), scale
        return _scaled(text, value + share, part.end())
    return value, end, scale


def _part(match: re.Match[str]) -> float:
    if match["word"]:
        return _PARTS[match["word"].lower()]
    return FRACTIONS[match["sign"]] if match["sign"] else int(match["top"]) / int(match["bottom"])


def _scaled(text: str, value: float, end: int) -> tuple[float, int, float]:
    """A number that ends in a fraction, with the scale behind it: "2½ million"."""
    match = _SCALE.match(text, end)
    if match is None or (match["word"] == "m" and text[end : end + 1].isspace()):
        return value, end, 1.0
    return value * SCALES[match["word"]], match.end(), SCALES[match["word"]]


def _scale_of(written: str) -> float:
    """What the last word or letter of a number multiplies by."""
    last = re.search(r"([A-Za-z]+)\.?$", written)
    return SCALES.get(last[1].lower(), 1.0) if last else 1.0

"""Numbers written out, in digits or words, with their units, and ranges of two."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportedly.mentions.measures import CODES, SYMBOLS, unit_after
from reportedly.mentions.numbers import SCALED, SCALES, WORDED, value_of
from reportedly.mentions.quantities import Quantity, exactly
from reportedly.mentions.unquantified import counts_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

_CURRENCY = "|".join(
    [*map(re.escape, sorted(SYMBOLS, key=len, reverse=True)), *(rf"{code}(?=\s?\d)" for code in CODES)]
)
_NUMBER = re.compile(
    rf"(?<![\w.,/:#@_])(?<![^\W\d_][-–])(?:(?P<currency>{_CURRENCY})\s?)?"
    rf"(?P<number>{SCALED}|{WORDED}(?!\w))(?P<half>\s+and\s+a\s+half)?(?!\d|[,.]\d)"
)
_LETTER = re.compile(r"(?P<digits>.*\d)\s?[mMkKbB]")
_DISTANCE = re.compile(
    r"\s+(?:race|sprint|hurdles|relay|final|heats?|freestyle|butterfly|backstroke|breaststroke|medley|title|champion|record|high|long"
    r"|tall|deep|wide|away|from|above|below|east|west|north|south|mark|bronze|silver|gold|time)\b"
)
_RACES = frozenset("60 100 110 200 400 800 1500 1,500 3000 3,000 5000 5,000 10000 10,000".split())
_PLURAL = re.compile(r"\s+(?:[a-z]+\s+)?(?:[a-z]+s|people|men|women|children)\b")
_ORDINAL_END = re.compile(r"-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)s?\b")
_HYPHENATED = re.compile(r"-(?P<word>[A-Za-z]+)")
_COUNTED_BY_HYPHEN = frozenset(
    (
        "member seat person man woman men bed bedroom storey story room vehicle ship nation country state point vote "
        "judge car passenger strong plus odd barrel goal nil page"
    ).split()
)
_TO = re.compile(r"\s*[-–—]\s*|\s+to\s+|\s+or\s+")
_SCALE_AT_END = re.compile(r"[\s-](hundred|thousand|million|billion|trillion)$", re.IGNORECASE)
_LONGEST = 10
"""Digits that a figure has without a mark between them; a longer row is an identifier."""
_AND = re.compile(r"\s+and\s+")
_BETWEEN = re.compile(r"(?<!\w)between\s+$", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)from\s+(?:about\s+|around\s+|just\s+|a\s+)?$", re.IGNORECASE)
_CHANGED = re.compile(
    r"(?<!\w)(?i:rose|rises?|risen|rising|f[ae]ll|falls|fallen|falling|gain(?:ed|s|ing)?|lost|los(?:es|ing)|climb(?:ed|s|ing)?"
    r"|jump(?:ed|s|ing)?|drop(?:ped|s|ping)?|slip(?:ped|s|ping)?|sank|shed|add(?:ed|s|ing)?|surged?|soared|plunged|tumbled"
    r"|up|down|increased?|decreased?|declined?|grew|grown|grow|advanced|cut)\s+(?:by\s+|another\s+|about\s+|around\s+)*$"
)
_TALLY = re.compile(
    r"(?<!\w)(?i:vot(?:e|ed|es|ing)|won|win|wins|lost|lose|beat|beaten|lead|leads|led|defeat\w*|victory|draw|drew|ruled|score\w*|odds"
    r"|trail\w*)\b[^.;]{0,40}$"
)
_OLD = re.compile(r"[\s-]+olds?\b|\s+of\s+age\b")
_AGED = re.compile(r"(?<!\w)(?:aged|ages?|between\s+the\s+ages\s+of)\s+$", re.IGNORECASE)
_ASIDE_BEFORE = re.compile(r"(?P<name>[A-Z][\w’'-]+(?:\s+(?:Jr|Sr|II|III)\.?)?),\s+$")
_ASIDE_AFTER = re.compile(r",|\s*[.;)](?:\s|$)")
_IS_AGED = re.compile(r"(?<!\w)(?:who|he|she|He|She)(?:['’]s|\s+(?:is|was|turns|turned))\s+$")
_OLDEST = 115


@dataclass(frozen=True, slots=True)
class _Numeral:
    start: int
    number_end: int
    end: int
    value: float
    unit: str | None
    scaled: bool
    currency: bool


class Taken:
    """The characters of a passage whose words are already read as something."""

    def __init__(self, length: int) -> None:
        self._marks = bytearray(length)

    def add(self, start: int, end: int) -> None:
        """Mark a stretch."""
        self._marks[start:end] = b"\x01" * (end - start)

    def free(self, start: int, end: int) -> bool:
        """Whether no character of a stretch is marked."""
        return not any(self._marks[start:end])


def numerals(doc: Doc, text: str, taken: Taken) -> list[Quantity]:
    """Numbers and ranges of a passage, in order.

    Args:
        doc: the parsed passage.
        text: its text.
        taken: characters whose numbers are something else.

    """
    found = [numeral for numeral in _singles(text) if taken.free(numeral.start, numeral.end)]
    quantities: list[Quantity] = []
    at = 0
    while at < len(found):
        pair = _range(text, found[at], found[at + 1]) if at + 1 < len(found) else None
        if pair is not None:
            quantities.append(_as_age(text, pair))
            at += 2
            continue
        single = _single(doc, text, found[at])
        if single is not None:
            quantities.append(single)
        at += 1
    return quantities


def _singles(text: str) -> Iterator[_Numeral]:
    for match in _NUMBER.finditer(text):
        numeral = _read(text, match)
        if numeral is not None:
            yield numeral


def _read(text: str, match: re.Match[str]) -> _Numeral | None:
    written, end = match["number"], match.end("number")
    sign = match["currency"]
    letter = _LETTER.fullmatch(written)
    if letter and sign is None and (_DISTANCE.match(text, end) or letter["digits"] in _RACES):
        # "100m" is a race and "6m high" a length; elsewhere "294.3m" is millions.
        written = letter["digits"]
        end = match.start("number") + len(written)
    value = value_of(written)
    if value is None or value > 1e18 or re.search(rf"\d{{{_LONGEST + 1}}}", written.partition(".")[0]):
        return None
    if match["half"]:
        value, end = value + 0.5, match.end("half")
    if _ORDINAL_END.match(text, end):
        return None
    number_end, unit = end, SYMBOLS.get(sign or "") or (sign.strip() if sign else None)
    if unit is None and (after := unit_after(text, end)):
        unit, end = after
    if text[end : end + 1].isalpha() or text[end : end + 1] == "_":
        return None
    scaled = bool(re.search(r"[A-Za-z]", written)) and written[0].isdigit()
    if (
        unit is not None
        and unit.startswith("degrees")
        and re.search(r"(?:^|[\s(])(?:[-−]|minus\s)$", text[: match.start()])
    ):
        value = -value
    return _Numeral(match.start(), number_end, end, value, unit, scaled, sign is not None)


def _range(text: str, first: _Numeral, second: _Numeral) -> Quantity | None:
    """Two numbers as one range, where the words between and around them make one."""
    gap, before = text[first.end : second.start], text[max(0, first.start - 60) : first.start]
    if first.unit is not None and first.unit != second.unit and not (first.currency and second.unit is None):
        return None
    low, high, unit = first.value, second.value, second.unit or first.unit
    if second.scaled and not first.scaled and low < 1000 and high >= 1000:
        low *= second.value / (
            value_of(re.sub(r"[A-Za-z\s]+$", "", text[second.start : second.number_end].lstrip("$£€"))) or second.value
        )
    elif not first.scaled and not _SCALE_AT_END.search(text, first.start, first.number_end):
        worded = _SCALE_AT_END.search(text, second.start, second.number_end)
        low *= SCALES[worded[1].lower()] if worded and low < 100 else 1  # "five or six million"
    if not low < high:
        return None
    if _AND.fullmatch(gap):
        between = _BETWEEN.search(before)
        if between is None:
            return None
        return Quantity(first.start - len(between.group()), second.end, low, high, None, "range", unit, True)
    if (
        not _TO.fullmatch(gap)
        or _FROM.search(before)
        or _CHANGED.search(before)
        or (_TALLY.search(before) and unit is None)
    ):
        return None
    if gap.strip() == "or" and high > 3 * low:
        return None
    if unit is None and _AGED.search(before):
        unit = "years"
    if unit is None and not re.match(r"-?\s?[a-z]{3,}", text[second.end :]):
        return None
    return Quantity(first.start, second.end, low, high, None, "range", unit, True)


def _single(doc: Doc, text: str, numeral: _Numeral) -> Quantity | None:
    """A number by itself, unless it counts nothing."""
    before, after = text[max(0, numeral.start - 2) : numeral.start], text[numeral.end : numeral.end + 2]
    if (before[-1:] in {"-", "–"} and before[:1].isdigit()) or (after[:1] in {"-", "–", "/"} and after[1:].isdigit()):
        return None  # half of a score or of a range that is none
    quantity = _as_age(text, exactly(numeral.start, numeral.end, numeral.value, numeral.unit))
    if quantity.unit is not None:
        return quantity
    hyphen = _HYPHENATED.match(text, numeral.end)
    if hyphen is not None:
        word = hyphen["word"].lower()
        if word not in _COUNTED_BY_HYPHEN:
            return None
        if word == "strong":
            return replace(quantity, end=hyphen.end())
        return quantity
    written = text[numeral.start : numeral.end]
    if re.fullmatch(r"(?:19|20)\d\d", written) and not _PLURAL.match(text, numeral.end):
        return None  # a year, by far the likelier reading
    bare = not numeral.scaled and numeral.value < 1e5 and "," not in written
    return None if counts_nothing(doc, numeral.start, numeral.end, bare=bare) else quantity


def _as_age(text: str, quantity: Quantity) -> Quantity:
    """Take the words that make a number an age into it: "31-year-old", "aged 31"; and "Smith, 31," needs none."""
    if quantity.unit in {"years", "months", "weeks", "days"} and (old := _OLD.match(text, quantity.end)):
        return replace(quantity, end=old.end())
    if quantity.unit is None and (aged := _AGED.search(text, max(0, quantity.start - 20), quantity.start)):
        return replace(quantity, start=aged.start(), unit="years")
    told = _IS_AGED.search(text, max(0, quantity.start - 30), quantity.start)
    plausible = quantity.value is not None and 0 < quantity.value <= _OLDEST and quantity.value.is_integer()
    if (
        quantity.unit is None
        and plausible
        and text[quantity.start : quantity.end].isdigit()
        and (told or _ASIDE_BEFORE.search(text, max(0, quantity.start - 40), quantity.start))
        and _ASIDE_AFTER.match(text, quantity.end)
    ):
        return replace(quantity, unit="years")
    return quantity

"""The numbers of a passage that are figures: single ones and ranges, with ages told from other numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.mentions.figures.ages import as_age
from reportedly.mentions.figures.quantities import Quantity, exactly
from reportedly.mentions.figures.ranges import is_ratio, range_of, with_unit_of
from reportedly.mentions.figures.singles import Numeral, singles
from reportedly.mentions.figures.unquantified import counts_nothing

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NO_YEAR = re.compile(
    r"\s+(?:[a-z]+\s+)?(?:people|men|women|children|cases|deaths|jobs|homes|houses|votes|voters|points|students"
    r"|pupils|workers|employees"
    r"|soldiers|troops|officers|members|patients|residents|families|refugees|migrants|victims|arrests|cars"
    r"|vehicles|copies|words|pages"
    r"|fans|seats|households|prisoners|inmates|delegates|tickets|animals|birds|trees|flights|passengers|incidents"
    r"|complaints|schools)\b"
)
"""What is counted by a number that could be a year: "2016 people", but "the 2016 elections"."""
_HYPHENATED = re.compile(r"-(?P<word>[A-Za-z]+)")
_COUNTED_BY_HYPHEN = frozenset(
    (
        "member seat person people man woman men bed bedroom bathroom storey story room vehicle ship nation country "
        "state city point vote judge justice car passenger strong plus odd barrel goal nil page game match race "
        "team part party step word question count stop unit court run wicket shot stroke engine seater seats volume "
        "episode song track day-old day hour week month year a per term"
    ).split()
)


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
    found = [one for one in _prose(text, list(singles(text))) if taken.free(one.start, one.end)]
    quantities: list[Quantity] = []
    at = 0
    while at < len(found):
        first, second = found[at], found[at + 1] if at + 1 < len(found) else None
        if second is not None and second.start - first.end <= _FURTHEST:
            pair = range_of(text, first, second)
            if pair is not None:
                quantities.append(as_age(text, pair))
            if pair is not None or is_ratio(text, first, second):
                at += 2
                continue
            first = with_unit_of(text, first, second)
        single = _single(doc, text, first)
        if single is not None:
            quantities.append(single)
        at += 1
    return quantities


def _prose(text: str, found: list[Numeral]) -> list[Numeral]:
    """Numbers without those of lines that are rows of a table: three or more with but space between them."""
    rows: list[tuple[int, int]] = []
    for one, other, third in zip(found, found[1:], found[2:], strict=False):
        gaps = text[one.number_end : other.start], text[other.number_end : third.start]
        if not any(gap.strip() for gap in gaps):
            end = text.find("\n", third.end)
            rows.append((text.rfind("\n", 0, one.start) + 1, end if end >= 0 else len(text)))
    return [one for one in found if not any(start <= one.start < end for start, end in rows)]


_FURTHEST = 20
"""Characters between two numbers that are read together: " to an estimated " is 17."""


def _single(doc: Doc, text: str, numeral: Numeral) -> Quantity | None:
    """A number by itself, unless it counts nothing."""
    before, after = text[max(0, numeral.start - 2) : numeral.start], text[numeral.end : numeral.end + 2]
    if (before[-1:] in {"-", "–"} and before[:1].isalnum()) or (after[:1] in {"-", "–", "/"} and after[1:].isdigit()):
        return None  # half of a score or of a range that is none
    quantity = as_age(text, exactly(numeral.start, numeral.end, numeral.value, numeral.unit))
    if quantity.unit is not None:
        return quantity
    hyphen = _HYPHENATED.match(text, numeral.end)
    if hyphen is not None:
        word = hyphen["word"].lower()
        named = hyphen["word"][0].isupper() and text[numeral.start].isupper()  # "the Six-Day War"
        if named or word not in _COUNTED_BY_HYPHEN:
            return None
        return replace(quantity, end=hyphen.end()) if word == "strong" else quantity
    written = text[numeral.start : numeral.end]
    if re.fullmatch(r"(?:19|20)\d\d", written) and not _NO_YEAR.match(text, numeral.end):
        return None  # a year, by far the likelier reading
    bare = not numeral.scaled and abs(numeral.value) < 1e5 and "," not in written
    return None if counts_nothing(doc, numeral.start, numeral.end, bare=bare) else quantity

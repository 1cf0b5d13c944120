"""What the tagger is told of a text: words, case, and places in quotation, sentence and paragraph.

Nothing here needs a model or a library. All offsets are Unicode code points of the text, end exclusive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportedly.quotation import quoted_regions

Span = tuple[int, int]

WORD = re.compile(r"\w+|[^\w\s]")
CASES = 6  # none, lower, Capitalised, UPPER, miXed, with a digit
QUOTES = 4  # outside, inside, opening mark, closing mark
PLACES = 4  # within a sentence, first of a sentence, of a paragraph, of the text

_ABBREVIATION = re.compile(
    "mr|mrs|ms|dr|prof|rep|sen|gov|gen|lt|col|sgt|rev|hon|st|jr|sr|vs|no|inc|co|corp|ltd"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text and what is known of each; the lists run in parallel."""

    spans: list[Span]
    case: list[int]
    quote: list[int]
    place: list[int]
    paragraphs: list[Span]  # ranges of word indices


def read_words(text: str) -> Words:
    """Cut a text into words and describe each."""
    spans = [m.span() for m in WORD.finditer(text)]
    place, paragraphs = _places(text, spans)
    return Words(spans, [_case(text[s:e]) for s, e in spans], _quotes(text, spans), place, paragraphs)


def _case(word: str) -> int:
    if any(c.isdigit() for c in word):
        return 5
    if not word[0].isalpha():
        return 0
    if word.islower():
        return 1
    if word.isupper() and len(word) > 1:
        return 3
    return 2 if word[0].isupper() and (len(word) == 1 or word[1:].islower()) else 4


def _quotes(text: str, spans: list[Span]) -> list[int]:
    states: list[int] = []
    regions, r = quoted_regions(text), 0
    for start, end in spans:
        while r < len(regions) and regions[r].end <= start:
            r += 1
        if r == len(regions) or start < regions[r].start:
            states.append(0)
            continue
        region = regions[r]
        width = 2 if text.startswith("''", region.start) else 1  # two apostrophes are one mark
        if end <= region.start + width:
            states.append(2)
        else:
            states.append(3 if region.closed and start >= region.end - width else 1)
    return states


def _places(text: str, spans: list[Span]) -> tuple[list[int], list[Span]]:
    place: list[int] = []
    starts: list[int] = []
    for i, (start, _) in enumerate(spans):
        gap = text[spans[i - 1][1] : start] if i else "\n"
        if "\n" in gap:
            place.append(2 if i else 3)
            starts.append(i)
        else:
            place.append(int(bool(gap) and _sentence_ends(text, spans, i - 1, starts[-1]) and _may_open(text, start)))
    return place, list(zip(starts, [*starts[1:], len(spans)][: len(starts)], strict=True))


def _may_open(text: str, start: int) -> bool:
    return not text[start].islower() and text[start] not in ",;:)’”"


def _sentence_ends(text: str, spans: list[Span], i: int, first: int) -> bool:
    """Whether a sentence may end with word ``i`` of a paragraph that starts with word ``first``."""
    while i > first and text[spans[i][0]] in "\"”’')]":
        i -= 1
    mark = text[spans[i][0]]
    if mark in "!?…":
        return True
    if mark != "." or i == first:
        return False
    before = text[slice(*spans[i - 1])]
    return not (len(before) == 1 and before.isupper()) and not _ABBREVIATION.fullmatch(before)

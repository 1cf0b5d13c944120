"""What the metrics compare: the words of normalised spans.

A metric must stand still while the extractor changes, so nothing here is shared with ``reportedly.attribution``, not
even its reading of quotation marks.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reportedly.evaluation.corpus import Range, Role
from reportedly.model import Form

LEAST_IOU = 0.5
"""Two spans are the same for the metrics that are not strict when they share at least half of their joint words."""

_MARKS = "\"'`´“”„‟‘’‚‛«»‹›"
_TRIMMED = frozenset(_MARKS + ".,;:!?…-–—\u200b\ufeff")
_COMPLEMENTISER = re.compile(r"that(?=\s)")
_WORD = re.compile(r"\w+")

_LINE = re.compile(r"[^\n]+")
_OPENING = re.compile("[\"“„‟«]|(?<![^\\W_])['‘]")
_CLOSING = {mark: re.compile("»" if mark == "«" else '["”]') for mark in '"“„‟«'}
_DOUBLE = re.compile('["“”„‟«]')
_CLOSING_SINGLE = re.compile(r"(?<=\S)['’](?!\w)")


class Words(NamedTuple):
    """A text's words (runs of letters, digits and underscores) and quoted stretches, each in order."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    quoted: tuple[Range, ...]

    def within(self, spans: Iterable[Range]) -> frozenset[int]:
        """The numbers of the words that the spans touch."""
        found: set[int] = set()
        for start, end in spans:
            found.update(range(bisect_right(self.ends, start), bisect_left(self.starts, end)))
        return frozenset(found)

    def is_quoted(self, word: int) -> bool:
        """Whether a word stands wholly inside quotation marks."""
        at = bisect_right(self.quoted, self.starts[word], key=lambda stretch: stretch[0]) - 1
        return at >= 0 and self.ends[word] <= self.quoted[at][1]

    def form(self, content: frozenset[int]) -> Form:
        """``direct`` if all words of a content are quoted, ``indirect`` if none is, else ``mixed``."""
        inside = sum(self.is_quoted(word) for word in content)
        if not inside:
            return "indirect"
        return "direct" if inside == len(content) else "mixed"


def words(text: str) -> Words:
    """The words and quoted stretches of a text."""
    spans = [match.span() for match in _WORD.finditer(text)]
    return Words(tuple(s for s, _ in spans), tuple(e for _, e in spans), quoted(text))


def normalise(text: str, spans: Iterable[Range], role: Role) -> tuple[Range, ...]:
    """Join the spans of one role that overlap, touch or have only white space between them, and trim each.

    Both ends lose white space, quotation marks, dashes and sentence punctuation; a content loses a leading "that" too.
    Spans with nothing left vanish.
    """
    joined: list[Range] = []
    for start, end in sorted((max(0, start), min(len(text), end)) for start, end in spans):
        if start >= end:
            continue
        if joined and (start <= joined[-1][1] or text[joined[-1][1] : start].isspace()):
            start, end = joined[-1][0], max(joined.pop()[1], end)
        joined.append((start, end))
    trimmed = {_trim(text, start, end, role) for start, end in joined}
    return tuple(sorted((start, end) for start, end in trimmed if start < end))


def _trim(text: str, start: int, end: int, role: Role) -> Range:
    while start < end and (text[end - 1].isspace() or text[end - 1] in _TRIMMED):
        end -= 1
    while start < end:
        if text[start].isspace() or text[start] in _TRIMMED:
            start += 1
        elif role == "content" and (that := _COMPLEMENTISER.match(text, start)) and that.end() < end:
            start = that.end()
        else:
            break
    return start, end


def iou(a: frozenset[int], b: frozenset[int]) -> float:
    """Intersection over union; 0 where both are empty."""
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared) if shared else 0.0


def quoted(text: str) -> tuple[Range, ...]:
    """The stretches within quotation marks, marks included, in order.

    Each line is a paragraph and is read by itself. A double mark left open runs to the end of its line, as where a
    quotation goes on in the next paragraph. Single marks count outside double ones only, and where they cannot be
    apostrophes: the opening one follows no letter or digit, the closing one is followed by none.
    """
    return tuple(stretch for line in _LINE.finditer(text) for stretch in _quoted_in(line.group(), line.start()))


def _quoted_in(line: str, offset: int) -> Iterable[Range]:
    doubles = [match.start() for match in _DOUBLE.finditer(line)]
    singles = [match.start() for match in _CLOSING_SINGLE.finditer(line)]
    at = 0
    while opening := _OPENING.search(line, at):
        start, mark = opening.span()[0], opening.group()
        if mark in _CLOSING:
            closing = _CLOSING[mark].search(line, start + 1)
            at = closing.end() if closing else len(line)
        else:
            end = _first(singles, start + 2)
            stop = _first(doubles, start + 1)
            if end is None or (stop is not None and stop < end):
                at = start + 1
                continue
            at = end + 1
        yield offset + start, offset + at


def _first(places: Sequence[int], at_least: int) -> int | None:
    index = bisect_left(places, at_least)
    return places[index] if index < len(places) else None

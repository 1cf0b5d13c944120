"""What an extractor hands over: where source, cue and content stand, and how sure it is; nothing interpreted yet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

Run = tuple[int, int]
"""First character and end, exclusive, in ``Report.text``."""


@dataclass(frozen=True, slots=True)
class RawAttribution:
    """One attribution as found: runs of the report's text, each role in page order.

    ``source`` and ``cue`` may be empty, ``content`` may not. ``confidence`` is between 0 and 1.
    """

    source: tuple[Run, ...]
    cue: tuple[Run, ...]
    content: tuple[Run, ...]
    confidence: float

    @property
    def start(self) -> int:
        """The first character of the whole attribution."""
        return min(start for runs in (self.source, self.cue, self.content) for start, _ in runs)


def joined(runs: Iterable[Run], text: str) -> tuple[Run, ...]:
    """Runs in order, those that overlap or have only white space between them made one; empty ones left out."""
    done: list[Run] = []
    for start, end in sorted(runs):
        if start >= end:
            continue
        if done and (start <= done[-1][1] or text[done[-1][1] : start].isspace()):
            done[-1] = (done[-1][0], max(done[-1][1], end))
        else:
            done.append((start, end))
    return tuple(done)


def covers(outer: Iterable[Run], inner: Iterable[Run]) -> bool:
    """Whether each of the inner runs lies within one of the outer ones."""
    outer = tuple(outer)
    return all(any(start <= a and b <= end for start, end in outer) for a, b in inner)


def trimmed(text: str, run: Run) -> Run:
    """Take white space and the sentence's own punctuation off both ends; quotation marks stay."""
    start, end = run
    while start < end and (text[start].isspace() or text[start] in _SENTENCE_MARKS):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in _SENTENCE_MARKS):
        end -= 1
    return start, end


def with_name(text: str, run: Run) -> Run:
    """A source that was cut inside brackets, with the bracket and the name before it: "R)" is "Kristi Noem (R)"."""
    start, end = run
    if ")" not in text[start:end] or "(" in text[start:end]:
        return run
    before = _NAME_AND_BRACKET.search(text, max(0, start - 80), start)
    return (before.start(), end) if before else run


_NAME_AND_BRACKET = re.compile(r"(?:[A-Z][\w.’'-]* ){1,5}\([^()]{0,20}$")
_SENTENCE_MARKS = frozenset(",.;:—–-")

"""A text to the windows that the tagger reads: whole paragraphs, and what is too long for a window with an overlap."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

LONGEST = 254
"""Pieces of a window, markers not counted: what the tagger is trained with."""

CONTEXT, OVERLAP = 16, 64
"""Pieces that a window within a paragraph shows again of the one before: at most the second, and if whole sentences are
to be had at least the first."""


class Window(NamedTuple):
    """Words ``start`` to ``end`` are shown to the tagger; on ``first`` to ``last`` its word counts. Ends exclusive."""

    start: int
    end: int
    first: int
    last: int


def windows(ends: Sequence[int], paragraphs: Sequence[int], sentences: Sequence[int]) -> Iterator[Window]:
    """Cut a text into windows.

    A window holds as many whole paragraphs as fit. To show the paragraph before again was tried: it cost 3 to 20 % of
    the time, and PolNeAR dev lost 0.3 to 0.4 points of F1. A paragraph that is too long is read in windows that
    overlap: each ends with a sentence, or if it has none with a word, and begins with the last sentences of the one
    before it, as few as make ``CONTEXT``; where no sentence begins between that and ``OVERLAP``, with a word. Of two
    windows that show a word, the one whose edge is further from it decides.

    Args:
        ends: number of pieces before each word, and last of all words; no word has more than ``LONGEST - OVERLAP``.
        paragraphs: the words that begin a paragraph, in order.
        sentences: the words that begin a sentence, in order, those that begin a paragraph too.

    Yields:
        Windows in order; ``first`` to ``last`` of all of them cover each word once.
    """
    count = len(ends) - 1
    breaks = [*paragraphs, count]
    start = 0
    while start < count:
        fits = bisect_right(ends, ends[start] + LONGEST) - 1
        end = _last(breaks, start, fits)
        if end:
            yield Window(start, end, start, end)
        else:
            end = breaks[bisect_right(breaks, start)]
            yield from _within(start, end, ends, sentences)
        start = end


def _within(start: int, stop: int, ends: Sequence[int], sentences: Sequence[int]) -> Iterator[Window]:
    """Cut a paragraph that is too long for a window."""
    first = shown = start
    while True:
        fits = bisect_right(ends, ends[start] + LONGEST) - 1
        if fits >= stop:
            yield Window(start, stop, first, stop)
            return
        end = _last(sentences, shown, fits) or fits
        least = bisect_left(ends, ends[end] - OVERLAP)
        enough = bisect_right(ends, ends[end] - CONTEXT) - 1
        following = _last(sentences, least - 1, enough) or least
        last = max(first, bisect_left(ends, (ends[following] + ends[end]) / 2))
        yield Window(start, end, first, last)
        start, first, shown = following, last, end


def _last(breaks: Sequence[int], above: int, most: int) -> int:
    """The last break above one word and not above another; 0 if there is none."""
    at = bisect_right(breaks, most) - 1
    return breaks[at] if at >= 0 and breaks[at] > above else 0

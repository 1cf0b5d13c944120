"""Tag probabilities to spans of words.

Tags are O B I E S: outside, begin, inside, end, single. The most probable sequence is looked for among those that are
allowed (an inside needs a begin), by Viterbi, but only where the most probable tag of each word gives none.
"""

from __future__ import annotations

import numpy as np

Span = tuple[int, int]
"""First word and end, exclusive."""

OUTSIDE, BEGIN, INSIDE, END, SINGLE = range(5)

_FREE, _HELD = frozenset((OUTSIDE, BEGIN, SINGLE)), frozenset((INSIDE, END))
_AFTER = (_FREE, _HELD, _HELD, _FREE, _FREE)
"""Which tags may follow each tag."""

_NEVER = -1e9


def spans(scores: np.ndarray) -> list[Span]:
    """The spans of one role, in order.

    Args:
        scores: words x 5, log probabilities.

    """
    path: list[int] = scores.argmax(axis=1).tolist()
    found: list[Span] = []
    at, count = 0, len(path)
    while at < count:
        if path[at] == OUTSIDE:
            at += 1
            continue
        # A run of words that are not outside may be decoded apart: nothing links it to another.
        first = at
        before, whole = OUTSIDE, True
        while at < count and (tag := path[at]) != OUTSIDE:
            whole = whole and tag in _AFTER[before]
            before = tag
            at += 1
        tags, offset = path[first:at], first
        if not (whole and OUTSIDE in _AFTER[before]):
            offset = max(0, first - 1)
            tags = _viterbi(scores[offset : at + 1])
        for span in _ranges(tags, offset):
            # Two runs that are decoded with a word of margin can meet in it.
            if not found or span[0] >= found[-1][1]:
                found.append(span)
    return found


def _viterbi(scores: np.ndarray) -> list[int]:
    """The best allowed tags. Plain numbers: runs are short, and arrays of five cost more than they save."""
    out, begin, inside, end, single = (float(x) for x in scores[0])
    inside = end = _NEVER
    back: list[tuple[int, int]] = []  # the best tag before an O, B or S, and the best before an I or E
    for o, b, i, e, s in scores[1:].tolist():
        free, before_free = max((out, OUTSIDE), (end, END), (single, SINGLE))
        held, before_held = max((begin, BEGIN), (inside, INSIDE))
        back.append((before_free, before_held))
        out, begin, inside, end, single = free + o, free + b, held + i, held + e, free + s
    tag = max((out, OUTSIDE), (end, END), (single, SINGLE))[1]
    path = [tag]
    for before_free, before_held in reversed(back):
        tag = before_held if tag in (INSIDE, END) else before_free
        path.append(tag)
    return path[::-1]


def _ranges(tags: list[int], offset: int) -> list[Span]:
    found, start = [], 0
    for i, tag in enumerate(tags):
        if tag in (BEGIN, SINGLE):
            start = i
        if tag in (END, SINGLE):
            found.append((offset + start, offset + i + 1))
    return found

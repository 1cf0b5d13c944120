"""The piece of a text that shows best what was found in it. Nothing here knows a database.

Both servers have their own, which weigh each found word against the others: of common words in a long text for minutes.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from itertools import islice

from reportedly.library.search import CLOSES, OPENS

_MOST_MARKS = 2_000
"""Found words that are weighed, from the first on."""

_NEAR = 240
"""Characters within which found words are seen together."""

_BEFORE = 100
"""Characters before the first of them in which the piece may begin."""

_LONGEST = 600
"""Characters of a piece of a text without spaces."""

_MARK = re.compile(f"{OPENS}([^{CLOSES}]*){CLOSES}")
_BEGINNING = re.compile(r"(?<=[.!?\n])\s+(?=\S)")
_SPACE = re.compile(r"\s+(?=\S)")


def piece(marked: str, words: int) -> str:
    """The piece in which the most different found words stand near one another, the first such.

    Args:
        marked: a text with its found words between ``search.OPENS`` and ``search.CLOSES``.
        words: how long the piece is.

    Returns:
        It, marked as the text is, with ``…`` where something is left out.

    """
    at = _densest([(mark.start(), mark[1].casefold()) for mark in islice(_MARK.finditer(marked), _MOST_MARKS)])
    start = 0
    if at > _BEFORE:
        before = at - _BEFORE
        sentences = [found.end() for found in _BEGINNING.finditer(marked, before, at + 1)]
        start = sentences[-1] if sentences else before
        spaces = [found.end() for found in _SPACE.finditer(marked, start, at + 1)]
        if not sentences:
            start = spaces[0] if spaces else at
        # What was found is in the piece however short the words before it are.
        if len(spaces) > words // 2:
            start = spaces[-(words // 2)] if words > 1 else at
    some = marked[start : start + _LONGEST]
    taken = re.match(rf"\s*(?:\S+\s+){{0,{words - 1}}}\S*", some)
    shown = taken[0].rstrip() if taken else some
    left = marked[start + len(shown) :].strip()
    return f"{'…' if start else ''}{shown}{'…' if left else ''}"


def _densest(found: list[tuple[int, str]]) -> int:
    """Where the first of those found words stands that have the most different ones near."""
    best, most = 0, 0
    near: deque[tuple[int, str]] = deque()
    different = Counter[str]()
    for at, word in found:
        near.append((at, word))
        different[word] += 1
        while at - near[0][0] > _NEAR:
            gone = near.popleft()[1]
            different[gone] -= 1
            if not different[gone]:
                del different[gone]
        if len(different) > most:
            best, most = near[0][0], len(different)
    return best

"""Small pure questions about what stands where in a report."""

from __future__ import annotations

import calendar
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TypeVar

from reportedly.model import Attribution, Block, Day, Figure, Place, Span

_AROUND = 300
"""Characters of its block that a claim's context keeps on each side; most paragraphs are shorter."""

_Stands = TypeVar("_Stands", Span, Figure, Day, Place)


def innermost(found: Iterable[_Stands], claims: Sequence[Attribution]) -> list[str | None]:
    """For each of what was found in the text, the id of the claim with the shortest content that encloses it.

    Args:
        found: in any order.
        claims: of the same Reading.

    Returns:
        The ids, or ``None``, in the order of ``found``.

    """
    contents = sorted(
        (span.start, span.end, sum(s.end - s.start for s in claim.content.spans), claim.id)
        for claim in claims
        for span in claim.content.spans
    )
    starts = [content[0] for content in contents]
    # How far any content up to here reaches: behind it, no earlier one can enclose.
    reach: list[int] = []
    for content in contents:
        reach.append(max(reach[-1], content[1]) if reach else content[1])
    answers: list[str | None] = []
    for one in found:
        best: tuple[int, str] | None = None
        at = bisect_right(starts, one.start) - 1
        while at >= 0 and reach[at] >= one.end:
            _, end, length, claim = contents[at]
            if end >= one.end and (best is None or (length, claim) < best):
                best = (length, claim)
            at -= 1
        answers.append(best[1] if best else None)
    return answers


def context(text: str, blocks: Sequence[Block], starts: int, ends: int) -> tuple[int, int]:
    """The run of text to show a claim in: the blocks that it stands in, as far as they are near it."""
    begins = [block.start for block in blocks]
    first, last = (max(0, bisect_right(begins, at) - 1) for at in (starts, max(starts, ends - 1)))
    left, right = (blocks[first].start, blocks[last].end) if blocks else (0, len(text))
    if starts - left > _AROUND:
        cut = text.find(" ", starts - _AROUND, starts)
        left = cut + 1 if cut >= 0 else starts - _AROUND
    if right - ends > _AROUND:
        cut = text.rfind(" ", ends, ends + _AROUND)
        right = cut if cut > ends else ends + _AROUND
    return min(left, starts), max(right, ends)


def first_day(day: str | None) -> str | None:
    """The first full day of an ISO year, month or day."""
    if day is None:
        return None
    return f"{day}-01-01" if len(day) == 4 else f"{day}-01" if len(day) == 7 else day[:10]


def last_day(day: str | None) -> str | None:
    """The last full day of an ISO year, month or day."""
    if day is None:
        return None
    if len(day) == 4:
        return f"{day}-12-31"
    if len(day) == 7:
        year, month = int(day[:4]), int(day[5:7])
        return f"{day}-{calendar.monthrange(year, month)[1]:02}"
    return day[:10]

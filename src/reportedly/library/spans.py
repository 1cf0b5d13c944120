"""Small pure questions about what stands where in a report."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import TypeVar

from reportedly.model import Attribution, Block, Day, Figure, Place, Span

_AROUND = 300
"""Characters of its block that a claim's context keeps on each side; most paragraphs are shorter."""

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?![0-9-])")

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
    first, _ = _days(day)
    return first


def last_day(day: str | None) -> str | None:
    """The last full day of an ISO year, month or day."""
    _, last = _days(day)
    return last


@lru_cache(10_000)
def _days(day: str | None) -> tuple[str, str] | tuple[None, None]:
    """The first and the last day that are meant; none where it is no day of the calendar."""
    written = _DAY.match(day or "")
    if written is None:
        return None, None
    year, month, number = (int(part) if part else None for part in written.groups())
    try:
        first = date(year or 0, month or 1, number or 1)
    except ValueError:
        return None, None
    if number:
        last = first
    elif month:
        last = first.replace(day=calendar.monthrange(first.year, month)[1])
    else:
        last = first.replace(month=12, day=31)
    return first.isoformat(), last.isoformat()

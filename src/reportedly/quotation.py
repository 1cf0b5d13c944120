"""Quotation marks: which stretches of a passage stand inside them, and what is told in a source's own words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reportedly.model import Form


class Region(NamedTuple):
    """A quoted stretch, marks included, in the offsets of the text it was read from.

    ``closed`` is False where the mark stays open to the end of its paragraph: the quotation may go on in the next.
    """

    start: int
    end: int
    closed: bool = True


_WORD = re.compile(r"\w+")

_DOUBLE = frozenset('"“”„‟«»″＂')
_CLOSERS = {"“": '”"', "‟": '”"', "„": '“”"', "«": "»", "»": "«", '"': '"”', "″": '″"', "＂": "＂", "''": "''"}
_SINGLE = ("'", "‘")
_ANY = re.compile(f"[{''.join(_DOUBLE)}'‘]")
_OPENING_CONTEXT = frozenset("([{—–-/…‘'“«")


def quoted_regions(text: str) -> tuple[Region, ...]:
    """Find the stretches within quotation marks, outermost only, in order.

    Each line is a paragraph and is read by itself, so an odd mark costs no other paragraph. Double marks may be
    straight, curly, low, angle or two apostrophes; single marks count only outside double ones and where they cannot be
    apostrophes. An opening mark without its partner runs to the end of its paragraph; a closing one (or the sign for
    inches) without its partner is no mark at all.
    """
    regions: list[Region] = []
    start = 0
    for line in text.split("\n"):
        regions += (Region(start + r.start, start + r.end, r.closed) for r in _line_regions(line))
        start += len(line) + 1
    return tuple(regions)


def _line_regions(line: str) -> list[Region]:
    regions = []
    at = 0
    no_single_before = 0
    while found := _ANY.search(line, at):
        at = found.start()
        mark = _mark_at(line, at)
        if mark is None or not _opens(line, at, mark) or (mark in _SINGLE and at < no_single_before):
            at += len(mark or "x")
            continue
        end, searched = _closing(line, at + len(mark), mark)
        if end is not None:
            regions.append(Region(at, end))
            at = end
        elif mark in _SINGLE:
            # Up to where this search gave up, no other single mark finds its partner either.
            no_single_before = searched
            at += 1
        else:
            regions.append(Region(at, len(line), closed=False))
            break
    return regions


def _mark_at(line: str, at: int) -> str | None:
    char = line[at]
    if char == "'":
        return "''" if line.startswith("''", at) else "'"
    return char if char in _DOUBLE or char == "‘" else None


def _opens(line: str, at: int, mark: str) -> bool:
    before = line[at - 1] if at else " "
    after = line[at + len(mark)] if at + len(mark) < len(line) else " "
    if after.isspace():
        # “ ” and « » are sometimes set off by spaces; a straight mark before a space closes.
        return mark in ("“", "„", "«", "‟") and at + 2 < len(line)
    if mark == "”" or (mark == "»" and not (before.isspace() and after.isalnum())):
        return False
    if mark in ("“", "„", "«", "‟"):
        return True
    return before.isspace() or before in _OPENING_CONTEXT or not (before.isalnum() or before in ".,!?;:%)]’")


def _closing(line: str, start: int, mark: str) -> tuple[int | None, int]:
    """Find where the mark that closes ends, exclusive, and how far the search went."""
    single = mark in _SINGLE
    closers = "'’" if single else _CLOSERS[mark]
    for at in range(start + 1, len(line)):
        char = line[at]
        if single and (char in _DOUBLE or line.startswith("''", at)):
            return None, at
        if mark == "''":
            if line.startswith("''", at):
                return at + 2, at
        elif char in closers and not (single and _is_apostrophe(line, at)):
            return at + 1, at
    return None, len(line)


def _is_apostrophe(line: str, at: int) -> bool:
    return line[at - 1].isspace() or (at + 1 < len(line) and line[at + 1].isalnum())


def is_inside(start: int, end: int, regions: Sequence[Region]) -> bool:
    """Whether a stretch of text lies wholly in one of the regions, which must be in order."""
    at = bisect_right(regions, start, key=lambda region: region.start) - 1
    return at >= 0 and end <= regions[at].end


def form(text: str, content: Iterable[tuple[int, int]], regions: Sequence[Region]) -> Form:
    """Tell ``direct`` (every word stands inside quotation marks), ``indirect`` (none does) and ``mixed`` apart.

    Args:
        text: the report's text.
        content: the content's runs in it.
        regions: its quoted stretches, in order. A complementiser before the first mark ("that “we …”") is left out.

    Returns:
        ``indirect`` also for a content without words.

    """
    words = [match.span() for start, end in content for match in _WORD.finditer(text, start, end)]
    if words and text[slice(*words[0])] == "that" and not is_inside(*words[0], regions):
        words = words[1:]
    inside = sum(is_inside(start, end, regions) for start, end in words)
    if not inside:
        return "indirect"
    return "direct" if inside == len(words) else "mixed"

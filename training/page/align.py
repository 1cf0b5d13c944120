"""Which runs of a page a body extractor kept: its answer, which is text without places, laid back onto the page."""

from __future__ import annotations

import logging
import re
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 2_000_000
MOST_TAGS = 40_000
"""Characters and tags of HTML that the extractor is given, ten times what news pages have; beyond that a page is read
without its help."""

SHARED = 0.6
"""Share of a run's word 4-grams that must be in the extracted text. Most runs score 0 or 1: on the Scrapinghub pages
anything from 0.4 to 0.8 gives the same F1 to three digits."""

_WORD = re.compile(r"\w+")
_GRAM = 4
_PLACES = 6
"""Places of one gram that are considered; a gram more frequent than that tells nothing about order."""


def extracted_body(html: str) -> str:
    """Extract the body with trafilatura; an empty string where it finds none or fails in any way."""
    if len(html) > MOST or html.count("<") > MOST_TAGS:
        return ""
    # Late, because trafilatura and what it imports take longer than reading a text page.
    import trafilatura

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        # "fast" leaves out the fallbacks jusText and readability: on the Scrapinghub pages F1 95.9 against 95.4.
        return trafilatura.extract(html, fast=True, include_comments=False, include_tables=True) or ""
    except Exception:  # whatever a hostile page breaks in there costs its help, not the page
        return ""


def aligned(runs: Sequence[str], body: str) -> list[bool]:
    """Mark the runs that an extracted body was made of.

    A run of four words or more is part of the body if most of its word 4-grams are; a shorter one if it is a whole
    line of it. Of the runs that qualify those are taken which stand in the body's order and are together the longest,
    so that a teaser that repeats a sentence of the body is not taken for it.

    Args:
        runs: the texts of a page's runs, in order.
        body: the extracted text, a paragraph a line.

    Returns:
        For each run whether it is part of the body.

    """
    grams: dict[tuple[str, ...], list[int]] = {}
    lines: dict[tuple[str, ...], list[int]] = {}
    words: list[str] = []
    for line in body.splitlines():
        found = _WORD.findall(line)
        if 0 < len(found) < _GRAM:
            lines.setdefault(tuple(found), []).append(len(words))
        words += found
    for at in range(len(words) - _GRAM + 1):
        places = grams.setdefault(tuple(words[at : at + _GRAM]), [])
        if len(places) < _PLACES:
            places.append(at)
    candidates = [
        (run, place, weight)
        for run, text in enumerate(runs)
        for place, weight in _places(_WORD.findall(text), grams, lines)
    ]
    marked = [False] * len(runs)
    for run in _heaviest_chain(candidates):
        marked[run] = True
    return marked


def _places(
    words: list[str], grams: dict[tuple[str, ...], list[int]], lines: dict[tuple[str, ...], list[int]]
) -> list[tuple[int, int]]:
    """Where in the body a run can stand, the last place first, and how much it weighs."""
    if len(words) < _GRAM:
        return [(place, len(words)) for place in reversed(lines.get(tuple(words), [])[-_PLACES:])] if words else []
    hits = [grams.get(tuple(words[at : at + _GRAM])) for at in range(len(words) - _GRAM + 1)]
    if sum(hit is not None for hit in hits) < SHARED * len(hits):
        return []
    offset, first = next((at, hit) for at, hit in enumerate(hits) if hit)
    return [(max(0, place - offset), len(words)) for place in reversed(first)]


def _heaviest_chain(candidates: list[tuple[int, int, int]]) -> list[int]:
    """Choose the runs of the heaviest chain of candidates whose places rise, in O(n log n).

    Candidates come by run and, within a run, by falling place, so that no chain takes a run twice.
    """
    order = sorted({place for _, place, _ in candidates})
    best: list[tuple[int, int]] = [(0, -1)] * (len(order) + 1)  # a Fenwick tree of (weight, candidate)
    before: list[int] = []
    top = (0, -1)
    for number, (_, place, weight) in enumerate(candidates):
        rank = bisect_left(order, place)
        heaviest, at = (0, -1), rank
        while at > 0:
            heaviest = max(heaviest, best[at])
            at -= at & -at
        before.append(heaviest[1])
        here = (heaviest[0] + weight, number)
        top = max(top, here)
        at = rank + 1
        while at <= len(order):
            best[at] = max(best[at], here)
            at += at & -at
    chain: list[int] = []
    number = top[1]
    while number >= 0:
        chain.append(candidates[number][0])
        number = before[number]
    return chain

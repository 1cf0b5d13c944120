"""Quotations that run over paragraphs: each paragraph opens with a mark, only the last one closes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportedly.attribution.raw import RawAttribution, Run, joined
from reportedly.quotation import Region, quoted_regions

_MOST = 0.6
"""Share of a paragraph of the quotation that a content must have to be the speaker's word on it."""


def over_paragraphs(text: str, raws: Sequence[RawAttribution]) -> list[RawAttribution]:
    """Give each content the rest of a quotation that it has one paragraph of.

    A mark left open at the end of a paragraph and opened again at the start of the next is one quotation: who says one
    part says all of it. Left alone is a quotation that several sources are found to say, or that has its own "he said"
    inside: there a mark was forgotten.

    Args:
        text: paragraphs, one a line.
        raws: the attributions found in it.

    Returns:
        The attributions, in the same order.

    """
    found = list(raws)
    for parts in _quotations(text):
        first, last = parts[0][0], parts[-1][1]
        near = [i for i, raw in enumerate(found) if raw.content[0][0] < last and raw.content[-1][1] > first]
        forgotten = any(_touch((*found[i].source, *found[i].cue), parts) for i in near)
        speakers = [i for i in near if any(_has_most(run, part) for run in found[i].content for part in parts)]
        sources = {text[slice(*found[i].source[0])] for i in speakers if found[i].source}
        if speakers and len(sources) <= 1 and not forgotten:
            at = max(speakers, key=lambda i: (bool(found[i].source), found[i].confidence))
            found[at] = replace(found[at], content=joined((*found[at].content, *parts), text))
    return found


def _quotations(text: str) -> list[list[Run]]:
    """The paragraphs of each quotation that has several."""
    found: list[list[Run]] = []
    before: Region | None = None
    for region in quoted_regions(text):
        opens = region.start == 0 or text[region.start - 1] == "\n"
        if before is not None and not before.closed and opens and not text[before.end : region.start].strip():
            if found and found[-1][-1] == (before.start, before.end):
                found[-1].append((region.start, region.end))
            else:
                found.append([(before.start, before.end), (region.start, region.end)])
        before = region
    return found


def _touch(some: Sequence[Run], parts: Sequence[Run]) -> bool:
    return any(a < end and start < b for a, b in some for start, end in parts)


def _has_most(run: Run, part: Run) -> bool:
    common = min(run[1], part[1]) - max(run[0], part[0])
    return common >= _MOST * (part[1] - part[0])

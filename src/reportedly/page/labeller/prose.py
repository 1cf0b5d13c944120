"""Text that is a report and hardly anything else: pasted prose, a transcript, an interview, a single line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportedly.model import BlockKind
from reportedly.page.body_run import Scored, best_run
from reportedly.page.headline import find_headline
from reportedly.page.lines import dateline

_FURNITURE: frozenset[BlockKind] = frozenset({"navigation", "comment", "related", "advertisement", "topic", "other"})
_SPEAKER = re.compile(r"(?:[A-Z]{1,2}|Question|Answer|[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,3})\s?:\s")
_LONGEST_KICKERS = 30
"""Words that may stand above the headline of a pasted text: a section, a kicker, a series."""
_LONGEST_RAIL_HEAD = 8
_LONGEST_LINK = 20
"""Words of a headline that stands as a link between a report's paragraphs."""


def is_prose(page: Sequence[Scored]) -> bool:
    """Whether a text is a report and hardly anything else: pasted prose, a transcript, a single line."""
    furniture = sum(at.kind in _FURNITURE and at.words > (at.kind == "other") for at in page)
    if furniture > max(1, len(page) * 0.04):
        return False
    words = sum(at.words for at in page)
    spoken = sum(at.words for at in page if at.kind is None and (at.ended or at.words >= 25))
    listed = sum(
        at.words for at in page if at.kind is None and not at.ended and (at.unit.bullet or at.text[-1] in ":;,")
    )
    return (spoken + listed >= words * 0.6 and spoken >= words * (0.4 if furniture else 0.25)) or len(page) <= 2


def prose_layout(page: Sequence[Scored]) -> tuple[int | None, range]:
    """Everything is the report, but for a headline, the lines around that, and a rail of other headlines at the end."""
    stop = len(page)
    while stop > 1 and _is_teaser(page[stop - 1]):
        stop -= 1
    if len(page) - stop < 2 or not any(at.prose for at in page[:stop]):
        stop = len(page)
    core = best_run(page)
    headline, _ = find_headline(page, core)
    if headline is None or sum(at.words for at in page[:headline] if at.kind is None) > _LONGEST_KICKERS:
        named = [k for k, at in enumerate(page[:4]) if at.kind is None]
        headline = named[0] if named and _can_head(page, named[0]) else None
    start = headline + 1 if headline is not None else 0
    while headline is not None and start < stop and not (page[start].kind is None and _speaks(page[start])):
        start += 1
    return headline, range(start, max(start, stop))


def _speaks(at: Scored) -> bool:
    return at.prose or at.words >= 20 or at.unit.bullet or at.text.endswith(":") or _SPEAKER.match(at.text) is not None


def _can_head(page: Sequence[Scored], first: int) -> bool:
    """Whether the first line of a pasted text is its headline: short, no sentence of its own, and prose behind it."""
    at = page[first]
    if first + 1 >= len(page) or not 2 <= at.words <= 30 or at.unit.bullet or at.text.endswith((",", ":", ";")):
        return False
    if at.ended and at.text.rstrip("\"'”’)")[-1:] in ".…。।؟":
        return False
    speaker = _SPEAKER.match(at.text)
    if speaker and sum(other.text.startswith(speaker[0]) for other in page) > 1:
        return False
    behind = [other for other in page[first + 1 : first + 6] if other.kind is None]
    return any(other.words > at.words or other.prose for other in behind)


def _is_teaser(at: Scored) -> bool:
    return (
        at.kind is None and not at.ended and 4 <= at.words <= 20 and not at.unit.bullet and not _SPEAKER.match(at.text)
    )


def inside(page: Sequence[Scored], headline: int | None, run: range) -> list[BlockKind]:
    """The report: paragraphs, lists and subheadings; furniture known by its wording keeps its kind."""
    title = page[headline].plain if headline is not None else None
    kinds: list[BlockKind] = []
    rail = False
    for k in run:
        at = page[k]
        rail = heads_rail(at) or (rail and (at.kind is not None or is_link(at)))
        if at.kind is not None:
            kinds.append(at.kind)
        elif rail:
            kinds.append("related")
        elif title is not None and at.plain == title:
            kinds.append("other")
        elif at.unit.bullet:
            kinds.append("list")
        elif at.words <= 8 and dateline(at.text + " x") and not at.ended:
            kinds.append("dateline")
        elif at.ended or at.words > 14 or at.text.endswith((":", ",", ";")) or _SPEAKER.match(at.text):
            kinds.append("body")
        else:
            kinds.append("subheading" if len(run) > 1 else "body")
    _regroup(kinds)
    return kinds


def heads_rail(at: Scored) -> bool:
    """Whether a line, such as "Read more" or "More:", stands above other headlines rather than naming one itself."""
    if at.text.casefold() == "more:":  # without the colon it is a button
        return True
    return at.kind == "related" and at.words <= _LONGEST_RAIL_HEAD and not re.search(r"[:|»>]\s*\w", at.text)


def is_link(at: Scored) -> bool:
    """Whether a line below such a head is one of its headlines: an item, or a title without a sentence's end."""
    return at.words <= _LONGEST_LINK and (at.unit.bullet or not (at.ended or at.text.endswith((":", ",", ";"))))


def _regroup(kinds: list[BlockKind]) -> None:
    """Subheadings in a row are no subheadings: short ones are a list or a table, whole lines are other headlines."""
    at = 0
    while at < len(kinds):
        stop = at
        while stop < len(kinds) and kinds[stop] == "subheading":
            stop += 1
        if stop - at >= 3 or (stop - at >= 1 and stop == len(kinds) and len(kinds) > 1):
            kind: BlockKind = "list" if stop - at >= 3 else "body"
            kinds[at:stop] = [kind] * (stop - at)
        at = max(stop, at + 1)

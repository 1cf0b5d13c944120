"""The kind of each unit of a dump: by its own wording, and by where it stands relative to headline and report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportedly.model import BlockKind
from reportedly.page.body_run import Scored, best_run, plain
from reportedly.page.bylines import name_and_office
from reportedly.page.headline import find_headline, report_run
from reportedly.page.lines import dateline, moment_within, names_section, tag_names

_FURNITURE: frozenset[BlockKind] = frozenset({"navigation", "comment", "related", "advertisement", "topic", "other"})
_SPEAKER = re.compile(r"(?:[A-Z]{1,2}|Question|Answer|[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,3})\s?:\s")
_LONGEST_KICKERS = 30
"""Words that may stand above the headline of a pasted text: a section, a kicker, a series."""
_HEAD_ONLY = 12
"""Units above and below the headline in which its by-line, date, section and picture are looked for."""
_HEAD_BYLINE = 4
"""Units below the headline in which a name and an office are a by-line."""
_LONGEST_RAIL_HEAD = 8
_LONGEST_LINK = 20
"""Words of a headline that stands as a link between a report's paragraphs."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a page are.

    Attributes:
        kinds: one a unit.
        headline: the place of the headline among the units, or None.
        run: the places of the report itself, from its first paragraph to its last.
        standfirst: the place of the standfirst, or None.
    """

    kinds: tuple[BlockKind, ...]
    headline: int | None
    run: range
    standfirst: int | None


def place(page: Sequence[Scored]) -> Layout:
    """Say of each unit what it is for."""
    if is_prose(page):
        headline, run = _prose_layout(page)
    else:
        headline, run = report_run(page)
        if not run:
            headline, run = None, _only_sentences(page)
    standfirst = _standfirst(page, headline, run)
    kinds: list[BlockKind] = []
    kinds += _above(page, headline if headline is not None else run.start, run)
    if headline is not None:
        kinds.append("headline")
        kinds += _between(page, headline, run)
    kinds += _inside(page, headline, run)
    kinds += _below(page, run)
    if standfirst is not None:
        kinds[standfirst] = "standfirst"
    _captions(page, kinds, run, headline)
    return Layout(tuple(kinds), headline, run, standfirst)


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


def _prose_layout(page: Sequence[Scored]) -> tuple[int | None, range]:
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


def _only_sentences(page: Sequence[Scored]) -> range:
    """For a page with almost no text: from its first sentence to its last, or nothing."""
    found = [k for k, at in enumerate(page) if at.prose]
    return range(found[0], found[-1] + 1) if found else range(len(page), len(page))


def _standfirst(page: Sequence[Scored], headline: int | None, run: range) -> int | None:
    """A sentence or two that stand between headline and report, set apart by furniture or by their typography."""
    if headline is None or not run:
        return None
    title = page[headline].plain
    for k in range(headline + 1, min(run.start, headline + _HEAD_ONLY)):
        at = page[k]
        if at.kind is None and 6 <= at.words <= 70 and at.plain != title and not at.unit.bullet:
            if (at.prose or (at.words >= 8 and k == headline + 1)) and not at.dated and not at.text.endswith(":"):
                return k
            break
    first = page[run.start]
    if first.kind is not None or not 6 <= first.words <= 70 or first.text.endswith(":"):
        return None
    rest = [page[k] for k in run if k > run.start and page[k].kind is None and page[k].words >= 20]
    if len(rest) >= 3 and not first.unit.hard and sum(at.unit.hard for at in rest) >= 0.6 * len(rest):
        return run.start
    below = page[run.start + 1 : run.start + 4]
    # A by-line or a day under the first sentence: that sentence belongs to the headline.
    if len(rest) >= 2 and first.words <= 50 and below and below[0].kind in ("byline", "timestamp"):
        return run.start
    return None


def _above(page: Sequence[Scored], stop: int, run: range) -> list[BlockKind]:
    """Masthead and menus: names are navigation, whole lines are other headlines, sentences are neither."""
    kinds: list[BlockKind] = []
    for k in range(stop):
        at = page[k]
        if at.kind is not None:
            kinds.append("navigation" if at.kind == "topic" and stop - k > 6 else at.kind)
        elif names_section(at.text) and stop - k <= 3 and run and not _in_menu(page, k):
            kinds.append("section")
        elif at.ended and at.words > 6:
            kinds.append("other")
        else:
            kinds.append("related" if at.words >= 5 and not at.ended else "navigation")
    return kinds


def _in_menu(page: Sequence[Scored], k: int) -> bool:
    """Whether a section's name stands among others: three of them in a row are a menu."""
    low = high = k
    while low > 0 and _short(page[low - 1]):
        low -= 1
    while high + 1 < len(page) and _short(page[high + 1]):
        high += 1
        if high - k > 4:
            break
    return high - low >= 3


def _short(at: Scored) -> bool:
    return at.kind in (None, "navigation") and at.words <= 3 and not at.ended


def _between(page: Sequence[Scored], headline: int, run: range) -> list[BlockKind]:
    """The lines under the headline: section, by-line, day, buttons, picture."""
    title = page[headline].plain
    kinds: list[BlockKind] = []
    for k in range(headline + 1, run.start):
        at = page[k]
        if at.kind is not None:
            kinds.append(at.kind)
        elif names_section(at.text):
            kinds.append("section")
        elif at.plain == title:
            kinds.append("other")
        elif at.words <= 14 and moment_within(at.text):
            kinds.append("timestamp")
        elif _is_byline(page, k, headline, run):
            kinds.append("byline")
        elif at.words <= 3 and not at.ended:
            kinds.append("navigation")
        else:
            kinds.append("other")
    return kinds


def _is_byline(page: Sequence[Scored], k: int, headline: int, run: range) -> bool:
    """Whether a line under the headline is a name with an office, or a bare name beside a day."""
    if k - headline <= _HEAD_BYLINE and name_and_office(page[k].text):
        return True
    return _is_name(page[k]) and k - headline <= 6 and _near_date(page, k, run.start)


_NAME = re.compile(
    r"[^\W\d_a-z][\w.'’-]+(?: (?:de|van|von|al|bin|la|le|di|da|del|der) )?(?: [^\W\d_a-z][\w.'’-]*){1,3}"
)


def _is_name(at: Scored) -> bool:
    return not at.ended and 2 <= at.words <= 4 and _NAME.fullmatch(at.text.strip(" ,|-–—")) is not None


def _near_date(page: Sequence[Scored], k: int, stop: int) -> bool:
    near = (*page[max(0, k - 1) : k], *page[k + 1 : min(k + 3, stop)])
    return any(at.kind == "timestamp" for at in near) or bool(
        k and page[k - 1].text.casefold().strip(" :") in ("by", "written by")
    )


def _inside(page: Sequence[Scored], headline: int | None, run: range) -> list[BlockKind]:
    """The report: paragraphs, lists and subheadings; furniture known by its wording keeps its kind."""
    title = page[headline].plain if headline is not None else None
    kinds: list[BlockKind] = []
    rail = False
    for k in run:
        at = page[k]
        rail = _heads_rail(at) or (rail and (at.kind is not None or _is_link(at)))
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


def _heads_rail(at: Scored) -> bool:
    """Whether a line, such as "Read more" or "More:", stands above other headlines rather than naming one itself."""
    if at.text.casefold() == "more:":  # without the colon it is a button
        return True
    return at.kind == "related" and at.words <= _LONGEST_RAIL_HEAD and not re.search(r"[:|»>]\s*\w", at.text)


def _is_link(at: Scored) -> bool:
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


def _below(page: Sequence[Scored], run: range) -> list[BlockKind]:
    """What follows the report: tags, other headlines, comments, and the foot of the page."""
    vocabulary = {word for k in run if page[k].kind is None for word in plain(page[k].text).split()}
    kinds: list[BlockKind] = []
    state: BlockKind = "related"
    for k in range(run.stop, len(page)):
        at = page[k]
        if at.kind is not None:
            kinds.append("navigation" if at.kind == "topic" and k - run.stop > 6 else at.kind)
            if at.kind in ("comment", "related", "tag") and at.words <= 8:
                state = at.kind
            elif at.kind == "other" and at.words > 4:
                state = "navigation"
        elif _lists_tags(at, vocabulary) or (state == "tag" and at.words <= 4 and not at.ended):
            kinds.append("tag")
        elif state == "comment":
            kinds.append("comment")
        elif at.words >= 4 and not at.ended and state != "navigation":
            state = "related"
            kinds.append("related")
        elif state == "related" and at.words >= 4:
            kinds.append("related" if at.words <= 30 and k > run.stop and kinds[-1] == "related" else "other")
        else:
            kinds.append("navigation" if at.words <= 6 and not at.ended else "other")
    return kinds


def _lists_tags(at: Scored, vocabulary: set[str]) -> bool:
    """Whether a line is a bare list of tags: three or more names between commas, most of them in the report's words."""
    if at.ended or at.words > 40 or at.text.count(",") < 2:
        return False
    names = tag_names(at.text)
    if len(names) < 3 or any(len(name.split()) > 5 for name in names):
        return False
    known = sum(all(word in vocabulary for word in plain(name).split()) for name in names)
    return known >= 0.4 * len(names)


def _captions(page: Sequence[Scored], kinds: list[BlockKind], run: range, headline: int | None) -> None:
    """A line right above a credit, or a sentence over the headline of a page that credits a picture, is a caption."""
    for k, (kind, after) in enumerate(pairwise(kinds)):
        if after == "credit" and kind in ("other", "related", "subheading") and page[k].words >= 4:
            kinds[k] = "caption"
    if headline is None:
        return
    low, high = max(0, headline - 4), min(run.start, headline + _HEAD_ONLY)
    if "credit" in kinds[low:high] and "caption" not in kinds[low:high]:
        for k in range(headline - 1, low - 1, -1):
            if kinds[k] == "other" and page[k].ended and page[k].words > 4:
                kinds[k] = "caption"
                break

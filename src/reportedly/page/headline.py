"""The headline of a text dump, and with it the one run among several that is the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reportedly.page.body_run import WEIGHTS, Scored, Weights, runs

_CONTENT = re.compile(r"[^\W\d_][\w'’-]{3,}|\d{2,}")

FARTHEST = 500
"""Units above a run in which its headline is looked for: more than the longest menus between the two."""

MOST_RUNS = 6
"""Runs of a page that are looked at for a headline; a page has one to three that could be its report."""


def find_headline(page: Sequence[Scored], core: range, w: Weights = WEIGHTS) -> tuple[int | None, float]:
    """Find the place of the headline of the run ``core``, or None, and how much speaks for it.

    Candidates are lines of headline size up to the middle of the run. They gain by being repeated, by opening the page
    with the site's name behind (a browser title), by a date or by-line close by, and by sharing words with the run.
    """
    if not core:
        return None, 0.0
    total = sum(page[k].words for k in core if page[k].prose)
    vocabulary = {word.casefold()[:6] for k in core if page[k].prose for word in _CONTENT.findall(page[k].text)}
    counts: Counter[str] = Counter(at.plain for at in page if at.kind is None and at.words <= 40)
    titles = [(k, at.plain) for k, at in enumerate(page[:3]) if at.kind is None and at.words <= 50]
    opening = [k for k, at in enumerate(page[:20]) if at.kind is None and at.words >= 4][:3]
    values: dict[int, float] = {}
    passed = 0
    for place in range(max(0, core.start - FARTHEST), core.stop):
        at = page[place]
        if place in core and at.prose:
            passed += at.words
            if passed > total * 0.5:
                break
        if at.kind is not None or at.words > 35:
            continue
        line = at.plain
        titled = any(place > k and is_title_of(title, line) for k, title in titles)
        if not (titled or _can_be_headline(at)):
            continue
        dated = _is_dated(page, place)
        inside = place > core.start and passed > w.head_inside
        if not titled and (inside or (place >= core.start and at.ended and not (dated and at.words <= 16))):
            # With prose above it, it is a subheading or heads another report, unless the page's title says otherwise.
            continue
        content = {word.casefold()[:6] for word in _CONTENT.findall(at.text)}
        value = w.head_overlap * len(content & vocabulary) / (len(content) + 1) + w.head_title * titled
        again = counts[line] > 1 and at.words >= 4 and not _stands_beside_itself(page, place)
        value += w.head_repeat * again + w.head_dated * dated
        value -= w.head_short * (at.words < 4 and not titled) + w.head_item * at.unit.bullet
        value -= w.head_long * max(0, at.words - 16) + w.head_far * max(0, min(core.start - place, 60))
        value += w.head_first * (place in opening and core.start - place <= 8)
        value -= w.head_title * line.startswith("home ")
        values[place] = value
    if not values:
        return None, 0.0
    chosen = max(values, key=lambda place: (values[place], place))
    if values[chosen] < w.head_least:
        return None, 0.0
    # A standfirst or caption shares more words with the report than the headline right above it.
    for place in range(chosen - 1, max(-1, chosen - 4), -1):
        least = values[chosen] - w.head_yield
        if page[chosen].words >= 10 and place in values and values[place] >= least and page[place].words >= 4:
            return place, values[chosen]
    return chosen, values[chosen]


def _stands_beside_itself(page: Sequence[Scored], place: int) -> bool:
    """Whether the next or last line says the same, as the caption and the description of one picture do."""
    beside = (*page[max(0, place - 1) : place], *page[place + 1 : place + 2])
    return any(at.text == page[place].text for at in beside)


def _can_be_headline(at: Scored) -> bool:
    if at.kind is not None or not 2 <= at.words <= 35 or len(at.text) > 250:
        return at.kind is None and at.words == 1 and len(at.text) >= 8
    if at.text.endswith((",", ":", ";")) or "://" in at.text or at.text.startswith("<"):
        return False
    return not (at.ended and at.text.rstrip("\"'”’)")[-1:] in ".。।" and not at.text.endswith("..."))


def is_title_of(title: str, line: str) -> bool:
    """Whether a browser's title consists of this line and the name of a site, or of this line alone."""
    if title == line:
        return line.count(" ") >= 4
    whole = title.startswith(line + " ") or title.endswith(" " + line)
    return whole and len(line) >= 12 and len(line) >= 0.4 * len(title)


def _is_dated(page: Sequence[Scored], place: int) -> bool:
    """Whether a by-line or a day stands right above, or within the next few lines before any prose."""
    if place and page[place - 1].kind == "timestamp" and page[place - 1].dated:
        return True
    for at in page[place + 1 : place + 6]:
        if at.kind == "byline" or at.dated:
            return True
        if at.prose and at.words > 25:
            return False
    return False


def report_run(page: Sequence[Scored], w: Weights = WEIGHTS) -> tuple[int | None, range]:
    """The place of the headline, if there is one, and the run of the report behind it.

    A rail of whole sentences can outweigh a short report; a headline with a date under it, a title that names it and
    words that both share speak for the report.
    """
    found = sorted(runs(page, 0, w), key=lambda each: -each[0])[:MOST_RUNS]
    if not found:
        return None, range(0)
    chosen: tuple[float, int | None, range] | None = None
    for score, core in found:
        if score < found[0][0] * w.least_share:
            continue
        headline, value = find_headline(page, core, w)
        if chosen is None or score + w.head_pull * value > chosen[0]:
            chosen = (score + w.head_pull * value, headline, core)
    _, headline, core = chosen or (0.0, None, found[0][1])
    return headline, core if headline is None or headline < core.start else _again(page, headline, core, w)


def _again(page: Sequence[Scored], headline: int, core: range, w: Weights) -> range:
    """The best run of what is left of a run behind a headline that stands inside it."""
    rest = [each for each in runs(page, headline + 1, w) if each[1].start < core.stop]
    return max(rest, key=lambda each: each[0], default=(0.0, range(headline + 1, headline + 1)))[1]

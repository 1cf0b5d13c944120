"""What stands around a report in a dump, where wording and order make it surer than the model is."""

from __future__ import annotations

import re
from collections.abc import MutableSequence, Sequence
from itertools import pairwise

from reportedly.model import BlockKind
from reportedly.page import wording
from reportedly.page.body_run import Scored, plain
from reportedly.page.bylines import name_and_office
from reportedly.page.labeller.prose import heads_rail, is_link
from reportedly.page.labeller.wording_features import IN_BODY
from reportedly.page.lines import byline_names, names_section, tag_names

_BESIDE = 6
"""Lines above and below a report in which a topic is its own."""
_HEAD = 12
"""Lines above and below the headline in which its by-line, section and picture are looked for."""
_HEAD_BYLINE = 4
"""Lines below the headline in which a name and an office are a by-line."""
LEAST_TIMES = 3
"""Times before, between and behind the paragraphs of a report that make it a live blog."""
_ANY_OTHER: frozenset[BlockKind] = frozenset({"other", "related", "navigation", "byline", "tag", "section"})
_NO_BUTTON = re.compile(
    r"\W*(?:by|written by|authors?|about the authors?|published|updated|tags?|topics?)\W*", re.IGNORECASE
)


def set_by_wording(page: Sequence[Scored], kinds: MutableSequence[BlockKind], headline: int | None, run: range) -> None:
    """Correct the kinds around a report, in place.

    The pages that people labelled have two corrections and no topic, and few sections, tags and captions: too few for
    a model to learn all their shapes from.

    Args:
        page: the units in order.
        kinds: one a unit, as the model has them; changed.
        headline: the place of the headline, or None.
        run: the places of the report.
    """
    top = run.start if headline is None else min(run.start, headline)
    for at, line in enumerate(page):
        if at == headline:
            continue
        inside = kinds[at] in IN_BODY
        if line.kind in ("correction", "advertisement") or (line.kind in ("related", "timestamp") and inside):
            kinds[at] = line.kind
        elif inside:
            continue
        elif line.kind == "timestamp" and kinds[at] == "other" and top <= at <= run.stop:
            kinds[at] = "timestamp"
        elif line.kind == "topic" and (top - _BESIDE <= at <= run.start + 1 or run.stop <= at < run.stop + _BESIDE):
            kinds[at] = "topic"
        elif top - 3 <= at < run.start and names_section(line.text) and kinds[at] in _ANY_OTHER:
            kinds[at] = "section"
        elif _is_button(line) and kinds[at] in ("byline", "section", "tag", "caption"):
            kinds[at] = "navigation"
        elif headline is not None and 0 < at - headline <= _HEAD_BYLINE and _names_author(line.text):
            kinds[at] = "byline"
    _rails(page, kinds, run)
    _last_entry(page, kinds, run)
    for at in reversed(run):  # what hangs on the end of a report and is known for furniture is none of it
        known = page[at].kind
        if known is None:
            break
        kinds[at] = known
    _tags(page, kinds, run)
    _captions(page, kinds, headline, run)


def _rails(page: Sequence[Scored], kinds: MutableSequence[BlockKind], run: range) -> None:
    """What follows a head such as "Read more" inside a report, as long as it is titles, is other reports' headlines."""
    rail = False
    for at in run:
        line = page[at]
        rail = heads_rail(line) or (rail and (line.kind is not None or is_link(line)))
        if rail and kinds[at] in IN_BODY:
            kinds[at] = "related"


def _last_entry(page: Sequence[Scored], kinds: MutableSequence[BlockKind], run: range) -> None:
    """The last entry of a live blog is often one short sentence: it stands behind its time as the others do."""
    times = kinds[max(0, run.start - 1) : run.stop + 1].count("timestamp")
    if times < LEAST_TIMES:
        return
    for at in range(run.stop, min(len(page), run.stop + 2)):
        if kinds[at - 1] == "timestamp" and kinds[at] == "other" and page[at].kind is None and page[at].ended:
            kinds[at] = "body"


def _names_author(text: str) -> bool:
    return name_and_office(text) is not None or bool(byline_names(text))


def _is_button(line: Scored) -> bool:
    return line.text.casefold() in wording.NAVIGATION and not _NO_BUTTON.fullmatch(line.text)


def _tags(page: Sequence[Scored], kinds: MutableSequence[BlockKind], run: range) -> None:
    """A bare list below the report is tags: three or more names between commas, most of them in the report's words."""
    vocabulary = {word for k in run if page[k].kind is None for word in plain(page[k].text).split()}
    for at in range(run.stop, len(page)):
        line = page[at]
        if line.kind is not None or line.ended or line.words > 40 or line.text.count(",") < 2:
            continue
        names = tag_names(line.text)
        known = sum(all(word in vocabulary for word in plain(name).split()) for name in names)
        if len(names) >= 3 and known >= 0.4 * len(names) and all(len(name.split()) <= 5 for name in names):
            kinds[at] = "tag"


def _captions(page: Sequence[Scored], kinds: MutableSequence[BlockKind], headline: int | None, run: range) -> None:
    """A line right above a credit, or a sentence over the headline of a page that credits a picture, is a caption."""
    for k, (kind, after) in enumerate(pairwise(kinds)):
        if after == "credit" and kind in ("other", "related", "subheading") and page[k].words >= 4:
            kinds[k] = "caption"
    if headline is None:
        return
    low, high = max(0, headline - 4), min(run.start, headline + _HEAD)
    if "credit" in kinds[low:high] and "caption" not in kinds[low:high]:
        for k in range(headline - 1, low - 1, -1):
            if kinds[k] == "other" and page[k].ended and page[k].words > 4:
                kinds[k] = "caption"
                break


def standfirst(page: Sequence[Scored], headline: int | None, run: range) -> int | None:
    """A sentence or two that stand between headline and report, set apart by furniture or by their typography."""
    if headline is None or not run:
        return None
    title = page[headline].plain
    for k in range(headline + 1, min(run.start, headline + _HEAD)):
        at = page[k]
        if at.kind is None and 6 <= at.words <= 70 and at.plain != title and not at.unit.bullet:
            if (at.prose or (at.words >= 8 and k == headline + 1)) and not at.dated and not at.text.endswith(":"):
                return k
            break
    first = page[run.start]
    if first.kind is not None or not 6 <= first.words <= 70 or first.text.endswith(":") or run.start < headline:
        return None
    rest = [page[k] for k in run if k > run.start and page[k].kind is None and page[k].words >= 20]
    if len(rest) >= 3 and not first.unit.hard and sum(at.unit.hard for at in rest) >= 0.6 * len(rest):
        return run.start
    below = page[run.start + 1 : run.start + 4]
    # A by-line or a day under the first sentence: that sentence belongs to the headline.
    if len(rest) >= 2 and first.words <= 50 and below and below[0].kind in ("byline", "timestamp"):
        return run.start
    return None

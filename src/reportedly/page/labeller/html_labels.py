"""The kind of each run of a page of HTML."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from reportedly.page.labeller.context import second_view
from reportedly.page.labeller.forests import body_from, probabilities
from reportedly.page.labeller.html_features import groups, html_features
from reportedly.page.labeller.settle import html_lists, settled
from reportedly.page.labeller.wording_features import CHARS, IN_BODY, KIND_NUMBER, KINDS, Features
from reportedly.page.lines import kind_by_wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.model import BlockKind
    from reportedly.page.dom import Run
    from reportedly.page.metadata import Declared


AROUND = np.array([kind not in IN_BODY and kind != "headline" for kind in KINDS])
_POSSIBLE = 0.1
"""The probability of tags from which a mark of tags is believed. On hosts held out it takes their F1 from 72 to 78;
marks of by-lines and times are worse than the model."""
_LIKELY, _UNLIKELY = 0.5, 0.05
_LONGEST_HEADLINE = 400
_WORDS = re.compile(r"\w+")


def html_kinds(runs: Sequence[Run], said: Declared) -> list[BlockKind]:
    """Name the kind of each run: body or not by one model of two steps, the rest by another that sees that answer.

    Args:
        runs: of a page, in order.
        said: what the page declares of itself.

    Returns:
        One kind a run; at most one run is the headline.
    """
    if not runs:
        return []
    grouped = groups(runs)
    features = html_features(runs, said, grouped)
    first = probabilities("html", "body-first", features)
    body = probabilities("html", "body-second", with_view(features, first, grouped))
    kinds = probabilities("html", "kinds", with_view(features, body, grouped))
    return decided(runs, said, body, kinds, body_from("html"))


def decided(
    runs: Sequence[Run], said: Declared, body: NDArray[np.float64], kinds: NDArray[np.float64], least: float
) -> list[BlockKind]:
    """Name the kinds by what the models say.

    Args:
        runs: of a page, in order.
        said: what the page declares of itself.
        body: probability of body, shape (runs,).
        kinds: probability of each kind, shape (runs, kinds).
        least: the probability from which a run is body.
    """
    sizes = np.array([len(run.text) for run in runs], dtype=np.float64)
    headline = _headline(runs, said, kinds, sizes * body)
    sure = headline if headline is not None and runs[headline].place.heading else None
    inside = settled(body, sizes, html_lists(runs), sure, least)
    around = np.where(AROUND, kinds, -1.0).argmax(axis=1)
    labels: list[BlockKind] = []
    for at, run in enumerate(runs):
        if at == headline:
            labels.append("headline")
        elif inside[at]:
            labels.append(_in_body(run, kinds[at]))
        else:
            labels.append("tag" if _marks_tags(run, kinds[at]) else KINDS[around[at]])
        labels[at] = _by_wording(run.text, labels[at])
    return labels


def _marks_tags(run: Run, kinds: NDArray[np.float64]) -> bool:
    """Whether the page marks a run as tags, and the model finds that possible."""
    marked = bool(run.place.regions) and run.place.regions[-1][1] == "tag"
    return marked and bool(kinds[KIND_NUMBER["tag"]] >= _POSSIBLE)


def _by_wording(text: str, kind: BlockKind) -> BlockKind:
    """Let wording have its way where it is sure and too few were labelled to learn from: corrections, topics."""
    wording = kind_by_wording(text)
    if wording == "correction" or (wording in ("timestamp", "byline") and kind in IN_BODY):
        return wording
    if wording == "byline" and kind in ("timestamp", "other"):
        return wording
    return "topic" if wording == "topic" and kind in ("tag", "section") else kind


def with_view(features: Features, body: NDArray[np.float64], grouped: Sequence[NDArray[np.intp]]) -> Features:
    """Put what a model thought of each line and of those around it beside the line's own features."""
    return np.hstack([features, second_view(body, features[:, CHARS], grouped)])


def _in_body(run: Run, kinds: NDArray[np.float64]) -> BlockKind:
    """Tell the part of a body by its element, and where that says nothing, by the model."""
    place = run.place
    if place.heading:
        return "subheading"
    if "blockquote" in place.within:
        return "quotation"
    if "li" in place.within or run.cells > 1 or place.tag in ("dd", "dt"):
        return "list"
    likely = max(IN_BODY, key=lambda kind: float(kinds[KIND_NUMBER[kind]]))
    return likely if kinds[KIND_NUMBER[likely]] >= _LIKELY and likely != "list" else "body"


def _headline(runs: Sequence[Run], said: Declared, kinds: NDArray[np.float64], mass: NDArray[np.float64]) -> int | None:
    """Find the headline: the likeliest run, for the model, for the page's own words of itself, and above the body."""
    wanted = [(_count(name), 1 - 0.05 * min(rank, 4)) for rank, name in enumerate(said.headlines)]
    longest = 2 * max(map(len, said.headlines), default=0)
    below = 1.0 - np.cumsum(mass) / (float(mass.sum()) or 1.0)
    likely = kinds[:, KIND_NUMBER["headline"]].tolist()
    best: tuple[float, int] | None = None
    for at, run in enumerate(runs):
        size = len(run.text)
        if size > _LONGEST_HEADLINE or not (likely[at] >= _UNLIKELY or (run.place.heading and size <= longest)):
            continue
        words = _count(run.text)
        share = max((_overlap(words, each) * trust for each, trust in wanted), default=0.0)
        value = share + 1.5 * likely[at] + 0.3 * (run.place.heading == "h1") + 0.5 * float(below[at]) - 0.5
        if (share >= 0.6 or likely[at] >= _LIKELY) and (best is None or value > best[0]):
            best = value, at
    if best is not None:
        return best[1]
    titles = [at for at, run in enumerate(runs) if run.place.heading == "h1" and len(run.text) <= _LONGEST_HEADLINE]
    return titles[0] if len(titles) == 1 and below[titles[0]] > _LIKELY else None


def _count(text: str) -> Counter[str]:
    return Counter(_WORDS.findall(text.replace("\u00ad", "").casefold()))  # without the hyphens that are not shown


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    """Divide shared words by all words, both with their counts."""
    whole = (one | other).total()
    return (one & other).total() / whole if whole else 0.0

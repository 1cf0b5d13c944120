"""What stands around each run of a page of HTML, as numbers: elements, marks, links, groups, order, title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reportedly.model import BlockKind
from reportedly.page.dom import CHAIN, Run
from reportedly.page.labeller.context import neighbours, share_below, since, since_kinds, until
from reportedly.page.labeller.wording_features import (
    CHARS,
    ENDED,
    KIND,
    KIND_NUMBER,
    KINDS,
    LOOKED_AT,
    WORDS,
    Features,
    wording_features,
)
from reportedly.page.metadata import Declared
from reportedly.page.regions import HINTS

_TAGS = {
    tag: float(number)
    for number, tag in enumerate(
        "other p div section article main li td th dd dt pre blockquote figure figcaption header footer aside nav form "
        "h1 h2 h3 h4 h5 h6 ul ol table button label address dl details center body".split()
    )
}
_WITHIN = tuple("article main header footer aside nav form figure figcaption blockquote li table".split())
_WORD = re.compile(r"\w+")
_GRAM = 4
LEAST_TOLD = 300
"""Characters of a declared text of the article from which it is compared with the runs."""
LONGEST_TOLD = 60_000

VOID = 0.3
"""The share of a page's prose from which a mark on what holds it is passed over."""


def groups(runs: Sequence[Run]) -> list[NDArray[np.intp]]:
    """Number the groups that each run belongs to: of its block, what is around that, and what looks alike.

    Returns:
        For each way of grouping an array of shape (runs,) of group numbers from 0.
    """
    keys: list[list[object]] = [[run.place.block for run in runs]]
    keys += [[run.place.chain[level] if level < len(run.place.chain) else 0 for run in runs] for level in range(CHAIN)]
    keys.append([(run.place.article, run.place.shape) for run in runs])
    keys.append([(run.place.article, run.place.tag, run.place.depth) for run in runs])
    keys.append([run.place.article for run in runs])
    keys.append([run.place.holder for run in runs])
    keys.append([run.place.regions[-1][0] if run.place.regions else 0 for run in runs])
    return [_numbered(key) for key in keys]


def _numbered(keys: Iterable[object]) -> NDArray[np.intp]:
    known: dict[object, int] = {}
    return np.array([known.setdefault(key, len(known)) for key in keys], dtype=np.intp)


def html_features(runs: Sequence[Run], said: Declared, grouped: Sequence[NDArray[np.intp]]) -> Features:
    """Describe each run of a page.

    Args:
        runs: of the whole page, in order.
        said: what the page declares of itself; its titles and description are compared with the runs.
        grouped: as :func:`groups` gives them.

    Returns:
        Shape (runs, features), float32; the columns are the same for every page.
    """
    wording = wording_features([run.text for run in runs])
    chars, words = wording[:, CHARS], wording[:, WORDS]
    linked = np.array([run.linked for run in runs], dtype=np.float32)
    prose = np.where((words >= 10) & (linked < 0.35 * chars) & (wording[:, KIND] < 0), chars, 0)
    shares = _shares(runs, prose)
    own = np.array([_of_run(run, shares) for run in runs], dtype=np.float32)
    number = np.arange(len(runs), dtype=np.float32)
    total = max(1.0, float(prose.sum()))
    shares_of = [_of_group(each, chars, linked, prose, total) for each in grouped]
    declared = _declared(runs, said)
    heads = np.where(own[:, 2] == 1, 1.0, 0.0)
    place = np.stack(
        [
            number,
            number / len(runs),
            np.cumsum(prose) / total,
            np.cumsum(chars) / max(1.0, float(chars.sum())),
            since(heads > 0),
            since(declared[:, 0] > 0.7),
            since(prose > 80),
            until(prose > 80),
            np.full(len(runs), total),
            np.full(len(runs), len(runs)),
            share_below(prose),
        ],
        axis=1,
    )
    above = _above(own, wording[:, KIND], np.array([[*run.place.hints, run.place.hinted] for run in runs]), prose)
    first = _headline(runs, declared)
    place = np.hstack([place, above, _from(first, prose, total), since_kinds(wording[:, KIND])])
    near = np.stack(
        [chars, own[:, 0], wording[:, ENDED], own[:, 1], wording[:, KIND], own[:, 2], own[:, 7], prose], axis=1
    )
    return np.hstack([wording, own, *shares_of, declared, place, neighbours(near, (-3, -2, -1, 1, 2, 3))]).astype(
        np.float32
    )


def _shares(runs: Sequence[Run], prose: Features) -> dict[int, float]:
    """The share of the page's prose that stands in each marked element."""
    inside: dict[int, float] = {}
    for run, size in zip(runs, prose.tolist(), strict=True):
        if size:
            for number, _ in run.place.regions:
                inside[number] = inside.get(number, 0.0) + size
    total = float(prose.sum()) or 1.0
    return {number: size / total for number, size in inside.items()}


def _of_run(run: Run, shares: dict[int, float]) -> tuple[float, ...]:
    place = run.place
    held = [shares.get(number, 0.0) for number, _ in place.regions]
    # A mark on what holds much of the page, the whole article say, tells nothing about its parts.
    kinds = tuple(
        [kind for share, (_, kind) in zip(held, place.regions, strict=True) if share < VOID or kind == "comment"]
    )
    return (
        run.linked / max(1, len(run.text)),
        _TAGS.get(place.tag, 0.0),
        float(place.heading[1:]) if place.heading else 0.0,
        float(len(run.links)),
        float(run.images),
        float(run.cells),
        float(place.depth),
        KIND_NUMBER[kinds[-1]] + 1.0 if kinds else 0.0,
        float(place.holders),
        float(place.list > 0),
        float(place.article > 0),
        float(len(kinds)),
        float(len(held) - len(kinds)),
        max(held, default=0.0),
        *_of_elements(place.within),
        *_of_marks(kinds),
    )


# Which elements and which marks stand around a run varies little, on a page and from page to page.
@lru_cache(maxsize=1 << 10)
def _of_elements(within: frozenset[str]) -> tuple[float, ...]:
    return tuple(float(each in within) for each in _WITHIN)


@lru_cache(maxsize=1 << 10)
def _of_marks(kinds: tuple[BlockKind, ...]) -> tuple[float, ...]:
    """For each kind how near the innermost mark of it is: 1 for the innermost of all, a half for the next outside."""
    marks = [0.0] * len(KINDS)
    for distance, kind in enumerate(reversed(kinds)):
        marks[KIND_NUMBER[kind]] = marks[KIND_NUMBER[kind]] or 1.0 / (1 + distance)
    return tuple(marks)


def _above(
    own: Features, kinds: Features, hinted: NDArray[np.integer], prose: NDArray[np.floating]
) -> NDArray[np.floating]:
    """What class names hint at, here and at the last heading above; how far up that stands, and how much since."""
    bits = (hinted[:, :, None] >> np.arange(len(HINTS))) & 1
    near = bits[:, 0] * 3 + bits[:, 1] * 2 + bits[:, 2]
    at = np.arange(len(own))
    last = np.maximum.accumulate(np.where(own[:, 2] > 0, at, -1))
    there = np.maximum(last, 0)
    since_heading = np.where(last >= 0, at - last, 99)
    read = np.cumsum(prose)
    kind = np.where(last >= 0, kinds[there], -2)
    level = np.where(last >= 0, own[there, 2], 0)
    columns = np.stack([since_heading, read - read[there], kind, level], axis=1)
    return np.hstack([near, bits[:, 3], near[there] * (last >= 0)[:, None], columns])


def _headline(runs: Sequence[Run], declared: Features) -> int | None:
    """The likeliest place of the headline: the heading that says most of what the page calls itself."""
    best: tuple[float, int] | None = None
    for at, run in enumerate(runs):
        value = float(declared[at, 0]) + (0.5 if run.place.heading == "h1" else 0.3 if run.place.heading else 0.0)
        value -= 0.3 * (run.linked * 2 > len(run.text))
        if declared[at, 0] >= 0.5 and value > 0.7 and (best is None or value > best[0]):
            best = value, at
    return best[1] if best else None


def _from(first: int | None, prose: NDArray[np.floating], total: float) -> NDArray[np.floating]:
    """How far each run is from the headline, and how much of the page's prose stands below that."""
    at = np.arange(len(prose))
    if first is None:
        return np.full((len(at), 3), -999.0)
    below = float(prose[first:].sum()) / total
    return np.stack([at - first, (at < first) * below, np.full(len(at), below)], axis=1)


def _of_group(
    group: NDArray[np.intp], chars: Features, linked: Features, prose: Features, total: float
) -> NDArray[np.float64]:
    size = np.bincount(group)[group]
    mass = np.bincount(group, prose)[group]
    whole = np.bincount(group, chars)[group]
    links = np.bincount(group, linked)[group] / np.maximum(whole, 1)
    many = np.bincount(group, prose > 0)[group]
    return np.stack([size, mass / total, mass / size, links, many, whole], axis=1)


def _declared(runs: Sequence[Run], said: Declared) -> Features:
    """How far a run says what the page declares as its title, and as its description."""
    titles = [set(_WORD.findall(title.casefold())) for title in said.headlines[:3]]
    told = set(_grams(said.body)) if said.body and len(said.body) >= LEAST_TOLD else set()
    described = set(_WORD.findall((said.description or "").casefold()))
    wanted = described.union(*titles)
    rows = []
    for run in runs:
        in_told = _told(run.text, told) if told else -1.0
        words = set(_WORD.findall(run.text[:400].casefold()))
        if words.isdisjoint(wanted):
            rows.append((0.0, 0.0, 0.0, 0.0, in_told))
            continue
        size = len(words)
        shared = [len(words & title) for title in titles]
        of_title = [both / (size + len(title) - both) for both, title in zip(shared, titles, strict=True)]
        both = len(words & described)
        first = shared[0] / size if titles else 0.0
        same = max(of_title, default=0.0)
        rows.append((same, both / size, both / (size + len(described) - both), first, in_told))
    return np.array(rows, dtype=np.float32).reshape(len(rows), 5)


def _grams(text: str) -> list[str]:
    words = _WORD.findall(text[:LONGEST_TOLD].casefold())
    return [" ".join(words[at : at + _GRAM]) for at in range(max(1, len(words) - _GRAM + 1))] if words else []


def _told(text: str, told: set[str]) -> float:
    """The share of a run that stands in the article's text as the page gives it to search engines."""
    grams = _grams(text[:LOOKED_AT])
    return sum(gram in told for gram in grams) / len(grams) if grams else 0.0

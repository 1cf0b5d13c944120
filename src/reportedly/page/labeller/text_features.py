"""What stands around each unit of a text dump, as numbers: layout, order, repetition, words it shares."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reportedly.page.body_run import Scored, best_run
from reportedly.page.headline import report_run
from reportedly.page.labeller.context import neighbours, share_below, since, since_kinds, until, window_sums
from reportedly.page.labeller.wording_features import CHARS, ENDED, KIND, WORDS, Features, wording_features

_CONTENT = re.compile(r"[^\W\d_][\w'’-]{3,}|\d{2,}")
_PREFIX = 6
"""Letters by which two forms of one word are told to be one."""

GAP = 2
"""Blank lines that part two stretches of a page."""


def text_groups(page: Sequence[Scored]) -> list[NDArray[np.intp]]:
    """Number the groups that each unit belongs to: stretches between gaps or of one layout, lines laid out alike.

    Returns:
        For each way of grouping an array of shape (units,) of group numbers from 0.
    """
    gap = np.array([at.unit.gap for at in page])
    indent = np.array([at.unit.indent for at in page])
    prose = np.array([at.prose for at in page])
    alike = [(at.unit.indent, at.unit.bullet, at.unit.gap > 0) for at in page]
    numbers: dict[object, int] = {}
    return [
        np.cumsum(gap >= GAP),
        np.cumsum(np.concatenate([[0], np.diff(indent) != 0])),
        np.cumsum(np.concatenate([[0], np.diff(prose.astype(int)) != 0])),
        np.cumsum(gap > 0),
        np.array([numbers.setdefault(each, len(numbers)) for each in alike], dtype=np.intp),
    ]


def text_features(page: Sequence[Scored]) -> Features:
    """Describe each unit of a dump.

    Args:
        page: the units in order, each looked at by itself; at least one.

    Returns:
        Shape (units, features), float32; the columns are the same for every page.
    """
    wording = wording_features([at.text for at in page])
    chars, words = wording[:, CHARS], wording[:, WORDS]
    known = wording[:, KIND] >= 0
    prose = np.where((wording[:, ENDED] > 0) & (words >= 6) & ~known, chars, 0)
    own = np.array([_of_unit(at) for at in page], dtype=np.float32)
    after = np.append(own[1:, 1], 99).astype(np.float32)
    number = np.arange(len(page), dtype=np.float32)
    total = max(1.0, float(prose.sum()))
    grouped = [_of_group(each, chars, prose, total) for each in text_groups(page)]
    place = np.stack(
        [
            number,
            number / len(page),
            np.cumsum(prose) / total,
            share_below(prose),
            since(prose > 80),
            until(prose > 80),
            np.full(len(page), total),
            np.full(len(page), len(page)),
            np.full(len(page), float((own[:, 1] > 0).mean())),
            np.full(len(page), float((own[:, 0] > 0).mean())),
            after,
            *(window_sums(prose, width) for width in (3, -3, 8, -8, 20, -20)),
            *(window_sums(known.astype(np.float64), width) for width in (5, -5)),
        ],
        axis=1,
    )
    near = np.stack([chars, wording[:, ENDED], wording[:, KIND], own[:, 0], own[:, 1], own[:, 2], prose], axis=1)
    around = neighbours(near, (-4, -3, -2, -1, 1, 2, 3, 4))
    return np.hstack([wording, own, *grouped, place, _shared(page), since_kinds(wording[:, KIND]), around]).astype(
        np.float32
    )


def _of_unit(at: Scored) -> tuple[float, ...]:
    unit = at.unit
    return (float(unit.indent), float(min(unit.gap, 20)), float(unit.bullet), float(unit.hard), float(at.dated))


def _of_group(
    group: NDArray[np.intp], chars: NDArray[np.floating], prose: NDArray[np.floating], total: float
) -> NDArray[np.float64]:
    size = np.bincount(group)[group]
    mass = np.bincount(group, prose)[group]
    whole = np.bincount(group, chars)[group]
    many = np.bincount(group, prose > 0)[group]
    return np.stack([size, mass / total, mass / np.maximum(whole, 1), whole / size, many], axis=1)


def _shared(page: Sequence[Scored]) -> NDArray[np.float64]:
    """Where the likeliest report and its headline are, and the words that each unit shares with both."""
    headline, run = report_run(page)
    core = best_run(page)
    run = run or core
    title = _content(page[headline].text) if headline is not None else set()
    first = _content(page[0].text) if page[0].words <= 40 else set()
    counts: Counter[str] = Counter()
    for k in run:
        if page[k].prose:
            counts.update(_content(page[k].text))
    rows = []
    for k, at in enumerate(page):
        content = _content(at.text)
        inside = k in run and at.prose
        size = len(content) or 1
        rows.append(
            (
                sum(counts[word] > inside for word in content) / size,
                len(content & title) / size,
                len(content & title) / (len(title) or 1),
                len(content & first) / size,
                len(content & first) / (len(first) or 1),
                float(k - headline) if headline is not None else -999.0,
                float(k - run.start),
                float(run.stop - k),
                float(k in run),
                float(k in core),
                float(k == headline),
            )
        )
    return np.array(rows, dtype=np.float64).reshape(len(rows), 11)


def _content(text: str) -> set[str]:
    return {word.casefold()[:_PREFIX] for word in _CONTENT.findall(text[:1000])}

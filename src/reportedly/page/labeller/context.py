"""What the lines around a line are like, and what a first model thought of them: the second model's view of a page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reportedly.model import BlockKind
from reportedly.page.labeller.wording_features import KIND_NUMBER, Features

_TURNS: tuple[BlockKind, ...] = (
    "comment",
    "related",
    "other",
    "tag",
    "byline",
    "timestamp",
    "caption",
    "advertisement",
)

Column = NDArray[np.float64]


def neighbours(columns: NDArray[np.floating], steps: Sequence[int]) -> Features:
    """The columns of the lines so many steps away, -9 beyond either end of the page.

    Args:
        columns: shape (lines, columns).
        steps: distances, negative ones upwards.

    Returns:
        Shape (lines, columns * steps).
    """
    size = len(columns)
    moved = []
    for step in steps:
        away = np.full(columns.shape, -9.0, dtype=np.float32)
        if step > 0:
            away[: max(0, size - step)] = columns[step:]
        else:
            away[-step:] = columns[: max(0, size + step)]
        moved.append(away)
    return np.hstack(moved)


def share_below(mass: NDArray[np.floating]) -> Column:
    """The share of a page's mass that stands below each line."""
    total = float(mass.sum()) or 1.0
    return np.asarray(1.0 - np.cumsum(mass) / total, dtype=np.float64)


def since(marks: NDArray[np.bool_]) -> Column:
    """Lines since the last mark, -1 where there was none yet."""
    at = np.arange(len(marks))
    last = np.maximum.accumulate(np.where(marks, at, -1))
    return np.where(last >= 0, at - last, -1).astype(np.float64)


def until(marks: NDArray[np.bool_]) -> Column:
    """Lines until the next mark, -1 where none follows."""
    return since(marks[::-1])[::-1]


def since_kinds(kinds: NDArray[np.floating]) -> Features:
    """Lines since the last one whose wording made it of a kind that changes what follows, and until the next such.

    Args:
        kinds: numbers of the kinds by wording, -1 for none, shape (lines,).

    Returns:
        Shape (lines, columns).
    """
    marks = [kinds == KIND_NUMBER[kind] for kind in _TURNS]
    return np.stack([*map(since, marks), *map(until, marks)], axis=1).astype(np.float32)


def window_sums(mass: NDArray[np.floating], width: int) -> Column:
    """The sum over the ``width`` lines above each line, or over those below it where ``width`` is negative."""
    if width < 0:
        return window_sums(mass[::-1], -width)[::-1]
    ends = np.concatenate([np.zeros(width + 1), np.cumsum(mass)])
    return np.asarray(ends[width : width + len(mass)] - ends[: len(mass)], dtype=np.float64)


def second_view(first: Column, chars: NDArray[np.floating], groups: Sequence[NDArray[np.intp]]) -> Features:
    """Describe each line by what the first model thought of it and of what is around it.

    Args:
        first: the first model's probability of body, shape (lines,).
        chars: the sizes of the lines, shape (lines,).
        groups: ways of grouping lines, each of shape (lines,), numbers from 0.

    Returns:
        Shape (lines, columns).
    """
    mass = first * chars
    total = float(mass.sum()) or 1.0
    columns: list[NDArray[np.floating]] = [
        first,
        np.cumsum(mass) / total,
        share_below(mass),
        np.full(len(first), total),
    ]
    for group in groups:
        weight = np.bincount(group, np.sqrt(chars))[group]
        columns += [
            np.bincount(group, first * np.sqrt(chars))[group] / np.maximum(weight, 1e-6),
            np.bincount(group, mass)[group] / total,
        ]
    sure = first > 0.8
    for width in (2, 5, 10):
        columns += [window_sums(mass, width) / total, window_sums(mass, -width) / total]
    columns += [since(sure), until(sure)]
    best = _heaviest_window(np.where(first > 0.5, chars, -0.3 * np.minimum(chars, 200)))
    columns.append(best)
    return np.hstack([np.stack(columns, axis=1), neighbours(first[:, None], (-4, -3, -2, -1, 1, 2, 3, 4))]).astype(
        np.float32
    )


def _heaviest_window(scores: Column) -> Column:
    """Where each line stands relative to the contiguous window of the highest sum: 0 inside, else the distance."""
    best, start, stop = 0.0, 0, 0
    total, begin = 0.0, 0
    for at, score in enumerate(scores):
        if total <= 0:
            total, begin = 0.0, at
        total += float(score)
        if total > best:
            best, start, stop = total, begin, at + 1
    place = np.arange(len(scores))
    return np.where(place < start, place - start, np.where(place >= stop, place - stop + 1, 0)).astype(np.float64)

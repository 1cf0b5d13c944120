"""From probabilities of lines to one answer for what belongs together: a list, a table, all above a headline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from reportedly.page.body_run import Scored
    from reportedly.page.dom import Run

SHARED = 0.8
"""How much of the answer for an item is that for its list. On hosts held out 0.5 to 0.9 score alike, 0 lower."""
ABOVE = 0.3
"""What is left of the probability of a line above the headline, where much of the body stands below that."""
BELOW = 0.3
"""The share of the body that is much."""
CHANGE, POWER, LONGEST = 2.0, 0.25, 300
"""What each change between body and the rest costs, in log odds of a line of one character; the power of a line's size,
up to so many characters, by which its own odds grow. On hosts held out costs of 1 to 4 score alike; none scores 0.3
less on HTML and 0.8 less on flattened text."""


def settled(
    body: NDArray[np.float64],
    sizes: NDArray[np.floating],
    joined: Sequence[Sequence[int]],
    headline: int | None,
    least: float,
) -> NDArray[np.bool_]:
    """Say which lines are body, so that what belongs together is told as one.

    Items of a list share their answer, what stands above the headline is doubted, and between body and the rest the
    likeliest course is taken where each change costs :data:`CHANGE` (the Viterbi algorithm): an article is mostly one
    stretch, and a short line inside it is part of it.

    Args:
        body: probability of body, shape (lines,).
        sizes: characters of each line, shape (lines,).
        joined: the places of the items of each list or table.
        headline: the place of a headline that is beyond doubt, or None.
        least: the probability from which a line by itself is body.

    Returns:
        Shape (lines,).
    """
    shared = body.copy()
    for items in joined:
        at = np.array(items)
        mean = float(np.average(body[at], weights=sizes[at]))
        shared[at] = (1 - SHARED) * body[at] + SHARED * mean
    if headline:
        mass = shared * sizes
        if float(mass[headline:].sum()) > BELOW * float(mass.sum()):
            shared[:headline] *= ABOVE
    near = np.clip(shared, 1e-4, 1 - 1e-4)
    odds = np.log(near / (1 - near)) - np.log(least / (1 - least))
    return _course(np.clip(odds, -4, 4) * np.minimum(sizes, LONGEST) ** POWER)


def _course(gains: NDArray[np.float64]) -> NDArray[np.bool_]:
    """The course in or out of the body that gains most, where each change costs."""
    changed: list[tuple[bool, bool]] = []
    outside = inside = 0.0
    for gain in gains.tolist():
        changed.append((inside - CHANGE > outside, outside - CHANGE > inside))
        outside, inside = max(outside, inside - CHANGE), max(inside, outside - CHANGE) + gain
    state = int(inside > outside)
    course = np.zeros(len(gains), dtype=np.bool_)
    for at in range(len(gains) - 1, -1, -1):
        course[at] = state
        if changed[at][state]:
            state = 1 - state
    return course


def html_lists(runs: Sequence[Run]) -> list[list[int]]:
    """The places of the items of each list, and of the rows of each table, that have two or more."""
    found: dict[tuple[str, int], list[int]] = {}
    for at, run in enumerate(runs):
        place = run.place
        if run.cells > 1:
            found.setdefault(("table", place.parent), []).append(at)
        elif place.tag == "li" and place.list:
            found.setdefault(("list", place.list), []).append(at)
    return [items for items in found.values() if len(items) > 1]


def text_lists(page: Sequence[Scored]) -> list[list[int]]:
    """The places of bulleted lines that follow one another at one indentation."""
    found: list[list[int]] = []
    for at, line in enumerate(page):
        if not line.unit.bullet:
            continue
        last = found[-1][-1] if found else -2
        if last == at - 1 and page[last].unit.indent == line.unit.indent and line.unit.gap == 0:
            found[-1].append(at)
        else:
            found.append([at])
    return [items for items in found if len(items) > 1]

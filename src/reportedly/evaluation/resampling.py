"""How much a figure owes to the documents that happen to be in the corpus: the bootstrap over documents.

Documents, not attributions, are drawn with replacement, since the attributions of one report are alike (Efron and
Tibshirani 1993; for the paired form Berg-Kirkpatrick, Burkett and Klein 2012). Draws are seeded: the same input gives
the same interval.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from reportedly.evaluation.corpus import GoldDocument, PredictedDocument
from reportedly.evaluation.counting import METRICS, Counts, by_id, count_documents

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

SEED = 0
_TOGETHER = 256
"""Draws held in memory at once."""


class Difference(Struct, frozen=True):
    """A figure of one set of predictions minus that of another, with the 95 % interval of the difference, if drawn."""

    ours: float
    theirs: float
    difference: float
    interval: tuple[float, float] | None = None


def intervals(counts: Sequence[Counts], times: int) -> dict[str, tuple[float, float]]:
    """The 95 % interval of each metric's F1 over ``times`` draws of as many documents as there are."""
    table = _table(counts)
    f1s = np.concatenate([_f1(drawn @ table) for drawn in _draws(len(counts), times)])
    return {metric: _middle(values) for metric, values in zip(METRICS, _by_metric(f1s), strict=True)}


def compare(
    gold: Sequence[GoldDocument],
    ours: Iterable[PredictedDocument],
    theirs: Iterable[PredictedDocument],
    bootstrap: int = 1000,
) -> dict[str, Difference]:
    """Compare two sets of predictions for the same documents, by paired bootstrap.

    Args:
        gold: the annotated documents.
        ours: predictions; the differences are theirs subtracted from these.
        theirs: the predictions to compare with.
        bootstrap: how often to draw the documents, the same ones for both; 0 leaves the intervals out.

    Returns:
        The difference of each metric's F1, by figure name ("attribution F1").

    Raises:
        ValueError: an id comes twice, or is predicted and not in ``gold``.
    """
    tables = [_table(count_documents(gold, by_id(gold, some))) for some in (ours, theirs)]
    whole = [_f1(table.sum(axis=0, keepdims=True))[0] for table in tables]
    drawn: list[tuple[float, float] | None] = [None] * len(METRICS)
    if bootstrap:
        some = [_f1(d @ tables[0]) - _f1(d @ tables[1]) for d in _draws(len(gold), bootstrap)]
        drawn = [_middle(values) for values in _by_metric(np.concatenate(some))]
    return {
        f"{metric} F1": Difference(float(a), float(b), float(a - b), interval)
        for metric, a, b, interval in zip(METRICS, *whole, drawn, strict=True)
    }


def _table(counts: Sequence[Counts]) -> Array:
    """Documents by the four counts of every metric in turn. Floats, for their sums are exact and far faster."""
    rows = [[number for metric in METRICS for number in one.tallies[metric]] for one in counts]
    return np.array(rows, dtype=np.float64)


def _draws(documents: int, times: int) -> Iterator[Array]:
    """How often each document is in each draw, some draws at a time."""
    chance = random.Random(SEED)  # noqa: S311 (no secret)
    while times > 0:
        some = [chance.choices(range(documents), k=documents) for _ in range(min(times, _TOGETHER))]
        times -= len(some)
        yield np.array([np.bincount(draw, minlength=documents) for draw in some], dtype=np.float64)


def _f1(sums: Array) -> Array:
    """F1 of each metric (columns) in each draw (rows)."""
    recalled, correct, gold, predicted = np.moveaxis(sums.reshape(len(sums), len(METRICS), 4), 2, 0)
    precision = _ratio(correct, predicted)
    recall = _ratio(recalled, gold)
    return _ratio(2 * precision * recall, precision + recall)


def _ratio(part: Array, whole: Array) -> Array:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _by_metric(f1s: Array) -> Iterator[Array]:
    return iter(np.sort(f1s.T, axis=1))


def _middle(values: Array) -> tuple[float, float]:
    """The 2.5th and 97.5th percentile of values in order."""
    low, high = (float(values[int(share * (len(values) - 1))]) for share in (0.025, 0.975))
    return low, high

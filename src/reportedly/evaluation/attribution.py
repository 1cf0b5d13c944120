"""The attribution task's scores, over a corpus.

The headline figure asks for the right content with the right source, attributions being what they are in the PARC and
PolNeAR corpora (Pareti 2016; Newell, Margolin and Ruths 2018). Ratios are micro-averaged over all documents; one
without a denominator is 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from reportedly.evaluation.confidence import Calibration, calibration
from reportedly.evaluation.corpus import Annotation, GoldDocument, PredictedDocument
from reportedly.evaluation.counting import METRICS, Counts, Share, Tally, by_id, count_documents
from reportedly.evaluation.resampling import intervals

RATIOS = ("precision", "recall", "F1")
WORST_PUBLISHER = "attribution worst publisher F1"
CALIBRATION = "attribution calibration"
HALF_COVERAGE = "attribution precision at half coverage"
SOURCE_RIGHT = "source_given_content accuracy"
FIGURES = (
    *(f"{metric} {ratio}" for metric in METRICS for ratio in RATIOS),
    SOURCE_RIGHT,
    WORST_PUBLISHER,
    CALIBRATION,
    HALF_COVERAGE,
)
"""The names of all figures of this task, between 0 and 1. More is better for each, so that each can have a floor."""


class Score(Struct, frozen=True):
    """Precision, recall and F1, each between 0 and 1, and the counts behind them.

    ``interval`` holds the 2.5th and 97.5th percentile of F1 over resampled documents, where that was asked for.
    """

    precision: float
    recall: float
    f1: float
    true_positives: int
    gold: int
    predicted: int
    interval: tuple[float, float] | None = None


class Accuracy(Struct, frozen=True):
    """A share, and of how many."""

    accuracy: float
    of: int


class PublisherScore(Struct, frozen=True):
    """The headline metric over one publisher's documents; ``publisher`` is null for those that name none."""

    publisher: str | None
    documents: int
    attribution: Score


class AttributionScore(Struct, frozen=True):
    """How well attributions were found in a corpus.

    Attributes:
        documents: how many were scored.
        metrics: a score for each of ``METRICS``.
        source_given_content: of the pairs with the same content, those whose source is right; then the same where the
            gold source is there, and where it is empty.
        publishers: the best first; empty where no document names its publisher.
        confidence: nothing where an attribution came without one, or nothing was found.
    """

    documents: int
    metrics: dict[str, Score]
    source_given_content: Accuracy
    source_present: Accuracy
    source_absent: Accuracy
    publishers: tuple[PublisherScore, ...] = ()
    confidence: Calibration | None = None

    @property
    def publisher_gap(self) -> float | None:
        """How far the worst publisher's F1 lies below the mean of all publishers' F1."""
        f1s = [one.attribution.f1 for one in self.publishers]
        return sum(f1s) / len(f1s) - min(f1s) if f1s else None

    def figures(self) -> dict[str, float]:
        """Those of ``FIGURES`` that could be measured, by name.

        The calibration error is turned round (1 - error). The worst publisher stands for itself: the gap to the
        mean is no figure, for a floor under it would punish whoever makes the other publishers better.
        """
        values: dict[str, float | None] = {SOURCE_RIGHT: self.source_given_content.accuracy}
        for metric, score in self.metrics.items():
            values |= {f"{metric} {ratio}": getattr(score, ratio.lower()) for ratio in RATIOS}
        values[WORST_PUBLISHER] = min((one.attribution.f1 for one in self.publishers), default=None)
        values[CALIBRATION] = None if self.confidence is None else 1 - self.confidence.error
        values[HALF_COVERAGE] = None if self.confidence is None else self.confidence.precision
        return {name: value for name in FIGURES if (value := values[name]) is not None}

    def as_json(self) -> dict[str, Any]:
        """The score as one JSON object: all figures by name, then everything behind them."""
        return {"figures": self.figures(), **msgspec.to_builtins(self), "publisher_gap": self.publisher_gap}


def score(gold: Sequence[GoldDocument], predicted: Iterable[PredictedDocument], bootstrap: int = 0) -> AttributionScore:
    """Score predicted attributions against gold ones.

    Args:
        gold: the annotated documents.
        predicted: what was found in them, found by id; a gold document that is left out counts as having none.
        bootstrap: how often to resample the documents for the 95 % intervals of F1; 0 for none.

    Raises:
        ValueError: an id comes twice, or is predicted and not in ``gold``.
    """
    found = by_id(gold, predicted)
    counts = count_documents(gold, found)
    metrics = {metric: _score(counts, metric) for metric in METRICS}
    if bootstrap:
        for metric, interval in intervals(counts, bootstrap).items():
            metrics[metric] = msgspec.structs.replace(metrics[metric], interval=interval)
    present = _added(one.source_present for one in counts)
    absent = _added(one.source_absent for one in counts)
    return AttributionScore(
        documents=len(gold),
        metrics=metrics,
        source_given_content=_accuracy(Share(present.right + absent.right, present.of + absent.of)),
        source_present=_accuracy(present),
        source_absent=_accuracy(absent),
        publishers=_publishers(gold, counts),
        confidence=_confidence(gold, found, counts),
    )


def _score(counts: Iterable[Counts], metric: str) -> Score:
    tally = Tally(*(sum(column) for column in zip(*(one.tallies[metric] for one in counts), strict=True)))
    precision = _ratio(tally.correct, tally.predicted)
    recall = _ratio(tally.recalled, tally.gold)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(precision, recall, f1, tally.recalled, tally.gold, tally.predicted)


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _added(shares: Iterable[Share]) -> Share:
    return Share(*(sum(column) for column in zip(*shares, strict=True)))


def _accuracy(share: Share) -> Accuracy:
    return Accuracy(_ratio(share.right, share.of), share.of)


def _publishers(gold: Sequence[GoldDocument], counts: Sequence[Counts]) -> tuple[PublisherScore, ...]:
    of_publisher: dict[str | None, list[Counts]] = {}
    for document, one in zip(gold, counts, strict=True):
        of_publisher.setdefault(document.publisher, []).append(one)
    if not any(of_publisher):
        return ()
    scores = (PublisherScore(name, len(some), _score(some, "attribution")) for name, some in of_publisher.items())
    return tuple(sorted(scores, key=lambda one: (-one.attribution.f1, one.publisher or "")))


def _confidence(
    gold: Iterable[GoldDocument], found: Mapping[str, Sequence[Annotation]], counts: Iterable[Counts]
) -> Calibration | None:
    claims = []
    for document, one in zip(gold, counts, strict=True):
        for annotation, right in zip(found[document.id], one.right, strict=True):
            if annotation.confidence is None:
                return None
            claims.append((annotation.confidence, right))
    return calibration(claims)

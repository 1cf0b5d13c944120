"""What a reader's confidence is worth: is it as often right as it says, and how precise is its surer half."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from math import fsum

from msgspec import Struct

BINS = 10


class Calibration(Struct, frozen=True):
    """How far confidences can be trusted.

    Attributes:
        error: the expected calibration error: over ten bins of equally many attributions in order of confidence, the
            mean distance between a bin's mean confidence and its share of right ones (Naeini, Cooper and Hauskrecht
            2015, with bins of equal mass: Nixon et al. 2019). Right is a true positive of ``attribution``.
        bins: each bin's mean confidence, share of right ones, and size, the least sure first.
        threshold: the confidence from which at least half of the attributions are kept.
        coverage: the share kept; above a half where several share the threshold.
        precision: the share of right ones among those kept.
    """

    error: float
    bins: tuple[tuple[float, float, int], ...]
    threshold: float
    coverage: float
    precision: float


def calibration(claims: Sequence[tuple[float, bool]]) -> Calibration | None:
    """Measure confidences against what was right.

    Args:
        claims: each attribution found, as its confidence and whether it is right; their order makes no difference.

    Returns:
        Nothing where there is no claim.
    """
    if not claims:
        return None
    # Equal confidences share their right ones, or the cut of a bin through them would depend on the order given.
    levelled: list[tuple[float, float]] = []
    for level, same in groupby(sorted(claims), key=lambda claim: claim[0]):
        rights = [right for _, right in same]
        levelled += [(level, sum(rights) / len(rights))] * len(rights)
    n = len(levelled)
    cuts = [n * i // BINS for i in range(BINS + 1)]
    bins = tuple(_bin(levelled[a:b]) for a, b in pairwise(cuts) if a < b)
    threshold = levelled[n - -(-n // 2)][0]
    kept = [right for level, right in claims if level >= threshold]
    return Calibration(
        error=sum(size * abs(sure - right) for sure, right, size in bins) / n,
        bins=bins,
        threshold=threshold,
        coverage=len(kept) / n,
        precision=sum(kept) / len(kept),
    )


def _bin(some: Sequence[tuple[float, float]]) -> tuple[float, float, int]:
    size = len(some)
    return fsum(sure for sure, _ in some) / size, fsum(right for _, right in some) / size, size

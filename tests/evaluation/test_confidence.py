from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.evaluation.confidence import calibration

CLAIMS = st.lists(
    st.tuples(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9, 1.0]) | st.floats(0, 1), st.booleans()), min_size=1
)


def test_ten_bins_of_equal_size() -> None:
    result = calibration([(i / 25, i >= 12) for i in range(25)])
    assert result is not None
    assert [size for _, _, size in result.bins] == [2, 3, 2, 3, 2, 3, 2, 3, 2, 3]
    by_hand = sum(size * abs(sure - right) for sure, right, size in result.bins) / 25
    assert result.error == pytest.approx(by_hand)
    assert (result.threshold, result.coverage, result.precision) == (12 / 25, 13 / 25, 1.0)


def test_one_confidence_for_all_is_judged_as_a_whole() -> None:
    result = calibration([(0.7, i < 30) for i in range(40)])
    assert result is not None
    assert result.error == pytest.approx(0.05)
    assert (result.coverage, result.precision) == (1.0, 0.75)


def test_no_claims_no_calibration() -> None:
    assert calibration([]) is None


@given(CLAIMS, st.randoms(use_true_random=False))
def test_the_order_makes_no_difference(claims: list[tuple[float, bool]], chance: random.Random) -> None:
    shuffled = claims[:]
    chance.shuffle(shuffled)
    result = calibration(claims)
    assert result is not None
    assert calibration(shuffled) == result
    assert 0 <= result.error <= 1
    assert sum(size for _, _, size in result.bins) == len(claims)
    assert 0.5 <= result.coverage <= 1

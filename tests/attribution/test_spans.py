"""Tag probabilities to spans: always whole spans, the likeliest ones."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.attribution.spans import spans

TAGS = "OBIES"


def scores(path: str) -> np.ndarray:
    found = np.full((len(path), 5), -6.0, dtype=np.float32)
    for i, tag in enumerate(path):
        found[i, TAGS.index(tag)] = -0.1
    return found


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", []),
        ("OOO", []),
        ("OBIEO", [(1, 4)]),
        ("SS", [(0, 1), (1, 2)]),
        ("BEBE", [(0, 2), (2, 4)]),
        ("OSOBE", [(1, 2), (3, 5)]),
    ],
)
def test_a_clean_path_is_read_as_it_is(path: str, expected: list[tuple[int, int]]) -> None:
    assert spans(scores(path)) == expected


def test_a_path_that_is_not_allowed_is_mended_at_the_least_cost() -> None:
    broken = scores("OBIIO")
    broken[3, TAGS.index("E")] = -0.5  # the end is nearly as likely
    assert spans(broken) == [(1, 4)]


def likeliest(some: np.ndarray) -> float:
    """The best allowed path by trying all."""
    follows = {"O": "OBS", "E": "OBS", "S": "OBS", "B": "IE", "I": "IE"}
    best = -np.inf
    for path in itertools.product(TAGS, repeat=len(some)):
        whole = ("O", *path, "O")
        if all(b in follows[a] for a, b in itertools.pairwise(whole)):
            best = max(best, sum(float(some[i, TAGS.index(tag)]) for i, tag in enumerate(path)))
    return best


@given(st.lists(st.lists(st.floats(-8, 0, width=32), min_size=5, max_size=5), min_size=1, max_size=5))
def test_spans_never_overlap_and_follow_the_likeliest_path_where_all_words_are_one_run(rows: list[list[float]]) -> None:
    some = np.array(rows, dtype=np.float32)
    found = spans(some)
    assert all(a < b for a, b in found)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(found))
    if (some.argmax(axis=1) != 0).all():
        path = ["O"] * len(some)
        for a, b in found:
            path[a:b] = ["S"] if b - a == 1 else ["B", *"I" * (b - a - 2), "E"]
        assert sum(float(some[i, TAGS.index(tag)]) for i, tag in enumerate(path)) == pytest.approx(
            likeliest(some), abs=1e-3
        )

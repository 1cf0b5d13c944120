from __future__ import annotations

from reportedly.evaluation import compare, score
from tests.evaluation.marked import document, predicted

GOLD = [
    document(f"[s:Lee] [c:said] [t:it rains].\n[s:Moe] [c:said] [t:it {word}].", word)
    for word in ("pours", "snows", "hails", "thaws", "storms", "clears")
]
ALL = [predicted(one, *one.attributions) for one in GOLD]
SOME = [predicted(one, *one.attributions[: 1 + number % 2]) for number, one in enumerate(GOLD)]


def test_an_interval_holds_its_figure_and_comes_out_the_same_again() -> None:
    first, second = (score(GOLD, SOME, bootstrap=300).metrics["attribution"] for _ in range(2))
    assert first == second
    assert first.interval is not None
    low, high = first.interval
    assert low < first.f1 < high
    assert score(GOLD, ALL, bootstrap=300).metrics["attribution"].interval == (1.0, 1.0)
    assert score(GOLD, SOME).metrics["attribution"].interval is None


def test_a_difference_is_ours_minus_theirs_over_the_same_draws() -> None:
    gain = compare(GOLD, ALL, SOME, bootstrap=600)["attribution F1"]
    assert (gain.ours, gain.difference) == (1.0, 1.0 - gain.theirs)
    assert gain.interval is not None
    assert 0 < gain.interval[0] < gain.difference < gain.interval[1]
    loss = compare(GOLD, SOME, ALL, bootstrap=600)["attribution F1"]
    assert loss.difference == -gain.difference
    none = compare(GOLD, SOME, SOME, bootstrap=600)["attribution F1"]
    assert (none.difference, none.interval) == (0.0, (0.0, 0.0))
    assert compare(GOLD, ALL, SOME, bootstrap=0)["attribution F1"].interval is None

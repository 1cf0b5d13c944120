"""The picture of figures: whatever they are, it can be drawn, and says where they stand."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reportedly.library import CountedFigure
from reportedly.web.plot import BOTTOM, HEIGHT, LEFT, TOP, WIDTH, plot


def figure(low: float | None, high: float | None, published: str | None = "2019-11-05", **other: Any) -> CountedFigure:
    given = {"exact": "exact", "speaker": "Ann Lee", "kind": "person"} | other
    return CountedFigure(
        figure=f"{low}-{high}",
        low=low,
        high=high,
        value=low if low == high else None,
        unit=None,
        counts="people",
        starts=0,
        ends=1,
        report=1,
        headline="Dam",
        publisher="The Observer",
        published=published,
        claim=1,
        entity=None,
        certainty="asserted",
        content="so",
        **given,
    )


VALUES = st.one_of(st.none(), st.floats(-1e18, 1e18, allow_nan=False), st.integers(0, 200).map(float))
DAYS = st.one_of(st.none(), st.dates().map(str), st.sampled_from(["2019", "2019-11", "0001-01-01", "9999-12-31", "x"]))
FIGURES = st.builds(lambda one, two, day: figure(min(one, two), max(one, two), day), *[st.floats(0, 1e9)] * 2, DAYS)
ANY = st.builds(figure, VALUES, VALUES, DAYS)


@given(st.lists(ANY | FIGURES, max_size=40))
def test_any_figures_are_drawn_within_the_picture(rows: list[CountedFigure]) -> None:
    picture = plot(rows)
    told = [row for row in rows if (row.value, row.low, row.high) != (None, None, None)]
    if picture is None:
        assert told == []
        return
    assert len(picture.marks) == len(told)
    for mark in picture.marks:
        assert LEFT <= mark.x <= WIDTH
        for y in (mark.y, mark.low, mark.high):
            assert TOP - 1 <= y <= HEIGHT - BOTTOM + 1
    assert 1 <= len(picture.ups) <= 12
    assert len(picture.alongs) <= 10


def test_greater_figures_stand_higher_and_later_ones_further_along() -> None:
    picture = plot([figure(10, 10, "2019-01-01"), figure(20, 20, "2019-06-01"), figure(40, 40, "2019-12-01")])
    assert picture is not None
    xs, ys = [mark.x for mark in picture.marks], [mark.y for mark in picture.marks]
    assert (xs, ys) == (sorted(xs), sorted(ys, reverse=True))
    assert not picture.log
    assert [tick.label for tick in picture.alongs][:2] == ["January 2019", "March 2019"]


def test_figures_far_apart_have_a_logarithmic_scale() -> None:
    picture = plot([figure(1, 1), figure(1e6, 1e6)])
    assert picture is not None
    assert picture.log
    assert [tick.label for tick in picture.ups] == ["1", "10", "100", "1,000", "10,000", "100,000", "1 million"]


def test_a_figure_that_is_open_to_one_side_says_so() -> None:
    picture = plot(
        [figure(40, None, exact="at least"), figure(None, 40, exact="at most"), figure(30, 50, exact="range")]
    )
    assert picture is not None
    assert sorted((mark.open_above, mark.open_below, mark.about) for mark in picture.marks) == [
        (False, False, False),
        (False, True, True),
        (True, False, True),
    ]


def test_only_a_day_with_different_figures_has_them_joined() -> None:
    same = plot([figure(40, 40), figure(40, 40), figure(50, 50, "2019-11-06")])
    other = plot([figure(40, 40), figure(41, 41), figure(50, 50, "2019-11-06")])
    assert same is not None
    assert other is not None
    assert (len(same.days), len(other.days)) == (0, 1)


def test_figures_without_a_day_stand_apart() -> None:
    picture = plot([figure(40, 40, None), figure(40, 40)])
    assert picture is not None
    assert (picture.undated, picture.dated) == (True, True)
    assert picture.marks[0].x < picture.marks[1].x - 50

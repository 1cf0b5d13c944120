"""The line of days and the map of places: everything is on them, and labels do not meet."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from reportedly.model import Day, Place, Published, Report
from reportedly.web.report.days import timeline
from reportedly.web.report.places import clip, frame, place_map

WIDTH = 660.0


def _report(published: str | None = None) -> Report:
    told = Published(published, published, "meta") if published else Published()
    return Report(id="0", address=None, format="text", language="en", text="", blocks=(), published=told)


def _day(start: int, first: date, long: int = 0, text: str = "then") -> Day:
    last = min(first.toordinal() + long, date.max.toordinal())
    return Day(start, start + 4, text, first.isoformat(), date.fromordinal(last).isoformat(), "absolute")


DAYS = st.lists(
    st.tuples(st.dates(date(1, 1, 1), date(9990, 1, 1)), st.sampled_from([0, 0, 6, 30, 364, 36500])), max_size=50
)


@given(DAYS, st.sampled_from([None, "2024-02-01", "2024"]))
@example([(date(9999, 12, 31), 0)], None)
def test_all_days_are_on_the_line_and_no_bars_meet(days: list[tuple[date, int]], published: str | None) -> None:
    made = timeline(
        [_day(at, first, long, "x" * (at % 30 + 1)) for at, (first, long) in enumerate(days)],
        _report(published),
        name="wide",
        width=WIDTH,
    )
    assert len(made.rows) == len(days)
    assert made.unresolved == ()
    for bar in made.bars:
        assert bar.x >= -0.1
        assert bar.x + bar.width <= WIDTH + 6
        assert bar.y + 20 <= made.height
    lanes: dict[float, list[tuple[float, float]]] = {}
    for bar in made.bars:
        lanes.setdefault(bar.y, []).append((bar.x, bar.x + bar.width))
    for some in lanes.values():
        ordered = sorted(some)
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(ordered))


def test_the_day_of_publication_is_marked_and_the_same_days_are_one() -> None:
    days = [
        Day(0, 9, "yesterday", "2024-01-31", "2024-01-31", "relative to publication"),
        Day(20, 27, "Jan. 31", "2024-01-31", "2024-01-31", "absolute"),
        Day(40, 45, "later", None, None, "unresolved: the words set no bounds"),
        Day(50, 54, "2019", "2019", "2019", "absolute"),
    ]
    made = timeline(days, _report("2024-02-01"), name="wide", width=WIDTH)
    assert [(bar.label, bar.published) for bar in made.bars] == [
        ("2019", False),
        ("yesterday ×2", False),
        ("published", True),
    ]
    assert [row.text for row in made.unresolved] == ["later"]
    assert made.unresolved[0].basis == "the words set no bounds"
    assert any(tick.cut for tick in made.ticks)  # years without a day are left out


def test_an_iso_month_reaches_to_its_end() -> None:
    made = timeline([Day(0, 3, "Feb", "2024-02", "2024-02", "absolute")], _report(), name="wide", width=WIDTH)
    whole = timeline([_day(0, date(2024, 2, 1), 28)], _report(), name="wide", width=WIDTH)
    assert made.bars[0].width == whole.bars[0].width
    assert date(2024, 2, 1) + timedelta(days=28) == date(2024, 2, 29)


POINTS = st.lists(
    st.tuples(st.floats(-180, 180, allow_nan=False), st.floats(-90, 90, allow_nan=False)), min_size=1, max_size=25
)


@given(POINTS)
@example([(179.0, -17.0), (-179.0, -18.0)])
@example([(0.0, 90.0)])
@example([(-180.0, -90.0), (180.0, 90.0)])
def test_all_points_are_on_the_map(points: list[tuple[float, float]]) -> None:
    view = frame(points, WIDTH)
    for point in points:
        x, y = view.at(*point)
        assert -0.5 <= x <= view.width + 0.5
        assert -0.5 <= y <= view.height + 0.5


def test_places_on_both_sides_of_the_date_line_are_near_each_other() -> None:
    view = frame([(178.0, -17.0), (-176.0, -21.0)], WIDTH)
    fiji, tonga = view.at(178.0, -17.0), view.at(-176.0, -21.0)
    assert 0 < tonga[0] - fiji[0] < WIDTH / 2


def test_labels_on_the_map_do_not_meet() -> None:
    places = [Place(at, at + 1, f"Town {at}", f"Town {at}", "NO", 59 + at % 5 / 9, 10 + at / 9) for at in range(40)]
    made = place_map(places, name="wide", width=WIDTH)
    assert len(made.spots) == 40
    labelled = [spot for spot in made.spots if spot.label]
    assert 0 < len(labelled) < 40
    boxes = []
    for spot in labelled:
        long = len(spot.label) * 6.4
        left = spot.label_x - {"start": 0, "middle": long / 2, "end": long}[spot.anchor]
        boxes.append((left, spot.label_y - 10, left + long, spot.label_y + 2))
    for at, (left, top, right, bottom) in enumerate(boxes):
        for other_left, other_top, other_right, other_bottom in boxes[at + 1 :]:
            apart = right <= other_left or other_right <= left or bottom <= other_top or other_bottom <= top
            assert apart


def test_the_land_around_oslo_is_drawn_within_the_map() -> None:
    made = place_map([Place(0, 4, "Oslo", "Oslo", "NO", 59.91, 10.75)], name="wide", width=WIDTH)
    numbers = [float(one) for one in made.land.replace("M", " ").replace("L", " ").replace("Z", " ").split()]
    assert len(numbers) > 40
    assert all(-0.1 <= x <= made.width + 0.1 for x in numbers[::2])
    assert all(-0.1 <= y <= made.height + 0.1 for y in numbers[1::2])
    assert made.spots[0].label == "Oslo"


def test_places_without_coordinates_are_listed() -> None:
    made = place_map([Place(0, 4, "Raqqa", "Raqqa"), Place(9, 13, "Raqqa", "Raqqa")], name="wide", width=WIDTH)
    assert made.spots == ()
    assert [(row.name, row.mentions) for row in made.unknown] == [("Raqqa", 2)]


def test_a_ring_is_clipped_to_a_box() -> None:
    ring = [(-10.0, -10.0), (30.0, -10.0), (30.0, 30.0), (-10.0, 30.0)]
    assert sorted(clip(ring, (0.0, 0.0, 20.0, 10.0))) == [(0.0, 0.0), (0.0, 10.0), (20.0, 0.0), (20.0, 10.0)]
    assert clip(ring, (50.0, 50.0, 60.0, 60.0)) == []

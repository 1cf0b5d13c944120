"""Figures over time as a picture: where each mark stands, for a template to draw in SVG.

A mark is a dot where a figure is exact, a bar from its low to its high end where it is a range, and has an arrow to the
side to which it is open. The shape and colour of the dot tell the kind of the source, as everywhere in the room.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from math import ceil, floor, log10
from typing import TYPE_CHECKING, NamedTuple

from reportedly.web.wording import day, number

if TYPE_CHECKING:
    from reportedly.library import CountedFigure

WIDTH, HEIGHT = 960, 380
LEFT, RIGHT, TOP, BOTTOM = 84, 24, 18, 44
_LOG_FROM = 30
"""From how many times the least the greatest is, the scale is logarithmic."""

_LEAST = 1e-300
"""What a scale can begin with: smaller numbers have no power of ten."""

ALONE = 150
"""How far from the left figures stand where no report says its day."""

_APART = 5
"""How far figures of one day stand beside each other."""

ARROW = 20
"""How long the arrows are."""

_LABEL = 12
_SHORTEST_LABEL = 3
_MOST_LABELS = 24
_LONGEST_LABEL = 26
_A_LETTER = 6.2


class Mark(NamedTuple):
    """A figure in the picture.

    Attributes:
        x: where; ``y`` of its dot, ``low`` and ``high`` of its ends, the same for an exact figure.
        open_above: it is "at least"; ``open_below``: "at most".
        about: it is not exact.
        kind: of the source; empty for the report's own word.
        told: all of it in words.
        report: the key of the report; ``claim`` of the claim, if one gives it.
        label: who gave it, where there is room; ``label_end`` if it stands before the mark.

    """

    x: float
    y: float
    low: float
    high: float
    open_above: bool
    open_below: bool
    about: bool
    kind: str
    told: str
    report: int
    claim: int | None
    label: str
    label_end: bool


class Tick(NamedTuple):
    """A line across the picture, or down to its foot."""

    at: float
    label: str


class Plot(NamedTuple):
    """The picture.

    Attributes:
        marks: of the figures.
        days: where one day has different figures: its place, and from where to where they reach.
        ups: the scale of figures; ``alongs`` that of days.
        log: whether the scale is logarithmic.
        undated: whether figures without a day stand at the left; ``dated`` whether any with one do beside them.

    """

    marks: list[Mark]
    days: list[tuple[float, float, float]]
    ups: list[Tick]
    alongs: list[Tick]
    log: bool
    undated: bool
    dated: bool


class _Scale(NamedTuple):
    low: float
    high: float
    log: bool

    def y(self, value: float) -> float:
        """Where a value stands."""
        at, low, high = (log10(v) if self.log else v for v in (max(value, self.low), self.low, self.high))
        part = (at - low) / (high - low) if high > low else 0.5
        return round(HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - TOP), 1)


def plot(rows: Sequence[CountedFigure]) -> Plot | None:
    """The picture of some figures; ``None`` where there are none with a value."""
    drawn = [row for row in rows if _middle(row) is not None]
    if not drawn:
        return None
    values = [value for row in drawn for value in (row.low, row.high, row.value) if value is not None]
    scale = _scale(min(values), max(values))
    dated = {row.published for row in drawn if row.published}
    undated = any(not row.published for row in drawn)
    begin = LEFT + (70 if undated else 20)
    days = [ordinal for each in dated if (ordinal := _ordinal(each)) is not None]
    first, last = (min(days), max(days)) if days else (0, 0)

    def x(published: str | None) -> float:
        ordinal = _ordinal(published) if published else None
        if ordinal is None:
            # Where no day is known at all, they have the whole picture, and stand where a phone shows it.
            return LEFT + (34 if days else ALONE)
        part = (ordinal - first) / (last - first) if last > first else 0.2
        return begin + part * (WIDTH - RIGHT - 20 - begin)

    by_day: defaultdict[float, list[CountedFigure]] = defaultdict(list)
    for row in drawn:
        by_day[round(x(row.published), 1)].append(row)
    marks = [mark for at, some in sorted(by_day.items()) for mark in _marks(at, some, scale)]
    spans = [
        (at, max(ys), min(ys))
        for at, some in sorted(by_day.items())
        if _ordinal(some[0].published or "") is not None and len({(row.low, row.high) for row in some}) > 1
        for ys in [[scale.y(v) for row in some for v in (row.low, row.high, row.value) if v is not None]]
    ]
    alongs = [Tick(round(x(date.fromordinal(each).isoformat()), 1), label) for each, label in _days(first, last)]
    ups = [Tick(scale.y(value), number(value)) for value in _ticks(scale)]
    return Plot(_labelled(marks), spans, ups, alongs if days else [], scale.log, undated, bool(days))


def _middle(row: CountedFigure) -> float | None:
    """The value that stands for a figure."""
    return next((value for value in (row.value, row.low, row.high) if value is not None), None)


def _ordinal(published: str) -> int | None:
    try:
        return date.fromisoformat((published + "-01-01")[:10] if len(published) < 10 else published[:10]).toordinal()
    except ValueError:
        return None


def _scale(low: float, high: float) -> _Scale:
    if low > 0 and high / low >= _LOG_FROM:
        return _Scale(max(10.0 ** floor(log10(low)), _LEAST), 10.0 ** ceil(log10(high)), log=True)
    if low >= 0 and low < high / 2:
        low = 0
    room = (high - low) * 0.08 or abs(high) * 0.1 or 1
    return _Scale(low if low == 0 else low - room, high + room, log=False)


def _ticks(scale: _Scale) -> Iterable[float]:
    if scale.log:
        first, last = round(log10(scale.low)), round(log10(scale.high))
        step = ceil((last - first) / 7) or 1
        return [10.0**power for power in range(first, last + 1, step)]
    rough = (scale.high - scale.low) / 5
    size = 10 ** floor(log10(rough))
    step_ = next(size * each for each in (1, 2, 5, 10) if size * each >= rough)
    return [step_ * each for each in range(ceil(scale.low / step_), floor(scale.high / step_) + 1)]


def _days(first: int, last: int) -> list[tuple[int, str]]:
    """Days to name under the picture."""
    if not last:
        return []
    if first == last:
        return [(first, day(date.fromordinal(first).isoformat()))]
    begin, end = date.fromordinal(first), date.fromordinal(last)
    if end.year - begin.year >= 3:
        step = ceil((end.year - begin.year) / 8)
        years = range(begin.year, end.year + 1, step)
        return [(date(year, 1, 1).toordinal(), str(year)) for year in years if date(year, 1, 1) >= begin]
    months = [(year, month) for year in range(begin.year, end.year + 1) for month in range(1, 13)]
    firsts = [date(year, month, 1) for year, month in months if begin <= date(year, month, 1) <= end]
    if len(firsts) >= 2:
        named = firsts[:: ceil(len(firsts) / 8)]
        return [(each.toordinal(), day(f"{each:%Y-%m}")) for each in named]
    return [(each.toordinal(), day(each.isoformat())) for each in (begin, end)]


def _marks(at: float, some: list[CountedFigure], scale: _Scale) -> Iterable[Mark]:
    """The marks of one day; those that would hide each other stand side by side."""
    taken: defaultdict[float, int] = defaultdict(int)
    for row in some:
        middle = _middle(row)
        assert middle is not None  # noqa: S101 (such rows are left out before)
        y = scale.y(middle)
        place = round(y / (2 * _APART))
        beside = taken[place]
        taken[place] += 1
        # To the right and to the left in turn.
        aside = (beside + 1) // 2 * 2 * _APART * (1 if beside % 2 else -1)
        who = row.speaker or row.publisher or ""
        told = ", ".join(
            filter(
                None, (f"{row.figure} {row.counts or ''}".strip(), who, row.certainty, row.headline, day(row.published))
            )
        )
        yield Mark(
            round(min(max(at + aside, LEFT + 6), WIDTH - RIGHT), 1),
            y,
            scale.y(row.low) if row.low is not None else y,
            scale.y(row.high) if row.high is not None else y,
            open_above=row.low is not None and row.high is None,
            open_below=row.high is not None and row.low is None,
            about=row.exact not in ("exact", "range"),
            kind=row.kind or "",
            told=told,
            report=row.report,
            claim=row.claim,
            label=who if len(who) <= _LONGEST_LABEL else who[: _LONGEST_LABEL - 1] + "…",
            label_end=at > WIDTH * 0.72,
        )


def _labelled(marks: list[Mark]) -> list[Mark]:
    """The same marks, with the names only that have room beside them."""
    boxes = [_box(mark) for mark in marks]
    made, named = [], 0
    for mark in marks:
        wide = len(mark.label) * _A_LETTER
        left, right = (mark.x - 10 - wide, mark.x - 9) if mark.label_end else (mark.x + 9, mark.x + 10 + wide)
        box = _Box(left, right, mark.y - _LABEL / 2, mark.y + _LABEL / 2)
        fits = len(mark.label) >= _SHORTEST_LABEL and left > LEFT and right < WIDTH and named < _MOST_LABELS
        if fits and not any(box.meets(other) for other in boxes):
            boxes.append(box)
            named += 1
            made.append(mark)
        else:
            made.append(mark._replace(label=""))
    return made


class _Box(NamedTuple):
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        """Whether two boxes have anything in common."""
        beside = self.right < other.left or self.left > other.right
        return not beside and self.top <= other.bottom and self.bottom >= other.top


def _box(mark: Mark) -> _Box:
    """What a mark takes, with its arrows."""
    top = min(mark.y - 6, mark.high, mark.y - ARROW if mark.open_above else mark.y)
    bottom = max(mark.y + 6, mark.low, mark.y + ARROW if mark.open_below else mark.y)
    return _Box(mark.x - 6, mark.x + 6, top, bottom)

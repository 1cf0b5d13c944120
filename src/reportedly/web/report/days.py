"""The days that a report names, on a line."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reportedly.web.report import words

if TYPE_CHECKING:
    from reportedly.model import Day, Report

_LANE = 24.0
_TOP = 30.0
_LETTER = 6.6
_MOST = 36
"""Bars that are drawn; the list beside the line has all."""

_MOST_PARTS = 4


@dataclass(frozen=True, slots=True)
class DayBar:
    """The days that something can mean: from ``x``, ``width`` wide; the same ones named again are counted."""

    start: int
    label: str
    title: str
    x: float
    width: float
    y: float
    label_x: float
    anchor: str
    published: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the axis; ``cut`` where days before it are left out."""

    x: float
    label: str
    cut: bool


@dataclass(frozen=True, slots=True)
class DayRow:
    """A time expression for the list."""

    start: int
    text: str
    meaning: str
    basis: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days of a report: those that are known as bars, all in a list, and those that nothing resolves."""

    name: str
    width: float
    height: float
    bars: tuple[DayBar, ...]
    ticks: tuple[Tick, ...]
    rows: tuple[DayRow, ...]
    unresolved: tuple[DayRow, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class _Known:
    first: date
    last: date
    text: str
    start: int
    title: str
    published: bool = False


def timeline(days: Sequence[Day], report: Report, *, name: str, width: float) -> Timeline:
    """Lay the days of a report on a line.

    Args:
        days: as read.
        report: that they are in; the day of its publication is marked.
        name: tells this drawing from another of the same days.
        width: of the drawing.

    """
    known, unresolved, rows = [], [], []
    for day in sorted(days, key=lambda one: one.start):
        meaning = words.days(day.earliest, day.latest)
        row = DayRow(day.start, day.text, meaning, day.basis.removeprefix("unresolved: "))
        first, last = _first(day.earliest or day.latest), _last(day.latest or day.earliest)
        if first is None or last is None:
            unresolved.append(row)
            continue
        rows.append(row)
        known.append(_Known(first, max(first, last), day.text, day.start, f"{day.text}: {meaning}"))
    merged = _merged(known)
    drawn = merged[:_MOST]
    first, last = _first(report.published.earliest), _last(report.published.latest or report.published.earliest)
    if drawn and first is not None and last is not None:
        told = words.days(report.published.earliest, report.published.latest)
        drawn.append(_Known(first, max(first, last), "published", -1, f"Published {told}", published=True))
    if not drawn:
        return Timeline(name, width, 0, (), (), tuple(rows), tuple(unresolved), 0)
    drawn.sort(key=lambda one: (one.first, one.last))
    scale = _Scale(drawn, width)
    bars, lanes = _bars(drawn, scale, width)
    height = _TOP + lanes * _LANE + 6
    return Timeline(
        name, width, height, bars, scale.ticks(), tuple(rows), tuple(unresolved), max(0, len(merged) - _MOST)
    )


def _merged(known: Sequence[_Known]) -> list[_Known]:
    """The same days once, called as they are first, those named most often first."""
    same: dict[tuple[date, date], list[_Known]] = {}
    for one in known:
        same.setdefault((one.first, one.last), []).append(one)
    made = []
    for some in sorted(same.values(), key=lambda some: (-len(some), some[0].start)):
        one = some[0]
        again = f" ×{len(some)}" if len(some) > 1 else ""
        title = "; ".join(dict.fromkeys(each.title for each in some))
        made.append(_Known(one.first, one.last, words.cut(one.text, 28) + again, one.start, title))
    return made


class _Scale:
    """From days to places on the line: even within a part; long stretches without any day are cut out between parts."""

    def __init__(self, drawn: Sequence[_Known], width: float) -> None:
        self._parts = _parts(drawn)
        gaps = 26.0 * (len(self._parts) - 1)
        weights = [1.5 + sum(1 for one in drawn if part[0] <= one.first <= part[1]) for part in self._parts]
        room = width - gaps - 24
        self._starts = []
        self._widths = []
        x = 12.0
        for weight in weights:
            self._starts.append(x)
            self._widths.append(room * weight / sum(weights))
            x += self._widths[-1] + 26.0

    def at(self, day: date) -> float:
        for (first, last), start, width in zip(self._parts, self._starts, self._widths, strict=True):
            if day <= last:
                return start + width * max(0, (day - first).days) / max(1, (last - first).days)
        return self._starts[-1] + self._widths[-1]

    def ticks(self) -> tuple[Tick, ...]:
        made = []
        for at, ((first, last), start, width) in enumerate(zip(self._parts, self._starts, self._widths, strict=True)):
            made.append(Tick(round(start, 1), _short(first, last - first), cut=at > 0))
            # The end of a part is named at the end of the line only: the next part begins too near to it.
            if at == len(self._parts) - 1 and width > 170 and (last - first).days > 1:
                made.append(Tick(round(start + width, 1), _short(last, last - first), cut=False))
        return tuple(made)


def _parts(drawn: Sequence[_Known]) -> list[tuple[date, date]]:
    """Stretches of time with days in them, between the longest stretches without any."""
    covered: list[tuple[date, date]] = []
    for one in sorted(drawn, key=lambda one: one.first):
        if covered and one.first <= covered[-1][1] + timedelta(days=1):
            covered[-1] = (covered[-1][0], max(covered[-1][1], one.last))
        else:
            covered.append((one.first, one.last))
    gaps = [((after[0] - before[1]).days, at) for at, (before, after) in enumerate(itertools.pairwise(covered), 1)]
    whole = max(1, (covered[-1][1] - covered[0][0]).days)
    cuts = sorted(
        at for days, at in sorted(gaps, reverse=True)[: _MOST_PARTS - 1] if days > 0.22 * whole or days > 3650
    )
    edges = [0, *cuts, len(covered)]
    return [(covered[left][0], covered[right - 1][1]) for left, right in itertools.pairwise(edges)]


def _bars(drawn: Sequence[_Known], scale: _Scale, width: float) -> tuple[tuple[DayBar, ...], int]:
    """Bars in lanes, so that neither bars nor labels meet."""
    ends: list[float] = []
    bars = []
    for one in drawn:
        x, right = scale.at(one.first), scale.at(one.last)
        long = max(5.0, right - x)
        label = words.columns(one.text) * _LETTER + 8
        beside = x + long + label <= width
        left = x if beside else max(0.0, min(x, x + long - label))
        reach = x + long + label if beside else max(x + long, left + label)
        if not beside and label <= x:
            # To the left of its bar, where there is no room to the right.
            left, reach = x - label, x + long
        lane = next((at for at, end in enumerate(ends) if end + 6 <= left), len(ends))
        if lane == len(ends):
            ends.append(0.0)
        ends[lane] = reach
        to_left = not beside and label <= x
        bars.append(
            DayBar(
                start=one.start,
                label=one.text,
                title=one.title,
                x=round(x, 1),
                width=round(long, 1),
                y=round(_TOP + lane * _LANE, 1),
                label_x=round(x + long + 5 if beside else x - 5 if to_left else left + 4, 1),
                anchor="end" if to_left else "start",
                published=one.published,
            )
        )
    return tuple(bars), len(ends)


def _short(day: date, span: timedelta) -> str:
    if span.days > 365 * 3:
        return str(day.year)
    return f"{day:%b} {day.year}" if span.days > 62 else f"{day.day} {day:%b} {day.year}"


def _first(iso: str | None) -> date | None:
    """The first day that an ISO prefix can mean."""
    try:
        parts = [int(part) for part in (iso or "")[:10].split("-")]
        return date(parts[0], *([*parts[1:], 1, 1])[:2])
    except ValueError:
        return None


def _last(iso: str | None) -> date | None:
    """The last day that an ISO prefix can mean."""
    first = _first(iso)
    if first is None or iso is None or len(iso) >= 10:
        return first
    if len(iso) == 4:
        return date(first.year, 12, 31)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1) if first.year < 9999 else date.max
    return after - timedelta(days=1)

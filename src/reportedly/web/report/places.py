"""The places that a report names, on a small map that needs nothing from elsewhere."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from reportedly.web.report import words

if TYPE_CHECKING:
    from reportedly.model import Place

_LEAST = 9.0
"""Degrees of latitude that a map shows at least: nearer, the outline is too coarse to tell anything."""

_LETTER = 6.4
_FINE = 0.9
"""Points of the outline that are nearer than this, in units of the drawing, are one."""

_Point = tuple[float, float]
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map, at the first of its mentions.

    Attributes:
        label: empty where there is no room for it.
        reach: how far around it can be pressed without taking that from another.

    """

    start: int
    name: str
    country: str | None
    mentions: int
    x: float
    y: float
    reach: float
    label: str
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place for the list."""

    start: int
    name: str
    country: str | None
    mentions: int


@dataclass(frozen=True, slots=True)
class Map:
    """A map of the places of a report."""

    name: str
    width: float
    height: float
    land: str
    lines: str
    spots: tuple[Spot, ...]
    rows: tuple[PlaceRow, ...]
    unknown: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """From longitude and latitude to a drawing: plate carrée, true to scale in the middle."""

    west: float
    north: float
    scale: float
    squeeze: float
    width: float
    height: float

    def at(self, longitude: float, latitude: float) -> _Point:
        """Where a point is drawn; of the turns around the world, the one that is on the map."""
        turned = longitude + 360 * round((self.west + self.width / self.scale / self.squeeze / 2 - longitude) / 360)
        return (turned - self.west) * self.squeeze * self.scale, (self.north - latitude) * self.scale


def frame(points: Sequence[_Point], width: float) -> Frame:
    """The frame that shows some points with room around them.

    Args:
        points: longitudes and latitudes, at least one.
        width: of the drawing.

    """
    west, east = _arc([longitude for longitude, _ in points])
    south, north = min(latitude for _, latitude in points), max(latitude for _, latitude in points)
    middle = (south + north) / 2
    squeeze = max(0.3, math.cos(math.radians(middle)))
    tall = min(180.0, max(_LEAST, (north - south) * 1.35))
    wide = min(360.0 * squeeze, max(tall * 1.5, (east - west) * squeeze * 1.35))
    tall = min(180.0, max(tall, wide * 0.48))
    scale = width / wide
    # Points near the poles keep the map on the world.
    top = min(90.0, max(middle + tall / 2, tall - 90))
    return Frame((west + east) / 2 - wide / squeeze / 2, top, scale, squeeze, width, tall * scale)


def _arc(longitudes: Sequence[float]) -> _Point:
    """The shortest arc around all longitudes: the widest stretch without one is left out, wherever it lies."""
    ordered = sorted(set(longitudes))
    gaps = [(after - before, at) for at, (before, after) in enumerate(itertools.pairwise(ordered), 1)]
    gaps.append((ordered[0] + 360 - ordered[-1], 0))
    _, at = max(gaps, key=lambda gap: (gap[0], gap[1] == 0))
    return ordered[at], (ordered[at - 1] + 360 if at else ordered[-1])


def place_map(places: Sequence[Place], *, name: str, width: float) -> Map:
    """Draw a map of places.

    Args:
        places: as read.
        name: tells this drawing from another of the same places.
        width: of the drawing.

    """
    same: dict[tuple[str, str | None, float | None, float | None], list[Place]] = {}
    for place in sorted(places, key=lambda one: one.start):
        same.setdefault((place.name, place.country, place.latitude, place.longitude), []).append(place)
    known: list[PlaceRow] = []
    unknown: list[PlaceRow] = []
    points: list[_Point] = []
    for (named, country, latitude, longitude), some in same.items():
        row = PlaceRow(some[0].start, named, country, len(some))
        if latitude is None or longitude is None:
            unknown.append(row)
        elif (longitude, latitude) in points:
            # Another name of the same place, as "US" of "United States".
            at = points.index((longitude, latitude))
            known[at] = replace(known[at], name=f"{known[at].name} / {named}", mentions=known[at].mentions + len(some))
        else:
            known.append(row)
            points.append((longitude, latitude))
    if not points:
        return Map(name, width, 0, "", "", (), (), tuple(unknown))
    view = frame(points, width)
    return Map(
        name=name,
        width=width,
        height=round(view.height, 1),
        land=_land(view),
        lines=_lines(view),
        spots=_spots(known, points, view),
        rows=tuple(known),
        unknown=tuple(unknown),
    )


def _spots(rows: Sequence[PlaceRow], points: Sequence[_Point], view: Frame) -> tuple[Spot, ...]:
    """Dots with labels beside, above or below them that do not meet; those named most have the first choice."""
    dots = [view.at(*point) for point in points]
    taken: list[_Box] = [(x - 5, y - 5, x + 5, y + 5) for x, y in dots]
    spots: dict[int, Spot] = {}
    for at in sorted(range(len(rows)), key=lambda at: (-rows[at].mentions, rows[at].start)):
        row, (x, y) = rows[at], dots[at]
        label = words.cut(row.name, 24)
        long = words.columns(label) * _LETTER + 2
        places = (
            (x + 8, y + 4, "start", (x + 7, y - 8, x + 9 + long, y + 8)),
            (x - 8, y + 4, "end", (x - 9 - long, y - 8, x - 7, y + 8)),
            (x, y - 9, "middle", (x - long / 2, y - 21, x + long / 2, y - 6)),
            (x, y + 18, "middle", (x - long / 2, y + 6, x + long / 2, y + 22)),
        )
        placed = next((one for one in places if _free(one[3], taken, view)), None)
        if placed is not None:
            taken.append(placed[3])
        nearest = min((math.dist(dot, (x, y)) for other, dot in enumerate(dots) if other != at), default=24.0)
        label_x, label_y, anchor = placed[:3] if placed else (x, y, "start")
        spots[at] = Spot(
            start=row.start,
            name=row.name,
            country=row.country,
            mentions=row.mentions,
            x=round(x, 1),
            y=round(y, 1),
            reach=round(min(12.0, max(4.5, nearest / 2)), 1),
            label=label if placed else "",
            label_x=round(label_x, 1),
            label_y=round(label_y, 1),
            anchor=anchor,
        )
    return tuple(spots[at] for at in range(len(rows)))


def _free(box: _Box, taken: Sequence[_Box], view: Frame) -> bool:
    left, top, right, bottom = box
    inside = left >= 2 and right <= view.width - 2 and top >= 2 and bottom <= view.height - 2
    return inside and not any(left < r and l < right and top < b and t < bottom for l, t, r, b in taken)  # noqa: E741


@cache
def _rings() -> tuple[tuple[_Box, tuple[_Point, ...]], ...]:
    """The outline's rings, each with the box that it is in."""
    read = json.loads((files("reportedly.web") / "data" / "land.json").read_text(encoding="utf-8"))
    made = []
    for ring in read:
        points = tuple((x / 100, y / 100) for x, y in ring)
        xs, ys = [x for x, _ in points], [y for _, y in points]
        made.append(((min(xs), min(ys), max(xs), max(ys)), points))
    return tuple(made)


def _land(view: Frame) -> str:
    """The land in the frame, as a path."""
    wide, tall = view.width / view.scale / view.squeeze, view.height / view.scale
    box = (view.west, view.north - tall, view.west + wide, view.north)
    parts = []
    for (west, south, east, north), ring in _rings():
        if south > box[3] or north < box[1]:
            continue
        for turn in (-360.0, 0.0, 360.0):
            if east + turn < box[0] or west + turn > box[2]:
                continue
            turned = _thinned(ring, turn, _FINE / view.scale)
            within = west + turn >= box[0] and east + turn <= box[2] and south >= box[1] and north <= box[3]
            inside = turned if within else clip(turned, box)
            if len(inside) >= 3:
                parts.append(_path(inside, view))
    return "".join(parts)


def clip(ring: Sequence[_Point], box: _Box) -> list[_Point]:
    """The part of a ring that is in a box, after Sutherland and Hodgman.

    Args:
        ring: its points; the last is joined to the first.
        box: west, south, east and north.

    """
    points = list(ring)
    for axis, limit, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        if all((point[axis] - limit) * sign >= 0 for point in points):
            continue
        kept: list[_Point] = []
        for at, point in enumerate(points):
            before = points[at - 1]
            inside, was = (point[axis] - limit) * sign >= 0, (before[axis] - limit) * sign >= 0
            if inside != was:
                share = (limit - before[axis]) / (point[axis] - before[axis])
                kept.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
            if inside:
                kept.append(point)
        points = kept
        if not points:
            break
    return points


def _thinned(ring: Sequence[_Point], turn: float, fine: float) -> list[_Point]:
    """A ring after some turns around the world, without the points that the drawing is too small to tell apart."""
    x, y = ring[0]
    made = [(x + turn, y)]
    for point in ring:
        if abs(point[0] - x) >= fine or abs(point[1] - y) >= fine:
            x, y = point
            made.append((x + turn, y))
    return made


def _path(points: Sequence[_Point], view: Frame) -> str:
    wide, tall = view.squeeze * view.scale, view.scale
    steps = [f"{(x - view.west) * wide:.1f} {(view.north - y) * tall:.1f}" for x, y in points]
    return f"M{'L'.join(steps)}Z"


def _lines(view: Frame) -> str:
    """Meridians and parallels, a few."""
    wide, tall = view.width / view.scale / view.squeeze, view.height / view.scale
    step = next(step for step in (1, 2, 5, 10, 20, 30, 60) if wide / step <= 9 or step == 60)
    return "".join([*_meridians(view, wide, step), *_parallels(view, tall, step)])


def _meridians(view: Frame, wide: float, step: int) -> Iterator[str]:
    for at in range(math.ceil(view.west / step), math.floor((view.west + wide) / step) + 1):
        yield f"M{(at * step - view.west) * view.squeeze * view.scale:.1f} 0V{view.height:.1f}"


def _parallels(view: Frame, tall: float, step: int) -> Iterator[str]:
    for at in range(math.ceil((view.north - tall) / step), math.floor(view.north / step) + 1):
        yield f"M0 {(view.north - at * step) * view.scale:.1f}H{view.width:.1f}"

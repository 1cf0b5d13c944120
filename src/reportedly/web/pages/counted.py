"""What reports count, and every figure for it: by day and report, in a picture and a table, never judged."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from starlette.routing import Route

from reportedly.web.paging import asked_page, pages, pages_of
from reportedly.web.plot import plot
from reportedly.web.state import room
from reportedly.web.templating import page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from starlette.requests import Request
    from starlette.responses import Response

    from reportedly.library import CountedFigure

SIZE = 50
_FIGURES = 150


class OfDay(NamedTuple):
    """The figures of one day.

    Attributes:
        day: of publication; ``None`` where it is not known.
        rows: the figures.
        different: how many different figures they are.
        low: the least that any can be, ``high`` the most; ``None`` where one is open to that side.

    """

    day: str | None
    rows: list[CountedFigure]
    different: int
    low: float | None
    high: float | None


def counted(request: Request) -> Response:
    """What is counted, in how many reports."""
    words = request.query_params.get("name", "").strip()
    at = asked_page(request)
    found = room(request).library.counted_things(words, page=at, size=SIZE)
    return page(
        request,
        "counted.html",
        found=found,
        name=words,
        pages=pages("/counted", at, more=len(found) == SIZE, name=words),
    )


def thing(request: Request) -> Response:
    """Every figure for one thing."""
    what = request.query_params.get("what", "")
    unit = request.query_params.get("unit") or None
    at = asked_page(request)
    shown = room(request).library.counted(what, unit, page=at, size=_FIGURES)
    return page(
        request,
        "thing.html",
        shown=shown,
        thing=shown.thing,
        plot=plot(shown.rows),
        days=list(_by_day(shown.rows)),
        pages=pages_of("/counted/thing", at, shown.thing.figures, _FIGURES, what=what, unit=unit),
    )


def _by_day(rows: Iterable[CountedFigure]) -> Iterator[OfDay]:
    for day, some in groupby(rows, key=lambda row: row.published):
        of_day = list(some)
        yield OfDay(
            day,
            of_day,
            len({(row.low, row.high) for row in of_day}),
            _or_open(min, [row.low for row in of_day]),
            _or_open(max, [row.high for row in of_day]),
        )


def _or_open(end: Callable[[list[float]], float], values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return end(known) if len(known) == len(values) else None


ROUTES = [Route("/counted", counted, methods=["GET"]), Route("/counted/thing", thing, methods=["GET"])]

"""What people said: judgements of claims, merges and splits, those taken back too."""

from __future__ import annotations

from heapq import merge as merged
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from starlette.routing import Route

from reportedly.web.changing import back, number
from reportedly.web.paging import asked_page, pages
from reportedly.web.state import by, room
from reportedly.web.templating import page
from reportedly.web.wording import to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response

    from reportedly.library import Decision, Judged, Library

SIZE = 40


class Said(NamedTuple):
    """One of both.

    Attributes:
        made: when.
        judged: a judgement, with the headline of its report.
        decision: a merge or a split.

    """

    made: str
    judged: Judged | None = None
    decision: Decision | None = None


def history(request: Request) -> Response:
    """All of it, the newest first."""
    library = room(request).library
    at = asked_page(request)
    decisions = library.decisions()
    both = merged(
        _judgements(library),
        (Said(one.made, decision=one) for one in decisions),
        key=lambda said: said.made,
        reverse=True,
    )
    # One more than is shown, to know whether there is another page.
    said = list(islice(both, (at - 1) * SIZE, at * SIZE + 1))
    whom = {key for one in said if one.decision for key in (one.decision.entity, one.decision.other)}
    return page(
        request,
        "history.html",
        said=said[:SIZE],
        back=to("/history", page=at if at > 1 else None),
        names=library.entity_names(whom),
        pages=pages("/history", at, more=len(said) > SIZE),
    )


def _judgements(library: Library) -> Iterator[Said]:
    at = 1
    while some := library.all_judgements(page=at, size=SIZE):
        yield from (Said(one.judgement.made, judged=one) for one in some)
        at += 1


def take_back(request: Request) -> Response:
    """Take a judgement back."""
    room(request).library.take_back(number(request, "judgement"), by=by(request))
    return back(request, "/history")


def undo(request: Request) -> Response:
    """Take a merge or a split back."""
    room(request).library.undo(number(request, "decision"))
    return back(request, "/history")


ROUTES = [
    Route("/history", history, methods=["GET"]),
    Route("/history/judgements/{judgement:int}/undo", take_back, methods=["POST"]),
    Route("/history/decisions/{decision:int}/undo", undo, methods=["POST"]),
]

"""Sources: whose word there is, everything that each is reported to have said, and who is who."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, cast, get_args

from starlette.responses import RedirectResponse
from starlette.routing import Route

from reportedly.library.speakers import Counted
from reportedly.model import EntityKind
from reportedly.web.bars import bars
from reportedly.web.changing import back, field
from reportedly.web.paging import asked_page, pages, pages_of
from reportedly.web.state import by, room
from reportedly.web.templating import page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from reportedly.library import Decision, EntityShown, SpeakerShown

SIZE = 50
_STATEMENTS = 25
_ALIKE = 12
_OTHERS = 6
_MOST_BARS = 24


def sources(request: Request) -> Response:
    """All sources, by how many claims are their word."""
    name = request.query_params.get("name", "").strip()
    asked = request.query_params.get("kind")
    kind = cast("EntityKind", asked) if asked in get_args(EntityKind) else None
    at = asked_page(request)
    found = room(request).library.speakers(name, kind=kind, page=at, size=SIZE)
    return page(
        request,
        "sources.html",
        found=found,
        name=name,
        kind=kind,
        kinds=get_args(EntityKind),
        most=max((one.claims for one in found), default=1),
        pages=pages("/sources", at, more=len(found) == SIZE, name=name, kind=kind),
    )


def source(request: Request) -> Response:
    """One source: its statements, and where they come from."""
    library = room(request).library
    speaker = library.speaker(request.path_params["entity"])
    entity = speaker.entity
    path = f"/sources/e{entity.entity}"
    if request.url.path != path:
        # It was merged into another, whose page has its statements too.
        return RedirectResponse(path, 303)
    at = asked_page(request)
    said = library.find(f"from:e{entity.entity}", page=at, size=_STATEMENTS, sort="newest")
    others = library.find(f"about:e{entity.entity} -from:e{entity.entity}", size=_OTHERS, sort="newest")
    decisions = _decisions(library.decisions(), entity)
    same = request.query_params.get("same", "").strip()
    return page(
        request,
        "source.html",
        speaker=speaker,
        entity=entity,
        said=said,
        others=others,
        months=bars(_months(speaker)),
        decisions=decisions,
        same=same,
        alike=[one for one in library.entities(same, size=_ALIKE) if one.entity != entity.entity] if same else [],
        names=library.entity_names({key for one in decisions for key in (one.entity, one.other)}),
        pages=pages_of(path, at, said.total, _STATEMENTS, more=said.more),
    )


def _months(speaker: SpeakerShown) -> list[Counted]:
    """When it was reported to speak: by month, or by year where that would be too many bars."""
    if len(speaker.months) <= _MOST_BARS:
        return list(speaker.months)
    years: Counter[str] = Counter()
    for month in speaker.months:
        years[month.value[:4]] += month.claims
    return [
        Counted(value=year, name=year, claims=many, query=f"from:e{speaker.entity.entity} published:{year}")
        for year, many in years.items()
    ]


def _decisions(all_: tuple[Decision, ...], entity: EntityShown) -> list[Decision]:
    """What people decided about an entity, those that were merged into it among them."""
    whom = {entity.entity, *entity.merged}
    return [one for one in all_ if one.entity in whom or one.other in whom]


def merge(request: Request) -> Response:
    """Say that another entity is this one."""
    entity = request.path_params["entity"]
    room(request).library.merge(entity, field(request, "other"), by=by(request))
    return back(request, f"/sources/{entity}")


def split(request: Request) -> Response:
    """Say that an entity is somebody else in one report."""
    entity = request.path_params["entity"]
    into = field(request, "into").strip() or None
    room(request).library.split(entity, field(request, "report"), into, by=by(request))
    return back(request, f"/sources/{entity}")


ROUTES = [
    Route("/sources", sources, methods=["GET"]),
    Route("/sources/{entity}", source, methods=["GET"]),
    Route("/sources/{entity}/merge", merge, methods=["POST"]),
    Route("/sources/{entity}/split", split, methods=["POST"]),
]

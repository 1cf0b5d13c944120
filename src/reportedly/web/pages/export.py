"""Taking a library along: what a query finds, in any format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.responses import StreamingResponse
from starlette.routing import Route

from reportedly.errors import PartMissing, QueryError
from reportedly.exporting import FORMS, exported
from reportedly.web.state import room
from reportedly.web.templating import page
from reportedly.web.wording import told

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from reportedly.library import Library


def export(request: Request) -> Response:
    """The form, with how much a query finds."""
    asked = request.query_params
    form = asked.get("format", "csv")
    return _page(request, asked.get("q", "").strip(), form if form in FORMS else "csv")


def _page(request: Request, query: str, form: str, **values: Any) -> Response:
    library = room(request).library
    wrong = None
    count: dict[str, Any] = {}
    try:
        count = _count(library, query)
    except QueryError as error:
        wrong = error
    only_part = request.headers.get("x-part") == "count"
    answer = page(
        request,
        "export_count.html" if only_part else "export.html",
        status=400 if wrong and not only_part else 200,
        asked=query,
        wrong=wrong,
        forms=FORMS.values(),
        form=form,
        **({"missing": None, "claims": None, "reports": None} | count | values),
    )
    answer.headers["Vary"] = "X-Part, Cookie"
    return answer


def _count(library: Library, query: str) -> dict[str, Any]:
    facets = library.facets(query, most=1)
    return {"claims": told(facets.claims, facets.more, "claim"), "reports": facets}


def download(request: Request) -> Response:
    """The file, made while it is sent."""
    asked = request.query_params
    query, form = asked.get("q", "").strip(), asked.get("format", "csv")
    try:
        made = exported(room(request).library, query, form, excel=form == "csv" and asked.get("excel") == "1")
    except (PartMissing, QueryError, ValueError) as error:
        return _page(request, query, form if form in FORMS else "csv", missing=error)
    named = f"attachment; filename=\"{made.name}\"; filename*=UTF-8''{quote(made.name)}"
    return StreamingResponse(
        made.pieces, media_type=made.media, headers={"Content-Disposition": named, "Cache-Control": "no-store"}
    )


ROUTES = [Route("/export", export, methods=["GET"]), Route("/export/file", download, methods=["GET"])]

"""The page of one report, and the permanent addresses of its claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse
from starlette.routing import Route

from reportedly.web.report.filters import choice
from reportedly.web.report.view import view
from reportedly.web.state import room
from reportedly.web.templating import page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


TAGS = {"subheading": "h2"}
"""The elements that blocks are set in; all others are paragraphs."""

SIGNS = {
    "person": "●",
    "official": "◆",
    "organisation": "■",
    "outlet": "▤",
    "document": "▮",
    "group": "⁂",
    "unnamed": "?",
    "none": "∅",
}
"""The signs of kinds of source in drawings; ``base.css`` has the same."""


def report(request: Request) -> Response:
    """A report: its text, its claims, and whose word they are."""
    library = room(request).library
    shown = library.show(int(request.path_params["key"]))
    base = str(request.base_url)
    made = view(
        shown,
        choice(request.query_params),
        lambda claim: f"{base}claims/c{claim}",
    )
    return page(request, "report.html", view=made, tags=TAGS, signs=SIGNS)


def claim(request: Request) -> Response:
    """From a claim to its place on the page of its report."""
    hit = room(request).library.claim(int(request.path_params["key"]))
    return RedirectResponse(f"/reports/r{hit.report}#c{hit.claim}", status_code=303)


ROUTES = [
    Route("/reports/r{key:int}", report, name="report"),
    Route("/claims/c{key:int}", claim, name="claim"),
]

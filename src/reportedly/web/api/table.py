"""All that the API can be asked, and the description of it."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
from starlette.responses import Response

from reportedly.web.api.changes import CHANGES
from reportedly.web.api.counts import COUNTS
from reportedly.web.api.document import document
from reportedly.web.api.export import EXPORT
from reportedly.web.api.operation import Here, Operation
from reportedly.web.api.readable import groups, kinds, prose
from reportedly.web.api.reads import READS
from reportedly.web.api.session import SESSION
from reportedly.web.api.waiting import WAITING
from reportedly.web.templating import page


def describe(here: Here) -> Response:
    """Describe the API: as OpenAPI, or for browsers as a page to read."""
    if "text/html" in here.request.headers.get("accept", ""):
        base = str(here.request.base_url).rstrip("/")
        told = described()
        made = page(
            here.request,
            "api.html",
            about=[prose(" ".join(each.split())) for each in told["info"]["description"].strip().split("\n\n")],
            groups=groups(told, OPERATIONS, base),
            kinds=kinds(told),
        )
        made.headers["vary"] = "Accept"
        return made
    return describe_for_programs(here)


def describe_for_programs(_here: Here) -> Response:
    """Describe the API as OpenAPI 3.1."""
    return Response(_encoded(), headers={"cache-control": "private, no-cache", "vary": "Accept"}, media_type=_JSON)


_JSON = "application/json"

OPERATIONS = (
    Operation("GET", "", describe, media=(_JSON, "text/html")),
    Operation("GET", "/openapi.json", describe_for_programs, media=(_JSON,)),
    *READS,
    *COUNTS,
    *WAITING,
    *EXPORT,
    *CHANGES,
    *SESSION,
)
"""In the order in which they are documented."""


@cache
def described() -> dict[str, Any]:
    """The OpenAPI document."""
    # Through JSON, so that it is what clients get: lists and no tuples.
    told: dict[str, Any] = msgspec.json.decode(_encoded())
    return told


@cache
def _encoded() -> bytes:
    return msgspec.json.encode(document(OPERATIONS))

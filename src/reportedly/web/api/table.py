"""All that the API can be asked, and the description of it."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
from starlette.responses import JSONResponse, Response

from reportedly.web.api.changes import CHANGES
from reportedly.web.api.document import document
from reportedly.web.api.export import EXPORT
from reportedly.web.api.operation import Here, Operation
from reportedly.web.api.reads import READS
from reportedly.web.api.session import SESSION


def describe(_here: Here) -> Response:
    """Describe the API: this document, or for browsers a page to read."""
    return JSONResponse(described(), headers={"cache-control": "private, no-cache", "vary": "Accept"})


OPERATIONS = (
    Operation("GET", "", describe, media=("application/json", "text/html")),
    *READS,
    *EXPORT,
    *CHANGES,
    *SESSION,
)
"""In the order in which they are documented."""


@cache
def described() -> dict[str, Any]:
    """The OpenAPI document."""
    # Through JSON, so that it is what clients get: lists and no tuples.
    told: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(document(OPERATIONS)))
    return told

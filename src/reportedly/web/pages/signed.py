"""Who signs the changes that a browser makes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.routing import Route

from reportedly.web.changing import back, field

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_A_YEAR = 31_536_000
_LONGEST = 80


def signed(request: Request) -> Response:
    """Remember a name in the browser, or forget it where none is given."""
    answer = back(request)
    name = " ".join(field(request, "by").split())[:_LONGEST]
    if name:
        answer.set_cookie("by", quote(name, safe="", errors="replace"), max_age=_A_YEAR, samesite="strict")
    else:
        answer.delete_cookie("by", samesite="strict")
    return answer


ROUTES = [Route("/signed", signed, methods=["POST"])]

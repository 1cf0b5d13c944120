"""Where a browser brings the token, in a room that has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from reportedly.web.state import room
from reportedly.web.templating import page

if TYPE_CHECKING:
    from starlette.requests import Request


def login(request: Request) -> Response:
    """The form. What it sends is looked at before anything else is, by ``security``."""
    if room(request).settings.token is None or request.method == "POST":
        return RedirectResponse("/", 303)
    return page(request, "login.html", wrong=False)


ROUTES = [Route("/login", login, methods=["GET", "POST"])]

"""What forms that change something have in common: their fields, and the page that they lead back to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse

from reportedly.web.sent import form

if TYPE_CHECKING:
    from starlette.requests import Request

# No other site's address begins so, whatever a browser makes of it.
_HERE = re.compile(r"/(?![/\\])[^\s\\]*")

_LARGEST = 2**31 - 1


def field(request: Request, name: str) -> str:
    """A text in the form that a request sends; empty where there is none."""
    value = form(request).get(name, "")
    return value if isinstance(value, str) else ""


def number(request: Request, name: str) -> int:
    """A key in the address of a request; one that nothing can have where it is larger than any."""
    return min(int(request.path_params[name]), _LARGEST)


def back(request: Request, otherwise: str = "/") -> RedirectResponse:
    """To the page of this room that a form came from.

    Args:
        request: with the path in its field ``back``.
        otherwise: where to if it says none.

    """
    wanted = field(request, "back")
    return RedirectResponse(wanted if _HERE.fullmatch(wanted) else otherwise, 303)

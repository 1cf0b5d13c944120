"""What is answered where something is refused or fails: a page that says what to do, or JSON under ``/api``."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Mapping
from http import HTTPStatus
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

from reportedly.errors import LibraryError, QueryError, Refused, ReportedlyError
from reportedly.web.api.problems import Unfit, problem, refused
from reportedly.web.templating import page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_FRAMES = 12
RETRY = {"Retry-After": "5"}

_TITLES = {
    400: "That cannot be understood",
    403: "That is not allowed",
    404: "Nothing is here",
    405: "That is not done here",
    408: "It came too slowly",
    413: "That is too large",
    414: "That address is too long",
    415: "That is no form",
    422: "That cannot be taken",
    429: "Too many tries",
    500: "Something went wrong here",
    503: "The library is not ready",
}
_TOLD = {
    404: "No page of this room has that address. It may have been removed; search for what you miss.",
    405: "This address is not for that. Go back, and use the buttons of the page.",
}


def is_api(path: str) -> bool:
    """Whether what is asked by a path is answered in JSON."""
    return path == "/api" or path.startswith("/api/")


def answer(
    request: Request,
    status: int,
    code: str,
    detail: str,
    *,
    at: int | None = None,
    headers: Mapping[str, str] | None = None,
    fault: str | None = None,
    query: str | None = None,
) -> Response:
    """A refusal, in JSON or as a page.

    Args:
        request: that is refused.
        status: of the answer.
        code: a short stable name for the reason.
        detail: what is wrong, and what to do.
        at: where in the query.
        headers: of the answer.
        fault: what the fault is called on standard error.
        query: that cannot be understood.

    """
    if is_api(request.scope["path"]):
        return problem(status, code, detail, at, dict(headers or {}))
    title = _TITLES.get(status) or HTTPStatus(status).phrase
    # A sentence that goes on after a name begins like any other here.
    told = detail[:1].upper() + detail[1:] + ("" if detail.endswith((".", "!", "?")) else ".")
    # The query that was typed stays in its field.
    values: dict[str, Any] = {} if query is None else {"query": query}
    made = page(
        request,
        "error.html",
        status=status,
        title=title,
        detail=told,
        fault=fault,
        asked=query,
        at=at,
        again=status >= HTTPStatus.INTERNAL_SERVER_ERROR,
        number=status,
        **values,
    )
    made.headers.update(headers or {})
    return made


def told(request: Request, error: ReportedlyError | Unfit) -> Response:
    """What is answered to what we refuse on purpose."""
    in_json = refused(error)
    if in_json.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        in_json.headers.update(RETRY)
    if is_api(request.scope["path"]):
        return in_json
    status = in_json.status_code
    headers = dict(error.headers) if isinstance(error, Unfit) else RETRY if status == 503 else {}
    match error:
        case QueryError():
            return answer(request, status, "query", error.detail, at=error.at, query=error.query)
        case LibraryError():
            # Messages go on after the library's name, which the page has at its foot.
            begun = error.detail.startswith(("is ", "has ", "may ", "cannot ", "was "))
            detail = f"the library {error.detail}" if begun else error.detail
            if status == HTTPStatus.NOT_FOUND:
                # The rest of the message is for the command line.
                detail = f"{detail.partition('; ')[0]}. It may have been removed, or be in another library"
            return answer(request, status, error.code, detail, headers=headers)
        case Refused():
            return answer(request, status, error.code, str(error))
        case _:
            return answer(request, status, "refused", str(error), headers=headers)


def failed(request: Request, error: Exception) -> Response:
    """What is answered where we fail: never how, which is told on standard error under a name that the page shows."""
    name = token_hex(4)
    path = request.scope["path"].encode("ascii", "backslashreplace").decode()
    print(f"reportedly: fault {name} in {request.method} {path}", file=sys.stderr)
    # The end of it: what stands before is the way through the server, the same for every request.
    traceback.print_exception(error, limit=-_FRAMES, file=sys.stderr)
    sys.stderr.flush()
    detail = (
        f"a fault in reportedly, which the terminal where it runs tells under the name {name}; "
        "nothing that was kept is lost. Try again, and report it if it stays"
    )
    return answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, "failed", detail, fault=name)


def _of_starlette(request: Request, error: HTTPException) -> Response:
    detail = error.detail if error.detail != HTTPStatus(error.status_code).phrase else ""
    if is_api(request.scope["path"]) and error.status_code == HTTPStatus.NOT_FOUND:
        detail = detail or "there is no such address in the API; GET /api lists them"
    return answer(
        request,
        error.status_code,
        HTTPStatus(error.status_code).phrase.lower().replace(" ", "-"),
        detail or _TOLD.get(error.status_code, "Go back and try something else."),
        headers=error.headers,
    )


HANDLERS: dict[Any, Callable[..., Response]] = {
    HTTPException: _of_starlette,
    ReportedlyError: told,
    Unfit: told,
}

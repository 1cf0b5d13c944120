"""From a request to an operation and back: parsing, answering, encoding, and telling refusals."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from importlib.metadata import version
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from reportedly.errors import ReportedlyError
from reportedly.web.api.asking import json_body, parameters
from reportedly.web.api.operation import Here, Operation
from reportedly.web.api.problems import Unfit, problem, refused
from reportedly.web.sent import form
from reportedly.web.state import by, room

_ALL_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_JSON = "application/json"
_encode = msgspec.json.Encoder().encode


def routes(operations: Iterable[Operation], under: str) -> list[BaseRoute]:
    """The routes of some operations, and one for all other addresses beside them.

    Args:
        operations: what is answered.
        under: the address that their paths are under.

    """
    by_path: defaultdict[str, dict[str, Operation]] = defaultdict(dict)
    for operation in operations:
        by_path[operation.path][operation.method] = operation
    return [
        *(Route(f"{under}{path}", _endpoint(ways), methods=_ALL_METHODS) for path, ways in by_path.items()),
        Route(f"{under}/{{path:path}}", _nowhere, methods=_ALL_METHODS),
    ]


def _nowhere(request: Request) -> Response:
    return problem(404, "address", f"the API has nothing at {request.url.path}; /api tells what there is")


def _endpoint(ways: Mapping[str, Operation]) -> Callable[[Request], Awaitable[Response]]:
    """What answers at one path, by method."""
    allowed = ", ".join(sorted(ways))

    async def answer(request: Request) -> Response:
        operation = ways.get("GET" if request.method == "HEAD" else request.method)
        if operation is None:
            detail = f"{request.method} is not taken here; there is: {allowed}"
            return problem(405, "method", detail, headers={"allow": allowed})
        try:
            return await _answered(operation, request)
        except (Unfit, ReportedlyError) as error:
            return refused(error)

    return answer


async def _answered(operation: Operation, request: Request) -> Response:
    given: dict[str, Any] = {}
    if operation.asked is not None:
        given["asked"] = parameters(operation.asked, request.path_params, request.query_params.multi_items())
    elif request.query_params:
        raise Unfit(422, "parameter", "there are no parameters here; leave out the question mark and what follows it")
    run = operation.run
    if operation.form is not None and _is_form(request):
        run, given["form"] = operation.form, form(request)
    elif operation.body is not None:
        given["body"] = await json_body(request, operation.body, operation.most)
    return await run_in_threadpool(_run, operation, run, request, given)


def _is_form(request: Request) -> bool:
    return request.headers.get("content-type", "").lower().startswith("multipart/form-data")


def _run(operation: Operation, run: Callable[..., Any], request: Request, given: Mapping[str, Any]) -> Response:
    here = Here(room(request).library, by(request), request)
    headers = {"cache-control": "no-store"}
    if operation.cached:
        # Asked before the answer is: one that comes between makes the next request ask again, never too few.
        tag = _tag(here.library.stamp())
        headers = {"cache-control": "private, no-cache", "etag": tag}
        if tag in (each.strip() for each in request.headers.get("if-none-match", "").split(",")):
            return Response(status_code=304, headers=headers)
    answer = run(here, **given)
    if isinstance(answer, Response):
        return answer
    if answer is None:
        return Response(status_code=204, headers=headers)
    return Response(_encode(answer), operation.status, headers, _JSON)


def _tag(stamp: str) -> str:
    """Of an answer: it is the same as long as the library and we ourselves are."""
    whole = f"{version('reportedly')} {stamp}".encode(errors="replace")
    return f'W/"{hashlib.sha256(whole).hexdigest()[:24]}"'

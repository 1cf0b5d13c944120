"""Refusals of the API, all in one shape, and which status each has."""

from __future__ import annotations

from http import HTTPStatus

import msgspec
from msgspec import UNSET, Struct, UnsetType
from starlette.responses import Response

from reportedly.errors import LibraryError, PartMissing, QueryError, Refused, ReportedlyError

_STATUS_OF_LIBRARY = {
    "unknown": 404,
    "several": 409,
    "same": 409,
    "changed": 409,
    "read-only": 403,
    "permission": 403,
    "correction": 422,
}
"""By the code of a refusal of the library; any other says that it cannot be read or written now."""

_UNREADY = 503


class Fault(Struct, frozen=True, kw_only=True):
    """What was refused.

    Attributes:
        code: a short stable name for the reason.
        detail: what is wrong, where, and what would be right.
        at: of a query that cannot be understood, the offset of the character that is meant, in code points.

    """

    code: str
    detail: str
    at: int | UnsetType = UNSET


class Problem(Struct, frozen=True, kw_only=True):
    """A refusal."""

    error: Fault


class Unfit(Exception):
    """A request is refused.

    Args:
        status: of the answer.
        code: see ``Fault``, as ``detail``.
        headers: of the answer.

    """

    def __init__(self, status: int, code: str, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = headers or {}


def problem(
    status: int, code: str, detail: str, at: int | None = None, headers: dict[str, str] | None = None
) -> Response:
    """A refusal as an answer."""
    told = Problem(error=Fault(code=code, detail=detail, at=UNSET if at is None else at))
    kept = {"cache-control": "no-store", **(headers or {})}
    return Response(msgspec.json.encode(told), status, kept, "application/json")


def refused(error: Unfit | ReportedlyError) -> Response:
    """What is answered where a request is refused, by us or by the library."""
    match error:
        case Unfit():
            return problem(error.status, error.code, error.detail, headers=error.headers)
        case QueryError():
            return problem(HTTPStatus.BAD_REQUEST, "query", error.detail, error.at)
        case LibraryError():
            return problem(_STATUS_OF_LIBRARY.get(error.code, _UNREADY), error.code, _of_library(error.detail))
        case Refused():
            return problem(HTTPStatus.UNPROCESSABLE_ENTITY, error.code, str(error))
        case PartMissing():
            return problem(HTTPStatus.NOT_IMPLEMENTED, "part-missing", str(error))
        case _:
            return problem(_UNREADY, "failed", str(error))


def _of_library(detail: str) -> str:
    """Messages of a library go on after its name, which is not told here: everybody who asks has it open."""
    return f"the library {detail}" if detail.startswith(("has ", "is ", "cannot ", "may ")) else detail

"""Lists that come in pages: which one is asked for, and the ways to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from reportedly.web.wording import to

if TYPE_CHECKING:
    from starlette.requests import Request

MOST = 100_000
"""No list is turned over so often by anybody."""


class Pages(NamedTuple):
    """Where a page of a list is.

    Attributes:
        page: which, from 1.
        last: the last one, where it is known.
        previous: the address of the one before, if there is one; ``next`` of the one after.

    """

    page: int
    last: int | None
    previous: str | None
    next: str | None


def asked_page(request: Request) -> int:
    """Which page a request asks for; the first one where it is no number of one."""
    text = request.query_params.get("page", "1")
    return min(int(text), MOST) if text.isascii() and text.isdigit() and len(text) < 10 and int(text) else 1


def pages(path: str, page: int, *, more: bool, last: int | None = None, **asked: Any) -> Pages:
    """The ways from a page to those beside it.

    Args:
        path: of the list.
        page: which page it is.
        more: whether there is another after it.
        last: the last page, where it is known.
        asked: what else the list was asked for.

    """
    return Pages(
        page,
        last,
        to(path, **asked, page=page - 1 if page > 2 else None) if page > 1 else None,
        to(path, **asked, page=page + 1) if more else None,
    )


def pages_of(path: str, page: int, total: int, size: int, *, more: bool = False, **asked: Any) -> Pages:
    """As ``pages``, of a list whose length is known, or where ``more``, known to be greater."""
    last = max(1, -(-total // size))
    return pages(path, page, more=more or page < last, last=None if more else last, **asked)

"""Adding reports: what is to be read is asked for here, and what became of it is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse
from starlette.routing import Route

from reportedly.errors import Refused
from reportedly.web import asks
from reportedly.web.changing import back, field, number
from reportedly.web.paging import asked_page, pages
from reportedly.web.sent import MOST_FILES, MOST_PAGE, MOST_UPLOAD, form
from reportedly.web.state import by, room
from reportedly.web.templating import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from reportedly.library import Asked, Library, ReportHit

SIZE = 50
_MB = 2**20
_MOST_VALUES = 90
"""Values that a query may have, and some room."""

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S+|[^\s/.<>]+(\.[^\s/.<>]+)*\.[a-z]{2,}(:\d+)?(/\S*)?", re.IGNORECASE)
"""What is taken for an address and not for a text: people leave ``https://`` out."""


class Limits(NamedTuple):
    """How much is taken at once; sizes are in MB."""

    addresses: int = asks.MOST_ADDRESSES
    files: int = MOST_FILES
    upload: int = MOST_UPLOAD // _MB
    text: int = MOST_PAGE // _MB


LIMITS = Limits()


def add(request: Request) -> Response:
    """The form and the list, or only the list for a script that keeps it fresh."""
    return _page(request)


def _page(request: Request, wrong: str | None = None, what: str = "") -> Response:
    at = asked_page(request)
    queue = room(request).library.queue
    asked = queue.asked(page=at, size=SIZE)
    answer = page(
        request,
        "add_list.html" if request.headers.get("x-part") == "list" else "add.html",
        status=422 if wrong else 200,
        wrong=wrong,
        what=what,
        asked=asked,
        still=[one for one in asked if one.settled is None],
        settled=[one for one in asked if one.settled is not None],
        many=queue.count(),
        read_only=queue.read_only,
        limits=LIMITS,
        kept=_kept(room(request).library, asked),
        pages=pages("/add", at, more=len(asked) == SIZE),
    )
    answer.headers["Vary"] = "X-Part, Cookie"
    return answer


def _kept(library: Library, asked: Sequence[Asked]) -> dict[int, ReportHit]:
    """The reports that came of what is listed, by their keys; of very many, those of the first."""
    keys = list(dict.fromkeys(page.report for one in asked for page in one.pages if page.report))[:_MOST_VALUES]
    if not keys:
        return {}
    query = f"report:({' OR '.join(f'r{key}' for key in keys)}) version:all"
    return {hit.report: hit for hit in library.find(query, over="reports", size=_MOST_VALUES).hits}


def ask(request: Request) -> Response:
    """Ask for what the form has: addresses, one a line, or a text; files too."""
    here, who = room(request), by(request)
    what, name = field(request, "what"), field(request, "name").strip() or None
    files = [part for _, part in form(request).multi_items() if isinstance(part, UploadFile) and part.filename]
    lines = [line.strip() for line in what.splitlines() if line.strip()]
    try:
        if not lines and not files:
            return _page(request, "There is nothing in it. Paste an address or a text, or choose a file.")
        if lines and all(map(_ADDRESS.fullmatch, lines)):
            if len(lines) > LIMITS.addresses:
                told = f"{len(lines):,} addresses are too many at once. Send up to {LIMITS.addresses}."
                return _page(request, told, what)
            # All are looked at before the first is asked for.
            for address in [asks.address(line) for line in lines]:
                asks.ask_address(here, address, who)
        elif lines:
            asks.ask_text(here, what, who, name=name)
        if files:
            asks.ask_files(here, [(file.filename or "", file.file) for file in files], who)
    except Refused as wrong:
        # What was pasted is not lost.
        return _page(request, f"{wrong.source} {wrong.detail}.", what)
    return RedirectResponse("/add", 303)


def again(request: Request) -> Response:
    """Ask once more for an address that was refused."""
    here = room(request)
    old = here.library.queue.one(number(request, "key"))
    if old.kind == "address":
        asks.ask_address(here, old.name, by(request))
        here.library.queue.withdraw(old.waiting)
    return back(request, "/add")


def withdraw(request: Request) -> Response:
    """Take something off the list; what was kept of it stays."""
    room(request).library.queue.withdraw(number(request, "key"))
    return back(request, "/add")


def one(request: Request) -> Response:
    """One thing that was asked for, with all its pages."""
    library = room(request).library
    asked = library.queue.one(number(request, "key"))
    return page(request, "added.html", one=asked, kept=_kept(library, [asked]))


ROUTES = [
    Route("/add", add, methods=["GET"]),
    Route("/add", ask, methods=["POST"]),
    Route("/add/{key:int}", one, methods=["GET"]),
    Route("/add/{key:int}/again", again, methods=["POST"]),
    Route("/add/{key:int}/withdraw", withdraw, methods=["POST"]),
]

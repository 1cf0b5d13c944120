"""The library: what is claimed in it, by a query, with what the answers have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from starlette.routing import Route

from reportedly.errors import QueryError
from reportedly.web.bars import bars
from reportedly.web.pages.add import LIMITS
from reportedly.web.paging import asked_page, pages_of
from reportedly.web.state import room
from reportedly.web.templating import page
from reportedly.web.wording import to, told

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from reportedly.library import Library
    from reportedly.library.plan import Sort

SIZE = 25
_NEWEST = 8
_SORTS: dict[str, str] = {
    "best": "Best match",
    "newest": "Newest",
    "oldest": "Oldest",
    "added": "Added last",
}
_GROUPS = (
    ("kind", "Kind of source"),
    ("source", "Source"),
    ("certainty", "Certainty"),
    ("outlet", "Outlet"),
    ("place", "Place"),
    ("judged", "Checked by a person"),
)


class Asked(NamedTuple):
    """What the list is asked for."""

    query: str
    over: Literal["claims", "reports"]
    sort: Sort | None
    page: int

    def to(self, **other: Any) -> str:
        """The address of the same list, but for what is said; from its first page."""
        asked = {"q": self.query, "over": self.over if self.over == "reports" else None, "sort": self.sort}
        return to("/", **asked | other)


def asked_for(request: Request) -> Asked:
    """What a request asks of the list; whatever is no order or page is left to the list."""
    asked = request.query_params
    sort = asked.get("sort")
    return Asked(
        asked.get("q", "").strip(),
        "reports" if asked.get("over") == "reports" else "claims",
        cast("Sort", sort) if sort in _SORTS else None,
        asked_page(request),
    )


def home(request: Request) -> Response:
    """The list, or only its changing part for a script that puts it into the page while a query is typed."""
    library = room(request).library
    asked = asked_for(request)
    only_part = request.headers.get("x-part") == "results"
    template = "home_results.html" if only_part else "home.html"
    values: dict[str, Any] = {"asked": asked, "wrong": None, "found": None}
    status = 200
    try:
        values |= _found(library, asked)
    except QueryError as wrong:
        # A page of its own, and not that of other errors: the list stays where it is while the query is mended.
        values["wrong"] = wrong
        # For a script it is a part as good as any: what is half written is no error yet.
        status = 200 if only_part else 400
    found = values["found"]
    if found is not None and not found.hits and not asked.query and asked.page == 1 and library.count() == 0:
        return page(request, "welcome.html", limits=LIMITS, what="")
    answer = page(request, template, status=status, **values)
    answer.headers["Vary"] = "X-Part, Cookie"
    if values["wrong"]:
        answer.headers["X-Wrong"] = "query"
    return answer


def _found(library: Library, asked: Asked) -> dict[str, Any]:
    facets = library.facets(asked.query)
    found: Any
    if asked.over == "reports":
        found = library.find(asked.query, over="reports", page=asked.page, size=SIZE, sort=asked.sort)
    else:
        found = library.find(asked.query, page=asked.page, size=SIZE, sort=asked.sort)
    start = not asked.query and asked.page == 1 and asked.over == "claims"
    new = library.find("", over="reports", size=_NEWEST, sort="added").hits if start else ()
    groups = [(name, label, getattr(facets, name)) for name, label in _GROUPS]
    many = found.total, found.more
    if asked.over == "claims" and facets.claims >= found.total:
        # They were counted further for what they have in common.
        many = facets.claims, facets.more
    return {
        "found": found,
        "total": told(*many, "report" if asked.over == "reports" else "claim"),
        "facets": facets,
        "groups": [(name, label, some, max((each.claims for each in some), default=1)) for name, label, some in groups],
        "chosen": [each for *_, some in groups for each in some if each.chosen]
        + [each for each in facets.month if each.chosen],
        "months": bars(facets.month),
        "newest": new,
        "sorts": _sorts(asked, found.sort),
        "pages": pages_of(
            "/",
            asked.page,
            many[0],
            SIZE,
            more=many[1],
            q=asked.query,
            over="reports" if asked.over == "reports" else None,
            sort=asked.sort,
        ),
    }


def _sorts(asked: Asked, now: str) -> list[tuple[str, str, bool]]:
    """The orders: label, address, whether it is the present one."""
    return [
        (label, asked.to(sort=name), name == now)
        for name, label in _SORTS.items()
        # Without words nothing fits better than anything else.
        if name != "best" or now == "best" or asked.sort not in (None, "best")
    ]


ROUTES = [Route("/", home, methods=["GET"])]

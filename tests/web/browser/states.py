"""The pages of a reading room in the states that people meet them in, for what is checked of all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from reportedly import Library
from tests.web.browser.served import Served
from tests.web.browser.watching import Watched


@dataclass(frozen=True)
class State:
    """A page in a state.

    Attributes:
        name: for the test's name.
        path: of the page; ``{harbour}`` and such are keys of reports, ``{speaker}`` of an entity.
        status: that it is answered with.
        make: what is done on it first.

    """

    name: str
    path: str
    status: int = 200
    make: Callable[[Page], object] = lambda page: None


def _search(page: Page) -> None:
    page.locator("#q").fill("from:")
    page.locator("#q").press("End")
    expect(page.get_by_role("listbox")).to_be_visible()


def _keys(page: Page) -> None:
    page.locator("body").press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


def _selected(page: Page) -> None:
    page.locator(".card").nth(2).click()
    expect(page.locator(".card.selected")).to_have_count(1)


STATES = [
    State("library", "/"),
    State("library of reports", "/?over=reports"),
    State("found", "/?q=tunnel"),
    State("nothing found", "/?q=zzzzz"),
    State("not a query", "/?q=figure:lots", 400),
    State("suggestions", "/", make=_search),
    State("keys", "/", make=_keys),
    State("report", "/reports/{ferry}"),
    State("claim selected", "/reports/{ferry}", make=_selected),
    State("unnamed alone", "/reports/{harbour}?kind=unnamed"),
    State("long names", "/reports/{long}"),
    State("right to left", "/reports/{rtl}"),
    State("both directions", "/reports/{mixed}"),
    State("no claims", "/reports/{none}"),
    State("sources", "/sources"),
    State("source", "/sources/{speaker}"),
    State("counted", "/counted"),
    State("counted thing", "/counted/thing?what=pumps"),
    State("add", "/add"),
    State("history", "/history"),
    State("export", "/export"),
    State("API", "/api"),
    State("no such page", "/nowhere", 404),
    State("no such report", "/reports/r9999", 404),
]

_HEADLINES = {
    "harbour": "Harbour tunnel",
    "ferry": "Ferry inquiry",
    "long": "Interministerial",
    "rtl": "فيضان",
    "mixed": "Port strike",
    "none": "Opening hours",
}


def keys(room: Served) -> dict[str, str]:
    """The keys of the reports and the entity that paths of states name."""
    with Library(room.library, create=False) as library:
        hits = library.find(over="reports", size=100).hits
        found = {
            name: f"r{hit.report}"
            for hit in hits
            for name, words in _HEADLINES.items()
            if words in (hit.headline or "")
        }
        speakers = [hit for hit in library.find("from:lund", size=20).hits if hit.entity is not None]
    assert found.keys() == _HEADLINES.keys()
    return found | {"speaker": f"e{speakers[0].entity}"}


def opened(visitor: Watched, state: State, named: dict[str, str]) -> Page:
    """A new tab with a page in a state."""
    refusal = f"console: Failed to load resource: the server responded with a status of {state.status}"
    visitor.allowed = (refusal,) if state.status >= 400 else ()
    page = visitor.page()
    answer = page.goto(visitor.origin + state.path.format(**named))
    assert answer is not None
    assert answer.status == state.status
    state.make(page)
    return page

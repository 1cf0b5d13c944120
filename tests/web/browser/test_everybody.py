"""Everybody can use it: axe's judgement of WCAG 2.2 AA on every page, and what axe cannot see."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.web.browser.axe import ALL, LAID_OUT, put_in, violations
from tests.web.browser.served import Served
from tests.web.browser.states import STATES, State, keys, opened
from tests.web.browser.watching import DESK, PHONE, Watched, watched

NARROW = {"width": 320, "height": 640}
"""What a window of 1280 pixels is to a page that is zoomed to 400 %."""

SMALLEST = 24

_TARGETS = """(smallest) => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=option]")]
    .filter((each) => each.checkVisibility({visibilityProperty: true, opacityProperty: true}) &&
        !each.closest(".skip, .sr, svg, p, dd, li > span, blockquote, [data-at]"))
    .map((each) => {
        const ticked = each.matches("[type=checkbox], [type=radio], [type=file]");
        const label = each.closest("label") ?? (ticked && each.labels?.[0] || each);
        return [label.getBoundingClientRect(), each];
    })
    .filter(([box, each]) => box.width > 1 && (box.width < smallest - 0.5 || box.height < smallest - 0.5))
    .map(([box, each]) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${each.outerHTML.slice(0, 120)}`)"""

# What goes beyond the edge of the text is not seen, rather than making the page wider.
_TOO_WIDE = """() => Math.max(document.documentElement.scrollWidth - innerWidth,
    document.querySelector("main").scrollWidth - document.querySelector("main").clientWidth)"""

_HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter((each) => each.checkVisibility()).map((each) => +each.localName[1])"""


@pytest.fixture(scope="module")
def named(room: Served) -> dict[str, str]:
    return keys(room)


@pytest.fixture(scope="module")
def visitor(room: Served, browser: Browser) -> Iterator[Watched]:
    """One for all states: a browser that has the room's files is as good as new for each page."""
    with watched(browser, room.origin) as entered:
        yield entered


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_everybody_can_use_it(visitor: Watched, named: dict[str, str], state: State) -> None:
    page = opened(visitor, state, named)
    levels = page.evaluate(_HEADINGS)
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in zip([0, *levels], levels, strict=False)), levels
    put_in(page)
    assert violations(page, ALL) == []
    # The other colours, the other layout.
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    for size in (DESK, PHONE, NARROW):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        if size is PHONE:
            assert violations(page, LAID_OUT) == [], "dark, on a phone"
        assert page.evaluate(_TARGETS, SMALLEST) == [], f"{size['width']} wide"
        assert page.evaluate(_TOO_WIDE) <= 0, f"{size['width']} wide"
    page.close()
    visitor.check()

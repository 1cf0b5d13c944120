"""Everybody can use it: axe's judgement of WCAG 2.2 AA on every page, and what axe cannot see."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

from tests.web.browser.conftest import Visit
from tests.web.browser.served import Served
from tests.web.browser.states import STATES, State, keys
from tests.web.browser.watching import DESK, PHONE, Watched

AXE = Axe()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = {"width": 320, "height": 640}
"""What a window of 1280 pixels is to a page that is zoomed to 400 %."""

SMALLEST = 24
MOST_TABS = 400

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

_HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter((each) => each.checkVisibility()).map((each) => +each.localName[1])"""

_FOCUS = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const style = getComputedStyle(at), box = at.getBoundingClientRect();
    const seen = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    const hit = document.elementFromPoint(
        Math.min(Math.max(box.x + Math.min(box.width, 40) / 2, 0), innerWidth - 1),
        Math.min(Math.max(box.y + Math.min(box.height, 24) / 2, 0), innerHeight - 1));
    at.dataset.tab ??= String(document.querySelectorAll("[data-tab]").length);
    const within = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const clear = !hit || at.contains(hit) || hit.contains(at) || hit.closest("label")?.contains(at);
    return {id: at.dataset.tab, seen, within, clear, is: at.outerHTML.slice(0, 120), over: hit?.outerHTML.slice(0, 80)};
}"""


@pytest.fixture(scope="module")
def named(room: Served) -> dict[str, str]:
    return keys(room)


def _open(visitor: Watched, state: State, named: dict[str, str]) -> Page:
    if state.status >= 400:
        visitor.allowed = (f"console: Failed to load resource: the server responded with a status of {state.status}",)
    page = visitor.page()
    answer = page.goto(visitor.origin + state.path.format(**named))
    assert answer is not None
    assert answer.status == state.status
    page.wait_for_load_state("load")
    state.make(page)
    return page


def _violations(page: Page, options: dict[str, Any]) -> list[str]:
    found = AXE.run(page, options={"resultTypes": ["violations"], "preload": False} | options).response["violations"]
    return [
        f"{each['id']}: {node['html'][:200]} ({node['failureSummary'][:300]})"
        for each in found
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_axe_finds_nothing(room: Served, visit: Visit, named: dict[str, str], state: State) -> None:
    page = _open(visit(room), state, named)
    rules = {"runOnly": {"type": "tag", "values": TAGS}}
    contrast = {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size"]}}
    for colours, size, options in [
        ("light", DESK, rules),
        ("dark", DESK, contrast),
        ("dark", PHONE, rules),
        ("light", PHONE, contrast),
    ]:
        page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert _violations(page, options) == [], f"{colours}, {size['width']} wide"


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_it_fits_and_can_be_pressed(room: Served, visit: Visit, named: dict[str, str], state: State) -> None:
    page = _open(visit(room, has_touch=True), state, named)
    levels = page.evaluate(_HEADINGS)
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in zip([1, *levels], levels, strict=False)), levels
    for size in (DESK, PHONE, NARROW):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page.evaluate(_TARGETS, SMALLEST) == [], f"{size['width']} wide"
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{size['width']} wide"


@pytest.mark.parametrize("name", ["library", "report", "source", "counted thing", "add", "history", "export"])
def test_every_stop_of_the_tab_key_is_seen(room: Served, visit: Visit, named: dict[str, str], name: str) -> None:
    state = next(each for each in STATES if each.name == name)
    page = _open(visit(room), state, named)
    stops: list[dict[str, Any]] = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUS)
        if stop is None or (stops and stop["id"] == stops[0]["id"]):
            break
        stops.append(stop)
    else:
        pytest.fail(f"more than {MOST_TABS} stops")
    assert len({stop["id"] for stop in stops}) == len(stops), "the focus goes in a circle that it does not leave"
    assert [stop["is"] for stop in stops if not stop["seen"]] == []
    assert [stop for stop in stops if not (stop["within"] and stop["clear"])] == []

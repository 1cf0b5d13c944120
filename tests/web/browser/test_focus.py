"""Who goes through a page by the Tab key sees where they are, everywhere, and comes out at the end."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.browser.conftest import Visit
from tests.web.browser.served import Served
from tests.web.browser.states import STATES, keys, opened

MOST_TABS = 400

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


@pytest.mark.parametrize("name", ["library", "report", "source", "counted thing", "add", "history", "export"])
def test_every_stop_of_the_tab_key_is_seen(room: Served, visit: Visit, name: str) -> None:
    state = next(each for each in STATES if each.name == name)
    page = opened(visit(room), state, keys(room))
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

"""axe's judgement of a page: WCAG 2.2 AA, and what its makers hold to be good practice."""

from __future__ import annotations

import json
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

ALL: dict[str, Any] = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
"""Every rule."""

LAID_OUT: dict[str, Any] = {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable"]}
"""Those that hang on colours and sizes: other rules find in one layout what they find in the other."""

_SCRIPT = Axe().axe_script


def put_in(page: Page) -> None:
    """Load axe into a page, once for all that is asked of it until the next page."""
    page.evaluate(_SCRIPT)


def violations(page: Page, only: dict[str, Any] = ALL) -> list[str]:
    """What rules find on a page that axe was put in, in words."""
    # What the head of a page covers is measured as too small to press.
    page.evaluate("scrollTo(0, 0)")
    options = json.dumps({"resultTypes": ["violations"], "preload": False, "runOnly": only})
    found = page.evaluate(f"axe.run({options}).then((told) => told.violations)")
    return [
        f"{each['id']}: {node['html'][:200]} ({node['failureSummary'][:300]})"
        for each in found
        for node in each["nodes"]
    ]

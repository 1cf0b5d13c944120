"""``python -m tests.web.browser.screenshot [PICTURE]``: the picture of the reading room that README begins with.

A fresh library reads the example page, the room is served, and Chromium takes its report's picture.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from reportedly import Library
from reportedly.adding import add
from tests.conftest import ROOT
from tests.web.browser.served import served
from tests.web.browser.watching import DESK, launch, watched

PICTURE = ROOT / "docs" / "images" / "reading-room.png"
TALL = DESK | {"height": 1500}
"""A window that shows the picture of whose word it is and the text."""

LARGEST = 400 * 1024
"""Bytes that README's first picture may have."""


def main() -> int:
    """Take the picture; 1 where it is too large."""
    picture = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE
    picture.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "courier.db"
        with Library(path) as library:
            add(library, [ROOT / "examples" / "harbour-tunnel.html"], processes=1)
        browser = launch(playwright)
        with served(path) as room, watched(browser, room.origin, viewport=TALL, color_scheme="light") as visitor:
            page = visitor.page("/reports/r1")
            page.evaluate("document.fonts.ready")
            page.get_by_text("We saw water on the roadway").first.click()
            page.evaluate("scrollTo(0, 0)")
            page.screenshot(path=picture, animations="disabled", caret="hide")
        browser.close()
    size = picture.stat().st_size
    print(f"{picture}: {size / 1024:.0f} KiB")
    return int(size > LARGEST)


if __name__ == "__main__":
    sys.exit(main())

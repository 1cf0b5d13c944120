"""A browser, a library that was really read, and a room that really listens, once for all tests of a process."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from reportedly import Library
from reportedly.adding import add
from tests.conftest import ROOT
from tests.web.browser.served import Served, copied, shown
from tests.web.browser.watching import CHROMIUM, PATIENCE, Watched, launch, watched

PAGES = [ROOT / "examples" / "harbour-tunnel.html", *sorted((ROOT / "tests" / "web" / "pages").glob("*.html"))]

Visit = Callable[..., Watched]
Enter = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed: apt-get install chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = launch(playwright)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of a few pages, read once for all processes that test; tests that change it take a copy."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    path = folder / "courier.db"
    with (folder / "courier.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            made = folder / "courier.made"
            with Library(made) as library:
                assert add(library, PAGES, processes=1).new == len(PAGES)
            made.rename(path)
    return path


@pytest.fixture(scope="session")
def room(read_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A room for tests that change nothing."""
    with shown(copied(read_once, tmp_path_factory.mktemp("room"))) as showing:
        yield showing


@pytest.fixture
def own_room(read_once: Path, tmp_path: Path) -> Iterator[Served]:
    """A room of a test's own, which it may change."""
    with shown(copied(read_once, tmp_path)) as showing:
        yield showing


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Visitors of rooms, watched until the test ends."""
    with ExitStack() as visitors:

        def enter(serving: Served, **settings: Any) -> Watched:
            return visitors.enter_context(watched(browser, serving.origin, **settings))

        yield enter


@pytest.fixture
def report(own_room: Served) -> int:
    with Library(own_room.library, create=False) as library:
        return library.find("pumps", over="reports").hits[0].report


@pytest.fixture
def enter(own_room: Served, visit: Visit, report: int) -> Enter:
    """The report's page, opened by somebody."""

    def go(by: str | None = "Ada", allowed: tuple[str, ...] = (), **settings: Any) -> Page:
        visitor = visit(own_room, **settings)
        visitor.allowed = allowed
        if by is not None:
            visitor.context.add_cookies([{"name": "by", "value": by, "url": own_room.origin}])
        page = visitor.page(f"/reports/r{report}")
        page.wait_for_selector(".report.live.learnt")
        return page

    return go

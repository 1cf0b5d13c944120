"""A browser that tells of all that should not happen: errors, dialogs, broken policy, requests to anybody else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Playwright, Request

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 15_000
"""Milliseconds that anything on a page may take; a page of ours takes far less, but machines are busy."""

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}


NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""No name leads anywhere: what a page asks of others is told of, and gets no further."""


def launch(playwright: Playwright) -> Browser:
    """The system's Chromium; no browser of its own is fetched."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=[*SWITCHES, NOWHERE])


@dataclass
class Watched:
    """Pages of one visitor, and what went wrong on them.

    Attributes:
        context: cookies and settings of the visitor.
        origin: of the room; a request to any other is told of.
        wrong: what should not have happened, in order.
        allowed: beginnings of what may: a page that is tested for refusing says so on the console.

    """

    context: BrowserContext
    origin: str
    wrong: list[str] = field(default_factory=list)
    allowed: tuple[str, ...] = ()

    def page(self, path: str | None = None) -> Page:
        """A new tab, which may open a page of the room."""
        page = self.context.new_page()
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.tell(f"error on {page.url}: {error}"))
        page.on("dialog", self._asked_by_page)
        if path is not None:
            answer = page.goto(self.origin + path)
            if answer is not None and not answer.ok:
                self.tell(f"{answer.status} from {path}")
        return page

    def tell(self, what: str) -> None:
        """Note something that should not have happened, unless it is allowed."""
        if not what.startswith(self.allowed or ("\0",)):
            self.wrong.append(what)

    def check(self) -> None:
        """Fail if anything has gone wrong since the last time."""
        wrong, self.wrong = self.wrong, []
        if wrong:
            raise AssertionError("\n".join(wrong))

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.tell(f"console: {message.text} ({message.location.get('url', '')})")

    def _asked_by_page(self, dialog: Dialog) -> None:
        self.tell(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if f"{parts.scheme}://{parts.netloc}" != self.origin and parts.scheme not in ("data", "blob"):
            self.tell(f"request beyond the room: {request.url}")


@contextmanager
def watched(browser: Browser, origin: str, **settings: Any) -> Iterator[Watched]:
    """A visitor of a room, with settings as for a Playwright context; fails at the end if anything went wrong."""
    context = browser.new_context(**({"viewport": DESK, "reduced_motion": "reduce"} | settings))
    context.set_default_timeout(PATIENCE)
    visitor = Watched(context, origin)
    # Seen, not intercepted: a browser whose requests are intercepted keeps no file of ours between two pages.
    context.on("request", visitor._asked)
    try:
        yield visitor
        visitor.check()
    finally:
        context.close()

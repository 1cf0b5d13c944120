"""A real web server on loopback whose pages are functions, so that each test can misbehave in its own way."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from reportedly.errors import Refused
from reportedly.page import Limits, load

Handler = BaseHTTPRequestHandler
Serve = Callable[[Handler], None]

OPEN = Limits(allow_private=True, max_bytes=200_000, connect=2, read=2, total=3, pause=0, cache=False)


@dataclass(frozen=True)
class Seen:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    at: float


@dataclass
class Site:
    """A running server: what it serves, and what it was asked."""

    address: str = ""
    pages: dict[str, Serve] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)

    def asked(self, path: str) -> int:
        return sum(seen.path == path for seen in self.seen)


def answer(body: bytes = b"", status: int = 200, /, **headers: str) -> Serve:
    """A page that answers so, with Content-Length unless a header says otherwise."""

    def serve(handler: Handler) -> None:
        handler.send_response(status)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if status not in (204, 304) and not {"Content-Length", "Transfer-Encoding"} & named.keys():
            named["Content-Length"] = str(len(body))
        for name, value in named.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return serve


def raw(*parts: bytes, every: float = 0.0, endless: bytes = b"") -> Serve:
    """A page that sends these bytes instead of an answer, with pauses, and the last ones without end."""

    def serve(handler: Handler) -> None:
        for part in parts:
            handler.wfile.write(part)
            handler.wfile.flush()
            time.sleep(every)
        while endless:
            handler.wfile.write(endless)

    return serve


@contextmanager
def serving(**pages: Serve) -> Iterator[Site]:
    """A server of these pages, at their names; it has no robots.txt unless ``robots`` is one of them."""
    site = Site()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.seen.append(Seen(self.path, dict(self.headers), time.monotonic()))
            serve = site.pages.get(self.path.split("?")[0], answer(b"none", 404))
            with suppress(OSError):
                serve(self)
            self.close_connection = True

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.daemon_threads = True
    server.block_on_close = False
    site.address = f"http://127.0.0.1:{server.server_port}"
    site.pages = {f"/{name}": serve for name, serve in pages.items()}
    if "robots" in pages:
        site.pages["/robots.txt"] = pages["robots"]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def refusal(address: str, limits: Limits = OPEN) -> Refused:
    """The refusal of an address: one line, with a cure."""
    with pytest.raises(Refused) as caught:
        load(address, limits)
    assert "\n" not in str(caught.value)
    assert ";" in caught.value.detail or "only with" in caught.value.detail
    assert caught.value.stage == "fetch"
    return caught.value

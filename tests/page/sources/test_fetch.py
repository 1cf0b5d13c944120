"""Fetching, from a real server in a thread that misbehaves in every way we know."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from reportedly.errors import NotRead, NotReadable, Refused
from reportedly.page import Limits, Page, load
from reportedly.page.sources.fetch import is_public

OPEN = Limits(allow_private=True, max_bytes=200_000, connect=2, read=2, total=4)


class Server(BaseHTTPRequestHandler):
    """One address a kind of misbehaviour."""

    seen: list[dict[str, str]] = []  # noqa: RUF012 (shared by all requests on purpose)

    def do_GET(self) -> None:
        self.seen.append(dict(self.headers))
        with suppress(OSError):
            getattr(self, "at_" + self.path.strip("/").split("?")[0].replace("-", "_"))()

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def at_page(self) -> None:
        self.send("<p>café</p>".encode("latin-1"), Content_Type='text/HTML; charset="ISO-8859-1"')

    def at_moved(self) -> None:
        self.send(b"", 302, Location="/page#part")

    def at_loop(self) -> None:
        self.send(b"", 301, Location="/loop")

    def at_to_file(self) -> None:
        self.send(b"", 302, Location="file:///etc/passwd")

    def at_missing(self) -> None:
        self.send(b"none", 404)

    def at_broken(self) -> None:
        self.send(b"oops", 503)

    def at_nothing(self) -> None:
        self.send(b"")

    def at_endless(self) -> None:
        self.send(b"")
        while True:
            self.wfile.write(b"x" * 65536)

    def at_bomb(self) -> None:
        self.send(gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")

    def at_gzipped(self) -> None:
        self.send(gzip.compress(b"<p>small</p>"), Content_Encoding="gzip")

    def at_not_gzip(self) -> None:
        self.send(b"this is not gzip", Content_Encoding="gzip")

    def at_cut(self) -> None:
        self.send(b"half", Content_Length="1000")

    def at_silent(self) -> None:
        time.sleep(5)

    def at_drip(self) -> None:
        self.send(b"")
        for _ in range(100):
            self.wfile.write(b"x")
            time.sleep(0.2)

    def at_drip_in_headers(self) -> None:
        for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"y" * 200:
            self.wfile.write(bytes([byte]))
            time.sleep(0.1)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    running.daemon_threads = True
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


def refusal(address: str, limits: Limits = OPEN) -> Refused:
    with pytest.raises(Refused) as caught:
        load(address, limits)
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_page(server: str) -> None:
    page = load(server + "/page", OPEN)
    assert page == Page("<p>café</p>".encode("latin-1"), server + "/page", server + "/page", "text/html", "ISO-8859-1")
    assert Server.seen[-1]["User-Agent"].startswith("reportedly/")


def test_a_redirect_is_followed_to_its_address(server: str) -> None:
    page = load(server + "/moved", OPEN)
    assert page.address == server + "/page"
    assert page.source == server + "/moved"


def test_compressed_answers_are_decompressed(server: str) -> None:
    assert load(server + "/gzipped", OPEN).data == b"<p>small</p>"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/loop", "redirects"),
        ("/to-file", "scheme"),
        ("/missing", "status"),
        ("/broken", "status"),
        ("/not-gzip", "answer"),
        ("/cut", "answer"),
        ("/silent", "timeout"),
        ("/drip", "timeout"),
        ("/drip-in-headers", "timeout"),
    ],
)
def test_what_cannot_be_got(server: str, path: str, code: str) -> None:
    start = time.monotonic()
    error = refusal(server + path)
    assert isinstance(error, NotRead)
    assert (error.stage, error.code) == ("fetch", code)
    assert time.monotonic() - start < OPEN.total + 2


@pytest.mark.parametrize(("path", "code"), [("/endless", "too-large"), ("/bomb", "too-large"), ("/nothing", "empty")])
def test_what_holds_no_page(server: str, path: str, code: str) -> None:
    error = refusal(server + path)
    assert isinstance(error, NotReadable)
    assert error.code == code


def test_private_addresses_are_not_even_asked(server: str) -> None:
    asked = len(Server.seen)
    assert refusal(server + "/page", Limits()).code == "private"
    assert refusal(server.replace("127.0.0.1", "localhost") + "/page", Limits()).code == "private"
    assert len(Server.seen) == asked


def test_a_name_that_turns_private_between_check_and_connection(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["93.184.215.14", "127.0.0.1"])
    connected: list[str] = []

    def resolve(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        address = host if host[0].isdigit() else next(answers)
        connected.append(address)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    refusal(server.replace("127.0.0.1", "rebinding.example") + "/page", Limits(connect=0.3, total=2))
    assert "127.0.0.1" not in connected


def test_a_closed_port_and_an_unknown_host() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
    assert refusal(f"http://127.0.0.1:{port}/").code == "no-answer"
    assert refusal("http://no-such-host.invalid/").code == "host"


@pytest.mark.parametrize(
    "address", ["http://", "http:///x", "http://[::1", "http://a b/", "http://x:99999/", "http://%zz/"]
)
def test_malformed_addresses(address: str) -> None:
    assert refusal(address).code in {"address", "host"}


def test_a_password_is_neither_sent_nor_shown(server: str) -> None:
    page = load(server.replace("http://", "http://me:secret@") + "/page", OPEN)
    assert "secret" not in f"{page.source}{page.address}"
    assert "Authorization" not in Server.seen[-1]
    error = refusal(server.replace("http://", "http://me:secret@") + "/missing")
    assert "secret" not in str(error) + repr(error) + error.source


@pytest.mark.parametrize(
    "address",
    (
        *(
            "127.0.0.1",
            "10.1.2.3",
            "192.168.0.1",
            "172.16.5.4",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
        ),
        *("240.0.0.1", "255.255.255.255", "::1", "fe80::1", "fc00::1", "ff02::1", "::", "::ffff:127.0.0.1", "nonsense"),
        *("::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "::7f00:1"),
    ),
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:8.8.8.8"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


OPEN_FILES = Path("/proc/self/fd")


@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="this system does not list its open files")
def test_no_thread_and_no_socket_is_left_behind(server: str) -> None:
    threads, files = threading.active_count(), len(list(OPEN_FILES.iterdir()))
    for _ in range(5):
        load(server + "/page", OPEN)
    time.sleep(0.2)
    assert threading.active_count() <= threads + 1
    assert len(list(OPEN_FILES.iterdir())) <= files + 2

"""Fetching, from a real server in a thread that misbehaves in every way we know."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reportedly.errors import NotRead, NotReadable
from reportedly.page import Limits, Page, load
from reportedly.page.sources import connection
from reportedly.page.sources.connection import is_public
from tests.page.sources.serving import OPEN, Handler, Serve, Site, answer, raw, refusal, serving

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
SMALL = b"<p>small</p>"


def bomb(handler: Handler) -> None:
    """Ten gigabytes of nothing, compressed once per test run: 10 MB on the wire."""
    pack = zlib.compressobj(9, wbits=31)
    nothing = b"\0" * 2**20
    handler.wfile.write(OK + b"Content-Encoding: gzip\r\n\r\n")
    for _ in range(10_240):
        handler.wfile.write(pack.compress(nothing))
    handler.wfile.write(pack.flush())


def headers_without_end(handler: Handler) -> None:
    handler.wfile.write(OK)
    while True:
        handler.wfile.write(b"X-More: " + b"y" * 60_000 + b"\r\n")


MISBEHAVING: dict[str, tuple[Serve, type[Exception], str]] = {
    # What cannot be got
    "loop": (answer(b"", 301, Location="/loop"), NotRead, "redirects"),
    "ping": (answer(b"", 302, Location="/loop"), NotRead, "redirects"),
    "to-file": (answer(b"", 302, Location="file:///etc/passwd"), NotRead, "scheme"),
    "to-ftp": (answer(b"", 302, Location="ftp://127.0.0.1/page"), NotRead, "scheme"),
    "to-script": (answer(b"", 302, Location="javascript:alert(1)"), NotRead, "scheme"),
    "to-mail-port": (answer(b"", 302, Location="http://127.0.0.1:25/"), NotRead, "port"),
    "to-nonsense": (answer(b"", 302, Location="http://[::1"), NotRead, "address"),
    "to-nowhere": (answer(b"", 302), NotRead, "status"),
    "missing": (answer(b"none", 404), NotRead, "status"),
    "broken": (answer(b"oops", 503), NotRead, "status"),
    "part-not-asked-for": (answer(SMALL, 206, Content_Range="bytes 0-11/99"), NotRead, "status"),
    "no-content": (answer(b"", 204), NotRead, "status"),
    "not-modified-not-asked-for": (answer(b"", 304), NotRead, "status"),
    "odd-status": (answer(SMALL, 999), NotRead, "status"),
    "not-gzip": (answer(b"this is not gzip", Content_Encoding="gzip"), NotRead, "answer"),
    "half-gzip": (raw(OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(SMALL)[:-9]), NotRead, "answer"),
    "gzip-in-gzip-in-gzip": (
        answer(gzip.compress(gzip.compress(gzip.compress(SMALL))), Content_Encoding="gzip, gzip, gzip"),
        NotRead,
        "answer",
    ),
    "gzip-in-gzip-and-so-on": (answer(SMALL, Content_Encoding=", ".join(["gzip"] * 3000)), NotRead, "answer"),
    "brotli-not-asked-for": (answer(SMALL, Content_Encoding="br"), NotRead, "answer"),
    "cut": (answer(b"half", Content_Length="1000"), NotRead, "answer"),
    "cut-in-chunks": (raw(CHUNKED + b"5\r\nhel"), NotRead, "answer"),
    "chunked-garbage": (raw(CHUNKED + b"not a number\r\n"), NotRead, "answer"),
    "two-lengths": (raw(OK + b"Content-Length: 3\r\nContent-Length: 12\r\n\r\n" + SMALL), NotRead, "answer"),
    "nothing-at-all": (raw(), NotRead, "answer"),
    "http-0.9": (raw(b"<p>a page without a status line</p>"), NotRead, "answer"),
    "no-http": (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), NotRead, "answer"),
    "many-headers": (raw(OK + b"".join(b"X-%d: y\r\n" % at for at in range(5000)) + b"\r\n"), NotRead, "answer"),
    "huge-header": (raw(OK + b"X-Huge: " + b"y" * 10_000_000 + b"\r\n\r\n"), NotRead, "answer"),
    "headers-without-end": (headers_without_end, NotRead, "answer"),
    "huge-status-line": (raw(b"HTTP/1.1 200 ", endless=b"x" * 65_536), NotRead, "answer"),
    "silent": (raw(b"", every=5), NotRead, "timeout"),
    "silent-in-body": (raw(OK + b"\r\n<p>", b"", every=3), NotRead, "timeout"),
    "drip": (raw(OK + b"\r\n", *[b"x"] * 100, every=0.2), NotRead, "timeout"),
    "drip-in-headers": (raw(OK, *[b"X-Slow: y\r\n"] * 100, every=0.1), NotRead, "timeout"),
    # What holds no page
    "nothing": (answer(b""), NotReadable, "empty"),
    "endless": (raw(OK + b"\r\n", endless=b"x" * 65_536), NotReadable, "too-large"),
    "endless-chunk": (raw(CHUNKED + b"-1\r\n", endless=b"x" * 65_536), NotRead, "answer"),
    "endless-chunks": (raw(CHUNKED, endless=b"1\r\nx\r\n" * 999), NotReadable, "too-large"),
    "endless-trailers": (raw(CHUNKED + b"1\r\nx\r\n0\r\n", endless=b"X-More: y\r\n" * 999), NotRead, "answer"),
    "endless-interim": (raw(endless=b"HTTP/1.1 100 Continue\r\n\r\n" * 999), NotRead, "answer"),
    "large-by-its-own-word": (answer(SMALL, Content_Length="99999999999"), NotReadable, "too-large"),
    "bomb": (bomb, NotReadable, "too-large"),
    "bomb-in-bomb": (
        answer(gzip.compress(gzip.compress(b"\0" * 10**8)), Content_Encoding="gzip, gzip"),
        NotReadable,
        "too-large",
    ),
    "picture": (raw(OK + b"Content-Type: image/png\r\n\r\n", endless=b"x" * 65_536), NotReadable, "media-type"),
    "film": (answer(SMALL, Content_Type="video/mp4"), NotReadable, "media-type"),
    "sound": (answer(SMALL, Content_Type="audio/mpeg"), NotReadable, "media-type"),
    "archive": (answer(SMALL, Content_Type="application/zip"), NotReadable, "media-type"),
}  # fmt: skip

SLOW = {"silent", "silent-in-body", "drip", "drip-in-headers"}

WELL: dict[str, tuple[Serve, bytes]] = {
    "page": (answer(b"<p>caf\xe9</p>", Content_Type='text/HTML; charset="ISO-8859-1"'), b"<p>caf\xe9</p>"),
    "gzipped": (answer(gzip.compress(SMALL), Content_Encoding="gzip"), SMALL),
    "deflated": (answer(zlib.compress(SMALL), Content_Encoding="deflate"), SMALL),
    "deflated-bare": (answer(zlib.compress(SMALL, wbits=-15), Content_Encoding="Deflate"), SMALL),
    "gzipped-twice": (answer(gzip.compress(gzip.compress(SMALL)), Content_Encoding="gzip, gzip"), SMALL),
    "gzipped-in-parts": (answer(gzip.compress(b"<p>") + gzip.compress(b"small"), Content_Encoding="gzip"), b"<p>small"),
    "gzipped-with-rest": (answer(gzip.compress(SMALL) + b"\0\0rest", Content_Encoding="gzip"), SMALL),
    "mistaken-coding": (answer(SMALL, Content_Encoding="utf-8"), SMALL),
    "in-chunks": (raw(CHUNKED + b"2\r\n<p\r\n3;x=y\r\n>ok\r\n0\r\n\r\n"), b"<p>ok"),
    "short-by-its-own-word": (answer(SMALL + b"rest", Content_Length="12"), SMALL),
    "bad-length": (answer(SMALL, Content_Length="many"), SMALL),
    "early-hints": (raw(b"HTTP/1.1 100 Continue\r\n\r\n" + OK + b"\r\n" + SMALL), SMALL),
    "bare-newlines": (raw(b"HTTP/1.0 200 OK\nContent-Type: text/html\n\n" + SMALL), SMALL),
    "garbled-header": (raw(OK + b"no colon here\r\n\r\n" + SMALL), SMALL),
    "pdf": (answer(b"%PDF-1.7", Content_Type="application/pdf"), b"%PDF-1.7"),
    "warc": (answer(b"WARC/1.0", Content_Type="application/warc"), b"WARC/1.0"),
    "feed": (answer(b"<rss/>", Content_Type="application/rss+xml"), b"<rss/>"),
    "json": (answer(b"{}", Content_Type="application/json"), b"{}"),
}  # fmt: skip


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    pages = {name: serve for name, (serve, *_) in MISBEHAVING.items()} | {
        name: serve for name, (serve, _) in WELL.items()
    }
    with serving(**pages) as running:
        yield running


def test_a_page(site: Site) -> None:
    page = load(site.address + "/page", OPEN)
    address = site.address + "/page"
    assert page == Page(b"<p>caf\xe9</p>", address, address, "text/html", "ISO-8859-1")


@pytest.mark.parametrize("name", WELL)
def test_what_is_odd_and_still_a_page(site: Site, name: str) -> None:
    assert load(f"{site.address}/{name}", OPEN).data == WELL[name][1]


@pytest.mark.parametrize("name", MISBEHAVING)
def test_what_is_refused(site: Site, name: str) -> None:
    _, kind, code = MISBEHAVING[name]
    limits = replace(OPEN, read=0.7, total=1.2) if name in SLOW else OPEN
    load(site.address + "/page", OPEN)  # so that the site's rules are known
    start = time.monotonic()
    error = refusal(f"{site.address}/{name}", limits)
    assert (type(error), error.code) == (kind, code), error
    assert time.monotonic() - start < limits.total + 1


@pytest.mark.parametrize(
    "name", ["bomb", "endless-chunk", "endless-trailers", "headers-without-end", "huge-status-line"]
)
def test_what_is_refused_takes_little_memory(site: Site, name: str) -> None:
    tracemalloc.start()
    try:
        refusal(f"{site.address}/{name}")
        assert tracemalloc.get_traced_memory()[1] < 12_000_000  # the server's own part included
    finally:
        tracemalloc.stop()


def test_every_request_says_who_asks(site: Site) -> None:
    with serving(page=answer(SMALL)) as fresh:
        load(fresh.address + "/page", replace(OPEN, contact="desk@example.org"))
        assert [seen.path for seen in fresh.seen] == ["/robots.txt", "/page"]
        for seen in fresh.seen:
            assert seen.headers["User-Agent"].startswith("reportedly/")
            assert "reads one news page for a person; contact: desk@example.org" in seen.headers["User-Agent"]


@pytest.mark.parametrize("contact", ["", "a\r\nHost: b", "(a)", "a" * 201, "dësk"])
def test_a_contact_is_fit_for_a_header(contact: str) -> None:
    with pytest.raises(ValueError, match="contact"):
        Limits(contact=contact)


@pytest.mark.parametrize(
    ("location", "ends"),
    [
        ("/page#part", "/page"),
        ("page?a=b c", "/page?a=b%20c"),
        ("//127.0.0.1:{port}/page", "/page"),
        ("  /page ", "/page"),
        ("/page?q=café", "/page?q=caf%C3%A9"),
    ],
)
def test_a_redirect_is_followed_to_its_address(location: str, ends: str) -> None:
    with serving(page=answer(SMALL)) as site:
        port = site.address.rsplit(":", 1)[1]
        location = location.format(port=port).encode().decode("latin-1")
        site.pages["/moved"] = answer(b"", 302, Location=location)
        page = load(site.address + "/moved", OPEN)
        assert (page.address, page.source) == (site.address + ends, site.address + "/moved")


def test_a_password_is_neither_sent_nor_shown(site: Site) -> None:
    with_password = site.address.replace("http://", "http://me:secret@")
    site.pages["/to-password"] = answer(b"", 302, Location=with_password + "/page")
    site.pages["/to-password-and-file"] = answer(b"", 302, Location="file://me:secret@host/page")
    for address in (with_password + "/page", site.address + "/to-password"):
        page = load(address, OPEN)
        assert "secret" not in f"{page.source}{page.address}"
        assert "Authorization" not in site.seen[-1].headers
    for address in (with_password + "/missing", site.address + "/to-password-and-file"):
        error = refusal(address)
        assert "secret" not in str(error) + repr(error) + error.source


def test_private_addresses_are_not_even_asked(site: Site) -> None:
    asked, closed = len(site.seen), replace(OPEN, allow_private=False)
    assert refusal(site.address + "/page", closed).code == "private"
    assert refusal(site.address.replace("127.0.0.1", "localhost") + "/page", closed).code == "private"
    assert len(site.seen) == asked


@pytest.mark.parametrize("host", ["[::1]", "[fe80::1%25lo]", "[::ffff:127.0.0.1]", "0x7f.1", "2130706433", "127.1"])
def test_other_ways_to_write_a_private_address(host: str) -> None:
    assert refusal(f"http://{host}/page", replace(OPEN, allow_private=False)).code == "private"


def test_a_page_over_ipv6() -> None:
    if not socket.has_ipv6:
        pytest.skip("no IPv6")
    with socket.socket(socket.AF_INET6) as listening:
        try:
            listening.bind(("::1", 0))
        except OSError:
            pytest.skip("no IPv6 on loopback")
        listening.listen()
        port = listening.getsockname()[1]

        def relay() -> None:
            for body in (b"", SMALL):
                with listening.accept()[0] as connected:
                    connected.recv(65_536)
                    connected.sendall(OK + b"\r\n" + body)

        threading.Thread(target=relay, daemon=True).start()
        assert load(f"http://[::1]:{port}/page", OPEN).data == SMALL


def test_a_public_page_that_redirects_into_the_private_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The loopback network stands for both: 127.0.0.1 plays a public host, 127.0.0.2 is what it is."""
    monkeypatch.setattr(connection, "is_public", lambda address: address == "127.0.0.1" or is_public(address))
    with serving(page=answer(SMALL)) as site:
        inside = site.address.replace("127.0.0.1", "127.0.0.2")
        site.pages["/inward"] = answer(b"", 302, Location=inside + "/page")
        assert refusal(site.address + "/inward", replace(OPEN, allow_private=False)).code == "private"
        assert [seen.path for seen in site.seen] == ["/robots.txt", "/inward"]


def test_a_name_that_turns_private_between_check_and_connection(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["93.184.215.14", "127.0.0.1"])
    connected: list[str] = []

    def resolve(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        address = host if host[0].isdigit() else next(answers)
        connected.append(address)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    limits = Limits(connect=0.3, total=2, pause=0, cache=False)
    refusal(site.address.replace("127.0.0.1", "rebinding.example") + "/page", limits)
    assert "127.0.0.1" not in connected


def test_a_name_that_takes_long_to_resolve(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*_: object, **__: object) -> list[object]:
        time.sleep(3)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    start = time.monotonic()
    assert refusal("http://slow.example/", replace(OPEN, connect=0.3)).code == "no-answer"
    assert time.monotonic() - start < 1


def test_a_host_whose_first_addresses_do_not_answer(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    real, port = socket.getaddrinfo, int(site.address.rsplit(":", 1)[1])

    def resolve(host: str, *rest: object, **named: object) -> object:
        if host[0].isdigit():
            return real(host, *rest, **named)  # type: ignore[arg-type]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"127.0.0.{last}", port)) for last in (3, 2, 1)]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert load(f"http://several.example:{port}/gzipped", OPEN).data == SMALL


def test_a_closed_port_and_an_unknown_host() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
    assert refusal(f"http://127.0.0.1:{port}/", OPEN).code == "no-answer"
    assert refusal("http://no-such-host.invalid/", OPEN).code == "host"


def test_tls_where_there_is_none(site: Site) -> None:
    assert refusal(site.address.replace("http:", "https:") + "/page", OPEN).code in {"answer", "robots"}


@pytest.mark.parametrize(
    "address", ["http://", "http:///x", "http://[::1", "http://a b/", "http://x:99999/", "http://%zz/"]
)
def test_malformed_addresses(address: str) -> None:
    assert refusal(address, OPEN).code in {"address", "host"}


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
def test_no_thread_and_no_socket_is_left_behind(site: Site) -> None:
    limits = replace(OPEN, cache=True)
    load(site.address + "/page", limits)
    time.sleep(0.2)
    threads, files = threading.active_count(), len(list(OPEN_FILES.iterdir()))
    for path in ("/page", "/gzipped", "/loop", "/not-gzip", "/endless") * 2:
        try:
            load(site.address + path, limits)
        except (NotRead, NotReadable):
            continue
    time.sleep(0.2)
    assert threading.active_count() <= threads + 1
    assert len(list(OPEN_FILES.iterdir())) <= files + 2

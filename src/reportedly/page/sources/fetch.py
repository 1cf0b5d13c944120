"""One page over HTTP, politely and within limits: no private network, no endless answer, no endless wait."""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
import time
from contextlib import contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import urllib3
from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    HTTPError,
    LocationParseError,
    NameResolutionError,
    NewConnectionError,
    SSLError,
)
from urllib3.exceptions import (
    TimeoutError as AnyTimeout,
)
from urllib3.util import Url, parse_url

from reportedly.errors import NotRead, NotReadable
from reportedly.page.sources.load import Limits, Page, shown, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{1,40})", re.IGNORECASE)
_SAVE = "open it in a browser, save the page and read the file"
_CURES = {401: _SAVE, 402: _SAVE, 403: _SAVE, 404: "check the address", 410: "look for the page in a web archive"}
_CURES |= {429: "wait and try again", 451: _SAVE}
_CHUNK = 65_536


class _PrivateAddressError(Exception):
    """Every address of the host belongs to this machine, a private network or no network at all."""


class _Watch:
    """The deadline of one page: when it passes, the connection in use is shut down under whoever waits on it.

    A read timeout alone lets a server that sends one byte now and then hold a reader for ever.
    """

    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True

    @property
    def passed(self) -> bool:
        return time.monotonic() >= self.ends

    def over(self, connected: socket.socket) -> None:
        """Watch this socket from now on, through a duplicate: TLS takes the original away."""
        with self._lock:
            self._forget()
            self._socket = connected.dup()
        if self.passed:
            self._shut()

    def _shut(self) -> None:
        with self._lock:
            if self._socket is not None:
                with suppress(OSError):  # the other side was first
                    self._socket.shutdown(socket.SHUT_RDWR)

    def _forget(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def __enter__(self) -> _Watch:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            self._forget()


class _Guarded(HTTPConnection):
    """A connection to the very addresses that were checked, so that a name cannot resolve differently afterwards."""

    allow_private = False
    watch: _Watch

    def _new_conn(self) -> socket.socket:
        name = self._dns_host
        try:
            found = socket.getaddrinfo(name, self.port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as error:
            gai = error if isinstance(error, socket.gaierror) else socket.gaierror(str(error))
            raise NameResolutionError(self.host, self, gai) from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        allowed = [address for address in addresses if self.allow_private or is_public(address)]
        if not allowed:
            raise _PrivateAddressError
        failure: HTTPError | None = None
        try:
            for address in allowed[:4]:
                self._dns_host = address
                try:
                    connected = super()._new_conn()
                except (NewConnectionError, ConnectTimeoutError) as error:
                    failure = error
                    continue
                self.watch.over(connected)
                return connected
        finally:
            self._dns_host = name  # TLS checks the certificate against the name
        raise failure or NewConnectionError(self, "no address answered")


class _GuardedTLS(_Guarded, HTTPSConnection):
    """The same over TLS, certificates verified."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet; IPv4 carried inside IPv6 is judged as what it carries."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and (ip in _NAT64 or int(ip) >> 32 == 0):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.teredo is not None or ip.is_site_local:
            return False
    return ip.is_global and not (
        ip.is_multicast or ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_reserved or ip.is_unspecified
    )


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def user_agent() -> str:
    """Who asks, for the server's log."""
    try:
        return f"reportedly/{version('reportedly')} (reads one news page for a person)"
    except PackageNotFoundError:
        return "reportedly (reads one news page for a person)"


def fetch(source: str, limits: Limits) -> Page:
    """Fetch one page, following redirects one by one and checking each.

    Args:
        source: an http or https address; a user name and password in it are neither sent nor shown.
        limits: sizes and times.

    Raises:
        NotRead: no such host, no answer in time, an error status, too many redirects, an address that is not allowed.
        NotReadable: the answer is empty or too large.

    """
    name = shown(source)
    address = source
    with _Watch(limits.total) as watch, _refusals(name, watch, limits):
        for _ in range(limits.redirects + 1):
            url = _checked(name, address)
            connection = _connection(url, limits, watch)
            try:
                connection.connect()
                connection.timeout = limits.read
                connection.request("GET", url.request_uri, headers=_headers(), preload_content=False)
                answer = connection.getresponse()
                target = answer.headers.get("Location")
                if answer.status not in _REDIRECTS or not target:
                    return _page(name, url, answer, limits, watch)
                address = urljoin(url.url, target)
            finally:
                connection.close()
    detail = f"redirects more than {limits.redirects} times; open it in a browser and use the address it ends at"
    raise NotRead(name, "fetch", "redirects", detail)


def _headers() -> dict[str, str]:
    return {
        "User-Agent": user_agent(),
        "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }


def _checked(name: str, address: str) -> Url:
    """Take the address apart, without user name, password and fragment."""
    try:
        url = parse_url(address.strip())
    except (LocationParseError, ValueError):
        raise NotRead(name, "fetch", "address", "is not a well-formed address; check it") from None
    if url.scheme not in ("http", "https"):
        via = "" if shown(address) == name else "redirects to an address that "
        detail = f"{via}is neither http nor https; give an http(s) address, or a path for a file"
        raise NotRead(name, "fetch", "scheme", detail)
    if not url.host:
        raise NotRead(name, "fetch", "address", "names no host; check the address")
    return url._replace(auth=None, fragment=None)


def _connection(url: Url, limits: Limits, watch: _Watch) -> _Guarded:
    kind = _GuardedTLS if url.scheme == "https" else _Guarded
    left = max(0.1, watch.ends - time.monotonic())
    connection = kind((url.host or "").strip("[]"), url.port, timeout=min(limits.connect, left))
    connection.allow_private = limits.allow_private
    connection.watch = watch
    return connection


@contextmanager
def _refusals(name: str, watch: _Watch, limits: Limits) -> Iterator[None]:
    """Turn everything that can go wrong on the way into one refusal each, with its cure."""
    try:
        yield
    except _PrivateAddressError:
        place = "leads to this machine or a private network"
        detail = f"{place}, which is fetched only with --allow-private (Limits.allow_private)"
        raise NotRead(name, "fetch", "private", detail) from None
    except NameResolutionError:
        raise NotRead(name, "fetch", "host", "no such host; check the address and your connection") from None
    except (HTTPError, OSError, ValueError) as error:
        if watch.passed:
            detail = f"did not answer in full within {limits.total:g} s; try again later"
            raise NotRead(name, "fetch", "timeout", detail) from None
        raise _refusal(name, error) from None


def _refusal(name: str, error: Exception) -> NotRead:
    if isinstance(error, NewConnectionError):  # urllib3 counts it among the timeouts
        return NotRead(name, "fetch", "no-answer", "refuses the connection; check the address or try again later")
    if isinstance(error, (AnyTimeout, TimeoutError)):
        return NotRead(name, "fetch", "timeout", "does not answer; check the address or try again later")
    if isinstance(error, (SSLError, OSError)) and "CERTIFICATE" in str(error).upper():
        return NotRead(name, "fetch", "certificate", f"its certificate cannot be trusted; {_SAVE}")
    if isinstance(error, DecodeError):
        return NotRead(name, "fetch", "answer", f"its answer cannot be decompressed; {_SAVE}")
    if isinstance(error, (LocationParseError, ValueError)) and not isinstance(error, HTTPError):
        return NotRead(name, "fetch", "address", "is not a well-formed address; check it")
    return NotRead(name, "fetch", "answer", "the answer broke off; try again later")


def _page(name: str, url: Url, answer: BaseHTTPResponse, limits: Limits, watch: _Watch) -> Page:
    if not 200 <= answer.status < 300:
        cure = _CURES.get(answer.status, "try again later" if answer.status >= 500 else "check the address")
        reason = shown(answer.reason or "")[:60].strip()
        said = f"{answer.status} {reason}".strip()
        raise NotRead(name, "fetch", "status", f"answers {said}; {cure}")
    data = bytearray()
    for chunk in answer.stream(_CHUNK, decode_content=True):
        data += chunk
        if len(data) > limits.max_bytes:
            raise NotReadable(name, "fetch", "too-large", too_large(limits.max_bytes))
    if watch.passed:  # a connection that was shut down can look like one that ended
        raise urllib3.exceptions.ReadTimeoutError(None, None, "deadline")  # type: ignore[arg-type]
    if not data:
        raise NotReadable(name, "fetch", "empty", "answers with an empty page; check the address")
    kind = answer.headers.get("Content-Type", "")
    charset = _CHARSET.search(kind)
    return Page(
        bytes(data),
        name,
        url.url,
        kind.split(";")[0].strip().lower() or None,
        charset.group(1) if charset else None,
    )

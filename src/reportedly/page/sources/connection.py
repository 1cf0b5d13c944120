"""Connections that go only where they may, and a watch that ends them in time and in size."""

from __future__ import annotations

import io
import ipaddress
import socket
import threading
import time
from contextlib import suppress
from http.client import HTTPResponse
from typing import TYPE_CHECKING, Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NameResolutionError, NewConnectionError

if TYPE_CHECKING:
    from urllib3.util import Url

    from reportedly.page.sources.load import Limits

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_MOST_TRIED = 4
"""Addresses of one host that are tried before giving up."""

_OVERHEAD = 2**20
"""Bytes that an answer may have beyond its body; a page's headers are a few thousand."""


class PrivateAddressError(Exception):
    """Every address of the host belongs to this machine, a private network or no network at all."""


class AnswerTooLargeError(Exception):
    """More came over the wire than any page within the limits needs."""


class Watch:
    """The deadline of one page: when it passes, the connection in use is shut down under whoever waits on it.

    A read timeout alone lets a server that sends one byte now and then hold a reader for ever.
    """

    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._timer = self._timed(seconds)

    @property
    def left(self) -> float:
        """Seconds until the deadline, below 0 once it has passed."""
        return self.ends - time.monotonic()

    @property
    def passed(self) -> bool:
        """Whether the deadline is over."""
        return self.left <= 0

    def extend(self, seconds: float) -> None:
        """Put the deadline off, for time in which no server was asked."""
        with self._lock:
            self._timer.cancel()
            self.ends += seconds
            self._timer = self._timed(max(0.0, self.left))
            self._timer.start()

    def over(self, connected: socket.socket) -> None:
        """Watch this socket from now on, through a duplicate: TLS takes the original away."""
        with self._lock:
            self._forget()
            self._socket = connected.dup()
        if self.passed:
            self._shut()

    def _timed(self, seconds: float) -> threading.Timer:
        timer = threading.Timer(seconds, self._shut)
        timer.daemon = True
        return timer

    def _shut(self) -> None:
        with self._lock:
            if self._socket is not None:
                with suppress(OSError):  # the other side was first
                    self._socket.shutdown(socket.SHUT_RDWR)

    def _forget(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def __enter__(self) -> Watch:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._timer.cancel()
            self._forget()


class _Counted(io.RawIOBase):
    """A stream that ends with an error where too much has come through it."""

    def __init__(self, raw: io.RawIOBase, most: int) -> None:
        self._raw = raw
        self._left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int | None:
        count: int | None = self._raw.readinto(buffer)
        self._left -= count or 0
        if self._left < 0:
            raise AnswerTooLargeError
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Guarded(HTTPConnection):
    """A connection to the very addresses that were checked, so that a name cannot resolve differently afterwards.

    Everything that an answer sends is counted: a chunk whose stated size is -1 makes the parsers below read without
    end in one call, and so do header lines, trailers and interim answers without number.
    """

    allow_private = False
    most_bytes: int
    watch: Watch
    private: bool | None = None
    """Whether the address connected to is a private one; ``None`` before."""

    def response_class(self, *args: Any, **kwargs: Any) -> HTTPResponse:  # type: ignore[override]
        """Make the standard library's answer, reading through a count."""
        answer = HTTPResponse(*args, **kwargs)
        raw = answer.fp.detach()
        answer.fp = io.BufferedReader(_Counted(raw, self.most_bytes))
        return answer

    def _new_conn(self) -> socket.socket:
        name, longest = self._dns_host, float(str(self.timeout))
        addresses = self._resolved(name, longest)
        allowed = [address for address in addresses if self.allow_private or is_public(address)]
        if not allowed:
            raise PrivateAddressError
        failure: HTTPError | None = None
        try:
            for address in allowed[:_MOST_TRIED]:
                self._dns_host = address
                self.timeout = min(longest, max(0.1, self.watch.left))
                try:
                    connected = super()._new_conn()
                except (NewConnectionError, ConnectTimeoutError) as error:
                    failure = error
                    continue
                self.watch.over(connected)
                self.private = not is_public(address)
                return connected
        finally:
            self._dns_host = name  # TLS checks the certificate against the name
        raise failure or NewConnectionError(self, "no address answered")

    def _resolved(self, name: str, seconds: float) -> list[str]:
        """The addresses of a host, in the order to try them; looked up aside, for a resolver knows no deadline."""
        found: list[str] = []
        fault: list[Exception] = []

        def resolve() -> None:
            try:
                entries = socket.getaddrinfo(name, self.port, type=socket.SOCK_STREAM)
                found.extend(dict.fromkeys(str(entry[4][0]) for entry in entries))
            except (OSError, UnicodeError) as error:
                fault.append(error)

        thread = threading.Thread(target=resolve, daemon=True)
        thread.start()
        thread.join(seconds)
        if thread.is_alive():
            raise ConnectTimeoutError(self, "the name was not resolved in time")
        if fault:
            gai = fault[0] if isinstance(fault[0], socket.gaierror) else socket.gaierror(str(fault[0]))
            raise NameResolutionError(self.host, self, gai) from fault[0]
        return found


class _GuardedTLS(_Guarded, HTTPSConnection):
    """The same over TLS, certificates verified."""


def connection_to(url: Url, limits: Limits, watch: Watch, max_bytes: int) -> _Guarded:
    """Make a connection for one request; it is not yet opened.

    Args:
        url: checked, with a host.
        limits: times, and whether private addresses are allowed.
        watch: the deadline of the page.
        max_bytes: the largest body that the caller takes; about twice that may come over the wire, for chunks.

    """
    kind = _GuardedTLS if url.scheme == "https" else _Guarded
    port = url.port or kind.default_port  # without one, the end of an IPv6 address would be taken for it
    connection = kind((url.host or "").strip("[]"), port, timeout=min(limits.connect, max(0.1, watch.left)))
    connection.allow_private = limits.allow_private
    connection.most_bytes = 2 * max_bytes + _OVERHEAD
    connection.watch = watch
    return connection


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

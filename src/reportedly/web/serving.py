"""A reading room on a socket: where it may listen, and how it starts and ends."""

from __future__ import annotations

import errno
import ipaddress
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import uvicorn

from reportedly.errors import ServingError
from reportedly.web.slow import Patient
from reportedly.web.words import LEAST_TOKEN

if TYPE_CHECKING:
    from starlette.applications import Starlette

PORT = 8642
_PORTS_TRIED = 20

_MOST_HEAD = 32 * 1024
"""Bytes of a request line with its headers."""

_MOST_CONNECTIONS = 400
_KEEP_ALIVE = 20
_LAST_ANSWERS = 3
"""Seconds that requests under way have when the room is closed."""

_SWITCH = 0.001
"""Seconds after which a thread gives way to another: few threads answer, and none must wait long for its turn."""


def is_loopback(host: str) -> bool:
    """Whether only this machine can come by a host's name or address."""
    return all(ipaddress.ip_address(address).is_loopback for address in _addresses(host))


def check_open(host: str, token: str | None) -> None:
    """See that a room that others can reach has a token.

    Raises:
        ServingError: it has none, or one that can be guessed.

    """
    if token is not None and (len(token) < LEAST_TOKEN or not token.isascii() or not token.isprintable()):
        raise ServingError(
            f"the token has to have {LEAST_TOKEN} or more letters, digits and signs of ASCII; make one with: "
            "python -c 'import secrets; print(secrets.token_urlsafe())'"
        )
    if token is None and not is_loopback(host):
        raise ServingError(
            f"{host} can be reached from other machines, so everybody has to bring a token: set REPORTEDLY_TOKEN, or "
            "leave --host out to be reached from this machine alone"
        )


def _addresses(host: str) -> list[str]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise ServingError(f"there is no {host!r} to listen on; give a name or an address of this machine") from None
    return [str(address[0]).partition("%")[0] for *_, address in found]


def bound(host: str, port: int | None) -> socket.socket:
    """A socket that listens.

    Args:
        host: a name or an address of this machine.
        port: the port, 0 for any; ``None`` for ``PORT`` or the next free one.

    Raises:
        ServingError: the port is taken, may not be used, or the host is not this machine's.

    """
    address = _addresses(host)[0]
    for each in [port] if port is not None else range(PORT, PORT + _PORTS_TRIED):
        try:
            return _listening(address, each)
        except PermissionError:
            raise ServingError(f"port {each} may not be used by you; choose one from 1024 on with --port") from None
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise ServingError(f"cannot listen on {host} ({error.strerror}); check --host") from None
    which = f"port {port} is" if port is not None else f"ports {PORT} to {PORT + _PORTS_TRIED - 1} are"
    raise ServingError(f"{which} taken, perhaps by another reading room; choose another with --port, or 0 for any")


def _listening(address: str, port: int) -> socket.socket:
    # The protocol is named, or asyncio does not turn Nagle's algorithm off, and each answer waits 40 ms.
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            # So that a room can be opened again at once where it was just closed.
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((address, port))
        made.listen(128)
    except BaseException:
        made.close()
        raise
    return made


def names_of(host: str, port: int, more: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """By which names a room is asked, and whether by any address in numbers too.

    Args:
        host: where it listens.
        port: on which port.
        more: names that it is to be asked by beside.

    """
    names = {host.strip("[]").lower()}
    anywhere = any(ipaddress.ip_address(address).is_unspecified for address in _addresses(host))
    if anywhere:
        names |= {socket.gethostname().lower(), socket.getfqdn().lower()}
    if anywhere or is_loopback(host):
        names |= {"localhost", "127.0.0.1", "::1"}
    with_port = [f"{in_address(name)}:{port}" for name in sorted(names)]
    return (*with_port, *(name.lower() for name in more)), anywhere


def in_address(host: str) -> str:
    """A host as addresses have it: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


class _Server(uvicorn.Server):
    """uvicorn's, for which Ctrl-C is how it is meant to end, and no error."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], object] | None) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell when the first request can come."""
        await super().startup(sockets)
        if self._ready is not None and self.started:
            self._ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End at Ctrl-C, or when asked to; at once when asked twice."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {each: signal.signal(each, self.handle_exit) for each in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)


def server(app: Starlette, *, verbose: bool = False, ready: Callable[[], object] | None = None) -> uvicorn.Server:
    """What answers on a socket.

    Args:
        app: the room.
        verbose: tell of each request on standard error.
        ready: called when the first request can come.

    """
    # What is wrong with a form is told to whoever sent it.
    logging.getLogger("python_multipart").setLevel(logging.ERROR)
    config = uvicorn.Config(
        app,
        http=Patient,
        ws="none",
        lifespan="on",
        loop="asyncio",
        h11_max_incomplete_event_size=_MOST_HEAD,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_LAST_ANSWERS,
        proxy_headers=False,
        server_header=False,
        date_header=True,
        access_log=verbose,
        log_level="info" if verbose else "critical",
    )
    return _Server(config, ready)


def serve(app: Starlette, listening: socket.socket, *, verbose: bool, ready: Callable[[], object]) -> None:
    """Answer until Ctrl-C.

    Args:
        app: the room.
        listening: from ``bound``.
        verbose: tell of each request on standard error.
        ready: called when the first request can come.

    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH)
    try:
        with listening, suppress(KeyboardInterrupt):
            server(app, verbose=verbose, ready=ready).run([listening])
    finally:
        sys.setswitchinterval(before)

"""Reading rooms for tests: one asked in this process, and one that really listens."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from starlette.testclient import TestClient

from reportedly.library import Library
from reportedly.web import Settings, make_app
from reportedly.web.serving import bound, names_of, server

HOST = "127.0.0.1:8642"


def client(library: Library, *, csrf: bool = True, by: str | None = "Ann Lee", token: str | None = None) -> TestClient:
    """A client of a room that does not listen, which asks by the right name.

    Args:
        library: what the room shows.
        csrf: bring the word that changes must bring; else read it from ``client.app.state.room.settings.csrf``.
        by: who changes are by.
        token: what the room asks for; the client does not bring it.

    """
    settings = Settings(hosts=(HOST,), by=by, token=token)
    headers = {"X-CSRF-Token": settings.csrf} if csrf else {}
    return TestClient(make_app(library, settings), base_url=f"http://{HOST}", headers=headers, follow_redirects=False)


class Served(NamedTuple):
    """A room that listens: its address without a slash at the end, and how it was started."""

    address: str
    settings: Settings

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])


@contextmanager
def serving(
    library: Library | str | Path, *, token: str | None = None, by: str | None = "Ann Lee", patience: float = 15.0
) -> Iterator[Served]:
    """A room on a free port, in a thread of this process, for real browsers and sockets; nothing is read in it."""
    listening = bound("127.0.0.1", 0)
    port: int = listening.getsockname()[1]
    kept = library if isinstance(library, Library) else Library(library)
    hosts, _ = names_of("127.0.0.1", port, ())
    settings = Settings(hosts=hosts, token=token, by=by, patience=patience)
    is_ready = threading.Event()
    answering = server(make_app(kept, settings), ready=is_ready.set)
    thread = threading.Thread(target=answering.run, args=([listening],), daemon=True)
    thread.start()
    try:
        assert is_ready.wait(10), "the room did not open"
        yield Served(f"http://127.0.0.1:{port}", settings)
    finally:
        answering.should_exit = True
        thread.join(10)
        listening.close()
        if kept is not library:
            kept.close()


def asked(port: int, data: bytes, *, seconds: float = 10.0) -> bytes:
    """What a room answers to some bytes, until it closes the connection or the time is over."""
    with socket.create_connection(("127.0.0.1", port), seconds) as connection:
        connection.sendall(data)
        got = b""
        while part := connection.recv(65536):
            got += part
    return got

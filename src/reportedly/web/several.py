"""More processes that answer on the socket of a room, for when many read in it at once.

Each has the library open for itself, and they share nothing but it; only the first one reads what waits.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

import msgspec

from reportedly.errors import ServingError
from reportedly.web.state import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.stdin.buffer.readline()); "
    "from reportedly.web.several import main; main()"
)


class Answerers:
    """Processes that answer beside this one, as a context manager.

    Args:
        many: how many.
        library: its address.
        settings: of the room.
        listening: the socket that all answer on.
        verbose: whether they tell of each request on standard error.

    Raises:
        ServingError: this system cannot give a socket to another process.

    """

    def __init__(
        self, many: int, library: str, settings: Settings, listening: socket.socket, *, verbose: bool = False
    ) -> None:
        if many and os.name != "posix":
            raise ServingError("several processes cannot answer on one port here; leave --processes out")
        self._many = many
        self._socket = listening
        told = {"library": library, "verbose": verbose, "socket": listening.fileno()}
        self._told = json.dumps(sys.path).encode() + b"\n" + msgspec.json.encode({**told, "settings": settings}) + b"\n"
        self._processes: Sequence[subprocess.Popen[bytes]] = ()

    def __enter__(self) -> Self:
        self._processes = [self._started() for _ in range(self._many)]
        return self

    def __exit__(self, *_: object) -> None:
        """End them: what they are at gets its last answers."""
        for process in self._processes:
            with suppress(OSError):
                process.send_signal(signal.SIGTERM)
        for process in self._processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdin:
                process.stdin.close()

    def _started(self) -> subprocess.Popen[bytes]:
        # In a group of its own, where Ctrl-C does not reach it: this process ends it.
        process = subprocess.Popen(  # noqa: S603 (the same Python that runs this)
            [sys.executable, "-c", _START],
            stdin=subprocess.PIPE,
            pass_fds=[self._socket.fileno()],
            process_group=0,
        )
        assert process.stdin  # noqa: S101 (for mypy)
        with suppress(OSError):  # it is gone already, and says why on standard error
            process.stdin.write(self._told)
            process.stdin.flush()
        return process


def main() -> None:
    """Answer on the socket that the process which started this one listens on, as long as that runs."""
    told: dict[str, Any] = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from reportedly.library import Library
    from reportedly.web.app import make_app
    from reportedly.web.serving import serve

    settings = msgspec.convert(told["settings"], Settings)
    listening = socket.socket(fileno=told["socket"])
    with Library(told["library"], create=False) as library:
        serve(make_app(library, settings), listening, verbose=told["verbose"], ready=lambda: None)


def _end_with_parent() -> None:
    """Wait for the other end of standard input to be gone, as it is when its process was killed."""
    # Past Python's own reader of it, whose lock would be held when this process ends by itself.
    with suppress(OSError):
        while os.read(0, 1):
            pass
    os._exit(0)

"""A reading room in a process of its own, started as people start it, and its API for what a test prepares."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from reportedly import Library
from tests.web.rooms import serving


@dataclass(frozen=True)
class Served:
    """A running room.

    Attributes:
        origin: where it answers, such as ``http://127.0.0.1:8123``.
        port: of it.
        library: what it shows.

    """

    origin: str
    port: int
    library: Path

    def api(self, method: str, path: str, **sent: Any) -> Any:
        """Ask the API as a program does; fails unless it is granted."""
        with httpx.Client(base_url=self.origin, timeout=30) as client:
            word = client.get("/api/session").json()["csrf"]
            answer = client.request(method, f"/api{path}", headers={"X-CSRF-Token": word}, **sent)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def read(self, files: Sequence[tuple[str, bytes]], *, within: float = 120) -> None:
        """Have pages read through the queue, and wait until they are."""
        self.api("POST", "/waiting", files=[("files", (name, data)) for name, data in files])
        until = time.monotonic() + within
        while time.monotonic() < until:
            if self.api("GET", "/waiting")["waiting"] == 0:
                return
            time.sleep(0.1)
        raise AssertionError(f"not read within {within} seconds")

    def stamp(self) -> str:
        """What changes whenever the library does."""
        with Library(self.library, create=False) as library:
            return library.stamp()


def copied(library: Path, folder: Path) -> Path:
    """A copy of a library that nobody writes to at the time."""
    with Library(library):  # what is beside the file goes into it
        pass
    return Path(shutil.copyfile(library, folder / library.name))


@contextmanager
def shown(library: Path) -> Iterator[Served]:
    """A room in a thread of this process, which is open at once; nothing is read in it, and it knows nobody's name."""
    with serving(library, by=None) as room:
        yield Served(room.address, room.port, library)


@contextmanager
def served(library: Path, *words: str) -> Iterator[Served]:
    """``reportedly serve`` on a free port, until the block ends; what it said is told where it does not start."""
    code = "from reportedly.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", str(library), "--port", "0", "--no-browser", *words]
    log = library.with_suffix(".log")
    with (
        log.open("wb") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True) as run,
    ):
        try:
            assert run.stdout is not None
            opened = re.search(r"http://127\.0\.0\.1:(\d+)", run.stdout.readline())
            assert opened is not None, log.read_text(errors="replace")
            yield Served(opened[0], int(opened[1]), library)
        finally:
            run.send_signal(signal.SIGINT)
            try:
                run.wait(10)
            except subprocess.TimeoutExpired:
                run.kill()

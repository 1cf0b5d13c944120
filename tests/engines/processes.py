"""The processes that a process started, and how they end."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path


def children(pid: int | None = None) -> set[int]:
    """The processes that read pages for a process, for this one if none is named. A browser's are none of them."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
            reads = b"reportedly.engines.worker" in (path.parent / "cmdline").read_bytes()
            if int(parent) == (pid or os.getpid()) and state != "Z" and reads:
                found.add(int(path.parent.name))
    return found


def gone(pids: set[int], within: float) -> bool:
    """Wait until none of some processes runs, so many seconds at most."""
    until = time.monotonic() + within
    while running := {pid for pid in pids if _runs(pid)}:
        if time.monotonic() > until:
            return not running
        time.sleep(0.05)
    return True


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False

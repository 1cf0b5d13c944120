"""What callers may want of reports, in a module that other processes can import; and one that is deadly."""

from __future__ import annotations

import os
import signal

from reportedly.model import Report


def not_too_old(report: Report) -> bool:
    """Want all but those whose headline says that they are old."""
    return "old" not in (report.headline or "")


def faulty(report: Report) -> bool:
    """Fail as a caller's function may."""
    raise LookupError(f"no such table, asked for {report.headline}")


def deadly(report: Report) -> bool:
    """Die as a process dies that the system kills for its memory, of one report only."""
    if "deadly" in (report.headline or ""):
        os.kill(os.getpid(), signal.SIGKILL)
    return True

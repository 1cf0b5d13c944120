"""Pages read in a process of their own, whose time and memory are measured and which can be ended.

``python -m tests.hostile.worker`` is that process; :class:`Worker` is how tests ask it.
"""

from __future__ import annotations

import json
import resource
import select
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from reportedly.errors import Refused
from reportedly.page import Limits, Page, pages
from tests.hostile.reading import outcome

ROOT = Path(__file__).parents[2]
MOST_MEBIBYTES = 1_024
MOST_SECONDS = 20.0
"""Processor time for one page of up to 20 MiB."""
_PATIENCE = 4
"""How much longer than its processor time a page may take on a busy machine before its process is ended."""
_ADDRESSES = 6 * 2**30
"""Bytes that the process may ask for: what runs away ends there and not with the machine."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a page.

    Attributes:
        outcome: ``html``, ``text``, or the code of the refusal; ``failed``, ``died`` or ``hangs`` if neither.
        seconds: processor time.
        mebibytes: the most memory that the process had meanwhile.
        detail: what went wrong, if anything did.

    """

    outcome: str
    seconds: float
    mebibytes: float
    detail: str = ""

    def fault(self, seconds: float = MOST_SECONDS, mebibytes: float = MOST_MEBIBYTES) -> str | None:
        """Say what must not have been, if anything."""
        if self.outcome in ("failed", "died", "hangs"):
            return f"{self.outcome}: {self.detail}"
        if self.seconds > seconds:
            return f"took {self.seconds:.1f} s of processor time, at most {seconds:.1f} s are allowed"
        if self.mebibytes > mebibytes:
            return f"took {self.mebibytes:.0f} MiB of memory, at most {mebibytes:.0f} MiB are allowed"
        return None


class Worker:
    """A process that reads pages, started anew when one has killed it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def read(self, data: bytes, charset: str | None = None, seconds: float = MOST_SECONDS) -> Result:
        """Read a page from its bytes."""
        return self._ask({"size": len(data), "charset": charset}, data, seconds)

    def read_path(self, path: Path, seconds: float = MOST_SECONDS) -> Result:
        """Read whatever pages a file holds; the outcome is that of the last one."""
        return self._ask({"path": str(path)}, b"", seconds)

    def _ask(self, task: dict[str, object], data: bytes, seconds: float) -> Result:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.hostile.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
            )
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(task).encode() + b"\n" + data)
            process.stdin.flush()
            ready, _, _ = select.select([process.stdout], [], [], seconds * _PATIENCE + 10)
            line = process.stdout.readline() if ready else b""
        except BrokenPipeError:
            ready, line = [process.stdout], b""
        if line:
            return Result(**json.loads(line))
        if not ready:
            self._end()
            return Result("hangs", seconds * _PATIENCE, 0, f"no answer after {seconds * _PATIENCE + 10:.0f} s")
        return Result("died", 0, 0, f"the process ended with status {process.wait()}")

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _read(task: dict[str, str | int | None]) -> str:
    if "path" not in task:
        charset = task["charset"]
        data = sys.stdin.buffer.read(int(task["size"] or 0))
        return outcome(Page(data, "page", charset=None if charset is None else str(charset)))
    found = "nothing"
    for item in pages(str(task["path"]), Limits()):
        found = outcome(item) if isinstance(item, Page) else item.code if isinstance(item, Refused) else "held"
    return found


def _peak() -> float:
    """The most memory since :func:`_forget_peak` where the system tells, in MiB; else since the start."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 1024


def _forget_peak() -> None:
    forget = Path("/proc/self/clear_refs")
    if forget.exists():
        forget.write_text("5", encoding="ascii")


def main() -> None:
    """Answer each task on standard input with one line."""
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    outcome(Page(b"Die Regierung sagte am Dienstag, dass der Tunnel nicht mehr offen ist.", "first"))
    while line := sys.stdin.buffer.readline():
        task = json.loads(line)
        _forget_peak()
        before, detail = time.process_time(), ""
        try:
            found = _read(task)
        except Exception:
            found, detail = "failed", traceback.format_exc()
        answer = {
            "outcome": found,
            "seconds": time.process_time() - before,
            "mebibytes": _peak(),
            "detail": detail,
        }
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

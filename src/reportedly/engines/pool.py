"""Processes that read, each looked after by a thread, which sees at once when its process dies and on which pages.

An executor of the standard library gives up all its processes when one dies, and does not say which page did it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from reportedly.engines.batch import name_of
from reportedly.engines.frames import receive, send
from reportedly.errors import NotReadable, WorkerFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportedly.engines.batch import Answer, Job
    from reportedly.model import Report
    from reportedly.page import Page

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.stdin.buffer.readline()); "
    "from reportedly.engines.worker import main; main()"
)
_ONE_THREAD = dict.fromkeys(
    (
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "BLIS_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS",
        "NUMEXPR_NUM_THREADS",
    ),
    "1",
)
"""What numeric libraries go by when they are loaded: as many threads in as many processes would only wait."""

PAGES_A_WORKER = 5_000
"""Pages after which a process is made anew: the vocabulary of its parser grows with each new word."""

_WAITS = (0.0, 1.0, 4.0)
"""Seconds before each try to start a process; memory may be short for a moment, as it was when the last one died."""


class Pool:
    """Processes that read pages.

    Args:
        processes: how many at most; each is started when there is something for it to read.
        wanted: as for ``read_named``; it is sent to each process by the name it was defined under.

    """

    def __init__(self, processes: int, wanted: Callable[[Report], bool] | None) -> None:
        self._processes = processes
        self._wanted = wanted
        self._jobs: SimpleQueue[tuple[Job, Future[list[Answer]]] | None] = SimpleQueue()
        self._unfinished = 0
        self._lock = threading.Lock()
        self._workers: list[_Worker] = []
        self._threads: list[threading.Thread] = []

    def submit(self, pages: Job) -> Future[list[Answer]]:
        """Have pages read, or reports anew.

        Returns:
            What will be one answer for each, in order, or raise ``ModelMissing``, ``WorkerFailed``, or what ``wanted``
            raised.

        """
        future: Future[list[Answer]] = Future()
        with self._lock:
            self._unfinished += 1
            more = self._unfinished > len(self._workers) < self._processes
        self._jobs.put((pages, future))
        if more:
            worker = _Worker(self._wanted)
            # As daemons, so that nothing waits for them when the interpreter ends in the middle.
            thread = threading.Thread(target=self._serve, args=(worker,), daemon=True)
            self._workers.append(worker)
            self._threads.append(thread)
            thread.start()
        return future

    def close(self) -> None:
        """End all processes at once, whatever they are at."""
        for worker in self._workers:
            worker.stop()
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()

    def _serve(self, worker: _Worker) -> None:
        while (job := self._jobs.get()) and not worker.stopped:
            pages, future = job
            try:
                future.set_result(worker.read(pages))
            except BaseException as error:
                future.set_exception(error)
            with self._lock:
                self._unfinished -= 1


class _DiedError(Exception):
    """The process is gone before it answered."""


class _Worker:
    """One process at a time, made anew when it dies."""

    def __init__(self, wanted: Callable[[Report], bool] | None) -> None:
        self.stopped = False
        self._wanted = wanted
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._pages_read = 0

    def read(self, pages: Job) -> list[Answer]:
        """Read pages; if the process dies of it, one by one, and the one that it dies of again is refused."""
        try:
            return self._ask(pages)
        except _DiedError:
            return [self._read_alone(page) for page in pages]

    def stop(self) -> None:
        """End the process for good; may be called from any thread."""
        with self._lock:
            self.stopped = True
            if self._process:
                self._process.kill()
                self._process.wait()

    def _read_alone(self, page: Page | Report) -> Answer:
        try:
            (answer,) = self._ask([page])
        except _DiedError:
            detail = "the process that read it died of it, twice; read it alone, with more memory, or leave it out"
            return NotReadable(name_of(page), "engine", "crashed", detail)
        return answer

    def _ask(self, pages: Job) -> list[Answer]:
        process = self._process or self._started()
        try:
            answer = _exchange(process, pages)
        except (OSError, ValueError, EOFError):
            self._end()
            raise _DiedError from None
        self._pages_read += len(pages)
        if self._pages_read >= PAGES_A_WORKER:
            self._end()
        if isinstance(answer, Exception):
            raise answer
        done: list[Answer] = answer
        return done

    def _started(self) -> subprocess.Popen[bytes]:
        reason: Exception | None = None
        for wait in _WAITS:
            time.sleep(wait)
            try:
                with self._lock:
                    if self.stopped:
                        raise _DiedError
                    self._process = process = _process()
                assert process.stdin  # noqa: S101 (for mypy)
                process.stdin.write(json.dumps(sys.path).encode() + b"\n")
                _exchange(process, self._wanted)
            except (OSError, ValueError, EOFError) as error:
                reason = error
                self._end()
            else:
                self._pages_read = 0
                return process
        why = str(reason) or "it ended by itself; what it said is above"
        message = (
            f"a process that reads pages could not be started ({why}); read in one process: --processes 1 (processes=1)"
        )
        raise WorkerFailed(message)

    def _end(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process:
            process.kill()
            for stream in (process.stdin, process.stdout):
                with suppress(OSError):
                    if stream:
                        stream.close()
            process.wait()


def _process() -> subprocess.Popen[bytes]:
    # In a group of its own, where Ctrl-C does not reach it, not even before it can ignore it.
    group: dict[str, Any] = {"process_group": 0} if os.name == "posix" else {}
    return subprocess.Popen(  # noqa: S603 (the same Python that runs this)
        [sys.executable, "-c", _START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **_ONE_THREAD},
        **group,
    )


def _exchange(process: subprocess.Popen[bytes], value: object) -> Any:
    assert process.stdin and process.stdout  # noqa: S101 (for mypy)
    send(process.stdin, value)
    return receive(process.stdout)

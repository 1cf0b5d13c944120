"""A process that reads the pages it is sent until nobody sends any more."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import traceback
from queue import SimpleQueue
from typing import Any, BinaryIO, cast

from reportedly.engines.batch import WantedError, read_batch
from reportedly.engines.frames import receive, send


def main() -> None:
    """Answer each batch on standard input with its readings on what was standard output; never return."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one, which then ends it
    try:
        answers = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)  # so that what a library prints does not come between the answers
        jobs: SimpleQueue[Any] = SimpleQueue()
        threading.Thread(target=_listen, args=(sys.stdin.buffer, jobs), daemon=True).start()
        _work(jobs, answers)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


def _listen(stream: BinaryIO, jobs: SimpleQueue[Any]) -> None:
    """Take what is sent, and end this process, whatever it is at, when the one that sends is gone."""
    try:
        while True:
            jobs.put(receive(stream))
    finally:
        os._exit(0)


def _work(jobs: SimpleQueue[Any], answers: BinaryIO) -> None:
    wanted = jobs.get()
    import reportedly.reading  # noqa: F401 (what cannot be imported is no page's fault, and is found before the first)

    send(answers, None)
    while True:
        pages = jobs.get()
        try:
            answer: object = read_batch(pages, wanted)
        except Exception as error:
            cause = error.__cause__ if isinstance(error, WantedError) else error
            answer = _portable(cast("Exception", cause))
        send(answers, answer)


def _portable(error: Exception) -> Exception:
    """An error that survives the way back: itself, or what it says."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 (our own)
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error

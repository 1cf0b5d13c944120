"""What was counted in a library while it stays as it is, for whoever asks next."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import TypeVar, cast

_T = TypeVar("_T")

MOST_REMEMBERED = 256
"""Answers that are kept; those not asked for the longest go first."""


class Memory:
    """Answers by what was asked, which are forgotten when the stamp of the library changes; safe in several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stamp = ""
        self._known: dict[Hashable, object] = {}
        self._making: dict[tuple[str, Hashable], Future[object]] = {}

    def recall(self, stamp: str, asked: Hashable, make: Callable[[], _T]) -> _T:
        """An answer as it was, or made now.

        Args:
            stamp: of the library as the asking transaction sees it.
            asked: what tells the question from all others; always of the same type of answer.
            make: makes the answer. While one thread makes it, others that ask the same wait for it, or for its
                error; it must not ask for itself.

        """
        with self._lock:
            if self._stamp == stamp and asked in self._known:
                # What is asked for often stays.
                answer = self._known[asked] = self._known.pop(asked)
                return cast("_T", answer)
            making = self._making.get((stamp, asked))
            if making is None:
                mine = self._making[stamp, asked] = Future[object]()
        if making is not None:
            return cast("_T", making.result())
        try:
            made = make()
        except BaseException as error:
            mine.set_exception(error)
            raise
        else:
            mine.set_result(made)
            with self._lock:
                self._keep(stamp, asked, made)
            return made
        finally:
            with self._lock:
                del self._making[stamp, asked]

    def _keep(self, stamp: str, asked: Hashable, answer: object) -> None:
        # A thread that began before a change does not bring back how things were.
        if self._stamp < stamp:
            self._stamp = stamp
            self._known.clear()
        if self._stamp == stamp:
            while len(self._known) >= MOST_REMEMBERED:
                del self._known[next(iter(self._known))]
            self._known[asked] = answer

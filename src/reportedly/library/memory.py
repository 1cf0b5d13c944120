"""What was counted in a library while it stays as it is, for whoever asks next."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

_T = TypeVar("_T")

MOST_REMEMBERED = 256
"""Answers that are kept; the oldest go first."""


class Memory:
    """Answers by what was asked, which are forgotten when the stamp of the library changes; safe in several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stamp = ""
        self._known: dict[Hashable, object] = {}

    def recall(self, stamp: str, asked: Hashable, make: Callable[[], _T]) -> _T:
        """An answer as it was, or made now.

        Args:
            stamp: of the library as the asking transaction sees it.
            asked: what tells the question from all others; always of the same type of answer.
            make: makes the answer. Two threads that ask at once may both make it.

        """
        with self._lock:
            if self._stamp == stamp and asked in self._known:
                return cast("_T", self._known[asked])
        answer = make()
        with self._lock:
            # A thread that began before a change does not bring back how things were.
            if self._stamp < stamp:
                self._stamp = stamp
                self._known.clear()
            if self._stamp == stamp:
                while len(self._known) >= MOST_REMEMBERED:
                    del self._known[next(iter(self._known))]
                self._known[asked] = answer
        return answer

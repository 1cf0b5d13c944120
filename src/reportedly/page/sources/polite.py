"""One request at a time to a host, a pause between visits, and no asking again before a server wants it.

A visit is what one page needs of one host: its rules for robots, redirects within the host, and the page. Its requests
follow each other without a pause, as a browser's do. Turns are kept between the threads of a process, and between the
processes of a user by locks in the cache folder; without that folder each process keeps its own.
"""

from __future__ import annotations

import hashlib
import threading
import time
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import filelock

from reportedly.errors import NotRead
from reportedly.page.sources.exchange import ask
from reportedly.page.sources.freshness import moment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from urllib3.util import Url

    from reportedly.page.sources.connection import Watch
    from reportedly.page.sources.exchange import Answer
    from reportedly.page.sources.load import Limits

LONGEST_PAUSE = 30.0
"""Seconds; a site that asks for a longer Crawl-delay gets this. It counts between pages that a person asked for."""

_LONGEST_TURN = 600.0
"""Seconds to wait for another process to finish with a host; then that one hangs, or was given days for its page."""

_LONGEST_HOLD = 24 * 3600.0
_COME_BACK = frozenset({429, 503})
_LOCK_FILES = 1024
"""Hosts share lock files by hash, so that their number stays bounded; two that meet wait for each other."""

_guard = threading.Lock()
_turns: dict[str, threading.Lock] = {}
_left_at: dict[str, float] = {}
_not_before: dict[str, float] = {}
# What is kept for each host, a few hundred bytes, lasts as long as the process: a server may be read from all day.


class Visit:
    """The turn at one host after another that the requests of one page take.

    Args:
        watch: the deadline of the page, which waiting for a turn puts off.
        folder: where processes meet; ``None`` for this process alone.

    """

    def __init__(self, watch: Watch, folder: Path | None) -> None:
        self._watch = watch
        self._folder = folder / "hosts" if folder else None
        self._host: str | None = None
        self._held = ExitStack()
        self._mark: Path | None = None

    def at(self, host: str, pause: float) -> None:
        """Wait for the turn at ``host``, and until ``pause`` seconds after the last visit; leave any other host."""
        if host == self._host:
            return
        self.leave()
        start = time.monotonic()
        with _guard:
            turn = _turns.setdefault(host, threading.Lock())
        turn.acquire()
        self._held.callback(turn.release)
        self._host = host
        self._mark = self._meet(host)
        wait = _left_at[host] + pause - time.monotonic() if host in _left_at else 0.0
        if self._mark:
            with suppress(OSError):
                wait = max(wait, self._mark.stat().st_mtime + pause - time.time())
        time.sleep(min(max(0.0, wait), pause))
        self._watch.extend(time.monotonic() - start)

    def leave(self) -> None:
        """Let others have their turn."""
        if self._host is not None:
            _left_at[self._host] = time.monotonic()
            if self._mark:
                with suppress(OSError):
                    self._mark.touch()
            self._host = None
        self._held.close()

    def _meet(self, host: str) -> Path | None:
        """Take the turn among processes; the file whose time says when the last visit ended, or ``None``."""
        if self._folder is None:
            return None
        place = self._folder / str(int(hashlib.sha256(host.encode()).hexdigest(), 16) % _LOCK_FILES)
        lock = filelock.FileLock(place.with_suffix(".lock"), timeout=_LONGEST_TURN)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock.acquire()
        except (OSError, filelock.Timeout, NotImplementedError):
            return None
        self._held.callback(lock.release)
        return place.with_suffix(".left")

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()


def ask_politely(
    name: str,
    url: Url,
    limits: Limits,
    watch: Watch,
    visit: Visit,
    *,
    pause: float,
    extra: Mapping[str, str] | None = None,
    cut: int | None = None,
) -> Answer:
    """Ask in turn; where the server says when to come back, and that is before the deadline, ask once more then.

    Args:
        name: as for ``ask``.
        url: as for ``ask``.
        limits: as for ``ask``.
        watch: as for ``ask``.
        visit: takes the turn.
        pause: seconds from the last visit to this host.
        extra: as for ``ask``.
        cut: as for ``ask``.

    Raises:
        NotRead: the server asked to be left alone until later, now or when last asked.
        Exception: as for ``ask``.

    """
    host = (url.host or "").lower()
    visit.at(host, pause)
    left = _not_before.get(host, 0.0) - time.monotonic()
    if left > 0:
        raise _come_back(name, "asked a moment ago", left)
    answer = ask(name, url, limits, watch, extra=extra, cut=cut)
    wait = _retry_after(answer)
    if wait is not None and wait < watch.left:
        time.sleep(wait)
        answer = ask(name, url, limits, watch, extra=extra, cut=cut)
        wait = _retry_after(answer)
    if wait is not None:
        _not_before[host] = time.monotonic() + wait
        raise _come_back(name, f"answers {answer.said} and asks", wait)
    return answer


def _retry_after(answer: Answer) -> float | None:
    """Seconds after which the server wants to be asked again, if it says so."""
    if answer.status not in _COME_BACK:
        return None
    value = answer.headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:12]), _LONGEST_HOLD)
    at = moment(value)
    return None if at is None else min(max(0.0, at - time.time()), _LONGEST_HOLD)


def _come_back(name: str, what: str, wait: float) -> NotRead:
    then = datetime.fromtimestamp(time.time() + wait, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return NotRead(name, "fetch", "busy", f"{what} to be left alone until {then}; try again then")

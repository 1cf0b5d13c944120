"""Answers kept on disk, one file each; nothing that goes wrong with them costs more than asking again.

A file is written whole under another name and then moved into place, so that neither two processes nor a kill leave
half of one; a digest of all that follows it tells a damaged one. The libraries that keep things on disk are tied to one
HTTP client, have no bound on their size, or unpickle what they find.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from reportedly.page.sources.exchange import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_BYTES = 200 * 2**20
"""What all kept answers may take; beyond it the ones not used for longest go."""

_LARGEST_SHARE = 4
"""An answer larger than this part of the whole is not kept: it would push out all others."""

_LONGEST_DIGEST = 65
_UNFINISHED = "new-"
_ABANDONED = 3600.0
_FORM = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A kept answer.

    Attributes:
        answer: as it came, or as a later answer confirmed it.
        asked_with: what the request said in the headers that the answer varies by, names in lower case.
        stored: when it came, in seconds since the epoch.
        fresh_until: until when it may be used without asking.

    """

    answer: Answer
    asked_with: Mapping[str, str]
    stored: float
    fresh_until: float

    def fresh(self, now: float) -> bool:
        """Whether it may be used at ``now``; a clock that was set back makes it stale."""
        return self.stored <= now < self.fresh_until


class _Head(msgspec.Struct, frozen=True):
    """What stands before the body in a file."""

    form: int
    key: str
    url: str
    status: int
    reason: str
    headers: dict[str, str]
    private: bool
    asked_with: dict[str, str]
    stored: float
    fresh_until: float


def cache_folder() -> Path | None:
    """Where kept answers are: ``REPORTEDLY_CACHE``, else ``reportedly`` in the user's folder for such things.

    Returns:
        The folder, which need not exist; ``None`` for a user without one.

    """
    if named := os.environ.get("REPORTEDLY_CACHE"):
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME") or (os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else None)
    if base:
        return Path(base) / "reportedly"
    try:
        return Path.home() / ".cache" / "reportedly"
    except RuntimeError:
        return None


class Cache:
    """The kept answers in one folder.

    Args:
        folder: made when first written to.
        most_bytes: what they may take together.

    """

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder / "answers"
        self._most_bytes = most_bytes

    def find(self, key: str) -> Entry | None:
        """The entry kept under ``key``, if there is one and it is whole."""
        path = self._path(key)
        try:
            with path.open("rb") as file:
                digest, content = file.readline(_LONGEST_DIGEST), file.read(self._most_bytes)
        except OSError:
            return None
        line, _, body = content.partition(b"\n")
        try:
            head = msgspec.json.decode(line, type=_Head)
        except (msgspec.MsgspecError, ValueError):
            head = None
        if head is None or (head.form, head.key) != (_FORM, key) or digest != _digest(content) + b"\n":
            self.drop(key)
            return None
        with suppress(OSError):
            os.utime(path)  # used now
        answer = Answer(head.url, head.status, head.reason, head.headers, body, head.private)
        return Entry(answer, head.asked_with, head.stored, head.fresh_until)

    def keep(self, key: str, entry: Entry) -> None:
        """Keep an entry in place of any other under ``key``; what cannot be written is not kept."""
        answer = entry.answer
        head = _Head(
            form=_FORM,
            key=key,
            url=answer.url,
            status=answer.status,
            reason=answer.reason,
            headers=dict(answer.headers),
            private=answer.private,
            asked_with=dict(entry.asked_with),
            stored=entry.stored,
            fresh_until=entry.fresh_until,
        )
        with suppress(OSError, UnicodeError):
            content = msgspec.json.encode(head) + b"\n" + answer.body
            if len(content) > self._most_bytes // _LARGEST_SHARE:
                self.drop(key)
                return
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # what somebody reads is nobody else's business
            self._write(self._path(key), _digest(content) + b"\n", content)
            self._make_room()

    def drop(self, key: str) -> None:
        """Forget what is kept under ``key``."""
        with suppress(OSError):
            self._path(key).unlink()

    def _path(self, key: str) -> Path:
        return self._folder / _digest(key.encode("utf-8", "surrogatepass")).decode()

    def _write(self, path: Path, *parts: bytes) -> None:
        handle, unfinished = tempfile.mkstemp(prefix=_UNFINISHED, dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines(parts)
            Path(unfinished).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(unfinished).unlink()
            raise

    def _make_room(self) -> None:
        files = sorted(self._files())
        total = sum(size for _, size, _ in files)
        for used, size, path in files:
            abandoned = path.name.startswith(_UNFINISHED) and used < time.time() - _ABANDONED
            if total > self._most_bytes or abandoned:
                with suppress(OSError):
                    path.unlink()
                total -= size

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        for path in self._folder.iterdir():
            with suppress(OSError):  # another process was first
                status = path.stat()
                yield status.st_mtime, status.st_size, path


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()

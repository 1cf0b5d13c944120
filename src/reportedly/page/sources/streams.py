"""Streams that are read once, in order, and can still be looked at before they are read, or taken up again."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from collections.abc import Callable

_KEPT = 262_144
"""Bytes kept behind the point of reading; a reader of archives takes 65,536 at a time."""


def with_head(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """Read the first bytes of a stream, and give back a stream that still begins with them."""
    head = bytearray()
    while len(head) < size and (more := stream.read(size - len(head))):
        head += more
    return bytes(head), preceded(bytes(head), stream)


def preceded(head: bytes, rest: BinaryIO) -> BinaryIO:
    """Make one stream of some bytes and what follows them."""
    return cast("BinaryIO", io.BufferedReader(_Preceded(head, rest), 65_536))


def counted(stream: BinaryIO, taken: Callable[[int], object]) -> BinaryIO:
    """Make a stream that tells of each read how many bytes it gave."""
    return cast("BinaryIO", io.BufferedReader(_Counted(stream, taken), 65_536))


class _Counted(io.RawIOBase):
    def __init__(self, stream: BinaryIO, taken: Callable[[int], object]) -> None:
        self._stream = stream
        self._taken = taken

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._taken(len(data))
        return len(data)


class _Preceded(io.RawIOBase):
    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(data) :]
        buffer[: len(data)] = data
        return len(data)


class Tape:
    """A stream to hand to a parser that may give up in the middle, so that another can start behind the damage."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._kept = bytearray()
        self._kept_from = 0
        self._at = 0

    def read(self, size: int = -1, /) -> bytes:
        """Read up to ``size`` bytes: first what was wound back over."""
        size = _KEPT if size is None or size < 0 else size
        behind = self._at - self._kept_from
        if behind == len(self._kept):
            self._kept += self._stream.read(min(size, _KEPT))
            spare = max(0, len(self._kept) - 2 * _KEPT)
            del self._kept[:spare]
            self._kept_from += spare
            behind -= spare
        data = bytes(self._kept[behind : behind + size])
        self._at += len(data)
        return data

    def tell(self) -> int:
        """How far it was read."""
        return self._at

    def seek(self, *_: int) -> int:
        """Refuse: a parser reads on only."""
        raise OSError("a tape does not seek")

    def close(self) -> None:
        """Do nothing: whoever opened the stream closes it."""

    def wind_to(self, mark: bytes, start: int) -> int | None:
        """Go to the next place at which ``mark`` stands.

        Args:
            mark: what to look for.
            start: the first place to look at; what is no longer kept is passed over.

        Returns:
            The place, from the beginning of the stream, or ``None`` where the stream ends without it.

        """
        self._at = min(max(start, self._kept_from), self._kept_from + len(self._kept))
        while True:
            found = self._kept.find(mark, self._at - self._kept_from)
            if found >= 0:
                self._at = self._kept_from + found
                return self._at
            self._at = max(self._at, self._kept_from + len(self._kept) - len(mark) + 1)
            more = self._stream.read(65_536)
            if not more:
                return None
            spare = self._at - self._kept_from
            del self._kept[:spare]
            self._kept_from += spare
            self._kept += more

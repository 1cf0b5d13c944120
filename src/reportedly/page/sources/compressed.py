"""Compressed data, expanded while it is read and never further than somebody reads."""

from __future__ import annotations

import bz2
import gzip
import io
import zlib
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from reportedly.errors import NotReadable
from reportedly.page.sources.streams import Tape

if TYPE_CHECKING:
    from collections.abc import Iterable

MARKS = ((b"\x1f\x8b\x08", "gzip"), (b"BZh", "bzip2"), (b"\x28\xb5\x2f\xfd", "zstd"))
_NOT_WHOLE = (OSError, EOFError, ValueError, zlib.error)


class _Reads(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


def coding(head: bytes) -> str | None:
    """Tell how data is compressed from its first bytes: ``"gzip"``, ``"bzip2"``, ``"zstd"``, or ``None``."""
    for mark, name in MARKS:
        if head.startswith(mark) and (name != "bzip2" or head[4:10] in (b"1AY&SY", b"\x17rE8P\x90")):
            return name
    return None


def expanded(stream: BinaryIO, name: str, how: str) -> BinaryIO:
    """Read compressed data as what it expands to.

    Args:
        stream: the compressed data.
        name: what to call it in a refusal.
        how: as from ``coding``, or as HTTP names a content coding.

    Returns:
        A stream whose ``read`` raises ``NotReadable`` where the data is damaged or cut off.

    """
    return io.BufferedReader(_Expanding(_reader(stream, how), name), 65_536)


def decoded(data: bytes, codings: Iterable[str], most: int) -> bytes | None:
    """Undo the codings of an HTTP body, the last one applied first; an unknown one, and a body without it, stay.

    Archives often keep the head of an answer that they unpacked.

    Args:
        data: the body as it was sent.
        codings: as ``Transfer-Encoding`` or ``Content-Encoding`` lists them.
        most: the bytes that it may expand to.

    Returns:
        The body; one byte more than ``most`` of it when it is larger. ``None`` where it is damaged.

    """
    for how in reversed([each.strip().lower() for each in codings]):
        if how in ("", "identity") or not _is_so_coded(data, how):
            continue
        try:
            data = _inflated(data, most + 1) if how == "deflate" else _taken(_reader(io.BytesIO(data), how), most + 1)
        except _NOT_WHOLE:
            return None
    return data


def _is_so_coded(data: bytes, how: str) -> bool:
    match how:
        case "gzip" | "x-gzip":
            return data.startswith(b"\x1f\x8b")
        case "zstd":
            return data.startswith(b"\x28\xb5\x2f\xfd")
        case "chunked":
            size = data.split(b"\n", 1)[0].split(b";")[0].strip()
            return 0 < len(size) <= 8 and all(digit in b"0123456789abcdefABCDEF" for digit in size)
        case "br" | "deflate":
            return data.lstrip()[:1] != b"<"
    return False


def _reader(stream: BinaryIO, how: str) -> _Reads:
    if how in ("gzip", "x-gzip"):
        return gzip.GzipFile(fileobj=stream)
    if how == "bzip2":
        return cast("_Reads", bz2.BZ2File(stream))
    # Late, because few sources need it.
    from fastwarc import stream_io

    match how:
        case "zstd":
            return stream_io.ZstdReader(Tape(stream))  # it asks a stream how far it was read
        case "br":
            return stream_io.BrotliReader(stream)
        case "chunked":
            return stream_io.ChunkedReader(stream)
    raise AssertionError(how)


def _taken(reader: _Reads, most: int) -> bytes:
    data = bytearray()
    while len(data) < most and (more := reader.read(min(most - len(data), 65_536))):
        data += more
    return bytes(data)


def _inflated(data: bytes, most: int) -> bytes:
    """Undo ``deflate``, which some servers send without the two bytes that it should begin with."""
    wrapped = len(data) > 1 and data[0] & 15 == zlib.DEFLATED and int.from_bytes(data[:2]) % 31 == 0
    inflater = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
    found = inflater.decompress(data, most)
    if not inflater.eof and len(found) < most:
        raise EOFError
    return found


class _Expanding(io.RawIOBase):
    """What a reader expands, whose faults are refusals."""

    def __init__(self, reader: _Reads, name: str) -> None:
        self._expands = reader
        self._name = name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._expands.read(len(buffer))
        except _NOT_WHOLE:
            detail = "its compressed data is damaged or cut off; get the file again"
            raise NotReadable(self._name, "load", "damaged", detail) from None
        buffer[: len(data)] = data
        return len(data)

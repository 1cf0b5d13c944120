"""Rows of a library as CSV and Parquet, in pieces as they come, so that memory stays flat."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from reportedly.library import Frame

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_ROWS_A_PIECE = 500


class Piece(NamedTuple):
    """Some of a file, and how many rows there are in it."""

    rows: int
    data: bytes


def write_csv(frame: Frame, target: BinaryIO, *, excel: bool = False) -> int:
    """Write rows as CSV: see ``csv_pieces``.

    Returns:
        How many rows there were.

    """
    return _write(csv_pieces(frame, excel=excel), target)


def write_parquet(frame: Frame, target: BinaryIO) -> int:
    """Write rows as Parquet: see ``parquet_pieces``.

    Returns:
        How many rows there were.

    Raises:
        PartMissing: pyarrow is not installed.

    """
    return _write(parquet_pieces(frame), target)


def csv_pieces(frame: Frame, *, excel: bool = False) -> Iterator[Piece]:
    """Rows as CSV after RFC 4180, in UTF-8; what is absent is an empty cell.

    Args:
        frame: the rows.
        excel: write for a spreadsheet: a byte-order mark by which Excel knows UTF-8, and a ``'`` before text that it
            would take for a formula and run. The page's text is changed by it, so it is not for programs.

    """
    text = io.StringIO(newline="")
    if excel:
        text.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    writer = csv.writer(text)
    writer.writerow(frame.columns)
    rows = 0
    for row in frame:
        writer.writerow(map(_unformulated, row.values()) if excel else row.values())
        rows += 1
        if rows == _ROWS_A_PIECE:
            yield Piece(rows, _drained(text))
            rows = 0
    yield Piece(rows, _drained(text))


def _drained(text: io.StringIO) -> bytes:
    data = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return data


def _unformulated(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_BEGINS_A_FORMULA) else value


def parquet_pieces(frame: Frame) -> Iterator[Piece]:
    """Rows as Parquet, a few thousand a piece.

    Raises:
        PartMissing: pyarrow is not installed.

    """
    schema = frame.schema()
    from pyarrow import parquet

    written = _Written()
    with parquet.ParquetWriter(written, schema, compression="zstd") as writer:
        for batch in frame.batches():
            writer.write_batch(batch)
            yield Piece(batch.num_rows, written.drained())
    yield Piece(0, written.drained())


class _Written(io.RawIOBase):
    """What was written since it was last asked for; it knows how far it has come, as Parquet needs."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._at = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def write(self, data: Any) -> int:
        copy = bytes(data)
        self._waiting.append(copy)
        self._at += len(copy)
        return len(copy)

    def drained(self) -> bytes:
        data = b"".join(self._waiting)
        self._waiting.clear()
        return data


def _write(pieces: Iterable[Piece], target: BinaryIO) -> int:
    rows = 0
    for piece in pieces:
        target.write(piece.data)
        rows += piece.rows
    return rows

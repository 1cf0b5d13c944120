"""Rows of a library as CSV and Parquet, streamed."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from reportedly.library import Frame

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_csv(frame: Frame, target: BinaryIO, *, excel: bool = False) -> int:
    """Write rows as CSV after RFC 4180, in UTF-8; what is absent is an empty cell.

    Args:
        frame: the rows.
        target: where to.
        excel: write for a spreadsheet: a byte-order mark by which Excel knows UTF-8, and a ``'`` before text that it
            would take for a formula and run. The page's text is changed by it, so it is not for programs.

    Returns:
        How many rows there were.

    """
    text = io.TextIOWrapper(target, encoding="utf-8-sig" if excel else "utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        writer.writerow(frame.columns)
        count = 0
        for row in frame:
            count += 1
            writer.writerow(map(_unformulated, row.values()) if excel else row.values())
        text.flush()
    finally:
        text.detach()
    return count


def _unformulated(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_BEGINS_A_FORMULA) else value


def write_parquet(frame: Frame, target: BinaryIO) -> int:
    """Write rows as Parquet, a few thousand at a time, so that memory stays flat.

    Returns:
        How many rows there were.

    Raises:
        PartMissing: pyarrow is not installed.

    """
    schema = frame.schema()
    from pyarrow import parquet

    count = 0
    with parquet.ParquetWriter(_Counted(target), schema, compression="zstd") as writer:
        for batch in frame.batches():
            writer.write_batch(batch)
            count += batch.num_rows
    return count


class _Counted(io.RawIOBase):
    """A stream that knows how far it has come, which a pipe does not."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._at = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def write(self, data: Any) -> int:
        size = memoryview(data).nbytes
        self._target.write(data)
        self._at += size
        return size

    def flush(self) -> None:
        if not self.closed:
            self._target.flush()

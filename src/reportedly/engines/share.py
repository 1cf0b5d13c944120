"""How much of the work has been taken in, by the bytes of the sources, as far as anybody can know."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.page import Limits, Page, Source, files, source_name
from reportedly.page.sources.load import STDIN, is_address

if TYPE_CHECKING:
    from reportedly.errors import Refused

_AN_ADDRESS = 100_000
"""Bytes that an address counts as."""


class Share:
    """The share of some sources that has been taken in.

    Args:
        sources: with their sizes, unless they come one by one; folders are walked through.
        limits: for folders.

    """

    def __init__(self, sources: Iterable[Source], limits: Limits) -> None:
        sizes = [_size(source, limits) for source in sources] if isinstance(sources, Sequence) else [None]
        if sizes == [_AN_ADDRESS]:
            sizes = [None]  # it may be a feed
        self._sizes = [size or 0 for size in sizes]
        self._total = None if None in sizes or not sum(self._sizes) else sum(self._sizes)
        self._of = 0
        self._before = 0
        self._within = 0

    def took(self, size: int) -> None:
        """Count bytes of the source that is being read."""
        self._within += size

    def at(self, of: int) -> float | None:
        """Say where things stand with a page of source ``of``; ``None`` where nobody can know."""
        if self._total is None:
            return None
        while self._of < of:
            # What was taken since belongs to the later source, of which the first page has come.
            self._within = max(0, self._within - self._sizes[self._of])
            self._before += self._sizes[self._of]
            self._of += 1
        size = self._sizes[of]
        # Of an address nothing is counted: with its first page it is taken in.
        return min(1.0, (self._before + (min(self._within, size) if self._within else size)) / self._total)


def _size(source: Source, limits: Limits) -> int | None:
    if isinstance(source, Page):
        return len(source.data)
    name = source_name(source)
    if name == STDIN:
        return None
    if is_address(name):
        return _AN_ADDRESS
    return _sum(_bytes(file) for file in files(name, limits))


def _sum(sizes: Iterable[int | None]) -> int | None:
    total = 0
    for size in sizes:
        if size is None:
            return None
        total += size
    return total


def _bytes(file: str | Refused) -> int | None:
    if not isinstance(file, str):
        return 0
    try:
        status = Path(file).stat()
    except (OSError, ValueError):
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else None

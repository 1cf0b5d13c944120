"""What may be meant to be written next in a query."""

from __future__ import annotations

from msgspec import Struct


class Suggestion(Struct, frozen=True, kw_only=True):
    """Something to write at a place in a query.

    Attributes:
        start: where in the query it goes; it takes the place of all up to ``end``. Both are code points.
        text: what to write, in the query language.
        label: as people read it.
        help: what it is, in a few words.
        claims: how many claims have it, where that was counted.

    """

    start: int
    end: int
    text: str
    label: str
    help: str
    claims: int | None = None

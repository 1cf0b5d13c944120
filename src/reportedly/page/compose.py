"""Labelled pieces of a page to the text and blocks of a report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reportedly.model import Block, BlockKind

BETWEEN_BLOCKS = "\n\n"

MOST_CHARACTERS = 4_000_000
"""Characters of a page's text that are labelled, a hundred times what the longest reports have. What follows them stays
in the report, as one block."""

_AT_ONCE = 1_000_000
"""Characters that are split into words at once: a word takes some sixty bytes, however short it is."""


class Piece(NamedTuple):
    """A run of a page before it has a place in the report: its kind and its text."""

    kind: BlockKind
    text: str


def tidy(text: str) -> str:
    """Fold each run of white space (no-break spaces included) into one space; keep every other character."""
    if len(text) <= _AT_ONCE:
        return " ".join(text.split())
    parts: list[str] = []
    for at in range(0, len(text), _AT_ONCE):
        part = tidy(text[at : at + _AT_ONCE])
        if part:
            parts += (" ", part) if parts and (text[at - 1].isspace() or text[at].isspace()) else (part,)
    return "".join(parts)


def compose(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """Join pieces into a report's text, one block a piece, a blank line between blocks.

    Args:
        pieces: in page order; pieces with nothing but white space are left out.

    Returns:
        The text, and the blocks with offsets into it.
    """
    texts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for kind, raw in pieces:
        text = tidy(raw)
        if not text:
            continue
        texts.append(text)
        blocks.append(Block(kind, at, at + len(text)))
        at += len(text) + len(BETWEEN_BLOCKS)
    return BETWEEN_BLOCKS.join(texts), tuple(blocks)

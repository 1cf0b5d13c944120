"""Flattened text, as pasted, scraped or saved, to labelled pieces and what the page says of itself."""

from __future__ import annotations

from reportedly.page.body_run import scored
from reportedly.page.compose import Piece
from reportedly.page.facts import Facts
from reportedly.page.gather import gather
from reportedly.page.labeller import text_layout
from reportedly.page.units import units


def read_dump(text: str) -> tuple[tuple[Piece, ...], Facts]:
    """Read a page of plain text.

    Lines that were wrapped at a width, or cut where links began and ended, are joined into their paragraphs; each
    paragraph and each line of furniture is one piece.

    Args:
        text: the text as it was decoded, line breaks, blank lines and indentation kept: they are evidence.

    Returns:
        The pieces in page order, and the page's facts. Each character of ``text`` that is not white space is in exactly
        one piece, in order and unchanged.
    """
    page = scored(units(text))
    layout = text_layout(page)
    pieces = tuple(Piece(kind, at.text) for kind, at in zip(layout.kinds, page, strict=True))
    return pieces, gather(page, layout)

"""A page of HTML to labelled pieces and the facts it states."""

from __future__ import annotations

from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from reportedly.page import dom
from reportedly.page.compose import Piece
from reportedly.page.facts import Facts
from reportedly.page.flat import flatten
from reportedly.page.html_facts import facts
from reportedly.page.labeller import html_kinds
from reportedly.page.metadata import declared


class HtmlPage(NamedTuple):
    """What was read from HTML: pieces in page order, facts, the address and the language it declares."""

    pieces: tuple[Piece, ...]
    facts: Facts
    address: str | None
    language: str | None


def read_html(text: str, address: str | None = None) -> HtmlPage:
    """Read a page of HTML. Never raises; a page without visible text gives no pieces.

    Args:
        text: the decoded page.
        address: where it was fetched from, if it was.

    """
    tree = LexborHTMLParser(flatten(text))
    said = declared(tree, address)
    found = dom.runs(tree)
    kinds = html_kinds(found, said)
    pieces = tuple(Piece(kind, run.text) for kind, run in zip(kinds, found, strict=True))
    return HtmlPage(pieces, facts(found, kinds, said), said.address, said.language)

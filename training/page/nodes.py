"""The text nodes of a page of HTML, numbered: what hand labels of block kinds are written against.

A page cut into blocks can be cut otherwise tomorrow; its text nodes stay. Node ``n`` is the n-th text node, from 1,
that is not white space and does not stand in an element that never shows text, in document order.

    python -m training.page.nodes PAGE.html.gz    # the numbered nodes, each with the elements around it
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reportedly.model import BlockKind
from reportedly.page.compose import tidy
from reportedly.page.decode import decode
from reportedly.page.flat import UNSEEN, flatten
from reportedly.page.regions import hidden

SHOWN_PATH = 4
"""Elements around a node that are printed beside it."""


@dataclass(frozen=True, slots=True)
class Node:
    """A text node: its text with white space folded, the elements around it, and whether one of them is hidden."""

    text: str
    path: tuple[str, ...]
    hidden: bool


def nodes(html: str) -> list[Node]:
    """Walk the text nodes of a page that are not white space."""
    root = LexborHTMLParser(flatten(html)).root
    return [] if root is None else list(_walk(root))


def _walk(root: LexborNode) -> Iterator[Node]:
    waiting: list[tuple[LexborNode, tuple[str, ...], bool]] = [(root, (), False)]
    while waiting:
        node, path, unseen = waiting.pop()
        tag = node.tag or ""
        if tag == "-text":
            if text := tidy(node.text_content or ""):
                yield Node(text, path, unseen)
            continue
        if tag in UNSEEN or (tag.startswith("-") and path):
            continue
        attributes = node.attributes
        unseen = unseen or (hidden(attributes) and tag not in ("html", "body"))
        name = ".".join([tag, *(attributes.get("class") or "").split()[:3]])
        name += f"#{attributes['id']}" if attributes.get("id") else ""
        inside = []
        child = node.first_child
        while child is not None:
            inside.append((child, (*path, name[:60]), unseen))
            child = child.next
        waiting += reversed(inside)


def read_labels(path: Path) -> dict[int, BlockKind]:
    """Read a file of hand labels: lines of ``FIRST-LAST kind`` or ``NUMBER kind``, ``#`` before a remark."""
    labels: dict[int, BlockKind] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        where, _, kind = line.partition("#")[0].strip().partition(" ")
        if where:
            first, _, last = where.partition("-")
            labels |= dict.fromkeys(range(int(first), int(last or first) + 1), cast("BlockKind", kind.strip()))
    return labels


def page_html(path: Path) -> str:
    """The decoded HTML of a gzipped page."""
    return decode(gzip.decompress(path.read_bytes())).text


def main() -> None:
    """Print the numbered nodes of a page."""
    for number, node in enumerate(nodes(page_html(Path(sys.argv[1]))), 1):
        mark = "(hidden) " if node.hidden else ""
        print(f"{number}\t{mark}{'>'.join(node.path[-SHOWN_PATH:])}\t{node.text}")


if __name__ == "__main__":
    main()

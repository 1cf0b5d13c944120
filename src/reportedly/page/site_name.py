"""The name of a site, where only the end of its pages' title gives it and something else on the page bears that out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reportedly.page.compose import tidy
from reportedly.page.declared_values import SEPARATOR, bare
from reportedly.page.publisher import owner

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborHTMLParser

_MOST_WORDS = 6
_SMALL = frozenset("the of and a".split())
# What sites add to the name in their address: "BBC News" of bbc.com.
_ADDED = frozenset("news online newspaper magazine radio tv sport com org net".split())
_LOGO = re.compile(r"\W*\b(?:logo|home(?:\s?page)?)\b\W*", re.IGNORECASE)
_LOGOS = 'img[alt][class*="logo" i], img[alt][src*="logo" i], [class*="logo" i] img[alt], img[alt$="logo" i]'
_LONGEST_NOTICE = 200


def site_name(tree: LexborHTMLParser, title: str | None, addresses: Iterable[str | None]) -> str | None:
    """Read the site's name off the end of a title.

    Args:
        tree: the page.
        title: what its ``title`` element says.
        addresses: what is known of where it stands.

    Returns:
        The last part of the title, if the host's name is made of its words or their initials, or if a logo or a notice
        of copyright on the page says the same; else None.
    """
    name = SEPARATOR.split(title)[-1].strip() if title and SEPARATOR.search(title) else ""
    if not name or len(name.split()) > _MOST_WORDS or not any(map(str.isalpha, name)):
        return None
    if any(_makes(name, label) for address in addresses for label in _labels(address)):
        return name
    said = _bare(name)
    return name if any(_bare(each) == said for each in _said(tree)) else None


def _bare(name: str) -> str:
    return bare(name).removeprefix("the")


def _labels(address: str | None) -> list[str]:
    """The parts of a host's name, but for the last: ``edition`` and ``cnn`` of ``edition.cnn.com``."""
    try:
        host = urlsplit(address or "").hostname or ""
    except ValueError:
        return []
    return [label.replace("-", "") for label in host.split(".")[:-1] if len(label) > 2 and label != "www"]


def _makes(name: str, label: str) -> bool:
    """Whether words make a label: whole or by their initials, in order, none left out but small and added ones."""
    parts = [word for word in re.findall(r"\w+", name.casefold().replace("'", "").replace("’", "")) if word != "www"]
    telling = [word for word in parts if word not in _SMALL | _ADDED]
    if not telling or len(name.split()) > len(label):
        return False
    pattern = "".join(
        f"(?:{re.escape(word)}|{re.escape(word[0])}){'?' if word in _SMALL | _ADDED else ''}" for word in parts
    )
    return re.fullmatch(pattern, label) is not None


def _said(tree: LexborHTMLParser) -> Iterable[str]:
    for node in tree.css(_LOGOS)[:20]:
        yield _LOGO.sub("", node.attributes.get("alt") or "")
    text = tree.body.text(separator="\n") if tree.body is not None else ""
    for line in text.splitlines():
        if len(line) <= _LONGEST_NOTICE and re.search(r"©|\(c\)|copyright", line, re.IGNORECASE):
            named = owner(tidy(line))
            if named:
                yield named

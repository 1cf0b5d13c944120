"""What the markup of a page declares, gathered in one pass: meta elements, scripts, microdata, RDFa, types of links."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.page.compose import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from selectolax.lexbor import LexborHTMLParser, LexborNode

LONGEST_VALUE = 5_000
"""Characters of one declared value; longer ones are data, not metadata."""

Link = tuple[str, str]
"""The text of a link and the address it leads to, both as written."""

_MOST, _MOST_LINKS = 60, 500
"""Values of one property, and links of one type, that are kept."""
_FARTHEST = 24
"""Elements outward from a marked one that are asked what it is part of."""
_WANTED = (
    'html, title, meta, link[rel="canonical" i], script[type*="ld+json" i], time, [itemprop]:not(meta), '
    '[property]:not(meta), a[rel~="author" i], a[rel~="tag" i], a[rel~="category" i], .fn, .entry-date, .published, '
    '[itemtype*="BreadcrumbList" i]'
)
_HEAD = frozenset({"html", "title", "meta", "link", "script"})
_PROPERTIES = frozenset(
    {"author", "creator", "datepublished", "datecreated", "datemodified", "articlesection", "keywords", "headline"}
)
_TYPES = frozenset({"author", "tag", "category"})
_DATED = frozenset({"entry-date", "published"})
_AUTHOR = ("author", "byline")

_Element = tuple["LexborNode", dict[str, "str | None"]]


@dataclass(frozen=True, slots=True)
class Time:
    """A ``time`` element, or what is marked as one: its machine-readable moment, its text, whether it is the page's."""

    moment: str
    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Markup:
    """What one page declares; values as written, white space folded.

    Attributes:
        meta: contents of meta elements by lower-case name, whichever attribute names them.
        properties: values of microdata and RDFa properties by lower-case name, those of comments left out.
        links: the links of each type (``author``, ``tag``, ``category``).
        names: names in hCards that are marked as the author's.
        crumbs: the names of each breadcrumb list in microdata.

    """

    title: str | None = None
    canonical: str | None = None
    language: str | None = None
    scripts: list[str] = field(default_factory=list)
    meta: dict[str, list[str]] = field(default_factory=dict)
    properties: dict[str, list[str]] = field(default_factory=dict)
    times: list[Time] = field(default_factory=list)
    links: dict[str, list[Link]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    crumbs: list[tuple[str, ...]] = field(default_factory=list)

    def values(self, keys: Iterable[str]) -> list[str]:
        """Contents of the meta elements of these names, in the order of the names."""
        return [value for key in keys for value in self.meta.get(key, ())]


def markup(tree: LexborHTMLParser) -> Markup:
    """Gather what the markup of a page declares.

    Args:
        tree: the parsed page.

    """
    # An element is listed once for each selector that it matches.
    nodes = {node.mem_id: node for node in tree.css(_WANTED)}.values()
    by_tag: dict[str, list[_Element]] = {}
    for node in nodes:
        tag = node.tag or ""
        by_tag.setdefault(tag if tag in _HEAD else "", []).append((node, node.attributes))
    visible = by_tag.get("", [])
    return Markup(
        title=next((shown(node) for node, _ in by_tag.get("title", [])), None),
        canonical=next((each.get("href") for _, each in by_tag.get("link", [])), None),
        language=next((each.get("lang") or each.get("xml:lang") for _, each in by_tag.get("html", [])), None),
        scripts=[node.text(deep=True) for node, _ in by_tag.get("script", [])],
        meta=_meta(by_tag.get("meta", [])),
        properties=_properties([*by_tag.get("meta", []), *visible]),
        times=[Time(*each) for each in _times(visible)][:_MOST],
        links=_links(visible),
        names=[shown(node) or "" for node, each in visible if "fn" in _classes(each) and _within(node, *_AUTHOR)],
        crumbs=[_crumbs(node) for node, each in visible if "breadcrumblist" in (each.get("itemtype") or "").lower()],
    )


def _meta(elements: Sequence[_Element]) -> dict[str, list[str]]:
    meta: dict[str, list[str]] = {}
    for _, attributes in elements:
        content = attributes.get("content")
        if content and len(content) <= LONGEST_VALUE and (content := tidy(content)):
            for key in {attributes.get(key) or "" for key in ("property", "name", "itemprop", "http-equiv")}:
                for one in key.lower().split():
                    meta.setdefault(one, []).append(content)
    return meta


def _properties(elements: Sequence[_Element]) -> dict[str, list[str]]:
    properties: dict[str, list[str]] = {}
    for node, attributes in elements:
        names = f"{attributes.get('itemprop') or ''} {attributes.get('property') or ''}"
        if names == " ":
            continue
        for name in names.lower().split():
            # RDFa names carry the vocabulary in front: "schema:dateCreated", "rnews:datePublished".
            key = name.rpartition(":")[2].rpartition("/")[2]
            values = properties.setdefault(key, []) if key in _PROPERTIES else []
            if key not in _PROPERTIES or len(values) >= _MOST or _within(node, "comment", "comments"):
                continue
            value = attributes.get("content") or attributes.get("datetime") or _value(node, key)
            if value:
                values.append(tidy(value[:LONGEST_VALUE]))
    return properties


def _value(node: LexborNode, key: str) -> str | None:
    """What a property shows: the moment of a time in it, a name in it, else all its text."""
    inner = node.css_first("time[datetime]") if key.startswith("date") else None
    if inner is not None:
        return inner.attributes.get("datetime")
    return shown(node.css_first('[itemprop~="name" i]')) or shown(node)


def _times(elements: Sequence[_Element]) -> Iterator[tuple[str, str, bool]]:
    for node, attributes in elements:
        classes = _classes(attributes)
        marked = not _DATED.isdisjoint(classes)
        if node.tag == "time" or marked:
            # hAtom writes the moment into the title of an abbreviation.
            moment = attributes.get("datetime") or (attributes.get("title") if node.tag == "abbr" else None)
            yield moment or "", shown(node) or "", "pubdate" in attributes or (marked and "updated" not in classes)


def _links(elements: Sequence[_Element]) -> dict[str, list[Link]]:
    links: dict[str, list[Link]] = {}
    for node, attributes in elements:
        rel = (attributes.get("rel") or "").lower().split() if node.tag == "a" else ()
        for kind in rel:
            known = links.setdefault(kind, [])
            if kind in _TYPES and len(known) < _MOST_LINKS and (text := shown(node)):
                known.append((text, attributes.get("href") or ""))
    return links


def _crumbs(node: LexborNode) -> tuple[str, ...]:
    names = (shown(each) for each in node.css('[itemprop~="name" i]')[:12])
    return tuple(name for name in names if name)


def _classes(attributes: dict[str, str | None]) -> list[str]:
    return (attributes.get("class") or "").split()


def shown(node: LexborNode | None) -> str | None:
    """The text of an element, white space folded."""
    return tidy(node.text(deep=True)[:LONGEST_VALUE]) if node is not None else None


def _within(node: LexborNode, *words: str) -> bool:
    """Whether an element, or one around it, is named so by its class or property."""
    at: LexborNode | None = node
    for _ in range(_FARTHEST):
        if at is None or at.tag in ("body", "html"):
            return False
        attributes = at.attributes
        named = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''}".lower().replace("_", "-").split()
        if any(word in names for names in (each.split("-") for each in named) for word in words):
            return True
        at = at.parent
    return False

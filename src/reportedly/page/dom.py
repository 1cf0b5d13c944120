"""HTML to the runs of text that a reader sees, each with where on the page it stands."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reportedly.page.compose import tidy
from reportedly.page.regions import LONGEST_NAME, Attributes, hidden, holds_article, region, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.model import BlockKind

DEEPEST = 512
"""Elements inside one another that are kept apart, as many as in browsers; parsing time grows with the square."""

CHAIN = 5
"""Block elements around a run that are kept apart, to see what else stands in them."""

MOST_ATTRIBUTES = 256
"""Attributes of one element that are looked at; an element with more loses all, for parsers take the square of their
number in time."""

UNSEEN = frozenset(
    words(
        "script style noscript template svg head title iframe object video audio canvas textarea datalist "
        "embed applet map rp noembed noframes xmp"
    )
)
_INLINE = frozenset(
    words(
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr output q rb rt ruby "
        "s samp small span strike strong sub sup time tt u var wbr math mi mo mn mrow msup msub area img "
        "picture source input amp-img"
    )
)
_KEPT = frozenset(
    words("article main header footer aside nav form figure figcaption blockquote li table pre address dt dd")
)
_LAYOUT = frozenset({"div", "section", "header", "footer", "aside", "nav", "article", "button", "figure"})
_PICTURES = frozenset({"img", "picture", "video", "amp-img", "iframe"})
_LISTS = frozenset({"blockquote", "ul", "ol", "dl"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_VOID = frozenset(words("area base br col embed hr img input link meta param source track wbr"))
# Elements that a parser closes by itself when the next of their kind opens: they nest only where what holds them nests.
_CLOSED_BY_THE_NEXT = frozenset(words("p li dt dd tr td th tbody thead tfoot option optgroup a button"))

# Elements whose content is no markup: tags that are named in it open nothing.
_RAW = frozenset(words("script style textarea title iframe noembed noframes xmp"))
_FOREIGN = frozenset({"svg", "math"})

_TAG = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?][^>]*+>|<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)"
    r"(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\s>]*+))?+)*+(?P<end>[\s/]*+)>",
    re.DOTALL,
)
_ATTRIBUTE = r"[\s/]++[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+"
_MANY_ATTRIBUTES = re.compile(rf"(<[a-zA-Z][^\s/>]*+)(?:{_ATTRIBUTE}){{{MOST_ATTRIBUTES},}}+")
_CLOSING = re.compile(r"</([a-zA-Z][^\s/>]*+)")
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
_LINKS_TO_NAMES = re.compile(r"(?:by|von|par|por|di|de|av|af|door|text|words|photo|foto|©)\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where on a page something stands.

    Attributes:
        block: a number for the block element around it, in document order.
        parent: the number of the block element around that one.
        list: the number of the block element that holds the outermost list or blockquote around it, 0 for none.
        article: the number of the innermost ``article`` element around it, 0 for none.
        chain: the numbers of the block elements around that one, the innermost first, :data:`CHAIN` at most.
        depth: the number of block elements around it.
        holders: how many elements around it have a class or an id that articles are held in, such as "story-body".
        shape: tag and class of the block elements around it, the innermost first, three at most.
        tag: that block element's tag.
        heading: the innermost heading element around it, or an empty string.
        within: the elements around it that mean something, such as ``article``, ``li`` or ``blockquote``.
        regions: what the elements around it mark their content as, outermost first, each with a number of its own.

    """

    block: int = 0
    parent: int = 0
    chain: tuple[int, ...] = ()
    depth: int = 0
    holders: int = 0
    list: int = 0
    article: int = 0
    shape: tuple[str, ...] = ()
    tag: str = "body"
    heading: str = ""
    within: frozenset[str] = frozenset()
    regions: tuple[tuple[int, BlockKind], ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text that is not broken by a block element.

    Attributes:
        text: white space folded.
        place: where it stands.
        linked: characters of it that are inside links.
        cells: table cells it is made of, 0 outside tables.
        links: text and address, as written, of each link in it that has text.
        images: pictures between the run before it and its end.

    """

    text: str
    place: Place
    linked: int = 0
    cells: int = 0
    links: tuple[tuple[str, str], ...] = ()
    images: int = 0


@dataclass(slots=True)
class _Segment:
    text: str
    link: int
    region: tuple[int, BlockKind] | None


@dataclass(slots=True)
class _Open:
    node: LexborNode
    place: Place
    inline: tuple[int, BlockKind] | None
    link: int
    block: bool


def parse(html: str) -> LexborHTMLParser:
    """Parse HTML as browsers do; elements deeper than :data:`DEEPEST` are dissolved, their text stays."""
    return LexborHTMLParser(flatten(html))


_XHTML = re.compile(r"<\?xml\b|http://www\.w3\.org/1999/xhtml", re.IGNORECASE)
_PROLOGUE = 2_000
"""Characters in which a page says that it is XHTML."""
_EMPTY = re.compile(r"<(script|style|title|textarea|iframe|noscript|template)\b([^<>]{0,2000}?)/>", re.IGNORECASE)
"""Elements that XML may close in their opening tag, and that HTML reads on to their closing tag, or to the end."""


def flatten(html: str) -> str:
    """Make HTML cheap to parse: without elements deeper than :data:`DEEPEST` and swarms of attributes."""
    html = _MANY_ATTRIBUTES.sub(r"\1", html)
    if _XHTML.search(html, 0, _PROLOGUE):
        html = _EMPTY.sub(r"<\1\2></\1>", html)
    if html.count("<") <= DEEPEST:
        return html
    closed = {name.lower() for name in _CLOSING.findall(html)}
    depth = start = nested = 0
    unseen = ""
    kept: list[str] = []
    for tag, name, drawn in _nesting(html):
        if tag["end"].endswith("/") and not tag["close"] and (drawn or name not in closed):
            # Meant empty, as in drawings, but outside them a parser would put all that follows inside it.
            kept += (html[start : tag.start()], "" if drawn else f"{tag[0]}</{name}>")
            start = tag.end()
            continue
        step = -1 if tag["close"] else 1
        deep = max(depth, depth + step) > DEEPEST
        depth = max(0, depth + step)
        if unseen:
            nested += step * (name == unseen)
            if not nested:
                unseen, deep = "", False
        elif deep and name in UNSEEN and step > 0:
            unseen, nested, deep = name, 1, False  # kept, with its end: its content must stay unseen
        if deep:
            kept += (html[start : tag.start()], " ")
            start = tag.end()
    return "".join((*kept, html[start:])) if kept else html


def _nesting(html: str) -> Iterator[tuple[re.Match[str], str, bool]]:
    """Walk the tags that nest, each with its name and whether it is part of a drawing or formula; code has no tags."""
    foreign: Counter[str] = Counter()
    at = 0
    while tag := _TAG.search(html, at):
        at = tag.end()
        name = (tag["name"] or "").lower()
        if not name or name in _VOID or name in _CLOSED_BY_THE_NEXT:
            continue
        drawn = foreign.total() > 0
        if name in _RAW and not drawn:
            if not tag["close"]:
                end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(html, at)
                at = end.start() if end else len(html)
            continue
        yield tag, name, drawn or name in _FOREIGN
        if name in _FOREIGN and not tag["end"].endswith("/"):
            foreign[name] = max(0, foreign[name] + (-1 if tag["close"] else 1))


class _Walker:
    """Collects runs while the tree is walked; one walk, then thrown away."""

    def __init__(self, unseen: bool) -> None:
        self.runs: list[Run] = []
        self._unseen = unseen
        self._segments: list[_Segment] = []
        self._place = Place()
        self._inline: tuple[int, BlockKind] | None = None
        self._link = 0
        self._cells = 0
        self._count = 0
        self._after_inline = False
        self._links: list[str] = []
        self._images = 0

    def walk(self, root: LexborNode) -> None:
        opened: list[_Open] = []
        node: LexborNode | None = root
        while node is not None:
            child = self._enter(node, opened)
            if child is not None:
                node = child
                continue
            following = node.next
            while following is None and opened:
                node = self._leave(opened.pop())
                following = node.next
            node = following if opened else None
        self._flush()

    def _enter(self, node: LexborNode, opened: list[_Open]) -> LexborNode | None:
        """Take a node in; its first child if the walk goes into it."""
        tag = node.tag or ""
        if tag == "-text":
            self._add(node.text_content or "")
            return None
        if tag == "br":
            self._add("\n")
            return None
        if tag in _PICTURES:
            self._images += 1
        if (tag in UNSEEN or tag.startswith("-")) and (opened or tag in UNSEEN):
            return None
        first = node.first_child
        if tag == "hr":
            self._flush()
        if first is None:
            return None
        attributes = node.attributes
        if hidden(attributes) and not self._unseen and tag not in ("html", "body"):
            return None
        block = tag not in _INLINE
        opened.append(_Open(node, self._place, self._inline, self._link, block))
        kind = region(tag, attributes)
        self._count += 1
        if tag in ("td", "th"):
            self._add(" ")
            self._cells += 1
        elif block:
            self._flush()
        if block:
            self._place = self._inside(tag, kind, attributes)
            self._inline = None
        else:
            self._part_from_last()
            self._inline = (self._count, kind) if kind is not None else self._inline
        if tag == "a":
            self._links.append(attributes.get("href") or "")
            self._link = len(self._links)
        return first

    def _inside(self, tag: str, kind: BlockKind | None, attributes: Attributes) -> Place:
        place = self._place
        classes = (attributes.get("class") or "")[:LONGEST_NAME]
        return Place(
            block=self._count,
            parent=place.block,
            chain=(place.block, *place.chain[: CHAIN - 1]),
            depth=place.depth + 1,
            holders=place.holders + holds_article(attributes),
            list=place.list or (place.block if tag in _LISTS else 0),
            article=self._count if tag == "article" else place.article,
            shape=(f"{tag} {classes}", *place.shape[:2]),
            tag=tag,
            heading=tag if tag in _HEADINGS else place.heading,
            within=place.within | {tag} if tag in _KEPT else place.within,
            regions=(*place.regions, (self._count, kind)) if kind and len(place.regions) < 16 else place.regions,
        )

    def _leave(self, opened: _Open) -> LexborNode:
        tag = opened.node.tag
        if opened.block and tag not in ("td", "th"):
            self._flush()
        self._after_inline = not opened.block
        self._place, self._inline, self._link = opened.place, opened.inline, opened.link
        return opened.node

    def _part_from_last(self) -> None:
        """Keep two inline elements apart that touch outside prose: styles part a date and a place, not a space."""
        if self._after_inline and self._segments and self._place.tag in _LAYOUT:
            self._segments[-1].text += " "

    def _add(self, text: str) -> None:
        if not text:
            return
        self._after_inline = False
        if self._segments:
            last = self._segments[-1]
            if last.link and self._link and last.link != self._link and not (last.text[-1:] + text[:1]).count(" "):
                text = " " + text  # two links side by side are two words
            if last.link == self._link and last.region == self._inline:
                last.text += text
                return
        self._segments.append(_Segment(text, self._link, self._inline))

    def _flush(self) -> None:
        segments, cells = self._segments, self._cells
        self._segments, self._cells = [], 0
        if not any(not segment.text.isspace() for segment in segments):
            return
        marked = sum(len(segment.text.strip()) for segment in segments if segment.region)
        # A caption's credit is often a short span at its end; elsewhere a short mark says little about the run.
        captioned = marked and any(kind == "caption" for _, kind in self._place.regions)
        mostly = marked * 2 >= sum(len(segment.text.strip()) for segment in segments)
        for group in _by_region(segments) if mostly or captioned else [segments]:
            self._emit(group, cells)

    def _emit(self, segments: list[_Segment], cells: int) -> None:
        kinds = {segment.region for segment in segments if segment.region}
        place = self._place
        if len(kinds) == 1 and sum(len(s.text.strip()) for s in segments if s.region) * 2 >= sum(
            len(s.text.strip()) for s in segments
        ):
            place = replace(place, regions=(*place.regions, *kinds))
        whole = "".join(segment.text for segment in segments)
        linked = sum(len(tidy(segment.text)) for segment in segments if segment.link)
        parts = [tidy(part) for part in _PARAGRAPH_BREAK.split(whole)]
        parts = [part for part in parts if part]
        links = self._linked(segments) if linked and len(parts) == 1 else ()
        for part in parts:
            size = min(len(part), linked) if len(parts) == 1 else 0
            self.runs.append(Run(part, place, size, cells, links, self._images))
            self._images = 0

    def _linked(self, segments: list[_Segment]) -> tuple[tuple[str, str], ...]:
        texts: dict[int, str] = {}
        for segment in segments:
            if segment.link:
                texts[segment.link] = texts.get(segment.link, "") + segment.text
        return tuple((text, self._links[link - 1]) for link, each in texts.items() if (text := tidy(each)))


def _by_region(segments: list[_Segment]) -> list[list[_Segment]]:
    """Split a run that is mostly marked spans, a byline beside a date say, where the marks change."""
    groups: list[list[_Segment]] = []
    carried: list[_Segment] = []
    for segment in segments:
        text = segment.text.strip()
        if segment.region is None and _LINKS_TO_NAMES.fullmatch(text):
            carried.append(segment)
        elif (
            groups
            and not carried
            and (
                segment.region == groups[-1][-1].region or (segment.region is None and sum(map(str.isalnum, text)) < 2)
            )
        ):
            groups[-1].append(replace(segment, region=groups[-1][-1].region))
        else:
            groups.append([*carried, segment])
            carried = []
    return [*groups, carried] if carried else groups


def runs(tree: LexborHTMLParser) -> list[Run]:
    """Collect the runs of visible text of a page, in order.

    Where everything is hidden (until a script shows it) what is hidden is read.
    """
    root = tree.root
    for unseen in (False, True):
        walker = _Walker(unseen)
        if root is not None:
            walker.walk(root)
        if walker.runs:
            return walker.runs
    return []

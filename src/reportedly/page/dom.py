"""HTML to the runs of text that a reader sees, each with where on the page it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, structs
from selectolax.lexbor import LexborHTMLParser, LexborNode

from reportedly.page.compose import tidy
from reportedly.page.flat import UNSEEN, flatten
from reportedly.page.regions import Attributes, hidden, marks, region, words

if TYPE_CHECKING:
    from reportedly.model import BlockKind

CHAIN = 5
"""Block elements around a run that are kept apart, to see what else stands in them."""

MOST_REGIONS = 16
"""Marks around a run that are kept, the outermost."""

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
_CELLS = frozenset({"td", "th"})
_PAGE = frozenset({"html", "body"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
_LINKS_TO_NAMES = re.compile(r"(?:by|von|par|por|di|de|av|af|door|text|words|photo|foto|©)\W*", re.IGNORECASE)


class Place(Struct, frozen=True, gc=False):
    """Where on a page something stands.

    Attributes:
        block: a number for the block element around it, in document order.
        parent: the number of the block element around that one.
        list: the number of the block element that holds the outermost list or blockquote around it, 0 for none.
        article: the number of the innermost ``article`` element around it, 0 for none.
        chain: the numbers of the block elements around that one, the innermost first, :data:`CHAIN` at most.
        depth: the number of block elements around it.
        holders: how many elements around it have a class or an id that articles are held in, such as "story-body".
        holder: the number of the innermost such element, 0 for none.
        hints: for the block element and the two around it what their class and id hint at, as :func:`regions.hints`.
        hinted: the same for all elements around it together.
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
    holder: int = 0
    hints: tuple[int, int, int] = (0, 0, 0)
    hinted: int = 0
    list: int = 0
    article: int = 0
    shape: tuple[str, ...] = ()
    tag: str = "body"
    heading: str = ""
    within: frozenset[str] = frozenset()
    regions: tuple[tuple[int, BlockKind], ...] = ()


class Run(Struct, frozen=True, gc=False):
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


class _Segment(Struct, gc=False):
    text: str
    link: int
    region: tuple[int, BlockKind] | None


class _Open(Struct, frozen=True, gc=False):
    node: LexborNode
    place: Place
    inline: tuple[int, BlockKind] | None
    link: int
    block: bool
    cell: bool


def parse(html: str) -> LexborHTMLParser:
    """Parse HTML as browsers do; what :func:`flatten` dissolves leaves its text."""
    return LexborHTMLParser(flatten(html))


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
            tag = node.tag or ""
            if tag == "-text":
                self._add(node.text_content or "")
            elif (child := self._enter(node, tag, opened)) is not None:
                node = child
                continue
            following = node.next
            while following is None and opened:
                node = self._leave(opened.pop())
                following = node.next
            node = following if opened else None
        self._flush()

    def _enter(self, node: LexborNode, tag: str, opened: list[_Open]) -> LexborNode | None:
        """Take an element in; its first child if the walk goes into it."""
        if tag == "br":
            self._add("\n")
            return None
        if tag in _PICTURES:
            self._images += 1
        if tag in UNSEEN or (opened and tag.startswith("-")):
            return None
        first = node.first_child
        if tag == "hr":
            self._flush()
        if first is None:
            return None
        attributes = node.attributes
        if attributes and not self._unseen and tag not in _PAGE and hidden(attributes):
            return None
        block, cell = tag not in _INLINE, tag in _CELLS
        opened.append(_Open(node, self._place, self._inline, self._link, block, cell))
        self._count += 1
        if cell:
            self._add(" ")
            self._cells += 1
        elif block:
            self._flush()
        if block:
            self._place = self._inside(tag, attributes)
            self._inline = None
        else:
            self._part_from_last()
            kind = region(tag, attributes)
            self._inline = (self._count, kind) if kind is not None else self._inline
        if tag == "a":
            self._links.append(attributes.get("href") or "")
            self._link = len(self._links)
        return first

    def _inside(self, tag: str, attributes: Attributes) -> Place:
        place, count = self._place, self._count
        marked = marks(tag, attributes)
        regions = place.regions
        if marked.kind and len(regions) < MOST_REGIONS:
            regions = (*regions, (count, marked.kind))
        return Place(
            block=count,
            parent=place.block,
            chain=(place.block, *place.chain[: CHAIN - 1]),
            depth=place.depth + 1,
            holders=place.holders + marked.holds,
            holder=count if marked.holds else place.holder,
            hints=(marked.hints, *place.hints[:2]),
            hinted=place.hinted | marked.hints,
            list=place.list or (place.block if tag in _LISTS else 0),
            article=count if tag == "article" else place.article,
            shape=(marked.shape, *place.shape[:2]),
            tag=tag,
            heading=tag if tag in _HEADINGS else place.heading,
            within=place.within | {tag} if tag in _KEPT else place.within,
            regions=regions,
        )

    def _leave(self, opened: _Open) -> LexborNode:
        if opened.block and not opened.cell:
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
        if not self._segments:
            if self._inline is None and text.isspace():
                return  # nothing is left of it at the start of a run
        else:
            last = self._segments[-1]
            if last.link == self._link:
                if last.region == self._inline:
                    last.text += text
                    return
            elif last.link and self._link and last.text[-1] != " " and text[0] != " ":
                text = " " + text  # two links side by side are two words
        self._segments.append(_Segment(text, self._link, self._inline))

    def _flush(self) -> None:
        segments, cells = self._segments, self._cells
        self._cells = 0
        if not segments:
            return
        self._segments = []
        size, marked = _sizes(segments)
        if not size:
            return
        # A caption's credit is often a short span at its end; elsewhere a short mark says little about the run.
        if marked and (marked * 2 >= size or any(kind == "caption" for _, kind in self._place.regions)):
            for group in _by_region(segments):
                self._emit(group, cells)
        else:
            self._emit(segments, cells)

    def _emit(self, segments: list[_Segment], cells: int) -> None:
        place = self._place
        kinds = {segment.region for segment in segments if segment.region}
        if len(kinds) == 1:
            size, marked = _sizes(segments)
            if marked * 2 >= size:
                place = structs.replace(place, regions=(*place.regions, *kinds))
        whole = "".join([segment.text for segment in segments])
        linked = sum([len(tidy(segment.text)) for segment in segments if segment.link])
        broken = _PARAGRAPH_BREAK.split(whole) if whole.count("\n") > 1 else (whole,)
        parts = [part for each in broken if (part := tidy(each))]
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


def _sizes(segments: list[_Segment]) -> tuple[int, int]:
    """Count the characters of segments, white space at their ends left out: of all, and of those with a mark."""
    size = marked = 0
    for segment in segments:
        length = len(segment.text.strip())
        size += length
        if segment.region:
            marked += length
    return size, marked


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
            groups[-1].append(_Segment(segment.text, segment.link, groups[-1][-1].region))
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

"""HTML made cheap to parse, whoever wrote it: no deeper, no wider and no longer than pages that browsers show well.

What a page of everyday size and shape holds is not touched. What a parser would take the square of its time for, or a
reader its memory, is dissolved: the text stays.
"""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from reportedly.page.compose import MOST_CHARACTERS
from reportedly.page.regions import words

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 512
"""Elements inside one another that are kept apart, as many as in browsers; parsing time grows with the square."""

MOST_ATTRIBUTES = 256
MOST_ATTRIBUTES_OF_MANY = 12
LARGE = 2_000_000
"""Attributes of one element that are looked at; an element with more loses all, for parsers take the square of their
number in time. In a page of more than ``LARGE`` characters, ten times what news pages have, the second number holds."""

MOST_TAGS = 80_000
"""Tags of a page that are parsed, four times what the largest of 500 news pages has; parsing takes half a kilobyte and
reading a tenth of a millisecond for each."""

MOST_MARKS = 1_000_000
"""Angle brackets and ampersands of a page that are parsed; each costs a token, even where it is no more than text."""

EVERYDAY = 10_000
"""Tags of a page that may be taken for shallow by a quick count, which tags in scripts and comments can deceive: so few
tags, however deep, cost a parser a second at most."""

MOST_REOPENED = 500_000
"""Tags of a page times the emphases open at once, at most; beyond it the page is read without emphasis. An emphasis
that nobody closes is opened anew, as the HTML standard has it, in each element after it."""

UNSEEN = frozenset(
    words(
        "script style noscript template svg head title iframe object video audio canvas textarea datalist "
        "embed applet map rp noembed noframes xmp"
    )
)
"""Elements whose content no reader sees."""

_VOID = frozenset(words("area base br col embed hr img input link meta param source track wbr"))
# Elements that a parser closes by itself when the next of their kind opens: they nest only where what holds them nests.
_CLOSED_BY_THE_NEXT = frozenset(words("p li dt dd tr td th tbody thead tfoot option optgroup a button"))

# Elements whose content is no markup: tags that are named in it open nothing.
_RAW = frozenset(words("script style textarea title iframe noembed noframes xmp"))
_FOREIGN = frozenset({"svg", "math"})

# Whatever breaks off matches to the end of the page, which is how browsers read it. A pattern that failed there would
# be tried again from each "<" on the way.
_TAG = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?][^>]*+(?:>|\Z)|<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)"
    r"(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|(?![\"'])[^\s>]*+))?+)*+"
    r"(?P<end>[\s/]*+)(?:>|\Z)",
    re.DOTALL,
)
_ATTRIBUTE = r"[\s/]++[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+"
_MANY_ATTRIBUTES, _SOME_ATTRIBUTES = (
    re.compile(rf"(<[a-zA-Z][^\s/><]*+)(?:{_ATTRIBUTE}){{{most},}}+")
    for most in (MOST_ATTRIBUTES, MOST_ATTRIBUTES_OF_MANY)
)
_MARK = re.compile("[<&]")
_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)")
_SELF_CLOSED = re.compile(
    r"<(?:div|span|section|article|i|b|em|strong|a|p|ins|ul|li|h[1-6])\b[^<>]*+(?<=/)>", re.IGNORECASE
)
_CLOSING = re.compile(r"</([a-zA-Z][^\s/>]*+)")
_EMPHASIS = re.compile(r"<(/?)(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])", re.IGNORECASE)
_XHTML = re.compile(r"<\?xml\b|http://www\.w3\.org/1999/xhtml", re.IGNORECASE)
_PROLOGUE = 2_000
"""Characters in which a page says that it is XHTML."""
_EMPTY = re.compile(r"<(script|style|title|textarea|iframe|noscript|template)\b([^<>]{0,2000}?)/>", re.IGNORECASE)
"""Elements that XML may close in their opening tag, and that HTML reads on to their closing tag, or to the end."""
_UNSEEN_CONTENT = re.compile(
    r"<(script|style|noscript|template|svg|textarea|iframe)\b.*?(?:</\1[\s/>]|\Z)", re.DOTALL | re.IGNORECASE
)


def cut(html: str) -> tuple[str, str]:
    """Cut a page off behind :data:`MOST_TAGS` tags or :data:`compose.MOST_CHARACTERS` of text.

    Returns:
        The page to parse, and the text behind it, without tags; empty for all but monstrous pages.

    """
    end = len(html)
    if html.count("<") + html.count("&") > MOST_MARKS:
        end = next(islice(_MARK.finditer(html), MOST_MARKS, None)).start()
    if html.count("<", 0, end) > MOST_TAGS or end > MOST_CHARACTERS:
        end = _end_of_the_readable(html, end)
    if end == len(html):
        return html, ""
    return html[:end], entities.unescape(_TAG.sub(" ", _UNSEEN_CONTENT.sub(" ", html[end:])))


def _end_of_the_readable(html: str, end: int) -> int:
    """Where, at ``end`` or before it, there have been :data:`MOST_TAGS` tags, or :data:`MOST_CHARACTERS` of text."""
    left, at, raw = MOST_CHARACTERS, 0, False
    for count, (tag, name) in enumerate(_tags(html)):
        left -= 0 if raw else tag.start() - at
        if count == MOST_TAGS or left < 0:
            return min(end, tag.start() + min(left, 0))
        at, raw = tag.end(), name in _RAW and not tag["close"]
    return end if raw else min(end, at + left)


def flatten(html: str) -> str:
    """Make HTML cheap to parse: without elements deeper than :data:`DEEPEST` and swarms of attributes."""
    html = (_SOME_ATTRIBUTES if len(html) > LARGE else _MANY_ATTRIBUTES).sub(r"\1", html)
    if _XHTML.search(html, 0, _PROLOGUE):
        html = _EMPTY.sub(r"<\1\2></\1>", html)
    tags = html.count("<")
    if tags <= DEEPEST or (tags <= EVERYDAY and _is_shallow(html)):
        return html
    html = _without_emphasis(html) if tags * _open_at_once(html) > MOST_REOPENED else html
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


def _is_shallow(html: str) -> bool:
    """Whether a page stays far from the limits by a quick count of its tags, and closes none in its opening tag."""
    if _SELF_CLOSED.search(html):
        return False
    depth = 0
    for closes, name in _NAME.findall(html):
        if name in _VOID or name in _CLOSED_BY_THE_NEXT or name in _RAW:
            continue
        depth += -1 if closes and depth else 1 if not closes else 0
        if depth > DEEPEST // 4:
            return False
    return True


def _open_at_once(html: str) -> int:
    """How many emphases are open at once, at most, if each closing tag closes one."""
    steps = (-1 if match[1] else 1 for match in _EMPHASIS.finditer(html))
    return max(accumulate(steps, lambda opened, step: max(0, opened + step)), default=0)


def _without_emphasis(html: str) -> str:
    kept: list[str] = []
    start = 0
    for tag, _ in _tags(html):
        if _EMPHASIS.match(html, tag.start()):
            kept.append(html[start : tag.start()])
            start = tag.end()
    return "".join((*kept, html[start:]))


def _tags(html: str) -> Iterator[tuple[re.Match[str], str]]:
    """Walk the tags, comments and declarations, each with its name if it has one; in scripts and the like are none."""
    at = 0
    while tag := _TAG.search(html, at):
        at = tag.end()
        name = (tag["name"] or "").lower()
        yield tag, name
        if name in _RAW and not tag["close"]:
            at = _end_of_raw(html, name, at)


def _end_of_raw(html: str, name: str, at: int) -> int:
    end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(html, at)
    return end.start() if end else len(html)


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
                at = _end_of_raw(html, name, at)
            continue
        yield tag, name, drawn or name in _FOREIGN
        if name in _FOREIGN and not tag["end"].endswith("/"):
            foreign[name] = max(0, foreign[name] + (-1 if tag["close"] else 1))

"""What a part of an HTML page is for, by its element, its role and the words of its class and id.

The words are those that news sites use: they were collected from the pages of the Scrapinghub article extraction
benchmark and of fundus's parser tests, and kept where they mean one thing on nearly every site.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reportedly.model import BlockKind

Attributes = Mapping[str, str | None]

_WORDS: tuple[tuple[BlockKind, str], ...] = (
    (
        "advertisement",
        "ad ads advert adverts advertisement advertising advertorial adsbygoogle adslot adunit sponsor sponsored "
        "sponsors taboola outbrain dfp gpt mpu leaderboard billboard dianomi",
    ),
    ("comment", "comment comments disqus respond replies commentlist livefyre viafoura coral kommentare commentaires"),
    (
        "other",
        "newsletter newsletters subscribe subscription signup login signin cookie cookies gdpr consent modal "
        "popup donate donation bio inarticle-promo",
    ),
    ("correction", "correction corrections clarification erratum"),
    ("credit", "credit credits photographer photocredit imagecredit copyright"),
    ("caption", "caption captions figcaption legend bildunterschrift"),
    ("byline", "byline bylines author authors autor contributor contributors reporter writer"),
    ("timestamp", "timestamp date datetime time pubdate pubtime published updated datum"),
    (
        "standfirst",
        "standfirst dek deck lead intro summary subtitle subheadline subheading strapline lede chapo excerpt",
    ),
    ("section", "breadcrumb breadcrumbs kicker eyebrow category categories rubric"),
    ("tag", "tag tags topics taglist hashtags keywords tagcloud"),
    (
        "related",
        "related recommended recommendation recommendations recirc recirculation popular trending mostread sidebar "
        "rail teaser teasers promo promos readmore carousel latest also more recent upnext cards",
    ),
    (
        "navigation",
        "nav navigation navbar menu submenu subnav pagination pager toolbar share sharing social socials follow skip "
        "masthead search tools legal hamburger dropdown footer tabs",
    ),
)
_KIND: dict[str, BlockKind] = {word: kind for kind, words in reversed(_WORDS) for word in words.split()}

_ELEMENTS: dict[str, BlockKind] = {
    "nav": "navigation",
    "footer": "navigation",
    "aside": "related",
    "form": "other",
    "figcaption": "caption",
    "time": "timestamp",
    "address": "byline",
    "button": "navigation",
    "select": "navigation",
    "label": "navigation",
    "menu": "navigation",
    "dialog": "other",
}
_ROLES: dict[str, BlockKind] = {
    "navigation": "navigation",
    "banner": "navigation",
    "contentinfo": "navigation",
    "search": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "toolbar": "navigation",
    "complementary": "related",
    "dialog": "other",
    "alertdialog": "other",
}
_PROPERTIES: dict[str, BlockKind] = {
    "author": "byline",
    "datepublished": "timestamp",
    "datemodified": "timestamp",
    "keywords": "tag",
    "articlesection": "section",
    "copyrightholder": "credit",
    "comment": "comment",
}
# Elements that hold the article or everything: what their classes say is about the page, not about a part of it.
_PAGE = frozenset({"html", "body"})
_WHOLE = frozenset({"html", "body", "main", "article"})
# WordPress writes the tags and categories of a post into the classes of the element that holds it.
_POST = frozenset({"hentry", "h-entry", "type-post", "status-publish"})

# A post of another site that the article quotes, whatever it is wrapped in.
_EMBEDS = frozenset({"embed", "embedded", "tweet"})

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PARTS = re.compile(r"[^a-z0-9]+")
# Words that also stand inside others, as in "relatedpoststitle" and "sharebar": each is a hint and no more. A hyphen at
# the start or end stands for the start or end of the part of a name that it is found in.
HINTS: tuple[tuple[str, ...], ...] = tuple(
    tuple(line.split())
    for line in """
    related recommend popular trending mostread readmore morestories promo teaser rail sidebar widget card
    comment disqus reply discussion
    advert sponsor -ad- -ads- banner outbrain taboola affiliate deal
    newsletter subscri signup donat paywall cookie consent modal popup overlay
    share social follow facebook twitter
    caption figure image photo gallery media video slide
    credit copyright source
    author byline writer contributor profile bio-
    date time publish updated meta
    tag topic keyword categor breadcrumb sectionname kicker eyebrow
    title headline heading hed-
    summary intro lead- lede standfirst subtitle subhead excerpt dek- abstract description
    nav menu footer header toolbar masthead topbar
    article story entry post- content body text paragraph main
    list item feed river archive latest stream
    quote tweet embed instagram
    """.strip().splitlines()
)
_HINTING = [(word, 1 << bit) for bit, hinting in enumerate(HINTS) for word in hinting]

_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_UNSEEN = frozenset(
    {
        "sr-only",
        "visually-hidden",
        "visuallyhidden",
        "screen-reader-text",
        "screen-reader",
        "u-visually-hidden",
        "sr_only",
    }
)
# Each way begins with a letter of its own, so that the search passes over all places where none of these stands.
_HOLDS_ARTICLE = re.compile(
    "|".join(
        (
            *(
                rf"{what}[\W_]*(?:body|text|content|copy|detail|main|section|inner)"
                for what in ("article", "story", "post", "entry", "news", "page", "main", "rich", "body")
            ),
            *(rf"{word}(?<!\w{word})\b" for word in ("entry", "prose")),
            "paragraph",
            "wysiwyg",
            "text-?block",
        )
    )
)

# What opens over the page when a reader points at a word.
_HOVER = re.compile(r"\b(?:rollover|tool-?tip|pop-?over|hover-?card)[\w-]*[-_](?:block|content|body|inner)\b")
LONGEST_NAME = 400
"""Characters of a class or an id that are looked at."""


class Marks(NamedTuple):
    """What a block element says of itself.

    Attributes:
        kind: as :func:`region` tells it.
        holds: whether its class, id or property is one that sites give to what holds an article's text.
        hints: which of :data:`HINTS` stand in its class and id, as bits.
        shape: its tag and class.

    """

    kind: BlockKind | None
    holds: bool
    hints: int
    shape: str


def marks(tag: str, attributes: Attributes) -> Marks:
    """Tell all that a block element says of itself."""
    if not attributes:
        return _plain(tag)
    classes, name = attributes.get("class") or "", attributes.get("id") or ""
    named = _named(classes, name) if classes or name else _UNNAMED
    holds = named.holds or (attributes.get("itemprop") or "").lower() in ("articlebody", "text")
    shape = f"{tag} {classes[:LONGEST_NAME]}"
    return Marks(_region(tag, attributes, named), holds, 0 if tag in _PAGE else named.hints, shape)


@lru_cache(maxsize=1 << 8)
def _plain(tag: str) -> Marks:
    return Marks(region(tag, {}), False, 0, f"{tag} ")


def region(tag: str, attributes: Attributes) -> BlockKind | None:
    """Tell what an element marks its content as, ``None`` where it marks nothing.

    The words of an element's class go before what the element itself is for: ``<aside class="comments">`` is comments.
    """
    if not attributes:
        return None if tag in _WHOLE else _ELEMENTS.get(tag)
    classes, name = attributes.get("class") or "", attributes.get("id") or ""
    return _region(tag, attributes, _named(classes, name) if classes or name else _UNNAMED)


def _region(tag: str, attributes: Attributes, named: _Named) -> BlockKind | None:
    if tag in _WHOLE:
        return None
    declared = _PROPERTIES.get(prop.lower()) if (prop := attributes.get("itemprop")) else None
    if tag == "a" and (rel := attributes.get("rel")):
        rels = rel.lower().split()
        declared = "byline" if "author" in rels else "tag" if "tag" in rels else declared
    role = _ROLES.get(role.lower()) if (role := attributes.get("role")) else None
    return declared or named.kind or role or _ELEMENTS.get(tag)


class _Named(NamedTuple):
    """What the class and id of an element say: as in :class:`Marks`."""

    kind: BlockKind | None
    holds: bool
    hints: int


_UNNAMED = _Named(None, False, 0)


@lru_cache(maxsize=1 << 13)
def _named(classes: str, name: str) -> _Named:
    names = f"{classes[:LONGEST_NAME]} {name[:LONGEST_NAME]}"
    lower = names.lower()
    parts = _PARTS.split(lower)
    hinted = 0
    for part in parts:
        hinted |= _hint(part)
    kind = None
    if _POST.isdisjoint(classes.split()):
        kind = _kind(parts if lower == names else _PARTS.split(_CAMEL.sub("-", names).lower()))
    return _Named(kind, _HOLDS_ARTICLE.search(lower) is not None, hinted)


def _kind(parts: list[str]) -> BlockKind | None:
    found = {_KIND[part] for part in parts if part in _KIND}
    if not found or not _EMBEDS.isdisjoint(parts):
        return None
    return next(kind for kind, _ in _WORDS if kind in found)


# The parts of names are few, and the same on most sites.
@lru_cache(maxsize=1 << 13)
def _hint(part: str) -> int:
    edged, found = f"-{part}-", 0
    for word, bit in _HINTING:
        if word in edged:
            found |= bit
    return found


def hidden(attributes: Attributes) -> bool:
    """Whether an element says that it is not shown, or shown to screen readers only."""
    if not attributes:
        return False
    if "hidden" in attributes or ((style := attributes.get("style")) and _HIDDEN.search(style)):
        return True
    classes = attributes.get("class")
    return bool(classes) and _hides(classes or "")


@lru_cache(maxsize=1 << 13)
def _hides(classes: str) -> bool:
    classes = classes[:LONGEST_NAME]
    if not _UNSEEN.isdisjoint(classes.split()):
        return True
    lower = classes.lower()
    return ("over" in lower or "tip" in lower) and _HOVER.search(lower) is not None


def words(text: str) -> tuple[str, ...]:
    """Split a list of words, so that long ones stay readable."""
    return tuple(text.split())

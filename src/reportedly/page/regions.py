"""What a part of an HTML page is for, by its element, its role and the words of its class and id.

The words are those that news sites use: they were collected from the pages of the Scrapinghub article extraction
benchmark and of fundus's parser tests, and kept where they mean one thing on nearly every site.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

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
_WHOLE = frozenset({"html", "body", "main", "article"})
# WordPress writes the tags and categories of a post into the classes of the element that holds it.
_POST = frozenset({"hentry", "h-entry", "type-post", "status-publish"})

# A post of another site that the article quotes, whatever it is wrapped in.
_EMBEDS = frozenset({"embed", "embedded", "tweet"})

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PARTS = re.compile(r"[^a-z0-9]+")
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
_HOLDS_ARTICLE = re.compile(
    r"(?:article|story|post|entry|news|page|main|rich|body)[\W_]*(?:body|text|content|copy|detail|main|section|inner)|"
    r"\bentry\b|\bprose\b|paragraph|articlebody|storytext|\bbody[\W_]?(?:copy|text)|richtext|wysiwyg|text-?block",
    re.IGNORECASE,
)

LONGEST_NAME = 400
"""Characters of a class or an id that are looked at."""


def region(tag: str, attributes: Attributes) -> BlockKind | None:
    """Tell what an element marks its content as, ``None`` where it marks nothing.

    The words of an element's class go before what the element itself is for: ``<aside class="comments">`` is comments.
    """
    if tag in _WHOLE:
        return None
    role = _ROLES.get((attributes.get("role") or "").lower())
    declared = _PROPERTIES.get((attributes.get("itemprop") or "").lower())
    rel = (attributes.get("rel") or "").lower().split()
    if tag == "a":
        declared = "byline" if "author" in rel else "tag" if "tag" in rel else declared
    return declared or _named(attributes) or role or _ELEMENTS.get(tag)


def _named(attributes: Attributes) -> BlockKind | None:
    classes, name = attributes.get("class") or "", attributes.get("id") or ""
    if (not classes and not name) or not _POST.isdisjoint(classes.split()):
        return None
    words = _PARTS.split(_CAMEL.sub("-", f"{name[:LONGEST_NAME]} {classes[:LONGEST_NAME]}").lower())
    if not _EMBEDS.isdisjoint(words):
        return None
    found = {_KIND[word] for word in words if word in _KIND}
    return next((kind for kind, _ in _WORDS if kind in found), None)


def holds_article(attributes: Attributes) -> bool:
    """Whether the class, id or property of an element is one that sites give to what holds an article's text."""
    classes, name = attributes.get("class") or "", attributes.get("id") or ""
    declared = (attributes.get("itemprop") or "").lower()
    return declared in ("articlebody", "text") or (
        bool(classes or name) and _HOLDS_ARTICLE.search(f"{classes[:LONGEST_NAME]} {name[:LONGEST_NAME]}") is not None
    )


def hidden(attributes: Attributes) -> bool:
    """Whether an element says that it is not shown, or shown to screen readers only."""
    if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
        return True
    return not _UNSEEN.isdisjoint((attributes.get("class") or "")[:LONGEST_NAME].split())


def words(text: str) -> tuple[str, ...]:
    """Split a list of words, so that long ones stay readable."""
    return tuple(text.split())

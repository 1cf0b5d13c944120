"""What an HTML page declares about itself: JSON-LD, OpenGraph and other meta elements, microdata, its address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from urllib.parse import urljoin, urlsplit

from reportedly.model import Published, PublishedBasis
from reportedly.page import jsonld
from reportedly.page.compose import tidy
from reportedly.page.declared_values import (
    bare,
    clean_names,
    day,
    day_in_address,
    host,
    is_tag,
    longest_part,
    once,
    without_site,
)
from reportedly.page.lines import section_name
from reportedly.page.regions import words
from reportedly.page.site_name import site_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborHTMLParser, LexborNode

LONGEST_VALUE = 5_000
"""Characters of one declared value; longer ones are data, not metadata."""


UNDATED = Published()


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What a page says about itself in its markup; what it does not say is ``None`` or empty.

    Attributes:
        address: its canonical address.
        headlines: what it calls itself, the most reliable first, a site's name cut off.
        description: its own summary.

    """

    address: str | None = None
    publisher: str | None = None
    headlines: tuple[str, ...] = ()
    description: str | None = None
    bylines: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    published: Published = UNDATED
    modified: str | None = None
    language: str | None = None


_PUBLISHED = words(
    "article:published_time og:published_time og:article:published_time bt:pubdate datepublished "
    "rnews:datepublished article.published parsely-pub-date sailthru.date pubdate publishdate "
    "publish-date publish_date publication_date publication-date date_published published_date "
    "publisheddate published dc.date.issued dcterms.issued dc.date.created dcterms.created dc.date "
    "dcterms.date cxenseparse:recs:publishtime citation_publication_date citation_date "
    "article_date_original originalpublicationdate vr:published_time article:published datecreated date "
    "release_date shareaholic:article_published_time dc:date dc:created cxenseparse:publishtime"
)
_MODIFIED = words(
    "article:modified_time og:updated_time og:modified_time datemodified article.updated dcterms.modified "
    "dc.date.modified last-modified lastmod lastmodified modified_date updated_time "
    "shareaholic:article_modified_time"
)
_HEADLINE = words("og:title twitter:title sailthru.title parsely-title dc.title dcterms.title headline title")
_DESCRIPTION = [
    "og:description",
    "description",
    "twitter:description",
    "dc.description",
    "dcterms.abstract",
    "sailthru.description",
]
_AUTHOR = words(
    "author article:author article:author_name og:article:author dc.creator dcterms.creator "
    "parsely-author sailthru.author byl citation_author article.author authors cxenseparse:author "
    "shareaholic:article_author_name creator"
)
_SECTION = [
    "article:section",
    "og:article:section",
    "parsely-section",
    "section",
    "article.section",
    "cxenseparse:section",
]
_AUTHOR_LINKS = ('[itemprop~="author" i] [itemprop="name" i]', 'a[rel~="author" i]')
_TAGS = (["article:tag", "og:article:tag"], ["parsely-tags"], ["sailthru.tags"], ["news_keywords"], ["keywords"])
_PUBLISHER = [
    "og:site_name",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "application-name",
    "apple-mobile-web-app-title",
]

_LANGUAGE = re.compile(r"\s*([a-z]{2,3})(?:[-_][a-z0-9]+)*\s*$", re.IGNORECASE)


def declared(tree: LexborHTMLParser, address: str | None = None) -> Declared:
    """Gather what a page declares.

    Args:
        tree: the parsed page.
        address: where it was fetched from, if it was.

    """
    meta = _meta(tree)
    article = jsonld.article(_scripts(tree))
    canonical = _canonical(tree, meta, address)
    title = _text(tree.css_first("title"))
    publisher = _first([article.publisher, *_values(meta, _PUBLISHER)])
    publisher = publisher or site_name(tree, title, [canonical, *_values(meta, ["og:url"]), address])
    site = {bare(each) for each in (publisher, *_values(meta, ["og:site_name"]), host(canonical or address)) if each}
    names = [*_values(meta, _HEADLINE[:2]), article.headline, *_values(meta, _HEADLINE[2:]), title]
    headlines = dict.fromkeys(without_site(tidy(name), site) for name in names if name and name.strip())
    headlines |= dict.fromkeys(longest_part(name) for name in list(headlines))
    return Declared(
        address=canonical,
        publisher=publisher,
        headlines=tuple(name for name in headlines if name),
        description=_first([*_values(meta, _DESCRIPTION), article.description]),
        bylines=_bylines(tree, meta, article.authors, site),
        section=_section(tree, meta, article.section),
        tags=_tags(tree, meta, article.keywords),
        published=_published(tree, meta, article.published, canonical, address),
        modified=_first(map(day, (article.modified, *_values(meta, _MODIFIED), *_properties(tree, "dateModified")))),
        language=_language(tree, meta, article.language),
    )


def _meta(tree: LexborHTMLParser) -> dict[str, list[str]]:
    """Contents of meta elements by lower-case name, whichever attribute names them."""
    meta: dict[str, list[str]] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        content = attributes.get("content")
        if not content or not content.strip() or len(content) > LONGEST_VALUE:
            continue
        for key in {attributes.get(key) or "" for key in ("property", "name", "itemprop", "http-equiv")}:
            if key:
                meta.setdefault(key.strip().lower(), []).append(tidy(content))
    return meta


def _values(meta: dict[str, list[str]], keys: Iterable[str]) -> list[str]:
    return [value for key in keys for value in meta.get(key, ())]


def _first(values: Iterable[str | None]) -> str | None:
    return next((tidy(value) for value in values if value and value.strip()), None)


def _scripts(tree: LexborHTMLParser) -> list[str]:
    return [node.text(deep=True) for node in tree.css('script[type*="ld+json" i]')]


def _text(node: LexborNode | None) -> str | None:
    return tidy(node.text(deep=True)[:LONGEST_VALUE]) if node is not None else None


def _canonical(tree: LexborHTMLParser, meta: dict[str, list[str]], address: str | None) -> str | None:
    link = tree.css_first('link[rel="canonical" i][href]')
    for value in (link.attributes.get("href") if link is not None else None, *_values(meta, ["og:url"])):
        if value:
            try:
                whole = urljoin(address or "", value.strip())
                if urlsplit(whole).scheme in ("http", "https") and urlsplit(whole).hostname:
                    return whole
            except ValueError:
                continue
    return None


def _properties(tree: LexborHTMLParser, name: str) -> list[str]:
    """Values of a microdata property: what it declares, else what it shows."""
    values: list[str] = []
    for node in tree.css(f'[itemprop~="{name}" i]')[:8]:
        attributes = node.attributes
        named = node.css_first('[itemprop~="name" i]')
        value = attributes.get("content") or attributes.get("datetime") or _text(named) or _text(node)
        if value:
            values.append(value)
    return values


def _published(
    tree: LexborHTMLParser, meta: dict[str, list[str]], in_json: str | None, canonical: str | None, address: str | None
) -> Published:
    marked = [
        node.attributes.get("datetime")
        for query in ("time[pubdate][datetime]", "time.entry-date[datetime]", "time.published[datetime]")
        for node in tree.css(query)[:1]
    ]
    timed = {day(node.attributes.get("datetime")) for node in tree.css("time[datetime]")[:50]} - {None}
    if len(timed) == 1:  # several days are those of other reports, or of changes
        marked += [each for each in timed if each and len(each) == len("2019-11-17")]
    sources: list[tuple[PublishedBasis, Iterable[str | None]]] = [
        ("json-ld", [in_json]),
        ("meta", [*_values(meta, _PUBLISHED), *_properties(tree, "datePublished"), *marked]),
    ]
    for basis, values in sources:
        found = _first(map(day, values))
        if found:
            return Published(found, found, basis)
    found = day_in_address(address) or day_in_address(canonical)
    return Published(found, found, "url") if found else Published()


def _bylines(
    tree: LexborHTMLParser, meta: dict[str, list[str]], authors: Iterable[str], site: set[str]
) -> tuple[str, ...]:
    marked = [_text(node) or "" for query in _AUTHOR_LINKS for node in tree.css(query)[:4]]
    for values in (authors, _values(meta, _AUTHOR), _properties(tree, "author"), marked):
        names = clean_names((value for value in values if len(value) <= 200), site)
        if names:
            return names
    return ()


def _tags(tree: LexborHTMLParser, meta: dict[str, list[str]], keywords: Iterable[str]) -> tuple[str, ...]:
    linked = [node.text(deep=True) for node in tree.css('a[rel~="tag" i]:not([rel~="category" i])')[:60]]
    for values in ([*linked], [*_values(meta, _TAGS[0])], [*keywords], *(_values(meta, keys) for keys in _TAGS[1:])):
        split = (
            values
            if values is linked or len(values) > 1
            else [part for value in values for part in re.split(r"[,;|]", value)]
        )
        tags = tuple(filter(is_tag, once(split)))
        if tags:
            return tags
    return ()


def _section(tree: LexborHTMLParser, meta: dict[str, list[str]], in_json: Iterable[str]) -> tuple[str, ...]:
    filed = [node.text(deep=True) for node in tree.css('a[rel~="category" i]')[:20]]
    for values in ([*in_json], _values(meta, _SECTION), _properties(tree, "articleSection"), filed):
        split = re.split(r"\s*[,;|]\s*", values[0]) if len(values) == 1 else values
        section = tuple(name for name in once(map(section_name, split)) if len(name) <= 80)
        if section:
            return section
    return ()


def _language(tree: LexborHTMLParser, meta: dict[str, list[str]], in_json: str | None) -> str | None:
    root = tree.css_first("html")
    lang = root.attributes.get("lang") or root.attributes.get("xml:lang") if root is not None else None
    for value in (lang, in_json, *_values(meta, ["content-language", "og:locale", "language", "dc.language"])):
        found = _LANGUAGE.match(value) if value else None
        if found:
            return cast("str", found.group(1)).lower()
    return None

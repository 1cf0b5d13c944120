"""What an HTML page declares about itself: JSON-LD, OpenGraph and other meta elements, microdata, its address."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote, urljoin, urlsplit

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
    person_like,
    without_site,
)
from reportedly.page.lines import section_name
from reportedly.page.markup import Link, Markup, markup
from reportedly.page.regions import words
from reportedly.page.site_name import site_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from selectolax.lexbor import LexborHTMLParser

UNDATED = Published()


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What a page says about itself in its markup; what it does not say is ``None`` or empty.

    Attributes:
        address: its canonical address.
        headlines: what it calls itself, the most reliable first, a site's name cut off; parts of these last.
        titles: those of the headlines that it gives to others as the report's own, whole.
        description: its own summary.
        body: the article's text, where the page gives it to search engines; often cut short or with markup in it.
        bylines: the people it says it is by.
        named: whoever else it marks as its author; worth less than a printed by-line.
        organisations: what it says it is by, where that is no person, or the site itself.
        section: what it says it is filed under.
        section_links: the links that it marks as its categories, among them perhaps those of other reports on the page.
        tags: what it says it is about.
        tag_links: the links that it marks as its tags, among them perhaps those of other reports on the page.
        keywords: what it tells search engines; of some sites, the same on each page.
        path: the words of its address between the host and its own name.
        published: the day that it declares for itself.
        addressed: the day, or the month, in its address.
        timed: a day that it declares without saying of what, or the one day that all its time elements give.
        times: the day that a time element gives for people, by its text.
        universal: whether the declared day is that of Greenwich, not of the page.
        site: the plain names of its site.

    """

    address: str | None = None
    publisher: str | None = None
    headlines: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    description: str | None = None
    body: str | None = None
    bylines: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    section_links: frozenset[Link] = frozenset()
    tags: tuple[str, ...] = ()
    tag_links: frozenset[Link] = frozenset()
    keywords: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    published: Published = UNDATED
    addressed: str | None = None
    timed: str | None = None
    times: Mapping[str, str] = field(default_factory=dict)
    universal: bool = False
    modified: str | None = None
    language: str | None = None
    site: frozenset[str] = frozenset()


_PUBLISHED = words(
    "article:published_time og:published_time og:article:published_time bt:pubdate datepublished "
    "rnews:datepublished article.published parsely-pub-date sailthru.date pubdate publishdate "
    "publish-date publish_date publication_date publication-date date_published published_date "
    "publisheddate published dc.date.issued dcterms.issued dc.date.created dcterms.created "
    "cxenseparse:recs:publishtime citation_publication_date citation_date "
    "article_date_original originalpublicationdate vr:published_time article:published datecreated "
    "release_date shareaholic:article_published_time dc:created cxenseparse:publishtime"
)
_DATED = words("date dc.date dcterms.date dc:date")
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
    "shareaholic:article_author_name articleauthor creator"
)
_SECTION = [
    "article:section",
    "og:article:section",
    "parsely-section",
    "section",
    "article.section",
    "cxenseparse:section",
]
_TAGS = (["article:tag", "og:article:tag"], ["parsely-tags"], ["sailthru.tags"], ["news_keywords"])
_PUBLISHER = [
    "og:site_name",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "application-name",
    "apple-mobile-web-app-title",
]

_LANGUAGE = re.compile(r"\s*([a-z]{2,3})(?:[-_][a-z0-9]+)*\s*$", re.IGNORECASE)
_LONGEST_LANGUAGE = 35
"""Characters; RFC 5646 asks for room for as many."""
_UNIVERSAL = re.compile(r":\d\d(?:\.\d+)?(?:Z|[+-]00:?00)\s*$")
_TO_SECTIONS = re.compile(
    r"/(?:categor(?:y|ies|ia|ie)|kategorien?|rubri(?:c|que|k)|ressorts?|sections?)/", re.IGNORECASE
)
_LONGEST_NAMES = 200
_LONGEST_AT_WORK = 90
"""Days in which a report may still be worked at."""
_LONGEST_SECTION = 80
_PATH_NAME = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]+){0,3}")


def declared(tree: LexborHTMLParser, address: str | None = None) -> Declared:
    """Gather what a page declares.

    Args:
        tree: the parsed page.
        address: where it was fetched from, if it was.

    """
    said = markup(tree)
    article = jsonld.article(said.scripts)
    canonical = _canonical(said, address)
    publisher = _first([article.publisher, *said.values(_PUBLISHER)])
    publisher = publisher or site_name(tree, said.title, [canonical, *said.values(["og:url"]), address])
    names = (publisher, *said.values(["og:site_name"]), host(canonical or address))
    site = frozenset(bare(each) for each in names if each)
    own = _titles([*said.values(_HEADLINE[:2]), article.headline], site)
    headlines = dict.fromkeys((*own, *_titles([*said.values(_HEADLINE[2:]), said.title], site)))
    headlines |= dict.fromkeys(longest_part(name) for name in list(headlines))
    published, universal = _published(said, None if _standing(article) else article.published)
    people, others, organisations = _authors(said, article, site)
    filed, tagged = _filed(said)
    modified = (article.modified, *said.values(_MODIFIED), *said.properties.get("datemodified", ()))
    return Declared(
        address=canonical,
        publisher=publisher,
        headlines=tuple(name for name in headlines if name),
        titles=own,
        description=_first([*said.values(_DESCRIPTION), article.description]),
        body=article.body,
        bylines=people,
        named=others,
        organisations=organisations,
        section=_section(said, article),
        section_links=filed,
        tags=_tags([said.values(_TAGS[0]), list(article.keywords), *(said.values(keys) for keys in _TAGS[1:])]),
        tag_links=tagged,
        keywords=_tags([said.values(["keywords"])]),
        path=_path(canonical or address),
        published=published,
        addressed=day_in_address(address) or day_in_address(canonical),
        timed=_first(map(day, said.values(_DATED))) or _timed(said),
        times={each.text: found for each in said.times if each.text and (found := day(each.moment))},
        universal=universal,
        modified=_first(map(day, modified)),
        language=_language(said, article.language),
        site=site,
    )


def _first(values: Iterable[str | None]) -> str | None:
    return next((tidy(value) for value in values if value and value.strip()), None)


def _titles(values: Iterable[str | None], site: Collection[str]) -> tuple[str, ...]:
    titles = (without_site(tidy(html.unescape(value)), site) for value in values if value and value.strip())
    return tuple(dict.fromkeys(title for title in titles if title))


def _canonical(said: Markup, address: str | None) -> str | None:
    for value in (said.canonical, *said.values(["og:url"])):
        if value:
            try:
                whole = urljoin(address or "", value.strip())
                if urlsplit(whole).scheme in ("http", "https") and urlsplit(whole).hostname:
                    return whole
            except ValueError:
                continue
    return None


def _published(said: Markup, in_json: str | None) -> tuple[Published, bool]:
    """The declared day, and whether it is given in universal time."""
    marked = [each.moment for each in said.times if each.marked][:1]
    sources: list[tuple[PublishedBasis, Iterable[str | None]]] = [
        ("json-ld", [in_json]),
        (
            "meta",
            [
                *said.values(_PUBLISHED),
                *said.properties.get("datepublished", ()),
                *said.properties.get("datecreated", ()),
                *marked,
            ],
        ),
    ]
    for basis, values in sources:
        for value in values:
            found = day(value)
            if found:
                return Published(found, found, basis), _UNIVERSAL.search(value or "") is not None
    return UNDATED, False


def _standing(article: jsonld.Article) -> bool:
    """Whether what is dated is a page, not an article, and is still changed long after: it is about no day."""
    published, modified = (_whole(day(value)) for value in (article.published, article.modified))
    return article.page_only and bool(published and modified and (modified - published).days > _LONGEST_AT_WORK)


def _whole(day: str | None) -> date | None:
    return date.fromisoformat(day) if day and len(day) == len("2019-11-17") else None


def _timed(said: Markup) -> str | None:
    """The one day of all time elements; several days are those of other reports, or of changes."""
    days = {found for each in said.times if each.moment and (found := day(each.moment))}
    only = next(iter(days)) if len(days) == 1 else ""
    return only if len(only) == len("2019-11-17") else None


def _authors(said: Markup, article: jsonld.Article, site: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """The people, the others that are marked as authors, and the organisations."""
    properties = said.properties.get("author", [])[:8] or said.properties.get("creator", [])[:8]
    metas = [value for value in said.values(_AUTHOR) if len(value) <= _LONGEST_NAMES]
    linked = [text for text, _ in said.links.get("author", ())][:4]
    people: tuple[str, ...] = ()
    for values in (article.authors, properties, metas):
        people = people or clean_names(values, site)
        if people and values is metas and not any(map(person_like, people)):
            people = ()
    others = next((names for values in (linked, said.names[:4], metas) if (names := clean_names(values, site))), ())
    sites = (article.organisations, article.authors, properties, linked, said.names[:4], said.values(_AUTHOR[1:]))
    organisations = next((names for values in sites if (names := clean_names(values))), ())
    return people, others, organisations


def _tags(sources: Iterable[list[str]]) -> tuple[str, ...]:
    """The tags of the first source that has any; a lone value may be a list of them."""
    for values in sources:
        split = values if len(values) > 1 else [part for value in values for part in re.split(r"[,;|]", value)]
        tags = tuple(filter(is_tag, once(split)))
        if tags:
            return tags
    return ()


def _filed(said: Markup) -> tuple[frozenset[Link], frozenset[Link]]:
    """The links to categories, by their type or else by where they lead, and the other links to tags."""
    tags, filed = said.links.get("tag", []), said.links.get("category", [])
    filed = filed or [link for link in tags if _TO_SECTIONS.search(link[1])]
    return frozenset(filed), frozenset(tags) - frozenset(filed)


def _section(said: Markup, article: jsonld.Article) -> tuple[str, ...]:
    # Some sites repeat the tags among the sections.
    tags = {tag.casefold() for value in article.keywords for tag in re.split(r"\s*,\s*", value)}
    for values in ([*article.section], said.values(_SECTION), said.properties.get("articlesection", [])):
        split = values if len(values) != 1 else re.split(r"\s*[,;|]\s*", values[0])
        named = [name for name in once(map(section_name, split)) if len(name) <= _LONGEST_SECTION]
        section = [name for name in named if name.casefold() not in tags] or named
        if section:
            return tuple(section)
    return ()


def _path(address: str | None) -> tuple[str, ...]:
    """The words of an address's path that can be names of sections, the outermost first."""
    try:
        parts = [part for part in unquote(urlsplit(address or "").path).split("/") if part]
    except ValueError:
        return ()
    return tuple(part.replace("-", " ") for part in parts[:-1] if _PATH_NAME.fullmatch(part))


def _language(said: Markup, in_json: str | None) -> str | None:
    for value in (said.language, in_json, *said.values(["content-language", "og:locale", "language", "dc.language"])):
        found = _LANGUAGE.match(value[:_LONGEST_LANGUAGE]) if value else None
        if found:
            return cast("str", found.group(1)).lower()
    return None

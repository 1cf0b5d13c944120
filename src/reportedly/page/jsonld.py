"""The article that a page describes in JSON-LD, schema.org's vocabulary, however badly the script is written."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST = 2_000_000
"""Characters of one script."""

_ARTICLES = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report|PressRelease|SocialMediaPosting)$")
_GROUPS = re.compile(r"(?:Organization|Corporation|Association)$")
_PAGES = frozenset({"WebPage", "CreativeWork", "VideoObject", "ItemPage"})
# Other things that the same script may describe are reached through these.
_CARRIERS = ("@graph", "mainEntity", "mainEntityOfPage", "breadcrumb")
_OPENED = re.compile(r"(?:<!\[CDATA\[|//\s{0,9}<!\[CDATA\[|<!--|/\*.{0,99}?\*/)?\s*+", re.DOTALL)
_LONGEST_CLOSING = 120
_CLOSED = re.compile(r"(?://\s{0,9}\]\]>|\]\]>|-->|/\*.{0,99}?\*/)$")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_VALUE = r'\s*:\s*"((?:[^"\\]|\\.){1,500})"'

Thing = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a page's JSON-LD says about its article; dates as written.

    Attributes:
        authors: people, and those of whom it is not said what they are.
        organisations: authors that are said to be no people.
        page_only: whether only the page is described, not an article on it; standing pages are dated so.
        crumbs: the names of its breadcrumb list, the outermost first, as written.

    """

    headline: str | None = None
    description: str | None = None
    body: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    page_only: bool = False
    crumbs: tuple[str, ...] = ()


def article(scripts: Iterable[str]) -> Article:
    """Read the JSON-LD scripts of one page; the first thing in them that is an article speaks, else the page itself.

    Scripts that are no JSON are searched for their dates and headline.
    """
    things: list[Thing] = []
    broken: list[str] = []
    for script in scripts:
        values = _load(script[:LONGEST])
        if values is None:
            broken.append(script[:LONGEST])
        else:
            things += _things(values)
    by_id = {str(thing["@id"]): thing for thing in things if "@id" in thing and len(thing) > 1}
    articles = [thing for thing in things if any(_ARTICLES.search(kind) for kind in _types(thing))]
    # An article without a date or a headline is a reference to one elsewhere.
    articles.sort(key=lambda thing: ("datePublished" not in thing, "headline" not in thing and "name" not in thing))
    pages = [thing for thing in things if not _PAGES.isdisjoint(_types(thing)) and "datePublished" in thing]
    chosen = next(iter([*articles, *pages]), None)
    crumbs = max((_crumbs(thing) for thing in things if "BreadcrumbList" in _types(thing)), key=len, default=())
    if chosen is None:
        return replace(_searched(broken), crumbs=crumbs)
    publisher = next(_names(chosen.get("publisher"), by_id), None)
    authors = chosen.get("author") or chosen.get("creator")
    return Article(
        headline=_string(chosen.get("headline")) or _string(chosen.get("name")),
        description=_string(chosen.get("description")),
        body=_string(chosen.get("articleBody")),
        publisher=publisher or _site(things),
        authors=tuple(_names(authors, by_id, of_people=True)),
        organisations=tuple(_names(authors, by_id, of_people=False)),
        section=tuple(_strings(chosen.get("articleSection"))),
        keywords=tuple(_strings(chosen.get("keywords"))),
        published=_string(chosen.get("datePublished")) or _string(chosen.get("dateCreated")),
        modified=_string(chosen.get("dateModified")),
        language=next(iter(_strings(chosen.get("inLanguage"))), None),
        page_only=not articles,
        crumbs=crumbs,
    )


def _load(script: str) -> list[object] | None:
    text = script.strip()
    text = text[_OPENED.match(text).end() :]  # type: ignore[union-attr]  # it matches nothing too
    closed = _CLOSED.search(text, max(0, len(text) - _LONGEST_CLOSING))
    text = (text[: closed.start()] if closed else text).rstrip(" \t\r\n;")
    decoder = json.JSONDecoder(strict=False)
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        values: list[object] = []
        at = 0
        try:
            while at < len(attempt):
                value, at = decoder.raw_decode(attempt, at)
                values.append(value)
                at += len(attempt[at:]) - len(attempt[at:].lstrip(" \t\r\n,;")) if len(values) < 50 else len(attempt)
        except (ValueError, RecursionError):
            if not values:
                continue
        return values
    return None


def _things(values: list[object]) -> Iterator[Thing]:
    """Walk the described things, in order, without what they merely mention; no deeper than scripts on pages go."""
    waiting = [(value, 0) for value in reversed(values)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, list) and depth < 8:
            waiting += [(each, depth + 1) for each in reversed(value[:500])]
        elif isinstance(value, dict):
            yield value
            if depth < 8:
                waiting += [
                    (value[key], depth + 1) for key in reversed(_CARRIERS) if isinstance(value.get(key), (dict, list))
                ]


def _types(thing: Thing) -> list[str]:
    return [kind.rpartition("/")[2] for kind in _strings(thing.get("@type"))]


def _string(value: object) -> str | None:
    if isinstance(value, list):
        return next((text for text in map(_string, value[:1]) if text), None)
    if isinstance(value, dict):
        return _string(value.get("@value"))
    if not isinstance(value, str):
        return None
    # JSON can write half of a surrogate pair, which no encoding can carry on.
    whole = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return html.unescape(whole).strip() or None


def _strings(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    found = [_string(each) or (_string(each.get("name")) if isinstance(each, dict) else None) for each in values[:200]]
    return [text for text in found if text]


def _names(value: object, by_id: dict[str, Thing], of_people: bool | None = None) -> Iterator[str]:
    """Walk names, of all or only of people or only of others; what is not said to be something else is a person."""
    for each in (value if isinstance(value, list) else [value])[:50]:
        known: object = each
        if isinstance(each, dict):
            known = each if "name" in each else by_id.get(str(each.get("@id")), each)
        elif isinstance(each, str):
            known = by_id.get(each, each)
        if isinstance(known, dict):
            if of_people is None or of_people is not any(_GROUPS.search(kind) for kind in _types(known)):
                yield from _strings(known.get("name"))
        elif of_people is not False and (text := _string(known)):
            yield text


def _crumbs(thing: Thing) -> tuple[str, ...]:
    items = thing.get("itemListElement")
    places: list[tuple[float, str]] = []
    for number, each in enumerate(items[:20] if isinstance(items, list) else ()):
        if isinstance(each, dict):
            item, position = each.get("item"), each.get("position")
            name = _string(each.get("name")) or (_string(item.get("name")) if isinstance(item, dict) else None)
            ranked = isinstance(position, (int, str)) and str(position).isdecimal() and len(str(position)) < 4
            places += [(float(str(position)) if ranked else number, name)] if name else []
    return tuple(name for _, name in sorted(places, key=lambda place: place[0]))


def _site(things: list[Thing]) -> str | None:
    for kind in ("NewsMediaOrganization", "Organization", "WebSite"):
        for thing in things:
            name = _string(thing.get("name"))
            if kind in _types(thing) and name:
                return name
    return None


def _searched(scripts: list[str]) -> Article:
    def find(key: str) -> str | None:
        found = next((match for script in scripts if (match := re.search(f'"{key}"{_VALUE}', script))), None)
        return html.unescape(found.group(1).replace('\\"', '"').replace("\\/", "/")) if found else None

    return Article(headline=find("headline"), published=find("datePublished"), modified=find("dateModified"))

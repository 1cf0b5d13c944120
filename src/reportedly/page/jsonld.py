"""The article that a page describes in JSON-LD, schema.org's vocabulary, however badly the script is written."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST = 2_000_000
"""Characters of one script."""

_ARTICLES = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report|PressRelease|SocialMediaPosting)$")
_PAGES = frozenset({"WebPage", "CreativeWork", "VideoObject", "ItemPage"})
# Other things that the same script may describe are reached through these.
_CARRIERS = ("@graph", "mainEntity", "mainEntityOfPage")
_WRAPPING = re.compile(
    r"^\s*(?:<!\[CDATA\[|//\s*<!\[CDATA\[|<!--|/\*.*?\*/)?\s*|\s*(?://\s*\]\]>|\]\]>|-->)?[\s;]*$", re.DOTALL
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_VALUE = r'\s*:\s*"((?:[^"\\]|\\.){1,500})"'

Thing = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a page's JSON-LD says about its article; dates as written."""

    headline: str | None = None
    description: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str | None = None


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
    if chosen is None:
        return _searched(broken)
    publisher = next(iter(_names(chosen.get("publisher"), by_id)), None)
    return Article(
        headline=_string(chosen.get("headline")) or _string(chosen.get("name")),
        description=_string(chosen.get("description")),
        publisher=publisher or _site(things),
        authors=tuple(_names(chosen.get("author") or chosen.get("creator"), by_id)),
        section=tuple(_strings(chosen.get("articleSection"))),
        keywords=tuple(_strings(chosen.get("keywords"))),
        published=_string(chosen.get("datePublished")) or _string(chosen.get("dateCreated")),
        modified=_string(chosen.get("dateModified")),
        language=next(iter(_strings(chosen.get("inLanguage"))), None),
    )


def _load(script: str) -> list[object] | None:
    text = _WRAPPING.sub("", script)
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
    return html.unescape(value).strip() or None if isinstance(value, str) else None


def _strings(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    found = [_string(each) or (_string(each.get("name")) if isinstance(each, dict) else None) for each in values[:200]]
    return [text for text in found if text]


def _names(value: object, by_id: dict[str, Thing]) -> Iterator[str]:
    for each in (value if isinstance(value, list) else [value])[:50]:
        if isinstance(each, dict):
            known = each if "name" in each else by_id.get(str(each.get("@id")), each)
            yield from _strings(known.get("name"))
        elif isinstance(each, str):
            known_name = by_id.get(each)
            text = _string(known_name.get("name")) if known_name else _string(each)
            if text:
                yield text


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

"""What is known of a page from what it came in: a feed, an archive, a line of JSON."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Literal

from reportedly.model import Published
from reportedly.page.declared_values import clean_names, day, is_tag, once

if TYPE_CHECKING:
    from reportedly.page.facts import Facts

_ISO = re.compile(r"\d{4}-?\d{2}-?\d{2}[T ]\d")
_CRAWL = re.compile(r"\d{14}")
_TAG = re.compile(r"[a-z]{2,3}(?:[-_][a-z\d]{1,8})*", re.IGNORECASE)
_DECLARED = ("json-ld", "meta")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a page beside what it says itself, as written there.

    Attributes:
        basis: what a day of publication from here rests on: ``"feed"``, or ``"given"`` by whoever made the file.
        title: the headline.
        authors: who wrote it.
        published: the day or moment of publication, in any form that a page could print it.
        modified: the day or moment of the last change.
        publisher: who published it.
        section: what it is filed under.
        tags: its keywords.
        language: a code such as ``"en"``.
        retrieved: when the page was got, in ISO 8601, as mail and HTTP write it, or as 14 digits; it is never taken
            for the day of publication.

    """

    basis: Literal["feed", "given"] = "given"
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    publisher: str | None = None
    section: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str | None = None
    retrieved: str | None = None

    def language_code(self) -> str | None:
        """The language, if it is written as a code."""
        if self.language is None or not _TAG.fullmatch(self.language.strip()):
            return None
        return self.language.strip().replace("_", "-").lower()


def with_known(facts: Facts, known: Known) -> Facts:
    """Fill what a page does not say itself with what is known of it.

    A known day of publication also stands above one that was only printed on the page, read from its address or
    inferred, for those may be another report's. A known moment of retrieval stands above one that the page shows.
    """
    published = day(known.published)
    if published and facts.published.basis not in _DECLARED:
        facts = replace(facts, published=Published(published, published, known.basis))
    return replace(
        facts,
        publisher=facts.publisher or _line(known.publisher),
        headline=facts.headline or _line(known.title),
        bylines=facts.bylines or clean_names(known.authors),
        section=facts.section or tuple(once(known.section)),
        tags=facts.tags or tuple(tag for tag in once(known.tags) if is_tag(tag)),
        modified=facts.modified or day(known.modified),
        retrieved=moment_of(known.retrieved) or facts.retrieved,
    )


def moment_of(value: str | None) -> str | None:
    """Read a moment as archives and mail write it; ``None`` for anything else.

    >>> moment_of("Sun, 17 Nov 2019 09:30:00 +0000")
    '2019-11-17T09:30:00Z'
    """
    text = (value or "").strip()
    found = None
    with suppress(ValueError, OverflowError):
        if _CRAWL.fullmatch(text):
            found = datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        elif _ISO.match(text):
            found = datetime.fromisoformat(text)
        else:
            found = parsedate_to_datetime(text)
            found = found if found.tzinfo else found.replace(tzinfo=UTC)  # as mail means "-0000"
    return found.isoformat(timespec="seconds").replace("+00:00", "Z") if found else None


def _line(value: str | None) -> str | None:
    return next(once((value,)), None) if value else None

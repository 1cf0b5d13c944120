"""The parameters that operations take."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from reportedly.library.find import MOST_A_PAGE, MOST_PAGES
from reportedly.library.plan import Sort
from reportedly.library.query.parser import LONGEST

_LONGEST_NAME = 500

Query = Annotated[
    str,
    Meta(
        max_length=LONGEST,
        description="Words and filters, as `reportedly find` takes them: "
        '`from:unnamed via:Dagbladet "return to Norway"`. All, if it is empty.',
    ),
]
Words = Annotated[str, Meta(max_length=_LONGEST_NAME, description="Words of a name; all, if it is empty.")]
Page = Annotated[int, Meta(ge=1, le=MOST_PAGES, description="Which page of the answers, from 1.")]
Size = Annotated[int, Meta(ge=1, le=MOST_A_PAGE, description="Answers on a page.")]
SmallSize = Annotated[int, Meta(ge=1, le=100, description="Answers on a page.")]
Sorted = Annotated[
    Sort | None,
    Meta(
        description="`best`: what fits the words best first, as when they are few; `newest` or `oldest` published; "
        "`added` last."
    ),
]
ClaimKey = Annotated[str, Meta(pattern="^c?[0-9]{1,9}$", examples=["c345"], description="The key of a claim.")]
ReportKey = Annotated[str, Meta(pattern="^r?[0-9]{1,9}$", examples=["r12"], description="The key of a report.")]
EntityKey = Annotated[str, Meta(pattern="^e?[0-9]{1,9}$", examples=["e67"], description="The key of an entity.")]


class Paged(Struct, frozen=True, kw_only=True):
    """Which page of a list."""

    page: Page = 1
    size: SmallSize = 20


class Named(Struct, frozen=True, kw_only=True):
    """Which page of a list of things with names."""

    q: Words = ""
    page: Page = 1
    size: SmallSize = 20


class NamedEntities(Named, frozen=True, kw_only=True):
    """Which page of a list of entities."""

    speaking: Annotated[bool, Meta(description="1: only those whose word claims are, the most claims first.")] = False


class Finding(Struct, frozen=True, kw_only=True):
    """What to find, and which page of it."""

    q: Query = ""
    page: Page = 1
    size: Size = 20
    sort: Sorted = None


class OneClaim(Struct, frozen=True, kw_only=True):
    """Which claim."""

    claim: ClaimKey


class OneReport(Struct, frozen=True, kw_only=True):
    """Which report."""

    report: ReportKey


class OneReading(OneReport, frozen=True, kw_only=True):
    """Which report's Reading, and whose."""

    machine: Annotated[
        bool, Meta(description="1: the Reading as the machine read it, without what people say of it.")
    ] = False


class OneEntity(Struct, frozen=True, kw_only=True):
    """Which entity."""

    entity: EntityKey


def number(key: str) -> int:
    """The number in a key, which may be given with its letter or without."""
    return int(key.lstrip("rce"))

"""What the API tells beside finds: what answers have in common, what may be meant, who speaks, what is counted."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from reportedly.library.counted import CountedShown, CountedThing
from reportedly.library.facets import Facets
from reportedly.library.query.parser import LONGEST
from reportedly.library.suggesting import Suggestion
from reportedly.web.api.asked import Named, Paged, Query
from reportedly.web.api.operation import Here, Operation
from reportedly.web.api.reads import NO_SUCH

_LONGEST_THING = 500


class Queried(Struct, frozen=True, kw_only=True):
    """What is asked."""

    q: Query = ""


class Faceting(Queried, frozen=True, kw_only=True):
    """What is asked, and how much is to be told of it."""

    most: Annotated[int, Meta(ge=1, le=100, description="Values of each field.")] = 12


class Suggesting(Queried, frozen=True, kw_only=True):
    """A query that is being written."""

    at: (
        Annotated[
            int,
            Meta(
                ge=0,
                le=LONGEST,
                description="Where in the query it is being written, in code points; its end if left out.",
            ),
        ]
        | None
    ) = None
    most: Annotated[int, Meta(ge=1, le=50, description="How many there may be.")] = 8


class CountedAsked(Paged, frozen=True, kw_only=True):
    """A thing that is counted, and which page of its figures."""

    what: Annotated[str, Meta(max_length=_LONGEST_THING, examples=["homes"], description="What is counted.")]
    unit: (
        Annotated[str, Meta(max_length=_LONGEST_THING, description="Its unit, such as `percent`; none if left out.")]
        | None
    ) = None


def count_facets(here: Here, asked: Faceting) -> Facets:
    """Count what the answers to a query have in common: outlets, sources, kinds, certainty, places, months.

    Each comes with the query that asks for it too.
    """
    return here.library.facets(asked.q, most=asked.most)


def suggest(here: Here, asked: Suggesting) -> tuple[Suggestion, ...]:
    """Suggest what to write next in a query: fields, their values, names that the library has."""
    at = len(asked.q) if asked.at is None else min(asked.at, len(asked.q))
    return here.library.suggestions(asked.q, at, most=asked.most)


def list_counted(here: Here, asked: Named) -> tuple[CountedThing, ...]:
    """List the things that reports give figures for."""
    return here.library.counted_things(asked.q, page=asked.page, size=asked.size)


def show_counted(here: Here, asked: CountedAsked) -> CountedShown:
    """Show the figures for one thing, by day and report."""
    return here.library.counted(asked.what, asked.unit, page=asked.page, size=asked.size)


COUNTS = (
    Operation("GET", "/facets", count_facets, cached=True, example="q=from:unnamed"),
    Operation("GET", "/suggestions", suggest, cached=True, example="q=from:un"),
    Operation("GET", "/counted", list_counted, cached=True, example="size=5"),
    Operation("GET", "/counted/thing", show_counted, cached=True, refuses=(NO_SUCH,), example="what=homes&size=5"),
)

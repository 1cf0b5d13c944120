"""The fields of the query language: what each looks at, how its values are written, and an example of each."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Literal, TypeAlias, get_args

from msgspec import Struct

from reportedly.library.query.tree import Field
from reportedly.model import Certainty, Form, SourceKind

Shape: TypeAlias = Literal[
    "name", "words", "listed", "number", "days", "near", "country", "unit", "report", "claim", "code"
]
"""How a field's values are written."""


class About(Struct, frozen=True):
    """A field as it is shown to people: in the reference, and as a suggestion while they write.

    Args:
        help: one line: what it looks at.
        example: a query with it.
        shape: how its values are written.
        values: all of them, where the list is closed; else those that mean something of their own.
    """

    help: str
    example: str
    shape: Shape
    values: tuple[str, ...] = ()


FIELDS: dict[Field, About] = {
    "from": About(
        "the source: who is said to have said it, by name, entity or kind of source",
        "from:unnamed",
        "name",
        get_args(SourceKind),
    ),
    "kind": About("the kind of source", "kind:official", "listed", get_args(SourceKind)),
    "via": About("an intermediary that the claim came through", "via:Dagbladet", "name"),
    "outlet": About("the publisher of the report", 'outlet:"The Barents Observer"', "name"),
    "form": About("how it is quoted", "form:direct", "listed", get_args(Form)),
    "certainty": About("how surely the report gives it", "certainty:hedged", "listed", get_args(Certainty)),
    "about": About("somebody or something that the claim mentions, by name or entity", 'about:"Frode Berg"', "name"),
    "place": About("a place that the claim mentions, by name or GeoNames number", "place:Kirkenes", "name"),
    "country": About("the country of a place that the claim mentions, by code or name", "country:NO", "country"),
    "near": About("a place that the claim mentions is within a distance", "near:Oslo,50km", "near"),
    "published": About("the day of publication of the report", "published:2019-11", "days"),
    "when": About("a day that the claim speaks of", "when:2017-12..2019-11", "days"),
    "figure": About("a number in the claim", "figure:>=100", "number"),
    "counts": About("what a number in the claim counts", "counts:officers", "words"),
    "unit": About("the unit of a number in the claim", "unit:percent", "unit"),
    "headline": About("words of the headline of the report", "headline:spy", "words"),
    "ground": About("words of what the source itself rests on", 'ground:"internal reports"', "words"),
    "cue": About("words that attribute the claim", 'cue:"according to"', "words"),
    "report": About(
        "one report: its number, the first 8 or more digits of its SHA-256, or its address",
        "report:https://example.org/news/1",
        "report",
    ),
    "claim": About("one claim, by its number", "claim:c345", "claim"),
    "language": About("the language of the report, by code", "language:en", "code"),
    "confidence": About("how sure the reader is that it read the claim rightly, 0 to 1", "confidence:>=0.8", "number"),
    "version": About(
        "which versions of a report: the latest alone, or all", "version:all", "listed", ("latest", "all")
    ),
    "judged": About(
        "what a person has said about the reading of the claim",
        "judged:none",
        "listed",
        ("confirmed", "corrected", "rejected", "added", "none"),
    ),
}
"""Every field by its name, in the order in which to show them."""

_OTHER_NAMES: dict[str, Field] = {
    "address": "report",
    "author": "from",
    "by": "from",
    "date": "published",
    "day": "when",
    "entity": "about",
    "id": "report",
    "lang": "language",
    "location": "place",
    "number": "figure",
    "person": "about",
    "publisher": "outlet",
    "said": "from",
    "site": "outlet",
    "source": "from",
    "speaker": "from",
    "through": "via",
    "title": "headline",
    "url": "report",
}
"""What other search boxes call them: not understood, but known well enough to say what to write instead."""


def field_named(name: str) -> Field | None:
    """The field of a name, in whichever case it is written."""
    return _BY_NAME.get(name.lower())


def field_meant(name: str) -> Field | None:
    """The field that a name which is none was probably meant to be, if there is one."""
    name = name.lower()
    if name in _OTHER_NAMES:
        return _OTHER_NAMES[name]
    near = get_close_matches(name, _BY_NAME, n=1, cutoff=0.75)
    return _BY_NAME[near[0]] if near else None


_BY_NAME: dict[str, Field] = {str(name): name for name in FIELDS}

"""What a query asks for, as a tree: the only thing that the search for claims knows of the query language.

``at`` is where in the query a part was read, in code points, so that what is wrong with it can be pointed at. A group
in parentheses stays a node of its own, and a group of one is that one: ``(figure:>=40 counts:police) figure:<3`` keeps
which filters stand together.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

Field = Literal[
    "from",
    "kind",
    "via",
    "outlet",
    "form",
    "certainty",
    "about",
    "place",
    "country",
    "near",
    "published",
    "when",
    "figure",
    "counts",
    "unit",
    "headline",
    "ground",
    "cue",
    "report",
    "claim",
    "language",
    "confidence",
    "version",
    "judged",
]
"""What a filter can look at; ``FIELDS`` says of each what it is and which values it takes."""


class Text(Struct, frozen=True, tag=True):
    """A name, an id, words, or one of a closed list of values (in lower case). ``exact`` is True when it was quoted."""

    text: str
    exact: bool = False


class Range(Struct, frozen=True, tag=True):
    """The numbers from ``low`` to ``high``; an end is left out of it where it is open, and absent where it is None."""

    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False


class Days(Struct, frozen=True, tag=True):
    """The days from ``earliest`` to ``latest``, both included: full ISO 8601 days, or None where there is no end."""

    earliest: str | None = None
    latest: str | None = None


class Near(Struct, frozen=True, tag=True):
    """Within ``km`` kilometres of a place by its name, or of a point in degrees; never both."""

    place: str | None
    latitude: float | None
    longitude: float | None
    km: float


Value: TypeAlias = Text | Range | Days | Near


class Words(Struct, frozen=True, tag=True):
    """One word, or a phrase; with ``prefix`` its last word is only how a word begins. Holds a letter or a digit."""

    text: str
    phrase: bool = False
    prefix: bool = False
    at: int = 0


class Filter(Struct, frozen=True, tag=True):
    """A field has a value."""

    field: Field
    value: Value
    at: int = 0


class All(Struct, frozen=True, tag=True):
    """Every one of two or more; of none, everything: what an empty query asks for."""

    of: tuple[Node, ...]


class Any_(Struct, frozen=True, tag=True):  # noqa: N801 - Any is typing's
    """At least one of two or more."""

    of: tuple[Node, ...]


class Not(Struct, frozen=True, tag=True):
    """Whatever the node does not match."""

    of: Node


Node: TypeAlias = Words | Filter | All | Any_ | Not

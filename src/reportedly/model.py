"""Every public type of a Reading, and nothing else.

All types are frozen, slotted and typed; they hold data and do no I/O. Offsets count Unicode code points of
``Report.text`` and ends are exclusive: wherever a type has ``start``, ``end`` and ``text``,
``report.text[start:end] == text``. Absence is ``None`` or ``()``, never a guess. Days keep their precision as
ISO 8601 prefixes: ``"2019"``, ``"2019-11"``, ``"2019-11-17"``.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

BlockKind = Literal[
    "headline",
    "standfirst",
    "byline",
    "dateline",
    "timestamp",
    "section",
    "topic",
    "body",
    "subheading",
    "list",
    "quotation",
    "caption",
    "credit",
    "related",
    "tag",
    "correction",
    "comment",
    "navigation",
    "advertisement",
    "other",
]
"""What a block of a page is for."""

READ_FOR_CLAIMS: frozenset[BlockKind] = frozenset({"headline", "standfirst", "body", "subheading", "list", "quotation"})
"""The kinds of block in which the report itself speaks; no other block is read for claims."""

SourceKind = Literal["person", "official", "organisation", "outlet", "document", "group", "unnamed", "unknown"]
EntityKind = Literal["person", "organisation", "outlet", "place", "document", "group"]
Form = Literal["direct", "indirect", "mixed"]
Certainty = Literal["asserted", "hedged", "denied", "declined"]
Exactness = Literal["exact", "about", "at least", "at most", "part of", "range"]
PublishedBasis = Literal["json-ld", "meta", "feed", "given", "url", "text", "inferred", "none"]
PageFormat = Literal["html", "text"]
TimeType = Literal["date", "time", "duration", "set"]


class Span(Struct, frozen=True):
    """A run of ``Report.text``: ``report.text[start:end] == text``."""

    start: int
    end: int
    text: str


class Block(Struct, frozen=True):
    """A run of the page with a kind. Blocks do not overlap; each visible character is in exactly one."""

    kind: BlockKind
    start: int
    end: int


class Topic(Struct, frozen=True):
    """A topic the page is filed under, with the number of reports shown beside it, if any."""

    name: str
    count: int | None = None


class Published(Struct, frozen=True):
    """What is known of the day of publication, and what that rests on."""

    earliest: str | None = None
    latest: str | None = None
    basis: PublishedBasis = "none"


class Report(Struct, frozen=True):
    """One news document: its text whole and in order, its blocks, and what the page says of itself.

    ``id`` is the hexadecimal SHA-256 of the bytes it came from; ``address`` is set for fetched pages and for pages that
    state their own; ``retrieved`` is an ISO 8601 moment, never taken for the day of publication.
    """

    id: str
    address: str | None
    format: PageFormat
    language: str | None
    text: str
    blocks: tuple[Block, ...]
    publisher: str | None = None
    headline: str | None = None
    standfirst: str | None = None
    bylines: tuple[str, ...] = ()
    dateline: str | None = None
    section: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    tags: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    published: Published = Published()
    modified: str | None = None
    retrieved: str | None = None


class Entity(Struct, frozen=True):
    """Somebody or something named in the report, with every place where it is named."""

    id: str
    kind: EntityKind
    name: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    affiliation: str | None = None
    mentions: tuple[Span, ...] = ()


class Source(Struct, frozen=True):
    """Who is said to have said it. ``ground`` is what the source itself rests on."""

    spans: tuple[Span, ...]
    kind: SourceKind = "unknown"
    entity: str | None = None
    ground: Span | None = None


class Cue(Struct, frozen=True):
    """The words that attribute: "said", "according to", "is believed"."""

    spans: tuple[Span, ...]


class Content(Struct, frozen=True):
    """What is attributed; several spans where the cue splits it."""

    spans: tuple[Span, ...]


class Via(Struct, frozen=True):
    """An intermediary that a claim came through."""

    name: str
    kind: SourceKind
    entity: str | None = None


class Attribution(Struct, frozen=True):
    """Somebody is said to have said, thought, promised, found or refused something.

    ``within`` is the id of the attribution whose content encloses this one. ``via`` runs from the outermost
    intermediary to the innermost, without the publisher and the source. ``confidence`` is the reader's, between 0 and
    1; it says nothing about whether the claim is true.
    """

    id: str
    form: Form
    source: Source | None
    cue: Cue | None
    content: Content
    within: str | None = None
    via: tuple[Via, ...] = ()
    certainty: Certainty = "asserted"
    hedges: tuple[Span, ...] = ()
    confidence: float = 1.0


class Figure(Struct, frozen=True):
    """A number, its range, how exactly it is given, and what it counts in the report's own words.

    A number that is exact has ``low == value == high``; "at least 40" has no ``high``; "some of the 40" is ``part of``
    40, which is then its ``high``.
    """

    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    value: float | None
    exact: Exactness
    unit: str | None = None
    counts: str | None = None
    attribution: str | None = None


class Day(Struct, frozen=True):
    """A time expression and the days it can mean, both ``None`` where the report gives nothing to resolve it by.

    ``type`` and ``value`` are those of TimeML's TIMEX3. A duration ("three years", ``P3Y``) and a set ("daily",
    ``XXXX-XX-XX``) have a value and, unless they reach to or from a known day, no days; nor has a day before our era
    (``BC0480``). ``value`` is ``None`` where TIMEX3 has none, as for a span of years.
    """

    start: int
    end: int
    text: str
    earliest: str | None
    latest: str | None
    basis: str
    type: TimeType = "date"
    value: str | None = None


class Place(Struct, frozen=True):
    """A place named in the report; coordinates and gazetteer id only where they are known."""

    start: int
    end: int
    text: str
    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    gazetteer_id: str | None = None


class Refusal(Struct, frozen=True):
    """Why something was left unread: at which stage, with which code, where in the text, in one sentence."""

    stage: str
    code: str
    start: int | None
    end: int | None
    detail: str


class Reader(Struct, frozen=True):
    """The version that read, and the SHA-256 of each model it read with, by name."""

    version: str
    models: dict[str, str]


class Reading(Struct, frozen=True, kw_only=True):
    """A report and everything read from it. ``msgspec.json.encode(reading)`` is its JSON form."""

    schema: Literal[1] = 1
    report: Report
    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    figures: tuple[Figure, ...] = ()
    days: tuple[Day, ...] = ()
    places: tuple[Place, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    reader: Reader

    def surer(self, least: float) -> Reading:
        """The same reading with only the claims that it is sure enough of.

        Args:
            least: the lowest ``confidence`` to keep, 0 to 1.

        Returns:
            A Reading in which a claim within one that is left out stands within the next one around it that is kept, or
            in none; so does a figure.

        """
        return self.only({a.id for a in self.attributions if a.confidence >= least})

    def only(self, kept: Collection[str]) -> Reading:
        """The same reading with only some of its claims.

        Args:
            kept: the ids of those that stay.

        Returns:
            A Reading in which a claim within one that is left out stands within the next one around it that is kept, or
            in none; so does a figure.

        """
        around = {a.id: a.within for a in self.attributions}

        def nearest(claim: str | None) -> str | None:
            while claim is not None and claim not in kept:
                claim = around[claim]
            return claim

        return replace(
            self,
            attributions=tuple(replace(a, within=nearest(a.within)) for a in self.attributions if a.id in kept),
            figures=tuple(replace(f, attribution=nearest(f.attribution)) for f in self.figures),
        )

    def _repr_html_(self) -> str:
        """Show the claims as a table in a notebook, which asks by this name."""
        from reportedly.export import as_html

        return as_html(self)

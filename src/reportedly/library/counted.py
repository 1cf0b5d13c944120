"""What reports count, and every figure for it."""

from __future__ import annotations

from msgspec import Struct

from reportedly.model import Exactness


class CountedThing(Struct, frozen=True, kw_only=True):
    """Something that reports give figures for.

    Attributes:
        what: what is counted, in the words that reports use most; ``""`` where they name a unit alone ("40 percent").
        unit: ``percent``, ``USD``; ``None`` for what is counted one by one.
        figures: how many figures there are for it, in how many ``reports``.
        low: the least of them; ``None`` where none has a lower end. ``high`` the greatest.
        speakers: how many named sources gave any.

    """

    what: str
    unit: str | None
    figures: int
    reports: int
    low: float | None
    high: float | None
    speakers: int


class CountedFigure(Struct, frozen=True, kw_only=True):
    """One figure, with the report that it stands in and the claim that gives it.

    Attributes:
        figure: as written, with its range, as in a Reading; ``counts`` what it counts in the report's own words.
        starts: where it stands in the report's text; ``ends`` where it ends.
        report: the key of the report; ``headline``, ``publisher`` and ``published`` are its.
        claim: the key of the claim that gives it, whose are ``speaker`` to ``content``; ``None`` for the report's own
            word.
        entity: the key of the source, if it has a name.

    """

    figure: str
    low: float | None
    high: float | None
    value: float | None
    exact: Exactness
    unit: str | None
    counts: str | None
    starts: int
    ends: int
    report: int
    headline: str | None
    publisher: str | None
    published: str | None
    claim: int | None
    speaker: str | None
    entity: int | None
    kind: str | None
    certainty: str | None
    content: str | None


class CountedShown(Struct, frozen=True, kw_only=True):
    """A page of the figures for one thing, those of the newest reports first.

    Attributes:
        thing: what they are for.
        rows: by day and report, each in the order of its text.
        page: which page this is, from 1; ``size`` rows make one of ``thing.figures``.

    """

    thing: CountedThing
    rows: tuple[CountedFigure, ...]
    page: int
    size: int

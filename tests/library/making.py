"""Readings made by hand for the library's tests: a text, and which of its words are what."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from reportedly.model import (
    Attribution,
    Block,
    Certainty,
    Content,
    Cue,
    Day,
    Entity,
    EntityKind,
    Exactness,
    Figure,
    Form,
    Place,
    Published,
    Reader,
    Reading,
    Refusal,
    Report,
    Source,
    SourceKind,
    Span,
    Via,
)


class Said(NamedTuple):
    """A claim: its content, whose word it is, and what else; each the words of the text."""

    content: str | tuple[str, ...]
    by: str | None = None
    cue: str | None = None
    kind: SourceKind = "person"
    entity: str | None = None
    form: Form = "indirect"
    certainty: Certainty = "asserted"
    ground: str | None = None
    via: tuple[Via, ...] = ()
    within: str | None = None
    confidence: float = 0.9


class Named(NamedTuple):
    """Somebody or something, by the name that stands in the text."""

    name: str
    kind: EntityKind = "person"
    role: str | None = None
    affiliation: str | None = None
    aliases: tuple[str, ...] = ()


class Counted(NamedTuple):
    """A number with what it counts, within the claim of that number from 1."""

    text: str
    value: float | None
    counts: str | None = None
    claim: int | None = None
    unit: str | None = None
    exact: Exactness = "exact"
    low: float | None = None
    high: float | None = None


class Dated(NamedTuple):
    """A day."""

    text: str
    earliest: str | None
    latest: str | None = None


class Located(NamedTuple):
    """A place."""

    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    gazetteer_id: str | None = None


def spans(text: str, words: str | tuple[str, ...] | None) -> tuple[Span, ...]:
    found = []
    for each in (words,) if isinstance(words, str) else words or ():
        start = text.index(each)
        found.append(Span(start, start + len(each), each))
    return tuple(found)


def everywhere(text: str, words: str) -> tuple[Span, ...]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(Span(at, at + len(words), words))
        at = text.find(words, at + 1)
    return tuple(found)


def reading(
    text: str,
    *said: Said,
    named: Sequence[Named] = (),
    figures: Sequence[Counted] = (),
    days: Sequence[Dated] = (),
    places: Sequence[Located] = (),
    refusals: Sequence[Refusal] = (),
    reader: str = "1.0",
    models: dict[str, str] | None = None,
    id: str | None = None,  # noqa: A002
    published: str | None = None,
    language: str | None = "en",
    **facts: Any,
) -> Reading:
    """A Reading of a text whose first line is its headline and whose paragraphs follow."""
    blocks, at = [], 0
    for line in text.split("\n\n"):
        blocks.append(Block("body" if at else "headline", at, at + len(line)))
        at += len(line) + 2
    locals_ = {one.name: f"e{number}" for number, one in enumerate(named, 1)}
    days_ = [(spans(text, day.text)[0], day) for day in days]
    places_ = [(spans(text, place.name)[0], place) for place in places]
    figures_ = [(spans(text, figure.text)[0], figure) for figure in figures]
    return Reading(
        report=Report(
            id=id or hashlib.sha256(f"{text} {facts.get('address')}".encode("utf-8", "surrogatepass")).hexdigest(),
            address=facts.pop("address", None),
            format="text",
            language=language,
            text=text,
            blocks=tuple(blocks),
            headline=facts.pop("headline", text.partition("\n\n")[0]),
            published=Published(published, published, "meta") if published else Published(),
            **facts,
        ),
        entities=tuple(
            Entity(
                locals_[one.name],
                one.kind,
                one.name,
                one.aliases,
                one.role,
                one.affiliation,
                tuple(span for name in (one.name, *one.aliases) for span in everywhere(text, name)),
            )
            for one in named
        ),
        attributions=tuple(
            Attribution(
                f"a{number}",
                one.form,
                Source(spans(text, one.by), one.kind, locals_.get(one.entity or ""), *spans(text, one.ground))
                if one.by
                else None,
                Cue(spans(text, one.cue)) if one.cue else None,
                Content(spans(text, one.content)),
                within=one.within,
                via=one.via,
                certainty=one.certainty,
                confidence=one.confidence,
            )
            for number, one in enumerate(said, 1)
        ),
        figures=tuple(
            Figure(
                span.start,
                span.end,
                span.text,
                one.low if one.low is not None else one.value,
                one.high if one.high is not None else one.value if one.exact != "at least" else None,
                one.value,
                one.exact,
                one.unit,
                one.counts,
                None if one.claim is None else f"a{one.claim}",
            )
            for span, one in figures_
        ),
        days=tuple(
            Day(span.start, span.end, span.text, day.earliest, day.latest or day.earliest, "given")
            for span, day in days_
        ),
        places=tuple(Place(span.start, span.end, span.text, *place) for span, place in places_),
        refusals=tuple(refusals),
        reader=Reader(reader, models or {}),
    )

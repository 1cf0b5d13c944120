"""A Reading as rows of the library's tables; nothing here knows a database."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

import msgspec

from reportedly.library.spans import context, first_day, innermost, last_day
from reportedly.library.things import thing
from reportedly.model import Attribution, Entity, Reading, Span

Row = tuple[object, ...]

_FURTHER = re.compile(
    r"(?<=\w)(?:,|\s+(?:of|to|for|from|with|in|at|on|by|who|whom|whose|which|that|close|near|familiar|briefed)\b)",
    re.IGNORECASE,
)
"""Where the description of a source turns to somebody else."""


class Keys(msgspec.Struct):
    """The keys that the rows of one report get.

    Attributes:
        report: of the report.
        claims: of each claim, by its id in the Reading.
        appearances: of each of its entities, by their ids in the Reading.
        entities: whom each of these is in the whole library, ``None`` for those without a name.
        assigned: the same before people's merges.

    """

    report: int
    claims: dict[str, int]
    appearances: dict[str, int]
    entities: dict[str, int | None]
    assigned: dict[str, int | None]


def flaw(reading: Reading) -> str | None:
    """Why a Reading cannot be kept; ours all can, but one may come from a file that others wrote."""
    for what, ids in (("claims", [a.id for a in reading.attributions]), ("entities", [e.id for e in reading.entities])):
        if len(set(ids)) < len(ids):
            return f"two of its {what} have the same id; give each one of its own"
    return None


def is_named(entity: Entity) -> bool:
    """Whether an entity goes by a name; "another source" is only described, and is nobody in another report."""
    first = entity.name[:1]
    return first.isupper() or first.isdigit()


def joined(texts: tuple[str, ...]) -> str | None:
    """Several texts in one column."""
    return "; ".join(texts) or None


def report_row(reading: Reading, key: int, reader: int, series: int, series_address: str | None, added: str) -> Row:
    """The row of ``reports``, in the order of its columns; it is version 1 and the latest until others are known."""
    report = reading.report
    return (
        key,
        report.id,
        report.address,
        series_address,
        series,
        1,
        1,
        report.publisher,
        report.headline,
        report.standfirst,
        joined(report.bylines),
        report.dateline,
        joined(report.section),
        joined(tuple(topic.name for topic in report.topics)),
        joined(report.tags),
        report.language,
        report.format,
        first_day(report.published.earliest),
        last_day(report.published.latest),
        report.published.basis,
        report.modified,
        report.retrieved,
        added,
        reader,
        len(reading.attributions),
        report.text,
    )


def rows(reading: Reading, keys: Keys) -> dict[str, list[Row]]:
    """The rows of all that was read in a report, by table, in the order of the tables' columns."""
    report = keys.report
    claims = reading.attributions
    mentions = [(entity.id, span) for entity in reading.entities for span in entity.mentions]
    around_figures = [figure.attribution for figure in reading.figures]
    found: dict[str, list[Row]] = {
        "mentions": [
            (report, at, keys.claims.get(claim or ""), span.start, span.end, keys.appearances[one], keys.entities[one])
            for at, ((one, span), claim) in enumerate(
                zip(mentions, innermost([span for _, span in mentions], claims), strict=True)
            )
        ],
        "figures": [
            (
                report,
                at,
                keys.claims.get(claim or ""),
                f.start,
                f.end,
                f.text,
                f.low,
                f.high,
                f.value,
                f.exact,
                f.unit,
                f.counts,
                thing(f.counts),
            )
            for at, (f, claim) in enumerate(zip(reading.figures, around_figures, strict=True))
        ],
        "days": [
            (
                report,
                at,
                keys.claims.get(claim or ""),
                d.start,
                d.end,
                d.text,
                first_day(d.earliest),
                last_day(d.latest),
                d.basis,
                d.type,
                d.value,
            )
            for at, (d, claim) in enumerate(zip(reading.days, innermost(reading.days, claims), strict=True))
        ],
        "places": [
            (
                report,
                at,
                keys.claims.get(claim or ""),
                p.start,
                p.end,
                p.text,
                p.name,
                p.country,
                p.latitude,
                p.longitude,
                p.gazetteer_id,
            )
            for at, (p, claim) in enumerate(zip(reading.places, innermost(reading.places, claims), strict=True))
        ],
    }
    return {
        "blocks": [(report, at, b.kind, b.start, b.end) for at, b in enumerate(reading.report.blocks)],
        "appearances": [_appearance(entity, keys) for entity in reading.entities],
        "claims": _claims(reading, keys, claims),
        "via": _via(claims, keys),
        **found,
    }


def rows_beside(reading: Reading, claims: Collection[str], keys: Keys) -> dict[str, list[Row]]:
    """The rows of some claims of a Reading that stand beside it: nothing else that was read is said to be in them."""
    some = tuple(claim for claim in reading.attributions if claim.id in claims)
    return {"claims": _claims(reading, keys, some), "via": _via(some, keys)}


def _via(claims: Iterable[Attribution], keys: Keys) -> list[Row]:
    return [
        (keys.claims[claim.id], at, step.name, step.kind, keys.appearances.get(step.entity or ""))
        for claim in claims
        for at, step in enumerate(claim.via)
    ]


def _appearance(entity: Entity, keys: Keys) -> Row:
    return (
        keys.appearances[entity.id],
        keys.report,
        entity.id,
        keys.entities[entity.id],
        keys.assigned[entity.id],
        entity.kind,
        entity.name,
        joined(entity.aliases),
        entity.role,
        entity.affiliation,
    )


def _claims(reading: Reading, keys: Keys, claims: Iterable[Attribution]) -> list[Row]:
    entities = {entity.id: entity for entity in reading.entities}
    counted: dict[str, list[str]] = {}
    for figure in reading.figures:
        if figure.attribution and figure.counts:
            counted.setdefault(figure.attribution, []).append(figure.counts)
    return [_claim(reading, claim, keys, entities, joined(tuple(counted.get(claim.id, ())))) for claim in claims]


def _claim(reading: Reading, claim: Attribution, keys: Keys, entities: dict[str, Entity], counted: str | None) -> Row:
    report, source, cue = reading.report, claim.source, claim.cue
    local = source.entity if source and source.entity else ""
    words = (text_of(source.spans) or None) if source else None
    entity = entities.get(local)
    starts, ends = reach(claim.content.spans) or (0, 0)
    source_starts, source_ends = (source and reach(source.spans)) or (None, None)
    cue_starts, cue_ends = (cue and reach(cue.spans)) or (None, None)
    return (
        keys.claims[claim.id],
        keys.report,
        claim.id,
        1,
        report.publisher,
        first_day(report.published.earliest),
        claim.form,
        claim.certainty,
        claim.confidence,
        source.kind if source else None,
        entity.name if entity and is_named(entity) else words,
        entity.name if entity and is_named(entity) else head(words),
        keys.entities.get(local),
        keys.appearances.get(local),
        words,
        source_starts,
        source_ends,
        text_of(cue.spans) if cue else None,
        cue_starts,
        cue_ends,
        text_of(claim.content.spans),
        starts,
        ends,
        source.ground.text if source and source.ground else None,
        joined(tuple(span.text for span in claim.hedges)),
        counted,
        keys.claims.get(claim.within or ""),
        *context(report.text, report.blocks, starts, ends),
    )


def reach(spans: tuple[Span, ...]) -> tuple[int, int] | None:
    """From where to where some spans go, in whichever order they come."""
    if not spans:
        return None
    return min(span.start for span in spans), max(span.end for span in spans)


def head(words: str | None) -> str | None:
    """What is said of a source before anybody else comes in: of "an aide to the mayor", "an aide"."""
    if words is None:
        return None
    return _FURTHER.split(words, maxsplit=1)[0].strip() or words


def text_of(spans: tuple[Span, ...]) -> str:
    """Spans as one text, with a mark where the report has something between them."""
    return " … ".join(span.text for span in spans)

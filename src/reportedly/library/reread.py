"""A reading in the place of an older one: what is known by a key, and what people said of it, stays."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, delete, select, update

from reportedly.library import tables
from reportedly.library.identities import known_as
from reportedly.library.rows import reach, text_of
from reportedly.model import Reading

_ALIKE = 0.5
"""Of the characters that either of two claims covers, the share that both must, to be one claim read twice."""


class _Claim(NamedTuple):
    key: int
    content: str
    starts: int
    ends: int


class _Judgement(NamedTuple):
    key: int
    claim: int | None
    quote: str
    starts: int
    ends: int


class Old(NamedTuple):
    """What was there before.

    Attributes:
        series: the report's.
        series_address: the report's.
        claims: that were read in it.
        assigned: whom each entity was assigned to.
        names: by what ``known_as`` says of an entity, whom it stays: it was that one, or a person said so.
        judgements: that people made.

    """

    series: int
    series_address: str | None
    claims: list[_Claim]
    assigned: set[int]
    names: dict[tuple[str, str], int]
    judgements: list[_Judgement]


def before(connection: Connection, report: int) -> Old:
    """Read what must outlast the old reading."""
    claims, judgements, pins = tables.claims.c, tables.judgements.c, tables.pins.c
    where = select(tables.reports.c.series, tables.reports.c.series_address).where(tables.reports.c.key == report)
    series, address = connection.execute(where).one()
    old_claims = select(claims.key, claims.content, claims.starts, claims.ends).where(claims.report == report)
    judged = select(judgements.key, judgements.claim, judgements.quote, judgements.starts, judgements.ends).where(
        judgements.report == report
    )
    here = tables.appearances.c
    named = select(here.kind, here.name, here.assigned).where(here.report == report, here.assigned.is_not(None))
    rows = connection.execute(named.order_by(here.key.desc())).all()
    names = {known_as(kind, name): entity for kind, name, entity in rows}
    # What a person said last counts.
    pinned = select(tables.entities.c.kind, pins.folded, pins.entity).join(
        tables.entities, tables.entities.c.key == pins.entity
    )
    for kind, folded, entity in connection.execute(pinned.where(pins.report == report).order_by(pins.decision)).all():
        names[known_as(kind, folded)] = entity
    return Old(
        series,
        address,
        [_Claim(*row) for row in connection.execute(old_claims.order_by(claims.key)).all()],
        {entity for _, _, entity in rows},
        names,
        [_Judgement(*row) for row in connection.execute(judged).all()],
    )


def clear(connection: Connection, report: int) -> None:
    """Delete what the old reading wrote, and leave the report, its arrivals and what people said."""
    for name in ("mentions", "figures", "days", "places", "claims", "appearances", "blocks", "refusals", "readings"):
        table = tables.metadata.tables[name]
        connection.execute(delete(table).where(table.c.report == report))


def same_claims(old: Old, reading: Reading) -> dict[str, int]:
    """The keys that claims of a new reading take over: of the old claim of the same words, else of the most alike."""
    left = {claim.key: claim for claim in old.claims}
    taken: dict[str, int] = {}
    new = {
        claim.id: _Claim(0, text_of(claim.content.spans), *(reach(claim.content.spans) or (0, 0)))
        for claim in reading.attributions
    }
    exact = {(claim.content, claim.starts): claim.key for claim in reversed(old.claims)}
    for local, claim in new.items():
        key = exact.get((claim.content, claim.starts))
        if key in left:
            taken[local] = key
            del left[key]
    pairs = sorted(
        (-alike, key, local)
        for local, claim in new.items()
        if local not in taken
        for key, other in left.items()
        if (alike := _alike(claim.starts, claim.ends, other.starts, other.ends)) >= _ALIKE
    )
    for _, key, local in pairs:
        if local not in taken and key in left:
            taken[local] = key
            del left[key]
    return taken


def after(connection: Connection, report: int, old: Old) -> None:
    """Tie people's judgements to the new claims, and keep the flags of an older version."""
    latest = connection.execute(select(tables.reports.c.latest).where(tables.reports.c.key == report)).scalar_one()
    if not latest:
        connection.execute(update(tables.claims).where(tables.claims.c.report == report).values(latest=latest))
    if not old.judgements:
        return
    claims = tables.claims.c
    rows = connection.execute(
        select(claims.key, claims.content, claims.starts, claims.ends).where(claims.report == report)
    ).all()
    now = [_Claim(*row) for row in rows]
    keys = {claim.key for claim in now}
    before = {claim.key for claim in old.claims}
    # One that was there all the time is not what was judged.
    come = [claim for claim in now if claim.key not in before]
    for judgement in old.judgements:
        claim = judgement.claim if judgement.claim in keys else _found(judgement, come)
        table = tables.judgements
        connection.execute(update(table).where(table.c.key == judgement.key).values(claim=claim))


def _found(judgement: _Judgement, claims: list[_Claim]) -> int | None:
    """The claim that a judgement is about, which the old reading may not have had at all."""
    best = max(((_alike(judgement.starts, judgement.ends, c.starts, c.ends), -c.key) for c in claims), default=(0.0, 0))
    return -best[1] if best[0] >= _ALIKE else None


def _alike(starts: int, ends: int, other_starts: int, other_ends: int) -> float:
    both = min(ends, other_ends) - max(starts, other_starts)
    either = max(ends, other_ends) - min(starts, other_starts)
    return both / either if both > 0 else 0.0

"""A reading in the place of an older one: what is known by a key, and what people said of it, stays."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, delete, select, update

from reportedly.library import standing, tables, versions
from reportedly.library.carrying import Carrier
from reportedly.library.correcting import Said, Verdict
from reportedly.library.identities import known_as
from reportedly.library.rows import reach, text_of
from reportedly.model import Attribution, Reading

_ALIKE = 0.5
"""Of the characters that either of two claims covers, the share that both must, to be one claim read twice."""

_SURELY_ALIKE = 0.75
_A_WORD_OR_TWO = 10
"""Where people said what the claim is, that stands in any case and must not be said of another claim: so much must be
alike, or no more characters than these come or go at either end."""


class _Claim(NamedTuple):
    key: int
    content: str
    starts: int
    ends: int


class _Judgement(NamedTuple):
    key: int
    claim: int | None
    starts: int
    ends: int
    verdict: Verdict
    correction: str | None
    undone: str | None


class Old(NamedTuple):
    """What was there before.

    Attributes:
        series: the report's.
        series_address: the report's.
        claims: that were read in it, as they were read, and those that people added.
        assigned: whom each entity was assigned to.
        names: by what ``known_as`` says of an entity, whom it stays: it was that one, or a person said so.
        judgements: that people made.
        reading: the older Reading, where people said something of it.

    """

    series: int
    series_address: str | None
    claims: list[_Claim]
    assigned: set[int]
    names: dict[tuple[str, str], int]
    judgements: list[_Judgement]
    reading: Reading | None


def before(connection: Connection, report: int) -> Old:
    """Read what must outlast the old reading."""
    claims, pins = tables.claims.c, tables.pins.c
    where = select(tables.reports.c.series, tables.reports.c.series_address).where(tables.reports.c.key == report)
    series, address = connection.execute(where).one()
    old_claims = select(claims.local, claims.key, claims.content, claims.starts, claims.ends)
    known = connection.execute(old_claims.where(claims.report == report).order_by(claims.key)).all()
    told = select(*(tables.judgements.c[name] for name in _Judgement._fields)).where(
        tables.judgements.c.report == report
    )
    judged = [_Judgement(*row) for row in connection.execute(told.order_by(tables.judgements.c.key)).all()]
    reading = versions.unpacked(connection, report) if judged else None
    read = {claim.id: claim for claim in reading.attributions} if reading else {}
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
        [_as_read(row.key, read[row.local]) if row.local in read else _Claim(*row[1:]) for row in known],
        {entity for _, _, entity in rows},
        names,
        judged,
        reading,
    )


def _as_read(key: int, claim: Attribution) -> _Claim:
    return _Claim(key, text_of(claim.content.spans), *(reach(claim.content.spans) or (0, 0)))


def clear(connection: Connection, report: int) -> None:
    """Delete what the old reading wrote, and leave the report, its arrivals and what people said."""
    for name in ("mentions", "figures", "days", "places", "claims", "appearances", "blocks", "refusals", "readings"):
        table = tables.metadata.tables[name]
        connection.execute(delete(table).where(table.c.report == report))


def same_claims(old: Old, reading: Reading) -> dict[str, int]:
    """The keys that claims of a new reading take over: of the old claim of the same words, else of the most alike.

    A claim that people judged is known by what it was when they did, too.
    """
    new = {claim.id: _as_read(0, claim) for claim in reading.attributions}
    told = {one.claim for one in old.judgements if one.undone is None and one.correction is not None}
    carrier = Carrier(old.reading or reading, reading)
    taken = _same(new, [_moved(claim, carrier) for claim in old.claims], told)
    left = {claim.key for claim in old.claims} - set(taken.values())
    before = [_Claim(j.claim, "", j.starts, j.ends) for j in old.judgements if j.claim is not None and j.claim in left]
    judged = [_moved(claim, carrier) for claim in before]
    others = {local: claim for local, claim in new.items() if local not in taken}
    return taken | _same(others, judged, told)


def _moved(claim: _Claim, carrier: Carrier) -> _Claim:
    starts, ends = carrier.run(claim.starts, claim.ends) or (claim.starts, claim.ends)
    return claim._replace(starts=starts, ends=ends)


def _same(new: dict[str, _Claim], old: Sequence[_Claim], told: Container[int | None]) -> dict[str, int]:
    left = {claim.key for claim in old}
    taken: dict[str, int] = {}
    exact = {(claim.content, claim.starts): claim.key for claim in reversed(old)}
    for local, claim in new.items():
        key = exact.get((claim.content, claim.starts))
        if key in left:
            taken[local] = key
            left.discard(key)
    pairs = sorted(
        (-alike, other.key, local)
        for local, claim in new.items()
        if local not in taken
        for other in old
        if other.key in left
        and (alike := _alike(claim.starts, claim.ends, other.starts, other.ends)) >= _ALIKE
        and (alike >= _SURELY_ALIKE or other.key not in told or _apart(claim, other) <= _A_WORD_OR_TWO)
    )
    for _, key, local in pairs:
        if local not in taken and key in left:
            taken[local] = key
            left.discard(key)
    return taken


def after(connection: Connection, report: int, old: Old, reading: Reading) -> None:
    """Tie people's judgements to the new claims, let what they said stand, and keep the flags of an older version."""
    claims = tables.claims.c
    latest = connection.execute(select(tables.reports.c.latest).where(tables.reports.c.key == report)).scalar_one()
    if not latest:
        connection.execute(update(tables.claims).where(claims.report == report).values(latest=latest))
    if old.reading is None:
        return
    rows = select(claims.local, claims.key, claims.content, claims.starts, claims.ends).where(claims.report == report)
    now = {local: _Claim(*row) for local, *row in connection.execute(rows).all()}
    carried = _carried(old, reading, list(now.values()))
    locals_ = {claim.key: local for local, claim in now.items()}
    said = {
        one.claim: Said(one.claim, locals_.get(one.claim), one.verdict, standing.decoded(one.correction))
        for one in carried
        if one.undone is None and one.claim is not None
    }
    machine = standing.Report(report, reading, (), {local: claim.key for local, claim in now.items()})
    standing.rewrite(connection, machine, said.values())
    for one in carried:
        claim = one.claim if one.claim in locals_ or one.claim in said else None
        values = {"claim": claim, "starts": one.starts, "ends": one.ends, "correction": one.correction}
        connection.execute(update(tables.judgements).where(tables.judgements.c.key == one.key).values(**values))


def _carried(old: Old, reading: Reading, now: list[_Claim]) -> list[_Judgement]:
    """The judgements as they are of a new reading, each with the key of its claim, if it has one."""
    carrier = Carrier(old.reading or reading, reading)
    keys = {claim.key for claim in now}
    before = {claim.key for claim in old.claims}
    # One that was there all the time is not what was judged.
    come = [claim for claim in now if claim.key not in before]
    carried = []
    for one in old.judgements:
        said = carrier.correction(standing.decoded(one.correction))
        starts, ends = carrier.run(one.starts, one.ends) or (one.starts, one.ends)
        moved = one._replace(
            correction=None if said is None else msgspec.json.encode(said).decode(), starts=starts, ends=ends
        )
        carried.append(moved)
    own = {one.claim for one in carried if one.undone is None and one.correction is not None}
    return [one if one.claim in keys | own - {None} else one._replace(claim=_found(one, come)) for one in carried]


def _found(judgement: _Judgement, claims: list[_Claim]) -> int | None:
    """The claim that a judgement is about, which the old reading may not have had at all."""
    best = max(((_alike(judgement.starts, judgement.ends, c.starts, c.ends), -c.key) for c in claims), default=(0.0, 0))
    return -best[1] if best[0] >= _ALIKE else None


def _apart(claim: _Claim, other: _Claim) -> int:
    return max(abs(claim.starts - other.starts), abs(claim.ends - other.ends))


def _alike(starts: int, ends: int, other_starts: int, other_ends: int) -> float:
    both = min(ends, other_ends) - max(starts, other_starts)
    either = max(ends, other_ends) - min(starts, other_starts)
    return both / either if both > 0 else 0.0

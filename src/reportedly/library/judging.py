"""What people say of claims, and take back: that they are read rightly or wrongly, what is right, and what was missed.

The reader's Reading is never changed by them; each stands with who said it and when.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, select, update

from reportedly.errors import LibraryError
from reportedly.library import standing
from reportedly.library.bulk import plain, put
from reportedly.library.correcting import Correction, Said, Verdict, as_said, checked, claimed, runs_of
from reportedly.library.keys import next_key, now
from reportedly.library.openings import OPENING, opening
from reportedly.library.rows import reach, text_of
from reportedly.library.tables import claims, judgements, reports
from reportedly.model import Attribution

_VERDICTS = ("confirmed", "corrected", "rejected")


class Judgement(Struct, frozen=True, kw_only=True):
    """What a person says of a claim.

    Attributes:
        judgement: its key.
        report: the key of the report.
        claim: the key of the claim; ``None`` where the reading has it no more.
        quote: the claim's content when it was judged, which stood from ``starts`` to ``ends`` of the text.
        verdict: what they say.
        correction: the whole claim as it then stood, or as they say that it is.
        note: in their words.
        made_by: who, if they said; ``undone_by`` who took it back or said something else.
        made: when; ``undone`` when it was taken back or replaced. Both are ISO 8601 moments.
        replaced_by: the key of the judgement that stands in its place; taking that back lets this one stand again.

    """

    judgement: int
    report: int
    claim: int | None
    quote: str
    starts: int
    ends: int
    verdict: Verdict
    correction: Correction | None
    note: str | None
    made_by: str | None
    made: str
    undone: str | None
    undone_by: str | None = None
    replaced_by: int | None = None


class Judged(Struct, frozen=True):
    """A judgement in a list of many reports', with the headline of its report, or how it begins where it has none."""

    judgement: Judgement
    headline: str | None
    opening: str | None = None


def judge(
    connection: Connection,
    library: str,
    claim: int,
    verdict: Verdict,
    *,
    correction: Correction | None = None,
    note: str | None = None,
    by: str | None = None,
    seen: int | None = None,
) -> Judgement:
    """Keep what a person says of a claim, in the place of what was said of it before, which stays as undone.

    Args:
        connection: in a writing transaction.
        library: its name, for messages.
        claim: its key.
        verdict: what they say.
        correction: what is right.
        note: in their words.
        by: who says so.
        seen: the judgement of it that they saw, 0 for none; ``None`` where that is not to be looked at.

    Raises:
        LibraryError: it cannot be said so, or another judgement stands by now.

    """
    if verdict not in _VERDICTS:
        detail = f"a claim is {', '.join(_VERDICTS[:-1])} or {_VERDICTS[-1]}, not {verdict!r}"
        raise LibraryError(library, "correction", detail)
    if (correction is None) == (verdict == "corrected"):
        detail = (
            "say what is right, with the correction"
            if correction is None
            else f"a correction goes with the verdict corrected, not with {verdict}; leave one of them out"
        )
        raise LibraryError(library, "correction", detail)
    found = select(claims.c.report).where(claims.c.key == claim)
    report = standing.read(connection, connection.execute(found).scalar_one())
    stood = _claim(report, claim)
    said = as_said(stood)
    if correction is not None:
        right = checked(report.machine, correction, library)
        said = as_said(claimed(report.machine, stood.id, right, stood))
    before = select(judgements.c.key).where(judgements.c.claim == claim, judgements.c.undone.is_(None))
    replaced = list(connection.execute(before).scalars())
    if seen is not None and replaced != ([seen] if seen else []):
        raise LibraryError(library, "changed", _newer(connection, claim, replaced))
    key = _judge(connection, report, claim, verdict, stood, said, note, by)
    undone = {"undone": now(), "undone_by": by and plain(by), "replaced_by": key}
    connection.execute(update(judgements).where(judgements.c.key.in_(replaced)).values(**undone))
    others = [one for one in report.said if one.key != claim]
    if verdict == "confirmed" and not any(one.key == claim and one.verdict == "rejected" for one in report.said):
        # It stands as it stood.
        return _judgement(connection, key)
    # Its id tells whether it is the reader's or people's.
    standing.rewrite(connection, report, [*others, Said(claim, stood.id, verdict, said)])
    return _judgement(connection, key)


def add_claim(
    connection: Connection,
    library: str,
    report: int,
    correction: Correction,
    *,
    note: str | None = None,
    by: str | None = None,
) -> Judgement:
    """Keep a claim that the reader missed, under a key of its own.

    Args:
        connection: in a writing transaction.
        library: its name, for messages.
        report: its key.
        correction: the claim.
        note: in their words.
        by: who says so.

    Raises:
        LibraryError: it cannot be, or is there already.

    """
    known = standing.read(connection, report)
    claim = claimed(known.machine, "", checked(known.machine, correction, library), None)
    said = as_said(claim)
    stands = known.stands
    for other in stands.reading.attributions:
        if (runs_of(other.source), runs_of(other.content)) == (said.source, said.content):
            key = {**known.keys, **stands.own}[other.id]
            detail = f"claim c{key} says that of the same source already; confirm it, or correct it"
            raise LibraryError(library, "correction", detail)
    key = next_key(connection, "claim")
    standing.rewrite(connection, known, [*known.said, Said(key, None, "added", said)])
    return _judgement(connection, _judge(connection, known, key, "added", claim, said, note, by))


def take_back(connection: Connection, library: str, key: int, by: str | None) -> Judgement:
    """Take a judgement back; the one that it replaced stands again.

    Args:
        connection: in a writing transaction.
        library: its name, for messages.
        key: of the judgement.
        by: who takes it back.

    Raises:
        LibraryError: there is none, or it was taken back before or replaced.

    """
    row = connection.execute(select(judgements).where(judgements.c.key == key)).first()
    if row is None or row.undone is not None:
        detail = f"has no judgement {key} to take back"
        if row is not None and row.replaced_by is not None:
            detail = f"judgement {key} was replaced by {row.replaced_by}; take that one back first"
        raise LibraryError(library, "unknown", detail)
    report = standing.read(connection, row.report)
    undone = {"undone": now(), "undone_by": by and plain(by)}
    connection.execute(update(judgements).where(judgements.c.key == key).values(**undone))
    again = {"undone": None, "undone_by": None, "replaced_by": None}
    connection.execute(update(judgements).where(judgements.c.replaced_by == key).values(**again))
    standing.rewrite(
        connection, report, standing.said_of(connection, [row.report], {row.report: report.keys}).get(row.report, ())
    )
    return _judgement(connection, key)


def _newer(connection: Connection, claim: int, keys: list[int]) -> str:
    """What somebody is told who says something of a claim without having seen what stands of it."""
    now = [_judgement(connection, key) for key in keys]
    who = "; ".join(f"{one.made_by or 'somebody'} {one.verdict} it" for one in now) or "what was said is taken back"
    return f"has something newer on claim c{claim}: {who}; look at it, then say yours again"


def _claim(report: standing.Report, key: int) -> Attribution:
    """A claim of a report as it stands, rejected or not."""
    stands = report.stands
    keys = {**report.keys, **stands.own}
    return next(one for one in stands.whole.attributions if keys[one.id] == key)


def _judge(
    connection: Connection,
    report: standing.Report,
    claim: int,
    verdict: Verdict,
    stood: Attribution,
    said: Correction,
    note: str | None,
    by: str | None,
) -> int:
    key = next_key(connection, "judgement")
    starts, ends = reach(stood.content.spans) or (0, 0)
    what = (key, report.key, claim, text_of(stood.content.spans), starts, ends, verdict)
    row = (*what, msgspec.json.encode(said).decode(), note, by, now(), None, None, None)
    put(connection, judgements, [row])
    return key


def judgements_of(connection: Connection, report: int) -> tuple[Judgement, ...]:
    """What people say of the claims of a report, in the order in which they said it."""
    query = select(judgements).where(judgements.c.report == report).order_by(judgements.c.key)
    return tuple(_from_row(row) for row in connection.execute(query).all())


def all_judgements(connection: Connection, *, page: int, size: int) -> tuple[Judged, ...]:
    """What people say of all claims, the newest first, those taken back too."""
    query = select(judgements, reports.c.headline, OPENING).join(reports, reports.c.key == judgements.c.report)
    query = query.order_by(judgements.c.key.desc()).limit(size).offset((page - 1) * size)
    return tuple(Judged(_from_row(row), row.headline, opening(row.opening)) for row in connection.execute(query).all())


def _judgement(connection: Connection, key: int) -> Judgement:
    return _from_row(connection.execute(select(judgements).where(judgements.c.key == key)).one())


def _from_row(row: Row[Any]) -> Judgement:
    told = {name: getattr(row, name) for name in Judgement.__struct_fields__ if hasattr(row, name)}
    told["correction"] = standing.decoded(row.correction)
    return Judgement(judgement=row.key, **told)

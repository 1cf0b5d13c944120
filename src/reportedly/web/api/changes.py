"""What people change through the API: judgements of claims, claims that were missed, who is who, reports removed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec.structs import asdict

from reportedly.errors import LibraryError
from reportedly.library import Correction, Decision, EntityShown, Hit, Judgement
from reportedly.web.api.asked import OneClaim, OneEntity, OneReport, number
from reportedly.web.api.operation import Here, Operation
from reportedly.web.api.reads import NO_SUCH

_Note = Annotated[str, Meta(max_length=2_000, description="Why, in their words.")]
_Number = Annotated[int, Meta(ge=1, le=2**31 - 1)]
_CHANGED = (409, "Somebody changed it meanwhile.")

_MADE = (409, "It was done, or taken back, before.")


class Judging(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person says of a claim.

    Attributes:
        verdict: whether it is right, wrong in part, or no claim at all.
        correction: for ``corrected``: the claim as it is.
        note: why, in their words.
        standing: the key of the judgement that stood when they looked, ``null`` where none did: it is refused where
            another stands by now. If left out, it takes the place of any.

    """

    verdict: Literal["confirmed", "corrected", "rejected"]
    correction: Correction | None = None
    note: _Note | None = None
    standing: int | UnsetType | None = UNSET


class Adding(Correction, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A claim that was missed, as a person says it is.

    Attributes:
        note: why, in their words.

    """

    note: _Note | None = None


class ClaimJudged(Struct, frozen=True, kw_only=True):
    """What came of a judgement.

    Attributes:
        judgement: itself.
        claim: the claim as it stands now; ``None`` where there is none any more.

    """

    judgement: Judgement
    claim: Hit | None


class Merging(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who else an entity is.

    Attributes:
        other: the key of the entity that is the same; what it was called stays among the names.

    """

    other: _Number


class Splitting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where an entity is somebody else.

    Attributes:
        report: the key of the report.
        into: the key of whom it is; somebody new, if left out.

    """

    report: _Number
    into: _Number | None = None


class Decided(Struct, frozen=True, kw_only=True):
    """What came of a merge, a split, or an undoing.

    Attributes:
        decision: itself.
        entities: those that it was about, as they stand now.

    """

    decision: Decision
    entities: tuple[EntityShown, ...]


class OneJudgement(Struct, frozen=True, kw_only=True):
    """Which judgement."""

    judgement: Annotated[_Number, Meta(examples=[7], description="The key of a judgement.")]


class OneDecision(Struct, frozen=True, kw_only=True):
    """Which decision."""

    decision: Annotated[_Number, Meta(examples=[3], description="The key of a merge or a split.")]


def judge_claim(here: Here, asked: OneClaim, body: Judging) -> ClaimJudged:
    """Confirm, correct or reject a claim.

    The machine's reading stays beside what people say.
    """
    judgement = here.library.judge(
        number(asked.claim),
        body.verdict,
        correction=body.correction,
        note=body.note,
        by=here.by,
        standing=None if body.standing is UNSET else body.standing or 0,
    )
    return _judged(here, judgement)


def add_claim(here: Here, asked: OneReport, body: Adding) -> ClaimJudged:
    """Add a claim that was missed."""
    fields = {name: value for name, value in asdict(body).items() if name != "note"}
    judgement = here.library.add_claim(number(asked.report), Correction(**fields), note=body.note, by=here.by)
    return _judged(here, judgement)


def take_back_judgement(here: Here, asked: OneJudgement) -> ClaimJudged:
    """Take a judgement back."""
    return _judged(here, here.library.take_back(asked.judgement, by=here.by))


def merge_entities(here: Here, asked: OneEntity, body: Merging) -> Decided:
    """Say that two entities are one, under the first one's name."""
    return _decided(here, here.library.merge(number(asked.entity), body.other, by=here.by))


def split_entity(here: Here, asked: OneEntity, body: Splitting) -> Decided:
    """Say that an entity is somebody else in one report."""
    return _decided(here, here.library.split(number(asked.entity), body.report, body.into, by=here.by))


def undo_decision(here: Here, asked: OneDecision) -> Decided:
    """Take a merge or a split back."""
    return _decided(here, here.library.undo(asked.decision))


def remove_report(here: Here, asked: OneReport) -> None:
    """Remove a report from the library, with its claims.

    It cannot be undone.
    """
    here.library.remove(number(asked.report))


def _judged(here: Here, judgement: Judgement) -> ClaimJudged:
    return ClaimJudged(judgement=judgement, claim=_standing(here, judgement.claim))


def _standing(here: Here, claim: int | None) -> Hit | None:
    if claim is None:
        return None
    with _perhaps_gone():
        return here.library.claim(claim)
    return None


def _decided(here: Here, decision: Decision) -> Decided:
    shown: dict[int, EntityShown] = {}
    for key in (decision.entity, decision.other):
        # Somebody whom only a split knew is gone when it is taken back.
        with _perhaps_gone():
            one = here.library.entity(key)
            shown[one.entity] = one
    return Decided(decision=decision, entities=tuple(shown.values()))


@contextmanager
def _perhaps_gone() -> Iterator[None]:
    try:
        yield
    except LibraryError as gone:
        if gone.code != "unknown":
            raise


_REFUSES = (NO_SUCH, _MADE)

CHANGES = (
    Operation(
        "POST",
        "/claims/{claim}/judgement",
        judge_claim,
        refuses=(NO_SUCH, _CHANGED),
        example='{"verdict": "confirmed"}',
    ),
    Operation(
        "POST",
        "/reports/{report}/claims",
        add_claim,
        status=201,
        refuses=(NO_SUCH,),
        example='{"content": [[0, 20]], "kind": "unnamed"}',
    ),
    Operation("DELETE", "/judgements/{judgement}", take_back_judgement, refuses=_REFUSES),
    Operation("POST", "/entities/{entity}/merge", merge_entities, refuses=_REFUSES, example='{"other": 68}'),
    Operation("POST", "/entities/{entity}/split", split_entity, refuses=_REFUSES, example='{"report": 12}'),
    Operation("DELETE", "/decisions/{decision}", undo_decision, refuses=_REFUSES),
    Operation("DELETE", "/reports/{report}", remove_report, refuses=(NO_SUCH,)),
)

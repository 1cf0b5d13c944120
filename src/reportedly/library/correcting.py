"""What a person says a claim is, and a Reading as it stands with what people said. Nothing here knows a database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Literal, NamedTuple, get_args

from msgspec import Struct
from msgspec.structs import replace

from reportedly.errors import LibraryError
from reportedly.library.nesting import nested
from reportedly.library.rows import head, is_named
from reportedly.model import (
    Attribution,
    Certainty,
    Content,
    Cue,
    Entity,
    EntityKind,
    Form,
    Reading,
    Source,
    SourceKind,
    Span,
)
from reportedly.quotation import Region, form, quoted_regions

Verdict = Literal["confirmed", "corrected", "rejected", "added"]

Runs = tuple[tuple[int, int], ...]
"""Starts and ends of spans in a report's text, in code points, ends exclusive."""

_MOST_RUNS = 100
_OWNED = re.compile(r"['’]s?\b|['’](?=\s)")
"""What makes a name somebody whose aide, not who, is the source: "Lee's aide"."""

_KINDS: dict[EntityKind, SourceKind] = {
    "person": "person",
    "organisation": "organisation",
    "outlet": "outlet",
    "document": "document",
    "group": "group",
}


class Correction(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A claim as a person says it is.

    Attributes:
        content: the runs of the text that are claimed, one at least.
        source: those that name who is said to have said it; none where the report names nobody.
        cue: those that attribute: "said", "according to".
        kind: of the source; ``None`` for what the reader took it for, or else what its entity is.
        entity: the id in the Reading of whom the source is; ``None`` for whoever is named there.
        form: ``None`` is told from the quotation marks around the content.
        certainty: how surely it is said.

    """

    content: Runs
    source: Runs = ()
    cue: Runs = ()
    kind: SourceKind | None = None
    entity: str | None = None
    form: Form | None = None
    certainty: Certainty = "asserted"


class Said(NamedTuple):
    """What stands of what people said of one claim.

    Attributes:
        key: of the claim.
        local: its id in the reader's Reading; ``None``, or any that it has not, for one that only people have.
        verdict: what they say.
        claim: the whole claim as they say it is; ``None`` for as the reader has it.

    """

    key: int
    local: str | None
    verdict: Verdict
    claim: Correction | None


class Stands(NamedTuple):
    """A Reading with what people said of it.

    Attributes:
        reading: as it stands, without what they rejected.
        whole: with that too.
        own: the keys of the claims that only people have, by the ids that these have in both.
        rejected: the ids of those that are rejected.

    """

    reading: Reading
    whole: Reading
    own: Mapping[str, int]
    rejected: frozenset[str]


def corrected(reading: Reading, judgements: Iterable[Said]) -> Reading:
    """A Reading as it stands: the reader's, with what people said of it.

    Args:
        reading: the reader's own.
        judgements: what stands of what people said, one of a claim.

    Returns:
        A Reading in which a claim that was corrected has the id that it had, and one that was added stands where it
        does in the text, as ``p1``, ``p2`` …; one that was rejected is left out.

    """
    return stands(reading, judgements).reading


def stands(reading: Reading, judgements: Iterable[Said]) -> Stands:
    """The same, with the rejected claims beside."""
    was = {claim.id: claim for claim in reading.attributions}
    said = sorted((one for one in judgements if one.local in was or one.claim), key=lambda one: one.key)
    own = dict(zip(_ids(was), [one.key for one in said if one.local not in was], strict=False))
    ids = {key: local for local, key in own.items()}
    now, moved, rejected = dict(was), set(), set()
    for one in said:
        local = one.local if one.local in was else ids[one.key]
        if one.claim is not None:
            now[local] = claimed(reading, local, one.claim, was.get(local))
            if _places(now[local]) != _places(was.get(local)):
                moved.add(local)
        if one.verdict == "rejected":
            rejected.add(local)
    if now == was and not rejected:
        return Stands(reading, reading, {}, frozenset())
    around = {claim.id: claim.within for claim in reading.attributions}
    whole = replace(reading, attributions=tuple(now[local] for local in _in_order(was, now, own)))
    left = tuple(claim for claim in whole.attributions if claim.id not in rejected)
    standing = replace(reading, attributions=left)
    return Stands(
        nested(standing, around, moved) if moved or rejected else standing,
        nested(whole, around, moved) if moved else whole,
        own,
        frozenset(rejected),
    )


def claimed(reading: Reading, local: str, said: Correction, was: Attribution | None) -> Attribution:
    """A claim as a person says it is.

    Args:
        reading: what it is in.
        local: its id there.
        said: what they say.
        was: as the reader has it, whose parts stay as far as nothing else is said; ``None`` where it has not.

    """
    text = reading.report.text
    source, same_source = _source(reading, said, was)
    cue = was.cue if was and runs_of(was.cue) == said.cue else Cue(_spans(text, said.cue)) if said.cue else None
    same_content = was is not None and runs_of(was.content) == said.content
    content = was.content if was and same_content else Content(_spans(text, said.content))
    told = said.form or (was.form if was and same_content else form(text, said.content, _regions(reading)))
    sure = said.certainty == "asserted" and (was is None or was.certainty != "asserted")
    hedges = was.hedges if was and not sure and _meet(runs_of(was.content), said.content) else ()
    claim = Attribution(
        id=local,
        form=told,
        source=source,
        cue=cue,
        content=content,
        within=was.within if was else None,
        via=was.via if was and same_source else (),
        certainty=said.certainty,
        hedges=hedges,
        confidence=was.confidence if was else 1.0,
    )
    # What a person had to put right, they are sure of.
    return claim if claim == was else replace(claim, confidence=1.0)


def as_said(claim: Attribution) -> Correction:
    """A claim as a person would have to say it."""
    source = claim.source
    return Correction(
        content=runs_of(claim.content),
        source=runs_of(source),
        cue=runs_of(claim.cue),
        kind=source.kind if source else None,
        entity=source.entity if source else None,
        form=claim.form,
        certainty=claim.certainty,
    )


def runs_of(part: Source | Cue | Content | None) -> Runs:
    """Where the spans of a part of a claim are."""
    return tuple((span.start, span.end) for span in part.spans) if part else ()


def checked(reading: Reading, said: Correction, library: str) -> Correction:
    """A correction that can be kept, with no white space at the ends of its runs.

    Args:
        reading: of the report.
        said: what a person says.
        library: its name, for messages.

    Raises:
        LibraryError: it cannot be.

    """
    fixed = {role: _checked_runs(reading.report.text, role, getattr(said, role), library) for role in _ROLES}
    if not fixed["content"]:
        raise _refused(library, "a claim needs what is claimed; select its words")
    for name, values in (("kind", SourceKind), ("form", Form), ("certainty", Certainty)):
        value, known = getattr(said, name), get_args(values)
        if value not in known and not (value is None and name != "certainty"):
            raise _refused(library, f"{name} {value!r} is none there is; say one of {', '.join(known)}")
    if said.entity is not None and said.entity not in {entity.id for entity in reading.entities}:
        detail = f"entity {said.entity!r} is nobody in this report; name one of its entities, or none"
        raise _refused(library, detail)
    return replace(said, **fixed)


_ROLES = ("content", "source", "cue")


def _checked_runs(text: str, role: str, runs: Runs, library: str) -> Runs:
    if len(runs) > _MOST_RUNS:
        raise _refused(library, f"{role} has {len(runs)} runs; give it {_MOST_RUNS} at most")
    done: list[tuple[int, int]] = []
    for start, end in runs:
        where = f"{role} [{start}, {end}]"
        if not 0 <= start < end <= len(text):
            detail = f"{where} is no stretch of the text, which has {len(text)} characters; count code points from 0"
            raise _refused(library, f"{detail}, end exclusive")
        if done and start < done[-1][1]:
            raise _refused(library, f"{where} begins before the run before it ends; give runs in order, apart")
        words = text[start:end]
        trimmed = words.strip()
        if not trimmed:
            raise _refused(library, f"{where} is nothing but white space; select words")
        start += len(words) - len(words.lstrip())
        done.append((start, start + len(trimmed)))
    return tuple(done)


def _refused(library: str, detail: str) -> LibraryError:
    return LibraryError(library, "correction", detail)


def _ids(taken: Mapping[str, object]) -> Iterable[str]:
    return (local for number in count(1) if (local := f"p{number}") not in taken)


def _in_order(was: Mapping[str, Attribution], now: Mapping[str, Attribution], own: Mapping[str, int]) -> list[str]:
    """The ids as the reader has them, those of people's claims before the first that starts behind them."""
    ordered = list(was)
    for local in sorted((local for local in own if local in now), key=lambda one: (_start(now[one]), own[one])):
        start = _start(now[local])
        at = next((at for at, other in enumerate(ordered) if _start(now[other]) > start), len(ordered))
        ordered.insert(at, local)
    return ordered


def _start(claim: Attribution) -> int:
    return min((span.start for span in claim.content.spans), default=0)


def _places(claim: Attribution | None) -> tuple[Runs, ...] | None:
    return (runs_of(claim.source), runs_of(claim.cue), runs_of(claim.content)) if claim else None


def _spans(text: str, runs: Runs) -> tuple[Span, ...]:
    return tuple(Span(start, end, text[start:end]) for start, end in runs)


def _meet(some: Runs, others: Runs) -> bool:
    return any(start < other_end and other_start < end for start, end in some for other_start, other_end in others)


def _regions(reading: Reading) -> tuple[Region, ...]:
    """The quoted stretches of a report; a block that the page sets as a quotation is one as a whole."""
    found: list[Region] = []
    for block in reading.report.blocks:
        if block.kind == "quotation":
            found.append(Region(block.start, block.end))
        else:
            inner = quoted_regions(reading.report.text[block.start : block.end])
            found += (Region(block.start + one.start, block.start + one.end) for one in inner)
    return tuple(found)


def _source(reading: Reading, said: Correction, was: Attribution | None) -> tuple[Source | None, bool]:
    """The source as a person says it is, and whether it is still who the reader took it for."""
    before = was.source if was else None
    if not said.source and said.kind is None and said.entity is None:
        return None, was is not None and before is None
    same = before is not None and runs_of(before) == said.source
    near = before if before and (same or _meet(runs_of(before), said.source)) else None
    entity = said.entity or (near.entity if near and same else _named(reading, said))
    if entity is None and near is not None and said.kind in (None, near.kind):
        entity = near.entity
    kinds = {one.id: _KINDS.get(one.kind, "unknown") for one in reading.entities}
    kind = said.kind or (near.kind if near else kinds.get(entity or "", "unknown"))
    if before is not None and same and (before.kind, before.entity) == (kind, entity):
        return before, True
    ground = near.ground if near else None
    return Source(_spans(reading.report.text, said.source), kind, entity, ground), near is not None


def _named(reading: Reading, said: Correction) -> str | None:
    """Who is named by a source: what the reader took the very same words for, or the name that it begins with."""
    if not said.source:
        return None
    for claim in reading.attributions:
        if claim.source and claim.source.entity and runs_of(claim.source) == said.source:
            return claim.source.entity
    text = reading.report.text
    start, end = said.source[0]
    end = start + len(head(text[start:end]) or "")

    def stands_for(entity: Entity, span: Span) -> bool:
        exact = (span.start, span.end) == said.source[0]
        whose = _OWNED.match(text, span.end, said.source[0][1]) is not None
        return exact or (start <= span.start and span.end <= end and is_named(entity) and not whose)

    # "Club chairman Ann Lee" is her and not the club.
    found = [
        (
            (entity.kind == "person") != (said.kind in ("person", "official")),
            span.start - span.end,
            span.start,
            entity.id,
        )
        for entity in reading.entities
        if said.kind != "unnamed" or not is_named(entity)
        for span in entity.mentions
        if stands_for(entity, span)
    ]
    return min(found)[-1] if found else None

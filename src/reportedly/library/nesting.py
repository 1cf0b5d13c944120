"""Which claim stands within which, and each figure in which, after people moved some."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from reportedly.library.spans import innermost
from reportedly.model import Attribution, Reading, Span


def nested(reading: Reading, around: Mapping[str, str | None], moved: Collection[str]) -> Reading:
    """A Reading with its claims and figures within the claims that they stand in now.

    Args:
        reading: with the claims that there are now, in which ``within`` and a figure's ``attribution`` may name others.
        around: by its id, what each claim of the reader's own Reading stands within.
        moved: the ids of claims that stand elsewhere than the reader has them.

    Returns:
        What was within a claim that is gone is within the next one around it, if one is left; what is within none, or
        in one that was moved away from it, is in the innermost whose content encloses it.

    """
    claims = {claim.id: claim for claim in reading.attributions}
    within = {claim.id: _around(claim, claims, around, moved) for claim in reading.attributions}
    for local in within:
        # The Readings of others may have claims of one length within each other.
        seen, at = {local}, within[local]
        while at is not None and at not in seen:
            seen.add(at)
            at = within[at]
        if at == local:
            within[local] = None
    elsewhere = {*moved, *(figure.attribution for figure in reading.figures if figure.attribution not in claims)}
    inner = innermost(reading.figures, reading.attributions)
    return replace(
        reading,
        attributions=tuple(
            claim if claim.within == within[claim.id] else replace(claim, within=within[claim.id])
            for claim in reading.attributions
        ),
        figures=tuple(
            replace(figure, attribution=now)
            if now in moved or (figure.attribution is not None and figure.attribution in elsewhere)
            else figure
            for figure, now in zip(reading.figures, inner, strict=True)
        ),
    )


def _around(
    claim: Attribution, claims: Mapping[str, Attribution], around: Mapping[str, str | None], moved: Collection[str]
) -> str | None:
    was = claim.within
    while was is not None and was not in claims:
        was = around.get(was)
    kept = was is None or not {claim.id, was} & set(moved) or _encloses(claims[was], claim, claim.content.spans)
    kept = kept and (was is not None or claim.id not in moved)
    among: Sequence[str] = list(moved) if kept else list(claims)
    whole = (*(claim.source.spans if claim.source else ()), *(claim.cue.spans if claim.cue else ()))
    whole += claim.content.spans
    found = [
        (_size(claims[other]), other) for other in among if other in claims and _encloses(claims[other], claim, whole)
    ]
    if not kept:
        return min(found)[1] if found else None
    nearer = [one for one in found if was is None or one[0] < _size(claims[was])]
    return min(nearer)[1] if nearer else was


def _encloses(outer: Attribution, inner: Attribution, spans: Sequence[Span]) -> bool:
    """Whether spans of a claim are all inside single runs of the content of another, which is longer."""
    return _size(outer) > _size(inner) and all(
        any(run.start <= span.start and span.end <= run.end for run in outer.content.spans) for span in spans
    )


def _size(claim: Attribution) -> int:
    return sum(span.end - span.start for span in claim.content.spans)

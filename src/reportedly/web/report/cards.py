"""The card of each claim: who, through whom, how surely, and what people said of it."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from reportedly.model import Attribution, Day, Figure, Place, Span
from reportedly.web.report import words
from reportedly.web.report.sources import Who, source_of, via_of
from reportedly.web.wording import moment

if TYPE_CHECKING:
    from reportedly.library import Judgement, Kept

_Named = TypeVar("_Named", Figure, Day, Place)


@dataclass(frozen=True, slots=True)
class Review:
    """What a person said of a claim."""

    verdict: str
    by: str | None
    made: str
    made_words: str
    stamp: str
    undone_words: str | None
    replaced: bool
    note: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What the machine had read, where a person says something else."""

    label: str
    machine: str


@dataclass(frozen=True, slots=True)
class Card:
    """A claim as its card shows it.

    Attributes:
        key: in the library; ``local`` is its id in the Reading, ``number`` its place among the claims on the page.
        start: where what is said begins in the text.
        who: whose word it is; ``written`` how the text calls them where that is not the name.
        quote: its content, piece by piece.
        sure: how sure the reader is, in words; ``unsure`` if that should be in plain sight.
        within: the number and key of the claim in whose content it stands; ``holds`` those that stand in its own.
        judged: what people say of it now: a verdict, or nothing.
        reviews: all that people said of it, in that order.
        machine: what the machine had read, where a person corrected it.
        spans: where source, cue and content stand, as JSON for the page's scripts.

    """

    key: int
    local: str
    number: int
    start: int
    who: Who
    written: str | None
    via: tuple[Who, ...]
    form: str
    certainty: str
    hedges: tuple[str, ...]
    cue: str | None
    ground: str | None
    quote: tuple[str, ...]
    figures: tuple[str, ...]
    days: tuple[tuple[str, str], ...]
    places: tuple[str, ...]
    within: tuple[int, int] | None
    holds: tuple[tuple[int, int], ...]
    sure: str
    unsure: bool
    judged: str
    reviews: tuple[Review, ...]
    machine: tuple[Difference, ...]
    spans: str

    @property
    def words(self) -> dict[str, str]:
        """What its certainty, form and kind of source are called."""
        return {
            "certainty": words.CERTAINTY[self.certainty],
            "form": words.FORM[self.form],
            "kind": words.KIND.get(self.who.kind, self.who.kind),
        }

    @property
    def standing(self) -> Review | None:
        """What a person says of it now."""
        return next((one for one in reversed(self.reviews) if one.undone_words is None), None)


def cards(kept: Kept, judgements: Sequence[Judgement]) -> tuple[Card, ...]:
    """The cards of all claims that stand, in the order of the text.

    Args:
        kept: the Reading as it stands.
        judgements: what people said of its claims.

    """
    return _cards(kept, kept.reading.attributions, judgements)


def rejected(kept: Kept, judgements: Sequence[Judgement]) -> tuple[Card, ...]:
    """The cards of the claims that people say are none, as the machine read them."""
    standing = {claim.id for claim in kept.reading.attributions}
    gone = [claim for claim in kept.machine.attributions if claim.id not in standing and claim.id in kept.claims]
    return _cards(kept, gone, judgements)


def _cards(kept: Kept, some: Sequence[Attribution], judgements: Sequence[Judgement]) -> tuple[Card, ...]:
    reading, machine = kept.reading, kept.machine
    entities = {entity.id: entity for entity in (*machine.entities, *reading.entities)}
    ordered = sorted((claim for claim in some if claim.id in kept.claims), key=lambda claim: (_start(claim), claim.id))
    numbers = {claim.id: number for number, claim in enumerate(ordered, 1)}
    by_id = {claim.id: claim for claim in ordered}
    was = {claim.id: claim for claim in machine.attributions}
    inside: dict[str, list[str]] = {}
    for claim in ordered:
        if claim.within in numbers:
            inside.setdefault(str(claim.within), []).append(claim.id)
    said: dict[int, list[Judgement]] = {}
    for one in judgements:
        if one.claim is not None:
            said.setdefault(one.claim, []).append(one)

    days, places = _Inside(reading.days), _Inside(reading.places)
    # A figure is in the innermost claim that gives it; the claims around that one show it too.
    figures = _Inside(figure for figure in reading.figures)
    given: dict[str, list[Figure]] = {}
    for figure in reading.figures:
        if figure.attribution in numbers and figure not in figures(by_id[figure.attribution].content.spans):
            given.setdefault(figure.attribution, []).append(figure)

    def known(local: str) -> tuple[int, int]:
        return numbers[local], kept.claims[local]

    made = []
    for claim in ordered:
        who = source_of(claim, kept, entities)
        written = " … ".join(span.text for span in claim.source.spans) if claim.source else ""
        reviews = tuple(_review(one) for one in said.get(kept.claims[claim.id], ()))
        verdict = next((one.verdict for one in reversed(reviews) if one.undone_words is None), "")
        content = claim.content.spans
        before = was.get(claim.id)
        made.append(
            Card(
                key=kept.claims[claim.id],
                local=claim.id,
                number=numbers[claim.id],
                start=_start(claim),
                who=who,
                written=written if written and (not who.plain or who.name not in written) else None,
                via=tuple(via_of(each, kept, entities) for each in claim.via),
                form=claim.form,
                certainty=claim.certainty,
                hedges=tuple(span.text for span in claim.hedges),
                cue=" … ".join(span.text for span in claim.cue.spans) if claim.cue else None,
                ground=claim.source.ground.text if claim.source and claim.source.ground else None,
                quote=tuple(span.text for span in content),
                figures=tuple(figure.text for figure in (*given.get(claim.id, ()), *figures(content))),
                days=tuple((day.text, words.days(day.earliest, day.latest)) for day in days(content)),
                places=tuple(dict.fromkeys(place.name for place in places(content))),
                within=known(claim.within) if claim.within in numbers else None,
                holds=tuple(known(each) for each in inside.get(claim.id, ())),
                sure=words.sure(claim.confidence),
                unsure=claim.confidence < words.UNSURE,
                judged=verdict,
                reviews=reviews,
                machine=_differences(before, claim, kept) if before is not None and before != claim else (),
                spans=_spans(claim),
            )
        )
    return tuple(made)


def _start(claim: Attribution) -> int:
    return min(span.start for span in claim.content.spans)


class _Inside(Generic[_Named]):
    """What is named in a text, by where it is."""

    def __init__(self, named: Iterable[_Named]) -> None:
        self._named: list[_Named] = sorted(named, key=lambda one: one.start)
        self._starts: list[int] = [one.start for one in self._named]

    def __call__(self, content: Sequence[Span]) -> list[_Named]:
        """What is named in some spans."""
        return [
            self._named[at]
            for span in content
            for at in range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))
            if self._named[at].end <= span.end
        ]


def _spans(claim: Attribution) -> str:
    parts = {
        "source": claim.source.spans if claim.source else (),
        "cue": claim.cue.spans if claim.cue else (),
        "content": claim.content.spans,
    }
    return json.dumps(
        {name: [[span.start, span.end] for span in some] for name, some in parts.items()}, separators=(",", ":")
    )


def _review(one: Judgement) -> Review:
    return Review(
        verdict=one.verdict,
        by=one.made_by,
        made=one.made,
        made_words=moment(one.made),
        stamp=words.stamp(one.made),
        undone_words=f"{moment(one.undone)}{f' by {one.undone_by}' if one.undone_by else ''}" if one.undone else None,
        replaced=one.replaced_by is not None,
        note=one.note,
    )


def _differences(was: Attribution, now: Attribution, kept: Kept) -> tuple[Difference, ...]:
    entities = {entity.id: entity for entity in kept.machine.entities}

    def told(claim: Attribution, names: dict[str, str]) -> dict[str, str]:
        who = source_of(claim, kept, entities | {entity.id: entity for entity in kept.reading.entities})
        return {
            "Who": f"{who.name} ({words.KIND.get(who.kind, who.kind)})" if who.kind != "none" else who.name,
            "Source": " … ".join(span.text for span in claim.source.spans) if claim.source else "none",
            "Cue": " … ".join(span.text for span in claim.cue.spans) if claim.cue else "none",
            "What": " … ".join(span.text for span in claim.content.spans),
            "Form": names[claim.form],
            "Certainty": words.CERTAINTY[claim.certainty],
        }

    before, after = told(was, words.FORM), told(now, words.FORM)
    return tuple(Difference(label, text) for label, text in before.items() if after[label] != text)

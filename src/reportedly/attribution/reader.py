"""The shipped model as a whole: a text to the attributions in it, each with how likely it is right."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

import numpy as np

from reportedly.attribution import confidence
from reportedly.attribution.linking import Linked, Network, Scene, link
from reportedly.attribution.raw import RawAttribution, Run, trimmed, with_name
from reportedly.attribution.spans import Span, spans
from reportedly.attribution.tagger import Tagger, arrays, tagger
from reportedly.attribution.words import Words, read_words

LEAST_LIKELY = 0.4
"""Attributions below this confidence are left out: there, leaving out one more costs as much F1 as it saves."""

LEAST_LIKELY_SOURCELESS = 0.25
"""The same for those that name no source. "Is believed to" is rare, and few were there to learn its confidence from."""

EAGERNESS = (0.0, 1.0, 2.0)
"""What is taken off the scores of "outside" before spans are read. The more, the more and the longer spans are found;
the readings are put together and the confidence chooses."""


@dataclass(frozen=True, slots=True)
class Readings:
    """All readings of a text, several of one place among them.

    ``described`` says for each what tells whether it is right, n x ``confidence.FEATURES``.
    """

    found: list[Linked]
    described: np.ndarray


def readings(
    text: str, words: Words, scores: np.ndarray, to_cue: Network, to_source: Network, reach: int = 1
) -> Readings:
    """Read spans at each eagerness and link them.

    Args:
        text: paragraphs, one a line.
        words: its words.
        scores: words x roles (source, cue, content) x tags, log probabilities.
        to_cue: says which cue a content belongs to.
        to_source: says which source a cue belongs to.
        reach: how many paragraphs away the parts of an attribution may stand.

    """
    bare = Scene.of(text, words)
    quoted, plain = bare.quoted.tolist(), scores.tolist()
    found: dict[tuple[Span | None, Span, tuple[Span, ...]], tuple[Linked, list[float]]] = {}
    known: list[list[Span]] = []
    for eagerness in EAGERNESS:
        eager = scores - np.array([eagerness, 0, 0, 0, 0], dtype=np.float32)
        some = [spans(eager[:, role]) for role in range(3)]
        if some == known:
            continue
        known = some
        for one in link(bare.holding(*some), to_cue, to_source, reach):
            key = one.source, one.cue, one.contents
            if key not in found:
                found[key] = one, confidence.describe(one, quoted, plain, eagerness)
    described = [what for _, what in found.values()]
    return Readings(
        [one for one, _ in found.values()], np.array(described, dtype=np.float32).reshape(-1, confidence.FEATURES)
    )


@dataclass(frozen=True, slots=True)
class Reader:
    """Tagger, linking and confidence; ``cue_words`` are those that mostly stood in a cue where they were learned."""

    tagger: Tagger
    to_cue: Network
    to_source: Network
    confidence: Network
    cue_words: frozenset[str]

    def read(self, text: str, apart: bool = False) -> list[RawAttribution]:
        """The attributions of a text.

        Args:
            text: paragraphs, one a line.
            apart: whether each line stands for itself; no attribution then reaches into another line.

        """
        words = read_words(text)
        scores = self.tagger.tag(words, text)
        every = readings(text, words, scores, self.to_cue, self.to_source, 0 if apart else 1)
        found, described = every.found, every.described
        if apart:
            inside = [_paragraphs(one, words) == 1 for one in found]
            found, described = [one for one, kept in zip(found, inside, strict=True) if kept], described[inside]
        chances = (1 / (1 + np.exp(-self.confidence(described)))).tolist()

        def runs(*some: Span) -> tuple[Run, ...]:
            whole = (trimmed(text, (words.spans[a][0], words.spans[b - 1][1])) for a, b in some)
            return tuple((start, end) for start, end in whole if start < end)

        def raw(one: Linked, chance: float) -> RawAttribution:
            source = tuple(with_name(text, run) for run in runs(one.source)) if one.source else ()
            # A cue may be nothing but the marks that are trimmed off the rest: "Lee: …".
            cue = words.spans[one.cue[0]][0], words.spans[one.cue[1] - 1][1]
            return RawAttribution(source, (cue,), runs(*one.contents), chance)

        kept = (raw(found[i], chances[i]) for i in chosen(found, chances))
        return [one for one in kept if one.content]


def chosen(found: Sequence[Linked], chances: Sequence[float]) -> list[int]:
    """The numbers of the readings to keep, given how likely each is right."""
    return confidence.chosen(found, chances, [LEAST_LIKELY if one.source else LEAST_LIKELY_SOURCELESS for one in found])


def _paragraphs(one: Linked, words: Words) -> int:
    """How many paragraphs an attribution touches."""
    parts = (*one.contents, one.cue, *((one.source,) if one.source else ()))
    return len({bisect_right(words.paragraphs, place, key=itemgetter(0)) for a, b in parts for place in (a, b - 1)})


@cache
def shipped() -> Reader:
    """The reader that comes with the package, loaded once.

    Raises:
        ModelMissing: a file of the model is missing or is not as it was shipped.

    """
    kept = arrays()
    to_cue, to_source, sure = (
        Network(kept[f"{name}.inner"], kept[f"{name}.bias"], kept[f"{name}.outer"])
        for name in ("to_cue", "to_source", "confidence")
    )
    return Reader(tagger(), to_cue, to_source, sure, frozenset(kept["cue_words"].tolist()))

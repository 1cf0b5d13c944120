"""Which cue a content belongs to, and which source a cue.

Each choice is among the few nearest candidates and "none". A candidate is described by where it stands: distance,
order, what stands between, quotation, sentence and paragraph, and a few words. A small network (one hidden layer),
learned from PolNeAR train, scores the descriptions; the best candidate is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reportedly.attribution.spans import Span
from reportedly.attribution.words import Words

EACH_WAY = 4
"""Candidates looked at on either side."""

_WORDS = (
    "said says say told tells according to by that as and but who has have had not a the an of in , \" ' . : ; ( ) - "
    "is are was were be been being i we you he she they it which this"
).split()
_NUMBER = {word: number for number, word in enumerate(_WORDS)}
_LY, _OTHER = len(_WORDS), len(_WORDS) + 1
_KINDS = len(_WORDS) + 2
_COUNTED = (frozenset(","), frozenset(":"), frozenset("\"“”'‘’"), frozenset(("and",)))

_SLOTS = 4  # the words before, first, last and after a span
_ALONE = 5
_PAIR = 22 + len(_COUNTED)
_DENSE = 1 + 2 * _ALONE + _PAIR
FEATURES = _DENSE + 2 * _SLOTS * _KINDS


@dataclass(frozen=True, slots=True)
class Scene:
    """A text's words with the spans found in them, ready to describe pairs of spans.

    Attributes:
        kinds: for each word its number among the words that are told apart.
        quoted, sentence, paragraph: for each word whether it is quoted, and the numbers of its sentence and paragraph.
        counted: before each word, and after the last, how many of some marks and words there were: 4 x (words + 1).
        sources, cues, contents: spans as arrays, n x 2, in order.
    """

    kinds: np.ndarray
    quoted: np.ndarray
    sentence: np.ndarray
    paragraph: np.ndarray
    counted: np.ndarray
    sources: np.ndarray
    cues: np.ndarray
    contents: np.ndarray

    @classmethod
    def of(cls, text: str, words: Words) -> Scene:
        """Describe a text in which no spans are known yet."""
        tokens = [text[a:b].lower() for a, b in words.spans]
        kinds = [_NUMBER.get(token, _LY if token.endswith("ly") else _OTHER) for token in tokens]
        counted = np.zeros((len(_COUNTED), len(tokens) + 1), dtype=np.int32)
        for row, some in zip(counted, _COUNTED, strict=True):
            row[1:] = np.cumsum([token in some for token in tokens])
        place = np.array(words.place, dtype=np.int64)
        none = np.zeros((0, 2), dtype=np.int64)
        return cls(
            np.array(kinds, dtype=np.int64),
            np.array(words.quote, dtype=np.int64) > 0,
            np.cumsum(place > 0),
            np.cumsum(place > 1),
            counted,
            none,
            none,
            none,
        )

    def holding(self, sources: Sequence[Span], cues: Sequence[Span], contents: Sequence[Span]) -> Scene:
        """The same text with spans in it, each kind in order."""
        some = (np.array(spans, dtype=np.int64).reshape(-1, 2) for spans in (sources, cues, contents))
        return Scene(self.kinds, self.quoted, self.sentence, self.paragraph, self.counted, *some)


@dataclass(frozen=True, slots=True)
class Network:
    """One hidden layer: descriptions to scores."""

    inner: np.ndarray  # features x hidden
    bias: np.ndarray
    outer: np.ndarray  # hidden

    def __call__(self, dense: np.ndarray, slots: np.ndarray | None = None) -> np.ndarray:
        """Scores.

        Args:
            dense: descriptions x their plain features, which come first among all.
            slots: for each description the numbers of the features that are one, if it has such; -1 for none.

        """
        hidden = dense @ self.inner[: dense.shape[1]] + self.bias
        if slots is not None:
            rows = np.concatenate([self.inner, np.zeros_like(self.inner[:1])])
            hidden = hidden + rows[slots].sum(axis=1)
        scores: np.ndarray = np.maximum(hidden, 0.0) @ self.outer
        return scores


@dataclass(frozen=True, slots=True)
class Questions:
    """To which of the others does each span belong?

    ``one`` and ``other`` number the spans of each option, ``other`` is -1 for "none", which every question ends with;
    ``starts`` says where the options of each question begin. ``dense`` and ``slots`` describe them.
    """

    one: np.ndarray
    other: np.ndarray
    starts: np.ndarray
    dense: np.ndarray
    slots: np.ndarray

    @property
    def bounds(self) -> list[tuple[int, int]]:
        """Where the options of each question begin and end."""
        starts = self.starts.tolist()
        return list(zip(starts, [*starts[1:], len(self.one)][: len(starts)], strict=True))


def ask(scene: Scene, ones: np.ndarray, others: np.ndarray, reach: int = 1) -> Questions:
    """Make the questions of some spans (n x 2) about others (m x 2), at most ``reach`` paragraphs away."""
    at = _before(others, ones[:, 0])
    other = at[:, None] + np.arange(-EACH_WAY, EACH_WAY + 1)[None, :]
    other[:, -1] = -1
    there = (other >= 0) & (other < len(others))
    known = np.where(there, other, 0)
    if len(others):
        far = np.abs(scene.paragraph[others[known, 0]] - scene.paragraph[ones[:, :1]])
        there &= (far <= reach) & (others[known] != ones[:, None]).any(axis=-1)
    there[:, -1] = True
    one = np.repeat(np.arange(len(ones)), there.sum(axis=1))
    other = np.where(there, other, -1)[there]
    starts = np.concatenate([[0], np.cumsum(there.sum(axis=1))[:-1]]) if len(ones) else np.zeros(0, dtype=np.int64)
    dense, slots = _describe(scene, ones, others, one, other)
    return Questions(one, other, starts.astype(np.int64), dense, slots)


def _describe(
    scene: Scene, ones: np.ndarray, others: np.ndarray, one: np.ndarray, other: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    dense = np.zeros((len(one), _DENSE), dtype=np.float32)
    slots = np.full((len(one), 2 * _SLOTS), -1, dtype=np.int64)
    alone, words = _alone(scene, ones)
    dense[:, 0] = other < 0
    dense[:, 1 : 1 + _ALONE] = alone[one]
    slots[:, :_SLOTS] = _DENSE + np.arange(_SLOTS) * _KINDS + words[one]
    real = other >= 0
    if real.any():
        alone, words = _alone(scene, others)
        chosen = other[real]
        dense[real, 1 + _ALONE : 1 + 2 * _ALONE] = alone[chosen]
        slots[real, _SLOTS:] = _DENSE + (_SLOTS + np.arange(_SLOTS)) * _KINDS + words[chosen]
        dense[real, 1 + 2 * _ALONE :] = _pair(scene, ones[one[real]], others[chosen], others, chosen)
    return dense, slots


def _alone(scene: Scene, spans: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What is to be said of each span by itself: plain features, and the words at its ends."""
    if not len(spans):
        return np.zeros((0, _ALONE), dtype=np.float32), np.zeros((0, _SLOTS), dtype=np.int64)
    a, b = spans.T
    last = len(scene.kinds) - 1
    before = np.maximum(a - 1, 0)
    plain = np.stack(
        [
            np.minimum(b - a, 20) / 20,
            b - a == 1,
            scene.quoted[a],
            scene.quoted[b - 1],
            (a == 0) | (scene.sentence[before] != scene.sentence[a]),
        ],
        axis=1,
    )
    stop = _NUMBER["."]
    words = np.stack(
        [
            np.where(a > 0, scene.kinds[before], stop),
            scene.kinds[a],
            scene.kinds[b - 1],
            np.where(b <= last, scene.kinds[np.minimum(b, last)], stop),
        ],
        axis=1,
    )
    return plain.astype(np.float32), words


def _pair(scene: Scene, one: np.ndarray, other: np.ndarray, others: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    right, left = other[:, 0] >= one[:, 1], other[:, 1] <= one[:, 0]
    low = np.where(right, one[:, 1], other[:, 1])
    high = np.maximum(np.where(right, other[:, 0], one[:, 0]), low)
    gap = high - low
    far = np.log1p(gap) / 4
    sentences = np.abs(scene.sentence[one[:, 0]] - scene.sentence[other[:, 0]])
    near = np.abs(_before(others, one[:, 0]) - chosen) - right
    features = [
        right,
        left,
        ~right & ~left,
        gap == 0,
        gap == 1,
        far,
        right * far,
        sentences == 0,
        sentences == 1,
        np.minimum(sentences, 5) / 5,
        scene.paragraph[one[:, 0]] == scene.paragraph[other[:, 0]],
        near == 0,
        np.minimum(near, 4) / 4,
        scene.quoted[one[:, 0]].astype(np.int64) - scene.quoted[other[:, 0]],
    ]
    kinds = (scene.sources, scene.cues, scene.contents)
    features += [np.minimum(_before(spans, high) - _before(spans, low), 3) / 3 for spans in kinds]
    features += [row[high] > row[low] for row in scene.counted]
    features += [_has_nearer(other, one, spans) for spans in kinds]
    features += [_has_nearer(one, other, others), (other[:, 0] >= one[:, 0]) & (other[:, 1] <= one[:, 1])]
    return np.stack(features, axis=1).astype(np.float32)


def _before(spans: np.ndarray, at: np.ndarray) -> np.ndarray:
    """How many spans begin before each place."""
    return np.searchsorted(spans[:, 0], at)


def _has_nearer(span: np.ndarray, partner: np.ndarray, spans: np.ndarray) -> np.ndarray:
    """Whether one of some spans stands nearer to each span than its partner does; the three around it are looked at."""
    found = np.zeros(len(span), dtype=bool)
    if not len(spans):
        return found
    gap = _gap(span, partner)
    at = _before(spans, span[:, 0])
    for step in (-1, 0, 1):
        place = at + step
        rival = spans[np.clip(place, 0, len(spans) - 1)]
        is_rival = (place >= 0) & (place < len(spans)) & (rival != partner).any(axis=1) & (rival != span).any(axis=1)
        found |= is_rival & (_gap(span, rival) < gap)
    return found


def _gap(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    gap: np.ndarray = np.maximum(np.maximum(a[:, 0] - b[:, 1], b[:, 0] - a[:, 1]), 0)
    return gap


@dataclass(frozen=True, slots=True)
class Linked:
    """One attribution as ranges of words, and how sure each link is (probabilities)."""

    source: Span | None
    cue: Span
    contents: tuple[Span, ...]
    to_source: float
    to_cue: float


def link(scene: Scene, to_cue: Network, to_source: Network, reach: int = 1) -> list[Linked]:
    """Attributions of a text, by their cues; a content without a cue is none.

    Args:
        scene: the spans found in the text.
        to_cue: says which cue a content belongs to.
        to_source: says which source a cue belongs to.
        reach: how many paragraphs away a cue may stand from its content, or a source from its cue.

    """
    of_cue: dict[int, list[tuple[Span, float]]] = {}
    answers = _answers(to_cue, ask(scene, scene.contents, scene.cues, reach))
    for content, (cue, sure) in zip(scene.contents.tolist(), answers, strict=True):
        if cue >= 0:
            of_cue.setdefault(cue, []).append(((content[0], content[1]), sure))
    order = sorted(of_cue)
    found = []
    answers = _answers(to_source, ask(scene, scene.cues[order], scene.sources, reach))
    for cue, (source, sure) in zip(order, answers, strict=True):
        some = of_cue[cue]
        contents = tuple(content for content, _ in some)
        named = _span(scene.sources[source]) if source >= 0 else None
        found.append(Linked(named, _span(scene.cues[cue]), contents, sure, min(chance for _, chance in some)))
    return found


def _span(pair: np.ndarray) -> Span:
    return int(pair[0]), int(pair[1])


def _answers(network: Network, questions: Questions) -> list[tuple[int, float]]:
    """For each question the number of the likeliest span, -1 for none, with its probability."""
    if not len(questions.starts):
        return []
    scores = network(questions.dense, questions.slots)
    sizes = np.diff(np.append(questions.starts, len(scores)))
    best = np.maximum.reduceat(scores, questions.starts)
    top = np.flatnonzero(scores == np.repeat(best, sizes))
    _, first = np.unique(np.repeat(np.arange(len(sizes)), sizes)[top], return_index=True)
    sure = 1 / np.add.reduceat(np.exp(scores - np.repeat(best, sizes)), questions.starts)
    return list(zip(questions.other[top[first]].tolist(), sure.tolist(), strict=True))

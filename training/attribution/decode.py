"""Tags and links of a window to attributions.

A content goes to the cue it points to, a cue to the source it points to. The plain rules that the pointers are
measured against are here too: a content takes the nearest cue of its paragraph; a cue takes the source that is
nearest in its sentence, or else the nearest to its left in the paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .crf import viterbi

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .data import Article, Window
    from .features import Span


@dataclass(frozen=True, slots=True)
class WindowScores:
    """Scores of one window as arrays; words include word 0.

    ``tags`` is words x roles x 5, log probabilities or, with ``transitions``, scores of the random field; the two
    links are words x words, each row a distribution.
    """

    tags: np.ndarray
    to_cue: np.ndarray
    to_source: np.ndarray
    transitions: np.ndarray | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """How to link.

    ``pointers`` off means plain rules only. ``nearest_left`` gives a cue that points nowhere the nearest source to
    its left in the sentence if the probability of "nowhere" is below it. ``orphans`` keeps contents without a cue.
    """

    pointers: bool = True
    nearest_left: float = 0.5
    orphans: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution of a window as word ranges, word 0 included."""

    source: Span | None
    cue: Span | None
    contents: tuple[Span, ...]


def spans_of(path: np.ndarray) -> list[Span]:
    """Ranges of words in a sequence of tags O B I E S."""
    found, start = [], 0
    for i, tag in enumerate(path):
        if tag in (1, 4):
            start = i
        if tag in (3, 4):
            found.append((start, i + 1))
    return found


def decode_window(scores: WindowScores, sentence: Sequence[int], paragraph: Sequence[int], rules: Rules) -> list[Found]:
    """Attributions of a window; the two lists number the sentence and the paragraph of each word."""
    path = viterbi(scores.tags[1:], scores.transitions)
    sources, cues, contents = ([(a + 1, b + 1) for a, b in spans_of(path[:, r])] for r in range(3))
    of_cue: dict[Span, list[Span]] = {}
    lone = []
    for content in contents:
        cue = _cue_of(content, cues, scores, paragraph, rules)
        if cue:
            of_cue.setdefault(cue, []).append(content)
        else:
            lone.append(content)
    found = [
        Found(_source_of(cue, sources, scores, sentence, paragraph, rules), cue, tuple(some))
        for cue, some in sorted(of_cue.items())
    ]
    return found + ([Found(None, None, (content,)) for content in lone] if rules.orphans else [])


def _mass(link: np.ndarray, span: Span, others: Sequence[Span]) -> np.ndarray:
    """How much the words of a span point to each of some spans, on average; last, how much to word 0."""
    row = link[span[0] : span[1]].mean(axis=0)
    return np.array([row[a:b].sum() for a, b in others] + [row[0]])


def _gap(a: Span, b: Span) -> int:
    return max(a[0] - b[1], b[0] - a[1], 0)


def _cue_of(
    content: Span, cues: Sequence[Span], scores: WindowScores, paragraph: Sequence[int], rules: Rules
) -> Span | None:
    if rules.pointers and cues:
        mass = _mass(scores.to_cue, content, cues)
        best = int(mass[:-1].argmax())
        if mass[best] > mass[-1]:
            return cues[best]
    near = [c for c in cues if paragraph[c[0]] == paragraph[content[0]]]
    return min(near, key=lambda c: _gap(c, content), default=None)


def _source_of(
    cue: Span,
    sources: Sequence[Span],
    scores: WindowScores,
    sentence: Sequence[int],
    paragraph: Sequence[int],
    rules: Rules,
) -> Span | None:
    same = [s for s in sources if sentence[s[0]] == sentence[cue[0]]]
    if rules.pointers and sources:
        mass = _mass(scores.to_source, cue, sources)
        best = int(mass[:-1].argmax())
        if mass[best] > mass[-1]:
            return sources[best]
        if mass[-1] >= rules.nearest_left:
            return None
        return max((s for s in same if s[1] <= cue[0]), default=None)
    if same:
        return min(same, key=lambda s: (_gap(s, cue), s[0] > cue[0]))
    return max((s for s in sources if s[1] <= cue[0] and paragraph[s[0]] == paragraph[cue[0]]), default=None)


def to_offsets(found: Found, window: Window, article: Article) -> dict[str, list[list[int]]]:
    """Give an attribution of a window as offsets of characters in the article."""
    spans = article.words.spans

    def at(span: Span) -> list[int]:
        return [spans[window.start + span[0] - 1][0], spans[window.start + span[1] - 2][1]]

    return {
        "source": [at(found.source)] if found.source else [],
        "cue": [at(found.cue)] if found.cue else [],
        "content": [at(span) for span in found.contents],
    }


def units(window: Window, article: Article) -> tuple[list[int], list[int]]:
    """Numbers of the sentence and of the paragraph of each word of a window, word 0 included."""
    sentence, paragraph = [0], [0]
    for place in article.words.place[window.start : window.end]:
        sentence.append(sentence[-1] + (place > 0))
        paragraph.append(paragraph[-1] + (place > 1))
    return sentence, paragraph

"""How likely an attribution is right, from how surely its parts were tagged and linked.

A small network, learned on training articles that the tagger had not seen, turns the description into a probability:
of all attributions given 0.8, about eight in ten share at least half of their content's and their source's words with
an annotator's. It chooses among several readings of one place, and what to leave out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from reportedly.attribution.linking import Linked
from reportedly.attribution.spans import BEGIN, END, INSIDE, OUTSIDE, SINGLE, Span

FEATURES = 25
_FLOOR = -8.0
_CLASH = 0.3
"""Share of a content's words that another content may have as well."""

Scores = Sequence[Sequence[Sequence[float]]]
"""Words x roles (source, cue, content) x tags: log probabilities."""


def describe(one: Linked, quoted: Sequence[bool], scores: Scores, eagerness: float) -> list[float]:
    """What tells right attributions from wrong ones.

    Args:
        one: the attribution.
        quoted: for each word of the text, whether it stands within quotation marks.
        scores: what the tagger says.
        eagerness: at which the attribution was first found.

    """
    contents = [_sureness(scores, 2, span) for span in one.contents]
    inside = [quoted[a] and quoted[b - 1] for a, b in one.contents]
    words = sum(b - a for a, b in one.contents)
    source, cue = one.source, one.cue
    return [
        *map(min, *contents, contents[0]),
        *_sureness(scores, 1, cue),
        *(_sureness(scores, 0, source) if source else _NONE),
        float(source is None),
        one.to_source,
        one.to_cue,
        min(words, 40) / 40,
        float(words <= 2),
        float(all(inside)),
        float(any(inside)),
        min(len(contents), 4) / 4,
        min(cue[1] - cue[0], 8) / 8,
        min(source[1] - source[0], 20) / 20 if source else 0.0,
        min(_gap(cue, one.contents[0]), 20) / 20,
        min(_gap(source, cue), 20) / 20 if source else 0.0,
        eagerness,
    ]


def chosen(found: Sequence[Linked], chances: Sequence[float], least: Sequence[float]) -> list[int]:
    """Which of several readings to keep: the likeliest first, none whose content is another's already.

    Args:
        found: attributions, of which several can be readings of one place.
        chances: how likely each is right.
        least: below this, each is left out.

    Returns:
        Their numbers, in the order of ``found``.

    """
    kept: list[int] = []
    taken: set[int] = set()
    likely = (i for i in range(len(found)) if chances[i] >= least[i])
    for i in sorted(likely, key=lambda i: -chances[i]):
        words = {word for a, b in found[i].contents for word in range(a, b)}
        if len(words & taken) <= _CLASH * len(words):
            taken |= words
            kept.append(i)
    return sorted(kept)


_NONE = [0.0] * 4


def _sureness(scores: Scores, role: int, span: Span) -> list[float]:
    """Log probabilities, scaled, of a span's first and last tag, of the least sure word within, and of not outside."""
    a, b = span
    if b - a == 1:
        first = last = inner = scores[a][role][SINGLE]
    else:
        first, last = scores[a][role][BEGIN], scores[b - 1][role][END]
        inner = min((scores[i][role][INSIDE] for i in range(a + 1, b - 1)), default=max(first, last))
    outside = sum(math.exp(scores[i][role][OUTSIDE]) for i in range(a, b)) / (b - a)
    found = math.log1p(-min(outside, 0.9999))
    return [max(value, _FLOOR) / 4 for value in (first, last, inner, found)]


def _gap(a: Span, b: Span) -> int:
    return max(a[0] - b[1], b[0] - a[1], 0)

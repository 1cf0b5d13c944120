"""Runs of a text dump that could be its report: contiguous units whose scores add up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.model import BlockKind
from reportedly.page.lines import kind_by_wording, moment_within
from reportedly.page.units import SENTENCE_END, Unit

_WORDS = re.compile(r"\w+")
_DENSE = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Weights:
    """What a unit adds to the run that holds it, and what speaks for a line as the headline.

    Set by hand, then part of them bettered by a short random search on half of the hosts of the Scrapinghub article
    extraction benchmark (57 pages, flattened four ways), for the mean F1 of the body. A sentence adds its words, up to
    ``longest``, less ``sentence``; furniture takes away what its kind says; ``head_…`` are the parts of a headline's
    value, and ``head_pull`` is what each point of that adds to the score of its run.
    """

    longest: float = 40
    sentence: float = 6
    unended: float = 12
    unended_from: int = 15
    title: float = 8
    short: float = 10
    item: float = 2
    navigation: float = 16
    related: float = 8
    comment: float = 30
    legal: float = 40
    topic: float = 8
    between: float = 6
    closing_words: int = 20
    gap: float = 0.3
    head_repeat: float = 1
    head_title: float = 8
    head_dated: float = 3
    head_overlap: float = 4
    head_far: float = 0.08
    head_least: float = 2.0
    head_short: float = 2.5
    head_item: float = 3
    head_long: float = 0.2
    head_yield: float = 1.5
    head_first: float = 1.5
    head_pull: float = 8
    least_share: float = 0.2
    head_inside: int = 60


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit with what its own wording shows.

    Attributes:
        unit: the unit.
        kind: what its wording makes it, or None.
        words: how many, see :func:`count_words`.
        ended: whether it ends as a sentence does.
        dated: whether it is a short line that gives a day.
        plain: its words for comparison, see :func:`plain`; empty for a long paragraph.
    """

    unit: Unit
    kind: BlockKind | None
    words: int
    ended: bool
    dated: bool
    plain: str

    @property
    def text(self) -> str:
        """The unit's text."""
        return self.unit.text

    @property
    def prose(self) -> bool:
        """Whether it is a whole sentence, or several."""
        return self.kind is None and self.ended and self.words > 3


def count_words(text: str) -> int:
    """Words between blanks; for scripts that set none, two characters count as a word."""
    dense = 0 if text.isascii() else len(_DENSE.findall(text))
    return text.count(" ") + 1 + dense // 2


def scored(found: Sequence[Unit]) -> tuple[Scored, ...]:
    """Look at each unit by itself."""
    return tuple(_scored(unit) for unit in found)


def _scored(unit: Unit) -> Scored:
    kind, words = kind_by_wording(unit.text), count_words(unit.text)
    ended = SENTENCE_END.search(unit.text[-8:]) is not None
    dated = (kind is None and words <= 12) or kind == "timestamp"
    dated = dated and moment_within(unit.text) is not None
    return Scored(unit, kind, words, ended, dated, plain(unit.text) if words <= 50 else "")


def plain(text: str) -> str:
    """Fold a line for comparison: its words alone, casefolded."""
    return " ".join(_WORDS.findall(text.casefold()))


def _score(at: Scored, w: Weights) -> float:
    kind = at.kind
    if kind == "other":
        return -w.legal if at.words > 2 else -0.5
    if kind is not None:
        costs = {
            "navigation": w.navigation,
            "related": w.related,
            "comment": w.comment,
            "topic": w.topic,
            "tag": w.topic,
        }
        return -costs.get(kind, w.between)
    if at.ended:
        return min(at.words, w.longest) - w.sentence if at.words > 3 else -1
    if at.words >= w.unended_from:
        return min(at.words, w.longest) - w.unended
    if at.unit.bullet:
        return -w.item
    return -w.title if at.words >= 5 else -w.short


def best_run(page: Sequence[Scored], start: int = 0, w: Weights = WEIGHTS) -> range:
    """Find the contiguous run with the highest sum of scores (Kadane's algorithm), from ``start`` on."""
    return max(runs(page, start, w), key=lambda found: found[0], default=(0.0, range(start, start)))[1]


def runs(page: Sequence[Scored], start: int = 0, w: Weights = WEIGHTS) -> list[tuple[float, range]]:
    """Find the separate runs with a sum above zero: between any two of them the sum falls to zero."""
    found: list[tuple[float, range]] = []
    best, stop = 0.0, start
    total, begin, words = 0.0, start, 0
    for place in range(start, len(page)):
        at = page[place]
        if total <= 0:
            if best:
                found.append((best, range(begin, stop)))
            best = total = 0.0
            begin, words = place, 0
        cost = -w.navigation if at.kind == "comment" and words < w.closing_words else _score(at, w)
        total += cost - w.gap * min(at.unit.gap, 10)
        if at.prose:
            words += at.words
        if total > best:
            best, stop = total, place + 1
    if best:
        found.append((best, range(begin, stop)))
    return found

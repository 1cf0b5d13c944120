"""How many: the figures of a report, their normal forms and what they count, on the gold of our own.

``python -m gate.figures`` prints both halves; ``--misses`` also prints where the tuning half went wrong.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gate.gold import GOLD
from gate.measure import lines
from reportedly.evaluation.reader import paragraphs
from reportedly.language import parse
from reportedly.mentions import figures as reader
from reportedly.model import Figure

HALVES = ("tuning", "untouched")
MORE = "more"
"""More texts to tune on, of PolNeAR train and the unlabelled news."""
SAME_WORDS = 0.5
"""The share of words that two phrases have in common from which on they name one thing."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure of the gold and the one found where it stands; one of them is ``None`` for a miss or a false find."""

    text: str
    gold: dict[str, Any] | None
    found: Figure | None


def figures(shared: Path, sets: tuple[str, ...] = HALVES) -> dict[str, float]:
    """How well figures are found and read, in each half.

    Args:
        shared: the folder of the corpora.
        sets: which parts of the gold.

    Returns:
        By name, for each HALF (``tuning``, ``untouched``): ``"figures found F1, HALF"`` with precision and recall (a
        figure is found where one overlaps it); of the figures found, the share with low, high, value, exact and unit
        all as in the gold, and the same of all in the gold; and of the figures found, the share whose counted things
        have at least half of their words in common, or are absent from both.

    """
    found: dict[str, float] = {}
    for half in sets:
        judged = list(pairs(half, shared))
        gold = sum(one.gold is not None for one in judged)
        read = sum(one.found is not None for one in judged)
        both = [one for one in judged if one.gold is not None and one.found is not None]
        right = sum(map(is_right, both))
        found |= {
            f"figures found F1, {half}": 2 * len(both) / (gold + read),
            f"figures found precision, {half}": len(both) / max(read, 1),
            f"figures found recall, {half}": len(both) / gold,
            f"figures value and bounds right, {half}": right / max(len(both), 1),
            f"figures value and bounds right of all, {half}": right / gold,
            f"figures counts right, {half}": sum(map(counts_right, both)) / max(len(both), 1),
        }
    return found


def pairs(half: str, shared: Path) -> Iterator[Judged]:
    """The figures of the gold with those found, one to one, in the order of each text."""
    texts = _texts(shared)
    by_text: dict[str, list[dict[str, Any]]] = {}
    for row in lines(GOLD / f"figures-{half}.jsonl"):
        by_text.setdefault(row["id"], []).append(row)
    parsed = parse((texts[name], paragraphs(texts[name])) for name in by_text)
    for (name, gold), passages in zip(by_text.items(), parsed, strict=True):
        yield from paired(texts[name], gold, reader.find(texts[name], passages))


def paired(text: str, gold: list[dict[str, Any]], found: tuple[Figure, ...]) -> list[Judged]:
    """One text's figures of the gold, each with the one found that overlaps it most and is not another's."""
    overlaps = sorted(
        (
            (min(g["end"], f.end) - max(g["start"], f.start), -i, -j)
            for i, g in enumerate(gold)
            for j, f in enumerate(found)
        ),
        reverse=True,
    )
    of_gold: dict[int, int] = {}
    for overlap, i, j in overlaps:
        if overlap > 0 and -i not in of_gold and -j not in of_gold.values():
            of_gold[-i] = -j
    judged = [Judged(text, g, found[of_gold[i]] if i in of_gold else None) for i, g in enumerate(gold)]
    judged += [Judged(text, None, f) for j, f in enumerate(found) if j not in of_gold.values()]
    return sorted(judged, key=_start)


def is_right(one: Judged) -> bool:
    """Whether the normal form found is that of the gold; numbers may differ by rounding."""
    if one.gold is None or one.found is None:
        return False
    numbers = ((getattr(one.found, name), one.gold[name]) for name in ("low", "high", "value"))
    same = all(
        f is None or g is None or math.isclose(f, g, rel_tol=5e-3) if (f is None) == (g is None) else False
        for f, g in numbers
    )
    return same and one.found.exact == one.gold["exact"] and one.found.unit == one.gold["unit"]


def counts_right(one: Judged) -> bool:
    """Whether what is counted has half of its words in common with the gold, or is absent from both."""
    mine = _words(one.found.counts if one.found else None)
    theirs = _words(_counts(one))
    if not mine or not theirs:
        return not mine and not theirs
    return (mine & theirs).total() / (mine | theirs).total() >= SAME_WORDS


def _words(phrase: str | None) -> Counter[str]:
    return Counter(_WORD.findall((phrase or "").casefold()))


def _counts(one: Judged) -> str | None:
    span = one.gold["counts"] if one.gold else None
    return one.text[slice(*span)] if span else None


def _start(one: Judged) -> int:
    if one.gold is not None:
        return int(one.gold["start"])
    return one.found.start if one.found else 0


@cache
def _texts(shared: Path) -> dict[str, str]:
    """Every text that the gold may be about, by its id: articles and the bodies of pages."""
    files = (shared / "polnear" / "dev.jsonl", shared / "polnear" / "train.jsonl", shared / "unlabelled.jsonl")
    articles = {one["id"]: one["text"] for file in files for one in lines(file)}
    pages = {one["id"]: one.get("body") or "" for one in lines(shared / "pages" / "articles" / "gold.jsonl")}
    return articles | pages


def _miss(one: Judged) -> str:
    """Lines that say what was found and what is right; empty where both are one."""
    if is_right(one) and counts_right(one):
        return ""
    start = _start(one)
    end = one.gold["end"] if one.gold else one.found.end if one.found else start
    around = one.text[max(0, start - 90) : start] + "[" + one.text[start:end] + "]" + one.text[end : end + 90]
    mark = (
        "missed" if one.found is None else "false" if one.gold is None else "wrong" if not is_right(one) else "counts"
    )
    shown = [f"{mark:<7}| {' '.join(around.split())}"]
    if one.gold:
        form = [one.gold[name] for name in ("low", "high", "value", "exact", "unit")]
        shown.append(f"   gold  {form} {_counts(one)!r}")
    if one.found:
        f = one.found
        shown.append(f"   found {f.text!r} {[f.low, f.high, f.value, f.exact, f.unit]} {f.counts!r}")
    return "\n".join(shown)


def main() -> int:
    """Print the shares of both halves, and the misses of the tuning half if asked for."""
    shared = Path(__file__).resolve().parents[2] / "shared" / "data"
    for name, value in figures(shared, (*HALVES, MORE)).items():
        print(f"{name:<50} {value:.3f}")
    if "--misses" in sys.argv[1:]:
        for one in (one for name in (HALVES[0], MORE) for one in pairs(name, shared)):
            if shown := _miss(one):
                print(shown)
    return 0


if __name__ == "__main__":
    sys.exit(main())

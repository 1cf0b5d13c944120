"""How surely: certainty on claims that people read.

``python -m gate.certainty`` prints each class; ``--misses`` also prints what was read wrongly of the 300.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

from gate.gold import GOLD, raw, rows
from gate.measure import lines
from reportedly.attribution import interpret
from reportedly.evaluation import gold_documents
from reportedly.evaluation.reader import paragraphs
from reportedly.language import parse
from reportedly.model import Attribution, Certainty

CLASSES: tuple[Certainty, ...] = get_args(Certainty)


def certainty(shared: Path) -> dict[str, float]:
    """Macro-F1 over the four classes.

    Two sets: 300 claims in a row of PolNeAR dev, as the first of two annotators read them, and 240 of train, picked so
    that each class has some ("checked"). The rules were made on 420 others of train; of the 300, what was wrong in
    every other article was looked at too.
    """
    return {f"{name} macro F1": sum(each.values()) / len(each) for name, each in of_each(shared).items()}


def of_each(shared: Path) -> dict[str, dict[str, float]]:
    """F1 of each class, in both sets; some classes have no more than four claims."""
    return {"certainty": f1_of_each(in_a_row(shared)), "certainty, checked": f1_of_each(checked(shared))}


def in_a_row(shared: Path) -> list[tuple[str, str]]:
    """Certainty as read by people and by us, of the 300 claims."""
    return [(row["certainty"], read(claim)) for _, row, claim in rows("certainty-first-reading", shared)]


def checked(shared: Path, name: str = "certainty-checked") -> list[tuple[str, str]]:
    """The same of claims picked from PolNeAR train; only the paragraphs that they stand in are parsed."""
    path = shared / "polnear" / "train.jsonl"
    documents = {one.id: one for one in gold_documents(path.read_bytes(), str(path))}
    wanted = list(lines(GOLD / f"{name}.jsonl"))
    claims = [raw(documents[row["id"]].attributions[row["n"]]) for row in wanted]
    texts = [documents[row["id"]].text for row in wanted]
    around = [
        [b for b in paragraphs(text) if any(b.start <= s < b.end for s, _ in (*one.source, *one.cue, *one.content))]
        for text, one in zip(texts, claims, strict=True)
    ]
    found = []
    for row, text, one, passages in zip(wanted, texts, claims, parse(zip(texts, around, strict=True)), strict=True):
        claim = next(iter(interpret(text, passages, [one])), None)
        found.append((row["certainty"], read(claim)))
    return found


def read(claim: Attribution | None) -> str:
    """The certainty of a claim; one that was not read as a claim of its own hedges nothing."""
    return claim.certainty if claim else "asserted"


def f1_of_each(pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """F1 of each class, from (gold, found) pairs."""
    counts = Counter(pairs)
    scores: dict[str, float] = {}
    for name in CLASSES:
        gold = sum(n for (g, _), n in counts.items() if g == name)
        found = sum(n for (_, f), n in counts.items() if f == name)
        scores[name] = 2 * counts[name, name] / (gold + found) if gold + found else 1.0
    return scores


def main() -> int:
    """Print the scores, and with ``--misses`` what was read otherwise than the first annotator did."""
    shared = Path(__file__).resolve().parents[2] / "shared" / "data"
    for name, each in of_each(shared).items():
        print(f"{name}: macro {sum(each.values()) / len(each):.3f}", *(f"{one} {f1:.3f}" for one, f1 in each.items()))
    if "--misses" in sys.argv[1:]:
        for article, row, claim in rows("certainty-first-reading", shared):
            if claim and read(claim) != row["certainty"]:
                shown = " | ".join(
                    " … ".join(span.text for span in part.spans) if part else "-"
                    for part in (claim.source, claim.cue, claim.content)
                )
                print(f"{article.id[:28]} {row['n']:>3} found {read(claim)}, gold {row['certainty']}: {shown}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

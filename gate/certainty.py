"""How surely: certainty on 300 claims that two annotators read independently.

``python -m gate.certainty`` prints each class; ``--misses`` also prints what was read wrongly on the tuning set.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

from gate.gold import rows
from reportedly.model import Attribution, Certainty

CLASSES: tuple[Certainty, ...] = get_args(Certainty)


def certainty(shared: Path) -> dict[str, float]:
    """Macro-F1 over the four classes, and F1 of each, as the first annotator read them."""
    found = f1_of_each((row["certainty"], read(claim)) for _, row, claim in rows("certainty-first-reading", shared))
    scores = {f"certainty {name} F1": value for name, value in found.items()}
    return {"certainty macro F1": sum(found.values()) / len(found), **scores}


def read(claim: Attribution | None) -> str:
    """The certainty of a claim; one that was not read as a claim of its own hedges nothing."""
    return claim.certainty if claim else "asserted"


def f1_of_each(pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """F1 of each class, from (gold, found) pairs."""
    counts = Counter(pairs)
    scores = {}
    for name in CLASSES:
        gold = sum(n for (g, _), n in counts.items() if g == name)
        found = sum(n for (_, f), n in counts.items() if f == name)
        scores[name] = 2 * counts[name, name] / (gold + found) if gold + found else 1.0
    return scores


def main() -> int:
    """Print the scores, and with ``--misses`` what was read otherwise than the first annotator did."""
    shared = Path(__file__).resolve().parents[2] / "shared" / "data"
    for name, value in certainty(shared).items():
        print(f"{name:<28} {value:.3f}")
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

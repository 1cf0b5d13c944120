"""Through whom: what each claim came through, what its source rests on, and within which other claim it stands.

The gold of our own is halved by article: every other id in sorted order is for tuning, and so is the gold of more
articles, of PolNeAR train. ``python -m gate.chains`` prints all of them, and how well the wire that filed a whole
article is found; ``--misses`` also prints where what is for tuning went wrong.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from gate.gold import GOLD, PUBLISHERS, Article, rows
from gate.measure import lines
from reportedly.attribution import through
from reportedly.evaluation import gold_documents
from reportedly.evaluation.reader import paragraphs
from reportedly.language.outlets import same_outlet
from reportedly.model import Attribution, Report

_Row = tuple[Article, dict[str, Any], Attribution | None]


def chains(shared: Path) -> dict[str, float]:
    """Shares of exact chains in each half, recall and precision of their links in all, and of the grounds.

    Returns:
        ``"chain exact, HALF"``, ``"via link recall, HALF"`` and ``"via link precision, HALF"``, where HALF is
        ``tuning``, ``untouched`` or ``both``.

    """
    return scores(halved(list(rows("chains", shared))))


def wires(shared: Path) -> dict[str, float]:
    """How well the wire that filed a whole article is found from its text alone, by-line left out.

    It is measured on every other article of PolNeAR train, in the order of their ids, against the wire that the corpus
    says; an outlet found that is not that wire is counted as wrong, a hat tip or "first appeared in" among them.

    Returns:
        ``"wire recall"`` and ``"wire precision"``.

    """
    path = shared / "polnear" / "train.jsonl"
    documents = sorted(gold_documents(path.read_bytes(), str(path)), key=lambda one: one.id)
    right = said = found = 0
    for document in documents[1::2]:
        wire = (document.meta or {}).get("wire")
        named = through(
            Report(
                id=document.id,
                address=None,
                format="text",
                language="en",
                text=document.text,
                blocks=tuple(paragraphs(document.text)),
                publisher=PUBLISHERS.get(document.publisher or ""),
            )
        )
        has_one = isinstance(wire, str) and wire not in ("None", "NA")
        said += has_one
        found += len(named)
        right += has_one and any(same_outlet(str(wire), name) for name in named)
    return {"wire recall": right / max(said, 1), "wire precision": right / max(found, 1)}


def scores(sets: dict[str, list[_Row]]) -> dict[str, float]:
    """The figures of ``chains`` for sets of rows by their names."""
    figures = {}
    for half, judged in sets.items():
        exact = sum(is_exact(*each) for each in judged) / len(judged)
        gold = Counter((i, key(name)) for i, (_, row, _) in enumerate(judged) for name in row["via"])
        found = Counter((i, name) for i, (_, _, claim) in enumerate(judged) for name in via_of(claim))
        both = (gold & found).total()
        figures[f"chain exact, {half}"] = exact
        figures[f"via link recall, {half}"] = both / max(gold.total(), 1)
        figures[f"via link precision, {half}"] = both / max(found.total(), 1)
    return figures


def halved(judged: list[_Row]) -> dict[str, list[_Row]]:
    """The rows of the gold by half: of the articles in the order of their ids, the first, third, … are for tuning."""
    ids = sorted({row["id"] for row in lines(GOLD / "chains.jsonl")})
    tuning = frozenset(ids[::2])
    return {
        "tuning": [each for each in judged if each[1]["id"] in tuning],
        "untouched": [each for each in judged if each[1]["id"] not in tuning],
        "both": judged,
    }


def is_exact(article: Article, row: dict[str, Any], claim: Attribution | None) -> bool:
    """Whether the intermediaries are the same in the same order, grounds overlap, and both stand in the same claim."""
    if via_of(claim) != [key(name) for name in row["via"]]:
        return False
    ground = claim.source.ground if claim and claim.source else None
    if (ground is None) != (row["ground"] is None):
        return False
    if ground is not None and not _overlap(ground.text, row["ground"]):
        return False
    return bool(_within(article, claim) == row["within"])


def via_of(claim: Attribution | None) -> list[str]:
    """The names of a claim's intermediaries, to compare."""
    return [key(link.name) for link in claim.via] if claim else []


def key(name: str) -> str:
    """A name without its case and article."""
    return re.sub(r"^the ", "", name.casefold().replace("’", "'").strip())


def _overlap(found: str, gold: str) -> bool:
    one, other = (set(re.findall(r"\w+", words.casefold())) - {"the", "a", "an", "of"} for words in (found, gold))
    return bool(one & other)


def _within(article: Article, claim: Attribution | None) -> int | None:
    """The number in the gold of the claim that a claim stands within."""
    if claim is None or claim.within is None:
        return None
    return next(n for n, one in enumerate(article.claims) if one is not None and one.id == claim.within)


def _miss(article: Article, row: dict[str, Any], claim: Attribution | None) -> str:
    source = " … ".join(span.text for span in claim.source.spans) if claim and claim.source else "-"
    ground = claim.source.ground.text if claim and claim.source and claim.source.ground else None
    found = f"{via_of(claim)} {ground} {_within(article, claim)}"
    return (
        f"{row['id'][:40]} {row['n']:>3} | {source} | found {found} | gold {row['via']} {row['ground']} {row['within']}"
    )


def main() -> int:
    """Print the figures of both halves, and the misses of the tuning half if asked for."""
    shared = Path(__file__).resolve().parents[2] / "shared" / "data"
    halves = halved(list(rows("chains", shared))) | {"more": list(rows("chains-more", shared))}
    for name, value in (scores(halves) | wires(shared)).items():
        print(f"{name:<32} {value:.3f}")
    if "--misses" in sys.argv[1:]:
        for each in halves["tuning"] + halves["more"]:
            if not is_exact(*each):
                print(_miss(*each))
    return 0


if __name__ == "__main__":
    sys.exit(main())

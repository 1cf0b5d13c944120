"""Who: the kind of each source and the name that it resolves to, on gold of our own.

``python -m gate.speakers`` prints both halves; ``--misses`` also prints where the tuning half went wrong.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from gate.gold import Article, rows
from reportedly.model import Attribution

HALVES = ("tuning", "untouched")
MORE = "more"
"""More articles to tune on, of PolNeAR train."""
_HONORIFICS = re.compile(r"^(?:the|an?|mr|mrs|ms|dr|sir|sen|rep|gov|president|justice|judge)\.? ")
_WORD = re.compile(r"[^\W_]+")
_ENOUGH = 0.5
"""Token F1 from which the name of a document, group or unnamed source, which an editor words freely, is the same."""


def speakers(shared: Path, sets: tuple[str, ...] = HALVES) -> dict[str, float]:
    """Shares right of the sources that people marked, in each half of the gold; B-cubed F1 of who is one with whom.

    Returns:
        ``"source kind right, HALF"``, ``"source name right, HALF"``, the same of those whose full name the article
        gives (an editor knows more names than a page says), and ``"source identity B3, HALF"``.

    """
    found = {}
    for half in sets:
        spoken = [each for each in rows(f"speakers-{half}", shared) if each[1]["kind"] != "none"]
        judged = [(each[1], *_judged(*each)) for each in spoken]
        texts = [article.text for article, _, _ in spoken]
        found[f"source kind right, {half}"] = sum(kind for _, kind, _, _ in judged) / len(judged)
        found[f"source name right, {half}"] = sum(name for _, _, name, _ in judged) / len(judged)
        given = [name for (row, _, name, _), text in zip(judged, texts, strict=True) if _gives(text, row)]
        found[f"source name right where given, {half}"] = sum(given) / len(given)
        pairs = [((row["id"], row["entity"]), (row["id"], who)) for row, _, _, who in judged]
        found[f"source identity B3, {half}"] = b_cubed(pairs)
    return found


def _gives(text: str, row: dict[str, Any]) -> bool:
    """Whether an article has every word of a person's name; the names of others are an editor's own wording."""
    return row["kind"] not in ("person", "official") or all(word in text for word in _WORD.findall(row["name"]))


def _judged(article: Article, row: dict[str, Any], claim: Attribution | None) -> tuple[bool, bool, str]:
    """Whether the kind is right, whether the name is, and which entity it was given (of its own where none)."""
    source = claim.source if claim else None
    entity = article.entities.get(source.entity or "") if source else None
    kind = source is not None and source.kind == row["kind"]
    return (
        kind,
        entity is not None and same_name(entity.name, row["name"], row["kind"]),
        (entity.id if entity else f"none {row['n']}"),
    )


def same_name(found: str, gold: str, kind: str) -> bool:
    """Whether two names are one speaker's: for people first name and surname; for others as an editor would see it."""
    one, other = _plain(found), _plain(gold)
    if one == other:
        return True
    if kind in ("person", "official"):
        first, second = one.split(), other.split()
        alike = first[-1:] == second[-1:] and first[:1] == second[:1]
        return alike and min(len(first), len(second)) > 1
    mine, theirs = Counter(_WORD.findall(one)), Counter(_WORD.findall(other))
    common = (mine & theirs).total()
    return common > 0 and 2 * common / (mine.total() + theirs.total()) >= _ENOUGH


def _plain(name: str) -> str:
    name = re.sub(r"\b(?:jr|sr|ii|iii)\b\.?", "", name.casefold().replace("’", "'")).strip(' ,."“”')
    while (shorter := _HONORIFICS.sub("", name)) != name:
        name = shorter
    return re.sub(r"[.,]", "", name)


def b_cubed(pairs: list[tuple[Any, Any]]) -> float:
    """B-cubed F1 (Bagga and Baldwin 1998) of one clustering against another, each item given as (gold, found)."""
    gold, found = Counter(g for g, _ in pairs), Counter(f for _, f in pairs)
    both = Counter(pairs)
    precision = sum(both[p] / found[p[1]] for p in pairs) / len(pairs)
    recall = sum(both[p] / gold[p[0]] for p in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall)


def _miss(article: Article, row: dict[str, Any], claim: Attribution | None) -> str:
    """A line that says what was found and what is right; empty where both are one. K for the kind, N for the name."""
    kind, name, _ = _judged(article, row, claim)
    if kind and name:
        return ""
    source = claim.source if claim else None
    words = " … ".join(span.text for span in source.spans) if source else "-"
    entity = article.entities.get(source.entity or "") if source else None
    shown = f"{source.kind if source else '-'} {entity.name if entity else '-'}"
    marks = " K"[not kind] + " N"[not name]
    return f"{marks} {row['id'][:28]} {row['n']:>3} | {words} | found {shown} | gold {row['kind']} {row['name']}"


def main() -> int:
    """Print the shares of both halves, and the misses of the tuning half if asked for."""
    shared = Path(__file__).resolve().parents[2] / "shared" / "data"
    for name, value in speakers(shared, (*HALVES, MORE)).items():
        print(f"{name:<40} {value:.3f}")
    if "--misses" in sys.argv[1:]:
        for each in (each for name in ("tuning", MORE) for each in rows(f"speakers-{name}", shared)):
            if each[1]["kind"] != "none" and (shown := _miss(*each)):
                print(shown)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Who is one with whom across reports: pairs of names of PolNeAR train that people judged.

``python -m gate.names`` prints precision, recall and F1 of the pairs that are one, in each set, and how many share a
blocking key where a library is large; ``--misses`` also prints where the sets for tuning went wrong.

A pair counts as found only if the two also share a blocking key, since a library compares no others.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportedly.library.matching import Described, keys, same

GOLD = Path(__file__).resolve().parents[1] / "tests" / "gold" / "names"
SETS = ("tuning", "tuning-more", "checked")
LARGE = 40_000
SHARE_OF_PEOPLE, SHARE_OF_RARE, SHARE_OF_MIDDLE = 0.6, 0.75, 0.2
"""Of the entities of a large library, roughly: persons; last words that few have; persons with a middle name."""
Pair = tuple[Described, Described, bool, str]


def pairs(name: str) -> Iterator[Pair]:
    """The pairs of one set: the two, whether they are one, and why."""
    for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield _described(row["a"]), _described(row["b"]), row["same"], row["why"]


def _described(row: dict[str, Any]) -> Described:
    role, affiliation = row["role"], row["affiliation"]
    return Described(
        row["kind"],
        row["name"],
        tuple(row["aliases"]),
        (role,) if role else (),
        (affiliation,) if affiliation else (),
    )


def found(a: Described, b: Described) -> bool:
    """Whether a library would take the two for one."""
    return same(a, b) and not set(keys(a)).isdisjoint(keys(b))


def names(_shared: Path) -> dict[str, float]:
    """Precision, recall and F1 of the pairs that are one, in each set.

    Args:
        _shared: the folder of the corpora, which this gold does without.
    """
    scores = {}
    for each in SETS:
        judged = Counter((gold, found(a, b)) for a, b, gold, _ in pairs(each))
        right, wrong, missed = judged[True, True], judged[False, True], judged[True, False]
        scores[f"same name precision, {each}"] = right / (right + wrong)
        scores[f"same name recall, {each}"] = right / (right + missed)
        scores[f"same name F1, {each}"] = 2 * right / (2 * right + wrong + missed)
    return scores


def compared(many: list[Described]) -> float:
    """How many others, on average, share a key with one: what adding it to a library of so many compares."""
    holders: dict[str, list[int]] = {}
    for number, one in enumerate(many):
        for key in keys(one):
            holders.setdefault(key, []).append(number)
    return sum(len({n for key in keys(one) for n in holders[key]} - {i}) for i, one in enumerate(many)) / len(many)


def multiplied(count: int) -> list[Described]:
    """Distinct entities in number, of the parts of the gold's names: common parts stay common, most others are rare.

    Three of four last words are made of the halves of two, as a library has tens of thousands of surnames.
    """
    chance = random.Random(6)  # noqa: S311 - a fixed sample
    real = [one for each in SETS for pair in pairs(each) for one in pair[:2]]
    people = [one for one in real if one.kind == "person" and " " in one.name]
    bodies = [one for one in real if one.kind in ("organisation", "outlet") and " " in one.name]
    made: dict[tuple[str, str], Described] = {}
    while len(made) < count:
        of = people if chance.random() < SHARE_OF_PEOPLE else bodies
        one, other, third, fourth = (each.name.split() for each in chance.choices(of, k=4))
        last = other[-1]
        if chance.random() < SHARE_OF_RARE:
            last = last[: len(last) // 2] + third[-1][len(third[-1]) // 2 :].lower()
        middle = f" {fourth[0]}" if of is bodies or chance.random() < SHARE_OF_MIDDLE else ""
        name = f"{one[0]}{middle} {last}"
        made[of[0].kind, name] = Described(of[0].kind, name)
    return list(made.values())


def main() -> int:
    """Print the scores of each set, and the misses of those for tuning if asked for."""
    for name, value in names(Path()).items():
        print(f"{name:<40} {value:.3f}")
    many = multiplied(LARGE)
    print(f"others that share a key, of {len(many):,}: {compared(many):.1f} on average")
    if "--misses" in sys.argv[1:]:
        for a, b, gold, why in (pair for each in SETS[:-1] for pair in pairs(each)):
            if found(a, b) != gold:
                print("missed  " if gold else "spurious", *a, "|", *b, "|", why)
    return 0


if __name__ == "__main__":
    sys.exit(main())

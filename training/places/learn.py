"""``python -m training.places.learn``: learn on two thirds of LGL what tells which place a name means.

A softmax over the places of a name and "none of them", fitted twice: first on what is known of each place alone, then
on the company of the other names as well, where these are as likely as the last fit makes them. LGL was picked for
towns that share their names with greater ones, so reports of national news stand beside it, in which the greater is
supposed.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from gate.measure import lines
from gate.places import Article, Toponym, apart, articles, parsed
from reportedly.evaluation.reader import paragraphs
from reportedly.language import parse
from reportedly.mentions.people.kinds import surfaces
from reportedly.mentions.people.names import names
from reportedly.mentions.places import choice as place_choice
from reportedly.mentions.places import finding as places
from reportedly.mentions.places.choice import FEATURES, NOTHING, Unit, Weighed, shares
from reportedly.mentions.places.gazetteer import DATABASE, FOLDER, lookup
from reportedly.mentions.places.names import Named, place_names

ROOT = Path(__file__).resolve().parents[2]
PENALTY = 1.0
PASSES = 4
SAME_SPOT = 30.0
"""Kilometres within which a place of the name is taken for the marked one where none has its id."""

BIG, TIMES = 200_000, 5
"""A town with so many people, and so many times more than the next of its name, is supposed to be meant by it."""
LEAST = {"publisher country": 2.0}
"""Weights are not negative, and of this LGL, which has few publishers outside the United States, has too little."""
WEIGHT = 1.0
"""What a supposed choice counts beside a marked one."""
EACH = 5
"""Every fifth report of PolNeAR's training part is taken, and every tenth British one."""

Floats = NDArray[np.float64]


class Problem(NamedTuple):
    """A report's names, and for each row and for "nothing" whether it is right; ``counts`` weighs the names."""

    weighed: Weighed
    right: Floats
    right_nothing: Floats
    counts: Floats


def main() -> None:
    """Fit on the tuning part and write the weights into the package."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared" / "data", help="the corpora")
    shared = parser.parse_args().shared
    pairs = zip(articles(shared), parsed(shared), strict=True)
    problems = [one for article, passages in pairs if not article.held_out for one in problem(article, passages)]
    problems += supposed(shared)
    write(learn(problems), FOLDER / "weights.json")


def learn(problems: Sequence[Problem]) -> dict[str, Floats]:
    """The weights of the first choice and of those after it."""
    plain = [problem.weighed.features(None) for problem in problems]
    first = fit(problems, plain)
    likely = [shares(p.weighed, f, *first)[0] for p, f in zip(problems, plain, strict=True)]
    then = first
    for at in range(PASSES):
        features = [p.weighed.features(some) for p, some in zip(problems, likely, strict=True)]
        if at in (0, 2):
            then = fit(problems, features)
            likely0 = [shares(p.weighed, f, *first)[0] for p, f in zip(problems, plain, strict=True)]
            if at == 2:
                break
            features = [p.weighed.features(some) for p, some in zip(problems, likely0, strict=True)]
        likely = [shares(p.weighed, f, *then)[0] for p, f in zip(problems, features, strict=True)]
    return {"first": first[0], "first nothing": first[1], "then": then[0], "then nothing": then[1]}


def fit(problems: Sequence[Problem], features: Sequence[Floats]) -> tuple[Floats, Floats]:
    """The weights under which the right places are likeliest."""
    names = len(FEATURES)

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.0, np.zeros_like(weights)
        for one, rows in zip(problems, features, strict=True):
            likely, nothing = shares(one.weighed, rows, weights[:names], weights[names:])
            of, count = one.weighed.of, len(one.weighed.units)
            mass = np.bincount(of, likely * one.right, minlength=count) + nothing * one.right_nothing + 1e-9
            total -= float((one.counts * np.log(mass)).sum())
            pull = one.counts[of] * (likely - likely * one.right / mass[of])
            slope[:names] += rows.T @ pull
            pull_nothing = one.counts * (nothing - nothing * one.right_nothing / mass)
            slope[names:] += one.weighed.nothing.T @ pull_nothing
        return total + PENALTY * float(weights @ weights), slope + 2 * PENALTY * weights

    start = np.array([LEAST.get(name, 0.0) for name in FEATURES] + [0.0] * len(NOTHING))
    bounds = [(LEAST.get(name, 0.0), None) for name in FEATURES] + [(None, None)] * len(NOTHING)
    result: Any = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 300})
    return result.x[:names], result.x[names:]


def problem(article: Article, passages: Any) -> Iterator[Problem]:
    """The choice that an article with places asks for."""
    named = [Named(one.start, one.end, one.text) for one in article.toponyms]
    gathered = places.units(article.report.text, named, places.beside(article.report, passages))
    if not gathered.units:
        return
    weighed = Weighed(gathered.units, gathered.country)
    golds: dict[int, list[Toponym]] = {}
    for one, unit in zip(article.toponyms, gathered.of, strict=True):
        if unit is not None:
            golds.setdefault(unit, []).append(one)
    right = np.zeros(len(weighed.rows))
    right_nothing = np.zeros(len(gathered.units))
    counts = np.zeros(len(gathered.units))
    for at, unit in enumerate(gathered.units):
        marked = golds.get(at, [])
        if not marked:
            continue
        counts[at] = 1 + np.log(len(marked))
        rows = np.flatnonzero(weighed.of == at)
        hits = _hits(unit, marked)
        right[rows] = hits
        right_nothing[at] = float(not hits.any())
    yield Problem(weighed, right, right_nothing, counts)


def supposed(shared: Path) -> list[Problem]:
    """Choices in national news, which LGL has none of, with what is supposed there: a big city is meant by its name.

    Only names whose biggest town has ``BIG`` people and ``TIMES`` as many as the next are supposed to be known.
    """
    american = [row["text"] for row in islice(lines(shared / "polnear" / "train.jsonl"), 0, None, EACH)]
    british = [row["text"] for row in islice(lines(shared / "unlabelled.jsonl"), 0, None, EACH * 2)]
    texts = [*american, *british]
    problems = []
    parts = parse((text, paragraphs(text)) for text in texts)
    for text, passages in zip(texts, parts, strict=True):
        found = surfaces(name for passage in passages for name in names(passage))
        named = [one for one in place_names(text, passages, found) if not one.other]
        gathered = places.units(text, named, places.beside(None, passages))
        if not gathered.units:
            continue
        gathered = replace(gathered, units=(*gathered.units, *_rival_regions(gathered.units)))
        weighed = Weighed(gathered.units, None)
        right, counts = np.zeros(len(weighed.rows)), np.zeros(len(gathered.units))
        for at, unit in enumerate(gathered.units):
            if biggest := _supposed(unit):
                counts[at] = WEIGHT
                right[weighed.of == at] = [float(one.population == biggest) for one in unit.candidates]
        problems.append(Problem(weighed, right, np.zeros(len(gathered.units)), counts))
    return problems


def _supposed(unit: Unit) -> int:
    """The people of the town that a name is supposed to mean; 0 where that is not to be said."""
    towns = [one.population for one in unit.candidates if one.kind in {"town", "capital"}]
    other = any(one.kind in {"country", "nation", "region"} for one in unit.candidates)
    if unit.voice != "text" or not towns or towns[0] < BIG or other or unit.contained:
        return 0
    return 0 if len(towns) > 1 and towns[1] * TIMES > towns[0] else towns[0]


def _rival_regions(units: Sequence[Unit]) -> Iterator[Unit]:
    """Regions of lesser towns of a supposed name, as if named too: that alone must not make those the ones meant."""
    named = {unit.key for unit in units}
    with closing(sqlite3.connect(DATABASE)) as connection:
        for unit in units:
            rivals = [
                one.region for one in unit.candidates[1:] if one.region and one.region != unit.candidates[0].region
            ]
            if not _supposed(unit) or not rivals:
                continue
            at = len(named) % min(len(rivals), 4)
            query = "SELECT key FROM name WHERE place = ? AND main = 1"
            for (region,) in connection.execute(query, (rivals[at],)).fetchall()[:1]:
                if region not in named:
                    named.add(region)
                    yield Unit(region, lookup([region])[region])


def _hits(unit: Unit, marked: Sequence[Toponym]) -> Floats:
    located = [one for one in marked if one.id is not None]
    if not located:
        return np.zeros(len(unit.candidates))
    ids = [one.id for one in located]
    most = max(set(ids), key=ids.count)
    one = next(one for one in located if one.id == most)
    exact = np.array([float(candidate.id == most) for candidate in unit.candidates])
    if exact.any():
        return exact
    return np.array([float(apart(one, c.latitude, c.longitude) <= SAME_SPOT) for c in unit.candidates])


def write(weights: dict[str, Floats], path: Path) -> None:
    """Keep weights by the names of what they weigh."""
    named = {
        part: {
            name: round(float(each), 4)
            for name, each in zip(NOTHING if "nothing" in part else FEATURES, some, strict=True)
        }
        for part, some in weights.items()
    }
    path.write_text(json.dumps(named, indent=1) + "\n", encoding="utf-8")
    place_choice.weights.cache_clear()


if __name__ == "__main__":
    main()

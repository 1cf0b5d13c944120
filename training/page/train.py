"""Boosted trees over the lines of pages: body in two steps, then kinds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from reportedly.page.labeller.context import second_view
from reportedly.page.labeller.wording_features import KIND_NUMBER, KINDS, Features
from training.page.corpus import FOLDS, Sample

BODY = {
    "objective": "binary",
    "learning_rate": 0.07,
    "num_leaves": 20,
    "min_data_in_leaf": 30,
    "feature_fraction": 0.25,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 2,
    "max_bin": 127,
    "verbose": -1,
    "seed": 1,
    "deterministic": True,
    "num_threads": 1,
}
KIND = BODY | {
    "objective": "multiclass",
    "num_class": len(KINDS),
    "learning_rate": 0.08,
    "num_leaves": 15,
    "min_data_in_leaf": 10,
    "feature_fraction": 0.25,
    "lambda_l2": 3,
    "max_bin": 63,
}
ROUNDS = {"body-first": 140, "body-second": 300, "kinds": 40}
INNER = 3
"""Parts in which the first step's answers are made for the second to learn from."""
ARTICLES_WEIGH = 3.0
"""How much a page of the article corpus weighs against others: its notion of body is the one that is measured."""
MOST_OF_A_KIND = 40
"""Lines of one kind of one page that the kinds are learned from; menus would drown the rest."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The three models of one form of page."""

    first: lgb.Booster
    second: lgb.Booster
    kinds: lgb.Booster

    def body(self, sample: Sample) -> NDArray[np.float64]:
        """The probability of body of each line."""
        return _predict(self.second, _viewed(sample, _predict(self.first, sample.features)))

    def kind(self, sample: Sample, body: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probability of each kind, of each line."""
        return np.asarray(self.kinds.predict(_viewed(sample, body)))


def fit(known: Sequence[Sample], guessed: Callable[[Fitted | None], Sequence[Sample]]) -> Fitted:
    """Fit the models of one form.

    Args:
        known: pages whose body or kinds are known.
        guessed: gives more pages, with targets guessed by a first fit; called with that fit.
    """
    bodies = [sample for sample in known if sample.target is not None]
    first = _fit_body([(sample, sample.features) for sample in bodies], ROUNDS["body-first"])
    seen: dict[int, NDArray[np.float64]] = {}
    for part in range(INNER):
        others = [sample for at, sample in enumerate(bodies) if _part(sample) != part]
        model = _fit_body([(sample, sample.features) for sample in others], ROUNDS["body-first"])
        seen |= {id(sample): _predict(model, sample.features) for sample in known if _part(sample) == part}
    rows = [(sample, _viewed(sample, seen[id(sample)])) for sample in bodies]
    second = _fit_body(rows, ROUNDS["body-second"])
    more = guessed(Fitted(first, second, second))
    if more:
        rows += [(sample, _viewed(sample, _predict(first, sample.features))) for sample in more]
        second = _fit_body(rows, ROUNDS["body-second"])
    labelled = [(sample, _predict_out(second, sample, seen)) for sample in known if sample.kinds]
    return Fitted(first, second, _fit_kinds(labelled))


def _part(sample: Sample) -> int:
    return (sum(map(ord, sample.host)) + 7 * sample.fold) % INNER


def _predict_out(second: lgb.Booster, sample: Sample, seen: dict[int, NDArray[np.float64]]) -> Features:
    """What the second step thinks of a page, softened: it has seen the page, and will be less sure of others."""
    body = _predict(second, _viewed(sample, seen[id(sample)]))
    return _viewed(sample, 0.5 * body + 0.5 * seen[id(sample)])


def _predict(model: lgb.Booster, features: Features) -> NDArray[np.float64]:
    return np.asarray(model.predict(features), dtype=np.float64)


def _viewed(sample: Sample, body: NDArray[np.float64]) -> Features:
    return np.hstack([sample.features, second_view(body, sample.sizes, sample.groups)])


def weights(sample: Sample) -> NDArray[np.float64]:
    """A line weighs as its share of the page's body, as it does in the measure, so that each page counts the same."""
    assert sample.target is not None
    body = max(1.0, float(sample.sizes[sample.target > 0].sum()))
    share = np.clip(sample.sizes / body, 0.002, 0.2)
    trust = sample.trust if sample.trust is not None else 1.0
    return np.asarray(share * trust * (ARTICLES_WEIGH if sample.corpus == "articles" else 1.0))


def _fit_body(rows: Sequence[tuple[Sample, Features]], rounds: int) -> lgb.Booster:
    weight = np.concatenate([weights(sample) for sample, _ in rows])
    target = np.concatenate([sample.target for sample, _ in rows if sample.target is not None])
    features = np.vstack([features for _, features in rows])
    return lgb.train(BODY, lgb.Dataset(features, target, weight=weight * len(weight) / weight.sum()), rounds)


def _fit_kinds(rows: Sequence[tuple[Sample, Features]]) -> lgb.Booster:
    features, target, weight = [], [], []
    random = np.random.default_rng(1)
    for sample, viewed in rows:
        numbers = np.array([KIND_NUMBER[kind] if kind else -1 for kind in sample.kinds or ()])
        for kind in set(numbers.tolist()) - {-1}:
            at = np.flatnonzero(numbers == kind)
            kept = at if len(at) <= MOST_OF_A_KIND else random.choice(at, MOST_OF_A_KIND, replace=False)
            features.append(viewed[kept])
            target += [kind] * len(kept)
            weight += [1.0] * len(kept)
    return lgb.train(KIND, lgb.Dataset(np.vstack(features), np.array(target), weight=np.array(weight)), ROUNDS["kinds"])


def guess(sample: Sample, marks: Sequence[NDArray[np.float64]]) -> Sample | None:
    """Give a page whose article is not known a target: what the judges agree on, and what its phrases say.

    Args:
        sample: a page with phrases that are and are not of its article.
        marks: for each judge the probability of body, shape (lines,).

    Returns:
        The page with a target, trusted less where the judges differ; None if it has no body by them.
    """
    mean = np.mean(marks, axis=0)
    target = (mean > 0.5).astype(np.float64)
    trust = np.where(np.ptp([(each > 0.5).astype(int) for each in marks], axis=0) > 0, 0.25, 1.0)
    plain = [_plain(text) for text in sample.texts]
    for phrases, value in ((sample.must, 1.0), (sample.must_not, 0.0)):
        for phrase in filter(lambda each: len(each) > 8, map(_plain, phrases)):
            held = [at for at, text in enumerate(plain) if phrase in text]
            target[held], trust[held] = value, 2.0
    if not target.any():
        return None
    parts: dict[str, Any] = {name: getattr(sample, name) for name in ("corpus", "id", "host", "form", "texts")}
    return Sample(**parts, features=sample.features, groups=sample.groups, target=target, trust=trust)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def folds(samples: Sequence[Sample]) -> list[tuple[list[Sample], list[Sample]]]:
    """For each part of the cross-validation the pages to learn from and those to judge by."""
    return [
        ([sample for sample in samples if sample.fold != part], [sample for sample in samples if sample.fold == part])
        for part in range(FOLDS)
    ]

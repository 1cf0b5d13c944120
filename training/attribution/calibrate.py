"""Learn how likely an attribution is right, on articles that the tagger has not seen.

Right means what the scorer counts: half of the content's and half of the source's words are shared with the gold.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from reportedly.attribution.linking import Linked, Network
from reportedly.attribution.reader import Readings, chosen, readings
from reportedly.attribution.tagger import Tagger
from reportedly.evaluation.confidence import calibration

from .corpus import is_held_out, read_jsonl
from .data import Article, Pieces, read_article
from .export import write_model
from .link import networks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.attribution.words import Span

_ENOUGH = 0.5


def judged(article: Article, found: list[Linked]) -> list[bool]:
    """Whether each attribution is right; every one is judged by itself, whatever others say of the same place."""
    gold = [(_words(article, claim.content), _words(article, claim.source)) for claim in article.claims or []]
    right = []
    for one in found:
        content, source = _words(article, one.contents), _words(article, [one.source] if one.source else [])
        shared = [(_overlap(content, theirs), theirs_source) for theirs, theirs_source in gold]
        best = max((share for share, _ in shared), default=0.0)
        same = [_overlap(source, theirs) if source or theirs else 1.0 for share, theirs in shared if share == best]
        right.append(best >= _ENOUGH and max(same) >= _ENOUGH)
    return right


def _words(article: Article, some: Iterable[Span]) -> set[int]:
    spans = article.words.spans
    return {i for a, b in some for i in range(a, b) if article.text[spans[i][0]].isalnum()}


def _overlap(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


@dataclass(frozen=True, slots=True)
class Examples:
    """All readings of an article, and whether each is right."""

    article: Article
    readings: Readings
    right: np.ndarray


def examples(articles: Iterable[Article], linking: dict[str, Network]) -> list[Examples]:
    """Read articles in every way that the reader does."""
    found = []
    for article in articles:
        assert article.soft is not None
        scores = article.soft.astype(np.float32)
        every = readings(article.text, article.words, scores, linking["to_cue"], linking["to_source"])
        found.append(Examples(article, every, np.array(judged(article, every.found), dtype=np.float32)))
    return found


def learn(described: np.ndarray, right: np.ndarray, hidden: int, seed: int, epochs: int = 400) -> Network:
    """A network with one hidden layer whose score is the log odds of being right."""
    torch.manual_seed(seed)
    x, y = torch.from_numpy(described), torch.from_numpy(right)
    model = nn.Sequential(nn.Linear(x.shape[1], hidden), nn.ReLU(), nn.Linear(hidden, 1, bias=False))
    optimiser = torch.optim.AdamW(model.parameters(), lr=5e-3, weight_decay=0.3)
    for epoch in range(epochs):
        for group in optimiser.param_groups:
            group["lr"] = 5e-3 * (1 - epoch / epochs)
        order = torch.randperm(len(x))
        for rows in order.split(256):
            loss = nn.functional.binary_cross_entropy_with_logits(model(x[rows])[:, 0], y[rows])
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
    return Network(
        model[0].weight.detach().numpy().T, model[0].bias.detach().numpy(), model[2].weight.detach().numpy()[0]
    )


def fit(some: Sequence[Examples], hidden: int, seeds: int) -> Network:
    """Networks of several seeds, as one that gives their mean."""
    described = np.concatenate([one.readings.described for one in some])
    right = np.concatenate([one.right for one in some])
    made = [learn(described, right, hidden, seed) for seed in range(seeds)]
    return Network(
        np.concatenate([one.inner for one in made], axis=1),
        np.concatenate([one.bias for one in made]),
        np.concatenate([one.outer for one in made]) / len(made),
    )


def kept(network: Network, some: Iterable[Examples]) -> tuple[np.ndarray, np.ndarray]:
    """Log odds of the attributions that would be kept, and whether each is right."""
    odds, right = [], []
    for one in some:
        score = network(one.readings.described)
        chances = 1 / (1 + np.exp(-score))
        some_of_them = chosen(one.readings.found, chances.tolist())
        odds += score[some_of_them].tolist()
        right += one.right[some_of_them].tolist()
    return np.array(odds), np.array(right)


def straighten(network: Network, odds: np.ndarray, right: np.ndarray) -> Network:
    """Scale and shift a network's log odds to fit what was kept (Platt 1999): the likeliest of rivals is oversold."""
    x, y = torch.from_numpy(odds), torch.from_numpy(right)
    line = torch.tensor([1.0, 0.0], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([line], max_iter=100)

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        value = nn.functional.binary_cross_entropy_with_logits(x * line[0] + line[1], y)
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    scale, shift = line.detach().numpy()
    # The shift is one more hidden unit, which is always on.
    return Network(
        np.concatenate([network.inner, np.zeros_like(network.inner[:, :1])], axis=1),
        np.append(network.bias, np.float32(1)),
        np.append(network.outer * scale, shift).astype(np.float32),
    )


def report(network: Network, some: Sequence[Examples]) -> dict[str, float]:
    """Of what is kept: calibration error, and the precision of the half that the network is surest of."""
    odds, right = kept(network, some)
    measured = calibration(list(zip((1 / (1 + np.exp(-odds))).tolist(), right.astype(bool).tolist(), strict=True)))
    if measured is None:
        return {"claims": 0}
    figures = {
        "claims": len(right),
        "precision": right.mean(),
        "calibration error": measured.error,
        "precision of the surer half": measured.precision,
    }
    return {name: round(float(value), 4) for name, value in figures.items()}


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--train", type=Path, required=True, help="corpus, JSON Lines; its held-out articles are used")
    parser.add_argument("--dev", type=Path, required=True, help="corpus to check on, JSON Lines")
    parser.add_argument("--tagger", type=Path, required=True, help="folder of the trained tagger")
    parser.add_argument("--linking", type=Path, required=True, help="networks that link, .npz")
    parser.add_argument("--out", type=Path, required=True, help="file to write: the networks with this one, .npz")
    parser.add_argument("--hidden", type=int, default=8)
    parser.add_argument("--seeds", type=int, default=5, help="networks that are averaged")
    parser.add_argument("--parts", type=int, default=5, help="of the held-out articles, to straighten on unseen ones")
    args = parser.parse_args()
    torch.set_num_threads(1)
    linking, pieces = networks(args.linking), Pieces(args.tagger)
    with tempfile.TemporaryDirectory() as folder:
        # What ships tags a little otherwise than what was trained: int8, other windows.
        write_model(args.tagger, args.linking, Path(folder), "0")
        tagger = Tagger(Path(folder))
    parts: dict[str, list[Examples]] = {}
    for name, path in (("held out", args.train), ("dev", args.dev)):
        documents = [d for d in read_jsonl(path) if name == "dev" or is_held_out(d["id"])]
        articles = [read_article(d, pieces) for d in documents]
        parts[name] = examples([replace(a, soft=tagger.tag(a.words, a.text)) for a in articles], linking)
    some = parts["held out"]
    unseen = []
    for part in range(args.parts):
        others = [one for i, one in enumerate(some) if i % args.parts != part]
        unseen.append(kept(fit(others, args.hidden, 2), some[part :: args.parts]))
    odds, right = (np.concatenate(x) for x in zip(*unseen, strict=True))
    network = straighten(fit(some, args.hidden, args.seeds), odds, right)
    for name, those in parts.items():
        print(json.dumps({"on": name, **report(network, those)}))
    all_of_them = linking | {"confidence": network}
    arrays = {f"{name}.{p}": getattr(one, p) for name, one in all_of_them.items() for p in ("inner", "bias", "outer")}
    with np.load(args.linking) as kept_words:
        arrays["cue_words"] = kept_words["cue_words"]
    np.savez(args.out, **arrays)


if __name__ == "__main__":
    main()

"""Read articles with a tagger, and score what it finds with the scorer that everybody shares."""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from .data import Article, Pieces, Window, batches, collate, read_article, read_jsonl, windows
from .decode import Rules, WindowScores, decode_window, to_offsets, units
from .model import Tagger, load_tagger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import ModuleType

READINGS = {"tags": Rules(), "tags, plain rules": Rules(pointers=False), "chain": Rules()}


def load_scorer(path: Path) -> ModuleType:
    """Import a scorer that is no part of any package."""
    spec = importlib.util.spec_from_file_location("attribution_scorer", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def half_precision(wanted: bool) -> contextlib.AbstractContextManager[Any]:
    """bfloat16 where it is safe, or nothing."""
    return torch.autocast("cpu", torch.bfloat16) if wanted else contextlib.nullcontext()


@torch.no_grad()
def score_windows(
    model: Tagger, some: Sequence[Window], padding: int, half: bool = True
) -> Iterator[tuple[Window, dict[str, WindowScores]]]:
    """Each window with its scores by both tag heads ("tags" and "chain")."""
    model.eval()
    transitions = model.crf.transitions.float().numpy()
    for batch in batches(some, 6144):
        with half_precision(half):
            scores = model(collate(batch, padding))
        tags = torch.log_softmax(scores.tags, -1).numpy()
        cue, source = (torch.softmax(link, -1).numpy() for link in (scores.to_cue, scores.to_source))
        for i, window in enumerate(batch):
            n = len(window.first)
            links = cue[i, :n, :n], source[i, :n, :n]
            yield (
                window,
                {
                    "tags": WindowScores(tags[i, :n], *links),
                    "chain": WindowScores(scores.chain[i, :n].numpy(), *links, transitions),
                },
            )


def gold_scores(some: Iterable[Window]) -> Iterator[tuple[Window, dict[str, WindowScores]]]:
    """Scores of a tagger that knows the gold, for checking that reading loses nothing."""
    for window in some:
        n = len(window.first)
        tags = np.full((n, 3, 5), -20.0)
        np.put_along_axis(tags, window.tags.T.clip(min=0)[..., None], 0.0, axis=-1)
        links = []
        for pairs in (window.to_cue, window.to_source):
            link = np.zeros((n, n))
            for (a, b), (c, d) in pairs:
                link[a:b, c:d] = 1
            links.append(link / np.maximum(link.sum(axis=1, keepdims=True), 1))
        yield window, {"tags": WindowScores(tags, *links)}


def predictions(
    articles: Sequence[Article], scored: Iterable[tuple[Window, dict[str, WindowScores]]]
) -> dict[str, list[dict[str, Any]]]:
    """Attributions of every article by each way of reading the scores, as the scorer wants them."""
    found: dict[str, dict[int, list[dict[str, Any]]]] = {name: {} for name in READINGS}
    for window, heads in scored:
        article = articles[window.article]
        where = units(window, article)
        for name, rules in READINGS.items():
            head = heads.get(name.partition(",")[0])
            if head is not None:
                some = decode_window(head, *where, rules)
                found[name].setdefault(window.article, []).extend(to_offsets(f, window, article) for f in some)
    return {
        name: [{"id": articles[i].ident, "attributions": claims} for i, claims in sorted(by.items())]
        for name, by in found.items()
        if by
    }


def summary(
    scorer: ModuleType, documents: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Score predictions: the figures to watch, in percent."""
    result = scorer.score(documents, found)
    names = [
        "attribution",
        "attribution_strict",
        "content_found",
        "exact_source",
        "exact_cue",
        "exact_content",
    ]
    names += [f"attribution/{kind}" for kind in ("direct", "mixed", "indirect")]
    short = {name: round(100 * result[name]["f1"], 2) for name in names}
    short["p"], short["r"] = (round(100 * result["attribution"][x], 2) for x in "pr")
    return short


def main() -> None:
    """Score a trained tagger, or (``--round-trip``) the conversion of gold to tags and back."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("gold", type=Path, help="corpus, JSON Lines")
    parser.add_argument("tagger", type=Path, help="folder of a tagger (for --round-trip: any with a tokenizer.json)")
    parser.add_argument("--scorer", type=Path, required=True, help="scorer, a Python file")
    parser.add_argument("--round-trip", action="store_true")
    parser.add_argument("--predictions", type=Path, help="folder to write the predictions to, one file a reading")
    parser.add_argument("--full", action="store_true", help="use float32 throughout")
    args = parser.parse_args()
    documents, pieces = read_jsonl(args.gold), Pieces(args.tagger)
    articles = [read_article(d, pieces) for d in documents]
    some = windows(articles, pieces)
    if args.round_trip:
        scored = gold_scores(some)
    else:
        scored = score_windows(load_tagger(args.tagger), some, pieces.padding, half=not args.full)
    scorer = load_scorer(args.scorer)
    for name, found in predictions(articles, scored).items():
        print(json.dumps({"reading": name, **summary(scorer, documents, found)}))
        if args.predictions:
            args.predictions.mkdir(parents=True, exist_ok=True)
            path = args.predictions / f"{name.replace(', ', '-').replace(' ', '-')}.jsonl"
            path.write_text("".join(json.dumps(d) + "\n" for d in found), encoding="utf-8")


if __name__ == "__main__":
    main()

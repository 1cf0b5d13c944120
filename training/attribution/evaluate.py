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

from reportedly.attribution.linking import Linked, Network, link

from .corpus import read_jsonl
from .data import Article, Pieces, Window, batches, collate, read_article, windows
from .link import found_scene, networks
from .model import Tagger, load_tagger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import ModuleType


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
) -> Iterator[tuple[Window, np.ndarray]]:
    """Each window with the log probabilities of its tags: words x roles x 5, word 0 included."""
    model.eval()
    for batch in batches(some, 6144):
        with half_precision(half):
            logits = model(collate(batch, padding))
        tags = torch.log_softmax(logits, -1).numpy()
        for i, window in enumerate(batch):
            yield window, tags[i, : len(window.first)]


def gold_scores(some: Iterable[Window]) -> Iterator[tuple[Window, np.ndarray]]:
    """Scores of a tagger that knows the gold, for checking that reading loses nothing."""
    for window in some:
        tags = np.full((len(window.first), 3, 5), -20.0)
        np.put_along_axis(tags, window.tags.T.clip(min=0)[..., None], 0.0, axis=-1)
        yield window, tags


def whole(articles: Sequence[Article], scored: Iterable[tuple[Window, np.ndarray]]) -> list[np.ndarray]:
    """Put the scores of windows together: for each article words x roles x 5."""
    made = [np.zeros((len(a.words.spans), 3, 5), dtype=np.float32) for a in articles]
    for window, tags in scored:
        made[window.article][window.start : window.end] = tags[1:]
    return made


def predictions(
    articles: Sequence[Article], scored: Iterable[tuple[Window, np.ndarray]], linking: dict[str, Network]
) -> list[dict[str, Any]]:
    """Attributions of every article, as the scorer wants them; all that is found, however unsure."""
    found = []
    for article, scores in zip(articles, whole(articles, scored), strict=True):
        scene = found_scene(article, scores)
        linked = link(scene, linking["to_cue"], linking["to_source"])
        found.append({"id": article.ident, "attributions": [_offsets(one, article) for one in linked]})
    return found


def _offsets(found: Linked, article: Article) -> dict[str, list[list[int]]]:
    spans = article.words.spans

    def at(a: int, b: int) -> list[int]:
        return [spans[a][0], spans[b - 1][1]]

    return {
        "source": [at(*found.source)] if found.source else [],
        "cue": [at(*found.cue)] if found.cue else [],
        "content": [at(*span) for span in found.contents],
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
    parser.add_argument("--linking", type=Path, required=True, help="networks that link, as made by link.py")
    parser.add_argument("--round-trip", action="store_true")
    parser.add_argument("--predictions", type=Path, help="file to write the predictions to")
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
    found = predictions(articles, scored, networks(args.linking))
    print(json.dumps(summary(scorer, documents, found)))
    if args.predictions:
        args.predictions.write_text("".join(json.dumps(d) + "\n" for d in found), encoding="utf-8")


if __name__ == "__main__":
    main()

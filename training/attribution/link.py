"""Learn to link contents to cues and cues to sources, on gold spans and on what a tagger found.

A span that the tagger found stands for the gold span that it shares most words with, if they share half of them.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from reportedly.attribution.linking import FEATURES, Network, Questions, Scene, ask
from reportedly.attribution.spans import spans

from .corpus import is_held_out, read_jsonl, read_soft
from .data import Article, Pieces, read_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportedly.attribution.words import Span

_ENOUGH = 0.5


@dataclass(slots=True)
class Choices:
    """Questions for one network: what describes the options, which are right, and how many options each has."""

    dense: list[np.ndarray] = field(default_factory=list)
    slots: list[np.ndarray] = field(default_factory=list)
    right: list[np.ndarray] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    def add(self, asked: Questions, answers: Iterable[np.ndarray | None]) -> None:
        """Add questions, each with its options that are right; those that have none are left out."""
        for (start, end), right in zip(asked.bounds, answers, strict=True):
            if right is not None and right.any():
                self.dense.append(asked.dense[start:end])
                self.slots.append(asked.slots[start:end])
                self.right.append(right)
                self.sizes.append(end - start)


def gold_scene(article: Article) -> Scene:
    """The scene of an article's gold spans."""
    claims = article.claims or ()
    roles = (
        sorted({span for claim in claims for span in getattr(claim, role)}) for role in ("source", "cue", "content")
    )
    return Scene.of(article.text, article.words).holding(*roles)


def found_scene(article: Article, scores: np.ndarray, eagerness: float = 0.0) -> Scene:
    """The scene of the spans that a tagger found."""
    eager = scores.astype(np.float32) - np.array([eagerness, 0, 0, 0, 0], dtype=np.float32)
    some = (spans(eager[:, role]) for role in range(3))
    return Scene.of(article.text, article.words).holding(*some)


def overlap(a: Span, b: Span) -> float:
    """Shared words over all words."""
    common = min(a[1], b[1]) - max(a[0], b[0])
    return common / (a[1] - a[0] + b[1] - b[0] - common) if common > 0 else 0.0


def _match(span: Span, gold: Iterable[Span]) -> Span | None:
    best = max(gold, key=lambda other: overlap(span, other), default=None)
    return best if best and overlap(span, best) >= _ENOUGH else None


def question(article: Article, scene: Scene, to_cue: Choices, to_source: Choices) -> None:
    """Add the questions of a scene, with the gold's answers."""
    cues: dict[Span, set[Span]] = {}
    sources: dict[Span, set[Span]] = {}
    for claim in article.claims or ():
        for content in claim.content:
            cues.setdefault(content, set()).update(claim.cue)
        for cue in claim.cue:
            sources.setdefault(cue, set()).update(claim.source)
    for choices, gold, ones, others in (
        (to_cue, cues, scene.contents, scene.cues),
        (to_source, sources, scene.cues, scene.sources),
    ):
        asked = ask(scene, ones, others)
        choices.add(asked, _answers(asked, gold, ones, others))


def _answers(
    asked: Questions, gold: dict[Span, set[Span]], ones: np.ndarray, others: np.ndarray
) -> Iterator[np.ndarray | None]:
    for start, end in asked.bounds:
        known = _match(tuple(ones[asked.one[start]].tolist()), gold)
        if known is None:
            yield None
            continue
        partners = gold[known]
        options = [tuple(others[i].tolist()) if i >= 0 else None for i in asked.other[start:end]]
        yield np.array(
            [
                not partners if option is None else any(overlap(option, partner) >= _ENOUGH for partner in partners)
                for option in options
            ]
        )


def networks(path: Path) -> dict[str, Network]:
    """The networks kept in a file, by name."""
    with np.load(path) as kept:
        names = {name.partition(".")[0] for name in kept.files if "." in name}
        return {
            name: Network(*(kept[f"{name}.{part}"] for part in ("inner", "bias", "outer"))) for name in sorted(names)
        }


class Net(nn.Module):
    """``Network``, to be learned."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.inner = nn.Parameter(torch.randn(FEATURES, hidden) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden))
        self.outer = nn.Parameter(torch.randn(hidden) * 0.3)

    def forward(self, dense: torch.Tensor, slots: torch.Tensor) -> torch.Tensor:
        """Scores of options."""
        rows = torch.cat([self.inner, torch.zeros(1, self.inner.shape[1])])
        # Slot -1, "no such word", is the row of zeros at the end.
        hidden = dense @ self.inner[: dense.shape[1]] + rows[slots].sum(1) + self.bias
        return torch.relu(hidden) @ self.outer

    def plain(self) -> Network:
        """What was learned."""
        return Network(*(part.detach().numpy().copy() for part in (self.inner, self.bias, self.outer)))


def learn(choices: Choices, hidden: int, seed: int, epochs: int = 30) -> Network:
    """A network with one hidden layer that gives right options the highest probability among their rivals."""
    torch.manual_seed(seed)
    dense, slots = (torch.from_numpy(np.concatenate(x)) for x in (choices.dense, choices.slots))
    right = torch.from_numpy(np.concatenate(choices.right))
    ends = np.cumsum(choices.sizes)
    model = Net(hidden)
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.02)
    rng = np.random.default_rng(seed)
    lots = len(ends) // 256 + 1
    for step in range(epochs * lots):
        if step % lots == 0:
            order = np.array_split(rng.permutation(len(ends)), lots)
        some = order[step % lots]
        rows = torch.cat([torch.arange(ends[i] - choices.sizes[i], ends[i]) for i in some])
        group = torch.repeat_interleave(torch.arange(len(some)), torch.tensor([choices.sizes[i] for i in some]))
        scores = model(dense[rows], slots[rows])
        weight = (scores - scores.max().detach()).exp()
        total = torch.zeros(len(some)).index_add(0, group, weight)
        good = torch.zeros(len(some)).index_add(0, group, weight * right[rows])
        loss = -((good + 1e-9) / (total + 1e-9)).log().mean()
        optimiser.param_groups[0]["lr"] = 3e-3 * (1 - step / (epochs * lots))
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    return model.plain()


def right_share(network: Network, choices: Choices) -> float:
    """Share of questions answered rightly."""
    some = zip(choices.dense, choices.slots, choices.right, strict=True)
    return float(np.mean([right[int(network(dense, slots).argmax())] for dense, slots, right in some]))


def questions(articles: Sequence[Article]) -> tuple[Choices, Choices]:
    """All questions of some articles: on gold spans, and on found ones where a tagger has read them."""
    to_cue, to_source = Choices(), Choices()
    for article in articles:
        question(article, gold_scene(article), to_cue, to_source)
        if article.soft is not None:
            for eagerness in (0.0, 1.0):
                question(article, found_scene(article, article.soft, eagerness), to_cue, to_source)
    return to_cue, to_source


def cue_words(articles: Sequence[Article], least: int = 3, share: float = 0.65) -> list[str]:
    """Words that stand in a cue at least so many times, and mostly do where they stand outside contents."""
    inside: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for article in articles:
        claims = article.claims or ()
        cues = {i for claim in claims for a, b in claim.cue for i in range(a, b)}
        contents = {i for claim in claims for a, b in claim.content for i in range(a, b)}
        for i, (a, b) in enumerate(article.words.spans):
            if i not in contents and article.text[a].isalpha():
                every[article.text[a:b].lower()] += 1
                inside[article.text[a:b].lower()] += i in cues
    return sorted(word for word, count in inside.items() if count >= least and count >= share * every[word])


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--train", type=Path, required=True, help="corpus, JSON Lines")
    parser.add_argument("--dev", type=Path, required=True, help="corpus to check on, JSON Lines")
    parser.add_argument("--tokens", type=Path, required=True, help="folder with a tokenizer.json")
    parser.add_argument("--soft", type=Path, help="folder of a tagger's probabilities on train, as made by soften.py")
    parser.add_argument("--out", type=Path, required=True, help="file to write, .npz")
    parser.add_argument("--hidden", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    pieces = Pieces(args.tokens)
    soft = read_soft(args.soft) if args.soft else {}
    documents = [d for d in read_jsonl(args.train) if not is_held_out(d["id"])]
    train = [read_article(d, pieces, soft.get(d["id"])) for d in documents]
    dev = [read_article(d, pieces) for d in read_jsonl(args.dev)]
    made: dict[str, np.ndarray] = {"cue_words": np.array(cue_words(train))}
    for name, known, unseen in zip(("to_cue", "to_source"), questions(train), questions(dev), strict=True):
        network = learn(known, args.hidden, args.seed)
        shares = {"train": right_share(network, known), "dev, gold spans": right_share(network, unseen)}
        print(json.dumps({"link": name, **{part: round(share, 4) for part, share in shares.items()}}))
        made |= {f"{name}.{part}": getattr(network, part) for part in ("inner", "bias", "outer")}
    np.savez(args.out, **made)


if __name__ == "__main__":
    main()

"""Fine-tune a tagger on a corpus of attributions; seeded, and resumable after a kill.

Run again with the same arguments, it goes on from its last checkpoint. With ``--soft``, it learns from what a larger
tagger says of each word as well (distillation; Hinton, Vinyals and Dean 2015), also on texts without annotations.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import torch

from .corpus import is_held_out, read_jsonl, read_soft
from .data import Article, Pieces, Window, batches, collate, read_article, windows
from .evaluate import half_precision, load_scorer, predictions, score_windows, summary
from .link import networks
from .model import Tagger, from_pretrained, save_tagger

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CHECKPOINT = "checkpoint.pt"


@dataclass(slots=True)
class Progress:
    """Where a run is; saved with every checkpoint."""

    epoch: int = 0
    batch: int = 0  # batches of this epoch that are done
    step: int = 0
    total: int = 0  # steps of the whole schedule
    started: float = 0.0
    best: float = -1.0  # a run that finds nothing yet keeps its weights as well

    def part(self, deadline: float | None) -> float:
        """How much of the schedule is done, by steps or, if that is more, by the clock."""
        by_step = self.step / self.total
        if deadline is None:
            return by_step
        return max(by_step, (time.time() - self.started) / (deadline - self.started))


def loss_of(logits: torch.Tensor, batch: dict[str, torch.Tensor], trust: float) -> torch.Tensor:
    """Cross entropy per word, summed over roles: with the gold, with the teacher, or with a mixture where both speak.

    ``trust`` is the teacher's share of the mixture.
    """
    log = torch.log_softmax(logits, -1)
    known = batch["tags"].transpose(1, 2)  # batch x words x roles
    gold = -log.gather(-1, known.clamp(min=0)[..., None])[..., 0].sum(-1)
    soft = -(batch["soft"].exp() * log).sum((-1, -2))
    annotated, taught = (known[..., 0] >= 0), batch["taught"]
    share = torch.where(annotated & taught, trust, taught.float())
    loss = (1 - share) * gold * annotated + share * soft
    return cast("torch.Tensor", loss.sum() / (annotated | taught).sum())


def parameter_groups(model: Tagger, args: argparse.Namespace) -> list[dict[str, Any]]:
    """Heads learn fast; the encoder slowly, and the more slowly the lower the layer."""
    layers = model.shape.layers
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if name.startswith("encoder.marks") or not name.startswith("encoder."):
            rate = args.head_rate
        elif name.startswith("encoder.layers."):
            rate = args.rate * args.layer_decay ** (layers - 1 - int(name.split(".")[2]))
        else:
            rate = args.rate * args.layer_decay**layers
        decay = args.weight_decay if parameter.dim() > 1 else 0.0
        groups.setdefault((rate, decay), []).append(parameter)
    return [{"params": p, "lr": rate, "peak": rate, "weight_decay": decay} for (rate, decay), p in groups.items()]


def factor(part: float, warm_up: float) -> float:
    """Linear warm-up, then linear decay to nothing."""
    return min(part / warm_up, max(0.0, (1 - part) / (1 - warm_up)))


class Run:
    """One training run in its output folder."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args, self.out = args, Path(args.out)
        self.out.mkdir(parents=True, exist_ok=True)
        self.deadline = datetime.fromisoformat(args.finish_by).timestamp() if args.finish_by else None
        self.pieces = Pieces(args.weights)
        self.train = self.read(args.train)[: args.articles]
        self.extra = self.read(args.extra, everything=True) if args.extra else []
        self.documents = read_jsonl(args.dev)
        self.dev = [read_article(d, self.pieces) for d in self.documents]
        self.scorer, self.linking = load_scorer(args.scorer), networks(args.linking)
        torch.manual_seed(args.seed)
        self.model = from_pretrained(args.weights, args.dropout)
        self.optimiser = torch.optim.AdamW(parameter_groups(self.model, args), betas=(0.9, 0.98), fused=True)
        self.progress = Progress(started=time.time())
        if (self.out / CHECKPOINT).exists():
            self.resume()
        self.saved = time.time()

    def read(self, path: Path, everything: bool = False) -> list[Article]:
        """All articles of a corpus to learn from, with what the teacher says of them."""
        documents = read_jsonl(path)
        if self.args.hold_out and not everything:
            documents = [d for d in documents if not is_held_out(d["id"])]
        soft = read_soft(self.args.soft / path.stem) if self.args.soft else {}
        if not self.args.soft:
            return [read_article(d, self.pieces) for d in documents]
        return [read_article(d, self.pieces, soft[d["id"]]) for d in documents if d["id"] in soft]

    def log(self, kind: str, **what: Any) -> None:
        """Add a line to the log, and show it."""
        line = json.dumps({"at": datetime.now().isoformat(timespec="seconds"), "kind": kind, **what})
        with (self.out / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        print(line, flush=True)

    def save(self) -> None:
        """Write a checkpoint that replaces the last one only when it is whole."""
        state = {
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "progress": asdict(self.progress),
            "rng": torch.get_rng_state(),
        }
        torch.save(state, self.out / "checkpoint.tmp")
        (self.out / "checkpoint.tmp").replace(self.out / CHECKPOINT)
        self.saved = time.time()

    def resume(self) -> None:
        """Go back to the last checkpoint."""
        state = torch.load(self.out / CHECKPOINT, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.progress = Progress(**state["progress"])
        torch.set_rng_state(state["rng"])
        self.log("resumed", **asdict(self.progress))

    def epoch(self, number: int) -> list[list[Window]]:
        """Make the batches of an epoch, cut and ordered anew; the same for the same seed.

        An epoch takes all of the corpus and, in turns, a part of the extra texts.
        """
        rng = random.Random(f"{self.args.seed}/{number}")
        parts = self.args.extra_parts
        some = self.train + self.extra[number % parts :: parts]
        return batches(windows(some, self.pieces, rng), self.args.batch, rng)

    def evaluate(self, **where: Any) -> None:
        """Score dev, and keep the weights as ``last`` and, if better than any before, as ``best``."""
        began = time.time()
        some = windows(self.dev, self.pieces)
        scored = score_windows(self.model, some, self.pieces.padding, not self.args.full)
        figures = summary(self.scorer, self.documents, predictions(self.dev, scored, self.linking))
        self.log("dev", **where, **figures)
        top = figures["attribution"]
        better = top > self.progress.best
        self.progress.best = max(top, self.progress.best)
        for folder in ["last", "best"] if better else ["last"]:
            save_tagger(self.model, self.out / folder)
            shutil.copy(Path(self.args.weights) / "tokenizer.json", self.out / folder / "tokenizer.json")
        self.log("evaluated", seconds=round(time.time() - began), best=self.progress.best)

    def go(self) -> None:
        """Train to the end of the schedule."""
        p, args = self.progress, self.args
        p.total = p.total or sum(len(self.epoch(i)) for i in range(args.epochs))
        self.log(
            "start",
            windows=len(windows(self.train, self.pieces)),
            extra=len(self.extra),
            total=p.total,
            arguments=vars(args),
        )
        while p.epoch < args.epochs and p.part(self.deadline) < 1:
            order = self.epoch(p.epoch)
            every = max(1, round(len(order) * args.evaluate_every))
            for batch in order[p.batch :]:
                if p.part(self.deadline) >= 1:
                    break
                self.step(batch)
                if p.batch % every == 0 and p.batch < len(order) - every // 2:
                    self.evaluate(epoch=round(p.epoch + p.batch / len(order), 2), step=p.step)
                    self.save()
                elif time.time() - self.saved > args.save_minutes * 60:
                    self.save()
            p.epoch, p.batch = p.epoch + 1, 0
            self.evaluate(epoch=p.epoch, step=p.step)
            self.save()
        self.log("done", **asdict(p))

    def step(self, windows_: Sequence[Window]) -> None:
        """Learn from one batch."""
        p, began = self.progress, time.time()
        share = factor(p.part(self.deadline), self.args.warm_up)
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * share
        self.model.train()
        batch = collate(windows_, self.pieces.padding)
        with half_precision(not self.args.full):
            logits = self.model(batch)
        loss = loss_of(logits, batch, self.args.trust)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        norm = torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        p.batch += 1
        p.step += 1
        if p.step % self.args.log_every == 0:
            seconds = time.time() - began
            size = sum(len(w.ids) for w in windows_)
            self.log(
                "step",
                step=p.step,
                epoch=p.epoch,
                loss=round(loss.item(), 4),
                norm=round(norm.item(), 2),
                rate=round(share, 4),
                seconds=round(seconds, 2),
                pieces=size,
            )


def arguments() -> argparse.Namespace:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add: Callable[..., Any] = parser.add_argument
    add("--train", type=Path, required=True, help="corpus, JSON Lines")
    add("--dev", type=Path, required=True, help="corpus to choose on, JSON Lines")
    add(
        "--weights",
        type=Path,
        required=True,
        help="folder with config.json, model.safetensors, tokenizer.json",
    )
    add("--scorer", type=Path, required=True, help="scorer, a Python file")
    add("--linking", type=Path, required=True, help="networks that link, as made by link.py")
    add("--out", type=Path, required=True, help="folder of this run: log, checkpoint, last/, best/")
    add("--epochs", type=int, default=4)
    add("--seed", type=int, default=1)
    add("--rate", type=float, default=5e-5, help="peak learning rate of the encoder's top layer")
    add("--head-rate", type=float, default=5e-4)
    add("--layer-decay", type=float, default=0.95, help="factor of the rate from a layer to the one below")
    add("--weight-decay", type=float, default=0.01)
    add("--warm-up", type=float, default=0.08, help="part of the schedule")
    add("--dropout", type=float, default=0.1)
    add("--batch", type=int, default=3072, help="word pieces in a batch, padding included")
    add("--soft", type=Path, help="folder of a teacher's probabilities, as made by soften.py")
    add("--extra", type=Path, help="texts without annotations to learn from the teacher, JSON Lines")
    add("--extra-parts", type=int, default=2, help="in how many epochs the extra texts are gone through once")
    add("--trust", type=float, default=0.5, help="the teacher's share of the loss where the gold speaks as well")
    add("--hold-out", action="store_true", help="keep one article in 20 from training, to calibrate on")
    add("--articles", type=int, help="train on the first so many articles only")
    add("--full", action="store_true", help="float32 throughout instead of bfloat16 where it is safe")
    add("--finish-by", help="local time, ISO 8601: shorten the schedule so that it ends by then")
    add("--evaluate-every", type=float, default=0.5, help="epochs")
    add("--save-minutes", type=float, default=10)
    add("--log-every", type=int, default=10, help="steps")
    add("--threads", type=int, default=2)
    return parser.parse_args()


def main() -> None:
    """Entry point."""
    args = arguments()
    torch.set_num_threads(args.threads)
    run = Run(args)
    run.args = argparse.Namespace(**{k: str(v) if isinstance(v, Path) else v for k, v in vars(args).items()})
    run.go()


if __name__ == "__main__":
    main()

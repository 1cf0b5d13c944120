"""The stages that rebuild the attribution model, and which of them are still to do.

A stage's key is a hash of its arguments, of what is in the files that it is given, and of the key before it: what is
changed is run again, and all that comes after it. The code is no part of the key; ``--again`` is for that.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

State = Literal["done", "begun", "changed", "new", "foreign"]
"""``begun`` goes on where it was, ``changed`` starts anew; ``foreign`` results are there that no record speaks of."""

WEIGHTS = ("config.json", "model.safetensors", "tokenizer.json")
"""What a folder of pretrained weights holds."""

TEACHER_EPOCHS = 3
STUDENT_EPOCHS = 8


@dataclass(frozen=True, slots=True)
class Given:
    """What the model is made from, and where; all paths absolute."""

    corpus: Path
    extra: Path
    teacher_weights: Path
    student_weights: Path
    scorer: Path
    work: Path
    model: Path
    card: Path | None  # folder of the model card; None where the model made is not the one that the package reads with
    seed: int = 1
    version: str = "1"
    threads: int = 2

    @property
    def train(self) -> Path:
        """The articles that are learnt from."""
        return self.corpus / "train.jsonl"

    @property
    def dev(self) -> Path:
        """The articles that are chosen and measured on."""
        return self.corpus / "dev.jsonl"

    def files(self) -> list[Path]:
        """All files that must be there."""
        weights = [folder / name for folder in (self.teacher_weights, self.student_weights) for name in WEIGHTS]
        return [self.train, self.dev, self.extra, self.scorer, *weights]


@dataclass(frozen=True, slots=True)
class Stage:
    """One command.

    Attributes:
        name: of its log and its record.
        does: what, for people.
        took: how long on the machine of record, two cores of an AMD EPYC without a GPU.
        module: within this package.
        arguments: of the command; a path stands for what is in it.
        makes: its results, which are deleted before it starts anew if they are in the folder of work.
        threads: how many it computes with, if it can be told. The key leaves them out.
    """

    name: str
    does: str
    took: str
    module: str
    arguments: tuple[str | Path, ...]
    makes: tuple[Path, ...]
    threads: int | None = None

    def command(self) -> list[str]:
        """The arguments of ``python -m``."""
        threads = [] if self.threads is None else ["--threads", str(self.threads)]
        return [f"training.attribution.{self.module}", *map(str, self.arguments), *threads]


def plan(given: Given) -> tuple[Stage, ...]:
    """The stages in order."""
    work, seed, threads = given.work, str(given.seed), given.threads
    teacher, student = work / "teacher", work / "student"
    of_teacher = work / "soft"
    gold_links, links, networks = work / "links-gold.npz", work / "links.npz", work / "networks.npz"
    corpus: tuple[str | Path, ...] = ("--train", given.train, "--dev", given.dev)

    def read(name: str, does: str, took: str, texts: Path, tagger: Path, to: Path) -> Stage:
        out = to / texts.stem
        return Stage(name, does, took, "soften", (texts, tagger / "best", out), (out,), threads)

    def learn(name: str, does: str, took: str, weights: Path, out: Path, *more: str | Path) -> Stage:
        shared = ("--scorer", given.scorer, "--linking", gold_links, "--out", out, "--seed", seed)
        also = ("--evaluate-every", "1", *more)
        arguments = (*corpus, "--weights", weights, *shared, *also)
        return Stage(name, does, took, "train", arguments, (out,), threads)

    taught = ("--soft", of_teacher, "--extra", given.extra, "--hold-out", "--rate", "1.5e-4", "--head-rate", "1e-3")
    tokens: tuple[str | Path, ...] = ("--tokens", given.student_weights)
    stages = [
        Stage(
            "link-gold",
            "learns to link on the annotators' spans, so that dev can be scored during training",
            "a few minutes",
            "link",
            (*corpus, *tokens, "--seed", seed, "--out", gold_links),
            (gold_links,),
        ),
        learn(
            "teacher",
            f"fine-tunes the teacher, {TEACHER_EPOCHS} epochs over train",
            "25 minutes an epoch",
            given.teacher_weights,
            teacher,
            *("--epochs", str(TEACHER_EPOCHS)),
        ),
        read("teacher-train", "the teacher reads train", "10 minutes", given.train, teacher, of_teacher),
        read("teacher-extra", "the teacher reads the extra texts", "13 minutes", given.extra, teacher, of_teacher),
        learn(
            "student",
            f"distils the teacher into the student, {STUDENT_EPOCHS} epochs over train and, in turns, half of the rest",
            "8 minutes an epoch",
            given.student_weights,
            student,
            *("--epochs", str(STUDENT_EPOCHS), *taught),
        ),
        Stage(
            "link",
            "learns to link again, now also on the spans that the teacher finds",
            "a few minutes",
            "link",
            (*corpus, *tokens, "--soft", of_teacher / "train", "--seed", seed, "--out", links),
            (links,),
        ),
        Stage(
            "calibrate",
            "learns how likely an attribution is right, on the articles of train held out from the student",
            "a few minutes",
            "calibrate",
            (*corpus, "--tagger", student / "best", "--linking", links, "--out", networks),
            (networks,),
        ),
        Stage(
            "export",
            "writes the model folder: int8 ONNX, vocabulary, networks, manifest",
            "a minute",
            "export",
            (student / "best", networks, given.model, "--version", given.version, "--check", given.dev),
            (given.model / "manifest.json",),
        ),
    ]
    if given.card is not None:
        made = given.card / "MODEL_CARD.md", given.card / "calibration.svg"
        card = ("--corpus", given.corpus, "--extra", given.extra, "--teacher", teacher, "--student", student)
        where = ("--soft", of_teacher, "--model", given.model, "--out", given.card)
        does = "measures the package's reading of dev with this model, and writes the model card"
        stages.append(Stage("card", does, "2 minutes", "card", (*card, *where), made))
    return tuple(stages)


def digests(given: Given) -> dict[Path, str]:
    """A hash of what is in each file, and each folder of weights, that is given."""
    found = {path: _digest(path) for path in given.files()}
    folders = {
        given.teacher_weights: WEIGHTS,
        given.student_weights: WEIGHTS,
        given.corpus: ("train.jsonl", "dev.jsonl"),
    }
    return found | {folder: _hash([found[folder / name] for name in names]) for folder, names in folders.items()}


def keys(stages: Sequence[Stage], given: Given, known: Mapping[Path, str]) -> dict[str, str]:
    """The key of each stage, by name.

    Args:
        stages: in order.
        given: where they work; the folder may be moved or named otherwise without a change.
        known: hashes of what is in the given files and folders.
    """

    def called(part: str | Path) -> str:
        if isinstance(part, str):
            return part
        if part in known:
            return known[part]
        return f"in work: {part.relative_to(given.work)}" if part.is_relative_to(given.work) else "result"

    found: dict[str, str] = {}
    before = ""
    for stage in stages:
        before = _hash([before, stage.module, *map(called, stage.arguments)])
        found[stage.name] = before
    return found


@dataclass(frozen=True, slots=True)
class Records:
    """What is known of the stages run in a folder of work: one small JSON file for each."""

    work: Path

    def _path(self, stage: Stage) -> Path:
        return self.work / "stages" / f"{stage.name}.json"

    def read(self, stage: Stage) -> dict[str, Any]:
        """The record of a stage; empty if it has none, or one that is no record."""
        try:
            found = json.loads(self._path(stage).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def state(self, stage: Stage, key: str) -> State:
        """How far a stage is."""
        record = self.read(stage)
        if not record:
            return "foreign" if any(_inside(stage, self.work)) else "new"
        if record.get("key") != key:
            return "changed"
        return "done" if record.get("state") == "done" and record.get("made") == _made(stage) else "begun"

    def begin(self, stage: Stage, key: str) -> None:
        """Note that a stage is at work; results of other arguments are deleted first."""
        if self.state(stage, key) == "changed":
            for path in _inside(stage, self.work):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        self._write(stage, {"key": key, "state": "begun", "command": stage.command()})

    def end(self, stage: Stage, key: str, seconds: float) -> None:
        """Note that a stage is done, and how long its last run took.

        Raises:
            FileNotFoundError: a result is not there.
        """
        made = _made(stage)
        if made is None:
            raise FileNotFoundError(
                f"{stage.name} ended well, but not all of {', '.join(map(str, stage.makes))} is there"
            )
        done = {"key": key, "state": "done", "command": stage.command(), "seconds": round(seconds), "made": made}
        self._write(stage, done)

    def forget(self, stage: Stage) -> None:
        """Have a stage start anew."""
        if self.read(stage):
            self._write(stage, {"key": "", "state": "begun"})

    def _write(self, stage: Stage, record: Mapping[str, Any]) -> None:
        path = self._path(stage)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".tmp").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
        path.with_suffix(".tmp").replace(path)


def _inside(stage: Stage, work: Path) -> Iterator[Path]:
    """Results that are there and that are the work folder's own."""
    return (path for path in stage.makes if path.is_relative_to(work) and path.exists())


def _made(stage: Stage) -> list[str] | None:
    """What marks the results: hashes of files; folders are taken as they are. Nothing if one is missing."""
    if not all(path.exists() for path in stage.makes):
        return None
    return ["folder" if path.is_dir() else _digest(path) for path in stage.makes]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _hash(parts: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

"""What a model card states, measured: from the model's files, the logs of training, the corpora and the scorer."""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportedly.evaluation import AttributionScore, GoldDocument, PredictedDocument, gold_documents, load, score
from reportedly.evaluation.attribution import Score
from reportedly.evaluation.counting import by_id, count_documents

from .slices import Slice, slices

DRAWS = 1000
"""Resamplings of the documents for 95 % intervals."""


class Unknown(Exception):
    """A fact that cannot be had; the message says from which file, and what to do."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """A model folder: its manifest's hash, and each file's hash and size in bytes."""

    name: str
    version: str
    digest: str
    files: dict[str, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Encoder:
    """The sizes of a tagger."""

    kind: str
    layers: int
    hidden: int
    vocabulary: int
    parameters: int


@dataclass(frozen=True, slots=True)
class Training:
    """One run of ``train.py``, from its log.

    Attributes:
        day: on which it ended, ISO 8601.
        arguments: of the command.
        windows: of the annotated articles.
        epochs: how many were done; the schedule may have been for more.
        steps: how many were done.
        by_epoch: epoch and attribution F1 on dev, in percent.
        former: losses in the log that the code no longer has.
    """

    day: str
    arguments: dict[str, Any]
    windows: int
    epochs: float
    steps: int
    by_epoch: tuple[tuple[float, float], ...]
    former: tuple[str, ...]

    @property
    def by_the_clock(self) -> bool:
        """Whether the schedule was shortened to end by a time of day."""
        return self.arguments.get("finish_by") is not None


@dataclass(frozen=True, slots=True)
class Texts:
    """Sizes of a corpus; ``days`` are the first and last of publication, if its articles say."""

    articles: int
    words: int
    attributions: int
    publishers: int
    days: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Level:
    """What is kept from a confidence up: so many, of which so many are right."""

    confidence: float
    kept: int
    right: int


@dataclass(frozen=True, slots=True)
class Measured:
    """How well the package reads the dev articles; ``publishers`` have intervals, which the score's own have not."""

    score: AttributionScore
    publishers: tuple[tuple[str, int, Score], ...]
    slices: tuple[Slice, ...]
    claims: tuple[tuple[float, bool], ...]

    def level(self, confidence: float) -> Level:
        """What is kept from a confidence up."""
        kept = [right for sure, right in self.claims if sure >= confidence]
        return Level(confidence, len(kept), sum(kept))

    def level_for(self, precision: float, least: float = 0.0) -> Level | None:
        """The lowest confidence, in hundredths, from which on every higher one keeps at least that precision.

        None below ``least`` is looked at.

        Levels that keep fewer than one claim in fifty are not looked at: too few to tell.
        """
        best = None
        for hundredth in range(99, round(100 * least) - 1, -1):
            level = self.level(hundredth / 100)
            if level.kept * 50 < len(self.claims):
                continue
            if level.right < precision * level.kept:
                break
            best = level
        return best


def shipped(folder: Path) -> Shipped:
    """Read a model folder's manifest, and look at its files."""
    try:
        manifest = (folder / "manifest.json").read_bytes()
        told = json.loads(manifest)
        files = {name: (sha, (folder / name).stat().st_size) for name, sha in told["files"].items()}
        return Shipped(told["name"], told["version"], hashlib.sha256(manifest).hexdigest(), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unknown(f"{folder} is no whole model folder ({error!r}); export one with export.py") from error


def encoder(folder: Path) -> Encoder:
    """Read the sizes of a tagger in a folder that training wrote."""
    try:
        shape = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))
        weights = folder / "tagger.safetensors"
        with weights.open("rb") as file:
            # safetensors: the length of a JSON header, 8 bytes little endian; then the header.
            length = struct.unpack("<Q", file.read(8))[0]
            header = json.loads(file.read(min(length, weights.stat().st_size)))
        kept = [one["shape"] for name, one in header.items() if name.startswith(("encoder.", "tag_head."))]
        size = sum(_product(dims) for dims in kept)
        return Encoder(shape["kind"], shape["layers"], shape["hidden"], shape["vocabulary"], size)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, struct.error, RecursionError) as error:
        raise Unknown(f"{folder} is no folder of a tagger ({error!r}); name one that train.py wrote") from error


def _product(numbers: Iterable[int]) -> int:
    product = 1
    for number in numbers:
        product *= number
    return product


_STEP = frozenset("at kind step epoch loss tags norm rate seconds pieces".split())
"""What a line of the log on a step says; another name in it is a loss of former code."""


def training(log: Path) -> Training:
    """Read the log of a run; of one that was begun anew, the last beginning counts."""
    try:
        lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line.strip()]
        starts = [i for i, line in enumerate(lines) if line["kind"] == "start"]
        fresh = max(i for i in starts if i == 0 or lines[i - 1]["kind"] != "resumed")
        lines = lines[fresh:]
        dev = [line for line in lines if line["kind"] == "dev"]
        best: dict[float, float] = {}
        for line in dev:
            best[line["epoch"]] = max(line["attribution"], best.get(line["epoch"], 0.0))
        steps = [line for line in lines if line["kind"] == "step"]
        former = sorted({name for line in steps for name in line} - _STEP)
        last = dev[-1]
        return Training(
            day=last["at"][:10],
            arguments=lines[0]["arguments"],
            windows=lines[0]["windows"],
            epochs=last["epoch"],
            steps=last["step"],
            by_epoch=tuple(best.items()),
            former=tuple(former),
        )
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise Unknown(f"{log} is no log of a run that scored dev ({error!r}); name one that train.py wrote") from error


def texts(documents: Sequence[GoldDocument]) -> Texts:
    """Count an annotated corpus."""
    days = sorted(day for d in documents if isinstance(day := (d.meta or {}).get("publication_date"), str) and day)
    return Texts(
        articles=len(documents),
        words=sum(len(d.text.split()) for d in documents),
        attributions=sum(len(d.attributions) for d in documents),
        publishers=len({d.publisher for d in documents} - {None}),
        days=(days[0], days[-1]) if days else None,
    )


def taught(extra: Path, soft: Path) -> Texts:
    """Count the texts without annotations that the teacher has read for the student.

    Args:
        extra: the texts, JSON Lines.
        soft: the folder of the teacher's probabilities.
    """
    try:
        read: set[str] = set()
        for part in (soft / extra.stem).glob("[0-9]*.npz"):
            with zipfile.ZipFile(part) as names:
                read |= {name.removesuffix(".npy") for name in names.namelist()}
        with extra.open(encoding="utf-8") as file:
            used = [d["text"] for d in map(json.loads, filter(str.strip, file)) if d["id"] in read]
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise Unknown(f"{extra} and {soft} don't say what the student was taught on ({error!r})") from error
    return Texts(len(used), sum(len(text.split()) for text in used), 0, 0, None)


def gold(path: Path) -> tuple[GoldDocument, ...]:
    """Read a corpus.

    Raises:
        NotReadable, NotRead: as for ``reportedly.evaluation``.
    """
    return gold_documents(load(str(path)), str(path))


def measured(documents: Sequence[GoldDocument], found: Sequence[PredictedDocument], draws: int = DRAWS) -> Measured:
    """Score what was found, in every way that the card shows.

    Args:
        documents: the annotated articles.
        found: what was found in them, each attribution with its confidence.
        draws: resamplings for 95 % intervals.

    Raises:
        Unknown: an attribution has no confidence, or nothing was found.
    """
    whole = score(documents, found, draws)
    if whole.confidence is None:
        raise Unknown("not every attribution found has a confidence, or none was found; measure the package's reading")
    each = by_id(documents, found)
    rights = (one.right for one in count_documents(documents, each))
    claims = [
        (one.confidence or 0.0, right)
        for document, some in zip(documents, rights, strict=True)
        for one, right in zip(each[document.id], some, strict=True)
    ]
    publishers = []
    for name in sorted({d.publisher for d in documents if d.publisher}):
        own = [d for d in documents if d.publisher == name]
        ids = {d.id for d in own}
        result = score(own, [p for p in found if p.id in ids], draws).metrics["attribution"]
        publishers.append((name, len(own), result))
    publishers.sort(key=lambda one: -one[2].f1)
    return Measured(whole, tuple(publishers), slices(documents, found), tuple(claims))

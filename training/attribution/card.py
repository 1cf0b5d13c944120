"""Write the model card of the attribution model, after Mitchell et al. 2019; every figure in it is measured.

::

    python -m training.attribution.card --corpus FOLDER --extra TEXTS.jsonl --soft FOLDER --teacher FOLDER \
        --student FOLDER --model FOLDER --out training/attribution

Reads the dev articles with the package, which must read with that very model, and needs no torch.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from reportedly.errors import ReportedlyError
from reportedly.evaluation import found
from reportedly.evaluation.attribution import Score
from reportedly.evaluation.confidence import Calibration

from . import facts
from .corpus import is_held_out
from .facts import Encoder, Level, Measured, Shipped, Texts, Training, Unknown
from .plot import calibration_svg

PLOT = "calibration.svg"
TEMPLATE = Path(__file__).with_name("card_template.md")
_LEVELS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_WANTED = (0.8, 0.85, 0.9, 0.95)
_TOLD = ("seed", "rate", "head_rate")


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the card states.

    Attributes:
        held_out: articles and attributions of train that the student did not learn.
        extra: texts without annotations, as far as the teacher has read them.
        eagerness: what was taken off the score of "outside", reading by reading.
        least_likely: the confidence below which the package leaves attributions out.
    """

    model: Shipped
    teacher: Encoder
    student: Encoder
    teacher_run: Training
    student_run: Training
    train: Texts
    held_out: Texts
    dev: Texts
    extra: Texts
    measured: Measured
    eagerness: tuple[float, ...]
    least_likely: float


def card(f: Facts, template: str) -> str:
    """The model card, as Markdown.

    Args:
        f: what it states.
        template: its prose, with a ``${name}`` for each of ``values``.
    """
    return Template(template).substitute(values(f))


def values(f: Facts) -> dict[str, str]:
    """What the template asks for, by name."""
    sure = f.measured.score.confidence
    assert sure is not None  # facts.measured refuses what has no confidence
    runs = {"teacher": (f.teacher, f.teacher_run), "student": (f.student, f.student_run)}
    return {
        "name": f.model.name,
        "version": f.model.version,
        "layers": str(f.student.layers),
        "hidden": str(f.student.hidden),
        "vocabulary": f"{f.student.vocabulary:,}",
        "student_parameters": _millions(f.student.parameters),
        "readings": str(len(f.eagerness)),
        "eagerness": _listed(f"{value:g}" for value in f.eagerness),
        "least_likely": f"{f.least_likely:g}",
        "day": f.student_run.day,
        "size": _megabytes(sum(size for _, size in f.model.files.values())),
        "digest": f.model.digest,
        "files": _files(f.model),
        "draws": f"{facts.DRAWS:,}",
        **_sizes("train", f.train),
        **_sizes("held_out", f.held_out),
        **_sizes("extra", f.extra),
        **_sizes("dev", f.dev),
        "runs": _runs(runs),
        "traces": "\n\n".join(["\n".join(_trace(name, run) for name, (_, run) in runs.items()), *_notes(runs)]),
        "metrics": _metrics(f.measured),
        "publishers": _publishers(f.measured),
        "gap": _gap(f.measured),
        "kinds": _kinds(f.measured),
        "calibration_error": _percent(sure.error),
        "half_threshold": _share(sure.threshold),
        "half_precision": _percent(sure.precision),
        "plot": PLOT,
        "bins": _bins(sure),
        "levels": _levels(f.measured, f.least_likely),
        "choices": "\n".join(f"- {_percent(share)}: {_choice(f.measured, share, f.least_likely)}" for share in _WANTED),
    }


def _sizes(name: str, some: Texts) -> dict[str, str]:
    return {
        f"{name}_articles": f"{some.articles:,}",
        f"{name}_words": f"{some.words:,}",
        f"{name}_attributions": f"{some.attributions:,}",
        f"{name}_publishers": f"{some.publishers:,}",
        f"{name}_days": f", {some.days[0]} to {some.days[1]}" if some.days else "",
    }


def _files(model: Shipped) -> str:
    rows = [[f"`{name}`", _megabytes(size), f"`{sha}`"] for name, (sha, size) in model.files.items()]
    return _table(("file", "size", "SHA-256"), rows)


_Runs = Mapping[str, tuple[Encoder, Training]]


def _runs(runs: _Runs) -> str:
    heads = ("", "parameters", "seed", "epochs", "steps", "windows of train", "rate", "rate of heads")
    rows = []
    for name, (size, run) in runs.items():
        told = [f"{value:g}" if isinstance(value := run.arguments.get(key), int | float) else "?" for key in _TOLD]
        counts = [f"{run.epochs:g}", f"{run.steps:,}", f"{run.windows:,}"]
        rows.append([name, _millions(size.parameters), told[0], *counts, *told[1:]])
    return _table(heads, rows)


def _trace(name: str, run: Training) -> str:
    return f"- {name}: " + ", ".join(f"{score:.1f} after {epoch:g}" for epoch, score in run.by_epoch)


def _notes(runs: _Runs) -> list[str]:
    """What a reader should know of how these runs differ from what the command would do."""
    notes = []
    for name, (_, run) in runs.items():
        if run.by_the_clock:
            notes.append(
                f"The {name}'s schedule was shortened to end by a time of day, so this very run can't be repeated; the "
                "command below runs a whole schedule."
            )
        if run.former:
            notes.append(
                f"The {name} was trained with further heads and losses ({', '.join(run.former)}) that the present code "
                "does not have; its tags alone were used."
            )
    return notes


def _metrics(m: Measured) -> str:
    heads = ("", "precision", "recall", "F1", "95 % interval", "annotated", "found")
    metrics = m.score.metrics.items()
    return _table(
        heads, [[_label(name), *_ratios(one), f"{one.gold:,}", f"{one.predicted:,}"] for name, one in metrics]
    )


def _publishers(m: Measured) -> str:
    if not m.publishers:
        return "The articles name no publisher."
    heads = ("attribution", "precision", "recall", "F1", "95 % interval", "articles")
    return _table(heads, [[name, *_ratios(one), str(documents)] for name, documents, one in m.publishers])


def _gap(m: Measured) -> str:
    """The end of a sentence about errors that are not spread evenly."""
    if len(m.publishers) < 2 or m.score.publisher_gap is None:
        return ""
    gap = _percent(m.score.publisher_gap)
    return f": {m.publishers[-1][0]}, the worst read, is {gap} points below the mean of the publishers"


def _kinds(m: Measured) -> str:
    rows = [[one.name, f"{one.gold:,}", _percent(one.found / one.gold)] for one in m.slices]
    return _table(("what the annotators marked", "how many", "recall"), rows)


def _bins(sure: Calibration) -> str:
    rows = [[_share(mean), _percent(right), str(size)] for mean, right, size in sure.bins]
    return _table(("mean confidence", "right", "attributions"), rows)


def _levels(m: Measured, least: float) -> str:
    heads = ("from", "attributions", "share of all found", "precision", "recall", "F1")
    levels = [m.level(value) for value in sorted({least, *_LEVELS}) if value >= least]
    return _table(heads, [_kept(level, m) for level in levels if level.kept])


def _kept(level: Level, m: Measured) -> list[str]:
    annotated = m.score.metrics["attribution"].gold
    precision, recall = level.right / level.kept, level.right / annotated if annotated else 0.0
    f1 = 2 * precision * recall / (precision + recall) if level.right else 0.0
    share = level.kept / len(m.claims)
    return [_share(level.confidence), f"{level.kept:,}", *map(_percent, (share, precision, recall, f1))]


def _choice(m: Measured, precision: float, least: float) -> str:
    level = m.level_for(precision, least)
    if level is None:
        return "not reached"
    if level.kept == len(m.claims):
        return "all that is found"
    return f"from {_share(level.confidence)}, which keeps {_percent(level.kept / len(m.claims))} % of what is found"


def _label(metric: str) -> str:
    form = metric.partition("/")[2]
    return f"&nbsp;&nbsp;{form}" if form else f"**{metric}**" if metric == "attribution" else metric


def _ratios(one: Score) -> list[str]:
    interval = f"{_percent(one.interval[0])} to {_percent(one.interval[1])}" if one.interval else ""
    return [_percent(one.precision), _percent(one.recall), _percent(one.f1), interval]


def _listed(some: Iterable[str]) -> str:
    *first, last = some
    return f"{', '.join(first)} and {last}" if first else last


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _share(value: float) -> str:
    return f"{value:.2f}"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def _millions(size: int) -> str:
    return f"{size / 1e6:.1f} million"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table whose first column is words and whose others are numbers or names."""
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def gather(args: argparse.Namespace) -> Facts:
    """Measure all that the card states; reads every dev article.

    Raises:
        Unknown: a fact cannot be had, or the package reads with another model.
        ReportedlyError: a corpus or the package's model cannot be read.
    """
    from reportedly.attribution.reader import EAGERNESS, LEAST_LIKELY
    from reportedly.attribution.tagger import digest

    model = facts.shipped(args.model)
    if digest() != model.digest:
        raise Unknown(f"the package reads with another model than {args.model}; put that one into the package")
    train, dev = (facts.gold(args.corpus / f"{part}.jsonl") for part in ("train", "dev"))
    return Facts(
        model=model,
        teacher=facts.encoder(args.teacher / "best"),
        student=facts.encoder(args.student / "best"),
        teacher_run=facts.training(args.teacher / "log.jsonl"),
        student_run=facts.training(args.student / "log.jsonl"),
        train=facts.texts(train),
        held_out=facts.texts([d for d in train if is_held_out(d.id)]),
        dev=facts.texts(dev),
        extra=facts.taught(args.extra, args.soft),
        measured=facts.measured(dev, list(found(dev))),
        eagerness=tuple(EAGERNESS),
        least_likely=LEAST_LIKELY,
    )


def main() -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True, help="folder with train.jsonl and dev.jsonl")
    parser.add_argument("--extra", type=Path, required=True, help="texts without annotations, JSON Lines")
    parser.add_argument("--soft", type=Path, required=True, help="folder of the teacher's probabilities")
    parser.add_argument("--teacher", type=Path, required=True, help="folder of the teacher's run")
    parser.add_argument("--student", type=Path, required=True, help="folder of the student's run")
    parser.add_argument("--model", type=Path, required=True, help="model folder, the one in the package")
    parser.add_argument("--out", type=Path, required=True, help="folder to write MODEL_CARD.md and the plot to")
    args = parser.parse_args()
    try:
        known = gather(args)
    except (Unknown, ReportedlyError) as error:
        print(f"No card: {error}", file=sys.stderr)
        return 1
    sure = known.measured.score.confidence
    plot = calibration_svg(sure.bins if sure else (), [confidence for confidence, _ in known.measured.claims])
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / PLOT).write_text(plot, encoding="utf-8")
    (args.out / "MODEL_CARD.md").write_text(card(known, TEMPLATE.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"written: {args.out / 'MODEL_CARD.md'}, {args.out / PLOT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

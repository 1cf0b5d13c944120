"""``reportedly evaluate TASK``: a task's scores against a corpus that people annotated."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, NamedTuple

import typer

from reportedly.errors import ReportedlyError

if TYPE_CHECKING:
    from rich.console import Console

    from reportedly.evaluation import AttributionScore, Difference, GoldDocument, PredictedDocument, Shortfall

STDIN = "-"
DRAWS = 1000
"""Resamplings for ``--against`` where ``--bootstrap`` does not say how many."""

evaluate = typer.Typer(
    name="evaluate",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 scored; 1 a figure is below its floor, or a file was refused; 2 wrong usage.",
)


@evaluate.callback()
def _evaluate() -> None:
    """Score what is found against a corpus that people annotated."""


@evaluate.command()
def attribution(
    gold: Annotated[
        str,
        typer.Argument(
            metavar="GOLD",
            help="Annotated documents, one JSON object a line; - for standard input.",
            show_default=False,
        ),
    ],
    predictions: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Score these attributions, of the gold file's form; read nothing."),
    ] = None,
    against: Annotated[
        str | None, typer.Option(metavar="FILE", help="Compare with these attributions, of the gold file's form.")
    ] = None,
    bootstrap: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=0,
            max=100_000,
            help=f"Resample the documents N times for 95 % intervals; {DRAWS:,} with --against, else 0, if not given.",
        ),
    ] = None,
    nested: Annotated[
        bool, typer.Option("--nested", help="Score attributions within the content of others too.")
    ] = False,
    save: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write what was found to FILE, in the gold file's form.")
    ] = None,
    floor: Annotated[
        str | None, typer.Option(metavar="FILE", help="Fail if a figure is below its floor: {figure name: number}.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print all figures as one JSON object.")] = False,
    no_color: Annotated[
        bool, typer.Option("--no-color", help="Print without colour, as the variable NO_COLOR does.")
    ] = False,
) -> None:
    """Score attributions: who is said to have said what.

    Reads each text of GOLD with this reader, or takes what another found (--predictions), and compares it with the
    annotations: source, cue and content, each a list of [start, end] in characters of the text. Each line of a text
    is a paragraph.

    \b
    Examples:
      reportedly evaluate attribution gold.jsonl
      reportedly evaluate attribution gold.jsonl --save found.jsonl --floor floors.json
      reportedly evaluate attribution gold.jsonl --predictions new.jsonl --against old.jsonl
    """  # noqa: D301 (\\b is how click is told to keep the lines of an example)
    if predictions is not None and (nested or save is not None):
        raise typer.BadParameter("--nested and --save are for reading; leave them out with --predictions")
    inputs = [name for name in (gold, predictions, against, floor) if name is not None]
    if inputs.count(STDIN) > 1:
        raise typer.BadParameter("standard input (-) can be only one of the files")
    if save is not None and any(_is_same(save, name) for name in inputs):
        raise typer.BadParameter(f"--save would write over {save}, which is read; give it another name")

    from rich.console import Console

    from reportedly.cli.words import plain

    errors = Console(stderr=True, no_color=no_color or None, highlight=False, soft_wrap=True)
    files = _Files(gold, predictions, against, floor, save)
    try:
        outcome = _scored(errors, files, bootstrap=bootstrap, nested=nested)
    except ReportedlyError as refused:
        errors.print(plain(f"reportedly: {refused}"), markup=False, style="red")
        raise typer.Exit(1) from refused
    if json:
        _print_json(outcome, files)
    else:
        _print_tables(outcome, files, no_color=no_color)
    if outcome.missed:
        raise typer.Exit(1)


class _Files(NamedTuple):
    """The files of one evaluation, as the caller names them."""

    gold: str
    predictions: str | None
    against: str | None
    floor: str | None
    save: str | None


class _Outcome(NamedTuple):
    """What one evaluation came to; ``floors`` counts the floors of this task, ``others`` names the rest."""

    score: AttributionScore
    differences: dict[str, Difference]
    missed: tuple[Shortfall, ...]
    floors: int
    others: tuple[str, ...]


def _scored(errors: Console, files: _Files, *, bootstrap: int | None, nested: bool) -> _Outcome:
    """Score. All files are checked before the first text is read."""
    from reportedly.evaluation import (
        FIGURES,
        compare,
        floors,
        gold_documents,
        load,
        predicted_documents,
        score,
        shortfalls,
    )

    def predicted(name: str) -> tuple[PredictedDocument, ...]:
        return predicted_documents(load(name), name, documents)

    documents = gold_documents(load(files.gold), files.gold)
    least, others = floors(load(files.floor), files.floor, FIGURES) if files.floor is not None else ({}, ())
    theirs = None if files.against is None else predicted(files.against)
    if files.predictions is not None:
        ours: Sequence[PredictedDocument] = predicted(files.predictions)
    else:
        ours = _read(errors, documents, nested=nested, save=files.save)
    result = score(documents, ours, bootstrap or 0)
    draws = DRAWS if bootstrap is None else bootstrap
    differences = {} if theirs is None else compare(documents, ours, theirs, draws)
    return _Outcome(result, differences, shortfalls(result.figures(), least), len(least), others)


def _print_json(outcome: _Outcome, files: _Files) -> None:
    import msgspec

    from reportedly.evaluation.corpus import one_line

    whole = {"task": "attribution", **outcome.score.as_json()}
    if files.against is not None:
        whole["against"] = {"file": one_line(files.against), "differences": outcome.differences}
    if files.floor is not None:
        whole["floors"] = {
            "file": one_line(files.floor),
            "held": outcome.floors - len(outcome.missed),
            "below": outcome.missed,
            "unknown": outcome.others,
        }
    sys.stdout.buffer.write(msgspec.json.encode(whole) + b"\n")
    sys.stdout.buffer.flush()


def _print_tables(outcome: _Outcome, files: _Files, *, no_color: bool) -> None:
    from rich.console import Console

    from reportedly.cli import scores

    out = Console(no_color=no_color or None, highlight=False)
    out.width = max(out.width, scores.LEAST_WIDTH)
    out.print(scores.table(outcome.score))
    if files.against is not None:
        out.print(scores.compared(outcome.differences, files.against))
    if files.floor is not None:
        out.print(scores.floored(outcome.missed, outcome.floors, outcome.others, files.floor))


def _read(
    errors: Console, documents: Sequence[GoldDocument], *, nested: bool, save: str | None
) -> list[PredictedDocument]:
    """Read all texts, keeping what is found in a file if one is named, with a bar while a person watches."""
    import msgspec
    from rich.progress import track

    from reportedly.evaluation import found, json_line

    ours = []
    with _written(save) as file:
        reading: Iterable[PredictedDocument] = track(
            found(documents, nested=nested),
            "reading",
            total=len(documents),
            console=errors,
            transient=True,
            disable=not errors.is_terminal,
        )
        for document, one in zip(documents, reading, strict=True):
            ours.append(one)
            if file is not None:
                file.write(json_line(msgspec.structs.replace(document, attributions=one.attributions)))
    return ours


@contextmanager
def _written(name: str | None) -> Iterator[BinaryIO | None]:
    """A file to write, which takes its name only when it is whole."""
    if name is None:
        yield None
        return
    path = Path(name)
    try:
        # A pipe or a device is written as it is.
        part = path if path.exists() and not path.is_file() else path.with_name(f".{path.name}.{os.getpid()}.part")
        file = part.open("wb")
    except (OSError, ValueError) as error:
        raise _unwritable(name, error) from None
    try:
        with file:
            yield file
        if part != path:
            part.replace(path)
    finally:
        if part != path:
            part.unlink(missing_ok=True)


def _unwritable(name: str, error: OSError | ValueError) -> typer.BadParameter:
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    return typer.BadParameter(f"{name} cannot be written ({reason}); name a file that can", param_hint="--save")


def _is_same(one: str, other: str) -> bool:
    try:
        return one != STDIN and other != STDIN and Path(one).samefile(other)
    except (OSError, ValueError):
        return False

"""``reportedly export``: the claims of a library, or its Readings, in another format."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from reportedly.cli.with_library import Address, Query, joined, opened

if TYPE_CHECKING:
    from reportedly.library import Frame, Library

STDOUT = "-"
LEDGER = "ledger"
_OF_TABLES = ("csv", "parquet")
_BINARY = ("parquet", "docbin")
_SUFFIXES = {
    ".gold.jsonl": "attributions",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".spacy": "docbin",
    ".ftm.json": "ftm",
}
"""Formats told by the end of a file's name."""


def export(
    library: Address,
    query: Query = None,
    format_: Annotated[
        Literal["jsonl", "csv", "parquet", "web-annotation", "schema.org", "brat", "docbin", "attributions", "ftm"]
        | None,
        typer.Option(
            "--format",
            help="jsonl: Readings, one a line. csv, parquet: a table. web-annotation, schema.org: JSON-LD lines. "
            "brat: a folder. docbin: for spaCy. attributions: what people judged, for training. "
            "ftm: FollowTheMoney. If not given, told by the end of --output's name; else jsonl.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="PATH", help="The file, or for brat the folder, to write to.")
    ] = STDOUT,
    table: Annotated[
        str,
        typer.Option(metavar="NAME", help="The table or view to write as csv or parquet, without a query."),
    ] = LEDGER,
    excel: Annotated[
        bool,
        typer.Option(
            "--excel", help="Make csv safe for a spreadsheet: text that it would take for a formula gets a '."
        ),
    ] = False,
    partly: Annotated[
        bool,
        typer.Option(
            "--partly", help="attributions also of reports of which people judged some claims, not only of all."
        ),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over what is there already.")] = False,
) -> None:
    """Write a library, or what a query finds in it, in another format.

    csv and parquet have a row for each claim, or any other table; all other formats are made of Readings, in which
    only the claims that the query finds are left. attributions are the claims that people confirmed, corrected or
    added, in reports of which they judged every claim: for training, and to score a reader by. A file stands under its
    name only when it is whole.

    \b
    Examples:
      reportedly export news.db -o claims.csv
      reportedly export news.db from:unnamed published:2019 -o unnamed.parquet
      reportedly export news.db --table figures -o figures.csv
      reportedly export news.db --format brat -o for-annotators
      reportedly export news.db --format attributions -o judged.gold.jsonl
      reportedly export news.db | jq .report.headline
    """  # noqa: D301 (\\b is how click is told to keep the lines of an example)
    asked = joined(query)
    form = format_ or _told_by(output)
    _check(form, output, table=table, asked=asked, excel=excel)
    if partly and form != "attributions":
        raise typer.BadParameter("--partly is for attributions", param_hint="--partly")
    with opened(library) as kept:
        if form in _OF_TABLES:
            frame = kept.claims(asked) if table == LEDGER else kept.table(table)
            _write_table(form, frame, output, force=force, excel=excel)
        else:
            _write_readings(form, kept, asked, output, partly=partly, force=force)


def _told_by(output: str) -> str:
    """The format that a file's name ends with."""
    name = output.lower()
    told_by = next((form for suffix, form in _SUFFIXES.items() if name.endswith(suffix)), None)
    if told_by is None and output != STDOUT:
        known = ", ".join(_SUFFIXES)
        raise typer.BadParameter(
            f"which format {output} is to have cannot be told by its name ({known}); say --format",
            param_hint="--output",
        )
    return told_by or "jsonl"


def _check(form: str, output: str, *, table: str, asked: str, excel: bool) -> None:
    """Refuse what does not go together."""
    if table != LEDGER and form not in _OF_TABLES:
        raise typer.BadParameter(f"{form} is made of Readings; for a table say --format csv or parquet")
    if table != LEDGER and asked:
        raise typer.BadParameter(
            f"a query finds claims, which are the rows of {LEDGER}; leave the query or --table out"
        )
    if excel and form != "csv":
        raise typer.BadParameter("--excel is for csv", param_hint="--excel")
    if form == "brat" and output == STDOUT:
        raise typer.BadParameter("brat is a folder of files; say which with --output", param_hint="--output")
    if form in _BINARY and output == STDOUT and sys.stdout.isatty():
        raise typer.BadParameter(f"{form} is no text to look at; say a file with --output", param_hint="--output")


def _write_table(form: str, frame: Frame, output: str, *, force: bool, excel: bool) -> None:
    from reportedly.cli.files import new_file
    from reportedly.exporting import write_csv, write_parquet

    if form == "parquet":
        frame.schema()  # that a part is missing is told before a file is begun
    with new_file(output, force=force) as target:
        rows = write_csv(frame, target, excel=excel) if form == "csv" else write_parquet(frame, target)
    _say(output, rows, "row")


def _write_readings(form: str, library: Library, asked: str, output: str, *, partly: bool, force: bool) -> None:
    from reportedly.cli.files import new_file, new_folder
    from reportedly.export import FORMATS
    from reportedly.exporting import JUDGED, LibraryNames

    names = LibraryNames(library)
    judged = form == JUDGED
    readings = names.passing(library.judged_readings(asked, partly=partly) if judged else library.readings(asked))
    if FORMATS[form].folder:
        with new_folder(output, force=force) as folder:
            FORMATS[form].write(readings, folder, names)
    else:
        with new_file(output, force=force) as target:
            FORMATS[form].write(readings, target, names)
    _say(output, names.passed, "report")


def _say(output: str, count: int, what: str) -> None:
    """How much was written, if that is not among what is written."""
    if output != STDOUT:
        typer.echo(f"wrote {count:,} {what if count == 1 else what + 's'} to {output}", err=True)

"""The ``reportedly`` command and its verbs."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Annotated

import typer

from reportedly.cli.add import add
from reportedly.cli.entities import entities, merge, split, undo
from reportedly.cli.evaluate import evaluate
from reportedly.cli.export import export
from reportedly.cli.find import find
from reportedly.cli.list import list_reports
from reportedly.cli.read import read
from reportedly.cli.refusals import refusals
from reportedly.cli.remove import remove
from reportedly.cli.schema import schema
from reportedly.cli.serve import serve
from reportedly.cli.show import show
from reportedly.cli.with_library import EXIT_INTERRUPTED, EXIT_REFUSED, QueryCommand

app = typer.Typer(
    name="reportedly",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 all read; 1 some sources refused, each named on stderr with its reason; 2 wrong usage.",
)
app.command()(read)
app.command()(add)
app.command(cls=QueryCommand)(find)
app.command()(show)
app.command("list", cls=QueryCommand)(list_reports)
app.command()(entities)
app.command()(merge)
app.command()(split)
app.command()(undo)
app.command(cls=QueryCommand)(export)
app.command()(remove)
app.command()(refusals)
app.command()(serve)
app.command()(schema)
app.add_typer(evaluate)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"reportedly {version('reportedly')}")
        raise typer.Exit


@app.callback()
def _reportedly(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Read news reports and list what each one claims: who says it, through whom, on what ground, how surely.

    It reads what reports say and does not judge whether it is true. Everything runs on this machine.
    """


def main() -> None:
    """Run the command line and leave with its exit status."""
    if sys.stdout is None:
        sys.exit("reportedly: standard output is closed; give the readings somewhere to go")
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that cannot show a letter shows its number; it does not lose the page.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output (head, less) has gone. Python would complain again while closing stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_REFUSED)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EIO, errno.EDQUOT):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(f"reportedly: cannot write: {error.strerror}; make room and run it again", file=sys.stderr)
        sys.exit(EXIT_REFUSED)

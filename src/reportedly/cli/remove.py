"""``reportedly remove``: reports out of a library."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from reportedly.cli.with_library import EXIT_REFUSED, Address, opened


def remove(
    library: Address,
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME",
            help="Reports: r12, digits of a SHA-256, an address, or the file it was added from.",
            show_default=False,
        ),
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
) -> None:
    """Take reports out of a library, with all that was read in them.

    What people have said of their claims goes too. On a terminal it asks first. Of a report with several versions only
    the one named goes. If one of the names is not known, nothing is removed.

    \b
    Example:
      reportedly remove news.db r12 r15
    """  # noqa: D301 (\\b is how click is told to keep the lines of an example)
    with opened(library) as kept:
        from reportedly.cli.hits import day, one_line

        found = {}
        for name in names:
            shown = kept.show(name)
            found[shown.kept.report] = next(one for one in shown.versions if one.report == shown.kept.report)
        told = {
            key: f"r{key}, {one_line(one.publisher or 'publisher not given')}, {day(one.published)}: "
            f"{one_line(one.headline or one.address or one.id[:12])} "
            f"({one.claims:,} {'claim' if one.claims == 1 else 'claims'})"
            for key, one in found.items()
        }
        if not yes:
            if not sys.stdin.isatty():
                typer.echo(
                    "reportedly: nothing was removed, for nobody is there to ask; say --yes if you mean it", err=True
                )
                raise typer.Exit(EXIT_REFUSED)
            for line in told.values():
                typer.echo(line)
            if not typer.confirm("Remove this for good?" if len(told) == 1 else f"Remove these {len(told)} for good?"):
                typer.echo("Nothing was removed.")
                raise typer.Exit(EXIT_REFUSED)
        for key, line in told.items():
            kept.remove(key)
            typer.echo(f"removed {line}")

"""What the verbs that look at a library share: their options, how it is opened, and how its refusals are told."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperCommand

from reportedly.errors import QueryError, ReportedlyError

if TYPE_CHECKING:
    from rich.console import Console

    from reportedly.library import Library

EXIT_REFUSED = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130

Address = Annotated[
    str,
    typer.Argument(
        metavar="LIBRARY", help="The library's file, or postgresql://user@host/database.", show_default=False
    ),
]
Query = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="QUERY",
        help="Words and filters, such as 'from:unnamed via:Dagbladet \"return to Norway\"'; all if not given.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
NoColor = Annotated[bool, typer.Option("--no-color", help="Print without colour, as the variable NO_COLOR does.")]
Page = Annotated[int, typer.Option(min=1, max=10**9, help="Which page of the answers, from 1.")]
Size = Annotated[int, typer.Option(min=1, max=1000, help="Answers on a page.")]
Sorted = Annotated[
    Literal["best", "newest", "oldest", "added"] | None,
    typer.Option(
        "--sort",
        help="best: what fits the words best first, as when they are few; newest or oldest published; added last.",
        show_default=False,
    ),
]
By = Annotated[
    str | None,
    typer.Option(
        envvar="REPORTEDLY_BY", help="Who decides; your name on this computer if not given.", show_default=False
    ),
]


class QueryCommand(TyperCommand):
    """A verb that takes a query, in which ``-via:Dagbladet`` leaves something out and is no option.

    What begins with one dash and is longer than a dash and a letter is a word of the query.
    """

    _HELD = "\ue000"
    _LEAVES_OUT = re.compile(r"-[^-].")

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the command line."""
        held = [self._HELD + word if self._LEAVES_OUT.match(word) else word for word in args]
        rest: list[str] = super().parse_args(ctx, held)
        ctx.params = {name: self._released(value) for name, value in ctx.params.items()}
        return rest

    def _released(self, value: Any) -> Any:
        if isinstance(value, str):
            return value.removeprefix(self._HELD)
        return [self._released(each) for each in value] if isinstance(value, (list, tuple)) else value


@contextmanager
def opened(address: str) -> Iterator[Library]:
    """A library that is there already, closed again at the end.

    What it refuses is told on stderr, and ends the command: with 2 where the query cannot be understood, else with 1.
    """
    with told():
        from reportedly.library import Library

        with Library(address, create=False) as library:
            yield library


@contextmanager
def told() -> Iterator[None]:
    """Tell a refusal on stderr, and end the command."""
    try:
        yield
    except QueryError as wrong:
        _complain(str(wrong))
        raise typer.Exit(EXIT_USAGE) from wrong
    except ReportedlyError as refused:
        _complain(str(refused))
        raise typer.Exit(EXIT_REFUSED) from refused


def _complain(message: str) -> None:
    from rich.console import Console

    from reportedly.cli.words import plain

    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    errors.print(plain(f"reportedly: {message}"), markup=False, style="red")


def joined(query: list[str] | None) -> str:
    """The words of a query as one."""
    return " ".join(query or ())


def printer(*, no_color: bool = False) -> Console:
    """Where what is for people goes."""
    from rich.console import Console

    return Console(no_color=no_color or None, highlight=False)


def print_json(values: Iterable[Any]) -> None:
    """Print each as one line of JSON."""
    import msgspec

    encode = msgspec.json.Encoder().encode
    for value in values:
        sys.stdout.buffer.write(encode(value) + b"\n")
    sys.stdout.buffer.flush()


def decider(by: str | None) -> str | None:
    """Who decides: as they say, else the user of this computer, else nobody known."""
    import getpass

    if by is None or not by.strip():
        try:
            by = getpass.getuser()
        except (OSError, KeyError, ImportError):
            return None
    # What the terminal could not read as text is no text that can be kept.
    return by.strip().encode(errors="replace").decode()

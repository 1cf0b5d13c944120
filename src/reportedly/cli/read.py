"""``reportedly read``: pages in, ledgers or JSON lines out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.errors import ModelMissing, Refused

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from reportedly.model import Reading


def read(
    pages: Annotated[
        list[str],
        typer.Argument(
            metavar="PAGE",
            help="Files, patterns such as 'pages/*.html', http(s) addresses, or - for standard input.",
            show_default=False,
        ),
    ],
    json: Annotated[bool, typer.Option("--json", help="Print one Reading a line, as JSON.")] = False,
    blocks: Annotated[
        bool, typer.Option("--blocks", help="Show how the page was cut into blocks, instead of the ledger.")
    ] = False,
    min_confidence: Annotated[
        float,
        typer.Option(min=0.0, max=1.0, help="Leave out claims that it is less sure of, 0 to 1."),
    ] = 0.0,
    no_color: Annotated[
        bool, typer.Option("--no-color", help="Print without colour, as the variable NO_COLOR does.")
    ] = False,
    timeout: Annotated[
        float, typer.Option(min=0.1, max=86_400, help="Seconds an address may take to answer in full.")
    ] = 30.0,
    max_size: Annotated[float, typer.Option(min=0.001, max=4096, help="The largest page to read, in MiB.")] = 20.0,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from loopback and private network addresses too.")
    ] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Fetch anew, and keep no fetched page on disk.")] = False,
    contact: Annotated[
        str | None,
        typer.Option(
            envvar="REPORTEDLY_CONTACT", help="Your mail address or site, sent to the servers that you fetch from."
        ),
    ] = None,
) -> None:
    """Read news reports: pages of HTML or plain text, told apart by their content.

    Each report becomes a ledger: what is known of its date, whose word it rests on, its claims in page order under
    their sources, and its figures. With --json each becomes one line for a program to read.

    \b
    Examples:
      reportedly read page.html
      reportedly read --json 'reports/*.txt' > readings.jsonl
      curl -s https://example.org/news | reportedly read -
    """
    from rich.console import Console

    from reportedly.page import Limits, expand
    from reportedly.reading import read_many

    sources = expand(pages)
    try:
        limits = Limits(
            max_bytes=int(max_size * 2**20),
            allow_private=allow_private,
            total=timeout,
            cache=not no_cache,
            contact=contact,
        )
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--contact") from None
    errors = Console(stderr=True, no_color=no_color or None, highlight=False, soft_wrap=True)
    printer = _Printer(errors, json=json, blocks=blocks, no_color=no_color, several=len(sources) > 1)
    try:
        with _progress(errors, len(sources)) as progress:
            task = progress.add_task("reading", total=len(sources))
            for source, result in zip(sources, read_many(sources, limits), strict=True):
                # A live bar and a ledger on one terminal would write over each other.
                progress.stop()
                surer = result if isinstance(result, Refused) else result.surer(min_confidence)
                printer.show(source, surer)
                progress.start()
                progress.advance(task)
    except ModelMissing as missing:
        errors.print(f"reportedly: {missing}", markup=False, style="red")
        raise typer.Exit(1) from missing
    if printer.refused:
        raise typer.Exit(1)


class _Printer:
    """Prints each result where it belongs: readings on stdout, refusals on stderr."""

    def __init__(self, errors: Console, *, json: bool, blocks: bool, no_color: bool, several: bool) -> None:
        import msgspec
        from rich.console import Console

        from reportedly.cli import ledger

        self.refused = 0
        self._ledger = ledger
        self._errors = errors
        self._out = Console(no_color=no_color or None, highlight=False)
        self._encode = msgspec.json.Encoder().encode if json else None
        self._blocks = blocks
        self._several = several

    def show(self, source: str, result: Reading | Refused) -> None:
        """Print one result, flushed, so that a reader of the pipe sees it before the next page is done."""
        if isinstance(result, Refused):
            self.refused += 1
            self._errors.print(self._ledger.plain(f"reportedly: {result}"), markup=False, style="red")
        elif self._encode:
            sys.stdout.buffer.write(self._encode(result) + b"\n")
            sys.stdout.buffer.flush()
        else:
            if self._several:
                self._out.print(self._ledger.divider(source))
            self._out.print(self._ledger.blocks(result) if self._blocks else self._ledger.ledger(result))


def _progress(console: Console, total: int) -> Progress:
    """A bar on stderr, shown only to a person and only when there is more than one page."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
        disable=total < 2 or not console.is_terminal,
    )

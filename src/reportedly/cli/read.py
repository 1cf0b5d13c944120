"""``reportedly read``: pages in, ledgers or JSON lines out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli import fetching
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
            help="Files, folders, patterns such as 'pages/*.html', http(s) addresses, or - for standard input.",
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
    timeout: fetching.Timeout = fetching.TIMEOUT,
    max_size: fetching.MaxSize = fetching.MAX_SIZE,
    max_items: fetching.MaxItems = fetching.MAX_ITEMS,
    allow_private: fetching.AllowPrivate = False,
    no_cache: fetching.NoCache = False,
    contact: fetching.Contact = None,
) -> None:
    """Read news reports, whatever they are kept in, told by its content.

    That is a page of HTML or plain text, a PDF (with the extra pdf) or an MHTML file; or many pages: a web archive
    (WARC), an RSS or Atom feed, whose items are fetched, or JSON lines. Any of them may be compressed.

    Each report becomes a ledger: what is known of its date, whose word it rests on, its claims in page order under
    their sources, and its figures. With --json each becomes one line for a program to read.

    \b
    Examples:
      reportedly read page.html
      reportedly read --json 'reports/*.txt' > readings.jsonl
      curl -s https://example.org/news | reportedly read -
      reportedly read --json crawl.warc.gz > readings.jsonl
      reportedly read https://example.org/feed.xml
    """
    from rich.console import Console

    from reportedly.page import expand, shown
    from reportedly.reading import read_named

    sources = expand(pages)
    limits = fetching.limits(
        timeout=timeout,
        max_size=max_size,
        max_items=max_items,
        allow_private=allow_private,
        no_cache=no_cache,
        contact=contact,
    )
    errors = Console(stderr=True, no_color=no_color or None, highlight=False, soft_wrap=True)
    printer = _Printer(errors, json=json, blocks=blocks, no_color=no_color, several=len(sources) > 1)
    try:
        with _progress(errors) as progress:
            task = progress.add_task("reading", total=len(sources), visible=len(sources) > 1, pages=0)
            for count, (of, name, result) in enumerate(read_named(sources, limits), 1):
                # A live bar and a ledger on one terminal would write over each other.
                progress.stop()
                surer = result if isinstance(result, Refused) else result.surer(min_confidence)
                printer.show(name, surer, part=name != shown(sources[of]))
                progress.start()
                # How many pages are still in a source that holds many, nobody knows before they are read.
                many = len(sources) > 1 or name != shown(sources[of])
                progress.update(task, completed=of, visible=many, pages=count)
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
        from reportedly.cli.words import plain

        self.refused = 0
        self._plain = plain
        self._ledger = ledger
        self._errors = errors
        self._out = Console(no_color=no_color or None, highlight=False)
        self._encode = msgspec.json.Encoder().encode if json else None
        self._blocks = blocks
        self._several = several

    def show(self, name: str, result: Reading | Refused, *, part: bool) -> None:
        """Print one result, flushed, so that a reader of the pipe sees it before the next page is done.

        Args:
            name: of the page.
            result: what came of it.
            part: whether it is one of several pages in its source.

        """
        if isinstance(result, Refused):
            self.refused += 1
            self._errors.print(self._plain(f"reportedly: {result}"), markup=False, style="red")
        elif self._encode:
            sys.stdout.buffer.write(self._encode(result) + b"\n")
            sys.stdout.buffer.flush()
        else:
            if self._several or part:
                self._out.print(self._ledger.divider(name))
            self._out.print(self._ledger.blocks(result) if self._blocks else self._ledger.ledger(result))


def _progress(console: Console) -> Progress:
    """A bar on stderr, shown only to a person."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("sources, {task.fields[pages]:,} pages"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
        disable=not console.is_terminal,
    )

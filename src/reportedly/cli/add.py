"""``reportedly add``: pages in, a library out."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli import fetching
from reportedly.cli.with_library import EXIT_INTERRUPTED, EXIT_REFUSED, Address, NoColor, print_json, told

if TYPE_CHECKING:
    from rich.console import Console

    from reportedly.adding import Adding
    from reportedly.errors import Refused
    from reportedly.library import Library

MOST_NAMED = 20
"""Refusals that are named while adding; the library names all."""

_SECONDS_A_LINE = 30.0
"""Between two lines that tell how far things are where nobody watches a bar."""


def add(
    library: Address,
    pages: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PAGE",
            help="Files, folders, patterns such as 'pages/*.html', http(s) addresses, or - for standard input.",
            show_default=False,
        ),
    ] = None,
    again: Annotated[
        bool,
        typer.Option("--again", help="Read again what an older version read, from the kept texts; takes no PAGE."),
    ] = False,
    processes: Annotated[
        int | None,
        typer.Option(
            "--processes",
            "-j",
            min=1,
            max=1024,
            help="How many processes read, of about 400 MB each; as many as there is room for if not given.",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(min=1, help="Stop when so many reports were new or read again.", show_default=False),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DAY",
            help="Leave out reports known to be from before a day, month or year, such as 2024-03.",
            show_default=False,
        ),
    ] = None,
    include: Annotated[
        list[str] | None,
        typer.Option(help="Of folders, take only files that match, such as '*.html'; may be repeated."),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(help="Of folders, leave out files and folders that match; may be repeated."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print what came of it as JSON.")] = False,
    no_color: NoColor = False,
    timeout: fetching.Timeout = fetching.TIMEOUT,
    max_size: fetching.MaxSize = fetching.MAX_SIZE,
    max_items: fetching.MaxItems = fetching.MAX_ITEMS,
    allow_private: fetching.AllowPrivate = False,
    no_cache: fetching.NoCache = False,
    contact: fetching.Contact = None,
) -> None:
    """Read news reports and keep them in a library, which is begun if there is none.

    Pages are what `reportedly read` takes, and the lines that `reportedly read --json` prints. Several processes read.
    What is kept already is not read again: stop it whenever you like, and the same command goes on where it was.

    \b
    Examples:
      reportedly add news.db pages
      reportedly add news.db crawl.warc.gz https://example.org/feed.xml
      reportedly add news.db archive --include '*.html' --since 2019-11 --limit 1000
      reportedly add postgresql://user@host/news readings.jsonl
      reportedly add news.db --again
    """  # noqa: D301 (\\b is how click is told to keep the lines of an example)
    if again == bool(pages):
        raise typer.BadParameter("name at least one PAGE, or --again and none", param_hint="PAGE")
    if again and (since or include or exclude):
        raise typer.BadParameter(
            "reads all that is kept; leave out --since, --include, --exclude", param_hint="--again"
        )
    _check_day(since)
    limits = fetching.limits(
        timeout=timeout,
        max_size=max_size,
        max_items=max_items,
        allow_private=allow_private,
        no_cache=no_cache,
        contact=contact,
        include=include,
        exclude=exclude,
    )
    from rich.console import Console

    from reportedly.adding import add as add_to
    from reportedly.adding import read_again

    errors = Console(stderr=True, no_color=no_color or None, highlight=False, soft_wrap=True)
    teller = _Teller(errors)
    stopped = False
    with told():
        from reportedly.library import Library
        from reportedly.page import expand

        with Library(library, create=not again) as kept:
            try:
                with teller:
                    if again:
                        read_again(
                            kept, processes=processes, limit=limit, progress=teller.progress, refused=teller.refused
                        )
                    else:
                        add_to(
                            kept,
                            expand(pages or ()),
                            limits,
                            processes=processes,
                            limit=limit,
                            since=since,
                            progress=teller.progress,
                            refused=teller.refused,
                        )
            except KeyboardInterrupt:
                stopped = True
            _sum_up(kept, teller, since, json=json, stopped=stopped)
    if stopped:
        raise typer.Exit(EXIT_INTERRUPTED)
    if teller.adding.refused:
        raise typer.Exit(EXIT_REFUSED)


def _check_day(since: str | None) -> None:
    from reportedly.adding import is_day

    if since is not None and not is_day(since):
        raise typer.BadParameter(f"{since!r} is no day: write it as 2024-03-14, 2024-03 or 2024", param_hint="--since")


def _sum_up(library: Library, teller: _Teller, since: str | None, *, json: bool, stopped: bool) -> None:
    from reportedly.cli.words import plain

    came, errors = teller.adding, teller.errors
    if teller.more_refused:
        errors.print(f"reportedly: and {teller.more_refused:,} more that could not be read", style="red")
    if stopped:
        errors.print("reportedly: stopped; what was read is kept. Run it again to go on where it was.")
    if json:
        counts = {name: value for name, value in came._asdict().items() if name not in ("read", "done")}
        print_json([{"library": library.name, **counts, "stopped": stopped}])
        return
    parts = []
    if came.new or not came.again:
        parts.append(f"{came.new:,} new" + (f" ({came.versions:,} of them new versions)" if came.versions else ""))
    if came.again:
        parts.append(f"{came.again:,} read again")
    if came.known:
        parts.append(f"{came.known:,} known already")
    if came.left_out:
        parts.append(f"{came.left_out:,} left out, from before {since}")
    if came.refused:
        parts.append(f"{came.refused:,} refused: see reportedly refusals {library.name}")
    typer.echo(plain(", ".join(parts)))
    if errors.is_terminal and came.new and not stopped:
        errors.print(
            plain(f"Now find what they claim: reportedly find {library.name} WORDS"), markup=False, style="dim"
        )


class _Teller:
    """Tells how far things are on stderr: as a bar on a terminal, else in a line now and then."""

    def __init__(self, errors: Console) -> None:
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        from reportedly.adding import Adding

        self.errors = errors
        self.adding: Adding = Adding()
        self.more_refused = 0
        self._named = 0
        self._rate = _Rate()
        self._line_at = time.monotonic() + _SECONDS_A_LINE
        self._bar = Progress(
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.description}"),
            TimeRemainingColumn(),
            console=errors,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
            disable=not errors.is_terminal,
        )
        self._task = self._bar.add_task("starting", total=None)

    def __enter__(self) -> None:
        self._bar.start()

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def progress(self, adding: Adding) -> None:
        """Take how far things are."""
        self.adding = adding
        now = time.monotonic()
        self._rate.took(now, adding.read)
        if self.errors.is_terminal:
            total = None if adding.done is None else 1.0
            self._bar.update(self._task, description=self._said(), total=total, completed=adding.done or 0.0)
        elif now >= self._line_at:
            self._line_at = now + _SECONDS_A_LINE
            share = "" if adding.done is None else f"{adding.done:.0%}, "
            self.errors.print(f"reportedly: {share}{self._said()}")

    def refused(self, refused: Refused) -> None:
        """Name the first that are refused, and count the others."""
        from reportedly.cli.words import plain

        if self._named < MOST_NAMED:
            self._named += 1
            self.errors.print(plain(f"reportedly: {refused}"), markup=False, style="red")
        else:
            self.more_refused += 1

    def _said(self) -> str:
        now = self.adding
        words = [f"{now.pages:,} pages", f"{now.read:,} read"]
        if rate := self._rate.a_second:
            words.append(f"{rate:,.1f} a second")
        if refused := self._named + self.more_refused:
            words.append(f"{refused:,} refused")
        return ", ".join(words)


class _Rate:
    """How many a second, over the last half minute."""

    def __init__(self) -> None:
        self._marks: deque[tuple[float, int]] = deque()
        self.a_second = 0.0

    def took(self, now: float, count: int) -> None:
        """Take how many there are by now."""
        if not self._marks or now - self._marks[-1][0] >= 1:
            self._marks.append((now, count))
        while now - self._marks[0][0] > 30 and len(self._marks) > 1:
            self._marks.popleft()
        since, before = self._marks[0]
        self.a_second = (count - before) / (now - since) if now - since >= 1 else 0.0

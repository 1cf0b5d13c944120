"""``reportedly serve``: a library in a browser."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from typing import Annotated

import typer

from reportedly.cli import fetching
from reportedly.cli.with_library import Address, decider, told


def serve(
    library: Address,
    host: Annotated[
        str, typer.Option(help="Where to listen: a name or an address of this machine. Beyond it with a token only.")
    ] = "127.0.0.1",
    port: Annotated[
        int | None,
        typer.Option(
            min=0, max=65535, help="The port; 8642 or the next free one if not given, 0 for any.", show_default=False
        ),
    ] = None,
    token: Annotated[
        str | None,
        typer.Option(
            envvar="REPORTEDLY_TOKEN",
            help="What everybody has to bring, of 16 characters or more; needed where other machines can come.",
            show_default=False,
        ),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST[:PORT]",
            help="A name that it is asked by beside its own, such as that of a proxy; may be repeated.",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            envvar="REPORTEDLY_BY",
            help="Who changes are by, where a browser does not say; your name on this computer if not given.",
            show_default=False,
        ),
    ] = None,
    processes: Annotated[
        int, typer.Option(min=1, max=64, help="How many processes answer: more where many people read at once.")
    ] = 1,
    allow_private: fetching.AllowPrivate = False,
    contact: fetching.Contact = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Tell of each request on stderr.")] = False,
) -> None:
    """Open a reading room: a library in your browser, which is begun if there is none, and a JSON API beside it.

    It can be reached from this machine alone unless you say otherwise. What you paste or drop there is read one after
    the other; Ctrl-C closes the room, and what was still to be read is read when it is opened again.

    \b
    Examples:
      reportedly serve news.db
      reportedly serve news.db --port 9000 --no-browser
      REPORTEDLY_TOKEN=… reportedly serve news.db --host 0.0.0.0 --name news.example.org
    """  # noqa: D301 (\\b is how click is told to keep the lines of an example)
    with told():
        from reportedly.library import Library
        from reportedly.web import Settings, make_app
        from reportedly.web.reading_queue import ReadingQueue
        from reportedly.web.serving import bound, check_open, in_address, names_of
        from reportedly.web.serving import serve as answer
        from reportedly.web.several import Answerers

        token = token or None
        check_open(host, token)
        limits = fetching.limits(
            timeout=fetching.TIMEOUT,
            max_size=fetching.MAX_SIZE,
            max_items=fetching.MAX_ITEMS,
            allow_private=allow_private,
            no_cache=False,
            contact=contact,
        )
        with ExitStack() as stack:
            kept = stack.enter_context(Library(library))
            listening = stack.enter_context(bound(host, port))
            at = listening.getsockname()[1]
            hosts, any_number = names_of(host, at, tuple(name or ()))
            settings = Settings(hosts=hosts, any_number=any_number, token=token, by=decider(by))
            address = f"http://{in_address('localhost' if any_number else host)}:{at}/"

            def ready() -> None:
                typer.echo(f"The reading room of {kept.name} is open at {address} (Ctrl-C closes it)")
                if kept.queue.read_only:
                    typer.echo("The library may only be read: nothing can be added or changed.")
                sys.stdout.flush()
                if not no_browser:
                    _open(address + (f"?token={token}" if token else ""))

            # A library that may only be read is shown, and has nothing to be read into it.
            reads = None if kept.queue.read_only else stack.enter_context(ReadingQueue(library, limits))
            stack.enter_context(Answerers(processes - 1, library, settings, listening, verbose=verbose))
            answer(make_app(kept, settings, reads), listening, verbose=verbose, ready=ready)
        typer.echo("The reading room is closed.")


def _open(address: str) -> None:
    """Open a browser where there is a screen to show it on; one in the terminal would take the terminal away."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

"""``reportedly serve``: a library in a browser."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

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
        from reportedly.web.serving import bound, check_open, in_address, names_of
        from reportedly.web.serving import serve as answer

        token = token or None
        check_open(host, token)
        with Library(library) as kept, bound(host, port) as listening:
            at = listening.getsockname()[1]
            hosts, any_number = names_of(host, at, tuple(name or ()))
            settings = Settings(hosts=hosts, any_number=any_number, token=token, by=decider(by))
            shown = "localhost" if any_number else host
            address = f"http://{in_address(shown)}:{at}/"

            def ready() -> None:
                typer.echo(f"The reading room of {kept.name} is open at {address} (Ctrl-C closes it)")
                sys.stdout.flush()
                if not no_browser:
                    _open(address + (f"?token={token}" if token else ""))

            answer(make_app(kept, settings), listening, verbose=verbose, ready=ready)
            typer.echo("The reading room is closed.")


def _open(address: str) -> None:
    """Open a browser where there is a screen to show it on; one in the terminal would take the terminal away."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

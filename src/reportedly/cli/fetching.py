"""The options of every verb that gets pages: how far it goes for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from reportedly.page import Limits

Timeout = Annotated[float, typer.Option(min=0.1, max=86_400, help="Seconds an address may take to answer in full.")]
MaxSize = Annotated[float, typer.Option(min=0.001, max=4096, help="The largest page to read, in MiB.")]
MaxItems = Annotated[int, typer.Option(min=1, max=100_000, help="The most items of one feed whose pages are fetched.")]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from loopback and private network addresses too.")
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Fetch anew, and keep no fetched page on disk.")]
Contact = Annotated[
    str | None,
    typer.Option(
        envvar="REPORTEDLY_CONTACT", help="Your mail address or site, sent to the servers that you fetch from."
    ),
]

TIMEOUT = 30.0
MAX_SIZE = 20.0
MAX_ITEMS = 200


def limits(
    *,
    timeout: float,
    max_size: float,
    max_items: int,
    allow_private: bool,
    no_cache: bool,
    contact: str | None,
    include: list[str] | None = None,
    exclude: list[str] | None = None,
) -> Limits:
    """What the options come to.

    Raises:
        BadParameter: the contact cannot be sent.

    """
    from reportedly.page import Limits

    try:
        return Limits(
            max_bytes=int(max_size * 2**20),
            allow_private=allow_private,
            total=timeout,
            most_items=max_items,
            cache=not no_cache,
            contact=contact,
            include=tuple(include or ()),
            exclude=tuple(exclude or ()),
        )
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--contact") from None

"""What every handler of the reading room needs: the library, how it was started, and how its pages are made."""

from __future__ import annotations

from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request

    from reportedly.library import Library
    from reportedly.web.reading_queue import ReadingQueue

_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Settings:
    """How a reading room was started.

    Attributes:
        hosts: the names, with the port where one is given, that a request may ask it by.
        any_number: whether it may also be asked by any address in numbers: no name of somebody else's leads to it then.
        token: the word that everybody must bring; ``None`` on loopback, where nobody else can come.
        by: who changes are by, where the browser does not say.
        patience: seconds in which a client has to have sent what it asks.
        csrf: the word that changes must bring; only pages of this room know it.

    """

    hosts: tuple[str, ...]
    any_number: bool = False
    token: str | None = None
    by: str | None = None
    patience: float = 15.0
    csrf: str = field(default_factory=lambda: token_urlsafe(24))


@dataclass(frozen=True, slots=True)
class Room:
    """A running reading room.

    Attributes:
        library: for the threads that answer; what reads pages has its own.
        settings: how it was started.
        templates: makes pages; everything that is put into one is escaped.
        queue: reads what is asked for; ``None`` where another process does, or nobody.

    """

    library: Library
    settings: Settings
    templates: Environment
    queue: ReadingQueue | None = None


def room(request: Request) -> Room:
    """The room that a request came to."""
    return cast("Room", request.app.state.room)


LET_IN = "reportedly.in"
"""What the door marks a request with that brought the token, or needs none."""


def is_in(request: Request) -> bool:
    """Whether whoever asks may see what all pages show: the library's name, and the word for changes."""
    return bool(request.scope.get(LET_IN))


def by(request: Request) -> str | None:
    """Who changes are by: as the browser says, else as the room was started."""
    named = unquote(request.cookies.get("by", "")).strip()[:_LONGEST_NAME]
    # A name is one line of what can be seen, and text that can be kept.
    named = "".join(c if c.isprintable() else " " for c in named).strip()
    return named or room(request).settings.by

"""What every handler of the reading room needs: the library, how it was started, and how its pages are made."""

from __future__ import annotations

from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request

    from reportedly.library import Library


@dataclass(frozen=True, slots=True)
class Settings:
    """How a reading room was started.

    Attributes:
        hosts: the names, with the port where one is given, that a request may ask it by.
        token: the word that everybody must bring; ``None`` on loopback, where nobody else can come.
        by: who changes are by, where the browser does not say.
        csrf: the word that changes must bring; only pages of this room know it.

    """

    hosts: tuple[str, ...]
    token: str | None = None
    by: str | None = None
    csrf: str = field(default_factory=lambda: token_urlsafe(24))


@dataclass(frozen=True, slots=True)
class Room:
    """A running reading room.

    Attributes:
        library: for the threads that answer; what reads pages has its own.
        settings: how it was started.
        templates: makes pages; everything that is put into one is escaped.

    """

    library: Library
    settings: Settings
    templates: Environment


def room(request: Request) -> Room:
    """The room that a request came to."""
    return cast("Room", request.app.state.room)

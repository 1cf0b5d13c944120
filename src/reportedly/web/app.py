"""The reading room as one application: its pages, its API, and what stands in front of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from reportedly.web.state import Room
from reportedly.web.templating import environment

if TYPE_CHECKING:
    from reportedly.library import Library
    from reportedly.web.state import Settings


def make_app(library: Library, settings: Settings) -> Starlette:
    """A reading room.

    Args:
        library: what it shows.
        settings: how it is to run.

    """
    routes: list[BaseRoute] = [
        Mount("/static", StaticFiles(packages=[("reportedly.web", "static")]), name="static"),
    ]
    app = Starlette(routes=routes)
    app.state.room = Room(library, settings, environment())
    return app

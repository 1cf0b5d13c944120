"""The reading room as one application: its pages, its API, and what stands in front of both."""

from __future__ import annotations

import pkgutil
from contextlib import asynccontextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from reportedly.web import api, pages
from reportedly.web.faults import HANDLERS
from reportedly.web.security import Gate
from reportedly.web.state import Room
from reportedly.web.templating import environment

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from reportedly.library import Library
    from reportedly.web.reading_queue import ReadingQueue
    from reportedly.web.state import Settings

THREADS = 4
"""Requests that are answered at once: more of them wait for one another at each turn, and all come later for it."""


def make_app(library: Library, settings: Settings, queue: ReadingQueue | None = None) -> Starlette:
    """A reading room.

    Args:
        library: what it shows.
        settings: how it is to run.
        queue: what reads the pages that are asked for, if this process does.

    """
    app = Starlette(
        routes=[
            *_routes(),
            *api.ROUTES,
            Mount("/static", StaticFiles(packages=[("reportedly.web", "static")]), name="static"),
        ],
        middleware=[Middleware(Gate, settings=settings)],
        exception_handlers=HANDLERS,
        lifespan=_few_threads,
    )
    app.state.room = Room(library, settings, environment(), queue)
    return app


def _routes() -> Iterator[BaseRoute]:
    """What the API and each module of ``pages`` answer."""
    yield from api.ROUTES
    for module in pkgutil.iter_modules(pages.__path__, f"{pages.__name__}."):
        yield from import_module(module.name).ROUTES


@asynccontextmanager
async def _few_threads(_app: Starlette) -> AsyncIterator[None]:
    from anyio.to_thread import current_default_thread_limiter

    current_default_thread_limiter().total_tokens = THREADS
    yield

"""Pages from templates. What is put into one is always escaped: texts of pages are never trusted as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from reportedly.web import wording
from reportedly.web.report import words
from reportedly.web.state import by, is_in, room

if TYPE_CHECKING:
    from starlette.requests import Request


def environment() -> Environment:
    """The templates of the room."""
    made = Environment(
        loader=PackageLoader("reportedly.web"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(wording.FILTERS)
    made.globals.update(wording.GLOBALS, words=words)
    return made


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page.

    Args:
        request: that it answers.
        template: its name in ``templates/``.
        status: of the answer.
        values: what the template shows, beside what every page does (see ``base.html``).

    """
    here = room(request)
    theme = request.cookies.get("theme")
    inside = is_in(request)
    common = {
        "inside": inside,
        "path": request.url.path,
        "library": here.library.name if inside else "",
        "csrf": here.settings.csrf if inside else "",
        "theme": theme if theme in ("dark", "light") else None,
        "query": request.query_params.get("q", ""),
        "by": by(request) if inside else None,
    }
    return HTMLResponse(here.templates.get_template(template).render(common | values), status_code=status)

"""The JSON API of the reading room, under ``/api``.

One table of operations makes both the routes and the OpenAPI document, so that neither can say what the other does not.
"""

from __future__ import annotations

from reportedly.web.api.dispatch import routes
from reportedly.web.api.table import OPERATIONS, described

ROUTES = routes(OPERATIONS, "/api")

__all__ = ["OPERATIONS", "ROUTES", "described"]

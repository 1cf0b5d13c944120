"""The reading room: a library in a browser, and a JSON API beside it, on loopback unless told otherwise."""

from reportedly.web.app import make_app
from reportedly.web.state import Settings

__all__ = ["Settings", "make_app"]

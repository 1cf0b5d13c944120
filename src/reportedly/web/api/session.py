"""Who asks: the word that changes need, and the name that they stand under."""

from __future__ import annotations

from msgspec import Struct

from reportedly.web.api.operation import Here, Operation
from reportedly.web.state import room


class Session(Struct, frozen=True, kw_only=True):
    """What a client needs to make changes.

    Attributes:
        csrf: the word to send as the header ``X-CSRF-Token`` with every change.
        by: the name that changes stand under, if there is one.

    """

    csrf: str
    by: str | None


def show_session(here: Here) -> Session:
    """Give the word that every change needs, and the name that changes stand under.

    The name is the percent-encoded cookie `by`, else the one that the room was started with.
    """
    return Session(csrf=room(here.request).settings.csrf, by=here.by)


SESSION = (Operation("GET", "/session", show_session),)

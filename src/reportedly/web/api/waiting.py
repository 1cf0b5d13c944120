"""What is to be read: asking for it, and how far it is."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct
from starlette.datastructures import FormData, UploadFile

from reportedly.library import Asked
from reportedly.web import asks
from reportedly.web.api.asked import Paged
from reportedly.web.api.operation import Here, Operation
from reportedly.web.api.problems import Unfit
from reportedly.web.api.reads import NO_SUCH
from reportedly.web.sent import MOST_PAGE
from reportedly.web.state import room

_LONGEST_NAME = 200
_ONE_OF = "give one of address, text and html, or files as multipart/form-data"


class Asking(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to read: an address, a text, or a page.

    Attributes:
        address: of a page, a feed or an archive on the web.
        text: a report as plain text.
        html: a page, as its HTML.
        name: what to call a text or a page; if left out, by its first line.

    """

    address: Annotated[str, Meta(max_length=asks.LONGEST_ADDRESS)] | None = None
    text: str | None = None
    html: str | None = None
    name: Annotated[str, Meta(max_length=_LONGEST_NAME)] | None = None


class Waiting(Paged, frozen=True, kw_only=True):
    """Which page of what was asked for."""

    still: Annotated[bool, Meta(description="1: only what is still to be read.")] = False


class OneAsked(Struct, frozen=True, kw_only=True):
    """Which of the things that were asked for."""

    key: Annotated[int, Meta(ge=1, le=2**31 - 1, examples=[9], description="Its key, `waiting` in lists.")]


class WaitingList(Struct, frozen=True, kw_only=True):
    """A page of what was asked for.

    Attributes:
        waiting: how many in all are still to be read.
        asked: those on this page.

    """

    waiting: int
    asked: tuple[Asked, ...]


def list_waiting(here: Here, asked: Waiting) -> WaitingList:
    """List what was asked for: first what is still to be read, then the rest, settled last first."""
    queue = here.library.queue
    return WaitingList(waiting=queue.count(), asked=queue.asked(page=asked.page, size=asked.size, still=asked.still))


def show_waiting(here: Here, asked: OneAsked) -> Asked:
    """Show how far something is that was asked for, with all its pages."""
    return here.library.queue.one(asked.key)


def ask_to_read(here: Here, body: Asking) -> tuple[Asked, ...]:
    """Ask for an address, a text or files to be read.

    They are read one after the other; ask `/api/waiting/{key}` how far they are.
    """
    given = [body.address, body.text, body.html]
    if sum(each is not None for each in given) != 1:
        raise Unfit(422, "body", _ONE_OF)
    reading = room(here.request)
    if body.address is not None:
        return (asks.ask_address(reading, body.address, here.by),)
    return (asks.ask_text(reading, body.text if body.text is not None else body.html or "", here.by, name=body.name),)


def ask_to_read_files(here: Here, form: FormData) -> tuple[Asked, ...]:
    """Ask for uploaded files to be read."""
    # A field in which no file was chosen has one without a name.
    files = [part for _, part in form.multi_items() if isinstance(part, UploadFile) and part.filename]
    other = sorted({name for name, part in form.multi_items() if isinstance(part, str) and name != "csrf"})
    if other:
        raise Unfit(422, "form", f"a form has files alone, not {', '.join(other)[:200]!r}; send the rest as JSON")
    if not files:
        raise Unfit(422, "form", "there is no file in the form; send one or more")
    return asks.ask_files(room(here.request), [(file.filename or "", file.file) for file in files], here.by)


def withdraw(here: Here, asked: OneAsked) -> None:
    """Take something off the list.

    What is being read for it is not kept; what was kept already stays.
    """
    here.library.queue.withdraw(asked.key)


_FILES: dict[str, Any] = {
    "type": "object",
    "properties": {
        "files": {"type": "array", "items": {"type": "string", "contentMediaType": "application/octet-stream"}}
    },
    "required": ["files"],
}
_FULL = (503, "Too much waits already.")

WAITING = (
    Operation("GET", "/waiting", list_waiting),
    Operation(
        "POST",
        "/waiting",
        ask_to_read,
        status=202,
        most=MOST_PAGE,
        form=ask_to_read_files,
        bodies=(("multipart/form-data", _FILES),),
        refuses=(_FULL,),
        example='{"address": "https://example.org/news"}',
    ),
    Operation("GET", "/waiting/{key}", show_waiting, refuses=(NO_SUCH,)),
    Operation("DELETE", "/waiting/{key}", withdraw, refuses=(NO_SUCH,)),
)

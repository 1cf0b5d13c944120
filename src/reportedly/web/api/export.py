"""A library, or what a query finds in it, as a file, piece by piece."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct
from starlette.responses import Response, StreamingResponse

from reportedly.exporting import FORMS, exported
from reportedly.web.api.asked import Query
from reportedly.web.api.operation import Here, Operation
from reportedly.web.api.problems import Unfit

_Form = Annotated[
    str,
    Meta(
        pattern=f"^({'|'.join(FORMS)})$".replace(".", r"\."),
        description=" ".join(f"`{form.name}`: {form.help}." for form in FORMS.values()),
        extra_json_schema={"enum": list(FORMS)},
    ),
]


class Exporting(Struct, frozen=True, kw_only=True):
    """What to export, and in which form."""

    q: Query = ""
    format: _Form
    excel: Annotated[
        bool, Meta(description="1: make csv safe for a spreadsheet: text that it would take for a formula gets a '.")
    ] = False


def export(here: Here, asked: Exporting) -> Response:
    """Export the library, or what a query finds in it, as a file.

    It is sent while it is made. Where it cannot be finished, the connection ends before the end of the file.
    """
    if asked.excel and asked.format != "csv":
        raise Unfit(422, "parameter", f"excel is for csv, not for {asked.format}; leave it out, or ask for csv")
    made = exported(here.library, asked.q, asked.format, excel=asked.excel)
    headers = {"content-disposition": f'attachment; filename="{made.name}"', "cache-control": "no-store"}
    return StreamingResponse(made.pieces, media_type=made.media, headers=headers)


_MEDIA = tuple(sorted({form.media.partition(";")[0] for form in FORMS.values()}))
_MISSING = (501, "A part that this form needs is not installed; the message tells which.")

EXPORT = (Operation("GET", "/export", export, media=_MEDIA, refuses=(_MISSING,), example="q=from:unnamed&format=csv"),)

"""Reads news reports and keeps a ledger of what each one claims.

>>> import reportedly
>>> reading = reportedly.read_text("The dam is safe, according to the mayor, Ann Lee.")
>>> [(a.source.spans[0].text, a.content.spans[0].text) for a in reading.attributions]
[('the mayor, Ann Lee', 'The dam is safe')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportedly.errors import (
    LibraryError,
    ModelMissing,
    NotRead,
    NotReadable,
    PartMissing,
    QueryError,
    Refused,
    ReportedlyError,
    WorkerFailed,
)
from reportedly.model import Reading

if TYPE_CHECKING:
    from reportedly.adding import add
    from reportedly.library import Library
    from reportedly.page import Known, Limits, Page
    from reportedly.reading import read, read_many, read_named, read_text

__all__ = [
    "Known",
    "Library",
    "LibraryError",
    "Limits",
    "ModelMissing",
    "NotRead",
    "NotReadable",
    "Page",
    "PartMissing",
    "QueryError",
    "Reading",
    "Refused",
    "ReportedlyError",
    "WorkerFailed",
    "add",
    "read",
    "read_many",
    "read_named",
    "read_text",
]

_LATE = {
    "Known": "reportedly.page",
    "Library": "reportedly.library",
    "Limits": "reportedly.page",
    "Page": "reportedly.page",
    "add": "reportedly.adding",
    "read": "reportedly.reading",
    "read_many": "reportedly.reading",
    "read_named": "reportedly.reading",
    "read_text": "reportedly.reading",
}


def __getattr__(name: str) -> Any:
    """Import the readers when first asked for, so that ``reportedly --help`` does not wait for them."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LATE[name]), name)

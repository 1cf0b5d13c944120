"""The composer of a library and its formats: what a query finds, as a file in one of them, piece by piece."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import SpooledTemporaryFile, TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from reportedly.errors import PartMissing
from reportedly.export import FORMATS
from reportedly.exporting.names import LibraryNames
from reportedly.exporting.rows import csv_pieces, parquet_pieces, write_csv, write_parquet

if TYPE_CHECKING:
    from reportedly.library import Kept, Library

__all__ = ["FORMS", "JUDGED", "Exported", "Form", "LibraryNames", "exported", "write_csv", "write_parquet"]

_PIECE = 1 << 16
_IN_MEMORY = 1 << 24
_MEDIA = {
    ".csv": "text/csv; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".jsonl": "application/jsonl",
    ".gold.jsonl": "application/jsonl",
    ".ftm.json": "application/jsonl",
    ".spacy": "application/octet-stream",
    ".zip": "application/zip",
}
_PARTS = {"parquet": ("pyarrow", "tables"), "ftm": ("followthemoney", "ftm")}
"""What a format needs beside reportedly: the module, and the extra of ours that brings it."""

_AT_ONCE = ("docbin",)
"""Formats whose file cannot be begun before the last report is there."""


JUDGED = "attributions"
"""The format of the claims that people judged."""


class Form(NamedTuple):
    """A form that a library can be downloaded in.

    Attributes:
        name: what to ask for it by.
        help: one line on what it is and who reads it.
        suffix: of the file, with the dot.
        media: its media type.

    """

    name: str
    help: str
    suffix: str
    media: str

    @property
    def missing(self) -> PartMissing | None:
        """What has to be installed before it can be made; ``None`` where all is there."""
        part, extra = _PARTS.get(self.name, (None, None))
        return None if part is None or find_spec(part) else PartMissing(part, extra)


class Exported(NamedTuple):
    """A file that is being made.

    Attributes:
        media: its media type.
        name: what to call it.
        pieces: its bytes, made while they are taken.

    """

    media: str
    name: str
    pieces: Iterator[bytes]


def _form(name: str, told: str, suffix: str) -> Form:
    return Form(name, told, suffix, _MEDIA.get(suffix, "application/octet-stream"))


FORMS: MappingProxyType[str, Form] = MappingProxyType(
    {
        "csv": _form("csv", "a table with a row for each claim, for spreadsheets", ".csv"),
        "parquet": _form("parquet", "the same table for pandas, Polars, DuckDB (needs reportedly[tables])", ".parquet"),
    }
    | {one.name: _form(one.name, one.help, ".zip" if one.folder else one.suffix) for one in FORMATS.values()}
)
"""Every form by its name; folders come as ZIP archives."""


def exported(library: Library, query: str, form: str, *, excel: bool = False) -> Exported:
    """What a query finds, as one file.

    Args:
        library: to look in.
        query: as for ``Library.find``; empty for everything.
        form: one of ``FORMS``.
        excel: make csv safe for a spreadsheet.

    Returns:
        The file. Whatever can be refused is refused before its first byte.

    Raises:
        ValueError: there is no such form, or ``excel`` with one that is not csv.
        PartMissing: something that the form needs is not installed.
        QueryError: the query cannot be read.
        LibraryError: the library cannot be read.

    """
    chosen = FORMS.get(form)
    if chosen is None:
        raise ValueError(f"there is no format {form!r}; there are {', '.join(FORMS)}")
    if excel and form != "csv":
        raise ValueError("excel is for csv")
    if missing := chosen.missing:
        raise missing
    library.find(query, size=1)
    return Exported(chosen.media, f"{_stem(library)}{chosen.suffix}", _pieces(library, query, form, excel=excel))


def _stem(library: Library) -> str:
    """The name of the library as a file's name can have it."""
    name = library.path.stem if library.path else library.name.rpartition("/")[2].partition("?")[0]
    return re.sub(r"[^\w.-]+", "-", name, flags=re.ASCII).strip("-.") or "library"


def _pieces(library: Library, query: str, form: str, *, excel: bool) -> Iterator[bytes]:
    if form == "csv":
        return (piece.data for piece in csv_pieces(library.claims(query), excel=excel))
    if form == "parquet":
        return (piece.data for piece in parquet_pieces(library.claims(query)))
    if FORMATS[form].folder:
        return _zipped(library, query, form)
    return _whole(library, query, form) if form in _AT_ONCE else _lines(library, query, form)


def _readings(library: Library, query: str, form: str) -> Iterator[Kept]:
    """What a form is made of: training data are of what people judged."""
    return library.judged_readings(query) if form == JUDGED else library.readings(query)


def _lines(library: Library, query: str, form: str) -> Iterator[bytes]:
    names = LibraryNames(library)
    buffer = io.BytesIO()
    for reading in names.passing(_readings(library, query, form)):
        FORMATS[form].write([reading], buffer, names)
        if buffer.tell() >= _PIECE:
            yield _drained(buffer)
    yield _drained(buffer)


def _whole(library: Library, query: str, form: str) -> Iterator[bytes]:
    names = LibraryNames(library)
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        FORMATS[form].write(names.passing(_readings(library, query, form)), file, names)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _zipped(library: Library, query: str, form: str) -> Iterator[bytes]:
    names = LibraryNames(library)
    stem = _stem(library)
    with TemporaryDirectory(prefix="reportedly-") as folder:
        FORMATS[form].write(names.passing(_readings(library, query, form)), Path(folder) / stem, names)
        with SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
            with ZipFile(file, "w", ZIP_DEFLATED) as archive:
                for each in sorted((Path(folder) / stem).iterdir()):
                    archive.write(each, f"{stem}/{each.name}")
            file.seek(0)
            while piece := file.read(_PIECE):
                yield piece


def _drained(buffer: io.BytesIO) -> bytes:
    data = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return data

"""Everything that reportedly raises on purpose.

::

    ReportedlyError
    ├── Refused              a source was left unread; carries stage, code and detail
    │   ├── NotRead          it could not be got: missing, a folder, no permission, no answer, an address not allowed
    │   └── NotReadable      it was got, but there is no report in it: empty, binary, too large
    ├── QueryError           a query can't be understood; carries the query, the place in it and detail
    ├── LibraryError         a library cannot be opened, read or written; carries library, code and detail
    ├── ModelMissing         a model that reading needs is not installed, or is not as it was made
    ├── PartMissing          an optional part that the work asked for needs is not installed
    ├── WorkerFailed         a process that was to read pages could not be started
    └── ServingError         a reading room cannot be opened where it was to be

Every message says what was refused, why, and what to do about it.
"""

from __future__ import annotations

import unicodedata


def fault(error: Exception) -> str:
    """Say that something failed in a way that nobody meant it to."""
    return f"a fault in reportedly ({type(error).__name__}: {error}); please report it with the page that caused it"


class ReportedlyError(Exception):
    """The root of the tree."""


class Refused(ReportedlyError):
    """A source was left unread.

    Args:
        source: the source as the caller named it; of one that holds many pages, with the number of the record, line or
            item, and its address: ``"crawl.warc.gz#12 https://example.org/news"``.
        stage: where reading stopped: ``"load"``, ``"fetch"``, ``"page"``, ``"language"`` for a spaCy Doc, or
            ``"engine"`` where the process that read it failed.
        code: a short stable name for the reason, such as ``"missing"`` or ``"binary"``.
        detail: one sentence: what is wrong, and what to do.
    """

    def __init__(self, source: str, stage: str, code: str, detail: str) -> None:
        super().__init__(f"{source}: {detail}")
        self.source = source
        self.stage = stage
        self.code = code
        self.detail = detail

    def __reduce__(self) -> tuple[type[Refused], tuple[str, str, str, str]]:
        """Rebuild from its four parts, so that a refusal survives the way back from another process."""
        return type(self), (self.source, self.stage, self.code, self.detail)


class NotRead(Refused):
    """The source could not be got."""


class NotReadable(Refused):
    """The source was got, but there is no report in it that can be read."""


class QueryError(ReportedlyError):
    """A query can't be understood. As text, it shows the query with a caret under the character that is meant.

    Args:
        query: the query as it was written.
        at: the offset of that character in it, in code points; the query's length where something is missing.
        detail: what is wrong, and what to do.
    """

    def __init__(self, query: str, at: int, detail: str) -> None:
        shown, caret = _pointed_at(query, at)
        super().__init__(f"{detail}\n  {shown}\n  {caret}")
        self.query = query
        self.at = at
        self.detail = detail

    def __reduce__(self) -> tuple[type[QueryError], tuple[str, int, str]]:
        """Rebuild from its three parts, so that it survives the way back from another process."""
        return type(self), (self.query, self.at, self.detail)


def _pointed_at(text: str, at: int, reach: int = 60) -> tuple[str, str]:
    """The part of a text around an offset on one line that is safe to print, and a line with a caret under it."""
    start, end = max(0, at - reach), at + reach
    before, after = text[start:at], text[at:end]
    if start:
        before = "…" + before[1:]
    if end < len(text):
        after = after[:-1] + "…"
    shown = "".join(map(_printable, before + after))
    columns = sum(_columns(c) for c in shown[: len(before)])
    return shown, " " * columns + "^"


def _printable(character: str) -> str:
    if character.isspace():
        return " "
    return "\N{REPLACEMENT CHARACTER}" if unicodedata.category(character).startswith("C") else character


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


class ModelMissing(ReportedlyError):
    """A model that reading needs is not installed, or its files are not as they were made."""


class LibraryError(ReportedlyError):
    """A library cannot be opened, read or written, or does not have what was asked for.

    Args:
        library: its path or address, without a password.
        code: a short stable name for the reason: ``"missing"``, ``"full"``, ``"busy"``, ``"read-only"``, ``"newer"``, …
        detail: one sentence: what is wrong, and what to do.
    """

    def __init__(self, library: str, code: str, detail: str) -> None:
        super().__init__(f"{library}: {detail}")
        self.library = library
        self.code = code
        self.detail = detail

    def __reduce__(self) -> tuple[type[LibraryError], tuple[str, str, str]]:
        """Rebuild from its three parts, as ``Refused`` does."""
        return type(self), (self.library, self.code, self.detail)


class PartMissing(ReportedlyError):
    """An optional part is not installed.

    Args:
        part: the package that was looked for.
        extra: the extra of ours that brings it, if one does.
    """

    def __init__(self, part: str, extra: str | None = None) -> None:
        wanted = f"'reportedly[{extra}]'" if extra else part
        super().__init__(f"{part} is not installed, which this needs; install it with: pip install {wanted}")
        self.part = part
        self.extra = extra

    def __reduce__(self) -> tuple[type[PartMissing], tuple[str, str | None]]:
        """Rebuild from its two parts, so that it survives the way back from another process."""
        return type(self), (self.part, self.extra)


class WorkerFailed(ReportedlyError):
    """A process that was to read pages could not be started."""


class ServingError(ReportedlyError):
    """A reading room cannot be opened where it was to be."""

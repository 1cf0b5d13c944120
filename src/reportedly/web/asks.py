"""Asking for pages to be read: checked at once, where what is wrong can still be told; read later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile

from reportedly.errors import LibraryError, NotRead
from reportedly.page.sources.address import checked
from reportedly.web.api.problems import Unfit

if TYPE_CHECKING:
    from starlette.datastructures import FormData

    from reportedly.library import Asked, Library

LONGEST_ADDRESS = 2_000
LONGEST_NAME = 200

_UNFIT = 422


def address(library: Library, given: str, by: str | None) -> Asked:
    """Ask for a page on the web to be read.

    Raises:
        Unfit: it is no address of the web.
        LibraryError: it cannot be kept.

    """
    wanted = given.strip()
    if not wanted or len(wanted) > LONGEST_ADDRESS:
        detail = f"an address has 1 to {LONGEST_ADDRESS:,} characters; this one has {len(wanted):,}"
        raise Unfit(_UNFIT, "address", detail)
    # What is asked for here is never a file of the machine that the room runs on.
    if not wanted.lower().startswith(("http://", "https://")):
        detail = "an address begins with https:// or http://; a file is sent as a file, a text as a text"
        raise Unfit(_UNFIT, "scheme", detail)
    try:
        checked(wanted, wanted)
    except NotRead as wrong:
        raise Unfit(_UNFIT, wrong.code, f"the address {wrong.detail}") from wrong
    return library.queue.ask("address", wanted, by=by)


def text(library: Library, given: str, name: str | None, by: str | None) -> Asked:
    """Ask for a pasted text to be read; it is called by its first line if by no name.

    Raises:
        Unfit: there is nothing in it.
        LibraryError: it cannot be kept.

    """
    first = next((line for line in map(str.strip, given.splitlines()) if line), "")
    if not first:
        raise Unfit(_UNFIT, "empty", "there is nothing in the text; paste a report")
    return library.queue.ask("text", _name(name) or _name(first) or "pasted text", _bytes(given), by=by)


def html(library: Library, given: str, name: str | None, by: str | None) -> Asked:
    """Ask for a pasted page to be read, given as its HTML.

    Raises:
        Unfit: there is nothing in it.
        LibraryError: it cannot be kept.

    """
    if not given.strip():
        raise Unfit(_UNFIT, "empty", "there is nothing in the page; paste its HTML")
    # The mark at the start outweighs what the page says of its encoding, which is that of a file that we do not have.
    return library.queue.ask("text", _name(name) or "pasted page", b"\xef\xbb\xbf" + _bytes(given), by=by)


def files(library: Library, given: Iterable[UploadFile], by: str | None) -> Iterator[Asked]:
    """Ask for files to be read.

    Raises:
        LibraryError: the first cannot be kept.
        Unfit: a later one cannot be; it tells how many were.

    """
    several = list(given)
    for taken, file in enumerate(several):
        try:
            yield library.queue.ask("file", _name(_last(file.filename)) or "file", file.file.read(), by=by)
        except LibraryError as full:
            if not taken:
                raise
            detail = f"{taken} of {len(several)} files were taken; then the library {full.detail}"
            raise Unfit(503, full.code, detail) from full


def files_in(form: FormData) -> list[UploadFile]:
    """The files in a form; a field in which none was chosen has one without a name."""
    return [part for _, part in form.multi_items() if isinstance(part, UploadFile) and part.filename]


def _last(name: str | None) -> str:
    """The last part of a path, as browsers of either kind write it."""
    return (name or "").replace("\\", "/").rpartition("/")[2]


def _name(given: str | None) -> str:
    """A name on one line, of characters that can be seen."""
    seen = "".join(c if c.isprintable() else " " for c in given or "")
    short = " ".join(seen.split())
    return short if len(short) <= LONGEST_NAME else short[: LONGEST_NAME - 1] + "…"


def _bytes(given: str) -> bytes:
    return given.encode(errors="replace")

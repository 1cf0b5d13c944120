"""A source as the caller names it, a path, ``-`` or an address, to the bytes of a page."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reportedly.errors import NotRead, NotReadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.page.known import Known

STDIN = "-"

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_USERINFO = re.compile(r"(?<=://)[^/?#\s]*@")
_CONTACT = re.compile(r"[ -'*-\[\]-~]{1,200}")  # goes into a header, between brackets
_NOT_ON_ONE_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Limits:
    """How far loading goes.

    Attributes:
        max_bytes: the largest page read, in bytes, counted after decompression.
        allow_private: whether addresses of this machine and its private network are fetched.
        connect: seconds to wait for a connection.
        read: seconds to wait for the next bytes of an answer.
        total: seconds for one page, redirects included.
        redirects: redirects followed for one page.
        pause: seconds between the end of one visit to a host and the next; longer where its robots.txt says so.
        cache: whether fetched pages are kept on disk and used again, as far as their servers allow.
        most_items: items of one feed whose pages are fetched.
        contact: where whoever runs this can be reached, such as a mail address; sent to the servers asked.
        include: globs, one of which a file in a folder that is read through has to match by its name, or by its path
            within the folder; none let all through. ``*`` also stands for slashes.
        exclude: globs that leave out files, and folders with all that is in them, in the same way.

    """

    max_bytes: int = 20 * 2**20
    allow_private: bool = False
    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    redirects: int = 5
    pause: float = 1.0
    cache: bool = True
    most_items: int = 200
    contact: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.contact is not None and not _CONTACT.fullmatch(self.contact):
            raise ValueError("a contact is up to 200 printable ASCII characters without brackets and backslashes")


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of one page and where they came from.

    Attributes:
        data: the bytes, decompressed, otherwise unaltered.
        source: the source as the caller named it; a password in an address is left out.
        address: the address that answered in the end, for a fetched page.
        media_type: as the HTTP answer states it, in lower case.
        charset: as the HTTP answer states it.
        known: what is known of the page beside what it says itself, where it came in a feed, an archive or JSON.

    """

    data: bytes
    source: str
    address: str | None = None
    media_type: str | None = None
    charset: str | None = None
    known: Known | None = None


def load(source: str, limits: Limits = Limits()) -> Page:
    """Get the bytes of a page.

    Args:
        source: a path, ``-`` for standard input, or an http(s) address.
        limits: how far to go for it.

    Raises:
        NotRead: it could not be got: missing, a folder, no permission, an address that does not answer or is barred.
        NotReadable: it was got, and is empty or too large.

    """
    if is_address(source):
        # Late, because urllib3 takes longer to import than everything else that reading a file needs.
        from reportedly.page.sources.fetch import fetch

        return fetch(source, limits)
    with opened(source) as stream:
        return Page(bounded(stream, shown(source), limits.max_bytes), source)


def is_address(source: str) -> bool:
    """Whether a source is an address, and not a file whose name looks like one."""
    return _SCHEME.match(source) is not None and not _exists(source)


def expand(patterns: Iterable[str]) -> list[str]:
    """Expand globs that the shell left alone, ``**`` included, in sorted order.

    Addresses, ``-`` and paths that exist as they are written stay; so does a pattern that matches nothing, for
    ``load`` to refuse by name. Folders that a glob matches are left out unless it matches nothing else: ``**`` matches
    what is in them too.
    """
    expanded: list[str] = []
    for pattern in patterns:
        if pattern == STDIN or _SCHEME.match(pattern) or not has_magic(pattern) or _exists(pattern):
            expanded.append(pattern)
            continue
        try:
            matches = sorted(glob(pattern, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)
        except (OSError, ValueError, re.error):
            matches = []
        expanded += [match for match in matches if not Path(match).is_dir()] or matches or [pattern]
    return expanded


def shown(source: str) -> str:
    """Write a source as messages show it: on one line, fit for any terminal, without a password."""
    plain = _NOT_ON_ONE_LINE.sub(" ", _USERINFO.sub("", source))
    return plain.encode("utf-8", "backslashreplace").decode()


def _exists(source: str) -> bool:
    try:
        return Path(source).exists() or Path(source).is_symlink()
    except (OSError, ValueError):
        return False


@contextmanager
def opened(source: str) -> Iterator[BinaryIO]:
    """Open a path, or ``-`` for standard input, to read its bytes.

    Raises:
        NotRead: it could not be opened, or not be read further within the ``with`` block.

    """
    path, name = Path(source), shown(source)
    if not source:
        raise NotRead("''", "load", "missing", "an empty name is no file; name a file, an address or -")
    if source == STDIN and (sys.stdin is None or sys.stdin.closed):
        raise NotRead(STDIN, "load", "unreadable", "standard input is closed; name a file or an address")
    try:
        if b"\0" in os.fsencode(source):
            raise ValueError("a null byte")
    except ValueError as error:
        detail = f"is no name that a file can have ({shown(str(error))}); check the path"
        raise NotRead(name, "load", "unreadable", detail) from None
    try:
        if source != STDIN and path.is_dir():
            raise NotRead(name, "load", "folder", "is a folder; name the files in it or use a glob")
        with nullcontext(sys.stdin.buffer) if source == STDIN else path.open("rb") as file:
            yield file
    except FileNotFoundError:
        if path.is_symlink():
            target = shown(str(path.readlink()))
            detail = f"is a link to {target}, which does not exist; mend the link or name the file itself"
            raise NotRead(name, "load", "dead-link", detail) from None
        raise NotRead(name, "load", "missing", "no such file; check the path") from None
    except PermissionError:
        raise NotRead(name, "load", "permission", "may not be read; give yourself permission to read it") from None
    except OSError as error:
        reason = shown(error.strerror or str(error)).lower()
        raise NotRead(name, "load", "unreadable", f"cannot be read ({reason}); check the path") from None


def bounded(stream: BinaryIO, name: str, max_bytes: int) -> bytes:
    """Read all of a stream that holds one page.

    Raises:
        NotReadable: it is empty, or larger than ``max_bytes``.

    """
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise NotReadable(name, "load", "too-large", too_large(max_bytes))
    if not data:
        raise NotReadable(name, "load", "empty", "is empty; save the page again")
    return data


def too_large(max_bytes: int) -> str:
    """Say that a page is beyond the limit."""
    size = f"{max_bytes / 2**20:g} MiB" if max_bytes >= 2**20 else f"{max_bytes:,} bytes"
    return f"is larger than {size}, the most that is read as one page; split it, or raise --max-size (Limits.max_bytes)"

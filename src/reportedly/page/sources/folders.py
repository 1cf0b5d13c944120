"""A folder stands for the files in it: recursively, in sorted order, hidden ones and those not wanted left out."""

from __future__ import annotations

import os
import re
from fnmatch import translate
from functools import cache
from typing import TYPE_CHECKING

from reportedly.errors import NotRead, NotReadable, Refused
from reportedly.page.sources.load import STDIN, Limits, is_address, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

_ANYWHERE = "**/"


def files(source: str, limits: Limits) -> Iterator[str | Refused]:
    """Name the files that a source stands for.

    A link to a folder is followed, but each folder is read through once, so that links cannot lead in circles. Of a
    folder, the names of the files in it and in those around it are in memory, and nothing of the others.

    Args:
        source: a path, ``-`` or an address.
        limits: ``include`` and ``exclude`` hold for the files in folders.

    Yields:
        The source itself, if it is no folder; else the path of each file in it, sorted, and a refusal for each folder
        in it that cannot be read through, or for a folder without files. Something is always yielded.

    """
    if source == STDIN or is_address(source) or not _is_folder(source):
        yield source
        return
    empty = True
    for found in _walk(source, "", limits, set()):
        empty = False
        yield found
    if empty:
        why = "is a folder without a file to read; hidden files and folders are left out"
        if limits.include or limits.exclude:
            why = "is a folder without a file that its filters let through; check them (Limits.include, Limits.exclude)"
        yield NotReadable(shown(source), "load", "no-files", f"{why}; name another")


def _walk(folder: str, inside: str, limits: Limits, seen: set[tuple[int, int]]) -> Iterator[str | Refused]:
    """Walk through a folder whose path within the one that was named is ``inside``, ``""`` or ending in a slash."""
    try:
        status = os.stat(folder)  # noqa: PTH116 (a million Path objects cost more than the walk)
        if (status.st_dev, status.st_ino) in seen:
            return
        seen.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as entries:
            # With the slash, names sort as whole paths do.
            names = sorted(name for entry in entries if not entry.name.startswith(".") and (name := _name(entry)))
    except PermissionError:
        detail = "this folder may not be read; give yourself permission to read it"
        yield NotRead(shown(folder), "load", "permission", detail)
        return
    except OSError as error:
        reason = shown(error.strerror or str(error)).lower()
        yield NotRead(shown(folder), "load", "unreadable", f"this folder cannot be read ({reason}); check the path")
        return
    for name in names:
        path, within = os.path.join(folder, name), inside + name  # noqa: PTH118 (as above)
        if _matches(limits.exclude, within.rstrip("/"), name.rstrip("/")):
            continue
        if name.endswith("/"):
            yield from _walk(path.rstrip("/"), within, limits, seen)
        elif not limits.include or _matches(limits.include, within, name):
            yield path


def _is_folder(source: str) -> bool:
    try:
        return os.path.isdir(source)  # noqa: PTH112 (Path("") is the current folder)
    except ValueError:
        return False


def _name(entry: os.DirEntry[str]) -> str | None:
    """Its name, with a slash behind that of a folder; ``None`` for a pipe, a socket or a device."""
    try:
        if entry.is_dir():
            return f"{entry.name}/"
        if entry.is_file():
            return entry.name
        return entry.name if entry.is_symlink() and not os.path.exists(entry.path) else None  # noqa: PTH110
    except OSError:
        return entry.name  # a link that leads nowhere, which whoever reads it refuses by name


def _matches(patterns: tuple[str, ...], within: str, name: str) -> bool:
    return any(_pattern(pattern).fullmatch(part) for pattern in patterns for part in (within, name))


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """A glob whose ``*`` also stands for slashes; ``**/`` before it may stand for no folder at all."""
    pattern = pattern.rstrip("/")
    anywhere = "(?:.*/)?" if pattern.startswith(_ANYWHERE) else ""
    return re.compile(anywhere + translate(pattern.removeprefix(_ANYWHERE)), re.DOTALL)

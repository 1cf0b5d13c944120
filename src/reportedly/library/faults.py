"""What goes wrong in a store, in words that say what to do."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from reportedly.errors import LibraryError

_KEPT = "everything kept before is safe"

_SQLITE = {
    sqlite3.SQLITE_FULL: ("full", f"there is no room left on the disk; make room and run it again: {_KEPT}"),
    sqlite3.SQLITE_READONLY: (
        "read-only",
        "it may only be read; give yourself permission to write to it and its folder",
    ),
    sqlite3.SQLITE_BUSY: (
        "busy",
        f"another program is writing to it and did not finish; try again when it has: {_KEPT}",
    ),
    sqlite3.SQLITE_LOCKED: ("busy", f"another program is writing to it; try again when it has finished: {_KEPT}"),
    sqlite3.SQLITE_NOTADB: ("not-a-library", "is not a library; name another file, or a new one to begin it"),
    sqlite3.SQLITE_CORRUPT: (
        "damaged",
        "is damaged; restore it from a backup, or save what can be read with: sqlite3 LIBRARY .recover",
    ),
    sqlite3.SQLITE_CANTOPEN: ("cannot-open", "cannot be opened; check that its folder exists and may be written to"),
    sqlite3.SQLITE_IOERR: ("disk", f"the disk failed or is full; check it, then run it again: {_KEPT}"),
    sqlite3.SQLITE_PERM: ("permission", "may not be opened; give yourself permission to read and write it"),
    sqlite3.SQLITE_AUTH: ("permission", "may not be opened; give yourself permission to read and write it"),
}

_POSTGRESQL = {
    "53": ("full", f"the server has no room or no connection left; make room and run it again: {_KEPT}"),
    "25": ("read-only", "the server takes no changes now (it is read-only); use the one that does"),
    "42501": ("permission", "the server does not let you; ask for the right to create and change tables there"),
    "55": ("busy", f"another program is writing to it and did not finish; try again when it has: {_KEPT}"),
    "28": ("permission", "the server does not know this user or password; check the address"),
    "3D": ("missing", "the server has no such database; create it with: createdb NAME"),
    "57": ("gone", f"the server ended the connection; check it, then run it again: {_KEPT}"),
    "08": ("gone", f"the connection to the server broke; check it, then run it again: {_KEPT}"),
}


@contextmanager
def told(name: str) -> Iterator[None]:
    """Turn the faults of a store into refusals that name it.

    Args:
        name: the library as messages show it.

    Raises:
        LibraryError: the store failed; the message says what to do.

    """
    try:
        yield
    except DBAPIError as error:
        raise _fault(name, error.orig, isinstance(error, OperationalError)) from error
    except SQLAlchemyError as error:
        raise LibraryError(name, "address", f"is no address of a library ({_first_line(error)})") from error
    except sqlite3.Error as error:
        raise _fault(name, error, False) from error
    except Exception as error:
        # What the driver itself raises while rows are copied; it is not imported for a file.
        if (driver := sys.modules.get("psycopg")) is None or not isinstance(error, driver.Error):
            raise
        raise _fault(name, error, isinstance(error, driver.OperationalError)) from error


def _fault(name: str, cause: BaseException | None, operational: bool) -> LibraryError:
    number = getattr(cause, "sqlite_errorcode", None)
    if number is not None:
        code, detail = _SQLITE.get(number & 0xFF, ("failed", ""))
    else:
        state = getattr(cause, "sqlstate", None) or ""
        known = [_POSTGRESQL[part] for part in (state, state[:2]) if part in _POSTGRESQL]
        code, detail = known[0] if known else _unconnected(cause) if not state and operational else ("failed", "")
    why = _first_line(cause)
    return LibraryError(name, code, f"{detail} ({why})" if detail else f"the store failed: {why}")


def _unconnected(cause: BaseException | None) -> tuple[str, str]:
    """What is told of a failed connection, for which there is no code."""
    if "FATAL" in str(cause):
        detail = "the server refuses the connection; check the user, the password and the database in the address"
        return "refused", f"{detail} (createdb makes one)"
    return "gone", f"the server does not answer; check the address, and that it runs: {_KEPT}"


def _first_line(error: BaseException | None) -> str:
    return str(error).strip().partition("\n")[0][:300]

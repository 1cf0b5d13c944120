"""From what people call a report, a claim or an entity to its key."""

from __future__ import annotations

import re

from sqlalchemy import Connection, select

from reportedly.errors import LibraryError
from reportedly.library.bulk import cut
from reportedly.library.identities import root_of
from reportedly.library.tables import arrivals, claims, entities, reports
from reportedly.library.versions import series_address

_LARGEST = 2**31 - 1
"""Of keys: what the stores have room for."""

_KEY = re.compile(r"[rce](\d{1,9})")
_DIGEST = re.compile(r"[0-9a-f]{8,64}", re.IGNORECASE)


def report_key(connection: Connection, library: str, name: str | int) -> int:
    """The key of a report.

    Args:
        connection: to the library.
        library: its name, for messages.
        name: ``12`` or ``"r12"``; the first 8 or more digits of its SHA-256; its address, which is that of its latest
            version; or the name of the source that it was added from.

    Raises:
        LibraryError: there is none of that name, or more than one.

    """
    found = [name] if isinstance(name, int) else _reports_called(connection, cut(name))
    found = [key for key in found if 0 < key <= _LARGEST]
    known = list(connection.execute(select(reports.c.key).where(reports.c.key.in_(found))).scalars())
    if len(known) == 1:
        return int(known[0])
    if known:
        some = ", ".join(f"r{key}" for key in known[:5])
        raise LibraryError(library, "several", f"has several reports called {str(name)!r}; name one of them: {some}")
    detail = f"has no report {str(name)!r}; give r12 (as find and list print it), a digest, an address or its file"
    raise LibraryError(library, "unknown", detail)


def _reports_called(connection: Connection, name: str) -> list[int]:
    if (key := _KEY.fullmatch(name)) and name[0] == "r":
        return [int(key[1])]
    if _DIGEST.fullmatch(name):
        some = select(reports.c.key).where(reports.c.id.startswith(name.lower())).limit(6)
        found = list(connection.execute(some).scalars())
        if found:
            return found
    named = select(reports.c.key).where(reports.c.address == name, reports.c.latest == 1)
    found = list(connection.execute(named).scalars())
    address = series_address(name) if "://" in name else None
    if not found and address is not None:
        same = select(reports.c.key).where(reports.c.series_address == address, reports.c.latest == 1)
        found = list(connection.execute(same).scalars())
    if not found:
        found = list(connection.execute(select(arrivals.c.report).where(arrivals.c.name == name).limit(6)).scalars())
    return found


def claim_key(connection: Connection, library: str, name: str | int) -> int:
    """The key of a claim, called ``345`` or ``"c345"``.

    Raises:
        LibraryError: there is no such claim.

    """
    key = _number(name, "c")
    if key is None or connection.execute(select(claims.c.key).where(claims.c.key == key)).first() is None:
        raise LibraryError(library, "unknown", f"has no claim {str(name)!r}; give c345, as find prints it")
    return key


def entity_key(connection: Connection, library: str, name: str | int, *, follow: bool = True) -> int:
    """The key of an entity, called ``67`` or ``"e67"``; of a merged one, that of what it was merged into.

    Args:
        connection: to the library.
        library: its name, for messages.
        name: of the entity.
        follow: whether merges are followed.

    Raises:
        LibraryError: there is no such entity.

    """
    key = _number(name, "e")
    if key is None or connection.execute(select(entities.c.key).where(entities.c.key == key)).first() is None:
        raise LibraryError(library, "unknown", f"has no entity {str(name)!r}; give e67, as find and entities print it")
    return root_of(connection, key) if follow else key


def _number(name: str | int, letter: str) -> int | None:
    if isinstance(name, int):
        return name if 0 < name <= _LARGEST else None
    key = _KEY.fullmatch(name)
    return int(key[1]) if key and name[0] == letter else None

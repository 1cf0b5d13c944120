"""Keys, which a library gives out once and never again, and the moments that it writes down."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from reportedly.library.tables import counters


def next_key(connection: Connection, name: str) -> int:
    """A new key of what a counter is named after."""
    key = connection.execute(select(counters.c.next).where(counters.c.name == name)).scalar()
    if key is None:
        connection.execute(insert(counters).values(name=name, next=2))
        return 1
    connection.execute(update(counters).where(counters.c.name == name).values(next=key + 1))
    return int(key)


def now() -> str:
    """The present moment, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")

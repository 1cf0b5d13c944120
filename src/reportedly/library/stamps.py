"""Whether a library is as it was: a number that every transaction that writes raises.

What a server tells of its own changes will not do: of SQLite it is told to each connection apart, and keys say nothing
of what is judged, merged or removed.
"""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from reportedly.library.tables import counters, migrations

_NAME = "stamp"


def change(connection: Connection) -> None:
    """Make the stamp another one, in a writing transaction."""
    here = counters.c.name == _NAME
    if not connection.execute(update(counters).where(here).values(next=counters.c.next + 1)).rowcount:
        connection.execute(insert(counters).values(name=_NAME, next=1))


def stamp(connection: Connection) -> str:
    """The stamp as it is now; no two libraries have the same, since it tells when each was begun."""
    number = select(counters.c.next).where(counters.c.name == _NAME).scalar_subquery()
    begun = select(migrations.c.applied).where(migrations.c.number == 1).scalar_subquery()
    now, since = connection.execute(select(number, begun)).one()
    # Later stamps sort behind earlier ones.
    return f"{since}-{now or 0:012}"

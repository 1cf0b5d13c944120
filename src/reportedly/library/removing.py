"""Taking a report out of a library."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, update

from reportedly.library import reread
from reportedly.library.identities import note_change, tidy
from reportedly.library.outlets import drop_outlets, outlets_of
from reportedly.library.tables import appearances, pins, reports
from reportedly.library.versions import settle


def remove(connection: Connection, report: int) -> None:
    """Delete a report with all that was read in it; the version before it becomes the latest again.

    Args:
        connection: in a writing transaction.
        report: its key.

    """
    series = connection.execute(select(reports.c.series).where(reports.c.key == report)).scalar_one()
    named = select(appearances.c.assigned).where(appearances.c.report == report, appearances.c.assigned.is_not(None))
    left = set(connection.execute(named).scalars())
    for pinned in (pins.c.entity, pins.c.instead):
        left.update(connection.execute(select(pinned).where(pins.c.report == report)).scalars())
    names = outlets_of(connection, report)
    reread.clear(connection, report)
    # With it go what it changed, and what the one after it did, which is told of anew.
    connection.execute(delete(reports).where(reports.c.key == report))
    tidy(connection, left)
    drop_outlets(connection, names)
    others = list(connection.execute(select(reports.c.key).where(reports.c.series == series)).scalars())
    if others:
        # A series is called after one of its reports.
        now = min(others)
        connection.execute(update(reports).where(reports.c.series == series).values(series=now))
        settle(connection, now)
    note_change(connection)

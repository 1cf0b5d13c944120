"""Taking a report out of a library."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, update

from reportedly.library.identities import drop_unused
from reportedly.library.tables import appearances, metadata, outlets, reports, via
from reportedly.library.versions import settle


def remove(connection: Connection, report: int) -> None:
    """Delete a report with all that was read in it; the version before it becomes the latest again.

    Args:
        connection: in a writing transaction.
        report: its key.

    """
    where = select(reports.c.series, reports.c.publisher).where(reports.c.key == report)
    series, publisher = connection.execute(where).one()
    named = select(appearances.c.assigned).where(appearances.c.report == report, appearances.c.assigned.is_not(None))
    assigned = list(connection.execute(named).scalars())
    through = select(via.c.name).join(metadata.tables["claims"]).where(metadata.tables["claims"].c.report == report)
    names = {publisher, *connection.execute(through).scalars()}
    # What follows it is told of anew, so the changes that name it go first.
    for name in ("mentions", "figures", "days", "places", "claims", "appearances", "blocks", "refusals", "readings"):
        table = metadata.tables[name]
        connection.execute(delete(table).where(table.c.report == report))
    connection.execute(delete(reports).where(reports.c.key == report))
    drop_unused(connection, assigned)
    for name in filter(None, names):
        used = select(reports.c.key).where(reports.c.publisher == name).limit(1)
        passed = select(via.c.claim).where(via.c.name == name).limit(1)
        if not connection.execute(used).first() and not connection.execute(passed).first():
            connection.execute(delete(outlets).where(outlets.c.name == name))
    left = list(connection.execute(select(reports.c.key).where(reports.c.series == series)).scalars())
    if left:
        # A series is called after one of its reports.
        now = min(left)
        connection.execute(update(reports).where(reports.c.series == series).values(series=now))
        settle(connection, now)

"""The outlets that a library knows by name: publishers, and those that claims came through."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, select

from reportedly.library.tables import claims, outlets, reports, via


def outlets_of(connection: Connection, report: int) -> set[str]:
    """The outlets that a report names: its own, and those that its claims came through."""
    own = select(reports.c.publisher).where(reports.c.key == report, reports.c.publisher.is_not(None))
    through = select(via.c.name).join(claims, claims.c.key == via.c.claim).where(claims.c.report == report)
    return {name for query in (own, through) for name in connection.execute(query).scalars()}


def drop_outlets(connection: Connection, names: Iterable[str]) -> None:
    """Delete those of some outlets that no report names any more."""
    for name in sorted(names):
        used = select(claims.c.key).where(claims.c.publisher == name).limit(1)
        own = select(reports.c.key).where(reports.c.publisher == name).limit(1)
        passed = select(via.c.claim).where(via.c.name == name).limit(1)
        if not any(connection.execute(query).first() for query in (passed, used, own)):
            connection.execute(delete(outlets).where(outlets.c.name == name))

"""How a library comes to be, and how an older one becomes one of now.

A new library is made whole from ``tables``; an older one takes the migrations that it has not had, in order, each in
one transaction with the record of it. A migration, once released, is never changed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from typing import NamedTuple

from sqlalchemy import Connection, inspect, text

from reportedly.library import search, views
from reportedly.library.tables import metadata, migrations


class Migration(NamedTuple):
    """One step: what it does in a few words, and the statements, which may differ between SQLite and PostgreSQL."""

    number: int
    name: str
    run: Callable[[Connection], None]


def create(connection: Connection) -> None:
    """Make all tables, indexes, views and what full text search needs, in an empty store."""
    metadata.create_all(connection, checkfirst=False)
    ddl = search.sqlite_ddl() if connection.dialect.name == "sqlite" else search.postgresql_ddl()
    for statement in ddl:
        connection.exec_driver_sql(statement)
    for statement in views.ddl(connection.dialect.name):
        connection.exec_driver_sql(statement)


MIGRATIONS: tuple[Migration, ...] = (Migration(1, "the first tables", create),)


def standing(connection: Connection) -> int:
    """The number of the last migration that a store has had; 0 where it is empty."""
    if not inspect(connection).has_table(migrations.name):
        return 0
    return int(connection.execute(text("SELECT max(number) FROM migrations")).scalar() or 0)


def made_by(connection: Connection) -> str:
    """The version of reportedly that made the last migration."""
    found = connection.execute(text("SELECT made_by FROM migrations ORDER BY number DESC LIMIT 1")).scalar()
    return str(found)


def record(connection: Connection, migration: Migration) -> None:
    """Write down that a migration was made."""
    connection.execute(
        migrations.insert().values(
            number=migration.number,
            name=migration.name,
            # To the microsecond: ids that are given outside are told apart by when a library was begun.
            applied=datetime.now(UTC).isoformat(timespec="microseconds"),
            made_by=version("reportedly"),
        )
    )

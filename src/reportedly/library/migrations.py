"""How a library comes to be, and how an older one becomes one of now.

A new library is made whole from ``tables``; an older one takes the migrations that it has not had, in order, each in
one transaction with the record of it. A migration, once released, is never changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from typing import NamedTuple

from sqlalchemy import Connection, inspect, text

from reportedly.library import search, views
from reportedly.library.tables import metadata, migrations
from reportedly.library.things import thing


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


def _for_the_reading_room(connection: Connection) -> None:
    """What a reading room keeps beside what is read."""
    sqlite = connection.dialect.name == "sqlite"
    words = {
        "TEXT": "TEXT" if sqlite else 'TEXT COLLATE "C"',
        "BYTES": "BLOB" if sqlite else "BYTEA",
        "DOUBLE": "DOUBLE" if sqlite else "DOUBLE PRECISION",
        "END": ") WITHOUT ROWID" if sqlite else ")",
    }
    for statement in _READING_ROOM:
        connection.exec_driver_sql(re.sub(r"\b(?:TEXT|BYTES|DOUBLE|END)\b", lambda word: words[word[0]], statement))
    for statement in _FOR_PEOPLE:
        connection.exec_driver_sql(statement.replace("TEXT", words["TEXT"]))
    steps = "group_concat(name, ' > ')" if sqlite else "string_agg(name, ' > ')"
    for name, view in _VIEWS.items():
        connection.exec_driver_sql(f"DROP VIEW {name}")
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {view.format(steps=steps, standing=_STANDING)}")
    newest = "DESC" if sqlite else "DESC NULLS LAST"
    for statement in _FOR_COUNTING:
        connection.exec_driver_sql(statement.replace("TEXT", words["TEXT"]).replace("NEWEST", newest))
    counts = connection.exec_driver_sql("SELECT DISTINCT counts FROM figures WHERE counts IS NOT NULL").scalars()
    connection.exec_driver_sql("CREATE INDEX figures_by_counts ON figures (counts)")
    for some in counts.all():
        connection.execute(
            text("UPDATE figures SET thing = :thing WHERE counts = :counts"), {"thing": thing(some), "counts": some}
        )
    connection.exec_driver_sql("DROP INDEX figures_by_counts")
    connection.exec_driver_sql("CREATE INDEX figures_by_thing ON figures (thing, unit, report, low, high)")


_FOR_PEOPLE = (
    "ALTER TABLE judgements ADD COLUMN undone_by TEXT",
    "ALTER TABLE judgements ADD COLUMN replaced_by INTEGER",
    "CREATE INDEX judgements_by_replaced_by ON judgements (replaced_by)",
    "CREATE INDEX judgements_rejected ON judgements (claim) WHERE verdict = 'rejected' AND undone IS NULL",
)

_STANDING = """claims.key NOT IN
    (SELECT claim FROM judgements WHERE verdict = 'rejected' AND undone IS NULL AND claim IS NOT NULL)"""

_VIEWS = {
    "ledger": """
SELECT
    claims.key AS claim,
    reports.key AS report,
    reports.publisher,
    reports.published_earliest AS published,
    reports.headline,
    coalesce(entities.name, claims.speaker) AS speaker,
    claims.kind,
    claims.source,
    (SELECT {steps} FROM (SELECT name FROM via WHERE via.claim = claims.key ORDER BY position) AS steps) AS via,
    claims.ground,
    claims.cue,
    claims.content,
    claims.form,
    claims.certainty,
    claims.hedges,
    claims.confidence,
    claims.entity,
    claims.starts,
    claims.ends,
    reports.address
FROM claims
JOIN reports ON reports.key = claims.report
LEFT JOIN entities ON entities.key = claims.entity
WHERE claims.latest = 1 AND {standing}
""",
    "sources": """
SELECT
    entities.key AS entity,
    entities.kind,
    entities.name,
    entities.role,
    entities.affiliation,
    count(*) AS claims,
    count(DISTINCT claims.report) AS reports,
    min(claims.published) AS first_published,
    max(claims.published) AS last_published
FROM claims
JOIN entities ON entities.key = claims.entity
WHERE claims.latest = 1 AND {standing}
GROUP BY entities.key, entities.kind, entities.name, entities.role, entities.affiliation
""",
}

_FOR_COUNTING = (
    "DROP INDEX claims_by_report",
    "CREATE INDEX claims_by_report ON claims (report, latest)",
    "CREATE INDEX claims_by_what ON claims (latest, kind, certainty, form, report, entity, published)",
    "DROP INDEX claims_by_entity",
    "CREATE INDEX claims_by_entity ON claims (entity, published NEWEST, key DESC, latest)",
    "CREATE INDEX reports_outdated ON reports (key) WHERE latest = 0",
    "ALTER TABLE figures ADD COLUMN thing TEXT",
)

_READING_ROOM = (
    "CREATE TABLE waiting (key INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, data BYTES, "
    "size INTEGER NOT NULL, state TEXT NOT NULL, asked TEXT NOT NULL, asked_by TEXT, taken_by TEXT, "
    "taken_until DOUBLE, tries INTEGER NOT NULL, settled TEXT, PRIMARY KEY (key))",
    "CREATE INDEX waiting_by_settled ON waiting (settled)",
    "CREATE TABLE waiting_pages (waiting INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, "
    "result TEXT NOT NULL, report INTEGER, code TEXT, detail TEXT, PRIMARY KEY (waiting, position), "
    "FOREIGN KEY(waiting) REFERENCES waiting (key) ON DELETE CASCADE, "
    "FOREIGN KEY(report) REFERENCES reports (key) ON DELETE SET NULL END",
    "CREATE INDEX waiting_pages_by_report ON waiting_pages (report)",
)


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "the first tables", create),
    Migration(2, "for the reading room", _for_the_reading_room),
)


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

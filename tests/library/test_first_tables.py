"""A library of the first tables, upgraded, is like one that is made now."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.pool import NullPool

from reportedly.library import Library
from reportedly.library.store import APPLICATION_ID
from tests.library import servers
from tests.library.making import Named, Said, reading
from tests.library.soundness import sound

PAGE = reading("Dam\n\nAnn Lee said so.", Said("so", "Ann Lee", "said", entity="Ann Lee"), named=[Named("Ann Lee")])
FIRST_TABLES = Path(__file__).parent / "first_tables"


def connected(address: str) -> Connection:
    engine = create_engine(address if "://" in address else f"sqlite:///{address}", poolclass=NullPool)
    return engine.connect()


def first(address: str) -> None:
    """Begin a library as the first of reportedly's did."""
    with connected(address) as connection:
        dialect = connection.dialect.name
        for statement in (FIRST_TABLES / f"{dialect}.sql").read_text(encoding="utf-8").split("\n--\n"):
            connection.exec_driver_sql(statement)
        applied = "2026-01-01T00:00:00.000000+00:00"
        row = {"number": 1, "name": "the first tables", "applied": applied, "made_by": "0.1.0"}
        connection.execute(text("INSERT INTO migrations VALUES (:number, :name, :applied, :made_by)"), row)
        if dialect == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.commit()


def shape(address: str) -> dict[str, object]:
    """All tables, views and indexes of a store, as it describes them itself."""
    with connected(address) as connection:
        seen = inspect(connection)
        shown: dict[str, object] = {}
        for table in seen.get_table_names():
            columns = [(each["name"], str(each["type"]), each["nullable"]) for each in seen.get_columns(table)]
            keys = [(each["constrained_columns"], each["options"]) for each in seen.get_foreign_keys(table)]
            indexes = sorted((str(each["name"]), str(each["column_names"])) for each in seen.get_indexes(table))
            shown[table] = (
                columns,
                seen.get_pk_constraint(table)["constrained_columns"],
                sorted(keys, key=str),
                indexes,
            )
        shown |= {view: re.sub(r"\s+", " ", seen.get_view_definition(view)) for view in seen.get_view_names()}
        if connection.dialect.name == "sqlite":
            found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'table')")
            bare = {name: re.sub(r"[\s\"]+", "", sql or "") for name, sql in found}
            shown |= {f"sql of {name}": sql for name, sql in bare.items()}
        return shown


def test_an_upgraded_library_is_like_one_made_now(address: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    first(address)
    with Library(address, create=False) as library:
        library.add([PAGE])
        key = library.queue.ask("text", "pasted", b"x").waiting
        assert library.queue.one(key).state == "waiting"
    sound(address)
    if "://" in address:
        with servers.database(request.getfixturevalue("postgresql")) as new:
            Library(new).close()
            fresh = shape(new)
    else:
        Library(tmp_path / "new").close()
        fresh = shape(str(tmp_path / "new"))
    upgraded = shape(address)
    assert upgraded.keys() == fresh.keys()
    for name, made in fresh.items():
        assert upgraded[name] == made, name

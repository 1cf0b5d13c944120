"""A library's store, opened: one SQLite file, or a PostgreSQL database by its address."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from reportedly.errors import LibraryError
from reportedly.library import migrations as steps
from reportedly.library.faults import told

_POSTGRESQL = re.compile(r"postgres(?:ql)?(?:\+psycopg)?://", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)

APPLICATION_ID = 0x52505254
"""What SQLite keeps in the head of our files ("RPRT"), so that another program's is not taken for one."""

PATIENCE = 30
"""Seconds that one writer waits for another; each keeps the store for the time of one batch."""

_WRITER_LOCK = 0x52505254


class Store:
    """An open store; use it as a context manager, or close it.

    Args:
        address: the path of a SQLite file, or ``postgresql://user@host/database``.
        create: begin a library where there is none.

    Attributes:
        name: the path or the address without its password, for messages.
        read_only: whether the file may only be read.

    Raises:
        LibraryError: there is no library and none was to be begun, it is no library, it is a newer one's, or it cannot
            be opened.

    """

    def __init__(self, address: str | Path, *, create: bool = False) -> None:
        text_address = str(address)
        self.read_only = False
        self.path: Path | None = None
        if _POSTGRESQL.match(text_address):
            url = _server(text_address)
            self.name = url.render_as_string(hide_password=True).replace("+psycopg", "")
            self.engine = _postgresql(url, self.name)
        elif _SCHEME.match(text_address):
            shown = re.sub(r"(?<=://)[^/@]*@", "", text_address)
            raise LibraryError(
                shown, "address", "is no address of a library: give a file, or postgresql://host/database"
            )
        else:
            self.path = Path(text_address)
            self.name = text_address
            self._look(self.path, create)
            self.engine = _sqlite(self.path, read_only=self.read_only)
        try:
            self._bring_up_to_date(create)
        except BaseException:
            self.engine.dispose()
            raise

    def close(self) -> None:
        """Let go of the store. SQLite folds what is beside the file into it."""
        self.engine.dispose()

    @property
    def dialect(self) -> str:
        """``"sqlite"`` or ``"postgresql"``."""
        return self.engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the store as it is at one moment."""
        with told(self.name), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection for changes: all of them are kept, or none; one writer at a time."""
        if self.read_only:
            raise LibraryError(
                self.name, "read-only", "it may only be read; give yourself permission to write to it and its folder"
            )
        with told(self.name), self.engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                if self.dialect == "postgresql":
                    connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITER_LOCK})
                yield connection

    def _look(self, path: Path, create: bool) -> None:
        try:
            if path.is_dir():
                raise LibraryError(self.name, "folder", "is a folder; name the file of the library")
            if path.exists():
                if not os.access(path, os.R_OK):
                    raise LibraryError(self.name, "permission", "may not be read; give yourself permission to read it")
                self.read_only = not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
            elif not create:
                raise LibraryError(self.name, "missing", "there is no such library; begin it with: reportedly add")
            elif not path.parent.is_dir():
                raise LibraryError(
                    self.name, "missing", f"there is no folder {path.parent} to put it in; make it first"
                )
        except (OSError, ValueError) as error:
            raise LibraryError(self.name, "address", f"is no name that a file can have ({error})") from None

    def _bring_up_to_date(self, create: bool) -> None:
        last = steps.MIGRATIONS[-1].number
        with self.reading() as connection:
            self._check_ours(connection)
            had = steps.standing(connection)
            maker = steps.made_by(connection) if had > last else ""
        if had > last:
            raise LibraryError(
                self.name,
                "newer",
                f"was made by reportedly {maker}, and this is {version('reportedly')}: upgrade with "
                "pip install --upgrade reportedly",
            )
        if had == last:
            return
        if had == 0 and not create:
            raise LibraryError(self.name, "missing", "is empty; begin the library with: reportedly add")
        if had and self.path is not None and not self.read_only:
            self._back_up(self.path, had)
        if had == 0:
            self._begin()
        for step in steps.MIGRATIONS:
            if step.number > had:
                self._upgrade(step)

    def _begin(self) -> None:
        """Make a new library whole; another that begins it at the same time finds it made."""
        if self.dialect == "sqlite":
            # Readers and the writer do not wait for each other, and a killed writer leaves no half-written page.
            with told(self.name), self.engine.connect() as connection:
                _driver(connection).execute("PRAGMA journal_mode = WAL")
        with self.writing() as connection:
            if steps.standing(connection):
                return
            steps.create(connection)
            for step in steps.MIGRATIONS:
                steps.record(connection, step)
            if self.dialect == "sqlite":
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")

    def _upgrade(self, step: steps.Migration) -> None:
        with self.writing() as connection:
            if steps.standing(connection) < step.number:
                step.run(connection)
                steps.record(connection, step)

    def _check_ours(self, connection: Connection) -> None:
        if self.dialect != "sqlite":
            return
        known = connection.exec_driver_sql("PRAGMA application_id").scalar()
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
        if tables and known != APPLICATION_ID:
            raise LibraryError(
                self.name, "not-a-library", "is another program's database; name another file, or a new one to begin it"
            )

    def _back_up(self, path: Path, had: int) -> None:
        """Copy the file as it is, beside it, before it is changed."""
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        copy = path.with_name(f"{path.name}.before-{had + 1}-{moment}")
        with told(self.name), self.engine.connect() as connection:
            try:
                with sqlite3.connect(copy) as target:
                    _driver(connection).backup(target)
                target.close()
            except sqlite3.Error as error:
                copy.unlink(missing_ok=True)
                detail = f"it must be upgraded, and no copy could be made first ({error}); make room and try again"
                raise LibraryError(self.name, "full", detail) from error


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.driver_connection)


def _server(address: str) -> URL:
    try:
        return make_url(_POSTGRESQL.sub("postgresql+psycopg://", address, count=1))
    except ArgumentError:
        shown = re.sub(r"(?<=://)[^/@]*@", "", address)
        raise LibraryError(shown, "address", "is no address of a library: postgresql://user@host/database") from None


def _postgresql(url: URL, name: str) -> Engine:
    try:
        import psycopg  # noqa: F401
    except ImportError:
        detail = "a library on a PostgreSQL server needs one part more: pip install 'reportedly[postgresql]'"
        raise LibraryError(name, "part-missing", detail) from None
    return create_engine(url, connect_args={"connect_timeout": 10}, pool_pre_ping=True, hide_parameters=True)


def _sqlite(path: Path, *, read_only: bool) -> Engine:
    name = quote(str(path.absolute()))
    # Without the right to write, the shared-memory file of a WAL database cannot be made: read the file as it stands.
    mode = "mode=ro&immutable=1" if read_only else "mode=rwc"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            f"file:{name}?{mode}", uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )

    engine = create_engine("sqlite://", creator=connect, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA cache_size = -65536")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine

"""A library's store, opened: one SQLite file, or a PostgreSQL database by its address.

Before an older file is upgraded it is copied; of a server's database no copy is made: that is for its own backups.
"""

from __future__ import annotations

import os
import re
import sqlite3
import threading
import time
import weakref
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from sqlalchemy import Connection, Engine, FromClause, QueuePool, create_engine, event, make_url, text
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from reportedly.errors import LibraryError
from reportedly.library import migrations as steps
from reportedly.library import stamps
from reportedly.library.faults import told

_POSTGRESQL = re.compile(r"postgres(?:ql)?(?:\+psycopg)?://", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)

APPLICATION_ID = 0x52505254
"""What SQLite keeps in the head of our files ("RPRT"), so that another program's is not taken for one."""

PATIENCE = 30
"""Seconds that one writer waits for another; each keeps the store for the time of one batch."""

_POOL: dict[str, Any] = {"pool_size": 16, "max_overflow": 32, "pool_use_lifo": True}
"""Connections that are kept, and more in a rush; the one used last comes first, which remembers most of the file."""

_WRITER_LOCK = 0x52505254

_HEAD = 105
"""Bytes of a SQLite file up to the number of what its first page holds, which is a row for each table."""

_LEAF = 0x0D
"""The kind of a page that holds rows itself."""

_OPEN: Counter[tuple[int, int]] = Counter()
"""How many stores this process has open on a file. Such a file is not opened by hand: closing it again would let go of
SQLite's locks on it, and another process would take its log away from under it."""

_OPENING = threading.Lock()

_ANOTHERS = "is not a library but another program's file; name another file, or a new one to begin it"


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
            self.name = _shown(url)
            self.engine = _postgresql(url, self.name)
        elif _SCHEME.match(text_address):
            shown = re.sub(r"(?<=://)[^/@]*@", "", text_address)
            raise LibraryError(
                shown, "address", "is no address of a library: give a file, or postgresql://host/database"
            )
        else:
            self.path = Path(text_address)
            self.name = text_address
        with _OPENING if self.path else nullcontext():
            if self.path:
                self._look(self.path, create)
                self.engine = _sqlite(self.path, read_only=self.read_only)
            try:
                self._bring_up_to_date(create)
            except BaseException:
                self.engine.dispose()
                raise
            if self.path:
                file = _identity(self.path)
                _OPEN[file] += 1
                self._left = weakref.finalize(self, _leave, file)

    def close(self) -> None:
        """Let go of the store. SQLite folds what is beside the file into it."""
        self.engine.dispose()
        if self.path:
            self._left()

    @property
    def dialect(self) -> str:
        """``"sqlite"`` or ``"postgresql"``."""
        return self.engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the store as it is at one moment."""
        with told(self.name), self.engine.connect() as connection, connection.begin():
            if self.dialect == "postgresql":
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
            yield connection

    @contextmanager
    def writing(self, *, told_of: bool = True) -> Iterator[Connection]:
        """A connection for changes: all of them are kept, or none; one writer at a time.

        Args:
            told_of: whether the stamp changes too: not for what no answer depends on.

        """
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
                if told_of:
                    stamps.change(connection)

    def take_stock(self) -> None:
        """Let a server count its rows, so that it plans searches by what is there now; SQLite is told by ``plan``."""
        if self.dialect == "postgresql":
            with told(self.name), self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("ANALYZE"))

    def _look(self, path: Path, create: bool) -> None:
        try:
            if "\0" in str(path):
                raise ValueError("a null character")
            if path.is_dir():
                raise LibraryError(self.name, "folder", "is a folder; name the file of the library")
            if path.exists():
                if not os.access(path, os.R_OK):
                    raise LibraryError(self.name, "permission", "may not be read; give yourself permission to read it")
                if not path.is_file() or not (_OPEN[_identity(path)] or _may_be_ours(path)):
                    raise LibraryError(self.name, "not-a-library", _ANOTHERS)
                self.read_only = not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
            elif not create:
                raise LibraryError(self.name, "missing", "there is no such library; begin it with: reportedly add")
            elif not path.parent.is_dir():
                raise LibraryError(
                    self.name, "missing", f"there is no folder {path.parent} to put it in; make it first"
                )
        except PermissionError:
            raise LibraryError(
                self.name, "permission", "its folder may not be entered; give yourself permission to read it"
            ) from None
        except (OSError, ValueError) as error:
            raise LibraryError(self.name, "address", f"is no name that a file can have ({error})") from None

    def _bring_up_to_date(self, create: bool) -> None:
        last = steps.MIGRATIONS[-1].number
        with self.reading() as connection:
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
        if had == 0:
            self._begin()
        for step in steps.MIGRATIONS:
            if step.number > had:
                self._upgrade(step, first=step.number == had + 1)

    def _begin(self) -> None:
        """Make a new library whole; another that begins it at the same time finds it made."""
        if self.dialect == "sqlite":
            # Readers and the writer do not wait for each other, and a killed writer leaves no half-written page.
            with told(self.name), self.engine.connect() as connection:
                _keep_a_log(_driver(connection))
        with self.writing() as connection:
            if steps.standing(connection):
                return
            steps.create(connection)
            for step in steps.MIGRATIONS:
                steps.record(connection, step)
            if self.dialect == "sqlite":
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")

    def _upgrade(self, step: steps.Migration, *, first: bool) -> None:
        """Take one step, unless another process has; the file as it was is copied before the first."""
        with self.writing() as connection:
            if steps.standing(connection) < step.number:
                if first and self.path is not None:
                    self._back_up(self.path, step.number)
                step.run(connection)
                steps.record(connection, step)

    def _back_up(self, path: Path, number: int) -> None:
        """Copy the file as it is, beside it, before it is changed; nobody else writes to it meanwhile."""
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        copy = path.with_name(f"{path.name}.before-{number}-{moment}")
        try:
            with closing(_open(path, "mode=ro")) as source, closing(sqlite3.connect(copy)) as target:
                source.backup(target)
        except sqlite3.Error as error:
            copy.unlink(missing_ok=True)
            detail = f"it must be upgraded, and no copy could be made first ({error}); make room and try again"
            raise LibraryError(self.name, "full", detail) from error


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _leave(file: tuple[int, int]) -> None:
    _OPEN[file] -= 1
    if not _OPEN[file]:
        del _OPEN[file]


def _may_be_ours(path: Path) -> bool:
    """Whether a file is a library, or an empty one. SQLite is not asked: opening a database can change it."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        return True
    if not head.startswith(b"SQLite format 3\0") or len(head) < _HEAD:
        return False
    if _is_ours(head):
        return True
    newest = _newest_head(path.with_name(f"{path.name}-wal")) or head
    # A process that was killed right when it began the library left it without a table.
    return _is_ours(newest) or (newest[100] == _LEAF and not any(newest[103:105]))


def _is_ours(head: bytes) -> bool:
    return int.from_bytes(head[68:72]) == APPLICATION_ID


def _newest_head(path: Path) -> bytes:
    """The beginning of the newest first page in a write-ahead log; empty where there is none."""
    newest = b""
    if path.exists():
        with path.open("rb") as file:
            size = int.from_bytes(file.read(32)[8:12])
            while len(frame := file.read(24 + size)) > 24 + _HEAD:
                if int.from_bytes(frame[:4]) == 1:
                    newest = frame[24 : 24 + _HEAD]
    return newest


def _keep_a_log(connection: sqlite3.Connection) -> None:
    """Turn the write-ahead log on. Here SQLite does not wait for another process that does the same now."""
    since = time.monotonic()
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() - since > PATIENCE:
                raise
            time.sleep(0.05)
        else:
            return


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.driver_connection)


def _server(address: str) -> URL:
    try:
        return make_url(_POSTGRESQL.sub("postgresql+psycopg://", address, count=1))
    except (ArgumentError, ValueError):
        shown = re.sub(r"(?<=://)[^/@]*@", "", address)
        raise LibraryError(shown, "address", "is no address of a library: postgresql://user@host/database") from None


def _shown(url: URL) -> str:
    """An address without the passwords that it has, in either of the places for them."""
    hidden = [name for name in url.query if "password" in name.lower()]
    return url.difference_update_query(hidden).render_as_string(hide_password=True).replace("+psycopg", "")


def _postgresql(url: URL, name: str) -> Engine:
    try:
        import psycopg  # noqa: F401
    except ImportError:
        detail = "a library on a PostgreSQL server needs one part more: pip install 'reportedly[postgresql]'"
        raise LibraryError(name, "part-missing", detail) from None
    connecting = {"connect_timeout": 10}
    return create_engine(url, connect_args=connecting, pool_pre_ping=True, hide_parameters=True, **_POOL)


def _open(path: Path, mode: str) -> sqlite3.Connection:
    address = f"file:{quote(os.fsencode(path.absolute()))}?{mode}"
    return sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False)


class _Hinting(SQLiteCompiler):
    """Writes ``INDEXED BY`` and ``NOT INDEXED`` behind a table, which SQLAlchemy leaves out for SQLite."""

    def get_from_hint_text(self, _table: FromClause, text: str | None) -> str | None:
        return text


def _sqlite(path: Path, *, read_only: bool) -> Engine:
    # Without the right to write, the shared-memory file of a WAL database cannot be made: read the file as it stands.
    # But where somebody else writes to it now, that file is there.
    alone = not path.with_name(f"{path.name}-wal").exists()
    mode = "mode=rwc" if not read_only else "mode=ro&immutable=1" if alone else "mode=ro"

    whole = path.absolute()
    # A connection for each who asks, so that one may look something up while rows of a table stream to it.
    engine = create_engine(
        "sqlite://", creator=lambda: _open(whole, mode), poolclass=QueuePool, hide_parameters=True, **_POOL
    )
    engine.dialect.statement_compiler = _Hinting

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.execute("PRAGMA synchronous = FULL")
        # Pages after which the log goes into the file: few enough to keep it small, many enough to be seldom.
        connection.execute("PRAGMA wal_autocheckpoint = 8000")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA cache_size = -65536")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine

"""How an old library becomes one of now, whole or not at all, and what is no library of ours is left alone."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, inspect, make_url, text
from sqlalchemy.pool import NullPool

from reportedly.errors import LibraryError
from reportedly.library import Library, migrations
from reportedly.library.migrations import MIGRATIONS, Migration
from tests.library import servers
from tests.library.making import Named, Said, reading
from tests.library.soundness import sound

PAGE = reading("Dam\n\nAnn Lee said so.", Said("so", "Ann Lee", "said", entity="Ann Lee"), named=[Named("Ann Lee")])


def _colour(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE reports ADD COLUMN colour TEXT"))
    connection.execute(text("UPDATE reports SET colour = 'red'"))


LAST = len(MIGRATIONS)
COLOUR = Migration(LAST + 1, "a colour for each report", _colour)


def _fails(connection: Connection) -> None:
    _colour(connection)
    connection.execute(text("DELETE FROM claims"))
    raise ZeroDivisionError


@pytest.fixture
def old(address: str) -> str:
    with Library(address) as library:
        library.add([PAGE])
    return address


@contextmanager
def connected(address: str) -> Iterator[Connection]:
    engine = create_engine(address if "://" in address else f"sqlite:///{address}", poolclass=NullPool)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def copies(address: str) -> list[Path]:
    """What lies beside the file of a library."""
    path = Path(address)
    return [] if "://" in address else sorted(one for one in path.parent.iterdir() if one != path)


def test_an_old_library_is_upgraded_after_a_copy(old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, COLOUR))
    for _ in range(2):
        with Library(old, create=False) as library:
            assert library.reading(1) == PAGE
            assert library.add([PAGE]).known == 1
        with connected(old) as connection:
            assert connection.execute(text("SELECT colour FROM reports")).scalars().all() == ["red"]
            made = connection.execute(text("SELECT number, name, made_by FROM migrations ORDER BY number")).all()
            assert [number for number, _, _ in made] == [*range(1, LAST + 2)]
            assert made[-1][1] == "a colour for each report"
            assert made[-1][2] == made[0][2]
    monkeypatch.undo()
    if "://" not in old:
        # There is no copy of a server's: its keeper has backups of their own.
        (copy,) = copies(old)
        assert copy.name.startswith(f"library.sqlite.before-{LAST + 1}-")
        with Library(copy, create=False) as library:
            assert library.reading(1) == PAGE
        sound(str(copy))


@pytest.mark.parametrize("fails", [1, 2])
def test_a_step_that_fails_leaves_all_as_it_was(old: str, monkeypatch: pytest.MonkeyPatch, fails: int) -> None:
    steps = (Migration(LAST + 1, "fails", _fails),) if fails == 1 else (COLOUR, Migration(LAST + 2, "fails", _fails))
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, *steps))
    with pytest.raises((ZeroDivisionError, LibraryError)):
        Library(old, create=False)
    with connected(old) as connection:
        columns = [column["name"] for column in inspect(connection).get_columns("reports")]
        assert ("colour" in columns) == (fails == 2)
        assert connection.execute(text("SELECT max(number) FROM migrations")).scalar_one() == LAST + fails - 1
        assert connection.execute(text("SELECT count(*) FROM claims")).scalar_one() == 1
    monkeypatch.undo()
    if fails == 1:
        with Library(old, create=False) as library:
            assert library.reading(1) == PAGE


OPENS = """
import sys
from sqlalchemy import text
from reportedly.library import Library, migrations

def colour(connection):
    connection.execute(text("ALTER TABLE reports ADD COLUMN colour TEXT"))

migrations.MIGRATIONS = (*migrations.MIGRATIONS, migrations.Migration(len(migrations.MIGRATIONS) + 1, "colour", colour))
print("ready", flush=True)
sys.stdin.readline()
with Library(sys.argv[1]) as library:
    print(library.count())
"""


def _at_once(address: str, program: str) -> list[str]:
    """What some processes say that open a library in the same moment."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, address], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    for one in running:
        assert one.stdout
        assert one.stdout.readline() == "ready\n"
    for one in running:
        assert one.stdin
        one.stdin.write("\n")
        one.stdin.flush()
    return [one.communicate(timeout=60)[0].strip() for one in running]


def test_processes_that_open_an_old_library_at_once(old: str) -> None:
    assert _at_once(old, OPENS) == ["1", "1", "1"]
    with connected(old) as connection:
        assert connection.execute(text("SELECT count(*) FROM migrations")).scalar_one() == LAST + 1
    if "://" not in old:
        (copy,) = copies(old)
        with Library(copy, create=False) as library:
            assert library.count() == 1


def test_processes_that_begin_a_library_at_once(address: str) -> None:
    program = OPENS.replace('"colour", colour)', '"none", print)')
    assert _at_once(address, program) == ["0", "0", "0"]
    with connected(address) as connection:
        assert connection.execute(text("SELECT count(*) FROM migrations")).scalar_one() == LAST + 1


def test_a_newer_library_is_refused_and_left_alone(old: str) -> None:
    with connected(old) as connection:
        connection.execute(
            text("INSERT INTO migrations VALUES (99, 'of tomorrow', '2099-01-01T00:00:00+00:00', '77.0')")
        )
        connection.commit()
    before = None if "://" in old else Path(old).read_bytes()
    for create in (True, False):
        with pytest.raises(LibraryError, match=r"made by reportedly 77\.0.*pip install --upgrade") as told:
            Library(old, create=create)
        assert told.value.code == "newer"
    if before is not None:
        assert Path(old).read_bytes() == before
        assert copies(old) == []


# What is no library, or cannot be opened


def test_another_programs_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE cookies (name)")
        connection.commit()
        # It is open, and its last change is not in the file yet.
        connection.execute("INSERT INTO cookies VALUES ('x')")
        connection.commit()
        before = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
        assert len(before) == 3
        for create in (True, False):
            with pytest.raises(LibraryError, match="another program's file") as told:
                Library(path, create=create)
            assert told.value.code == "not-a-library"
        assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == before
    for name, content in (("text", b"Dear diary"), ("short", b"SQLite format 3\0"), ("zip", b"PK\x03\x04" * 100)):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(LibraryError, match="name another file"):
            Library(tmp_path / name)
        assert (tmp_path / name).read_bytes() == content
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(LibraryError, match="not a library"):
        Library(tmp_path / "pipe")


@pytest.mark.parametrize("left", ["empty", "wal"])
def test_what_a_killed_process_began_is_begun_anew(tmp_path: Path, left: str) -> None:
    path = tmp_path / "library"
    path.touch()
    if left == "wal":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
    with pytest.raises(LibraryError, match="is empty; begin the library"):
        Library(path, create=False)
    with Library(path) as library:
        assert library.add([PAGE]).new == 1
    sound(str(path))


def test_a_library_that_is_all_in_its_log_is_ours(tmp_path: Path) -> None:
    killed = "import os, sys; from reportedly.library import Library; l = Library(sys.argv[1]); os._exit(9)"
    path = tmp_path / "library"
    subprocess.run([sys.executable, "-c", killed, str(path)], check=False)
    assert path.with_name("library-wal").stat().st_size > 0
    with Library(path, create=False) as library:
        assert library.add([PAGE]).new == 1
    assert copies(str(path)) == []
    sound(str(path))


@pytest.mark.parametrize(
    "name", ["a b?c#d%41&mode=ro.db", "Bjørnøya ж.db", "file:x", ":memory:", "-wal", "x" * 200, "b\udcff"]
)
def test_a_file_of_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    with Library(name) as library:
        monkeypatch.chdir("/")
        library.add([PAGE])
        with pytest.raises(LibraryError):
            library.show("nothing")
    # Nothing else is left beside it.
    assert [one.name for one in tmp_path.iterdir()] == [name]
    with Library(tmp_path / name, create=False) as library:
        assert library.count() == 1


def test_what_cannot_be_a_library(tmp_path: Path) -> None:
    for address, create, code, says in (
        (tmp_path, True, "folder", "is a folder"),
        (tmp_path / "none.db", False, "missing", "reportedly add"),
        (tmp_path / "no" / "such.db", True, "missing", "there is no folder"),
        (tmp_path / ("x" * 300), True, "address", "no name that a file can have"),
        ("a\0b", True, "address", "no name that a file can have"),
        ("mysql://kari:secret@host/db", True, "address", "no address of a library"),
        ("http://kari:secret@host", True, "address", "no address of a library"),
    ):
        with pytest.raises(LibraryError, match=says) as told:
            Library(address, create=create)
        assert told.value.code == code
        assert "secret" not in str(told.value)
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_does_not_answer_or_refuses(postgresql: str) -> None:
    url = make_url(postgresql)
    for address, code, says in (
        (url.set(database="none").render_as_string(), "refused", "createdb"),
        (url.set(username="nobody", password="secret").render_as_string(hide_password=False), "refused", "the user"),
        ("postgresql://kari:secret@127.0.0.1:1/news", "gone", "does not answer"),
        ("postgresql://127.0.0.1:1/news?password=secret", "gone", "does not answer"),
        ("postgresql://kari:secret@127.0.0.1:port/news", "address", "no address of a library"),
        ("postgresql:///?host=/nowhere", "gone", "does not answer"),
    ):
        with pytest.raises(LibraryError, match=says) as told:
            Library(address)
        assert told.value.code == code, address
        assert "secret" not in str(told.value)


def test_a_database_with_other_tables_is_left_alone(postgresql: str) -> None:
    with servers.database(postgresql) as address:
        with connected(address) as connection:
            connection.execute(text("CREATE TABLE reports (title TEXT)"))
            connection.commit()
        with pytest.raises(LibraryError, match="already exists"):
            Library(address)
        with connected(address) as connection:
            assert inspect(connection).get_table_names() == ["reports"]


# All that is needed is read while it may be.
READS = """
import os, sys
from reportedly.errors import LibraryError
from reportedly.library import Library
with Library(sys.argv[2]) as library:
    library.find("so")
    try:
        library.remove(1)
    except LibraryError:
        os.setuid(65534)
with Library(sys.argv[1], create=False) as library:
    print(library.count(), library.find("so").total)
    try:
        library.remove(1)
    except LibraryError as error:
        print(error.code)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody who may not write")
@pytest.mark.parametrize("open_elsewhere", [False, True])
def test_who_may_only_read_reads(tmp_path: Path, open_elsewhere: bool) -> None:
    def reads() -> tuple[str, str]:
        command = [sys.executable, "-c", READS, str(folder / "library"), str(tmp_path / "mine")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.stdout, done.stderr

    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with Library(folder / "library") as library:
            library.add([PAGE])
            if not open_elsewhere:
                library.close()
            # Where it is open, what was added last is in the log beside it.
            for one in folder.iterdir():
                one.chmod(0o644)
            assert reads() == ("1 1\nread-only\n", "")
            library.add([reading("More\n\nBo Dahl said so.", Said("so", "Bo Dahl", "said"))])
            if not open_elsewhere:
                library.close()
            assert reads() == ("2 2\nread-only\n", "")
        (folder / "library").chmod(0o600)
        assert "may not be read; give yourself permission" in reads()[1]
        folder.chmod(0o700)
        assert "give yourself permission" in reads()[1]

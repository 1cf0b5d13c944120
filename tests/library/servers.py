"""A real PostgreSQL for the tests: a server of their own, made when it is asked for and removed afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

_NUMBERS = count(1)

# What is kept here lives as long as the tests do, so nothing waits for the disk.
_SETTINGS = """
listen_addresses = ''
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 50
"""


def binaries() -> Path | None:
    """The folder of PostgreSQL's programs: that on the PATH, else the newest that Debian keeps; None without any."""
    kept = Path("/usr/lib/postgresql").glob("*/bin")
    folders = sorted(kept, key=lambda folder: [int(part) for part in folder.parent.name.split(".")], reverse=True)
    if found := shutil.which("initdb"):
        folders.insert(0, Path(found).resolve().parent)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """Run a new server on a Unix socket for as long as the context lasts.

    Args:
        programs: the folder of PostgreSQL's programs.

    Yields:
        The address of its database ``postgres``, as SQLAlchemy writes it.
    """
    # Its own folder in /tmp: a socket's path has to be short, and PostgreSQL, which refuses to be root and so runs as
    # another user, has to get in.
    folder = Path(tempfile.mkdtemp(prefix="reportedly-", dir="/tmp"))
    try:
        user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)

        def run(*command: str | Path) -> None:
            done = subprocess.run(
                command,
                cwd=folder,
                user=user.pw_uid if user else None,
                group=user.pw_gid if user else None,
                extra_groups=[] if user else None,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                check=False,
            )
            if done.returncode:
                raise RuntimeError(f"{command} failed:\n{(folder / 'log').read_text(errors='replace')}")

        with (folder / "log").open("wb") as output:
            data = folder / "data"
            locale = ["--locale=C.UTF-8"] if sys.platform == "linux" else []
            run(programs / "initdb", "-D", data, "-U", "reportedly", "-A", "trust", "-E", "UTF8", "--no-sync", *locale)
            with (data / "postgresql.conf").open("a") as settings:
                settings.write(f"{_SETTINGS}unix_socket_directories = '{folder}'\n")
            try:
                run(programs / "pg_ctl", "-D", data, "-w", "start")
                yield URL.create(
                    "postgresql+psycopg", "reportedly", database="postgres", query={"host": str(folder)}
                ).render_as_string()
            finally:
                if (data / "postmaster.pid").exists():
                    run(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


@contextmanager
def database(server: str) -> Iterator[str]:
    """A new, empty database for as long as the context lasts, whoever still is connected to it at the end.

    Args:
        server: the address of a database of the server.

    Yields:
        The address of the new one.
    """
    url = make_url(server)
    name = f"test_{os.getpid()}_{next(_NUMBERS)}"
    with psycopg.connect(
        host=str(url.query["host"]), user=url.username, dbname=url.database, autocommit=True
    ) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        try:
            yield url.set(database=name).render_as_string()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())

"""New files and folders that stand under their names only when they are whole."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import typer

from reportedly.cli.with_library import EXIT_REFUSED
from reportedly.cli.words import plain

STDOUT = "-"


@contextmanager
def new_file(name: str, *, force: bool) -> Iterator[BinaryIO]:
    """A file to write, or standard output for ``-``.

    It is written beside its name and renamed at the end; if writing fails, nothing is left and what was there stays.
    A pipe or a device is written to as it stands.

    Args:
        name: of the file.
        force: write over a file that is there.

    """
    if name == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(name)
    with _told(name):
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as device:
                yield device
            return
        _check_free(path, force=force)
        part = _beside(path)
        try:
            with part.open("xb") as file:
                yield file
            _check_free(path, force=force)
            part.replace(path.resolve() if path.is_symlink() else path)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def new_folder(name: str, *, force: bool) -> Iterator[Path]:
    """A folder to write files to.

    Args:
        name: of the folder.
        force: put them into a folder that is there, in the place of files called the same.

    """
    path = Path(name)
    if name == STDOUT:
        _refuse("standard output is no folder; say one with --output")
    with _told(name):
        if path.exists() and not path.is_dir():
            _refuse(f"{name} is a file; name a folder")
        if path.is_dir() and any(path.iterdir()) and not force:
            _refuse(f"{name} has files in it; name another folder, or say --force to put more files there")
        part = _beside(path)
        try:
            part.mkdir()
            yield part
            if path.is_dir():
                for file in part.iterdir():
                    file.replace(path / file.name)
            else:
                part.replace(path)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.part")


def _check_free(path: Path, *, force: bool) -> None:
    if path.is_dir():
        _refuse(f"{path} is a folder; name a file")
    if path.exists() and not force:
        _refuse(f"{path} is there already; name another file, or say --force to write over it")


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Say what the system did not let us do."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        _refuse(f"cannot write {name}: {error.strerror or error}; nothing of it was kept")


def _refuse(message: str) -> None:
    typer.echo(plain(f"reportedly: {message}"), err=True)
    raise typer.Exit(EXIT_REFUSED)

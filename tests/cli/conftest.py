"""The library that the tests of the verbs look at."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from reportedly.model import Reading
from tests.cli import libraries


class Made(NamedTuple):
    """A library and the Readings in it: r1 is the first of them, an old version of r2."""

    path: Path
    readings: list[Reading]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A library that is only looked at."""
    path = tmp_path_factory.mktemp("library") / "news.db"
    return Made(path, libraries.make(path))


@pytest.fixture
def own(made: Made, tmp_path: Path) -> Path:
    """A library of the test's own, to change."""
    return Path(shutil.copy(made.path, tmp_path / "own.db"))

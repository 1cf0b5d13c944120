"""Where the library's tests keep what they keep: in a file, and in a real server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library import servers


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL of the tests' own."""
    programs = servers.binaries()
    if programs is None:
        pytest.skip("no PostgreSQL: install it (Debian: postgresql)")
    with servers.running(programs) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a new, empty library, once of each kind."""
    if request.param == "sqlite":
        yield str(tmp_path / "library.sqlite")
    else:
        with servers.database(request.getfixturevalue("postgresql")) as new:
            yield new

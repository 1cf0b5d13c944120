"""Where the library's tests keep what they keep: in a file, and in a real server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from reportedly.library import Library
from tests.library import servers
from tests.library.asked import READINGS, entity_of
from tests.library.soundness import sound


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


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory, postgresql: str) -> Iterator[tuple[Library, Library]]:
    """The same library in a file and on a server."""
    with ExitStack() as stack:
        addresses = [str(tmp_path_factory.mktemp("find") / "l"), stack.enter_context(servers.database(postgresql))]
        libraries = [stack.enter_context(Library(address)) for address in addresses]
        for library in libraries:
            library.add(READINGS)
            library.judge(2, "confirmed")
            library.judge(10, "rejected")
            # Somebody merged is found by the name that they had.
            library.merge(entity_of(library, "Måns Bjørnland"), entity_of(library, "Зеленский"))
        yield libraries[0], libraries[1]
        for address in addresses:
            sound(address)

"""What the reports, claims and entities of a library are called where they are exported to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from reportedly.export import LOCAL
from reportedly.model import Attribution, Entity, Reading

if TYPE_CHECKING:
    from reportedly.library import Kept, Library


class LibraryNames:
    """Ids from the keys of a library: ``urn:uuid:…#c345`` for a claim, ``urn:uuid:…#e67`` for an entity.

    An entity has one id in all reports that name it. The same library gives the same ids again, and no two libraries
    give one id to two things. A report is ``urn:sha256:…`` everywhere.

    Args:
        library: whose keys.

    """

    def __init__(self, library: Library) -> None:
        begun = next(iter(library.table("migrations")))["applied"]
        self._library = uuid5(NAMESPACE_URL, f"reportedly library {begun}").urn
        self._kept: Kept | None = None
        self.passed = 0

    def passing(self, kept: Iterable[Kept]) -> Iterator[Reading]:
        """The Readings, one by one; the names are then those of the last one."""
        for one in kept:
            self._kept = one
            self.passed += 1
            yield one.reading

    def report(self, reading: Reading) -> str:
        """The SHA-256 of the bytes that the report came from."""
        return LOCAL.report(reading)

    def claim(self, reading: Reading, attribution: Attribution) -> str:
        """The claim's key in the library."""
        key = self._kept.claims.get(attribution.id) if self._kept else None
        return LOCAL.claim(reading, attribution) if key is None else f"{self._library}#c{key}"

    def entity(self, reading: Reading, entity: Entity) -> str:
        """The entity's key in the library; of what has no name, and so no key, its id in the report."""
        key = self._kept.entities.get(entity.id) if self._kept else None
        return LOCAL.entity(reading, entity) if key is None else f"{self._library}#e{key}"

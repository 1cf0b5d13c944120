"""What reports, claims and entities are called outside: the ids that exported objects carry and refer to."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from reportedly.model import Attribution, Entity, Reading


class Names(Protocol):
    """Gives stable ids, the same whenever the same thing is exported; each is an absolute IRI.

    Two entities with one id are one: whoever knows that a person in two reports is the same says so here.
    """

    def report(self, reading: Reading) -> str:
        """The id of a report."""

    def claim(self, reading: Reading, attribution: Attribution) -> str:
        """The id of one of its claims."""

    def entity(self, reading: Reading, entity: Entity) -> str:
        """The id of somebody or something named in it."""


class LocalNames(Struct, frozen=True):
    """Ids that need nothing but the Reading: ``urn:sha256:…`` for a report, and ``#a1`` or ``#e1`` in it."""

    def report(self, reading: Reading) -> str:
        """The SHA-256 of the bytes that the report came from."""
        return f"urn:sha256:{reading.report.id}"

    def claim(self, reading: Reading, attribution: Attribution) -> str:
        """The report's id and the claim's in it."""
        return f"{self.report(reading)}#{attribution.id}"

    def entity(self, reading: Reading, entity: Entity) -> str:
        """The report's id and the entity's in it: entities of two reports are never the same."""
        return f"{self.report(reading)}#{entity.id}"


LOCAL = LocalNames()

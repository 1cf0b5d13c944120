"""Whose word there is in a library, and what of each is known: statements only, nothing that rates a person."""

from __future__ import annotations

from msgspec import Struct

from reportedly.library.showing import EntityShown


class Counted(Struct, frozen=True, kw_only=True):
    """One value that the claims of a source have.

    Attributes:
        value: as a query has it.
        name: as people read it.
        claims: how many of the source's claims have it.
        query: what finds these.

    """

    value: str
    name: str
    claims: int
    query: str


class SpeakerShown(Struct, frozen=True, kw_only=True):
    """A source over all reports, the latest version of each; the most claims first, and months newest first.

    Attributes:
        entity: who it is.
        outlets: whose reports have its claims.
        through: the intermediaries that they came through.
        months: when these reports were published.
        kinds: as what kind of source it is cited.
        certainty: how surely the reports give them.
        reports: those with the most of them, up to ``MOST_REPORTS``.

    """

    entity: EntityShown
    outlets: tuple[Counted, ...]
    through: tuple[Counted, ...]
    months: tuple[Counted, ...]
    kinds: tuple[Counted, ...]
    certainty: tuple[Counted, ...]
    reports: tuple[Counted, ...]

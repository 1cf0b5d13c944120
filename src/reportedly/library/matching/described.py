"""What is known of somebody, which is all that the rules look at."""

from __future__ import annotations

from typing import NamedTuple

from reportedly.model import EntityKind


class Described(NamedTuple):
    """Somebody as one report, or all the reports so far, describe them.

    ``name`` is the name to show; ``aliases``, ``roles`` and ``affiliations`` are as the reports write them.
    """

    kind: EntityKind
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()

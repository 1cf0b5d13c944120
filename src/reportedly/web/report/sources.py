"""Whose word a claim is, as one thing over the whole page: a name, a kind, and a word for addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.web.report.words import slug

if TYPE_CHECKING:
    from reportedly.library import Kept
    from reportedly.model import Attribution, Entity, Via

# No name makes any of these: it has no underscore.
NO_SOURCE = "_none"
UNNAMED = "_unnamed"
OTHERS = "_others"
"""Stands in addresses for the sources that the picture draws as one."""


@dataclass(frozen=True, slots=True)
class Who:
    """A source or an intermediary.

    Attributes:
        slug: what it is called in addresses: the key of the entity, or its name.
        name: the fullest.
        kind: a ``SourceKind``, or ``none`` where no source is named.
        role: as the report gives it, with the affiliation.
        entity: its key in the library.

    """

    slug: str
    name: str
    kind: str
    role: str | None = None
    entity: int | None = None

    @property
    def plain(self) -> bool:
        """Whether there is somebody to ask: neither unnamed nor left out."""
        return self.kind not in ("none", "unnamed")


def source_of(claim: Attribution, kept: Kept, entities: dict[str, Entity]) -> Who:
    """Whose word a claim is."""
    source = claim.source
    if source is None:
        return Who(NO_SOURCE, "No source named", "none")
    written = " … ".join(span.text for span in source.spans)
    if source.kind == "unnamed":
        # Who cannot be told apart is one: "sources", "a source" and "another source" may be the same people.
        return Who(UNNAMED, "Unnamed sources", "unnamed")
    return _who(source.entity, written, source.kind, kept, entities)


def via_of(via: Via, kept: Kept, entities: dict[str, Entity]) -> Who:
    """Whom a claim came through."""
    return _who(via.entity, via.name, via.kind, kept, entities)


def _who(local: str | None, written: str, kind: str, kept: Kept, entities: dict[str, Entity]) -> Who:
    entity = entities.get(local) if local else None
    if entity is None:
        return Who(slug(written), written, kind)
    key = kept.entities.get(entity.id)
    role = ", ".join(part for part in (entity.role, entity.affiliation) if part) or None
    return Who(f"e{key}" if key is not None else slug(entity.name), entity.name, kind, role, key)

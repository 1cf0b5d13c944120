"""The kind of each source, settled for the whole report: a fact of who it is, not of the words at one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.language import Passage
    from reportedly.model import Attribution, Entity, Report, Source, SourceKind


def settled(
    attributions: Sequence[Attribution], entities: Sequence[Entity], report: Report, passages: Sequence[Passage]
) -> tuple[Attribution, ...]:
    """Let what the report shows of an entity decide the kind of all its sources.

    Args:
        attributions: their sources tied to entities where the report shows who is meant, each with the kind that its
            own words tell.
        entities: those of the report.
        report: the report.
        passages: its readable blocks as parsed, in page order.

    Returns:
        The same attributions, in the same order, with the kinds of their sources settled.

    """
    by_id = {entity.id: entity for entity in entities}
    officials = {a.source.entity for a in attributions if a.source and a.source.kind == "official"}
    return tuple(
        replace(a, source=_settled(a.source, by_id, officials)) if a.source and a.source.entity else a
        for a in attributions
    )


def _settled(source: Source, by_id: dict[str, Entity], officials: set[str | None]) -> Source:
    entity = by_id[source.entity or ""]
    if source.kind == "official" and entity.kind not in ("person", "place"):
        return replace(source, kind=_kind_of(entity, source.kind))
    if source.kind not in ("person", "unknown", "organisation"):
        return source
    if entity.id in officials or (entity.kind == "person" and entity.role and entity.affiliation):
        return replace(source, kind="official")
    return replace(source, kind=_kind_of(entity, source.kind))


def _kind_of(entity: Entity, otherwise: SourceKind) -> SourceKind:
    return entity.kind if entity.kind != "place" else otherwise

"""Sources of attributions tied to the entities of the report, and entities made for those that it does not name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from reportedly.mentions.sources.kinds import settled
from reportedly.mentions.sources.resolving import Sources

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.language import Passage
    from reportedly.model import Attribution, Entity, Report


def tied(
    attributions: Sequence[Attribution], entities: Sequence[Entity], report: Report, passages: Sequence[Passage]
) -> tuple[tuple[Attribution, ...], tuple[Entity, ...]]:
    """Tie sources and intermediaries to entities, and let what is known of an entity settle the kind of its sources.

    Args:
        attributions: as ``attribution.attribute`` found them, in page order.
        entities: as ``people.find`` found them in the same report.
        report: the report; its ``bylines`` say who "I" is.
        passages: its readable blocks as parsed, in page order.

    Returns:
        The same attributions, in the same order, their sources and intermediaries with entities where the report shows
        who is meant; and the entities, with one more for each source that is no named one, in order of first mention.

    """
    found = _sources(attributions, entities, report, passages)
    numbered, renamed = found[1], found[2]
    by_name = {name: renamed[entity.id] for entity in entities for name in (*entity.aliases, entity.name)}
    known = []
    for attribution in attributions:
        source = attribution.source
        entity = found[0].get(attribution.id)
        if source is not None and entity is not None:
            source = replace(source, entity=renamed[entity])
        via = tuple(replace(step, entity=by_name.get(step.name)) for step in attribution.via)
        known.append(replace(attribution, source=source, via=via))
    return settled(known, numbered, passages), numbered


def _sources(
    attributions: Sequence[Attribution], entities: Sequence[Entity], report: Report, passages: Sequence[Passage]
) -> tuple[dict[str, str], tuple[Entity, ...], dict[str, str]]:
    """The entity of each attribution by its id, all entities numbered anew, and their new numbers by the old."""
    sources = Sources(report, entities, passages)
    whose: dict[str, str] = {}
    ordered = sorted(
        (one for one in attributions if one.source is not None and one.source.spans),
        key=lambda one: one.source.spans[0].start if one.source else 0,
    )
    for one in ordered:
        if one.source is not None:
            entity = sources.resolve(one.source, whose.get(one.within or ""))
            if entity is not None:
                whose[one.id] = entity
    used = set(whose.values())
    joined = {member for made in sources.made.values() if made.id in used for member in made.members}
    made = [one.entity() for one in sources.made.values() if one.id in used | joined]
    every = sorted([*entities, *made], key=lambda entity: entity.mentions[0].start if entity.mentions else 0)
    renamed = {entity.id: f"e{at}" for at, entity in enumerate(every, start=1)}
    return whose, tuple(replace(entity, id=renamed[entity.id]) for entity in every), renamed

"""Sources of attributions tied to the people, organisations and outlets of the report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reportedly.mentions.references import resolve
from reportedly.mentions.source_kinds import settled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.language import Passage
    from reportedly.model import Attribution, Entity, Report, Source

_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)


def tied(
    attributions: Sequence[Attribution], entities: Sequence[Entity], report: Report, passages: Sequence[Passage]
) -> tuple[Attribution, ...]:
    """Tie sources and intermediaries to entities, and let what is known of an entity settle the kind of its sources.

    Args:
        attributions: as ``attribution.attribute`` found them, in page order.
        entities: as ``people.find`` found them in the same report.
        report: the report; its ``bylines`` and ``publisher`` say who "I" and "we" are.
        passages: its readable blocks as parsed, in page order.

    Returns:
        The same attributions, in the same order, their sources and intermediaries with entities where the report shows
        who is meant.

    """
    text = report.text
    by_id = {entity.id: entity for entity in entities}
    by_name = {name: entity.id for entity in entities for name in (*entity.aliases, entity.name)}
    known = []
    for attribution in attributions:
        source = attribution.source
        if source is not None and source.spans and source.kind not in ("unnamed", "document"):
            entity = resolve(source.spans[0], entities, text, passages)
            source = _of_entity(source, by_id[entity]) if entity else source
        via = tuple(replace(step, entity=by_name.get(step.name)) for step in attribution.via)
        known.append(replace(attribution, source=source, via=via))

    return settled(known, entities, passages)


def _of_entity(source: Source, entity: Entity) -> Source:
    """A source tied to its entity, unless that is only whom an official speaks for: "an official of the agency"."""
    if source.kind != "official" or entity.kind == "person":
        return replace(source, entity=entity.id)
    words = _ARTICLE.sub("", source.spans[0].text)
    if any(words.startswith(name) for name in (entity.name, *entity.aliases)) and entity.kind != "place":
        return replace(source, entity=entity.id)
    return source

"""The kind of each source, settled for the whole report: a fact of who it is, not of the words at one place."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reportedly.mentions.sources.standing import offices

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.language import Passage
    from reportedly.model import Attribution, Entity, Source, SourceKind

_HONORIFIC = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr)\b")
_FULL_NAME = re.compile(r"(?:[A-ZÀ-Þ]\w*[a-zß-ÿ][\w'’-]*\s+){1,3}[A-ZÀ-Þ]\w*[a-zß-ÿ][\w'’-]*(?: - |,|$)")
_BODY = re.compile(
    r"^(?!.*\b(?:Press|News)\b).*\b(?:Party|Council|Association|Union|Ministry|Department|Government|Committee|Academy|"
    r"University|Institute|Authority)\b"
)
"""Names of bodies that were taken for an outlet, as those with a website are."""
_AND = re.compile(r",? and |, ")
_PERSONAL = frozenset(
    "he him his himself self she her hers herself i me my mine myself we us our ours who whom whose".split()
)
_SEVERAL = frozenset(
    "they them their theirs you your both each neither either all some many others most few everyone people".split()
)
_OPEN: frozenset[SourceKind] = frozenset(("person", "official", "unknown", "organisation", "group", "unnamed"))
"""Kinds that words alone may get wrong; a document or an outlet is what its words say."""


def settled(
    attributions: Sequence[Attribution], entities: Sequence[Entity], passages: Sequence[Passage]
) -> tuple[Attribution, ...]:
    """Let what the report shows of an entity decide the kind of all its sources.

    Args:
        attributions: their sources tied to entities where the report shows who is meant, each with the kind that its
            own words tell.
        entities: those of the report.
        passages: its readable blocks as parsed, in page order.

    Returns:
        The same attributions, in the same order, with the kinds of their sources settled. A pronoun that is tied to
        nobody still tells a person from several; ``unknown`` is left where nothing does.

    """
    kinds = _kinds(attributions, entities, passages)
    people = frozenset(entity.id for entity in entities if entity.kind == "person" and " " in entity.name)
    return tuple(replace(a, source=_settled(a.source, kinds, people)) if a.source else a for a in attributions)


def _settled(source: Source, kinds: dict[str, SourceKind], people: frozenset[str]) -> Source:
    of_entity = kinds.get(source.entity or "")
    word = source.spans[0].text.strip().lower() if source.spans else ""
    if of_entity == "document" and word in _PERSONAL:
        of_entity = None  # what was found for it cannot be right
    if source.kind == "official" and of_entity == "person":
        return source  # these very words name an office that is held
    if source.kind == "group" and source.entity in people and " and " in source.spans[0].text:
        return source  # "Mayor Lee and his friends", tied to the one who is named
    outlet = source.kind == "outlet" and source.entity in people and of_entity in ("person", "official")
    if of_entity is not None and (source.kind in _OPEN or outlet):
        return replace(source, kind=of_entity)
    if source.kind == "unknown" and word:
        return replace(source, kind="person" if word in _PERSONAL else "group" if word in _SEVERAL else "unknown")
    return source


def _kinds(
    attributions: Sequence[Attribution], entities: Sequence[Entity], passages: Sequence[Passage]
) -> dict[str, SourceKind]:
    """The kind of each entity that is a source."""
    said: dict[str, list[SourceKind]] = {}
    for one in attributions:
        if one.source and one.source.entity:
            said.setdefault(one.source.entity, []).append(one.source.kind)
    held = offices(entities, passages)
    # A surname that two people bear is an entity of neither.
    surnames = frozenset(e.name.split()[-1] for e in entities if held.get(e.id) and " " in e.name)
    found: dict[str, SourceKind] = {}
    for entity in entities:
        own: Counter[SourceKind] = Counter(said.get(entity.id, ()))
        del own["unknown"]
        if entity.kind == "person":
            found[entity.id] = _of_person(entity, own, held, surnames)
        elif entity.kind != "place":
            found[entity.id] = _of_other(entity, own)
    of_name = {name: found[e.id] for e in entities if e.id in found for name in (e.name, *e.aliases)}
    for entity in entities:
        members = _members(entity.name, of_name) if entity.kind in ("group", "person") else ()
        if members and "official" not in said.get(entity.id, ()):
            found[entity.id] = _together(members)
        elif members:
            found[entity.id] = "official"
    return {identity: kind for identity, kind in found.items() if identity in said}


def _of_person(entity: Entity, own: Counter[SourceKind], held: dict[str, bool], surnames: frozenset[str]) -> SourceKind:
    """Somebody with a name is a person or an official; one without is what the words for them say."""
    most = own.most_common(1)[0][0] if own else None
    full = " " in entity.name and _is_named(entity) and _is_persons_name(entity.name)
    if most in ("organisation", "document") and not (full or own["person"] or entity.id in held):
        return most  # taken for somebody: "the regulator", "the marketing company NAME"
    if not _is_persons_name(entity.name) and (own["unnamed"] or (not own and _is_anybody(entity))):
        return "unnamed" if own["unnamed"] >= own["official"] else "official"
    if entity.id in held:
        return "official" if held[entity.id] or own["official"] > own["person"] else "person"
    if entity.name in surnames and not entity.role:
        return "official"
    for kind in ("official", "unnamed"):
        if own[kind] and (own[kind] >= own["person"] or (kind == "official" and _is_named(entity))):
            return kind
    return "person"


def _of_other(entity: Entity, own: Counter[SourceKind]) -> SourceKind:
    """A body or a crowd is what the words for it say most often; one with a name is of its own kind."""
    if _HONORIFIC.match(entity.name):
        return "person"
    if entity.kind in ("organisation", "outlet") and _is_named(entity):
        if own["outlet"] > own["organisation"] and not _BODY.search(entity.name):
            return "outlet"
        return "organisation" if _BODY.search(entity.name) else entity.kind
    if entity.kind == "document" and not own and _FULL_NAME.match(entity.name):
        return "person"  # words that no rule read: "Anna Berg - she chairs the port"
    together = _AND.split(entity.name)
    if own["person"] and len(together) > 1 and all(_is_persons_name(part) for part in together if part):
        return "person"
    fitting = Counter({kind: count for kind, count in own.items() if kind != "person"})
    return fitting.most_common(1)[0][0] if fitting else entity.kind if entity.kind != "place" else "unknown"


def _is_persons_name(name: str) -> bool:
    """Whether a person's name is one, and no description ("federal judge", "Oslo's new mayor")."""
    return name.split()[-1][:1].isupper()


def _is_anybody(entity: Entity) -> bool:
    """Whether somebody without a name comes up as one of many: "a neighbour"; a spokesman is there to be asked."""
    words = entity.mentions[0].text.lower().split() if entity.mentions else []
    return words[:1] in (["a"], ["an"], ["another"], ["one"]) and "spokes" not in entity.name


def _is_named(entity: Entity) -> bool:
    return entity.name[:1].isupper()


def _members(name: str, of_name: dict[str, SourceKind]) -> tuple[SourceKind, ...]:
    """The kinds of those who a group's name joins: "Anna Berg and Ola Lund"; none for any other group."""
    parts = [part for part in _AND.split(name.removeprefix("both ")) if part]
    kinds = tuple(of_name[part] for part in parts if part in of_name)
    return kinds if 1 < len(parts) == len(kinds) else ()


def _together(members: Iterable[SourceKind]) -> SourceKind:
    kinds = set(members)
    if len(kinds) == 1:
        return kinds.pop()
    return "group"

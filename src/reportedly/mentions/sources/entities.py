"""The entities of a report's sources: those that it names, and those made as sources come."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from reportedly.mentions.people.roles import TITLES
from reportedly.mentions.sources.made import Made, alike
from reportedly.mentions.sources.offices_held import Held, held
from reportedly.mentions.sources.pronouns import Scene
from reportedly.mentions.sources.references import joined, resolve
from reportedly.mentions.sources.words import Phrase, Phrases, described

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.language import Passage
    from reportedly.model import Entity, EntityKind, Report


class Entities:
    """Whom a report names, whom its sources added, and who spoke last.

    Args:
        report: the report.
        entities: those that it names.
        passages: its readable blocks as parsed.

    """

    def __init__(self, report: Report, entities: Sequence[Entity], passages: Sequence[Passage]) -> None:
        self.text = report.text
        self.report = report
        self.named = tuple(entities)
        self.by_id = {entity.id: entity for entity in entities}
        self.passages = passages
        self.phrases = Phrases(passages)
        self.made: dict[str, Made] = {}
        self.spoke: str | None = None
        self.roles: dict[str, tuple[Held, ...]] = {}
        self.pair: str | None = None
        self.heard: dict[tuple[int, int], str | None] = {}

    @cached_property
    def scene(self) -> Scene:
        """Who is named where."""
        return Scene(self.named, self.text, self.passages)

    def _name(self, entity: str) -> str:
        return self.by_id[entity].name if entity in self.by_id else self.made[entity].name

    def _name_of(self, entity: str | None) -> str | None:
        return self._name(entity) if entity else None

    def _is_person(self, entity: str) -> bool:
        return entity in self.by_id and self.by_id[entity].kind == "person"

    def _named(self, phrase: Phrase) -> str | None:
        several = joined(phrase.span, self.named, self.text)
        if len(several) > 1:
            return self._together(phrase, [entity.id for entity in several])
        found = resolve(phrase.span, self.named, self.text, self.passages)
        if found is None:
            return self._bearer(phrase) or self._apposed(phrase)
        entity = self.by_id[found]
        if entity.kind == "person" and (beside := self._beside(phrase, entity)):
            return self._new(phrase, "group", f"{entity.name} and {beside}")
        if entity.kind != "person" and (phrase.human or phrase.plural) and not self._begins(phrase, entity):
            return None  # "an official of the agency"
        return found

    def _beside(self, phrase: Phrase, entity: Entity) -> str | None:
        """Those whom a phrase names beside somebody: "other scientists" of "Berg, a chemist, and other scientists"."""
        for token in phrase.tokens:
            head = token.head.head if token.head.dep_ == "appos" else token.head
            if token.dep_ != "conj" or token.tag_ != "NNS" or head.text not in entity.name.split():
                continue
            others = self.phrases.at(phrase.passage.span(token.left_edge.i, phrase.tokens[-1].i + 1))
            return described(others) if others else None
        return None

    def _apposed(self, phrase: Phrase) -> str | None:
        """The body whose name a description ends in: "the sport's ruling body, the IAAF"."""
        before, comma, name = phrase.span.text.rstrip(" ,").rpartition(", ")
        name = name.removeprefix("the ")
        if not comma or "," in before or phrase.human or phrase.plural or phrase.head.pos_ != "NOUN":
            return None
        bodies = (e for e in self.named if e.kind in {"organisation", "outlet"})
        return next((e.id for e in bodies if name in (e.name, *e.aliases)), None)

    def _begins(self, phrase: Phrase, entity: Entity) -> bool:
        words = re.sub(r"^(?:the|an?)\s+", "", phrase.span.text, flags=re.IGNORECASE)
        return words.startswith((entity.name, *entity.aliases))

    def _bearer(self, phrase: Phrase) -> str | None:
        """Of several people with one surname, who spoke last or is named most by far, where only the surname stands."""
        words = [t.text for t in phrase.tokens if t.tag_ != "POS" and t.lower_ not in TITLES]
        if len(words) != 1 or phrase.head.pos_ != "PROPN":
            return None
        bearers = [e for e in self.named if e.kind == "person" and " " in e.name and e.name.split()[-1] == words[0]]
        if any(e.id == self.spoke for e in bearers):
            return self.spoke
        counted = sorted((len(e.mentions), e.id) for e in bearers)
        if len(counted) > 1 and counted[-1][0] >= 2 * counted[-2][0]:
            return counted[-1][1]
        return None

    def _together(self, phrase: Phrase, members: Sequence[str]) -> str:
        for one in self.made.values():
            if set(one.members) == set(members):
                one.spans.append(phrase.span)
                self.pair = one.id
                return one.id
        name = " and ".join(self._name(member) for member in members)
        self.pair = self._new(phrase, "group", name, members=tuple(members))
        return self.pair

    def _roles(self, entity: Entity) -> tuple[Held, ...]:
        if entity.id not in self.roles:
            numbers = [self.phrases.number(mention.start) for mention in entity.mentions]
            self.roles[entity.id] = held(entity, self.passages, numbers)
        return self.roles[entity.id]

    def _nearest(self, candidates: Sequence[str], start: int) -> str:
        return min(candidates, key=lambda one: self._apart(one, start))

    def _apart(self, entity: str, start: int) -> int:
        """Characters from the nearest place where an entity is named; three times as far where that comes after."""
        return min(
            start - mention.start if mention.start < start else 3 * (mention.start - start)
            for mention in self.by_id[entity].mentions
        )

    def _known(self, phrase: Phrase, owner: str | None, kind: EntityKind) -> str | None:
        """The nearest entity made of the same noun that does not contradict a phrase."""
        proper = phrase.proper
        whose = self._name_of(owner)
        for one in sorted(self.made.values(), key=lambda made: (made.noun != phrase.noun, -made.last)):
            whose_else = phrase.owner and (not whose or whose.split()[-1] not in one.name)
            if one.kind != kind or not alike(one.noun, phrase.noun) or whose_else:
                continue
            if proper <= one.proper or one.proper <= proper or not proper:
                name = described(phrase, whose)
                one.takes(phrase, name, proper)
                return one.id
        return None

    def _same(self, phrase: Phrase, kind: EntityKind, name: str | None = None) -> str | None:
        """The entity that was already made of the same words."""
        name = name or described(phrase)
        for one in self.made.values():
            if one.kind == kind and one.name.casefold() == name.casefold() and not one.unnamed:
                one.takes(phrase, name, phrase.proper)
                return one.id
        return None

    def _called(self, name: str) -> str | None:
        """The named entity that bears a name and no other does."""
        found = [e.id for e in self.named if name in (e.name, *e.aliases)]
        return found[0] if len(found) == 1 else None

    def _new(
        self,
        phrase: Phrase,
        kind: EntityKind,
        name: str,
        *,
        members: tuple[str, ...] = (),
        unnamed: bool = False,
    ) -> str:
        if not members and not unnamed and (named := self._called(name)):
            return named
        identity = f"m{len(self.made) + 1}"
        noun = "" if members else phrase.noun
        proper = frozenset() if members else phrase.proper
        made = Made(identity, kind, name, noun, proper, members, unnamed, [phrase.span], [name], phrase.span.start)
        self.made[identity] = made
        if kind == "person":
            self.scene.add(made.entity(), phrase.noun)
        return identity

"""Who each source is: a name, what points back at one, or an entity of its own by the text's words for it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from reportedly.language import RELATIVES, antecedent
from reportedly.mentions.descriptions import OFFICES, OUTLETS, Held, bodies, held, holds
from reportedly.mentions.made import Made, alike
from reportedly.mentions.pronouns import PRONOUNS, Scene
from reportedly.mentions.references import joined, resolve
from reportedly.mentions.source_words import Phrase, Phrases, described, is_human

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from reportedly.language import Passage
    from reportedly.model import Entity, EntityKind, Report, Source

_FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())
_THEY = frozenset("they them their theirs themselves".split())
_IT = frozenset("it its itself".split())
_PAIR = frozenset({"both", "each", "neither", "either"})
_BY_LINE = re.compile(r"^\s*by\s+", re.IGNORECASE)
_LEDE = 3
"""Passages, headline included, in which a description can stand for somebody who is named only further down."""
_SCANNED = 3
"""Passages searched backwards for what "they" and "it" mean, that of the pronoun included."""
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
_BESIDE = 600
"""Characters within which "the company" means a body whose name does not say that it is one."""
_CLOSE = 8
"""Tokens before "who" among which its noun is sought where the parse gives another."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SOMEBODY = frozenset("everyone everybody nobody someone somebody anyone people some many others most few none".split())


class Sources:
    """Resolves the sources of one report, each in turn, in the order of the text.

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

    @cached_property
    def scene(self) -> Scene:
        """Who is named where."""
        return Scene(self.named, self.text, self.passages)

    def resolve(self, source: Source, speaker: str | None) -> str | None:
        """The entity of a source.

        Args:
            source: its words, with the kind that they tell.
            speaker: the entity of the claim in whose content it stands, who says "I" there.

        """
        span = source.spans[0]
        phrase = self.phrases.at(span)
        found = self._resolved(phrase, source, speaker) if phrase else None
        if found is not None and phrase is not None:
            self.spoke = found
            if found in self.made:
                self.made[found].last = span.start
            self.scene.mark(found, span)
        return found

    def _resolved(self, phrase: Phrase, source: Source, speaker: str | None) -> str | None:
        word = phrase.span.text.strip().lower()
        if len(phrase.tokens) == 1:
            if word in PRONOUNS:
                return self.scene.whom(phrase.span.start, self.spoke, word)
            if word in _FIRST_PERSON:
                return speaker if self.scene.is_quoted(phrase.span.start) else self._author(phrase)
            if word == "you":
                return None if self.scene.is_quoted(phrase.span.start) else self._new(phrase, "group", "readers")
            if word in _THEY or word in _IT:
                return self._pointed(phrase, source, plural=word in _THEY)
            if word in RELATIVES:
                return self._relative(phrase, source, speaker)
            if word in _PAIR and self.pair:
                return self.pair
        if not any(t.pos_ in _NOMINAL for t in phrase.tokens):
            return self._named(phrase)
        return self._named(phrase) or self._described(phrase, source)

    # Names

    def _named(self, phrase: Phrase) -> str | None:
        several = joined(phrase.span, self.named, self.text)
        if len(several) > 1:
            return self._together(phrase, [entity.id for entity in several])
        found = resolve(phrase.span, self.named, self.text, self.passages)
        if found is None:
            return None
        entity = self.by_id[found]
        if entity.kind != "person" and (phrase.human or phrase.plural) and not self._begins(phrase, entity):
            return None  # "an official of the agency"
        return found

    def _begins(self, phrase: Phrase, entity: Entity) -> bool:
        words = re.sub(r"^(?:the|an?)\s+", "", phrase.span.text, flags=re.IGNORECASE)
        return words.startswith((entity.name, *entity.aliases))

    def _together(self, phrase: Phrase, members: Sequence[str]) -> str:
        for one in self.made.values():
            if set(one.members) == set(members):
                one.spans.append(phrase.span)
                self.pair = one.id
                return one.id
        name = " and ".join(self._name(member) for member in members)
        self.pair = self._new(phrase, "group", name, members=tuple(members))
        return self.pair

    def _name(self, entity: str) -> str:
        return self.by_id[entity].name if entity in self.by_id else self.made[entity].name

    def _author(self, phrase: Phrase) -> str | None:
        lines = [_BY_LINE.sub("", line).strip() for line in self.report.bylines]
        name = lines[0] if len(lines) == 1 and lines[0] else "author"
        name = name.title() if name.isupper() else name
        for entity in self.named:
            if entity.kind == "person" and entity.name.casefold() == name.casefold():
                return entity.id
        for one in self.made.values():
            if one.name == name:
                return one.id
        return self._new(phrase, "person", name)

    # What points back

    def _relative(self, phrase: Phrase, source: Source, speaker: str | None) -> str | None:
        stands_for = self._antecedent(phrase)
        if stands_for is None or stands_for.span.start >= phrase.span.start:
            return None
        if stands_for.head.ent_type_ in {"DATE", "TIME"}:
            return None
        if phrase.first == "which" and (stands_for.human or self._names_person(stands_for)):
            return None
        return self._resolved(stands_for, replace(source, kind="unknown"), speaker)

    def _antecedent(self, phrase: Phrase) -> Phrase | None:
        pronoun = phrase.tokens[0]
        words = antecedent(pronoun)
        found = self.phrases.at(phrase.passage.span(words[0].i, words[-1].i + 1)) if words else None
        if pronoun.lower_ not in {"who", "whom"} or (found and (found.human or self._names_person(found))):
            return found
        # A parser hangs many a clause too high: "calls from listeners to his programme who said".
        for at in range(pronoun.i - 1, max(-1, pronoun.i - _CLOSE), -1):
            token = phrase.passage.doc[at]
            if token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound":
                near = self.phrases.at(phrase.passage.span(token.left_edge.i, at + 1))
                if near and (near.human or self._names_person(near)):
                    return near
        return found

    def _names_person(self, phrase: Phrase) -> bool:
        named = resolve(phrase.span, self.named, self.text, self.passages)
        return named is not None and self._is_person(named)

    def _pointed(self, phrase: Phrase, source: Source, *, plural: bool) -> str | None:
        """What "they" or "it" means: the nearest subject before it that is several or no person."""
        number = self.phrases.number(phrase.span.start) or 0
        for at in range(number, max(-1, number - _SCANNED), -1):
            if at < number and self._can_be(self.spoke, plural=plural):
                return self.spoke
            passage = self.passages[at]
            stop = phrase.span.start - passage.start
            subjects = [t for t in passage.doc if t.dep_ in _SUBJECTS and t.idx < stop and not self._quoted(passage, t)]
            for token in reversed(subjects):
                found = self._as_antecedent(passage, token, source, plural=plural)
                if found:
                    return found
        return self.spoke if self._can_be(self.spoke, plural=plural) else None

    def _can_be(self, entity: str | None, *, plural: bool) -> bool:
        if entity is None:
            return False
        kind = self.by_id[entity].kind if entity in self.by_id else self.made[entity].kind
        return kind in ({"group", "organisation", "outlet"} if plural else {"organisation", "outlet", "document"})

    def _quoted(self, passage: Passage, token: Token) -> bool:
        return self.scene.is_quoted(passage.start + token.idx)

    def _as_antecedent(self, passage: Passage, token: Token, source: Source, *, plural: bool) -> str | None:
        if token.pos_ not in {"NOUN", "PROPN"}:
            return None
        left = token.left_edge.i
        right = max([token.i, *(t.right_edge.i for t in token.children if t.dep_ in {"prep", "conj", "cc"})])
        candidate = self.phrases.at(passage.span(left, right + 1))
        if candidate is None:
            return None
        named = self._named(candidate)
        if named:
            return named if self._can_be(named, plural=plural) else None
        if candidate.plural == plural and candidate.human == plural:
            return self._described(candidate, source)
        return None

    # Descriptions

    def _described(self, phrase: Phrase, source: Source) -> str | None:
        kind = self._kind(phrase, source)
        if kind == "person":
            return self._person(phrase, source)
        if kind == "group":
            return self._group(phrase, source)
        if kind in ("organisation", "outlet"):
            return self._body(phrase, kind, source)
        return self._document(phrase, source)

    def _kind(self, phrase: Phrase, source: Source) -> EntityKind:
        known = source.kind
        if known == "unknown" and phrase.first in _SOMEBODY:
            return "group"
        if known in ("organisation", "outlet") and phrase.human and not phrase.plural:
            return "person"
        if known in ("organisation", "outlet", "document"):
            return known
        if phrase.head.ent_type_ in {"GPE", "ORG"} and not phrase.human:
            return "organisation"
        if known in ("person", "official") and phrase.human and phrase.head.tag_ == "NN":
            return "person"  # "the former senator and minister"
        if known == "group" or phrase.plural:
            return "group"
        if known in ("person", "official", "unnamed") or phrase.human:
            return "person"
        return "document"

    def _person(self, phrase: Phrase, source: Source) -> str | None:
        number = self.phrases.number(phrase.span.start) or 0
        owner = self._owner(phrase, source)
        holders = self._holders(phrase)
        if phrase.owner:
            beside = [one for one in holders if owner and self._is_near(one, owner)]
            if len(beside) == 1:
                return beside[0]
            return self._known(phrase, owner) or self._new(phrase, "person", described(phrase, self._name_of(owner)))
        before = [one for one in holders if self.by_id[one].mentions[0].start < phrase.span.start]
        if phrase.definite:
            if before or holders:
                return self._nearest(before or holders, phrase.span.start)
            return self._known(phrase, None) or self._focused(phrase)
        opening = number < _LEDE and source.kind != "unnamed"
        if (opening or phrase.first not in {"a", "an", "one", "another"}) and len(holders) == 1:
            return holders[0]
        if phrase.first == "another" or source.kind == "unnamed":
            return self._new(phrase, "person", described(phrase), unnamed=True)
        return self._same(phrase, "person") or self._new(phrase, "person", described(phrase))

    def _focused(self, phrase: Phrase) -> str:
        # Somebody who is known to be something else is not meant: a judge is no nominee.
        others = [e.id for e in self.named if e.kind == "person" and phrase.noun in OFFICES and self._is_other(e)]
        found = self.scene.whom(phrase.span.start, self.spoke, but=others)
        return found or self._new(phrase, "person", described(phrase))

    def _is_other(self, entity: Entity) -> bool:
        return any(one.words & OFFICES for one in self._roles(entity))

    def _holders(self, phrase: Phrase) -> list[str]:
        """The people with the role that a phrase names, those first whom its other words fit."""
        noun = phrase.noun
        if not is_human(noun):
            return []
        found: list[tuple[int, str]] = []
        wanted = {t.lower_ for t in phrase.tokens if t.i != phrase.head.i and t.is_alpha and not t.is_stop}
        for entity in self.named:
            if entity.kind != "person":
                continue
            roles = self._roles(entity)
            fitting = [one for one in roles if holds(noun, one.words)]
            if fitting:
                said = set().union(*(one.words | one.beside for one in fitting))
                found.append((len(wanted & said), entity.id))
        best = max((fit for fit, _ in found), default=0)
        return [one for fit, one in found if fit == best]

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

    def _owner(self, phrase: Phrase, source: Source) -> str | None:
        words = phrase.owner
        if not words:
            return None
        if len(words) == 1 and words[0].lower_ in {"its", "their"}:
            pronoun = self.phrases.at(phrase.passage.span(words[0].i, words[0].i + 1))
            return self._pointed(pronoun, source, plural=words[0].lower_ == "their") if pronoun else None
        if len(words) == 1 and words[0].lower_ in PRONOUNS:
            return self.scene.whom(phrase.passage.start + words[0].idx, self.spoke, words[0].lower_)
        span = phrase.passage.span(words[0].i, words[-1].i + 1)
        return resolve(span, self.named, self.text, self.passages)

    def _name_of(self, entity: str | None) -> str | None:
        return self._name(entity) if entity else None

    def _is_near(self, person: str, owner: str) -> bool:
        """Whether the text ever sets a person beside whose lawyer, adviser or wife they are."""
        names = (self.by_id[owner].name, *self.by_id[owner].aliases) if owner in self.by_id else ()
        for mention in self.by_id[person].mentions:
            around = self.text[max(0, mention.start - 60) : mention.end + 80]
            if any(name in around for name in names):
                return True
        return False

    def _group(self, phrase: Phrase, source: Source) -> str | None:
        if phrase.definite and self.pair and self.made[self.pair].members:
            people = all(self._is_person(member) for member in self.made[self.pair].members)
            if people and phrase.human and not phrase.proper:
                return self.pair
        if (
            phrase.definite
            and (phrase.human or phrase.noun == "two")
            and {t.lower_ for t in phrase.tokens} & {"two", "pair", "duo"}
        ):
            both = self.scene.last_two(phrase.span.start)
            if len(both) > 1:
                return self._together(phrase, both)
        owner = self._owner(phrase, source)
        unnamed = source.kind == "unnamed"
        known = self._known(phrase, owner) if phrase.definite or phrase.owner else None
        name = described(phrase, self._name_of(owner))
        return known or self._same(phrase, "group", name) or self._new(phrase, "group", name, unnamed=unnamed)

    def _is_person(self, entity: str) -> bool:
        return entity in self.by_id and self.by_id[entity].kind == "person"

    def _known(self, phrase: Phrase, owner: str | None) -> str | None:
        """The nearest entity made of the same noun that does not contradict a phrase."""
        proper = phrase.proper
        whose = self._name_of(owner)
        for one in sorted(self.made.values(), key=lambda made: -made.last):
            if not alike(one.noun, phrase.noun) or (phrase.owner and (not whose or whose.split()[-1] not in one.name)):
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

    def _body(self, phrase: Phrase, kind: Literal["organisation", "outlet"], source: Source) -> str | None:
        start = phrase.span.start
        number = self.phrases.number(start) or 0
        proper = phrase.proper
        fitting = [
            (entity, fit)
            for entity, fit in bodies(phrase, self.named, self.text)
            if not proper or any(word in entity.name.split() for word in proper)
        ]
        before = [(entity, fit) for entity, fit in fitting if entity.mentions[0].start < start]
        owner = self._owner(phrase, source)
        known = (phrase.definite or phrase.owner) and self._known(phrase, owner)
        if phrase.definite and before:
            best = max(fit for _, fit in before)
            nearest = self._nearest([entity.id for entity, fit in before if fit == best], start)
            if best > 1 or self._apart(nearest, start) < _BESIDE:
                return nearest
        if known:
            return known
        opening = number < _LEDE or phrase.head.tag_ in {"NNP", "NNPS"}
        after = [entity.id for entity, fit in fitting if fit == 2]
        if opening and after and phrase.noun not in OUTLETS | {"state", "country", "city"}:
            return after[0]
        if phrase.definite and (earlier := self._told_of(phrase)) and earlier.proper:
            phrase = earlier
        name = described(phrase, self._name_of(owner))
        return self._same(phrase, kind, name) or self._new(phrase, kind, name)

    def _document(self, phrase: Phrase, source: Source) -> str | None:
        owner = self._owner(phrase, source)
        name = described(phrase, self._name_of(owner))
        same = self._same(phrase, "document", name)
        if same:
            return same
        if phrase.definite:
            known = self._known(phrase, owner)
            if known:
                return known
            earlier = self._told_of(phrase)
            if earlier:
                made = self._new(earlier, "document", described(earlier))
                self.made[made].takes(phrase, name, phrase.proper)
                return made
        return self._new(phrase, "document", name)

    def _told_of(self, phrase: Phrase) -> Phrase | None:
        """Where the text told before of what "the report" means: "a report by the ministry"."""
        if phrase.proper or phrase.modifiers or phrase.tokens[-1] != phrase.head:
            return None
        number = self.phrases.number(phrase.span.start) or 0
        for at in range(number, -1, -1):
            passage = self.passages[at]
            for token in reversed(passage.doc):
                if token.lower_ != phrase.head.lower_ or passage.start + token.idx >= phrase.span.start:
                    continue
                left = token.left_edge.i
                right = max([token.i, *(t.right_edge.i for t in token.children if t.dep_ == "prep")])
                earlier = self.phrases.at(passage.span(left, right + 1)) if right - left > 1 else None
                if earlier and (earlier.tokens[-1] != earlier.head or earlier.modifiers):
                    return earlier
        return None

    def _new(
        self,
        phrase: Phrase,
        kind: EntityKind,
        name: str,
        *,
        members: tuple[str, ...] = (),
        unnamed: bool = False,
    ) -> str:
        identity = f"m{len(self.made) + 1}"
        noun = "" if members else phrase.noun
        proper = frozenset() if members else phrase.proper
        made = Made(identity, kind, name, noun, proper, members, unnamed, [phrase.span], [name], phrase.span.start)
        self.made[identity] = made
        if kind == "person":
            self.scene.add(made.entity(), phrase.noun)
        return identity

"""Whom a description means: somebody named, somebody described before, or somebody new."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from reportedly.mentions.people.roles import ROLES
from reportedly.mentions.sources.entities import Entities
from reportedly.mentions.sources.made import DOCUMENTS, WORKS, alike
from reportedly.mentions.sources.offices_held import BODIES, COURTESY, FREE, OFFICES, OUTLETS, Held, bodies, holds
from reportedly.mentions.sources.pronouns import PRONOUNS
from reportedly.mentions.sources.references import resolve
from reportedly.mentions.sources.words import Phrase, described, is_human, is_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from reportedly.language import Passage
    from reportedly.model import Entity, EntityKind, Source

_LEDE = 3
"""Passages, headline included, in which a description can stand for somebody who is named only further down."""
_SCANNED = 3
"""Passages searched backwards for what "they" and "it" mean, that of the pronoun included."""
_BESIDE = 600
"""Characters within which "the company" means a body whose name does not say that it is one."""
_RUNNING = frozenset(
    (
        "nominee candidate contender challenger incumbent senator governor congressman congresswoman representative "
        "secretary mayor president minister chancellor premier"
    ).split()
)
"""Offices that a report often names somebody by, who spoke last, without having told before that it is theirs."""
_HIGH = frozenset("president minister chancellor premier".split())
"""Offices that nobody has with another occupation."""
_LAY = frozenset("husband wife father mother son daughter brother sister friend leader candidate nominee".split())
_APART = frozenset("prime vice deputy shadow attorney".split())
"""Words that make another office of the one that they stand before."""
_LANDS = frozenset({"GPE", "LOC"})
_TITLE = re.compile(
    r"(?:,|\s+(?:entitled|titled|called)|[^“”\",.;:()]{0,60}?(?:entitled|titled|called))?\s+"
    r"(?:[“\"](?P<quoted>[^“”\"]{2,70})[”\"]"
    r"|(?<=titled\s)(?P<named>[A-Z0-9][\w’'-]*(?::?\s+(?:(?:of|the|and|in|to|a|for)\s+){0,2}[A-Z0-9][\w’'-]*){0,9}))"
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SOMEBODY = frozenset("everyone everybody nobody someone somebody anyone people some many others most few none".split())


class Descriptions(Entities):
    """Resolves common nouns, and "they" and "it", which stand for the subjects that such nouns are."""

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
        if known in ("person", "official") and phrase.first == "the" and phrase.head.tag_ == "NNP" and not phrase.human:
            return "organisation"  # "the Good Pub Guide"
        if phrase.noun in DOCUMENTS and not phrase.plural and known in ("person", "official"):
            return "document"
        if known in ("organisation", "outlet", "document"):
            return known
        if (phrase.head.ent_type_ in {"GPE", "ORG"} and not phrase.human) or (
            phrase.noun in BODIES and not phrase.plural and known != "group"
        ):
            return "organisation"
        if known in ("person", "official") and phrase.human and phrase.head.tag_ == "NN":
            return "person"  # "the former senator and minister"
        if known == "group" or phrase.plural:
            return "group"
        if known in ("person", "official", "unnamed") or phrase.human:
            return "person"
        return "document"

    def _person(self, phrase: Phrase, source: Source) -> str | None:
        if name := _apposed(phrase):
            return self._same(phrase, "person", name) or self._new(phrase, "person", name)
        number = self.phrases.number(phrase.span.start) or 0
        owner = self._owner(phrase, source)
        holders = self._holders(phrase)
        if phrase.owner:
            beside = [one for one in holders if owner and self._is_near(one, owner)]
            if len(beside) == 1:
                return beside[0]
            if len(holders) == 1 and phrase.owner[-1].ent_type_ in _LANDS:
                return holders[0]  # "Oslo's new mayor"
            name = described(phrase, self._name_of(owner))
            return self._known(phrase, owner, "person") or self._new(phrase, "person", name)
        before = [one for one in holders if self.by_id[one].mentions[0].start < phrase.span.start]
        if phrase.definite:
            ahead = holders if number < _LEDE else []
            if before or ahead:
                return self._nearest(before or ahead, phrase.span.start)
            return self._known(phrase, None, "person") or self._focused(phrase)
        opening = number < _LEDE and (source.kind != "unnamed" or bool(number < 2 and phrase.noun in OFFICES))
        if (opening or phrase.first not in {"a", "an", "one", "another"}) and len(holders) == 1:
            return holders[0]
        if phrase.first == "another" or source.kind == "unnamed":
            another = "another " if phrase.first == "another" else ""
            return self._new(phrase, "person", f"{another}{described(phrase)}", unnamed=True)
        return self._same(phrase, "person") or self._new(phrase, "person", described(phrase))

    def _focused(self, phrase: Phrase) -> str:
        if phrase.noun in OFFICES - _RUNNING:
            return self._new(phrase, "person", described(phrase))
        # Not meant is who is known to be something else, as a judge is no nominee, nor who holds this role elsewhere.
        others = [e.id for e in self.named if e.kind == "person" and self._is_other(e, phrase)]
        if phrase.noun in _HIGH:
            found = self._main(phrase.span.start, others)
        else:
            found = self.scene.whom(phrase.span.start, self.spoke, but=others)
        if found in self.by_id and phrase.noun in OFFICES:
            beside = frozenset(t.lower_ for t in phrase.modifiers)
            called = Held(phrase.span.start, frozenset({phrase.noun}), beside)
            self.roles[found] = (*self._roles(self.by_id[found]), called)
        return found or self._new(phrase, "person", described(phrase))

    def _main(self, start: int, but: Sequence[str]) -> str | None:
        """The person whom the report is about by far, if it began with them."""
        people = [e for e in self.named if e.kind == "person" and e.id not in but and e.mentions[0].start < start]
        counted = sorted(((len(e.mentions), e.id) for e in people), reverse=True)
        if not counted or (len(counted) > 1 and counted[0][0] < 2 * counted[1][0]):
            return None
        first = counted[0][1]
        return first if (self.phrases.number(self.by_id[first].mentions[0].start) or 0) < _LEDE else None

    def _is_other(self, entity: Entity, phrase: Phrase) -> bool:
        noun, roles = phrase.noun, self._roles(entity)
        office = noun in OFFICES or (is_role(noun) and any(t.tag_ == "NNP" for t in phrase.modifiers))
        another = ROLES - COURTESY - _LAY if noun in _HIGH else OFFICES
        return any(holds(noun, one.words) or (office and one.words & another) for one in roles)

    def _holders(self, phrase: Phrase) -> list[str]:
        """The people with the role that a phrase names, those first whom its other words fit."""
        noun = phrase.noun
        if not is_human(noun):
            return []
        found: list[tuple[int, str]] = []
        wanted = {t.lower_ for t in phrase.tokens if t.i != phrase.head.i and t.is_alpha and not t.is_stop}
        apart = wanted & _APART
        for entity in self.named:
            if entity.kind != "person":
                continue
            roles = self._roles(entity)
            fitting = [one for one in roles if holds(noun, one.words) and apart <= one.words]
            if fitting:
                said = set().union(*(one.words | one.beside for one in fitting))
                found.append((len(wanted & said), entity.id))
        best = max((fit for fit, _ in found), default=0)
        if best == 0 and phrase.definite and any(t.tag_ == "NNP" and t.ent_type_ != "NORP" for t in phrase.modifiers):
            return []  # "the Norvik manager" is none of whom the report says that they manage another
        return [one for fit, one in found if fit == best]

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
            if people and phrase.human and not any(t.pos_ != "NUM" for t in phrase.modifiers):
                return self.pair
        if (
            phrase.definite
            and (phrase.human or phrase.noun == "two")
            and {t.lower_ for t in phrase.tokens} & {"two", "pair", "duo"}
        ):
            both = self.scene.last_two(phrase.span.start)
            if len(both) > 1:
                return self._together(phrase, both)
        if phrase.noun in FREE and phrase.definite and phrase.head.tag_ == "NN":
            return self._body(phrase, "organisation", source)
        owner = self._owner(phrase, source)
        unnamed = source.kind == "unnamed"
        known = self._known(phrase, owner, "group") if phrase.definite or phrase.owner else None
        name = described(phrase, self._name_of(owner))
        return known or self._same(phrase, "group", name) or self._new(phrase, "group", name, unnamed=unnamed)

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
        known = (phrase.definite or phrase.owner) and self._known(phrase, owner, kind)
        if phrase.definite and before:
            best = max(fit for _, fit in before)
            best_fit = [entity.id for entity, fit in before if fit == best]
            nearest = self.spoke if best == 1 and self.spoke in best_fit else self._nearest(best_fit, start)
            if best > 1 or self._apart(nearest, start) < _BESIDE:
                return nearest
        if known:
            return known
        opening = number < _LEDE or phrase.head.tag_ in {"NNP", "NNPS"}
        other = phrase.first in {"a", "an"} and phrase.noun in FREE and bool(phrase.modifiers)
        after = [] if other else [entity.id for entity, fit in fitting if fit == 2]
        if opening and after and phrase.noun not in OUTLETS | {"state", "country", "city"}:
            return after[0]
        if phrase.definite and (earlier := self._told_of(phrase)) and earlier.proper:
            phrase = earlier
        name = described(phrase, self._name_of(owner))
        return self._same(phrase, kind, name) or self._new(phrase, kind, name)

    def _document(self, phrase: Phrase, source: Source) -> str | None:
        owner = self._owner(phrase, source)
        name = self._title(phrase) or described(phrase, self._name_of(owner))
        same = self._same(phrase, "document", name)
        if same:
            return same
        if phrase.definite:
            known = self._known(phrase, owner, "document")
            if known:
                return known
            earlier = self._told_of(phrase)
            if earlier:
                made = self._new(earlier, "document", described(earlier))
                self.made[made].takes(phrase, name, phrase.proper)
                return made
        return self._new(phrase, "document", name)

    def _title(self, phrase: Phrase) -> str | None:
        """The title of the work that a phrase means, given there or where the report first told of it."""
        if phrase.noun not in WORKS or phrase.first in {"a", "an", "another"} | PRONOUNS.keys() or phrase.proper:
            return None
        for at in range(self.phrases.number(phrase.span.start) or 0, -1, -1):
            passage = self.passages[at]
            for token in reversed(passage.doc):
                if passage.start + token.idx > phrase.span.start or not alike(token.lower_, phrase.noun):
                    continue
                if title := _TITLE.match(passage.text, token.idx + len(token)):
                    return (title["quoted"] or title["named"]).strip(" .,")
        return None

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

    def _quoted(self, passage: Passage, token: Token) -> bool:
        return self.scene.is_quoted(passage.start + token.idx)

    def _can_be(self, entity: str | None, *, plural: bool) -> bool:
        if entity is None:
            return False
        kind = self.by_id[entity].kind if entity in self.by_id else self.made[entity].kind
        return kind in ({"group", "organisation", "outlet"} if plural else {"organisation", "outlet", "document"})

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
        body = candidate.noun in DOCUMENTS | BODIES.keys() or token.ent_type_ in {"GPE", "ORG"}
        said = candidate.human if plural else body
        if candidate.plural == plural and said:
            return self._described(candidate, source)
        return None


def _apposed(phrase: Phrase) -> str | None:
    """A name of two words and more behind a comma that nobody took for one: "The opposition leader, NAME"."""
    after = [t for t in phrase.tokens if t.i > phrase.head.i]
    if not after or after[0].text != ",":
        return None
    name = list(takewhile(lambda t: t.text[:1].isupper() and t.is_alpha, after[1:]))
    return " ".join(t.text for t in name) if len(name) > 1 else None

"""Whom "he" and "she" mean: all people named before are weighed, and nobody is named where two weigh the same."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reportedly.mentions.people.given import FEMALE_NAMES, MALE_NAMES
from reportedly.mentions.people.roles import FEMALE, MALE
from reportedly.mentions.sources.words import is_human

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from reportedly.language import Passage
    from reportedly.model import Entity, Span

PRONOUNS = {
    "he": MALE,
    "him": MALE,
    "his": MALE,
    "himself": MALE,
    "she": FEMALE,
    "her": FEMALE,
    "hers": FEMALE,
    "herself": FEMALE,
}
_QUOTED = re.compile(
    r"[“\"][^“”\"]*(?:[”\"]|$)"  # a quotation that runs on into the next paragraph is not closed
    r"|(?<!\w)[‘'](?=\S)[^“”\"]*?[,.?!…][’'](?!\w)"
)
_OPENS = re.compile(r"\s*[“\"‘']")
_SPEECH = frozenset(
    (
        "say tell add explain warn argue claim write note state admit insist recall announce declare comment remark "
        "reply answer continue conclude acknowledge complain suggest stress tweet post"
    ).split()
)
_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
_PLACES = frozenset({"pobj", "poss", "pcomp"})


class Weights(NamedTuple):
    """What counts for a candidate, each times its feature.

    Set by hand and checked on the 90 pronouns of the tuning half of ``tests/gold``: 72 of the 76 whose person had been
    named before came out right; logistic regression, cross-validated over the articles, got 70.
    """

    sentence: float = -0.8
    paragraph: float = -0.5
    same: float = 0.2
    speaker: float = 1.5
    subject: float = 1.2
    other: float = 0.0
    under: float = -0.8
    main: float = 0.3
    spoke: float = 1.5
    carried: float = 1.0
    gender: float = 0.7
    often: float = 0.5
    later: float = -0.4
    opening: float = 0.8
    quoted: float = -1.5
    content: float = -0.5
    headline: float = 0.0


WEIGHTS = Weights()
LEAST = -3.0
"""Weight below which nobody is near enough to be meant."""
AHEAD = 0.45
"""By how much the first has to outweigh the second."""


class Place(NamedTuple):
    """Where a person is named, or meant by a pronoun that was resolved."""

    start: int
    entity: str
    sentence: int
    paragraph: int
    part: str  # "speaker", "subject", "other", or "under": under a preposition or a possessive
    main: bool
    pronoun: bool = False
    quoted: bool = False


class Scene:
    """Who is named where in a report, for whatever points back at somebody."""

    def __init__(self, entities: Sequence[Entity], text: str, passages: Sequence[Passage]) -> None:
        self._text = text
        self._passages = passages
        self._starts = [passage.start for passage in passages]
        self._quoted = [[m.span() for m in _QUOTED.finditer(p.text)] for p in passages]
        self._sentences: list[int] = [p.start + s.start_char for p in passages for s in p.doc.sents]
        self._people = {e.id: e for e in entities if e.kind == "person"}
        self._genders: dict[str, str] = {}
        for one in self._people.values():
            self._genders[one.id] = gender(one, text)
        self.places: list[Place] = []
        for entity in self._people.values():
            self.places += self._of(entity)
        self.places += self._unnamed()
        self.places.sort()
        self._meant: set[int] = set()

    def add(self, entity: Entity, noun: str) -> None:
        """Take up somebody whom no name stands for, and who is meant where the same noun acts again: "the woman"."""
        if entity.id not in self._people:
            self._people[entity.id] = entity
            self._genders[entity.id] = gender(entity, self._text)
        first = entity.mentions[0].start
        self.places = sorted(
            place._replace(entity=entity.id) if place.entity == f"?{noun}" and place.start >= first else place
            for place in self.places
        )
        if not any(place.entity == entity.id and place.start == first for place in self.places):
            self.places = sorted([*self.places, *self._of(entity)])

    def mark(self, entity: str, span: Span) -> None:
        """Note that a person is meant at a place of the text, by a pronoun or a description."""
        number = self.paragraph(span.start)
        if number is None or entity not in self._people:
            return
        passage = self._passages[number]
        words = passage.doc.char_span(
            span.start - passage.start, min(span.end, passage.end) - passage.start, alignment_mode="expand"
        )
        if words is not None and len(words):
            self._meant.add(span.start)
            self.places = [p for p in self.places if p.entity in self._people or not span.start <= p.start < span.end]
            part = _part(words) or ("other", False)
            quoted = self._is_quoted(number, span.start)
            insort(self.places, Place(span.start, entity, self._sentence(span.start), number, *part, True, quoted))

    def paragraph(self, start: int) -> int | None:
        """The number of the passage in which a place of the text stands."""
        at = bisect_right(self._starts, start) - 1
        return at if at >= 0 and start < self._passages[at].end else None

    def is_quoted(self, start: int) -> bool:
        """Whether a place of the text stands in quotation marks."""
        number = self.paragraph(start)
        return number is not None and self._is_quoted(number, start)

    def whom(self, start: int, spoke: str | None = None, word: str = "", but: Iterable[str] = ()) -> str | None:
        """The person meant at a place of the text.

        Args:
            start: the place.
            spoke: who was the source of the last claim before it.
            word: the pronoun, whose gender they have; ``""`` for a description, which can be of either.
            but: who is not meant.

        """
        self._follow(start, word)
        weighed = sorted(
            ((weight(features), one) for one, features in self.candidates(start, spoke, word) if one not in but),
            reverse=True,
        )
        if not weighed or weighed[0][0] < LEAST or weighed[0][1] not in self._people:
            return None
        if len(weighed) > 1 and weighed[0][0] - weighed[1][0] < AHEAD:
            return None
        return weighed[0][1]

    def _follow(self, start: int, word: str) -> None:
        """Note first whom the same pronoun means where it is a subject earlier in the passage."""
        number = self.paragraph(start)
        if number is None or not word:
            return
        passage, titles = self._passages[number], PRONOUNS[word]
        for token in passage.doc:
            at = passage.start + token.idx
            if at >= start:
                break
            if token.dep_ in _SUBJECT and PRONOUNS.get(token.lower_) is titles and at not in self._meant:
                self._meant.add(at)
                if not self._is_quoted(number, at) and (found := self.whom(at, None, token.lower_)):
                    self.mark(found, passage.span(token.i, token.i + 1))

    def _unnamed(self) -> list[Place]:
        """Where somebody acts whom no name stands for, and who may be meant instead: "the prosecutor"."""
        roles = {word for one in self._people.values() for word in (one.role or "").lower().split()}
        found = []
        for number, passage in enumerate(self._passages):
            strings = passage.doc.vocab.strings
            told = passage.doc.to_array(["DEP", "TAG"])  # thirty times as fast as token by token
            subjects = np.isin(told[:, 0], [strings[dep] for dep in _SUBJECT]) & (told[:, 1] == strings["NN"])
            for token in (passage.doc[int(at)] for at in np.flatnonzero(subjects)):
                if token.lower_ in roles:
                    continue
                start = passage.start + token.idx
                if is_human(token.lower_) and not self._is_quoted(number, start):
                    part, main = _part(passage.doc[token.i : token.i + 1]) or ("other", False)
                    found.append(Place(start, f"?{token.lower_}", self._sentence(start), number, part, main))
        return found

    def last_two(self, start: int) -> list[str]:
        """The two people named or meant last before a place, the earlier first."""
        found: list[str] = []
        for place in reversed(self.places[: bisect_left(self.places, (start,))]):
            if place.entity not in found and not place.quoted and place.entity in self._people:
                found.insert(0, place.entity)
            if len(found) == 2:
                break
        return found

    def candidates(self, start: int, spoke: str | None, word: str) -> list[tuple[str, tuple[float, ...]]]:
        """Each person who may be meant, with the features that ``Weights`` weighs."""
        number = self.paragraph(start)
        if number is None:
            return []
        wanted = PRONOUNS.get(word)
        other = {"": "", **{w: ("f" if titles is MALE else "m") for w, titles in PRONOUNS.items()}}.get(word, "")
        before = self.places[: bisect_left(self.places, (start,))]
        sentence = self._sentence(start)
        opens = bool(_OPENS.match(self._text[self._starts[number] : self._passages[number].end]))
        if opens and spoke is None:
            spoke = next(
                (p.entity for p in reversed(before) if p.paragraph == number - 1 and p.part == "speaker" and p.main),
                None,
            )
        quoted = self._is_quoted(number, start)
        counts = Counter(place.entity for place in before)
        found: dict[str, tuple[float, ...]] = {}
        later = 0
        for place in reversed(before):
            known = self._genders.get(place.entity, "")
            if place.entity in found or (other and known == other):
                continue
            if place.quoted and not quoted and any(p.entity == place.entity and not p.quoted for p in before):
                continue
            apart = min(sentence - place.sentence, 8)
            found[place.entity] = (
                float(apart),
                float(min(number - place.paragraph, 5)),
                float(apart == 0),
                float(place.part == "speaker"),
                float(place.part == "subject"),
                float(place.part == "other"),
                float(place.part == "under"),
                float(place.main),
                float(place.entity == spoke),
                float(place.pronoun),
                float(wanted is not None and known != ""),
                math.log(counts[place.entity]),
                float(min(later, 4)),
                float(opens and place.entity == spoke),
                float(place.quoted and not quoted),
                float(apart == 0 and not place.main),
                float(place.paragraph == 0),
            )
            later += 1
        return list(found.items())

    def _sentence(self, start: int) -> int:
        return bisect_right(self._sentences, start)

    def _is_quoted(self, number: int, start: int) -> bool:
        at = start - self._starts[number]
        return any(begin < at < end for begin, end in self._quoted[number])

    def _of(self, entity: Entity) -> list[Place]:
        found = []
        for mention in entity.mentions:
            number = self.paragraph(mention.start)
            if number is None:
                continue
            passage = self._passages[number]
            words = passage.doc.char_span(
                mention.start - passage.start, mention.end - passage.start, alignment_mode="expand"
            )
            part = _part(words) if words is not None and len(words) else None
            if words is not None and part is not None and _is_person(words, entity, part[0]):
                quoted = self._is_quoted(number, mention.start)
                sentence = self._sentence(mention.start)
                found.append(Place(mention.start, entity.id, sentence, number, *part, quoted=quoted))
        return found


def weight(features: Sequence[float]) -> float:
    """The weight of a candidate."""
    return sum(one * by for one, by in zip(features, WEIGHTS, strict=True))


def _is_person(words: Words, entity: Entity, part: str) -> bool:
    """Whether a name that may be no person's counts as one here.

    A series or a firm bears a single word too; such a name has to be read as a person's, and to do something.
    """
    if " " in entity.name or entity.role or entity.name in MALE_NAMES | FEMALE_NAMES:
        return True
    return part in {"speaker", "subject"} and any(token.ent_type_ == "PERSON" for token in words)


def _part(words: Words) -> tuple[str, bool] | None:
    """What a name does in its sentence, and whether in its main clause; ``None`` where it only describes a noun."""
    token: Token = words.root
    while token.dep_ == "appos" and token.head is not token:
        token = token.head
    if token.dep_ in {"compound", "nmod", "amod"} and token.head not in words:
        return None  # "the NAME campaign"
    joined = token
    while joined.dep_ == "conj" and joined.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        joined = joined.head
    if joined.dep_ in _SUBJECT:
        verb = joined.head
        main = verb.dep_ in {"ROOT", "conj", "parataxis"} or (verb.dep_ == "ccomp" and verb.head.pos_ != "VERB")
        return ("speaker" if verb.lemma_.lower() in _SPEECH else "subject"), main
    verb = joined.head
    if verb.lemma_.lower() in _SPEECH and verb.i < joined.i and not any(c.dep_ in _SUBJECT for c in verb.children):
        return "speaker", verb.dep_ == "ROOT"  # "…, said NAME", where the parse did not see the subject behind its verb
    return ("under" if joined.dep_ in _PLACES else "other"), False


def gender(entity: Entity, text: str) -> str:
    """``"m"`` or ``"f"`` where a title, a role or a given name shows which; ``""`` where nothing does or both do."""
    male, female = is_of(entity, text, MALE), is_of(entity, text, FEMALE)
    return "" if male == female else "m" if male else "f"


def is_of(entity: Entity, text: str, titles: frozenset[str]) -> bool:
    """Whether a title, a role or a given name shows somebody to be of the gender that these titles are for."""
    own, other = (MALE_NAMES, FEMALE_NAMES) if titles is MALE else (FEMALE_NAMES, MALE_NAMES)
    first = entity.name.split()[0]
    if " " in entity.name and first in own and first not in other:
        return True
    words_of = {word for word in re.split(r"[\s-]+", f"{entity.role or ''} {entity.name}".lower()) if word}
    if words_of & (titles | _MALE_NOUNS if titles is MALE else titles | _FEMALE_NOUNS):
        return True
    return any(
        (words := text[max(0, mention.start - 20) : mention.start].split()) and words[-1].lower() in titles
        for mention in entity.mentions
    )


_MALE_NOUNS = frozenset("man boy father son husband brother uncle grandfather businessman actor widower guy".split())
_FEMALE_NOUNS = frozenset("woman girl mother daughter wife sister aunt grandmother businesswoman actress widow".split())

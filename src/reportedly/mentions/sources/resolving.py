"""Who each source is: a name, what points back at one, or an entity of its own by the text's words for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reportedly.language import RELATIVES, antecedent
from reportedly.mentions.sources.descriptions import Descriptions
from reportedly.mentions.sources.pronouns import PRONOUNS
from reportedly.mentions.sources.references import resolve
from reportedly.mentions.sources.words import Phrase

if TYPE_CHECKING:
    from reportedly.model import Source

_FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())
_THEY = frozenset("they them their theirs themselves".split())
_IT = frozenset("it its itself".split())
_PAIR = frozenset({"both", "each", "neither", "either"})
_BY_LINE = re.compile(r"^\s*by\s+", re.IGNORECASE)
_AFTER_NAME = re.compile(r"(?:[,;|]|\.\s*E-?mail|\s\S+@).*$", re.IGNORECASE | re.DOTALL)
"""What a by-line says after the name: an address, an office."""
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
_DEEP = 3
"""Steps from an apposition to the subject that it is about."""
_CLOSE = 12
"""Tokens before "who" among which its noun is sought where the parse gives another."""


class Sources(Descriptions):
    """Resolves the sources of one report, each in turn, in the order of the text."""

    def resolve(self, source: Source, speaker: str | None) -> str | None:
        """The entity of a source.

        Args:
            source: its words, with the kind that they tell.
            speaker: the entity of the claim in whose content it stands, who says "I" there.

        """
        span = source.spans[0]
        if (span.start, span.end) in self.heard:
            return self.heard[span.start, span.end]  # one source of several claims
        phrase = self.phrases.at(span)
        found = self._resolved(phrase, source, speaker) if phrase else None
        if found is not None and phrase is not None:
            self.spoke = found
            if found in self.made:
                self.made[found].last = span.start
            self.scene.mark(found, span)
        self.heard[span.start, span.end] = found
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
            if word in RELATIVES or word == "whose":
                return self._relative(phrase, source, speaker)
            if word in _PAIR and self.pair:
                return self.pair
            if word == "both" and len(two := self.scene.last_two(phrase.span.start)) > 1:
                return self._together(phrase, two)
        if len(phrase.tokens) > 2 and phrase.tokens[-2].lower_ == "of" and phrase.tokens[-1].pos_ == "PRON":
            last = phrase.tokens[-1]  # "most of whom", "many of them"
            pronoun = self.phrases.at(phrase.passage.span(last.i, last.i + 1))
            if pronoun and last.lower_ in {*RELATIVES, *_THEY}:
                return self._resolved(pronoun, source, speaker)
        if not any(t.pos_ in _NOMINAL for t in phrase.tokens):
            return self._named(phrase)
        return self._named(phrase) or self._described(phrase, source)

    def _author(self, phrase: Phrase) -> str | None:
        lines = [_AFTER_NAME.sub("", _BY_LINE.sub("", line)).strip() for line in self.report.bylines]
        name = lines[0] if len(lines) == 1 and lines[0] else "author"
        name = name.title() if name.isupper() else name
        for entity in self.named:
            if entity.kind == "person" and entity.name.casefold() == name.casefold():
                return entity.id
        for one in self.made.values():
            if one.name == name:
                return one.id
        return self._new(phrase, "person", name)

    def _relative(self, phrase: Phrase, source: Source, speaker: str | None) -> str | None:
        stands_for = self._antecedent(phrase)
        if stands_for is None or stands_for.span.start >= phrase.span.start:
            return None
        if stands_for.head.ent_type_ in {"DATE", "TIME"}:
            return None
        if stands_for.human and not stands_for.plural:
            stands_for = self._subject_of(stands_for) or stands_for
        if phrase.first == "which" and (stands_for.human or self._names_person(stands_for)):
            return None
        return self._resolved(stands_for, replace(source, kind="unknown"), speaker)

    def _subject_of(self, phrase: Phrase) -> Phrase | None:
        """Whom a sentence says to be what a phrase names: Lund of "Lund was one of the founders, a man who"."""
        token, doc = phrase.head, phrase.passage.doc
        for _ in range(_DEEP):
            if token.dep_ == "attr" and token.head.lemma_ == "be":
                subject = next((t for t in token.head.children if t.dep_ == "nsubj"), None)
                if subject is None or subject.pos_ not in _NOMINAL or subject.lower_ in {"there", "it", "this", "that"}:
                    return None
                return self.phrases.at(phrase.passage.span(subject.left_edge.i, subject.i + 1))
            if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ == "one":
                token = token.head.head
            elif token.dep_ == "appos" and token.head.i < token.i and doc[token.left_edge.i - 1].text == ",":
                token = token.head
            else:
                return None
        return None

    def _antecedent(self, phrase: Phrase) -> Phrase | None:
        pronoun = phrase.tokens[0]
        doc = phrase.passage.doc
        if pronoun.i > 1 and doc[pronoun.i - 1].lower_ in {"and", "but"}:
            # "who came first and who left": the second has the antecedent of the first.
            before = (t for t in doc[pronoun.sent.start : pronoun.i] if t.lower_ in {"who", "whom", "whose"})
            pronoun = next(before, pronoun)
        words = antecedent(pronoun)
        found = self.phrases.at(phrase.passage.span(words[0].i, words[-1].i + 1)) if words else None
        if pronoun.lower_ not in {"who", "whom", "whose"} or (found and (found.human or self._names_person(found))):
            return found
        # A parser hangs many a clause too high: "calls from listeners to his programme who said".
        for at in range(pronoun.i - 1, max(-1, pronoun.i - _CLOSE), -1):
            token = phrase.passage.doc[at]
            if token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound":
                first = token.head if token.dep_ == "conj" and token.head.tag_ == token.tag_ == "NNS" else token
                near = self.phrases.at(phrase.passage.span(first.left_edge.i, at + 1))
                if near and (near.human or self._names_person(near)):
                    return near
        return found

    def _names_person(self, phrase: Phrase) -> bool:
        named = resolve(phrase.span, self.named, self.text, self.passages)
        return named is not None and self._is_person(named)

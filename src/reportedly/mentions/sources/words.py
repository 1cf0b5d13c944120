"""The words of a source: which noun governs them, whether there are several, and how an editor would list them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.mentions.people.names import is_title_case
from reportedly.mentions.people.roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from reportedly.language import Passage
    from reportedly.model import Span

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_DROPPED = frozenset({*DEFINITE, "a", "an", "one", "another"})
_OWNERS = frozenset({"his", "her", "its", "their"})
PERSONS = frozenset(
    (
        "man woman boy girl person voter resident neighbour neighbor expert doctor lawyer teacher critic pundit "
        "employee passenger customer senior junior parent child grandmother grandfather aunt baby teenager citizen "
        "immigrant refugee migrant pensioner shopper tourist listener viewer reader caller attendee protester guest "
        "millionaire multimillionaire mogul celebrity star republican democrat conservative liberal moderator holder "
        "legend agent hero heroine idol keeper scorer bowler hacker user recruit trainee intern nephew niece youngster "
        "pupil prisoner inmate hostage detainee panelist interviewer narrator somebody someone guy bloke lad kid teen "
        "gentleman toddler motorist bystander onlooker"
    ).split()
)
_PERSON_ENDINGS = ("ist", "man", "woman", "person", "crat", "ologist")
_PLAIN = frozenset("new latest first last second early federal state national local former top recent".split())
_COLLECTIVE = frozenset(
    "people police family couple group crowd public majority minority number audience pair duo everyone all".split()
)
_TIME_TAIL = re.compile(
    r"\s+(?:(?:released|published|issued|filed|conducted|posted)\s+)?(?:(?:on|in|late|early|earlier)\s+)?"
    r"(?:(?:last|this|earlier\s+this)\s+(?:week|month|year|summer|spring|fall|autumn|winter)|yesterday|today|tonight"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?:\s+(?:morning|afternoon|evening|night))?$"
)
_STOP = re.compile(r"\s*(?:[,;:(–—]|\s-\s|\s--\s|\bwho\b|\bwhom\b|\bwhose\b|\bwhich\b)")
_RELATIVE_THAT = re.compile(r"\s+that\s+(?:(?:has|have|had|is|are|was|were|will|would)\b|\w+s\b|\w+ed\b)")
_WITH_CLAUSE = re.compile(r"(?:\S+\s+){1,2}(?:who|that)\s+(?:[^\s,;:()–—“”\"]+\s*){1,7}$")
"""One noun with the short clause that says who is meant."""
_SHARE = re.compile(r"(?:[\w-]+\s+){0,2}\d[\d.,]*\s*(?:%|per\s?cent)\s+of\s+(?!those|them|us)(?=\w)")
"""Of how many a survey speaks is no part of who they are."""
_MOST_OF_CLAUSE = 9
_MOST_WORDS = 14


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of text with its parse.

    Attributes:
        span: where it stands in the report.
        tokens: its tokens, white space left out; at least one.
        head: the noun or pronoun that governs it.

    """

    span: Span
    passage: Passage
    tokens: tuple[Token, ...]
    head: Token

    @property
    def first(self) -> str:
        """Its first word, in lower case."""
        return self.tokens[0].lower_

    @property
    def noun(self) -> str:
        """The governing noun in the singular, in lower case."""
        return singular(self.head)

    @property
    def plural(self) -> bool:
        """Whether several are meant."""
        if self.head.tag_ in {"NNS", "NNPS"} or self.head.lower_ in _COLLECTIVE | {"those", "these", "two"}:
            return True
        if self.noun != self.head.lower_:
            return True
        joined = [t for t in self.tokens if t.dep_ == "conj" and t.head == self.head]
        if len(joined) == 1 and joined[0].tag_ == self.head.tag_ == "NN" and self.first in _DROPPED | _OWNERS:
            # "The former minister and mayor" is one, "the minister and the mayor" are two.
            return not is_human(joined[0].lower_) or any(t.dep_ in {"det", "poss"} for t in joined[0].children)
        return bool(joined)

    @property
    def human(self) -> bool:
        """Whether the noun is for a person or for people."""
        if self.head.pos_ == "PRON":
            return self.head.lower_ in {"those", "these", "others", "some", "many"}
        return is_human(self.noun) or self.head.lower_ in _COLLECTIVE or self.head.ent_type_ == "NORP"

    @property
    def definite(self) -> bool:
        """Whether it points at somebody or something known: "the judge", "that report"."""
        return self.first in DEFINITE

    @property
    def owner(self) -> tuple[Token, ...]:
        """The tokens of the possessive before the noun: "Berg's" of "Berg's lawyer", "his" of "his lawyer"."""
        for token in self.head.children:
            if token.dep_ == "poss" and self.tokens[0].i <= token.i < self.head.i:
                return tuple(t for t in token.subtree if t.tag_ != "POS" and not t.is_space)
        return ()

    @property
    def modifiers(self) -> tuple[Token, ...]:
        """What stands before the noun, without articles and owners."""
        owned = {t.i for t in self.owner}
        return tuple(
            t
            for t in self.tokens
            if t.i < self.head.i and t.lower_ not in _DROPPED and t.i not in owned and t.text[:1].isalnum()
        )

    @property
    def proper(self) -> frozenset[str]:
        """The names in it: what tells one poll from another."""
        end = self.tokens[0].idx + len(core(self))
        titled = is_title_case(self.passage.doc)
        return frozenset(
            t.text
            for t in self.tokens
            if t.idx < end
            and t.tag_ in {"NNP", "NNPS"}
            and t.text[:1].isupper()
            and t.i != self.head.i
            and t.lower_ not in _PLAIN
            and (t.ent_type_ or not titled)
        )


def is_role(noun: str) -> bool:
    """Whether a noun in the singular is for an office or an occupation, which not everybody has."""
    return noun.rpartition("-")[2] in ROLES


def is_human(noun: str) -> bool:
    """Whether a noun in the singular is for a person."""
    bare = noun.rpartition("-")[2]
    return bare in ROLES or bare in PERSONS or bare.endswith(_PERSON_ENDINGS)


def singular(token: Token) -> str:
    """A noun's singular in lower case, whatever the tagger made of its case."""
    word = token.lower_
    if token.tag_ in {"NNS", "NNPS"}:
        lemma = token.lemma_.lower()
        return lemma if lemma != word else word.removesuffix("s")
    if token.tag_ == "NNP" and token.is_sent_start and word.endswith("s") and word[:-1] in ROLES | PERSONS:
        return word[:-1]  # "Lawyers for", taken for a name
    return word


class Phrases:
    """Finds the parse of any stretch of a report's readable text.

    Args:
        passages: the readable blocks as parsed, in page order.

    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._starts = [passage.start for passage in passages]

    def number(self, start: int) -> int | None:
        """The number of the passage in which a place of the text stands."""
        at = bisect_right(self._starts, start) - 1
        return at if at >= 0 and start < self._passages[at].end else None

    def at(self, span: Span) -> Phrase | None:
        """The phrase of a span; ``None`` where no word of it was parsed."""
        number = self.number(span.start)
        if number is None:
            return None
        passage = self._passages[number]
        end = min(span.end, passage.end) - passage.start
        words = passage.doc.char_span(span.start - passage.start, end, alignment_mode="expand")
        tokens = tuple(t for t in words if not t.is_space) if words is not None else ()
        while tokens and tokens[0].is_punct:
            tokens = tokens[1:]
        return Phrase(span, passage, tokens, _head(tokens)) if tokens else None


def _head(tokens: Sequence[Token]) -> Token:
    inside = {t.i for t in tokens}
    nouns = {"NOUN", "PROPN", "PRON", "NUM"}
    root = next((t for t in tokens if t.head.i == t.i or t.head.i not in inside), tokens[0])
    if root.pos_ in nouns and root.dep_ not in {"poss", "compound"}:
        return root
    # Where the parser saw a verb or a preposition govern it, the last noun before the first preposition does.
    run: list[Token] = []
    for token in tokens:
        if run and (token.pos_ in {"ADP", "VERB", "AUX", "SCONJ"} or token.is_punct):
            break
        if token.pos_ in nouns:
            run.append(token)
    return run[-1] if run else root


def core(phrase: Phrase) -> str:
    """The words of a phrase up to the first clause, bracket or comma after its noun."""
    text = phrase.passage.text
    start, end = phrase.tokens[0].idx, phrase.tokens[-1].idx + len(phrase.tokens[-1])
    after = phrase.head.idx + len(phrase.head)
    written = text[start:end]
    for pattern in (_STOP, _RELATIVE_THAT):
        if match := pattern.search(written, max(0, after - start)):
            written = written[: match.start()]
    if written.endswith(("'s", "’s")):
        written = written[:-2]
    return _TIME_TAIL.sub("", written.rstrip(" .,;:-–—’'”\""))


def described(phrase: Phrase, owner: str | None = None) -> str:
    """A source's words as an editor would list them: without article and clauses, in small letters where no name.

    Args:
        phrase: the source.
        owner: the name of whom a pronoun at its beginning means: "his advisers" are "Ola Berg's advisers".

    """
    written = " ".join(core(phrase).split()[:_MOST_WORDS])
    if share := _SHARE.match(written):
        written = written[share.end() :]
    if len(phrase.tokens) == 1 and phrase.head.lower_ in {"those", "people"} and (clause := _clause(phrase)):
        return f"{_small(phrase, written)} {clause}"
    words = written.split(" ")
    if len([word for word in words if word.lower() not in _DROPPED]) <= 1 and (
        whole := _WITH_CLAUSE.match(phrase.span.text)
    ):
        words = whole[0].split()  # "people who fled the town" are not any people
    at = 0
    while at < len(words) - 1 and words[at].lower() in _DROPPED and words[at].lower() != phrase.head.lower_:
        at += 1
    if at and words[at - 1].lower() in {"one", "another"} and (words[at][:1].isdigit() or words[at] == "of"):
        at -= 1
    words = words[at:]
    if len(words) > 2 and words[1] == "for" and phrase.plural and all(word[:1].isupper() for word in words[2:]):
        return f"{' '.join(words[2:])}'s {words[0].lower()}"  # "attorneys for Berg" are Berg's attorneys
    if owner and words[0].lower() in _OWNERS and len(words) > 1:
        return f"{owner}'s {' '.join(words[1:])}"
    return " ".join([_small(phrase, words[0]), *words[1:]]).strip(" “”\"'‘’") or written or phrase.span.text


def _clause(phrase: Phrase) -> str:
    """The clause that says who "those" are, where it stands outside the phrase; empty where there is none."""
    clause = next((t for t in phrase.head.children if t.dep_ == "relcl" and t.i > phrase.head.i), None)
    if clause is None:
        return ""
    words = []
    for token in phrase.passage.doc[phrase.head.i + 1 : clause.right_edge.i + 1]:
        if (token.is_punct and token.text != "-") or token.text == "\n":
            break
        words.append(token.text_with_ws)
    return " ".join("".join(words).split()[:_MOST_OF_CLAUSE])


def _small(phrase: Phrase, word: str) -> str:
    """A first word in small letters, unless it is a name or an acronym."""
    token = next((t for t in phrase.tokens if word.startswith(t.text)), None)
    if token is None or word[1:] != word[1:].lower():
        return word
    named = token.tag_ in {"NNP", "NNPS"} or token.ent_type_ in {"NORP", "GPE", "ORG", "PERSON"}
    return word if named and (token.ent_type_ or token.lower_ not in _PLAIN) else word[:1].lower() + word[1:]

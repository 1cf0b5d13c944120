"""Whom "he" and "she" mean. A wrong speaker is far worse than none: where two people fit, nobody is named."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from reportedly.mentions.given import FEMALE_NAMES, MALE_NAMES
from reportedly.mentions.roles import FEMALE, MALE, ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span as Words

    from reportedly.language import Passage
    from reportedly.model import Entity, Span

PRONOUNS = {"he": MALE, "him": MALE, "she": FEMALE, "her": FEMALE}
_SUBJECTS = {True: "he", False: "she"}
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
_REACH = 4
"""Paragraphs before the pronoun's own that are searched, as long as each only carries the same speaker on."""


class _Named(NamedTuple):
    """One mention of a person who fits the pronoun, and its part in the sentence."""

    entity: str
    part: str  # "speaker", "subject", "other", or "under": under a preposition or a possessive
    main: bool


class _Sentence(NamedTuple):
    named: tuple[_Named, ...]
    pronoun: bool  # whether its subject is the same pronoun
    unnamed: bool  # whether its subject is a person that it does not name: "the spokesman"
    known: bool  # whether that can be somebody whose role is told elsewhere


def whom(span: Span, entities: Sequence[Entity], text: str, passages: Sequence[Passage]) -> str | None:
    """The person that "he" or "she" means.

    The last sentence outside quotation marks with a fitting person decides: its subject, a speaker before another, else
    the only one that is not under a preposition. A sentence whose subject is the same pronoun passes the question on to
    the one before it. A name under a preposition ("gifts from NAME") counts only where there is no other.

    """
    word = span.text.strip().lower()
    at = next((i for i, passage in enumerate(passages) if passage.start <= span.start < passage.end), None)
    if at is None:
        return None
    male = PRONOUNS[word] is MALE
    other_gender = FEMALE if male else MALE
    people = [e for e in entities if e.kind == "person" and not is_of(e, text, other_gender)]
    under: set[str] = set()
    for number in range(at, max(-1, at - _REACH - 1), -1):
        passage = passages[number]
        read = _read(passage, people, span.start, _SUBJECTS[male])
        if number < at and _OPENS.match(text[passages[at].start : passages[at].end]):
            # A paragraph that opens with a quotation goes on with who spoke last.
            spoke = [n.entity for s in read for n in s.named if n.part == "speaker" and n.main]
            if spoke and not any(s.pronoun for s in read):
                return spoke[-1]
        carried = False
        for sentence in reversed(read):
            found, carried = _decide(sentence), carried or sentence.pronoun
            if sentence.unnamed and not (sentence.known and not found) and not _acts(sentence):
                return None
            if found:
                return found[0] if len(found) == 1 else None
            if not sentence.pronoun:
                under |= {n.entity for n in sentence.named if n.part == "under"}
        if number < at and not carried:
            break
    return next(iter(under)) if len(under) == 1 else None


def _acts(sentence: _Sentence) -> bool:
    return any(n.part in {"speaker", "subject"} for n in sentence.named)


def _decide(sentence: _Sentence) -> list[str]:
    """The people of a sentence who can be meant; more than one leaves it open."""
    subjects = {n.entity for n in sentence.named if n.part in {"speaker", "subject"}}
    speakers = {n.entity for n in sentence.named if n.part == "speaker" and n.main}
    others = {n.entity for n in sentence.named if n.part == "other"}
    if len(speakers) == 1:
        return list(speakers)
    if sentence.pronoun and not subjects:
        return []
    return list(subjects | others)


def _start(mention: Span) -> int:
    return mention.start


def _read(passage: Passage, people: Sequence[Entity], until: int, pronoun: str) -> list[_Sentence]:
    """The sentences of a passage up to a place in the text, without what is in quotation marks."""
    doc, quoted = passage.doc, [match.span() for match in _QUOTED.finditer(passage.doc.text)]
    stop = until - passage.start

    def told(start: int) -> bool:
        return start < stop and not any(begin < start < end for begin, end in quoted)

    sentences = []
    for sentence in doc.sents:
        if sentence.start_char >= stop:
            break
        named = []
        for entity in people:
            begin = bisect_left(entity.mentions, passage.start + sentence.start_char, key=_start)
            end = bisect_left(entity.mentions, passage.start + sentence.end_char, key=_start)
            for mention in entity.mentions[begin:end]:
                start = mention.start - passage.start
                if not told(start):
                    continue
                words = doc.char_span(start, mention.end - passage.start, alignment_mode="expand")
                part = _part(words) if words is not None and len(words) else None
                if words is not None and part is not None and _is_person(words, entity, part[0]):
                    named.append(_Named(entity.id, *part))
        subjects = [t for t in sentence if t.dep_ in _SUBJECT and told(t.idx)]
        if sentence.start_char < stop:
            known = {word for entity in people for word in (entity.role or "").lower().split()}
            roles = {t.lower_ for t in subjects if t.lower_ in ROLES and t.head.dep_ == "ROOT"}
            own = any(t.lower_ == pronoun for t in subjects)
            sentences.append(_Sentence(tuple(named), own, bool(roles), roles <= known))
    return sentences


def _is_person(words: Words, entity: Entity, part: str) -> bool:
    """Whether a name that may be no person's counts as one here.

    A series or a firm bears a single word too; such a name has to be read as a person's, and to do something.
    """
    if " " in entity.name or entity.role or entity.name in MALE_NAMES | FEMALE_NAMES:
        return True
    return part in {"speaker", "subject"} and any(token.ent_type_ == "PERSON" for token in words)


def _part(words: Words) -> tuple[str, bool] | None:
    """What a name does in its sentence, and whether in its main clause; ``None`` where it only describes a noun."""
    token = words.root
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


def is_of(entity: Entity, text: str, titles: frozenset[str]) -> bool:
    """Whether a title, a role or a given name shows somebody to be of the gender that these titles are for."""
    own, other = (MALE_NAMES, FEMALE_NAMES) if titles is MALE else (FEMALE_NAMES, MALE_NAMES)
    first = entity.name.split()[0]
    if " " in entity.name and first in own and first not in other:
        return True
    if entity.role and set(entity.role.lower().split()) & titles:
        return True
    return any(
        (words := text[max(0, mention.start - 20) : mention.start].split()) and words[-1].lower() in titles
        for mention in entity.mentions
    )

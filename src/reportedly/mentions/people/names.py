"""Names in a passage: runs of capitalised words, with titles taken off and what spaCy takes them for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.mentions.days.calendar import MONTHS, WEEKDAYS
from reportedly.mentions.people.given import GIVEN_NAMES
from reportedly.mentions.people.roles import BEFORE, ROLES, TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span, Token

    from reportedly.language import Passage

_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"})
_PARTICLES = frozenset("de van der von den bin ibn bint al el la di da dos das del le du ten ter af av abu".split())
_ORG_HEADS = frozenset(
    (
        "university department ministry bank house council institute court church office bureau association board "
        "college school academy society centre center committee federation union league confederation organisation "
        "organization institution commission chamber fund kingdom republic states agency army bar ministers "
        "republican"
    ).split()
)
_NOT_NAMES = frozenset(
    (
        "i the a an this that these those he she it we they you his her its their our my your mr mrs ms god "
        "internet web tv dvd cd edt est gmt bst utc pdt cet ok english french german bible koran quran islam "
        "christianity brexit obamacare medicare medicaid mp mps mep meps lgbt lgbtq id gdp aids hiv covid ptsd "
        "ceo cfo pm am "
    ).split()
)
_DAYS = frozenset({*MONTHS, *WEEKDAYS})
_WORD = re.compile(r"[^\W\d_](?:[\w.’'&-]*\w)?\.?|[A-Z]")
_FULL = 3
_PLAIN_CAPITALS = 2
_CONTENT = frozenset({"NOUN", "VERB", "ADJ"})
_PLAIN_WORDS = 3
"""Nouns, verbs and adjectives in small letters that no headline in title case has."""
_TITLE_CASE = 0.6
"""Share of longer words that begin with a capital from which a passage is in title case, where capitals say nothing of
names; running text on the news pages looked at stays below 0.4, headlines in title case lie above 0.75."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands.

    Attributes:
        passage: its passage.
        around: the passage's text.
        start, end: characters within the passage, titles, articles and possessives left out.
        text: those characters, white space folded.
        label: spaCy's label for most of it, or ``""``.
        titles: the capitalised titles cut off before it, in lower case.

    """

    passage: Passage
    around: str
    start: int
    end: int
    text: str
    label: str
    titles: tuple[str, ...]

    @property
    def first(self) -> int:
        """Where it begins in the report."""
        return self.passage.start + self.start


def is_title_case(doc: Doc) -> bool:
    """Whether a passage capitalises words as a headline does, or is in capitals throughout."""
    last = next((token for token in reversed(doc) if token.text.strip(" \n\t”\"’')")), None)
    if last is not None and last.text.endswith("."):
        # A sentence, however many names it has, unless it is one only and capitalises words that are none.
        if any(token.text in {".", "?", "!"} for token in doc[: last.i]):
            return False
        large = [t for t in doc[1:] if t.is_alpha and t.text[0].isupper() and not t.is_sent_start]
        acts = sum(t.pos_ in {"VERB", "ADV", "AUX", "SCONJ", "CCONJ", "DET"} for t in large)
        if 2 * acts + sum(t.pos_ in {"ADJ", "NOUN"} and not t.ent_type_ for t in large) < _PLAIN_CAPITALS:
            return False
    words = [token for token in doc if token.is_alpha and len(token) > 3]
    if sum(token.is_lower and token.pos_ in _CONTENT for token in words) >= _PLAIN_WORDS:
        return False
    return bool(words) and sum(token.text[0].isupper() for token in words) / len(words) >= _TITLE_CASE and len(doc) > 3


def spaced(form: str) -> str:
    """A pattern for a name as it stands in a text, where any white space can be between its words."""
    return r"\s+".join(re.escape(word) for word in form.split())


def names(passage: Passage) -> Iterator[Name]:
    """The names of a passage in order; from a passage in title case only full names of people."""
    doc = passage.doc
    around = doc.text if passage.kind == "headline" else passage.text  # spaCy joins it anew at each call
    if is_title_case(doc):
        for entity in doc.ents:
            if entity.label_ == "PERSON" and _is_full(entity):
                yield from _named(passage, around, entity.start, entity.end, ())
        return
    for first, stop in _runs(doc):
        yield from _split(passage, around, first, stop)


def _is_full(entity: Span) -> bool:
    """Whether a person's name in title case is a common given name and one or two more words, none of them a verb."""
    words = [token for token in entity if token.tag_ != "POS" and token.is_alpha]
    return (
        2 <= len(words) <= _FULL
        and words[0].text in GIVEN_NAMES
        and all(t.tag_ in {"NNP", "NNPS"} and not t.text.isupper() for t in words)
    )


def _is_name_token(token: Token) -> bool:
    if (
        not token.text[:1].isupper()
        or token.lower_ in _NOT_NAMES
        or not any(character.isalpha() for character in token.text)
    ):
        return False
    if token.lower_.strip(".") in _DAYS and token.ent_type_ != "PERSON":
        return False  # "Theresa May" and "April Jones" are named so
    if token.ent_type_ == "NORP" or not _WORD.fullmatch(token.text):
        return False
    if token.is_sent_start and token.tag_ not in {"NNP", "NNPS"}:
        return False  # any word is capitalised there, and spaCy labels many that are none
    return token.tag_ in {"NNP", "NNPS"} or token.ent_type_ in _LABELS


def _runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token ranges of capitalised names, with the small words that join their parts."""
    at = 0
    while at < len(doc):
        if not _is_name_token(doc[at]):
            at += 1
            continue
        first, stop = at, at + 1
        while stop < len(doc):
            gap = _gap(doc, stop)
            if gap is None:
                break
            stop = gap
        yield first, stop
        at = stop


def _gap(doc: Doc, stop: int) -> int | None:
    """Where a run that reaches ``stop`` goes on to, or ``None``."""
    at = stop
    while at < len(doc) and doc[at].is_space and "\n" not in doc[at].text:
        at += 1
    if at >= len(doc):
        return None
    token = doc[at]
    if _is_name_token(token):
        return None if token.is_sent_start else at + 1
    following = at + 1
    while following < len(doc) and doc[following].is_space:
        following += 1
    if following >= len(doc):
        return None
    after = doc[following]
    if token.text in {"-", "–"} and not doc[at - 1].whitespace_ and not token.whitespace_:
        return following + 1 if after.text[:1].isupper() and after.ent_type_ != "NORP" else None
    if (goes_on := _within_name(doc, at, following)) is not None:
        return goes_on
    if token.lower_ in {"of", "for"}:
        if after.lower_ == "the" and following + 1 < len(doc):
            after, following = doc[following + 1], following + 1
        joined = doc[stop - 1].lower_ in _ORG_HEADS or (
            token.ent_type_ in {"ORG", "FAC", "LAW"} and after.ent_iob_ == "I"
        )
        return following + 1 if _is_name_token(after) and joined else None
    if (
        token.lower_ in {"and", "the", "on", "to", "in"}
        and token.ent_type_ == "ORG"
        and token.ent_iob_ == "I"
        and _is_name_token(after)
    ):
        return following + 1 if after.ent_iob_ == "I" else None
    return None


def _within_name(doc: Doc, at: int, following: int) -> int | None:
    """Where a name goes on to over a particle ("van der"), an ampersand or a nickname."""
    token, after = doc[at], doc[following]
    if token.text in _QUOTES and _is_name_token(after):
        return _nickname(doc, following)
    while token.lower_ in _PARTICLES and after.lower_ in _PARTICLES and following + 1 < len(doc):
        following += 1
        after = doc[following]
    joins = token.text == "&" or token.lower_ in _PARTICLES
    return following + 1 if joins and _is_name_token(after) else None


def _nickname(doc: Doc, at: int) -> int | None:
    """Where a name goes on to that holds another in quotation marks: William "Bill" Berg."""
    if at + 2 >= len(doc) or doc[at + 1].text not in _QUOTES or not _is_name_token(doc[at + 2]):
        return None
    named = {doc[at - 2].text, doc[at].text} & GIVEN_NAMES or doc[at - 2].ent_type_ == "PERSON"
    return at + 3 if named and not doc[at + 2].is_sent_start else None


_QUOTES = frozenset("\"“”‘’'")


def _split(passage: Passage, around: str, first: int, stop: int) -> Iterator[Name]:
    """A run cut where one name ends and another begins: after a title, and between entities of different labels."""
    doc = passage.doc
    titled: list[str] = []
    start = first
    at = first
    while at < stop:
        token = doc[at]
        if _is_surname(doc, start, at, stop, titled):
            pass
        elif token.lower_ in TITLES or (token.lower_ in ROLES and token.ent_type_ != "ORG" and at + 1 < stop):
            last_of_org = (
                token.ent_type_ == "ORG"
                and token.lower_ not in {"president", "secretary", "minister"}
                and start < at == stop - 1
            )
            if not last_of_org:
                stop_before = at
                while stop_before > start + 1 and doc[stop_before - 1].lower_ in BEFORE:
                    stop_before -= 1  # "UK Prime Minister" holds no "UK Prime"
                if stop_before > start + 1 or (at > start and doc[start].lower_ not in BEFORE):
                    yield from _named(passage, around, start, stop_before, ())
                titled.append(token.lower_)
                start = at + 1
        elif (
            at > start
            and token.ent_iob_ == "B"
            and doc[at - 1].ent_type_ not in {"", token.ent_type_}
            and doc[at - 1].ent_type_ != "NORP"
        ):
            yield from _named(passage, around, start, at, tuple(titled))
            titled, start = [], at
        at += 1
    if start < stop:
        yield from _named(passage, around, start, stop, tuple(titled))


def _is_surname(doc: Doc, start: int, at: int, stop: int, titled: list[str]) -> bool:
    """Whether a word for a rank or an office ends a person's name: "Charlie King", "Mr. Pope"."""
    if at + 1 < stop or doc[at].lower_ not in _SURNAMES or not doc[at].text[1:].islower():
        return False
    if at == start:
        return bool(titled) and titled[-1] not in _SURNAMES
    return doc[at - 1].text in GIVEN_NAMES or doc[at - 1].text.rstrip(".") in _SUFFIXED or len(doc[at - 1].text) == 2


_SURNAMES = frozenset(
    "king queen prince pope bishop judge major marshal duke baron coach dean abbot cardinal earl deacon parson "
    "father brother constable chancellor".split()
)
_SUFFIXED = frozenset({"Jr", "Sr"})


def _named(passage: Passage, around: str, first: int, stop: int, titles: tuple[str, ...]) -> Iterator[Name]:
    doc = passage.doc
    while first < stop and not _is_name_token(doc[first]):
        first += 1
    while first < stop and not _is_name_token(doc[stop - 1]):
        stop -= 1
    if first >= stop:
        return
    tokens = doc[first:stop]
    start, end = doc[first].idx, doc[stop - 1].idx + len(doc[stop - 1])
    if stop < len(doc) and doc[stop].tag_ == "POS" and _is_part_of_name(doc, stop):
        end = doc[stop].idx + len(doc[stop])
    written = around[start:end]
    while written[-1:] in {".", "-", "–", "’", "'"} and not _abbreviated(written):
        end, written = end - 1, written[:-1]
    labels = [token.ent_type_ for token in tokens if token.ent_type_ in _LABELS]
    label = max(set(labels), key=labels.count) if labels else ""
    text = " ".join(written.split())
    if sum(character.isalpha() for character in text) >= 2:
        yield Name(passage, around, start, end, text, label, titles)


def _is_part_of_name(doc: Doc, possessive: int) -> bool:
    """Whether "'s" owns nothing, since no noun follows: "Moody's said", "at McDonald's."."""
    if doc[possessive].text not in {"'s", "’s"}:
        return False
    following = doc[possessive + 1] if possessive + 1 < len(doc) else None
    return (
        following is None
        or following.tag_ in {"VBD", "MD"}
        or (following.tag_ in {".", ","} and following.text in {".", ","})
    )


def _abbreviated(written: str) -> bool:
    """Whether the last full stop belongs to the name: "U.S.", "Warner Bros.", "Apple Inc."."""
    last = written.split()[-1]
    return last.count(".") > 1 or last in {"Inc.", "Co.", "Corp.", "Ltd.", "Bros.", "Jr.", "Sr.", "St."}

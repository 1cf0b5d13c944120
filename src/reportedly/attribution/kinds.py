"""What kind of source a source is, from its own words.

Lines are drawn by convention. ``official`` is somebody named or shown as speaking for an office ("PST chief X", "a
police spokesman", "the senator"); a former office is none, and experts, artists and kin are a ``person``. ``unnamed``
is for those whom a reader cannot find: "a source", "people familiar with the matter", "officials", who pass on what
they know, and a single somebody without a name, "another driver" or "a federal judge"; those who take a stance
("Democrats", "critics", "many voters") are a ``group``. ``unknown`` is a pronoun, or nothing that tells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

from reportedly.attribution import kind_words as words
from reportedly.attribution.outlets_on_page import Outlets
from reportedly.attribution.page import head_of
from reportedly.language.offices import OFFICES, Standing, singular, standing
from reportedly.model import SourceKind

_ARTICLES = frozenset(("the", "a", "an"))
_ONE = frozenset(("a", "an", "one", "another"))
_COUNTED = frozenset(("two", "three", "four", "both"))
_OWNERS = frozenset(("his", "her", "their", "its", "my", "our", "your", "whose"))
_QUOTES = frozenset(("“", "”", '"', "‘", "’", "''", "``"))
_LEADS_AWAY = frozenset(
    ("of", "for", "to", "at", "in", "from", "with", "on", "who", "which", "that", "whose", "by", "about")
)
_SHARES = frozenset(
    ("one", "some", "many", "most", "much", "several", "few", "all", "none", "two", "three", "any", "another")
)
_AMOUNTS = frozenset(
    "number group majority handful series mix array range variety host slew string bunch lot crop couple pair".split()
)
_ASIDE = frozenset(("who", "whose", "which", "where", "when", "including", "despite", "unlike", "with"))
_HONORIFICS = frozenset(("mr", "mrs", "ms", "miss", "mx"))
_AGED = re.compile(r"-year-old(?:$| ,| \()")
_ASKED = re.compile(r"anonymity|not (?:to )?be (?:named|identified)")


@dataclass(frozen=True, slots=True)
class People:
    """Who the page shows to be a person, by last name."""

    persons: frozenset[str]


_FULL_NAME = 5
"""Votes of "Anna Berg" for Berg to be a person, against one of each lone "Berg" that is tagged as a company."""


def people_on(docs: Iterable[Doc]) -> People:
    """Read a page's persons, so that a lone "Bernsen" is known for the one who was introduced in full.

    Args:
        docs: its passages as parsed.

    """
    persons: Counter[str] = Counter()
    for doc in docs:
        for entity in doc.ents:
            last = entity[-1].text
            if entity.label_ == "PERSON":
                persons[last] += _FULL_NAME if len(entity) > 1 else 1
            elif entity.label_ in ("ORG", "GPE"):
                persons[last] -= 1
    return People(frozenset(name for name, votes in persons.items() if votes > 0))


def source_kind(tokens: Sequence[Token], outlets: Outlets, people: People, sentence: str = "") -> SourceKind:
    """Tell the kind of a source.

    Args:
        tokens: of the source, in order, as parsed.
        people: those that the page names.
        outlets: those that the page names.
        sentence: the words around it, where anonymity may be asked for ("…, speaking on condition of anonymity").

    Returns:
        ``unknown`` for no tokens, for a pronoun and for what none of the rules tells.

    """
    tokens = [t for t in tokens if not t.is_space]
    head = _nominal(head_of([t for t in tokens if t.lower_ not in _ARTICLES] or tokens), tokens)
    if head is None or (len(tokens) == 1 and head.lower_ in words.PRONOUNS):
        return "unknown"
    parts = _joined(head, tokens)
    if len(parts) > 1:
        kinds = {source_kind(part, outlets, people, sentence) for part in parts}
        if "person" in kinds and all(_may_be_name(part) for part in parts):
            kinds -= {"organisation"}  # "Anna Berg and Ola Lund", of whom one was taken for a place
        if any(_is_plural(t) and singular(t.lower_) in OFFICES for t in parts[0]):
            return "official"  # "the candidates Berg and Lund"
        one = next(iter(kinds)) if len(kinds) == 1 else "group"
        return one if one not in ("unknown", "unnamed") else "group"
    named = _is_named(head, tokens)
    if named and any(t.tag_ == "NNS" and t.dep_ == "conj" and t.head.i == head.i and t.i > head.i for t in tokens):
        return "group"  # "Mayor Berg and angry residents"
    text = head.doc.text[tokens[0].idx : tokens[-1].idx + len(tokens[-1])]
    if not named and _is_hidden(head, tokens, text, sentence):
        return "unnamed"
    if _is_outlet(head, tokens, outlets, text):
        return "outlet"
    if _is_label(head.doc, tokens):
        return "person"
    if named:
        return _named_kind(head, tokens, people)
    return _by_noun(head, tokens)


def _nominal(head: Token | None, tokens: Sequence[Token]) -> Token | None:
    """The head, or the first noun where the parser took a word before it for a verb ("leaked documents")."""
    if head is not None and head.i + 2 in {t.i for t in tokens} and head.doc[head.i + 1].text == "-":
        return head.doc[head.i + 2]  # "ex-wife" as three tokens
    if head is None or head.pos_ not in ("VERB", "AUX", "ADP", "ADV", "ADJ", "DET"):
        return head
    after = [t for t in tokens if t.i >= head.i and t.pos_ in ("NOUN", "PROPN")]
    last = next((n for n, t in enumerate(after) if n + 1 == len(after) or after[n + 1].i > t.i + 1), None)
    return after[last] if last is not None and head.lower_ not in words.CROWD_WORDS else head


def _joined(head: Token, tokens: Sequence[Token]) -> list[list[Token]]:
    """The parts of a source that names several: "Berg and Lund"; one part where it names one."""
    members = {t.i for t in tokens}
    heads = [head]
    if any(t.tag_ in ("VBD", "VBZ", "VBP", "WP") for t in tokens):
        return [list(tokens)]
    while more := [t for t in heads[-1].conjuncts if t.i in members and t.i > heads[-1].i and t.dep_ == "conj"]:
        heads.append(more[0])
    if (
        len(heads) == 1
        or not all(t.pos_ == "PROPN" for t in heads)
        or head.ent_type_ not in ("PERSON", "GPE", "ORG", "")
    ):
        return [list(tokens)]
    if len({(t.ent_type_, t.ent_iob_) for t in heads if t.ent_type_}) and any(
        head.doc[one.i + 1 : other.i + 1].text and all(t.ent_iob_ == "I" for t in head.doc[one.i + 1 : other.i + 1])
        for one, other in pairwise(heads)
    ):
        return [list(tokens)]  # "Johnson and Johnson" as one name
    parts, start = [], 0
    for one, other in pairwise(heads):
        cut = next((n for n, t in enumerate(tokens) if t.i > one.i and (t.dep_ == "cc" or t.text == ",")), None)
        if cut is None or tokens[cut].i > other.i:
            return [list(tokens)]
        parts.append(list(tokens[start:cut]))
        start = cut + 1
    return [*parts, list(tokens[start:])] if start < len(tokens) and all(parts) else [list(tokens)]


def _may_be_name(tokens: Sequence[Token]) -> bool:
    return len(tokens) in (2, 3) and all(t.pos_ == "PROPN" and t.ent_type_ in ("PERSON", "GPE") for t in tokens)


def _is_named(head: Token, tokens: Sequence[Token]) -> bool:
    """Whether the head is a name, or has one in apposition ("a spokesman, John Lee")."""
    if head.tag_ == "NNPS" and _is_common(head) and (not head.ent_type_ or head.i == head.sent.start):
        return False  # "Lawyers for Berg"
    if head.text[:1].isupper() and head.lower_[-1] == "s" and singular(head.lower_) in OFFICES and head is tokens[-1]:
        return False  # "Labour MPs"
    if head.pos_ == "PROPN":
        return True
    return any(
        t.dep_ == "appos" and t.head.i == head.i and (t.pos_ == "PROPN" or t.ent_type_ == "PERSON") for t in tokens
    ) or (head.ent_type_ in ("PERSON", "ORG") and head.text[:1].isupper() and head.i != head.sent.start)


def _is_common(head: Token) -> bool:
    noun = singular(head.lower_)
    return noun in OFFICES or noun in words.DOCUMENTS or words.is_human(noun)


def _is_label(doc: Doc, tokens: Sequence[Token]) -> bool:
    """Whether the source is the full name at the head of a turn in an interview: "JOHN DOE: …"."""
    after = doc[tokens[-1].i + 1].text if tokens[-1].i + 1 < len(doc) else ""
    said = {t.lower_ for t in tokens}
    capitals = all(t.text[:1].isupper() for t in tokens)
    enough = len(tokens) > 1 or (tokens[0].is_upper and len(tokens[0]) > 2 and tokens[0].is_alpha)
    return (
        after == ":"
        and enough
        and len(tokens) <= 4
        and capitals
        and not said & (words.BODIES | words.DOCUMENTS | OFFICES)
    )


def _is_outlet(head: Token, tokens: Sequence[Token], outlets: Outlets, text: str) -> bool:
    own = _own_words(head, tokens)
    if head.ent_type_ == "PERSON" and any(t.tag_ == "POS" for t in tokens if t.i < head.i):
        return False  # "NBC's Anna Berg"
    return outlets.names(text) or outlets.names(own)


def _own_words(head: Token, tokens: Sequence[Token]) -> str:
    """The head with the name that it is part of, without article, title clause or apposition."""
    members = {t.i for t in tokens}
    parts = [
        t for t in head.lefts if t.dep_ in ("compound", "nmod", "amod") and t.i in members and t.text[:1].isupper()
    ]
    first = min([head.i, *(t.left_edge.i for t in parts if t.left_edge.i in members)])
    return str(head.doc[first : head.i + 1].text)


def _is_hidden(head: Token, tokens: Sequence[Token], text: str, sentence: str) -> bool:
    noun = singular(head.lower_)
    if noun in words.SOURCES or words.ANONYMOUS.search(text):
        return True
    if any(t.ent_type_ == "PERSON" and t.i == head.i for t in tokens):
        return False
    persons = noun in ("person", "people") or noun in words.INFORMANTS
    if persons and _ASKED.search(sentence):
        return True
    if _is_plural(head):
        client = noun not in words.LAWYERS or _has_client(head, tokens)
        return noun in words.INFORMANTS and client
    spoken_for = noun.startswith("spokes")
    if noun in words.LAWYERS and _has_client(head, tokens):
        return True
    return tokens[0].lower_ in _ONE and not spoken_for and (noun in OFFICES or head.ent_type_ == "NORP")


def _has_client(head: Token, tokens: Sequence[Token]) -> bool:
    """Whether a lawyer is somebody's: "Lee's lawyer", "lawyers for both"."""
    after = [t.lower_ for t in tokens if t.i > head.i][:1]
    return after in (["for"], ["representing"]) or any(
        t.tag_ == "POS" or t.lower_ in _OWNERS for t in tokens if t.i < head.i
    )


def _is_plural(head: Token) -> bool:
    office = head.lower_[-1:] == "s" and singular(head.lower_) in OFFICES and head.lower_ not in OFFICES
    return head.tag_ in ("NNS", "NNPS") or head.lower_ == "people" or office  # "MPs" is often tagged as one


def _named_kind(head: Token, tokens: Sequence[Token], people: People) -> SourceKind:
    said = _standing(head, tokens)
    if said == "office":
        return "official"
    if head.ent_type_ == "NORP" or (head.tag_ == "NNPS" and head.ent_type_ not in ("ORG", "PERSON", "GPE")):
        if tokens[0].lower_ == "the" and head.tag_ != "NNPS" and head.lower_.endswith(("an", "can")):
            return "person"  # "the Brazilian", of whom several are "the Brazilians"
        return "unnamed" if tokens[0].lower_ in _ONE and head.tag_ != "NNPS" else "group"
    if words.SEATS & {_own_words(head, tokens).lower(), head.lower_, " ".join(t.lower_ for t in tokens)}:
        return "organisation"
    if tokens[0].lower_.rstrip(".") in _HONORIFICS:
        return "person"
    if _is_introduced_as_body(head, tokens):
        return "organisation"
    appositions = [t for t in tokens if t.dep_ == "appos" and t.head.i == head.i]
    if head.ent_type_ == "PERSON" or head.text in people.persons or any(t.ent_type_ == "PERSON" for t in appositions):
        return "person"
    if said is not None:
        return "person"
    lemma = singular(head.lower_)
    if lemma in words.DOCUMENTS and (head.ent_type_ != "ORG" or lemma not in words.BODIES):
        return "document"
    near = {t.lower_ for t in tokens if abs(t.i - head.i) <= 3}
    if head.ent_type_ in ("ORG", "GPE", "LOC", "FAC") or near & words.BODIES or (head.text.isupper() and len(head) > 1):
        return "organisation"
    if head.ent_type_ in ("WORK_OF_ART", "LAW") or _is_title(tokens):
        return "document"
    return "person"


def _is_introduced_as_body(head: Token, tokens: Sequence[Token]) -> bool:
    """Whether a noun for a body stands straight before a name: "the marketing company NAME"."""
    if head.is_lower and words.is_body(head.lower_):
        return True  # the name is parsed as an apposition
    name = [t for t in tokens if t.i <= head.i and t.text[:1].isupper()]
    before = next((t for t in reversed(tokens) if t.i < head.i and not t.text[:1].isupper()), None)
    return (
        before is not None
        and words.is_body(before.lower_)
        and all(t.i > before.i or t.i < before.i - 1 for t in name)
        and before.dep_ in ("compound", "nmod")
    )


def _is_title(tokens: Sequence[Token]) -> bool:
    """Whether a source is a work by its title in quotation marks, with or without whose it is."""
    marks = [t.text in _QUOTES for t in tokens]
    return len(tokens) > 2 and marks[-1] and any(marks[:-1])


def _standing(head: Token, tokens: Sequence[Token]) -> Standing | None:
    """What the words before a name, and the phrases between commas beside it, say of an office."""
    found: set[Standing | None] = set()
    for piece in _pieces(tokens):
        inside = any(t.i == head.i for t in piece)
        if not inside and piece[0].lower_ in _ASIDE:
            continue  # "who supported Mayor Lee" is about the mayor as much
        own = [t for t in piece if not (inside and t.i > head.i)]
        cut = next((n for n, t in enumerate(own) if n and t.lower_ in _LEADS_AWAY), len(own))
        if inside and cut < len(own):  # "head of the service NAME", "Secretary of State NAME"
            found.add(standing([t.text for t in own[:cut]], [t.text for t in own[cut:]]))
            own, cut = own[cut + 1 :], len(own)
        phrase = [t.text for t in own[:cut] if not (inside and t.ent_type_ == "PERSON")]
        found.add(standing(phrase, [t.text for t in own[cut:]]))
    return next((one for one in ("office", "former", "private") if one in found), None)


def _pieces(tokens: Sequence[Token]) -> list[list[Token]]:
    pieces: list[list[Token]] = [[]]
    for token in tokens:
        if token.text in (",", "(", ")", "–", "—"):
            pieces.append([])
        else:
            pieces[-1].append(token)
    return [piece for piece in pieces if piece]


def _by_noun(head: Token, tokens: Sequence[Token]) -> SourceKind:
    """The kind of a source without a name, by the noun that it is headed by."""
    noun, first = singular(head.lower_), tokens[0].lower_
    if noun in _SHARES or noun in _AMOUNTS:
        counted = _counted(head, tokens)
        if counted is not None:
            return counted
    if head.text == "%" or head.lower_ in words.CROWD_WORDS or (noun == "one" and first == "no"):
        return "group"
    if noun in ("organization", "organisation", "agency") and any(
        t.lower_ in words.OF_THE_NEWS for t in tokens if t.i == head.i - 1
    ):
        return "outlet"
    if head.lower_ in words.PRESS:
        return "outlet" if any(t.dep_ in ("amod", "compound") for t in head.lefts) else "group"
    owned = any(t.tag_ == "POS" or t.lower_ in _OWNERS for t in tokens if t.i < head.i)
    if noun in words.OUTLET_NOUNS and not (noun == "website" and owned) and not _is_plural(head):
        return "outlet"
    if noun in words.DOCUMENTS and [t.lower_ for t in tokens] != ["the", "paper"]:
        return "document"
    if noun in words.OUTLET_NOUNS:
        return "outlet"
    if head.lower_ in words.BODIES or (words.is_body(noun) and not _is_plural(head)):
        return "organisation"
    if noun in words.BODIES and (_is_counted(tokens) or _is_of_names(head)):
        return "organisation"
    if _is_title(tokens):
        return "document"
    return _of_people(head, tokens, first, noun)


def _is_counted(tokens: Sequence[Token]) -> bool:
    """Whether so many are meant and no others: "the two houses", "35 legislatures"."""
    first = tokens[0].lower_
    return first == "both" or tokens[0].is_digit or (first == "the" and any(t.lower_ in _COUNTED for t in tokens[:3]))


def _is_of_names(head: Token) -> bool:
    """Whether those meant are named behind: "the cities of Oslo and Bergen"."""
    return any(t.dep_ == "pobj" and t.pos_ == "PROPN" for of in head.children if of.lower_ == "of" for t in of.children)


def _counted(head: Token, tokens: Sequence[Token]) -> SourceKind | None:
    """The kind of "one of the officials" or "a number of polls": by what is counted."""
    members = {t.i for t in tokens}
    of = next((t for t in head.children if t.lower_ == "of" and t.i in members), None)
    inner = next((t for t in of.children if t.dep_ == "pobj" and t.i in members), None) if of else None
    if inner is None:
        return None
    noun = singular(inner.lower_)
    if noun in words.DOCUMENTS:
        return "document"
    if head.lower_ in ("one", "another", "two", "three") and (noun in OFFICES or words.is_human(noun)):
        return "unnamed"
    return "group"


def _of_people(head: Token, tokens: Sequence[Token], first: str, noun: str) -> SourceKind:
    if _is_plural(head) or head.lower_ == "police":
        if any(t.dep_ == "amod" and t.lower_ in _PICKED for t in head.lefts):
            return "group"
        pair = first in ("the", "both", "these", "those") and any(t.lower_ in _COUNTED for t in tokens[:2])
        return "official" if noun in OFFICES and (pair or (first == "the" and noun in _SEATED)) else "group"
    if _AGED.search(" ".join(t.text for t in tokens[:6]).replace(" - ", "-")):
        return "unnamed" if first in _ONE else "person"
    if noun in words.CROWDS or first in words.CROWD_WORDS or head.pos_ == "NUM":
        return "group"
    said = _standing(head, tokens)
    if said == "office":
        return "official"
    if head.ent_type_ == "NORP" or (head.pos_ == "ADJ" and first == "the"):
        return "unnamed" if first in _ONE else "group"
    human = said is not None or words.is_human(noun)
    if human and (head.is_lower or (head.pos_ in ("NOUN", "PROPN") and head.ent_type_ not in ("ORG", "GPE"))):
        return "unnamed" if first in _ONE else "person"
    body = any(words.is_body(t.lower_) for t in tokens if t.i < head.i and t.dep_ == "compound")
    return "organisation" if body or head.ent_type_ in ("ORG", "GPE") else "unknown"


_PICKED = frozenset("other leading remaining rival top likely potential possible would-be fellow".split())
"""Before a plural, these leave open who is meant."""
_SEATED = frozenset(("senator", "candidate", "nominee", "president", "governor", "mayor", "contender", "minister"))
"""In the plural with "the", two or more who were named: "the candidates"; "the officials" are nobody in particular."""

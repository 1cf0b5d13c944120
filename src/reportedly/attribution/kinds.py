"""What kind of source a source is, from its words.

Three lines are drawn by convention. ``official`` is somebody named or shown as speaking for an office ("PST chief X",
"a police spokesman"); a former office is none, and "officials say" without further word is a ``group``. ``unnamed`` is
for those whom a reader cannot find: "a source", "people familiar with the matter", "a senior official", anyone
speaking on condition of anonymity, and a single somebody without a name, "another driver" or "a man at the bus stop".
``unknown`` is a pronoun, or nothing that tells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from reportedly.attribution.outlets_on_page import Outlets
from reportedly.attribution.page import head_of
from reportedly.model import SourceKind


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ANONYMOUS = re.compile(
    r"anonym|not (?:to )?be (?:named|identified|quoted)|unnamed|unidentified|undisclosed|no[nt] authori[sz]ed|"
    r"familiar with|(?:with|having) (?:direct )?knowledge of|briefed on|close to the|privy to|in the know|"
    r"declined to be (?:named|identified)|withh(?:e|o)ld|whose name",
    re.IGNORECASE,
)
_SOURCES = _words("source sources insider insiders informant informants whistleblower whistleblowers leaker tipster")
_HIDDEN_ROLES = _words(
    "official officer diplomat aide adviser advisor lawmaker staffer operative strategist minister executive"
)
"""In the singular or counted, indefinite and nameless ("a senior official"), these are hidden on purpose."""
_PRONOUNS = _words(
    "he she they it who which that this these those i we you him her them us me his their its our my your one "
    "others some many few most all none both each everyone everybody nobody anyone someone somebody what whoever "
    "another"
)
_OUTLET_NOUNS = _words(
    "newspaper paper broadcaster daily tabloid magazine outlet network station channel newsroom newswire wire "
    "press media website publication weekly journal reporter journalist"
)
_DOCUMENTS = _words(
    "report study survey poll document filing complaint indictment lawsuit suit statement letter memo memorandum "
    "e-mail email transcript book article analysis research data datum figure statistic record review audit "
    "affidavit ruling order bill law text message post tweet video constitution resolution release census result "
    "finding evidence footage photo photograph paper file minute warrant agreement treaty contract note diary "
    "dossier cable assessment estimate list manifesto ad advertisement editorial column essay memoir petition "
    "plan proposal platform poster leaflet bulletin communique notice"
)
_ROLES = _words(
    "president vice-president minister secretary senator governor mayor chief head director commissioner "
    "ambassador spokesman spokeswoman spokesperson adviser advisor official officer general colonel commander "
    "judge justice prosecutor chancellor king queen prince representative congressman congresswoman chairman "
    "chairwoman chair chairperson ceo executive sheriff deputy lawmaker mp mep inspector captain sergeant major "
    "lieutenant superintendent envoy councillor councilman councilwoman councilor legislator speaker premier "
    "leader treasurer detective constable administrator admiral marshal coordinator consul diplomat pope archbishop "
    "bishop imam ayatollah taoiseach attorney superintendant aide rep. sen. gov. gen. col. lt. sgt. capt. adm. "
    "pres. maj. det. cmdr. amb. insp. supt. brig. secretary-general manager"
)
_GROUP_NOUNS = _words(
    "group crowd public family couple team majority minority number people police_officers community staff "
    "audience youth duo trio pair generation electorate jury mob crew neighbourhood neighborhood"
)
_ORGANISATIONS = _words(
    "government company police ministry department agency court committee party campaign administration "
    "university authority authorities army military bank union organisation organization congress parliament "
    "office commission council board firm association charity ngo embassy regime federation institute institution "
    "service bureau force navy state country city town county church hospital school airline club league business "
    "manufacturer operator regulator watchdog tribunal panel senate house cabinet coalition opposition foundation "
    "think-tank corporation retailer team intelligence leadership pac"
)
_SOMEBODY = _words("a an one another")
_FORMER = _words("former ex ex- retired late onetime then")
_MANY = _words("many several some most few more other all both thousands hundreds dozens millions")


@dataclass(frozen=True, slots=True)
class People:
    """Who the page shows to be a person, by last name, and which of them hold an office."""

    persons: frozenset[str]
    officials: frozenset[str]


_FULL_NAME = 5
"""Votes of "Anna Berg" for Berg to be a person, against one of each lone "Berg" that is tagged as a company."""


def people_on(docs: Iterable[Doc]) -> People:
    """Read a page's persons, so that "Bernsen" is known for the official that he was introduced as.

    Args:
        docs: its passages as parsed.

    """
    persons: Counter[str] = Counter()
    officials: set[str] = set()
    for doc in docs:
        for entity in doc.ents:
            last = entity[-1].text
            if entity.label_ == "PERSON":
                persons[last] += _FULL_NAME if len(entity) > 1 else 1
                if _holds_office(entity.root, [*entity.root.subtree]):
                    officials.add(last)
            elif entity.label_ in ("ORG", "GPE"):
                persons[last] -= 1
    return People(frozenset(name for name, votes in persons.items() if votes > 0), frozenset(officials))


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
    head = head_of([t for t in tokens if t.lower_ not in ("the", "a", "an")] or tokens)
    if head is None:
        return "unknown"
    text = head.doc.text[tokens[0].idx : tokens[-1].idx + len(tokens[-1])]
    noun, lemma = head.lower_, head.lemma_.lower()
    named = _is_named(head, tokens)
    if len(tokens) == 1 and noun in _PRONOUNS:
        return "unknown"
    if not named and _is_hidden(head, tokens, text, sentence):
        return "unnamed"
    if outlets.names(text) or outlets.names(_own_words(head, tokens)):
        return "outlet"
    if _is_label(head.doc, tokens):
        return "person"
    if named:
        return _named_kind(head, tokens, people)
    if lemma in _DOCUMENTS and [t.lower_ for t in tokens] != ["the", "paper"]:
        return "document"
    if lemma in _OUTLET_NOUNS:
        return "outlet"
    if noun in _ORGANISATIONS or (lemma in _ORGANISATIONS and head.tag_ == "NN"):
        return "organisation"
    return _common_kind(head, tokens)


def _is_named(head: Token, tokens: Sequence[Token]) -> bool:
    """Whether the head is a name, or has one in apposition ("a spokesman, John Lee")."""
    if head.pos_ == "PROPN":
        return True
    return any(
        t.dep_ == "appos" and t.head.i == head.i and (t.pos_ == "PROPN" or t.ent_type_ == "PERSON") for t in tokens
    ) or (head.ent_type_ in ("PERSON", "ORG") and head.text[:1].isupper() and head.i != head.sent.start)


def _is_label(doc: Doc, tokens: Sequence[Token]) -> bool:
    """Whether the source is the full name at the head of a turn in an interview: "JOHN DOE: …"."""
    after = doc[tokens[-1].i + 1].text if tokens[-1].i + 1 < len(doc) else ""
    words = {t.lower_ for t in tokens}
    capitals = all(t.text[:1].isupper() for t in tokens)
    return after == ":" and 2 <= len(tokens) <= 4 and capitals and not words & (_ORGANISATIONS | _DOCUMENTS | _ROLES)


def _own_words(head: Token, tokens: Sequence[Token]) -> str:
    """The head with the name that it is part of, without article, title clause or apposition."""
    members = {t.i for t in tokens}
    parts = [
        t for t in head.lefts if t.dep_ in ("compound", "nmod", "amod") and t.i in members and t.text[:1].isupper()
    ]
    first = min([head.i, *(t.left_edge.i for t in parts if t.left_edge.i in members)])
    return str(head.doc[first : head.i + 1].text)


def _is_hidden(head: Token, tokens: Sequence[Token], text: str, sentence: str) -> bool:
    if head.lower_ in _SOURCES or _ANONYMOUS.search(text):
        return True
    if any(t.ent_type_ == "PERSON" for t in tokens):
        return False
    persons = head.lower_ in ("person", "people") or head.lemma_.lower() in _HIDDEN_ROLES
    if persons and re.search(r"anonymity|not (?:to )?be (?:named|identified)", sentence):
        return True
    determiner = tokens[0].lower_
    counted = determiner in ("a", "an", "one", "another", "two", "three", "four")
    return counted and head.lemma_.lower() in _HIDDEN_ROLES and head.i - tokens[0].i <= 6


def _named_kind(head: Token, tokens: Sequence[Token], people: People) -> SourceKind:
    if any(t.dep_ == "conj" and t.head.i == head.i for t in tokens):
        return "group"
    if _holds_office(head, tokens) or (
        head.text in people.persons and head.text in people.officials and not _FORMER & {t.lower_ for t in tokens}
    ):
        return "official"
    appositions = [t for t in tokens if t.dep_ == "appos" and t.head.i == head.i]
    person = (
        head.ent_type_ == "PERSON" or head.text in people.persons or any(t.ent_type_ == "PERSON" for t in appositions)
    )
    if head.ent_type_ == "NORP" or (head.tag_ == "NNPS" and head.ent_type_ not in ("ORG", "PERSON", "GPE")):
        return "group"
    if person:
        return "person"
    words = {t.lower_ for t in tokens if abs(t.i - head.i) <= 3}
    if (
        head.ent_type_ in ("ORG", "GPE", "LOC", "FAC")
        or words & _ORGANISATIONS
        or (head.text.isupper() and len(head) > 1)
    ):
        return "document" if head.lemma_.lower() in _DOCUMENTS and head.ent_type_ != "ORG" else "organisation"
    if head.lemma_.lower() in _DOCUMENTS:
        return "document"
    return "person"


def _holds_office(head: Token, tokens: Sequence[Token]) -> bool:
    """Whether the head, a title before it or an apposition to it names an office that is held now."""
    members = {t.i for t in tokens}
    near = [head]
    near += [
        t for t in head.lefts if t.dep_ in ("compound", "amod", "nmod", "appos", "poss", "dep") and t.dep_ != "poss"
    ]
    near += [t for t in tokens if t.dep_ == "appos" and (t.head.i == head.i or t.head.head.i == head.i)]
    near += [t for one in tuple(near) for t in one.children if t.dep_ in ("compound", "conj") and t.i in members]
    for t in near:
        if t.i in members and (t.lower_ in _ROLES or t.lemma_.lower() in _ROLES) and t.tag_ not in ("NNS", "NNPS"):
            before = head.doc[max(t.i - 3, tokens[0].i) : t.i]
            if not any(b.lower_ in _FORMER for b in before):
                return True
    return False


def _common_kind(head: Token, tokens: Sequence[Token]) -> SourceKind:
    plural = head.tag_ in ("NNS", "NNPS") or head.lower_ in ("people", "police")
    if plural or head.lower_ in _GROUP_NOUNS or tokens[0].lower_ in _MANY or head.pos_ == "NUM":
        return "group"
    if _holds_office(head, tokens):
        return "official"
    if head.ent_type_ == "NORP" or (head.pos_ == "ADJ" and tokens[0].lower_ == "the"):
        return "group"
    if head.pos_ == "NOUN" and head.ent_type_ not in ("ORG", "GPE") and _is_human(head):
        return "unnamed" if tokens[0].lower_ in _SOMEBODY else "person"
    return "organisation" if head.ent_type_ in ("ORG", "GPE") else "unknown"


_HUMAN = _words(
    "man woman boy girl person mother father son daughter wife husband brother sister widow friend neighbour "
    "neighbor resident voter witness doctor nurse teacher professor expert analyst economist lawyer scientist "
    "researcher student author writer historian critic activist leader candidate nominee member worker employee "
    "survivor victim suspect driver player coach actor actress singer farmer owner founder consultant strategist "
    "pollster organiser organizer supporter opponent fan customer client passenger patient parent child uncle "
    "aunt cousin grandmother grandfather colleague rival billionaire businessman businesswoman mogul celebrity "
    "veteran soldier priest pastor columnist commentator host anchor blogger biographer attorney counsel "
    "campaigner delegate pundit scholar psychologist physician surgeon engineer pilot newcomer frontrunner "
    "front-runner incumbent"
)
_HUMAN_ENDINGS = ("ist", "man", "woman", "person", "crat", "ian", "ologist")


def _is_human(head: Token) -> bool:
    lemma = head.lemma_.lower()
    return lemma in _HUMAN or lemma.endswith(_HUMAN_ENDINGS)

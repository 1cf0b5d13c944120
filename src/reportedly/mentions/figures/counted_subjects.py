"""What stands before a figure as the subject of its verb or the noun that it gives the size of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.mentions.figures.counted_phrases import NOMINAL, Range, bare_start, whole
from reportedly.mentions.figures.currencies import is_money
from reportedly.mentions.figures.measures import DURATIONS

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

LEVELS = frozenset(
    (
        "be rise fall grow drop increase decrease decline climb jump soar surge plunge slip reach stand hit total "
        "exceed top pass number remain edge double triple shrink gain lose average cost run last take hover "
        "approach near equal measure weigh stretch span cover sell fetch earn gross yield comprise advance slide "
        "sink tumble slump ease dip rally swell balloon amount come go move become stay account represent add shed "
        "close open settle trade"
    ).split()
)
"""Verbs whose object says how great their subject is, or by how much it changed."""

LASTING = frozenset("last run continue go stay remain hold".split())
"""Verbs whose object or "for" says how long their subject lasts."""

PEOPLE = frozenset(
    (
        "mother father parent family group crowd team crew party man woman boy girl husband wife couple staff class "
        "people pair"
    ).split()
)
"""Nouns of people, of whom a figure counts nothing: "a mother of three"."""

_KEPT = frozenset("lose gain win lead trail add earn".split())
_MEASURED_OF_PEOPLE = frozenset("weigh measure stand tall run".split())
_BEFORE_A_NUMBER = frozenset({"DET", "ADV", "ADP", "NUM", "ADJ", "SCONJ"})
_ABOVE = frozenset({"VERB", "AUX", "ADJ", "ADP", "SCONJ"})
_CLAUSES = frozenset({"advcl", "xcomp", "conj", "ccomp", "pcomp"})


def subject_of(verb: Token, figure: Span, unit: str | None, *, known: bool = False, tall: bool = False) -> Range | None:
    """The subject of a verb of level or change; of a clause without one, that of the clause it hangs on.

    Args:
        verb: the verb.
        figure: the figure's tokens.
        unit: its unit.
        known: the verb is known to say how great its subject is.
        tall: it says how tall somebody is.

    """
    if not known and (verb.lemma_ not in LEVELS or (verb.lemma_ in {"take", "last"} and unit not in DURATIONS)):
        return None
    subject = _subject(verb)
    if subject is None or subject.pos_ not in NOMINAL or subject.ent_type_ == "DATE" or subject.i >= figure.start:
        return None
    people = subject.ent_type_ in {"PERSON", "NORP"} or subject.lemma_.lower() in PEOPLE
    if people and not tall and verb.lemma_ not in _MEASURED_OF_PEOPLE:
        return None
    if (unit == "percentage points" or is_money(unit)) and verb.lemma_ in _KEPT:
        return None  # who lost by two points has no two points
    return before_phrase(subject, figure)


def _subject(verb: Token) -> Token | None:
    """A verb's subject, through up to five clauses without one: "sales fell, hitting 5 percent"."""
    for _ in range(5):
        subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass", "csubj"}), None)
        relative = verb.dep_ == "relcl" and (subject is None or subject.tag_ in {"WDT", "WP"})
        if relative or (subject is None and verb.dep_ == "acl"):
            return verb.head
        if subject is not None or verb.dep_ not in _CLAUSES or verb.head.pos_ not in _ABOVE:
            return subject
        verb = verb.head if verb.head.pos_ in {"VERB", "AUX"} else verb.head.head
    return None


def before_phrase(noun: Token, figure: Span, *, bare: bool = False) -> Range | None:
    """A noun before the figure with what stands before it and its complements, as far as the figure."""
    if noun.ent_type_ in {"PERCENT", "MONEY", "QUANTITY"}:
        return None  # another figure
    doc = noun.doc
    first = noun.left_edge.i
    for token in doc[first : noun.i]:
        if token.is_punct and token.text in {",", ";", ":", "—", "("}:
            first = token.i + 1
    counted = [token.i for token in doc[first : noun.i] if token.dep_ == "nummod" and token.head == noun]
    if counted and all(token.pos_ in _BEFORE_A_NUMBER for token in doc[first : counted[-1]]):
        first = counted[-1] + 1  # "over 40 apps", but "the town's 2025 bond"
    first, last = whole(doc, first, noun, only_of=True, numbers=True)
    if first <= figure.start <= last:
        last = noun.i
    if figure.start <= first < figure.end:
        return None
    return (bare_start(doc, first, noun.i), noun.i) if bare else (first, last)

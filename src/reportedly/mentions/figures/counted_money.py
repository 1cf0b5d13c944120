"""What money is paid for: "$5m in fines", "a router for $60", "Price: $199"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.mentions.figures.counted_phrases import LONGEST, NOMINAL, Range, sentence_start, whole
from reportedly.mentions.figures.counted_subjects import before_phrase, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_PAYING = frozenset(
    (
        "pay spend fine charge offer invest award allocate earmark pledge commit "
        "budget provide set shell fork cough bid"
    ).split()
)
_SOLD = frozenset("sell go list auction fetch retail trade rent lease".split())
_BOUGHT = frozenset("buy sell purchase acquire rent lease get offer auction trade insure".split())
_RANGES = frozenset("range vary start begin go run".split())
_NOT_SOLD = frozenset({"PERSON", "DATE", "TIME", "GPE"})
_WHERE_SOLD = frozenset("at in on by to from with".split())


def spent_by(verb: Token, figure: Span) -> Range | None:
    """What money is paid for, where other words stand between: "paid $5m to its owner for the house"."""
    if verb.lemma_ not in _PAYING:
        return None
    for child in verb.rights:
        if child.dep_ == "prep" and child.lower_ in {"for", "on", "toward", "towards"} and child.i >= figure.end:
            thing = next((c for c in child.children if c.dep_ == "pobj"), None)
            if thing is not None and thing.pos_ in NOMINAL and thing.ent_type_ not in {"DATE", "TIME", "PERSON"}:
                return whole(figure.doc, thing.left_edge.i, thing)
    return None


def priced(preposition: Token, figure: Span, unit: str | None) -> Range | None:
    """What is sold or offered for a sum: "sold the house for $5m", "a router for $60", "models from $700"."""
    thing = _offered(preposition)
    if thing is None:
        return None
    if thing.pos_ in {"VERB", "AUX"}:
        bought = next((c for c in thing.children if c.dep_ == "dobj" and c.i < figure.start), None)
        if bought is None:
            sold = thing.lemma_ in _SOLD | _BOUGHT or (preposition.lower_ == "from" and thing.lemma_ in _RANGES)
            return subject_of(thing, figure, unit, known=sold) if sold or preposition.lower_ == "at" else None
        thing = bought
    if thing.pos_ not in NOMINAL or thing.i >= figure.start or thing.ent_type_ in _NOT_SOLD:
        return None
    return before_phrase(thing, figure)


def _offered(preposition: Token) -> Token | None:
    """The noun or verb that a price belongs to, past where it is sold: "a router at the store for $60"."""
    if preposition.i == 0:
        return None
    thing = preposition.nbor(-1)
    if thing.text in {")", "”", '"'} and thing.i > 0:
        thing = thing.nbor(-1)
    if thing.pos_ in {"VERB", "AUX", "ADV"}:
        return preposition.head
    while thing.pos_ in NOMINAL and thing.dep_ in {"pobj", "compound", "nmod"} and thing.head.i != thing.i:
        above = thing.head
        if above.pos_ == "ADP":
            if above.lower_ not in _WHERE_SOLD:
                break
            above = above.head
        thing = above
    return thing


def labelled(figure: Span, *, measured: bool) -> Range | None:
    """What a colon, a bracket or "now" gives the size of: "Price: $199", "a jacket ($120)", "Set, now $243"."""
    doc, at = figure.doc, figure.start - 1
    if at > 0 and doc[at].lower_ == "now" and doc[at - 1].text == ",":
        at -= 1
    elif at < 1 or doc[at].text not in {":", "("}:
        return None
    noun = doc[at - 1]
    if noun.pos_ not in NOMINAL or noun.ent_type_ in _NOT_SOLD or not (measured or doc[at].text == ":"):
        return None
    clause = doc[at].text != "(" and any(token.pos_ in {"VERB", "AUX"} for token in doc[sentence_start(noun) : noun.i])
    first = noun.left_edge.i
    return None if clause or noun.i - first >= LONGEST else whole(doc, first, noun, only_of=True, numbers=True)

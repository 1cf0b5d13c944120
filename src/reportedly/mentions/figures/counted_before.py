"""What a figure measures where the noun stands before it: "unemployment fell to 4 percent", "a margin of 20 points"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.mentions.figures.counted_money import labelled, priced, spent_by
from reportedly.mentions.figures.counted_phrases import NOMINAL, Range, root_of
from reportedly.mentions.figures.counted_subjects import LASTING, LEVELS, PEOPLE, before_phrase, subject_of
from reportedly.mentions.figures.currencies import is_money
from reportedly.mentions.figures.measures import DURATIONS

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_CHANGES_SOMETHING = frozenset(
    (
        "boost cut raise lower reduce increase decrease bring push lift take slash trim expand extend shorten "
        "narrow widen put keep hold limit cap set shrink drive send estimate value price fix hike pull double grow "
        "drop move change edge improve mark expect forecast project trade quote list charge insure assess appraise"
    ).split()
)
_SUMS = frozenset(
    "total maximum minimum average sum record high low number figure combination estimate tune rate level".split()
)
_SIZING = frozenset("of to at by from between for with as".split())
_OBJECTS = frozenset({"dobj", "attr", "npadvmod", "acomp", "oprd", "ccomp", "advmod", "dep"})
_EXTENTS = frozenset({"npadvmod", "advmod", "dobj", "quantmod", "pobj", "nummod"})
_DIMENSIONS = frozenset(
    (
        "tall long wide deep high thick broad heavy worth short up down higher lower longer shorter away old older "
        "younger larger smaller bigger taller above below ahead behind off"
    ).split()
)
_COMPARES = frozenset("over above below under beyond off".split())


def governing(figure: Span, unit: str | None) -> Range | None:
    """The phrase that a figure says the size of.

    Args:
        figure: the figure's tokens.
        unit: its unit.

    Returns:
        Its first and last token, or ``None``.

    """
    token = root_of(figure)
    head = token.head
    if named := _compared(figure, unit) or labelled(figure, measured=_is_labelled(figure, unit)):
        return named
    if token.pos_ == "VERB" and token.lemma_ in {"exceed", "top", "surpass"}:
        return subject_of(token, figure, unit, known=True)
    before = _before(figure)
    if before is not None and before.pos_ in {"ADP", "PART", "SCONJ"} and before.lower_ in _SIZING:
        return _by_preposition(before, figure, unit)
    if token.dep_ == "pobj" and head.pos_ in {"ADP", "SCONJ", "PART"} and not figure.start <= head.i < figure.end:
        return _by_preposition(head, figure, unit)
    if token.dep_ == "prep" and token.pos_ == "ADP" and head.pos_ == "VERB":
        return _changed(head, token, figure, unit)  # "fell below 5 percent"
    while head.pos_ == "ADV" and head.dep_ == "advmod" and head.head.pos_ == "ADJ":
        head = head.head  # "20% more powerful"
    if token.dep_ in _EXTENTS and (head.lower_ in _DIMENSIONS or (head.pos_ == "ADJ" and token.dep_ == "npadvmod")):
        return _dimension(head, figure, unit)
    if figure[-1].lower_ in _DIMENSIONS and head.pos_ in {"VERB", "AUX"}:
        return subject_of(head, figure, unit, known=True, tall=True)
    if head.pos_ in {"VERB", "AUX"} and token.dep_ in _OBJECTS:
        return (spent_by(head, figure) if is_money(unit) else None) or subject_of(head, figure, unit)
    return None


def _is_labelled(figure: Span, unit: str | None) -> bool:
    """Whether a figure in brackets can be the size of the noun before; a percentage only if it stands there alone."""
    if unit in {"percent", "share"}:
        return figure.end < len(figure.doc) and figure.doc[figure.end].text == ")"
    return unit is not None


def _before(figure: Span) -> Token | None:
    """The token before a figure that is no space, nor of "plus or minus"."""
    at = figure.start - 1
    while at >= 0 and (figure.doc[at].is_space or figure.doc[at].lower_ in {"plus", "or", "minus"}):
        at -= 1
    return figure.doc[at] if at >= 0 else None


def _dimension(word: Token, figure: Span, unit: str | None) -> Range | None:
    """What is tall, long, worth or up by a figure."""
    while word.dep_ == "conj" and word.head.pos_ in {"ADJ", "ADV"}:
        word = word.head
    noun = word.head
    if word.dep_ in {"amod", "acl", "advmod", "prep"} and noun.pos_ in NOMINAL and noun.i < word.i:
        return before_phrase(noun, figure)
    return (
        subject_of(noun, figure, unit, known=True, tall=word.lower_ == "tall") if noun.pos_ in {"VERB", "AUX"} else None
    )


def _compared(figure: Span, unit: str | None) -> Range | None:
    """What a percentage is over or under: "15 percent over the limit"."""
    doc = figure.doc
    off = figure.end < len(doc) and doc[figure.end].lower_ == "off"
    if (
        not (unit == "percent" or (off and is_money(unit)))
        or figure.end >= len(doc)
        or doc[figure.end].lower_ not in _COMPARES
    ):
        return None
    noun = next((c for c in doc[figure.end].children if c.dep_ == "pobj" and c.pos_ in NOMINAL), None)
    return None if noun is None or noun.ent_type_ == "DATE" else before_phrase(noun, figure, bare=True)


def _by_preposition(preposition: Token, figure: Span, unit: str | None) -> Range | None:
    word = preposition.lower_
    if word == "to" and preposition.dep_ == "aux":
        return None
    money = is_money(unit)
    if money and word in {"for", "at", "from"} and (thing := priced(preposition, figure, unit)):
        return thing
    governor = _governor(preposition)
    if governor.pos_ in NOMINAL and governor.i < figure.start:
        doc = figure.doc
        onward = figure.end < len(doc) and doc[figure.end].lower_ == "to"
        if word == "from" and not onward:
            return None
        return _size_of(governor, figure, unit) if word in {"of", "to", "at", "by", "from"} else None
    if governor.pos_ not in {"VERB", "AUX"}:
        return None
    if word == "for":
        return (
            subject_of(governor, figure, unit, known=True)
            if unit in DURATIONS and governor.lemma_ in LASTING and governor.tag_ != "VBN"
            else None
        )
    return (
        _changed(governor, preposition, figure, unit) if word in {"to", "at", "by", "from", "between", "as"} else None
    )


def _governor(preposition: Token) -> Token:
    """What a preposition before a figure belongs to: the noun beside it, or the verb that its chain hangs on."""
    if preposition.lower_ == "of" and preposition.i > 0 and preposition.nbor(-1).pos_ in NOMINAL:
        return preposition.nbor(-1)
    governor = preposition.head
    for _ in range(3):
        if governor.pos_ != "ADP" or governor.head.i == governor.i:
            break
        governor = governor.head
    return governor


def _changed(governor: Token, preposition: Token, figure: Span, unit: str | None) -> Range | None:
    """What a verb moves by or to a figure: its object ("cut taxes by 5%"), else its subject ("taxes fell to 5%")."""
    thing = next((c for c in governor.children if c.dep_ == "dobj" and c.i < preposition.i), None)
    if thing is not None and not figure.start <= thing.i < figure.end and not thing.like_num:
        measured = thing.lower_ in {"percent", "%", "points", "point"} or thing.ent_type_ in {
            "MONEY",
            "PERCENT",
            "QUANTITY",
        }
        changed = governor.lemma_ in _CHANGES_SOMETHING and thing.pos_ in NOMINAL
        if not measured:
            return before_phrase(thing, figure) if changed else None
    passive = any(c.dep_ in {"nsubjpass", "auxpass"} for c in governor.children)
    if governor.lemma_ in LEVELS or (governor.lemma_ in _CHANGES_SOMETHING and (passive or governor.tag_ == "VBN")):
        return subject_of(governor, figure, unit, known=True)
    return None


def _size_of(noun: Token, figure: Span, unit: str | None = None) -> Range | None:
    """The noun of "a sentence of five years"; of sums and changes, what they are of."""
    lemma = noun.lemma_.lower()
    if lemma in PEOPLE or noun.ent_type_ in {"PERSON", "GPE", "NORP"}:
        return None
    if lemma in _SUMS and not any(left.dep_ in {"compound", "poss", "amod"} for left in noun.lefts):
        if noun.dep_ in {"attr", "dobj"} and noun.head.pos_ in {"VERB", "AUX"}:
            return subject_of(noun.head, figure, unit)
        if noun.dep_ == "pobj":
            return _by_preposition(noun.head, figure, unit)
        return None
    return before_phrase(noun, figure, bare=True)

"""What a number counts, in the report's own words, from the parse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.mentions.figures.counted_before import governing
from reportedly.mentions.figures.counted_earlier import SHARED, Counted, is_ordinal, repeated, understood
from reportedly.mentions.figures.counted_phrases import (
    LONGEST,
    NOMINAL,
    Range,
    bare_start,
    noun_from,
    span_at,
    whole,
)
from reportedly.mentions.figures.currencies import is_money
from reportedly.mentions.figures.measures import DURATIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Span, Token

    from reportedly.mentions.figures.quantities import Quantity

_SPENT = frozenset("in into on for toward towards".split())
_STATES = frozenset("prison jail custody office power detention captivity charge".split())
_ABOUT_ONESELF = frozenset("you us".split())
_REACHED = frozenset("to at from".split())
_GIVING = frozenset("raise give donate contribute collect".split())


def counted(doc: Doc, text: str, quantity: Quantity, earlier: Sequence[Counted]) -> tuple[int, int] | None:
    """The words that name what is counted.

    Args:
        doc: the parsed passage.
        text: its text.
        quantity: the figure in it.
        earlier: the figures before it in the passage, in order.

    Returns:
        Where they stand in the passage, or ``None`` where it does not say.

    """
    figure = span_at(doc, quantity.start, quantity.end)
    if figure is None or not len(figure):
        return None
    if (same := repeated(text, quantity, earlier)) is not None:
        return same.place
    phrase = _beside(doc, text, figure, quantity) or governing(figure, quantity.unit)
    if phrase is None:
        return understood(doc, figure, quantity, earlier)
    return _characters(doc, text, phrase, quantity)


def _characters(doc: Doc, text: str, phrase: Range, quantity: Quantity) -> tuple[int, int] | None:
    if (
        doc[phrase[1]].idx < quantity.end
        and doc[phrase[1]].idx + len(doc[phrase[1]]) <= quantity.end
        and doc[phrase[0]].idx >= quantity.start
    ):
        return None
    first, last = doc[phrase[0]], doc[phrase[1]]
    start, end = first.idx, last.idx + len(last)
    if start < quantity.end <= end:
        start = max(start, quantity.end)  # the tokenizer does not part "12-member"
    while start < end and not (text[start].isalnum() or text[start] in "“‘"):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in "”’"):
        end -= 1
    if text[start:end].count('"') == 1 and text[start - 1 : start] == '"':
        start -= 1
    if text[start : start + 1] == "“" and "”" not in text[start:end]:
        closed = text[end : end + 1] == "”"
        start, end = (start, end + 1) if closed else (start + 1, end)
    return (start, end) if start < end else None


def _beside(doc: Doc, text: str, figure: Span, quantity: Quantity) -> Range | None:
    """The noun after the number: "40 Danish volunteers", "a 10-year sentence", "40 of the volunteers"."""
    at = _after_aside(doc, figure.end)
    if at >= len(doc):
        return None
    after = doc[at]
    if after.text == "-" and at + 2 < len(doc) and doc[at + 1].lower_ in {"a", "per"}:
        at = at + 4 if doc[at + 2].text == "-" else at + 3  # "$6.99-a-month service"
    elif after.lower_ == "worth" and at + 1 < len(doc):
        after = doc[at + 1]
        at += 1
    if after.lower_ == "of" or (after.lower_ == "among" and quantity.unit in SHARED):
        if (
            quantity.unit is None
            and is_ordinal(doc[figure.end - 1])
            and not any(token.like_num for token in doc[at : at + 4])
        ):
            return None  # "the first of its kind"
        return _of(doc, after, quantity)
    if quantity.unit == "share" and after.tag_ == "DT":
        at += 1  # "half the states"
    if _COMPARES_TIMES.match(text, after.idx):
        return None
    reached = figure.start > 0 and is_money(quantity.unit) and doc[figure.start - 1].lower_ in _REACHED
    if after.lower_ in _SPENT and not reached and (phrase := _spent(doc, after, quantity)):
        return phrase
    noun = noun_from(doc, at) if at < len(doc) else None
    if noun is None or not _belongs(doc, text, figure, noun, quantity):
        return None
    ordinal = quantity.unit is None and is_ordinal(doc[figure.end - 1])
    measured = quantity.unit is not None and quantity.unit not in SHARED and not is_money(quantity.unit)
    return whole(doc, at, noun, ordinal=ordinal, only_of=measured)


def _after_aside(doc: Doc, at: int) -> int:
    """The token after a figure, or after the same in brackets: "a $110m (£57m) project"."""
    while at < len(doc) and doc[at].is_space:
        at += 1
    if at < len(doc) and doc[at].text == "(":
        close = next((token.i for token in doc[at : at + 9] if token.text == ")"), None)
        if close is not None and any(token.like_num or token.is_currency for token in doc[at:close]):
            return close + 1
    return at


def _belongs(doc: Doc, text: str, figure: Span, noun: Token, quantity: Quantity) -> bool:
    """Whether a noun after a figure is what it counts: after a unit only where the parse hangs the figure on it."""
    if quantity.unit is None or quantity.unit == "share":
        return True
    if text[quantity.end : quantity.end + 1] == "-":
        return True
    if noun.ent_type_ in {"DATE", "TIME"}:
        return False
    following = doc[figure.end]
    if quantity.unit not in DURATIONS and not is_money(quantity.unit):
        # The parse seldom ties "90 percent negative coverage"; but no subject of a verb stands right behind a unit.
        modified = "-" in figure.text or following.dep_ in {"amod", "compound", "nmod"}
        if modified or noun.dep_ not in {"nsubj", "nsubjpass"}:
            return True
    inside = range(figure.start, figure.end)
    return any(
        token.head.i not in inside and figure.end <= token.head.i <= noun.i and token.dep_ != "npadvmod"
        for token in figure
    )


def _of(doc: Doc, of: Token, quantity: Quantity) -> Range | None:
    """What follows "of": a noun, "us" or "you", or a verb's noun ("45 years of practicing law")."""
    at = of.i + 1
    while at < len(doc) and (doc[at].lower_ in {"the", "all"} or doc[at].is_space):
        at += 1
    if at >= len(doc):
        return None
    if doc[at].lower_ in _ABOUT_ONESELF:
        return at, at
    if (doc[at].lower_ == "people" or (doc[at].lower_ == "those" and doc[at].dep_ != "det")) and at + 1 < len(doc):
        return _with_rest(doc, at)
    clause = next((child for child in of.children if child.dep_ == "pcomp"), None)
    if clause is not None:
        subject = next((child for child in clause.lefts if child.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is not None and subject.left_edge.i > of.i and clause.tag_ == "VBG":
            return bare_start(doc, subject.left_edge.i, subject.i), min(clause.right_edge.i, subject.i + LONGEST)
        last = next((child for child in clause.children if child.dep_ == "dobj"), clause)
        return clause.i, last.i
    if doc[at].like_num and at + 1 < len(doc) and doc[at + 1].pos_ in {"SCONJ", "ADP", "PUNCT", "VERB", "AUX"}:
        return None  # "12 of 13 despite"
    numbers = _numbers_in_phrase(doc, at)
    first = numbers[-1] + 1 if numbers else at
    first = next((i for i in range(first, min(first + 8, len(doc))) if not _leads(doc[i])), first)
    noun = noun_from(doc, first)
    if noun is None or (quantity.unit in DURATIONS and noun.ent_type_ in {"DATE", "TIME"}):
        return None
    return whole(doc, first if numbers else at, noun, only_of=quantity.unit in DURATIONS)


def _numbers_in_phrase(doc: Doc, at: int) -> list[int]:
    """Numbers before the noun of the phrase that begins at a token: "his season-high 31 points"."""
    numbers: list[int] = []
    for token in doc[at : at + 6]:
        if token.pos_ in {"VERB", "AUX", "ADP", "SCONJ", "CCONJ"} or (token.is_punct and token.text != "-"):
            break
        if token.like_num and token.pos_ == "NUM" and token.head.i > token.i:
            numbers.append(token.i)
    return numbers


def _leads(token: Token) -> bool:
    """Words before the noun in "20 of his season-high 31 points", "half of the more than 300 homes"."""
    return token.pos_ in {"DET", "NUM"} or (
        token.dep_ in {"poss", "quantmod", "nummod", "det", "advmod", "predet"} and (token.pos_ not in NOMINAL)
    )


def _with_rest(doc: Doc, at: int) -> Range:
    """Keep the pronoun of "those with jobs" and "those who stayed", with all that narrows it."""
    _, last = whole(doc, at, doc[at])
    if last == at and at + 1 < len(doc) and doc[at + 1].lower_ not in {".", ","}:
        following = doc[at + 1]
        if following.dep_ in {"prep", "acl", "relcl", "amod"} or following.tag_ in {"VBG", "VBN"}:
            last = following.right_edge.i
    return at, last


def _spent(doc: Doc, preposition: Token, quantity: Quantity) -> Range | None:
    """What money is spent on or made of ("$5m in fines", "$2bn on roads"), and "five years in prison"."""
    word, money = preposition.lower_, is_money(quantity.unit)
    at = preposition.i + 1
    while at < len(doc) and (
        doc[at].pos_ in {"DET", "NUM"} or doc[at].dep_ in {"poss", "quantmod"} or doc[at].is_space
    ):
        at += 1
    if at + 1 < len(doc) and "some" in (doc[at].lower_, doc[at - 1].lower_):
        of = next((i for i in (at, at + 1) if doc[i].lower_ == "of"), None)
        noun = noun_from(doc, of + 1) if of is not None else None
        if of is not None and noun is not None:
            return whole(doc, of + 1, noun)
    if quantity.unit in DURATIONS:
        stays = word == "in" and at < len(doc) and doc[at].lower_ in _STATES
        return (at, at) if stays else None
    if not money or (word == "in" and doc[preposition.i + 1].tag_ in {"DT", "PRP$"}):
        return None  # "$5m in fines", but "$5m in the third quarter"
    if word in {"for", "toward", "towards"} and _gives(doc, preposition.i - 1):
        return None
    noun = noun_from(doc, at) if at < len(doc) else None
    if noun is None or noun.ent_type_ in {"DATE", "TIME", "GPE", "PERSON", "LOC", "NORP"}:
        return None
    if word == "in" and noun.lemma_.lower() in {"court", "total", "return", "cash"}:
        return None
    return whole(doc, bare_start(doc, preposition.i + 1, noun.i), noun)


_COMPARES_TIMES = re.compile(r"(year|month|quarter|week|day)[\s-](?:on|over|to)[\s-]\1\b")
"""What a change is against, and not what is counted: "14 percent year on year"."""


def _gives(doc: Doc, at: int) -> bool:
    """Whether money that ends at a token is raised, given or is itself a sum of something: no price of what follows."""
    root = doc[at]
    while root.head.i < root.i and root.pos_ not in {"VERB", "AUX"}:
        root = root.head
    return root.lemma_ in _GIVING

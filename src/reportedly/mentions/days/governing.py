"""Which day or year named in a sentence a month or a day without a year belongs to: "in May and June 2018"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.mentions.days.timewords import Expression, year_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token


_JOINED = re.compile(
    r"\s*(?:,|,?\s*\b(?:and|or|to|until|till|through)\b|[-–—])\s*(?:(?:in|on|from|of|late|early|mid|the)\b\s*)*", re.I
)
_IN = re.compile(r"\b(?:in|during)\s+$", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:from|since|after|before|until|till|between|by)\s+(?:the\s+)?$", re.IGNORECASE)
"""What runs from or to a day may end in any later year: "premier from 2018 until May"."""
_STEPS = 12


def governing(doc: Doc, found: Sequence[Expression], at: int) -> tuple[Expression, bool] | None:
    """The expression with a year that gives a yearless one its year, and whether it stands after it.

    Args:
        doc: the parsed passage.
        found: the expressions of one sentence, in order.
        at: the place in ``found`` of the one without a year.

    Returns:
        ``None`` where no year of the sentence clearly governs it. One does where the two are joined, or where one verb,
        or two that are told side by side, happened at both; a year in a clause of its own is background: "the law,
        passed in May 2018, came into force in October".

    """
    text, own = doc.text, found[at]
    if at + 1 < len(found) and _dated(found[at + 1]) and _JOINED.fullmatch(text[own.end : found[at + 1].start]):
        return found[at + 1], True
    verb = _verb(doc, own)
    for other in reversed(found[:at]):
        if _OPEN.search(text[: other.start]):
            continue
        if not _dated(other) and not (other.rule == "year" and _IN.search(text[: other.start])):
            continue
        if _JOINED.fullmatch(text[other.end : own.start]):
            return other, False
        told = _verb(doc, other)
        if verb is not None and told is not None and (verb == told or verb in told.conjuncts):
            return other, False
    return None


def _dated(expression: Expression) -> bool:
    return expression.rule == "iso" or (
        expression.rule in {"date", "month", "season"} and year_of(expression.match) is not None
    )


def _verb(doc: Doc, expression: Expression) -> Token | None:
    span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
    token = span.root if span is not None and len(span) else None
    for _ in range(_STEPS):
        if token is None or token.pos_ in {"VERB", "AUX"}:
            return token
        token = token.head if token.head is not token else None
    return None

"""What a figure counts where the report said it of an earlier one: "one person died and two were hurt"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.mentions.figures.counted_phrases import NOMINAL, bare_start, root_of, sentence_start, span_at
from reportedly.mentions.numbers import ORDINALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Span, Token

    from reportedly.mentions.figures.quantities import Quantity

SHARED = frozenset({"percent", "share"})
"""Units of a part of something."""

_ASIDE = re.compile(
    r"\s*[(\[]\s*(?i:about\s+|or\s+|orig(?:inally|\.)\s+|was\s+|were\s+|reg(?:ularly|\.)\s+|now\s+|down\s+from\s+"
    r"|from\s+)?|\s*;\s*|\s+[-–—]\s+or\s+|,\s+or\s+(?:about\s+)?"
)
"""What stands between a figure and the same in another unit: "$1m (£522,000)"."""

_COMPARED = re.compile(
    r"[^.]*(?<!\w)(?:compared\s+(?:with|to)|(?:up|down)\s+from|versus|vs\.?|as\s+against)\s+(?:[\w’'.]+\s+){0,3}"
)
"""What stands between a figure and the one that it is compared with: "profit was $186m, compared with $1bn"."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure before another in its passage, and what it counts."""

    quantity: Quantity
    place: tuple[int, int] | None


def repeated(text: str, quantity: Quantity, earlier: Sequence[Counted]) -> Counted | None:
    """The earlier figure that one gives again in another unit or is compared with, if there is one."""
    if earlier and _ASIDE.fullmatch(text, earlier[-1].quantity.end, quantity.start):
        return earlier[-1]
    alike = next((one for one in reversed(earlier) if one.quantity.unit == quantity.unit), None)
    compared = alike is not None and _COMPARED.fullmatch(text, alike.quantity.end, quantity.start)
    return alike if compared else None


def understood(doc: Doc, figure: Span, quantity: Quantity, earlier: Sequence[Counted]) -> tuple[int, int] | None:
    """What an earlier number counts, where the noun is not said again: "one person died and two were hurt"."""
    root = root_of(figure)
    following = doc[figure.end] if figure.end < len(doc) else None
    if quantity.unit is None and is_ordinal(doc[figure.end - 1]):
        return None
    if following is not None and (following.lower_ in {"of", "-"} and quantity.unit is None):
        return _antecedent(doc, figure) if following.lower_ == "of" else None
    kind = _kind(quantity.unit)
    compared = following is not None and following.lower_ in {"more", "fewer", "less"}
    if kind is None or (root.dep_ in {"npadvmod", "advmod", "punct"} and not compared) or _is_out_of(doc, figure):
        return None
    if any(token.lower_ in {"the", "his", "her", "their"} for token in root.lefts):
        return None
    sentence = doc[sentence_start(root)].idx
    begins = doc[figure.start].is_sent_start
    near = [
        one
        for one in reversed(earlier)
        if _kind(one.quantity.unit) == kind and one.place and not (begins and one.quantity.start < sentence)
    ]
    role = _role(figure)
    alike = (
        one for one in near if (span := span_at(doc, one.quantity.start, one.quantity.end)) and _role(span) == role
    )
    chosen = next(alike, near[0] if near else None)  # "A had 40 deaths; B, a town of 9,000 people, had 30"
    return chosen.place if chosen else None


def _role(figure: Span) -> tuple[str, str]:
    """How a figure or the noun that it counts stands in its clause, and to what verb."""
    token = root_of(figure)
    noun = token.head if token.dep_ in {"nummod", "compound", "nmod"} and token.head.pos_ in NOMINAL else token
    return noun.dep_, noun.head.lemma_


def _is_out_of(doc: Doc, figure: Span) -> bool:
    """A number of "12 of 13"."""
    if figure.end + 1 < len(doc) and doc[figure.end].lower_ == "of" and doc[figure.end + 1].like_num:
        return True
    return figure.start >= 2 and doc[figure.start - 1].lower_ == "of" and doc[figure.start - 2].like_num


def _kind(unit: str | None) -> str | None:
    """Units whose figures can stand for the same things; money and lengths never leave out what they measure."""
    if unit is None:
        return "things"
    return "shares" if unit in SHARED else None


def _antecedent(doc: Doc, figure: Span) -> tuple[int, int] | None:
    """Whom "hundreds of them" are of: the last plural subject or object before, in the same sentence."""
    following = doc[figure.end + 1] if figure.end + 1 < len(doc) else None
    if following is None or following.lower_ not in {"them", "whom", "which"}:
        return None
    before = [
        token
        for token in doc[sentence_start(root_of(figure)) : figure.start]
        if token.tag_ in {"NNS", "NNPS"} and token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}
    ]
    subjects = [token for token in before if token.dep_ in {"nsubj", "nsubjpass"}]
    chosen = before[-1:] if following.lower_ != "them" else subjects[-1:]
    if not chosen:
        return None
    first = bare_start(doc, chosen[0].left_edge.i, chosen[0].i)
    return doc[first].idx, chosen[0].idx + len(chosen[0])


def is_ordinal(token: Token) -> bool:
    """Whether a token is an ordinal: "third", "21st"."""
    return token.lower_ in ORDINALS or (token.text[:1].isdigit() and token.text.endswith(("st", "nd", "rd", "th")))

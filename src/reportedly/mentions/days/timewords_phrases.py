"""Noun phrases of time whose edges the parse tells: "the intervening years", "two months of fierce battles"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.mentions.days.timewords import Expression
from reportedly.mentions.numbers import SCALED, WORDED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

_TIME_NOUNS = frozenset(
    (
        "seconds minutes hour hours day days night nights week weeks weekend weekends month months year years "
        "decade decades century centuries morning mornings afternoon afternoons evening evenings season seasons "
        "anniversary nighttime daytime"
    ).split()
)
_PHRASE = re.compile(
    rf"(?:.*?\b(?P<count>{WORDED}|{SCALED})\b(?!-))?.*?\b(?P<unit>second|minute|hour|day|night|week|weekend|month|season|year"
    r"|decade|centur|morning|afternoon|evening|anniversar|nighttime|daytime)(?:y|ie)?(?P<plural>s)?$",
    re.IGNORECASE | re.DOTALL,
)
_LEFT = frozenset({"det", "amod", "nummod", "advmod", "quantmod", "predet", "compound", "nmod", "npadvmod"})
_SHARES = frozenset({"%", "percent", "cent", "$", "£", "€"})
"""What stands before these is no number of years: "up 40% year to date"."""
_BETWEEN = re.compile(r"^[\s\W_]+")
_LONGEST_OF = 8
"""Words that "of …" may add; what is longer has left the time behind."""


def phrases(doc: Doc, found: Sequence[Expression]) -> Iterator[Expression]:
    """Noun phrases whose head is a unit of time that no rule took.

    Args:
        doc: the parsed passage.
        found: what the rules found in it, in order.

    """
    taken = iter(found)
    now, behind = next(taken, None), 0
    for token in doc:
        if token.lower_ not in _TIME_NOUNS or token.tag_ not in {"NN", "NNS"}:
            continue
        while now is not None and now.end <= token.idx:
            behind = now.end
            now = next(taken, None)
        if now is not None and now.start < token.idx + len(token):
            continue
        start, end = _start(token, behind), token.idx + len(token)
        match = _PHRASE.fullmatch(doc.text, start, end)
        if match:
            yield Expression(start, end, "phrase", match)


def whole_phrases(doc: Doc, found: Sequence[Expression]) -> list[Expression]:
    """The same expressions, those that are nouns with all of their phrase: "two months of fierce battles"."""
    whole: list[Expression] = []
    for at, each in enumerate(found):
        start, end = each.start, each.end
        if each.rule in {"length", "phrase"} and doc.text.startswith(" of ", end):
            end = _end_of(doc, end, found[at + 1].start if at + 1 < len(found) else len(doc.text))
        elif each.rule == "season" and each.match.start("season") == start:
            span = doc.char_span(start, each.match.end("season"), alignment_mode="expand")
            behind = whole[-1].end if whole else 0
            start = _start(span[0], behind) if span is not None else start
        whole.append(each._replace(start=start, end=end))
    return whole


def _start(noun: Token, behind: int) -> int:
    """Where the noun phrase of a noun begins, or what of it is left behind another expression."""
    first = noun
    while first.i > noun.sent.start and first.nbor(-1).lower_ not in _SHARES and _belongs(first.nbor(-1), noun):
        first = first.nbor(-1)
    start, end = max(first.idx, behind), noun.idx + len(noun)
    left = noun.doc.text[start:end]
    return end - len(_BETWEEN.sub("", left, count=1))


def _belongs(token: Token, head: Token) -> bool:
    for _ in range(3):
        if token.head == head:
            if token.dep_ == "compound" and head.tag_ == "NNS" and token.lower_ not in _TIME_NOUNS:
                return False  # "opened the tunnel months late"
            return token.dep_ in _LEFT or (token.dep_ == "poss" and token.tag_ == "PRP$") or token.tag_ == "HYPH"
        token = token.head
    return False


def _end_of(doc: Doc, end: int, stop: int) -> int:
    """Where a phrase ends that goes on with "of": before a comma, a clause, or the next expression."""
    span = doc.char_span(end + 1, end + 3)
    if span is None or span[0].head.idx + len(span[0].head) != end:
        return end
    last = span[0].i
    for token in doc[last + 1 : last + 1 + _LONGEST_OF]:
        if token.is_punct or token.dep_ in {"relcl", "mark", "nsubj"} or token.tag_ in {"WDT", "WP", "WRB"}:
            break
        if token.idx + len(token) > stop or not span[0].is_ancestor(token):
            break
        if token.tag_[0] in "NV" or token.tag_ in {"CD", "PRP"}:
            last = token.i
    return doc[last].idx + len(doc[last]) if last > span[0].i else end

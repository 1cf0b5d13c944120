"""Whether the verb that governs a stretch of text speaks of the future."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_FUTURE = frozenset({"will", "'ll", "’ll", "wo", "shall"})
_PLANNED = frozenset(
    (
        "set due scheduled expect expects expected plan plans planned planning intend intends intended hope hopes "
        "hoping aim aims going slated bound likely supposed"
    ).split()
)
_UNTIL = frozenset({"until", "till"})
_WOULD = frozenset({"would", "'d", "’d"})
_TELLING = frozenset("say tell report write have do recall remember claim".split())
"""Verbs that news writes in the present of what is over: "she says on Monday he rang"."""
_STEPS = 12
"""Heads climbed before giving up; a news sentence is rarely nested deeper."""


def is_future(doc: Doc, start: int, end: int, *, weekday: bool = False) -> bool:
    """Whether what happens at a time is still to come, by its verb: "will meet on Tuesday", "is due to speak".

    Args:
        doc: the parsed passage.
        start: first character of the time expression in it.
        end: where it ends, exclusive.
        weekday: whether it is a day of the week. With one the present tense is a plan: "the talks open on Saturday".

    """
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return False
    if span.start and doc[span.start - 1].lower_ in _UNTIL and span.root.sent.root.tag_ != "VBD":
        return True
    if span.start > 1 and doc[span.start - 2 : span.start].text.lower() == "ahead of":
        return True
    token = span.root
    for _ in range(_STEPS):
        if token.head is token:
            break
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return _speaks_of_future(token) or (weekday and _is_plan(token) and _is_when(span))
    return token.pos_ in {"VERB", "AUX"} and _speaks_of_future(token)


def _is_when(span: Span) -> bool:
    """Whether the day says when the verb happens; "faces questions after Saturday's attack" does not."""
    before = span.doc[span.start - 1].lower_ if span.start else ""
    return span.root.dep_ == "npadvmod" or before in {"on", "until", "till", "by", "before"}


def _is_plan(verb: Token) -> bool:
    if verb.tag_ == "VBG" and any(child.dep_ == "aux" and child.tag_ in {"VBZ", "VBP"} for child in verb.children):
        return True  # "are meeting on Saturday"
    if verb.tag_ == "VBN" and verb.dep_ in {"relcl", "acl"} and any(child.lower_ == "to" for child in verb.children):
        return True  # "the race, to be held on Saturday"
    return verb.tag_ in {"VBZ", "VBP"} and verb.lemma_ not in _TELLING


def _speaks_of_future(verb: Token) -> bool:
    if verb.tag_ in {"VBD", "VBN"} and not any(child.lower_ in _FUTURE | _WOULD for child in verb.children):
        return verb.lower_ in _PLANNED and verb.tag_ == "VBN"
    if any(child.dep_.startswith("aux") and child.lower_ in _FUTURE for child in verb.children):
        return True
    if verb.dep_ == "ccomp" and verb.head.tag_ in {"VBD", "VBN"} and any(c.lower_ in _WOULD for c in verb.children):
        return True  # "said that they would finish by May": a will that was told later
    if any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children):
        head = verb.head
        return head.lower_ in _PLANNED or (head.lemma_ == "be" and head.tag_ in {"VBZ", "VBP"})
    return False

"""How surely a claim is put, and the words that show it.

Two voices can hedge. The report hedges in its cue ("is believed to", "reportedly"); the source hedges in what it says
("“He may go,” she said"). Either makes the claim a hedged one; whose hedge it is can be told from where it stands,
inside the content or out of it. Only the clause that the cue and the head of the content make is looked at: a "could"
further down in a long content hedges some other thing, and a quotation of several sentences is hedged as a whole by
none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from reportedly.attribution.page import Page, head_of
from reportedly.attribution.raw import RawAttribution, Run
from reportedly.model import Certainty

_ADVERBS = frozenset(
    "reportedly allegedly supposedly purportedly apparently seemingly presumably ostensibly arguably possibly "
    "probably perhaps maybe likely conceivably potentially".split()
)
_MODALS = frozenset(("may", "might", "could"))
_SEEMING = frozenset(("appear", "seem", "look"))
_HELD = frozenset(
    "accuse believe think say report allege understand rumor rumour fear expect presume suspect consider assume "
    "suppose reckon estimate deem speculate hear".split()
)
"""Verbs whose passive leaves open who holds it: "is believed to", "it was reported that"."""
_TENTATIVE = frozenset("suspect speculate guess presume assume suppose surmise reckon conjecture rumor rumour".split())
_DENY = frozenset(
    "deny dismiss reject refute rebut dispute disavow repudiate disclaim contradict disown debunk "
    "denounce_as_false".split()
)
_DENIALS = frozenset(("denial", "rejection", "dismissal", "rebuttal"))
_DECIDED = frozenset(
    "appeal application bid bill case complaint deal lawsuit motion offer petition plan proposal request suit".split()
)
_DECLINE = frozenset(("decline", "refuse"))
_REFUSALS = frozenset(("refusal",))
_ANSWER = frozenset(
    "comment respond reply answer say discuss confirm elaborate disclose specify identify name return provide "
    "give explain address clarify speak detail reveal speculate".split()
)
"""With "not" or "would not", these withhold: "did not respond", "would not say", "has not returned calls"."""
_ASSERT = frozenset(
    "say believe think claim accept agree admit confirm support endorse acknowledge know expect".split()
)


def certainty(page: Page, raw: RawAttribution) -> tuple[Certainty, tuple[Run, ...]]:
    """How surely the claim is put.

    Returns:
        The certainty and the runs of the report's text that show it, in page order; no runs for ``asserted``.

    """
    cue = page.tokens_of(raw.cue)
    for kind, shown in (("declined", _declining(cue)), ("denied", _denying(cue))):
        if shown:
            return ("declined" if kind == "declined" else "denied"), _runs(page, shown)
    hedges = _hedges_in_cue(cue) + _hedges_on_head(page, raw)
    return ("hedged", _runs(page, hedges)) if hedges else ("asserted", ())


def _runs(page: Page, tokens: Iterable[Token]) -> tuple[Run, ...]:
    starts = {id(passage.doc): passage.start for passage in page.passages}
    found: list[Run] = []
    for token in sorted(set(tokens), key=lambda t: (starts.get(id(t.doc), 0), t.i)):
        start = starts.get(id(token.doc), 0) + token.idx
        if found and page.text[found[-1][1] : start].isspace():
            found[-1] = (found[-1][0], start + len(token))
        else:
            found.append((start, start + len(token)))
    return tuple(found)


def _negation(token: Token) -> list[Token]:
    return [c for c in token.children if c.dep_ == "neg" or c.lower_ in ("never", "n't", "not")]


def _declining(cue: Sequence[Token]) -> list[Token]:
    for token in cue:
        lemma = token.lemma_.lower()
        if (token.pos_ == "VERB" and lemma in _DECLINE) or (token.pos_ == "NOUN" and lemma in _REFUSALS):
            return [token]
        if token.pos_ == "VERB" and lemma in _ANSWER and (no := _negation(token)):
            helpers = [c for c in token.children if c.dep_ == "aux"]
            confirms = lemma == "confirm" and any(c.lemma_ in ("have", "can", "could") for c in helpers)
            says_that = lemma == "say" and any(
                c.dep_ == "ccomp" and any(m.lower_ == "that" for m in c.children) for c in token.children
            )
            if not confirms and not says_that:
                return [*helpers, *no, token]
        if token.lower_ == "reached" and (no := _negation(token)):
            return [*(c for c in token.children if c.dep_ in ("aux", "auxpass")), *no, token]
    return []


def _denying(cue: Sequence[Token]) -> list[Token]:
    for token in cue:
        lemma = token.lemma_.lower()
        if lemma in ("reject", "dismiss") and any(c.lemma_.lower() in _DECIDED for c in token.children):
            continue  # a judge who rejects an appeal denies no claim
        if (token.pos_ in ("VERB", "AUX") and lemma in _DENY) or (token.pos_ == "NOUN" and lemma in _DENIALS):
            return [token]
        if (
            lemma == "rule"
            and any(c.lower_ == "out" and c.dep_ == "prt" for c in token.children)
            and not _negation(token)
        ):
            return [token, *(c for c in token.children if c.dep_ == "prt")]
        if token.pos_ == "VERB" and lemma in _ASSERT and (no := _negation(token)):
            return [*(c for c in token.children if c.dep_ == "aux"), *no, token]
    return []


def _hedges_in_cue(cue: Sequence[Token]) -> list[Token]:
    found: list[Token] = []
    for token in cue:
        lemma = token.lemma_.lower()
        adverb = token.pos_ in ("ADV", "ADJ") and token.lower_ in _ADVERBS
        modal = token.dep_ == "aux" and token.lower_ in _MODALS
        if adverb or modal or (token.pos_ == "VERB" and lemma in _SEEMING | _TENTATIVE):
            found.append(token)
        elif token.tag_ == "VBN" and lemma in _HELD:
            helpers = [c for c in token.children if c.dep_ == "auxpass"]
            by = any(c.dep_ == "agent" for c in token.children)
            if helpers and not by:
                found += [*helpers, token]
    return found


def _hedges_on_head(page: Page, raw: RawAttribution) -> list[Token]:
    """Hedges on the main verb of the content, where the content is one sentence at most."""
    content = [token for token in page.tokens_of(raw.content) if not token.is_punct]
    heads = [t for t in content if t.head.i == t.i or t.dep_ in ("ROOT", "ccomp", "xcomp", "parataxis")]
    sentences = {(id(t.doc), t.sent.start) for t in content}
    if len(sentences) != 1:
        return []
    head = head_of(content)
    if head is not None and head.pos_ not in ("VERB", "AUX"):
        head = next((t for t in heads if t.pos_ in ("VERB", "AUX")), None)
    if head is None:
        return []
    members = {t.i for t in content}
    found = [
        child
        for child in head.children
        if child.i in members
        and (
            (child.dep_ == "aux" and child.lower_ in _MODALS)
            or (child.dep_ in ("advmod", "acomp") and child.lower_ in _ADVERBS)
        )
    ]
    lemma = head.lemma_.lower()
    if (
        lemma in _SEEMING
        and lemma != "look"
        and any(c.dep_ in ("xcomp", "acomp", "oprd", "ccomp") for c in head.children)
    ):
        found.append(head)
    if head.tag_ == "VBN" and lemma in _HELD and not any(c.dep_ == "agent" for c in head.children):
        helpers = [c for c in head.children if c.dep_ == "auxpass"]
        if helpers and any(c.dep_ in ("xcomp", "ccomp") for c in head.children):
            found += [*helpers, head]
    return found

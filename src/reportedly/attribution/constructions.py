"""Three constructions too rare in the training corpus to be learned surely, and dear to whoever checks facts.

"Reportedly" and its like, the passive that leaves open who holds it ("is believed to"), and silence ("did not respond
to a request for comment"). They are closed classes, so the parse is enough. ``_ADVERB``, ``_PASSIVE`` and ``_SILENCE``
are their confidences: the shares of PolNeAR's training articles' own uses, outside of contents, that annotators took
for attributions (22 of 35, 9 of 11, 20 of 46).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from reportedly.attribution.page import Page
from reportedly.attribution.raw import RawAttribution, Run, covers, joined, trimmed
from reportedly.language import antecedent

_ADVERB, _PASSIVE, _SILENCE = 0.63, 0.82, 0.43

_ADVERBS = frozenset("reportedly allegedly supposedly purportedly".split())
_HELD = frozenset("believe think say report understand rumor rumour allege suspect fear presume".split())
_ANSWER = frozenset("respond reply return answer reach".split())
_ASKED = frozenset(
    "comment request question message call inquiry enquiry query e-mail email interview letter text".split()
)
_HELPERS = frozenset("aux auxpass neg".split())
_SUBJECTS = frozenset("nsubj nsubjpass csubj".split())


def constructed(page: Page, known: Sequence[RawAttribution]) -> Iterator[RawAttribution]:
    """Find these constructions where nothing else was found.

    Args:
        page: the parsed page.
        known: attributions already found. What stands in one's cue is left to it, and so is what is quoted; what stands
            in one's content must do so as a whole, as a nested attribution.

    """
    taken = [run for raw in known for run in raw.cue] + [(r.start, r.end) for r in page.regions]
    contents = [run for raw in known for run in raw.content]
    for passage in page.passages:
        for token in passage.doc:
            at = passage.start + token.idx
            if token.lower_ in _ADVERBS:
                found = _adverb(token)
            elif token.tag_ == "VBN" and token.lemma_.lower() in _HELD:
                found = _passive(token)
            elif token.pos_ == "VERB" and token.lemma_.lower() in _ANSWER:
                found = _silence(token)
            else:
                continue
            if found is None or any(start <= at < end for start, end in taken):
                continue
            source, cue, content, sure = found
            said_by, said_so, said = (_runs(page, passage.start, tokens) for tokens in (source, cue, content))
            raw = RawAttribution(said_by, said_so, said, sure)
            outer = [(start, end) for start, end in contents if start <= at < end]
            if raw.content and raw.cue and (not outer or covers(outer, raw.content)):
                yield raw


_Found = tuple[Iterable[Token], Iterable[Token], Iterable[Token], float]


def _adverb(token: Token) -> _Found | None:
    verb = token.head
    if token.dep_ != "advmod" or verb.pos_ not in ("VERB", "AUX"):
        return None
    clause = _clause(verb)
    return (), (token,), [t for t in clause if t.i != token.i], _ADVERB


def _clause(verb: Token) -> list[Token]:
    """A verb's clause, without what is joined to it or stands beside it: "…, and left", "…, police said"."""
    apart = {
        t.i
        for child in verb.children
        if child.dep_ in ("conj", "cc", "parataxis", "advcl", "ccomp", "mark", "punct")
        and (child.dep_ != "ccomp" or child.i < verb.i)
        for t in child.subtree
    }
    clause = [t for t in verb.subtree if t.i not in apart and not t.is_space]
    if verb.dep_ == "conj" and not any(c.dep_ in _SUBJECTS for c in verb.children):
        clause = [t for c in verb.head.children if c.dep_ in _SUBJECTS for t in c.subtree] + clause
    return [one for t in clause for one in antecedent(t) or (t,)]


def _passive(verb: Token) -> _Found | None:
    helpers = [c for c in verb.children if c.dep_ in _HELPERS]
    said = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.i > verb.i]
    if not said or not any(c.dep_ == "auxpass" for c in helpers) or any(c.dep_ == "agent" for c in verb.children):
        return None
    subject = [c for c in verb.children if c.dep_ in _SUBJECTS and c.i < verb.i and c.lower_ != "it"]
    adverbs = [c for c in verb.children if c.dep_ == "advmod" and c.i < verb.i and helpers[0].i < c.i]
    content = [t for c in (*subject, said[0]) for t in c.subtree]
    return (), sorted([*helpers, *adverbs, verb], key=lambda t: t.i), content, _PASSIVE


def _silence(verb: Token) -> _Found | None:
    negated = any(c.dep_ == "neg" or c.lower_ == "not" for c in verb.children)
    subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
    asked = next(
        (
            c
            for c in verb.children
            if c.i > verb.i and c.dep_ in ("prep", "dobj") and any(t.lemma_.lower() in _ASKED for t in c.subtree)
        ),
        None,
    )
    if not negated or subject is None or asked is None:
        return None
    if verb.lemma_ == "reach" and not any(c.dep_ == "auxpass" for c in verb.children):
        return None
    cue = [c for c in verb.children if c.i < verb.i and c.dep_ in (*_HELPERS, "advmod")]
    return subject.subtree, [*cue, verb], asked.subtree, _SILENCE


def _runs(page: Page, start: int, tokens: Iterable[Token]) -> tuple[Run, ...]:
    runs = joined(((start + t.idx, start + t.idx + len(t)) for t in tokens if not t.is_space), page.text)
    whole = (trimmed(page.text, run) for run in runs)
    return tuple((a, b) for a, b in whole if a < b)

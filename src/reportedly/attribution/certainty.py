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
_SEEMING = frozenset(("appear", "seem"))
_HELD = frozenset(
    "accuse believe think say report allege understand rumor rumour fear expect presume suspect consider assume "
    "reckon estimate deem speculate hear".split()
)
"""Verbs whose passive leaves open who holds it: "is believed to", "it was reported that"."""
_SUGGEST = frozenset("suggest suggestion hint imply intimate insinuate".split())
_UNCLEAR = frozenset("unclear murky uncertain unsure".split())
_ALLEGED = frozenset("alleged reported rumored rumoured purported suspected".split())
_THINK = frozenset("think believe guess suppose suspect hope reckon assume imagine".split())
"""With "I" or "we", these make a quotation a guess of its speaker."""
_TENTATIVE = frozenset("suspect speculate guess presume assume suppose surmise reckon conjecture rumor rumour".split())
_DENY = frozenset(
    "deny dismiss reject refute rebut dispute disavow repudiate disclaim contradict disown debunk".split()
)
_DENY_PHRASES = (
    ("rule", "out"),
    ("push", "back"),
    ("shoot", "down"),
    ("back", "away"),
    ("brush", "off"),
    ("wave", "away"),
)
_DENIALS = frozenset(("denial", "rejection", "dismissal", "rebuttal"))
_FALSE = frozenset(
    "false untrue lie lies baseless unfounded groundless nonsense fabrication fabricated bogus hoax inaccurate fake "
    "fiction incorrect falsehood libellous libelous defamatory ridiculous absurd ludicrous preposterous".split()
)
"""What somebody calls a claim, or says that it is, to deny it."""
_DECLINE = frozenset("decline refuse duck dodge sidestep evade avoid skirt demur stonewall withhold".split())
_SILENT = frozenset("silent quiet mum tight-lipped noncommittal".split())
_REFUSALS = frozenset(("refusal", "inability"))
_ANSWER = frozenset(
    "comment respond reply answer say discuss confirm elaborate disclose specify identify name return provide "
    "give explain address clarify speak detail reveal speculate mention apologise apologize acknowledge".split()
)
"""With "not" or "would not", these withhold: "did not respond", "would not say", "has not returned calls"."""
_ASSERT = frozenset("say believe think claim accept agree admit confirm support endorse".split())


SHORT_REFUSAL = 12
"""Words of a quotation that does nothing but withhold an answer."""
SHORT_ANSWER = 4
"""Words of an answer that is nothing but "no comment" or "I hope not"."""


def certainty(page: Page, raw: RawAttribution) -> tuple[Certainty, tuple[Run, ...]]:
    """How surely the claim is put.

    Returns:
        The certainty and the runs of the report's text that show it, in page order; no runs for ``asserted``.

    """
    cue = page.tokens_of(raw.cue)
    content = [token for token in page.tokens_of(raw.content) if not token.is_punct]
    if shown := _declining(cue) or _no_comment(content):
        return "declined", _runs(page, shown)
    if shown := _denying(cue, content):
        return "denied", _runs(page, shown)
    hedges = _hedges_in_cue(cue, content) + _hedges_on_content(content)
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
    """Words that negate a verb: "not", "never", and a subject that is nobody ("Neither", "No one responded")."""
    found = [c for c in token.children if c.dep_ == "neg" or c.lower_ in ("never", "n't", "not")]
    for subject in (c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")):
        found += [t for t in (subject, *subject.children) if t.lower_ in ("neither", "nobody", "none", "no", "nor")]
    return found


def _declining(cue: Sequence[Token]) -> list[Token]:
    head = head_of(cue)
    for token in [*cue, *_above(head)]:
        lemma = token.lemma_.lower()
        verb = token.pos_ == "VERB" or (token == head and any(c.dep_ == "advmod" for c in token.children))
        if verb and lemma in _DECLINE and not _negation(token):
            return [token]
        if (token.pos_ == "NOUN" and lemma in _REFUSALS and token in cue) or token.lower_ in _SILENT:
            return [token]
        if lemma == "comment" and any(c.lower_ == "no" for c in token.children):
            return [*(c for c in token.children if c.lower_ == "no"), token]
        if token.pos_ == "VERB" and lemma in _ANSWER and token in cue and (no := _withheld(token)):
            return no
        if token.lower_ == "reached" and (no := _negation(token)):
            return [*(c for c in token.children if c.dep_ in ("aux", "auxpass")), *no, token]
    return []


def _no_comment(content: Sequence[Token]) -> list[Token]:
    """An answer that is none: “No comment.”, “We have no comment on that”, “I'm not going to go into that”."""
    verb = _main_verb(content)
    speaks = {t.lower_ for t in content if t.dep_ == "nsubj"} <= {"i", "we", "that", "this", "it"}
    if verb is not None and len(content) <= SHORT_REFUSAL and speaks:
        into = [t for t in (verb, *verb.subtree) if t.lemma_.lower() in _ANSWER | {"go", "get", "talk", "discuss"}]
        about = any(t.lower_ in ("into", "about", "on", "comment", "discuss") for t in content)
        if into and about and (no := _negation(verb)):
            return [*no, into[0]]
    for token in content:
        if token.lower_ == "comment" and (no := [c for c in token.children if c.lower_ == "no"]):
            alone = len(content) <= SHORT_ANSWER
            if alone or (verb is not None and verb.lemma_ == "have" and token.head == verb):
                return [*no, token]
    return []


def _above(head: Token | None) -> list[Token]:
    """Verbs that a cue's verb hangs on: "refuses to explain", where the cue is "explain"."""
    found: list[Token] = []
    while head is not None and head.dep_ == "xcomp" and head.head.pos_ == "VERB" and len(found) < len(head.doc):
        head = head.head
        found.append(head)
    return found


def _withheld(verb: Token) -> list[Token]:
    """The words by which somebody does not answer: "did not respond", "didn't stop to answer"; none if they do."""
    lemma = verb.lemma_.lower()
    negated = next((v for v in (verb, *_above(verb)) if _negation(v)), None)
    if negated is None or (lemma == "identify" and any(c.lower_ == "with" for c in verb.children)):
        return []
    helpers = [c for c in negated.children if c.dep_ == "aux"]
    confirms = lemma == "confirm" and any(c.lemma_ in ("have", "can", "could") for c in helpers)
    says_that = lemma == "say" and any(
        c.dep_ == "ccomp" and any(m.lower_ == "that" for m in c.children) for c in verb.children
    )
    return [] if confirms or says_that else [*helpers, *_negation(negated), verb]


def _denying(cue: Sequence[Token], content: Sequence[Token]) -> list[Token]:
    for token in cue:
        lemma = token.lemma_.lower()
        particles = [c for c in token.children if c.dep_ in ("prt", "advmod")]
        if lemma == "dismiss" and _is_characterised(content):
            continue  # "dismissed him as a fool" denies nothing
        if (token.pos_ in ("VERB", "AUX") and lemma in _DENY) or (token.pos_ == "NOUN" and lemma in _DENIALS):
            return [token]
        for verb, particle in _DENY_PHRASES:
            if lemma == verb and (along := [c for c in particles if c.lower_ == particle]) and not _negation(token):
                return [token, *along]
        if token.pos_ == "VERB" and lemma in _ASSERT and (no := _negation(token)):
            return [*(c for c in token.children if c.dep_ == "aux"), *no, token]
    return _called_false(cue, content)


def _is_characterised(content: Sequence[Token]) -> bool:
    """Whether a person is called something: "Walker as an ineffective leader"."""
    return bool(content) and content[0].ent_type_ == "PERSON" and any(t.lower_ == "as" for t in content)


def _called_false(cue: Sequence[Token], content: Sequence[Token]) -> list[Token]:
    """The word that says of a claim that it is not so: "called the report false", "said that it was a lie"."""
    verb = _main_verb(content)
    is_called = any(t.lemma_.lower() in ("call", "label", "brand") for t in cue)
    for token in content:
        if token.lower_ not in _FALSE:
            continue
        complements = token.dep_ in ("acomp", "attr", "oprd", "ccomp") and token.head == verb
        if (complements and verb is not None and verb.lemma_ == "be" and not _negation(verb)) or is_called:
            return [token]
    if verb is not None and verb.lemma_ == "be" and (no := _negation(verb)):
        true = [c for c in verb.children if c.dep_ == "acomp" and c.lower_ in ("true", "accurate", "correct")]
        return [*no, *true] if true else []
    return []


def _hedges_in_cue(cue: Sequence[Token], content: Sequence[Token]) -> list[Token]:
    found: list[Token] = []
    head = head_of(cue)
    for token in [*cue, *_beside(cue)]:
        lemma = token.lemma_.lower()
        if (
            (token.pos_ in ("ADV", "ADJ") and token.lower_ in _ADVERBS and not _is_compared(token))
            or (token.dep_ == "aux" and token.lower_ in _MODALS and not _negation(token.head))
            or (token.pos_ == "VERB" and lemma in _SEEMING | _TENTATIVE and token == head and _is_finite(token))
            or (token.pos_ in ("VERB", "NOUN") and lemma in _SUGGEST and token in cue and _is_fact(content))
            or (token.pos_ == "ADJ" and token.lower_ in _UNCLEAR)
            or (token.lower_ in _ALLEGED and token.dep_ == "amod")
        ):
            found.append(token)
        elif token.tag_ == "VBN" and lemma in _HELD | {"suggest"}:
            helpers = [c for c in token.children if c.dep_ == "auxpass"]
            by = any(c.dep_ == "agent" for c in token.children)
            if helpers and not by:
                found += [*helpers, token]
        elif token.tag_ == "VBN" and lemma == "know" and (no := _negation(token)):
            found += [*(c for c in token.children if c.dep_ == "auxpass"), *no, token]
    return list(dict.fromkeys(found))


def _beside(cue: Sequence[Token]) -> list[Token]:
    """Adverbs and modals that belong to the cue's verb and were left out of it: "reportedly told", "may have said"."""
    head = head_of(cue)
    if head is None or head.pos_ not in ("VERB", "AUX"):
        return []
    return [c for c in head.children if c.i < head.i and c.dep_ in ("advmod", "aux") and c not in cue]


def _is_finite(verb: Token) -> bool:
    """Whether a verb is what its subject does, and not what another verb is about: "made an effort to appear"."""
    return verb.tag_ in ("VBD", "VBZ", "VBP") or any(
        c.dep_ in ("aux", "auxpass") and c.tag_ != "TO" for c in verb.children
    )


def _is_compared(adverb: Token) -> bool:
    """Whether "likely" says how often, against others: "more likely to vote"."""
    return any(c.lower_ in ("more", "less", "most", "least") for c in adverb.children)


def _is_fact(content: Sequence[Token]) -> bool:
    """Whether what is suggested is said to be so, and is no advice: "suggested that he resign", "suggested waiting"."""
    verb = _main_verb(content)
    if verb is None:
        return False
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if any(c.lower_ in ("should", "ought", "must", "to") for c in helpers):
        return False
    plural = any(c.dep_ == "nsubj" and c.tag_ in ("NNS", "NNPS") for c in verb.children)
    return bool(helpers) or verb.tag_ in ("VBD", "VBZ", "VBP", "VBN") or (verb.tag_ == "VB" and plural)


def _main_verb(content: Sequence[Token]) -> Token | None:
    """The verb of the main clause; where the content is cut out of its sentence, that is not always its first."""
    members = {(id(t.doc), t.i) for t in content}
    tops = [t for t in content if t.pos_ in ("VERB", "AUX") and (t.head == t or (id(t.doc), t.head.i) not in members)]
    main = [t for t in tops if t.dep_ in ("ROOT", "ccomp", "parataxis", "xcomp")]
    if main or tops:
        return (main or tops)[0]
    return next((t for t in content if t.pos_ in ("VERB", "AUX") and t.dep_ in ("ccomp", "xcomp", "parataxis")), None)


def _hedges_on_content(content: Sequence[Token]) -> list[Token]:
    """Hedges on the main verbs of the content, where more than half of its sentences have one."""
    sentences: dict[tuple[int, int], list[Token]] = {}
    for token in content:
        sentences.setdefault((id(token.doc), token.sent.start), []).append(token)
    found = [_hedges_on_head(sentence) for sentence in sentences.values()]
    hedged = sum(bool(hedges) for hedges in found)
    whole = 2 * hedged > len(found) or (2 * hedged == len(found) and found[:1] != [[]])
    return [token for hedges in found for token in hedges] if whole else []


def _hedges_on_head(sentence: Sequence[Token]) -> list[Token]:
    head = _main_verb(sentence)
    if head is None:
        return []
    members = {t.i for t in sentence}
    found = [child for child in head.children if child.i in members and _weakens(child)]
    lemma = head.lemma_.lower()
    if lemma in _THINK and (own := [c for c in head.children if c.dep_ == "nsubj" and _is_self(c, lemma)]):
        whole = any(c.dep_ in ("ccomp", "xcomp") for c in head.children) and not _negation(head)
        if whole or len(sentence) <= SHORT_ANSWER:
            return [*own, head, *found]
    if lemma in _SEEMING and any(c.dep_ in ("xcomp", "acomp", "oprd", "ccomp") for c in head.children):
        found.append(head)
    if head.tag_ == "VBN" and lemma in _HELD and not any(c.dep_ == "agent" for c in head.children):
        helpers = [c for c in head.children if c.dep_ == "auxpass"]
        if helpers and any(c.dep_ in ("xcomp", "ccomp") for c in head.children):
            found += [*helpers, head]
    # "We think it may": the clause that is thought carries the claim.
    if not found and lemma in _THINK:
        inner = next((c for c in head.children if c.dep_ == "ccomp" and c.i in members), None)
        found = [c for c in inner.children if _weakens(c)] if inner is not None else []
    return found


def _is_self(subject: Token, verb: str) -> bool:
    """Whether somebody weighs their own words: "I believe", and "she thinks" in what she is said to have said."""
    return subject.lower_ in ("i", "we") or (subject.lower_ in ("he", "she", "they") and verb != "believe")


def _weakens(token: Token) -> bool:
    """Whether a word beside a verb makes it less sure."""
    if token.dep_ == "aux" and token.lower_ in _MODALS:
        return not (_is_question(token) or (token.lower_ == "could" and _negation(token.head)))
    return token.dep_ in ("advmod", "acomp") and token.lower_ in _ADVERBS and not _is_compared(token)


def _is_question(modal: Token) -> bool:
    """Whether the clause asks: "how it could happen"."""
    return any(c.tag_ in ("WP", "WRB", "WDT") and c.i < modal.i for c in modal.head.children)

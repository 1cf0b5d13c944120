"""What a source itself rests on: "citing internal reports", "based on documents", "an analysis of court records"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from reportedly.attribution.page import Page, head_of
from reportedly.attribution.raw import RawAttribution, Run, trimmed

_GROUND_VERBS = frozenset(("cite", "quote", "invoke"))
_RESTING = {"base": "on", "rely": "on", "draw": "on", "point": "to"}
"""Verbs that, as participles with their preposition, name what a claim rests on."""
_STUDIED_BY = frozenset("use review examine analyse analyze study obtain compare".split())
_STUDIED = frozenset("analysis average review examination study tally count investigation reading look".split())
_STUDIABLE = frozenset(
    "report filing document record datum data paper file email e-mail figure statistic transcript statement account "
    "interview poll survey footage video recording image photograph letter memo message return disclosure log".split()
)
_CITED = re.compile(r"(?P<ground>[^,;“\"]+), (?=that )")
_CITING_INSIDE = re.compile(r",? (?:citing|quoting|invoking) ")
_CITING_FIRST = re.compile(r"(?:citing|quoting|invoking|based on) (?P<ground>[^,;“\"]+), ")
_CITING_LAST = re.compile(r", (?:citing|quoting) (?P<ground>[^,;“”\"]+)$")
_PAPERS = (
    r"(?:analys[ie]s|reviews?|studies|study|count|tally|figures|estimates?|data|records|documents|reports?|polls?|polling|"
    r"surveys?|interviews?|statements|statistics|projections?|research|evidence|testimony|findings|filings)"
)
_CITING_BEFORE = re.compile(r"\b(?:citing|quoting|invoking) (?P<ground>[^,;()“”\"\n]+?)(?: ?\([^()\n]*\))?, $")
_STUDY_OF = re.compile(
    rf"\b(?:analysis|average|review|examination|tally|count) of (?P<ground>(?:[\w’'-]+ ){{0,4}}{_PAPERS})$"
)
_BY_ITS_OWN = re.compile(
    r"(?:that,? )?(?:according to|based on|going by) "
    rf"(?P<ground>(?:its|their|his|her|our) (?:[\w-]+ ){{0,3}}{_PAPERS}), "
)
_BASED_LAST = re.compile(
    rf"(?<!\bis)(?<!\bare)(?<!\bbe)(?<!\bwas)(?<!\bwere)(?<!\bbeen)(?<!\bnot)(?<!\bonly),? "
    rf"based (?:in part |largely |mainly )?on (?P<ground>(?:[\w’'-]+ ){{0,4}}{_PAPERS})$"
)


def grounded(page: Page, raw: RawAttribution, outlet: bool) -> tuple[RawAttribution, Run | None]:
    """Find what the source itself rests on, and take it out of source and content where the extractor left it in.

    "Dagbladet reported, citing internal reports", "Le Monde, quoting a diplomat, said", "on the basis of documents".
    "An analysis of court records" rests on these records, and keeps its words.

    Args:
        page: the parsed page.
        raw: the attribution.
        outlet: whether its source is a news outlet: then a content's last ", citing …" is the outlet's, not part of it.

    Returns:
        The attribution without its ground, and the run of the ground's words; ``None`` where the sentence names none.

    """
    if not raw.source or not raw.cue:
        return raw, None
    (start, end), *others = raw.source
    if (match := _CITING_INSIDE.search(page.text, start, end)) and match.start() > start:
        return replace(raw, source=((start, match.start()), *others)), _trim(page, match.end(), end)
    first, stop = raw.content[0]
    if (match := _CITED.match(page.text, first, stop)) and (told := _told(page, raw)):
        return replace(raw, cue=(told,), content=((match.end(), stop), *raw.content[1:])), match.span("ground")
    if (match := _CITING_FIRST.match(page.text, first, stop)) and match.end() < stop:
        return replace(raw, content=((match.end(), stop), *raw.content[1:])), match.span("ground")
    first, stop = raw.content[-1]
    if outlet and (match := _CITING_LAST.search(page.text, first, stop)) and match.start() > first:
        return replace(raw, content=(*raw.content[:-1], (first, match.start()))), match.span("ground")
    return raw, _beside(page, raw) or _studied(page, raw) or _by_words(page.text, raw)


def _by_words(text: str, raw: RawAttribution) -> Run | None:
    """A ground by its words alone, where no parse shows it: "…, citing X, said", "according to its own figures, …"."""
    places = (
        (_CITING_BEFORE.search, (raw.source[0][1], raw.cue[0][0])),
        (_STUDY_OF.search, raw.source[0]),
        (_BY_ITS_OWN.match, raw.content[0]),
        (_BASED_LAST.search, raw.content[-1]),
    )
    for pattern, (start, end) in places:
        if match := pattern(text, start, end):
            return match.span("ground")
    return None


def is_ground(page: Page, raw: RawAttribution, grounds: Iterable[Run]) -> bool:
    """Whether an attribution is only the "citing internal reports" that is already the ground of another."""
    cue = " ".join(page.text[start:end] for start, end in raw.cue).lower()
    start, end = raw.content[0]
    return cue in ("citing", "quoting", "invoking") and any(start < last and first < end for first, last in grounds)


def _told(page: Page, raw: RawAttribution) -> Run | None:
    """The verb of saying that a cue "citing" hangs on, where it was taken for the cue itself."""
    token = head_of(page.tokens(raw.cue[0]))
    if token is None or token.lemma_.lower() not in _GROUND_VERBS:
        return None
    verb = next((one for one in token.ancestors if one.pos_ == "VERB" and one.i < token.i), None)
    if verb is None:
        return None
    start = page.start_of(raw.cue[0]) + verb.idx
    return start, start + len(verb)


def _trim(page: Page, start: int, end: int) -> Run | None:
    start, end = trimmed(page.text, (start, end))
    return (start, end) if start < end else None


def _beside(page: Page, raw: RawAttribution) -> Run | None:
    """Find a ground in the cue's own clause, outside source, cue and content."""
    head = head_of(page.tokens_of(raw.cue))
    if head is None:
        return None
    base = page.start_of(raw.cue[0])
    for token in head.subtree:
        place = base + token.idx
        if any(first <= place < last for first, last in (*raw.content, *raw.source, *raw.cue)):
            continue
        if not _is_of_its_clause(token, head):
            continue
        thing = _rested_on(token)
        if thing is not None and thing.i > token.i:
            return _run_of(base, thing)
    return None


def _is_of_its_clause(token: Token, head: Token) -> bool:
    """Whether a word hangs on the cue without another clause between them."""
    for one in token.ancestors:
        if one.i == head.i:
            return True
        if one.dep_ in ("relcl", "ccomp", "conj", "acl"):
            return False
    return False


def _rested_on(token: Token) -> Token | None:
    """What "citing", "pointing to", "based on" or "reviewing" has for its object, if the token is such a word."""
    lemma = token.lemma_.lower()
    if token.tag_ == "VBG" and lemma in _GROUND_VERBS:
        return next((c for c in token.children if c.dep_ in ("dobj", "ccomp")), None)
    if token.tag_ == "VBG" and lemma in _STUDIED_BY:
        thing = next((c for c in token.children if c.dep_ == "dobj"), None)
        return thing if thing is not None and _is_studiable(thing) else None
    preposition = _RESTING.get(lemma)
    if (
        preposition is None
        or token.tag_ not in ("VBG", "VBN")
        or any(c.dep_ in ("aux", "auxpass") for c in token.children)
    ):
        return None
    links = [c for c in token.children if c.lower_ == preposition]
    thing = next((t for link in links for t in link.children if t.dep_ == "pobj"), None)
    # Somebody can point to a door.
    return None if thing is not None and lemma == "point" and not _is_studiable(thing) else thing


def _is_studiable(thing: Token) -> bool:
    """Whether a thing is papers or figures: "court records", "hundreds of pages of e-mails", "an average of polls"."""
    if thing.lemma_.lower() in _STUDIABLE:
        return True
    links = (c for c in thing.children if c.lower_ == "of")
    return any(_is_studiable(t) for link in links for t in link.children if t.dep_ == "pobj")


def _studied(page: Page, raw: RawAttribution) -> Run | None:
    """The papers that a source which is a study of papers rests on: "an analysis of newly filed reports"."""
    tokens = page.tokens(raw.source[0])
    head = head_of(tokens)
    if head is None or head.lemma_.lower() not in _STUDIED:
        return None
    inside = {t.i for t in tokens}
    for link in head.children:
        if link.lower_ in ("of", "based") and link.i in inside:
            thing = next((t for t in link.subtree if t.dep_ == "pobj"), None)
            if thing is not None and thing.i in inside and _is_studiable(thing):
                return _run_of(page.start_of(raw.source[0]), thing)
    return None


def _run_of(base: int, token: Token) -> Run:
    tokens = [t for t in token.subtree if not t.is_space]
    while len(tokens) > 1 and tokens[-1].is_punct and tokens[-1].text not in ')”"':
        tokens.pop()
    return base + tokens[0].idx, base + tokens[-1].idx + len(tokens[-1])

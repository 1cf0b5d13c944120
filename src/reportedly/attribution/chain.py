"""What a claim came through on its way to the report, and what its source rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Token

from reportedly.attribution.outlets_on_page import Outlets, bare
from reportedly.attribution.page import Page, head_of
from reportedly.attribution.raw import RawAttribution, Run, trimmed
from reportedly.model import SourceKind


class Link(NamedTuple):
    """An intermediary: its name and kind."""

    name: str
    kind: SourceKind


_RECEIVED = re.compile(
    r"\b(?:"
    r"t(?:ell|ells|old|elling)|"
    r"(?:interview(?:ed|s)?|conversation|call|appearance|exchange|briefing)(?: \w+){0,4}? (?:with|to|on|by|for|in)|"
    r"(?:speak|speaks|speaking|spoke|spoken|talk|talks|talking|talked|said|says|saying|confirmed|statement|comments?|remarks|"
    r"letter|e-?mail|message|given|gave|provided|sent|leaked|disclosed|shown|described|according) (?:\w+ )?(?:to|with)|"
    r"(?:said|says|saying|appearing|appeared|speaking|wrote|writing|writes)(?: \w+){0,3}? (?:on|in|for)|"
    r"(?:quoted|cited|obtained|seen|reviewed|reported|published|released|carried|broadcast|aired|viewed|commissioned)"
    r"(?: \w+){0,2}? (?:by|in|on)|"
    r"(?:report|study|article|interview|column|op-ed|essay|analysis|story|editorial|poll|paper|letter|research)"
    r"(?: \w+){0,3}? (?:in|for|by|from|on)"
    r") (?:(?:the|a|an|its|Norway|[A-Z]\w+)(?:[’']s)? )?(?:[\w-]+ ){0,3}?[“\"‘']?$"
)
"""What stands before an outlet's name when a claim was given to it, told in it or found in it."""
_GROUND_VERBS = frozenset(("cite", "quote", "invoke"))
_BASED = re.compile(r"\b(?:on the basis of|based on|on the strength of|relying on|drawing on) ")


def via(page: Page, raw: RawAttribution, outlets: Outlets, publisher: str | None) -> tuple[Link, ...]:
    """The outlets that an attribution's own sentence names as having brought it, outermost first.

    "a source told Dagbladet", "said in an interview with CNN", "a study in The Lancet found". "told reporters", "told
    police" and "told the court" name none, nor does an outlet that is the source itself or the publisher.

    Args:
        page: the parsed page.
        raw: the attribution.
        outlets: those that the page names.
        publisher: who publishes the page, if known.

    Returns:
        Each outlet once.

    """
    cue = page.tokens_of(raw.cue)
    if not cue:
        return ()
    barred = {bare(name).casefold() for name in (publisher, *(page.text[a:b] for a, b in raw.source)) if name}
    barred |= {bare(_name_of(page, run, outlets)).casefold() for run in raw.source}
    found: list[Link] = []
    for start, end in _own_words(page, raw, cue):
        for (first, _), name in outlets.mentions(page.text, start, end):
            before = page.text[max(start, first - 90) : first]
            handed = _RECEIVED.search(before)
            key = name.casefold()
            if handed and not _is_barred(key, barred) and all(link.name != name for link in found):
                found.append(Link(name, "outlet"))
    return tuple(found)


def _is_barred(key: str, barred: Iterable[str]) -> bool:
    """Whether a name is one of those barred, or a branch of one: "BBC News" where the BBC publishes."""
    return any(one and (key == one or key.startswith(one + " ")) for one in barred)


def name_of(page: Page, raw: RawAttribution, outlets: Outlets) -> str:
    """What to call an attribution's source in a chain: the outlet's bare name, else its words without the article."""
    if not raw.source:
        return ""
    return _name_of(page, raw.source[0], outlets) or bare(page.text[slice(*raw.source[0])])


def _name_of(page: Page, run: Run, outlets: Outlets) -> str:
    """The outlet that a source is, if it is one with words around its name ("Norwegian newspaper Dagbladet")."""
    head = head_of(page.tokens(run))
    if head is None:
        return ""
    start = page.start_of(run)
    for (first, last), name in outlets.mentions(page.text, *run):
        apart = page.text[start + head.idx + len(head) : first].strip(" ,“\"‘'")
        if first - start <= head.idx < last - start or (head.idx + start < first and not apart):
            return name
    return ""


def _own_words(page: Page, raw: RawAttribution, cue: Sequence[Token]) -> list[Run]:
    """List the stretches of the cue's sentence that are the attribution's own: outside its content, around its cue."""
    head = head_of(cue)
    if head is None:
        return []
    base = page.start_of(raw.cue[0])
    sentence = head.sent
    start, end = base + sentence.start_char, base + sentence.end_char
    start, end = (
        min(start, *(a for a, _ in (*raw.cue, *raw.source))),
        max(end, *(b for _, b in (*raw.cue, *raw.source))),
    )
    pieces: list[Run] = []
    at = start
    for first, last in sorted(raw.content):
        if first > at:
            pieces.append((at, min(first, end)))
        at = max(at, last)
    if at < end:
        pieces.append((at, end))
    # Where two claims share a sentence, each keeps to the piece that its cue or source stands in, or that adjoins it.
    mine = [p for p in pieces if any(a < p[1] and p[0] < b for a, b in (*raw.cue, *raw.source))]
    return [p for p in mine if p[0] < p[1]]


def grounded(page: Page, raw: RawAttribution, outlet: bool) -> tuple[RawAttribution, Run | None]:
    """Find what the source itself rests on, and take it out of source and content where the extractor left it in.

    "Dagbladet reported, citing internal reports", "Le Monde, quoting a diplomat, said", "on the basis of documents".

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
    return raw, _beside(page, raw)


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


_CITED = re.compile(r"(?P<ground>[^,;“\"]+), (?=that )")
_CITING_INSIDE = re.compile(r",? (?:citing|quoting|invoking) ")
_CITING_FIRST = re.compile(r"(?:citing|quoting|invoking) (?P<ground>[^,;“\"]+), ")
_CITING_LAST = re.compile(r", (?:citing|quoting) (?P<ground>[^,;“”\"]+)$")


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
        if token.tag_ == "VBG" and token.lemma_.lower() in _GROUND_VERBS:
            thing = next((c for c in token.children if c.dep_ in ("dobj", "ccomp")), None)
            if thing is not None and thing.i > token.i:
                return _run_of(base, thing)
    match = _BASED.search(page.text, max(last for _, last in raw.cue), base + head.sent.end_char)
    if match and not any(first <= match.start() < last for first, last in raw.content):
        inside = [t for t in page.tokens((match.end(), base + head.sent.end_char)) if t.dep_ in ("pobj", "dobj")]
        if inside:
            return _run_of(base, inside[0])
    return None


def _run_of(base: int, token: Token) -> Run:
    tokens = [t for t in token.subtree if not t.is_space]
    while len(tokens) > 1 and tokens[-1].is_punct and tokens[-1].text not in ')”"':
        tokens.pop()
    return base + tokens[0].idx, base + tokens[-1].idx + len(tokens[-1])


def is_ground(page: Page, raw: RawAttribution, grounds: Iterable[Run]) -> bool:
    """Whether an attribution is only the "citing internal reports" that is already the ground of another."""
    cue = " ".join(page.text[start:end] for start, end in raw.cue).lower()
    start, end = raw.content[0]
    return cue in ("citing", "quoting", "invoking") and any(start < last and first < end for first, last in grounds)


def inherited(
    own: Iterable[Link], outer: Iterable[Link], outer_source: Link | None, source: str, publisher: str | None
) -> tuple[Link, ...]:
    """The whole chain of a nested attribution: what the outer one came through, the outer source, then its own.

    Args:
        own: found in its own sentence.
        outer: the chain of the attribution that encloses it, already whole.
        outer_source: that attribution's source, if it is an outlet or a document.
        source: the words of its own source.
        publisher: who publishes the page, if known.

    Returns:
        Each name once, neither the publisher's nor the source's.

    """
    barred = {bare(name).casefold() for name in (source, publisher) if name}
    found: dict[str, Link] = {}
    for link in (*outer, *((outer_source,) if outer_source else ()), *own):
        key = bare(link.name).casefold()
        if not _is_barred(key, barred):
            found.setdefault(key, link)
    return tuple(found.values())

"""What a claim came through on its way to the report, as its own sentence says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from spacy.tokens import Token

from reportedly.attribution.handing import Distance, handed, relayed
from reportedly.attribution.outlets_on_page import Outlets, bare
from reportedly.attribution.page import Page, head_of
from reportedly.attribution.polls import poll_named
from reportedly.attribution.raw import RawAttribution, Run
from reportedly.language.outlets import editors_form, is_outlet, same_outlet
from reportedly.model import SourceKind

_BESIDE = 60
"""Characters between a paper's name and the cue whose source says it there."""

_TOPIC = 6
"""Words that somebody may "say something of"."""


class Link(NamedTuple):
    """An intermediary: its name and kind."""

    name: str
    kind: SourceKind


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
    barred = [publisher or "", *(page.text[a:b] for a, b in raw.source)]
    barred += (_name_of(page, run, outlets) for run in raw.source)
    # A name in the source's own words hands on only by these: "a CNN poll" is no poll that came through CNN.
    # "A report in The Evening Post" is itself the outlet's word.
    own = [one for run in raw.source if not _OUTLETS_WORD.match(page.text, *run) for one in handed(page, *run, outlets)]
    for start, end in _own_words(page, raw, cue):
        own += (
            one
            for one in handed(page, start, end, outlets)
            if not any(first <= one.run[0] < last for first, last in raw.source)
        )
    if relay := relayed(page, raw.content[0], outlets):
        own.append(relay)
    found: list[tuple[Distance, Link]] = []
    for one in own:
        if one.kind == "document" and not _is_beside(page.text, one.run, raw.cue[-1]):
            continue
        whole = full(page.text, one.name, publisher) if one.kind == "outlet" else one.name
        if not any(same_outlet(whole, name) for name in (*barred, *(link.name for _, link in found))):
            found.append((one.distance, Link(whole, one.kind)))
    return tuple(link for _, link in sorted(found, key=lambda one: one[0]))


_OUTLETS_WORD = re.compile(
    r"(?i:an?|the|one|this|that|its) (?:[\w’'-]+ ){0,3}"
    r"(?:reports?|stor(?:y|ies)|articles?|editorials?|statements?|posts?|pieces?|columns?|polls?|surveys?)\b"
)


def _is_beside(text: str, paper: Run, cue: Run) -> bool:
    """Whether a paper opens the sentence or stands right by the cue, so that no other clause has it."""
    between = text[cue[1] : paper[0]] if cue[1] <= paper[0] else text[paper[1] : cue[0]]
    return len(between) <= _BESIDE and not re.search(r"[–—;:()]", between)


def full(text: str, name: str, publisher: str | None) -> str:
    """The whole name of an outlet that is called by its last word: "The Post" of the page's "New York Post"."""
    name = editors_form(name)
    short = bare(name)
    if " " in short or not short.isalpha() or is_outlet(short):
        return name
    if publisher and publisher.split()[-1:] == [short]:
        return publisher
    for match in re.finditer(rf"(?:[A-ZÀ-Þ][\w.&-]* ){{1,4}}{short}\b", text):
        whole = bare(match.group())
        if " " in whole and is_outlet(whole):
            return whole
    return name


def as_link(page: Page, raw: RawAttribution, kind: SourceKind, outlets: Outlets) -> Link | None:
    """An attribution's source as an intermediary of what is attributed within it; ``None`` where it can be none.

    Outlets and documents hand on. A document is called by the source's words; one that only points back ("the report")
    has no name to be called by.
    """
    if not raw.source:
        return None
    words, name = page.text[slice(*raw.source[0])], name_of(page, raw, outlets)
    if kind == "document":
        return None if _POINTS_BACK.match(words) else Link(poll_named(words) or name, kind)
    name = full(page.text, name, None)
    return Link(name, "outlet") if name and (kind == "outlet" or _name_of(page, raw.source[0], outlets)) else None


def name_of(page: Page, raw: RawAttribution, outlets: Outlets) -> str:
    """What to call an attribution's source in a chain: the outlet's bare name, else its words without the article.

    "The newspaper" is the last one that was named before; "" where none was.
    """
    if not raw.source:
        return ""
    words = page.text[slice(*raw.source[0])]
    if _PAPER.fullmatch(words):
        before = [name for _, name in outlets.mentions(page.text, max(0, raw.source[0][0] - 1500), raw.source[0][0])]
        return before[-1] if before else ""
    return _name_of(page, raw.source[0], outlets) or bare(words)


_PAPER = re.compile(
    r"(?i:the|its|that|this) (?:\w+ )?(?:newspaper|paper|daily|tabloid|broadcaster|network|magazine|agency|website|"
    r"site|outlet|station|channel|weekly|journal|publication)"
)
_POINTS_BACK = re.compile(
    r"(?i:the|this|that|these|those|it|its|they|which|who|his|her|their|my|our|one|some|others?|another)\b(?! [A-Z“\"])"
    r"|[a-z]+$|[Aa]n? \w+$"
)


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
        if _is_topic(page.text, raw, first, last):
            continue
        if first > at:
            pieces.append((at, min(first, end)))
        at = max(at, last)
    if at < end:
        pieces.append((at, end))
    # Where two claims share a sentence, each keeps to the piece that its cue or source stands in, or that adjoins it.
    mine = [
        p
        for p in pieces
        if any(a < p[1] and p[0] < b for a, b in (*raw.cue, *raw.source))
        or (any(b == p[0] for _, b in raw.content) and _TALKING.match(page.text, *p))
    ]
    # Said "in an interview with CNN" at the end of the content is no part of what was said.
    ends = (_TALKING_LAST.search(page.text, a, b) for a, b in raw.content if b <= end)
    return [p for p in mine if p[0] < p[1]] + [match.span() for match in ends if match]


_TALKING = re.compile(
    r"[”\"’',]* (?:(?:[Ii]n|[Dd]uring) (?:an?|the|his|her|their) (?:[\w’'-]+ ){0,3}?(?:interview|appearance)|"
    r"while (?:speaking|talking|appearing))\b"
)
_TALKING_LAST = re.compile(
    r" (?:(?:in|during) an? (?:[\w’'-]+ ){0,3}?(?:interview|appearance)|while (?:speaking|talking|appearing))\b"
    r"[^“”\"]{4,80}$"
)


def _is_topic(text: str, raw: RawAttribution, first: int, last: int) -> bool:
    """Whether a run of content is only what somebody "said of": the words behind it are the attribution's own."""
    words = text[first:last]
    close = any(0 <= first - end <= 1 and re.search(r" (?:of|about)$", text[:end][-8:]) for _, end in raw.cue)
    return close and len(raw.content) > 1 and not re.search(r"[“”\"]", words) and words.count(" ") < _TOPIC


def joined(links: Iterable[Link], source: str, publisher: str | None) -> tuple[Link, ...]:
    """A whole chain: of links from the outermost to the innermost, each once, neither the publisher nor the source.

    Args:
        links: what the whole article came through, then what the enclosing attribution did, then its source, then what
            the claim's own sentence names.
        source: the words of the claim's own source.
        publisher: who publishes the page, if known.

    """
    found: list[Link] = []
    for link in links:
        if not any(same_outlet(link.name, one) for one in (source, publisher or "", *(each.name for each in found))):
            found.append(link)
    return tuple(found)

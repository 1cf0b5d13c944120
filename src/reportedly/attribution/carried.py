"""What a claim came through when its own sentence does not say: an interview that goes on, a poll, a report retold.

An article names the medium once, "Ann Lee told CNN", and goes on with "she said". A claim keeps the chain of its
speaker's claim before it as long as the telling goes on: nearby, with no other occasion named ("told reporters", "at a
rally"). What somebody refused to say just before belongs to it, too. Respondents speak through the poll that asked
them, and the unnamed sources of an article that opens with another outlet's report through that outlet.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportedly.attribution.chain import Link, full, name_of
from reportedly.attribution.handing import handed
from reportedly.attribution.outlets_on_page import Outlets, bare
from reportedly.attribution.page import Page, head_of
from reportedly.attribution.polls import asked_by, polls_on
from reportedly.attribution.raw import RawAttribution
from reportedly.language.outlets import same_outlet
from reportedly.model import SourceKind

Chain = tuple[Link, ...]

REACH = 2
"""Passages: how far from one claim to the next of the same speaker a telling goes on."""
OPENING = 3
"""Passages, headline and standfirst among them, within which an article says whose report it retells."""

_ELSEWHERE = re.compile(
    r"\bt(?:ells?|old|elling)\b(?! (?:the|its|his|her) (?:\w+ )?(?:host|interviewer|anchor|moderator|(?:news)?paper|"
    r"network|outlet|magazine|(?:web)?site|station|broadcaster|program(?:me)?|show|agency|reporter|correspondent)s?\b)|"
    r"\b(?:reporters|tweet(?:ed|s|ing)?|Twitter|Facebook|Instagram|Telegram|YouTube|posted|wrote|writes|"
    r"testif\w+|testimony|statement|letter|memo|e-?mail|speech|rally|debate|briefing|(?:news|press) conference|hearing|"
    r"ceremony|event|crowd|audience|court|book|memoir|deposition|later|earlier|previously|last (?:year|month|week)|"
    r"in \d{4}|(?:an|another|\d{4}) (?:[\w-]+ ){0,2}interview|spokes(?:man|woman|person))\b"
)
"""Words around a claim that name another occasion, or speak for another."""
_BACKGROUND = re.compile(
    r"\b(?:then|at the time|once|previously|ago|last (?:month|year|summer|winter|spring|fall|autumn)|"
    r"earlier this (?:month|year)|in (?:early |late )?(?:January|February|March|April|May|June|July|August|September|"
    r"October|November|December|\d{4}))\b"
)
"""Words beside a medium that make it a matter of the past, after which the article goes on with its own."""
_REPORTED = re.compile(
    r"\b(?:reports?|reported|reporting|reveals?|revealed|writes?|wrote|says?|said|publish\w*|according to|learned|"
    r"found|profiled?|detail(?:s|ed)|interview\w*|features?|ran)\b"
)
_SPEAKERS = frozenset(("person", "official", "organisation", "unknown"))
_PUBLIC = frozenset(("group", "organisation", "unknown", "unnamed"))
_INTERVIEW = re.compile(r"\b(?:interview(?:ed)?|sat down|sit-down|appear(?:ed|ing|ance)|spoke (?:to|with)) ")
_HE = frozenset("he she".split())


@dataclass(slots=True)
class _Telling:
    """So far down the page: whose claims came through what, who spoke to the publisher, who refused what, who was last.

    Attributes:
        speakers: by last name the chain, and the passage of the last claim that had it.
        here: those who spoke to the publisher.
        refused: by last name the place and the passage of a refusal, which is part of what is told next.
        last: who spoke last, and in which passage.

    """

    speakers: dict[str, tuple[Chain, int]] = field(default_factory=dict)
    here: set[str] = field(default_factory=set)
    refused: dict[str, tuple[int, int]] = field(default_factory=dict)
    last: str | None = None
    last_at: int = -1


def carried(
    page: Page,
    raws: Sequence[RawAttribution],
    kinds: Sequence[SourceKind],
    within: Sequence[int | None],
    own: Sequence[Chain],
    outlets: Outlets,
    publisher: str | None,
) -> list[Chain]:
    """Give each claim that stands for itself the chain of the telling that it is part of.

    Args:
        page: the parsed page.
        raws: the attributions in page order.
        kinds: of their sources.
        within: for each the place of the one that encloses it; enclosed ones keep what they have.
        own: what each one's own sentence says it came through.
        outlets: those that the page names.
        publisher: who publishes the page, if known.

    Returns:
        One chain an attribution.

    """
    starts = [passage.start for passage in page.passages]
    telling = _Telling()
    polls = polls_on(page, starts)
    retold, since = _retold(page, raws, kinds, own, outlets, starts, publisher)
    done = list(own)
    coming = _occasions(page, outlets, publisher)[::-1]
    for index, raw in enumerate(raws):
        while coming and coming[-1][0] <= raw.start:
            place, named, chain = coming.pop()
            telling.last, telling.last_at = named, bisect_right(starts, place)
            telling.speakers[named] = chain, telling.last_at
        if within[index] is not None:
            continue
        at = bisect_right(starts, raw.start)
        relays = retold and not own[index] and raw.start > since and not _told_here(page, raw, publisher)
        if relays and (kinds[index] == "unnamed" or _is_quoted(page, raw)):
            done[index] = retold
        elif kinds[index] in _SPEAKERS and (who := _speaker(page, raw, telling, at)):
            done[index] = _goes_on(page, raw, own[index], telling, who, at, publisher)
            refused, then = telling.refused.pop(who, (-1, -1))
            if own[index] and at - then <= 1:
                done[refused] = done[index]
            elif not done[index] and _is_refusal(page, raw):
                telling.refused[who] = index, at
        if not done[index] and raw.source and kinds[index] in _PUBLIC:
            poll = asked_by(page.text[slice(*raw.source[0])], polls, at)
            done[index] = (Link(poll, "document"),) if poll else ()
    return done


def _occasions(page: Page, outlets: Outlets, publisher: str | None) -> list[tuple[int, str, Chain]]:
    """Interviews that a sentence tells of before anything is quoted from them: "Ann Lee sat down with CNN on Monday".

    Returns:
        Where each such sentence begins, the last name of the first person in it, and the outlet.

    """
    found: list[tuple[int, str, Chain]] = []
    for passage in page.passages:
        if not _INTERVIEW.search(passage.text):
            continue
        for sentence in passage.doc.sents:
            if not _INTERVIEW.search(sentence.text) or _BACKGROUND.search(sentence.text):
                continue
            start = passage.start + sentence.start_char
            person = next((ent for ent in sentence.ents if ent.label_ == "PERSON"), None)
            named = handed(page, start, passage.start + sentence.end_char, outlets)
            whole = (Link(full(page.text, one.name, publisher), one.kind) for one in named if one.kind == "outlet")
            links = tuple(one for one in whole if not (publisher and same_outlet(one.name, publisher)))
            if person is not None and links:
                found.append((start, person[-1].text, links[:1]))
    return found


def _goes_on(
    page: Page, raw: RawAttribution, own: Chain, telling: _Telling, who: str, at: int, publisher: str | None
) -> Chain:
    """What a person's claim came through, by its own sentence or as the claim before it did; and remember it."""
    before, last = telling.speakers.get(who, ((), -REACH - 1))
    telling.last, telling.last_at = who, at
    words = around(page, raw)
    if publisher and bare(publisher) in words:
        telling.here.add(who)
    elif own:
        goes_on = who not in telling.here and not _BACKGROUND.search(words)
        telling.speakers[who] = own, at if goes_on else at - REACH
        return own
    elif before and at - last <= REACH and not _ELSEWHERE.search(words):
        telling.speakers[who] = before, at
        return before
    telling.speakers.pop(who, None)
    return ()


def _is_refusal(page: Page, raw: RawAttribution) -> bool:
    """Whether somebody refused to say something; not to comment, which people are asked by the publisher itself."""
    head = head_of(page.tokens_of(raw.cue))
    words = " ".join(page.text[start:end] for start, end in (*raw.cue, *raw.content))
    return head is not None and head.lemma_.lower() in ("refuse", "decline") and not re.search(r"\bcomment", words)


def _is_quoted(page: Page, raw: RawAttribution) -> bool:
    """Whether a claim's cue stands inside a quotation, as in a passage that was taken over whole."""
    return bool(raw.cue) and any(r.start <= raw.cue[0][0] < r.end for r in page.regions)


def around(page: Page, raw: RawAttribution) -> str:
    """The words of a claim's sentence outside its content."""
    head = head_of(page.tokens_of(raw.cue))
    if head is None:
        return ""
    base = page.start_of(raw.cue[0])
    start, end = base + head.sent.start_char, base + head.sent.end_char
    pieces = []
    for first, last in sorted(raw.content):
        if start < first:
            pieces.append(page.text[start : min(first, end)])
        start = max(start, last)
    return " ".join((*pieces, page.text[start:end]))


def _speaker(page: Page, raw: RawAttribution, telling: _Telling, at: int) -> str | None:
    """A person's last name; of "he" and "she" that of who spoke last, if that was nearby."""
    if not raw.source:
        return None
    tokens = page.tokens(raw.source[0])
    head = head_of(tokens)
    if head is None:
        return None
    if len(tokens) == 1 and head.lower_ in _HE:
        return telling.last if at - telling.last_at <= REACH else None
    named = head if head.ent_type_ == "PERSON" else next((t for t in tokens if t.ent_type_ == "PERSON"), head)
    while named.i + 1 < len(named.doc) and named.nbor().ent_type_ == "PERSON" and named.nbor().ent_iob_ == "I":
        named = named.nbor()
    return named.text if named.pos_ == "PROPN" else None


def _retold(
    page: Page,
    raws: Sequence[RawAttribution],
    kinds: Sequence[SourceKind],
    own: Sequence[Chain],
    outlets: Outlets,
    starts: Sequence[int],
    publisher: str | None,
) -> tuple[Chain, int]:
    """The outlet whose report an article retells, as its opening says: "The Post reports that …"; and where it does."""
    for index, raw in enumerate(raws):
        if bisect_right(starts, raw.start) > OPENING:
            break
        if kinds[index] == "outlet" and raw.source and _REPORTED.search(around(page, raw)):
            name = full(page.text, name_of(page, raw, outlets), publisher)
            mine = bool(publisher) and same_outlet(name, publisher or "")
            return ((), -1) if mine else ((*own[index], Link(name, "outlet")), raw.start)
        if kinds[index] == "unnamed" and own[index]:
            return own[index], raw.start
    return (), -1


def _told_here(page: Page, raw: RawAttribution, publisher: str | None) -> bool:
    return bool(publisher) and bare(publisher or "") in around(page, raw)

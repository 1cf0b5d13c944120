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
from reportedly.attribution.digests import taken_from
from reportedly.attribution.handing import handed
from reportedly.attribution.lead import LEAD, with_lead
from reportedly.attribution.occasions import BACKGROUND, ELSEWHERE, around, is_no_comment, told_here
from reportedly.attribution.outlets_on_page import Outlets, bare
from reportedly.attribution.page import Page, head_of
from reportedly.attribution.polls import asked_by, polls_on
from reportedly.attribution.raw import RawAttribution
from reportedly.attribution.staff import staff_on
from reportedly.language.outlets import same_outlet
from reportedly.model import SourceKind

Chain = tuple[Link, ...]

REACH, LONG_REACH = 2, 4
"""Passages: how far from one claim to the next of the same speaker a telling goes on; the longer one is for a telling
that begins in the article's opening, which the article is about."""
OPENING = 3
"""Passages, headline and standfirst among them, within which an article says whose report it retells."""

_REPORTED = re.compile(
    r"\b(?:reports?|reported|reporting|reveals?|revealed|writes?|wrote|says?|said|publish\w*|according to|learned|"
    r"found|profiled?|detail(?:s|ed)|interview\w*|features?|ran)\b"
)
_SAME_ONE = re.compile(r"\b(?:add(?:s|ed|ing)?|continu(?:e|es|ed|ing)|went on|goes on|also)\b")
"""Cues by which "the candidate" is who spoke just before."""
_THAT_INTERVIEW = re.compile(
    r"\b(?:[Ii]n|[Dd]uring|[Ff]rom|[Tt]hroughout|of) (?:the|this|that|his|her|their|the same) (?:[a-z-]+ )?interview\b"
)
_ASKS = re.compile(r"\b(?:ask|press|question|interview)(?:s|ed|ing)?\b")
_DESCRIBED = re.compile(r"(?:[Tt]he|[Hh]er|[Hh]is) [^,]{3,60}")
_SPEAKERS = frozenset(("person", "official", "organisation", "unknown"))
_PUBLIC = frozenset(("group", "organisation", "unknown", "unnamed"))
_INTERVIEW = re.compile(r"\b(?:interview(?:ed)?|sat down|sit-down|appear(?:ed|ing|ance)|spoke (?:to|with)) ")
_HE = frozenset("he she".split())
_PART_OF_NAME = frozenset("compound flat nmod appos".split())


@dataclass(slots=True)
class _Telling:
    """So far down the page: whose claims came through what, who spoke to the publisher, who refused what, who was last.

    Attributes:
        speakers: by last name the chain, and the passage of the last claim that had it.
        here: those who spoke to the publisher.
        refused: by last name the place and the passage of a refusal, which is part of what is told next.
        last: who spoke last, and in which passage.
        interviews: by last name the chain that a speaker last had, however long ago.
        about: those whose telling began in the article's opening.
        spoke: all who spoke so far.

    """

    speakers: dict[str, tuple[Chain, int]] = field(default_factory=dict)
    here: set[str] = field(default_factory=set)
    refused: dict[str, tuple[int, int]] = field(default_factory=dict)
    last: str | None = None
    last_at: int = -1
    interviews: dict[str, Chain] = field(default_factory=dict)
    about: set[str] = field(default_factory=set)
    spoke: set[str] = field(default_factory=set)


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
    said: dict[int, str] = {}
    staff = {who: link for who, name in staff_on(page, outlets).items() if (link := _link(page, name, publisher))}
    items = {at: link for at, name in taken_from(page, outlets).items() if (link := _link(page, name, publisher))}
    coming = _occasions(page, raws, outlets, publisher)[::-1]
    for index, raw in enumerate(raws):
        while coming and coming[-1][0] <= raw.start:
            place, named, chain = coming.pop()
            telling.last, telling.last_at = named, bisect_right(starts, place)
            telling.speakers[named] = chain, telling.last_at
            _remember(telling, named, chain)
        if within[index] is not None:
            continue
        at = bisect_right(starts, raw.start)
        relays = retold and not own[index] and raw.start > since and not told_here(page, raw, publisher)
        if relays and (kinds[index] == "unnamed" or _is_quoted(page, raw)):
            done[index] = retold
        elif kinds[index] in _SPEAKERS and (who := _speaker(page, raw, telling, at, bool(own[index]))):
            said[index] = who
            done[index] = _goes_on(page, raw, own[index], telling, who, at, publisher)
            if not done[index] and who in staff and not _ASKS.search(_cue(page, raw)):
                done[index] = staff[who]
            refused, then = telling.refused.pop(who, (-1, -1))
            if own[index] and at - then <= 1:
                done[refused] = done[index]
            elif not done[index] and _is_refusal(page, raw):
                telling.refused[who] = index, at
        if not done[index] and raw.source and kinds[index] in _PUBLIC:
            poll = asked_by(page.text[slice(*raw.source[0])], polls, at)
            done[index] = (Link(poll, "document"),) if poll else ()
        done[index] = done[index] or _by_outlet_before(page, raws, kinds, index, outlets, publisher)
        if not done[index] and at in items:
            done[index] = items[at]
    return with_lead(page, raws, kinds, within, own, done, said, starts, publisher)


def _link(page: Page, name: str, publisher: str | None) -> Chain:
    """An outlet as a chain, by its full name; empty where it is the publisher."""
    name = full(page.text, name, publisher)
    return () if publisher and same_outlet(name, publisher) else (Link(name, "outlet"),)


def _cue(page: Page, raw: RawAttribution) -> str:
    return " ".join(page.text[start:end] for start, end in raw.cue)


def _remember(telling: _Telling, who: str, chain: Chain) -> None:
    telling.interviews[who] = chain
    if telling.last_at <= LEAD:
        telling.about.add(who)


def _by_outlet_before(
    page: Page,
    raws: Sequence[RawAttribution],
    kinds: Sequence[SourceKind],
    index: int,
    outlets: Outlets,
    publisher: str | None,
) -> Chain:
    """What "they found" came through, right behind an outlet's "the officials looked into it"."""
    raw = raws[index]
    if index == 0 or not raw.source or page.text[slice(*raw.source[0])].lower() != "they":
        return ()
    before = raws[index - 1]
    if kinds[index - 1] != "outlet" or not before.source or ELSEWHERE.search(around(page, raw)):
        return ()
    between = page.text[max(b for _, b in (*before.content, *before.cue, *before.source)) : raw.start]
    name = name_of(page, before, outlets)
    return _link(page, name, publisher) if outlets.names(name) and re.fullmatch(r"\W{0,4}", between) else ()


def _occasions(
    page: Page, raws: Sequence[RawAttribution], outlets: Outlets, publisher: str | None
) -> list[tuple[int, str, Chain]]:
    """Interviews that a sentence tells of before anything is quoted from them: "Ann Lee sat down with CNN on Monday".

    What somebody says of another's interview is none.

    Returns:
        Where each such sentence begins, the last name of the first person in it, and the outlet.

    """
    found: list[tuple[int, str, Chain]] = []
    contents = [run for raw in raws for run in raw.content]
    for passage in page.passages:
        if not _INTERVIEW.search(passage.text):
            continue
        for sentence in passage.doc.sents:
            if not _INTERVIEW.search(sentence.text) or BACKGROUND.search(sentence.text):
                continue
            start = passage.start + sentence.start_char
            person = next((ent for ent in sentence.ents if ent.label_ == "PERSON"), None)
            named = handed(page, start, passage.start + sentence.end_char, outlets)
            whole = (Link(full(page.text, one.name, publisher), one.kind) for one in named if one.kind == "outlet")
            links = tuple(one for one in whole if not (publisher and same_outlet(one.name, publisher)))
            told = _INTERVIEW.search(page.text, start)
            if person is None or (told and any(first <= told.start() < last for first, last in contents)):
                continue
            if links:
                found.append((start, person[-1].text, links[:1]))
    return found


def _goes_on(
    page: Page, raw: RawAttribution, own: Chain, telling: _Telling, who: str, at: int, publisher: str | None
) -> Chain:
    """What a person's claim came through, by its own sentence or as the claim before it did; and remember it."""
    before, last = telling.speakers.get(who, ((), -LONG_REACH - 1))
    telling.last, telling.last_at = who, at
    telling.spoke.add(who)
    words = around(page, raw)
    if publisher and bare(publisher) in words:
        telling.here.add(who)
    elif own:
        goes_on = who not in telling.here and not BACKGROUND.search(words)
        telling.speakers[who] = own, at if goes_on else at - LONG_REACH
        if goes_on:
            _remember(telling, who, own)
        return own
    elif who in telling.interviews and _THAT_INTERVIEW.search(words):
        telling.speakers[who] = telling.interviews[who], at
        return telling.interviews[who]
    elif before and at - last <= (LONG_REACH if who in telling.about else REACH) and not ELSEWHERE.search(words):
        telling.speakers[who] = before, at
        return before
    telling.speakers.pop(who, None)
    return ()


def _is_refusal(page: Page, raw: RawAttribution) -> bool:
    """Whether somebody refused to say something; not to comment, which people are asked by the publisher itself."""
    head = head_of(page.tokens_of(raw.cue))
    return head is not None and head.lemma_.lower() in ("refuse", "decline") and not is_no_comment(page, raw)


def _is_quoted(page: Page, raw: RawAttribution) -> bool:
    """Whether a claim's cue stands inside a quotation, as in a passage that was taken over whole."""
    return bool(raw.cue) and any(r.start <= raw.cue[0][0] < r.end for r in page.regions)


def _speaker(page: Page, raw: RawAttribution, telling: _Telling, at: int, told: bool) -> str | None:
    """A person's last name; of "he" and "she" that of who spoke last, if that was nearby."""
    if not raw.source:
        return None
    tokens = page.tokens(raw.source[0])
    head = head_of(tokens)
    if head is None:
        return None
    if len(tokens) == 1 and head.lower_ in _HE:
        return telling.last if at - telling.last_at <= REACH else None
    people = [t for t in tokens if t.ent_type_ == "PERSON"]
    if not people and _DESCRIBED.fullmatch(page.text[slice(*raw.source[0])]):
        # "The surgeon told CNN", where nobody else has spoken so far, is the one of whom the lead tells.
        alone = told and at <= LEAD and len(telling.spoke) == 1
        if alone or _SAME_ONE.search(_cue(page, raw)):
            return telling.last if at - telling.last_at <= 1 else None
    # In "Lee's spokesman, Bo Park", it is Park who speaks.
    beside = next((t for t in head.children if t.dep_ == "appos" and t.pos_ == "PROPN"), None)
    titled = next((t for t in people if t.head.i == head.i and t.dep_ in _PART_OF_NAME), None)
    named = head if head.ent_type_ == "PERSON" else beside or titled or head
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

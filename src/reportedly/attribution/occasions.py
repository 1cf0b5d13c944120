"""On what occasion a claim was made, by the words around it: elsewhere, long ago, to the publisher itself."""

from __future__ import annotations

import re

from reportedly.attribution.outlets_on_page import bare
from reportedly.attribution.page import Page, head_of
from reportedly.attribution.raw import RawAttribution

ELSEWHERE = re.compile(
    r"\bt(?:ells?|old|elling)\b(?! (?:the|its|his|her) (?:\w+ )?(?:host|interviewer|anchor|moderator|(?:news)?paper|"
    r"network|outlet|magazine|(?:web)?site|station|broadcaster|program(?:me)?|show|agency|reporter|correspondent)s?\b)|"
    r"\b(?:reporters|tweet(?:ed|s|ing)?|Twitter|Facebook|Instagram|Telegram|YouTube|posted|wrote|writes|"
    r"testif\w+|testimony|statement|letter|memo|e-?mail|speech|rally|debate|briefing|(?:news|press) conference|hearing|"
    r"ceremony|event|crowd|audience|court|book|memoir|deposition|later|earlier|previously|last (?:year|month|week)|"
    r"in \d{4}|(?:an|another|\d{4}) (?:[\w-]+ ){0,2}interview|interviews|spokes(?:man|woman|person))\b"
)
"""Words around a claim that name another occasion, or speak for another."""
BACKGROUND = re.compile(
    r"\b(?:then|at the time|once|previously|ago|had (?:earlier|already)|"
    r"last (?:month|year|summer|winter|spring|fall|autumn)|"
    r"earlier this (?:month|year)|in (?:early |late )?(?:January|February|March|April|May|June|July|August|September|"
    r"October|November|December|\d{4}))\b"
)
"""Words beside a medium that make it a matter of the past, after which the article goes on with its own."""


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


def is_no_comment(page: Page, raw: RawAttribution) -> bool:
    """Whether somebody would not comment, for which people are asked by the publisher itself."""
    return any(re.search(r"\bcomment", page.text[start:end]) for start, end in (*raw.cue, *raw.content))


def told_here(page: Page, raw: RawAttribution, publisher: str | None) -> bool:
    """Whether a claim's sentence names the publisher outside the content."""
    return bool(publisher) and bare(publisher or "") in around(page, raw)

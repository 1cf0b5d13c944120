"""What a whole article came through: the wire that filed it, the outlet that first published it, a hat tip."""

from __future__ import annotations

import re

from reportedly.attribution.outlets_on_page import shown
from reportedly.language.outlets import AGENCIES, is_outlet, same_outlet
from reportedly.model import BlockKind, Report

_AGENCY = "|".join(sorted((re.escape(name) for name in AGENCIES), key=len, reverse=True))
_WORD = r"[A-Z0-9][\w’'&.-]*"
_PLACE = r"(?:[A-ZÀ-Þ][^()/\n“”\"?!]{0,70}?)?"
_OPENING = re.compile(
    rf"{_PLACE}(?:[(\[/] ?(?:[Tt]he )?(?P<name>{_AGENCY})(?: Staff)? ?[)\]/]\.? *(?:[–—:‑]|--?|(?=[A-Z“\"])|$)|"
    r"\((?P<outlet>[A-Z][\w.&]*(?: [A-Z][\w.&]*){0,2})\) *(?:[–—]|--?|$))"
)
"""A dateline, or an agency's name in brackets alone: "LONDON, March 3 (Reuters) - ", "(AP) — "."""
_SIGNED = re.compile(
    r"(?:(?:[.!?”\"')] ?|^ *)(?:[–—-]+ ?|[(\[]|(?:[Ss]ource|SOURCE) ?: ?)|^ *)"
    rf"(?:[Tt]he )?(?P<name>{_AGENCY})[)\].]? *$"
)
"""An agency's name behind the last sentence, or alone: "… on Monday. — AFP", "Source: Xinhua"."""
_RIGHTS = re.compile(
    r"^ *(?:Copyright|©|\([cC]\)) *(?:©|\([cC]\))? *(?:\d{4} *)?(?:by )?"
    rf"(?:[Tt]he )?(?P<name>{_AGENCY})\b[.,]? *(?:\d{{4}})?[.,]? *"
    r"(?:$|(?P<reserved>[Aa]ll [Rr]ights|[Tt]his material|[Nn]ot for|[Nn]o part))"
)
_EDITED = re.compile(
    r"[(\[](?:(?:(?:Additional|Writing and) )?[Rr]eporting|Writing) by .{3,200}[Ee]diting by .{3,120}", re.DOTALL
)
"""How Reuters, and no other agency, signs."""
_FIRST = re.compile(
    r"\b(?:[Tt]his|[Tt]he) (?:story|article|piece|post|report|column|essay|op-ed|interview|commentary|analysis)"
    r"(?: was| has been| is)? (?:(?:(?:first|originally|previously) (?:published|appeared|posted|ran)|"
    r"republished|reprinted|syndicated|published)(?: with permission)?) (?:by|in|on|at|from) "
    rf"(?P<name>(?:[Tt]he )?{_WORD}(?: (?:(?:of|and|the|for|&) )?{_WORD}){{0,5}})"
)
_HAT_TIP = re.compile(
    rf"(?:^|[\s(\[])(?:[Hh]/[Tt]:?|[Hh]at [Tt]ip:?)\s+(?:to )?"
    rf"(?P<name>(?:[Tt]he )?{_WORD}(?: (?:& )?{_WORD}){{0,4}})"
)
_IN_BYLINE = re.compile(
    rf"(?:^|[,|/(–—-]|\b[Bb]y:?|\bBY:?|\bfor|\bFOR|\bvia) *(?:[Tt]he |THE )?"
    rf"(?P<name>{_AGENCY}|ASSOCIATED PRESS|REUTERS|XINHUA)"
    r"(?: (?:[Ss]taff|STAFF|[Nn]ews|[Ww]riters?|[Rr]eporters?)){0,2}"
    r" *(?:$|[,|/)–—-])"
)
_LONGEST, _LONGEST_ACRONYM = 400, 5
_HEAD, _TAIL = 4, 3
"""Paragraphs of the body, from its beginning and its end, where such marks stand."""


def through(report: Report) -> tuple[str, ...]:
    """Name the outlets that a whole article came through, outermost first, from its own marks.

    A dateline "(AP)", an agency in the by-line or behind the last sentence, Reuters's "(Reporting by …; editing by …)",
    "This story first appeared in …" and "h/t The Hill" are such marks. A picture's credit is none, nor is "The
    Associated Press contributed to this report", which speaks of a part that nobody can tell.

    Args:
        report: as read from its page, or made of a text and its paragraphs.

    Returns:
        Names as written, without article; none that is the publisher itself. Empty for most articles.

    """
    body = _texts(report, "headline", "standfirst", "dateline", "body")
    found: list[str] = []
    for name in (*_tipped(body), *_first_in(body), *_filed_by(report, body)):
        if not any(same_outlet(name, other) for other in (*found, report.publisher or "")):
            found.append(name)
    return tuple(found)


def _texts(report: Report, *kinds: BlockKind) -> list[str]:
    return [report.text[b.start : b.end] for b in report.blocks if b.kind in kinds]


def _tipped(body: list[str]) -> list[str]:
    matches = (_HAT_TIP.search(text[-_LONGEST:]) for text in body[-_TAIL - 2 :])
    return [_clean(match["name"]) for match in matches if match][:1]


def _first_in(body: list[str]) -> list[str]:
    matches = (_FIRST.search(text[-_LONGEST:]) for text in (*body[:_HEAD], *body[-_TAIL - 1 :]))
    return [_clean(match["name"]) for match in matches if match][:1]


def _filed_by(report: Report, body: list[str]) -> list[str]:
    """The agency that filed an article; the first mark of it counts."""
    for text in (report.dateline or "", *body[:_HEAD]):
        match = _OPENING.match(text[:160])
        if match and (match["name"] or is_outlet(match["outlet"])):
            return [_clean(match["name"] or match["outlet"])]
    for text in (*report.bylines, *_texts(report, "byline")):
        if match := _IN_BYLINE.search(text[:_LONGEST]):
            return [_clean(match["name"])]
    for block in [b for b in report.blocks if b.kind in ("body", "credit", "correction", "other")][-_TAIL:]:
        text = report.text[block.start : block.end]
        rights = _RIGHTS.match(text)
        # "© AFP" alone is a picture's, unless it stands in the article's own text.
        signed = rights if rights and (rights["reserved"] or block.kind == "body") else _SIGNED.search(text[-_LONGEST:])
        if signed and (signed is rights or block.kind != "credit"):
            return [_clean(signed["name"])]
        if _EDITED.search(text[-_LONGEST:]):
            return ["Reuters"]
    return []


def _clean(name: str) -> str:
    name = shown(name.strip(" .,"))
    return name.title() if name.isupper() and len(name) > _LONGEST_ACRONYM else name

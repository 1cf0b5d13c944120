"""A claim as an editor cites it: the quotation, whose word it is and through whom, the report, and how to find it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.web.report import words
from reportedly.web.wording import day

if TYPE_CHECKING:
    from reportedly.model import Report
    from reportedly.web.report.cards import Card

_QUOTES = "\"'“”‘’„«»"
_LONGEST = 600
"""Characters of a passage that is cited whole."""


@dataclass(frozen=True, slots=True)
class Citation:
    """What is cited, piece by piece, as the template sets it.

    Attributes:
        quote: the words of the source; of a claim in the report's own words the passage that gives it.
        own: whether ``quote`` is in the report's own words.
        who: whose word it is, through whom, and how surely.
        report: who published it; ``None`` where that is not known.
        headline: what the report is called.
        published: the day of publication.
        address: of the report.
        retrieved: the day when it was fetched.
        permalink: the address of the claim in this reading room.

    """

    quote: str
    own: bool
    who: str
    report: str | None
    headline: str | None
    published: str | None
    address: str | None
    retrieved: str | None
    permalink: str


def citation(card: Card, report: Report, title: str | None, permalink: str) -> Citation:
    """Cite a claim.

    Args:
        card: of the claim.
        report: that it is in.
        title: what the report is called.
        permalink: its address in this reading room.

    """
    through = f", through {', '.join(one.name for one in card.via)}" if card.via else ""
    manner = "" if card.certainty == "asserted" else f" ({words.CERTAINTY[card.certainty]})"
    named = card.who.name if card.who.plain else (card.written or card.who.name.lower())
    own = card.form != "direct"
    quote = " … ".join(card.quote)
    if own:
        # By themselves such words seldom say who claims what: "to kill him".
        quote = passage(card, report.text) or quote
    return Citation(
        quote=quote if quote[:1] in _QUOTES else f"“{quote}”",
        own=own,
        who=f"{named}{through}{manner}",
        report=report.publisher,
        headline=title,
        published=words.days(report.published.earliest, report.published.latest) or None,
        address=report.address,
        retrieved=day(report.retrieved) if report.retrieved else None,
        permalink=permalink,
    )


def passage(card: Card, text: str) -> str | None:
    """The words of a report from the first to the last that belong to a claim, its source and what attributes it.

    Args:
        card: of the claim.
        text: of the report.

    Returns:
        ``None`` where they are in different paragraphs or far apart.

    """
    spans = [span for some in json.loads(card.spans).values() for span in some]
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    # A quotation that the passage begins or ends with keeps its marks.
    start -= start > 0 and text[start - 1] in _QUOTES
    end += end < len(text) and text[end] in _QUOTES
    found = text[start:end]
    return None if "\n" in found.strip() or len(found) > _LONGEST else " ".join(found.split())

"""A claim as an editor cites it: the quotation, whose word it is and through whom, the report, and how to find it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.web.report import words
from reportedly.web.wording import day

if TYPE_CHECKING:
    from reportedly.model import Report
    from reportedly.web.report.cards import Card


@dataclass(frozen=True, slots=True)
class Citation:
    """What is cited, piece by piece, as the template sets it."""

    quote: str
    who: str
    report: str
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
    quote = " … ".join(card.quote)
    # Words that the report puts in its own voice are not put between quotation marks that it does not have.
    quoted = quote if quote[:1] in "“\"«„'‘" else f"“{quote}”" if card.form == "direct" else f"[{quote}]"
    return Citation(
        quote=quoted,
        who=f"{named}{through}{manner}",
        report=report.publisher or "Unknown publisher",
        headline=title,
        published=words.days(report.published.earliest, report.published.latest) or None,
        address=report.address,
        retrieved=day(report.retrieved) if report.retrieved else None,
        permalink=permalink,
    )

"""Everything that the page of a report shows, put together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.model import Reading
from reportedly.web.report import words
from reportedly.web.report.article import Article, article, marks
from reportedly.web.report.cards import Card, cards, rejected
from reportedly.web.report.chain import Chain, chain
from reportedly.web.report.citation import Citation, citation
from reportedly.web.report.days import Timeline, timeline
from reportedly.web.report.figures import FigureRow, figure_rows
from reportedly.web.report.filters import Chip, Choice, Side, chips
from reportedly.web.report.picture import Picture, picture
from reportedly.web.report.places import Map, place_map
from reportedly.web.wording import outside

if TYPE_CHECKING:
    from reportedly.library import Shown

CHAIN = (("wide", 660.0), ("narrow", 330.0))
BELOW = (("wide", 860.0), ("narrow", 330.0))
"""How wide drawings are, beside words and below the text, for wide windows and for phones: letters stay one size."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in the list that says the same as the picture."""

    slug: str
    name: str
    kind: str
    role: str | None
    entity: int | None
    claims: int
    through: tuple[str, ...]
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Left:
    """A part of the page that was left unread, and why."""

    detail: str
    quote: str | None


@dataclass(frozen=True, slots=True)
class View:
    """A report as its page shows it."""

    key: int
    title: str
    shown: Shown
    reading: Reading
    published: str
    link: str | None
    retrieved: str | None
    language: str | None
    article: Article
    cards: tuple[Card, ...]
    rejected: tuple[Card, ...]
    citations: Mapping[int, Citation]
    chosen: Choice
    chips: tuple[Chip, ...]
    fitting: frozenset[int]
    others: frozenset[str]
    chain: Chain
    pictures: tuple[Picture, ...]
    sources: tuple[SourceRow, ...]
    figures: tuple[FigureRow, ...]
    timelines: tuple[Timeline, ...]
    maps: tuple[Map, ...]
    left: tuple[Left, ...]
    empty: str | None

    @property
    def filtered(self) -> bool:
        """Whether something is chosen."""
        return bool(self.chosen.pairs)

    @property
    def byline_set(self) -> bool:
        """Whether a byline stands beside the headline."""
        return any(row.kind == "byline" for row in self.article.head)

    def fits(self, claims: Sequence[int]) -> bool:
        """Whether one of some claims is among those chosen."""
        return any(claim in self.fitting for claim in claims)


def view(
    shown: Shown,
    chosen: Choice,
    permalink: Callable[[int], str],
) -> View:
    """Put together what the page of a report shows.

    Args:
        shown: the report.
        chosen: what the address chooses.
        permalink: the whole address of a claim, by its key.

    """
    kept = shown.kept
    reading = kept.reading
    report = reading.report
    title = report.headline or _first_words(reading)
    made = cards(kept, shown.judgements)
    whole = chain(report.publisher, made)
    known_days = any(day.earliest or day.latest for day in reading.days)
    known_places = any(place.latitude is not None for place in reading.places)
    set_ = article(reading, marks(kept, made), made)
    return View(
        key=kept.report,
        title=title or f"Report r{kept.report}",
        shown=shown,
        reading=reading,
        published=words.published(report.published),
        link=outside(report.address),
        retrieved=words.stamp(report.retrieved) if report.retrieved else None,
        language=report.language if report.language and re.fullmatch(r"[a-z]{2}(-\w+)?", report.language) else None,
        article=set_,
        cards=made,
        rejected=rejected(kept, shown.judgements),
        citations={card.key: citation(card, report, title, permalink(card.key)) for card in made},
        chosen=chosen,
        chips=chips(made, chosen),
        fitting=frozenset(card.key for card in made if chosen.fits(card, whole.others)),
        others=whole.others,
        chain=whole,
        pictures=tuple(picture(whole, chosen, name=name, width=width) for name, width in CHAIN) if made else (),
        sources=_sources(whole, made, chosen),
        figures=figure_rows(reading, made),
        timelines=tuple(
            timeline(reading.days, report, name=name, width=width)
            for name, width in (BELOW if known_days else BELOW[:1])
        )
        if reading.days
        else (),
        maps=tuple(
            place_map(reading.places, name=name, width=width) for name, width in (BELOW if known_places else BELOW[:1])
        )
        if reading.places
        else (),
        left=tuple(_left(reading)),
        empty=None if made else _why_empty(reading),
    )


def _first_words(reading: Reading) -> str | None:
    text = reading.report.text
    body = next((block for block in reading.report.blocks if block.kind in ("headline", "body")), None)
    return words.cut(" ".join(text[body.start : body.end].split()), 80) if body else None


def _sources(whole: Chain, made: Sequence[Card], chosen: Choice) -> tuple[SourceRow, ...]:
    through: dict[str, Counter[str]] = {}
    for card in made:
        through.setdefault(card.who.slug, Counter()).update(one.name for one in card.via)
    side: Side = "source"
    rows = []
    for slug, many in whole.sources:
        who = whole.nodes[slug]
        rows.append(
            SourceRow(
                slug=slug,
                name=who.name,
                kind=who.kind,
                role=who.role,
                entity=who.entity,
                claims=many,
                through=tuple(f"{name} ({number})" for name, number in through[slug].most_common()),
                href=chosen.toggled((side, slug)),
                chosen=slug in chosen.of("source"),
            )
        )
    return tuple(rows)


def _left(reading: Reading) -> list[Left]:
    made = []
    for refusal in reading.refusals:
        quote = None
        if refusal.start is not None and refusal.end is not None:
            quote = words.cut(" ".join(reading.report.text[refusal.start : refusal.end].split()), 160) or None
        made.append(Left(refusal.detail, quote))
    return made


def _why_empty(reading: Reading) -> str:
    """Why no claim was read, and what can be done about it."""
    if reading.refusals:
        why = " ".join(f"{refusal.detail[:1].upper()}{refusal.detail[1:].rstrip('.')}." for refusal in reading.refusals)
    elif reading.report.language not in (None, "en"):
        why = f"Claims are read in English; this report is in another language ({reading.report.language})."
    elif sum(block.end - block.start for block in reading.report.blocks if block.kind == "body") < 300:
        why = "The text is very short, and nobody is said in it to have said anything."
    else:
        why = "The text has been read, and nobody is said in it to have said anything."
    return f"{why} To add a claim yourself, select its words in the text."

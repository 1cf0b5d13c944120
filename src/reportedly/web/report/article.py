"""The article in rows: its blocks in the page's order, furniture folded away, each with its cards."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from reportedly.model import Attribution, Block, Reading
from reportedly.web.report import words
from reportedly.web.report.runs import Mark, Run, cut
from reportedly.web.wording import plural

if TYPE_CHECKING:
    from reportedly.library import Kept
    from reportedly.web.report.cards import Card

_FOLDED = frozenset(words.BLOCKS)
_TOGETHER = frozenset({"list", "quotation"})
"""Blocks that are one thing with their like around them."""


_SPOKEN = frozenset({"body", "subheading", "list", "quotation"})

_LONGEST_HEADLINE = 130

_OPENING = frozenset({"standfirst", "byline", "dateline", "timestamp", "section", "fold"})
"""Blocks that belong to the headline when they follow it."""


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph: its runs, joined the text of it."""

    kind: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of the page beside which cards stand.

    Attributes:
        kind: of its blocks; ``fold`` for furniture.
        texts: its paragraphs.
        cards: of the claims whose marks begin in it.
        summary: what is folded away in it, in words.

    """

    kind: str
    texts: tuple[Text, ...]
    cards: tuple[Card, ...] = ()
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A report as it is set.

    Attributes:
        head: what stands before and in the headline, with the standfirst and the byline.
        rows: all after it.
        headline: whether the headline is among ``head``.

    """

    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    headline: bool


def marks(kept: Kept, cards: Sequence[Card]) -> list[Mark]:
    """All marks of a report: of its claims, and of what is named in it."""
    numbers = {card.key: card.number for card in cards}
    reading = kept.reading
    made = [
        mark
        for claim in reading.attributions
        if (key := kept.claims.get(claim.id)) in numbers
        for mark in _marks(claim, key, numbers[key])
    ]
    made += [Mark(figure.start, figure.end, "figure") for figure in reading.figures]
    made += [Mark(day.start, day.end, "day") for day in reading.days]
    made += [Mark(place.start, place.end, "place") for place in reading.places]
    return made


def _marks(claim: Attribution, key: int, number: int) -> Iterator[Mark]:
    last = max(span.end for span in claim.content.spans)
    for span in claim.content.spans:
        yield Mark(span.start, span.end, "content", key, number if span.end == last else None)
    if claim.source is not None:
        yield from (Mark(span.start, span.end, "source", key) for span in claim.source.spans)
        if claim.source.ground is not None:
            yield Mark(claim.source.ground.start, claim.source.ground.end, "ground", key)
    if claim.cue is not None:
        yield from (Mark(span.start, span.end, "cue", key) for span in claim.cue.spans)
    yield from (Mark(span.start, span.end, "hedge", key) for span in claim.hedges)


def article(reading: Reading, standing: Sequence[Mark], cards: Sequence[Card]) -> Article:
    """Set a report.

    Args:
        reading: of the report.
        standing: its marks.
        cards: of its claims, in the order of the text.

    """
    blocks = reading.report.blocks
    starts = [block.start for block in blocks]
    by_block: dict[int, list[Mark]] = {}
    for mark in standing:
        for at in range(max(0, bisect_right(starts, mark.start) - 1), len(blocks)):
            if blocks[at].start >= mark.end:
                break
            by_block.setdefault(at, []).append(mark)
    of_block: dict[int, list[Card]] = {}
    for card in cards:
        of_block.setdefault(max(0, bisect_right(starts, card.start) - 1), []).append(card)

    def key(numbered: tuple[int, Block]) -> tuple[object, ...]:
        at, block = numbered
        if block.kind in _FOLDED and at not in of_block:
            return ("fold",)
        return (block.kind,) if block.kind in _TOGETHER else (block.kind, at)

    rows: list[tuple[int, Row]] = []
    for together, group in groupby(enumerate(blocks), key):
        some = list(group)
        texts = tuple(text for at, block in some for text in _texts(reading.report.text, block, by_block.get(at, ())))
        beside = tuple(card for at, _ in some for card in of_block.get(at, ()))
        folded = together == ("fold",)
        row = Row(
            kind="fold" if folded else some[0][1].kind,
            texts=texts,
            cards=beside,
            summary=_summary([block for _, block in some]) if folded else None,
        )
        rows.append((some[-1][0], row))
    return _headed([row for _, row in rows])


def _headed(rows: list[Row]) -> Article:
    """The rows, with those up to the headline and what belongs to it apart, if the text has not begun before them."""
    kinds = [row.kind for row in rows]
    at = kinds.index("headline") if "headline" in kinds else -1
    first = next((at for at, kind in enumerate(kinds) if kind in _SPOKEN), len(kinds))
    if at < 0 and first < len(kinds) and _like_a_headline(rows[first:]):
        # A page that was scraped to plain text begins with its headline, as a line like all others.
        rows[first] = replace(rows[first], kind="headline")
        at = first
    if at < 0 or at > first:
        return Article((), tuple(rows), headline=False)
    end = at + 1
    while end < len(kinds) and kinds[end] in _OPENING:
        end += 1
    return Article(tuple(rows[:end]), tuple(rows[end:]), headline=True)


def _like_a_headline(rows: Sequence[Row]) -> bool:
    """Whether the first line is a short one before a longer text."""
    first = "".join(run.text for run in rows[0].texts[0].runs)
    return rows[0].kind == "body" and len(rows) > 1 and len(rows[0].texts) == 1 and len(first) <= _LONGEST_HEADLINE


def _texts(text: str, block: Block, standing: Sequence[Mark]) -> Iterator[Text]:
    """The paragraphs of a block, which a page that was scraped to plain text may hold in one."""
    start = block.start
    while start < block.end:
        line = re.compile(r"\s*\n\s*").search(text, start, block.end)
        # The newline stays with the paragraph before it, so that no character is left out.
        end = line.end() if line and line.end() > start else block.end
        yield Text(block.kind, cut(text, start, end, standing))
        start = end


def _summary(blocks: Sequence[Block]) -> str:
    """What is folded away, in words: ``navigation and tags, 14 lines``."""
    named = [words.BLOCKS[kind] for kind, _ in Counter(block.kind for block in blocks).most_common()]
    joined = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    return f"{joined[0].upper()}{joined[1:]}, {plural(len(blocks), 'line')}"

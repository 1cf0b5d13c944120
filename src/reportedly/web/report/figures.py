"""The figures of a report as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.web.report import words

if TYPE_CHECKING:
    from reportedly.model import Reading
    from reportedly.web.report.cards import Card


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure: how exactly it is given, what it counts, and whose it is, by the card of the claim that it is in."""

    start: int
    text: str
    counts: str
    exact: str
    card: Card | None


def figure_rows(reading: Reading, cards: Sequence[Card]) -> tuple[FigureRow, ...]:
    """The figures, in the order of the text.

    Args:
        reading: of the report.
        cards: of its claims.

    """
    by_local = {card.local: card for card in cards}
    return tuple(
        FigureRow(
            start=figure.start,
            text=figure.text,
            counts=figure.counts or figure.unit or "",
            exact=words.EXACT[figure.exact],
            card=by_local.get(figure.attribution) if figure.attribution else None,
        )
        for figure in sorted(reading.figures, key=lambda figure: figure.start)
    )

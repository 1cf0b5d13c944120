"""Choosing among the claims of a report: by source, by whom it came through, by kind and by certainty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlencode

from reportedly.web.report import words
from reportedly.web.report.sources import OTHERS

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

    from reportedly.web.report.cards import Card

Side = Literal["source", "via", "kind", "certainty"]
SIDES: tuple[Side, ...] = ("source", "via", "kind", "certainty")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen: of each side, any of some values; all sides must fit. Nothing chosen chooses all."""

    pairs: tuple[tuple[Side, str], ...] = ()

    def of(self, side: Side) -> frozenset[str]:
        """The chosen values of one side."""
        return frozenset(value for name, value in self.pairs if name == side)

    def toggled(self, *pairs: tuple[Side, str]) -> str:
        """The address, on the same page, with some more chosen, or without them if all are."""
        if all(pair in self.pairs for pair in pairs):
            left = tuple(pair for pair in self.pairs if pair not in pairs)
        else:
            left = self.pairs + tuple(pair for pair in pairs if pair not in self.pairs)
        return "?" + urlencode(left)

    def fits(self, card: Card, others: frozenset[str] = frozenset()) -> bool:
        """Whether a claim is among those chosen.

        Args:
            card: of the claim.
            others: the sources that the picture draws as one.

        """
        has: dict[Side, set[str]] = {
            "source": {card.who.slug} | ({OTHERS} if card.who.slug in others else set()),
            "via": {one.slug for one in card.via},
            "kind": {card.who.kind},
            "certainty": {card.certainty},
        }
        return all(not (wanted := self.of(side)) or wanted & has[side] for side in SIDES)


@dataclass(frozen=True, slots=True)
class Chip:
    """A value that can be chosen, with how many claims have it."""

    side: Side
    value: str
    label: str
    claims: int
    chosen: bool
    href: str


def choice(query: QueryParams) -> Choice:
    """What an address chooses."""
    pairs: list[tuple[Side, str]] = [
        (side, value) for side in SIDES for value in dict.fromkeys(query.getlist(side)) if value
    ]
    return Choice(tuple(pairs))


def chips(cards: Sequence[Card], chosen: Choice) -> tuple[Chip, ...]:
    """The kinds of source and the certainties that there are, the most frequent first."""
    kinds = Counter(card.who.kind for card in cards)
    certainties = Counter(card.certainty for card in cards)
    made = [*_chips("kind", kinds.most_common(), words.KIND, chosen)]
    if len(certainties) > 1 or "asserted" not in certainties:
        made += _chips("certainty", certainties.most_common(), words.CERTAINTY, chosen)
    return tuple(made)


def _chips(side: Side, counted: Iterable[tuple[str, int]], labels: dict[str, str], chosen: Choice) -> Iterable[Chip]:
    for value, many in counted:
        yield Chip(side, value, labels.get(value, value), many, value in chosen.of(side), chosen.toggled((side, value)))

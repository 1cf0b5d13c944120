"""Months as bars, each a way to the claims of that month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from reportedly.web.wording import day

TALLEST = 40
_LEAST = 2
_OF_YEAR = 4


class Counted(Protocol):
    """A month or a year, and how many claims are of it."""

    @property
    def value(self) -> str:
        """An ISO month or year."""

    @property
    def claims(self) -> int:
        """How many."""

    @property
    def query(self) -> str:
        """What finds them."""


class Bar(NamedTuple):
    """One bar.

    Attributes:
        label: the month or year in words.
        short: under the bar: the letter of the month, or the end of the year.
        year: under that, where another year begins.
        claims: how many there are.
        query: what finds them, or where it is chosen, what leaves it out.
        height: up to ``TALLEST``; what is there at all can be seen.
        chosen: whether the present query asks for it.

    """

    label: str
    short: str
    year: str
    claims: int
    query: str
    height: float
    chosen: bool


def bars(counted: Sequence[Counted]) -> list[Bar]:
    """Bars for months or years, the oldest first."""
    most = max((each.claims for each in counted), default=1) or 1
    made: list[Bar] = []
    before = ""
    for each in sorted(counted, key=lambda each: each.value):
        year, month = each.value[:_OF_YEAR], each.value[_OF_YEAR + 1 :]
        label = day(each.value)
        made.append(
            Bar(
                label,
                label[:1] if month else f"’{year[-2:]}",
                f"’{year[-2:]}" if month and year != before else "",
                each.claims,
                each.query,
                round(max(_LEAST, TALLEST * each.claims / most), 1) if each.claims else 0,
                bool(getattr(each, "chosen", False)),
            )
        )
        before = year
    return made

"""What a time expression is resolved by: the day of publication, or the day that the text has reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.mentions.days import calendar
from reportedly.mentions.days.calendar import NOTHING, Period

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

ABSOLUTE = "absolute"
PUBLICATION = "relative to publication"
UNKNOWN_DAY = "unresolved: the day of publication is unknown"
INEXACT_DAY = "unresolved: the day of publication is not known to the day"
NO_DAY_BEFORE = "unresolved: the text names no day that it could follow"
NO_SUCH_DAY = "unresolved: there is no such day"
VAGUE = "unresolved: the words set no bounds"
BEFORE_OUR_ERA = "unresolved: days before our era have no ISO prefix"

Resolved = tuple[Period, str]
"""The days an expression can mean, and the basis."""


@dataclass(frozen=True, slots=True)
class Named:
    """A day, month or year that the text names.

    Attributes:
        words: as written.
        day: its first day.
        basis: what it rests on itself.
        whole_day: whether it is one day, and no month or year.
    """

    words: str
    day: date
    basis: str
    whole_day: bool


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is resolved by.

    Attributes:
        published: the day of publication, if it is known to the day.
        missing: the basis where it is not.
        before: the last day named before, if it is near enough to count.
        narrative: whether the report tells history, whose clock is the last day named.
        future: whether the verb speaks of what is to come.
        dated: whether anything is known of the day of publication.
        year: what gives this expression its year in its own sentence, and whether that stands after it.
    """

    published: date | None = None
    missing: str = UNKNOWN_DAY
    before: Named | None = None
    narrative: bool = False
    future: bool = False
    dated: bool = False
    year: tuple[Named, bool] | None = None

    def relative(self, resolve: Callable[[date], Period], value: str | None = None) -> Resolved:
        """Resolve by the day of publication; ``value`` is what the words say without one."""
        if self.published is None:
            return Period(None, None, value), self.missing
        return kept(resolve(self.published), PUBLICATION)

    def within_text(self, resolve: Callable[[date], Period], value: str | None = None) -> Resolved:
        """Resolve by the day named before."""
        if self.before is None:
            return Period(None, None, value), NO_DAY_BEFORE
        return by(self.before, resolve(self.before.day))

    def by_clock(self, resolve: Callable[[date], Period], value: str | None = None) -> Resolved:
        """Resolve by the last day named in history, and where nothing else is known; else by publication."""
        if self.before is not None and (self.narrative or not self.dated):
            return self.within_text(resolve)
        return self.relative(resolve, value)


def by(named: Named, period: Period) -> Resolved:
    """A period that rests on a day the text names."""
    return kept(period, f'relative to "{" ".join(named.words.split())}"')


def kept(period: Period, basis: str) -> Resolved:
    """A period with its basis, or why it is none."""
    if period == NOTHING:
        return NOTHING, NO_SUCH_DAY
    period = calendar.told(period)
    if period.earliest is None and period.latest is None:
        return period, BEFORE_OUR_ERA
    return period, basis

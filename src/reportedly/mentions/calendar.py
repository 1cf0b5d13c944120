"""Arithmetic on days that may be known only to the month or the year.

A period is a pair of ISO 8601 prefixes, earliest and latest: ``("2016-09", "2016-09")`` is September 2016,
``("2016-09-01", "2016-09-10")`` its first ten days. A prefix stands for all the days that begin with it.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month of each meteorological season of the northern hemisphere, which the English-language press means unless
it says otherwise."""


class Period(NamedTuple):
    """The days a time expression can mean; an open end is ``None``."""

    earliest: str | None
    latest: str | None


NOTHING = Period(None, None)


def day(when: date) -> Period:
    """One day."""
    return Period(when.isoformat(), when.isoformat())


def days(first: date, last: date) -> Period:
    """From one day to another, both included."""
    return Period(first.isoformat(), last.isoformat())


def month(year: int, number: int) -> Period:
    """A month; a number outside 1 to 12 reaches into the years around."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    if not 1 <= year <= 9999:
        return NOTHING
    return Period(f"{year:04}-{number:02}", f"{year:04}-{number:02}")


def year(number: int) -> Period:
    """A year."""
    return years(number, number)


def years(first: int, last: int) -> Period:
    """From one year to another, both included."""
    return Period(f"{first:04}", f"{last:04}") if 1 <= first <= last <= 9999 else NOTHING


def season(number: int, name: str) -> Period:
    """A season of a year; a winter begins in December of that year."""
    first = SEASONS[name]
    return Period(month(number, first).earliest, month(number, first + 2).latest)


def safe(year_number: int, month_number: int, day_number: int) -> date | None:
    """A day of the calendar, or ``None`` where there is no such day."""
    try:
        return date(year_number, month_number, day_number)
    except ValueError:
        return None


def plus(when: date, count: float, unit: str) -> Period:
    """A day moved by so many units, as precise as the unit: two weeks away is a week, a year away a year.

    Args:
        when: the day to count from.
        count: how many; negative for the past.
        unit: ``"second"`` to ``"decade"``, in the singular.

    """
    if abs(count) > 100_000:
        return NOTHING
    try:
        if unit in {"day", "night"}:
            return day(when + timedelta(days=round(count)))
        if unit in {"week", "weekend", "fortnight"}:
            return unit_around(when + timedelta(days=round(count * (14 if unit == "fortnight" else 7))), "week")
    except OverflowError:
        return NOTHING
    if unit == "month":
        return month(when.year, when.month + round(count))
    if unit in {"year", "decade", "century"}:
        return year(when.year + round(count * {"year": 1, "decade": 10, "century": 100}[unit]))
    return day(when)


def unit_around(when: date, unit: str, step: int = 0) -> Period:
    """The week, month, quarter, year, decade … that holds a day, or the one ``step`` units away."""
    if unit in {"week", "weekend"}:
        try:
            monday = when - timedelta(days=when.weekday()) + timedelta(weeks=step)
            return days(monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6))
        except OverflowError:
            return NOTHING
    if unit == "quarter":
        first = (when.month - 1) // 3 * 3 + 1 + 3 * step
        return Period(month(when.year, first).earliest, month(when.year, first + 2).latest)
    if unit == "decade":
        return decade(when.year // 10 * 10 + 10 * step)
    if unit == "century":
        return century((when.year - 1) // 100 + 1 + step)
    return plus(when, step, unit)


def decade(first: int) -> Period:
    """The ten years from a year that ends in nought."""
    return years(first, first + 9)


def century(number: int) -> Period:
    """A century by its ordinal: the 19th is 1801 to 1900."""
    return years(number * 100 - 99, number * 100)


def start_of(prefix: str) -> date | None:
    """The first day that a prefix stands for."""
    parts = [int(part) for part in prefix.split("-")]
    return safe(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def end_of(prefix: str) -> date | None:
    """The last day that a prefix stands for."""
    parts = [int(part) for part in prefix.split("-")]
    number = parts[1] if len(parts) > 1 else 12
    if not (1 <= parts[0] <= 9999 and 1 <= number <= 12):
        return None
    return safe(parts[0], number, parts[2] if len(parts) > 2 else monthrange(parts[0], number)[1])


def third(period: Period, edge: str | None) -> Period:
    """The early, middle or late third of a period.

    "Early September" is its first ten days and "late 2016" its last four months: news style sets no bounds, and a third
    is what the three words leave each other.

    Args:
        period: a month, a year, or years; anything else comes back as it is.
        edge: ``"early"``, ``"mid"``, ``"late"``, or ``None`` for the whole.

    """
    earliest, latest = period
    if edge is None or earliest is None or latest is None:
        return period
    at = ("early", "mid", "late").index(edge)
    if len(earliest) == 4 and len(latest) == 4:
        first, last = int(earliest), int(latest)
        if first == last:
            return Period(f"{earliest}-{4 * at + 1:02}", f"{earliest}-{4 * at + 4:02}")
        length = last - first + 1
        return years(first + length * at // 3, first + length * (at + 1) // 3 - 1)
    if len(earliest) == 7 and earliest == latest:
        last_day = ("10", "20", end_of(latest))[at]
        stop = last_day.isoformat() if isinstance(last_day, date) else f"{earliest}-{last_day}"
        return Period(f"{earliest}-{('01', '11', '21')[at]}", stop)
    return period


def stretch(day: date, count: float | None, unit: str, *, past: bool) -> Period:
    """The days from so many units away until a day; an end that the words leave open is ``None``."""
    now = day.isoformat()
    if count is None:
        return Period(None, now) if past else Period(now, None)
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}.get(unit)
    if months is None:
        length = count * {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}.get(unit, 0)
        try:
            other = day + timedelta(days=round(-length if past else length))
        except OverflowError:
            return NOTHING
    else:
        moved = month(day.year, day.month + round((-1 if past else 1) * min(count, 1e5) * months)).earliest
        if moved is None:
            return NOTHING
        year, number = (int(part) for part in moved.split("-"))
        other = safe(year, number, day.day) or end_of(moved) or day
    return days(other, day) if past else days(day, other)

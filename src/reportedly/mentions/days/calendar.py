"""Arithmetic on days that may be known only to the month or the year.

A period is a pair of ISO 8601 prefixes, earliest and latest: ``("2016-09", "2016-09")`` is September 2016,
``("2016-09-01", "2016-09-10")`` its first ten days. A prefix stands for all the days that begin with it. Beside the two
stands the value that TimeML's TIMEX3 gives the words, which names a period whole: ``"2016-09"`` for both of these.

Years before our era, which a ``date`` can't hold, are counted here from ``BEFORE_OUR_ERA``: 480 BC is 9520.
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


BEFORE_OUR_ERA = 10_000
FIRST_BEFORE = 7_000
"""Years from here on are before our era; no report speaks of days to come so far away."""

SEASON_CODES = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
LENGTH_CODES = {
    "second": "TxS", "minute": "TxM", "hour": "TxH", "day": "xD", "night": "xD", "week": "xW", "weekend": "xW",
    "fortnight": "xW", "month": "xM", "quarter": "xQ", "season": "xM", "year": "xY", "decade": "xDE",
    "century": "xCE",
}  # fmt: skip
"""How TIMEX3 writes so many (x) of a unit, after a P."""


class Period(NamedTuple):
    """The days a time expression can mean; an open end is ``None``.

    ``value`` is the TIMEX3 value of the words where they have one: a period before our era has only that.
    """

    earliest: str | None
    latest: str | None
    value: str | None = None


NOTHING = Period(None, None)


def day(when: date) -> Period:
    """One day."""
    return Period(when.isoformat(), when.isoformat(), when.isoformat())


def days(first: date, last: date) -> Period:
    """From one day to another, both included."""
    return Period(first.isoformat(), last.isoformat(), first.isoformat() if first == last else None)


def month(year: int, number: int) -> Period:
    """A month; a number outside 1 to 12 reaches into the years around."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    if not 1 <= year <= 9999:
        return NOTHING
    prefix = f"{year:04}-{number:02}"
    return Period(prefix, prefix, prefix)


def year(number: int) -> Period:
    """A year."""
    return years(number, number)


def years(first: int, last: int) -> Period:
    """From one year to another, both included."""
    if not 1 <= first <= last <= 9999:
        return NOTHING
    return Period(f"{first:04}", f"{last:04}", f"{first:04}" if first == last else None)


def season(number: int, name: str) -> Period:
    """A season of a year; a winter begins in December of that year."""
    first = SEASONS[name]
    value = f"{number:04}-{SEASON_CODES[name]}"
    return Period(month(number, first).earliest, month(number, first + 2).latest, value)


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
            whole = days(monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6))
            number = monday.isocalendar()
            value = f"{number.year:04}-W{number.week:02}{'-WE' if unit == 'weekend' else ''}"
            return whole._replace(value=value)
        except OverflowError:
            return NOTHING
    if unit == "quarter":
        first = (when.month - 1) // 3 * 3 + 1 + 3 * step
        return part_of_year(when.year + (first - 1) // 12, (first - 1) % 12 // 3 + 1, 3)
    if unit == "decade":
        return decade(when.year // 10 * 10 + 10 * step)
    if unit == "century":
        return century((when.year - 1) // 100 + 1 + step)
    return plus(when, step, unit)


def part_of_year(number: int, at: int, length: int) -> Period:
    """The so-manieth stretch of so many months of a year: quarter, half, "the first nine months"."""
    if not 1 <= at * length <= 12:
        return NOTHING
    code = {3: f"Q{at}", 6: f"H{at}"}.get(length)
    first, last = month(number, at * length - length + 1), month(number, at * length)
    return Period(first.earliest, last.latest, f"{number:04}-{code}" if code and first.value else None)


def decade(first: int) -> Period:
    """The ten years from a year that ends in nought."""
    whole = years(first, first + 9)
    return whole._replace(value=f"{first // 10:03}") if whole != NOTHING else NOTHING


def century(number: int) -> Period:
    """A century by its ordinal: the 19th is 1801 to 1900."""
    whole = years(number * 100 - 99, number * 100)
    return whole._replace(value=f"{number - 1:02}") if whole != NOTHING else NOTHING


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
    earliest, latest, value = period
    if edge is None or earliest is None or latest is None:
        return period
    at = ("early", "mid", "late").index(edge)
    if len(earliest) == 4 and len(latest) == 4:
        first, last = int(earliest), int(latest)
        if first == last:
            return Period(f"{earliest}-{4 * at + 1:02}", f"{earliest}-{4 * at + 4:02}", value)
        length = last - first + 1
        return years(first + length * at // 3, first + length * (at + 1) // 3 - 1)._replace(value=value)
    if len(earliest) == 7 and earliest == latest:
        last_day = ("10", "20", end_of(latest))[at]
        stop = last_day.isoformat() if isinstance(last_day, date) else f"{earliest}-{last_day}"
        return Period(f"{earliest}-{('01', '11', '21')[at]}", stop, value)
    return period


def length_value(count: float | None, unit: str) -> str:
    """So many units as TIMEX3 writes them: ``"P3Y"``, ``"PT2H"``, ``"PXM"`` for some months."""
    if count is not None and unit == "fortnight":
        count *= 2
    if count is not None and unit == "season":
        count *= 3
    return "P" + LENGTH_CODES[unit].replace("x", "X" if count is None else f"{count:g}")


def bound(prefix: str | None, *, first: bool) -> date:
    """The first or the last day that a prefix stands for; an open end lies at the end of the calendar."""
    found = None if prefix is None else start_of(prefix) if first else end_of(prefix)
    return found or (date.min if first else date.max)


def told(period: Period) -> Period:
    """A period as a report shows it: before our era there are no ISO 8601 prefixes of four digits, only a value."""
    first = period.earliest or period.latest
    if first is None or int(first[:4]) < FIRST_BEFORE:
        return period
    value = period.value
    if value is not None and len(value) >= 4 and value[:4].isdigit():
        value = f"BC{BEFORE_OUR_ERA - int(value[:4]):04}{value[4:]}"
    elif value is not None and value.isdigit():  # a decade or a century
        value = f"BC{10 ** len(value) - int(value) - 1:0{len(value)}}"
    return Period(None, None, value)


def stretch(day: date, count: float | None, unit: str, *, past: bool) -> Period:
    """The days from so many units away until a day; an end that the words leave open is ``None``."""
    now, value = day.isoformat(), length_value(count, unit)
    if count is None:
        return Period(None, now, value) if past else Period(now, None, value)
    months = {"month": 1, "quarter": 3, "season": 3, "year": 12, "decade": 120, "century": 1200}.get(unit)
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
    return (days(other, day) if past else days(day, other))._replace(value=value)


def moved(when: date, count: int) -> date | None:
    """A day so many days away, or ``None`` where the calendar ends before it."""
    try:
        return when + timedelta(days=count)
    except OverflowError:
        return None


def easter(number: int) -> date | None:
    """Easter Sunday of a year in the Gregorian calendar (Meeus, Jones, Butcher)."""
    if not 1583 <= number < FIRST_BEFORE:
        return None
    golden, century, rest = number % 19, number // 100, number % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month_number, day_number = divmod(epact + weekday - 7 * late + 114, 31)
    return date(number, month_number, day_number + 1)

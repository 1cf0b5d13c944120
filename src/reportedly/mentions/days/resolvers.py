"""What each kind of time expression means, given what it is resolved by."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from reportedly.mentions.days import calendar, lengths, seasons
from reportedly.mentions.days.calendar import MONTHS, NOTHING, WEEKDAYS, Period
from reportedly.mentions.days.context import ABSOLUTE, BEFORE_OUR_ERA, VAGUE, Context, Resolved, by, kept
from reportedly.mentions.days.seasons import beside, edge_of
from reportedly.mentions.days.timewords import Expression, year_of
from reportedly.mentions.numbers import ORDINALS, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

_ERA = re.compile(r"(?:AD|CE)\s+(\d{1,4})|(\d{1,4})\s?(?:AD|CE)")
_DECADES = dict(
    zip(
        "twenties thirties forties fifties sixties seventies eighties nineties".split(),
        range(1920, 2000, 10),
        strict=True,
    )
)
_CENTURIES = {
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
    "twenty-first": 21,
}  # fmt: skip
_GOES_ON = re.compile(r"\s+(?!he\b|she\b|they\b|it\b|we\b|I\b|you\b|and\b|but\b|when\b|by\b|in\b|at\b|to\b)[\w“‘\"]")
_SMALL_UNITS = frozenset({"second", "minute", "hour", "night", "morning", "afternoon", "evening"})


def resolve(expression: Expression, context: Context) -> Resolved:
    """The days an expression can mean, and what that rests on."""
    return _RESOLVERS[expression.rule](expression.match, context)


def _known(year: int, month: int, day: int) -> date | None:
    return calendar.safe(year, month, day) if year < calendar.FIRST_BEFORE else None


def _iso(match: re.Match[str], _: Context) -> Resolved:
    found = _known(int(match["year"]), int(match["month"]), int(match["day"]))
    return kept(calendar.day(found) if found else NOTHING, ABSOLUTE)


def _numeric(match: re.Match[str], _: Context) -> Resolved:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    day_first, month_first = calendar.safe(year, second, first), calendar.safe(year, first, second)
    if day_first and month_first and day_first != month_first and match["mark"] == "/":
        return NOTHING, "unresolved: the day and the month cannot be told apart"
    found = day_first or month_first
    return kept(calendar.day(found) if found else NOTHING, ABSOLUTE)


def _month_number(name: str) -> int:
    return next(
        number for number, month in enumerate(MONTHS, start=1) if month.startswith(name.lower().rstrip(".")[:3])
    )


def _date(match: re.Match[str], context: Context) -> Resolved:
    number, first, last = _month_number(match["month"]), int(match["day"]), int(match["last"] or match["day"])

    def in_year(year: int) -> Period:
        start, stop = calendar.safe(year, number, first), calendar.safe(year, number, last)
        return calendar.days(start, stop) if start and stop and start <= stop else NOTHING

    if (year := year_of(match)) is not None:
        return kept(in_year(year), ABSOLUTE)
    value = None if match["last"] else f"XXXX-{number:02}-{first:02}"
    return beside(match, in_year, context) or _without_year(in_year, number, context, value)


def _without_year(in_year: Callable[[int], Period], month: int, context: Context, value: str | None) -> Resolved:
    """A day or a month without a year: the last one before publication, or the next where the verb is future."""

    def nearest(published: date) -> Period:
        if context.future:
            this = in_year(published.year)
            passed = (calendar.bound(this.latest, first=False)) < published
            return in_year(published.year + 1) if passed else this
        this = in_year(published.year)
        return (
            in_year(published.year - 1)
            if this == NOTHING or calendar.bound(this.earliest, first=True) > published
            else this
        )

    def follows(base: date) -> Period:
        return in_year(base.year + 1 if base.month - month > 6 else base.year)

    if context.year is not None:
        named, after = context.year
        if after:  # "in November and January 2018"
            return by(named, in_year(named.day.year - (month > named.day.month)))
        return by(named, follows(named.day))
    # Where the report's age is known, a day named a sentence ago is background; where it is not, it is all there is.
    if context.before is not None and (
        context.narrative or (not context.dated and context.before.basis in {ABSOLUTE, BEFORE_OUR_ERA})
    ):
        return context.within_text(follows)
    return context.relative(nearest, value)


def _month(match: re.Match[str], context: Context) -> Resolved:
    number, edge, which = _month_number(match["month"]), edge_of(match), (match["which"] or "").lower()
    if (year := year_of(match)) is not None:
        return kept(calendar.third(calendar.month(year, number), edge), ABSOLUTE)
    if which in {"each", "every"}:
        return Period(None, None, f"XXXX-{number:02}"), ABSOLUTE

    def in_year(year: int) -> Period:
        whole = calendar.month(year, number)
        if match["early"] not in {"Earlier", "earlier"}:
            return calendar.third(whole, edge)
        now = context.published.isoformat() if context.published else ""
        return Period(whole.earliest, now, whole.value) if now.startswith(whole.earliest or "-") else whole

    if which == "next":
        return context.relative(lambda day: in_year(day.year + (number <= day.month)))
    if which == "last":
        return context.relative(lambda day: in_year(day.year - (number >= day.month)))
    if which == "this":
        return context.relative(lambda day: in_year(day.year))
    return beside(match, in_year, context) or _without_year(in_year, number, context, f"XXXX-{number:02}")


def _years(match: re.Match[str], _: Context) -> Resolved:
    first = int(match["year"])
    return kept(calendar.years(first, first // 100 * 100 + int(match["last"])), ABSOLUTE)


def _decade(match: re.Match[str], _: Context) -> Resolved:
    groups = match.groupdict()
    if groups.get("decade_bc"):
        first = int(groups["decade_bc"])
        return Period(None, None, f"BC{first // 10:03}"), BEFORE_OUR_ERA
    if groups.get("named"):
        first = _DECADES[match["named"].lower()]
    elif groups.get("short"):
        short = int(match["short"])
        first = 1900 + short if short >= 20 else 2000 + short
    else:
        first = int(match["decade"])
    return kept(calendar.third(calendar.decade(first), edge_of(match)), ABSOLUTE)


def _century(match: re.Match[str], _: Context) -> Resolved:
    word = match["century"].lower()
    number = _CENTURIES.get(word) or int(re.sub(r"\D", "", word) or 0)
    if match["bc"]:
        return Period(None, None, f"BC{number - 1:02}" if number else None), BEFORE_OUR_ERA
    return kept(calendar.third(calendar.century(number), edge_of(match)), ABSOLUTE)


def _quarter(match: re.Match[str], context: Context) -> Resolved:
    length = {"quarter": 3, "half": 6}.get(match["part"]) or {"three": 3, "six": 6, "nine": 9}[match["part"].split()[0]]
    last = match["ordinal"] in {"last", "final", "latter"}

    def in_year(year: int) -> Period:
        return calendar.part_of_year(year, 12 // length if last else ORDINALS[match["ordinal"]], length)

    if match["year"]:
        return kept(in_year(int(match["year"])), ABSOLUTE)
    if match["which"] == "the":
        return context.within_text(lambda day: in_year(day.year))
    step = {"this": 0, "last": -1, "next": 1}[match["which"]]
    return context.relative(lambda day: in_year(day.year + step))


def _era(match: re.Match[str], _: Context) -> Resolved:
    found = _ERA.fullmatch(match.group().strip())
    if found is None:
        return NOTHING, VAGUE
    return kept(calendar.year(int(found[1] or found[2])), ABSOLUTE)


def _year(match: re.Match[str], _: Context) -> Resolved:
    return kept(calendar.third(calendar.year(year_of(match) or 0), edge_of(match)), ABSOLUTE)


def _weekday(match: re.Match[str], context: Context) -> Resolved:
    wanted, which = WEEKDAYS.index(match["weekday"].lower()), (match["which"] or "").lower().split()

    def nearest(day: date, *, future: bool, strictly: bool) -> Period:
        away = (wanted - day.weekday()) % 7 if future else -((day.weekday() - wanted) % 7)
        if strictly and away == 0:
            away = 7 if future else -7
        return calendar.plus(day, away, "day")

    if which and which[0] == "the":
        return context.within_text(lambda day: nearest(day, future=which[1] != "previous", strictly=True))
    if context.narrative and not context.dated and context.before is not None:
        return context.within_text(lambda day: nearest(day, future=True, strictly=False))
    future = (
        "next" in which or "coming" in which or (not which and context.future) or ("this" in which and context.future)
    )
    return context.relative(
        lambda day: nearest(day, future=future, strictly=bool(which) and which[0] in {"last", "next"}),
        f"XXXX-WXX-{wanted + 1}",
    )


def _today(match: re.Match[str], context: Context) -> Resolved:
    words = " ".join(match["today"].lower().split())
    away = {
        "yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2,
    }.get(words, 0)  # fmt: skip
    if context.narrative and words == "today":  # in history it is the age of its readers
        return context.relative(lambda day: calendar.day(day)._replace(value="PRESENT_REF"), "PRESENT_REF")
    return context.relative(lambda day: calendar.plus(day, away, "day"))


def _unit(match: re.Match[str], context: Context) -> Resolved:
    groups, unit = match.groupdict(), match["unit"]
    which = " ".join(match["which"].lower().split())
    edge = edge_of(match) if "early" in groups else None

    def around(day: date) -> Period:
        step = {"last": -1, "next": 1, "the coming": 1, "this coming": 1}.get(which, 0)
        if unit == "weekend":
            # The weekend just gone is the last whole or begun one; before Saturday that is the week before's.
            step = (
                (1 if which in {"next", "the coming", "this coming"} and day.weekday() >= 5 else 0)
                if step == 1
                else (-1 if day.weekday() < 5 and not context.future and which != "this" else 0)
            )
            if which == "last" and day.weekday() >= 5:
                step = -1
        whole = calendar.unit_around(day, unit, step)
        word = (groups.get("earlier") or groups.get("early") or groups.get("late") or "").lower()
        if step == 0 and word in {"earlier", "later"}:
            return (
                Period(whole.earliest, day.isoformat(), whole.value)
                if word == "earlier"
                else Period(day.isoformat(), whole.latest, whole.value)
            )
        return calendar.third(whole, edge)

    return context.by_clock(around) if context.narrative and which == "this" else context.relative(around)


def _whole(match: re.Match[str], context: Context) -> Resolved:
    """A part of the month, year … that the text is in: "the end of the year"."""
    return context.by_clock(lambda day: calendar.third(calendar.unit_around(day, match["unit"]), edge_of(match)))


def _text(match: re.Match[str], context: Context) -> Resolved:
    which, unit = " ".join(match["which"].lower().split()), match["unit"]
    unit = "day" if unit in _SMALL_UNITS else unit
    after = match.groupdict().get("after") or ""
    if after in {"before", "after"} and _GOES_ON.match(match.string, match.end()):
        return NOTHING, VAGUE  # "the day before the vote"
    step = 1 if "following" in which or "next" in which or after.startswith(("after", "following")) else 0
    step = -1 if "previous" in which or "preceding" in which or after == "before" else step

    def around(day: date) -> Period:
        return calendar.plus(day, step, unit) if unit == "day" else calendar.unit_around(day, unit, step)

    return context.within_text(around)


def _count(match: re.Match[str]) -> float | None:
    """How many units; ``None`` where the words do not say."""
    groups = match.groupdict()
    if groups.get("few") == "":  # "weeks later"
        return None
    few = " ".join((groups.get("few") or "").lower().split())
    if few:
        return 2 if "couple" in few else 0.5 if few.startswith("half") else None
    if groups.get("count"):
        return value_of(match["count"])
    return 1


def _period(match: re.Match[str], context: Context) -> Resolved:
    which, unit = match["which"], match["unit"]
    count = None if match["plural"] and not match["count"] and not match["few"] else _count(match)
    past = which in {"past", "last", "previous"}
    if which in {"previous", "following"}:
        return context.within_text(
            lambda day: calendar.stretch(day, count, unit, past=past), calendar.length_value(count, unit)
        )
    return context.relative(
        lambda day: calendar.stretch(day, count, unit, past=past), calendar.length_value(count, unit)
    )


def _ago(match: re.Match[str], context: Context) -> Resolved:
    which, unit = match["which"].split()[0], match["unit"]
    count = _count(match)
    sign = 1 if which in {"later", "from"} else -1
    reference = "FUTURE_REF" if sign > 0 else "PAST_REF"

    def moved(day: date) -> Period:
        if count is None:
            return Period(None, day.isoformat(), reference) if sign < 0 else Period(day.isoformat(), None, reference)
        if unit == "quarter":
            return calendar.unit_around(day, unit, sign * round(count))
        if unit in {"decade", "century"}:
            return _decades_away(day, sign * count * (1 if unit == "decade" else 10))
        if unit == "year" and count % 1:
            return calendar.plus(day, sign * count * 12, "month")
        return calendar.plus(day, sign * count, unit)

    if which in {"ago", "from"}:
        return context.relative(moved)
    return context.within_text(moved)


def _decades_away(day: date, count: float) -> Period:
    """As precise as the words: two decades before 1965 is 1945, some time in the 1940s."""
    away = calendar.plus(day, count, "decade")
    return away._replace(value=away.value[:3]) if away.value else away


def _vague(match: re.Match[str], context: Context) -> Resolved:
    if match.groupdict().get("past"):
        return context.relative(lambda day: Period(None, day.isoformat(), "PAST_REF"), "PAST_REF")
    return context.relative(lambda day: Period(day.isoformat(), None, "FUTURE_REF"), "FUTURE_REF")


_RESOLVERS: dict[str, Callable[[re.Match[str], Context], Resolved]] = {
    "iso": _iso, "numeric": _numeric, "date": _date, "month": _month, "season": seasons.season, "years": _years,
    "decade": _decade, "century": _century, "quarter": _quarter, "era": _era, "year": _year, "weekday": _weekday,
    "today": _today, "unit": _unit, "text": _text, "whole": _whole, "period": _period, "ago": _ago, "vague": _vague,
    "length": lengths.length, "phrase": lengths.phrase, "repeated": lengths.repeated,
    "pointer": lengths.pointer, "clock": lengths.clock, "holiday": seasons.holiday,
}  # fmt: skip

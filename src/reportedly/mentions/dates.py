"""Days: time expressions found in a report, resolved to the days they can mean, and compared.

What a report says of time is resolved against the day it was published, or against a day it names itself, and against
nothing else: never the present day, never the moment the page was retrieved. Where neither is known the expression is
kept with both ends ``None`` and ``basis`` says why.

Basis, one of:

- ``"absolute"``: the words alone say it.
- ``"relative to publication"``: the day of publication is known, to the day.
- ``'relative to "12 May 1940"'``: resolved by a day the report itself names.
- ``"unresolved: …"``: the reason.
"""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reportedly.mentions import calendar
from reportedly.mentions.calendar import MONTHS, NOTHING, WEEKDAYS, Period
from reportedly.mentions.governing import governing
from reportedly.mentions.numbers import ORDINALS, value_of
from reportedly.mentions.tense import is_future
from reportedly.mentions.timewords import Expression, scan
from reportedly.model import Day, Published

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportedly.language import Passage

ABSOLUTE = "absolute"
PUBLICATION = "relative to publication"
UNKNOWN_DAY = "unresolved: the day of publication is unknown"
INEXACT_DAY = "unresolved: the day of publication is not known to the day"
NO_DAY_BEFORE = "unresolved: the text names no day that it could follow"
VAGUE = "unresolved: the words set no bounds"

HISTORY_YEARS = 3
"""A report of unknown age that names at least this many years tells history: a day and month without a year belong to
the last day it named."""
OLD_YEARS = 8
"""The same for a report whose publication is known. News hardly ever prints the current year, so the years that it does
print are its background; only many of them, nearly all long gone, are its story."""
LONG_GONE = 5

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
_YEARS_AWAY = {"this": 0, "last": -1, "next": 1}
_SMALL_UNITS = frozenset({"second", "minute", "hour", "night", "morning", "afternoon", "evening"})

Resolved = tuple[Period, str]


@dataclass(frozen=True, slots=True)
class _Context:
    """What an expression is resolved by: the day of publication, why it is missing, and the day named before it."""

    published: date | None
    missing: str
    before: Day | None
    base: date | None
    narrative: bool
    future: bool
    dated: bool
    """Whether anything is known of the day of publication."""
    year: tuple[Day, bool] | None
    """The day whose year the sentence gives to this expression, and whether it stands after it."""

    def relative(self, resolve: Callable[[date], Period]) -> Resolved:
        """Resolve by the day of publication."""
        return (NOTHING, self.missing) if self.published is None else _kept(resolve(self.published), PUBLICATION)

    def within_text(self, resolve: Callable[[date], Period]) -> Resolved:
        """Resolve by the day named before."""
        if self.before is None or self.base is None:
            return NOTHING, NO_DAY_BEFORE
        return _by(self.before, resolve(self.base))


def find(
    text: str,
    passages: Sequence[Passage],
    published: Published,
) -> tuple[Day, ...]:
    """Find the time expressions of a report and resolve them.

    Args:
        text: the report's text.
        passages: its readable blocks as parsed, in page order.
        published: what is known of the day of publication; only a single day resolves anything.

    Returns:
        Days in page order, with offsets into ``text``. Times of the day, durations ("for three days") and repeated days
        ("on Mondays") are no days.

    """
    day, missing = _publication(published)
    scanned = [(passage, scan(passage.doc)) for passage in passages]
    dated = bool(published.earliest or published.latest)
    narrative = _is_history([expression for _, found in scanned for expression in found], published)
    days: list[Day] = []
    last: tuple[int, int, Day] | None = None  # passage, sentence and value of the last day resolved
    for number, (passage, found) in enumerate(scanned):
        sentences = [sentence.end_char for sentence in passage.doc.sents]
        placed = [bisect(sentences, expression.start) for expression in found]
        for at, expression in enumerate(found):
            sentence, year = placed[at], None
            if expression.rule in {"date", "month"} and not expression.match["year"]:
                first, last_in = placed.index(sentence), bisect(placed, sentence)
                if governed := governing(passage.doc, found[first:last_in], at - first):
                    year = _absolute(governed[0]), governed[1]
            # In history the story's own clock runs through the whole text; in news a day named two sentences ago is
            # as likely to be background.
            near = last is not None and (narrative or (last[0] == number and sentence - last[1] <= 1))
            before = last[2] if near and last is not None else None
            base = calendar.start_of(before.earliest) if before is not None and before.earliest else None
            future = is_future(passage.doc, expression.start, expression.end, weekday=expression.rule == "weekday")
            context = _Context(day, missing, before, base, narrative, future, dated, year)
            period, basis = _resolve(expression, context)
            start, end = passage.start + expression.start, passage.start + expression.end
            value = Day(start, end, text[start:end], period.earliest, period.latest, basis)
            days.append(value)
            if period.earliest and period.earliest == period.latest:
                last = (number, sentence, value)
    return tuple(days)


def same(one: Day, other: Day) -> bool:
    """Whether two expressions can mean the same day: both are resolved, and some day lies in both."""
    bounds = [(_bound(value.earliest, first=True), _bound(value.latest, first=False)) for value in (one, other)]
    if any(value.earliest is None and value.latest is None for value in (one, other)):
        return False
    (first, last), (other_first, other_last) = bounds
    return first <= other_last and other_first <= last


def _bound(prefix: str | None, *, first: bool) -> date:
    found = None if prefix is None else calendar.start_of(prefix) if first else calendar.end_of(prefix)
    return found or (date.min if first else date.max)


def _publication(published: Published) -> tuple[date | None, str]:
    if published.earliest is None and published.latest is None:
        return None, UNKNOWN_DAY
    try:
        day = date.fromisoformat(published.earliest or "") if published.earliest == published.latest else None
    except ValueError:
        day = None
    return day, INEXACT_DAY


def _is_history(found: Sequence[Expression], published: Published) -> bool:
    years = [int(e.match["year"]) for e in found if e.rule in {"date", "month", "year"} and e.match["year"]]
    known = published.latest or published.earliest
    now = None if known is None else calendar.start_of(known)
    if now is None:
        return len(years) >= HISTORY_YEARS
    old = sum(year < now.year - LONG_GONE for year in years)
    return len(years) >= OLD_YEARS and old >= 0.9 * len(years) and not any(year >= now.year - 2 for year in years)


def _absolute(expression: Expression) -> Day:
    """An expression with a year of its own as a day; its offsets are those in the passage."""
    period, _ = _resolve(expression, _Context(None, UNKNOWN_DAY, None, None, False, False, False, None))
    return Day(expression.start, expression.end, expression.match.group(), period.earliest, period.latest, ABSOLUTE)


def _by(day: Day, period: Period) -> Resolved:
    return _kept(period, f'relative to "{" ".join(day.text.split())}"')


def _kept(period: Period, basis: str) -> Resolved:
    if period == NOTHING:
        return NOTHING, "unresolved: there is no such day"
    return period, basis


def _resolve(expression: Expression, context: _Context) -> Resolved:
    return _RESOLVERS[expression.rule](expression.match, context)


def _iso(match: re.Match[str], _: _Context) -> Resolved:
    found = calendar.safe(int(match["year"]), int(match["month"]), int(match["day"]))
    return _kept(calendar.day(found) if found else NOTHING, ABSOLUTE)


def _numeric(match: re.Match[str], _: _Context) -> Resolved:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    day_first, month_first = calendar.safe(year, second, first), calendar.safe(year, first, second)
    if day_first and month_first and day_first != month_first and match["mark"] == "/":
        return NOTHING, "unresolved: the day and the month cannot be told apart"
    found = day_first or month_first
    return _kept(calendar.day(found) if found else NOTHING, ABSOLUTE)


def _month_number(name: str) -> int:
    return next(
        number for number, month in enumerate(MONTHS, start=1) if month.startswith(name.lower().rstrip(".")[:3])
    )


def _edge(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    if groups.get("early") or groups.get("beginning"):
        return "early"
    if groups.get("mid"):
        return "mid"
    return "late" if groups.get("late") or groups.get("end") else None


def _date(match: re.Match[str], context: _Context) -> Resolved:
    number, first, last = _month_number(match["month"]), int(match["day"]), int(match["last"] or match["day"])

    def in_year(year: int) -> Period:
        start, stop = calendar.safe(year, number, first), calendar.safe(year, number, last)
        return calendar.days(start, stop) if start and stop and start <= stop else NOTHING

    if match["year"]:
        return _kept(in_year(int(match["year"])), ABSOLUTE)
    return _beside(match, in_year, context) or _without_year(in_year, number, context)


def _without_year(in_year: Callable[[int], Period], month: int, context: _Context) -> Resolved:
    """A day or a month without a year: the last one before publication, or the next where the verb is future."""

    def nearest(published: date) -> Period:
        if context.future:
            this = in_year(published.year)
            passed = (_bound(this.latest, first=False)) < published
            return in_year(published.year + 1) if passed else this
        this = in_year(published.year)
        return in_year(published.year - 1) if this == NOTHING or _bound(this.earliest, first=True) > published else this

    def follows(base: date) -> Period:
        return in_year(base.year + 1 if base.month - month > 6 else base.year)

    if context.year is not None and (base := calendar.start_of(context.year[0].earliest or "")) is not None:
        if context.year[1]:  # "in November and January 2018"
            return _by(context.year[0], in_year(base.year - (month > base.month)))
        return _by(context.year[0], follows(base))
    # Where the report's age is known, a day named a sentence ago is background; where it is not, it is all there is.
    said = context.before is not None and context.before.basis == ABSOLUTE and not context.dated
    if context.base is not None and (context.narrative or said):
        return context.within_text(follows)
    return context.relative(nearest)


def _beside(match: re.Match[str], in_year: Callable[[int], Period], context: _Context) -> Resolved | None:
    """A day or a month with words for its year: "May this year", "3 May of the same year"."""
    which = (match["after"] or "").lower()
    if not which:
        return None
    if which not in _YEARS_AWAY:
        return context.within_text(lambda day: in_year(day.year))
    return context.relative(lambda day: in_year(day.year + _YEARS_AWAY[which]))


def _month(match: re.Match[str], context: _Context) -> Resolved:
    number, edge, which = _month_number(match["month"]), _edge(match), (match["which"] or "").lower()
    if match["year"]:
        return _kept(calendar.third(calendar.month(int(match["year"]), number), edge), ABSOLUTE)
    if which in {"each", "every"}:
        return NOTHING, VAGUE

    def in_year(year: int) -> Period:
        whole = calendar.month(year, number)
        if match["early"] not in {"Earlier", "earlier"}:
            return calendar.third(whole, edge)
        now = context.published.isoformat() if context.published else ""
        return Period(whole.earliest, now) if now.startswith(whole.earliest or "-") else whole

    if which == "next":
        return context.relative(lambda day: in_year(day.year + (number <= day.month)))
    if which == "last":
        return context.relative(lambda day: in_year(day.year - (number >= day.month)))
    if which == "this":
        return context.relative(lambda day: in_year(day.year))
    return _beside(match, in_year, context) or _without_year(in_year, number, context)


def _season(match: re.Match[str], context: _Context) -> Resolved:
    groups, name = match.groupdict(), match["season"].lower()
    if groups.get("year"):
        return _kept(calendar.season(int(match["year"]), name), ABSOLUTE)
    which = match["which"].lower()

    def season(day: date) -> Period:
        # Winter begins in the year before: in January "this winter" began last December.
        begun = day.year - (name == "winter" and day.month < 6)
        first = calendar.start_of(calendar.season(begun, name).earliest or "0001")
        last = calendar.end_of(calendar.season(begun, name).latest or "0001")
        if which == "last" and last is not None and last >= day:
            return calendar.season(begun - 1, name)
        if which.startswith(("next", "the")) and first is not None and first <= day:
            return calendar.season(begun + 1, name)
        return calendar.season(begun, name)

    return context.relative(season)


def _years(match: re.Match[str], _: _Context) -> Resolved:
    first, last = int(match["year"]), match["last"]
    return _kept(calendar.years(first, int(last) if len(last) == 4 else first // 100 * 100 + int(last)), ABSOLUTE)


def _decade(match: re.Match[str], _: _Context) -> Resolved:
    groups = match.groupdict()
    if groups.get("named"):
        first = _DECADES[match["named"].lower()]
    elif groups.get("short"):
        short = int(match["short"])
        first = 1900 + short if short >= 20 else 2000 + short
    else:
        first = int(match["decade"])
    return _kept(calendar.third(calendar.decade(first), _edge(match)), ABSOLUTE)


def _century(match: re.Match[str], _: _Context) -> Resolved:
    word = match["century"].lower()
    number = _CENTURIES.get(word) or int(re.sub(r"\D", "", word) or 0)
    return _kept(calendar.third(calendar.century(number), _edge(match)), ABSOLUTE)


def _quarter(match: re.Match[str], context: _Context) -> Resolved:
    length = {"quarter": 3, "half": 6}.get(match["part"]) or {"three": 3, "six": 6, "nine": 9}[match["part"].split()[0]]
    at = 12 // length if match["ordinal"] in {"last", "final"} else ORDINALS[match["ordinal"]]

    def in_year(year: int) -> Period:
        last = at * length if match["ordinal"] not in {"last", "final"} else 12
        if last > 12:
            return NOTHING
        return Period(calendar.month(year, last - length + 1).earliest, calendar.month(year, last).latest)

    if match["year"]:
        return _kept(in_year(int(match["year"])), ABSOLUTE)
    if match["which"] == "the":
        return context.within_text(lambda day: in_year(day.year))
    step = {"this": 0, "last": -1, "next": 1}[match["which"]]
    return context.relative(lambda day: in_year(day.year + step))


def _era(match: re.Match[str], _: _Context) -> Resolved:
    found = _ERA.fullmatch(match.group().strip())
    if found is None:
        return NOTHING, "unresolved: days before our era have no ISO prefix"
    return _kept(calendar.year(int(found[1] or found[2])), ABSOLUTE)


def _year(match: re.Match[str], _: _Context) -> Resolved:
    return _kept(calendar.third(calendar.year(int(match["year"])), _edge(match)), ABSOLUTE)


def _weekday(match: re.Match[str], context: _Context) -> Resolved:
    wanted, which = WEEKDAYS.index(match["weekday"].lower()), (match["which"] or "").lower().split()

    def nearest(day: date, *, future: bool, strictly: bool) -> Period:
        away = (wanted - day.weekday()) % 7 if future else -((day.weekday() - wanted) % 7)
        if strictly and away == 0:
            away = 7 if future else -7
        return calendar.plus(day, away, "day")

    if which and which[0] == "the":
        return context.within_text(lambda day: nearest(day, future=which[1] != "previous", strictly=True))
    if context.narrative and not context.dated and context.base is not None:
        return context.within_text(lambda day: nearest(day, future=True, strictly=False))
    future = (
        "next" in which or "coming" in which or (not which and context.future) or ("this" in which and context.future)
    )
    return context.relative(
        lambda day: nearest(day, future=future, strictly=bool(which) and which[0] in {"last", "next"})
    )


def _today(match: re.Match[str], context: _Context) -> Resolved:
    words = " ".join(match["today"].lower().split())
    away = {
        "yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2,
    }.get(words, 0)  # fmt: skip
    return context.relative(lambda day: calendar.plus(day, away, "day"))


def _unit(match: re.Match[str], context: _Context) -> Resolved:
    groups, unit = match.groupdict(), match["unit"]
    which = " ".join(match["which"].lower().split())
    edge = _edge(match) if "early" in groups else None

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
                Period(whole.earliest, day.isoformat()) if word == "earlier" else Period(day.isoformat(), whole.latest)
            )
        return calendar.third(whole, edge)

    return context.relative(around)


def _text(match: re.Match[str], context: _Context) -> Resolved:
    which, unit = " ".join(match["which"].lower().split()), match["unit"]
    unit = "day" if unit in _SMALL_UNITS else unit
    after = match.groupdict().get("after") or ""
    step = 1 if "following" in which or "next" in which or after.startswith("after") else 0
    step = -1 if "previous" in which or "preceding" in which or after == "before" else step

    def around(day: date) -> Period:
        return calendar.plus(day, step, unit) if unit == "day" else calendar.unit_around(day, unit, step)

    return context.within_text(around)


def _count(match: re.Match[str]) -> float | None:
    """How many units; ``None`` where the words do not say."""
    groups = match.groupdict()
    few = " ".join((groups.get("few") or "").lower().split())
    if few:
        return 2 if "couple" in few else 0.5 if few.startswith("half") else None
    if groups.get("count"):
        return value_of(match["count"])
    return 1


def _period(match: re.Match[str], context: _Context) -> Resolved:
    which, unit = match["which"], match["unit"]
    count = None if match["plural"] and not match["count"] and not match["few"] else _count(match)
    past = which in {"past", "last", "previous"}
    if which in {"previous", "following"}:
        return context.within_text(lambda day: calendar.stretch(day, count, unit, past=past))
    return context.relative(lambda day: calendar.stretch(day, count, unit, past=past))


def _ago(match: re.Match[str], context: _Context) -> Resolved:
    which, unit = match["which"].split()[0], match["unit"]
    count = _count(match)
    sign = 1 if which in {"later", "from"} else -1

    def moved(day: date) -> Period:
        if count is None:
            return Period(None, day.isoformat()) if sign < 0 else Period(day.isoformat(), None)
        if unit == "quarter":
            return calendar.unit_around(day, unit, sign * round(count))
        if unit == "year" and count % 1:
            return calendar.plus(day, sign * count * 12, "month")
        return calendar.plus(day, sign * count, unit)

    if which in {"ago", "from"}:
        return context.relative(moved)
    return context.within_text(moved)


def _vague(match: re.Match[str], context: _Context) -> Resolved:
    if match.groupdict().get("past"):
        return context.relative(lambda day: Period(None, day.isoformat()))
    return context.relative(lambda day: Period(day.isoformat(), None))


_RESOLVERS: dict[str, Callable[[re.Match[str], _Context], Resolved]] = {
    "iso": _iso, "numeric": _numeric, "date": _date, "month": _month, "season": _season, "years": _years,
    "decade": _decade, "century": _century, "quarter": _quarter, "era": _era, "year": _year, "weekday": _weekday,
    "today": _today, "unit": _unit, "text": _text, "period": _period, "ago": _ago, "vague": _vague,
}  # fmt: skip

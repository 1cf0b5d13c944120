"""Days: time expressions found in a report, resolved to the days they can mean, and compared.

What a report says of time is resolved against the day it was published, or against a day it names itself, and against
nothing else: never the present day, never the moment the page was retrieved. Where neither is known the expression is
kept with both ends ``None`` and ``basis`` says why.

Basis, one of:

- ``"absolute"``: the words alone say it.
- ``"relative to publication"``: the day of publication is known, to the day.
- ``'relative to "12 May 1940"'``: resolved by a day the report itself names.
- ``"unresolved: …"``: the reason.

Each is given TimeML's type and value as well: "for three years" is a duration (``P3Y``), "every Tuesday" a set
(``XXXX-WXX-2``), and both are ``"absolute"``. "Now", "recently" and "former" have the values ``PRESENT_REF``,
``PAST_REF`` and ``FUTURE_REF`` of what TimeML only lets point.
"""

from __future__ import annotations

import re
from bisect import bisect
from datetime import date
from typing import TYPE_CHECKING

from reportedly.mentions.days import calendar
from reportedly.mentions.days.context import ABSOLUTE, INEXACT_DAY, PUBLICATION, UNKNOWN_DAY, Context, Named
from reportedly.mentions.days.governing import governing
from reportedly.mentions.days.lengths import PARTS_OF_DAY
from reportedly.mentions.days.resolvers import resolve
from reportedly.mentions.days.tense import is_future
from reportedly.mentions.days.timewords import Expression, scan, year_of
from reportedly.mentions.days.timewords_lengths import scan_lengths
from reportedly.model import Day, Published, TimeType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.language import Passage
    from reportedly.mentions.days.calendar import Period

HISTORY_YEARS = 3
"""A report of unknown age that names at least this many years tells history: a day and month without a year belong to
the last day it named."""
KNOWN_HISTORY_YEARS = 6
"""The same for a report whose publication is known, where a few years are more likely background."""
YEARS_FOR_A_DEICTIC = 5
"""How many years history names for each "yesterday", "Monday" or "last week": news lives by those words. Of 11
histories (WikiWars, tuning half, 2026) each named 20 or more; of 134 news articles those with six years at most 4."""

_TYPES: dict[str, TimeType] = {"length": "duration", "period": "duration", "repeated": "set", "clock": "time"}
_TENSED = frozenset({"date", "month", "season", "weekday", "unit", "holiday"})
_UNDATED = frozenset({"length", "repeated", "pointer", "phrase", "vague", "clock"})
"""Rules that name no day that another expression could follow."""
_DAY_RULES = frozenset({"date", "iso", "numeric", "weekday", "today"})
_ASIDE = re.compile(r"(?:[(–—-]|\b(?:since|from|after|before|until|till|between|to|than|the))\s*$", re.IGNORECASE)
"""What leads to a year that the story does not go on from: "(1927-1937)", "since 1973", "the 1972 offensive"."""
_LONG_UNITS = frozenset({"year", "decade", "century"})
_PART_OF_DAY = re.compile(r"\b(?:(?:to)?night|morning|afternoon|evening|midday|midnight|noon)\b", re.IGNORECASE)
_LENGTH_VALUE = re.compile(r"P[X.\dT]")
_DAY_VALUE = re.compile(r"(?:BC)?\d{4}-\d\d-\d\d|XXXX-WXX-\d")


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
        Days in page order, with offsets into ``text``.

    """
    day, missing = _publication(published)
    scanned = [(passage, scan_lengths(passage.doc, scan(passage.doc))) for passage in passages]
    clock = _Clock(day, missing, published, [expression for _, found in scanned for expression in found])
    return tuple(
        value for number, (passage, found) in enumerate(scanned) for value in clock.read(text, number, passage, found)
    )


class _Clock:
    """Reads the expressions of one report in order, and keeps the day that its text has reached."""

    def __init__(self, day: date | None, missing: str, published: Published, found: Sequence[Expression]) -> None:
        self._day, self._missing = day, missing
        self._dated = bool(published.earliest or published.latest)
        self._narrative = _is_history(found, published)
        self._last: tuple[int, int, Named] | None = None  # passage, sentence, and what was named there last

    def read(self, text: str, number: int, passage: Passage, found: Sequence[Expression]) -> Iterator[Day]:
        """The days of one passage."""
        sentences = [sentence.end_char for sentence in passage.doc.sents]
        placed = [bisect(sentences, expression.start) for expression in found]
        for at, expression in enumerate(found):
            context = self._context(number, passage, found, placed, at)
            period, basis = resolve(expression, context)
            start, end = passage.start + expression.start, passage.start + expression.end
            kind, value = _typed(expression, text[start:end], period.value)
            yield Day(start, end, text[start:end], period.earliest, period.latest, basis, kind, value)
            if self._moves(passage.doc.text, expression, basis):
                named = _named(text[start:end], period, basis)
                if named and not self._is_same_year(named, period):
                    self._last = (number, placed[at], named)

    def _context(
        self, number: int, passage: Passage, found: Sequence[Expression], placed: Sequence[int], at: int
    ) -> Context:
        expression, sentence = found[at], placed[at]
        year = None
        if expression.rule in {"date", "month", "season"} and year_of(expression.match) is None:
            first, last_in = bisect(placed, sentence - 1), bisect(placed, sentence)
            if governed := governing(passage.doc, found[first:last_in], at - first):
                named = _absolute(governed[0])
                year = (named, governed[1]) if named else None
        # In history the story's own clock runs through the whole text; in news a day named two sentences ago is
        # as likely to be background.
        last = self._last
        near = last is not None and (self._narrative or (last[0] == number and sentence - last[1] <= 1))
        future = expression.rule in _TENSED and is_future(
            passage.doc, expression.start, expression.end, weekday=expression.rule == "weekday"
        )
        before = last[2] if near and last is not None else None
        if expression.rule == "clock":
            before = self._day_beside(number, passage, found, placed, at) or before
        return Context(
            published=self._day,
            missing=self._missing,
            before=before,
            narrative=self._narrative,
            future=future,
            dated=self._dated,
            year=year,
        )

    def _day_beside(
        self, number: int, passage: Passage, found: Sequence[Expression], placed: Sequence[int], at: int
    ) -> Named | None:
        """The day that the sentence of a time of the day names nearest to it."""
        days = [i for i, each in enumerate(found) if placed[i] == placed[at] and each.rule in _DAY_RULES]
        if not days:
            return None
        nearest = min(days, key=lambda i: abs(i - at))
        period, basis = resolve(found[nearest], self._context(number, passage, found, placed, nearest))
        return _named(found[nearest].match.group(), period, basis)

    def _moves(self, text: str, expression: Expression, basis: str) -> bool:
        """Whether the text goes on from what an expression names, rather than looking back or ahead to it."""
        if expression.rule in _UNDATED or (self._narrative and basis == PUBLICATION):
            return False
        if expression.rule == "ago":
            return expression.match["which"] in {"later", "before"} and expression.match["unit"] not in _LONG_UNITS
        if expression.rule == "year" and self._last is not None:
            return (
                not _ASIDE.search(text[: expression.start]) and text[expression.end : expression.end + 1] not in "-–—)"
            )
        return True

    def _is_same_year(self, named: Named, period: Period) -> bool:
        """Whether only the year that the story is in was named again, which does not take it back to January."""
        last = self._last[2].day.year if self._last else 0
        return self._narrative and last == named.day.year and (period.earliest or period.value or "")[4:] == ""


def _named(words: str, period: Period, basis: str) -> Named | None:
    """What a period names that others can be counted from; before our era its value is all there is."""
    value = period.value or ""
    first = period.earliest
    if value.startswith("BC") and value[2:6].isdigit():
        month = value[7:9] if value[7:9].isdigit() else "01"
        first = f"{calendar.BEFORE_OUR_ERA - int(value[2:6]):04}-{month}"
    elif not value[:4].isdigit() or period.latest is None:
        return None
    day = calendar.start_of(first) if first else None
    return Named(words, day, basis, len(value) == 10 and value[4] == value[7] == "-") if day else None


def _typed(expression: Expression, words: str, value: str | None) -> tuple[TimeType, str | None]:
    """TimeML's type and value; a part of the day is added to the day that it is of."""
    kind = _TYPES.get(expression.rule, "date")
    groups = expression.match.groupdict()
    if groups.get("rate") or (kind == "date" and value is not None and _LENGTH_VALUE.match(value)):
        kind = "duration"
    elif (groups.get("which") or "").lower() in {"each", "every"}:
        kind = "set"
    if value is None or not _DAY_VALUE.fullmatch(value):
        return kind, value
    part = _PART_OF_DAY.search(words)
    if part is None:
        return kind, value
    return ("time" if kind == "date" else kind), value + PARTS_OF_DAY[part.group().lower()]


def same(one: Day, other: Day) -> bool:
    """Whether two expressions can mean the same day: both are resolved, and some day lies in both."""
    bounds = [
        (calendar.bound(value.earliest, first=True), calendar.bound(value.latest, first=False))
        for value in (one, other)
    ]
    if any(value.earliest is None and value.latest is None for value in (one, other)):
        return False
    (first, last), (other_first, other_last) = bounds
    return first <= other_last and other_first <= last


def _publication(published: Published) -> tuple[date | None, str]:
    if published.earliest is None and published.latest is None:
        return None, UNKNOWN_DAY
    try:
        day = date.fromisoformat(published.earliest or "") if published.earliest == published.latest else None
    except ValueError:
        day = None
    if day is not None and day.year >= calendar.FIRST_BEFORE:
        day = None
    return day, INEXACT_DAY


def _is_history(found: Sequence[Expression], published: Published) -> bool:
    years = sum(e.rule in {"date", "month", "year"} and year_of(e.match) is not None for e in found)
    deictic = sum(
        e.rule in {"weekday", "unit"}
        or (e.rule == "today" and e.match["today"].lower() != "today")  # "what is today Ghana"
        or (e.rule == "ago" and e.match["which"] == "ago")
        for e in found
    )
    known = published.latest or published.earliest
    return years >= (KNOWN_HISTORY_YEARS if known else HISTORY_YEARS) and years >= YEARS_FOR_A_DEICTIC * deictic


def _absolute(expression: Expression) -> Named | None:
    """What an expression with a year of its own names."""
    period, _ = resolve(expression, Context())
    return _named(expression.match.group(), period, ABSOLUTE)

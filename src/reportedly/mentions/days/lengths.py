"""What an expression says that names no day: how long, how often, at which time of the day, and what it points to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.mentions.days import calendar
from reportedly.mentions.days.calendar import WEEKDAYS, Period
from reportedly.mentions.days.context import ABSOLUTE, NO_DAY_BEFORE, VAGUE, Context, Resolved, by
from reportedly.mentions.numbers import value_of

if TYPE_CHECKING:
    pass

PARTS_OF_DAY = {
    "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "tonight": "TNI", "midday": "TMI",
    "nighttime": "TNI", "daytime": "TDT", "noon": "T12:00", "midnight": "T24:00",
}  # fmt: skip
_REPEATED = {
    "daily": "XXXX-XX-XX", "everyday": "XXXX-XX-XX", "day": "XXXX-XX-XX", "weekly": "XXXX-WXX", "week": "XXXX-WXX",
    "fortnightly": "P2W", "fortnight": "P2W", "monthly": "XXXX-XX", "month": "XXXX-XX", "quarterly": "XXXX-QX",
    "quarter": "XXXX-QX", "annual": "XXXX", "annually": "XXXX", "yearly": "XXXX", "year": "XXXX",
    "hourly": "XXXX-XX-XXTXX", "hour": "XXXX-XX-XXTXX", "nightly": "XXXX-XX-XXTNI", "night": "XXXX-XX-XXTNI",
    "morning": "XXXX-XX-XXTMO", "afternoon": "XXXX-XX-XXTAF", "evening": "XXXX-XX-XXTEV", "weekend": "XXXX-WXX-WE",
    "weekday": "XXXX-WXX-WD",
} | {name: f"XXXX-WXX-{number}" for number, name in enumerate(WEEKDAYS, start=1)}  # fmt: skip
_HOURS_OF = re.compile(r"\b(morning|afternoon|evening|night)\s+hours$", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:first|second|third|last|final)\s+\w+$", re.IGNORECASE)
"""What makes a unit a length: "the first year of the war"."""


def length(match: re.Match[str], _: Context) -> Resolved:
    """How long: "three years", "a 12-month", "a few weeks", "year-long"."""
    groups = match.groupdict()
    if groups.get("whole"):
        unit = "century" if match["whole"].lower() == "centur" else match["whole"].lower()
        return _long(None if match["many"] else 1, unit)
    few = " ".join((groups["few"] or "").lower().replace("-", " ").split())
    count: float | None
    if few:
        count = 2 if "couple" in few else 0.5 if "half" in few else None
    else:
        count = 1 if groups["one"] else value_of(groups["count"] or "")
        if count is not None and (groups["half"] or groups["and_half"]):
            count += 0.5
        if groups.get("other"):
            count = None
    return _long(count, _singular(match["unit"]))


def phrase(match: re.Match[str], _: Context) -> Resolved:
    """A noun phrase that no rule reads: "years", "the first seven weeks", "the final day", "at night"."""
    unit = _singular(match["unit"])
    if unit == "hour" and (part := _HOURS_OF.search(match.group())):  # "the early morning hours"
        return Period(None, None, f"XXXX-XX-XX{PARTS_OF_DAY[part[1].lower()]}"), VAGUE
    if unit in PARTS_OF_DAY:
        return Period(None, None, f"XXXX-XX-XX{PARTS_OF_DAY[unit]}"), VAGUE
    if unit in {"anniversary", "season"}:
        return Period(None, None), VAGUE
    if match["plural"] or match["count"]:
        return _long(value_of(match["count"]) if match["count"] else None, unit)
    if unit in {"week", "month", "year"} and _WHOLE.search(match.group()):
        return _long(1, unit)
    return Period(None, None, {"day": "XXXX-XX-XX", "year": "XXXX", "month": "XXXX-XX"}.get(unit)), VAGUE


def _singular(unit: str) -> str:
    unit = unit.lower()
    return {"centurie": "century", "centur": "century", "anniversar": "anniversary"}.get(unit, unit)


def _long(count: float | None, unit: str) -> Resolved:
    return Period(None, None, calendar.length_value(count, unit)), ABSOLUTE


def repeated(match: re.Match[str], _: Context) -> Resolved:
    """How often: "daily", "every two weeks", "on Mondays"; "per day" is a length."""
    groups = match.groupdict()
    if groups.get("rate"):
        return _long(1, match["rate"].lower())
    word = (groups.get("adverb") or groups.get("weekday") or groups.get("unit") or "").lower()
    several = {"other": 2.0, "second": 2.0}.get((groups.get("other") or "").lower())
    several = value_of(groups["count"]) if groups.get("count") else several
    if (several is not None or groups.get("other")) and word in calendar.LENGTH_CODES:
        return Period(None, None, calendar.length_value(several, word)), ABSOLUTE
    return Period(None, None, _REPEATED.get(word)), ABSOLUTE


def pointer(match: re.Match[str], _: Context) -> Resolved:
    """What only points: "now", "former", "the future", "at that time"."""
    groups = match.groupdict()
    if groups.get("when"):
        return Period(None, None), VAGUE
    reference = "PRESENT_REF" if groups.get("present") else "PAST_REF" if groups.get("past") else "FUTURE_REF"
    return Period(None, None, reference), VAGUE


def clock(match: re.Match[str], context: Context) -> Resolved:
    """A time of the day, on the day named nearest."""
    groups = match.groupdict()
    if groups.get("named"):
        time = "T24:00" if match["named"].lower() == "midnight" else "T12:00"
    elif groups.get("spoken"):
        time = f"T{int(value_of(match['spoken']) or 0):02}:00"
    else:
        hour = int(match["hour"])
        if groups.get("half"):
            hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
        time = f"T{hour:02}:{match['minute'] or '00'}"
    if context.before is None or not context.before.whole_day:
        return Period(None, None, f"XXXX-XX-XX{time}"), NO_DAY_BEFORE
    day = calendar.day(context.before.day)
    return by(context.before, day._replace(value=f"{day.value}{time}"))

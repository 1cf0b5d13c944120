"""The values of fields: each written value checked and read, by the shape that its field asks for."""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Callable
from datetime import date, timedelta
from difflib import get_close_matches
from typing import NamedTuple

from reportedly.errors import QueryError
from reportedly.library.query.fields import FIELDS, Shape
from reportedly.library.query.tree import All, Days, Field, Filter, Near, Node, Range, Text

KM_OF_MILE = 1.609344
FARTHEST = 20_038
"""Half the way round the Earth, in kilometres."""
DEFAULT_KM = 50.0
PERCENT = "percent"

_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.[0-9]+)?")
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_RADIUS = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?(km|mi)", re.IGNORECASE)
_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
_REPORT = re.compile(r"r[0-9]{1,15}|[0-9a-f]{8,64}")
_CLAIM = re.compile(r"c[0-9]{1,15}")


class Written(NamedTuple):
    """A value as it stands in a query.

    Args:
        query: the whole query.
        field: the field that it is for.
        text: the value, without quotation marks.
        quoted: whether it stood in some.
        at: where it begins in the query, at its quotation mark if it has one.
        tail: what follows the closing quotation mark: ``,10mi`` in ``near:"New York",10mi``.
    """

    query: str
    field: Field
    text: str
    quoted: bool
    at: int
    tail: str = ""

    def wrong(self, detail: str, offset: int = 0) -> QueryError:
        """The error that points at a character of the value."""
        return QueryError(self.query, self.at + (offset + 1 if self.quoted and offset else offset), detail)


class Ends(NamedTuple):
    """The two ends of a range as they are written, each None where it is open-ended, and where they begin."""

    low: str | None
    high: str | None
    low_open: bool
    high_open: bool
    low_at: int
    high_at: int


def filter_of(value: Written, at: int) -> Node:
    """Read a value.

    Args:
        value: as it is written.
        at: where the filter begins in the query.

    Returns:
        A filter; for a share in percent, the filter on the number and the one on its unit.

    Raises:
        QueryError: it is not a value of its field.
    """
    if value.field == "figure" and "%" in value.text:
        return All((Filter(value.field, _number(value), at), Filter("unit", Text(PERCENT), at)))
    return Filter(value.field, _READ[FIELDS[value.field].shape](value), at)


def says_something(text: str) -> bool:
    """Whether there is a letter or a digit to search for."""
    return any(character.isalnum() for character in text)


def _text(value: Written) -> Text:
    if not says_something(value.text):
        raise value.wrong(f"no letter or digit to look for in {value.field}:; write {FIELDS[value.field].example}")
    return Text(value.text, value.quoted)


def _listed(value: Written) -> Text:
    values = FIELDS[value.field].values
    text = value.text.lower()
    if text not in values:
        near = get_close_matches(text[:40], values, n=1)
        meant = f"; did you mean {near[0]}?" if near else ""
        raise value.wrong(f"{value.field}: is one of {', '.join(values)}{meant}")
    return Text(text, value.quoted)


def _country(value: Written) -> Text:
    text = _text(value)
    return Text(text.text.upper(), text.exact) if re.fullmatch("[A-Za-z]{2}", text.text) else text


def _unit(value: Written) -> Text:
    if not value.text:
        raise value.wrong("unit: has no value; write unit:percent")
    return Text(PERCENT if value.text == "%" else value.text, value.quoted)


def _language(value: Written) -> Text:
    text = value.text.lower()
    if not _LANGUAGE.fullmatch(text):
        raise value.wrong("language: is a code of two or three letters; write language:en")
    return Text(text, value.quoted)


def _report(value: Written) -> Text:
    text = value.text
    if _REPORT.fullmatch(text.lower()):
        return Text(text.lower(), value.quoted)
    if "://" in text or ("." in text and says_something(text)):
        return Text(text, value.quoted)
    raise value.wrong(
        "report: is a number such as r12, the first 8 or more hexadecimal digits of a SHA-256, or an address"
    )


def _claim(value: Written) -> Text:
    text = value.text.lower()
    if not _CLAIM.fullmatch(text):
        raise value.wrong("claim: is the number of a claim with a c before it; write claim:c345")
    return Text(text, value.quoted)


def _ends(value: Written) -> Ends:
    """Take a range apart: ``5``, ``>=5``, ``<5``, ``5..9``, ``5..``, ``..9``, and ``>5..<9`` with its ends left out."""
    text = value.text
    before, dots, after = text.partition("..")
    if dots:
        low = before.removeprefix(">")
        high = after.removeprefix("<")
        if not (low or high):
            raise value.wrong("a range has at least one end; write 5..9, 5.. or ..9, or the same with days")
        high_at = len(text) - len(high)
        return Ends(low or None, high or None, low != before, high != after, len(before) - len(low), high_at)
    sign = text[: len(text) - len(text.lstrip("<>="))]
    rest = text[len(sign) :]
    if sign not in ("", "<", "<=", ">", ">="):
        raise value.wrong(f"{sign} is no comparison; write <, <=, > or >=, or the value alone for equal to it")
    if not rest:
        raise value.wrong(f"nothing after {sign}; write {FIELDS[value.field].example}", len(sign))
    at = len(sign)
    return Ends(None if "<" in sign else rest, None if ">" in sign else rest, sign == ">", sign == "<", at, at)


def _number(value: Written) -> Range:
    ends = _ends(value)
    low = None if ends.low is None else _one_number(value, ends.low, ends.low_at)
    high = None if ends.high is None else _one_number(value, ends.high, ends.high_at)
    empty = ends.low_open or ends.high_open
    if low is not None and high is not None and (low > high or (low == high and empty)):
        raise value.wrong(f"no number lies in {value.text}; write the lower one first")
    if value.field == "confidence":
        for end, at in ((low, ends.low_at), (high, ends.high_at)):
            if end is not None and not 0 <= end <= 1:
                raise value.wrong("confidence: lies between 0 and 1; write confidence:>=0.8", at)
    return Range(low, high, ends.low_open, ends.high_open)


def _one_number(value: Written, text: str, at: int) -> float:
    digits = text.removesuffix("%") if value.field == "figure" else text
    known = says_something(digits) and _NUMBER.fullmatch(digits)
    number = float(digits.replace(",", "")) if known else math.nan
    if not math.isfinite(number):
        raise value.wrong(f"{value.field}: is a number or a range; write 150, 1.5, >=100 or 100..200", at)
    return number + 0.0  # no negative zero


def _days(value: Written) -> Days:
    ends = _ends(value)
    earliest = latest = None
    if ends.low is not None:
        first, last = _one_day(value, ends.low, ends.low_at)
        earliest = _day_beside(value, last, 1, ends.low_at) if ends.low_open else first
    if ends.high is not None:
        first, last = _one_day(value, ends.high, ends.high_at)
        latest = _day_beside(value, first, -1, ends.high_at) if ends.high_open else last
    if earliest and latest and earliest > latest:
        raise value.wrong(f"no day lies in {value.text}; write the earlier one first")
    return Days(earliest.isoformat() if earliest else None, latest.isoformat() if latest else None)


def _one_day(value: Written, text: str, at: int) -> tuple[date, date]:
    """The first and the last day of a year, month or day."""
    parts = _DAY.fullmatch(text)
    if not parts:
        raise value.wrong(
            f"{value.field}: is a day, month, year or range; write 2019-11-17, 2019-11, 2019 or ..2019", at
        )
    year, month, day = (int(part) if part else None for part in parts.groups(default=""))
    try:
        first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise value.wrong(f"there is no day {text} in the calendar", at) from None
    if month is None:
        return first, first.replace(month=12, day=31)
    return first, first.replace(day=calendar.monthrange(first.year, month)[1]) if day is None else first


def _day_beside(value: Written, day: date, step: int, at: int) -> date:
    try:
        return day + timedelta(step)
    except OverflowError:
        raise value.wrong("the calendar ends there; write a later or earlier year", at) from None


def _near(value: Written) -> Near:
    where, km = _where_and_radius(value)
    parts = [part.strip() for part in where.split(",")]
    numbers = [bool(_DECIMAL.fullmatch(part)) for part in parts]
    if not value.quoted and any(numbers):
        if numbers != [True, True]:
            raise value.wrong(
                "near: is a place or a latitude and a longitude, then a distance; "
                "write near:Oslo,50km or near:59.91,10.75,50km"
            )
        latitude, longitude = map(float, parts)
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise value.wrong("a latitude lies between -90 and 90 and a longitude between -180 and 180 degrees")
        return Near(None, latitude + 0.0, longitude + 0.0, km)
    if not says_something(where):
        raise value.wrong("near: names no place; write near:Oslo,50km")
    return Near(where, None, None, km)


def _where_and_radius(value: Written) -> tuple[str, float]:
    """Part the place from the distance, which may stand within the quotation marks or behind them."""
    where, comma, radius = value.text.rpartition(",")
    if value.tail:
        where, comma, radius = value.text, ",", value.tail[1:]
    distance = _RADIUS.fullmatch(radius.strip()) if comma else None
    if distance is None:
        if value.tail:
            raise value.wrong('a distance is a number with km or mi; write near:"New York",10mi', len(value.text) + 1)
        return value.text, DEFAULT_KM
    km = float(distance[1]) * (KM_OF_MILE if distance[2].lower() == "mi" else 1)
    if not 0 < km <= FARTHEST:
        raise value.wrong(f"a distance is more than 0 and at most {FARTHEST:,} km, half the way round the Earth")
    return where.strip(), km


_READ: dict[Shape, Callable[[Written], Text | Range | Days | Near]] = {
    "name": _text,
    "words": _text,
    "listed": _listed,
    "number": _number,
    "days": _days,
    "near": _near,
    "country": _country,
    "unit": _unit,
    "report": _report,
    "claim": _claim,
    "code": _language,
}

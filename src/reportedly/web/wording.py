"""Numbers, days and addresses as pages show them; templates have these by their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from math import floor, log10
from typing import Any
from urllib.parse import urlencode, urlsplit

_MONTHS = (
    "January February March April May June July August September October November December"  # as the pages' language
).split()
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)


def plural(count: int, one: str, many: str | None = None) -> str:
    """A number and what there are so many of.

    >>> plural(1, "claim"), plural(1200, "claim"), plural(2, "entity", "entities")
    ('1 claim', '1,200 claims', '2 entities')

    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def day(text: str | None) -> str:
    """An ISO day, month or year as people write it; anything else as it is.

    >>> day("2019-11-07"), day("2019-11"), day("2019"), day(None)
    ('7 November 2019', 'November 2019', '2019', '')

    """
    match = _DAY.fullmatch(text or "")
    if not match or not 1 <= int(match[2] or 1) <= len(_MONTHS):
        return text or ""
    year, month, of_month = match.groups()
    return " ".join(filter(None, (of_month and str(int(of_month)), month and _MONTHS[int(month) - 1], year)))


def moment(text: str) -> str:
    """A moment, in the time of the machine that the room runs on."""
    try:
        when = datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError, OSError):
        return text
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}, {when:%H:%M}"


def number(value: float | None) -> str:
    """A number as it is read: with thousands apart, and as many digits as say something.

    >>> number(150000.0), number(2.5), number(1.2e12), number(None)
    ('150,000', '2.5', '1.2 trillion', '')

    """
    if value is None:
        return ""
    for size, name in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if size <= abs(value) < size * 1000:
            return f"{value / size:,.6g}{name}"
    if abs(value) >= 1e15:  # a thousand of the greatest that has a name here
        return f"{value:.3g}"
    if value == int(value):
        return f"{int(value):,}"
    digits = max(0, 3 - floor(log10(abs(value))))
    return f"{value:,.{min(digits, 8)}f}".rstrip("0").rstrip(".")


def outside(address: str | None) -> str | None:
    """An address that a page may link to: one of the web. Whatever else a report calls its address is only shown."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def to(path: str, **asked: Any) -> str:
    """An address in the room; what is ``None`` or empty is left out.

    >>> to("/", q="spy swap", page=None)
    '/?q=spy+swap'

    """
    wanted = {name: value for name, value in asked.items() if value not in (None, "")}
    # A query can hold half of a pair of surrogates, which no address carries.
    written = urlencode(wanted, errors="replace")
    return f"{path}?{written}" if written else path


def runs(text: str, found: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """A text in runs, each with whether it is one of the words found.

    >>> list(runs("the spy swap", [(4, 7)]))
    [('the ', False), ('spy', True), (' swap', False)]

    """
    at = 0
    for start, end in found:
        if start > at:
            yield text[at:start], False
        yield text[start:end], True
        at = end
    if at < len(text):
        yield text[at:], False


FILTERS: dict[str, Callable[..., Any]] = {
    "plural": plural,
    "day": day,
    "moment": moment,
    "number": number,
    "outside": outside,
    "runs": runs,
}
GLOBALS: dict[str, Callable[..., Any]] = {"to": to}

"""Numbers, days and addresses as pages show them; templates have these by their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from math import floor, log10
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

if TYPE_CHECKING:
    from reportedly.library import Hit

_LITTLE = 60
_AROUND = 90
"""Characters of a claim that is shown with what is around it, and of that on each side."""

_MONTHS = (
    "January February March April May June July August September October November December"  # as the pages' language
).split()
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)


def plural(count: int, one: str, many: str | None = None) -> str:
    """A number and what there are so many of.

    >>> plural(1, "claim"), plural(1200, "claim"), plural(2, "entity", "entities")
    ('1 claim', '1,200 claims', '2 entities')

    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def told(count: int, more: bool, one: str) -> str:
    """How many answers there are, as far as they were counted.

    >>> told(2000, True, "claim")
    'More than 2,000 claims'

    """
    return f"More than {plural(count, one)}" if more else plural(count, one)


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
    if when.date() == datetime.now().astimezone().date():
        return f"today, {when:%H:%M}"
    return f"{day(when.date().isoformat())}, {when:%H:%M}"


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


def isolated(text: str) -> str:
    """A text for where no element can keep its direction to itself, such as a picture: between signs that do.

    Signs of direction within it are left out, for one without its end would reach beyond.
    """
    return f"\N{FIRST STRONG ISOLATE}{_DIRECTIONS.sub('', text)}\N{POP DIRECTIONAL ISOLATE}"


def sentence(text: str) -> str:
    """What is told, as a whole sentence.

    >>> sentence("is one of these; did you mean official?"), sentence("give a word")
    ('Is one of these; did you mean official?', 'Give a word.')

    """
    # The name of a field stays as it is written.
    begun = text if re.match(r"\w+:", text) else text[:1].upper() + text[1:]
    return begun if begun.endswith((".", "!", "?", "…")) else f"{begun}."


def around(hit: Hit) -> tuple[str, str] | None:
    """What stands before and behind a claim that says little by itself, such as "victory"; ``None`` for any other."""
    start, end = hit.starts - hit.context_starts, hit.ends - hit.context_starts
    if len(hit.content) >= _LITTLE or hit.context[max(start, 0) : end] != hit.content:
        return None
    before, after = hit.context[:start], hit.context[end:]
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + "…"
    return (before, after) if before.strip() or after.strip() else None


def unquoted(hit: Hit) -> bool:
    """Whether a claim is a quotation that does not show its own marks."""
    return hit.form == "direct" and hit.content[:1] not in "\"'“‘„«»‚"


FILTERS: dict[str, Callable[..., Any]] = {
    "plural": plural,
    "day": day,
    "moment": moment,
    "number": number,
    "outside": outside,
    "runs": runs,
    "sentence": sentence,
    "isolated": isolated,
    "around": around,
    "unquoted": unquoted,
}
GLOBALS: dict[str, Callable[..., Any]] = {"to": to}

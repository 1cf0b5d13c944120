"""What an answer's headers say of keeping it: the part of RFC 9111 that a private cache of GET answers needs.

hishel, the one kept-up library that has these rules apart from an HTTP client, also takes a page without a stated
lifetime for fresh by a rule of thumb. A news page is corrected within that time, so here such a page is asked for again
each time, with its ETag or date, and only what a server states counts, up to a day.
"""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_FRESH = 24 * 3600.0
"""Seconds for which an answer is used without asking again, however long its server allows."""

_DIRECTIVE = re.compile(r"([\w-]+)(?:\s*=\s*(?:\"([^\"]*)\"|([^\s,]*)))?")
_KEPT_STATUSES = frozenset({200, 203, 301, 302, 307, 308})
_NOT_FROM_304 = frozenset({"content-length", "content-encoding", "content-type", "content-range", "transfer-encoding"})
_OF_ONE_ANSWER = frozenset({"age", "date"})


def storable(status: int, headers: Mapping[str, str]) -> bool:
    """Whether an answer may be kept, and is of use when kept: fresh for a while, or open to be asked about."""
    said = _directives(headers)
    if status not in _KEPT_STATUSES or "no-store" in said or "*" in headers.get("vary", ""):
        return False
    return bool(validators(headers)) or lifetime(headers) > 0


def lifetime(headers: Mapping[str, str]) -> float:
    """Seconds from its making for which an answer is fresh as its server states it; 0 where it states none."""
    said = _directives(headers)
    if "no-cache" in said:
        return 0.0
    if "max-age" in said:
        return _seconds(said["max-age"]) or 0.0
    expires, made = moment(headers.get("expires", "")), moment(headers.get("date", ""))
    return max(0.0, expires - made) if expires is not None and made is not None else 0.0


def fresh_until(headers: Mapping[str, str], asked: float, got: float) -> float:
    """The moment until which an answer need not be asked for again.

    Args:
        headers: of the answer, names in lower case.
        asked: when the request was sent, in seconds since the epoch.
        got: when its answer began to arrive.

    """
    made = moment(headers.get("date", ""))
    apparent = max(0.0, got - made) if made is not None else 0.0
    stated = (_seconds(headers.get("age", "")) or 0.0) + max(0.0, got - asked)
    return got + min(max(0.0, lifetime(headers) - max(apparent, stated)), LONGEST_FRESH)


def validators(headers: Mapping[str, str]) -> dict[str, str]:
    """The request headers that ask whether an answer still holds; none where it carries no ETag and no date."""
    asking = {}
    if etag := headers.get("etag", "").strip():
        asking["If-None-Match"] = etag
    if moment(changed := headers.get("last-modified", "")) is not None:
        asking["If-Modified-Since"] = changed
    return asking


def confirmed(headers: Mapping[str, str], news: Mapping[str, str]) -> dict[str, str]:
    """The headers of a kept answer after a 304 with the headers ``news``."""
    old = {name: value for name, value in headers.items() if name not in _OF_ONE_ANSWER}
    return old | {name: value for name, value in news.items() if name not in _NOT_FROM_304}


def varying(headers: Mapping[str, str], request: Mapping[str, str]) -> dict[str, str]:
    """What the request said in each header that the answer varies by."""
    sent = {name.lower(): value for name, value in request.items()}
    names = [name.strip().lower() for name in headers.get("vary", "").split(",")]
    return {name: sent.get(name, "") for name in names if name}


def moment(value: str) -> float | None:
    """An HTTP date as seconds since the epoch; ``None`` if it is none."""
    try:
        return parsedate_to_datetime(value).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None


def _directives(headers: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, quoted, plain in _DIRECTIVE.findall(headers.get("cache-control", "")):
        found.setdefault(name.lower(), quoted or plain)
    return found


def _seconds(value: str) -> float | None:
    value = value.strip()
    return float(value[:12]) if value.isascii() and value.isdigit() else None

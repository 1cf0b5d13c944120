"""Addresses as callers and servers write them, taken apart and checked before anything is asked of them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from reportedly.errors import NotRead
from reportedly.page.sources.load import shown

if TYPE_CHECKING:
    from reportedly.page.sources.exchange import Answer

REDIRECTS = frozenset({301, 302, 303, 307, 308})

_OTHER_PORTS = frozenset(
    map(
        int,
        "1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 "
        "123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 "
        "990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 "
        "10080".split(),
    )
)
"""The ports of mail, shells, files and the like, which the Fetch Standard bars: a redirect must not speak to those."""


def checked(name: str, address: str) -> Url:
    """Take an address apart, without user name, password and fragment.

    Args:
        name: what refusals call the source.
        address: the source itself, or where it redirects to.

    Raises:
        NotRead: it is not well formed, neither http nor https, names no host, or a port that no page is on.

    """
    via = "" if shown(address) == name else "redirects to an address that "
    try:
        url = parse_url(address.strip())
    except (LocationParseError, ValueError):
        raise NotRead(name, "fetch", "address", f"{via}is not a well-formed address; check it") from None
    if url.scheme not in ("http", "https"):
        detail = f"{via}is neither http nor https; give an http(s) address, or a path for a file"
        raise NotRead(name, "fetch", "scheme", detail)
    if not url.host:
        raise NotRead(name, "fetch", "address", f"{via}names no host; check the address")
    if url.port in _OTHER_PORTS:
        raise NotRead(name, "fetch", "port", f"{via}names port {url.port}, where no pages are; check the address")
    return url._replace(auth=None, fragment=None)


def target_of(answer: Answer) -> str | None:
    """Where an answer says to go, as it says it; servers write UTF-8 where HTTP has no such letters."""
    target = answer.headers.get("location", "")
    with suppress(UnicodeError):
        target = target.encode("latin-1").decode()
    return target.strip() or None

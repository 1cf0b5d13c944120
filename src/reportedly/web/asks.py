"""From what a browser or a program sends to what is asked to be read: addresses, pasted pages, files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from reportedly.errors import NotRead, NotReadable
from reportedly.page import shown
from reportedly.web.sent import MOST_PAGE

if TYPE_CHECKING:
    from reportedly.library import Asked
    from reportedly.web.state import Room

LONGEST_ADDRESS = 2_000
MOST_ADDRESSES = 100

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_LONGEST_NAME = 80


def address(text: str) -> str:
    """An address as it is fetched, from what somebody typed; ``https`` where they leave that out.

    Raises:
        NotRead: it is no address of a page, or has a name and a password in it.

    """
    typed = text.strip()
    whole = typed if _SCHEME.match(typed) else f"https://{typed}"
    name = shown(typed)[:LONGEST_ADDRESS]
    cure = "give the address of a page, such as https://example.org/news"
    try:
        parts = urlsplit(whole)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise NotRead(name, "load", "address", f"is no address; {cure}") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise NotRead(name, "load", "address", f"is not fetched, for only http and https addresses are; {cure}")
    if not host or not ("." in host.strip(".") or ":" in host) or re.search(r"\s|[\x00-\x1f\x7f]", whole):
        raise NotRead(name, "load", "address", f"is no address; {cure}, or paste the text of the page itself")
    if parts.username is not None or parts.password is not None:
        raise NotRead(
            name, "load", "address", "has a user or a password in it; leave them out, or save and add the page"
        )
    if len(whole) > LONGEST_ADDRESS:
        raise NotRead(name, "load", "address", f"has more than {LONGEST_ADDRESS:,} characters; save and add the page")
    return whole


def ask_address(room: Room, typed: str, by: str | None) -> Asked:
    """Ask for the page, or the feed, at an address.

    Raises:
        NotRead: it is no address of a page.
        LibraryError: too much waits already, or the library cannot be written.

    """
    return _asked(room, room.library.queue.ask("address", address(typed), by=by))


def ask_text(room: Room, text: str, by: str | None, *, name: str | None = None) -> Asked:
    """Ask for a page that was pasted, as text or HTML.

    Raises:
        NotReadable: there is nothing in it, or more than a page has.
        LibraryError: too much waits already, or the library cannot be written.

    """
    lines = (re.sub(r"<[^<>]*>|\s+", " ", line).strip() for line in text[:10_000].splitlines())
    called = shown((name or "").strip() or next(filter(None, lines), "")) or "text"
    called = called if len(called) <= _LONGEST_NAME else called[: _LONGEST_NAME - 1] + "…"
    data = text.encode("utf-8", "replace")
    if not text.strip():
        raise NotReadable("pasted text", "page", "empty", "holds nothing but white space; paste the text of a page")
    if len(data) > MOST_PAGE:
        raise NotReadable(called, "page", "too-large", f"is larger than {MOST_PAGE // 2**20} MB; add it as a file")
    return _asked(room, room.library.queue.ask("text", f"pasted: {called}", data, by=by))


def ask_files(room: Room, files: Iterable[tuple[str, BinaryIO]], by: str | None) -> tuple[Asked, ...]:
    """Ask for files: pages, and whatever holds many, such as feeds and archives.

    Args:
        room: where.
        files: the name of each, and what it holds.
        by: who asks.

    Raises:
        LibraryError: too much waits already, or the library cannot be written; those before it are asked for.

    """
    made = []
    for called, file in files:
        # A name that somebody else gave is no path of ours.
        name = shown(re.split(r"[/\\]", called)[-1].strip()) or "file"
        made.append(room.library.queue.ask("file", name[:LONGEST_ADDRESS], file.read(), by=by))
    if room.queue is not None and made:
        room.queue.wake()
    return tuple(made)


def _asked(room: Room, asked: Asked) -> Asked:
    if room.queue is not None:
        room.queue.wake()
    return asked

"""The page in an MHTML file, as browsers save a page with all that belongs to it."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from typing import TYPE_CHECKING

from reportedly.errors import NotReadable
from reportedly.page.known import Known, moment_of
from reportedly.page.sources.load import Page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

_LONGEST_HEAD = 8_192
"""Bytes of the head of the file or of a part. ``email`` takes the square of its length in time."""

_MOST_PARTS = 2_000
"""Parts that are looked at for the page; a page saved with all of its pictures has some hundreds."""

_DEEPEST = 3
"""Multiparts within one another; browsers write one, mail programs two."""

_PAGES = ("text/html", "application/xhtml+xml")


def page(saved: Page) -> Page:
    """Take the page out of an MHTML file: its root part, which is the first of HTML.

    Args:
        saved: the file.

    Returns:
        The page, with the address that it was saved from, and the moment it was saved as ``retrieved``.

    Raises:
        NotReadable: there is no HTML in it.

    """
    outer, _ = _parted(saved.data)
    for at, (head, body) in enumerate(_parts(saved.data)):
        if at == _MOST_PARTS:
            break
        if head.get_content_type() not in _PAGES:
            continue
        # Decoded by email, which mends what is not quite base64 or quoted-printable.
        coding = head.get("Content-Transfer-Encoding", "8bit")
        alone = message_from_bytes(
            b"Content-Transfer-Encoding: " + str(coding).encode("ascii", "replace") + b"\n\n" + body
        )
        data = alone.get_payload(decode=True)
        if isinstance(data, bytes) and data.strip():
            return _page(saved, data, outer, head)
    detail = "is a saved page (MHTML) without HTML in it, or is cut off; save the page again"
    raise NotReadable(saved.source, "load", "no-pages", detail)


def _page(saved: Page, data: bytes, outer: Message, head: Message) -> Page:
    places = (_header(head, "Content-Location"), _header(outer, "Snapshot-Content-Location"), saved.address)
    known = saved.known or Known()
    return Page(
        data,
        saved.source,
        next((place for place in places if place and place.lower().startswith(("http:", "https:"))), None),
        head.get_content_type(),
        head.get_content_charset(),
        replace(known, retrieved=known.retrieved or moment_of(_header(outer, "Date"))),
    )


def _parts(data: bytes, deep: int = 0) -> Iterator[tuple[Message, bytes]]:
    """The parts that are no multiparts, in order, each its head and its body as it stands."""
    head, body = _parted(data)
    boundary = head.get_boundary()
    if head.get_content_maintype() != "multipart" or not boundary:
        yield head, body
        return
    mark = b"--" + boundary.encode("utf-8", "replace")
    start = body.find(mark)
    while start >= 0 and deep < _DEEPEST:
        start += len(mark)
        end = body.find(b"\n" + mark, start)
        part = body[start : end if end >= 0 else len(body)]
        if part.startswith(b"--"):
            return
        yield from _parts(part.lstrip(b" \t").removeprefix(b"\r").removeprefix(b"\n"), deep + 1)
        start = end + 1 if end >= 0 else -1


def _parted(data: bytes) -> tuple[Message, bytes]:
    """Take a file or a part apart into its head and its body."""
    ends = [at + len(gap) for gap in (b"\r\n\r\n", b"\n\n") if (at := data.find(gap, 0, _LONGEST_HEAD)) >= 0]
    end = min(ends, default=min(len(data), _LONGEST_HEAD))
    return message_from_bytes(data[:end]), data[end:]


def _header(head: Message, name: str) -> str | None:
    """One header on one line; browsers fold and encode long addresses as mail does."""
    value = head.get(name)
    if value is None:
        return None
    try:
        return "".join(str(make_header(decode_header(str(value)))).split("\n")).strip()
    except (ValueError, LookupError):
        return str(value).strip()

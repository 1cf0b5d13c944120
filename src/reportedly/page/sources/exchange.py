"""One request and its answer, as data: nothing is followed, waited for or kept here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from urllib3.exceptions import DecodeError, ReadTimeoutError
from urllib3.response import GzipDecoder, GzipDecoderState

from reportedly.errors import NotReadable
from reportedly.page.sources.connection import connection_to
from reportedly.page.sources.load import shown, too_large

if TYPE_CHECKING:
    from collections.abc import Mapping

    from urllib3 import BaseHTTPResponse
    from urllib3.util import Url

    from reportedly.page.sources.connection import Watch
    from reportedly.page.sources.load import Limits

PAGE_STATUSES = frozenset({200, 203})
"""Statuses whose body is the page. 206 is a part that was not asked for; the other 2xx come with a note if any."""

SAVE = "open it in a browser, save the page and read the file"

_CHUNK = 65_536
_MOST_ENCODINGS = 2
_GZIP = frozenset({"gzip", "x-gzip", "deflate"})
_NOT_ASKED_FOR = frozenset({"br", "zstd", "compress", "x-compress", "bzip2", "xz", "lzma", "exi", "pack200-gzip"})
"""Compressions that are not offered: each decoder more is one more to bound, and every server has gzip. Any other word
in Content-Encoding, "utf-8" for one, is a mistake of the server's and means nothing, as for browsers."""

_NO_PAGE = re.compile(
    r"(?P<what>image|video|audio|font)/|application/(?P<archive>zip|x-(?:rar|7z|zip|bzip2?|xz)\b|vnd\.rar|epub\+zip)"
)
"""Answers that are surely no page. Feeds, JSON, PDF, web archives and unnamed bytes go on, to be told by content."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one address answered.

    Attributes:
        url: the address, without user name, password and fragment.
        status: the HTTP status.
        reason: the words after it.
        headers: by name in lower case; of several, all, joined by ", ".
        body: decompressed; empty unless the status is 200 or 203.
        private: whether it came from a private address.

    """

    url: str
    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes
    private: bool

    @property
    def said(self) -> str:
        """The status as a message shows it."""
        return f"{self.status} {shown(self.reason)[:60].strip()}".strip()


def user_agent(contact: str | None = None) -> str:
    """Say who asks, for the server's log; ``contact`` is where whoever runs this can be reached."""
    purpose = f"reads one news page for a person{'; contact: ' + contact if contact else ''}"
    try:
        return f"reportedly/{version('reportedly')} ({purpose})"
    except PackageNotFoundError:
        return f"reportedly ({purpose})"


def request_headers(limits: Limits) -> dict[str, str]:
    """The headers that every request has."""
    return {
        "User-Agent": user_agent(limits.contact),
        "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }


def ask(
    name: str, url: Url, limits: Limits, watch: Watch, *, extra: Mapping[str, str] | None = None, cut: int | None = None
) -> Answer:
    """Send one GET request.

    Args:
        name: what refusals call the source.
        url: where to.
        limits: sizes and times.
        watch: the deadline, under way.
        extra: headers beside those that every request has.
        cut: bytes after which the rest of the body is not read; without it a larger body is refused.

    Raises:
        NotReadable: a kind of file that is no page, or too large a body.
        Exception: whatever goes wrong on the way, as ``faults.refusals`` knows it.

    """
    connection = connection_to(url, limits, watch, limits.max_bytes if cut is None else cut)
    try:
        connection.connect()
        connection.timeout = limits.read
        headers = request_headers(limits) | dict(extra or {})
        connection.request("GET", url.request_uri, headers=headers, preload_content=False)
        answer = connection.getresponse()
        body = b""
        if answer.status in PAGE_STATUSES:
            if cut is None:
                _check_kind(name, answer)
                _check_length(name, answer, limits.max_bytes)
            body = _body(name, answer, limits.max_bytes if cut is None else cut, truncate=cut is not None)
        if watch.passed:  # a connection that was shut down can look like one that ended
            raise ReadTimeoutError(None, None, "deadline")  # type: ignore[arg-type]
        kept = {header.lower(): value for header, value in answer.headers.itermerged()}
        return Answer(url.url, answer.status, answer.reason or "", kept, body, connection.private is not False)
    finally:
        connection.close()


def _check_kind(name: str, answer: BaseHTTPResponse) -> None:
    kind = answer.headers.get("Content-Type", "").split(";")[0].strip().lower()
    found = _NO_PAGE.match(kind)
    if found:
        what = found["what"] or "archive"
        detail = f"is {'an' if what[0] in 'aeiou' else 'a'} {what} file ({shown(kind)[:60]}), not a page"
        raise NotReadable(name, "fetch", "media-type", f"{detail}; give the address of the page that it belongs to")


def _check_length(name: str, answer: BaseHTTPResponse, max_bytes: int) -> None:
    length = answer.headers.get("Content-Length", "")
    if length.isascii() and length.isdigit() and len(length) < 20 and int(length) > max_bytes:
        raise NotReadable(name, "fetch", "too-large", too_large(max_bytes))


def _body(name: str, answer: BaseHTTPResponse, max_bytes: int, *, truncate: bool) -> bytes:
    """The body, decompressed as it comes, so that no more than the limit and one chunk is ever held."""
    codings = [coding.strip().lower() for coding in answer.headers.get("Content-Encoding", "").split(",")]
    codings = [coding for coding in codings if coding in _GZIP | _NOT_ASKED_FOR]
    if len(codings) > _MOST_ENCODINGS:
        raise DecodeError(f"compressed {len(codings)} times over")
    if _NOT_ASKED_FOR.intersection(codings):
        raise DecodeError("a compression that was not asked for")
    data = bytearray()
    for chunk in answer.stream(_CHUNK, decode_content=True):
        data += chunk
        if len(data) > max_bytes:
            if truncate:
                return bytes(data[:max_bytes])
            raise NotReadable(name, "fetch", "too-large", too_large(max_bytes))
    if data and _broke_off(answer):
        raise DecodeError("the compressed data ends too early")
    return bytes(data)


def _broke_off(answer: BaseHTTPResponse) -> bool:
    """Whether a gzip stream lacks its end, which zlib passes over in silence: half a page would look like a whole."""
    decoder = getattr(answer, "_decoder", None)
    if not isinstance(decoder, GzipDecoder):
        return False
    return decoder._state == GzipDecoderState.FIRST_MEMBER and not decoder._obj.eof

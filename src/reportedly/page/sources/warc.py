"""The pages of a web archive, record by record, of which never more than one is in memory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecord, resource, response

from reportedly.errors import NotReadable, Refused
from reportedly.page.known import Known, moment_of
from reportedly.page.sniff import is_html
from reportedly.page.sources.compressed import decoded
from reportedly.page.sources.items import cut_off, item_name
from reportedly.page.sources.load import Limits, Page, too_large
from reportedly.page.sources.streams import Tape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastwarc.warc import HeaderMap

_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_STATED = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{1,40})", re.IGNORECASE)
_FOR_MACHINES = re.compile(r"/(?:robots|ads|app-ads|security|humans|llms)\.txt$", re.IGNORECASE)
_BOUNDARY = b"\r\n\r\nWARC/1."


def pages(stream: BinaryIO, name: str, limits: Limits, *, gzipped: bool) -> Iterator[Page | Refused]:
    """Read the pages of an archive: responses of status 200, and resources, that are HTML or plain text.

    What is damaged costs itself: reading goes on at the next record that begins whole.

    Args:
        stream: the archive, compressed record by record, as a whole, or not at all.
        name: what to call it.
        limits: how large one record may be, as sent and after decompression.
        gzipped: whether it is compressed with gzip.

    Yields:
        Each page, named after the number of its record and its address, with the date of the record as ``retrieved``;
        the refusal of each record that should be a page and is damaged or too large.

    """
    archive = _Archive(stream, gzipped=gzipped)
    found = False
    for number, record in archive:
        if isinstance(record, str):
            found = True
            yield cut_off(item_name(name, number), record)
            continue
        page: Page | Refused | None
        try:
            page = _page(record, name, number, limits)
        except Refused as refused:
            archive.damaged = refused.code == "damaged"
            page = refused
        if page is not None:
            found = True
            yield page
    if not found:
        detail = "is a web archive without a page in it: no record is a response of HTML or text with the status 200"
        yield NotReadable(name, "load", "no-pages", f"{detail}; check that it is the archive you mean")


class _Archive:
    """The numbered records of an archive; in place of a run of damaged ones, once, what to say about it."""

    def __init__(self, stream: BinaryIO, *, gzipped: bool) -> None:
        self.damaged = False
        """Whether the record read last is damaged, and the damage told."""
        self._tape = Tape(stream)
        self._mark = b"\x1f\x8b\x08" if gzipped else _BOUNDARY
        self._lead = 0 if gzipped else _BOUNDARY.index(b"W")

    def __iter__(self) -> Iterator[tuple[int, WarcRecord | str]]:
        number, begins, start = 0, -1, 0
        while True:
            before = number
            try:
                # No decoding here: FastWARC 2.0 loses the records that follow one whose chunks it put together.
                for record in ArchiveIterator(self._tape, parse_http=False):
                    number += 1
                    begins, self.damaged = record.stream_pos, False
                    yield number, record
                    if not self._whole(record) and not self.damaged:
                        self.damaged = True
                        yield number, "this record"
                if number > before:
                    return
                # It also ends, without a word, at what is no record at all.
            except OSError:
                if not self.damaged:
                    number += 1
                    self.damaged = True
                    yield number, "this record"
            found = self._tape.wind_to(self._mark, max(begins + 1, start + 1))
            if found is None:
                return
            start = found + self._lead
            self._tape.read(self._lead)

    @staticmethod
    def _whole(record: WarcRecord) -> bool:
        """Read what is left of a record, and tell whether it was as long as it says."""
        record.consume()
        return "Content-Length" in record.headers and record.reader.tell() >= record.content_length


def _page(record: WarcRecord, name: str, number: int, limits: Limits) -> Page | None:
    address = (record.headers.get("WARC-Target-URI") or "").strip("<> \t") or None
    if record.record_type not in (response, resource) or _FOR_MACHINES.search(_path(address)):
        return None
    item = item_name(name, number, address)
    head = record.headers
    if record.record_type == response:
        if not record.is_http or not (address or "").lower().startswith("http"):
            return None
        record.parse_http()
        head = record.http_headers
        if head is None or head.status_code is None:
            raise cut_off(item, "the head of its HTTP answer")
        if head.status_code != 200:
            return None
    kind = _kind(head)
    if kind is not None and kind not in _PAGES:
        return None
    if record.content_length > limits.max_bytes:
        raise NotReadable(item, "load", "too-large", too_large(limits.max_bytes))
    data = _body(record, head, item, limits)
    if not data.strip() or (kind is None and not is_html(data[:65_536].decode("latin-1"))):
        return None
    charset = _STATED.search(head.get("Content-Type") or "")
    retrieved = Known(retrieved=moment_of(record.headers.get("WARC-Date")))
    return Page(data, item, address, kind, charset.group(1) if charset else None, retrieved)


def _body(record: WarcRecord, head: HeaderMap, item: str, limits: Limits) -> bytes:
    try:
        sent = record.reader.read(record.content_length)
    except OSError:
        raise cut_off(item, "this record") from None
    if len(sent) < record.content_length:
        raise cut_off(item, "this record")
    codings = [*(head.get("Content-Encoding") or "").split(","), *(head.get("Transfer-Encoding") or "").split(",")]
    data = decoded(sent, codings, limits.max_bytes)
    if data is None:
        raise cut_off(item, "its compressed body")
    if len(data) > limits.max_bytes:
        raise NotReadable(item, "load", "too-large", too_large(limits.max_bytes))
    return data


def _kind(head: HeaderMap) -> str | None:
    return (head.get("Content-Type") or "").split(";")[0].strip().lower() or None


def _path(address: str | None) -> str:
    try:
        return urlsplit(address or "").path
    except ValueError:
        return ""

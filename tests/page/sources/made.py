"""Sources as the world keeps them, made for a test."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable

from fastwarc.warc import WarcRecord, WarcRecordType, resource, response


def article(title: str = "Dam holds", said: str = "The dam is safe, the mayor said on Monday.") -> bytes:
    """A page with words in it."""
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{said}</p></body></html>".encode()


def record(
    body: bytes,
    address: str = "http://example.org/a",
    *,
    status: str = "200 OK",
    kind: str = "text/html; charset=utf-8",
    headers: Iterable[str] = (),
    head: bytes | None = None,
    date: str = "2019-11-17T09:30:00Z",
    of: WarcRecordType = response,
) -> bytes:
    """One record of a web archive."""
    made = WarcRecord()
    made.init_headers(of)
    made.headers["WARC-Target-URI"] = address
    made.headers["WARC-Date"] = date
    if of == resource:
        made.headers["Content-Type"] = kind
        made.set_bytes_content(body)
    else:
        made.headers["Content-Type"] = "application/http; msgtype=response"
        lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers, "", ""]
        made.set_bytes_content(("\r\n".join(lines).encode() if head is None else head) + body)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def gzipped(records: Iterable[bytes]) -> bytes:
    """An archive compressed as archives are: each record by itself."""
    return b"".join(gzip.compress(each, 1) for each in records)


def chunked(body: bytes) -> bytes:
    """A body as HTTP sends it in pieces."""
    half = len(body) // 2
    pieces = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (body[:half], body[half:]))
    return pieces + b"0\r\n\r\n"

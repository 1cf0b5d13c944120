"""What a source is, told by its content and never by its name: many pages, a page in a wrapper, HTML, text, none."""

from __future__ import annotations

import re
import zlib
from typing import Literal

Form = Literal["warc", "warc.gz", "feed", "json", "mhtml", "pdf", "page"]
"""What a source can be, compression apart; whatever is no form of its own is read as a page."""

_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*(?:\"|\})")
_MHTML = re.compile(
    rb"(?:[\w-]+:[ \t][^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/(?:related|alternative|mixed)\b",
    re.IGNORECASE,
)

_MAGIC = (
    (b"%PDF-", "a PDF", "save its text, or the page it was printed from"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or save its text"),
    (b"\x1f\x8b", "gzip-compressed data", "decompress it first"),
    (b"BZh", "bzip2-compressed data", "decompress it first"),
    (b"\xfd7zXZ", "xz-compressed data", "decompress it first"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed data", "decompress it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (b"Rar!\x1a", "a RAR archive", "unpack it first"),
    (b"\x89PNG", "a PNG image", "read the page it stands on"),
    (b"\xff\xd8\xff", "a JPEG image", "read the page it stands on"),
    (b"GIF8", "a GIF image", "read the page it stands on"),
    (b"II*\0", "a TIFF image", "read the page it stands on"),
    (b"MM\0*", "a TIFF image", "read the page it stands on"),
    (b"\0\0\x01\0", "an icon", "read the page it stands on"),
    (b"RIFF", "a RIFF image, sound or film", "read the page it stands on"),
    (b"OggS", "an Ogg sound or film", "read the page it stands on"),
    (b"ID3", "an MP3 sound", "read the page it stands on"),
    (b"\x7fELF", "a program", "give a page"),
    (b"MZ", "a program", "give a page"),
    (b"\xca\xfe\xba\xbe", "a program", "give a page"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save its text"),
    (b"{\\rtf", "a rich-text document", "save its text"),
    (b"SQLite format 3\0", "a SQLite database", "give the pages themselves"),
    (b"PAR1", "a Parquet table", "give the pages themselves"),
    (b"wOFF", "a font", "give a page"),
    (b"wOF2", "a font", "give a page"),
)
_PROSE = frozenset({b"MZ", b"BZh", b"ID3", b"RIFF", b"PAR1", b"II*\0", b"GIF8"})
"""Marks that a text could begin with; they count only with a control character near."""

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ODD = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f�]")

_BLOCK = (
    "html|head|body|title|meta|link|script|style|div|p|article|section|main|header|footer|nav|aside|h[1-6]|ul|ol|li|dl|"
    "table|tbody|tr|td|th|center|blockquote|figure|figcaption|form|iframe|noscript|br|hr|img|pre"
)
_PROLOGUE = re.compile(r"(?:\s|﻿|<\?xml\b[^>]{0,1000}\?>)*")
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_OPENS = re.compile(rf"<(?:!doctype\s+html|(?:{_BLOCK})(?:[\s/>]|$)|a\s+href\s*=|\?xml\b)", re.IGNORECASE)
_TAG = re.compile(rf"<(/?)(?:{_BLOCK}|a|b|i|em|strong|span|font|u)(?:\s[^<>]{{0,2000}})?/?>", re.IGNORECASE)

LOOKED_AT = 65_536
"""Characters of a page that are looked at to tell what it is."""


def form(head: bytes) -> Form:
    """Tell the form of a source from its first bytes, at best ``LOOKED_AT`` of them."""
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"\x1f\x8b") and _inflated(head).startswith(b"WARC/"):
        return "warc.gz"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return "pdf"
    if _JSON.match(head):
        return "json"
    if b"MIME-Version:" in head[:4096] and _MHTML.match(head.lstrip()[:4096].replace(b"\r\n", b"\n")):
        return "mhtml"
    return "feed" if is_feed(_roughly(head)) else "page"


def _inflated(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, 16)
    except zlib.error:
        return b""


def _roughly(head: bytes) -> str:
    """Decode bytes as far as their marks need it."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def binary(data: bytes) -> tuple[str, str] | None:
    """Tell what the bytes look like and what to do instead, if a mark at their start says that they are no page."""
    head = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n") if data[:1] not in b"\0" else data[:64]
    for mark, looks, cure in _MAGIC:
        if head.startswith(mark) and (mark not in _PROSE or _CONTROL.search(data[:512])):
            return looks, cure
    if head[4:8] == b"ftyp":
        return "a film or an image (MP4, HEIC)", "read the page it stands on"
    return None


def garbled(text: str) -> bool:
    """Whether decoded text is binary data after all: more than one control or broken character in fifty."""
    sample = text[:LOOKED_AT] + text[-LOOKED_AT:] if len(text) > 2 * LOOKED_AT else text
    return len(_ODD.findall(sample)) > max(3, len(sample) // 50)


def is_html(text: str) -> bool:
    """Whether decoded text is HTML: it opens with a tag of a page, or tags stand closer than prose mentions them.

    Fragments, XHTML with its prologue and pages that break off count as HTML; prose that speaks of ``<b>`` does not.
    """
    opens = _opening(text)
    sample = text[opens : opens + LOOKED_AT]
    if _OPENS.match(sample) or text.startswith("<!--", opens):
        return True
    tags = _TAG.findall(sample)
    # Prose about HTML names a tag here and there; the sparsest article fragment wraps each paragraph, at most some
    # 1,000 characters long, in two.
    return len(tags) >= 3 and any(tags) and len(tags) * 500 >= len(sample)


def is_feed(text: str) -> bool:
    """Whether decoded text is an RSS or Atom feed."""
    return _FEED.match(text, _opening(text)) is not None


def _opening(text: str) -> int:
    """Where a text begins behind its XML declaration and its comments; at a comment that is never closed."""
    at = 0
    while True:
        prologue = _PROLOGUE.match(text, at)
        at = prologue.end() if prologue else at
        close = text.find("-->", at) if text.startswith("<!--", at) else -1
        if close < 0:
            return at
        at = close + len("-->")

"""The pages, and the Readings, in JSON lines, in one JSON object, or in an array of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from reportedly.errors import NotReadable, Refused
from reportedly.page.known import Known
from reportedly.page.sources.items import item_name
from reportedly.page.sources.load import Limits, Page, too_large
from reportedly.page.sources.readings import Held, held, is_reading
from reportedly.page.sources.streams import preceded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Each in the order in which they are looked for; the names that news crawlers give them, so that their output reads.
CONTENT = ("html", "raw_html", "text", "maintext", "content", "body")
ADDRESS = ("url", "address", "link", "source")
TITLE = ("title", "headline")
AUTHORS = ("authors", "author", "byline")
PUBLISHED = ("published", "publish_date", "date_publish", "date_published", "date")
MODIFIED = ("modified", "date_modify", "date_modified")
PUBLISHER = ("publisher", "site", "sitename", "source", "source_domain")
SECTION = ("section",)
TAGS = ("tags", "keywords")
LANGUAGE = ("language", "lang")
RETRIEVED = ("retrieved", "crawled", "date_download")

_PASSED_OVER = 64
"""Times the limit that a line may be too long by before what follows it is given up."""

_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_WHITE = b"\xef\xbb\xbf \t\r\n\0"
_decode = msgspec.json.Decoder().decode


def pages(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Page | Held | Refused]:
    """Read pages from JSON lines one by one, or from a file that is one object or one array.

    Args:
        stream: the lines.
        name: what to call them.
        limits: how large a line, or else the file, may be.

    Yields:
        The page of each line that has content, with the other known fields as ``known``, named after the number of its
        line; the Reading of each line that is one; a refusal for each other line that is not blank.

    """
    most = limits.max_bytes
    start = stream.readline(most + 1)
    if start.endswith(b"\n") and _value(start) is None:
        # Perhaps not lines at all, but one value that is spread over them.
        start += stream.read(max(0, most - len(start)) + 1)
        value = _value(start) if len(start) <= most else None
        if value is not None:
            yield from _items(value, name, 1)
            return
    for number, line in _lines(preceded(start, stream), most):
        if line is None:
            yield NotReadable(item_name(name, number), "load", "too-large", too_large(most))
        elif line.strip(_WHITE):
            value = _value(line)
            if value is None:
                detail = "this line is not JSON; write one object a line"
                yield NotReadable(item_name(name, number), "load", "not-json", detail)
            else:
                yield from _items(value, name, number)


def _lines(stream: BinaryIO, most: int) -> Iterator[tuple[int, bytes | None]]:
    """Number the lines; in place of one that is too long stands ``None``, and of one without end, that is the last."""
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        if len(line) <= most:
            yield number, line
            continue
        yield number, None
        left = _PASSED_OVER * most
        while not line.endswith(b"\n"):
            line = stream.readline(65_536)
            left -= len(line)
            if not line or left < 0:
                return


def _value(line: bytes) -> Any:
    try:
        return _decode(line.strip(_WHITE))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _items(value: Any, name: str, number: int) -> Iterator[Page | Held | Refused]:
    if not isinstance(value, list):
        yield _page(value, name, number)
    elif value:
        for at, each in enumerate(value, 1):
            yield _page(each, name, at)
    else:
        yield NotReadable(item_name(name, number), "load", "no-pages", "is an empty list; put pages into it")


def _page(value: Any, name: str, number: int) -> Page | Held | Refused:
    item = item_name(name, number)
    if not isinstance(value, dict):
        detail = f"is no JSON object; write one with a page in {_either(CONTENT)}"
        return NotReadable(item, "load", "not-a-page", detail)
    if is_reading(value):
        try:
            return held(value, name, number)
        except Refused as refused:
            return refused
    content = _first(value, CONTENT)
    if content is None:
        detail = f"has no page in it; put its HTML or text into one of the fields {_either(CONTENT)}"
        return NotReadable(item, "load", "not-a-page", detail)
    address = next((each for field in ADDRESS if (each := _text(value.get(field))) and _URL.fullmatch(each)), None)
    publisher = next((each for f in PUBLISHER if (each := _text(value.get(f))) and not _URL.match(each)), None)
    known = Known(
        title=_first(value, TITLE),
        authors=_several(value, AUTHORS),
        published=_first(value, PUBLISHED),
        modified=_first(value, MODIFIED),
        publisher=publisher,
        section=_several(value, SECTION),
        tags=_several(value, TAGS, comma=True),
        language=_first(value, LANGUAGE),
        retrieved=_first(value, RETRIEVED),
    )
    data = content.encode("utf-8", "replace")
    return Page(data, item_name(name, number, address), address, charset="utf-8", known=known)


def _first(value: dict[str, Any], fields: Iterable[str]) -> str | None:
    return next((text for field in fields if (text := _text(value.get(field)))), None)


def _several(value: dict[str, Any], fields: Iterable[str], *, comma: bool = False) -> tuple[str, ...]:
    """The texts in the first of some fields that has any, which may be a list or, with commas, one string."""
    for field in fields:
        found = value.get(field)
        texts = [text for each in (found if isinstance(found, list) else [found]) if (text := _text(each))]
        if comma and isinstance(found, str):
            texts = found.split(",")
        if texts:
            return tuple(texts)
    return ()


def _text(value: Any) -> str | None:
    """A string that is not blank, or the ``name`` of an object."""
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) and value.strip() else None


def _either(names: tuple[str, ...]) -> str:
    quoted = [f'"{name}"' for name in names]
    return f"{', '.join(quoted[:-1])} or {quoted[-1]}"

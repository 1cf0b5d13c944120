"""Whatever a caller names to the pages in it, one by one."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from reportedly.errors import Refused
from reportedly.page.sniff import LOOKED_AT, form
from reportedly.page.sources.compressed import coding, expanded
from reportedly.page.sources.load import Limits, Page, bounded, is_address, load, opened, shown
from reportedly.page.sources.streams import counted, with_head

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportedly.page.sources.readings import Held

_LAYERS = 2
"""How often data may be compressed over: archives are, and are sent compressed once more."""


def pages(source: str, limits: Limits, taken: Callable[[int], object] | None = None) -> Iterator[Page | Held | Refused]:
    """Read the pages of a source one by one, each when it is asked for.

    Args:
        source: a path, ``-`` for standard input, or an http(s) address. It may hold a page of HTML or text, a PDF or an
            MHTML file; or many, as a web archive, a feed, or JSON lines; each of them also compressed. Which of these
            it is, is told by its content.
        limits: how far to go for each page.
        taken: told of each part of the source how many bytes it had, as they are kept, when it is read.

    Yields:
        Each page; in place of one the Reading of it that was kept, or the refusal that says why there is none.
        Something is always yielded. The ``source`` of what comes out of a source that can hold many is that of
        ``item_name``.

    """
    try:
        if is_address(source):
            page = load(source, limits)
            yield from _in(io.BytesIO(page.data), page, limits)
        else:
            with opened(source) as file:
                stream = counted(file, taken) if taken else file
                yield from _in(stream, Page(b"", shown(source)), limits)
    except Refused as refused:
        yield refused


def pages_in(page: Page, limits: Limits) -> Iterator[Page | Held | Refused]:
    """Read the pages in bytes that are in hand, as they came from an address or were sent.

    Args:
        page: the bytes, and where they came from.
        limits: as for ``pages``.

    Yields:
        What ``pages`` does.

    """
    try:
        yield from _in(io.BytesIO(page.data), page, limits)
    except Refused as refused:
        yield refused


def _in(stream: BinaryIO, named: Page, limits: Limits, layers: int = _LAYERS) -> Iterator[Page | Held | Refused]:
    """Read the pages in a stream.

    Args:
        stream: what the source holds.
        named: its name, and what is known of it.
        limits: as above.
        layers: how often more it may be compressed.

    """
    head, stream = with_head(stream, LOOKED_AT)
    # Each reader is imported when there is something for it to read: most sources need none of them.
    match form(head):
        case "warc" | "warc.gz" as kind:
            from reportedly.page.sources import warc

            yield from warc.pages(stream, named.source, limits, gzipped=kind == "warc.gz")
        case "json":
            from reportedly.page.sources import jsonl

            yield from jsonl.pages(stream, named.source, limits)
        case "feed":
            from reportedly.page.sources import feed

            page = replace(named, data=bounded(stream, named.source, limits.max_bytes))
            yield from feed.pages(page, limits)
        case "mhtml":
            from reportedly.page.sources import mhtml

            yield mhtml.page(replace(named, data=bounded(stream, named.source, limits.max_bytes)))
        case "pdf":
            from reportedly.page.sources import pdf

            yield pdf.page(replace(named, data=bounded(stream, named.source, limits.max_bytes)), limits)
        case "page" if layers and (how := coding(head)):
            yield from _in(expanded(stream, named.source, how), named, limits, layers - 1)
        case "page":
            yield replace(named, data=bounded(stream, named.source, limits.max_bytes))

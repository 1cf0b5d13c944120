"""The pages that an RSS or Atom feed links to, with what the feed says of each."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import feedparser

from reportedly.errors import NotReadable, Refused
from reportedly.page.known import Known
from reportedly.page.sources.items import item_name
from reportedly.page.sources.load import Limits, Page, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKUP = re.compile(r"<[^<>]{1,500}>")


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed: which one it is, from 1; its address, in full; and what the feed says of its page."""

    number: int
    address: str
    known: Known


def pages(feed: Page, limits: Limits) -> Iterator[Page | Refused]:
    """Fetch the page of each item, one after the other.

    Only http and https addresses are fetched, under the limits that hold for each address; a feed cannot have a file
    read.

    Args:
        feed: the feed itself, with the address that it came from, if any.
        limits: how far to go for each page, and for how many.

    Yields:
        Each page, named after the number of its item and its address, with what the feed says of it as ``known``; a
        refusal for each item without a page, and one for those beyond the limit.

    """
    found = items(feed)
    if not found:
        detail = "is a feed without items, or so broken that none can be read; check the address of the feed"
        yield NotReadable(feed.source, "load", "no-pages", detail)
        return
    # Late, because urllib3 takes longer to import than everything else that reading a file needs.
    from reportedly.page.sources.fetch import fetch

    seen: set[str] = set()
    for item in found:
        name = item_name(feed.source, item.number, item.address)
        if item.address in seen:
            continue
        if len(seen) >= limits.most_items:
            left = len({each.address for each in found} - seen)
            detail = (
                f"this and what follows it, {left:,} of the feed's items, were not fetched, for at most "
                f"{limits.most_items:,} are; raise --max-items (Limits.most_items)"
            )
            yield NotReadable(name, "load", "too-many", detail)
            return
        seen.add(item.address)
        if not item.address:
            yield NotReadable(
                name, "load", "no-address", "this item of the feed links to no page; find it by its title"
            )
            continue
        try:
            page = fetch(item.address, limits)
        except Refused as refused:
            yield type(refused)(name, refused.stage, refused.code, refused.detail)
        else:
            yield replace(page, source=name, known=item.known)


def items(feed: Page) -> list[Item]:
    """Read the items of a feed; XML that is broken or hostile costs what stands behind it.

    feedparser takes document types out before it parses: entities of a feed's own are neither expanded nor fetched.
    """
    data, charset = feed.data, feed.charset
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # which feedparser reads only where the feed declares it too
        data, charset = data.decode("utf-16", "replace").encode("utf-8", "replace"), "utf-8"
    stated = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    try:
        read = feedparser.parse(
            io.BytesIO(data), response_headers=stated, resolve_relative_uris=False, sanitize_html=False
        )
    except Exception as error:
        # It runs over whatever servers send, and has had faults of many kinds.
        detail = f"is a feed that cannot be read ({type(error).__name__}); read the pages that it links to"
        raise NotReadable(feed.source, "load", "feed", detail) from None
    base = feed.address or _text(read.feed.get("link")) or ""
    atom = str(read.version).startswith("atom")
    return [
        Item(number, _address(base, entry), _known(entry, read.feed, atom=atom))
        for number, entry in enumerate(read.entries, 1)
    ]


def _address(base: str, entry: Any) -> str:
    link = _text(entry.get("link"))
    if link is None:
        identity = _text(entry.get("id")) or ""
        link = identity if identity.lower().startswith(("http:", "https:")) else None
    try:
        return urljoin(base, link) if link else ""
    except ValueError:
        return link or ""


def _known(entry: Any, feed: Any, *, atom: bool) -> Known:
    authors = [_text(each.get("name")) for each in entry.get("authors", ()) if hasattr(each, "get")]
    tags = [_text(tag.get("label")) or _text(tag.get("term")) for tag in entry.get("tags", ()) if hasattr(tag, "get")]
    source = entry.get("source")
    # Looked for first, because feedparser answers with the one where the other is asked for.
    published, updated = (_text(entry.get(name)) if name in entry else None for name in ("published", "updated"))
    if published is None and not atom:
        published, updated = updated, None  # where RSS has one date only, dc:date, it is that of publication
    return Known(
        basis="feed",
        title=_title(entry),
        authors=tuple(author for author in authors if author),
        published=published,
        modified=updated,
        publisher=_text(source.get("title")) if hasattr(source, "get") else None,
        tags=tuple(tag for tag in tags if tag),
        language=_text(entry.get("language")) or _text(feed.get("language")),
    )


def _title(entry: Any) -> str | None:
    title = _text(entry.get("title"))
    if title is None or "html" not in str(entry.get("title_detail", {}).get("type")):
        return title
    return _text(unescape(_MARKUP.sub("", title)))


def _text(value: Any) -> str | None:
    return shown(value).strip() or None if isinstance(value, str) else None

"""What every source that holds many pages shares: how its items are named, and how few are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.errors import NotReadable
from reportedly.page.sources.load import shown

if TYPE_CHECKING:
    from reportedly.errors import Refused


def item_name(source: str, number: int, address: str | None = None) -> str:
    """Name an item: ``"crawl.warc.gz#12 https://example.org/news"``.

    Args:
        source: what it is in.
        number: which record, line or item of it, from 1.
        address: the item's own, if it has one.

    """
    return f"{source}#{number} {shown(address)}" if address else f"{source}#{number}"


def cut_off(name: str, what: str) -> Refused:
    """Refuse an item that breaks off."""
    return NotReadable(name, "load", "damaged", f"{what} is damaged or cut off; get the file again")


def not_wanted(name: str) -> Refused:
    """Refuse an item that is sound, and that the caller does not want."""
    return NotReadable(name, "page", "not-wanted", "is not one of those that were asked for")

"""What a page says of itself, whichever form it came in."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportedly.model import Published, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The metadata of one page; each field means what the field of that name in ``Report`` means.

    ``dateline`` is written as on the page, without the dash that ends it. ``modified`` is a day, as an ISO 8601 prefix;
    ``retrieved`` an ISO 8601 moment. What the page does not say is ``None`` or empty.
    """

    publisher: str | None = None
    headline: str | None = None
    standfirst: str | None = None
    bylines: tuple[str, ...] = ()
    dateline: str | None = None
    section: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    tags: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    published: Published = field(default_factory=Published)
    modified: str | None = None
    retrieved: str | None = None

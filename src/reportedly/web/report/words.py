"""What the room says in words: certainty, form, exactness, how sure the machine is, days and moments."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import get_args

from reportedly.model import Published, SourceKind
from reportedly.web.wording import day

CERTAINTY = {"asserted": "said plainly", "hedged": "hedged", "denied": "denied", "declined": "declined to say"}
FORM = {"direct": "in quotation marks", "indirect": "in the report’s words", "mixed": "partly in quotation marks"}
KIND = {kind: kind for kind in get_args(SourceKind)} | {"none": "no source named"}
EXACT = {
    "exact": "exactly",
    "about": "about",
    "at least": "at least",
    "at most": "at most",
    "part of": "part of",
    "range": "from–to",
}
BASIS = {
    "json-ld": "from the page’s metadata",
    "meta": "from the page’s metadata",
    "feed": "from the feed it came in",
    "given": "as given when it was added",
    "url": "from its address",
    "text": "from its text",
    "inferred": "inferred from its text",
}
BLOCKS = {
    "navigation": "navigation",
    "related": "related reports",
    "tag": "tags",
    "topic": "topics",
    "advertisement": "advertisements",
    "comment": "comments",
    "other": "other parts of the page",
}
UNSURE = 0.6
"""Below it the page says in plain sight that the machine is unsure."""


def sure(confidence: float) -> str:
    """How sure the machine is that this was attributed so; it says nothing of whether it is true."""
    if confidence >= 0.95:
        return "The machine is sure that it read this rightly."
    if confidence >= 0.8:
        return "The machine is fairly sure that it read this rightly."
    if confidence >= UNSURE:
        return "The machine is not quite sure that it read this rightly."
    return "The machine is unsure that it read this rightly: look at the text."


def days(earliest: str | None, latest: str | None) -> str:
    """A day, or the days that something can mean."""
    if earliest and latest:
        return day(earliest) if earliest == latest else f"{day(earliest)} – {day(latest)}"
    if earliest:
        return f"{day(earliest)} or later"
    return f"{day(latest)} or earlier" if latest else ""


def published(of: Published) -> str:
    """The day of publication, and what that rests on."""
    told = days(of.earliest, of.latest)
    return f"{told}, {BASIS[of.basis]}" if told and of.basis in BASIS else told


def stamp(iso: str) -> str:
    """A moment as papers keep it, with its zone: ``30 November 2026, 15:12 UTC``."""
    try:
        read = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    zone = f" {read.tzname()}" if read.tzinfo else ""
    return f"{day(read.date().isoformat())}, {read:%H:%M}{zone}"


def slug(name: str) -> str:
    """A name as it stands in an address; two names that only differ in case or signs are one."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    made = re.sub(r"[\W_]+", "-", folded).strip("-")[:60].rstrip("-") or "-"
    # What looks like the key of an entity is one.
    return f"{made}-" if re.fullmatch(r"e?\d+", made) else made


def cut(name: str, most: float) -> str:
    """A name as long as ``most`` Latin letters are wide, with an ellipsis where it is longer.

    Signs that stand on others have no width, but there may not be any number of them.
    """
    width = 0.0
    for at, character in enumerate(name):
        width += columns(character)
        if width > most or at > 6 * most:
            return name[: max(1, at - 1)].rstrip().rstrip(",;:") + "…"
    return name


def columns(text: str) -> float:
    """About how wide a text is, in Latin letters."""
    total = 0.0
    for character in text:
        if unicodedata.category(character) in ("Mn", "Me", "Cf"):
            continue
        total += 1.8 if unicodedata.east_asian_width(character) in ("W", "F") else 1.0
    return total

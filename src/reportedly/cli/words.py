"""What the ledger calls things: a page's text made safe, days and sources as people write them."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import NamedTuple

from reportedly.model import Attribution, Entity, Reading

_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plain(text: str) -> str:
    """Make a page's text safe to print: control and bidirectional characters can rewrite a terminal, and show as �."""
    return "".join(
        "�" if (unicodedata.category(c) in ("Cc", "Zl", "Zp") and c not in "\n\t") or c in _BIDI_CONTROLS else c
        for c in text
    )


def day_in_words(day: str | None) -> str:
    """An ISO day, month or year as people write it: "17 November 2019"."""
    match (day or "").split("-"):
        case [year, month, dom]:
            return f"{date(int(year), int(month), int(dom)):%-d %B %Y}"
        case [year, month]:
            return f"{date(int(year), int(month), 1):%B %Y}"
        case _:
            return day or "unknown"


class Voice(NamedTuple):
    """A source as a reader would name it; two that are called alike are told apart by their entities."""

    entity: str | None
    name: str
    kind: str
    via: tuple[str, ...]


def voice_of(reading: Reading, attribution: Attribution) -> Voice:
    """Whose word a claim is, and what it came through."""
    via = tuple(step.name for step in attribution.via)
    source = attribution.source
    if source is None:
        return Voice(None, "no source named", "", via)
    words = " … ".join(span.text for span in source.spans)
    entity = next((e for e in reading.entities if e.id == source.entity), None)
    if entity is None:
        return Voice(None, words, source.kind, via)
    if not entity.name[:1].isupper() and entity.mentions:
        return Voice(entity.id, _in_words(reading, entity), source.kind, via)
    role = " of ".join(part for part in (entity.role, entity.affiliation) if part)
    return Voice(entity.id, f"{entity.name}, {role}" if role else entity.name, source.kind, via)


def _in_words(reading: Reading, entity: Entity) -> str:
    """Somebody without a name, as the report first calls them where they speak: "another source"."""
    claims = (a.source for a in reading.attributions if a.source and a.source.entity == entity.id)
    return next((" … ".join(span.text for span in source.spans) for source in claims), entity.name)

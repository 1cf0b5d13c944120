"""Passages to raw attributions: read them as one text, then read each content again for what is said inside it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from itertools import pairwise

from reportedly.attribution import reader
from reportedly.attribution.joined import Joined
from reportedly.attribution.layouts import laid_out
from reportedly.attribution.over_paragraphs import over_paragraphs
from reportedly.attribution.raw import RawAttribution, Run, covers
from reportedly.language import Passage
from reportedly.model import BlockKind

_HEADINGS: frozenset[BlockKind] = frozenset({"headline", "subheading"})

SHORTEST_NESTING = 4
"""Words that a sentence must have to hold an attribution: somebody, a cue and something said."""

_NO_OTHER_VOICE = frozenset(("i", "we", "you", "nobody", "no one"))
"""Within what somebody says, "I think" is that same somebody, and "nobody wanted" is nobody."""

_MARKS = "\"“”„‟«»'‘’‚‛‹› "
_LEAD = re.compile(rf"[{_MARKS}]*(?:that\b[,{_MARKS}]*)?")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”'’)]*\s+(?=[\"“'‘(]*[A-Z])")
_WORD = re.compile(r"\w+")


def extract(text: str, passages: Sequence[Passage]) -> list[RawAttribution]:
    """Find attributions.

    Args:
        text: the report's text.
        passages: the blocks of it that are read for claims, in page order.

    Returns:
        Attributions, nested ones among them; runs count code points of ``text``.

    Raises:
        ModelMissing: a file of the model is missing or is not as it was shipped.

    """
    headings = [p for p in passages if p.kind in _HEADINGS]
    prose = [p for p in passages if p.kind not in _HEADINGS]
    raws = [*_headings(text, headings), *_prose(text, prose)]
    laid = list(laid_out(text, passages))
    return [raw for raw in raws if not any(_clash(text, raw, other) for other in laid)] + laid


def _clash(text: str, raw: RawAttribution, laid: RawAttribution) -> bool:
    """Whether an attribution has content of one that the layout shows, and is no other voice inside it."""
    if not any(max(a, c) < min(b, d) for a, b in raw.content for c, d in laid.content):
        return False
    inside = covers(laid.content, (*raw.source, *raw.cue, *raw.content))
    return not inside or (bool(raw.source) and text[slice(*raw.source[0])].lower() in _NO_OTHER_VOICE)


def _headings(text: str, passages: Sequence[Passage]) -> list[RawAttribution]:
    """Read headings one by one: "…, engineers say" in a headline attributes nothing of the line below it."""
    found: list[RawAttribution] = []
    for passage in passages:
        one = Joined.of(text, [_stretch(passage)])
        found += map(one.returned, reader.shipped().read(one.text))
    return found


def _prose(text: str, passages: Sequence[Passage]) -> list[RawAttribution]:
    """Read paragraphs as one text, then what is in their contents, level by level.

    News nests two or three deep, and an eighth of it is read again. What nests without end ("he said that he said
    that") is given up when as much has been read again as there was.
    """
    shipped = reader.shipped()
    whole = Joined.of(text, map(_stretch, passages))
    level = over_paragraphs(whole.text, shipped.read(whole.text)) if passages else []
    found: list[RawAttribution] = []
    again = 0
    while level and again <= len(whole.text):
        found += level
        sentences = _sentences(whole.text, level, shipped.cue_words)
        inner = Joined.of(whole.text, ((a, _capital(whole.text[a:b])) for a, b in sentences), apart=True)
        again += len(inner.text)
        inside = shipped.read(inner.text, apart=True) if sentences else []
        level = [inner.returned(raw) for raw in inside if _is_nested(inner, raw)]
    return [whole.returned(raw) for raw in found]


def _stretch(passage: Passage) -> tuple[int, str]:
    """Where a passage begins, and its characters: in the case they were parsed in, if that changed no length."""
    same = len(passage.doc.text) == len(passage.text)
    return passage.start, passage.doc.text if same else passage.text


def _capital(clause: str) -> str:
    """A clause as it would stand by itself: with a capital, if that takes no more room."""
    first = clause[:1].upper()
    return first + clause[1:] if len(first) == 1 else clause


def _sentences(text: str, level: Iterable[RawAttribution], cue_words: Container[str]) -> list[Run]:
    """Find what to read again: each sentence of a content that may hold a cue, without quotation marks around it."""
    found = set()
    for start, end in {run for raw in level for run in raw.content}:
        at = start
        for stop in (*(m.end() for m in _SENTENCE_END.finditer(text, start, end)), end):
            lead = _LEAD.match(text, at, stop)
            first = lead.end() if lead else at
            inner = text[first:stop].rstrip(_MARKS)
            if "\n" not in inner and _may_attribute(inner, cue_words):
                found.add((first, first + len(inner)))
            at = stop
    return sorted(found)


def _may_attribute(sentence: str, cue_words: Container[str]) -> bool:
    words = [word.lower() for word in _WORD.findall(sentence)]
    return len(words) >= SHORTEST_NESTING and any(
        word in cue_words and before not in _NO_OTHER_VOICE for before, word in pairwise(("", *words))
    )


def _is_nested(inner: Joined, raw: RawAttribution) -> bool:
    """Whether an attribution found in a content is another voice than the one whose content it is."""
    piece = inner.piece(raw.start)
    limit = inner.starts[piece + 1] - 1 if piece + 1 < len(inner.starts) else len(inner.text)
    if sum(end - start for start, end in raw.content) >= limit - inner.starts[piece]:
        return False
    return not raw.source or inner.text[slice(*raw.source[0])].lower() not in _NO_OTHER_VOICE

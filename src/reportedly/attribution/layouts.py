"""Attributions that a page sets instead of writing: "Taxes to rise: minister", "LEE: …", a quotation signed below.

The corpus that the tagger learned from has articles' sentences and none of these.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from reportedly.attribution.raw import RawAttribution, Run, trimmed
from reportedly.language import Passage
from reportedly.quotation import quoted_regions

_SURE = 0.7
"""Their confidence. A guess: no corpus holds enough of them to measure it."""

_LONGEST_SPEAKER = 5
_NAME = re.compile(r"(?:[A-Z][\w.’'-]*,?|of|the|de|van|von|\([A-Z][\w.]*\))")
_NO_SPEAKER = re.compile(
    r"(?:editor’?'?s )?(?:note|clarification|correction|update[d]?|watch|read|read more|related|photos?|video|"
    r"breaking|exclusive|opinion|analysis|review|fact check|live|more|published|sources?|tags?|by|from|"
    r"abstract|summary|topics?|q|question)",
    re.IGNORECASE,
)
"""Who asks claims nothing; neither do the labels of the page itself."""
_SIGNED = re.compile(r"\s*(?P<dash>[―—–]|--?)\s*(?P<name>[A-ZÀ-Þ][^.!?\"“”]{1,80})\s*")


def laid_out(text: str, passages: Sequence[Passage]) -> Iterator[RawAttribution]:
    """Find the attributions of a page's layout.

    Args:
        text: the report's text.
        passages: the blocks of it that are read for claims, in page order.

    Yields:
        Headlines that end with their speaker after a colon; paragraphs that begin with a speaker and a colon, as in
        interviews, if the report names that speaker elsewhere or turns to them again; quotations signed with a dash and
        a name, on the same line or the next.

    """
    labels = {index: label for index, passage in enumerate(passages) if (label := _label(passage))}
    times = Counter(text[slice(*source)] for source, _ in labels.values())
    named = _named(passages) if labels else frozenset()
    for index, passage in enumerate(passages):
        if index in labels:
            source, content = labels[index]
            name = text[slice(*source)]
            if times[name] > 1 or name.split()[-1].lower() in named:
                yield RawAttribution((source,), ((source[1], source[1] + 1),), (content,), _SURE)
                continue
        if passage.kind == "headline":
            yield from _said_by(text, passage)
        elif passage.kind != "subheading":
            yield from _signed(text, passage, passages[index + 1 : index + 2])


def _label(passage: Passage) -> tuple[Run, Run] | None:
    """The name before a colon at the start of a paragraph, and what follows."""
    doc = passage.doc
    colon = next((t.i for t in doc[:7] if t.text == ":"), None)
    if not colon or colon + 2 >= len(doc) or passage.kind in ("headline", "subheading"):
        return None
    words = doc[:colon]
    if not all(_NAME.fullmatch(t.text) for t in words) or _NO_SPEAKER.fullmatch(words.text):
        return None
    name = passage.span(0, colon)
    said = passage.span(colon + 1, len(doc))
    if passage.text[name.end - passage.start] != ":" or not said.text:
        return None
    return (name.start, name.end), (said.start, said.end)


def _named(passages: Sequence[Passage]) -> frozenset[str]:
    """The last word of each name in running text, in lower case; not of one that opens a paragraph."""
    return frozenset(
        entity[-1].lower_
        for passage in passages
        for entity in passage.doc.ents
        if entity.label_ in ("PERSON", "ORG", "GPE", "NORP") and entity.start > 1
    )


def _said_by(text: str, passage: Passage) -> Iterator[RawAttribution]:
    doc = passage.doc
    colons = [token.i for token in doc if token.text == ":"]
    if len(colons) != 1 or colons[0] < _LONGEST_SPEAKER - 2 or not 0 < len(doc) - 1 - colons[0] <= _LONGEST_SPEAKER:
        return
    after = doc[colons[0] + 1 :]
    if any(token.pos_ in ("VERB", "AUX") or token.is_punct or token.like_num for token in after):
        return
    at = passage.start + doc[colons[0]].idx
    content = trimmed(text, (passage.start, at))
    source = trimmed(text, (at + 1, passage.end))
    if content[0] < content[1] and source[0] < source[1]:
        yield RawAttribution((source,), ((at, at + 1),), (content,), _SURE)


def _signed(text: str, passage: Passage, following: Sequence[Passage]) -> Iterator[RawAttribution]:
    regions = quoted_regions(passage.text)
    if len(regions) != 1 or not regions[0].closed or passage.text[: regions[0].start].strip():
        return
    quotation: Run = (passage.start + regions[0].start, passage.start + regions[0].end)
    rest = passage.text[regions[0].end :]
    if rest.strip():
        yield from _by(text, passage.doc, quotation, passage.start + regions[0].end, rest)
    elif following:
        yield from _by(text, following[0].doc, quotation, following[0].start, following[0].text)


def _by(text: str, doc: Doc, quotation: Run, start: int, line: str) -> Iterator[RawAttribution]:
    """A signature, if that is all that a line holds: "― Pamela Padilla, Denver"."""
    match = _SIGNED.fullmatch(line)
    if match is None:
        return
    shift = len(doc.text) - len(line)
    if any(t.pos_ in ("VERB", "AUX") for t in doc if t.idx >= shift and t.is_alpha):
        return
    source = trimmed(text, (start + match.start("name"), start + match.end("name")))
    dash = start + match.start("dash"), start + match.end("dash")
    yield RawAttribution((source,), (dash,), (quotation,), _SURE)

"""brat standoff: a ``.txt`` and a ``.ann`` for each report, and the ``annotation.conf`` that brat shows them by.

After https://brat.nlplab.org/standoff.html and https://brat.nlplab.org/configuration.html. Offsets count code points.
brat takes no annotation over a line break, so a span that runs over one is written as a discontinuous one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, get_args

from reportedly.export.common import described, encodable
from reportedly.export.names import LOCAL, Names
from reportedly.model import Attribution, Certainty, Form, Reading, SourceKind, Span

CONFIGURATION = f"""\
[entities]
Source
Cue
Content
Ground
Hedge

[relations]
SaidBy\tArg1:Content, Arg2:Source
CuedBy\tArg1:Content, Arg2:Cue
HedgedBy\tArg1:Content, Arg2:Hedge
RestsOn\tArg1:Source, Arg2:Ground
Within\tArg1:Content, Arg2:Content
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
Form\tArg:Content, Value:{"|".join(get_args(Form))}
Certainty\tArg:Content, Value:{"|".join(get_args(Certainty))}
Kind\tArg:Source, Value:{"|".join(get_args(SourceKind))}
"""

# Line ends other than \n are taken for line breaks by some readers and not by others; a tab parts the columns of .ann.
_BREAKS = re.compile(r"[\t\v\f\r\x1c-\x1e\x85\u2028\u2029]")
_LINE = re.compile(r"[^\n]+")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Standoff(NamedTuple):
    """What the two files of a report hold."""

    text: str
    annotations: str


def standoff(reading: Reading, names: Names = LOCAL) -> Standoff:
    """A Reading in brat's terms.

    Args:
        reading: as read.
        names: gives the claims' ids, which the notes hold.

    Returns:
        The report's text with a space for each tab and each line end but the line feed, so that every offset holds;
        and the annotations: for each claim its content, with relations to its source, cue, hedges and the claim around
        it, attributes, and a note with all its facts.
    """
    text = _BREAKS.sub(" ", reading.report.text)
    lines = _Lines(text)
    contents: dict[str, str] = {}
    for claim in reading.attributions:
        content = lines.bound("Content", claim.content.spans)
        if content:
            contents[claim.id] = content
            _annotate(lines, content, claim)
            note = " ".join(f"{names.claim(reading, claim)}; {described(claim)}".split())
            lines.add("#", f"AnnotatorNotes {content}\t{note}")
    for claim in reading.attributions:
        inner, outer = contents.get(claim.id), contents.get(claim.within or "")
        if inner and outer:
            lines.relate("Within", inner, outer)
    return Standoff(text, "".join(f"{line}\n" for kind in "TRA#" for line in lines.of(kind)))


def write(readings: Iterable[Reading], folder: Path, names: Names = LOCAL) -> None:
    """Write a report's two files under the SHA-256 that is its id, and ``annotation.conf`` beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "annotation.conf").write_text(CONFIGURATION, encoding="utf-8")
    for reading in map(encodable, readings):
        found = standoff(reading, names)
        base = reading.report.id
        if not _SHA256.fullmatch(base):  # an id from elsewhere must not name a file elsewhere
            base = sha256(base.encode()).hexdigest()
        # As bytes: text mode would write other line ends on some systems.
        (folder / f"{base}.txt").write_bytes(found.text.encode())
        (folder / f"{base}.ann").write_bytes(found.annotations.encode())


class _Lines:
    """The lines of one ``.ann`` file as they come, by the letter that their ids begin with."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: dict[str, list[str]] = {kind: [] for kind in "TRA#"}
        self._bound: dict[tuple[str, str, str], str] = {}

    def of(self, kind: str) -> list[str]:
        return self._lines[kind]

    def add(self, kind: str, rest: str) -> str:
        name = f"{kind}{len(self._lines[kind]) + 1}"
        self._lines[kind].append(f"{name}\t{rest}")
        return name

    def relate(self, label: str, first: str, second: str) -> None:
        self.add("R", f"{label} Arg1:{first} Arg2:{second}\t")

    def bound(self, label: str, spans: Iterable[Span], value: str = "") -> str | None:
        """The id of a text-bound annotation, ``None`` if the spans hold nothing but white space.

        The same words in the same role are one annotation; not so a content, which has the attributes of one claim.
        """
        pieces = sorted({piece for span in spans for piece in self._pieces(span)})
        if not pieces:
            return None
        offsets = ";".join(f"{start} {end}" for start, end in pieces)
        known = self._bound.get((label, offsets, value))
        if known and label != "Content":
            return known
        words = " ".join(self._text[start:end] for start, end in pieces)
        name = self.add("T", f"{label} {offsets}\t{words}")
        self._bound[label, offsets, value] = name
        if value:
            self.add("A", f"Kind {name} {value}")
        return name

    def _pieces(self, span: Span) -> Iterable[tuple[int, int]]:
        for line in _LINE.finditer(self._text, span.start, span.end):
            words = line[0].strip()
            if words:
                start = line.start() + line[0].index(words)
                yield start, start + len(words)


def _annotate(lines: _Lines, content: str, claim: Attribution) -> None:
    lines.add("A", f"Form {content} {claim.form}")
    lines.add("A", f"Certainty {content} {claim.certainty}")
    source, cue = claim.source, claim.cue
    said_by = lines.bound("Source", source.spans, source.kind) if source else None
    if said_by:
        lines.relate("SaidBy", content, said_by)
        ground = lines.bound("Ground", [source.ground]) if source and source.ground else None
        if ground:
            lines.relate("RestsOn", said_by, ground)
    cued_by = lines.bound("Cue", cue.spans) if cue else None
    if cued_by:
        lines.relate("CuedBy", content, cued_by)
    for hedge in claim.hedges:
        hedged_by = lines.bound("Hedge", [hedge])
        if hedged_by:
            lines.relate("HedgedBy", content, hedged_by)

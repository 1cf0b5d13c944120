"""Readings in place of pages: what ``reportedly read --json`` printed, checked before anybody builds on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from reportedly.errors import NotReadable
from reportedly.model import Reading, Span
from reportedly.page.sources.items import item_name
from reportedly.page.sources.load import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA = 1
"""The form of a Reading that this version writes and reads."""

_ID = re.compile(r"[0-9a-f]{64}")
_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_MOST_SAID = 300
"""Characters of a complaint about the form, which quotes what it complains of."""


class Held(NamedTuple):
    """A Reading that a source holds in place of a page.

    Attributes:
        source: its name, as a ``Page`` has one.
        reading: as it was read when it was written, and found to be sound.

    """

    source: str
    reading: Reading


class _UnsoundError(Exception):
    """Where a Reading contradicts itself."""


def is_reading(value: dict[str, Any]) -> bool:
    """Tell a Reading from an object that holds a page."""
    return isinstance(value.get("report"), dict)


def held(value: dict[str, Any], name: str, number: int) -> Held:
    """Take a Reading from its JSON form.

    Time grows in proportion to what was read from the file.

    Args:
        value: the JSON object.
        name: what it is in.
        number: which line or item of it.

    Raises:
        NotReadable: it is of another form, or does not hold together; what is wrong, and what to do.

    """
    item = item_name(name, number)
    schema = value.get("schema", SCHEMA)
    if isinstance(schema, int) and schema > SCHEMA:
        detail = f"was made by a newer reportedly (schema {schema}); upgrade: pip install --upgrade reportedly"
        raise NotReadable(item, "load", "newer-schema", detail)
    try:
        reading = msgspec.convert(value, Reading)
        _check(reading)
    except (msgspec.ValidationError, _UnsoundError) as error:
        wrong = shown(str(error))[:_MOST_SAID]
        detail = f"is no whole Reading ({wrong}); write it anew from its page: reportedly read --json PAGE"
        raise NotReadable(item, "load", "reading", detail) from None
    return Held(item_name(name, number, reading.report.address), reading)


def _check(reading: Reading) -> None:
    """Raise ``_UnsoundError`` at the first thing that does not hold together."""
    if not _ID.fullmatch(reading.report.id):
        raise _UnsoundError("report.id is no SHA-256 in hexadecimal")
    for where, day in _days(reading):
        if day is not None and not _DAY.fullmatch(day):
            raise _UnsoundError(f"{where} {day!r} is no day, month or year in ISO 8601")
    _check_blocks(reading)
    text = reading.report.text
    for where, start, end, words in _spans(reading):
        if not (0 <= start < end <= len(text) and end - start == len(words) and text.startswith(words, start)):
            raise _UnsoundError(f"{where} says that characters {start} to {end} are {words!r}, and they are not")
    for refusal in reading.refusals:
        bounds = [at for at in (refusal.start, refusal.end) if at is not None]
        if bounds != sorted(bounds) or any(not 0 <= at <= len(text) for at in bounds):
            raise _UnsoundError(f"the refusal {refusal.code!r} is outside the text")
    _check_values(reading)
    _check_references(reading)


def _days(reading: Reading) -> Iterator[tuple[str, str | None]]:
    report = reading.report
    yield "report.published.earliest", report.published.earliest
    yield "report.published.latest", report.published.latest
    yield "report.modified", report.modified
    for day in reading.days:
        yield "days: earliest", day.earliest
        yield "days: latest", day.latest


def _check_blocks(reading: Reading) -> None:
    """Each character that is not white space is in exactly one block, and the blocks are in order."""
    text, behind = reading.report.text, 0
    for block in reading.report.blocks:
        if not behind <= block.start < block.end <= len(text):
            fault = "overlaps the one before it, is out of order or outside the text"
            raise _UnsoundError(f"the block from {block.start} to {block.end} {fault}")
        if text[behind : block.start].strip():
            raise _UnsoundError(f"characters {behind} to {block.start} are in no block")
        behind = block.end
    if text[behind:].strip():
        raise _UnsoundError(f"characters {behind} to {len(text)} are in no block")


def _spans(reading: Reading) -> Iterator[tuple[str, int, int, str]]:
    """Everything with a start, an end and a text, and what to call it."""

    def each(where: str, spans: tuple[Span, ...]) -> Iterator[tuple[str, int, int, str]]:
        for span in spans:
            yield where, span.start, span.end, span.text

    for entity in reading.entities:
        yield from each(f"entity {entity.id}", entity.mentions)
    for claim in reading.attributions:
        where = f"attribution {claim.id}"
        yield from each(where, claim.content.spans)
        yield from each(where, claim.hedges)
        if claim.cue:
            yield from each(where, claim.cue.spans)
        if claim.source:
            yield from each(where, claim.source.spans)
            if claim.source.ground:
                yield from each(where, (claim.source.ground,))
    for kind, found in (("figure", reading.figures), ("day", reading.days), ("place", reading.places)):
        for mention in found:
            yield f"a {kind}", mention.start, mention.end, mention.text


def _check_values(reading: Reading) -> None:
    for claim in reading.attributions:
        if not 0 <= claim.confidence <= 1:
            raise _UnsoundError(f"attribution {claim.id} has a confidence that is not between 0 and 1")
        if not claim.content.spans or (claim.source and not claim.source.spans) or (claim.cue and not claim.cue.spans):
            raise _UnsoundError(f"attribution {claim.id} has a source, cue or content without words")
    for figure in reading.figures:
        given = [number for number in (figure.low, figure.value, figure.high) if number is not None]
        if given != sorted(given):
            raise _UnsoundError(f"the figure {figure.text!r} is not between its own bounds")
    for place in reading.places:
        if not (abs(place.latitude or 0) <= 90 and abs(place.longitude or 0) <= 180):
            raise _UnsoundError(f"the place {place.text!r} is not on this planet")


def _check_references(reading: Reading) -> None:
    """Ids are unique, what refers to one finds it, and no claim lies within itself."""
    entities = {entity.id for entity in reading.entities}
    around = {claim.id: claim.within for claim in reading.attributions}
    if len(entities) < len(reading.entities) or len(around) < len(reading.attributions):
        raise _UnsoundError("two entities or two attributions have the same id")
    named = [claim.source.entity for claim in reading.attributions if claim.source]
    named += [step.entity for claim in reading.attributions for step in claim.via]
    for reference in named:
        if reference is not None and reference not in entities:
            raise _UnsoundError(f"it refers to an entity {reference!r}, which it does not have")
    for claim in (*around.values(), *(figure.attribution for figure in reading.figures)):
        if claim is not None and claim not in around:
            raise _UnsoundError(f"it refers to an attribution {claim!r}, which it does not have")
    ends: set[str] = set()
    for start in around:
        way: set[str] = set()
        at: str | None = start
        while at is not None and at not in ends:
            if at in way:
                raise _UnsoundError(f"attribution {at!r} lies within itself")
            way.add(at)
            at = around[at]
        ends |= way

"""What the formats share: text that every encoding carries, addresses that are addresses, a claim's facts in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from reportedly.model import Attribution, Entity, Reading, Report, Span

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f]+", re.IGNORECASE)


def encodable(reading: Reading) -> Reading:
    """The same Reading with U+FFFD for each lone surrogate, which no encoding carries; every offset holds."""
    try:
        msgspec.json.encode(reading)
    except UnicodeEncodeError:
        return msgspec.convert(_whole(msgspec.to_builtins(reading)), Reading)
    return reading


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("�", value)
    if isinstance(value, dict):
        return {_whole(key): _whole(inner) for key, inner in value.items()}
    return [_whole(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def json_line(value: Any) -> bytes:
    """One JSON text and a line feed. JSON escapes every line feed inside."""
    return msgspec.json.encode(value) + b"\n"


def web_address(report: Report) -> str | None:
    """The report's address if it can stand where an IRI must; a page can state anything for its own address."""
    address = report.address
    return address if address and _ADDRESS.fullmatch(address) else None


def words(spans: Iterable[Span]) -> str:
    """The words of spans that belong together, with `` … `` where text between them is left out."""
    return " … ".join(span.text for span in spans)


def named_entities(reading: Reading) -> dict[str, Entity]:
    """The entities that the report names, by their ids; "a source" and "two officials" are not among them."""
    sources = (claim.source for claim in reading.attributions if claim.source)
    nameless = {source.entity for source in sources if source.kind == "unnamed"}
    return {one.id: one for one in reading.entities if one.id not in nameless}


def facts(attribution: Attribution) -> list[tuple[str, str]]:
    """All that is known of a claim but its content, as names and values in words.

    Returns:
        In this order, and only what there is: source, source kind, ground, cue, through (one for each intermediary,
        outermost first), form, certainty, hedge, within, confidence.
    """
    source = attribution.source
    found: list[tuple[str, str]] = []
    if source:
        if source.spans:
            found.append(("source", words(source.spans)))
        found.append(("source kind", source.kind))
        if source.ground:
            found.append(("ground", source.ground.text))
    if attribution.cue and attribution.cue.spans:
        found.append(("cue", words(attribution.cue.spans)))
    found += [("through", step.name) for step in attribution.via]
    found += [("form", attribution.form), ("certainty", attribution.certainty)]
    if attribution.hedges:
        found.append(("hedge", words(attribution.hedges)))
    if attribution.within:
        found.append(("within", attribution.within))
    found.append(("confidence", f"{attribution.confidence:.2f}"))
    return found


def described(attribution: Attribution) -> str:
    """A claim's facts in one line: ``source: Maria Lopez; source kind: person; …``."""
    return "; ".join(f"{name}: {' '.join(value.split())}" for name, value in facts(attribution))

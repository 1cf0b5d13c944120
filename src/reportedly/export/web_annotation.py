"""W3C Web Annotations: one for each claim, its content the target, what is known of it the body.

After the Recommendation of 2017-02-23 (https://www.w3.org/TR/annotation-model/). Positions count code points, as it
asks for; some browser tools count UTF-16 units, and find the words by the quotation instead. A content that its cue
splits has several targets, as annotation tools read them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from reportedly.export.common import described, encodable, facts, json_line, named_entities, web_address
from reportedly.export.names import LOCAL, Names
from reportedly.model import Attribution, Entity, Reading, Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

_TAGGED = ("source kind", "form", "certainty", "through", "confidence")
_REACHES = (32, 64, 128, 256)
"""Characters before and after a quotation: as many as it takes to find it once. What a page repeats with all that is
around it is found by position alone."""


def web_annotations(reading: Reading, names: Names = LOCAL) -> Iterator[dict[str, Any]]:
    """The claims of a Reading as Web Annotations.

    Args:
        reading: as read.
        names: gives the annotations' ids, and the source of a report without an address.

    Yields:
        One JSON-LD object for each claim, each with its ``@context``.
    """
    by_id = {one.id: one for one in reading.attributions}
    named = named_entities(reading)
    for attribution in reading.attributions:
        target = [_part(reading, span, names) for span in attribution.content.spans]
        yield {
            "@context": CONTEXT,
            "id": names.claim(reading, attribution),
            "type": "Annotation",
            "motivation": "describing",
            "creator": {"type": "Software", "name": f"reportedly {reading.reader.version}"},
            "body": _body(reading, attribution, by_id, named, names),
            "target": target[0] if len(target) == 1 else target or _source(reading, names),
        }


def write(readings: Iterable[Reading], target: BinaryIO, names: Names = LOCAL) -> None:
    """Write one annotation a line."""
    for reading in map(encodable, readings):
        target.writelines(json_line(annotation) for annotation in web_annotations(reading, names))


def _body(
    reading: Reading,
    attribution: Attribution,
    by_id: dict[str, Attribution],
    named: dict[str, Entity],
    names: Names,
) -> list[dict[str, Any]]:
    body: list[dict[str, Any]] = [
        {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "text/plain",
            "language": "en",
            "value": described(attribution),
        }
    ]
    body += [
        {"type": "TextualBody", "purpose": "tagging", "value": f"{name}: {value}"}
        for name, value in facts(attribution)
        if name in _TAGGED
    ]
    source, cue = attribution.source, attribution.cue
    entity = named.get(source.entity or "") if source else None
    if entity:
        body.append({"type": "SpecificResource", "purpose": "identifying", "source": _agent(reading, entity, names)})
    roles = (
        ("source", source.spans if source else ()),
        ("ground", (source.ground,) if source and source.ground else ()),
        ("cue", cue.spans if cue else ()),
        ("hedge", attribution.hedges),
    )
    for role, spans in roles:
        # The style class is what the model has to tell one part of a body from another.
        body += [_part(reading, span, names) | {"purpose": "describing", "styleClass": role} for span in spans]
    outer = by_id.get(attribution.within) if attribution.within else None
    if outer:
        body.append({"type": "SpecificResource", "purpose": "linking", "source": names.claim(reading, outer)})
    return body


def _agent(reading: Reading, entity: Entity, names: Names) -> dict[str, Any]:
    agent: dict[str, Any] = {"id": names.entity(reading, entity), "name": entity.name}
    if entity.kind in ("person", "organisation", "outlet"):
        agent["type"] = "Person" if entity.kind == "person" else "Organization"
    return agent


def _source(reading: Reading, names: Names) -> str:
    return web_address(reading.report) or names.report(reading)


def _part(reading: Reading, span: Span, names: Names) -> dict[str, Any]:
    return {
        "type": "SpecificResource",
        "source": _source(reading, names),
        "selector": [
            _quotation(reading.report.text, span),
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }


def _quotation(text: str, span: Span) -> dict[str, str]:
    prefix = suffix = ""
    for reach in _REACHES:
        prefix = text[max(0, span.start - reach) : span.start]
        suffix = text[span.end : span.end + reach]
        quotation = prefix + span.text + suffix
        if text.find(quotation, text.find(quotation) + 1) < 0:
            break
    return {"type": "TextQuoteSelector", "exact": span.text, "prefix": prefix, "suffix": suffix}

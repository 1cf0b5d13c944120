"""schema.org: a report as a NewsArticle, its direct speech as Quotations, all other claims as Claims.

Nobody is made the author of what they are said to have denied or refused to say: the words that name them then stand in
``description`` alone. schema.org has no term for offsets, for certainty, or for how sure the reader is; certainty and
the words that show it are in ``description``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from reportedly.export.common import described, encodable, json_line, named_entities, web_address, words
from reportedly.export.names import LOCAL, Names
from reportedly.model import READ_FOR_CLAIMS, Attribution, Entity, Reading, Via

CONTEXT = "https://schema.org"

_TYPES = {
    "person": "Person",
    "official": "Person",
    "organisation": "Organization",
    "outlet": "NewsMediaOrganization",
}
"""schema.org's type for a kind of entity or source. For the others it has none that can be an author."""

_NOT_SAID = ("denied", "declined")


def graph(reading: Reading, names: Names = LOCAL) -> dict[str, Any]:
    """A Reading as one JSON-LD document.

    Args:
        reading: as read.
        names: gives the ids of the report, its claims and its entities.

    Returns:
        ``@context`` and a ``@graph``: the NewsArticle first, then its claims in order.
    """
    by_id = {one.id: one for one in reading.attributions}
    named = named_entities(reading)
    claims = [_claim(reading, one, by_id, named, names) for one in reading.attributions]
    return {"@context": CONTEXT, "@graph": [_article(reading, named, names), *claims]}


def write(readings: Iterable[Reading], target: BinaryIO, names: Names = LOCAL) -> None:
    """Write one JSON-LD document a line, for each report one."""
    target.writelines(json_line(graph(reading, names)) for reading in map(encodable, readings))


def _article(reading: Reading, named: dict[str, Entity], names: Names) -> dict[str, Any]:
    report = reading.report
    published = report.published
    body = (report.text[block.start : block.end] for block in report.blocks if block.kind in READ_FOR_CLAIMS)
    known = {
        "@type": "NewsArticle",
        "@id": names.report(reading),
        "identifier": {"@type": "PropertyValue", "propertyID": "sha256", "value": report.id},
        "url": web_address(report),
        "headline": report.headline,
        "abstract": report.standfirst,
        "publisher": {"@type": "Organization", "name": report.publisher} if report.publisher else None,
        # A byline can be a person, an agency or a desk: it is credited as written.
        "creditText": list(report.bylines),
        "dateline": report.dateline,
        # A day that is only known to lie between two others is left out.
        "datePublished": published.earliest if published.earliest == published.latest else None,
        "dateModified": report.modified,
        "inLanguage": report.language,
        "articleSection": list(report.section),
        "keywords": list(dict.fromkeys([*(topic.name for topic in report.topics), *report.tags])),
        "articleBody": "\n\n".join(body),
        "mentions": [_entity(reading, one, names) for one in named.values() if one.kind in _TYPES],
    }
    return _only_known(known)


def _claim(
    reading: Reading,
    attribution: Attribution,
    by_id: dict[str, Attribution],
    named: dict[str, Entity],
    names: Names,
) -> dict[str, Any]:
    article = {"@id": names.report(reading)}
    outer = by_id.get(attribution.within) if attribution.within else None
    said = attribution.certainty not in _NOT_SAID
    quotation = attribution.form == "direct" and said
    speaker = _speaker(reading, attribution, named, names) if said else None
    source = attribution.source
    known = {
        "@type": "Quotation" if quotation else "Claim",
        "@id": names.claim(reading, attribution),
        "text": words(attribution.content.spans),
        "description": described(attribution),
        "creditText": words(source.spans) if source and said else None,
        "spokenByCharacter" if quotation else "author": speaker,
        "isPartOf": [article, {"@id": names.claim(reading, outer)}] if outer else article,
        "appearance": None if quotation else article,
        "citation": source.ground.text if source and source.ground else None,
        "isBasedOn": _chain(attribution.via),
    }
    return _only_known(known)


def _chain(via: tuple[Via, ...]) -> dict[str, Any] | None:
    """The report rests on the outermost intermediary's work, which rests on the next one's."""
    work: dict[str, Any] | None = None
    for step in reversed(via):
        kind = _TYPES.get(step.kind)
        agent = {"creator": {"@type": kind, "name": step.name}} if kind else {"name": step.name}
        work = {"@type": "CreativeWork", **agent} | ({"isBasedOn": work} if work else {})
    return work


def _speaker(
    reading: Reading, attribution: Attribution, named: dict[str, Entity], names: Names
) -> dict[str, Any] | None:
    source = attribution.source
    if source is None:
        return None
    entity = named.get(source.entity or "")
    if entity and entity.kind in _TYPES:
        return {"@type": _TYPES[entity.kind], "@id": names.entity(reading, entity), "name": entity.name}
    if source.spans and source.kind in _TYPES:
        # "the mayor" is no name.
        return {"@type": _TYPES[source.kind], "description": words(source.spans)}
    return None


def _entity(reading: Reading, entity: Entity, names: Names) -> dict[str, Any]:
    known = {
        "@type": _TYPES[entity.kind],
        "@id": names.entity(reading, entity),
        "name": entity.name,
        "alternateName": list(entity.aliases),
        "description": entity.role,  # any: "editor", "daughter"
        "affiliation": {"@type": "Organization", "name": entity.affiliation}
        if entity.affiliation and entity.kind == "person"
        else None,
    }
    return _only_known(known)


def _only_known(known: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in known.items() if value not in (None, "", [])}

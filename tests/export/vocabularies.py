"""The JSON-LD contexts that exports name, for a judge that may not go out to fetch them.

``ANNOTATION`` has the terms that we use of the context of the W3C Web Annotation Vocabulary
(https://www.w3.org/ns/anno.jsonld), with what they stand for there.
"""

from __future__ import annotations

from typing import Any

OA = "http://www.w3.org/ns/oa#"

_LINK = "@id"
ANNOTATION: dict[str, Any] = {
    "oa": OA,
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "id": "@id",
    "type": "@type",
    **{name: f"oa:{name}" for name in ("Annotation", "TextualBody", "SpecificResource")},
    **{name: f"oa:{name}" for name in ("TextQuoteSelector", "TextPositionSelector")},
    "Person": "foaf:Person",
    "Organization": "foaf:Organization",
    "Software": "as:Application",
    **{name: f"oa:{name}" for name in ("describing", "identifying", "linking", "tagging")},
    "body": {"@type": _LINK, "@id": "oa:hasBody"},
    "target": {"@type": _LINK, "@id": "oa:hasTarget"},
    "source": {"@type": _LINK, "@id": "oa:hasSource"},
    "selector": {"@type": _LINK, "@id": "oa:hasSelector"},
    "creator": {"@type": _LINK, "@id": "dcterms:creator"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "format": "dc:format",
    "language": "dc:language",
    "value": "rdf:value",
    **{name: f"oa:{name}" for name in ("start", "end", "exact", "prefix", "suffix", "styleClass")},
    "name": "foaf:name",
}

CONTEXTS: dict[str, dict[str, Any]] = {
    "http://www.w3.org/ns/anno.jsonld": ANNOTATION,
    # schema.org's own makes a term of every name in its vocabulary.
    "https://schema.org": {"@vocab": "https://schema.org/", "url": {"@type": "@id"}},
}


def load(address: str, options: dict[str, Any]) -> dict[str, Any]:
    """A document loader for PyLD that has these contexts and no other."""
    return {"contextUrl": None, "documentUrl": address, "document": {"@context": CONTEXTS[address]}}

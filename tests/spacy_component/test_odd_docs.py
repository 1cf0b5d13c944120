"""Docs that no newspaper would print, and pipelines that lack what is needed."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from reportedly.errors import NotReadable
from reportedly.language import MODEL
from reportedly.spacy_component import attributions

_WORDS = st.sampled_from(
    ["Maria Lopez", "Maria", "the mayor", "she", "said", "denied", "told", "Reuters", "that", "rain", "fell", "it's",
     "“", "”", '"', ",", ".", ":", "—", "\n", "\n\n", " \n ", "\t", " ", "\r\n", "é😀",
     "a\nb", "Lopez said", "…”", "\u200b"]
)  # fmt: skip


def sound(doc: Doc) -> None:
    text = doc.text
    ids = set()
    for one in attributions(doc):
        record = one.record
        roles = (
            (one.source, record.source.spans if record.source else ()),
            (one.cue, record.cue.spans if record.cue else ()),
            (one.content, record.content.spans),
            (one.hedges, record.hedges),
        )
        for spans, exact in roles:
            assert len(spans) == len(exact)
            for span, at in zip(spans, exact, strict=True):
                assert text[at.start : at.end] == at.text
                assert span.start_char <= at.start < at.end <= span.end_char
                assert text[span.start_char : span.end_char] == span.text
                assert span.doc is doc
            assert all(a.end <= b.start for a, b in pairwise(exact))
        assert one.content
        assert one.id not in ids
        ids.add(one.id)
    assert len(doc.spans["reportedly"]) == sum(len(a.source + a.cue + a.content) for a in attributions(doc))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.lists(_WORDS, max_size=25).map(" ".join), st.text(max_size=60)))
def test_any_text_gives_sound_spans(nlp: Language, text: str) -> None:
    sound(nlp(text))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.tuples(_WORDS, st.booleans()), max_size=25))
def test_any_tokens_give_sound_spans(nlp: Language, words: list[tuple[str, bool]]) -> None:
    sound(nlp(Doc(nlp.vocab, words=[word for word, _ in words], spaces=[space for _, space in words])))


@pytest.mark.parametrize("paragraphs", ["newline", "blank-line", "none"])
@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u2028 \t", "said", "“", "\nMaria Lopez said rain fell.\r\n"])
def test_small_texts_are_read_whatever_the_paragraphs(bare: Language, text: str, paragraphs: str) -> None:
    doc = bare.create_pipe("reportedly", config={"paragraphs": paragraphs})(bare(text))
    sound(doc)
    assert bool(doc._.attributions) == ("Maria" in text)


def test_a_blank_doc_needs_no_parse() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("reportedly")
    assert nlp("")._.attributions == nlp(" \n ")._.attributions == ()


def test_a_long_doc_is_read_to_its_end(bare: Language) -> None:
    one = bare("Maria Lopez said the bridge would open in May.\n\n")
    doc = bare.create_pipe("reportedly")(Doc.from_docs([one] * 300, ensure_whitespace=False))
    assert len(doc._.attributions) == 300
    assert len({a.content[0].sent.start for a in doc._.attributions}) == 300


@pytest.mark.filterwarnings("ignore:.*W108")  # spaCy's own lemmatizer misses the tags as well
@pytest.mark.parametrize(
    ("without", "named"),
    [
        (["parser"], "parser"),
        (["parser", "ner"], "parser"),
        (["tagger"], "tagger"),
        (["attribute_ruler"], "attribute_ruler"),
        (["lemmatizer"], "lemmatizer"),
        (["ner"], "ner"),
    ],
)
def test_a_pipeline_that_lacks_something_is_told_what(without: list[str], named: str) -> None:
    nlp = spacy.load(MODEL, exclude=without)
    nlp.add_pipe("reportedly")
    with pytest.raises(NotReadable, match=rf"begins 'Maria Lopez said rain.+component '{named}'.+before 'reportedly'"):
        nlp("Maria Lopez said rain fell.")


def test_a_pipeline_of_another_language_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="English only, and this pipeline's language is 'de'"):
        spacy.blank("de").add_pipe("reportedly")


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"min_confidence": 1.5}, "between 0 and 1, and is 1.5"),
        ({"min_confidence": -0.1}, "between 0 and 1, and is -0.1"),
        ({"min_confidence": "high"}, "min_confidence"),
        ({"paragraphs": "lines"}, "paragraphs"),
        ({"nesting": True}, "nesting"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(config: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        spacy.blank("en").add_pipe("reportedly", config=config)


def test_an_extension_of_other_code_is_not_overwritten() -> None:
    kept = Doc.remove_extension("attributions") if Doc.has_extension("attributions") else None
    Doc.set_extension("attributions", default="theirs")
    try:
        with pytest.raises(ValueError, match=r"Doc._.attributions is registered by other code"):
            spacy.blank("en").add_pipe("reportedly")
        assert spacy.blank("en")("")._.attributions == "theirs"
    finally:
        Doc.remove_extension("attributions")
        if kept:
            Doc.set_extension("attributions", getter=kept[2])

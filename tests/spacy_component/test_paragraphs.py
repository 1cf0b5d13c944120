"""How a Doc is cut into paragraphs with their part of its parse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from reportedly.language import Passage
from reportedly.spacy_component import AttributionPipe, Paragraphs, _passages

Reader = Callable[..., AttributionPipe]

WRAPPED = "Maria Lopez said\nthe bridge would\nopen in May.\n\nRain fell all day."


def cut(doc: Doc, paragraphs: Paragraphs = "newline") -> list[Passage]:
    return _passages(doc, doc.text, paragraphs)


def test_a_paragraph_has_the_parse_that_it_had(bare: Language) -> None:
    doc = bare("Rain fell in Oslo. Maria Lopez of Norvik said so.\n\nThe dam, built in 1950, held on Monday.")
    passages = cut(doc)
    assert [p.text for p in passages] == doc.text.split("\n\n")
    for passage in passages:
        own = passage.doc
        was = doc.char_span(passage.start, passage.end)
        assert was is not None
        assert own.text == passage.text
        for token, before in zip(own, was, strict=True):
            assert passage.start + token.idx == before.idx
            assert (token.tag_, token.pos_, token.lemma_, token.dep_) == (
                before.tag_,
                before.pos_,
                before.lemma_,
                before.dep_,
            )
            assert (token.ent_type_, token.is_sent_start) == (before.ent_type_, before.is_sent_start)
            assert token.head.idx + passage.start == before.head.idx
        assert [str(entity) for entity in own.ents] == [str(entity) for entity in was.ents]
        inside = [sentence for sentence in doc.sents if was.start <= sentence.start < was.end]
        assert [sentence.text for sentence in own.sents] == [sentence.text.strip() for sentence in inside]


def test_a_sentence_over_a_cut_is_one_on_either_side() -> None:
    words = ["Ann", "Lee", "\n", "said", "that", "rain", "fell"]
    doc = Doc(
        Vocab(),
        words=words,
        heads=[1, 3, 1, 3, 6, 6, 3],
        deps=["compound", "nsubj", "dep", "ROOT", "mark", "nsubj", "ccomp"],
        ents=["B-PERSON", "I-PERSON", "I-PERSON", "I-PERSON", "O", "O", "O"],
    )
    before, after = (passage.doc for passage in cut(doc))
    assert [token.head.text for token in before] == ["Lee", "Lee"]
    assert [token.head.text for token in after] == ["said", "fell", "fell", "said"]
    assert [len(list(one.sents)) for one in (before, after)] == [1, 1]
    assert [[str(entity) for entity in one.ents] for one in (before, after)] == [["Ann Lee"], ["said"]]


def test_words_whose_governors_are_all_outside_become_roots() -> None:
    doc = Doc(Vocab(), words=["rain", "\n", "heavy", "cold"], heads=[0, 0, 0, 0], deps=["ROOT", "dep", "amod", "amod"])
    _, after = (passage.doc for passage in cut(doc))
    assert all(token.head == token for token in after)


def test_a_token_merged_over_a_break_holds_its_paragraphs_together(bare: Language) -> None:
    doc = bare("Maria\nLopez said the bridge would open in May.\nRain fell.")
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[0:3])
    assert [p.text for p in cut(doc)] == ["Maria\nLopez said the bridge would open in May.", "Rain fell."]


@pytest.mark.parametrize("gap", ["\n", "\r\n", "\r", "\n\n", " \n \n ", "\u2028", "\u2029", "\x85"])
def test_any_line_break_ends_a_paragraph(bare: Language, gap: str) -> None:
    assert [p.text for p in cut(bare(f"Rain fell.{gap}Snow fell."))] == ["Rain fell.", "Snow fell."]


def test_wrapped_lines_are_read_as_one_paragraph(bare: Language, reader: Reader) -> None:
    assert [p.text for p in cut(bare(WRAPPED), "blank-line")] == WRAPPED.split("\n\n")
    assert [p.text for p in cut(bare(WRAPPED), "none")] == [WRAPPED]
    doc = reader(paragraphs="blank-line")(bare(WRAPPED))
    (claim,) = doc._.attributions
    assert [span.text for span in claim.content] == ["the bridge would\nopen in May"]
    assert [span.text for span in claim.record.content.spans] == ["the bridge would\nopen in May"]

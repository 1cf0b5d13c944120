from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import NotRead, NotReadable
from reportedly.evaluation import GoldDocument, gold_documents, json_line, load, predicted_documents
from tests.evaluation.marked import document

RAIN = document("“[t:It rained],” [c:said] [s:Zoë Østby].", "1", "Courier")
GOOD = json_line(RAIN)


def line(**parts: object) -> bytes:
    return json.dumps({"id": "1", "text": "Ann said no.", "attributions": [], **parts}).encode() + b"\n"


def claim(**parts: object) -> list[dict[str, object]]:
    return [{"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 11]], **parts}]


def test_a_document_comes_back_as_it_was_written() -> None:
    assert gold_documents(GOOD, "gold") == (RAIN,)
    assert gold_documents(b"\xef\xbb\xbf\n" + GOOD.replace(b"\n", b"\r\n") + b"  \n", "gold") == (RAIN,)


def test_a_role_may_be_missing_and_other_keys_are_passed_over() -> None:
    (one,) = gold_documents(line(attributions=[{"content": [[9, 11]], "annotator": 3}], split="dev"), "gold")
    assert one.attributions[0].source == ()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "has no document"),
        (b"\n \n", "has no document"),
        (GOOD + b'{"id": \n', "line 2: "),
        (GOOD + b"[]\n", "line 2: Expected `object`"),
        (b'{"id": "1", "text": "no"}', "line 1: Object missing required field `attributions`"),
        (b'{"id": "1", "attributions": []}', "`text`"),
        (b'{"id": "\xff", "text": "", "attributions": []}', "line 1: is not UTF-8"),
        (line(text=7), "`$.text`"),
        (line(attributions=claim(cue=[[4, 8, 9]])), "`$.attributions[0].cue[0]`"),
        (line(attributions=claim(cue=[4, 8])), "`$.attributions[0].cue[0]`"),
        (line(attributions=claim(content=[[9, 13]])), 'document "1", attributions[0]: content [9, 13]'),
        (line(attributions=claim(content=[[9, 10**30]])), "12 characters"),
        (line(attributions=claim(source=[[-1, 3]])), "source [-1, 3]"),
        (line(attributions=claim(source=[[3, 0]])), "source [3, 0]"),
        (line(attributions=claim(source=[[3, 3]])), "source [3, 3]"),
        (line(attributions=claim(confidence=1.5)), "confidence 1.5"),
        (line() + b"\n" + line(), 'line 3: the id "1" was on a line before'),
        (line(meta={"x": 0}).replace(b"0", b"[" * 50_000 + b"]" * 50_000), "nested too deeply"),
    ],
)
def test_a_damaged_gold_file_is_refused_by_name_line_and_reason(data: bytes, words: str) -> None:
    with pytest.raises(NotReadable) as refused:
        gold_documents(data, "my gold.jsonl")
    assert str(refused.value).startswith("my gold.jsonl: ")
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (line(id="2"), 'no document with the id "2"'),
        (line(text="Ann said so."), "the text is not that of the gold file from character 9 on"),
        (line(text="Ann"), "from character 3 on"),
        (line() + line(), "line 2: the id"),
        (line(attributions=claim(content=[[9, 13]])), "content [9, 13]"),
        (line(id="1\n" * 100), "1 1 1"),
    ],
)
def test_predictions_must_fit_the_gold(data: bytes, words: str) -> None:
    gold = gold_documents(line(), "gold")
    with pytest.raises(NotReadable) as refused:
        predicted_documents(data, "found", gold)
    assert words in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


def test_predictions_may_leave_out_texts_and_documents() -> None:
    gold = gold_documents(line() + line(id="2"), "gold")
    (one,) = predicted_documents(json.dumps({"id": "2", "attributions": claim(confidence=1)}).encode(), "found", gold)
    assert (one.id, one.attributions[0].confidence) == ("2", 1.0)
    assert predicted_documents(b"", "found", gold) == ()


def test_what_cannot_be_got_is_refused(tmp_path: object) -> None:
    for source, words in (
        (f"{tmp_path}/none", "no such file"),
        (str(tmp_path), "is a folder"),
        ("\0", "cannot be read"),
        ("x" * 5000, "cannot be read"),
    ):
        with pytest.raises(NotRead, match=words):
            load(source)


@given(
    st.binary()
    | st.lists(st.sampled_from([GOOD, GOOD[:-20], b"[" * 9, b"\n", b"{}", b'"', b"\xff", b"1e999"])).map(b"".join)
)
def test_any_bytes_give_documents_or_a_refusal(data: bytes) -> None:
    try:
        documents = gold_documents(data, "gold")
    except NotReadable as refused:
        assert refused.detail
    else:
        assert all(isinstance(one, GoldDocument) for one in documents)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 20) | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["source", "content", "x"]), inner),
    max_leaves=12,
)


@given(JSON, JSON)
def test_any_json_gives_spans_of_the_text_or_a_refusal(attributions: object, text: object) -> None:
    data = json.dumps({"id": "1", "text": text, "attributions": attributions}).encode()
    try:
        (one,) = gold_documents(data, "gold")
    except NotReadable:
        return
    for annotation in one.attributions:
        for start, end in (*annotation.source, *annotation.cue, *annotation.content):
            assert one.text[start:end]
    assert gold_documents(json_line(one), "gold") == (one,)

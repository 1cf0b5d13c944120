"""Pipelines and Docs that are stored, sent and loaded again."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from reportedly.errors import NotReadable
from reportedly.language import MODEL
from reportedly.model import Attribution, Content, Span
from reportedly.spacy_component import KEY, AttributionPipe, attributions
from tests.spacy_component.conftest import TEXT


def rows(doc: Doc) -> list[dict[str, str | float | None]]:
    return [a.as_row() for a in doc._.attributions]


def labelled(doc: Doc) -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span.id_) for span in doc.spans["reportedly"]]


def test_a_doc_as_bytes(nlp: Language, doc: Doc) -> None:
    back = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert rows(back) == rows(doc) != []
    assert [a.record for a in attributions(back)] == [a.record for a in attributions(doc)]
    assert labelled(back) == labelled(doc)


def test_a_doc_in_a_bin(doc: Doc) -> None:
    kept = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (back,) = DocBin().from_bytes(kept).get_docs(spacy.blank("en").vocab)
    assert rows(back) == rows(doc)
    assert labelled(back) == labelled(doc)


def test_a_doc_in_a_pickle(doc: Doc) -> None:
    back = pickle.loads(pickle.dumps(doc))
    assert rows(back) == rows(doc)
    assert labelled(back) == labelled(doc)


def test_a_copy_of_a_doc(doc: Doc) -> None:
    assert rows(doc.copy()) == rows(doc)


def test_a_bin_read_where_no_component_is(doc: Doc, tmp_path: Path) -> None:
    DocBin(store_user_data=True, docs=[doc]).to_disk(tmp_path / "read.spacy")
    code = (
        "import spacy; from spacy.tokens import DocBin; from reportedly.spacy_component import attributions;"
        f"docs = DocBin().from_disk({str(tmp_path / 'read.spacy')!r}).get_docs(spacy.blank('en').vocab);"
        "print([a.source[0].text for doc in docs for a in attributions(doc)][0])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "Maria Lopez\n"


def test_a_pipeline_on_disk_keeps_its_settings(tmp_path: Path) -> None:
    nlp = spacy.load(MODEL)
    nlp.add_pipe("reportedly", config={"nested": False, "spans_key": "claims", "paragraphs": "blank-line"})
    doc = nlp(TEXT)
    nlp.to_disk(tmp_path / "pipeline")
    for back in (
        spacy.load(tmp_path / "pipeline"),
        spacy.blank("en").from_config(nlp.config).from_bytes(nlp.to_bytes()),
    ):
        assert rows(back(TEXT)) == rows(doc) != []
        assert list(back(TEXT).spans) == ["claims"]


def test_any_number_of_processes_reads_the_same() -> None:
    # In a process of its own: a reader that cannot be used after a fork would never come back.
    code = f"""
import spacy
if __name__ == "__main__":
    nlp = spacy.load({MODEL!r})
    nlp.add_pipe("reportedly")
    texts = [{TEXT!r}, "", "Rain fell."] * 4
    one = [[a.as_row() for a in doc._.attributions] for doc in nlp.pipe(texts)]
    two = [[a.as_row() for a in doc._.attributions] for doc in nlp.pipe(texts, n_process=2, batch_size=3)]
    assert one == two and one[0] and not one[1]
    print("same")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=240)
    assert done.stdout == "same\n", done.stderr


@pytest.mark.parametrize("batch_size", [1, 2, 100])
def test_a_stream_keeps_its_order_whatever_the_batch(nlp: Language, batch_size: int) -> None:
    texts = [f"Maria Lopez said bridge {number} would open in May." for number in range(5)]
    alone = [rows(nlp(text)) for text in texts]
    assert [rows(doc) for doc in nlp.pipe(texts, batch_size=batch_size)] == alone
    assert all(alone)


def test_a_stream_is_read_as_it_comes(bare: Language, reader: Callable[..., AttributionPipe]) -> None:
    taken = []

    def stream() -> Iterator[Doc]:
        for number in range(3):
            taken.append(number)
            yield bare(f"Maria Lopez said bridge {number} was shut.")

    first = next(iter(reader().pipe(stream(), batch_size=1)))
    assert rows(first)
    assert taken == [0]


def test_a_doc_that_fails_goes_to_the_error_handler(bare: Language, reader: Callable[..., AttributionPipe]) -> None:
    pipe = reader()
    good, bad = bare("Maria Lopez said the bridge was shut."), bare.make_doc("Nobody parsed this.")
    with pytest.raises(NotReadable, match="Nobody parsed this"):
        list(pipe.pipe([bad]))
    failed: list[tuple[str, list[Doc], Exception]] = []

    def note(name: str, pipe: object, docs: list[Doc], error: Exception) -> None:
        failed.append((name, docs, error))

    pipe.set_error_handler(note)  # type: ignore[arg-type] # spaCy's stub wants a handler that always raises
    assert list(pipe.pipe([good, bad, good])) == [good, good]
    ((name, docs, error),) = failed
    assert (name, docs) == ("reportedly", [bad])
    assert isinstance(error, NotReadable)


def test_docs_that_are_merged_keep_the_spans(doc: Doc) -> None:
    with pytest.warns(UserWarning, match="attributions"):
        merged = Doc.from_docs([doc, doc])
    assert merged._.attributions == ()
    assert labelled(merged) == labelled(doc) * 2


def test_a_part_of_a_doc_has_none_until_it_is_read(doc: Doc, reader: Callable[..., AttributionPipe]) -> None:
    part = doc[doc[12].sent.start :].as_doc(copy_user_data=True)
    assert part._.attributions == ()
    assert [row["source"] for row in rows(reader()(part))] == [row["source"] for row in rows(doc)][1:]


def test_the_data_of_another_text_is_refused(doc: Doc) -> None:
    part = doc[3:].as_doc()
    part.user_data.update(doc.user_data)
    with pytest.raises(NotReadable, match="another text; run the component on it again"):
        _ = part._.attributions


def test_data_in_a_form_that_is_not_ours_is_refused(doc: Doc) -> None:
    assert doc.user_data[KEY] == msgspec.to_builtins(tuple(a.record for a in doc._.attributions))
    doc.user_data[KEY] = [{"id": "a1"}]
    with pytest.raises(NotReadable, match="another version"):
        _ = doc._.attributions


def test_nesting_has_no_depth_limit(bare: Language) -> None:
    doc = bare("Rain fell.")
    content = Content((Span(0, 4, "Rain"),))
    deep = [Attribution(f"a{n}", "indirect", None, None, content, within=f"a{n + 1}") for n in range(5_000)]
    doc.user_data[KEY] = msgspec.to_builtins(deep)
    found = attributions(doc)
    assert [a.within for a in found] == [*found[1:], None]
    assert repr(found[0]).startswith("DocAttribution(id='a0'")
    assert hash(found[0]) != hash(found[1])


def test_attributions_within_each_other_are_read_once(bare: Language) -> None:
    doc = bare("Rain fell.")
    content = Content((Span(0, 4, "Rain"),))
    ring = [Attribution(f"a{n}", "indirect", None, None, content, within=f"a{(n + 1) % 3}") for n in range(3)]
    doc.user_data[KEY] = msgspec.to_builtins(ring)
    assert [a.id for a in attributions(doc)] == ["a0", "a1", "a2"]

"""What people judged, as a gold file: the evaluation and the trainer read it, and every span is of its words."""

from __future__ import annotations

import io
import json
from pathlib import Path

from msgspec.structs import replace

from reportedly.evaluation.corpus import gold_documents, json_line
from reportedly.export import FORMATS, LOCAL
from reportedly.library import Correction, Library
from reportedly.library.correcting import as_said
from reportedly.model import Block, Content, Reading, Span
from tests.cli.libraries import ask, golden
from tests.export.samples import made, read_pages
from training.attribution.corpus import read_jsonl

ROLES = ("source", "cue", "content")


def written(*readings: Reading) -> bytes:
    FORMATS["attributions"].write(iter(readings), stream := io.BytesIO(), LOCAL)
    return stream.getvalue()


def test_it_is_read_by_what_scores_and_by_what_trains(tmp_path: Path) -> None:
    readings = (made(), *read_pages())
    data = written(*readings)
    documents = gold_documents(data, "judged")
    assert [document.id for document in documents] == [reading.report.id for reading in readings]
    (tmp_path / "judged.gold.jsonl").write_bytes(data)
    assert read_jsonl(tmp_path / "judged.gold.jsonl") == [json.loads(json_line(document)) for document in documents]
    for document, reading in zip(documents, readings, strict=True):
        assert document.publisher == reading.report.publisher
        assert len(document.attributions) == len(reading.attributions)
        for told, claim in zip(document.attributions, reading.attributions, strict=True):
            for role in ROLES:
                part = getattr(claim, role)
                words = "".join(document.text[start:end] for start, end in getattr(told, role))
                spans = "".join(span.text for span in part.spans) if part else ""
                assert "".join(words.split()) == "".join(spans.split())


def test_what_is_not_read_for_claims_is_left_out_but_where_somebody_found_one() -> None:
    reading = made()
    text = f"{reading.report.text}\n\nA caption, said nobody.\n\nMore"
    start = len(reading.report.text) + 2
    blocks = (*reading.report.blocks, Block("caption", start, start + 23), Block("navigation", start + 25, start + 29))
    report = replace(reading.report, text=text, blocks=blocks)
    (document,) = gold_documents(written(replace(reading, report=report)), "judged")
    assert "caption" not in document.text
    content = Content((Span(start - 14, start + 9, text[start - 14 : start + 9]),))
    claim = replace(reading.attributions[0], id="p1", source=None, cue=None, content=content)
    (document,) = gold_documents(written(replace(reading, report=report, attributions=(claim,))), "judged")
    assert document.text.endswith("\nA caption, said nobody.")
    # It runs from one block into the next.
    (found,) = document.attributions
    assert [document.text[start:end] for start, end in found.content] == [text[start - 14 : start - 2], "A caption"]


def test_a_library_gives_reports_of_which_every_claim_was_judged(tmp_path: Path) -> None:
    path, target = tmp_path / "news.db", tmp_path / "judged.gold.jsonl"
    with Library(path) as library:
        library.add([golden("harbour-tunnel"), golden("wire-item"), golden("interview")])
        assert list(library.judged_readings()) == []
        whole, partly = library.show(1).kept, library.show(2).kept
        first, second, *others = whole.claims.values()
        for claim in others:
            library.judge(claim, "confirmed")
        library.judge(first, "rejected")
        said = as_said(whole.reading.attributions[1])
        library.judge(second, "corrected", correction=replace(said, source=(), kind=None, entity=None))
        added = library.add_claim(1, Correction(content=((0, 4),)))
        library.judge(next(iter(partly.claims.values())), "confirmed")
    assert ask("export", path, "-o", target).stderr.decode() == f"wrote 1 report to {target}\n"
    (document,) = gold_documents(target.read_bytes(), "judged")
    assert document.id == whole.reading.report.id
    assert len(document.attributions) == len(whole.claims)
    spans = {
        role: {words for one in document.attributions for words in (document.text[s:e] for s, e in getattr(one, role))}
        for role in ROLES
    }
    assert whole.reading.attributions[0].content.spans[0].text not in spans["content"]
    assert added.quote in spans["content"]
    assert ask("evaluate", "attribution", target, "--nested").returncode == 0
    every = ask("export", path, "--format=attributions", "--partly")
    assert [(one.id, len(one.attributions)) for one in gold_documents(every.stdout, "-")] == [
        (document.id, len(document.attributions)),
        (partly.reading.report.id, 1),
    ]
    # A query chooses reports, and not some of their claims.
    asked = ask("export", path, "--format=attributions", f"claim:c{second}")
    assert asked.stdout == target.read_bytes()
    assert ask("export", path, "--format=attributions", "report:r3").stdout == b""
    assert ask("export", path, "--partly").returncode == 2

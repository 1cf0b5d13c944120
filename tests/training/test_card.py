"""The model card: every figure in it is read or measured, and what can't be is refused."""

from __future__ import annotations

import dataclasses
import json
import struct
from pathlib import Path
from string import Template
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.evaluation import Annotation, GoldDocument, PredictedDocument
from tests.evaluation.marked import document
from training.attribution import card, facts
from training.attribution.slices import slices

GOLD = (
    document(
        "[s:Ann Lee] [c:said] [t:it rained all week].\n[s:She] [c:told] a friend [t:the dam held].", "a", "Courier"
    ),
    document("Ann Lee's patience is gone.\n[c:Reportedly], [t:a bridge fell].", "b", "Avisen"),
)


def read(gold: GoldDocument, *chances: float) -> PredictedDocument:
    """What is found: the annotated attributions, as many as there are chances."""
    claims = zip(gold.attributions, chances, strict=False)
    return PredictedDocument(gold.id, tuple(Annotation(a.source, a.cue, a.content, chance) for a, chance in claims))


FOUND = (read(GOLD[0], 0.9, 0.7), read(GOLD[1], 0.5))


def log(*lines: dict[str, Any]) -> str:
    return "".join(json.dumps({"at": "2026-01-02T03:04:05", **one}) + "\n" for one in lines)


START = {"kind": "start", "windows": 9, "arguments": {"seed": 3, "rate": 5e-05, "head_rate": 0.0005, "finish_by": None}}
STEP = {"kind": "step", "step": 10, "epoch": 0, "loss": 1.0, "norm": 1.0, "rate": 0.1, "seconds": 1.0, "pieces": 3}


def dev(epoch: float, score: float) -> dict[str, Any]:
    return {"kind": "dev", "epoch": epoch, "step": round(40 * epoch), "attribution": score}


@pytest.fixture
def trained(tmp_path: Path) -> Path:
    """A folder as training leaves it, with a tagger of 4 x 5 + 6 parameters."""
    best = tmp_path / "student" / "best"
    best.mkdir(parents=True)
    shape = {"kind": "bert", "layers": 6, "hidden": 384, "vocabulary": 30522}
    (best / "tagger.json").write_text(json.dumps(shape))
    header = {"encoder.a": {"shape": [4, 5]}, "tag_head.b": {"shape": [6]}, "pointer.c": {"shape": [99]}}
    encoded = json.dumps({"__metadata__": {}, **header}).encode()
    (best / "tagger.safetensors").write_bytes(struct.pack("<Q", len(encoded)) + encoded)
    (best.parent / "log.jsonl").write_text(log(START, STEP, dev(1, 61.0), dev(2, 63.5)))
    return best.parent


@pytest.fixture
def known(trained: Path) -> card.Facts:
    run, size = facts.training(trained / "log.jsonl"), facts.encoder(trained / "best")
    return card.Facts(
        model=facts.Shipped("reportedly-attribution", "7", "d" * 64, {"tagger.onnx": ("e" * 64, 23_000_000)}),
        teacher=size,
        student=size,
        teacher_run=run,
        student_run=run,
        train=facts.texts(GOLD),
        held_out=facts.texts(GOLD[:1]),
        dev=facts.texts(GOLD),
        extra=facts.Texts(5, 700, 0, 0, None),
        measured=facts.measured(GOLD, FOUND, draws=20),
        eagerness=(0.0, 0.7, 1.4),
        least_likely=0.4,
    )


def test_the_card_fills_every_place_and_measures_nothing_in_vain(known: card.Facts) -> None:
    template = card.TEMPLATE.read_text(encoding="utf-8")
    text = card.card(known, template)
    assert "${" not in text
    unused = {name for name in card.values(known) if name not in Template(template).get_identifiers()}
    assert {name.rsplit("_", 1)[1] for name in unused} <= {"words", "attributions", "publishers", "days"}


def test_the_card_says_what_was_measured(known: card.Facts) -> None:
    text = card.card(known, card.TEMPLATE.read_text(encoding="utf-8"))
    for said in (
        "version 7",
        "| `tagger.onnx` | 23.0 MB |",
        "| **attribution** | 100.0 | 100.0 | 100.0 | 100.0 to 100.0 | 3 | 3 |",
        "| Avisen | 100.0 | 100.0 | 100.0 | 100.0 to 100.0 | 1 |",
        "| source: none | 1 | 100.0 |",
        "61.0 after 1, 63.5 after 2",
        "3 times over, with 0, 0.7 and 1.4 taken off",
        "| 0.70 | 2 | 66.7 | 100.0 | 66.7 | 80.0 |",
        "slightly\noptimistic",
        "1 of the articles (one in 20",
    ):
        assert said.replace("\n", " ") in text.replace("\n", " "), said
    worse = dataclasses.replace(known, measured=facts.measured(GOLD, (FOUND[0],), draws=20))
    assert "| Avisen | 0.0 | 0.0 | 0.0 |" in card.card(worse, card.TEMPLATE.read_text(encoding="utf-8"))


def test_the_prose_states_no_figure_of_its_own() -> None:
    prose = card.TEMPLATE.read_text(encoding="utf-8")
    assert "%" not in prose.replace("the middle 95 % of F1", "")


def test_a_run_cut_short_and_former_losses_are_told(trained: Path, known: card.Facts) -> None:
    cut = START | {"arguments": START["arguments"] | {"finish_by": "2026-01-02T04:00:00"}}  # type: ignore[operator]
    (trained / "log.jsonl").write_text(log(cut, STEP | {"chain": 1.0}, dev(1, 70.0)))
    run = facts.training(trained / "log.jsonl")
    text = card.card(dataclasses.replace(known, teacher_run=run), card.TEMPLATE.read_text(encoding="utf-8"))
    assert "The teacher's schedule was shortened" in text
    assert "further heads and losses (chain)" in text
    assert "The student's schedule" not in text


def test_a_run_begun_anew_forgets_the_one_before_and_a_resumed_one_does_not(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text(
        log(START, dev(1, 50.0), START, dev(1, 60.0), {"kind": "resumed"}, START, dev(2, 62.0), dev(2, 58.0))
    )
    run = facts.training(path)
    assert run.by_epoch == ((1, 60.0), (2, 62.0))
    assert (run.epochs, run.steps, run.day, run.windows) == (2, 80, "2026-01-02", 9)
    assert not run.by_the_clock


def test_parameters_are_those_of_what_ships(trained: Path) -> None:
    assert facts.encoder(trained / "best").parameters == 26


def test_texts_count_as_far_as_the_teacher_has_read_them(tmp_path: Path) -> None:
    extra = tmp_path / "more.jsonl"
    extra.write_text("".join(json.dumps({"id": f"n/{i}", "text": "one two three"}) + "\n" for i in range(5)))
    (tmp_path / "soft" / "more").mkdir(parents=True)
    read_by_teacher: dict[str, Any] = {f"n/{i}": np.zeros(2) for i in range(3)}
    np.savez(tmp_path / "soft" / "more" / "000000.npz", **read_by_teacher)
    assert facts.taught(extra, tmp_path / "soft") == facts.Texts(3, 9, 0, 0, None)


def test_the_lowest_confidence_for_a_precision() -> None:
    some = facts.measured(GOLD, FOUND, draws=0)
    claims = ((0.9, True), (0.8, True), (0.7, False), (0.65, True), (0.6, True), (0.5, False))
    some = dataclasses.replace(some, claims=claims)
    assert some.level_for(1.0) == facts.Level(0.71, 2, 2)
    assert some.level_for(0.8) == facts.Level(0.71, 2, 2)  # from 0.60 up it is 0.8 again, but not from 0.66
    assert some.level_for(0.5, 0.55) == facts.Level(0.55, 5, 4)
    assert dataclasses.replace(some, claims=((0.9, False), (0.2, True))).level_for(0.5) is None


def test_what_has_no_confidence_is_refused() -> None:
    bare = PredictedDocument(GOLD[0].id, GOLD[0].attributions)
    for found in ([bare], []):
        with pytest.raises(facts.Unknown, match="confidence"):
            facts.measured(GOLD, found, draws=0)


@given(st.binary(max_size=60) | st.sampled_from([b"{}", b"[]", b'{"files": 1}', b'{"kind": "dev"}', b"null", b"\xff"]))
def test_damaged_files_are_refused_by_name(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    for name in ("manifest.json", "log.jsonl", "tagger.json", "tagger.safetensors"):
        (folder / name).write_bytes(data)
    with pytest.raises(facts.Unknown, match="damaged"):
        facts.shipped(folder)
    with pytest.raises(facts.Unknown, match="damaged"):
        facts.encoder(folder)
    with pytest.raises(facts.Unknown, match="damaged"):
        facts.training(folder / "log.jsonl")


@given(st.integers(0, 2**64 - 1), st.binary(max_size=40))
def test_a_damaged_header_of_weights_is_refused(
    tmp_path_factory: pytest.TempPathFactory, length: int, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("weights")
    (folder / "tagger.json").write_text('{"kind": "bert", "layers": 1, "hidden": 2, "vocabulary": 3}')
    (folder / "tagger.safetensors").write_bytes(struct.pack("<Q", length) + data)
    with pytest.raises(facts.Unknown, match="weights"):
        facts.encoder(folder)


def test_kinds_of_attributions() -> None:
    gold = document(
        "[s:The head of the port of the old town itself] [c::] [t:no].\n"
        "[s:Mr Roy] [c:has been critical of] [t:the plan].\n[c:According to] [s:her], [t:a bridge] was [t:out].\n"
        "[t:It snowed too]."
    )
    apart = GoldDocument(
        "far", "Bo Dal rose.\nIt was late, he said.", (Annotation(((0, 6),), ((26, 33),), ((13, 24),)),)
    )
    counts = {one.name: (one.gold, one.found) for one in slices((gold, apart), (read(gold, 1.0, 1.0),))}
    assert counts == {
        "all": (5, 2),
        "source: none": (1, 0),
        "source: a pronoun": (1, 0),
        "source: 9 words or more": (1, 1),
        "source: in another paragraph than the content": (1, 0),
        "cue: none": (1, 0),
        "cue: marks alone": (1, 1),
        'cue: with "say" or "tell"': (1, 0),
        'cue: "according to"': (1, 0),
        "cue: other words": (1, 1),
        "content: 3 words or fewer": (5, 2),
        "content: in several parts": (1, 0),
    }

"""Every number is that of the scorer that other systems were measured with, which stands beside the corpora."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.evaluation import (
    Annotation,
    GoldDocument,
    PredictedDocument,
    found,
    gold_documents,
    json_line,
    predicted_documents,
    score,
)

DRAWS = 40


@pytest.fixture(scope="session")
def scorer(shared: Path) -> ModuleType:
    path = shared.parent / "score" / "attribution.py"
    if not path.is_file():
        pytest.skip(f"no scorer: {path} is not there")
    spec = importlib.util.spec_from_file_location("shared_attribution_scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def assert_agree(
    scorer: ModuleType, gold: list[GoldDocument], predicted: list[PredictedDocument], draws: int = 0
) -> None:
    theirs: dict[str, Any] = scorer.score(msgspec.to_builtins(gold), msgspec.to_builtins(predicted), draws)
    ours = score(gold, predicted, draws)
    assert theirs.pop("documents") == ours.documents
    given = theirs.pop("source_given_content")
    for accuracy, one in (
        (ours.source_given_content, given),
        (ours.source_present, given["gold_source_present"]),
        (ours.source_absent, given["gold_source_empty"]),
    ):
        assert (accuracy.accuracy, accuracy.of) == (one["accuracy"], one["n"])
    assert theirs.keys() == ours.metrics.keys() - {"sourceless"}
    for name, metric in theirs.items():
        mine = ours.metrics[name]
        assert mine.precision == metric["p"], name
        assert mine.recall == metric["r"], name
        assert mine.f1 == metric["f1"], name
        assert (mine.true_positives, mine.gold, mine.predicted) == (metric["tp"], metric["gold"], metric["pred"]), name
        if "f1_95" in metric:
            assert list(mine.interval or ()) == metric["f1_95"], name


def test_on_news_as_this_reader_reads_it(scorer: ModuleType, shared: Path) -> None:
    path = shared / "polnear" / "dev.jsonl"
    gold = list(gold_documents(path.read_bytes(), str(path)))
    predicted = list(found(gold))
    assert sum(len(one.attributions) for one in predicted) > len(gold)
    assert_agree(scorer, gold, predicted, DRAWS)

    lines = b"".join(
        json_line(msgspec.structs.replace(one, attributions=mine.attributions))
        for one, mine in zip(gold, predicted, strict=True)
    )
    again = predicted_documents(lines, "saved", gold)
    assert score(gold, again) == score(gold, predicted)


PIECES = st.sampled_from(
    [
        *"\"“”„‟‘’'«»‹›`.,;:!?…-–—\u200b\ufeff \n\u00a0\u2028éß_4",
        "that ",
        "that\n",
        "dogs",
        "don't",
        "rock 'n' roll",
        "𝔘",
        "e\u0301",
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[GoldDocument], list[PredictedDocument]]:
    gold = []
    predicted = []
    for number in range(draw(st.integers(1, 3))):
        text = draw(TEXTS)
        place = st.integers(0, max(0, len(text)))
        spans = st.lists(st.tuples(place, place).map(lambda s: (min(s), max(s))), max_size=3).map(tuple)
        some = st.lists(st.builds(Annotation, spans, spans, spans), max_size=5).map(tuple)
        gold.append(GoldDocument(str(number), text, draw(some)))
        # Half of the predictions are gold, or few pairs would ever be right.
        mine = draw(some) + tuple(draw(st.lists(st.sampled_from(gold[-1].attributions or (Annotation(),)), max_size=3)))
        if draw(st.booleans()):
            predicted.append(PredictedDocument(str(number), mine))
    return gold, predicted


@given(documents())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_on_whatever_spans_on_whatever_text(
    scorer: ModuleType, both: tuple[list[GoldDocument], list[PredictedDocument]]
) -> None:
    assert_agree(scorer, *both, draws=5)

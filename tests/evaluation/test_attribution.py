from __future__ import annotations

import msgspec
import pytest

from reportedly.evaluation import FIGURES, Annotation, PredictedDocument, score
from tests.evaluation.marked import document, predicted

RAIN = document("[s:Ann Lee] [c:said] [t:it would rain all of Monday].\n[t:The dam] [c:is thought] [t:to be safe].")
LEE, THOUGHT = RAIN.attributions


def sure(annotation: Annotation, confidence: float) -> Annotation:
    return msgspec.structs.replace(annotation, confidence=confidence)


def test_the_gold_itself_is_perfect() -> None:
    result = score([RAIN], [predicted(RAIN, LEE, THOUGHT)])
    assert {name: metric.f1 for name, metric in result.metrics.items() if metric.gold} == dict.fromkeys(
        (name for name, metric in result.metrics.items() if metric.gold), 1.0
    )


def test_nothing_found_is_zero_and_no_fault() -> None:
    result = score([RAIN], [])
    assert (result.metrics["attribution"].f1, result.metrics["attribution"].gold) == (0.0, 2)
    assert result.confidence is None


def test_a_claim_without_a_source_counts_only_if_neither_side_has_one() -> None:
    robbed = Annotation((), LEE.cue, LEE.content)
    result = score([RAIN], [predicted(RAIN, robbed, THOUGHT)])
    sourceless = result.metrics["sourceless"]
    assert (sourceless.true_positives, sourceless.gold, sourceless.predicted) == (1, 1, 2)

    endowed = Annotation(LEE.source, THOUGHT.cue, THOUGHT.content)
    sourceless = score([RAIN], [predicted(RAIN, LEE, endowed)]).metrics["sourceless"]
    assert (sourceless.true_positives, sourceless.gold, sourceless.predicted) == (0, 1, 0)


def test_half_of_the_words_is_enough_and_less_is_not() -> None:
    start, end = LEE.content[0]
    words = RAIN.text[start:end].split()
    for kept, right in ((len(words) // 2, 1), (len(words) // 2 - 1, 0)):
        part = (start, start + len(" ".join(words[:kept])))
        result = score([RAIN], [predicted(RAIN, Annotation(LEE.source, (), (part,)))])
        assert result.metrics["attribution"].true_positives == right


def test_publishers_are_told_apart_best_first_and_those_without_one_are_kept() -> None:
    docs = [
        document("[s:Lee] [c:said] [t:it rains].", "1", "Courier"),
        document("[s:Moe] [c:said] [t:it pours].", "2", "Avisen"),
        document("[s:Aas] [c:said] [t:it snows].", "3"),
    ]
    found = [predicted(doc, *doc.attributions) for doc in (docs[1], docs[2])]
    result = score(docs, found)
    assert [(one.publisher, one.attribution.f1) for one in result.publishers] == [
        (None, 1.0),
        ("Avisen", 1.0),
        ("Courier", 0.0),
    ]
    assert result.publisher_gap == pytest.approx(2 / 3)
    assert result.figures()["attribution worst publisher F1"] == 0.0
    assert score(docs[2:], found[1:]).publishers == ()
    assert "attribution worst publisher F1" not in score(docs[2:], found[1:]).figures()


@pytest.mark.parametrize("meta", [None, {}, {"publisher": None}, {"publisher": 7}, {"publisher": " "}])
def test_meta_may_hold_anything(meta: dict[str, object] | None) -> None:
    assert msgspec.structs.replace(RAIN, meta=meta).publisher is None


def test_confidence_is_measured_where_every_claim_has_one() -> None:
    wrong = sure(Annotation(THOUGHT.content[:1], (), LEE.content), 0.25)
    result = score([RAIN], [predicted(RAIN, sure(THOUGHT, 0.75), wrong)])
    assert result.confidence is not None
    assert result.confidence.error == pytest.approx(0.25)
    assert (result.confidence.threshold, result.confidence.precision) == (0.75, 1.0)
    assert result.figures().keys() == set(FIGURES) - {"attribution worst publisher F1"}
    assert score([RAIN], [predicted(RAIN, sure(THOUGHT, 0.75), LEE)]).confidence is None


def test_ids_are_unique_and_known() -> None:
    with pytest.raises(ValueError, match="twice in the gold"):
        score([RAIN, RAIN], [])
    with pytest.raises(ValueError, match="'d' is predicted twice"):
        score([RAIN], [predicted(RAIN), predicted(RAIN)])
    with pytest.raises(ValueError, match="'x' is predicted and not in the gold"):
        score([RAIN], [PredictedDocument("x", ())])

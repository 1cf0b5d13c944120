"""What is found, scored against a corpus that people annotated."""

from reportedly.evaluation.attribution import FIGURES, AttributionScore, score
from reportedly.evaluation.corpus import (
    Annotation,
    GoldDocument,
    PredictedDocument,
    gold_documents,
    json_line,
    load,
    predicted_documents,
)
from reportedly.evaluation.floors import Shortfall, floors, shortfalls
from reportedly.evaluation.reader import found
from reportedly.evaluation.resampling import Difference, compare

__all__ = [
    "FIGURES",
    "Annotation",
    "AttributionScore",
    "Difference",
    "GoldDocument",
    "PredictedDocument",
    "Shortfall",
    "compare",
    "floors",
    "found",
    "gold_documents",
    "json_line",
    "load",
    "predicted_documents",
    "score",
    "shortfalls",
]

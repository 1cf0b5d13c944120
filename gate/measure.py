"""Each quality, measured on the corpora beside the project."""

from __future__ import annotations

import gzip
import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from reportedly.evaluation import found, gold_documents, score
from reportedly.page import Page, read_page
from reportedly.page.labeller.wording_features import IN_BODY

ATTRIBUTION = (
    "attribution F1",
    "attribution_strict F1",
    "attribution/direct F1",
    "attribution/mixed F1",
    "attribution/indirect F1",
    "exact_source F1",
    "exact_cue F1",
    "exact_content F1",
    "content_found F1",
    "sourceless F1",
    "attribution worst publisher F1",
    "attribution calibration",
    "attribution precision at half coverage",
)
"""The figures of attribution that have a floor."""
DUMPS = ("whole-page", "rendered", "text-nodes", "main-content")


def scorer(shared: Path, name: str) -> ModuleType:
    """Load ``score/NAME.py``, which stands beside the corpora and is no package."""
    path = shared.parent / "score" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"score_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-lines file."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def attribution(shared: Path) -> dict[str, float]:
    """Attributions as ``reportedly evaluate attribution`` scores them, on PolNeAR dev (84 articles)."""
    path = shared / "polnear" / "dev.jsonl"
    gold = gold_documents(path.read_bytes(), str(path))
    figures = score(gold, found(gold)).figures()
    return {name: figures[name] for name in ATTRIBUTION}


def body(shared: Path) -> dict[str, float]:
    """Shingle F1 of the article body on the 102 article pages, from HTML and from four kinds of flattened text.

    The labeller learned from these pages; ``gate.labeller`` has its figures on pages that it did not learn from.
    """
    pages = shared / "pages" / "articles"
    gold = {page["id"]: page.get("body") or page.get("articleBody") or "" for page in lines(pages / "gold.jsonl")}
    body_score = scorer(shared, "body").score
    html = {
        path.name.removesuffix(".html.gz"): read_body(gzip.decompress(path.read_bytes()))
        for path in sorted((pages / "html").glob("*.html.gz"))
    }
    scores = {"body from html F1": body_score(gold, html)["f1"]}
    for dump in DUMPS:
        texts = {page["id"]: read_body(page["text"].encode()) for page in lines(pages / f"dump-{dump}.jsonl")}
        scores[f"body from {dump} F1"] = body_score(gold, texts)["f1"]
    return scores


def read_body(data: bytes) -> str:
    """The body of a page as we read it."""
    report = read_page(Page(data=data, source="page"))
    return "\n".join(report.text[b.start : b.end] for b in report.blocks if b.kind in IN_BODY)

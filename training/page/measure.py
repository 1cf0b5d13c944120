"""How good the labeller is on hosts that it has not seen: the body's F1, and the F1 of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gate.measure import scorer
from reportedly.model import BlockKind
from reportedly.page.labeller import html_labels, text_labels
from reportedly.page.labeller.wording_features import IN_BODY, KINDS
from training.page.corpus import Sample

Answers = dict[tuple[str, str], tuple[NDArray[np.float64], NDArray[np.float64]]]
"""By form and id of a page: probability of body, shape (lines,); of each kind, shape (lines, kinds)."""

THRESHOLDS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55)


def decided(page: Sample, answers: Answers, least: float) -> Sequence[BlockKind]:
    """Name the kinds of a page as reading does."""
    body, kinds = answers[page.form, page.id]
    if page.form == "html":
        assert page.said is not None
        return html_labels.decided(page.runs, page.said, body, kinds, least)
    return text_labels.decided(page.page, body, kinds, least).kinds


def body_f1(pages: Sequence[Sample], answers: Answers, least: float, shared: Path) -> float:
    """The shingle F1 of the body over pages whose article is known."""
    gold = {page.id: page.body for page in pages if page.body}
    found = {}
    for page in pages:
        if page.id in gold:
            labels = decided(page, answers, least)
            lines = (text for text, kind in zip(page.texts, labels, strict=True) if kind in IN_BODY)
            found[page.id] = "\n".join(lines)
    return float(scorer(shared, "body").score(gold, found)["f1"])


def choose(pages: Sequence[Sample], answers: Answers, shared: Path) -> float:
    """The threshold with the best body F1 on articles, each form counting the same.

    The expected paragraphs of the publishers' pages were written by parsers that leave out lists and tables, and would
    draw it up.
    """
    articles = [page for page in pages if page.corpus == "articles"]
    sets = [[page for page in articles if page.form == form] for form in sorted({page.form for page in articles})]
    return max(THRESHOLDS, key=lambda least: sum(body_f1(each, answers, least, shared) for each in sets))


def figures(
    pages: Sequence[Sample], answers: Answers, least: float, shared: Path, forms: Sequence[str]
) -> dict[str, object]:
    """Measure each form: body F1 where bodies are known, F1 of each kind on the pages labelled by hand."""
    measured: dict[str, object] = {}
    for form in forms:
        for corpus in ("articles", "publishers"):
            of = [page for page in pages if page.form == form and page.corpus == corpus]
            measured[f"{form} {corpus} body F1"] = round(body_f1(of, answers, least, shared), 4)
        labelled = [page for page in pages if page.form == form and page.kinds]
        for corpus in ("articles", "all"):
            of = [page for page in labelled if corpus in (page.corpus, "all")]
            measured[f"{form} {corpus} kinds F1"] = kinds_f1(of, answers, least)
    return measured


def kinds_f1(pages: Sequence[Sample], answers: Answers, least: float) -> dict[str, list[float]]:
    """For each kind its F1 over lines, and how many lines of the gold have it."""
    right: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for page in pages:
        for kind, found in zip(page.kinds or (), decided(page, answers, least), strict=True):
            if kind is not None:
                wanted[kind] += 1
                given[found] += 1
                right[kind] += kind == found
    return {
        kind: [round(2 * right[kind] / ((wanted[kind] + given[kind]) or 1), 3), wanted[kind]]
        for kind in KINDS
        if wanted[kind]
    }

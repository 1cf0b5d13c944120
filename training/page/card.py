"""The model card of the page labeller, written from the measured figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FORMS = {
    "html": "HTML",
    "whole-page": "flattened, whole page",
    "rendered": "flattened, rendered",
    "text-nodes": "flattened, text nodes",
    "main-content": "flattened, main content",
}

_CARD = """# The page labeller

Names the kind of each block of a news page: six models of boosted trees, three for HTML and three for flattened text, 2 MB
together, run by onnxruntime. The first of three says how likely a line is body, the second says it again knowing what the
first said of all lines around it, the third names the kinds of the rest. Then the items of a list share one answer, the
likeliest course between body and the rest is taken (Viterbi), and a few kinds that people labelled too rarely to learn from
(corrections, topics with counts) are told by their wording.

This page is written by `python -m training.page`; change its template in `training/page/card.py`.

## Made from

- 102 news pages of the Scrapinghub article extraction benchmark (MIT) with the article's text, flattened four ways;
- 209 pages of fundus's parser tests (MIT), in many languages, with the expected paragraphs;
- 193 pages of trafilatura's evaluation set (Apache-2.0) with phrases that are and are not of the article; what else of them
  is body was guessed by a first fit and by trafilatura together, trusted less where the two differ;
- kinds that people gave to every text node of 40 of the first (`tests/page/kinds`) and of 49 of the others
  (`training/page/kinds`), kept as numbers and kinds without the text; `training/page/nodes.py` says how nodes are numbered;
- each page of text once more, cut down to its article and some lines around it, as people paste it.

The pages belong to their publishers and are in no commit.

## How good it is

Cross-validated in five parts by host: no page was read by a model that had seen a page of its host. The threshold from which
a line is body ({html} for HTML, {text} for text), the cost of a change of the course (one number for both) and the rules by
wording were chosen on these same answers, so the figures are slightly optimistic. The shipped models are fitted on all pages.

Body, F1 of runs of four words:

| from | Scrapinghub articles | fundus publishers |
|---|---|---|
{body}

The expected paragraphs of the publishers leave out lists and tables, which the labeller keeps.

Kinds, F1 over the lines of the 40 pages (on HTML a line is a run of text, as it becomes a block), with how many lines of HTML
have the kind:

| kind | lines | {forms} |
|---|---|{rules}
{kinds}

## What it is not good at

Tables and lists without bullets in flattened text, listings and recipes more than reports; quotations in flattened text,
which nothing there tells from body; sections and stand-firsts in flattened text; advertisements that look like teasers;
pages with several articles, of which it may take two for one. Of corrections, datelines on a line of their own and topics
with counts there are too few in the pages to say more than that the tests have some.
"""


def card(measured: Mapping[str, Any], body_from: Mapping[str, float]) -> str:
    """Write the card.

    Args:
        measured: the figures by name, as ``training.page.measure.figures`` gives them.
        body_from: the thresholds of HTML and of text.
    """
    body = "\n".join(
        f"| {title} | {100 * measured[f'{form} articles body F1']:.1f} | "
        f"{100 * measured[f'{form} publishers body F1']:.1f} |"
        for form, title in FORMS.items()
    )
    of = {form: measured[f"{form} articles kinds F1"] for form in FORMS}
    kinds = "\n".join(
        f"| {kind} | {lines} | " + " | ".join(_percent(of[form].get(kind)) for form in FORMS) + " |"
        for kind, (_, lines) in of["html"].items()
    )
    return _CARD.format(
        html=body_from["html"],
        text=body_from["text"],
        body=body,
        forms=" | ".join(FORMS.values()),
        rules="---|" * len(FORMS),
        kinds=kinds,
    )


def _percent(value: list[float] | None) -> str:
    return "–" if value is None else f"{100 * value[0]:.0f}"

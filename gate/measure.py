"""Each quality, measured on the corpora beside the project, by the scorers that came with them."""

from __future__ import annotations

import gzip
import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from reportedly.attribution import attribute
from reportedly.language import parse
from reportedly.model import READ_FOR_CLAIMS, Attribution, Block, BlockKind
from reportedly.page import Page, read_page

BODY_KINDS: frozenset[BlockKind] = READ_FOR_CLAIMS - {"headline", "standfirst"}
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


def paragraphs(text: str) -> list[Block]:
    """Each line of an article as a body block."""
    blocks = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("body", at, at + len(line)))
        at += len(line) + 1
    return blocks


def as_gold(attribution: Attribution) -> dict[str, list[list[int]]]:
    """An attribution in the form of the scorer: lists of [start, end] for each role."""
    parts = {"source": attribution.source, "cue": attribution.cue, "content": attribution.content}
    return {role: [[s.start, s.end] for s in part.spans] if part else [] for role, part in parts.items()}


def attribution(shared: Path) -> dict[str, float]:
    """F1 on PolNeAR dev (84 articles): found, strict, and by form."""
    gold = list(lines(shared / "polnear" / "dev.jsonl"))
    parsed = parse((article["text"], paragraphs(article["text"])) for article in gold)
    predicted = [
        {"id": article["id"], "attributions": [as_gold(a) for a in attribute(article["text"], passages)]}
        for article, passages in zip(gold, parsed, strict=True)
    ]
    result = scorer(shared, "attribution").score(gold, predicted)
    names = ("attribution", "attribution_strict", "attribution/direct", "attribution/mixed", "attribution/indirect")
    return {f"{name} F1": result[name]["f1"] for name in names}


def body(shared: Path) -> dict[str, float]:
    """Shingle F1 of the article body on the 102 article pages, from HTML and from four kinds of flattened text."""
    pages = shared / "pages" / "articles"
    gold = {page["id"]: page.get("body") or page.get("articleBody") or "" for page in lines(pages / "gold.jsonl")}
    score = scorer(shared, "body").score
    html = {
        path.name.removesuffix(".html.gz"): read_body(gzip.decompress(path.read_bytes()))
        for path in sorted((pages / "html").glob("*.html.gz"))
    }
    found = {"body from html F1": score(gold, html)["f1"]}
    for dump in DUMPS:
        texts = {page["id"]: read_body(page["text"].encode()) for page in lines(pages / f"dump-{dump}.jsonl")}
        found[f"body from {dump} F1"] = score(gold, texts)["f1"]
    return found


def read_body(data: bytes) -> str:
    """The body of a page as we read it."""
    report = read_page(Page(data=data, source="page"))
    return "\n".join(report.text[b.start : b.end] for b in report.blocks if b.kind in BODY_KINDS)

"""The pages that the labeller learns from: their runs or units, which of them are body, and the kinds people gave them.

Three corpora: article pages with the article's text (Scrapinghub), publisher pages with the expected paragraphs
(fundus), metadata pages with a few phrases that are and are not of the article (trafilatura). Each page is read as HTML
and, flattened in four ways, as text.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from bs4 import BeautifulSoup
from inscriptis import get_text
from numpy.typing import NDArray
from resiliparse.extract.html2text import extract_plain_text

from reportedly.model import BlockKind
from reportedly.page import dom
from reportedly.page.body_run import Scored, scored
from reportedly.page.labeller.html_features import groups, html_features
from reportedly.page.labeller.text_features import text_features, text_groups
from reportedly.page.labeller.wording_features import IN_BODY, Features
from reportedly.page.metadata import Declared, declared
from reportedly.page.units import units
from training.page.align import aligned
from training.page.nodes import nodes, page_html, read_labels

ROOT = Path(__file__).resolve().parents[2]
LABELS = (ROOT / "tests" / "page" / "kinds", ROOT / "training" / "page" / "kinds")
FOLDS = 5
COVERED = 0.9
"""The share of an expected body that must be found on its page; a page below it lost its article, to a paywall say."""

FLATTENED: dict[str, Callable[[str], str]] = {
    "whole-page": lambda html: extract_plain_text(html),
    "rendered": lambda html: get_text(html),
    "text-nodes": lambda html: BeautifulSoup(html, "lxml").get_text("\n"),
    "main-content": lambda html: extract_plain_text(html, main_content=True),
}
"""The four ways in which ``pages/articles`` is flattened, found by making its dumps again, equal to the letter."""

MOST_AROUND = 25
"""Lines kept above and below an article, at most, when a page is cut down to it."""
CROPPED = ", cropped"

_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(slots=True, kw_only=True)
class Sample:
    """One page as the labeller sees it.

    Attributes:
        corpus: articles, publishers or metadata.
        form: html, or the name of the way it was flattened.
        texts: of its runs or units.
        features, groups: as for the labeller.
        body: the article's text, where it is known.
        target: 1 for body, 0 for the rest; None where nobody knows.
        trust: how much each target weighs.
        kinds: what people labelled; None for a page or a line they did not.
        must, must_not: phrases that are and are not of the article.
        runs, said: of a page of HTML.
        page: the units of a text.
    """

    corpus: str
    id: str
    host: str
    form: str
    texts: list[str]
    features: Features
    groups: list[NDArray[np.intp]]
    body: str | None = None
    target: NDArray[np.float64] | None = None
    trust: NDArray[np.float64] | None = None
    kinds: list[BlockKind | None] | None = None
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    runs: list[dom.Run] = field(default_factory=list)
    said: Declared | None = None
    page: tuple[Scored, ...] = ()
    sizes: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        if self.target is None and self.kinds:
            self.target = np.array([float(kind in IN_BODY) for kind in self.kinds])
        self.sizes = np.array([len(text) for text in self.texts], dtype=np.float64)

    @property
    def fold(self) -> int:
        """The part of the cross-validation that this page's host is in; a host is in one part whatever the corpus."""
        return int(hashlib.sha256(self.host.encode()).hexdigest(), 16) % FOLDS


def samples(shared: Path) -> Iterator[Sample]:
    """Read every page of the corpora, as HTML and flattened four ways.

    Args:
        shared: the folder of the corpora.
    """
    for corpus, path, about in _pages(shared / "pages"):
        name = path.name.removesuffix(".html.gz")
        html = page_html(path)
        tree = dom.parse(html)
        found, said = dom.runs(tree), declared(tree)
        if not found:
            continue
        texts, grouped = [run.text for run in found], groups(found)
        body = _body(about, texts)
        labels = _labels(corpus, name)
        numbered = [(node, labels[number]) for number, node in enumerate(nodes(html), 1)] if labels else []
        common: dict[str, Any] = {
            "corpus": corpus,
            "id": name,
            "host": _host(about.get("url") or said.address),
            "body": body,
            "must": tuple(about.get("with", ())),
            "must_not": tuple(about.get("without", ())),
        }
        yield Sample(
            **common,
            form="html",
            texts=texts,
            features=html_features(found, said, grouped),
            groups=grouped,
            runs=found,
            said=said,
            target=_target(texts, body),
            kinds=_projected([(node.text, kind) for node, kind in numbered if not node.hidden], texts),
        )
        for form, flatten in FLATTENED.items():
            page = scored(units(flatten(html)))
            if page:
                lines = [at.text for at in page]
                kinds = _projected([(node.text, kind) for node, kind in numbered], lines)
                yield _text_sample(common, form, page, _target(lines, body), kinds)


def cropped(sample: Sample) -> Sample:
    """Cut a page of text down to its article and some of what is around it, as people do who copy and paste."""
    random = np.random.default_rng(int(hashlib.sha256(f"{sample.id} {sample.form}".encode()).hexdigest()[:12], 16))
    assert sample.target is not None
    inside = np.flatnonzero(sample.target > 0)
    start = max(0, int(inside[0]) - int(random.integers(0, MOST_AROUND)))
    stop = min(len(sample.texts), int(inside[-1]) + 1 + int(random.integers(0, MOST_AROUND)))
    common = {name: getattr(sample, name) for name in ("corpus", "id", "host", "body")}
    kinds = sample.kinds[start:stop] if sample.kinds else None
    return _text_sample(common, f"{sample.form}{CROPPED}", sample.page[start:stop], sample.target[start:stop], kinds)


def _text_sample(
    common: dict[str, Any],
    form: str,
    page: tuple[Scored, ...],
    target: NDArray[np.float64] | None,
    kinds: list[BlockKind | None] | None,
) -> Sample:
    return Sample(
        **common,
        form=form,
        texts=[at.text for at in page],
        features=text_features(page),
        groups=text_groups(page),
        page=page,
        target=target,
        kinds=kinds,
    )


def _pages(pages: Path) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    for corpus in ("articles", "metadata"):
        lines = (pages / corpus / "gold.jsonl").read_text(encoding="utf-8").splitlines()
        for about in map(json.loads, lines):
            name = about["file"] if corpus == "metadata" else f"{about['id']}.html.gz"
            yield corpus, pages / corpus / "html" / name, about
    for path in sorted((pages / "publishers").rglob("*.html.gz")):
        parser = re.sub(r"_\d{4}_\d\d_\d\d.*", "", path.name)
        yield "publishers", path, {"versions": json.loads((path.parent / f"{parser}.json").read_text("utf-8"))}


def _host(address: str | None) -> str:
    """The name of a site without what changes between its hosts: ``example`` of ``www.example.co.uk``."""
    parts = [part for part in (urlsplit(address or "").hostname or "?").split(".") if part not in ("www", "m", "amp")]
    while len(parts) > 1 and len(parts[-1]) <= 3:
        parts.pop()
    return parts[-1] if parts else "?"


def _body(about: dict[str, Any], texts: list[str]) -> str | None:
    if "body" in about:
        return about["body"] or None
    best: tuple[float, str] = 0.0, ""
    for version in about.get("versions", {}).values():
        sections = (version.get("body") or {}).get("sections", [])
        paragraphs = [text for each in sections for text in (*each.get("headline", ()), *each.get("paragraphs", ()))]
        body = "\n".join(paragraphs)
        found = sum(len(text) for text, is_body in zip(texts, aligned(texts, body), strict=True) if is_body)
        best = max(best, (found / max(1, len(body)), body))
    return best[1] if best[0] >= COVERED else None


def _target(texts: list[str], body: str | None) -> NDArray[np.float64] | None:
    return np.array(aligned(texts, body), dtype=np.float64) if body else None


def _labels(corpus: str, name: str) -> dict[int, BlockKind] | None:
    path = next((path for folder in LABELS if (path := folder / corpus / f"{name}.txt").exists()), None)
    return read_labels(path) if path else None


def _projected(labelled: Iterable[tuple[str, BlockKind]], texts: list[str]) -> list[BlockKind | None] | None:
    """Carry the kinds of a page's text nodes over to texts that hold the same words in the same order."""
    words: list[str] = []
    kinds: list[BlockKind] = []
    for text, kind in labelled:
        found = _TOKEN.findall(text)
        words += found
        kinds += [kind] * len(found)
    if not words:
        return None
    own = [(word, at) for at, text in enumerate(texts) for word in _TOKEN.findall(text)]
    votes: list[dict[BlockKind, int]] = [{} for _ in texts]
    matcher = difflib.SequenceMatcher(None, words, [word for word, _ in own], autojunk=False)
    for same in matcher.get_matching_blocks():
        for step in range(same.size):
            vote, kind = votes[own[same.b + step][1]], kinds[same.a + step]
            vote[kind] = vote.get(kind, 0) + 1
    return [max(vote.items(), key=lambda each: each[1])[0] if vote else None for vote in votes]

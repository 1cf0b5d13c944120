"""``python -m training.page``: read the corpora, cross-validate by host, fit on all, write the model into the package.

Each part is kept under ``--work`` when it is done, and is not done again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from training.page.align import aligned, extracted_body
from training.page.card import card
from training.page.corpus import FLATTENED, ROOT, Sample, cropped, samples
from training.page.export import to_onnx
from training.page.measure import choose, figures
from training.page.nodes import page_html
from training.page.train import Fitted, fit, folds, guess

MODEL = ROOT / "src" / "reportedly" / "page" / "labeller" / "model"
MEASURED = Path(__file__).parent / "measured.json"
CARD = Path(__file__).parent / "MODEL_CARD.md"

_Made = TypeVar("_Made")
Marks = dict[str, NDArray[np.float64]]
"""The probability of body of each run of a page, by the page's id."""


def main() -> None:
    """Run what is not done yet, and write model, manifest and measured figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared" / "data", help="the corpora")
    parser.add_argument("--work", type=Path, required=True, help="where parts that are done are kept")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)

    def once(name: str, make: Callable[[], _Made]) -> _Made:
        path = options.work / f"{name}.pickle"
        if not path.exists():
            made = make()
            path.with_suffix(".part").write_bytes(pickle.dumps(made))
            path.with_suffix(".part").rename(path)
            print(f"{name} done", flush=True)
        return pickle.loads(path.read_bytes())  # type: ignore[no-any-return]

    pages = once("pages", lambda: list(samples(options.shared)))
    extracted = once("extracted", lambda: _extracted(options.shared, pages))
    html = [page for page in pages if page.form == "html"]
    text = [page for page in pages if page.form != "html"]
    by_id = {page.id: page for page in html}
    judged: dict[str, Marks] = {}
    for part, (learned, held) in enumerate([*folds(html), (html, [])]):
        model = once(f"html-{part}", lambda learned=learned: _fit_html(learned, extracted))
        judged[str(part)] = once(
            f"html-judged-{part}", lambda model=model: {page.id: model.body(page) for page in html}
        )
        _judge(once, "html", part, model, held)
    for part, (learned, held) in enumerate([*folds(text), (text, [])]):
        marks = judged[str(part)]
        model = once(f"text-{part}", lambda learned=learned, marks=marks: _fit_text(learned, by_id, marks, extracted))
        _judge(once, "text", part, model, held)
    _write(options.work, html, text, options.shared)


def _extracted(shared: Path, pages: Sequence[Sample]) -> Marks:
    """What trafilatura keeps of the pages whose article is not known: a second judge of them."""
    folder = shared / "pages" / "metadata" / "html"
    return {
        page.id: np.array(aligned(page.texts, extracted_body(page_html(folder / f"{page.id}.html.gz"))), dtype=float)
        for page in pages
        if page.form == "html" and page.corpus == "metadata"
    }


def _fit_html(learned: Sequence[Sample], extracted: Marks) -> Fitted:
    known = [page for page in learned if page.target is not None or page.kinds]
    guessable = [page for page in learned if page.id in extracted]

    def guessed(model: Fitted | None) -> list[Sample]:
        assert model is not None
        return [found for page in guessable if (found := guess(page, [model.body(page), extracted[page.id]]))]

    return fit(known, guessed)


def _fit_text(learned: Sequence[Sample], by_id: dict[str, Sample], marks: Marks, extracted: Marks) -> Fitted:
    """Fit on text; where the article is not known, the HTML of the page tells what of its text is body."""
    known = [page for page in learned if page.target is not None or page.kinds]
    known += [cropped(page) for page in known if page.target is not None and page.target.any()]
    more = []
    for page in learned:
        if page.id in extracted and page.id in by_id:
            source = by_id[page.id]
            body = [
                "\n".join(text for text, is_body in zip(source.texts, each > 0.5, strict=True) if is_body)
                for each in (marks[page.id], extracted[page.id])
            ]
            more.append(guess(page, [np.array(aligned(page.texts, each), dtype=float) for each in body]))
    return fit(known, lambda _: [page for page in more if page is not None])


def _judge(
    once: Callable[[str, Callable[[], object]], object], form: str, part: int, model: Fitted, held: list[Sample]
) -> None:
    def judge() -> list[tuple[str, str, NDArray[np.float64], NDArray[np.float64]]]:
        answers = []
        for page in held:
            body = model.body(page)
            answers.append((page.form, page.id, body, model.kind(page, body)))
        return answers

    if held:
        once(f"{form}-held-{part}", judge)


def _write(work: Path, html: Sequence[Sample], text: Sequence[Sample], shared: Path) -> None:
    """Choose the thresholds on the hosts held out, write the models that were fitted on all, and the figures."""
    manifest: dict[str, dict[str, Any]] = {"files": {}, "body_from": {}}
    measured: dict[str, object] = {}
    MODEL.mkdir(exist_ok=True)
    for form, pages in (("html", html), ("text", text)):
        answers = {
            (of, name): (body, kinds)
            for path in sorted(work.glob(f"{form}-held-*.pickle"))
            for of, name, body, kinds in pickle.loads(path.read_bytes())
        }
        body_from = choose(pages, answers, shared)
        manifest["body_from"][form] = body_from
        measured |= figures(pages, answers, body_from, shared, ["html"] if form == "html" else list(FLATTENED))
        model: Fitted = pickle.loads((work / f"{form}-5.pickle").read_bytes())
        for step, booster in (("body-first", model.first), ("body-second", model.second), ("kinds", model.kinds)):
            data = to_onnx(booster.dump_model(), booster.num_feature())
            (MODEL / f"{form}-{step}.onnx").write_bytes(data)
            manifest["files"][f"{form}-{step}.onnx"] = hashlib.sha256(data).hexdigest()
    encoded = json.dumps(manifest, indent=1) + "\n"
    (MODEL / "manifest.json").write_text(encoded, encoding="utf-8")
    measured["model"] = hashlib.sha256(encoded.encode()).hexdigest()
    MEASURED.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    CARD.write_text(card(measured, manifest["body_from"]), encoding="utf-8")
    print(json.dumps(measured, indent=1))


if __name__ == "__main__":
    main()

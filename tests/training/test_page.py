"""The page labeller's training: numbered nodes, labels, trees as ONNX, and figures that belong to the shipped model."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import get_args

import lightgbm
import numpy as np
import onnxruntime
import pytest

from gate.labeller import MEASURED
from reportedly.errors import ModelMissing
from reportedly.model import BlockKind
from reportedly.page.labeller import forests, model_digest
from training.page.corpus import LABELS, cropped, samples
from training.page.export import to_onnx
from training.page.nodes import nodes, read_labels


def test_text_nodes_are_numbered_in_order_and_hidden_ones_are_said_to_be() -> None:
    page = '<title>no</title><p class="a b">One <b>two</b><script>no</script></p><div hidden> three </div> '
    found = nodes(page)
    assert [(node.text, node.hidden) for node in found] == [("One", False), ("two", False), ("three", True)]
    assert found[0].path[-1] == "p.a.b"


def test_labels_are_ranges_numbers_and_remarks(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("1-3 navigation\n4 headline  # the second h1\n\n# nothing\n5 body\n", encoding="utf-8")
    assert read_labels(path) == {1: "navigation", 2: "navigation", 3: "navigation", 4: "headline", 5: "body"}


FILES = sorted(path for folder in LABELS for path in folder.rglob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:24])
def test_every_label_is_a_kind_and_no_number_is_left_out(path: Path) -> None:
    labels = read_labels(path)
    assert set(labels.values()) <= set(get_args(BlockKind))
    assert sorted(labels) == list(range(1, len(labels) + 1))


def test_forty_pages_of_the_articles_are_labelled_and_none_twice() -> None:
    assert len([path for path in FILES if path.parent.name == "articles"]) == 40
    assert len({path.stem for path in FILES}) == len(FILES)


@pytest.mark.parametrize(("objective", "classes"), [("binary", 1), ("multiclass", 3)])
def test_trees_as_onnx_score_as_they_did(objective: str, classes: int) -> None:
    random = np.random.default_rng(0)
    features = random.normal(size=(400, 6)).astype(np.float32).round(1)  # rounded, so that inputs meet thresholds
    target = (features[:, 0] > 0.3).astype(int) + (classes > 1) * (features[:, 1] > 0).astype(int)
    options = {"objective": objective, "verbose": -1, "num_leaves": 8}
    options |= {"num_class": classes} if classes > 1 else {}
    booster = lightgbm.train(options, lightgbm.Dataset(features, target), 12)
    session = onnxruntime.InferenceSession(to_onnx(booster.dump_model(), 6), providers=["CPUExecutionProvider"])
    scores = session.run(None, {"x": features})[0]
    expected = np.asarray(booster.predict(features, raw_score=True)).reshape(len(features), -1)
    assert scores.shape == (400, classes)
    assert np.abs(scores - expected).max() < 1e-4


def test_the_figures_are_those_of_the_shipped_model_and_the_manifest_has_each_file() -> None:
    folder = Path(forests.__file__).parent / "model"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert json.loads(MEASURED.read_text(encoding="utf-8"))["model"] == model_digest()
    assert {path.name for path in folder.glob("*.onnx")} == set(manifest["files"])
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_a_model_that_was_altered_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    read = forests._read
    monkeypatch.setattr(forests, "_read", lambda name: read(name) + (b" " if name.endswith("onnx") else b""))
    forests._session.cache_clear()
    with pytest.raises(ModelMissing, match="not as it was made; install reportedly again"):
        forests.probabilities("html", "kinds", np.zeros((1, 1), dtype=np.float32))


def test_a_page_of_the_corpora_becomes_five_samples_and_keeps_its_article_when_cropped(shared: Path) -> None:
    found = samples(shared)
    first = [next(found) for _ in range(5)]
    assert [sample.form for sample in first] == ["html", "whole-page", "rendered", "text-nodes", "main-content"]
    assert len({sample.fold for sample in first}) == 1
    whole = first[1]
    assert whole.target is not None
    less = cropped(whole)
    assert less.target is not None
    assert less.target.sum() == whole.target.sum() > 0
    assert len(less.texts) < len(whole.texts)
    assert less.features.shape == (len(less.texts), whole.features.shape[1])

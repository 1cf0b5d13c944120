from __future__ import annotations

import importlib
import json
import math
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.attribution.pieces import MOST_PIECES
from reportedly.attribution.tagger import Tagger
from reportedly.attribution.windows import CONTEXT, LONGEST, OVERLAP, windows
from reportedly.attribution.words import CASES, PLACES, QUOTES, read_words

VOCABULARY = [
    *("[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "minister", "said", "will", "##ister", "min", "told", "##ing", "é"),
    *(mark + letter for letter in "abcdefghijklmnopqrstuvwxyz0123456789" for mark in ("", "##")),
    *"\"'.,:;-!?()_漢Ω",
]
SHAPE = {"kind": "bert", "hidden": 32, "layers": 2, "heads": 4, "inner": 64, "epsilon": 1e-12}
PAGE = (
    'The minister said on Monday that "nothing had been decided", two aides told the Courier.\n\n'
    "“We will wait,” said Ann Lee. Mr. Lee, a lawyer, did not answer.\n"
)
LONG = "\n\n".join(f"Speaker {n} told the inquiry that item {n} was paid for twice. {PAGE}" for n in range(40))


def export() -> Any:
    """The module that writes the model's files; it needs what only training has installed."""
    for name in ("onnx", "safetensors"):
        pytest.importorskip(name, reason=f"exporting a model needs {name}")
    return importlib.import_module("training.attribution.export")


@pytest.fixture(scope="module")
def tensors() -> dict[str, np.ndarray]:
    """A small encoder with random weights, sized as pretrained ones are."""
    rng = np.random.default_rng(5)
    hidden, inner = 32, 64

    def weights(*shape: int) -> np.ndarray:
        return rng.normal(0, shape[-1] ** -0.5, shape).astype(np.float32)

    made = {
        "encoder.tokens.weight": weights(len(VOCABULARY), hidden),
        "encoder.positions.weight": weights(512, hidden),
        "tag_head.weight": weights(15, hidden) * 3,
        "tag_head.bias": weights(15),
    }
    for number, size in enumerate((CASES, QUOTES, PLACES)):
        made[f"encoder.marks.{number}.weight"] = weights(size, hidden)
    for layer in range(2):
        sizes = {"qkv": (96, hidden), "out": (hidden, hidden), "up": (inner, hidden), "down": (hidden, inner)}
        for name, dims in sizes.items():
            made[f"encoder.layers.{layer}.{name}.weight"] = weights(*dims)
            made[f"encoder.layers.{layer}.{name}.bias"] = weights(dims[0])
    for norm in ("norm", *(f"layers.{layer}.{name}" for layer in range(2) for name in ("norm", "norm2"))):
        made[f"encoder.{norm}.weight"] = 1 + weights(hidden)
        made[f"encoder.{norm}.bias"] = weights(hidden)
    return made


@pytest.fixture(scope="module")
def folder(tensors: dict[str, np.ndarray], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small encoder as training leaves it, exported."""
    trained, out = tmp_path_factory.mktemp("trained"), tmp_path_factory.mktemp("model")
    (trained / "tagger.json").write_text(json.dumps(SHAPE))
    ids = {piece: number for number, piece in enumerate(VOCABULARY)}
    (trained / "tokenizer.json").write_text(json.dumps({"model": {"type": "WordPiece", "vocab": ids}}))
    exporter = export()
    importlib.import_module("safetensors.numpy").save_file(tensors, trained / "tagger.safetensors")
    np.savez(trained / "networks.npz", weights=np.ones(3))
    exporter.write_model(trained, trained / "networks.npz", out, "0")
    return out


@pytest.fixture(scope="module")
def small(folder: Path) -> Tagger:
    return Tagger(folder)


def plain(t: Mapping[str, np.ndarray], ids: np.ndarray, marks: np.ndarray, first: np.ndarray) -> np.ndarray:
    """The encoder as its papers write it (Vaswani et al. 2017, Devlin et al. 2019), in double precision."""

    def linear(x: np.ndarray, name: str) -> np.ndarray:
        return np.asarray(x @ t[f"{name}.weight"].T.astype(float) + t[f"{name}.bias"])

    def norm(x: np.ndarray, name: str) -> np.ndarray:
        x = x - x.mean(-1, keepdims=True)
        return np.asarray(x / np.sqrt((x**2).mean(-1, keepdims=True)) * t[f"{name}.weight"] + t[f"{name}.bias"])

    def softmax(x: np.ndarray) -> np.ndarray:
        x = np.exp(x - x.max(-1, keepdims=True))
        return np.asarray(x / x.sum(-1, keepdims=True))

    x = t["encoder.tokens.weight"][ids].astype(float) + t["encoder.positions.weight"][: len(ids)]
    x = norm(x + sum(t[f"encoder.marks.{i}.weight"][row] for i, row in enumerate(marks)), "encoder.norm")
    for layer in range(2):
        name = f"encoder.layers.{layer}"
        q, k, v = linear(x, f"{name}.qkv").reshape(len(ids), 3, 4, 8).transpose(1, 2, 0, 3)
        mixed = (softmax(q @ k.transpose(0, 2, 1) / math.sqrt(8)) @ v).transpose(1, 0, 2).reshape(len(ids), 32)
        x = norm(x + linear(mixed, f"{name}.out"), f"{name}.norm")
        up = linear(x, f"{name}.up")
        up = up * (1 + np.vectorize(math.erf)(up / math.sqrt(2))) / 2
        x = norm(x + linear(up, f"{name}.down"), f"{name}.norm2")
    return np.asarray(np.log(softmax(linear(x[first], "tag_head").reshape(-1, 3, 5))))


def answer(graph: bytes, feed: Mapping[str, np.ndarray]) -> np.ndarray:
    import onnxruntime

    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    return np.asarray(session.run(None, dict(feed))[0])


def test_the_graph_computes_the_encoder(tensors: dict[str, np.ndarray]) -> None:
    onnx_graph = export().onnx_graph
    rng = np.random.default_rng(6)
    for length, first in ((3, [1]), (256, list(range(1, 255, 2)))):
        feed = {
            "ids": rng.integers(0, len(VOCABULARY), length),
            "marks": np.array([rng.integers(0, size, length) for size in (CASES, QUOTES, PLACES)]),
            "first": np.array(first),
        }
        expected = plain(tensors, **feed)
        assert np.abs(answer(onnx_graph(SHAPE, tensors, small=False), feed) - expected).max() < 1e-4
        apart = np.abs(np.exp(answer(onnx_graph(SHAPE, tensors, small=True), feed)) - np.exp(expected))
        assert apart.mean() < 0.02


def test_every_word_has_a_distribution_for_each_role(small: Tagger) -> None:
    words = read_words(PAGE)
    scores = small.tag(words, PAGE)
    assert scores.shape == (len(words.spans), 3, 5)
    assert scores.dtype == np.float32
    assert np.allclose(np.exp(scores).sum(-1), 1, atol=1e-5)
    assert np.ptp(scores[:, 0, 0]) > 0.1  # words differ


@pytest.mark.parametrize("text", ["", " \n\n\t "])
def test_a_text_without_words_has_an_empty_answer(small: Tagger, text: str) -> None:
    assert small.tag(read_words(text), text).shape == (0, 3, 5)


def test_one_text_has_one_answer_whatever_else_is_read_and_where(small: Tagger, folder: Path) -> None:
    words = read_words(LONG)
    alone = small.tag(words, LONG)
    small.tag(read_words(PAGE), PAGE)
    with ThreadPoolExecutor(4) as threads:
        again = list(
            threads.map(lambda n: small.tag(words, LONG) if n % 2 else small.tag(read_words(PAGE), PAGE), range(8))
        )
    for number in range(1, 8, 2):
        assert np.array_equal(again[number], alone)
    assert np.array_equal(Tagger(folder).tag(words, LONG), alone)


def test_a_word_far_from_every_cut_is_scored_as_in_its_window(small: Tagger) -> None:
    """What the windows are cut for: the answer on the first paragraphs does not depend on how long the page is."""
    short = LONG[: LONG.index("Speaker 9")]
    count = len(read_words(short[: short.index("Speaker 2")]).spans)
    assert np.array_equal(small.tag(read_words(short), short)[:count], small.tag(read_words(LONG), LONG)[:count])


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_tagged(small: Tagger, text: str) -> None:
    words = read_words(text)
    scores = small.tag(words, text)
    assert scores.shape == (len(words.spans), 3, 5)
    assert np.isfinite(scores).all()


@st.composite
def layouts(draw: st.DrawFn) -> tuple[list[int], list[int], list[int]]:
    """Pieces of each word, and where paragraphs and sentences begin."""
    sizes = draw(st.lists(st.integers(1, MOST_PIECES), max_size=300) | st.lists(st.just(1), max_size=1500))
    kinds = draw(st.lists(st.sampled_from("wwwwwwwwwwwwwwwwwwwwwwsp"), min_size=len(sizes), max_size=len(sizes)))
    ends = [0, *np.cumsum(sizes).tolist()]
    paragraphs = [i for i, kind in enumerate(kinds) if kind == "p" or i == 0]
    return ends, paragraphs, [i for i, kind in enumerate(kinds) if kind != "w" or i == 0]


@given(layouts())
def test_windows_cover_each_word_once_and_hold_what_the_tagger_can_read(layout: tuple[list[int], ...]) -> None:
    ends, paragraphs, sentences = layout
    found = list(windows(ends, paragraphs, sentences))
    assert [word for window in found for word in range(window.first, window.last)] == list(range(len(ends) - 1))
    for window in found:
        assert window.start <= window.first < window.last <= window.end
        assert ends[window.end] - ends[window.start] <= LONGEST


@given(layouts())
def test_the_window_whose_edge_is_further_decides(layout: tuple[list[int], ...]) -> None:
    ends, paragraphs, sentences = layout
    found = list(windows(ends, paragraphs, sentences))
    for one, other in pairwise(found):
        assert ends[one.end] - ends[other.start] <= OVERLAP
        for word in range(other.start, one.end):
            to_end, to_start = ends[one.end] - ends[word], ends[word] - ends[other.start]
            if word < one.last:
                assert to_end >= to_start
            elif word >= max(other.first, one.start):
                assert to_start >= to_end


def test_windows_are_whole_paragraphs_where_they_fit() -> None:
    found = list(windows(list(range(501)), [0, 100, 200, 400], list(range(0, 500, 20))))
    assert [(w.start, w.first, w.last, w.end) for w in found] == [
        (0, 0, 200, 200),
        (200, 200, 400, 400),
        (400, 400, 500, 500),
    ]


def test_a_window_within_a_paragraph_begins_with_the_last_sentence_of_the_one_before() -> None:
    found = list(windows(list(range(401)), [0], list(range(0, 400, 20))))
    assert [(w.start, w.end) for w in found] == [(0, 240), (220, 400)]
    assert [(w.first, w.last) for w in found] == [(0, 230), (230, 400)]


def test_a_long_paragraph_is_cut_at_a_sentence_and_a_long_sentence_at_a_word() -> None:
    ends = list(range(1001))
    first, second, *_ = windows(ends, [0], [0, 100, 230])
    assert (first.end, second.start, second.end) == (230, 230 - OVERLAP, 230 - OVERLAP + LONGEST)
    shorter, *_ = list(windows(ends, [0], [0, 100, 200, 230]))[1:]
    assert shorter.start == 200
    assert CONTEXT <= 230 - shorter.start <= OVERLAP

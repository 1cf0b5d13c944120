"""A trained tagger to the files that ship: an ONNX graph in int8, a vocabulary and a manifest.

::

    python -m training.attribution.export OUT/best NETWORKS.npz src/reportedly/attribution/model --version 1

The graph is written node by node, because what it is made of decides how fast it runs on one thread of a CPU. Measured
on one core with AVX-512 VNNI, windows of 215 pieces on average:

- ``DynamicQuantizeMatMul`` (weights int8 by output channel, activations uint8 by tensor): 26.2 ms a window in place of
  59.8 in float. ``MatMulNBits`` with 8 bits errs less and takes 44.8; uint8 weights, which no CPU can overflow on, 37.
- layer normalisation as ``InstanceNormalization`` over each piece: 0.09 ms in place of 0.42 for
  ``SkipLayerNormalization``, which isn't vectorised; 21.4 ms a window. Its gains and biases go into the weights that
  follow, which also takes outliers out of the activations (the gamma migration of Wei et al. 2022).
- the opening marker, on which the pretrained encoder has activations ten times those of any word, is quantised by
  itself in the feed-forward half: 0.6 ms more, a third off the error.
- the last layer goes on only with the pieces that are asked for.

Weights take all 8 bits. CPUs with AVX2 but without VNNI add products in pairs of 16 bits, which can overflow; simulated
on PolNeAR dev, one pair in 10,000 does at worst, and the tags are the same as often as without (0.998 of float's).
Weights of 7 bits (``reduce_range``) can't overflow, take the same time, and change more tags (0.997).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper
from safetensors.numpy import load_file

from reportedly.attribution.tagger import ROLES, TAGS
from reportedly.attribution.windows import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import onnx

NAME = "reportedly-attribution"
_RUNTIME = "com.microsoft"


@dataclass(slots=True)
class Graph:
    """Nodes and constants in the making."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: dict[str, onnx.TensorProto] = field(default_factory=dict)

    def constant(self, name: str, value: np.ndarray) -> str:
        """Keep an array under a name; a name means one value throughout."""
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def add(self, kind: str, *inputs: str, runtime: bool = False, **attributes: Any) -> str:
        """Add a node with one output; ``runtime`` for the operators that only onnxruntime has."""
        return self.add_many(1, kind, *inputs, runtime=runtime, **attributes)[0]

    def add_many(self, count: int, kind: str, *inputs: str, runtime: bool = False, **attributes: Any) -> list[str]:
        """Add a node with several outputs."""
        name = f"{kind}{len(self.nodes)}"
        outputs = [f"{name}.{i}" for i in range(count)]
        domain = _RUNTIME if runtime else ""
        self.nodes.append(helper.make_node(kind, inputs, outputs, name=name, domain=domain, **attributes))
        return outputs

    def shape(self, *values: int) -> str:
        """A constant of integers."""
        return self.constant("int" + "_".join(map(str, values)), np.array(values, dtype=np.int64))


def rounded(weights: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """Weights as int8, symmetric, and their scales along ``axis``, which stays with length 1."""
    scale = np.abs(weights).max(axis=axis, keepdims=True) / 127
    scale[scale == 0] = 1
    return np.round(weights / scale).astype(np.int8), scale.astype(np.float32)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the graph of one tagger, in int8 or in float."""

    graph: Graph
    tensors: Mapping[str, np.ndarray]
    heads: int
    epsilon: float
    small: bool

    def embedded(self) -> str:
        """Ids and marks to the sum of all embeddings, not yet normalised: 1 x pieces x hidden."""
        g, t = self.graph, self.tensors
        cases, quotes, places = (t[f"encoder.marks.{i}.weight"] for i in range(3))
        marks = (cases[:, None, None] + quotes[None, :, None] + places).reshape(-1, cases.shape[1])
        steps = np.array([[len(quotes) * len(places)], [len(places)], [1]], dtype=np.int64)
        row = g.add("ReduceSum", g.add("Mul", "marks", g.constant("steps", steps)), g.shape(0), keepdims=0)
        positions = g.constant("positions", t["encoder.positions.weight"][: LONGEST + 2])  # both markers included
        at = g.add("Slice", positions, g.shape(0), g.add("Shape", "ids"), g.shape(0))
        beside = g.add("Add", g.add("Gather", g.constant("marks_table", marks), row), at)
        tokens = t["encoder.tokens.weight"]
        if self.small:
            table, scale = rounded(tokens, 1)
            number = g.add("Cast", g.add("Gather", g.constant("tokens", table), "ids"), to=TensorProto.FLOAT)
            piece = g.add("Mul", number, g.add("Gather", g.constant("tokens_scale", scale), "ids"))
        else:
            piece = g.add("Gather", g.constant("tokens", tokens), "ids")
        return g.add("Unsqueeze", g.add("Add", piece, beside), g.shape(0))

    def linear(self, x: str, name: str, weights: np.ndarray, bias: np.ndarray) -> str:
        """``x @ weights + bias``, weights as inputs x outputs."""
        g = self.graph
        given = g.constant(f"{name}.bias", bias)
        if not self.small:
            return g.add("Add", g.add("MatMul", x, g.constant(f"{name}.weight", weights)), given)
        table, scale = rounded(weights, 0)
        inputs = g.constant(f"{name}.weight", table), g.constant(f"{name}.scale", scale[0])
        return g.add("DynamicQuantizeMatMul", x, *inputs, "", given, runtime=True)

    def normalised(self, x: str) -> str:
        """Each piece to mean 0 and variance 1; gain and bias are left to what reads it."""
        g = self.graph
        rows = g.add("Shape", x, start=1, end=2)
        one = g.add("ConstantOfShape", rows, value=numpy_helper.from_array(np.ones(1, dtype=np.float32)))
        zero = g.add("ConstantOfShape", rows)
        return g.add("InstanceNormalization", x, one, zero, epsilon=self.epsilon)

    def layer(self, x: str, number: int, before: str, *, last: bool) -> str:
        """One layer on normalised states; ``before`` names the normalisation whose gain and bias they lack."""
        g, name = self.graph, f"encoder.layers.{number}"
        gain, bias = self.tensors[f"{before}.weight"], self.tensors[f"{before}.bias"]
        mixed = self.attended(x, name, gain, bias)
        if last:
            mixed, x = g.add("Gather", mixed, "first", axis=1), g.add("Gather", x, "first", axis=1)
        weights, own = self.tensors[f"{name}.out.weight"].T, self.tensors[f"{name}.out.bias"]
        mixed = self.linear(mixed, f"{name}.out", weights, own + bias)
        x = self.normalised(g.add("Add", mixed, g.add("Mul", x, g.constant(f"{name}.gain", gain))))

        gain, bias = self.tensors[f"{name}.norm.weight"], self.tensors[f"{name}.norm.bias"]
        if last:
            fed = self.fed(x, name, gain, bias)
        else:  # the opening marker apart
            sizes = g.add("Concat", g.shape(1), g.add("Sub", g.add("Shape", "ids"), g.shape(1)), axis=0)
            apart = g.add_many(2, "Split", x, sizes, axis=1)
            fed = g.add("Concat", *[self.fed(part, name, gain, bias) for part in apart], axis=1)
        return self.normalised(g.add("Add", fed, g.add("Mul", x, g.constant(f"{name}.gain2", gain))))

    def attended(self, x: str, name: str, gain: np.ndarray, bias: np.ndarray) -> str:
        """Attention of all heads, not yet mapped back."""
        joined = self.linear(x, f"{name}.qkv", *self.absorbing(f"{name}.qkv", gain, bias))
        parts = self.graph.add_many(3, "Split", joined, axis=2, num_outputs=3)
        return self.graph.add("MultiHeadAttention", *parts, runtime=True, num_heads=self.heads)

    def fed(self, x: str, name: str, gain: np.ndarray, bias: np.ndarray) -> str:
        """The feed-forward half, ``bias`` of the path around it included."""
        up = self.linear(x, f"{name}.up", *self.absorbing(f"{name}.up", gain, bias))
        weights, own = self.tensors[f"{name}.down.weight"].T, self.tensors[f"{name}.down.bias"]
        return self.linear(self.graph.add("Gelu", up, runtime=True), f"{name}.down", weights, own + bias)

    def absorbing(self, name: str, gain: np.ndarray, bias: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Weights and bias of a linear map that takes in the gain and bias of the normalisation before it."""
        weights, own = self.tensors[f"{name}.weight"].T, self.tensors[f"{name}.bias"]
        return gain[:, None] * weights, own + bias @ weights

    def head(self, x: str, before: str) -> None:
        """States to log-probabilities, in float."""
        g = self.graph
        weights, bias = self.absorbing("tag_head", self.tensors[f"{before}.weight"], self.tensors[f"{before}.bias"])
        y = g.add("Add", g.add("MatMul", x, g.constant("head", weights)), g.constant("head.bias", bias))
        y = g.add("Reshape", y, g.shape(-1, len(ROLES), len(TAGS)))
        g.nodes.append(helper.make_node("LogSoftmax", [y], ["tags"], name="tags", axis=-1))


def read_tagger(folder: Path) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Read the shape and the tensors that ship; refuse a tagger that this graph can't express."""
    shape = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))
    if shape["kind"] != "bert":
        raise SystemExit(f"{folder}: a {shape['kind']} encoder can't be exported; distil it into a BERT-shaped student")
    tensors = load_file(folder / "tagger.safetensors")
    return shape, {k: v.astype(np.float32) for k, v in tensors.items() if k.startswith(("encoder.", "tag_head."))}


def onnx_graph(shape: Mapping[str, Any], tensors: Mapping[str, np.ndarray], *, small: bool) -> bytes:
    """Write the graph of a tagger.

    Its inputs are ``ids`` (pieces), ``marks`` (3 x pieces: case, quotation, place) and ``first`` (the positions of the
    pieces that are asked for); its output ``tags`` (asked x roles x tags) holds natural logarithms of probabilities.
    One window at a time: a padded batch would change the scale of its activations, and with it the answer.

    Args:
        shape: as in ``tagger.json``.
        tensors: as in ``tagger.safetensors``.
        small: int8 where it matters, or else float throughout.
    """
    graph = Graph()
    writer = Writer(graph, tensors, shape["heads"], shape["epsilon"], small)
    before = "encoder.norm"
    x = writer.normalised(writer.embedded())
    for number in range(shape["layers"]):
        x = writer.layer(x, number, before, last=number == shape["layers"] - 1)
        before = f"encoder.layers.{number}.norm2"
    writer.head(x, before)
    dims: dict[str, list[str | int | None]] = {"ids": ["pieces"], "marks": [3, "pieces"], "first": ["asked"]}
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, size) for name, size in dims.items()]
    output = helper.make_tensor_value_info("tags", TensorProto.FLOAT, ["asked", len(ROLES), len(TAGS)])
    made = helper.make_graph(graph.nodes, NAME, inputs, [output], list(graph.constants.values()))
    versions = [helper.make_opsetid("", 18), helper.make_opsetid(_RUNTIME, 1)]
    model = helper.make_model(made, opset_imports=versions, ir_version=9, producer_name="reportedly")
    checker.check_model(model)
    written: bytes = model.SerializeToString(deterministic=True)
    return written


def vocabulary(folder: Path) -> str:
    """The pieces of a BERT tokenizer, one a line in the order of their ids."""
    model = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]
    ids: dict[str, int] = model["vocab"]
    pieces = sorted(ids, key=ids.__getitem__)
    if model["type"] != "WordPiece" or [ids[p] for p in pieces] != list(range(len(pieces))):
        raise SystemExit(f"{folder}/tokenizer.json is no WordPiece vocabulary with every id from 0")
    return "".join(f"{piece}\n" for piece in pieces)


def write_model(tagger: Path, networks: Path, out: Path, version: str) -> None:
    """Write ``tagger.onnx``, ``vocabulary.txt``, ``networks.npz`` and ``manifest.json`` into a folder.

    The manifest comes last, and each file whole, so that a reader never takes half a model for one.
    """
    shape, tensors = read_tagger(tagger)
    try:
        np.load(networks, allow_pickle=False).close()
    except (OSError, ValueError) as error:
        raise SystemExit(
            f"{networks}: no arrays can be read from it ({error}); name a file that calibrate.py wrote"
        ) from error
    files = {
        "tagger.onnx": onnx_graph(shape, tensors, small=True),
        "vocabulary.txt": vocabulary(tagger).encode(),
        "networks.npz": networks.read_bytes(),
    }
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    manifest = {"name": NAME, "version": version, "files": hashes}
    files["manifest.json"] = (json.dumps(manifest, indent=1) + "\n").encode()
    out.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (out / f"{name}.tmp").write_bytes(data)
        (out / f"{name}.tmp").replace(out / name)
        print(f"{name:<16} {len(data) / 1e6:7.2f} MB")


def check(folder: Path, corpus: Path, most: int = 20) -> None:
    """Print how far the float graph is from torch, and the int8 graph from the float one, on some articles."""
    import onnxruntime

    from .corpus import read_jsonl
    from .data import Pieces, read_article, windows

    shape, tensors = read_tagger(folder)
    pieces = Pieces(folder)
    some = windows([read_article(d, pieces) for d in read_jsonl(corpus)[:most]], pieces)
    feeds = [{"ids": w.ids, "marks": w.marks, "first": w.first[1:]} for w in some]

    def answers(graph: bytes) -> np.ndarray:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        return np.concatenate([session.run(None, feed)[0] for feed in feeds])

    full, small = answers(onnx_graph(shape, tensors, small=False)), answers(onnx_graph(shape, tensors, small=True))
    torch = np.concatenate(list(_with_torch(shape, tensors, feeds)))
    print(f"torch to float ONNX: {np.abs(torch - full).max():.1e} at most, {len(full)} words")
    same = (full.argmax(-1) == small.argmax(-1)).mean()
    inside = (full.argmax(-1) > 0) | (small.argmax(-1) > 0)
    same_inside = (full.argmax(-1) == small.argmax(-1))[inside].mean()
    apart = np.abs(np.exp(full) - np.exp(small))
    print(f"float to int8: same tag {same:.4f}, where either is inside a span {same_inside:.4f}; ", end="")
    print(f"probabilities {apart.mean():.4f} apart on average")


def _with_torch(
    shape: Mapping[str, Any], tensors: Mapping[str, np.ndarray], feeds: Sequence[Mapping[str, np.ndarray]]
) -> Iterator[np.ndarray]:
    import torch

    from .model import Encoder, Shape

    encoder = Encoder(Shape(**shape), dropout=0.0).eval()
    prefix = "encoder."
    encoder.load_state_dict(
        {k.removeprefix(prefix): torch.from_numpy(v) for k, v in tensors.items() if k.startswith(prefix)}
    )
    weights, bias = (torch.from_numpy(tensors[f"tag_head.{x}"]) for x in ("weight", "bias"))
    with torch.inference_mode():
        for feed in feeds:
            ids, marks = torch.from_numpy(feed["ids"])[None], torch.from_numpy(feed["marks"])[:, None]
            states = encoder(ids, marks, torch.ones_like(ids, dtype=torch.bool))[0, torch.from_numpy(feed["first"])]
            logits = (states @ weights.T + bias).view(-1, len(ROLES), len(TAGS))
            yield torch.log_softmax(logits, dim=-1).numpy()


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m training.attribution.export", description="Export a tagger.")
    parser.add_argument("tagger", type=Path, help="folder with tagger.json, tagger.safetensors and tokenizer.json")
    parser.add_argument("networks", type=Path, help="linking and confidence, .npz, as calibrate.py writes them")
    parser.add_argument("out", type=Path, help="folder to write")
    parser.add_argument("--version", required=True, help="version of the model, for the manifest")
    parser.add_argument("--check", type=Path, metavar="CORPUS", help="compare torch, float and int8 on these articles")
    given = parser.parse_args()
    for name in ("tagger.json", "tagger.safetensors", "tokenizer.json"):
        if not (given.tagger / name).is_file():
            parser.error(f"{given.tagger / name} is not there; name a folder that training wrote")
    write_model(given.tagger, given.networks, given.out, given.version)
    if given.check:
        check(given.tagger, given.check)


if __name__ == "__main__":
    main()

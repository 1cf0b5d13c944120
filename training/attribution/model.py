"""The tagger: a pretrained encoder (MPNet or BERT) and a head that tags words.

The encoder is written out here rather than taken from a library: one code for both kinds of weights, and on a CPU
it is faster (joined query/key/value, one attention bias for all layers).
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, cast

import torch
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn import functional

from reportedly.attribution.tagger import ROLES, TAGS
from reportedly.attribution.words import CASES, PLACES, QUOTES

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of an encoder."""

    kind: str  # "mpnet" or "bert"
    vocabulary: int
    positions: int
    hidden: int
    layers: int
    heads: int
    inner: int
    epsilon: float
    buckets: int = 0  # of the relative attention bias; 0 for none

    @classmethod
    def of_pretrained(cls, folder: Path) -> Shape:
        """Read the ``config.json`` of pretrained weights."""
        c = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        return cls(
            kind=c["model_type"],
            vocabulary=c["vocab_size"],
            positions=c["max_position_embeddings"],
            hidden=c["hidden_size"],
            layers=c["num_hidden_layers"],
            heads=c["num_attention_heads"],
            inner=c["intermediate_size"],
            epsilon=c["layer_norm_eps"],
            buckets=c.get("relative_attention_num_buckets", 0),
        )


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.up = nn.Linear(shape.hidden, shape.inner)
        self.down = nn.Linear(shape.inner, shape.hidden)
        self.norm2 = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """Hidden states to hidden states; ``bias`` is added to the attention of every head."""
        size, length, hidden = x.shape
        q, k, v = self.qkv(x).view(size, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        weights = torch.softmax((q * (hidden // self.heads) ** -0.5) @ k.transpose(-1, -2) + bias, dim=-1)
        mixed = (weights.to(v.dtype) @ v).transpose(1, 2).reshape(size, length, hidden)
        x = self.norm(x + self.dropout(self.out(mixed)))
        y: torch.Tensor = self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))
        return y


class Encoder(nn.Module):
    """Piece ids and marks to hidden states."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.shape = shape
        self.tokens = nn.Embedding(shape.vocabulary, shape.hidden)
        self.positions = nn.Embedding(shape.positions, shape.hidden)
        marks = [nn.Embedding(n, shape.hidden) for n in (CASES, QUOTES, PLACES)]
        for embedding in marks:
            nn.init.zeros_(embedding.weight)  # training starts from the pretrained encoder as it is
        self.marks = nn.ModuleList(marks)
        self.norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.relative = nn.Embedding(shape.buckets, shape.heads) if shape.buckets else None

    def forward(self, ids: torch.Tensor, marks: torch.Tensor, pieces: torch.Tensor) -> torch.Tensor:
        """Hidden states of ``ids`` (batch x pieces); ``marks`` is 3 x batch x pieces, ``pieces`` masks padding."""
        at = torch.arange(ids.shape[1])
        x: torch.Tensor = self.tokens(ids) + self.positions(at + (2 if self.shape.kind == "mpnet" else 0))
        for embedding, mark in zip(self.marks, marks, strict=True):
            x = x + embedding(mark)
        x = self.dropout(self.norm(x))
        bias = torch.zeros(pieces.shape).masked_fill(~pieces, -1e4)[:, None, None, :]
        if self.relative is not None:
            bias = bias + self.relative(_buckets(at, self.shape.buckets)).permute(2, 0, 1)[None]
        if torch.is_autocast_enabled("cpu"):
            x, bias = x.to(torch.bfloat16), bias.to(torch.bfloat16)
        for layer in self.layers:
            x = layer(x, bias)
        return x


def _buckets(at: torch.Tensor, buckets: int, far: int = 128) -> torch.Tensor:
    """MPNet's buckets of relative positions: exact when near, logarithmic up to ``far``, each way apart."""
    distance = at[:, None] - at[None, :]
    half = buckets // 2
    exact = half // 2
    size = distance.abs()
    log = exact + (torch.log(size.clamp(min=1) / exact) / math.log(far / exact) * (half - exact)).long()
    return (distance < 0).long() * half + torch.where(size < exact, size, log.clamp(max=half - 1))


class Tagger(nn.Module):
    """The whole model."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape, dropout)
        self.dropout = nn.Dropout(dropout)
        self.tag_head = nn.Linear(shape.hidden, len(ROLES) * len(TAGS))

    def forward(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        """Logits of a batch as made by ``data.collate``: batch x words x roles x tags."""
        states = self.encoder(batch["ids"], batch["marks"], batch["pieces"])
        first = batch["first"][..., None].expand(-1, -1, states.shape[-1])
        x = self.dropout(states.gather(1, first))
        return cast("torch.Tensor", self.tag_head(x).float().view(*x.shape[:2], len(ROLES), len(TAGS)))


def save_tagger(model: Tagger, folder: Path) -> None:
    """Write shape and weights; a reader never sees half a file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tagger.json").write_text(json.dumps(asdict(model.shape), indent=1), encoding="utf-8")
    save_file({k: v.contiguous() for k, v in model.state_dict().items()}, folder / "tagger.tmp")
    (folder / "tagger.tmp").replace(folder / "tagger.safetensors")


def load_tagger(folder: Path) -> Tagger:
    """Read what ``save_tagger`` wrote."""
    shape = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))
    shape.pop("pointer", None)
    model = Tagger(Shape(**shape))
    weights = load_file(folder / "tagger.safetensors")
    model.load_state_dict({k: v for k, v in weights.items() if k.startswith(("encoder.", "tag_head."))})
    return model.eval()


def from_pretrained(folder: Path, dropout: float = 0.1) -> Tagger:
    """Make a tagger with the encoder of a folder of MPNet or BERT weights and new heads."""
    shape = Shape.of_pretrained(folder)
    given = {k.removeprefix(f"{shape.kind}."): v for k, v in load_file(folder / "model.safetensors").items()}
    model = Tagger(shape, dropout)
    model.encoder.load_state_dict(
        _rename(given, shape)
        | {f"marks.{i}.weight": embedding.weight for i, embedding in enumerate(model.encoder.marks)}
    )
    return model


def _rename(given: dict[str, torch.Tensor], shape: Shape) -> dict[str, torch.Tensor]:
    positions = given["embeddings.position_embeddings.weight"]
    if shape.kind == "bert":  # every piece is of token type 0: its embedding joins that of the position
        positions = positions + given["embeddings.token_type_embeddings.weight"][0]
    made = {"tokens.weight": given["embeddings.word_embeddings.weight"], "positions.weight": positions}
    if shape.buckets:
        made["relative.weight"] = given["encoder.relative_attention_bias.weight"]
    mpnet = shape.kind == "mpnet"
    qkv = (
        [f"attention.attn.{x}" for x in "qkv"] if mpnet else [f"attention.self.{x}" for x in ("query", "key", "value")]
    )
    pairs = {
        "out": "attention.attn.o" if mpnet else "attention.output.dense",
        "norm": "attention.LayerNorm" if mpnet else "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for end in ("weight", "bias"):
        made[f"norm.{end}"] = given[f"embeddings.LayerNorm.{end}"]
        for i in range(shape.layers):
            old = f"encoder.layer.{i}."
            made[f"layers.{i}.qkv.{end}"] = torch.cat([given[f"{old}{name}.{end}"] for name in qkv])
            for new, name in pairs.items():
                made[f"layers.{i}.{new}.{end}"] = given[f"{old}{name}.{end}"]
    return made

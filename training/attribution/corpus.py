"""What is on disk: articles, and what a teacher said of them. Nothing here needs torch."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """All documents of a JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def read_soft(folder: Path) -> dict[str, np.ndarray]:
    """Log probabilities by article id, float16, words x roles x tags; of the parts that are there."""
    found: dict[str, np.ndarray] = {}
    for path in sorted(folder.glob("[0-9]*.npz")):
        with np.load(path) as part:
            found.update({name: part[name] for name in part.files})
    return found


def is_held_out(ident: str, share: int = 20) -> bool:
    """Whether an article of the training corpus is kept from the student: one in ``share``, by a hash of its id.

    How sure the student is can only be measured on articles that it has not learnt.
    """
    return zlib.crc32(ident.encode()) % share == 0

"""The shipped tagger: how surely each word begins, continues or ends a source, a cue or a content."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from reportedly.attribution.pieces import normal, pieces_of
from reportedly.attribution.windows import windows
from reportedly.errors import ModelMissing

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from onnxruntime import InferenceSession

    from reportedly.attribution.words import Words

__all__ = ["ROLES", "TAGS", "Tagger", "arrays", "digest", "normal", "read_arrays", "tagger"]

ROLES = ("source", "cue", "content")
TAGS = "OBIES"
"""Outside, begins, inside, ends, single: the classes of the last axis, in order."""


class Tagger:
    """A verified model in memory, for any number of threads.

    Args:
        folder: ``manifest.json`` and two files that it names, ``tagger.onnx`` and ``vocabulary.txt``.

    Raises:
        ModelMissing: a file is missing, or isn't the one that the manifest was written for.
    """

    def __init__(self, folder: Traversable) -> None:
        vocabulary = _verified(folder, "vocabulary.txt").decode().removesuffix("\n").split("\n")
        self._pieces = pieces_of(vocabulary)
        self._opening, self._closing = (vocabulary.index(marker) for marker in ("[CLS]", "[SEP]"))
        self._session = _session(_verified(folder, "tagger.onnx"))

    def tag(self, words: Words, text: str) -> np.ndarray:
        """Say of each word what it may be.

        Time grows in proportion to the text; memory with the answer only. The same text has the same answer, to the
        bit, on the same machine.

        Args:
            words: ``read_words(text)``.
            text: the text itself.

        Returns:
            Natural logarithms of probabilities, float32, words x ``ROLES`` x ``TAGS``.
        """
        scores = np.empty((len(words.spans), len(ROLES), len(TAGS)), dtype=np.float32)
        pieces = [self._pieces(text[start:end]) for start, end in words.spans]
        sizes = np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces))
        before = np.concatenate([[0], sizes.cumsum()])
        marks = np.array([words.case, words.quote, words.place], dtype=np.int8).reshape(3, -1)
        sentences = np.flatnonzero(marks[2]).tolist()
        paragraphs = [start for start, _ in words.paragraphs]
        for start, end, first, last in windows(before.tolist(), paragraphs, sentences):
            length = int(before[end] - before[start]) + 2
            inside = chain.from_iterable(pieces[start:end])
            ids = np.fromiter(chain((self._opening,), inside, (self._closing,)), dtype=np.int64, count=length)
            described = np.zeros((3, length), dtype=np.int64)
            described[:, 1:-1] = marks[:, start:end].repeat(sizes[start:end], axis=1)
            asked = before[first:last] - before[start] + 1
            given = {"ids": ids, "marks": described, "first": asked}
            scores[first:last] = self._session.run(None, given)[0]
        return scores


def read_arrays(folder: Traversable) -> dict[str, np.ndarray]:
    """The arrays of a model's ``networks.npz``, by the names they were saved under.

    Raises:
        ModelMissing: the file is missing, or isn't the one that ``manifest.json`` was written for.
    """
    with np.load(BytesIO(_verified(folder, "networks.npz")), allow_pickle=False) as kept:
        return dict(kept)


@cache
def tagger() -> Tagger:
    """The tagger that ships, loaded at the first call.

    Raises:
        ModelMissing: its files are not all there as they were made.
    """
    return Tagger(_folder())


@cache
def arrays() -> dict[str, np.ndarray]:
    """The small networks that ship beside the tagger, read at the first call.

    Raises:
        ModelMissing: their file is not there as it was made.
    """
    return read_arrays(_folder())


@cache
def digest() -> str:
    """The SHA-256 of the shipped model's manifest, which holds that of each of its files, in hexadecimal."""
    return hashlib.sha256(_read(_folder(), "manifest.json")).hexdigest()


def _folder() -> Traversable:
    return files("reportedly.attribution") / "model"


def _read(folder: Traversable, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise _not_whole(name, "can't be read") from error


def _not_whole(name: str, why: str) -> ModelMissing:
    cure = "install it again: pip install --force-reinstall --no-deps reportedly"
    return ModelMissing(f"the attribution model is not whole: {name} {why}; {cure}")


def _verified(folder: Traversable, name: str) -> bytes:
    """A file of a model, if it is the one that the manifest was written for."""
    try:
        manifest: Any = json.loads(_read(folder, "manifest.json"))
        expected = manifest["files"][name]
    except (ValueError, TypeError, KeyError) as error:
        raise _not_whole("manifest.json", "is damaged") from error
    data = _read(folder, name)
    if hashlib.sha256(data).hexdigest() != expected:
        raise _not_whole(name, "is damaged, or not the one of manifest.json")
    return data


def _session(graph: bytes) -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # One thread: many texts are read in as many processes, and what one thread adds up is the same each time.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

"""The trained trees: loaded from the package, checked against their digests, run on features."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from reportedly.errors import ModelMissing
from reportedly.page.labeller.wording_features import Features

if TYPE_CHECKING:
    import onnxruntime

Form = Literal["html", "text"]
Step = Literal["body-first", "body-second", "kinds"]

MODEL = "page-labeller"
_CURE = "install reportedly again"


class Manifest(msgspec.Struct, frozen=True):
    """What was trained: the SHA-256 of each file, and the probability from which a line is body, by form of page."""

    files: dict[str, str]
    body_from: dict[str, float]


def probabilities(form: Form, step: Step, features: Features) -> NDArray[np.float64]:
    """Run one model.

    Args:
        form: the form of the page.
        step: ``body-first`` and ``body-second`` give the probability of body; ``kinds`` that of each block kind.
        features: shape (lines, columns), as the step was trained on.

    Returns:
        Shape (lines,) for body, (lines, kinds) for kinds.

    Raises:
        ModelMissing: the model is not in the package, or is not as it was made.
    """
    scores = np.asarray(_session(f"{form}-{step}.onnx").run(None, {"x": features})[0], dtype=np.float64)
    if step == "kinds":
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(scores / scores.sum(axis=1, keepdims=True), dtype=np.float64)
    return np.asarray(1.0 / (1.0 + np.exp(-scores[:, 0])), dtype=np.float64)


def body_from(form: Form) -> float:
    """The probability from which a line counts as body; chosen in training, on hosts not trained on."""
    return _manifest().body_from[form]


@cache
def model_digest() -> str:
    """The SHA-256 of the manifest, which has that of each file."""
    return hashlib.sha256(_read("manifest.json")).hexdigest()


@cache
def _manifest() -> Manifest:
    try:
        return msgspec.json.decode(_read("manifest.json"), type=Manifest)
    except msgspec.MsgspecError as error:
        raise ModelMissing(f"the manifest of {MODEL} cannot be read ({error}); {_CURE}") from error


@cache
def _session(name: str) -> onnxruntime.InferenceSession:
    import onnxruntime

    data = _read(name)
    if hashlib.sha256(data).hexdigest() != _manifest().files.get(name):
        raise ModelMissing(f"{name} of {MODEL} is not as it was made; {_CURE}")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])


def _read(name: str) -> bytes:
    try:
        return (files("reportedly.page.labeller") / "model" / name).read_bytes()
    except OSError as error:
        raise ModelMissing(f"{name} of {MODEL} is not installed; {_CURE}") from error

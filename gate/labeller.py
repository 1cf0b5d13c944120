"""How good the page labeller is on hosts that it did not learn from, as its training measured it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reportedly.page.labeller import model_digest

MEASURED = Path(__file__).resolve().parents[1] / "training" / "page" / "measured.json"
FEWEST = 15
"""Lines that people gave a kind from which its F1 has a floor; of fewer it says little."""


def held_out(_: Path) -> dict[str, float]:
    """The figures that training wrote when it cross-validated by host the model that is shipped.

    The labeller learns from the very pages that it is measured on, so what the shipped model scores there says only
    that it still works; how good it is on other pages was measured while it was made, by models that had not seen
    the hosts.
    ``python -m training.page`` makes and measures it again.
    """
    measured: dict[str, Any] = json.loads(MEASURED.read_text(encoding="utf-8"))
    assert measured["model"] == model_digest(), "the model is not the one that was measured: python -m training.page"
    figures: dict[str, float] = {}
    for name, value in measured.items():
        if name.endswith("body F1"):
            figures[f"held out, {name}"] = value
        elif name.endswith("articles kinds F1"):
            form = name.removesuffix(" articles kinds F1")
            figures |= {f"held out, {form} {kind} F1": f1 for kind, (f1, lines) in value.items() if lines >= FEWEST}
    return figures

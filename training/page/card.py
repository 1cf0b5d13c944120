"""The model card of the page labeller, written from the measured figures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

FORMS = {
    "html": "HTML",
    "whole-page": "flattened, whole page",
    "rendered": "flattened, rendered",
    "text-nodes": "flattened, text nodes",
    "main-content": "flattened, main content",
}

_TEMPLATE = Path(__file__).parent / "card_template.md"


def card(measured: Mapping[str, Any], body_from: Mapping[str, float]) -> str:
    """Write the card.

    Args:
        measured: the figures by name, as ``training.page.measure.figures`` gives them.
        body_from: the thresholds of HTML and of text.
    """
    body = "\n".join(
        f"| {title} | {100 * measured[f'{form} articles body F1']:.1f} | "
        f"{100 * measured[f'{form} publishers body F1']:.1f} |"
        for form, title in FORMS.items()
    )
    of = {form: measured[f"{form} articles kinds F1"] for form in FORMS}
    kinds = "\n".join(
        f"| {kind} | {lines} | " + " | ".join(_percent(of[form].get(kind)) for form in FORMS) + " |"
        for kind, (_, lines) in of["html"].items()
    )
    return _TEMPLATE.read_text(encoding="utf-8").format(
        html=body_from["html"],
        text=body_from["text"],
        body=body,
        forms=" | ".join(FORMS.values()),
        rules="---|" * len(FORMS),
        kinds=kinds,
    )


def _percent(value: list[float] | None) -> str:
    return "–" if value is None else f"{100 * value[0]:.0f}"

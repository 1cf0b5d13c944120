"""Documents written with their spans marked in the text: ``[s:Ann Lee] [c:said] [t:it rained]``."""

from __future__ import annotations

import re

from reportedly.evaluation import Annotation, GoldDocument, PredictedDocument

_MARK = re.compile(r"\[([sct]):([^\]]*)\]")


def document(marked: str, name: str = "d", publisher: str | None = None) -> GoldDocument:
    """One line of the text an attribution; a line without marks has none."""
    text = ""
    annotations = []
    for line in marked.splitlines():
        spans: dict[str, list[tuple[int, int]]] = {"s": [], "c": [], "t": []}
        at = 0
        for match in _MARK.finditer(line):
            text += line[at : match.start()]
            spans[match[1]].append((len(text), len(text) + len(match[2])))
            text += match[2]
            at = match.end()
        text += line[at:] + "\n"
        if any(spans.values()):
            annotations.append(Annotation(tuple(spans["s"]), tuple(spans["c"]), tuple(spans["t"])))
    return GoldDocument(name, text, tuple(annotations), {"publisher": publisher} if publisher else None)


def predicted(gold: GoldDocument, *annotations: Annotation) -> PredictedDocument:
    return PredictedDocument(gold.id, annotations)

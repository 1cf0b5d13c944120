"""The reader that is scored: this package's own, on the texts of a gold file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportedly.evaluation.corpus import Annotation, GoldDocument, PredictedDocument, Range
from reportedly.model import Attribution, Block, Content, Cue, Source


def found(documents: Sequence[GoldDocument], *, nested: bool = False) -> Iterator[PredictedDocument]:
    """Read each text for attributions, without looking at its annotations.

    Args:
        documents: the gold documents; each line of a text is read as a paragraph of a report's body.
        nested: keep attributions within the content of others. Corpora such as PolNeAR annotate the outermost layer
            alone, and would count each of them as wrong.

    Yields:
        What was found in each, in order, as soon as it is read.

    Raises:
        ModelMissing: a language model that reading needs is not installed.
    """
    # Late, because the readers take longer to import than a file of predictions takes to score.
    from reportedly.attribution import attribute
    from reportedly.language import parse

    parsed = parse((document.text, paragraphs(document.text)) for document in documents)
    for document, passages in zip(documents, parsed, strict=True):
        claims = attribute(document.text, passages)
        kept = tuple(_annotation(claim) for claim in claims if nested or claim.within is None)
        yield PredictedDocument(document.id, kept)


def paragraphs(text: str) -> list[Block]:
    """Each line of a text that is not blank, as a block of the body."""
    blocks = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("body", at, at + len(line)))
        at += len(line) + 1
    return blocks


def _annotation(claim: Attribution) -> Annotation:
    return Annotation(_ranges(claim.source), _ranges(claim.cue), _ranges(claim.content), claim.confidence)


def _ranges(part: Source | Cue | Content | None) -> tuple[Range, ...]:
    return tuple((span.start, span.end) for span in part.spans) if part else ()

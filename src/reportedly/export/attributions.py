"""Claims as people annotate them, for training and scoring: one report a line, with the spans of each claim.

The form is that of the gold files of ``reportedly evaluate attribution`` and of the trainer: ``id``, ``text``,
``attributions`` of ``source``, ``cue`` and ``content``, and ``meta``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from reportedly.export.common import encodable, json_line
from reportedly.export.names import LOCAL, Names
from reportedly.model import READ_FOR_CLAIMS, Attribution, Block, Reading, Span

_ROLES = ("source", "cue", "content")


def write(readings: Iterable[Reading], target: BinaryIO, names: Names = LOCAL) -> None:  # noqa: ARG001
    """Write one report a line; it is known by the SHA-256 of its bytes, which every corpus gives it alike.

    Args:
        readings: of reports in which every claim that there is stands, and no other.
        target: an open binary file.
        names: not needed.

    """
    target.writelines(json_line(_document(encodable(reading))) for reading in readings)


def _document(reading: Reading) -> dict[str, Any]:
    """A report as a gold document: of its text what is read for claims, a paragraph a line."""
    report = reading.report
    spans = [span for claim in reading.attributions for role in _ROLES for span in _spans(claim, role)]
    blocks = [block for block in report.blocks if block.kind in READ_FOR_CLAIMS or _touched(block, spans)]
    lines = [report.text[block.start : block.end].replace("\n", " ") for block in blocks]
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1

    def moved(claim: Attribution, role: str) -> list[tuple[int, int]]:
        """The spans in the new text, cut where a block ends."""
        found = []
        for span in _spans(claim, role):
            for block, start in zip(blocks, starts, strict=True):
                first, end = max(span.start, block.start), min(span.end, block.end)
                words = report.text[first:end]
                if words.strip():
                    first += len(words) - len(words.lstrip())
                    found.append((first - block.start + start, first - block.start + start + len(words.strip())))
        return found

    claims = [{role: moved(claim, role) for role in _ROLES} for claim in reading.attributions]
    told = {
        "publisher": report.publisher,
        "headline": report.headline,
        "address": report.address,
        "published": report.published.earliest,
    }
    return {
        "id": report.id,
        "text": "\n".join(lines),
        "attributions": [claim for claim in claims if claim["content"]],
        "meta": {name: value for name, value in told.items() if value is not None},
    }


def _spans(claim: Attribution, role: str) -> tuple[Span, ...]:
    part = getattr(claim, role)
    return part.spans if part else ()


def _touched(block: Block, spans: Iterable[Span]) -> bool:
    return any(span.start < block.end and block.start < span.end for span in spans)

"""What must hold of every Reading, whatever it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from reportedly.model import Reading


def check(reading: Reading) -> None:
    """Assert the contract of a Reading: offsets, blocks, ids, and a JSON form that reads back."""
    text = reading.report.text
    whole = msgspec.to_builtins(reading)
    for part in _with_text(whole):
        assert text[part["start"] : part["end"]] == part["text"]
        assert part["text"].strip() == part["text"] != ""

    covered = [0] * len(text)
    for block in reading.report.blocks:
        assert 0 <= block.start < block.end <= len(text)
        for at in range(block.start, block.end):
            covered[at] += 1
    assert all(covered[at] == 1 for at, character in enumerate(text) if not character.isspace())
    assert max(covered, default=0) <= 1
    assert [b.start for b in reading.report.blocks] == sorted(b.start for b in reading.report.blocks)

    attributions = {a.id: a for a in reading.attributions}
    entities = {e.id for e in reading.entities}
    assert len(attributions) == len(reading.attributions)
    assert len(entities) == len(reading.entities)
    for a in reading.attributions:
        assert a.content.spans
        assert 0 <= a.confidence <= 1
        if a.source:
            assert a.source.spans
            assert a.source.entity is None or a.source.entity in entities
        assert all(step.entity is None or step.entity in entities for step in a.via)
        seen = {a.id}
        outer = a.within
        while outer is not None:
            assert outer not in seen, "an attribution lies within itself"
            seen.add(outer)
            outer = attributions[outer].within
    for f in reading.figures:
        assert f.attribution is None or f.attribution in attributions
        low, value, high = (f.low, f.value, f.high)
        assert low is None or high is None or low <= high
        assert value is None or ((low is None or low <= value) and (high is None or value <= high))
    for d in reading.days:
        assert (d.earliest is None) == (d.latest is None) or d.basis
    assert not [r for r in reading.refusals if r.code == "failed"]
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading


def _with_text(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if {"start", "end", "text"} <= part.keys():
            yield part
        for value in part.values():
            yield from _with_text(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _with_text(value)

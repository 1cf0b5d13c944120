"""What people said of one Reading, said of another of the same report: its text and its entities may be others."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

from msgspec.structs import replace

from reportedly.library.correcting import Correction, Runs
from reportedly.library.identities import known_as
from reportedly.model import Reading

_MOST_LINES = 3_000
"""Beyond it lines are not compared, which takes the square of their number in time; words are looked for near where
they were."""


class Carrier:
    """Carries what was said of an older Reading over to a newer one.

    Args:
        old: of the report.
        new: of the same report.

    """

    def __init__(self, old: Reading, new: Reading) -> None:
        self._old, self._new = old.report.text, new.report.text
        self._shifts = _shifts(self._old, self._new)
        self._readings = old, new

    def correction(self, said: Correction | None) -> Correction | None:
        """The same claim in the newer Reading; ``None`` where its words are not in the text any more."""
        if said is None:
            return None
        content, source, cue = (self._runs(runs) for runs in (said.content, said.source, said.cue))
        if content is None or source is None or cue is None:
            return None
        entity = None if said.entity is None else self._entities.get(said.entity)
        return replace(said, content=content, source=source, cue=cue, entity=entity)

    def run(self, start: int, end: int) -> tuple[int, int] | None:
        """Where some words are now: where their line is, else the nearest there are."""
        if self._old == self._new:
            return start, end
        words = self._old[start:end]
        before, now = self._shifts[max(bisect_right(self._shifts, (start, len(self._new))) - 1, 0)]
        near = max(start - before + now, 0)
        found = [at for at in (self._new.find(words, near), self._new.rfind(words, 0, near + len(words))) if at >= 0]
        at = min(found, key=lambda at: abs(at - near), default=None)
        return None if at is None else (at, at + len(words))

    def _runs(self, runs: Runs) -> Runs | None:
        found = [self.run(*run) for run in runs]
        moved = tuple(run for run in found if run is not None)
        return moved if len(moved) == len(runs) and _apart(moved) >= _apart(runs) else None

    @cached_property
    def _entities(self) -> dict[str, str]:
        """Whom each entity of the older Reading is in the newer: who is named where it is, else who has its name."""
        old, new = self._readings
        at = {(span.start, span.end): entity.id for entity in new.entities for span in entity.mentions}
        named = {known_as(entity.kind, entity.name): entity.id for entity in new.entities}
        who = {}
        for entity in old.entities:
            moved = (self.run(span.start, span.end) for span in entity.mentions)
            there = Counter(at[run] for run in moved if run in at)
            same = there.most_common(1)[0][0] if there else named.get(known_as(entity.kind, entity.name))
            if same is not None:
                who[entity.id] = same
        return who


def _apart(runs: Runs) -> bool:
    return all(one[1] <= other[0] for one, other in pairwise(runs))


def _shifts(old: str, new: str) -> Sequence[tuple[int, int]]:
    """Where lines that are the same begin in both texts."""
    lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if old == new or max(map(len, lines)) > _MOST_LINES:
        return [(0, 0)]
    starts = []
    for some in lines:
        at = [0]
        for line in some:
            at.append(at[-1] + len(line))
        starts.append(at)
    blocks = SequenceMatcher(None, *lines, autojunk=False).get_matching_blocks()
    return [(0, 0), *((starts[0][block.a], starts[1][block.b]) for block in blocks)]

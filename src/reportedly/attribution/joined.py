"""Stretches of a text put together as the paragraphs of one, and the way back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.attribution.raw import RawAttribution, Run


@dataclass(frozen=True, slots=True)
class Joined:
    """A text made of stretches of another.

    ``text`` holds the stretches in order, one character between each and the next; ``starts`` and ``origins`` say where
    each begins in ``text`` and in the text it was taken from.
    """

    text: str
    starts: list[int]
    origins: list[int]

    @classmethod
    def of(cls, whole: str, stretches: Iterable[tuple[int, str]], apart: bool = False) -> Joined:
        """Join stretches, pairs of where each begins in ``whole`` and its characters.

        Each becomes a paragraph; unless they are kept ``apart``, one that goes on in the line of the one before does
        not, as when a very long paragraph was cut.
        """
        parts: list[str] = []
        starts: list[int] = []
        origins: list[int] = []
        size = end = 0
        for origin, part in stretches:
            if parts:
                parts.append("\n" if apart or whole[end:origin] != " " else " ")
                size += 1
            starts.append(size)
            origins.append(origin)
            parts.append(part)
            size += len(part)
            end = origin + len(part)
        return cls("".join(parts), starts, origins)

    def piece(self, at: int) -> int:
        """The number of the stretch that a place in ``text`` belongs to."""
        return bisect_right(self.starts, at) - 1

    def back(self, run: Run) -> list[Run]:
        """A run of ``text`` as runs of the text that the stretches were taken from, one for each that it touches."""
        found = []
        for i in range(self.piece(run[0]), self.piece(run[1] - 1) + 1):
            start = max(run[0], self.starts[i])
            limit = self.starts[i + 1] - 1 if i + 1 < len(self.starts) else len(self.text)
            end = min(run[1], limit)
            if start < end:
                offset = self.origins[i] - self.starts[i]
                found.append((start + offset, end + offset))
        return found

    def returned(self, raw: RawAttribution) -> RawAttribution:
        """An attribution of ``text`` as one of the text that the stretches were taken from."""
        source, cue, content = (
            tuple(one for run in runs for one in self.back(run)) for runs in (raw.source, raw.cue, raw.content)
        )
        return RawAttribution(source, cue, content, raw.confidence)

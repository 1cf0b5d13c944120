"""Raw attributions made fit to keep: in page order, each claim of a source once."""

from __future__ import annotations

from collections.abc import Iterable

from reportedly.attribution.raw import RawAttribution, Run, joined, trimmed

_SAME = 0.8
"""Share of characters in common from which two contents are one."""


def settled(text: str, raws: Iterable[RawAttribution]) -> list[RawAttribution]:
    """Order attributions by their first character and make one of two that give one content to one source.

    "According to Reuters, …, Reuters reported" says one thing twice: the second is folded into the first, with both
    cues and the first mention of the source. A content never keeps the words of its own cue.

    Args:
        text: the report's text.
        raws: in any order.

    Returns:
        Those that have content left, in page order.

    """
    done: list[RawAttribution] = []
    near: list[int] = []  # those that reach to where the next one starts: only they can share a content with it
    for raw in sorted(raws, key=lambda one: (one.start, one.cue, one.content)):
        near = [i for i in near if done[i].content[-1][1] > raw.start]
        twin = next((i for i in near if _is_one(text, done[i], raw)), None)
        if twin is None:
            near.append(len(done))
            done.append(raw)
        else:
            done[twin] = _merged(text, done[twin], raw)
    return sorted(done, key=lambda one: (one.start, one.cue, one.content))


def _is_one(text: str, a: RawAttribution, b: RawAttribution) -> bool:
    """Whether two have the same words for a source and, but for each other's source and cue, the same content."""
    if [text[slice(*run)].casefold() for run in a.source] != [text[slice(*run)].casefold() for run in b.source]:
        return False
    mine, other = _without(a.content, (*b.source, *b.cue)), _without(b.content, (*a.source, *a.cue))
    common = _length(_overlap(mine, other))
    return common >= _SAME * (_length(mine) + _length(other) - common) and common > 0


def _merged(text: str, a: RawAttribution, b: RawAttribution) -> RawAttribution:
    cue = joined((*a.cue, *b.cue), text)
    left = _without((*a.content, *b.content), (*a.source, *b.source, *cue))
    content = joined((trimmed(text, run) for run in left), text)
    return RawAttribution(a.source, cue, content or a.content, max(a.confidence, b.confidence))


def _overlap(a: Iterable[Run], b: Iterable[Run]) -> list[Run]:
    b = tuple(b)
    return [(max(s, t), min(e, f)) for s, e in a for t, f in b if max(s, t) < min(e, f)]


def _length(runs: Iterable[Run]) -> int:
    return sum(end - start for start, end in runs)


def _without(runs: Iterable[Run], cut: Iterable[Run]) -> list[Run]:
    left = list(runs)
    for start, end in cut:
        left = [piece for a, b in left for piece in ((a, min(b, start)), (max(a, end), b)) if piece[0] < piece[1]]
    return left

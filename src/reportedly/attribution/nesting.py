"""Which attribution stands inside the content of which."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.attribution.raw import RawAttribution, covers


def enclosing(attributions: Sequence[RawAttribution]) -> list[int | None]:
    """For each attribution, the place in the sequence of the closest one whose content encloses all of it.

    All of its source, cue and content must lie inside single runs of that content. An outer content is always longer
    than an inner one, so no attribution encloses itself or one that encloses it.

    Args:
        attributions: in any order.

    Returns:
        One entry an attribution: an index, or ``None``.

    """
    sizes = [sum(end - start for start, end in one.content) for one in attributions]
    coming = sorted(range(len(attributions)), key=lambda i: attributions[i].content[0][0], reverse=True)
    near: list[int] = []  # those whose content has begun and not ended where the next one starts
    found: list[int | None] = [None] * len(attributions)
    for index in sorted(range(len(attributions)), key=lambda i: attributions[i].start):
        inner = attributions[index]
        while coming and attributions[coming[-1]].content[0][0] <= inner.start:
            near.append(coming.pop())
        near = [other for other in near if attributions[other].content[-1][1] > inner.start]
        every = (*inner.source, *inner.cue, *inner.content)
        outer = [other for other in near if sizes[other] > sizes[index] and covers(attributions[other].content, every)]
        found[index] = min(outer, key=lambda other: sizes[other], default=None)
    return found

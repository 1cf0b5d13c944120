"""Which attribution stands inside the content of which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reportedly.attribution.raw import RawAttribution, covers, trimmed

_SAID = re.compile(
    r"[,!?.”\"’'] ?(?P<by>(?!(?:and|but|which|who|as|that|when) )[^\s,“”\"(][^,“”\"\n]{0,70}?) "
    r"(?P<said>(?:told|reminded|assured) [^,“”\"\n]{2,40}|"
    r"(?:said|says|wrote|added|tweeted|replied|argued|insisted|claimed|warned|explained|continued)"
    r"(?: (?:on|in|at|to|last|this) [^,“”\"\n]{2,40})?),? $"
)
_RELAYS = re.compile(r"(?:as )?(?:according to|per|(?:first )?report(?:s|ed)(?: by)?|quoted by)", re.IGNORECASE)


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


def with_inner(text: str, raws: Sequence[RawAttribution]) -> list[RawAttribution]:
    """Read "“…,” Lee told CNN, according to Politico" as two: what Lee told stands within what Politico has.

    Args:
        text: the report's text.
        raws: the attributions that were found.

    Returns:
        The same with each such inner attribution that was not found added, and the outer one's content made to enclose
        it.

    """
    pairs = [(raw, _inner(text, raw)) for raw in raws]
    taken = [inner.cue for _, inner in pairs if inner]
    done: list[RawAttribution] = []
    for raw, inner in pairs:
        if inner is not None:
            end = trimmed(text, (inner.start, raw.cue[0][0]))[1]
            done.append(
                replace(raw, content=((raw.content[0][0], end), *(run for run in raw.content if run[0] >= end)))
            )
            done.append(inner)
        elif not any(covers(cue, raw.cue[:1]) for cue in taken if raw.cue):
            done.append(raw)
    return done


def _inner(text: str, raw: RawAttribution) -> RawAttribution | None:
    """What stands before "according to Politico" if that ends in who said it: "…, Lee told CNN"."""
    if not raw.cue or not _RELAYS.fullmatch(text[slice(*raw.cue[0])]):
        return None
    start, cue = raw.content[0][0], raw.cue[0][0]
    match = _SAID.search(text, start, cue) if start < cue and "\n" not in text[start:cue] else None
    if match is None:
        return None
    end = match.start() + (text[match.start()] != ",")
    content = tuple((first, min(last, end)) for first, last in raw.content if first < end)
    verb = match.start("said"), match.start("said") + len(match["said"].split(" ")[0])
    return RawAttribution((match.span("by"),), (verb,), content, raw.confidence) if content else None

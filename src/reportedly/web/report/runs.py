"""Cutting a text into leaf runs: stretches over which the same marks stand."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

_UNBROKEN = re.compile(r"\S{300,}")
_PIECE = 100
"""Letters after which a line may end in what has no spaces: browsers take minutes to lay out a word without end."""

Role = Literal["source", "cue", "content", "hedge", "ground", "figure", "day", "place"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a stretch of the text is: part of a claim, or something named in it.

    Attributes:
        start: code points of the report's text; ``end`` is exclusive.
        role: what it is.
        claim: the key of the claim that it is part of, if of any.
        number: the claim's number on the page, on the mark that ends it.

    """

    start: int
    end: int
    role: Role
    claim: int | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A leaf: a stretch over which the same marks stand.

    Attributes:
        start: where it starts in the report's text.
        text: exactly what stands there.
        roles: what it is, without repetition.
        claims: the keys of the claims that it is part of, the outermost first.
        depth: how many contents it is in.
        opens: whether a content starts with it; ``closes`` whether one ends.
        numbers: the numbers of the claims whose content ends with it.
        anchor: whether something can be linked to here.
        breaks: whether a line may end before it, though it goes on with a word.

    """

    start: int
    text: str
    roles: tuple[Role, ...] = ()
    claims: tuple[int, ...] = ()
    depth: int = 0
    opens: bool = False
    closes: bool = False
    numbers: tuple[int, ...] = ()
    anchor: bool = False
    breaks: bool = False

    @property
    def shown(self) -> str:
        """The text as HTML can carry it, character for character: there is no NUL in HTML."""
        return self.text.replace("\0", "\N{REPLACEMENT CHARACTER}")

    @property
    def classes(self) -> str:
        """For the attribute ``class``; empty where nothing stands over it."""
        edges = [name for name, there in (("opens", self.opens), ("closes", self.closes)) if there]
        return " ".join((*self.roles, *edges))


def cut(text: str, start: int, end: int, marks: Iterable[Mark]) -> tuple[Run, ...]:
    """Cut a stretch of a text into leaf runs.

    Args:
        text: the whole text.
        start: of the stretch.
        end: of it, exclusive.
        marks: what stands over it; those that reach beyond are cut.

    Returns:
        Runs whose texts joined are the stretch.

    """
    standing = sorted(
        (mark for mark in marks if mark.start < end and start < mark.end and mark.start < mark.end),
        key=lambda mark: (mark.start, -mark.end),
    )
    edges = {start, end}
    for mark in standing:
        edges.update((max(start, mark.start), min(end, mark.end)))
    breaks = {
        at
        for word in _UNBROKEN.finditer(text, start, end)
        for at in range(word.start() + _PIECE, word.end(), _PIECE)
        if not unicodedata.combining(text[at])
    }
    points = sorted(edges | breaks)
    runs = []
    active: list[Mark] = []
    coming = 0
    for left, right in itertools.pairwise(points):
        active = [mark for mark in active if mark.end > left]
        while coming < len(standing) and standing[coming].start <= left:
            active.append(standing[coming])
            coming += 1
        runs.append(replace(_run(text, left, right, active), breaks=left in breaks))
    return tuple(runs)


def _run(text: str, left: int, right: int, active: Sequence[Mark]) -> Run:
    contents = [mark for mark in active if mark.role == "content"]
    return Run(
        start=left,
        text=text[left:right],
        roles=tuple(dict.fromkeys(mark.role for mark in active)),
        claims=tuple(dict.fromkeys(mark.claim for mark in active if mark.claim is not None)),
        depth=len({mark.claim for mark in contents}),
        opens=any(mark.start == left for mark in contents),
        closes=any(mark.end == right for mark in contents),
        numbers=tuple(mark.number for mark in active if mark.number is not None and mark.end == right),
        anchor=any(mark.role in ("figure", "day", "place") and mark.start == left for mark in active),
    )

"""When: the time expressions of 22 histories (WikiWars), their characters and their values.

``python -m gate.days`` prints the scores of both halves; ``--misses`` also prints where the tuning half went wrong.

Spans are compared as TempEval-3 compares them: relaxed is any overlap, one with one; strict is the same characters.
"days value F1" is the share, of all that is marked and all that is found, of overlapping pairs with the same TIMEX3
value, "days value right" that of the overlapping pairs. The half is that of every other document by name: the first,
third … for tuning. The day of publication is given, as TempEval gives it.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportedly.evaluation.reader import paragraphs
from reportedly.language import Passage, parse
from reportedly.mentions.days import find
from reportedly.model import Day, Published

HALVES = ("tuning", "untouched")
_MARK = re.compile(r"<TIMEX3 ([^>]*)>(.*?)</TIMEX3>", re.DOTALL)
_VALUE = re.compile(r'\bvalue="([^"]*)"')


@dataclass(frozen=True)
class Marked:
    """A time expression as people marked it; ``value`` is ``None`` where they gave none."""

    start: int
    end: int
    value: str | None


@dataclass(frozen=True)
class History:
    """A document of the corpus, parsed."""

    name: str
    text: str
    created: str
    marked: tuple[Marked, ...]
    passages: tuple[Passage, ...]


@cache
def histories(shared: Path) -> tuple[History, ...]:
    """Every document of the corpus, in the order of their names."""
    raw = [(path.stem, *unmarked(path.read_text("utf-8"))) for path in sorted((shared / "days/wikiwars").glob("*.tml"))]
    parsed = parse((text, paragraphs(text)) for _, text, _, _ in raw)
    return tuple(
        History(name, text, created, marked, passages)
        for (name, text, created, marked), passages in zip(raw, parsed, strict=True)
    )


def unmarked(source: str) -> tuple[str, str, tuple[Marked, ...]]:
    """The text without marks, the day it was created, and the marks."""
    head, _, body = source.partition("<TEXT>")
    body = body.partition("</TEXT>")[0]
    text, at, marked = "", 0, []
    for match in _MARK.finditer(body):
        text += html.unescape(body[at : match.start()])
        start = len(text)
        text += html.unescape(match[2])
        value = _VALUE.search(match[1])
        marked.append(Marked(start, len(text), None if value is None or value[1] == "null" else value[1]))
        at = match.end()
    created = _VALUE.search(head)
    assert created is not None
    return text + html.unescape(body[at:]), created[1], tuple(marked)


def pairs(marked: tuple[Marked, ...], found: tuple[Day, ...]) -> Iterator[tuple[Marked, Day | None]]:
    """Each marked expression with the one found that overlaps it most, each used once."""
    free = set(range(len(found)))
    for one in marked:
        over = [i for i in free if found[i].start < one.end and one.start < found[i].end]
        best = max(over, key=lambda i: (min(one.end, found[i].end) - max(one.start, found[i].start), -i), default=None)
        if best is not None:
            free.discard(best)
        yield one, None if best is None else found[best]


def days(shared: Path, *, published: bool = True) -> dict[str, float]:
    """Span F1, value F1 and the share of values right, in each half.

    Args:
        shared: the folder of the corpora.
        published: whether the day of publication is given.
    """
    scores = {}
    for half in HALVES:
        marked = found = relaxed = strict = right = 0
        for history, each in _read(shared, half, published):
            both = [(one, day) for one, day in pairs(history.marked, each) if day is not None]
            marked, found, relaxed = marked + len(history.marked), found + len(each), relaxed + len(both)
            strict += sum((one.start, one.end) == (day.start, day.end) for one, day in both)
            right += sum(one.value == day.value for one, day in both)
        total = marked + found
        scores[f"days relaxed span F1, {half}"] = 2 * relaxed / total
        scores[f"days strict span F1, {half}"] = 2 * strict / total
        scores[f"days value F1, {half}"] = 2 * right / total
        scores[f"days value right, {half}"] = right / relaxed
    return scores


def _read(shared: Path, half: str, published: bool) -> Iterator[tuple[History, tuple[Day, ...]]]:
    for history in histories(shared)[HALVES.index(half) :: 2]:
        known = Published(history.created, history.created, "meta") if published else Published()
        yield history, find(history.text, history.passages, known)


def main() -> int:
    """Print the scores of both halves, and the misses of the tuning half if asked for."""
    shared = Path(__file__).resolve().parents[2] / "shared" / "data"
    unknown = days(shared, published=False)
    for name, value in days(shared).items():
        print(f"{name:<36} {value:.3f}   without the day of publication {unknown[name]:.3f}")
    if "--misses" in sys.argv[1:]:
        for history, found in _read(shared, "tuning", published=True):
            _misses(history, found)
    return 0


def _misses(history: History, found: tuple[Day, ...]) -> None:
    def shown(kind: str, start: int, end: int, note: str = "") -> None:
        own = f"{history.text[max(0, start - 40) : start]}[{history.text[start:end]}]{history.text[end : end + 25]}"
        print(f"{history.name[:8]} {kind:<8} {' '.join(own.split())}{note}")

    used = set()
    for one, day in pairs(history.marked, found):
        if day is None:
            shown("missing", one.start, one.end, f" | gold {one.value}")
            continue
        used.add(day)
        if (day.start, day.end) != (one.start, one.end):
            shown("span", one.start, one.end, f" | found {' '.join(day.text.split())}")
        if day.value != one.value:
            shown("value", one.start, one.end, f" | gold {one.value} found {day.value} ({day.basis})")
    for day in found:
        if day not in used:
            shown("spurious", day.start, day.end)


if __name__ == "__main__":
    sys.exit(main())

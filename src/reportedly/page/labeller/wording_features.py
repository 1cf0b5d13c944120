"""What the wording of one line says about it, as numbers; blind to everything around the line."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from reportedly.model import BlockKind
from reportedly.page.lines import kind_by_wording

Features = NDArray[np.float32]
"""Of shape (lines, features)."""

KINDS: tuple[BlockKind, ...] = get_args(BlockKind)
KIND_NUMBER = {kind: number for number, kind in enumerate(KINDS)}
IN_BODY: tuple[BlockKind, ...] = ("body", "subheading", "list", "quotation")
"""The kinds that the parts of an article's body have."""

LOOKED_AT = 600
"""Characters of a line that are counted; of what is longer, the beginning tells enough."""

_DIGITS, _CAPITALS = string.digits.encode(), string.ascii_uppercase.encode()
_SMALL_WORDS = frozenset(
    "the of and to in a that is was for on with as by it at from he his be are this not but have had they which "
    "or an der die das und den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er "
    "hat dass sie de la le et les des en un du une que est pour qui dans a par plus pas au sur se ne ce il sont "
    "el los las por con no su al lo como más o pero sus una di che è per non una sono da del della o e os as do "
    "na em um para com não se".split()
)
_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]\*]*$")
_FIRST = {"“": 4.0, '"': 4.0, "„": 4.0, "«": 4.0, "‘": 4.0, "'": 4.0, "(": 5.0, "[": 5.0, "©": 6.0, "#": 7.0, "@": 7.0}

NAMES = (
    "chars words ended first colon commas stops capitals digits small quotes bar mark_at copyright question letters "
    "longest_word kind wording_body same".split()
)
WORDS = NAMES.index("words")
CHARS = NAMES.index("chars")
ENDED = NAMES.index("ended")
KIND = NAMES.index("kind")


def wording_features(lines: Sequence[str]) -> Features:
    """Count what stands in each line.

    Args:
        lines: tidy texts, in page order.

    Returns:
        One row a line, one column for each of :data:`NAMES`; ``same`` counts the other lines with the same words.
    """
    seen: dict[str, int] = {}
    for line in lines:
        seen[line] = seen.get(line, 0) + 1
    rows = [(*_of_line(line), seen[line] - 1.0) for line in lines]
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(NAMES))


@lru_cache(maxsize=1 << 12)
def _of_line(line: str) -> tuple[float, ...]:
    size = len(line)
    part = line[:LOOKED_AT]
    words = part.split(" ")
    lower = part.lower().split(" ")[:40]
    first = line[0]
    kind = kind_by_wording(line)
    return (
        float(size),
        line.count(" ") + 1.0,
        float(_END.search(line[-8:]) is not None),
        1.0 if first.islower() else 2.0 if first.isupper() else 3.0 if first.isdigit() else _FIRST.get(first, 0.0),
        float(line.endswith((":", "：")) or (":" in part[:30])),
        part.count(",") / len(words),
        part.count(". ") / len(words),
        sum([word[:1].isupper() for word in words[:40]]) / len(lower),
        _count(str.isdecimal, _DIGITS, part[:200]) / min(size, 200),
        sum([word in _SMALL_WORDS for word in lower]) / len(lower),
        float(part.count('"') + part.count("“") + part.count("”") + part.count("«") + part.count("„")),
        float("|" in part) + 2 * ("»" in part or "›" in part) + 4 * (" / " in part or "•" in part or "·" in part),
        float("@" in part) + 2 * ("://" in part or "www." in part),
        float("©" in part or "(c)" in part),
        float("?" in part[-3:]) + 2 * ("!" in part[-3:]),
        _count(str.isupper, _CAPITALS, part[:80]) / min(size, 80),
        float(max(map(len, words))),
        -1.0 if kind is None else float(KIND_NUMBER[kind]),
        float(kind is None and size > 80),
    )


def _count(belongs: Callable[[str], bool], of_ascii: bytes, text: str) -> int:
    """Count the characters of a class; those of it that are ASCII are given, as most texts have no others."""
    if text.isascii():
        return len(text) - len(text.encode().translate(None, of_ascii))
    return sum(map(belongs, text))

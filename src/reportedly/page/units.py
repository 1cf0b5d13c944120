"""A text dump to its units: paragraphs, list items and single lines, with the layout that stood around them.

Dumps break lines in three ways. Most put one paragraph on one line. Some wrap paragraphs at a width. Those that write
each text node of a page on its own line cut a sentence wherever a link or an emphasis begins and ends; the blank that
stood between the words is then left at the end of one line or the start of the next, the surest sign of such a cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from reportedly.page.compose import MOST_CHARACTERS, tidy

SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]\*]*$")
BULLET = re.compile(r"^\s*(?:[•·*▪■●○◦►▸‣⁃]|[-–—+o](?=\s)|\(?\d{1,2}[.)](?=\s)|[a-z]\)(?=\s))\s*")
_CONTINUES = re.compile(r"^[,.;:!?)\]%”’»…](?![.\w])|^[’'](?:s|re|ve|ll|d|t|m)\b|^['’”\"](?=[\s,.;:)]|$)")
_OPEN_END = re.compile(
    r"(?:(?<=\s)[\"“]|[,(\[“‘«–—]|\b(?:a|an|the|of|in|on|at|by|to|for|from|with|and|or|but|as|that|which|who|whose|than|about|into|over|"
    r"after|before|under|between|against|through|during|his|her|its|their|our|my|your|is|are|was|were|be|been|has|have|had|"
    r"will|would|said|says|called|named|via|per|der|die|das|und|von|le|les|des|du|et|el|los|las|y|del))$"
)
_FIRST_WORD = re.compile(r"\S+")
_BREAKS = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"  # where str.splitlines breaks
_VISIBLE_LINE = re.compile(rf"\S[^{_BREAKS}]*+")

MOST_LINES = 60_000
"""Lines of a dump that are read, blank ones not counted, a hundred times what news pages have."""

_LONGEST_GAP = 100_000
"""Characters between two lines in which blank lines are counted; no more than a few mean anything."""

WRAPPED_WIDTHS = range(38, 141)
"""Columns at which plain text is wrapped by hand or by mail and news systems."""

_MOST_BLANKS_IN_A_SENTENCE = 3
"""Blank lines that a cut sentence may be spread over, where its two halves fit together beyond doubt."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, list item or single line of a dump.

    Attributes:
        text: its words, white space folded; the bullet of a list item included.
        indent: columns of white space before it.
        gap: blank lines before it.
        bullet: whether it begins with the mark or number of a list.
        hard: whether it holds a no-break space between its words, as some publishing systems set them.
    """

    text: str
    indent: int
    gap: int
    bullet: bool
    hard: bool = False


@dataclass(slots=True)
class _Line:
    raw: str
    text: str
    indent: int
    gap: int


def cut(text: str) -> tuple[str, str]:
    """Cut a dump off behind :data:`MOST_LINES` lines or :data:`compose.MOST_CHARACTERS`: what is read, and the rest."""
    if len(text) < 2 * MOST_LINES:
        return text, ""
    last = next(islice(_VISIBLE_LINE.finditer(text), MOST_LINES - 1, None), None)
    end = len(text) if last is None else last.end()
    if end > MOST_CHARACTERS:
        end = max(text.rfind(" ", 0, MOST_CHARACTERS), text.rfind("\n", 0, MOST_CHARACTERS))
    return text[: end if end > 0 else MOST_CHARACTERS], text[end if end > 0 else MOST_CHARACTERS :]


def units(text: str) -> tuple[Unit, ...]:
    """Cut a dump into units; the visible characters of the units, in order, are those of the text."""
    lines = _lines(text)
    width = _wrapped_at(lines)
    found: list[Unit] = []
    parts: list[str] = []
    first: _Line | None = None
    last: _Line | None = None
    words = 0
    for line in lines:
        if last is not None and first is not None and _joins(last, line, words, width):
            parts.append(line.text)
            words += line.text.count(" ") + 1
        else:
            if first is not None:
                found.append(_unit(first, parts))
            first, parts, words = line, [line.text], line.text.count(" ") + 1
        last = line
    if first is not None:
        found.append(_unit(first, parts))
    return tuple(found)


def _unit(first: _Line, parts: Sequence[str]) -> Unit:
    text = parts[0]
    if len(parts) > 1:
        # A mark that a cut left at the start of a line goes back to the word it belongs to.
        text += "".join(part if _CONTINUES.match(part) else " " + part for part in parts[1:])
    return Unit(text, first.indent, first.gap, BULLET.match(text) is not None, "\xa0" in first.raw.strip())


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    end = 0
    for line in _VISIBLE_LINE.finditer(text):
        before = f"{text[max(end, line.start() - _LONGEST_GAP) : line.start()]}|".splitlines()
        margin = before[-1][:-1]
        gap = max(0, len(before) - 1 - (end > 0))
        found.append(_Line(margin + line[0], tidy(line[0]), len(margin.expandtabs(4)), gap))
        end = line.end()
    return found


def _wrapped_at(lines: Sequence[_Line]) -> int | None:
    """The width a text is wrapped at, or None if its lines are whole paragraphs.

    A text is wrapped if hardly a line is wider than the width and most lines that another follows without a blank line
    are so full that the next word would not have fitted.
    """
    if len(lines) < 4:
        return None
    sizes = sorted(len(line.text) + line.indent for line in lines)
    width = sizes[min(len(sizes) - 1, int(len(sizes) * 0.98))]
    if width not in WRAPPED_WIDTHS:
        return None
    pairs = [(one, two) for one, two in pairwise(lines) if not two.gap]
    full = sum(_is_full(one, two, width) for one, two in pairs)
    return width if len(pairs) >= 3 and full >= 0.5 * len(pairs) and full >= 0.35 * len(lines) else None


def _is_full(line: _Line, after: _Line, width: int) -> bool:
    word = _FIRST_WORD.match(after.text)
    size = line.indent + len(line.text)
    # Systems that even out their lines stop some columns short of the width.
    return size + 1 + (word.end() if word else 0) > width - 6 and size >= 0.6 * width


def _joins(line: _Line, after: _Line, words: int, width: int | None) -> bool:
    """Whether two lines are parts of one paragraph, ``words`` being the size of the paragraph so far."""
    if width is not None and not after.gap and not BULLET.match(after.raw):
        return _is_full(line, after, width)
    if after.gap > _MOST_BLANKS_IN_A_SENTENCE:
        return False
    if _CONTINUES.match(after.text):
        return after.gap == 0 or words >= 4
    if BULLET.match(after.raw):
        return False
    small = after.text[0].islower()
    ended = SENTENCE_END.search(line.text) is not None
    prose = words >= 5 or after.text.count(" ") >= 4
    if after.gap:
        return not ended and prose and ((small and words >= 4) or (words >= 6 and _is_open(line.text)))
    leading = after.raw[0].isspace() and not after.raw[:2].isspace() and not line.indent
    if line.raw[-1].isspace() or leading:
        return small or (not ended and (prose or words >= 3))
    if ended or not prose or line.indent or after.indent:
        return False
    # Without a blank left over, only a line that stops short: "Two Ships Collide" is whole, "the ship was" is not.
    return (small and not line.text.rpartition(" ")[2][0].isupper()) or (words >= 4 and _is_open(line.text))


def _is_open(text: str) -> bool:
    """Whether the last word wants another: an article, a preposition, a comma."""
    return _OPEN_END.search(text[-16:]) is not None

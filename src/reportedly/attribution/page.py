"""The parsed page, addressed by the report's offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from reportedly.attribution.raw import Run
from reportedly.language import Passage
from reportedly.quotation import Region, quoted_regions


@dataclass(frozen=True)
class Page:
    """A report's text with its passages, for looking up the tokens and the quoted stretches at a place."""

    text: str
    passages: Sequence[Passage]

    @cached_property
    def _starts(self) -> list[int]:
        return [passage.start for passage in self.passages]

    @cached_property
    def _token_starts(self) -> list[list[int]]:
        return [[token.idx for token in passage.doc] for passage in self.passages]

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """Quoted stretches in page order; a passage that the page sets as a quotation is one as a whole."""
        found: list[Region] = []
        for passage in self.passages:
            inner = quoted_regions(self.text[passage.start : passage.end])
            if passage.kind == "quotation":
                found.append(Region(passage.start, passage.end))
            else:
                found += (Region(passage.start + r.start, passage.start + r.end, r.closed) for r in inner)
        return tuple(found)

    def tokens(self, run: Run) -> list[Token]:
        """The tokens that a run of the text touches, white space left out; none outside the passages."""
        start, end = run
        found: list[Token] = []
        at = max(bisect_right(self._starts, start) - 1, 0)
        while at < len(self.passages) and self.passages[at].start < end:
            passage, starts = self.passages[at], self._token_starts[at]
            first = max(bisect_right(starts, start - passage.start) - 1, 0)
            stop = bisect_right(starts, end - 1 - passage.start)
            found += (
                token
                for token in passage.doc[first:stop]
                if not token.is_space and passage.start + token.idx + len(token) > start
            )
            at += 1
        return found

    def tokens_of(self, runs: Iterable[Run]) -> list[Token]:
        """The tokens of several runs, in the order of the runs."""
        return [token for run in runs for token in self.tokens(run)]

    def start_of(self, run: Run) -> int:
        """Where the passage begins in which a run starts: token offsets there count from this place."""
        at = bisect_right(self._starts, run[0]) - 1
        return self._starts[at] if at >= 0 else 0


def head_of(tokens: Sequence[Token]) -> Token | None:
    """The token that governs the others: the first whose own head is not among them."""
    members = {(id(token.doc), token.i) for token in tokens}
    return next(
        (t for t in tokens if not t.is_punct and (t.head.i == t.i or (id(t.doc), t.head.i) not in members)),
        tokens[0] if tokens else None,
    )

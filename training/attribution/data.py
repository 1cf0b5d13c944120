"""Articles to windows: whole paragraphs of word pieces with tags for training.

A corpus is JSON Lines: ``{"id", "text", "attributions": [{"source", "cue", "content": [[start, end], ...]}]}``; an
article without "attributions" is read for a teacher's tags alone. In a window, word 0 is the opening marker of the
encoder.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from tokenizers import Tokenizer

from reportedly.attribution.pieces import MOST_PIECES
from reportedly.attribution.tagger import ROLES, TAGS, normal
from reportedly.attribution.windows import LONGEST
from reportedly.attribution.words import Span, Words, read_words

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_MIN_FIRST = 64


@dataclass(frozen=True, slots=True)
class Claim:
    """One attribution as ranges of word indices."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]


@dataclass(frozen=True, slots=True)
class Article:
    """A text in words and word pieces, with its gold claims (None if nobody annotated it).

    ``soft`` holds a teacher's log probabilities, words x roles x tags, if one has read it.
    """

    ident: str
    text: str
    words: Words
    pieces: list[tuple[int, ...]]
    claims: list[Claim] | None
    soft: np.ndarray | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of an article, words ``start`` to ``end``, ready for the encoder.

    ``first`` holds the position of each word's first piece; ``tags`` is roles x words, -1 where nothing is known, as
    for word 0; ``soft`` is words x roles x tags, word 0 included.
    """

    article: int
    start: int
    end: int
    ids: np.ndarray
    marks: np.ndarray  # 3 x pieces: case, quote, place
    first: np.ndarray
    tags: np.ndarray
    soft: np.ndarray | None


class Pieces:
    """A tokenizer for single words, with the ids of its special tokens."""

    def __init__(self, folder: Path) -> None:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        ids = tokenizer.get_vocab(with_added_tokens=True)
        mpnet = "<s>" in ids
        self.opening, self.closing = (ids["<s>"], ids["</s>"]) if mpnet else (ids["[CLS]"], ids["[SEP]"])
        self.padding = ids["<pad>"] if mpnet else ids["[PAD]"]
        # MPNet's vocabulary holds both spellings; its own is the one its weights were trained with.
        unknown = ids["<unk>"] if "<unk>" in ids else ids["[UNK]"]

        @lru_cache(maxsize=200_000)
        def of_word(word: str) -> tuple[int, ...]:
            return tuple(tokenizer.encode(normal(word), add_special_tokens=False).ids[:MOST_PIECES]) or (unknown,)

        self.of_word = of_word


def read_article(document: dict[str, Any], pieces: Pieces, soft: np.ndarray | None = None) -> Article:
    """One corpus document in words and pieces."""
    text = document["text"]
    words = read_words(text)
    given = document.get("attributions")
    claims = None
    if given is not None:
        claims = [
            Claim(*([_word_range(words.spans, span) for span in claim.get(role) or ()] for role in ROLES))
            for claim in given
        ]
    return Article(document["id"], text, words, [pieces.of_word(text[s:e]) for s, e in words.spans], claims, soft)


def _word_range(spans: Sequence[Span], span: Sequence[int]) -> Span:
    """Find the words that a span of characters touches; a word cut by it counts whole."""
    first = bisect_right(spans, span[0], key=lambda s: s[1])
    last = bisect_left(spans, span[1], key=lambda s: s[0])
    return (first, last) if first < last else (0, 0)


def pack(article: Article, limit: int = LONGEST, first: int | None = None) -> Iterator[Span]:
    """Ranges of words that fill windows with whole paragraphs; ``first`` is the limit of the first window.

    A paragraph too long for a window is cut at the last sentence start that fits, or where it must be.
    """
    sizes, place = [len(p) for p in article.pieces], article.words.place
    room, start, used = first or limit, 0, 0
    for begin, end in article.words.paragraphs:
        size = sum(sizes[begin:end])
        if used + size > room and used:
            yield start, begin
            start, used, room = begin, 0, limit
        used += size
        while used > limit:
            cut, total = start, 0
            while total + sizes[cut] <= limit:
                total += sizes[cut]
                cut += 1
            at = next((i for i in range(cut, start + 1, -1) if place[i]), cut)
            yield start, at
            used -= sum(sizes[start:at])
            start, room = at, limit
    if used:
        yield start, len(sizes)


def windows(articles: Sequence[Article], pieces: Pieces, rng: random.Random | None = None) -> list[Window]:
    """All windows of some articles; with ``rng``, the first window of each is cut short at random."""
    found = []
    for number, article in enumerate(articles):
        first = rng.randint(_MIN_FIRST, LONGEST) if rng else None
        found += [_window(number, article, span, pieces) for span in pack(article, first=first)]
    return found


def _window(number: int, article: Article, span: Span, pieces: Pieces) -> Window:
    start, end = span
    ids, marks, first = [pieces.opening], [(0, 0, 0)], [0]
    words = article.words
    for i in range(start, end):
        first.append(len(ids))
        ids.extend(article.pieces[i])
        marks.extend([(words.case[i], words.quote[i], words.place[i])] * len(article.pieces[i]))
    ids.append(pieces.closing)
    marks.append((0, 0, 0))

    def inside(spans: Iterable[Span]) -> list[Span]:
        clipped = [(max(a, start), min(b, end)) for a, b in spans]
        return [(a - start + 1, b - start + 1) for a, b in clipped if a < b]

    tags = np.full((len(ROLES), end - start + 1), -1 if article.claims is None else 0, dtype=np.int64)
    tags[:, 0] = -1
    for claim in article.claims or ():
        for row, spans in zip(tags, (claim.source, claim.cue, claim.content), strict=True):
            for a, b in inside(spans):
                if not row[a:b].any():  # a source that several claims share is tagged once
                    row[a:b] = _bioes(b - a)
    soft = article.soft
    return Window(
        article=number,
        start=start,
        end=end,
        ids=np.array(ids),
        marks=np.array(marks).T,
        first=np.array(first),
        tags=tags,
        soft=None if soft is None else np.concatenate([np.zeros_like(soft[:1]), soft[start:end]]),
    )


def _bioes(length: int) -> list[int]:
    return [4] if length == 1 else [1, *[2] * (length - 2), 3]


def batches(some: Sequence[Window], pieces_per_batch: int, rng: random.Random | None = None) -> list[list[Window]]:
    """Windows of like length together, each batch within a number of pieces, padding included.

    With ``rng``, windows are shuffled before they are sorted in large lots, and the batches after.
    """
    order = list(some)
    lot = len(order)
    if rng:
        rng.shuffle(order)
        lot = max(1, 40 * pieces_per_batch // LONGEST)
    result: list[list[Window]] = []
    for at in range(0, len(order), lot):
        batch: list[Window] = []
        for window in sorted(order[at : at + lot], key=lambda w: -len(w.ids)):
            if batch and len(batch[0].ids) * (len(batch) + 1) > pieces_per_batch:
                result.append(batch)
                batch = []
            batch.append(window)
        result.append(batch)
    if rng:
        rng.shuffle(result)
    return result


def collate(batch: Sequence[Window], padding: int) -> dict[str, torch.Tensor]:
    """Pad a batch to tensors: ids, marks, first, tags, a teacher's log probabilities and where there are any."""
    size, length, width = len(batch), max(len(w.ids) for w in batch), max(len(w.first) for w in batch)
    out = {
        "ids": torch.full((size, length), padding),
        "marks": torch.zeros((3, size, length), dtype=torch.long),
        "first": torch.zeros((size, width), dtype=torch.long),
        "tags": torch.full((size, len(ROLES), width), -1),
        "words": torch.zeros((size, width), dtype=torch.bool),
        "soft": torch.zeros((size, width, len(ROLES), len(TAGS))),
        "taught": torch.zeros((size, width), dtype=torch.bool),
    }
    out["pieces"] = torch.zeros((size, length), dtype=torch.bool)
    for i, window in enumerate(batch):
        n, w = len(window.ids), len(window.first)
        out["ids"][i, :n] = torch.from_numpy(window.ids)
        out["pieces"][i, :n] = True
        out["marks"][:, i, :n] = torch.from_numpy(window.marks)
        out["first"][i, :w] = torch.from_numpy(window.first)
        out["words"][i, :w] = True
        out["tags"][i, :, :w] = torch.from_numpy(window.tags)
        if window.soft is not None:
            out["soft"][i, :w] = torch.from_numpy(window.soft.astype(np.float32))
            out["taught"][i, 1:w] = True
    return out

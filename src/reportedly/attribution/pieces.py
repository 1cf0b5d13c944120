"""Words to the pieces of a BERT vocabulary, one word at a time.

The same as the ``BertNormalizer``, ``BertPreTokenizer`` and ``WordPiece`` of the ``tokenizers`` library, with which the
tagger is trained, for the words of :mod:`reportedly.attribution.words`: written out here because it starts in a tenth
of the time and needs nothing installed. Greedy longest match first, as in Devlin et al. 2019.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

MOST_PIECES = 32
"""Of one word; what is left of it is not shown to the encoder."""

LONGEST_WORD = 100
"""In characters, as in BERT; a longer one is unknown."""

_KEPT = 200_000

_PLAIN = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛‹›", "'") | dict.fromkeys("–—―", "-"))

# BERT sets each of these ideographs, and each ASCII mark that can be in a word, apart.
_APART = re.compile(
    "([_\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0002a6df\U0002a700-\U0002b73f\U0002b740-\U0002b81f\U0002b920-\U0002ceaf\U0002f800-\U0002fa1f])"
)


def normal(word: str) -> str:
    """A word in the marks that encoders are pretrained with: straight quotation marks, the hyphen for dashes.

    As many characters as before, so that offsets hold. Training and tagging both use it.
    """
    return word.translate(_PLAIN)


def pieces_of(vocabulary: Sequence[str]) -> Callable[[str], tuple[int, ...]]:
    """A function from a word to the ids of its pieces, which remembers the words it has seen lately.

    Args:
        vocabulary: the pieces in the order of their ids, ``[UNK]`` among them; those within a word begin with ``##``.

    Returns:
        A function that may be called from several threads. It gives 1 to ``MOST_PIECES`` ids.
    """
    ids = {piece: number for number, piece in enumerate(vocabulary)}
    unknown = ids["[UNK]"]
    longest = max(map(len, ids))

    def split(part: str) -> list[int]:
        found: list[int] = []
        start, mark = 0, ""
        while start < len(part):
            for end in range(min(len(part), start + longest), start, -1):
                number = ids.get(mark + part[start:end])
                if number is not None:
                    break
            else:
                return [unknown]
            found.append(number)
            start, mark = end, "##"
        return found

    @lru_cache(_KEPT)
    def of_word(word: str) -> tuple[int, ...]:
        found: list[int] = []
        for part in _APART.split(_folded(normal(word))):
            if part:
                found += split(part) if len(part) <= LONGEST_WORD else [unknown]
        return tuple(found[:MOST_PIECES]) or (unknown,)

    return of_word


def _folded(word: str) -> str:
    """In lower case, letter by letter, without accents and without characters that don't show."""
    if word.isascii():
        return word.lower() if word.isprintable() else ""
    bare = "".join(c for c in word if c != "\ufffd" and unicodedata.category(c)[0] != "C")
    return "".join(c.lower() for c in unicodedata.normalize("NFD", bare) if unicodedata.category(c) != "Mn")

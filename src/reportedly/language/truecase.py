"""Headlines In Title Case to the case of a sentence, for a parser that was trained on sentences."""

from __future__ import annotations

import re
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LEAST_WORDS = 4
_LEAST_SHARE = 0.7
"""Share of a headline's longer words that begin with a capital from which it is in title case."""


def truecase(headline: str, told: str) -> str:
    """Lower the words of a title-case headline that the report itself does not write with a capital.

    Truecasing by the document's own usage, as in Lita et al. (2003), without their language model.

    Args:
        headline: of the report.
        told: the running text below it, from which the usage is taken.

    Returns:
        The headline with letters lowered; as long as before, so that offsets hold. Unchanged where it is no title case.
    """
    words = [match for match in _WORD.finditer(headline) if len(match[0]) > 3]
    capitals = sum(match[0][0].isupper() and match[0][1:].islower() for match in words)
    if len(words) < _LEAST_WORDS or capitals < _LEAST_SHARE * len(words) or not told:
        return headline
    usage = Counter(match[0] for match in _WORD.finditer(told))

    def lowered(match: re.Match[str]) -> str:
        word = match[0]
        lower = word[0].lower() + word[1:]
        name = usage[word] > 0 and usage[lower] == 0
        if match.start() == 0 or name or not word[1:].islower() or len(lower) != len(word):
            return word
        return lower

    return _WORD.sub(lowered, headline)

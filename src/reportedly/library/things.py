"""What a figure counts, in one form for all that newsrooms write: "the 40 police officers", "a police officer"."""

from __future__ import annotations

from functools import lru_cache

from reportedly.library.bulk import cut
from reportedly.library.matching.folding import ARTICLES, CACHED, plain

_BEFORE = frozenset("of these those this that their its his her our my your".split())
"""Words that point at what is counted and say nothing of it."""

_ONE = {"people": "person", "persons": "person", "men": "man", "women": "woman", "children": "child", "lives": "life"}
_SAME = frozenset("series species news means".split())


@lru_cache(CACHED)
def thing(counts: str | None) -> str | None:
    """The form in which what figures count is compared.

    Args:
        counts: what a report says is counted.

    Returns:
        Its words without case, diacritics, articles and what points at it, the one that is counted in the singular:
        ``police officer``, ``member of parliament``. ``None`` where there is no word. Of such a form it is the form
        itself.

    """
    words = [word for word in plain(counts or "") if word not in ARTICLES]
    while len(words) > 1 and words[0] in _BEFORE:
        del words[0]
    if not words:
        return None
    head = (words.index("of") if "of" in words[1:] else len(words)) - 1
    words[head] = _singular(words[head])
    return cut(" ".join(words))


def _singular(word: str) -> str:
    if word in _ONE or word in _SAME or not word.isascii():
        return _ONE.get(word, word)
    for ending, stays in (("ies", 4), ("ches", 4), ("shes", 4), ("sses", 4), ("xes", 3)):
        if word.endswith(ending) and len(word) > stays + 1:
            return word[:-3] + "y" if ending == "ies" else word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word

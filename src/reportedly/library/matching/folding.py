"""Names without what newsrooms write differently: case, diacritics, punctuation, titles."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

CACHED = 1 << 13
"""Names, roles and the like whose analysis each rule keeps: a few megabytes, and most of those of the last reports."""
ARTICLES = frozenset("the a an".split())
_TITLES = frozenset(
    "mr mrs ms dr sen sens rep reps gov prof rev hon sir gen lt col sgt capt maj adm cmdr messrs".split()
)
"""Abbreviated titles alone: "General" and "President" begin the names of companies too."""
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th"}
    | dict.fromkeys("'’‘ʼ`´ʻʿʾ", "")
)
_DOTTED = re.compile(r"\b(?:\w\.){2,}(?:\w\b)?")
_POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)
_OTHER = re.compile(r"[^\w]+|_+")
_ASCII = re.compile("[a-z0-9]+")


@lru_cache(CACHED)
def plain(name: str) -> tuple[str, ...]:
    """The words of a name without case, diacritics and punctuation; dotted letters are one word ("U.S." is ``us``)."""
    if "'" in name or "’" in name:
        name = _POSSESSIVE.sub("", name).replace("’", "")
    if "." in name:
        name = _DOTTED.sub(lambda found: found[0].replace(".", "") + " ", name)
    if "&" in name:
        name = name.replace("&", " and ")
    if name.isascii():  # nearly all are, and this is what takes time where a library grows
        return tuple(_ASCII.findall(name.lower().replace("'", "").replace("`", "")))
    name = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold()).translate(_LETTERS)
    return tuple(_OTHER.sub(" ", "".join(c for c in name if not unicodedata.combining(c))).split())


def letters(word: str) -> str:
    """The letters and digits of one word, as ``plain`` writes them."""
    return word.lower() if word.isascii() and word.isalpha() else "".join(plain(word))


@lru_cache(CACHED)
def folded(name: str) -> str:
    """The form in which names are compared and searched.

    Args:
        name: a name as written.

    Returns:
        Its words in lower case and ASCII where they have such a form, without punctuation, articles and abbreviated
        titles before it, letters that stand side by side joined ("J. D." is ``jd``). Empty only for a name without
        letters and digits.

    """
    words = plain(name)
    first = 0
    while first < len(words) - 1 and (words[first] in ARTICLES or words[first] in _TITLES):
        first += 1
    out = ""
    alone = False
    for word in words[first:]:
        out += word if (alone and len(word) == 1) or not out else f" {word}"
        alone = len(word) == 1
    return out

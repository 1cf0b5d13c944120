"""How a name of a place is written, made one: what the gazetteer is keyed by."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
"""Letters that Unicode does not take apart into a plain letter and a mark."""

_DROPPED = re.compile(r"['’‘`ʻʼ.]")
_BETWEEN = re.compile(r"[^\w]+")
_ARTICLE = re.compile(r"^the\s+")
_SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}


def key(name: str) -> str:
    """A name without case, accents, punctuation and article, and with "Saint", "Fort", "Mount" in short.

    Args:
        name: a name of a place as a text has it: "Saint-Étienne", "St. Louis", "the Hague".

    Returns:
        Words of letters and digits parted by single spaces: "st etienne", "st louis", "hague"; ``""`` where nothing of
        the name is left.

    """
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    folded = "".join(character for character in folded if not unicodedata.combining(character))
    words = _BETWEEN.sub(" ", _DROPPED.sub("", _ARTICLE.sub("", folded.strip()))).replace("_", " ").split()
    return " ".join(_SHORT.get(word, word) for word in words)

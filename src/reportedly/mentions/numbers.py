"""Numbers in digits and in words to values."""

from __future__ import annotations

import re

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS: dict[str, int] = {word: value for value, word in enumerate(_UNITS)} | {
    word: 10 * value for value, word in enumerate(_TENS, start=2)
}
"""Number words below a hundred, without the compound ones."""

SCALES: dict[str, float] = {
    "dozen": 12, "hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "lac": 1e5,
    "million": 1e6, "m": 1e6, "mn": 1e6, "mln": 1e6, "mil": 1e6, "crore": 1e7, "cr": 1e7,
    "billion": 1e9, "bn": 1e9, "b": 1e9, "bln": 1e9, "bil": 1e9, "trillion": 1e12, "tn": 1e12, "t": 1e12, "trn": 1e12,
}  # fmt: skip
"""What a number is multiplied by. "billion" is a thousand million, as in all of today's English-language press."""

ORDINALS: dict[str, int] = {
    word: value
    for value, word in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ).split(),
        start=1,
    )
} | {"half": 2, "quarter": 4, "hundredth": 100, "thousandth": 1000}

_SMALL = "|".join(sorted(_UNITS, key=len, reverse=True))
_TENS_RE = "|".join(_TENS)
_BELOW_100 = rf"(?:(?:{_TENS_RE})(?:[-\s](?:{'|'.join(_UNITS[1:10])}))?|{_SMALL})"
_SCALE_WORDS = "hundred|thousand|million|billion|trillion|lakh|lac|crore"
WORDED = (
    rf"(?i:(?:{_BELOW_100}|an?(?=[\s-]+(?:hundred|thousand|million|billion|trillion|dozen|lakh|crore)\b))"
    rf"(?:[\s-]+(?:{_SCALE_WORDS}|dozen)\b(?:,?\s+(?:and\s+)?{_BELOW_100}\b(?=(?:[\s-]+(?:{_SCALE_WORDS}))?))?)*)"
)
"""A number in words: "twenty-five", "three hundred and ten thousand", "a million", "two dozen"."""
DIGITS = (
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?!\d)"
    r"|\d{1,3}(?:[\u00a0\u2009\u202f ]\d{3})+(?!\d|%)|\d+(?:\.\d+)?|\.\d+)"
)
"""A number in digits, with commas, spaces or dots between thousands, and as in India commas between hundreds."""
SCALED = (
    rf"{DIGITS}(?:(?:[\s-]?(?i:(?:{_SCALE_WORDS}|dozen)(?:\s+(?:lakh|crore))?)"
    r"|\s?(?:mn|mln|mil|bn|bln|bil|tn|trn|k|K|m|M|b|B|T|cr|Cr)(?:\b|(?=\.\s)))\b)?"
)
"""A number in digits with the word or letters that multiply it."""
FRACTIONS = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5,
    "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8,
}  # fmt: skip
"""Fractions that are one character."""

_PARTS = re.compile(rf"{DIGITS}|[a-z]+", re.IGNORECASE)


def value_of(text: str) -> float | None:
    """The value of a number as written.

    Args:
        text: digits, words, or digits with a scale: ``"816 000"``, ``"2.5 million"``, ``"three hundred and ten"``.

    Returns:
        The value, or ``None`` where the text is no number.

    """
    total = 0.0
    current: float | None = None
    for part in _PARTS.findall(text.replace("-", " ")):
        word = part.lower()
        if word[0].isdigit() or word[0] == ".":
            current = (current or 0.0) + _in_digits(word)
        elif word in {"a", "an"}:
            current = 1.0
        elif word in WORDS:
            current = (current or 0.0) + WORDS[word]
        elif word in SCALES:
            scale = SCALES[word]
            if current is None and total:  # "a lakh crore"
                total *= scale
            elif scale >= 1000:  # "two hundred thousand": what stands before a thousand is complete
                total += (1.0 if current is None else current) * scale
                current = None
            else:
                current = (1.0 if current is None else current) * scale
        elif word != "and":
            return None
    if current is None and not total:
        return None
    # 71.6 million is 71 600 000, not 71 599 999.999: a news figure has far fewer than twelve digits that count.
    return float(f"{total + (current or 0.0):.12g}")


def _in_digits(written: str) -> float:
    """Digits with marks between thousands; two dots or more are such marks too."""
    digits = re.sub(r"[^\d.]", "", written)
    return float(digits.replace(".", "") if digits.count(".") > 1 else digits)

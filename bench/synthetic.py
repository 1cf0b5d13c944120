"""Many Readings out of a few real ones, with other names, outlets and days: what a large library is measured with.

Names and years give way to others of the same length, so that every offset stays true. Names and outlets are drawn as
they are in the news: a few are everywhere, most are rare (Zipf's law).
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Sequence

import msgspec

from reportedly.model import Reading

OUTLETS = 300
NAMES_A_LENGTH = 4_000
YEARS = range(2005, 2027)

_VOWELS, _CONSONANTS = "aeiou", "bcdfghklmnprstvz"
_BEGINS = r"(?:(?<=\\[nt])|\b)"  # in JSON, a new line before a word is a letter
_YEAR = re.compile(_BEGINS + r"(?<!\":)(?:19|20)\d\d\b")  # and a number behind a colon is an offset


class Synthetic:
    """Makes Readings; the same seed makes the same ones.

    Args:
        real: Readings of real reports.
        seed: of all that is drawn.

    """

    def __init__(self, real: Sequence[Reading], seed: int = 0) -> None:
        self._random = random.Random(seed)
        self._texts = [self._prepared(reading) for reading in real if reading.attributions]
        self._pools = {length: [self._name(length) for _ in range(NAMES_A_LENGTH)] for length in range(4, 16)}
        self._outlets = [f"{self._name(7)} {kind}" for kind in ("Post", "Times", "News") for _ in range(OUTLETS // 3)]

    def readings(self, count: int) -> Iterator[Reading]:
        """Make so many Readings, each of another page."""
        decoder = msgspec.json.Decoder(type=Reading)
        for number in range(count):
            reading = decoder.decode(self._changed(*self._random.choice(self._texts)))
            yield self._placed(reading, number)

    @staticmethod
    def _prepared(reading: Reading) -> tuple[str, re.Pattern[str] | None]:
        words = {
            word
            for entity in reading.entities
            for word in entity.name.split()
            if 4 <= len(word) <= 15 and word.isascii() and word.isalpha() and word[0].isupper() and word[1:].islower()
        }
        pattern = re.compile(rf"{_BEGINS}(?:{'|'.join(sorted(words))})\b") if words else None
        return msgspec.json.encode(reading).decode(), pattern

    def _changed(self, text: str, names: re.Pattern[str] | None) -> str:
        if names is not None and self._random.random() < 0.8:
            others: dict[str, str] = {}
            text = names.sub(lambda found: others.setdefault(found[0], self._drawn(self._pools[len(found[0])])), text)
        year = str(self._random.choice(YEARS))
        return _YEAR.sub(year, text)

    def _placed(self, reading: Reading, number: int) -> Reading:
        outlet = self._drawn(self._outlets)
        day = f"{self._random.choice(YEARS)}-{self._random.randint(1, 12):02}-{self._random.randint(1, 28):02}"
        host = outlet.replace(" ", "-").lower()
        report = msgspec.structs.replace(
            reading.report,
            id=hashlib.sha256(f"{number}".encode()).hexdigest(),
            address=f"https://{host}.example/{day[:4]}/{number}",
            publisher=outlet,
            published=msgspec.structs.replace(reading.report.published, earliest=day, latest=day, basis="meta"),
        )
        return msgspec.structs.replace(reading, report=report)

    def _drawn(self, some: list[str]) -> str:
        """One of some, the first most often."""
        return some[min(int(self._random.paretovariate(0.5)) - 1, len(some) - 1)]

    def _name(self, length: int) -> str:
        letters = [self._random.choice(_VOWELS if at % 2 else _CONSONANTS) for at in range(length)]
        return "".join(letters).capitalize()

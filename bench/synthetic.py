"""Many Readings out of a few real ones, with other names, outlets and days: what a large library is measured with.

Names and years give way to others of the same length, so that every offset stays true. Each Reading is set in one of
many worlds, in each of which somebody real goes by one other name in all reports; as in the news, a few worlds and
outlets are everywhere, and most are rare.
"""

from __future__ import annotations

import hashlib
import random
import re
import zlib
from collections.abc import Iterator, Sequence

import msgspec

from reportedly.model import Reading

OUTLETS = 300
NAMES_A_LENGTH = 4_000
WORLDS = 2_000
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
        world = self._drawn(WORLDS)
        if names is not None and world:
            text = names.sub(lambda found: self._name_in(world, found[0]), text)
        year = str(self._random.choice(YEARS))
        return _YEAR.sub(year, text)

    def _placed(self, reading: Reading, number: int) -> Reading:
        outlet = self._outlets[self._drawn(len(self._outlets))]
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

    def _name_in(self, world: int, name: str) -> str:
        pool = self._pools[len(name)]
        return pool[zlib.crc32(f"{world} {name}".encode()) % len(pool)]

    def _drawn(self, count: int) -> int:
        """A number below ``count``, the low ones more often (Lomax)."""
        return int(9 * (1 / (1 - self._random.random()) - 1)) % count

    def _name(self, length: int) -> str:
        letters = [self._random.choice(_VOWELS if at % 2 else _CONSONANTS) for at in range(length)]
        return "".join(letters).capitalize()

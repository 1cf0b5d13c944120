"""Which place of its name is meant: all names of a report weighed together, by weights learned from marked reports.

A choice of one name changes what speaks for the places of another, so choosing is done again with what came out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from reportedly.mentions.places.gazetteer import FOLDER, Candidate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Voice = Literal["text", "aside", "home"]
"""Where a name stands: in the report as a place, in the name of something else ("Ohio State Police"), or in the
publisher's name or the dateline."""

VOICES: tuple[Voice, ...] = ("text", "aside", "home")

ROUNDS = 3
"""Choices after the first, which knows nothing of the other names; after three they change no more on LGL."""

_HEARD = 6
"""Places of a name that speak for those of others, the likeliest."""

_CITY = 5.0
"""Logarithm of the people from which a town is known beyond its region, the more so the more there are."""

_EARTH = 6371.0
NEAR, AROUND = 50.0, 250.0
"""Kilometres at which the nearness of another place counts for a third."""

FEATURES = (
    *("town people", "city people", "division people", "country", "capital", "region", "county", "main", "bare county"),
    *("contained", "publisher country"),
    *(f"{voice} {what}" for voice in VOICES for what in ("country", "region", "within", "near", "around", "same")),
)
NOTHING = ("nothing", "of many people", "of a division", "main", "contained", "alike")
"""What speaks for none of the places of a name."""


@dataclass(slots=True)
class Unit:
    """A name of a report to choose a place for.

    Attributes:
        key: the name, as ``place_keys.key`` makes it.
        candidates: the places of the name.
        voice: where the name stands.
        count: how often.
        contained: the ids of the candidates that lie where the words behind the name say.

    """

    key: str
    candidates: tuple[Candidate, ...]
    voice: Voice = "text"
    count: int = 1
    contained: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature counts for, at first and when the other names are known, places and nothing apart."""

    first: Floats
    then: Floats
    first_nothing: Floats
    then_nothing: Floats


@dataclass(slots=True)
class Weighed:
    """The candidates of all names of a report in rows, and what speaks for each whatever the other names mean."""

    units: Sequence[Unit]
    country: str | None
    rows: list[Candidate] = field(default_factory=list)
    of: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    fixed: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    nothing: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    places: Floats = field(default_factory=lambda: np.zeros((0, 3)))
    ids: NDArray[np.int64] = field(default_factory=lambda: np.zeros((0, 4), np.int64))

    def __post_init__(self) -> None:
        self.rows = [candidate for unit in self.units for candidate in unit.candidates]
        self.of = np.repeat(np.arange(len(self.units)), [len(unit.candidates) for unit in self.units])
        own = [_own(unit, candidate, self.country) for unit in self.units for candidate in unit.candidates]
        self.fixed = np.array(own, dtype=np.float64).reshape(len(own), len(FEATURES))
        self.nothing = np.array([_nothing(unit) for unit in self.units], dtype=np.float64)
        radians = np.radians([(row.latitude, row.longitude) for row in self.rows]).reshape(-1, 2)
        north, east = radians[:, 0], radians[:, 1]
        self.places = np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=1)
        codes = {code: at for at, code in enumerate(dict.fromkeys(row.country for row in self.rows), start=1)}
        self.ids = np.array(
            [
                (
                    row.id,
                    codes[row.country] if row.country else 0,
                    (row.id if row.kind in {"nation", "region"} else row.region) or 0,
                    (row.id if row.kind == "county" else row.county) or 0,
                )
                for row in self.rows
            ],
            dtype=np.int64,
        ).reshape(-1, 4)

    def features(self, likely: Floats | None) -> Floats:
        """What speaks for each candidate, given how likely each is by now."""
        if likely is None:
            return self.fixed
        features = self.fixed.copy()
        heard = self._heard(likely)
        if not len(heard):
            return features
        said = likely[heard]
        other = self._keys()[self.of[heard]][None, :] != self._keys()[self.of][:, None]
        away = _EARTH * np.arccos(np.clip(self.places @ self.places[heard].T, -1.0, 1.0))
        kinds = np.array(["region" if row.kind == "nation" else row.kind for row in self.rows])
        point = np.isin(kinds[heard], ("town", "capital", "county"))
        same_country = (self.ids[:, 1][:, None] == self.ids[heard, 1]) & (self.ids[:, 1] > 0)[:, None]
        same_region = (self.ids[:, 2][:, None] == self.ids[heard, 2]) & (self.ids[:, 2] > 0)[:, None]
        same_place = self.ids[:, 0][:, None] == self.ids[heard, 0]
        ours, theirs = kinds[:, None], kinds[heard][None, :]
        within = (
            ((theirs == "region") & same_region & (ours != "region"))
            | ((theirs == "county") & (self.ids[:, 3][:, None] == self.ids[heard, 0]) & (ours != "county"))
            | ((ours == "region") & same_region & (theirs != "region"))
            | ((ours == "county") & (self.ids[:, 0][:, None] == self.ids[heard, 3]) & (theirs != "county"))
        )
        voices = np.array([VOICES.index(unit.voice) for unit in self.units])[self.of[heard]]
        at = FEATURES.index(f"{VOICES[0]} country")
        for voice in range(len(VOICES)):
            speak = np.where((voices == voice)[None, :] & other, said[None, :], 0.0)
            alike = speak if VOICES[voice] == "text" else np.where((voices == voice)[None, :], said[None, :], 0.0)
            total = speak.sum(axis=1) + 1.0
            features[:, at] = (speak * same_country).sum(axis=1) / total
            features[:, at + 1] = (speak * same_region).sum(axis=1) / total
            features[:, at + 2] = np.minimum((speak * within).max(axis=1), 1.0)
            features[:, at + 3] = (speak * np.exp(-away / NEAR) * point).max(axis=1)
            features[:, at + 4] = (speak * np.exp(-away / AROUND) * point).sum(axis=1) / total
            features[:, at + 5] = (alike * same_place).max(axis=1)
            at += 6
        return features

    def _heard(self, likely: Floats) -> NDArray[np.int64]:
        heard = []
        start = 0
        for unit in self.units:
            stop = start + len(unit.candidates)
            best = start + np.argsort(-likely[start:stop], kind="stable")[:_HEARD]
            heard.append(best[likely[best] > 0.02])
            start = stop
        return np.concatenate(heard) if heard else np.zeros(0, np.int64)

    def _keys(self) -> NDArray[np.int64]:
        numbers: dict[str, int] = {}
        return np.array([numbers.setdefault(unit.key, len(numbers)) for unit in self.units], dtype=np.int64)


def choose(units: Sequence[Unit], country: str | None) -> list[Candidate | None]:
    """Choose a place for each name of a report.

    Args:
        units: the names, each with a candidate or more.
        country: where the publisher is at home, ISO 3166-1 alpha-2.

    Returns:
        For each name the likeliest of its places, or ``None`` where none is likely.

    """
    if not units:
        return []
    weighed = Weighed(units, country)
    learned = weights()
    likely, nothing = shares(weighed, weighed.features(None), learned.first, learned.first_nothing)
    for _ in range(ROUNDS):
        likely, nothing = shares(weighed, weighed.features(likely), learned.then, learned.then_nothing)
    chosen: list[Candidate | None] = []
    start = 0
    for unit, none in zip(units, nothing, strict=True):
        stop = start + len(unit.candidates)
        best = start + int(np.argmax(likely[start:stop]))
        chosen.append(weighed.rows[best] if likely[best] > none else None)
        start = stop
    return chosen


def shares(weighed: Weighed, features: Floats, places: Floats, nothing: Floats) -> tuple[Floats, Floats]:
    """How likely each candidate is, and for each name that it is none of them: together 1 for each name."""
    count = len(weighed.units)
    score = features @ places
    none = weighed.nothing @ nothing
    highest = none.copy()
    np.maximum.at(highest, weighed.of, score)
    exp = np.exp(score - highest[weighed.of])
    exp_none = np.exp(none - highest)
    total = np.bincount(weighed.of, exp, minlength=count) + exp_none
    return exp / total[weighed.of], exp_none / total


@cache
def weights() -> Weights:
    """What each feature counts for, as ``training.places.learn`` learned it."""
    read = json.loads((FOLDER / "weights.json").read_text(encoding="utf-8"))
    return Weights(
        np.array([read["first"][name] for name in FEATURES]),
        np.array([read["then"][name] for name in FEATURES]),
        np.array([read["first nothing"][name] for name in NOTHING]),
        np.array([read["then nothing"][name] for name in NOTHING]),
    )


def _own(unit: Unit, candidate: Candidate, country: str | None) -> list[float]:
    kind = candidate.kind
    people = np.log10(candidate.population + 300.0)
    town = kind in {"town", "capital"}
    own = [
        people if town else 0.0,
        max(0.0, people - _CITY) if town else 0.0,
        people if kind in {"nation", "region", "county"} else 0.0,
        kind in {"country", "continent", "nation"},
        kind == "capital",
        kind == "region",
        kind == "county",
        candidate.main,
        kind == "county" and not candidate.main and candidate.country == "US",
        candidate.id in unit.contained,
        country is not None and candidate.country == country,
    ]
    return [float(each) for each in own] + [0.0] * (len(FEATURES) - len(own))


def _nothing(unit: Unit) -> list[float]:
    most = max(candidate.population for candidate in unit.candidates)
    return [
        1.0,
        float(np.log10(most + 300.0)),
        float(any(candidate.kind in {"continent", "country", "nation", "region"} for candidate in unit.candidates)),
        float(any(candidate.main for candidate in unit.candidates)),
        float(bool(unit.contained)),
        float(np.log(len(unit.candidates))),
    ]

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportedly.mentions import places
from reportedly.model import Place

if TYPE_CHECKING:
    from .conftest import Parse

PLACES = [
    ("They fled from Syria to Norway.", ["Syria", "Norway"]),
    ("He was arrested in northern Italy near Turin.", ["Italy", "Turin"]),
    ("Norwegian voters and Syrians agreed.", []),
    ("She lives in New York and works in London.", ["New York", "London"]),
    ("Laura Reyes of the Bank of England spoke.", []),
]


@pytest.mark.parametrize(("text", "names"), PLACES, ids=[text for text, _ in PLACES])
def test_names(text: str, names: list[str], parsed: Parse) -> None:
    found = places.find(text, parsed(text))
    assert [place.name for place in found] == names
    assert all(text[place.start : place.end] == place.text and place.country is None for place in found)


def test_same() -> None:
    here = Place(0, 1, "x", "London", "GB")
    assert places.same(here, Place(5, 6, "x", "london"))
    assert not places.same(here, Place(5, 6, "x", "London", "CA"))
    assert not places.same(Place(0, 1, "x", "London", gazetteer_id="1"), Place(0, 1, "x", "London", gazetteer_id="2"))

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gate import places as gate
from reportedly import read_text
from reportedly.mentions import places
from reportedly.mentions.places import gazetteer
from reportedly.mentions.places.context import home
from reportedly.mentions.places.gazetteer import FOLDER, lookup
from reportedly.mentions.places.keys import key
from reportedly.model import Block, Place, Report

if TYPE_CHECKING:
    from .conftest import Parse

PLACES = [
    ("They fled from Syria to Norway.", ["Syria", "Norway"]),
    ("He was arrested in northern Italy near Turin.", ["Italy", "Turin"]),
    ("Norwegian voters and Syrians agreed.", []),
    ("She lives in New York and works in London.", ["New York", "London"]),
    ("Laura Reyes of the Bank of England spoke.", []),
    ("He reads the Washington Post and met Paris Hilton at the University of Texas.", []),
    ("The bus left Kraków, Poland, for the village of Uttervik.", ["Kraków", "Poland", "Uttervik"]),
    ("Spokespeople for Saturn spoke of Mercury.", []),
    ("Washington said on Monday that it would wait.", ["Washington"]),
    ("The Secretary of State Laura Quill flew to Cairo.", ["Cairo"]),
    ("She spoke in Hindi at the Championship.", []),
]

# A text, and which places its names are: GeoNames' ids by the names.
CHOICES = [
    ("He moved from Paris to London.", {"Paris": 2988507, "London": 2643743}),
    ("The sheriff of Paris, Texas, said so. Paris has two jails.", {"Paris": 4717560}),
    ("Police in Springfield, Ohio, found it.", {"Springfield": 4525353}),
    ("The plant in Athens, Ga., is closed.", {"Athens": 4180386, "Georgia": 4197000}),
    ("A ferry runs from Portsmouth to Southampton and the Isle of Wight.", {"Portsmouth": 2639996}),
    ("In Paris, the United States and Tennessee signed.", {"Paris": 2988507}),
    ("Troops left Tbilisi, and Georgia asked Russia for talks.", {"Georgia": 614540}),
    ("Voters in Atlanta and Savannah decide, as Georgia does, in May.", {"Georgia": 4197000}),
    ("Floods struck Wales, Scotland and northern England.", {"Wales": 2634895, "England": 6269131}),
    ("Aid reached Africa from Europe.", {"Africa": 6255146, "Europe": 6255148}),
]


def report(text: str, address: str | None = None, publisher: str | None = None, dateline: str | None = None) -> Report:
    block = Block("body", 0, len(text))
    return Report("x", address, "text", "en", text, (block,), publisher=publisher, dateline=dateline)


@pytest.mark.parametrize(("text", "names"), PLACES, ids=[text for text, _ in PLACES])
def test_names(text: str, names: list[str], parsed: Parse) -> None:
    found = places.find(text, parsed(text))
    assert [place.name for place in found] == names
    assert all(text[place.start : place.end] == place.text for place in found)


@pytest.mark.parametrize(("text", "ids"), CHOICES, ids=[text for text, _ in CHOICES])
def test_which_place_is_meant(text: str, ids: dict[str, int], parsed: Parse) -> None:
    found = {place.name: place for place in places.find(text, parsed(text))}
    assert {name: found[name].gazetteer_id for name in ids} == {name: str(id_) for name, id_ in ids.items()}


def test_a_place_has_country_and_coordinates(parsed: Parse) -> None:
    (oslo,) = places.find("It rained in Oslo.", parsed("It rained in Oslo."))
    assert (oslo.country, oslo.gazetteer_id) == ("NO", "3143244")
    assert oslo.latitude == pytest.approx(59.91, abs=0.05)
    assert oslo.longitude == pytest.approx(10.75, abs=0.05)


def test_an_unknown_place_has_no_coordinates(parsed: Parse) -> None:
    text = "The village of Uttervik is empty."
    (place,) = places.find(text, parsed(text))
    assert (place.text, place.country, place.latitude, place.gazetteer_id) == ("Uttervik", None, None, None)


@pytest.mark.parametrize(
    ("publisher", "address", "id_"),
    [
        ("The Lancaster Examiner of Pennsylvania", None, "5197079"),
        (None, "https://www.lancasterobserver.co.uk/news/1", "2644972"),
    ],
)
def test_the_publisher_tells(publisher: str | None, address: str | None, id_: str, parsed: Parse) -> None:
    text = "She lives in Lancaster."
    known = report(text, address, publisher)
    found = {place.name: place for place in places.find(text, parsed(text), known)}
    assert found["Lancaster"].gazetteer_id == id_


def test_home() -> None:
    assert home(report("x", "http://www.parisbeacon.com/a")).names == ("paris",)
    assert home(report("x", "https://www.oxfordmail.co.uk/a")).country == "GB"
    assert "new london" in home(report("x", publisher="The New London Star")).names
    assert home(report("x", "http://[", "BBC News")).country == "GB"
    assert home(report("x", "https://example.io")).country is None


def test_datelines_count(parsed: Parse) -> None:
    text = "BERGEN, Norway, March 3 (AP) — The mayor spoke. It rained."
    rest = text.index("The mayor")
    passages = tuple(p for p in parsed(text))
    found = places.find(text, passages, report(text, dateline="BERGEN, Norway, March 3 (AP)"))
    assert [(place.text, place.country) for place in found] == [("BERGEN", "NO"), ("Norway", "NO")]
    assert found[0].start == 0 < rest


@pytest.mark.parametrize(
    ("written", "keyed"),
    [("Saint-Étienne", "st etienne"), ("St. Louis", "st louis"), ("the Hague", "hague"), ("Łódź", "lodz"), ("…", "")],
)
def test_key(written: str, keyed: str) -> None:
    assert key(written) == keyed
    assert key(key(written)) == keyed


def test_lookup_holds_what_it_is_asked_for() -> None:
    names = [key(f"Nowhere {number}") for number in range(1200)]
    assert set(lookup([*names, "oslo", "", "it's"])) == {"oslo"}
    assert lookup([]) == {}


def test_the_gazetteer_is_the_one_that_was_made() -> None:
    manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest
    assert len(gazetteer.model_digest()) == 64


def test_the_seed_page(shared: Path) -> None:
    reading = read_text((shared / "seed" / "jumping-ship.txt").read_text(encoding="utf-8"))
    found = {(place.name, place.country, place.gazetteer_id) for place in reading.places}
    assert {
        ("Raqqa", "SY", "172955"),
        ("Syria", "SY", "163843"),
        ("Norway", "NO", "3144096"),
        ("Oslo", "NO", "3143244"),
    } <= found
    assert not {"Norwegian", "Daesh", "Dagbladet", "Bernsen"} & {name for name, *_ in found}


def test_marked_places(shared: Path) -> None:
    one = gate.Toponym(0, 5, "Paris", 2988507, 48.85341, 2.3488)
    assert gate.in_gazetteer(one)
    assert gate.right(one, lookup(["paris"])["paris"][0])
    assert not gate.right(one, None)
    assert gate.apart(one, 51.50853, -0.12574) == pytest.approx(344, abs=3)
    held = [article.held_out for article in gate.articles(shared)]
    assert 0.3 < sum(held) / len(held) < 0.36


def test_same() -> None:
    here = Place(0, 1, "x", "London", "GB")
    assert places.same(here, Place(5, 6, "x", "london"))
    assert not places.same(here, Place(5, 6, "x", "London", "CA"))
    assert not places.same(Place(0, 1, "x", "London", gazetteer_id="1"), Place(0, 1, "x", "London", gazetteer_id="2"))

"""Cases for each rule, and what holds of all names, made up and real."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.library.matching import Described, folded, keys, likeness, same
from reportedly.model import EntityKind

GOLD = Path(__file__).resolve().parents[2] / "gold" / "names"


def person(name: str, role: str = "", affiliation: str = "", *aliases: str) -> Described:
    return Described("person", name, aliases, (role,) if role else (), (affiliation,) if affiliation else ())


def body(name: str, affiliation: str = "", *aliases: str, kind: EntityKind = "organisation") -> Described:
    return Described(kind, name, aliases, (), (affiliation,) if affiliation else ())


def compared(a: Described, b: Described) -> bool:
    """Whether a library would take the two for one, after checking that the order makes no difference."""
    assert same(a, b) == same(b, a)
    assert likeness(a, b) == likeness(b, a)
    assert not same(a, b) or set(keys(a)) & set(keys(b)), "the same without a key to find each other by"
    return same(a, b)


ONE = {
    "case and diacritics": (person("VIKTOR ORBAN"), person("Viktor Orbán", "Prime Minister")),
    "apostrophes": (person("Martin O’Malley"), person("Martin O'Malley")),
    "a middle initial": (person("Dwight D. Eisenhower"), person("Dwight Eisenhower")),
    "a middle name and its initial": (person("Dwight David Eisenhower"), person("Dwight D. Eisenhower")),
    "of two middle names one": (person("Hillary Diane Rodham Clinton"), person("Hillary Rodham Clinton")),
    "a nickname": (person("Tim Kaine"), person("Timothy M. Kaine")),
    "a nickname and a middle name": (person("Bill Clinton"), person("William Jefferson Clinton")),
    "a nickname in quotation marks": (person('Robert C. "Bobby" Scott'), person("Bobby Scott")),
    "two spellings of a given name": (person("Sergei Lavrov"), person("Sergey V. Lavrov")),
    "initials": (person("J.D. Vance"), person("JD Vance")),
    "initials and what they stand for": (person("J. D. Vance"), person("James David Vance")),
    "an initial left out before a second name": (person("J. Edgar Hoover"), person("Edgar Hoover")),
    "an initial and a role": (person("J. Comey", "director", "FBI"), person("James Comey", "Director", "FBI")),
    "the Arabic article": (person("Bashar al-Assad"), person("Bashar Assad")),
    "a particle": (person("Ron DeSantis"), person("Ron De Santis")),
    "a hyphen": (person("Alexandria Ocasio-Cortez"), person("Alexandria Ocasio Cortez")),
    "a hyphen in a given name": (person("Kim Jong-un"), person("Kim Jong Un")),
    "half of a double surname": (person("Mary Smithers-Jonas"), person("Mary Jonas")),
    "a title in the name": (person("President Barack Obama"), person("Barack Obama")),
    "a long title in the name": (person("Trade and Industry Secretary Patricia Hewitt"), person("Patricia Hewitt")),
    "where somebody is from": (person("Florida’s Rick Wilson"), person("Rick Wilson")),
    "what somebody is": (person("radio host Dennis Prager"), person("Dennis Prager")),
    "a verb of a headline": (person("Donald Trump Rampages"), person("Donald J. Trump")),
    "a suffix that agrees": (person("Robert P. Casey Jr."), person("Bob Casey Jr.")),
    "a suffix left out": (person("John Hinckley Jr."), person("John Hinckley")),
    "a first name that says it": (person("Barack"), person("Barack Obama", "President")),
    "a double surname": (person("Ocasio-Cortez"), person("Alexandria Ocasio-Cortez")),
    "two surnames without the first name": (person("Wasserman Schultz"), person("Debbie Wasserman Schultz")),
    "a title that says which of a family": (person("Clinton", "Secretary"), person("Hillary Rodham Clinton")),
    "a suffix left out, the office the same": (person("Bob Casey Jr.", "Sen."), person("Bob Casey", "senator")),
    "a surname with role and affiliation": (
        person("Bernsen", "Senior adviser", "Norwegian Police Security Service"),
        person("Martin Bernsen", "senior adviser", "Norwegian Police Security Service"),
    ),
    "a surname with a high office": (person("Breyer", "Justice"), person("Stephen Breyer", "Justice")),
    "a president's surname": (person("Nixon", "President"), person("Richard M. Nixon")),
    "a common name with role and affiliation": (
        person("John Smith", "mayor", "Leeds"),
        person("John Smith", "Mayor", "Leeds"),
    ),
    "other roles of a rare name": (person("David Axelrod", "strategist"), person("David Axelrod", "commentator")),
    "an alias that is a full name": (person("Lewis Carroll", "", "", "Charles Dodgson"), person("Charles Dodgson")),
    "an office in short": (person("OK Gov Fallin", "governor"), person("Mary Fallin", "Gov.")),
    "a given name that is an Arabic article too": (person("Ash Carter"), person("Ashton B. Carter")),
    "two ways to write a short given name": (person("Sayed Farook"), person("Syed Rizwan Farook")),
    "a president's first name, the surname lost": (person("Recep", "President"), person("Recep Ozal", "President")),
    "a surname and whose it is": (person("Husted", "", "", "Jon Husted"), person("Jon Husted")),
    "three names in another order": (person("Marcel Lazăr Lehel"), person("Marcel Lehel Lazar")),
    "two ways to write a surname": (person("Viktor Yanukovych"), person("Viktor Yanukovich")),
    "known initials": (body("FBI"), body("Federal Bureau of Investigation")),
    "dotted initials": (body("U.N."), body("United Nations")),
    "initials of a name": (body("New Democrat Network"), body("NDN")),
    "initials as alias": (body("American Bar Association", "", "ABA"), body("ABA")),
    "turned order": (body("Department of Labor"), body("Labor Department")),
    "a country before it": (body("U.S. Department of Justice"), body("Justice Department")),
    "a country and its adjective": (body("Russian Defense Ministry"), body("Ministry of Defence of Russia")),
    "a committee": (body("Senate Committee on Intelligence"), body("Senate Intelligence Committee")),
    "a party of a state": (body("Republican Party of Wyoming"), body("Wyoming Republican Party")),
    "of for on": (body("Council of Foreign Relations"), body("Council on Foreign Relations")),
    "a legal form": (body("Siemens AG"), body("Siemens")),
    "a legal form after initials": (body("ITV plc"), body("ITV")),
    "an ampersand": (body("Johnson & Johnson"), body("Johnson and Johnson")),
    "a wrong letter in a long name": (
        body("Massachussetts Institute of Technology"),
        body("Massachusetts Institute of Technology"),
    ),
    "campaigns": (body("Mrs. Clinton's presidential campaign"), body("Hillary Clinton campaign")),
    "a generic name and its affiliation": (body("City Council", "Seattle"), body("Seattle City Council")),
    "an article": (body("The New York Times", kind="outlet"), body("New York Times", kind="outlet")),
    "a domain": (body("Politico.com", kind="outlet"), body("POLITICO", kind="outlet")),
    "a magazine": (body("Rolling Stone magazine", kind="outlet"), body("Rolling Stone", kind="outlet")),
    "kinds that are taken for one another": (body("Breitbart"), body("Breitbart News", kind="outlet")),
    "a body read as a person": (person("America Rising"), body("America Rising")),
    "an alias that leaves a word before it out": (
        body("Islamist Muslim Brotherhood", "", "Muslim Brotherhood"),
        body("Muslim Brotherhood"),
    ),
    "two initials of one": (body("ISIL"), body("ISIS")),
    "initials as alias of what is left of a name": (
        body("Customs Enforcement", "", "ICE"),
        body("Immigration and Customs Enforcement"),
    ),
    "a possessive and small letters": (body("China’s foreign ministry"), body("Chinese Foreign Ministry")),
    "whose foundation": (body("Hillary Clinton Foundation"), body("Clinton Foundation")),
    "a team": (body("Team Clinton"), body("Clinton’s team")),
    "a campaign by the first name": (body("Bernie's campaign"), body("Sanders campaign")),
    "a party's initials in a name": (body("GOP National Convention"), body("Republican Convention")),
    "a center for research": (body("Pew Research"), body("Pew Research Center")),
    "what somebody at an outlet is": (body("BuzzFeed Editor"), body("BuzzFeed", kind="outlet")),
    "places": (Described("place", "São Paulo"), Described("place", "Sao Paulo")),
    "documents with a title": (Described("document", "Magna Carta"), Described("document", "the Magna Carta")),
}

OTHERS = {
    "middle initials that differ": (person("George H.W. Bush"), person("George W. Bush")),
    "a suffix and another": (person("John Roe Jr."), person("John Roe III")),
    "a suffix in one, a known father": (person("Donald Trump Jr."), person("Donald Trump")),
    "a suffix in one, a verb after the other": (person("Donald Trump Jr."), person("Donald Trump Rampages")),
    "a son and the office of his father": (person("Donald Trump Jr."), person("Donald Trump", "President")),
    "given names that differ": (person("David Koch"), person("Charles Koch")),
    "a surname alone": (person("Bernsen"), person("Martin Bernsen")),
    "a surname alone with another office": (person("Bernsen", "President"), person("Martin Bernsen", "coach")),
    "a common surname with an office": (person("King", "Rep."), person("Steve King", "Rep.")),
    "a surname of another gender": (person("Mr. Palin", "governor"), person("Mrs. Sarah Palin", "Governor")),
    "a family's surname": (person("Clinton", "President"), person("Hillary Clinton", "President")),
    "a given name alone": (person("David"), person("David")),
    "a given name and a full name": (person("David"), person("David Plouffe")),
    "a common name of which nothing is known": (person("John Smith"), person("John Smith")),
    "a common name in two walks of life": (
        person("John Smith", "police spokesman", "Leeds"),
        person("John Smith", "striker", "Arsenal"),
    ),
    "a namesake": (person("Michael Moore", "filmmaker"), person("Michael Moore", "attorney general", "Mississippi")),
    "walks of life that are far apart": (person("Peter Grant", "surgeon"), person("Peter Grant", "goalkeeper")),
    "a reporter with a senator's name in his": (person("Michael Patrick Leahy"), person("Patrick Leahy", "Sen.")),
    "turned order of a name": (person("Orbán Viktor"), person("Viktor Orbán")),
    "sons of Hans": (person("Lars Hansen"), person("Lars Hanson")),
    "two real given names": (person("Julia Krantz"), person("Julie Krantz")),
    "a description": (person("his lawyer"), person("his lawyer")),
    "somebody's boss": (person("Tad Devine's boss"), person("Tad Devine")),
    "aliases of two namesakes": (person("George W. Bush", "", "", "George Bush"), person("George P. Bush")),
    "aliases of two with initials": (
        person("George Bush", "", "", "George H.W. Bush"),
        person("George W. Bush", "", "", "George Bush"),
    ),
    "an alias that is a namesake's": (person("George H.W. Bush", "", "", "George W. Bush"), person("George W. Bush")),
    "a headline and the first in it": (person("Hillary Clinton Slams Donald Trump"), person("Hillary Clinton")),
    "a headline and the last in it": (person("Hillary Clinton Slams Donald Trump"), person("Donald Trump")),
    "a headline with an alias": (
        person("Bernie Sanders Beats Hillary Clinton", "rival", "", "Hillary Clinton"),
        person("Hillary Clinton", "rival"),
    ),
    "one of two": (person("Scarborough and co-host Mika Brzezinski"), person("Mika Brzezinski")),
    "a family and one of it": (person("Khizr and Ghazala Khan"), person("Ghazala Khan")),
    "a firm after somebody": (person("Marc Fisher Footwear"), person("Marc Fisher")),
    "two kings": (person("Abdullah", "King"), person("Abdullah II", "King")),
    "a first name that many have, with an office": (person("Chris", "Gov."), person("Chris Christie", "Gov.")),
    "a founder and a firm": (person("Calvin Klein"), body("Calvin Klein")),
    "somebody with a role and a body": (person("Dallas Mavericks", "owner"), body("Dallas Mavericks")),
    "a person and a campaign": (person("Hillary Clinton"), body("Clinton campaign")),
    "a campaign and a foundation": (body("Clinton campaign"), body("Clinton Foundation")),
    "campaigns of two": (body("Bill Clinton campaign"), body("Hillary Clinton campaign")),
    "universities": (body("Washington University"), body("University of Washington")),
    "a state's university": (body("Michigan State University"), body("University of Michigan")),
    "a branch": (body("American Civil Liberties Union of Ohio"), body("American Civil Liberties Union")),
    "a branch and a short alias": (body("Iowa Democratic Party", "", "Democratic Party"), body("Democratic Party")),
    "initials of two": (
        body("American Bar Association", "", "ABA"),
        body("American Bankers Association", "", "ABA"),
    ),
    "initials of a known one": (body("ICC"), body("Inverrary Country Club")),
    "countries": (body("Swedish government"), body("Sudanese government")),
    "a generic name": (body("City Council"), body("City Council")),
    "a generic name of two places": (body("City Council", "Seattle"), body("City Council", "Portland")),
    "a ministry without a country": (body("Ministry of Defence"), body("Defense Ministry")),
    "a party": (body("the Party"), body("the Party")),
    "a house and its committee": (body("House"), body("House Ethics Committee")),
    "a paper and a short name": (body("New York Times", kind="outlet"), body("Times", kind="outlet")),
    "a paper and its magazine": (
        body("New York Times Magazine", kind="outlet"),
        body("New York Times", kind="outlet"),
    ),
    "sister channels": (body("Fox News Channel", kind="outlet"), body("Fox Business", kind="outlet")),
    "those of a network": (body("Fox executives", kind="group"), body("Fox News", kind="outlet")),
    "groups without a name": (body("officials", kind="group"), body("officials", kind="group")),
    "polls": (Described("document", "CNN/ORC Poll"), Described("document", "CNN/ORC Poll")),
    "a place and a body": (Described("place", "Iowa"), body("Iowa")),
}


@pytest.mark.parametrize("pair", ONE.values(), ids=ONE.keys())
def test_they_are_one(pair: tuple[Described, Described]) -> None:
    assert compared(*pair)


@pytest.mark.parametrize("pair", OTHERS.values(), ids=OTHERS.keys())
def test_they_are_not_taken_for_one(pair: tuple[Described, Described]) -> None:
    assert not compared(*pair)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Sen. J. D. Vance", "jd vance"),
        ("The U.S. Senate", "us senate"),
        ("Dr. Łukasz Żółć", "lukasz zolc"),
        ("O’Neill", "oneill"),
        ("Jean-Claude  Juncker", "jean claude juncker"),
        ("Johnson & Johnson", "johnson and johnson"),
        ("習近平", "習近平"),
        ("The", "the"),
        ("…", ""),
    ],
)
def test_a_name_is_folded(name: str, plain: str) -> None:
    assert folded(name) == plain


def test_the_best_of_several_is_the_one_more_alike() -> None:
    one = person("William Weld", "Gov.", "Massachusetts")
    assert likeness(one, person("William Weld", "governor", "Massachusetts")) > likeness(one, person("Bill Weld"))


_REAL = [
    Described(row["kind"], row["name"], tuple(row["aliases"]), (row["role"],) if row["role"] else ())
    for line in (GOLD / "tuning.jsonl").read_text("utf-8").splitlines()
    for row in (json.loads(line)[side] for side in "ab")
]


def test_what_holds_of_any_two_holds_of_real_names() -> None:
    for number, one in enumerate(_REAL):
        for other in _REAL[number:]:
            compared(one, other)


_WORDS = st.one_of(
    st.sampled_from(
        "John Bill William J. J.D. al-Assad Assad van der Leyen De Santis DeSantis Smith-Jones Jones Jr. III Mr. Mrs. "
        "President Sen. Trump Donald Rampages Clinton Clinton's campaign University of Washington Department Justice "
        "The New York Times FBI U.S. & and Inc. AG plc Al Bush City Council Federal Bureau Investigation Ministry "
        "Russian Ocasio-Cortez Mohammed Muhammad Yanukovych Yanukovich “Bobby” Committee on Party 3M .com".split()
    ),
    st.text(max_size=6),
)
_NAMES = st.lists(_WORDS, max_size=5).map(" ".join)
_ROLES = st.lists(
    st.sampled_from(["President", "Sen.", "striker", "surgeon", "spokeswoman", "of", "chair of", "…", ""])
)
_DESCRIBED = st.builds(
    Described,
    st.sampled_from(["person", "person", "organisation", "outlet", "group", "document", "place"]),
    _NAMES,
    st.lists(_NAMES, max_size=2).map(tuple),
    _ROLES.map(tuple),
    st.lists(_NAMES, max_size=2).map(tuple),
)


@settings(max_examples=300, deadline=None)
@given(_DESCRIBED, _DESCRIBED, st.booleans())
def test_what_holds_of_any_two_holds_of_made_up_names(a: Described, b: Described, alike: bool) -> None:
    if alike:
        b = b._replace(kind=a.kind, name=f"{a.name.split()[0]} {b.name}" if a.name.split() else b.name, roles=a.roles)
    compared(a, b)
    compared(a, a)
    assert len(set(keys(a))) == len(keys(a))
    assert 0 <= likeness(a, b) <= 1


@given(
    st.sampled_from("Zephyr Loretta Vikram Osama".split()), st.sampled_from("Teachout Amar Krzanich Vilsack".split())
)
def test_a_rare_name_is_the_same_as_itself(first: str, surname: str) -> None:
    assert compared(person(f"{first} {surname}"), person(f"{first} {surname}"))


@given(_NAMES)
def test_a_folded_name_is_folded_already(name: str) -> None:
    assert folded(folded(name)) == folded(name)

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportedly.mentions import figures
from reportedly.model import Figure

if TYPE_CHECKING:
    from .conftest import Parse

N = None

FIGURES = [
    # text, then for each figure: its words, low, high, value, exact, unit, counts
    ("Some of the 40 Danish volunteers in Libya went home.",
     [("Some of the 40", N, 40, N, "part of", N, "Danish volunteers in Libya")]),
    ("Many of the 150 Swedes who have joined the group fled.",
     [("Many of the 150", N, 150, N, "part of", N, "Swedes who have joined the group")]),
    ("Most of the 60 passengers escaped.", [("Most of the 60", 30, 60, N, "part of", N, "passengers")]),
    ("All of the 12 miners survived.", [("All of the 12", 12, 12, 12, "exact", N, "miners")]),
    ("None of the 12 miners was hurt.", [("None of the 12", 0, 0, 0, "exact", N, "miners")]),
    ("At least 40 people died.", [("At least 40", 40, N, 40, "at least", N, "people")]),
    ("More than 1,200 homes burned.", [("More than 1,200", 1200, N, 1200, "at least", N, "homes")]),
    ("The ship carried no fewer than 30 sailors.", [("no fewer than 30", 30, N, 30, "at least", N, "sailors")]),
    ("They sent 50 or more letters.", [("50 or more", 50, N, 50, "at least", N, "letters")]),
    ("Up to 15 villagers are missing.", [("Up to 15", N, 15, 15, "at most", N, "villagers")]),
    ("Fewer than 20 members came.", [("Fewer than 20", N, 20, 20, "at most", N, "members")]),
    ("As many as 300 houses were lost.", [("As many as 300", N, 300, 300, "at most", N, "houses")]),
    ("Nearly 3,000 troops left.", [("Nearly 3,000", N, 3000, 3000, "about", N, "troops")]),
    ("Just over 70 pupils were absent.", [("Just over 70", 70, N, 70, "about", N, "pupils")]),
    ("About 25 trees fell.", [("About 25", N, N, 25, "about", N, "trees")]),
    ("Some 500 fans waited.", [("Some 500", N, N, 500, "about", N, "fans")]),
    ("The hall held 80 or so guests.", [("80 or so", N, N, 80, "about", N, "guests")]),
    ("Between 40 and 50 men were held.", [("Between 40 and 50", 40, 50, N, "range", N, "men")]),
    ("It cost five or six million euros.", [("five or six million euros", 5e6, 6e6, N, "range", "EUR", N)]),
    ("Clip 191119052250266 was shared.", []),
    ("He saw five or six soldiers.", [("five or six", 5, 6, N, "range", N, "soldiers")]),
    ("Between 10 and 15 percent of bakers left.",
     [("Between 10 and 15 percent", 10, 15, N, "range", "percent", "bakers")]),
    ("It costs $10-15 million.", [("$10-15 million", 10e6, 15e6, N, "range", "USD", N)]),
    ("Nearly every fifth new driver failed.", [("Nearly every fifth", N, 0.2, 0.2, "about", "share", "new driver")]),
    ("One in five voters stayed away.", [("One in five", 0.2, 0.2, 0.2, "exact", "share", "voters")]),
    ("Half of the seats are empty.", [("Half", 0.5, 0.5, 0.5, "exact", "share", "seats")]),
    ("Three-quarters of farmers agreed.", [("Three-quarters", 0.75, 0.75, 0.75, "exact", "share", "farmers")]),
    ("The tax takes half of one percent.", [("half of one percent", 0.5, 0.5, 0.5, "exact", "percent", N)]),
    ("73 percent of Finnish bakers agreed.", [("73 percent", 73, 73, 73, "exact", "percent", "Finnish bakers")]),
    ("Unemployment fell to 4.5 per cent.", [("4.5 per cent", 4.5, 4.5, 4.5, "exact", "percent", "Unemployment")]),
    ("The bank was fined £71.6m.", [("£71.6m", 71.6e6, 71.6e6, 71.6e6, "exact", "GBP", N)]),
    ("They signed a $3bn deal.", [("$3bn", 3e9, 3e9, 3e9, "exact", "USD", "deal")]),
    ("Canberra will spend A$40 million.", [("A$40 million", 40e6, 40e6, 40e6, "exact", "AUD", N)]),
    ("It got 5 million euros of aid.", [("5 million euros", 5e6, 5e6, 5e6, "exact", "EUR", "aid")]),
    ("The fund holds 300 Norwegian kroner.", [("300 Norwegian kroner", 300, 300, 300, "exact", "NOK", N)]),
    ("The 31-year-old denied it.", [("31-year-old", 31, 31, 31, "exact", "years", N)]),
    ("Anna Berg, 47, teaches there.", [("47", 47, 47, 47, "exact", "years", N)]),
    ("A 10-year sentence followed.", [("10-year", 10, 10, 10, "exact", "years", "sentence")]),
    ("The road is 5km long.", [("5km", 5, 5, 5, "exact", "kilometres", N)]),
    ("Police found 5 tonnes of cocaine.", [("5 tonnes", 5, 5, 5, "exact", "tonnes", "cocaine")]),
    ("About 816 000 people live there.", [("About 816 000", N, N, 816000, "about", N, "people")]),
    ("It sold 2.5 million copies.", [("2.5 million", 2.5e6, 2.5e6, 2.5e6, "exact", N, "copies")]),
    ("The army lost three hundred and ten men.",
     [("three hundred and ten", 310, 310, 310, "exact", N, "men")]),
    ("Dozens of families moved.", [("Dozens", 24, N, N, "at least", N, "families")]),
    ("Tens of thousands of refugees crossed.", [("Tens of thousands", 20000, N, N, "at least", N, "refugees")]),
    ("Several hundred nurses marched.", [("Several hundred", 300, N, N, "at least", N, "nurses")]),
    ("Roughly half a million people fled.", [("Roughly half a million", N, N, 500000, "about", N, "people")]),
    ("She bought two dozen eggs.", [("two dozen", N, N, 24, "about", N, "eggs")]),
    ("He became the first man in Iceland to be charged with it.",
     [("first", 1, 1, 1, "exact", N, "man in Iceland to be charged with it")]),
    ("One person died and two were hurt.", [("One", 1, 1, 1, "exact", N, "person"), ("two", 2, 2, 2, "exact", N, N)]),
    ("The death toll rose to 40.", [("40", 40, 40, 40, "exact", N, "death toll")]),
]  # fmt: skip

NO_FIGURES = [
    "They won 2-1 on Saturday.",
    "A Boeing 737 landed.",
    "The Group of 20 met.",
    "It broadcasts 24/7.",
    "They meet at 5:30 p.m. and 1700 GMT.",
    "One of the men said no one knew.",
    "He was born in 1984.",
    "In 2012–13 it closed.",
    "Call 555-123-4567.",
    "See page 12 and Section 8.",
    "It was the first time.",
    "Many of them were afraid.",
    "Flight 370 vanished two weeks ago.",
]


@pytest.mark.parametrize(("text", "expected"), FIGURES, ids=[text for text, _ in FIGURES])
def test_normal_form(text: str, expected: list[tuple[object, ...]], parsed: Parse) -> None:
    found = figures.find(text, parsed(text))
    assert [(f.text, f.low, f.high, f.value, f.exact, f.unit, f.counts) for f in found] == expected


@pytest.mark.parametrize("text", NO_FIGURES)
def test_counts_nothing(text: str, parsed: Parse) -> None:
    assert figures.find(text, parsed(text)) == ()


def test_counts_and_spans_are_the_reports_own_words(parsed: Parse) -> None:
    text = "First paragraph.\n\nSome of the 40 Danish volunteers\u00a0in Libya went home, and 12 stayed."
    found = figures.find(text, parsed(text))
    assert [f.text for f in found] == ["Some of the 40", "12"]
    assert all(text[f.start : f.end] == f.text and (f.counts is None or f.counts in text) for f in found)


def _figure(low: float | None, high: float | None, value: float | None, exact: str, unit: str | None = None) -> Figure:
    return Figure(0, 1, "x", low, high, value, exact, unit)  # type: ignore[arg-type]


def test_same_is_whether_both_can_hold() -> None:
    forty = _figure(40, 40, 40, "exact")
    assert figures.same(forty, _figure(40, None, 40, "at least"))
    assert figures.same(forty, _figure(None, None, 42, "about"))
    assert figures.same(forty, _figure(None, 150, None, "part of"))
    assert not figures.same(forty, _figure(50, None, 50, "at least"))
    assert not figures.same(forty, _figure(40, 40, 40, "exact", "percent"))

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportedly.mentions import figures
from reportedly.model import Figure

if TYPE_CHECKING:
    from .conftest import Parse

N = None
THIRD = 0.333333333333

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
    ("The road is 5km long.", [("5km", 5, 5, 5, "exact", "kilometres", "road")]),
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
    ("One person died and two were hurt.",
     [("One", 1, 1, 1, "exact", N, "person"), ("two", 2, 2, 2, "exact", N, "person")]),
    ("The death toll rose to 40.", [("40", 40, 40, 40, "exact", N, "death toll")]),
    # Numbers of the world's newspapers.
    ("The state will spend 2.5 lakh crore rupees on roads in India.",
     [("2.5 lakh crore rupees", 2.5e12, 2.5e12, 2.5e12, "exact", "INR", "roads in India")]),
    ("He was paid Rs 1,50,000 in Lahore.", [("Rs 1,50,000", 150000, 150000, 150000, "exact", "PKR", N)]),
    ("They lost 1.2tn kroner and 3 1/2 miles of road in Oslo.",
     [("1.2tn kroner", 1.2e12, 1.2e12, 1.2e12, "exact", "NOK", N),
      ("3 1/2 miles", 3.5, 3.5, 3.5, "exact", "miles", "road in Oslo")]),
    ("A 500 zł fine followed a fee of R2.5bn, RM40 million and ₦900.",
     [("500 zł", 500, 500, 500, "exact", "PLN", "fine"), ("R2.5bn", 2.5e9, 2.5e9, 2.5e9, "exact", "ZAR", "fee"),
      ("RM40 million", 40e6, 40e6, 40e6, "exact", "MYR", N), ("₦900", 900, 900, 900, "exact", "NGN", N)]),
    ("The walk took one and a half hours.", [("one and a half hours", 1.5, 1.5, 1.5, "exact", "hours", "walk")]),
    ("It sold a million and a half copies.", [("a million and a half", 1.5e6, 1.5e6, 1.5e6, "exact", N, "copies")]),
    ("They won by five-and-a-half points in the poll.",
     [("five-and-a-half points", 5.5, 5.5, 5.5, "exact", "percentage points", N)]),
    ("Prices rose 5½ percent.", [("5½ percent", 5.5, 5.5, 5.5, "exact", "percent", "Prices")]),
    ("It was minus 5 degrees Celsius.", [("minus 5 degrees Celsius", -5, -5, -5, "exact", "degrees Celsius", N)]),
    ("Growth was -0.3% in spring.", [("-0.3%", -0.3, -0.3, -0.3, "exact", "percent", "Growth")]),
    ("She is 6'3\" tall.", [("6'3\" tall", 6.25, 6.25, 6.25, "exact", "feet", N)]),
    ("The dog weighs 40 pounds.", [("40 pounds", 40, 40, 40, "exact", "pounds", "dog")]),
    ("He paid 40 pounds for the dog.", [("40 pounds", 40, 40, 40, "exact", "GBP", "dog")]),
    # Bounds.
    ("A hundred-plus boats sailed.", [("A hundred-plus", 100, N, 100, "at least", N, "boats")]),
    ("A 12,000-strong crowd came.", [("12,000-strong", 12000, 12000, 12000, "exact", N, "crowd")]),
    ("We met 20-odd farmers.", [("20-odd", N, N, 20, "about", N, "farmers")]),
    ("Not more than 9 goats fell.", [("Not more than 9", N, 9, 9, "at most", N, "goats")]),
    ("An estimated 90 bakers struck.", [("An estimated 90", N, N, 90, "about", N, "bakers")]),
    ("Fewer than one in ten pupils passed.", [("Fewer than one in ten", N, 0.1, 0.1, "at most", "share", "pupils")]),
    ("Waits exceeded two hours.", [("exceeded two hours", 2, N, 2, "at least", "hours", "Waits")]),
    ("They found at least a couple of boats.", [("at least a couple of", 2, N, 2, "at least", N, "boats")]),
    ("Jobs fell over five years by half.",
     [("five years", 5, 5, 5, "exact", "years", N), ("half", 0.5, 0.5, 0.5, "exact", "share", "Jobs")]),
    ("It lasted for over five years.", [("over five years", 5, N, 5, "at least", "years", N)]),
    # Ranges, and pairs that are none.
    ("They paid between $5 and $10.", [("between $5 and $10", 5, 10, N, "range", "USD", N)]),
    ("Support grew from 12 to 30 percent.",
     [("12", 12, 12, 12, "exact", "percent", "Support"), ("30 percent", 30, 30, 30, "exact", "percent", "Support")]),
    ("Fines range from $5 to $10.", [("$5 to $10", 5, 10, N, "range", "USD", "Fines")]),
    ("It takes one-to-seven days.", [("one-to-seven days", 1, 7, N, "range", "days", N)]),
    ("It was two to three times bigger.", [("two to three", 2, 3, N, "range", N, "times")]),
    # Parts.
    ("More than half of voters agreed.", [("More than half", 0.5, N, 0.5, "at least", "share", "voters")]),
    ("Trade shrank by a third.", [("a third", THIRD, THIRD, THIRD, "exact", "share", "Trade")]),
    ("They lost half a million dollars.", [("half a million dollars", 5e5, 5e5, 5e5, "exact", "USD", N)]),
    ("Hundreds of miles of coast burned.", [("Hundreds of miles", 200, N, N, "at least", "miles", "coast")]),
    ("A 300-page report came out.", [("300-page", 300, 300, 300, "exact", "pages", "report")]),
    ("He stayed several more weeks.", [("several more weeks", 3, N, N, "at least", "weeks", N)]),
    # Ordinals.
    ("It was the fifth straight victory.", [("fifth", 5, 5, 5, "exact", N, "straight victory")]),
    ("Doctors reported a 21st death from the flu.", [("21st", 21, 21, 21, "exact", N, "death from the flu")]),
    # What is counted stands before, or was said already.
    ("Police cut the speed limit to 30 mph.", [("30 mph", 30, 30, 30, "exact", "miles per hour", "speed limit")]),
    ("The sentence of five years was cut.", [("five years", 5, 5, 5, "exact", "years", "sentence")]),
    ("They spent $2bn last year on schools and roads.",
     [("$2bn", 2e9, 2e9, 2e9, "exact", "USD", "schools and roads")]),
    ("The guitar was sold for £2,000 (about $2,500).",
     [("£2,000", 2000, 2000, 2000, "exact", "GBP", "guitar"), ("about $2,500", N, N, 2500, "about", "USD", "guitar")]),
    ("Just 9 percent of bakers agreed, while 40 percent did not.",
     [("9 percent", 9, 9, 9, "exact", "percent", "bakers"), ("40 percent", 40, 40, 40, "exact", "percent", "bakers")]),
    ("Ten of the 18 guards who slept were charged.",
     [("Ten", 10, 10, 10, "exact", N, "guards who slept"), ("18", 18, 18, 18, "exact", N, "guards who slept")]),
    ("About 14 friends and neighbours of the couple came.",
     [("About 14", N, N, 14, "about", N, "friends and neighbours of the couple")]),
    ("Profit was $186m (£98m), compared with $1.1bn a year before.",
     [("$186m", 186e6, 186e6, 186e6, "exact", "USD", "Profit"), ("£98m", 98e6, 98e6, 98e6, "exact", "GBP", "Profit"),
      ("$1.1bn", 1.1e9, 1.1e9, 1.1e9, "exact", "USD", "Profit")]),
    ("Lima, a town of 9,000 people, had 12 thefts; Oslo, with 700 shops, had 30.",
     [("9,000", 9000, 9000, 9000, "exact", N, "people"), ("12", 12, 12, 12, "exact", N, "thefts"),
      ("700", 700, 700, 700, "exact", N, "shops"), ("30", 30, 30, 30, "exact", N, "thefts")]),
    ("Oil prices soared above $53.", [("above $53", 53, N, 53, "at least", "USD", "Oil prices")]),
    ("The club lost $4m in the third quarter.", [("$4m", 4e6, 4e6, 4e6, "exact", "USD", N)]),
    ("She raised $4m for the church.", [("$4m", 4e6, 4e6, 4e6, "exact", "USD", N)]),
    ("The box (12cm by 7cm) was empty.",
     [("12cm", 12, 12, 12, "exact", "centimetres", "box"), ("7cm", 7, 7, 7, "exact", "centimetres", "box")]),
    ("Over half the states agreed.", [("Over half", 0.5, N, 0.5, "at least", "share", "states")]),
    ("Three of the 15 co-defendants left.",
     [("Three", 3, 3, 3, "exact", N, "co-defendants"), ("15", 15, 15, 15, "exact", N, "co-defendants")]),
    ("She is the first of the four nurses.",
     [("first", 1, 1, 1, "exact", N, "nurses"), ("four", 4, 4, 4, "exact", N, "nurses")]),
    ("Only one of those jobs was in Oslo.", [("one", 1, 1, 1, "exact", N, "jobs")]),
    ("Out of 540 voters asked, the margin of error is plus or minus 4 percentage points.",
     [("540", 540, 540, 540, "exact", N, "voters"),
      ("4 percentage points", 4, 4, 4, "exact", "percentage points", "margin of error")]),
    ("They are close to the magic number of 90.", [("90", 90, 90, 90, "exact", N, "magic number")]),
    ("Small farmers (62 percent) agreed.", [("62 percent", 62, 62, 62, "exact", "percent", "Small farmers")]),
    ("The team is ranked two places above us.", [("two", 2, 2, 2, "exact", N, "places")]),
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
    "They meet again in three days.",
    "He fell ill three weeks after the storm.",
    "She won by a ratio of 3-to-1.",
    "The judges ruled 5 to 4.",
    "The First Amendment is old.",
    "He sat in the second row in the first half.",
    "It was shot in 4K.",
    "One night it rained.",
    "The weekend of 9 and 10 July was dry.",
    "Ring the desk at 52 Long Lane.",
    "Anna Berg 31 4 12 0",
    "He watched the 2016 elections.",
    "Airbus showed its new 350 plane.",
    "They scored after 22 minutes.",
    "It was his first and last word.",
    "The Gang of Eight met before the Six-Day War.",
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
    assert figures.same(_figure(0.2, 0.2, 0.2, "exact", "share"), _figure(20, 20, 20, "exact", "percent"))
    assert figures.same(_figure(2, 2, 2, "exact", "hours"), _figure(None, None, 125, "about", "minutes"))
    assert not figures.same(_figure(0.2, 0.2, 0.2, "exact", "share"), _figure(40, 40, 40, "exact", "percent"))
    assert not figures.same(_figure(None, 40, None, "part of"), _figure(None, 150, None, "part of"))
    assert not figures.same(forty, _figure(50, None, 50, "at least"))
    assert not figures.same(forty, _figure(40, 40, 40, "exact", "percent"))

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportedly.mentions import days
from reportedly.model import Day, Published

if TYPE_CHECKING:
    from .conftest import Parse

WEDNESDAY = Published("2016-09-14", "2016-09-14", "meta")

ABSOLUTE = [
    ("On 12 September 2016 he left.", "12 September 2016", "2016-09-12", "2016-09-12"),
    ("It began on Sept. 11, 2001.", "Sept. 11, 2001", "2001-09-11", "2001-09-11"),
    ("It ran from May until 2-4 June 2015.", "2-4 June 2015", "2015-06-02", "2015-06-04"),
    ("It opened in March 2015.", "March 2015", "2015-03", "2015-03"),
    ("It closed in early March 2015.", "early March 2015", "2015-03-01", "2015-03-10"),
    ("It closed at the end of February 2015.", "the end of February 2015", "2015-02-21", "2015-02-28"),
    ("He was born in 1984.", "1984", "1984", "1984"),
    ("In 2012–13 it closed.", "2012–13", "2012", "2013"),
    ("In the 1990s it grew.", "the 1990s", "1990", "1999"),
    ("In the mid-1990s it grew.", "the mid-1990s", "1993", "1995"),
    ("In the 19th century it grew.", "the 19th century", "1801", "1900"),
    ("In the summer of 2014 it grew.", "the summer of 2014", "2014-06", "2014-08"),
    ("In the first quarter of 2016 sales rose.", "the first quarter of 2016", "2016-01", "2016-03"),
    ("Filed 2016-09-12 by the desk.", "2016-09-12", "2016-09-12", "2016-09-12"),
    ("Filed 23/9/2016 by the desk.", "23/9/2016", "2016-09-23", "2016-09-23"),
]

RELATIVE = [
    ("It happened on Tuesday, the firm said.", "Tuesday", "2016-09-13", "2016-09-13"),
    ("It happened on Wednesday, the firm said.", "Wednesday", "2016-09-14", "2016-09-14"),
    ("It happened last Wednesday.", "last Wednesday", "2016-09-07", "2016-09-07"),
    ("He will speak on Tuesday.", "Tuesday", "2016-09-20", "2016-09-20"),
    ("They expect her to win Monday's debate.", "Monday", "2016-09-19", "2016-09-19"),
    ("The two met ahead of Friday's vote.", "Friday", "2016-09-16", "2016-09-16"),
    ("He is due to speak next Friday.", "next Friday", "2016-09-16", "2016-09-16"),
    ("The ferry has been cancelled until Thursday.", "Thursday", "2016-09-15", "2016-09-15"),
    ("He said that the bridge would open on Friday.", "Friday", "2016-09-16", "2016-09-16"),
    ("The shop closed on Friday night.", "Friday night", "2016-09-09", "2016-09-09"),
    ("It rains today.", "today", "2016-09-14", "2016-09-14"),
    ("It rained yesterday.", "yesterday", "2016-09-13", "2016-09-13"),
    ("It will rain tomorrow.", "tomorrow", "2016-09-15", "2016-09-15"),
    ("Last week it rose.", "Last week", "2016-09-05", "2016-09-11"),
    ("It fell at the weekend.", "the weekend", "2016-09-10", "2016-09-11"),
    ("Last year it rose.", "Last year", "2015", "2015"),
    ("It rose late last year.", "late last year", "2015-09", "2015-12"),
    ("Earlier this month it rose.", "Earlier this month", "2016-09", "2016-09-14"),
    ("Earlier in September, a report came.", "Earlier in September", "2016-09", "2016-09-14"),
    ("Over the past year they fled.", "the past year", "2015-09-14", "2016-09-14"),
    ("In the last three months it fell.", "the last three months", "2016-06-14", "2016-09-14"),
    ("In the coming weeks it will fall.", "the coming weeks", "2016-09-14", None),
    ("Of late, it falls.", "Of late", None, "2016-09-14"),
    ("In recent years it fell.", "recent years", None, "2016-09-14"),
    ("He died two years ago.", "two years ago", "2014", "2014"),
    ("He died three days ago.", "three days ago", "2016-09-11", "2016-09-11"),
    ("It opened on June 3: a first.", "June 3", "2016-06-03", "2016-06-03"),
    ("It will open on June 3.", "June 3", "2017-06-03", "2017-06-03"),
    ("It opened in November.", "November", "2015-11", "2015-11"),
    ("This summer it grew.", "This summer", "2016-06", "2016-08"),
    ("It grew in the second half of this year.", "the second half of this year", "2016-07", "2016-12"),
]


@pytest.mark.parametrize(("text", "words", "earliest", "latest"), ABSOLUTE, ids=[case[1] for case in ABSOLUTE])
def test_absolute(text: str, words: str, earliest: str, latest: str, parsed: Parse) -> None:
    for published in (Published(), WEDNESDAY):
        found = {day.text: day for day in days.find(text, parsed(text), published)}[words]
        assert (found.earliest, found.latest, found.basis) == (earliest, latest, "absolute")


@pytest.mark.parametrize(("text", "words", "earliest", "latest"), RELATIVE, ids=[case[0] for case in RELATIVE])
def test_relative(text: str, words: str, earliest: str | None, latest: str | None, parsed: Parse) -> None:
    (found,) = days.find(text, parsed(text), WEDNESDAY)
    assert (found.text, found.earliest, found.latest) == (words, earliest, latest)
    assert found.basis == "relative to publication"


BESIDE_YEARS = [
    # words of a page of 14 September 2016 that names years of its own, the expression, where it begins
    ("The mill burned in 1949. It shut again on Monday.", "Monday", "2016-09-12"),
    ("They merged on 3 May 1985. On Aug. 7 the board met.", "Aug. 7", "2016-08-07"),
    ("He led the club from 2009 until May.", "May", "2016-05"),
    ("In May this year the firm, founded in 2009, failed.", "May this year", "2016-05"),
    ("In 2009 it grew, and in October last year it shrank.", "October last year", "2015-10"),
    ("The law, passed in May 2012, took effect in August.", "August", "2016-08"),
    ("They met in March and June 2012.", "March", "2012-03"),
    ("They met in November and January 2012.", "November", "2011-11"),
    ("The club was sold on 3 May 2012 and dissolved on 6 June.", "6 June", "2012-06-06"),
    ("The fair opens on Saturday.", "Saturday", "2016-09-17"),
    ("The driver faces a charge after the Saturday crash.", "Saturday", "2016-09-10"),
]


@pytest.mark.parametrize(("text", "words", "earliest"), BESIDE_YEARS, ids=[case[0] for case in BESIDE_YEARS])
def test_years_in_the_text_are_background(text: str, words: str, earliest: str, parsed: Parse) -> None:
    found = {day.text: day.earliest for day in days.find(text, parsed(text), WEDNESDAY)}
    assert found[words] == earliest


def test_only_many_old_years_make_a_history(parsed: Parse) -> None:
    few = "He left in 1940. He came back in 1941 and died in 1949. It was sold in May."
    assert days.find(few, parsed(few), WEDNESDAY)[-1].earliest == "2016-05"
    many = "".join(f"A ship sank in {year}. " for year in range(1930, 1940)) + "Another sank in May."
    assert days.find(many, parsed(many), WEDNESDAY)[-1].earliest == "1939-05"


@pytest.mark.parametrize("text", [case[0] for case in RELATIVE])
def test_unresolved_without_a_day_of_publication(text: str, parsed: Parse) -> None:
    for published in (
        Published(),
        Published("2016-09", "2016-09", "url"),
        Published("2016-09-13", "2016-09-14", "url"),
    ):
        (found,) = days.find(text, parsed(text), published)
        assert (found.earliest, found.latest) == (None, None)
        assert found.basis.startswith("unresolved: the day of publication is")


def test_relative_to_a_day_in_the_text(parsed: Parse) -> None:
    text = "She met him on 30 April 2015. The next day she left, and two weeks later he followed."
    found = days.find(text, parsed(text), Published())
    assert [(d.text, d.earliest, d.latest) for d in found[1:]] == [
        ("The next day", "2015-05-01", "2015-05-01"),
        ("two weeks later", "2015-05-11", "2015-05-17"),
    ]
    assert found[1].basis == 'relative to "30 April 2015"'


def test_no_day_to_follow(parsed: Parse) -> None:
    (found,) = days.find("The next day she left.", parsed("The next day she left."), Published())
    assert found.basis == "unresolved: the text names no day that it could follow"


@pytest.mark.parametrize(
    "text",
    ["He may march on.", "Theresa May spoke.", "Some 2000 workers came.", "Call 555-1234.", "The steel springs broke.",
     "The fall of the city shocked them.", "The Long March began.", "A second man came.",
     "He told USA Today so.", "She edits the China Daily.", "She met the former."],
)  # fmt: skip
def test_no_days(text: str, parsed: Parse) -> None:
    assert days.find(text, parsed(text), WEDNESDAY) == ()


def test_ambiguous_numeric_date_is_left_open(parsed: Parse) -> None:
    (found,) = days.find("Filed 3/4/2016 by the desk.", parsed("Filed 3/4/2016 by the desk."), WEDNESDAY)
    assert (found.earliest, found.basis) == (None, "unresolved: the day and the month cannot be told apart")


def test_same() -> None:
    def day(earliest: str | None, latest: str | None) -> Day:
        return Day(0, 1, "x", earliest, latest, "absolute")

    assert days.same(day("2016-09", "2016-09"), day("2016-09-12", "2016-09-12"))
    assert not days.same(day("2016-08", "2016-08"), day("2016-09-12", "2016-09-12"))
    assert days.same(day(None, "2016-09-12"), day("2015", "2015"))
    assert not days.same(day(None, None), day("2015", "2015"))


TYPED = [
    # words of a page of 14 September 2016, the expression, TimeML's type and value
    ("He was jailed for three years.", "three years", "duration", "P3Y"),
    ("He served a ten-day sentence.", "ten-day", "duration", "P10D"),
    ("It lasted over nine months.", "over nine months", "duration", "P9M"),
    ("It took half an hour.", "half an hour", "duration", "PT0.5H"),
    ("It took a few weeks.", "a few weeks", "duration", "PXW"),
    ("It took two and a half years.", "two and a half years", "duration", "P2.5Y"),
    ("The 31-year-old fled.", "31-year-old", "duration", "P31Y"),
    ("They talked for decades.", "decades", "duration", "PXDE"),
    ("It earns 40 kroner per day.", "per day", "duration", "P1D"),
    ("Over the past year they fled.", "the past year", "duration", "P1Y"),
    ("It meets every Tuesday.", "every Tuesday", "set", "XXXX-WXX-2"),
    ("On Mondays it closes.", "Mondays", "set", "XXXX-WXX-1"),
    ("It is printed daily.", "daily", "set", "XXXX-XX-XX"),
    ("It meets every two weeks.", "every two weeks", "set", "P2W"),
    ("It floods each winter.", "each winter", "set", "XXXX-WI"),
    ("The shop closed on Friday night.", "Friday night", "time", "2016-09-09TNI"),
    ("It rang on 3 May 2015 at 5:30 p.m. sharp.", "5:30 p.m.", "time", "2015-05-03T17:30"),
    ("It rang at midnight on 3 May 2015.", "midnight", "time", "2015-05-03T24:00"),
    ("It rang at 5:30 p.m. and stopped.", "5:30 p.m.", "time", "XXXX-XX-XXT17:30"),
    ("They left early in the morning of 3 May 2015.", "early in the morning of 3 May 2015", "time", "2015-05-03TMO"),
    ("He is now in charge.", "now", "date", "PRESENT_REF"),
    ("Of late, it falls.", "Of late", "date", "PAST_REF"),
    ("The former mayor spoke.", "former", "date", "PAST_REF"),
    ("Last week it rose.", "Last week", "date", "2016-W36"),
    ("It closed in early March 2015.", "early March 2015", "date", "2015-03"),
    ("In the summer of 2014 it grew.", "the summer of 2014", "date", "2014-SU"),
    ("In the late 1990s it grew.", "the late 1990s", "date", "199"),
    ("In the second half of 2015 it grew.", "the second half of 2015", "date", "2015-H2"),
    ("It ended by Christmas 2015.", "Christmas 2015", "date", "2015-12-25"),
    ("It began at Easter 2016.", "Easter 2016", "date", "2016-03-27"),
    ("In 2012–13 it closed.", "2012–13", "date", None),
    ("The temple burned in August 480 BC.", "August 480 BC", "date", "BC0480-08"),
    ("It stood in the 4th century BC.", "the 4th century BC", "date", "BC03"),
    ("It was quiet at that time.", "that time", "date", None),
    ("Then came two months of fierce battles, and peace.", "two months of fierce battles", "duration", "P2M"),
    ("It broke in the first year of the war.", "the first year of the war", "duration", "P1Y"),
    ("In the intervening years it grew.", "the intervening years", "duration", "PXY"),
    ("They fled in the early morning hours.", "the early morning hours", "date", "XXXX-XX-XXTMO"),
    ("It was a long time ago.", "a long time ago", "date", "PAST_REF"),
    ("He left the day before the vote.", "the day before", "date", None),
]


@pytest.mark.parametrize(("text", "words", "kind", "value"), TYPED, ids=[case[1] for case in TYPED])
def test_type_and_value(text: str, words: str, kind: str, value: str | None, parsed: Parse) -> None:
    found = {day.text: (day.type, day.value) for day in days.find(text, parsed(text), WEDNESDAY)}
    assert found[words] == (kind, value)


def test_a_length_and_a_repeated_time_have_no_days(parsed: Parse) -> None:
    text = "For three years it closed every Tuesday."
    for day in days.find(text, parsed(text), WEDNESDAY):
        assert (day.earliest, day.latest, day.basis) == (None, None, "absolute")


def test_a_day_before_our_era_has_only_a_value(parsed: Parse) -> None:
    text = "The war ran from 499 to 493 BC. In 480 BC it broke out again, and in August it ended."
    found = days.find(text, parsed(text), Published())
    assert [(day.text, day.value) for day in found] == [
        ("499", "BC0499"), ("493 BC", "BC0493"), ("480 BC", "BC0480"), ("August", "BC0480-08"),
    ]  # fmt: skip
    assert {day.basis for day in found} == {"unresolved: days before our era have no ISO prefix"}


def test_both_ends_of_a_range_of_years(parsed: Parse) -> None:
    text = "The war (1954–1962) was long."
    assert [day.earliest for day in days.find(text, parsed(text), Published())] == ["1954", "1962"]


HISTORY = (
    "The war began in 1936, after the coup of 1934 and the strike of 1935. On 3 March 1937 the town fell. In May the "
    "bridge burned. By the end of the year both sides were tired, and in the winter they rested. Two days after the "
    "election of 1938, which had been promised since 1931, the army rose again in June."
)


@pytest.mark.parametrize("published", [Published(), WEDNESDAY], ids=["unknown age", "known age"])
def test_history_goes_by_its_own_clock(published: Published, parsed: Parse) -> None:
    found = {day.text: day.earliest for day in days.find(HISTORY, parsed(HISTORY), published)}
    assert found["May"] == "1937-05"
    assert found["the end of the year"] == "1937-09"
    assert found["the winter"] == "1937-12"


def test_news_that_names_old_years_goes_by_its_publication(parsed: Parse) -> None:
    text = HISTORY + " The board met on Monday, and yesterday the club said that it would close in May."
    found = days.find(text, parsed(text), WEDNESDAY)
    assert {day.text: day.earliest for day in found}["Monday"] == "2016-09-12"
    assert found[-1].earliest == "2017-05"


def test_a_day_without_a_day_of_publication_has_a_value_still(parsed: Parse) -> None:
    text = "He left on Wednesday. On 3 May he had come, and in June they met."
    assert [day.value for day in days.find(text, parsed(text), Published())] == ["XXXX-WXX-3", "XXXX-05-03", "XXXX-06"]

"""One line of a page, recognised by its own wording."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.model import BlockKind, Topic
from reportedly.page.bylines import name_and_office, opening_dateline
from reportedly.page.lines import (
    Moment,
    byline_names,
    dateline,
    kind_by_wording,
    moment,
    moment_within,
    moments,
    names_section,
    section_name,
    tag_names,
    tells_time,
    topic,
)
from reportedly.page.publisher import publisher_from_furniture


@pytest.mark.parametrize(
    ("line", "iso", "label"),
    [
        ("Monday, November 18, 2019 11:03 PM", "2019-11-18T23:03:00", None),
        ("18 Nov 2019, 14:03 BST", "2019-11-18T14:03:00+01:00", None),
        ("2019-11-18T14:03:00Z", "2019-11-18T14:03:00+00:00", None),
        ("2019-11-18T14:03:00+0530", "2019-11-18T14:03:00+05:30", None),
        ("Published 3:14 PM EST, Tue November 12, 2019", "2019-11-12T15:14:00-05:00", "published"),
        ("Last modified on Mon 18 Nov 2019 14.03 GMT", "2019-11-18T14:03:00+00:00", "modified"),
        ("Posted on November 8th, 2019", "2019-11-08", "published"),
        ("12:05 a.m. on 1 May 2019", "2019-05-01T00:05:00", None),
        ("18. November 2019, 14:03 Uhr", "2019-11-18T14:03:00", None),
        ("18 novembre 2019 à 14h03", "2019-11-18T14:03:00", None),
        ("18 ноября 2019", "2019-11-18", None),
        ("2019年11月18日", "2019-11-18", None),
        ("Nov 18, 2019 · 5 min read", "2019-11-18", None),
        ("May 2019", "2019-05", None),
    ],
)
def test_moment_reads_what_pages_print(line: str, iso: str, label: str | None) -> None:
    found = moment(line)
    assert found is not None
    assert (found.iso, found.label) == (iso, label)


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        # Offset 3 and day 17; 31 is no offset.
        ("08:18 GMT +317 November 2019", "2019-11-17T08:18:00+03:00"),
        ("08:18 GMT +1112 November 2019", "2019-11-12T08:18:00+11:00"),
        # 1 and 12, or 11 and 2: only the month is sure.
        ("08:18 GMT +112 November 2019", "2019-11"),
    ],
)
def test_moment_splits_an_offset_from_the_day_it_runs_into(line: str, iso: str) -> None:
    found = moment(line)
    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("03/04/2019", "2019"),
        ("23/04/2019", "2019-04-23"),
        ("04/23/2019", "2019-04-23"),
        ("04/04/2019", "2019-04-04"),
        ("03.04.2019", "2019-04-03"),
    ],
)
def test_a_date_in_figures_keeps_only_what_is_sure(line: str, day: str) -> None:
    found = moment(line)
    assert found is not None
    assert found.day == day


def test_two_moments_in_a_line_are_told_apart() -> None:
    first, second = moments("21:41 28.09.2016(updated 21:50 28.09.2016)")
    assert (first.label, first.clock) == ("published", "21:41")
    assert (second.label, second.clock) == ("modified", "21:50")
    found = moment("Updated 9 May 2020 | Published 8 May 2020")
    assert found is not None
    assert found.day == "2020-05-08"


@pytest.mark.parametrize(
    "line",
    [
        "The war of May 2019",
        "31 February 2019",
        "99/99/2019",
        "He was born on 3 March 1960.",
        "2019",
        "",
        "2 hours ago",
    ],
)
def test_moment_is_none_for_anything_else(line: str) -> None:
    assert moment(line) is None


def test_a_clock_or_a_day_without_its_year_tells_time_but_is_no_moment() -> None:
    for line in ("14:03", "3:14 PM", "2 hours ago", "Nov 18", "5 May, 14:03", "Yesterday"):
        assert tells_time(line)
        assert moment(line) is None
    assert not tells_time("May said no")


def test_moment_within_finds_the_day_behind_a_name() -> None:
    found = moment_within("Jane Doe | Nov 8, 2019")
    assert found is not None
    assert found.day == "2019-11-08"


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        (
            "navigation",
            [
                "Listen Live", "Get short URL", "Skip to content", "Share on Facebook", "Facebook Twitter Email",
                "Follow us on Twitter", "Sign in", "Subscribe to our newsletter", "Home > World > Europe", "• Home",
                "We use cookies to improve your experience.",
            ],
        ),
        (
            "comment",
            [
                "0 Comments", "Leave a reply", "Post a comment", "Community standardsDiscussion",
                "Comment via FacebookComment via Someone", "Comments powered by Disqus.",
            ],
        ),
        ("advertisement", ["Advertisement", "ADVERTISEMENT", "Story continues below advertisement"]),
        (
            "credit",
            [
                "© AFP 2019 / A. NAME", "© AFP 2019", "Photo: Jane Doe", "Image credit: Jane Doe", "Getty Images",
                "REUTERS/Jane Doe", "(AP Photo/Jane Doe)", "Jane Doe/Getty Images",
                "(Reporting by Jane Doe; Editing by John Roe)",
            ],
        ),
        (
            "correction",
            ["Correction: the age was wrong.", "An earlier version of this article misstated the age."],
        ),
        ("timestamp", ["Nov 18, 2019", "2 hours ago", "Last Updated : Nov 20, 2019 01:41 PM IST | Source: Somewhere"]),
        ("byline", ["By Jane Doe", "By JANE DOE and JOHN ROE, Political Editor", "Reuters Staff"]),
        ("topic", ["Some Topic (269)"]),
        ("tag", ["Tags: ferries, harbours", "Tags:"]),
        ("related", ["Read more: Ferry sinks", "RELATED: Ferry sinks", "Most read", "More from Politics"]),
        (
            "caption",
            [
                "Image caption The ferry left the harbour", "PHOTO: A ferry leaves the harbour of the city on Monday.",
                "Above: the ferry", "The ferry leaves the harbour. (AP Photo/Jane Doe)",
            ],
        ),
        ("other", ["© 2019 The Harbour Post. All rights reserved", "* * *"]),
    ],
)  # fmt: skip
def test_kind_by_wording(kind: BlockKind, lines: list[str]) -> None:
    assert {line: kind_by_wording(line) for line in lines} == dict.fromkeys(lines, kind)


@pytest.mark.parametrize(
    "line",
    [
        "Facebook said it would remove the posts.",
        "More than 40 people died in the fire.",
        "By Monday, the army had left",
        "By the time he arrived, the house was gone.",
        '"I don\'t know," he said.',
        "Q: What do you think?",
        "Yes.",
        "Middle East",
        "Minister quits over ferry contract",
        "Related to this is the question of money.",
        "Sharing the news with his family was hard, he said.",
        "Updated figures show that the ferry company lost money in March, the ministry said.",
        "Correction officers were among the dead.",
        "He will follow the minister.",
        "Comments by the minister angered the union.",
        "Advertising is a hard business, she said.",
        "The film (2019)",
        "More to follow",
    ],
)
def test_prose_is_not_furniture(line: str) -> None:
    assert kind_by_wording(line) is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("By JANE DOE and JOHN ROE, Political Editor", ("JANE DOE", "JOHN ROE")),
        ("By Jane Doe in London and John Roe in Paris", ("Jane Doe", "John Roe")),
        ("By Jane Doe | Nov 8, 2019", ("Jane Doe",)),
        ("Jane Doe, Political Editor", ("Jane Doe",)),
        ("By Ludwig van der Name", ("Ludwig van der Name",)),
        ("By Reuters", ("Reuters",)),
        ("The Associated Press", ("The Associated Press",)),
        ("By the Numbers", ()),
        ("By train", ()),
        ("Jane Doe, who was 43, died.", ()),
    ],
)
def test_byline_names(line: str, names: tuple[str, ...]) -> None:
    assert byline_names(line) == names


@pytest.mark.parametrize(
    ("paragraph", "prefix"),
    [
        ("WASHINGTON (Reuters) — The minister", "WASHINGTON (Reuters)"),
        ("MOSCOW, March 3 (AP) - The minister", "MOSCOW, March 3 (AP)"),
        ("(Reuters) - The minister", "(Reuters)"),
        ("LONDON — The minister", "LONDON"),
        ("Washington (CNN)The minister", "Washington (CNN)"),
        ("MOSCOW, November 7. /TASS/. The minister", "MOSCOW, November 7. /TASS/."),
        ("I — who knew nothing — stayed", None),
        ("US-LED forces left", None),
        ("The man (Smith) - a driver - left", None),
    ],
)
def test_dateline(paragraph: str, prefix: str | None) -> None:
    assert dateline(paragraph) == prefix


def test_topic_takes_a_count_but_no_year() -> None:
    assert topic("Ferries of the North (1,269)") == Topic("Ferries of the North", 1269)
    assert topic("The Ferry (2019)") is None
    assert topic("November 2018 (31)") is None


def test_tags_and_sections() -> None:
    assert tag_names("Tags: ferries, harbours; the sea") == ("ferries", "harbours", "the sea")
    assert tag_names("#ferries #the sea") == ("ferries", "the sea")
    assert names_section("Middle East")
    assert names_section("News / World")
    assert not names_section("Minister quits")


@pytest.mark.parametrize(
    ("lines", "publisher"),
    [
        (["Comment via FacebookComment via Harbour"], "Harbour"),
        (["© 2019 The Harbour Post. All rights reserved"], "The Harbour Post"),
        (["Ferry sinks off the coast | Harbour Post", "About Harbour Post"], "Harbour Post"),
        (["Follow Harbour Post on Facebook"], "Harbour Post"),
        (["Harbour Post Homepage"], "Harbour Post"),
        (["Comment via Facebook", "Follow us on Facebook", "© AFP 2019 / A. NAME", "Share"], None),
    ],
)
def test_publisher_only_where_the_page_says_it(lines: list[str], publisher: str | None) -> None:
    assert publisher_from_furniture(lines, "Ferry sinks off the coast") == publisher


LINE = st.text(max_size=300) | st.lists(
    st.sampled_from(
        ["By ", "© ", "20", "Nov ", "18", ":", "(", ")", "Comments ", "GMT +", "/", "The ", "said", ". ", "#"]
    ),
    max_size=40,
).map("".join)


@given(LINE)
def test_no_recogniser_raises(line: str) -> None:
    assert kind_by_wording(line) in (None, *get_args(BlockKind))
    for found in moments(line):
        assert found.iso.startswith(found.day)
    prefix = dateline(line)
    assert prefix is None or prefix in line
    assert all(name in line for name in byline_names(line))
    assert all(name in line for name in tag_names(line))
    topic(line)
    tells_time(line)
    names_section(line)
    moment_within(line)
    publisher_from_furniture([line, line])


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Crime Published On May 10, 2022 01:52 PM", "Crime"),
        ("• News", "News"),
        ("Filed under: Local news", "Local news"),
        ("World | 10 May 2022", "World"),
        ("Politics Updated: 5 hours ago", "Politics"),
        ("Business Last updated on Monday, 4 March 2021", "Business"),
        ("Opinion Author: Jane Doe", "Opinion"),
        ("Coronavirus Update", "Coronavirus Update"),
        ("Food & drink", "Food & drink"),
        ("Out of the house", "Out of the house"),
        ("Arts, books and music", "Arts, books and music"),
    ],
)
def test_the_name_of_a_section_has_nothing_around_it(line: str, name: str) -> None:
    assert section_name(line) == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Mark Ellery Housing correspondent", "Mark Ellery"),
        ("Anna Maria Holm Political editor", "Anna Maria Holm"),
        ("Jane van Doe Health and social affairs correspondent", "Jane van Doe"),
        ("Jane Doe reporter", "Jane Doe"),
        ("The Housing correspondent", None),
        ("Chief Political Correspondent", None),
        ("Letters to the editor", None),
        ("Jane Doe is a reporter", None),
    ],
)
def test_a_name_and_an_office(line: str, name: str | None) -> None:
    assert name_and_office(line) == name


def test_a_month_in_turkish_capitals_is_read() -> None:
    assert moments("31 JUİL 2019") == (Moment("2019-07-31"),)


@pytest.mark.parametrize(
    ("paragraphs", "found"),
    [
        (["NORVIK: The harbour tunnel was shut on Monday after water came in, the road authority said."], "NORVIK"),
        (["NORVIK: Shut."], None),
        (["BREAKING: The harbour tunnel was shut on Monday after water came in, the road authority said."], None),
        (
            [
                "HOLM: You were the first to see that the harbour tunnel took in water. What did you think then?",
                "BERG: That it would be shut within a week, and that nobody would say why until much later.",
            ],
            None,
        ),
        (["First things first.", "NORVIK (AP) — The tunnel was shut."], "NORVIK (AP)"),
    ],
)
def test_opening_dateline(paragraphs: list[str], found: str | None) -> None:
    assert opening_dateline(paragraphs) == found

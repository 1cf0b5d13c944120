"""Flattened text to labelled pieces."""

from __future__ import annotations

import time
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.model import READ_FOR_CLAIMS, BlockKind, Published, Topic
from reportedly.page.dump import read_dump
from reportedly.page.units import units

if TYPE_CHECKING:
    from pathlib import Path

FIRST = (
    "The ferry company signed a contract without a tender, a report found on Monday, and the minister who signed it "
    "said that he would resign by the end of the week."
)
SECOND = (
    '"I have lost the trust of the house," he told reporters at the harbour, where two ferries have been lying idle '
    "since the spring because nobody paid for their repair."
)
THIRD = (
    "The opposition welcomed the news and asked for an early election, while the union of seamen said that it would "
    "rather have its wages than another minister."
)
HEADLINE = "Minister Quits After Report on Ferry Contract"
SCRAPED = f"""\
10:05 GMT +218 May 2020
Listen Live
    Two ferries lie idle in the harbour of the capital.

    {HEADLINE}

    © AFP 2020 / A. NAME
    Europe
    Get short URL
    Ferries in Trouble (31)

    {FIRST}

    {SECOND}

    {THIRD}

    Ferries in Trouble (31)


    Harbour Workers March on Parliament
    Is the Ferry Dead or Not? Islanders Cannot Decide
    ferry, contract, minister, harbour
    Community standardsDiscussion
    Comment via FacebookComment via Harbour
"""


@pytest.mark.parametrize(
    ("furniture", "publisher"),
    [
        (["TITLE | North Isle Post", "© 2020 NIP Holdings, Inc. All Rights Reserved"], "North Isle Post"),
        (["Follow Harbour English", "© 2020 Harbour Media Network"], "Harbour English"),
        (["Follow Jane Doe", "© 2020 Harbour Media Network"], "Harbour Media Network"),
        (["TITLE - The Harbour", "© 2020 Harbour Ltd"], "The Harbour"),
        (["© 2020 NIP Holdings, Inc. All Rights Reserved"], "NIP"),
        (["Copyright 2020 Quayside GmbH"], "Quayside"),
        (["© 2020 The Harbour Times. All rights reserved."], "The Harbour Times"),
        (["TITLE - part two"], None),
    ],
)
def test_the_site_s_own_name_goes_before_its_owner_s(furniture: list[str], publisher: str | None) -> None:
    lines = [line.replace("TITLE", HEADLINE) for line in furniture]
    text = "\n\n".join([*lines[:1], HEADLINE, FIRST, SECOND, THIRD, "Home", *lines[1:]])
    assert read_dump(text)[1].publisher == publisher


def kinds_of(text: str) -> list[tuple[BlockKind, str]]:
    return [(piece.kind, piece.text) for piece in read_dump(text)[0]]


def spoken(text: str) -> list[str]:
    return [piece.text for piece in read_dump(text)[0] if piece.kind in READ_FOR_CLAIMS and piece.kind != "headline"]


def test_a_scraped_page_has_each_line_in_its_place() -> None:
    assert kinds_of(SCRAPED) == [
        ("timestamp", "10:05 GMT +218 May 2020"),
        ("navigation", "Listen Live"),
        ("caption", "Two ferries lie idle in the harbour of the capital."),
        ("headline", HEADLINE),
        ("credit", "© AFP 2020 / A. NAME"),
        ("section", "Europe"),
        ("navigation", "Get short URL"),
        ("topic", "Ferries in Trouble (31)"),
        ("body", FIRST),
        ("body", SECOND),
        ("body", THIRD),
        ("topic", "Ferries in Trouble (31)"),
        ("related", "Harbour Workers March on Parliament"),
        ("related", "Is the Ferry Dead or Not? Islanders Cannot Decide"),
        ("tag", "ferry, contract, minister, harbour"),
        ("comment", "Community standardsDiscussion"),
        ("comment", "Comment via FacebookComment via Harbour"),
    ]


def test_a_scraped_page_says_who_and_when_it_was_seen_but_not_when_it_was_published() -> None:
    facts = read_dump(SCRAPED)[1]
    assert facts.publisher == "Harbour"
    assert facts.headline == HEADLINE
    assert facts.section == ("Europe",)
    assert facts.topics == (Topic("Ferries in Trouble", 31),)
    assert facts.tags == ("ferry", "contract", "minister", "harbour")
    assert facts.captions == ("Two ferries lie idle in the harbour of the capital.",)
    assert facts.credits == ("© AFP 2020 / A. NAME",)
    assert facts.related == (
        "Harbour Workers March on Parliament",
        "Is the Ferry Dead or Not? Islanders Cannot Decide",
    )
    assert facts.retrieved == "2020-05-18T10:05:00+02:00"
    assert facts.published == Published(None, None, "none")


@pytest.mark.parametrize(
    "dates",
    [
        ["By Jane Doe", "18 May 2020"],
        ["18 May 2020, 14:03 BST", "By Jane Doe"],
        ["By Jane Doe | May 18, 2020"],
        ["Published: 18 May 2020 | Updated: 19 May 2020", "By Jane Doe"],
    ],
)
def test_a_day_beside_the_headline_is_the_day_of_publication(dates: list[str]) -> None:
    facts = read_dump("\n\n".join([HEADLINE, *dates, FIRST, SECOND, THIRD]))[1]
    assert facts.published == Published("2020-05-18", "2020-05-18", "text")
    assert facts.bylines == ("Jane Doe",)
    assert facts.retrieved is None


def test_a_name_and_an_office_under_the_headline_are_a_byline() -> None:
    text = "\n\n".join([HEADLINE, "Mark Ellery Housing correspondent", FIRST, SECOND, THIRD])
    assert read_dump(text)[1].bylines == ("Mark Ellery",)
    assert spoken(text) == [FIRST, SECOND, THIRD]


def test_a_labelled_day_below_the_report_counts() -> None:
    foot = ["First published on 18 May 2020", "Last updated: 20 May 2020"]
    facts = read_dump("\n\n".join([HEADLINE, FIRST, SECOND, THIRD, *foot]))[1]
    assert facts.published.earliest == "2020-05-18"
    assert facts.modified == "2020-05-20"


def test_a_day_inside_the_prose_is_not_the_day_of_publication() -> None:
    facts = read_dump(f"{HEADLINE}\n\n{FIRST}\n\nThe contract was signed on 3 March 2017, he said.\n\n{THIRD}")[1]
    assert facts.published.basis == "none"


def test_menus_rails_and_comments_around_a_report_are_not_read() -> None:
    page = [
        "Home", "World", "Sport", "Sign in", "", HEADLINE, "By Jane Doe", "18 May 2020", "0 Comments", "", FIRST, "",
        SECOND, "Read more: Ferry sinks", THIRD, "", "3 Comments", "I never liked that minister at all, to be honest.",
        "Reply", "More from Politics", "Harbour Workers March on Parliament", "Privacy Policy",
        "© 2020 The Harbour Post. All rights reserved.",
    ]  # fmt: skip
    assert spoken("\n".join(page)) == [FIRST, SECOND, THIRD]


def test_a_sentence_under_the_headline_and_over_the_byline_is_the_standfirst() -> None:
    standfirst = "A contract for two ferries has cost a minister his office."
    pieces, facts = read_dump("\n\n".join([HEADLINE, standfirst, "By Jane Doe", "18 May 2020", FIRST, SECOND, THIRD]))
    assert facts.standfirst == standfirst
    assert [piece.kind for piece in pieces] == [
        "headline", "standfirst", "byline", "timestamp", "body", "body", "body",
    ]  # fmt: skip


def test_a_first_paragraph_set_unlike_the_others_is_the_standfirst() -> None:
    hard = [each.replace(" the ", " the\xa0") for each in (SECOND, THIRD, SECOND[1:], THIRD)]
    assert read_dump("\n\n".join(["Share", HEADLINE, FIRST, *hard, "0 Comments"]))[1].standfirst == FIRST


def test_subheadings_and_lists_stay_inside_the_report() -> None:
    items = ["- Two people were hurt.", "- The road is closed"]
    text = "\n\n".join([HEADLINE, FIRST, "Who signed it?", SECOND, "The contract", THIRD, *items, SECOND])
    assert [kind for kind, _ in kinds_of(text)] == [
        "headline", "body", "body", "body", "subheading", "body", "list", "list", "body",
    ]  # fmt: skip


@pytest.mark.parametrize("head", ["Most read in world news", "More:", "READ MORE", "Related stories"])
def test_headlines_below_a_head_inside_the_report_are_not_its_list(head: str) -> None:
    rail = ["- Islanders cannot decide on a bridge", "Harbour workers march on parliament", "• Fares go up"]
    text = "\n\n".join([HEADLINE, FIRST, SECOND, head, *rail, THIRD, "- Two were hurt.", "- A man died.", SECOND])
    assert [kind for kind, said in kinds_of(text) if said in rail] == ["related"] * 3
    assert spoken(text) == [FIRST, SECOND, THIRD, "- Two were hurt.", "- A man died.", SECOND]


@pytest.mark.parametrize(
    "prose",
    [
        "The minister said on Monday that he would resign.",
        "Minister resigns",
        f"{FIRST} {SECOND}",
        f"{FIRST}\n\n{SECOND}\n\nYes.\n\nMore to follow",
        "Q: What do you want?\nA: Money.\nQ: Why?\nA: Because the bridge is falling down.\nQ: When?\nA: Now.",
        "ANCHOR: Good evening.\nREPORTER: Thank you, Anna. It broke out at nine.\nANCHOR: Anyone hurt?\nREPORTER: No.",
        "Der Minister hat am Montag seinen Rücktritt erklärt.\n\n„Ich gehe“, sagte er.",
        "部长星期一说，他将辞职。\n\n反对党对此表示欢迎。",
    ],
)
def test_prose_alone_is_read_whole(prose: str) -> None:
    assert "".join("".join(spoken(prose)).split()) == "".join(prose.split())


@pytest.mark.parametrize("headline", [HEADLINE, HEADLINE.upper(), "Will the minister go?", "Minister tritt zurück"])
def test_a_pasted_article_may_open_with_its_headline(headline: str) -> None:
    text = f"{headline}\n\n{FIRST}\n\n{SECOND}\n\nNo.\n\n{THIRD}"
    assert read_dump(text)[1].headline == headline
    assert spoken(text) == [FIRST, SECOND, "No.", THIRD]


def test_the_times_of_a_live_blog_are_timestamps_between_its_posts() -> None:
    text = f"Ferry crisis: live updates\n\n14:32\n\n{FIRST}\n\n14:10\n\n{SECOND}\n\n13:55\n\nShort post."
    assert [kind for kind, _ in kinds_of(text)] == [
        "headline", "timestamp", "body", "timestamp", "body", "timestamp", "body",
    ]  # fmt: skip


def test_a_wire_item_gives_its_dateline() -> None:
    pieces, facts = read_dump(f"{HEADLINE}\n\nHARBOUR CITY, May 18 (AP) — {FIRST}\n\n{SECOND}")
    assert facts.dateline == "HARBOUR CITY, May 18 (AP)"
    assert [piece.kind for piece in pieces] == ["headline", "body", "body"]


def test_wrapped_paragraphs_are_joined() -> None:
    text = """\
        MOSCOW, March 3 (AP) - The defence ministry said on Tuesday that its ships
        had left the harbour of the city and were heading for the open sea, where
        they would take part in an exercise with vessels of the allied states.

        A spokesman for the ministry declined to say how many ships there were, but
        two officials who asked not to be named put the number at between ten and
        fifteen.
        """
    joined = [unit.text for unit in units(dedent(text))]
    assert len(joined) == 2
    assert joined[1].endswith("between ten and fifteen.")


def test_a_sentence_that_links_cut_is_joined() -> None:
    text = "So-called \nneo-banks\n, or challenger banks, have been all the rage in \nEurope\n for years.\nThey lend.\n"
    assert [unit.text for unit in units(text)] == [
        "So-called neo-banks, or challenger banks, have been all the rage in Europe for years.",
        "They lend.",
    ]


def test_headlines_in_a_rail_are_not_joined() -> None:
    text = "    Harbour Workers March on Parliament\n    ferry, contract, minister\n    Islanders Cannot Decide\n"
    assert len(units(text)) == 3


PIECES = st.lists(
    st.sampled_from(
        [
            FIRST, SECOND, HEADLINE, "Home", "By Jane Doe", "18 May 2020", "0 Comments", "Tags: a, b", "• item",
            "—", "©",
            "\n", "\n\n",
            "    ", "\xa0", "\u2028", "\x1c", "\x00", "\ufeff",
            "word", ", or", "RELATED: x", "(31)", ".",
        ]
    ),
    max_size=40,
).map("\n".join)  # fmt: skip


@given(st.text(max_size=400) | PIECES)
def test_every_visible_character_is_in_one_piece_in_order(text: str) -> None:
    pieces, facts = read_dump(text)
    assert "".join(text.split()) == "".join("".join(piece.text for piece in pieces).split())
    assert all(piece.text.strip() for piece in pieces)
    for said in (facts.headline, facts.standfirst, facts.dateline, *facts.bylines, *facts.captions, *facts.related):
        assert said is None or "".join(said.split()) in "".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "The minister said. " * 50_000,
        "x" * 1_000_000,
        "word\n" * 50_000,
        ("a, " * 130 + "\n") * 2_000,
        ("(" * 390 + "\n") * 2_000,
        ("1 " * 95 + "\n") * 5_000,
        ("comments " * 40 + "\n") * 2_000,
    ],
    ids=["one line", "one word", "short lines", "commas", "brackets", "digits", "comments"],
)
def test_no_shape_of_input_is_slow(text: str) -> None:
    began = time.perf_counter()
    read_dump(text)
    # A megabyte takes well below a second; a pattern that backtracks would take minutes.
    assert time.perf_counter() - began < 20


def test_the_seed_page(shared: Path) -> None:
    pieces, facts = read_dump((shared / "seed" / "jumping-ship.txt").read_text(encoding="utf-8"))
    kinds = [piece.kind for piece in pieces]
    assert kinds == [
        "timestamp", "navigation", "caption", "headline", "credit", "section", "navigation", "topic", "standfirst",
        *["body"] * 12, "topic", *["related"] * 4, "tag", "comment", "comment",
    ]  # fmt: skip
    assert facts.retrieved == "2019-11-17T08:18:00+03:00"
    assert facts.published == Published(None, None, "none")
    assert [found.count for found in facts.topics] == [269]
    assert len(facts.tags) == 6
    assert len(facts.related) == 4

"""What a claim came through when its own sentence does not say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.model import Attribution

Read = Callable[..., tuple[Attribution, ...]]


def chains(read: Read, *paragraphs: str, publisher: str | None = None) -> list[list[str]]:
    return [[link.name for link in one.via] for one in read("\n".join(paragraphs), publisher=publisher)]


def test_an_interview_goes_on_until_another_occasion_is_named(read: Read) -> None:
    found = chains(
        read,
        "Ann Lee told CNN that the plan had failed.",
        "“We tried everything,” she said.",
        "Lee added that nobody was to blame.",
        "At a rally in Oslo, Lee said the plan would be back.",
        "Lee said the plan was good.",
    )
    assert found == [["CNN"], ["CNN"], ["CNN"], [], []]


@pytest.mark.parametrize(
    ("sentence", "through"),
    [
        ("Ann Lee sat down with CNN on Monday.", ["CNN"]),
        ("Ann Lee gave an interview to The Evening Post.", ["Evening Post"]),
        ("Ann Lee spoke to reporters on Monday.", []),
        ("Ann Lee sat down with CNN in 2012.", []),
    ],
)
def test_an_interview_that_is_told_of_before_it_is_quoted(read: Read, sentence: str, through: list[str]) -> None:
    assert chains(read, sentence, "“It is over,” she said.") == [through]


def test_the_host_is_no_other_occasion(read: Read) -> None:
    found = chains(
        read,
        "In an interview with Channel 9, Ann Lee said that the plan had failed.",
        "“It is over,” she told the host.",
    )
    assert found == [["Channel 9"], ["Channel 9"]]


def test_it_is_not_carried_far_or_to_others(read: Read) -> None:
    found = chains(
        read,
        "Ann Lee told CNN that the plan had failed.",
        "“It has not failed,” Bo Park said.",
        "The bridge was built in three years.",
        "It is a long bridge.",
        "Many people cross it.",
        "Lee said the bridge was safe.",
    )
    assert found == [["CNN"], [], []]


def test_an_old_interview_does_not_go_on(read: Read) -> None:
    found = chains(
        read,
        "Ann Lee told The Daily Kite on Monday that the plan had failed.",
        "“We lost,” Lee told CNN in 2012.",
        "“We will win,” Lee said.",
        publisher="The Daily Kite",
    )
    assert found == [[], ["CNN"], []]


def test_unnamed_sources_of_a_report_retold(read: Read) -> None:
    found = chains(
        read,
        "The Daily Kite reported on Monday that the bridge was unsafe.",
        "Engineers had seen cracks, a source said.",
        "“It will fall,” another source said.",
    )
    assert found == [[], ["Daily Kite"], ["Daily Kite"]]


def test_unnamed_sources_of_the_publisher_itself(read: Read) -> None:
    own = ("The Daily Kite has learned that the bridge was unsafe.", "Engineers had seen cracks, a source said.")
    assert chains(read, *own, publisher="The Daily Kite") == [[], []]


@pytest.mark.parametrize(
    ("claim", "through"),
    [
        ("Some 41 percent of respondents said they would vote for her party.", ["Gallup poll"]),
        ("Voters believe that she has failed.", ["Gallup poll"]),
        ("Some 41 percent in a Harris survey said they would vote for her.", ["Harris survey"]),
        ("The mayor believes that she has failed.", []),
    ],
)
def test_those_who_were_asked_speak_through_the_poll(read: Read, claim: str, through: list[str]) -> None:
    assert chains(read, "A Gallup poll shows that the prime minister is losing support.", claim)[-1] == through


def test_a_refusal_belongs_to_the_talk_it_is_told_with(read: Read) -> None:
    refusal = "Senior adviser Ann Lee refused to give any numbers."
    assert chains(read, refusal, "“It is a sad day,” Lee told CNN.") == [["CNN"], ["CNN"]]
    assert chains(read, "Ann Lee declined to comment.", "“It is a sad day,” Lee told CNN.")[0] == []


@pytest.mark.parametrize(
    ("lead", "through"),
    [
        ("Ann Lee said on Monday that the bridge would fall.", ["CNN"]),
        ("Ann Lee tweeted on Monday that the bridge would fall.", []),
        ("Bo Park said on Monday that the bridge would fall.", []),
        ("Ann Lee told reporters on Monday that the bridge would fall.", []),
    ],
)
def test_the_lead_came_through_what_was_quoted_below_it(read: Read, lead: str, through: list[str]) -> None:
    found = chains(read, lead, "“It cannot hold,” Lee said in an interview with CNN.")
    assert found == [through, ["CNN"]]


def test_the_lead_is_not_what_was_told_earlier(read: Read) -> None:
    found = chains(read, "Ann Lee wants to leave the party.", "Lee had earlier told CNN: “I am not happy.”")
    assert found == [[], ["CNN"]]


@pytest.mark.parametrize(
    "lines",
    [
        ("Ann Lee said the bridge would fall.", "“It will not,” Lee later told CNN."),
        ("Ann Lee said the bridge would fall.", "“It will,” Lee told reporters.", "Lee told CNN it was old."),
    ],
)
def test_the_lead_was_said_elsewhere(read: Read, lines: tuple[str, ...]) -> None:
    assert chains(read, *lines)[0] == []


def test_what_is_said_right_before_the_quotation(read: Read) -> None:
    filler = ("The bridge was built in three years.",) * 6
    found = chains(read, *filler, "Ann Lee said that the bridge would fall. “It cannot hold,” she told Fox News.")
    assert found == [["Fox News"], ["Fox News"]]


def test_a_description_that_goes_on_is_who_spoke_last(read: Read) -> None:
    found = chains(read, "Ann Lee told CNN that the plan had failed.", "“It is over,” the engineer added.")
    assert found == [["CNN"], ["CNN"]]


def test_an_interview_that_is_come_back_to(read: Read) -> None:
    filler = ("The bridge was built in three years.",) * 6
    first, back = "Ann Lee told CNN that the plan had failed.", "In the interview, Lee said the bridge was safe."
    assert chains(read, first, *filler, back) == [["CNN"], ["CNN"]]


@pytest.mark.parametrize(
    ("claim", "through"),
    [
        ("Evening Post columnist Ann Lee wrote that the bridge was unsafe.", ["Evening Post"]),
        ("Ann Lee, a columnist for The Evening Post, wrote that the bridge was unsafe.", ["Evening Post"]),
        ("The Evening Post's Ann Lee wrote that the bridge was unsafe.", ["Evening Post"]),
        ("Evening Post reporter Ann Lee asked whether the bridge was unsafe.", []),
    ],
)
def test_an_outlets_own_columnist(read: Read, claim: str, through: list[str]) -> None:
    assert chains(read, claim)[0] == through
    assert chains(read, claim, publisher="The Evening Post")[0] == []


def test_items_of_a_digest(read: Read) -> None:
    found = chains(
        read,
        "The mayor said that the bridge would close. [Reuters]",
        "The minister said that the road would open. [Bo Park, WSJ]",
        "The king said that he was tired.",
    )
    assert found == [["Reuters"], ["Wall Street Journal"], []]


def test_they_behind_what_an_outlet_says_of_them(read: Read) -> None:
    found = chains(read, "According to Reuters, officials inspected the bridge. They said that it was unsafe.")
    assert found[-1] == ["Reuters"]


def test_it_is_the_spokesman_who_is_told_of(read: Read) -> None:
    found = chains(
        read,
        "Lee's press secretary, Bo Park, told CNN that the bridge was safe.",
        "Park said that nobody was hurt.",
    )
    assert found == [["CNN"], ["CNN"]]


def test_a_description_in_the_lead_is_the_only_one_who_spoke(read: Read) -> None:
    lead = "Ann Lee said on Monday that the bridge would fall."
    assert chains(read, lead, "“It cannot hold,” the engineer told CNN.") == [["CNN"], ["CNN"]]
    others = ("Bo Park said it would not.", "“It cannot hold,” the engineer told CNN.")
    assert chains(read, lead, *others) == [[], [], ["CNN"]]


def test_what_somebody_says_of_an_interview_is_not_told_there(read: Read) -> None:
    found = chains(read, "Ann Lee said that Bo Park's interview with CNN was odd.", "She added that he was wrong.")
    assert found == [[], []]


def test_a_poll_without_a_name_is_none(read: Read) -> None:
    found = chains(read, "In a survey published on Monday, many were asked.", "Some 41 percent said they would vote.")
    assert found[-1] == []

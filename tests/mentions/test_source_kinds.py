"""The kind of a source as a fact of who it is: what one place says of somebody holds for the whole report."""

from __future__ import annotations

import pytest

from reportedly import read_text


def kinds(*paragraphs: str) -> dict[str, str]:
    """The kind of each source by its words, of a report with these paragraphs."""
    reading = read_text("\n\n".join(("Bridge reopens after winter repairs", *paragraphs)))
    sources = [a.source for a in reading.attributions if a.source]
    return {source.spans[0].text: source.kind for source in sources}


@pytest.mark.parametrize(
    ("introduced", "kind"),
    [
        ("Police chief Anna Berg spoke to residents in the square on Monday.", "official"),
        ("Anna Berg, who leads the port authority, spoke to residents in the square on Monday.", "official"),
        ("Anna Berg (D-Ohio) spoke to residents in the square on Monday.", "official"),
        ("Anna Berg and her running mate spoke to residents in the square on Monday.", "official"),
        ("The Berg campaign rented the square. Anna Berg spoke to residents there on Monday.", "official"),
        ("Former police chief Anna Berg spoke to residents in the square on Monday.", "person"),
        ("Retired Gen. Anna Berg spoke to residents in the square on Monday.", "person"),
        ("Anna Berg, a historian at the university, spoke to residents in the square on Monday.", "person"),
        ("Anna Berg, head of the Center for Bridge Studies, spoke to residents in the square on Monday.", "person"),
        ("Anna Berg, a Leeds midfielder, spoke to residents in the square on Monday.", "person"),
        ("Anna Berg, a ministry aide two years ago, spoke to residents in the square on Monday.", "person"),
        ("Anna Berg, a party spokeswoman from 2009 to 2013, spoke to residents in the square on Monday.", "person"),
        ("Anna Berg, a campaign aide last time and now a farmer, spoke to residents there on Monday.", "person"),
        ("Anna Berg, a farmer until 2014 and now mayor of Leeds, spoke to residents there on Monday.", "official"),
        ("Anna Berg, the executive director of Roads Now, spoke to residents there on Monday.", "official"),
        ("Anna Berg, a feminist leader and author, spoke to residents in the square on Monday.", "person"),
        ("Anna Berg, the party leader, spoke to residents in the square on Monday.", "official"),
        ("Lund strategist Anna Berg spoke to residents in the square on Monday.", "official"),
        ("Republican strategist Anna Berg spoke to residents in the square on Monday.", "person"),
        ("Labour's Anna Berg spoke to residents in the square on Monday.", "official"),
        ("Anna Berg, the champion, is hopeful and spoke to residents in the square on Monday.", "person"),
        ("Republican Anna Berg spoke to residents in the square on Monday.", "official"),
        ("CNN's Anna Berg spoke to voters and to candidates in the square on Monday.", "person"),
        ("Anna Berg, 58, who lives near the river, plans to vote for the bridge.", "person"),
        ("Anna Berg, whose campaigns moved voters of every party, died on Monday. Berg was 92.", "person"),
        ("His personal lawyer, Anna Berg, spoke to residents in the square on Monday.", "official"),
        ("The mayor wrote to Berg, Lund's aides and others. Anna Berg spoke to residents on Monday.", "person"),
        ("Anna Berg lives beside the river and spoke to residents in the square on Monday.", "person"),
    ],
)
def test_what_one_place_says_holds_for_the_report(introduced: str, kind: str) -> None:
    found = kinds(introduced, "Berg said that the road was closed.")
    assert found["Berg"] == kind


def test_a_title_outweighs_a_former_office() -> None:
    found = kinds(
        "Former police chief Anna Berg is the mayor of Leeds and spoke to residents on Monday.",
        "Berg said that the road was closed.",
    )
    assert found["Berg"] == "official"


def test_a_former_office_is_none_unless_another_is_sought() -> None:
    former = "Former governor Anna Berg spoke to residents in the square on Monday."
    said = "Berg said that the road was closed."
    assert kinds(former, said)["Berg"] == "person"
    assert kinds(former, "Residents at the fair said they would vote for Berg.", said)["Berg"] == "official"


def test_two_officials_are_officials_together() -> None:
    found = kinds(
        "Mayor Anna Berg met Governor Ola Lund in the square on Monday.",
        "Berg and Lund said that the road was closed.",
    )
    assert found["Berg and Lund"] == "official"


def test_a_pronoun_tied_to_nobody_still_tells_somebody() -> None:
    assert kinds("He said that the road was closed.")["He"] == "person"


def test_whoever_comes_without_a_name_stays_unnamed() -> None:
    found = kinds("A woman in the square said that the bridge was safe.", "She said that the road was closed.")
    assert found["She"] == "unnamed"


def test_a_description_of_an_office_without_a_name_is_one() -> None:
    found = kinds("The city's new mayor walked into the square.", "The city's new mayor said that the road was closed.")
    assert found["The city's new mayor"] == "official"


def test_somebody_together_with_others_is_a_group() -> None:
    found = kinds("Mayor Anna Berg and angry residents said that the road was closed.")
    assert found["Mayor Anna Berg and angry residents"] == "group"


def test_one_word_from_politics_makes_no_politician_of_a_player() -> None:
    found = kinds(
        "Anna Berg scored twice in the Leeds match on Monday. The crowd cheered when Anna Berg ran off the pitch.",
        "Anna Berg trained alone on Tuesday. It was the best Berg campaign for Leeds in years.",
        "Anna Berg rested on Wednesday. Anna Berg played in the rain on Thursday. Anna Berg left on Friday.",
        "Berg said that the goal was lucky.",
    )
    assert found["Berg"] == "person"


@pytest.mark.parametrize(
    ("sentence", "source", "kind"),
    [
        ("The marketing company Doubleplus said that sales rose.", "The marketing company Doubleplus", "organisation"),
        ("The German carmaker said that sales rose.", "The German carmaker", "organisation"),
        ("Labour MPs said that the road was closed.", "Labour MPs", "group"),
        ("Mr Katwala said that the road was closed.", "Mr Katwala", "person"),
    ],
)
def test_what_a_noun_tells_outweighs_how_a_name_was_taken(sentence: str, source: str, kind: str) -> None:
    assert kinds(sentence)[source] == kind

"""Through whom a claim came, and what its source rests on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.attribution import attribute
from reportedly.attribution.outlets_on_page import outlets_on
from reportedly.model import Attribution
from tests.attribution.conftest import parsed

Read = Callable[..., tuple[Attribution, ...]]


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("The plan has failed, a source told Reuters.", ["Reuters"]),
        ("In an interview with CNN on Sunday, Ann Lee said that the plan had failed.", ["CNN"]),
        ("The company said in a statement to The Times that it would appeal.", ["The Times"]),
        ("According to a study published in The Lancet, the drug halved deaths.", ["The Lancet"]),
        ("Ann Lee told reporters that the plan had failed.", []),
        ("Ann Lee told police that the plan had failed.", []),
        ("Ann Lee told the court that the plan had failed.", []),
        ("Reuters reported that the plan had failed.", []),
        ("Ann Lee told CNN Monday that the plan had failed.", ["CNN"]),
        ("Ann Lee told Fox News host Bo Park that the plan had failed.", ["Fox News"]),
        ("Ann Lee said in a CNN interview that the plan had failed.", ["CNN"]),
        ("“The plan has failed,” Ann Lee said on CNN’s “Inside Story.”", ["CNN’s Inside Story"]),
        ("The plan has failed, Ann Lee told CBS' Second Look on Sunday.", ["CBS's Second Look"]),
        ("“The plan has failed,” Ann Lee said in an interview with Daybreak Nation with Bo Park.", ["Daybreak Nation"]),
        ("“The plan has failed,” Ann Lee told the National Union of Miners.", []),
        ("“The plan has failed,” Ann Lee told the TV.", []),
        ("“The plan has failed,” Ann Lee said in an interview with Bo Park.", []),
        ("According to a CNN poll, the plan has failed.", []),
        ("According to an audit obtained by CNN, the bridge is unsafe.", ["CNN"]),
        ("Reuters reports that the bridge was unsafe, according to the engineers' union.", ["Reuters"]),
        ("The company said in a Securities Commission filing that it would close.", ["Securities Commission filing"]),
        ("The company said in court filings that the plan had failed.", ["court filings"]),
        ("“The plan has failed,” Ann Lee said on “Morning Desk.”", ["Morning Desk"]),
        ("Ann Lee said on Bo Park's radio show that the plan had failed.", ["Bo Park's radio show"]),
        ("Ann Lee said in an interview with The Evening Post's Bo Park that the plan had failed.", ["Evening Post"]),
        ("Ann Lee called the plan “very odd” in an interview with Reuters on Friday.", ["Reuters"]),
        ("Ann Lee explained to Reuters that the plan had failed.", ["Reuters"]),
        ("Ann Lee said on Friday to Valley Edition that the plan had failed.", ["Valley Edition"]),
        ("Ann Lee wrote in a column in Saturday's New York Times that the plan had failed.", ["New York Times"]),
        ("A report in The Evening Post said that the plan had failed.", []),
        ("Ann Lee told the WSJ that the plan had failed.", ["Wall Street Journal"]),
        ("Ann Lee said on Capitol Hill that the plan had failed.", []),
        ("Emails published by WikiLeaks show that the plan had failed.", ["WikiLeaks"]),
        ("In her book “The Long Road,” Ann Lee wrote that the plan had failed.", ["The Long Road"]),
    ],
)
def test_via(read: Read, text: str, via: list[str]) -> None:
    assert [link.name for link in read(text)[0].via] == via


def test_the_publisher_is_no_intermediary(read: Read) -> None:
    (one,) = read("The plan has failed, a source told Reuters.", publisher="Reuters")
    assert one.via == ()


def test_an_outlet_the_page_introduces(read: Read) -> None:
    found = read("Norwegian newspaper Fjordposten reported the fire.\nThe fire was lit, a guard told Fjordposten.")
    assert [link.name for link in found[-1].via] == ["Fjordposten"]


def test_the_publisher_by_its_last_word_and_its_programmes_are_the_publisher(read: Read) -> None:
    for text in (
        "The plan has failed, a source told The Post.",
        "Ann Lee said on The Evening Post's “Talk” it failed.",
    ):
        (one,) = read(text, publisher="The Evening Post")
        assert one.via == ()


def test_an_outlet_by_its_last_word_has_its_whole_name(read: Read) -> None:
    found = read("The Evening Post found cracks in the bridge.\nThe bridge will fall, a source told The Post.")
    assert [link.name for link in found[-1].via] == ["Evening Post"]


def test_the_one_who_relays_stands_outside_the_one_who_was_told(read: Read) -> None:
    found = read("“The plan has failed,” Ann Lee told Channel 9, as reported by The Evening Post.")
    assert [link.name for link in found[0].via] == ["Evening Post", "Channel 9"]


def test_what_the_whole_report_came_through_comes_first_and_once(read: Read) -> None:
    text = "The plan has failed, Ann Lee told CNN.\nIt is over, a source told The Associated Press."
    passages = parsed(text)
    found = attribute(text, passages, "The Evening Post", ["AP"])
    assert [[link.name for link in one.via] for one in found] == [["AP", "CNN"], ["AP"]]


def test_a_nested_claim_came_through_the_outer_source(read: Read) -> None:
    found = read("Reuters reported that, according to the police, two men were shot.")
    inner = next(a for a in found if a.within)
    assert [(link.name, link.kind) for link in inner.via] == [("Reuters", "outlet")]


@pytest.mark.parametrize(
    ("text", "source", "ground"),
    [
        ("The bank is broke, Reuters reported, citing internal memos.", "Reuters", "internal memos"),
        ("Reuters reported on Friday, citing court papers, that the bank was broke.", "Reuters", "court papers"),
        ("Le Monde, quoting a diplomat, said the talks had collapsed.", "Le Monde", "a diplomat"),
        ("The mayor said the bridge was safe.", "The mayor", None),
        (
            "An Evening Post analysis of court records shows that fines rose.",
            "An Evening Post analysis of court records",
            "court records",
        ),
        (
            "Ann Lee said, based on interviews with nurses, that the ward was unsafe.",
            "Ann Lee",
            "interviews with nurses",
        ),
        (
            "After reviewing court records, The Evening Post found that fines had risen.",
            "The Evening Post",
            "court records",
        ),
        ("The agency's index shows a rise, using six surveys.", "The agency's index", "six surveys"),
        ("Ann Lee, who spoke on condition of anonymity, said it had failed.", "Ann Lee", None),
        ("“It is late,” Ann Lee said, pointing to the door.", "Ann Lee", None),
        ("The bridge is safe, the mayor said, pointing to six surveys.", "the mayor", "six surveys"),
        ("Ann Lee stood up and, citing Exodus 18:21 (in part), endorsed the mayor.", "Ann Lee", "Exodus 18:21"),
        (
            "The Evening Post rolling average of polls shows a rise.",
            "The Evening Post rolling average of polls",
            "polls",
        ),
        ("Ann Lee said that the ward was unsafe based on nurses' statements.", "Ann Lee", "nurses' statements"),
        ("Ann Lee said that the film was based on documents.", "Ann Lee", None),
        ("A study of bridges found that most were unsafe.", "A study of bridges", None),
    ],
)
def test_ground(read: Read, text: str, source: str, ground: str | None) -> None:
    found = read(text)
    sources = [a.source for a in found if a.source]
    assert [(s.spans[0].text, s.ground.text if s.ground else None) for s in sources] == [(source, ground)]
    assert len(found) == 1
    assert all("citing" not in span.text for span in found[0].content.spans)


def test_a_ground_inside_what_is_said(read: Read) -> None:
    found = read("Ann Lee said that, according to its own figures, the bank was broke.")
    assert found[0].source is not None
    assert found[0].source.ground is not None
    assert found[0].source.ground.text == "its own figures"


def test_outlets_on_a_page() -> None:
    page = outlets_on(["The broadcaster NRQ said so.", "“Havnebrevet”, a local newspaper, agreed.", "He read a paper."])
    assert page.introduced == {"NRQ", "Havnebrevet"}
    assert page.names("the NRQ")
    assert page.names("Reuters")
    assert not page.names("Ann Lee")

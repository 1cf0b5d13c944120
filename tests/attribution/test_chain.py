"""Through whom a claim came, and what its source rests on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.attribution.outlets_on_page import outlets_on
from reportedly.model import Attribution

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
    ],
)
def test_ground(read: Read, text: str, source: str, ground: str | None) -> None:
    found = read(text)
    sources = [a.source for a in found if a.source]
    assert [(s.spans[0].text, s.ground.text if s.ground else None) for s in sources] == [(source, ground)]
    assert len(found) == 1
    assert all("citing" not in span.text for span in found[0].content.spans)


def test_outlets_on_a_page() -> None:
    page = outlets_on(["The broadcaster NRQ said so.", "“Havnebrevet”, a local newspaper, agreed.", "He read a paper."])
    assert page.introduced == {"NRQ", "Havnebrevet"}
    assert page.names("the NRQ")
    assert page.names("Reuters")
    assert not page.names("Ann Lee")

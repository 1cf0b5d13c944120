from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportedly.mentions import people, sources
from reportedly.model import Entity, Span

if TYPE_CHECKING:
    from .conftest import Parse

ROLES = [
    # text, name, kind, role, affiliation
    ("Senior adviser Martin Bakke of the Danish Road Safety Agency refused.",
     "Martin Bakke", "person", "Senior adviser", "Danish Road Safety Agency"),
    ("The Danish Road Safety Agency (VST) found it. \"We see it,\" VST chief Benedicte Holm said.",
     "Benedicte Holm", "person", "chief", "Danish Road Safety Agency"),
    ("According to the head of the Swedish Customs Service, Kjell Lund, many fled.",
     "Kjell Lund", "person", "head", "Swedish Customs Service"),
    ("Pat Corrigan, a longtime Democratic pollster, disagreed.",
     "Pat Corrigan", "person", "longtime Democratic pollster", None),
    ("President Barack Obama spoke. Obama smiled.", "Barack Obama", "person", "President", None),
    ("Mr John Fairweather, 45, said he was pleased.", "John Fairweather", "person", None, None),
    ("Laura Reyes, the chief executive of the Meridian Group, resigned.",
     "Laura Reyes", "person", "chief executive", "Meridian Group"),
    ("The Norwegian newspaper Fjordposten reported it. A source told Fjordposten.",
     "Fjordposten", "outlet", None, None),
]  # fmt: skip


def _by_name(text: str, parsed: Parse) -> dict[str, Entity]:
    return {entity.name: entity for entity in people.find(text, parsed(text))}


@pytest.mark.parametrize(("text", "name", "kind", "role", "affiliation"), ROLES, ids=[case[1] for case in ROLES])
def test_role_and_affiliation(
    text: str, name: str, kind: str, role: str | None, affiliation: str | None, parsed: Parse
) -> None:
    found = _by_name(text, parsed)[name]
    assert (found.kind, found.role, found.affiliation) == (kind, role, affiliation)


def test_forms_of_one_name_are_one_entity(parsed: Parse) -> None:
    text = (
        "Anna Lindqvist of the Northern Energy Authority (NEA) spoke on Monday.\n\n"
        "Lindqvist's report said the NEA was late. Mrs Lindqvist left."
    )
    found = people.find(text, parsed(text))
    assert [(e.id, e.name, e.aliases) for e in found] == [
        ("e1", "Anna Lindqvist", ("Lindqvist",)),
        ("e2", "Northern Energy Authority", ("NEA",)),
    ]
    assert [span.text for span in found[0].mentions] == ["Anna Lindqvist", "Lindqvist", "Lindqvist"]
    assert all(text[span.start : span.end] == span.text for entity in found for span in entity.mentions)


def test_acronym_without_brackets_is_tied_by_its_initials(parsed: Parse) -> None:
    text = "The Federal Bureau of Investigation opened a case. The FBI declined to comment."
    assert _by_name(text, parsed)["Federal Bureau of Investigation"].aliases == ("FBI",)


def test_two_people_with_one_surname(parsed: Parse) -> None:
    text = "Peter Novak met Maria Novak.\n\nNovak left early.\n\nMaria Novak stayed, and Novak was glad."
    found = _by_name(text, parsed)
    assert len(found["Peter Novak"].mentions) == 1
    # The bare surname in the second paragraph could be either; in the third only one is there.
    assert [text[: m.start].count("\n\n") for m in found["Maria Novak"].mentions] == [0, 2, 2]


def test_a_group_is_an_organisation_and_a_people_is_nobody(parsed: Parse) -> None:
    text = "Norwegian members of Daesh fled. Daesh fighters followed the Norwegians, Daesh said."
    found = people.find(text, parsed(text))
    assert [(e.name, e.kind, len(e.mentions)) for e in found] == [("Daesh", "organisation", 3)]


def test_headline_in_title_case_makes_no_names_but_finds_them(parsed: Parse) -> None:
    text = "Rising Prices Worry Laura Reyes Again Today\n\nLaura Reyes said prices rose."
    found = people.find(text, parsed(text))
    assert [(e.name, len(e.mentions)) for e in found] == [("Laura Reyes", 2)]


REFERENCES = [
    ("Senior adviser Martin Bakke of the Danish Road Safety Agency", "Martin Bakke"),
    ("Martin Bakke", "Martin Bakke"),
    ("Bakke", "Martin Bakke"),
    ("the Danish Road Safety Agency", "Danish Road Safety Agency"),
    ("the adviser, Martin Bakke", "Martin Bakke"),
    ("Bakke's wife", None),
    ("a source close to Bakke", None),
    ("Bakke supporters", None),
    ("nobody", None),
    ("the head of the Swedish Customs Service Martin Bakke", "Martin Bakke"),
    ("actor and activist Martin Bakke", "Martin Bakke"),
    ("a former spokesman, Martin Bakke", "Martin Bakke"),
    ("a spokesman for the ministry, Martin Bakke", "Martin Bakke"),
    ("a spokesman for Mayor Martin Bakke", None),
    ("a spokesman for the mayor, Martin Bakke", None),
    ("the alleged victim of Bishop Martin Bakke", None),
    ("the lawyer of former President Martin Bakke", None),
    ("relatives of victim Martin Bakke", None),
    ("an aide to Senator Martin Bakke", None),
    ("the mother of the runaway Martin Bakke", None),
    ("the family of Martin Bakke", None),
    ("Bakke's campaign", None),
    ("his lawyer", None),
    ("officials and Mayor Martin Bakke", None),
    ("Bakke, and other critics of the road", None),
]


@pytest.mark.parametrize(("words", "name"), REFERENCES, ids=[words for words, _ in REFERENCES])
def test_resolve(words: str, name: str | None, parsed: Parse) -> None:
    text = f"Senior adviser Martin Bakke of the Danish Road Safety Agency spoke. Then {words} left."
    passages = parsed(text)
    entities = people.find(text, passages)
    start = text.index(f"Then {words}") + 5
    found = sources.resolve(Span(start, start + len(words), words), entities, text, passages)
    assert {e.id: e.name for e in entities}.get(found or "") == name


PRONOUNS = [
    ("Martin Bakke left. Then he wept.", "he", "Martin Bakke"),
    ("Martin Bakke met Peter Lund. Then he wept.", "he", "Martin Bakke"),
    ("Martin Bakke and Peter Lund met. Then he wept.", "he", None),
    ("Martin Bakke met Laura Reyes. Then she wept.", "she", "Laura Reyes"),
    ("Nobody was there. Then he wept.", "he", None),
    ('Martin Bakke left. "Peter Lund lied," he said.', "he", "Martin Bakke"),
    ("Martin Bakke spoke first. The club took gifts from Peter Lund. Then he wept.", "he", "Martin Bakke"),
    ("The prosecutor charged Peter Lund. Then he wept.", "he", None),
    ("Anna Berg read Suits to the end. Then she wept.", "she", "Anna Berg"),
    ("The vase was a gift from Peter Lund. Then he wept.", "he", "Peter Lund"),
    ("Martin Bakke left. He had met Peter Lund. Then he wept.", "he", "Martin Bakke"),
    ("Martin Bakke left.\n\nThe spokesman for Peter Lund came. Then he wept.", "he", None),
    (
        'The firm of Anna Berg won, said Laura Reyes. Anna Berg smiled.\n\n"We are glad," she said.',
        "she",
        "Laura Reyes",
    ),
    ('Peter Lund spoke, said Martin Bakke.\n\n"We are glad," she said.', "she", None),
]


@pytest.mark.parametrize(("text", "word", "name"), PRONOUNS, ids=[text for text, _, _ in PRONOUNS])
def test_resolve_pronoun(text: str, word: str, name: str | None, parsed: Parse) -> None:
    passages = parsed(text)
    entities = people.find(text, passages)
    start = text.rindex(f" {word} ") + 1
    found = sources.resolve(Span(start, start + len(word), word), entities, text, passages)
    assert {e.id: e.name for e in entities}.get(found or "") == name


def test_same() -> None:
    def entity(name: str, *aliases: str, kind: str = "person") -> Entity:
        return Entity("e1", kind, name, aliases)  # type: ignore[arg-type]

    assert people.same(entity("George W. Bush", "Bush"), entity("George Bush"))
    assert not people.same(entity("George Bush", "Bush"), entity("Jeb Bush", "Bush"))
    assert not people.same(entity("Bush"), entity("George Bush"))
    agency = entity("Northern Energy Authority", "NEA", kind="organisation")
    assert people.same(agency, entity("NEA", kind="organisation"))
    assert not people.same(agency, entity("NEA"))


def test_a_bare_surname_is_the_person_of_that_name(parsed: Parse) -> None:
    text = "President Donald Trump left the room. On Monday, Trump questioned it, and Nato answered him."
    passages = parsed(text)
    entities = people.find(text, passages)
    (trump,) = [entity for entity in entities if "Trump" in entity.name]
    assert (trump.name, trump.kind) == ("Donald Trump", "person")
    at = text.index("Trump questioned")
    assert sources.resolve(Span(at, at + 5, "Trump"), entities, text, passages) == trump.id

"""Who each source is, by name, by what points back at somebody, or by the words that the text has for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import reportedly
from reportedly.mentions import people, sources
from reportedly.model import Attribution, Block, Content, Entity, Report, Source, SourceKind, Span

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Parse

CASES: list[tuple[str, list[tuple[str, SourceKind]], list[str | None]]] = [
    # text, the sources in their order with the kinds that their words tell, the names that they resolve to
    ("A source said no.\n\nAnother source said yes.", [("A source", "unnamed"), ("Another source", "unnamed")],
     ["source", "another source"]),
    ("A source said no. The source added little.", [("A source", "unnamed"), ("The source", "unnamed")],
     ["source", "source"]),
    ("A report by the Harbour Office came out. The report said no.", [("The report", "document")],
     ["report by the Harbour Office"]),
    ("The Northern Rail Agency paid. The agency said no.", [("The agency", "organisation")], ["Northern Rail Agency"]),
    ("Judge Ola Berg ruled on Monday. The judge said no.", [("The judge", "official")], ["Ola Berg"]),
    ("A Norvik judge said no.\n\nJudge Ola Berg ruled on Monday.", [("A Norvik judge", "official")], ["Ola Berg"]),
    ("Ola Berg and Kari Lund met. They said no.", [("Ola Berg and Kari Lund", "group"), ("They", "unknown")],
     ["Ola Berg and Kari Lund", "Ola Berg and Kari Lund"]),
    ("Ola Berg’s claim is old.", [("Ola Berg’s", "person")], ["Ola Berg"]),
    ("Fjordavisen's Anna Berg said no.", [("Fjordavisen's Anna Berg", "person")], ["Anna Berg"]),
    ("Many voters said no. These voters said it twice.", [("Many voters", "group"), ("These voters", "group")],
     ["many voters", "many voters"]),
    ("Anna Lund left early. Her lawyer said no.", [("Her lawyer", "person")], ["Anna Lund's lawyer"]),
    ("The city's waste company, the Norvik Recycling Group, said no.",
     [("The city's waste company, the Norvik Recycling Group,", "organisation")], ["Norvik Recycling Group"]),
    ("Norvik's new mayor said no.\n\nOla Berg, a surgeon, was elected as mayor of Norvik.",
     [("Norvik's new mayor", "official")], ["Ola Berg"]),
    ("The minister of trade, Mr. Garza Ibarra, said no.\n\nCarlos Garza Ibarra left.",
     [("The minister of trade, Mr. Garza Ibarra,", "official")], ["Carlos Garza Ibarra"]),
    ("Ola Berg came. Berg himself said no.", [("Berg himself", "person")], ["Ola Berg"]),
    ("Her brother, Ola Berg, and the former mayor, Kari Lund, said no.",
     [("Her brother, Ola Berg, and the former mayor, Kari Lund,", "group")], ["Ola Berg and Kari Lund"]),
    ("Ola Berg, a chemist, and other scientists said no.", [("Ola Berg, a chemist, and other scientists", "group")],
     ["Ola Berg and other scientists"]),
    ("About 40 percent of nurses said no.", [("About 40 percent of nurses", "group")], ["nurses"]),
    ("It angered those who live by the quay.", [("those who live by the quay", "group")],
     ["those who live by the quay"]),
    ("Kari Lund made a film called “Low Water” in May.\n\nThe film shows no.", [("The film", "document")],
     ["Low Water"]),
    ("Attorneys for Berg said no.", [("Attorneys for Berg", "group")], ["Berg's attorneys"]),
    ("Kari Lund, who came early and who left late, said no.", [("who", "unknown"), ("who", "unknown")],
     ["Kari Lund", "Kari Lund"]),
    ("Lund was a quiet man who said no.\n\nOla Lund left.", [("who", "unknown")], ["Ola Lund"]),
    ("Sandvik manager Hanne Berg left early.\n\nKari Lund spoke after a long and quiet night on the hills.\n\n"
     "The Norvik manager said no.",
     [("The Norvik manager", "official")], ["Kari Lund"]),
    ("The FHB met on Monday. The bureau said no.", [("The bureau", "organisation")], ["FHB"]),
    ("Ola Berg came. Berg met Kari Lund and Berg left. The prime minister said no.",
     [("The prime minister", "official")], ["Ola Berg"]),
    ("Ola Berg met Kari Lund. The prime minister said no.", [("The prime minister", "official")], ["prime minister"]),
    ("Ola Berg came. The woman, Kari Lund, said no.", [("The woman, Kari Lund,", "person")], ["Kari Lund"]),
    ("Lord Dale spoke. The Lord Chancellor, Lord Fenn, said no.", [("The Lord Chancellor, Lord Fenn,", "official")],
     ["Fenn"]),
    ("A surgeon, Kari Lund QC, said no.", [("A surgeon, Kari Lund QC,", "person")], ["Kari Lund"]),
    ("I said no to you.", [("I", "unknown")], ["Ingrid Solheim"]),
    ("A woman at the quay came. The woman said no. She said it twice.",
     [("A woman at the quay", "unnamed"), ("The woman", "person"), ("She", "unknown")],
     ["woman at the quay", "woman at the quay", "woman at the quay"]),
]  # fmt: skip


def _tied(text: str, spoken: list[tuple[str, SourceKind]], parsed: Parse) -> list[Entity | None]:
    """The entity of each source, where each is the source of one claim."""
    claims, at = [], 0
    for number, (words, kind) in enumerate(spoken, start=1):
        start = text.index(words, at)
        at = start + len(words)
        source = Source((Span(start, at, words),), kind)
        claims.append(Attribution(f"a{number}", "indirect", source, None, Content((Span(at, at + 1, text[at]),))))
    passages = parsed(text)
    report = Report("0", None, "text", "en", text, (Block("body", 0, len(text)),), bylines=("Ingrid Solheim",))
    found, entities = sources.tied(claims, people.find(text, passages), report, passages)
    by_id = {entity.id: entity for entity in entities}
    assert [entity.id for entity in entities] == [f"e{at}" for at in range(1, len(entities) + 1)]
    assert all(text[span.start : span.end] == span.text for entity in entities for span in entity.mentions)
    return [by_id.get(one.source.entity or "") if one.source else None for one in found]


@pytest.mark.parametrize(("text", "sources", "names"), CASES, ids=[case[0] for case in CASES])
def test_sources(text: str, sources: list[tuple[str, SourceKind]], names: list[str | None], parsed: Parse) -> None:
    assert [entity and entity.name for entity in _tied(text, sources, parsed)] == names


def test_two_unnamed_sources_are_two(parsed: Parse) -> None:
    one, other = _tied(
        "A source said no.\n\nLater a source said yes.", [("A source", "unnamed"), ("a source", "unnamed")], parsed
    )
    assert one
    assert other
    assert one.id != other.id


def test_one_report_is_one_by_whatever_words(parsed: Parse) -> None:
    text = "A new poll said no. The Norvik poll said it twice. The survey said it again."
    sources: list[tuple[str, SourceKind]] = [
        ("A new poll", "document"), ("The Norvik poll", "document"), ("The survey", "document")
    ]  # fmt: skip
    found = _tied(text, sources, parsed)
    assert {entity and entity.id for entity in found} == {"e1"}
    assert found[0]
    assert (found[0].name, found[0].aliases) == ("Norvik poll", ("new poll", "survey"))


def test_married_couples_are_told_apart_by_their_titles(parsed: Parse) -> None:
    text = "Anna Berg spoke first. Mr. Berg waited. Mrs. Berg smiled, and Mr. Berg left."
    assert [(e.name, len(e.mentions)) for e in people.find(text, parsed(text))] == [("Anna Berg", 2), ("Berg", 2)]


NAMES = [
    ('William "Bill" Lund spoke. Bill Lund left.', ['William "Bill" Lund']),
    ("Charlie King spoke. Mr. King left.", ["Charlie King"]),
    ("Jeroen van der Meer spoke. Mr. Van der Meer left.", ["Jeroen van der Meer"]),
    ("Senators Ola Berg and Kari Lund spoke.", ["Ola Berg", "Kari Lund"]),
    ("Mogul Lund backs a band. Tony Lund spoke.", ["Tony Lund"]),
    ("Conservative Anna Berg QC spoke. UK Prime Minister Ola Lund left.", ["Anna Berg", "Ola Lund"]),
    ("Howard Berg met Michael Howard. Mr Howard left.", ["Howard Berg", "Michael Howard"]),
    ("Carla Le Pont spoke. Le Pont left.", ["Carla Le Pont"]),
    ("They walked to Himrin for lunch.", []),
    ("The Bergs met James Berg. Mr. Berg spoke.", ["James Berg"]),
]


@pytest.mark.parametrize(("text", "names"), NAMES, ids=[text for text, _ in NAMES])
def test_forms_of_a_name(text: str, names: list[str], parsed: Parse) -> None:
    assert [entity.name for entity in people.find(text, parsed(text)) if entity.kind == "person"] == names


def test_the_sources_of_the_seed_page(shared: Path) -> None:
    reading = reportedly.read(shared / "seed" / "jumping-ship.txt")
    by_id = {entity.id: entity for entity in reading.entities}
    sources = [by_id.get(one.source.entity or "") for one in reading.attributions if one.source]
    assert None not in sources
    named = {one.name: one for one in sources if one}
    service = "Norwegian Police Security Service"
    bernsen, chief = named["Martin Bernsen"], named["Benedicte Bjørnland"]
    assert (bernsen.role, bernsen.affiliation, bernsen.aliases) == ("Senior adviser", service, ("Bernsen",))
    assert (chief.role, chief.affiliation) == ("chief", service)
    assert named[f"report from the {service}"].kind == "document"
    assert {"source", "another source"} <= named.keys()


def test_one_source_of_two_claims_is_one(parsed: Parse) -> None:
    text = "A lorry driver said no and wanted more."
    span, passages = Span(0, 14, text[:14]), parsed(text)
    contents = [Content((Span(at, at + 2, text[at : at + 2]),)) for at in (text.index("no"), text.index("mo"))]
    claims = [
        Attribution(f"a{n}", "indirect", Source((span,), "unnamed"), None, content)
        for n, content in enumerate(contents, start=1)
    ]
    report = Report("0", None, "text", "en", text, (Block("body", 0, len(text)),))
    found, entities = sources.tied(claims, people.find(text, passages), report, passages)
    assert [one.source and one.source.entity for one in found] == ["e1", "e1"]
    assert [entity.name for entity in entities] == ["lorry driver"]

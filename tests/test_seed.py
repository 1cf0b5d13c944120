"""The page that the project started from: who said which of that, and how does anyone know?"""

from __future__ import annotations

from pathlib import Path

import pytest

import reportedly
from reportedly.mentions import figures
from reportedly.model import READ_FOR_CLAIMS, Attribution, Reading
from tests.checks import check


@pytest.fixture(scope="module")
def reading(shared: Path) -> Reading:
    return reportedly.read(shared / "seed" / "jumping-ship.txt")


def of_kind(reading: Reading, *kinds: str) -> list[str]:
    return [reading.report.text[b.start : b.end] for b in reading.report.blocks if b.kind in kinds]


def said_by(reading: Reading, words: str) -> list[Attribution]:
    """The attributions whose source contains some words."""
    return [a for a in reading.attributions if a.source and any(words in s.text for s in a.source.spans)]


def content(attribution: Attribution) -> str:
    return " … ".join(span.text for span in attribution.content.spans)


def test_it_keeps_the_contract(reading: Reading, shared: Path) -> None:
    check(reading)
    raw = (shared / "seed" / "jumping-ship.txt").read_text(encoding="utf-8")
    assert "".join(reading.report.text.split()) == "".join(raw.split())


def test_the_body_is_the_standfirst_and_twelve_paragraphs(reading: Reading) -> None:
    (headline,) = of_kind(reading, "headline")
    assert headline.startswith("Jumping Ship")
    (standfirst,) = of_kind(reading, "standfirst")
    assert standfirst.startswith("Incessant bombings")
    body = of_kind(reading, "body")
    assert len(body) == 12
    assert body[0].startswith("Over the past year")
    assert body[-1].startswith('"We can see')


@pytest.mark.parametrize(
    ("kind", "starts", "count"),
    [
        ("timestamp", "08:18 GMT", 1),
        ("navigation", "Listen Live", 1),
        ("navigation", "Get short URL", 1),
        ("caption", "Rebel fighters prepare", 1),
        ("credit", "© AFP", 1),
        ("section", "Middle East", 1),
        ("topic", "Terrorism Threat in Europe (269)", 2),
        ("related", "Swedish Evangelical", 1),
        ("related", "Swedes Demand", 1),
        ("related", "Is Daesh Guilty", 1),
        ("related", "Daesh Setting", 1),
        ("tag", "radical Islam, Dagbladet", 1),
        ("comment", "Comm", 2),
    ],
)
def test_the_furniture_is_told_apart(reading: Reading, kind: str, starts: str, count: int) -> None:
    assert sum(text.startswith(starts) for text in of_kind(reading, kind)) == count


def test_no_claim_is_read_from_furniture(reading: Reading) -> None:
    read = [(b.start, b.end) for b in reading.report.blocks if b.kind in READ_FOR_CLAIMS]
    for a in reading.attributions:
        for span in (*a.content.spans, *(a.source.spans if a.source else ())):
            assert any(start <= span.start and span.end <= end for start, end in read)


def test_the_clock_is_when_the_page_was_seen_and_not_when_it_was_published(reading: Reading) -> None:
    assert reading.report.retrieved == "2019-11-17T08:18:00+03:00"
    assert reading.report.published.earliest is None
    assert reading.report.published.latest is None
    last_week = [day for day in reading.days if day.text.lower() == "last week"]
    assert len(last_week) == 1
    assert last_week[0].earliest is None
    assert last_week[0].latest is None


def test_metadata(reading: Reading) -> None:
    report = reading.report
    assert [(topic.name, topic.count) for topic in report.topics] == [("Terrorism Threat in Europe", 269)]
    assert report.section == ("Middle East",)
    assert len(report.tags) == 6
    assert len(report.related) == 4
    assert report.credits == ("© AFP 2019 / MEZAR MATAR",)


def test_most_claims_came_through_dagbladet(reading: Reading) -> None:
    def outlets(a: Attribution) -> set[str]:
        names = {step.name for step in a.via if step.kind == "outlet"}
        if a.source and a.source.kind == "outlet":
            names |= {span.text for span in a.source.spans}
        return names

    through = [a for a in reading.attributions if any("Dagbladet" in name for name in outlets(a))]
    others = [a for a in reading.attributions if any("Dagbladet" not in name for name in outlets(a))]
    assert len(through) >= 6
    assert not others


@pytest.mark.parametrize(
    ("words", "source", "via"),
    [
        ("future of the so-called Islamist Caliphate", None, []),
        ("some of the 40 Norwegian", "Norwegian newspaper Dagbladet", []),
        ("Libyan fighters have already escaped", "a source", ["Dagbladet"]),
        ("Many of the 150 Norwegians", "Dagbladet", []),
        ("scared to death", None, []),
        ("so brainwashed", "another source", ["Dagbladet"]),
        ("exact numbers", "Bernsen", ["Dagbladet"]),
        ("The situation is rather complex", "Bernsen", ["Dagbladet"]),
        ("afraid of being captured", "Dagbladet", []),
        ("promoted to middle-management", "Grandhagen", []),
        ("advised would-be terrorists", None, []),
        ("nearly every fifth", "a report", []),
        ("over-represented", "Bjørnland", []),
    ],
)
def test_what_each_claim_came_through(reading: Reading, words: str, source: str | None, via: list[str]) -> None:
    """Sputnik publishes; the text names Dagbladet for these alone, and what it leaves open stays open."""
    claims = [one for one in reading.attributions if words in content(one) and one.within is None]
    assert claims, words
    for one in claims:
        assert (one.source is None) == (source is None)
        assert source is None or (one.source and any(source in span.text for span in one.source.spans))
        assert [step.name for step in one.via] == via


def test_an_intermediary_is_the_outlet_named_on_the_page(reading: Reading) -> None:
    (dagbladet,) = [one for one in reading.entities if one.name == "Dagbladet"]
    steps = [step for one in reading.attributions for step in one.via]
    assert {(step.name, step.kind, step.entity) for step in steps} == {("Dagbladet", "outlet", dagbladet.id)}


def test_what_is_said_within_a_claim(reading: Reading) -> None:
    claims = {one.id: one for one in reading.attributions}
    (killed,) = [one for one in claims.values() if "killed last year" in content(one) and one.source is None]
    assert killed.within
    assert claims[killed.within] in said_by(reading, "Grandhagen")


def test_dagbladet_rests_on_internal_reports(reading: Reading) -> None:
    grounds = {a.source.ground.text: content(a) for a in said_by(reading, "Dagbladet") if a.source and a.source.ground}
    assert any("internal reports" in ground and "the 40 Norwegian" in said for ground, said in grounds.items())
    assert any("Norwegian sources" in ground and "the 150 Norwegians" in said for ground, said in grounds.items())


def test_the_unnamed_sources_are_two_and_stay_apart(reading: Reading) -> None:
    unnamed = [a for a in reading.attributions if a.source and a.source.kind == "unnamed"]
    assert {a.source.spans[0].text for a in unnamed if a.source} == {"a source", "another source"}
    assert all([step.name for step in a.via] == ["Dagbladet"] for a in unnamed)
    assert "risk is too high" in content(next(a for a in unnamed if a.source and a.source.spans[0].text == "a source"))


def test_bernsen_refused_numbers_and_spoke_to_dagbladet(reading: Reading) -> None:
    refused, spoke = said_by(reading, "Bernsen")
    assert refused.certainty == "declined"
    assert "exact numbers" in content(refused)
    assert [step.name for step in spoke.via] == ["Dagbladet"]
    assert content(spoke).startswith('"The situation is rather complex')
    assert content(spoke).rstrip('"').endswith("Syria,")
    assert refused.source
    assert spoke.source
    assert refused.source.entity == spoke.source.entity is not None
    (bernsen,) = [e for e in reading.entities if e.id == spoke.source.entity]
    assert bernsen.name == "Martin Bernsen"
    assert bernsen.affiliation == "Norwegian Police Security Service"


def test_the_heads_of_two_services_and_a_report(reading: Reading) -> None:
    assert any("middle-management" in content(one) for one in said_by(reading, "Grandhagen"))
    (bjornland,) = said_by(reading, "Bjørnland")
    assert "over-represented" in content(bjornland)
    assert "vulnerable to radicalization" in content(bjornland)
    (report,) = said_by(reading, "a report")
    assert report.source
    assert report.source.kind == "document"
    assert "nearly every fifth radicalized Muslim" in content(report)


def test_claims_that_nobody_answers_for(reading: Reading) -> None:
    sourceless = [a for a in reading.attributions if a.source is None]
    assert any("killed" in content(a) and a.certainty == "hedged" for a in sourceless)
    assert any("advised would-be terrorists" in content(a) and a.certainty == "hedged" for a in sourceless)
    assert any("scared to death" in content(a) and a.certainty == "hedged" for a in sourceless)


def test_figures(reading: Reading) -> None:
    counts = [f for f in reading.figures if not f.text.lower().startswith("several")]
    forty, many, some, first, old, fifth, most = counts
    assert [f.text for f in (forty, many, some)] == ["some of the 40", "Many of the 150", "some of the 150"]
    assert [(f.exact, f.low, f.high, f.value) for f in (forty, many)] == [
        ("part of", None, 40, None),
        ("part of", None, 150, None),
    ]
    assert forty.counts == "Norwegian Daesh supporters in Syria"
    assert (first.text, first.value) == ("first", 1)
    assert first.counts
    assert first.counts.startswith("person in Norway to be officially charged")
    assert (old.text, old.value, old.unit, old.counts) == ("31-year-old", 31, "years", None)
    assert (fifth.text, fifth.exact, fifth.low, fifth.high, fifth.value) == (
        "nearly every fifth",
        "about",
        None,
        0.2,
        0.2,
    )
    assert (fifth.unit, fifth.counts) == ("share", "radicalized Muslim")
    assert (most.text, most.value, most.unit, most.counts) == ("73 percent", 73, "percent", "Norwegian Islamists")


def test_the_two_150s_count_one_thing(reading: Reading) -> None:
    many, some = (f for f in reading.figures if "150" in f.text)
    assert many.counts == "Norwegians who have joined Daesh"
    assert some.counts == "Norwegians in Daesh"
    assert figures.same(many, some)
    assert not figures.same(many, next(f for f in reading.figures if "40" in f.text))

"""What answers have in common: true numbers, and queries that find them, on both stores."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.library import Facet, Facets, Library
from reportedly.library import tally as tally_of
from reportedly.library.query import parse
from reportedly.library.query.tree import All, Filter, Node, Text
from tests.library.asked import OSLO, QUERIES, entity_of
from tests.library.making import Named, Said, reading
from tests.library.test_any_query import trees

FIELDS = ("outlet", "source", "kind", "certainty", "place", "month", "judged")

QUEER = (
    'O"Neil "x" Post',
    "a:b",
    "(Weekly) OR not",
    "-minus",
    "صحيفة «الحياة»",
    "🌊 7 Sea",
    "from:unnamed",
    "e12",
    "AND",
    "x  y",
)
"""Names of outlets and sources that a query language may stumble over."""


def every(found: Facets) -> list[Facet]:
    return [facet for name in FIELDS for facet in getattr(found, name)]


def chosen(facets: tuple[Facet, ...]) -> list[str]:
    return [facet.value for facet in facets if facet.chosen]


def true(library: Library, query: str | Node, found: Facets) -> None:
    """Each number is that of what its query finds."""
    assert (found.claims, found.more) == (library.find(query, size=100).total, False)
    assert found.reports == len({hit.report for hit in library.find(query, size=100).hits})
    for facet in every(found):
        answers = library.find(parse(facet.query), size=100)
        if not facet.chosen:
            assert answers.total == facet.claims, (query, facet)


@pytest.fixture
def queer(address: str) -> Library:
    library = Library(address)
    library.add(
        reading(
            f"News {at}\n\n{name} said the dam {at} leaks.",
            Said(f"the dam {at} leaks", name, "said", entity=name),
            named=[Named(name)],
            publisher=name,
            published=f"20{at:02}-03-04",
        )
        for at, name in enumerate((*QUEER, "BBC", "BBC News"))
    )
    return library


def test_any_name_can_be_chosen(queer: Library) -> None:
    with queer:
        found = queer.facets("dam", most=50)
        assert {facet.label for facet in found.outlet} >= {"BBC", "BBC News", 'O"Neil "x" Post', "🌊 7 Sea"}
        assert len(found.outlet) == len(QUEER) + 2
        assert len(found.source) >= 3
        true(queer, "dam", found)
        for facet in (*found.outlet, *found.source):
            again = queer.facets(facet.query, most=50)
            (one,) = [one for one in (*again.outlet, *again.source) if one.chosen]
            assert (one.value, one.claims, one.query) == (facet.value, facet.claims, "dam")
            true(queer, facet.query, again)


@pytest.mark.parametrize("query", [query for query in QUERIES if query != "- ("])
def test_numbers_are_true_for_every_field(both: tuple[Library, Library], query: str) -> None:
    answers = [library.facets(query) for library in both]
    assert [(one.value, one.claims) for one in every(answers[0])] == [
        (one.value, one.claims) for one in every(answers[1])
    ]
    true(both[0], query, answers[0])


LEAVES = st.sampled_from(
    [parse(query) for query in QUERIES if query not in ("- (", "") and isinstance(parse(query), Filter)]
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees(LEAVES))
def test_numbers_are_true_for_any_query(both: tuple[Library, Library], query: Node) -> None:
    for library in both:
        true(library, query, library.facets(query))


def test_what_is_chosen_stands_among_its_alternatives(both: tuple[Library, Library]) -> None:
    for library in both:
        whole = {facet.value: facet.claims for facet in library.facets("certainty:asserted").kind}
        found = library.facets("certainty:asserted kind:official")
        assert {facet.value: facet.claims for facet in found.kind} == whole
        assert chosen(found.kind) == ["official"]
        assert {facet.value: facet.query for facet in found.kind}["official"] == "certainty:asserted"
        assert {facet.value: facet.query for facet in found.kind}["group"] == "certainty:asserted kind:group"
        two = library.facets("kind:(official OR group) dam")
        assert sorted(chosen(two.kind)) == ["group", "official"]
        assert {facet.value: facet.query for facet in two.kind}["group"] == "kind:official dam"


def test_what_is_asked_for_in_other_words_can_be_taken_away(both: tuple[Library, Library]) -> None:
    for library in both:
        found = library.facets('from:"Ann Lee" outlet:observer published:2018..2019')
        for facets, rest in (
            (found.source, "outlet:observer published:2018-01-01..2019-12-31"),
            (found.outlet, 'from:"Ann Lee" published:2018-01-01..2019-12-31'),
            (found.month, 'from:"Ann Lee" outlet:observer'),
        ):
            assert [facet.query for facet in facets if facet.chosen] == [rest]
        # A kind of source is one however it is asked for.
        assert chosen(library.facets("from:official").kind) == ["official"]


def test_what_nothing_has_can_still_be_taken_away(both: tuple[Library, Library]) -> None:
    for library in both:
        lee = entity_of(library, "Ann Lee")
        found = library.facets(f"from:e{lee} place:g{OSLO.gazetteer_id} зеленский kind:unnamed published:1999")
        assert found.claims == found.reports == 0
        assert chosen(found.source) == [f"e{lee}"]
        assert [facet.label for facet in found.source] == ["Ann Lee"]
        assert chosen(found.month) == ["1999"]
        assert [facet.label for facet in found.place if facet.chosen] == ["Oslo, NO"]


def test_months_are_told_newest_first_and_years_where_there_are_many(address: str) -> None:
    with Library(address) as library:
        library.add(
            reading(f"Dam\n\nBo said it leaks {at}.", Said(f"it leaks {at}", "Bo", "said"), published=day)
            for at, day in enumerate(f"{2015 + at // 12}-{at % 12 + 1:02}-07" for at in range(30))
        )
        found = library.facets("published:2016..")
        narrow = [facet for facet in found.month if not facet.chosen]
        assert [facet.value for facet in narrow[:2]] == ["2017-06", "2017-05"]
        assert len(narrow) == 18
        years = library.facets().month
        assert [(facet.value, facet.claims) for facet in years] == [("2017", 6), ("2016", 12), ("2015", 12)]
        opened = library.facets("published:2016").month
        assert [facet.value for facet in opened][:3] == ["2017", "2016", "2016-12"]
        assert chosen(opened) == ["2016"]
        assert [facet.label for facet in opened][2] == "December 2016"
        month = library.facets("published:2016-11").month
        assert chosen(month) == ["2016-11"]
        assert [facet.query for facet in month if facet.value == "2016-12"] == ["published:2016-12"]
        true(library, "published:2016-11", library.facets("published:2016-11"))


def test_many_are_counted_in_part_and_said_to_be(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally_of, "MOST_LOOKED_AT", 5)
    monkeypatch.setattr(tally_of, "MOST_GONE_THROUGH", 5)
    with Library(address) as library:
        library.add(
            reading(f"Dam\n\nBo said it leaks {at}.", Said(f"it leaks {at}", "Bo", "said"), published="2020-01-01")
            for at in range(9)
        )
        for query in ("leaks", "-kind:official"):
            found = library.facets(query)
            assert found.more
            assert (found.claims, found.kind[0].claims) == (5, 5)
            assert found.month[0].claims == 5
        assert library.facets().claims == 9
        assert not library.facets().more


def test_what_is_judged_is_counted_with_what_is_rejected(both: tuple[Library, Library]) -> None:
    for library in both:
        counts = {facet.value: facet.claims for facet in library.facets().judged}
        assert counts == {"none": library.find("judged:none", size=100).total, "confirmed": 1, "rejected": 1}
        found = library.facets("judged:rejected")
        assert found.claims == 1
        assert chosen(found.judged) == ["rejected"]
        assert {facet.value: facet.claims for facet in found.judged} == counts


def test_numbers_follow_what_people_say(address: str) -> None:
    with Library(address) as library:
        library.add([reading("Dam\n\nBo said it leaks.", Said("it leaks", "Bo", "said"))])
        assert library.facets().claims == 1
        judgement = library.judge(1, "rejected")
        assert library.facets().claims == 0
        assert library.facets(All((Filter("judged", Text("rejected")),))).claims == 1
        library.take_back(judgement.judgement)
        assert library.facets().claims == 1
        library.remove(1)
        assert library.facets() == Facets(claims=0, reports=0, more=False)

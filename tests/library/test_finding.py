"""What is found: by every field and by words, alike on both stores, in order and in pages."""

from __future__ import annotations

from contextlib import closing

import pytest
from sqlalchemy import create_engine
from sqlalchemy import text as text_of

from reportedly.errors import QueryError
from reportedly.library import Library
from reportedly.library.plan import Sort
from tests.library.asked import OSLO, QUERIES, claims, entity_of
from tests.library.making import Named, Said, reading


@pytest.mark.parametrize("query", [query for query in QUERIES if query != "- ("])
def test_every_field_finds_the_same_on_both(both: tuple[Library, Library], query: str) -> None:
    for library in both:
        found = library.find(query, size=100)
        assert set(claims(found)) == QUERIES[query], library.name
        assert len(found.hits) == found.total == len(QUERIES[query])
        assert not found.more


def test_by_entity_keys(both: tuple[Library, Library]) -> None:
    for library in both:
        berg, mans, zelensky = (entity_of(library, name) for name in ("Frode Berg", "Måns Bjørnland", "Зеленский"))
        assert claims(library.find(f"from:e{berg}")) == [6]
        assert claims(library.find(f"about:e{berg}")) == [1]
        for key in (mans, zelensky):
            assert set(claims(library.find(f"from:e{key}"))) == {4, 8}
        assert claims(library.find("from:e999")) == []


@pytest.mark.parametrize(
    "query", ["spy", "cafe", "norw*", '"return to Norway"', "leaks", "зеленский", "art", "1,500", "don't"]
)
def test_found_words_are_where_they_are_said_to_be(both: tuple[Library, Library], query: str) -> None:
    answers = []
    for library in both:
        hits = library.find(query).hits
        answers.append([[hit.content[start:end] for start, end in hit.found] for hit in hits])
        for hit in hits:
            assert hit.found or query == "зеленский"
            assert hit.context[hit.starts - hit.context_starts :][: hit.ends - hit.starts] == hit.content
            text = library.reading(hit.report).report.text
            assert text[hit.context_starts :].startswith(hit.context)
    words = {"spy": [["spy"]], "cafe": [["café"]], "norw*": [["Norwegian"], ["Norway"]], "leaks": [["leaked"]]}
    if query in words:
        assert [sorted(one) for one in answers] == [sorted(words[query])] * 2
    if query == '"return to Norway"':
        # One server marks the phrase, the other its words wherever they are.
        assert all("".join(one[0]).replace(" ", "").endswith("returntoNorway") for one in answers)


def test_reports_are_found_by_their_words_and_their_claims(both: tuple[Library, Library]) -> None:
    for library in both:
        for query, expected in {
            "rained": {8},
            "оla": set(),
            "dagbladet": {1},
            "oslo -rained": {3},
            "-rained -dagbladet language:en": {2, 3, 7, 10},
            "form:direct": {2},
            "cafe from:lee": {3},
            "": {1, 2, 3, 4, 5, 6, 7, 8, 10},
            "rained OR form:direct": {2, 8},
            "version:all dam": {9, 10},
        }.items():
            found = library.find(query, over="reports", size=50)
            assert {hit.report for hit in found.hits} == expected, (library.name, query)
            assert found.total == len(expected)
        (hit,) = library.find("dagbladet", over="reports").hits
        assert [(hit.snippet or "")[start:end] for start, end in hit.found] == ["Dagbladet"]


@pytest.mark.parametrize("sort", ["best", "newest", "oldest", "added"])
@pytest.mark.parametrize("query", ["", "the OR that OR to", "version:all"])
def test_pages_have_each_answer_once(both: tuple[Library, Library], sort: Sort, query: str) -> None:
    orders = []
    for library in both:
        whole = library.find(query, size=1000, sort=sort)
        for size in (1, 2, 5):
            paged = []
            for page in range(1, 20):
                found = library.find(query, page=page, size=size, sort=sort)
                assert (found.page, found.size, found.total) == (page, size, whole.total)
                paged += claims(found)
            assert paged == claims(whole)
        days = [hit.published for hit in whole.hits]
        dated = [day for day in days if day is not None]
        if whole.sort in ("newest", "oldest"):
            assert days[len(dated) :] == [None] * (len(days) - len(dated))
            assert dated == sorted(dated, reverse=whole.sort == "newest")
        if whole.sort != "best":
            orders.append(claims(whole))
    assert not orders or orders[0] == orders[1]


def test_pages_that_cannot_be(both: tuple[Library, Library]) -> None:
    for library in both:
        assert library.find("spy", page=10**6).hits == ()
        for page, size in ((0, 20), (-1, 20), (1, 0), (1, 1001), (10**18, 1000), (10**40, 1)):
            with pytest.raises(ValueError, match="pages"):
                library.find("spy", page=page, size=size)
        with pytest.raises(QueryError):
            library.find("- (")


def test_more_names_and_places_than_a_statement_takes(address: str) -> None:
    """PostgreSQL takes 65,535, SQLite as many as it was built for: 32,766 as a rule."""
    sounds = "ba ke li mo nu ra se ti vo".split()
    names = [Named(f"John {(a + b + c).title()}x{c}") for a in sounds for b in sounds for c in sounds]
    text = f"Names\n\nIt is said that all of them met in Oslo, {names[0].name} too."
    with Library(address) as library:
        library.add([reading(text, Said("that all of them met in Oslo", cue="said"), places=[OSLO])])
        library.add([reading(f"{one.name}\n\n{one.name} met.", named=[one]) for one in names])
        with closing(create_engine(address if "://" in address else f"sqlite:///{address}").connect()) as connection:
            connection.execute(
                text_of(
                    "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 70000) "
                    "INSERT INTO gazetteer SELECT 'x' || n, 'x', 'x', 'NO', 60.0, 10.0 FROM numbers"
                )
            )
            connection.commit()
        assert claims(library.find("near:60,10,100km")) == [1]
        assert len(library.entities("john", page=70, size=5)) == 5
        assert library.find("from:(" + " OR ".join(["john"] * 95) + ")").total == 0
        assert library.find("about:john").total == 0


def test_a_report_of_more_words_than_a_server_indexes(address: str) -> None:
    text = "Words\n\nAnn Lee said so.\n\n" + " ".join(f"{n * 48271 % 2147483647:x}" for n in range(250_000))
    with Library(address) as library:
        library.add([reading(text, Said("so", "Ann Lee", "said"))])
        assert library.find("words", over="reports").total == 1
        assert library.reading(1).report.text == text

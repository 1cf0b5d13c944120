"""What is suggested while a query is written: what fits there, that it can be read, and what it finds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reportedly.errors import QueryError
from reportedly.library import Library
from reportedly.library.query import FIELDS, parse
from reportedly.library.query.cursor import cursor
from tests.library.asked import QUERIES


def texts(library: Library, written: str, most: int = 8) -> list[str]:
    """The texts that are suggested where a bar stands in a query."""
    return [one.text for one in library.suggestions(written.replace("|", "", 1), written.index("|"), most=most)]


@pytest.mark.parametrize(
    ("written", "start", "end", "typed", "field", "quoted"),
    [
        ("|", 0, 0, "", None, False),
        ("sp|y", 0, 3, "sp", None, False),
        ("-fr|", 1, 3, "fr", None, False),
        ("x -(OR ki|", 7, 9, "ki", None, False),
        ("fr|om:ann", 0, 5, "fr", None, False),
        ("from:|", 5, 5, "", "from", False),
        ("FROM:an|n b", 5, 8, "an", "from", False),
        ("from:|ann", 5, 8, "", "from", False),
        ('from:"Ann L|', 5, 11, "Ann L", "from", True),
        ('from:"Ann| Lee" spy', 5, 14, "Ann", "from", True),
        ('from:|"Ann Lee" spy', 5, 14, "", "from", False),
        ("via:“Ann|”", 4, 9, "Ann", "via", True),
        ("from:(ann OR b|)", 13, 14, "b", "from", False),
        ("from:(ann |", 10, 10, "", "from", False),
        ("from:(a) |", 9, 9, "", None, False),
        ("from: |", 6, 6, "", None, False),
        ('"don t|', 0, 6, "don t", None, True),
        ("https://a.example/|", 0, 18, "https://a.example/", None, False),
    ],
)
def test_where_it_is_written(written: str, start: int, end: int, typed: str, field: str | None, quoted: bool) -> None:
    here = cursor(written.replace("|", "", 1), written.index("|"))
    assert here == (start, end, typed, field, quoted)


def test_what_is_suggested(both: tuple[Library, Library]) -> None:
    for library in both:
        assert texts(library, "|", most=50) == [f"{field}:" for field in FIELDS]
        assert texts(library, "dam ki|") == ["kind:", "place:Kirkenes"]
        assert texts(library, "be|") == ['from:"Frode Berg"', 'about:"Frode Berg"']
        assert texts(library, '"barents o|') == ['outlet:"The Barents Observer"']
        assert texts(library, "fr|")[:2] == ["from:", 'from:"Frode Berg"']
        assert '"Ann Lee"' in texts(library, "from:le|")
        assert texts(library, "from:|")[:5] == ["unnamed", "person", "official", "organisation", '"Måns Bjørnland"']
        assert texts(library, "when:20|")[0] == "2020"
        assert texts(library, 'from:"ann l|') == ['"Ann Lee"']
        assert texts(library, "-from:(unnamed OR of|)") == ["official"]
        assert texts(library, "from:MÅN|") == ['"Måns Bjørnland"']
        # Who was merged is found by the name that they had.
        assert texts(library, "from:зел|") == ['"Måns Bjørnland"']
        assert texts(library, "via:|") == ['"Dagbladet"']
        assert texts(library, "outlet:obs|") == ['"The Barents Observer"']
        assert texts(library, "outlet:нов|") == ['"Новая газета"']
        assert texts(library, "place:osl|") == ["Oslo"]
        assert texts(library, "near:kirk|") == ["Kirkenes"]
        assert texts(library, "country:n|") == ["NO"]
        assert texts(library, "certainty:|") == ["asserted", "hedged", "denied", "declined"]
        assert texts(library, "form:d|") == ["direct"]
        assert texts(library, "published:|")[:2] == ["2020", "2019"]
        assert texts(library, "published:2019|") == ["2019-11"]
        assert texts(library, "unit:per|") == ["percent"]
        assert texts(library, "counts:off|") == ["officer"]
        assert texts(library, "language:|")[0] == "en"
        assert texts(library, "figure:|") == [">=100"]
        assert texts(library, 'x"y"|') == []
        assert texts(library, "|spy") == []
        assert texts(library, "f|rom:lee") == []
        assert texts(library, "kind:official|") == []


def test_numbers_and_words_for_people(both: tuple[Library, Library]) -> None:
    for library in both:
        (one,) = library.suggestions("from:ann", 8)
        assert (one.start, one.end, one.text, one.label) == (5, 8, '"Ann Lee"', "Ann Lee")
        assert one.claims == library.find('from:"Ann Lee"').total
        (outlet,) = library.suggestions("outlet:barents", 14)
        assert outlet.claims == library.find('outlet:"The Barents Observer"').total
        assert all(one.help and one.label for one in library.suggestions("", 0, most=50))


def wrong_at(query: str) -> int | None:
    """Where a query cannot be read; ``None`` where it can."""
    try:
        parse(query)
    except QueryError as error:
        return error.at
    return None


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.sampled_from([*QUERIES, "(", ")", "OR", '"', "-", "«", "ber", "ann", "о", "from:", "place:k", "via:“D"])
        | st.text(max_size=6),
        max_size=3,
    ).map(" ".join),
    st.integers(0, 80),
)
@example("from:-a", 7)
@example("near:Oslo,5", 11)
@example("from:lee", 1)
@example("from:(a OR fr", 13)
def test_what_is_suggested_can_be_read(both: tuple[Library, Library], query: str, at: int) -> None:
    at = min(at, len(query))
    before = wrong_at(query)
    for library in both:
        for one in library.suggestions(query, at):
            assert 0 <= one.start <= at <= one.end <= len(query)
            applied = query[: one.start] + one.text + query[one.end :]
            assert applied != query
            if one.text.endswith(":"):
                # A field waits for its value.
                applied = query[: one.start] + FIELDS[one.text[:-1]].example + query[one.end :]  # type: ignore[index]
            if before is None:
                assert wrong_at(applied) is None, (one, applied)

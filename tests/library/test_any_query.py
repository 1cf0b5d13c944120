"""Any query: alike on both stores, as it says, and answered or refused."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reportedly.errors import QueryError
from reportedly.library import Library
from reportedly.library.conditions import asks
from reportedly.library.query.tree import All, Any_, Days, Filter, Near, Node, Not, Range, Text, Words
from tests.library.asked import QUERIES, claims

_WORDS = (
    "spy norway return berg cafe café dam leak officers 1,500 don't e-mail зеленский Йошкар السد 大坝 x\u0301 a".split()
)
_words = st.builds(
    Words,
    st.sampled_from(_WORDS) | st.text(min_size=1, max_size=6).filter(lambda text: any(map(str.isalnum, text))),
    phrase=st.booleans(),
    prefix=st.booleans(),
)
_plain = st.sampled_from(
    [
        Filter("kind", Text("unnamed")),
        Filter("kind", Text("person")),
        Filter("form", Text("direct")),
        Filter("certainty", Text("denied")),
        Filter("certainty", Text("asserted")),
        Filter("confidence", Range(low=0.5)),
        Filter("published", Days("2019-01-01", "2019-12-31")),
        Filter("published", Days(None, "2018-12-31")),
        Filter("claim", Text("c5")),
        Filter("report", Text("r3")),
        Filter("judged", Text("none")),
        Filter("version", Text("all")),
        Filter("language", Text("en")),
    ]
)
_others = st.sampled_from(
    [
        Filter("from", Text("berg")),
        Filter("from", Text("unnamed")),
        Filter("about", Text("berg")),
        Filter("via", Text("Dagbladet")),
        Filter("outlet", Text("aftenposten")),
        Filter("outlet", Text("%_'\"")),
        Filter("place", Text("oslo")),
        Filter("place", Text("g779683")),
        Filter("country", Text("NO")),
        Filter("near", Near("Kirkenes", None, None, 300.0)),
        Filter("near", Near(None, 0.0, 0.0, 20000.0)),
        Filter("when", Days("2018-01-01", None)),
        Filter("figure", Range(3, 70)),
        Filter("figure", Range(None, 1e300, high_open=True)),
        Filter("counts", Text("officers")),
        Filter("counts", Text("bodies")),
        Filter("unit", Text("percent")),
        Filter("headline", Text("spy")),
        Filter("ground", Text("internal reports")),
        Filter("cue", Text("said")),
        Filter("cue", Text("...a")),
        Filter("report", Text("https://barents.example/spy")),
        Filter("judged", Text("confirmed")),
    ]
)


def trees(leaves: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.recursive(
        leaves,
        lambda some: st.one_of(
            st.lists(some, min_size=2, max_size=4).map(lambda of: All(tuple(of))),
            st.lists(some, min_size=2, max_size=4).map(lambda of: Any_(tuple(of))),
            some.map(Not),
        ),
        max_leaves=8,
    )


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees(st.one_of(_words, _plain, _others)))
@example(Any_(tuple(Words(word) for word in _WORDS * 5)))
@example(All((Not(All((Words("a"), Words("b")))), Not(Not(Not(Words("spy")))))))
def test_any_query_finds_the_same_on_both(both: tuple[Library, Library], query: Node) -> None:
    answers = [sorted(claims(library.find(query, size=100))) for library in both]
    assert answers[0] == answers[1]
    for library, answer in zip(both, answers, strict=True):
        assert sorted(row["claim"] for row in library.claims(query)) == [c for c in answer if c != 12]
        assert sorted(key for kept in library.readings(query) for key in kept.claims.values()) == answer


def holds(query: Node, claim: int, hits: Sequence[dict[str, object]]) -> bool:
    """What a query of plain fields means, in plain Python."""
    row = hits[claim - 1]
    match query:
        case All(of=parts):
            return all(holds(part, claim, hits) for part in parts)
        case Any_(of=parts):
            return any(holds(part, claim, hits) for part in parts)
        case Not(of=part):
            return not holds(part, claim, hits)
        case Filter(field="confidence", value=Range(low=low)):
            return float(str(row["confidence"])) >= (low or 0)
        case Filter(field="published", value=Days(earliest, latest)):
            day = row["published"]
            return day is not None and (earliest or "") <= str(day) <= (latest or "9")
        case Filter(field="claim", value=Text(text)):
            return f"c{claim}" == text
        case Filter(field="report", value=Text(text)):
            return f"r{row['report']}" == text
        case Filter(field="judged"):
            return claim not in (2, 10)
        case Filter(field="version"):
            return True
        case Filter(field="language"):
            return row["report"] not in (4, 5, 6)
        case Filter(field, Text(text)):
            return row[field] == text
    raise AssertionError(query)


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees(_plain))
def test_plain_queries_mean_what_they_say(both: tuple[Library, Library], query: Node) -> None:
    library = both[0]
    rows = list(library.table("claims"))
    asked = All((Filter("version", Text("all")), query))
    # What was rejected is found where judgements are asked for.
    found = [row["key"] for row in rows if row["key"] != 10 or asks("judged", query)]
    expected = [claim for claim in found if holds(query, claim, rows)]
    assert sorted(claims(library.find(asked, size=100))) == expected


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.text(max_size=30)
    | st.lists(st.sampled_from([*QUERIES, "(", ")", "OR", '"', "*", "-"]), max_size=4).map(" ".join)
)
def test_whatever_is_written_is_answered_or_refused(both: tuple[Library, Library], query: str) -> None:
    answers: list[object] = []
    for library in both:
        try:
            answers.append(sorted(claims(library.find(query, size=100))))
        except QueryError as error:
            answers.append(error.at)
    assert answers[0] == answers[1]

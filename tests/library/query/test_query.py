"""The query language: what each query means, and where each wrong one is wrong."""

from __future__ import annotations

import pickle
import re
import time
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import QueryError
from reportedly.library.query import FIELDS, parse, unparse
from reportedly.library.query.tree import All, Any_, Days, Field, Filter, Near, Node, Not, Range, Text, Value, Words

REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "query.md"
PERCENT = Filter("unit", Text("percent"))


def placeless(node: Node) -> Node:
    """A tree without its offsets."""
    match node:
        case Words() | Filter():
            return msgspec.structs.replace(node, at=0)
        case Not(of):
            return Not(placeless(of))
        case _:
            return type(node)(tuple(map(placeless, node.of)))


def meaning(query: str) -> Node:
    return placeless(parse(query))


def value(query: str) -> Value:
    found = parse(query)
    assert isinstance(found, Filter)
    return found.value


@pytest.mark.parametrize(
    ("query", "means"),
    [
        ("", All(())),
        (" \n\ufeff", All(())),
        ("spy", Words("spy")),
        ("spy swap", All((Words("spy"), Words("swap")))),
        ("spy AND swap", All((Words("spy"), Words("swap")))),
        ("spy OR swap", Any_((Words("spy"), Words("swap")))),
        ("spy or swap", All((Words("spy"), Words("or"), Words("swap")))),
        ("a b OR c", Any_((All((Words("a"), Words("b"))), Words("c")))),
        ("a (b OR c)", All((Words("a"), Any_((Words("b"), Words("c")))))),
        ("(a b) c", All((All((Words("a"), Words("b"))), Words("c")))),
        ("((a))", Words("a")),
        ("-a b", All((Not(Words("a")), Words("b")))),
        ("NOT a b", All((Not(Words("a")), Words("b")))),
        ("-(a b)", Not(All((Words("a"), Words("b"))))),
        ("--a", Not(Not(Words("a")))),
        ("well-known", Words("well-known")),
        ('"return to  Norway"', Words("return to Norway", phrase=True)),
        ("“return to Norway”", Words("return to Norway", phrase=True)),
        ("„return to Norway“", Words("return to Norway", phrase=True)),
        ("”return”", Words("return", phrase=True)),
        ("« return to Norway »", Words("return to Norway", phrase=True)),
        ("»return«", Words("return", phrase=True)),
        ('“the "spy"”', Words('the "spy"', phrase=True)),
        ('"the ""spy"" case"', Words('the "spy" case', phrase=True)),
        ('"OR"', Words("OR", phrase=True)),
        ("nat*", Words("nat", prefix=True)),
        ("हि*", Words("हि", prefix=True)),
        ('"return to Norw*"', Words("return to Norw", phrase=True, prefix=True)),
        ("f*ck", Words("f*ck")),
        ('a"b c"d', All((Words("a"), Words("b c", phrase=True), Words("d")))),
        ("http://example.org/a?b=c", Words("http://example.org/a?b=c")),
        ("report://x", Words("report://x")),
        ("10:30", Words("10:30")),
        ("Norway: spy", All((Words("Norway:"), Words("spy")))),
        ("xyzzy:spy", Words("xyzzy:spy")),
        ("fron: spy", All((Words("fron:"), Words("spy")))),
        ("(fron:)", Words("fron:")),
        ("from:unnamed", Filter("from", Text("unnamed"))),
        ("FROM:unnamed", Filter("from", Text("unnamed"))),
        ('from:"unnamed"', Filter("from", Text("unnamed", exact=True))),
        ("from:OR", Filter("from", Text("OR"))),
        ("from:via:x", Filter("from", Text("via:x"))),
        ('-via:"The Times"', Not(Filter("via", Text("The Times", exact=True)))),
        ("from:(a OR b)", Any_((Filter("from", Text("a")), Filter("from", Text("b"))))),
        ('from:(a "b c" -d)', meaning('from:a from:"b c" -from:d')),
        ("from:(a (b OR NOT c))", meaning("from:a (from:b OR -from:c)")),
        ("report:(http://a.org OR r2)", meaning("report:http://a.org OR report:r2")),
        ("figure:73%", All((Filter("figure", Range(73, 73)), PERCENT))),
        ("figure:73% spy", All((All((Filter("figure", Range(73, 73)), PERCENT)), Words("spy")))),
        ("figure:70%..80%", All((Filter("figure", Range(70, 80)), PERCENT))),
        ("figure:>=70%", All((Filter("figure", Range(70)), PERCENT))),
    ],
)
def test_what_a_query_means(query: str, means: Node) -> None:
    assert meaning(query) == means


@pytest.mark.parametrize(
    ("query", "means"),
    [
        ("kind:Official", Text("official")),
        ("country:no", Text("NO")),
        ("country:Norway", Text("Norway")),
        ('country:"United States"', Text("United States", exact=True)),
        ("unit:%", Text("percent")),
        ("place:g3143244", Text("g3143244")),
        ("about:e12", Text("e12")),
        ("language:EN", Text("en")),
        ("report:R12", Text("r12")),
        ("report:DEADBEEF", Text("deadbeef")),
        ("report:https://Example.org/A", Text("https://Example.org/A")),
        ("claim:c345", Text("c345")),
        ("figure:150", Range(150, 150)),
        ("figure:1,500", Range(1500, 1500)),
        ("figure:-5.5", Range(-5.5, -5.5)),
        ("figure:.5", Range(0.5, 0.5)),
        ("figure:>=100", Range(100)),
        ("figure:>100", Range(100, low_open=True)),
        ("figure:<=100", Range(None, 100)),
        ("figure:<100", Range(None, 100, high_open=True)),
        ("figure:100..200", Range(100, 200)),
        ("figure:100..", Range(100)),
        ("figure:..200", Range(None, 200)),
        ("figure:>100..<200", Range(100, 200, True, True)),
        ("confidence:0.5..1", Range(0.5, 1)),
        ("published:2019", Days("2019-01-01", "2019-12-31")),
        ("published:2019-11", Days("2019-11-01", "2019-11-30")),
        ("published:2020-02", Days("2020-02-01", "2020-02-29")),
        ("published:2019-12", Days("2019-12-01", "2019-12-31")),
        ("published:2019-11-17", Days("2019-11-17", "2019-11-17")),
        ("published:2019-01..2019-06", Days("2019-01-01", "2019-06-30")),
        ("published:..2019", Days(None, "2019-12-31")),
        ("published:2019..", Days("2019-01-01", None)),
        ("published:>=2019-11", Days("2019-11-01", None)),
        ("published:<=2019-11", Days(None, "2019-11-30")),
        ("published:<2020", Days(None, "2019-12-31")),
        ("published:>2019-11-17", Days("2019-11-18", None)),
        ("when:>2019", Days("2020-01-01", None)),
        ("near:Oslo", Near("Oslo", None, None, 50)),
        ("near:Oslo,5.5km", Near("Oslo", None, None, 5.5)),
        ('near:"New York",10mi', Near("New York", None, None, 16.09344)),
        ('near:"New York, 10 MI"', Near("New York", None, None, 16.09344)),
        ("near:Paris,Texas", Near("Paris,Texas", None, None, 50)),
        ("near:59.91,10.75", Near(None, 59.91, 10.75, 50)),
        ("near:-33.9,-70,100km", Near(None, -33.9, -70, 100)),
    ],
)
def test_what_a_value_means(query: str, means: Value) -> None:
    assert value(query) == means


@pytest.mark.parametrize(
    ("query", "under", "says"),
    [
        ("fron:unnamed", "fron", "did you mean from:"),
        ("a source:PST", "source:", "did you mean from:"),
        ("(spy", "(", "never closed"),
        ("from:(spy", "(", "never closed"),
        ("spy (", "(", "never closed"),
        ("spy)", ")", "never opened"),
        (")", ")", "never opened"),
        ("()", ")", "nothing between"),
        ("from:()", ")", "nothing between"),
        ('spy "swap', '"', "never closed"),
        ("«spy“", "«", "never closed"),
        ("spy OR", "OR", "nothing after OR"),
        ("(a OR) b", "OR", "nothing after OR"),
        ("a OR OR b", "OR", "nothing after OR"),
        ("OR spy", "OR", "nothing before OR"),
        ("AND", "AND", "nothing before AND"),
        ("a AND OR b", "AND", "nothing after AND"),
        ("spy NOT", "NOT", "nothing after NOT"),
        ("a - b", "-", "nothing right after -"),
        ("spy -", "-", "nothing right after -"),
        ("from: PST", " PST", "nothing right after from:"),
        ("spy from:", "", "nothing right after from:"),
        ("(from:)", ")", "nothing right after from:"),
        ('from:""', '"', "no value"),
        ("from:—", "—", "no letter or digit"),
        ("from:(a via:b)", "via", "a field within from:"),
        ("from:a(b)", "a(", "quotation marks"),
        ("kind:oficial", "oficial", "did you mean official?"),
        ("certainty:xyzzy", "xyzzy", "asserted, hedged, denied, declined"),
        ("judged:maybe", "maybe", "confirmed, corrected, rejected, added, none"),
        ("published:yesterday", "yesterday", "2019-11-17"),
        ("published:2019-02-30", "2019-02-30", "no day 2019-02-30"),
        ("published:2019-00", "2019-00", "no day"),
        ("published:0000", "0000", "no day"),
        ("published:2019..20", "20", "2019-11-17"),
        ("published:2020..2019", "2020", "earlier one first"),
        ("published:>9999", "9999", "calendar ends"),
        ("published:<0001", "0001", "calendar ends"),
        ("when:..", "..", "at least one end"),
        ("when:>=", "", "nothing after >="),
        ("figure:many", "many", "a number or a range"),
        ("figure:200..100", "200", "lower one first"),
        ("figure:>5..5", ">5", "lower one first"),
        ("figure:7%3", "7%3", "a number or a range"),
        ("figure:" + "9" * 400, "999", "a number or a range"),
        ("figure:=>5", "=>", "no comparison"),
        ("confidence:0..5", "5", "between 0 and 1"),
        ("confidence:50%", "50%", "a number or a range"),
        ("near:Oslo,50", "Oslo", "near:Oslo,50km"),
        ("near:59.91", "59", "near:Oslo,50km"),
        ("near:91,0", "91", "between -90 and 90"),
        ("near:Oslo,0km", "Oslo", "more than 0"),
        ('near:"Oslo",far', ",far", "km or mi"),
        ("near:,5km", ",5km", "no place"),
        ("report:abc", "abc", "r12"),
        ("claim:345", "345", "claim:c345"),
        ("language:English", "English", "language:en"),
        ("spy *", "*", "a star"),
        ("spy-*", "*", "a star"),
        ("spy — swap", "—", "no letter or digit"),
        ('"…"', '"', "no letter or digit"),
        ("spy \x00", "\x00", "control character"),
        ("spy \ud800", "\ud800", "control character"),
        ("-" * 21 + "a", "-a", "20 parentheses and NOTs"),
        ("(" * 21 + "a" + ")" * 21, "(a", "20 parentheses and NOTs"),
        ("a " * 100 + "last", "last", "100 words"),
        ("a" * 2000 + "!", "!", "2,000 characters"),
    ],
)
def test_where_a_query_is_wrong(query: str, under: str, says: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    wrong = caught.value
    assert says in wrong.detail
    assert query[wrong.at :].startswith(under)
    assert wrong.at == len(query) if not under else wrong.at < len(query)
    assert wrong.query == query
    shown, caret = str(wrong).splitlines()[-2:]
    assert caret.strip() == "^"
    if "\x00" not in query and "\ud800" not in query:
        assert shown[len(caret) - 1 :].startswith(under)


def test_the_deepest_and_longest_queries_that_are_allowed() -> None:
    assert parse("(" * 20 + "a" + ")" * 20) == Words("a", at=20)
    assert meaning("a " * 100) == All((Words("a"),) * 100)
    assert parse("a" * 2000) == Words("a" * 2000)


def test_offsets_are_those_of_the_query() -> None:
    query = 'spy -from:(a OR "b") figure:73%'
    found = parse(query)
    assert isinstance(found, All)
    spy, unlike, share = found.of
    assert spy == Words("spy", at=0)
    assert unlike == Not(Any_((Filter("from", Text("a"), at=11), Filter("from", Text("b", exact=True), at=16))))
    assert isinstance(share, All)
    assert {query[part.at :] for part in share.of if isinstance(part, Filter)} == {"figure:73%"}


def test_an_error_is_safe_to_print_and_its_caret_stands_under_the_character() -> None:
    shown, caret = str(QueryError("漢字e\u0301 \x1b[31m\u202e\n(", 12, "why; cure")).splitlines()[-2:]
    assert shown == "  漢字e\u0301 �[31m� ("
    assert caret == " " * (2 + 4 + 1 + 1 + 7) + "^"
    long = str(QueryError("a" * 500 + "(" + "b" * 500, 500, "why; cure")).splitlines()
    assert len(long[1]) < 130
    assert long[1][len(long[2]) - 1] == "("


def test_an_error_survives_the_way_from_another_process() -> None:
    with pytest.raises(QueryError) as caught:
        parse("a OR")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.at, again.detail) == (str(caught.value), 2, caught.value.detail)


def test_a_tree_goes_through_json() -> None:
    tree = parse('a "b" -(from:c OR near:Oslo) figure:>=5 when:2019')
    assert msgspec.json.decode(msgspec.json.encode(tree), type=Node) == tree


def test_the_reference_shows_every_field_and_each_of_its_examples_reads() -> None:
    page = REFERENCE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", page, re.MULTILINE)
    assert [name for name, _, _ in rows] == list(FIELDS)
    for name, values, _ in rows:
        assert FIELDS[name].example in re.findall("`(.+?)`", values)
        if FIELDS[name].shape == "listed":
            assert set(FIELDS[name].values) <= set(re.findall("`(.+?)`", values))
    examples = [line for block in re.findall(r"```text\n(.+?)```", page, re.DOTALL) for line in block.splitlines()]
    examples += re.findall(r"`([a-z]+:[^`]+)`", page)
    assert len(examples) > 40
    for example in examples:
        parse(example.split("  ")[0])


def test_every_field_is_in_the_table_with_an_example_of_it() -> None:
    assert list(FIELDS) == list(get_args(Field))
    for name, about in FIELDS.items():
        found = parse(about.example)
        assert isinstance(found, Filter)
        assert found.field == name
        assert all(value(f"{name}:{listed}") == Text(listed) for listed in about.values)


@pytest.mark.parametrize(
    ("query", "plain"),
    [
        ("published:2019-01-01..2019-12-31", "published:2019"),
        ("when:2020-02-01..2020-02-29", "when:2020-02"),
        ("when:2020-02-01..2020-02-28", "when:2020-02-01..2020-02-28"),
        ("figure:(>=70% OR 1,000)", "figure:>=70% OR figure:1000"),
        ("figure:73 unit:percent", "figure:73%"),
        ("NOT (a AND b) OR c", "-(a b) OR c"),
        ("near:Oslo,50km", "near:Oslo"),
        ("near:59.910,10.75,31.5km", "near:59.91,10.75,31.5km"),
    ],
)
def test_a_tree_is_written_plainly(query: str, plain: str) -> None:
    assert unparse(parse(query)) == plain


@pytest.mark.parametrize(
    ("node", "written"),
    [
        (Filter("about", Text("Frode Berg")), 'about:"Frode Berg"'),
        (Filter("about", Text('the "spy"', exact=True)), 'about:"the ""spy"""'),
        (Words("OR"), '"OR"'),
        (Words("-x"), '"-x"'),
        (Words("from:x"), '"from:x"'),
        (Words("two words"), '"two words"'),
        (Filter("figure", Range(1e22, 1e22)), "figure:10000000000000000000000"),
        (Filter("figure", Range(1e-7)), "figure:>=0.0000001"),
    ],
)
def test_a_tree_made_by_hand_is_written_so_that_it_reads_the_same(node: Node, written: str) -> None:
    assert unparse(node) == written
    again = parse(written)
    assert isinstance(again, Words | Filter)


PIECES = st.sampled_from(
    [
        *(
            "spy",
            "Norway",
            "nat*",
            '"return to Norw*"',
            "“swap”",
            '«a "b"»',
            '"a ""b"""',
            "10:30",
            "http://x.org",
            "fron:",
        ),
        *(about.example for about in FIELDS.values()),
        *("from:e12", "figure:73%", "figure:>1..<2", "figure:-5", "near:Oslo,3mi", 'near:"New York",3km', "unit:%"),
        *("when:..2019", "published:2019-02..2020-03-04", "country:no", "report:deadbeef", "from:x:y", "via:-x"),
    ]
)
QUERIES = st.recursive(
    PIECES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map(" ".join),
        st.lists(inner, min_size=1, max_size=4).map(" OR ".join),
        inner.map("-({})".format),
        inner.map("NOT ({})".format),
        inner.map("({})".format),
        st.lists(st.sampled_from(["73%", "1..2", "-5", "(>=3 OR <2)"]), min_size=1)
        .map(" ".join)
        .map("figure:({})".format),
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(QUERIES)
def test_a_tree_reads_the_same_when_it_was_written_back(query: str) -> None:
    try:
        tree = parse(query)
    except QueryError as wrong:
        assert "deep" in wrong.detail or "100 words" in wrong.detail or "2,000" in wrong.detail
        return
    assert meaning(unparse(tree)) == placeless(tree)
    assert unparse(parse(unparse(tree))) == unparse(tree)


HOSTILE = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.one_of(
            PIECES,
            st.sampled_from([*"()\"“”«»-*:,.<>=%|\\'", "..", "OR", "AND", "NOT", *(f"{name}:" for name in FIELDS)]),
            st.sampled_from(
                ["\x00", "\ud800", "\u202e", "\n", "\ufeff", "é", "漢", "٣", "²", "½", "0", "9999", "e999", "nan"]
            ),
            st.sampled_from([" ", "  "]),
            st.text(max_size=5),
        ),
        max_size=40,
    ).map("".join),
)


@settings(deadline=None, max_examples=250)
@given(HOSTILE)
def test_whatever_is_written_reads_or_is_refused_with_its_place(query: str) -> None:
    try:
        tree = parse(query)
    except QueryError as wrong:
        assert 0 <= wrong.at <= len(query)
        assert len(str(wrong).split("\n")) == 3
        assert str(wrong).replace("\n", "").isprintable()
        return
    written = unparse(tree)
    if len(written) <= 2000:
        assert meaning(written) == placeless(tree)


@pytest.mark.parametrize(
    "query",
    ["(", "a:", '"', '""', "-", "a" * 19 + ":x ", "a" * 1999, "*", "a*", "from:", "1,", "9", "..", "figure:1,111"],
)
def test_no_query_takes_long(query: str) -> None:
    whole = (query * 2000)[:2000]
    start = time.perf_counter()
    for text in (whole, f"figure:{whole}"[:2000], f"near:{whole}"[:2000], f'"{whole}'[:2000], f"kind:{whole}"[:2000]):
        try:
            parse(text)
        except QueryError as wrong:
            assert str(wrong)
    assert time.perf_counter() - start < 0.5

"""What is found: by every field and by words, alike on both stores, in order and in pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy import text as text_of

from reportedly.errors import QueryError
from reportedly.library import Found, Hit, Library
from reportedly.library.plan import Sort
from reportedly.library.query.tree import All, Any_, Days, Filter, Near, Node, Not, Range, Text, Words
from reportedly.model import Reading, Via
from tests.library import servers
from tests.library.making import Counted, Dated, Located, Named, Said, reading
from tests.library.soundness import sound

KIRKENES = Located("Kirkenes", "NO", 69.7271, 30.0450, "779683")
MURMANSK = Located("Murmansk", "RU", 68.9792, 33.0925, "524305")
OSLO = Located("Oslo", "NO", 59.9127, 10.7461, "3143244")
FIJI = Located("Suva", "FJ", -18.1416, 178.4415, "2198148")
SAMOA = Located("Apia", "WS", -13.8333, -171.7667, "4035413")

READINGS: tuple[Reading, ...] = (
    reading(  # c1, c2
        "Spy returns\n\nFrode Berg, 63, is expected to return to Norway, an official told Dagbladet.\n\n"
        "Berg’s lawyer Ilya Novikov denied that the Norwegian was a spy near Kirkenes.",
        Said("Frode Berg, 63, is expected to return to Norway", "an official", "told", "unnamed",
             via=(Via("Dagbladet", "outlet"),), certainty="hedged"),
        Said("that the Norwegian was a spy near Kirkenes", "Berg’s lawyer Ilya Novikov", "denied",
             entity="Ilya Novikov", certainty="denied"),
        named=[Named("Frode Berg", aliases=("Berg",)), Named("Ilya Novikov", role="lawyer")],
        figures=[Counted("63", 63, "years", 1)],
        places=[KIRKENES],
        publisher="The Barents Observer", published="2019-11-15", address="https://barents.example/spy",
    ),
    reading(  # c3, c4
        "Border\n\nCiting internal reports, the FSB said that 40 officers and 3 dogs were hurt in Murmansk.\n\n"
        "“We counted more than 1,500 cars,” Måns Bjørnland said on Monday.",
        Said("that 40 officers and 3 dogs were hurt in Murmansk", "the FSB", "said", "organisation", "FSB",
             ground="internal reports"),
        Said("“We counted more than 1,500 cars,”", "Måns Bjørnland", "said", entity="Måns Bjørnland", form="direct"),
        named=[Named("FSB", "organisation"), Named("Måns Bjørnland")],
        figures=[Counted("40 officers", 40, "officers", 1), Counted("3 dogs", 3, "dogs", 1),
                 Counted("more than 1,500 cars", 1500, "cars", 2, exact="at least", low=1500)],
        days=[Dated("on Monday", "2019-11-11")],
        places=[MURMANSK],
        publisher="Aftenposten", published="2019-11",
    ),
    reading(  # c5, c6, c7
        "Poll: Café owners’ view\n\nAccording to a survey by Norstat, 73 percent of café owners want peace by 2021.\n\n"
        "Frode Berg hopes that Oslo listens, and Ann Lee confirmed that 5 to 7 bodies were found "
        "between May and June 2018.",
        Said("73 percent of café owners want peace by 2021", "a survey by Norstat", "According to", "document"),
        Said("that Oslo listens", "Frode Berg", "hopes", entity="Frode Berg", confidence=0.4),
        Said("that 5 to 7 bodies were found between May and June 2018", "Ann Lee", "confirmed", "official", "Ann Lee"),
        named=[Named("Frode Berg"), Named("Ann Lee"), Named("Norstat", "organisation")],
        figures=[Counted("73 percent", 73, "café owners", 1, "percent"),
                 Counted("5 to 7 bodies", None, "bodies", 3, exact="range", low=5, high=7)],
        days=[Dated("2021", "2021-01-01", "2021-12-31"),
              Dated("between May and June 2018", "2018-05-01", "2018-06-30")],
        places=[OSLO],
        published="2020", language="en-GB",
    ),
    reading(  # c8
        "Без названия\n\nЗеленский сказал, что Йошкар-Ола ждёт.",
        Said("что Йошкар-Ола ждёт", "Зеленский", "сказал", entity="Зеленский"),
        named=[Named("Зеленский")], language="ru", publisher="Новая газета",
    ),
    reading(  # c9
        "عنوان\n\nقال الوزير إن السد آمن اليوم.",
        Said("إن السد آمن اليوم", "الوزير", "قال", "official"), language="ar",
    ),
    reading(  # c10
        "标题\n\n部长说 大坝 是安全的。",
        Said("大坝 是安全的", "部长", "说", "official"), language="zh",
    ),
    reading(  # c11
        "Seas\n\nIslanders say don't-go zones reach from Suva to Apia; it's a state-of-the-art e-mail 🌊 warning.",
        Said("don't-go zones reach from Suva to Apia; it's a state-of-the-art e-mail 🌊 warning", "Islanders", "say",
             "group"),
        places=[FIJI, SAMOA], publisher="Islands Business", published="2018-06-30",
    ),
    reading("Nothing said\n\nIt rained on Monday in Oslo.", places=[OSLO], publisher="Aftenposten",
            published="2017-01-01"),
    reading(  # c12
        "Old dam\n\nAnn Lee said the dam leaks.",
        Said("the dam leaks", "Ann Lee", "said", entity="Ann Lee"), named=[Named("Ann Lee")],
        address="https://news.example/dam", published="2018-01-01",
    ),
    reading(  # c13
        "New dam\n\nAnn Lee said the dam leaked.",
        Said("the dam leaked", "Ann Lee", "said", entity="Ann Lee"), named=[Named("Ann Lee")],
        address="https://news.example/dam", published="2018-01-02",
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, postgresql: str) -> Iterator[tuple[Library, Library]]:
    """The same library in a file and on a server."""
    with ExitStack() as stack:
        addresses = [str(tmp_path_factory.mktemp("find") / "l"), stack.enter_context(servers.database(postgresql))]
        libraries = [stack.enter_context(Library(address)) for address in addresses]
        for library in libraries:
            library.add(READINGS)
            library.judge(2, "confirmed")
            library.judge(3, "rejected")
            # Somebody merged is found by the name that they had.
            library.merge(entity_of(library, "Måns Bjørnland"), entity_of(library, "Зеленский"))
        yield libraries[0], libraries[1]
        for address in addresses:
            sound(address)


def entity_of(library: Library, name: str) -> int:
    return next(int(row["key"]) for row in library.table("entities") if row["name"] == name)


def claims(found: Found[Hit]) -> list[int]:
    return [hit.claim for hit in found.hits]


QUERIES: dict[str, set[int]] = {
    "": {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13},
    # Words
    "spy": {2},
    "SPY": {2},
    "officer": {3},
    "norw*": {1, 2},
    "return norway": {1},
    '"return to Norway"': {1},
    '"Norway return"': set(),
    '"expected to ret*"': {1},
    "spy OR cars": {2, 4},
    "spy cars": set(),
    "officers -dogs": set(),
    "-spy certainty:denied": set(),
    "cafe": {5},
    "CAFÉ": {5},
    '"cafe owners"': {5},
    "bjørnland": {4},
    "1,500": {4},
    "1500": set(),
    "don't": {11},
    "dont": set(),
    "state-of-the-art": {11},
    "art": {11},
    "e-mail": {11},
    '"it\'s a state"': {11},
    "зеленский": {8},
    "ЙОШКАР*": {8},
    "йошкар-ола": {8},
    "السد": {9},
    "大坝": {10},
    "leaks": {13},
    "leaked": {13},
    # Who
    "from:unnamed": {1},
    "kind:unnamed": {1},
    "from:novikov": {2},
    'from:"ilya novikov"': {2},
    "from:berg": {6},
    'from:"Frode Berg"': {6},
    "from:bjornland": {4, 8},
    "from:зеленский": {4, 8},
    "from:official": {7, 9, 10},
    'from:"official"': {1},
    "from:nobody": set(),
    "from:(fsb OR islanders)": {3, 11},
    "about:berg": {1},
    'about:"Frode Berg"': {1},
    "about:novikov": set(),
    "about:norstat": set(),
    "via:dagbladet": {1},
    "via:aftenposten": set(),
    "-via:dagbladet": {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13},
    "outlet:aftenposten": {3, 4},
    'outlet:"barents observer"': {1, 2},
    "outlet:barents": {1, 2},
    'outlet:"Новая газета"': {8},
    "outlet:aft": set(),
    "-outlet:aftenposten": {1, 2, 5, 6, 7, 8, 9, 10, 11, 13},
    # How
    "form:direct": {4},
    "certainty:denied": {2},
    "certainty:(hedged OR denied)": {1, 2},
    "confidence:<0.5": {6},
    "confidence:>=0.9": {1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 13},
    "ground:reports": {3},
    'ground:"internal reports"': {3},
    "ground:hurt": set(),
    "cue:confirmed": {7},
    'cue:"according to"': {5},
    "cue:internal": set(),
    "-ground:internal from:fsb": set(),
    # Where
    "place:kirkenes": {2},
    "place:g779683": {2},
    "country:no": {2, 6},
    "country:RU": {3},
    "country:Murmansk": {3},
    "near:Kirkenes,200km": {2, 3},
    "near:Kirkenes,50km": {2},
    "near:69.7,30,10km": {2},
    "near:Kirkenes,100mi": {2, 3},
    "near:0,0,20000km": {2, 3, 6, 11},
    # Over the line where days begin, and from a pole.
    "near:-18,-179,300km": {11},
    "near:-16,-179.9,1200km": {11},
    "near:90,0,2500km": {2, 3},
    "near:nowhere,50km": set(),
    # When
    "published:2019-11": {1, 2, 3, 4},
    "published:2019-11-15": {1, 2},
    "published:2019": {1, 2, 3, 4},
    "published:2019..2020": {1, 2, 3, 4, 5, 6, 7},
    "published:>2019": {5, 6, 7},
    "published:<2019-11-15": {3, 4, 11, 13},
    "published:..2018": {11, 13},
    "-published:2019": {5, 6, 7, 8, 9, 10, 11, 13},
    "when:2019-11": {4} - {4},
    "when:2021": {5},
    "when:2018-06": {7},
    "when:2018-05-10..2018-05-11": {7},
    "when:>=2019": {5},
    "when:<2019": {7},
    # How many
    "figure:40": {3},
    "figure:>=1000": {4},
    "figure:1,500": {4},
    "figure:3..7": {3, 7},
    "figure:>5..<7": set(),
    "figure:<5": {3},
    "counts:officers": {3},
    "counts:officer": {3},
    "counts:bodies": {7},
    'counts:"café owners"': {5},
    "counts:cafe": {5},
    "figure:40 counts:officers": {3},
    "figure:3 counts:officers": set(),
    "figure:73 counts:café": {5},
    "figure:>=40 figure:<=3": set(),
    "(figure:40 counts:officers) figure:3": {3},
    "figure:73%": {5},
    "unit:percent": {5},
    "unit:%": {5},
    "-counts:officers outlet:aftenposten": {4},
    # Which
    "headline:spy": {1, 2},
    'headline:"cafe owners"': {5, 6, 7},
    "headline:(spy OR border)": {1, 2, 3, 4},
    "language:en": {1, 2, 3, 4, 5, 6, 7, 11, 13},
    "language:en-gb": {5, 6, 7},
    "language:ru": {8},
    "-language:en": {8, 9, 10},
    "report:r1": {1, 2},
    "report:https://barents.example/spy": {1, 2},
    f"report:{READINGS[1].report.id[:10]}": {3, 4},
    f"report:{READINGS[1].report.id}": {3, 4},
    "report:r99": set(),
    "claim:c7": {7},
    "claim:c999999999999": set(),
    "judged:confirmed": {2},
    "judged:rejected": {3},
    "judged:none -outlet:aftenposten": {1, 5, 6, 7, 8, 9, 10, 11, 13},
    "version:all from:lee": {7, 12, 13},
    "version:latest from:lee": {7, 13},
    "from:lee": {7, 13},
    # All at once
    "norway via:Dagbladet certainty:hedged from:unnamed figure:>60 published:2019 -form:direct": {1},
    "(spy OR (form:direct figure:>1000)) -outlet:aftenposten": {2},
    "NOT (spy OR from:unnamed OR outlet:aftenposten) language:en": {5, 6, 7, 11, 13},
    "- (": set(),
}


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


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
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
            return claim not in (2, 3)
        case Filter(field="version"):
            return True
        case Filter(field="language"):
            return row["report"] not in (4, 5, 6)
        case Filter(field, Text(text)):
            return row[field] == text
    raise AssertionError(query)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees(_plain))
def test_plain_queries_mean_what_they_say(both: tuple[Library, Library], query: Node) -> None:
    library = both[0]
    rows = list(library.table("claims"))
    asked = All((Filter("version", Text("all")), query))
    expected = [row["key"] for row in rows if holds(query, row["key"], rows)]
    assert sorted(claims(library.find(asked, size=100))) == expected


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
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

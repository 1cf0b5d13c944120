"""A small library in which every field of a query has something to find."""

from __future__ import annotations

from reportedly.library import Found, Hit, Library
from reportedly.model import Reading, Via
from tests.library.making import Counted, Dated, Located, Named, Said, reading

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


def claims(found: Found[Hit]) -> list[int]:
    return [hit.claim for hit in found.hits]


def entity_of(library: Library, name: str) -> int:
    return next(int(row["key"]) for row in library.table("entities") if row["name"] == name)


QUERIES: dict[str, set[int]] = {
    "": {1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13},
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
    "大坝": set(),
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
    "from:official": {7, 9},
    'from:"official"': {1},
    "from:nobody": set(),
    "from:(fsb OR islanders)": {3, 11},
    "about:berg": {1},
    'about:"Frode Berg"': {1},
    "about:novikov": set(),
    "about:norstat": set(),
    "via:dagbladet": {1},
    "via:aftenposten": set(),
    "-via:dagbladet": {2, 3, 4, 5, 6, 7, 8, 9, 11, 13},
    "outlet:aftenposten": {3, 4},
    'outlet:"barents observer"': {1, 2},
    "outlet:barents": {1, 2},
    'outlet:"Новая газета"': {8},
    "outlet:aft": set(),
    "-outlet:aftenposten": {1, 2, 5, 6, 7, 8, 9, 11, 13},
    # How
    "form:direct": {4},
    "certainty:denied": {2},
    "certainty:(hedged OR denied)": {1, 2},
    "confidence:<0.5": {6},
    "confidence:>=0.9": {1, 2, 3, 4, 5, 7, 8, 9, 11, 13},
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
    "-published:2019": {5, 6, 7, 8, 9, 11, 13},
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
    "-language:en": {8, 9},
    "report:r1": {1, 2},
    "report:https://barents.example/spy": {1, 2},
    f"report:{READINGS[1].report.id[:10]}": {3, 4},
    f"report:{READINGS[1].report.id}": {3, 4},
    "report:r99": set(),
    "claim:c7": {7},
    "claim:c999999999999": set(),
    "judged:confirmed": {2},
    "judged:rejected": {10},
    "大坝 judged:rejected": {10},
    "judged:none OR judged:rejected": {1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13},
    "judged:added": set(),
    "judged:none -outlet:aftenposten": {1, 5, 6, 7, 8, 9, 11, 13},
    "version:all from:lee": {7, 12, 13},
    "version:latest from:lee": {7, 13},
    "from:lee": {7, 13},
    # All at once
    "norway via:Dagbladet certainty:hedged from:unnamed figure:>60 published:2019 -form:direct": {1},
    "(spy OR (form:direct figure:>1000)) -outlet:aftenposten": {2},
    "NOT (spy OR from:unnamed OR outlet:aftenposten) language:en": {5, 6, 7, 11, 13},
    "- (": set(),
}

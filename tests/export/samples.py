"""Readings to export: pages as they are read, and Readings stranger than any page."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import strategies as st

import reportedly
from reportedly.model import (
    Attribution,
    Block,
    Content,
    Cue,
    Entity,
    Figure,
    Published,
    Reader,
    Reading,
    Report,
    Source,
    SourceKind,
    Span,
    Via,
)

ROOT = Path(__file__).parents[2]
READER = Reader(version="9.9", models={})

TEXT = (
    "Dam is safe, mayor says\n\n"
    "“Nobody asked us,” an engineer told Fjordavisen on Monday. “We would have said no.”\n\n"
    "Mayor Ida Berg denied that the dam leaks 🌊 every spring.\n\n"
    "The minister, citing internal reports, said that Berg had promised that 40 farms\nwould be moved.\n\n"
    "It is believed that more will follow. قال الوزير إن السد آمن."
)


@cache
def read_pages() -> tuple[Reading, ...]:
    """The pages that the golden tests keep, read."""
    folders = (ROOT / "tests" / "golden" / "pages", ROOT / "examples")
    pages = sorted(path for folder in folders for path in folder.iterdir() if path.suffix in (".html", ".txt"))
    return tuple(reportedly.read(path) for path in pages)


def at(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def made() -> Reading:
    """A Reading with every part that a claim can have: split, denied, nested, with a ground, without a source."""
    entities = (
        Entity("e1", "person", "Ida Berg", ("Berg",), role="Mayor", affiliation="Dalen", mentions=(at("Ida Berg"),)),
        Entity("e2", "outlet", "Fjordavisen", mentions=(at("Fjordavisen"),)),
        Entity("e3", "person", "engineer", mentions=(at("an engineer"),)),
        Entity("e4", "group", "farms"),
    )
    nested = "that Berg had promised that 40 farms\nwould be moved"
    attributions = (
        Attribution(
            "a1",
            "direct",
            Source((at("an engineer"),), "unnamed", "e3"),
            Cue((at("told"),)),
            Content((at("“Nobody asked us,”"), at("“We would have said no.”"))),
            via=(Via("Fjordavisen", "outlet", "e2"),),
            confidence=0.9,
        ),
        Attribution(
            "a2",
            "indirect",
            Source((at("Mayor Ida Berg"),), "official", "e1"),
            Cue((at("denied"),)),
            Content((at("that the dam leaks 🌊 every spring"),)),
            certainty="denied",
            hedges=(at("denied"),),
        ),
        Attribution(
            "a3",
            "indirect",
            Source((at("The minister"),), "official", None, at("internal reports")),
            Cue((at("said"),)),
            Content((at(nested),)),
            via=(Via("Dagbladet", "outlet"), Via("two aides", "unnamed")),
        ),
        Attribution(
            "a4",
            "indirect",
            Source((at("Berg"),), "person", "e1"),
            Cue((at("promised"),)),
            Content((at("that 40 farms\nwould be moved"),)),
            within="a3",
        ),
        Attribution(
            "a5",
            "indirect",
            None,
            Cue((at("It is believed"),)),
            Content((at("that more will follow"),)),
            certainty="hedged",
            hedges=(at("is believed"),),
            confidence=0.5,
        ),
    )
    number = at("40 farms")
    return Reading(
        report=Report(
            "ab" * 32,
            "https://fjord.example/dam?a=1&b=2",
            "html",
            "en",
            TEXT,
            (Block("headline", 0, 23), Block("body", 25, len(TEXT))),
            publisher="Østavisen",
            headline="Dam is safe, mayor says",
            bylines=("By Kari Dal",),
            section=("News", "Local"),
            tags=("dams",),
            published=Published("2026-03-02", "2026-03-02", "meta"),
            retrieved="2026-03-03T04:05:06+00:00",
        ),
        entities=entities,
        attributions=attributions,
        figures=(Figure(number.start, number.end, number.text, 40, 40, 40, "exact", None, "farms", "a4"),),
        reader=READER,
    )


_ALPHABET = "ab ab.“”\"<&>'\n\n\t\r\v\x00\x1b\x85\u2028\u202e\u0301א🙂é;|#%\ud800"


@st.composite
def strange_readings(draw: st.DrawFn) -> Reading:
    """Readings with any text and any spans of it; ids and addresses that name what they should not."""
    text = draw(st.text(st.sampled_from(_ALPHABET), min_size=1, max_size=120))

    def spans(least: int = 0, most: int = 2) -> tuple[Span, ...]:
        marks = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2 * least, max_size=2 * most, unique=True)))
        pairs = zip(marks[::2], marks[1::2], strict=False)
        return tuple(Span(start, end, text[start:end]) for start, end in pairs)

    claims = []
    for number in range(draw(st.integers(0, 4))):
        kinds: tuple[SourceKind, ...] = ("person", "unnamed", "document", "unknown")
        kind = draw(st.sampled_from(kinds))
        entity = draw(st.sampled_from((None, "e1", "e2", "missing")))
        source = draw(st.sampled_from((None, Source(spans(), kind, entity, next(iter(spans()), None)))))
        claims.append(
            Attribution(
                f"a{number + 1}",
                draw(st.sampled_from(("direct", "indirect", "mixed"))),
                source,
                draw(st.sampled_from((None, Cue(spans())))),
                Content(spans()),
                within=f"a{number}" if number and draw(st.booleans()) else None,
                via=tuple(Via(name, "outlet") for name in draw(st.lists(st.sampled_from(("X\n", "Y"))))),
                certainty=draw(st.sampled_from(("asserted", "hedged", "denied", "declined"))),
                hedges=spans(),
            )
        )
    words = draw(st.sampled_from((None, "", text[:20])))
    return Reading(
        report=Report(
            draw(st.sampled_from(("../../etc/passwd", "ab" * 32, ""))),
            draw(st.sampled_from((None, "javascript:alert(1)", "https://a.example/ b\n", "https://a.example/é"))),
            "text",
            draw(st.sampled_from((None, "en", "xx"))),
            text,
            (Block("body", 0, len(text)),),
            publisher=words,
            headline=words,
            published=Published("2026-03-01", "2026-03-05", "text"),
        ),
        entities=(Entity("e1", "person", text[:9]), Entity("e2", "place", " ")),
        attributions=tuple(claims),
        reader=READER,
    )

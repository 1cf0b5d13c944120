from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.mentions import days, figures, people, places, sources
from reportedly.mentions.days import calendar
from reportedly.mentions.numbers import value_of
from reportedly.model import Published, Span

if TYPE_CHECKING:
    from .conftest import Parse

_PIECES = st.sampled_from(
    (
        "0 1 7 12 31 40 99 1,000 816 000 2016 1999 1e9 999999999999999999999 3.5 .5 ½ ٣ -5 $ £ € % ° - – — / "
        ": . , ; ( ) “ ” \" ' ’ s one two twenty-five hundred thousand million dozen dozens half third "
        "quarter every fifth first in of the of_the to or and between from at least more than up to nearly "
        "about some many most several a few couple percent per cent points years year-old old km m bn days "
        "ago week month last next past this early mid late earlier in September March May Sept. Monday "
        "Tuesday today yesterday summer century 1990s 19th BC p.m. GMT he she said told Dr Mr President chief "
        "Martin Bernsen Bernsen's Norwegian Police Service (PST) PST Daesh newspaper Dagbladet Syria US U.S. "
        "who joined people "
    ).split()
)
_TEXTS = st.lists(st.tuples(_PIECES, st.sampled_from(["", " ", " ", "\u00a0", "\n", "\n\n"])), max_size=30).map(
    lambda pieces: "".join(piece + gap for piece, gap in pieces)
)
_PUBLISHED = st.sampled_from(
    [Published(), Published("2016-09-14", "2016-09-14", "meta"), Published("0001-01-01", "0001-01-01", "meta"),
     Published("9999-12-31", "9999-12-31", "meta"), Published("2016", "2016", "url")]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_TEXTS, published=_PUBLISHED)
def test_nothing_raises_and_everything_holds(text: str, published: Published, parsed: Parse) -> None:
    passages = parsed(text)
    for figure in figures.find(text, passages):
        assert text[figure.start : figure.end] == figure.text == figure.text.strip() != ""
        assert figure.counts is None or figure.counts in text
        bounds = [bound for bound in (figure.low, figure.value, figure.high) if bound is not None]
        assert bounds == sorted(bounds)
        assert figure.exact != "exact" or figure.low == figure.value == figure.high
    for day in days.find(text, passages, published):
        assert text[day.start : day.end] == day.text == day.text.strip() != ""
        first = calendar.start_of(day.earliest) if day.earliest else None
        last = calendar.end_of(day.latest) if day.latest else None
        assert first is None or last is None or first <= last
        if day.type in {"date", "time"} or first or last:
            assert (first is None and last is None) == day.basis.startswith("unresolved")
    for place in places.find(text, passages):
        assert text[place.start : place.end] == place.text != ""
    entities = people.find(text, passages)
    assert [entity.id for entity in entities] == [f"e{at}" for at in range(1, len(entities) + 1)]
    for entity in entities:
        assert entity.mentions == tuple(sorted(entity.mentions, key=lambda span: span.start))
        assert all(text[span.start : span.end] == span.text != "" for span in entity.mentions)
    for start in range(0, len(text), 7):
        words = text[start : start + 12]
        found = sources.resolve(Span(start, start + len(words), words), entities, text, passages)
        assert found is None or found in {entity.id for entity in entities}


@given(st.text(max_size=40))
def test_any_text_has_a_value_or_none(text: str) -> None:
    value = value_of(text)
    assert value is None or value >= 0

"""What stands where in a report."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from reportedly.library.spans import context, first_day, innermost, last_day
from reportedly.model import Attribution, Block, Content, Span

TEXT = "word " * 400

_places = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted)
_spans = _places.map(lambda ends: Span(ends[0], ends[1], TEXT[ends[0] : ends[1]]))
_claims = st.lists(st.lists(_spans, max_size=3), max_size=8).map(
    lambda contents: [
        Attribution(f"a{number}", "indirect", None, None, Content(tuple(some))) for number, some in enumerate(contents)
    ]
)


@given(st.lists(_spans, max_size=8), _claims)
def test_innermost_is_the_shortest_content_around(found: list[Span], claims: list[Attribution]) -> None:
    def around(one: Span) -> str | None:
        lengths = [
            (sum(span.end - span.start for span in claim.content.spans), claim.id)
            for claim in claims
            if any(span.start <= one.start and one.end <= span.end for span in claim.content.spans)
        ]
        return min(lengths)[1] if lengths else None

    assert innermost(found, claims) == [around(one) for one in found]


@given(st.lists(st.integers(0, 1999), max_size=8, unique=True), st.integers(0, 1999), st.integers(0, 1999))
def test_a_context_holds_the_claim_and_little_more(marks: list[int], one: int, other: int) -> None:
    starts, ends = sorted((one, other))
    edges = sorted(marks)
    blocks = [Block("body", a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    left, right = context(TEXT, blocks, starts, ends)
    assert 0 <= left <= starts <= ends <= right <= len(TEXT)
    assert starts - left <= 300
    assert right - ends <= 300
    if any(block.start <= starts and ends <= block.end for block in blocks):
        inside = next(block for block in blocks if block.start <= starts and ends <= block.end)
        assert inside.start <= left
        assert right <= inside.end


@given(st.dates(min_value=date(1000, 1, 1)))
def test_days_years_and_months_have_a_first_and_a_last_day(day: date) -> None:
    whole = day.isoformat()
    assert (first_day(whole), last_day(whole)) == (whole, whole)
    assert first_day(whole[:7]) == f"{whole[:7]}-01"
    assert first_day(whole[:4]) == f"{whole[:4]}-01-01"
    assert last_day(whole[:4]) == f"{whole[:4]}-12-31"
    last = date.fromisoformat(last_day(whole[:7]) or "")
    assert last.month == day.month
    assert date.fromordinal(last.toordinal() + 1).month != day.month if last < date.max else True


@given(st.none() | st.text(max_size=12) | st.from_regex(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", fullmatch=True))
def test_what_is_no_day_has_none(written: str | None) -> None:
    for day in (first_day(written), last_day(written)):
        assert day is None or (date.fromisoformat(day) and written is not None)
    assert (first_day(written) is None) == (last_day(written) is None)


def test_a_moment_is_its_day() -> None:
    assert first_day("2019-11-17T10:00:00+01:00") == last_day("2019-11-17T10:00:00+01:00") == "2019-11-17"
    assert first_day("2019-02-30") is None
    assert first_day("2019-13") is None
    assert first_day("20191117") is None

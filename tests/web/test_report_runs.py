"""A text is cut into leaf runs that lose nothing, whatever marks stand over it."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reportedly.web.report.runs import Mark, Role, cut

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80)
ROLES: tuple[Role, ...] = ("source", "cue", "content", "hedge", "ground", "figure", "day", "place")


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    """A text and marks over it that overlap, nest, touch, and are empty."""
    text = draw(TEXTS)
    places = st.integers(0, len(text))
    marks = []
    for number in range(draw(st.integers(0, 8))):
        start, end = sorted((draw(places), draw(places)))
        marks.append(Mark(start, end, draw(st.sampled_from(ROLES)), draw(st.sampled_from([None, 1, 2, 3])), number))
    return text, marks


@given(marked())
def test_runs_joined_are_the_text(made: tuple[str, list[Mark]]) -> None:
    text, marks = made
    runs = cut(text, 0, len(text), marks)
    assert "".join(run.text for run in runs) == text
    assert all(text[run.start : run.start + len(run.text)] == run.text and run.text for run in runs)
    assert all(one.start + len(one.text) == next_.start for one, next_ in pairwise(runs))


@given(marked())
def test_the_runs_of_each_mark_cover_it_exactly(made: tuple[str, list[Mark]]) -> None:
    text, marks = made
    runs = cut(text, 0, len(text), marks)
    for mark in marks:
        if mark.start == mark.end:
            continue
        inside = [run for run in runs if mark.start <= run.start < mark.end]
        assert "".join(run.text for run in inside) == text[mark.start : mark.end]
        assert all(mark.role in run.roles for run in inside)
        assert mark.claim is None or all(mark.claim in run.claims for run in inside)
        if mark.role == "content":
            assert inside[0].opens
            assert inside[-1].closes
        assert mark.number in inside[-1].numbers


@given(marked(), st.data())
def test_a_part_of_a_text_is_cut_alike(made: tuple[str, list[Mark]], data: st.DataObject) -> None:
    text, marks = made
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    runs = cut(text, start, end, marks)
    assert "".join(run.text for run in runs) == text[start:end]


def test_a_content_in_a_content_is_deeper() -> None:
    text = "He said she said no"
    marks = [Mark(8, 19, "content", 1, 1), Mark(8, 11, "source", 2), Mark(17, 19, "content", 2, 2)]
    runs = {run.text: run for run in cut(text, 0, len(text), marks)}
    assert runs["no"].depth == 2
    assert runs["no"].claims == (1, 2)
    assert runs["no"].numbers == (1, 2)
    assert runs["she"].roles == ("content", "source")
    assert runs["she"].depth == 1
    assert runs["He said "].classes == ""


_PARTS = st.tuples(st.sampled_from(["w", "é", "e\u0301", "w\u0338\u034d", "/"]), st.integers(1, 400))


@given(st.lists(_PARTS, max_size=4))
def test_a_word_without_end_is_cut_where_a_line_may_end(parts: list[tuple[str, int]]) -> None:
    word = "".join(part * many for part, many in parts)
    text = f"He said {word} again"
    runs = cut(text, 0, len(text), [])
    assert "".join(run.text for run in runs) == text
    broken = [run for run in runs if run.breaks]
    assert bool(broken) or len(word) < 300 or any(unicodedata.combining(letter) for letter in word)
    # Never in what has spaces, nor between a letter and its marks.
    assert all(len("He said ") < run.start < len("He said ") + len(word) for run in broken)
    assert not any(unicodedata.combining(run.text[0]) for run in broken)


def test_marks_over_a_word_without_end_are_kept() -> None:
    text = f"{'w' * 1_000} end"
    runs = cut(text, 0, len(text), [Mark(250, 1_000, "content", 1)])
    assert "".join(run.text for run in runs) == text
    assert [run.start for run in runs if run.breaks] == list(range(100, 1_000, 100))
    assert "".join(run.text for run in runs if run.claims == (1,)) == text[250:1_000]
    assert [run.start for run in runs if run.opens] == [250]
    assert [run.start + len(run.text) for run in runs if run.closes] == [1_000]
    # A mark that starts in the middle of a piece is no place for a line to end.
    assert not next(run for run in runs if run.start == 250).breaks

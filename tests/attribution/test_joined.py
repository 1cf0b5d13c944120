"""Stretches put together lead back to where they came from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportedly.attribution.joined import Joined
from reportedly.attribution.raw import RawAttribution


def test_a_cut_paragraph_is_one_line_and_blocks_are_lines() -> None:
    whole = "One two three.\n\nFour five."
    joined = Joined.of(whole, [(0, "One two"), (8, "three."), (16, "Four five.")])
    assert joined.text == "One two three.\nFour five."


def test_apart_keeps_neighbours_in_lines_of_their_own() -> None:
    assert Joined.of("One two", [(0, "One"), (4, "two")], apart=True).text == "One\ntwo"


def test_a_run_over_two_stretches_comes_back_as_two() -> None:
    joined = Joined.of("One.\n\nTwo.", [(0, "One."), (6, "Two.")])
    assert joined.back((0, len(joined.text))) == [(0, 4), (6, 10)]


def test_an_attribution_comes_back_role_by_role() -> None:
    joined = Joined.of("xx she said so", [(3, "she said so")])
    raw = RawAttribution(source=((0, 3),), cue=((4, 8),), content=((9, 11),), confidence=0.5)
    assert joined.returned(raw) == RawAttribution(((3, 6),), ((7, 11),), ((12, 14),), 0.5)


@given(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=6), st.booleans(), st.data())
def test_every_run_comes_back_with_the_same_characters(parts: list[str], apart: bool, data: st.DataObject) -> None:
    whole, stretches = "", []
    for part in parts:
        whole += data.draw(st.sampled_from(["", " ", "\n\n", "xyz"]))
        stretches.append((len(whole), part))
        whole += part
    joined = Joined.of(whole, stretches, apart)
    start = data.draw(st.integers(0, len(joined.text) - 1))
    end = data.draw(st.integers(start + 1, len(joined.text)))
    for a, b in joined.back((start, end)):
        assert whole[a:b] in joined.text[start:end]
    for i, (origin, part) in enumerate(stretches):
        first = joined.starts[i]
        assert joined.back((first, first + len(part))) == [(origin, origin + len(part))]

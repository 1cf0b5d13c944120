"""A surer view of a reading stays whole: nothing in it points at what was left out."""

from __future__ import annotations

from msgspec.structs import replace

from reportedly import read_text

TEXT = (
    "Reuters reported that the police had said 12 people were hurt in the fire.\n\n"
    "The mayor said that the bridge was safe.\n\nThe river rose all day.\n"
)


def test_surer_keeps_what_it_is_sure_of_and_ties_the_rest_outward() -> None:
    reading = read_text(TEXT)
    outer = next(a for a in reading.attributions if a.source and a.source.spans[0].text == "Reuters")
    inner = next(a for a in reading.attributions if a.within == outer.id)
    claims = tuple(replace(a, confidence=0.2 if a.id == inner.id else 0.9) for a in reading.attributions)
    figures = tuple(replace(f, attribution=inner.id) for f in reading.figures)
    surer = replace(reading, attributions=claims, figures=figures).surer(0.5)
    assert [a.id for a in surer.attributions] == [a.id for a in reading.attributions if a.id != inner.id]
    assert {f.attribution for f in surer.figures} == {outer.id}


def test_a_claim_within_what_was_left_out_stands_alone() -> None:
    reading = read_text(TEXT)
    claims = tuple(replace(a, confidence=0.9 if a.within else 0.2) for a in reading.attributions)
    surer = replace(reading, attributions=claims).surer(0.5)
    assert surer.attributions
    assert all(a.within is None for a in surer.attributions)


def test_nothing_is_lost_at_zero() -> None:
    reading = read_text(TEXT)
    assert reading.surer(0.0) == reading

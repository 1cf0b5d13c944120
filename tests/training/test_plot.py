"""The calibration plot: well-formed, self-contained, and everything within its frame."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import example, given
from hypothesis import strategies as st

from training.attribution.plot import HEIGHT, WIDTH, calibration_svg, wilson

SHARES = st.floats(0, 1)
_SVG = "{http://www.w3.org/2000/svg}"


@given(st.lists(st.tuples(SHARES, SHARES, st.integers(1, 10_000)), max_size=10), st.lists(SHARES, max_size=200))
@example([], [])
@example([(1.0, 1.0, 1)], [1.0, 0.0])
def test_every_point_and_bar_is_drawn_and_within_the_picture(
    bins: list[tuple[float, float, int]], confidences: list[float]
) -> None:
    root = ElementTree.fromstring(calibration_svg(bins, confidences))
    assert len(root.findall(f"{_SVG}circle")) == len(bins)
    bars = [bar for bar in root.findall(f"{_SVG}rect") if bar.get("class") == "bar"]
    counts = [
        int(label.text or "")
        for label in root.findall(f"{_SVG}text")
        if label.get("class") == "small middle" and label.get("x")
    ]
    assert len(bars) == len(counts)
    assert sum(counts) == len(confidences)
    for mark in root.iter():
        for names, most in ((("x", "x1", "x2", "cx"), WIDTH), (("y", "y1", "y2", "cy"), HEIGHT)):
            for name in names:
                assert 0 <= float(mark.get(name, "0")) <= most
        assert float(mark.get("x", "0")) + float(mark.get("width", "0")) <= WIDTH
        assert float(mark.get("y", "0")) + float(mark.get("height", "0")) <= HEIGHT


def test_a_surer_point_stands_further_right_and_a_truer_one_higher() -> None:
    root = ElementTree.fromstring(calibration_svg([(0.2, 0.3, 5), (0.8, 0.9, 5)], [0.2, 0.8]))
    low, high = ((float(c.get("cx", "")), float(c.get("cy", ""))) for c in root.findall(f"{_SVG}circle"))
    assert low[0] < high[0]
    assert low[1] > high[1]


def test_it_needs_nothing_from_elsewhere_and_has_words_for_who_cannot_see_it() -> None:
    svg = calibration_svg([(0.5, 0.6, 7)], [0.5])
    assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"<script|@import|url\(", svg)
    assert "confidence 0.50, right 0.60" in svg
    assert "prefers-color-scheme: dark" in svg


def test_wilson_holds_the_share_and_narrows_with_more_cases() -> None:
    low, high = wilson(0.9, 100)
    assert (round(low, 3), round(high, 3)) == (0.826, 0.945)  # as Newcombe 1998 computes it
    assert wilson(1.0, 10)[1] == 1.0
    assert wilson(0.5, 0) == (0.0, 1.0)

"""A calibration plot as SVG: readable on a light and on a dark screen, without a library, a script or a web font."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

SIDE = 400
LEFT, TOP = 64, 28
BARS_TOP, BARS = TOP + SIDE + 24, 72  # the strip of counts below the plot
WIDTH, HEIGHT = LEFT + SIDE + 24, BARS_TOP + BARS + 52
BINS = 20
_Z = 1.96

_LIGHT = {"paper": "#ffffff", "ink": "#1f2328", "soft": "#59636e", "faint": "#d8dee4", "mark": "#0a58ca"}
_DARK = {"paper": "#0d1117", "ink": "#e6edf3", "soft": "#9198a1", "faint": "#2b323b", "mark": "#79b8ff"}


def _colours(of: Mapping[str, str]) -> str:
    """Rules for a palette, without variables: not every program that draws SVG knows them."""
    rules = {
        "text": f"fill: {of['ink']}",
        ".small": f"fill: {of['soft']}",
        ".paper": f"fill: {of['paper']}",
        ".frame, .ideal": f"stroke: {of['soft']}",
        ".grid": f"stroke: {of['faint']}",
        ".sure, .line": f"stroke: {of['mark']}",
        ".point": f"fill: {of['mark']}; stroke: {of['paper']}",
        ".bar": f"fill: {of['mark']}",
    }
    return " ".join(f"{names} {{ {rule} }}" for names, rule in rules.items())


_STYLE = f"""
 text {{ font: 12px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif }}
 .small {{ font-size: 10px }} .middle {{ text-anchor: middle }} .end {{ text-anchor: end }}
 .frame, .line {{ fill: none }} .ideal {{ stroke-dasharray: 5 4 }} .sure, .point {{ stroke-width: 1.5 }}
 .line {{ stroke-opacity: .45 }} .bar {{ fill-opacity: .55 }}
 {_colours(_LIGHT)}
 @media (prefers-color-scheme: dark) {{ {_colours(_DARK)} }}
"""


def calibration_svg(bins: Sequence[tuple[float, float, int]], confidences: Iterable[float]) -> str:
    """Draw how often attributions of some confidence are right, and how many there are of each confidence.

    Args:
        bins: mean confidence, share of right ones, and size of each, as ``Calibration.bins``.
        confidences: of all attributions, each between 0 and 1.
    """
    sizes = [size for _, _, size in bins]
    each = (
        f"{min(sizes, default=0)}"
        if min(sizes, default=0) == max(sizes, default=0)
        else f"{min(sizes)} to {max(sizes)}"
    )
    told = "; ".join(f"confidence {sure:.2f}, right {right:.2f}" for sure, right, _ in bins)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        ' role="img" aria-labelledby="title told">',
        '<title id="title">Calibration of the confidence of attributions</title>',
        f'<desc id="told">{len(bins)} groups of equally many attributions: {told}.</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/>',
        *_axes(),
        f'<path class="line" d="{_path(bins)}"/>' if bins else "",
        *(mark for one in bins for mark in _point(*one)),
        *_bars(list(confidences)),
        _text(LEFT, 16, f"Points: {each} attributions each, with 95 % intervals", "small"),
        _text(LEFT + SIDE / 2, HEIGHT - 10, "confidence", "middle"),
        f'<text class="middle" transform="translate(16 {TOP + SIDE / 2:g}) rotate(-90)">share right</text>',
        f'<text class="middle" transform="translate(16 {BARS_TOP + BARS / 2:g}) rotate(-90)">how many</text>',
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _x(value: float) -> float:
    return LEFT + SIDE * value


def _y(value: float) -> float:
    return TOP + SIDE * (1 - value)


def _text(x: float, y: float, words: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x:g}" y="{y:g}">{words}</text>'


def _line(kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _axes() -> list[str]:
    parts = []
    for step in range(0, 11, 2):
        value = step / 10
        parts += [_line("grid", _x(0), _y(value), _x(1), _y(value)), _line("grid", _x(value), _y(0), _x(value), _y(1))]
        parts.append(_text(LEFT - 8, _y(value) + 4, f"{value:.1f}", "end"))
        parts.append(_text(_x(value), BARS_TOP + BARS + 18, f"{value:.1f}", "middle"))
    parts.append(f'<rect class="frame" x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}"/>')
    parts.append(_line("ideal", _x(0), _y(0), _x(1), _y(1)))
    place = f"translate({_x(0.2) + 12:g} {_y(0.2) + 12:g}) rotate(-45)"
    parts.append(f'<text class="small middle" transform="{place}">as often right as said</text>')
    return parts


def _path(bins: Sequence[tuple[float, float, int]]) -> str:
    return "M" + " L".join(f"{_x(sure):.1f} {_y(right):.1f}" for sure, right, _ in bins)


def _point(sure: float, right: float, size: int) -> list[str]:
    low, high = wilson(right, size)
    return [
        _line("sure", _x(sure), _y(low), _x(sure), _y(high)),
        f'<circle class="point" cx="{_x(sure):.1f}" cy="{_y(right):.1f}" r="5"/>',
    ]


def _bars(confidences: Sequence[float]) -> list[str]:
    counts = [0] * BINS
    for value in confidences:
        counts[min(int(value * BINS), BINS - 1)] += 1
    most = max(counts)
    parts = [_line("frame", LEFT, BARS_TOP + BARS, LEFT + SIDE, BARS_TOP + BARS)]
    step = SIDE / BINS
    for number, size in enumerate(counts):
        if size:
            height = (BARS - 14) * size / most
            x, y = LEFT + number * step, BARS_TOP + BARS - height
            parts.append(
                f'<rect class="bar" x="{x + 1:.1f}" y="{y:.1f}" width="{step - 2:.1f}" height="{height:.1f}"/>'
            )
            parts.append(_text(x + step / 2, round(y - 3, 1), str(size), "small middle"))
    return parts


def wilson(share: float, size: int) -> tuple[float, float]:
    """The 95 % interval of a share seen in ``size`` cases (Wilson 1927)."""
    if not size:
        return 0.0, 1.0
    square = _Z * _Z
    middle = (share + square / (2 * size)) / (1 + square / size)
    half = _Z / (1 + square / size) * math.sqrt(share * (1 - share) / size + square / (4 * size * size))
    return max(0.0, middle - half), min(1.0, middle + half)

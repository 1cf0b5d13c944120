"""Scores as tables for people, within 80 columns: percentages with one decimal, every mark in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from reportedly.cli.words import plain
from reportedly.evaluation import AttributionScore, Difference, Shortfall

LEAST_WIDTH = 76
"""Columns the tables need; on a narrower terminal their lines run over, which reads better than numbers cut in two."""

_PART = "  "
"""What a row that splits the row above it begins with."""


def table(score: AttributionScore) -> RenderableType:
    """Every metric, the publishers, and what the confidences are worth."""
    main = score.metrics["attribution"]
    counts = f"{score.documents:,} documents, {main.gold:,} gold attributions, {main.predicted:,} found"
    return Group(Text(counts), "", _metrics(score), *_publishers(score), *_shares(score))


def compared(differences: Mapping[str, Difference], against: str) -> RenderableType:
    """What changed against other predictions."""
    drawn = any(one.interval for one in differences.values())
    rows = _table(("figure", "against", "here", "difference", *(["95 % interval"] if drawn else [])))
    for name, one in differences.items():
        label = f"{_PART}{name.partition('/')[2]}" if "/" in name else name
        cells = [_percent(one.theirs), _percent(one.ours), _signed(one.difference)]
        if one.interval is not None:
            cells.append(f"{_signed(one.interval[0])} to {_signed(one.interval[1])}")
        rows.add_row(label, *cells)
    return Group("", Text(plain(f"Against {against}, in points")), "", rows)


def floored(missed: Sequence[Shortfall], floors: int, others: Sequence[str], name: str) -> RenderableType:
    """Which figures are below their floors."""
    parts: list[RenderableType] = [""]
    if missed:
        parts.append(Text(plain(f"Floors in {name}: {floors}, not held: {len(missed)}"), style="red"))
        rows = _table(("figure", "is", "floor"))
        for one in missed:
            rows.add_row(one.figure, "not measured" if one.value is None else _share(one.value), _share(one.floor))
        parts += ["", rows]
    else:
        parts.append(Text(plain(f"Floors in {name}: {floors}, all held")))
    if others:
        parts.append(Text(plain(f"Not of this task: {', '.join(others)}"), style="dim"))
    return Group(*parts)


def _metrics(score: AttributionScore) -> RenderableType:
    drawn = any(one.interval for one in score.metrics.values())
    rows = _table(("", "precision", "recall", "F1", *(["95 %"] if drawn else []), "gold", "found"))
    for metric, one in score.metrics.items():
        cells = [_percent(one.precision), _percent(one.recall), _percent(one.f1)]
        if one.interval is not None:
            cells.append(f"{_percent(one.interval[0])}-{_percent(one.interval[1])}")
        label = f"{_PART}{metric.partition('/')[2]}" if "/" in metric else metric
        style = "bold" if metric == "attribution" else ""
        rows.add_row(label, *cells, f"{one.gold:,}", f"{one.predicted:,}", style=style)
    return rows


def _publishers(score: AttributionScore) -> Iterator[RenderableType]:
    if not score.publishers or score.publisher_gap is None:
        return
    rows = _table(("attribution by publisher", "precision", "recall", "F1", "documents"))
    for one in score.publishers:
        main = one.attribution
        cells = (_percent(main.precision), _percent(main.recall), _percent(main.f1), f"{one.documents:,}")
        rows.add_row(Text(plain(one.publisher or "none named")), *cells)
    yield from ("", rows)
    if len(score.publishers) > 1:
        gap = _percent(score.publisher_gap)
        yield Text(f"The worst publisher is {gap} points below the mean of the publishers.")


def _shares(score: AttributionScore) -> Iterator[RenderableType]:
    whole, present, absent = score.source_given_content, score.source_present, score.source_absent
    yield from ("", Text("Source right, where the content was found"))
    rows = _table(("", "accuracy", "of"))
    for label, one in (("all", whole), ("the gold has a source", present), ("the gold has none", absent)):
        rows.add_row(_PART + label, _percent(one.accuracy) if one.of else "-", f"{one.of:,}")
    yield rows
    yield ""
    if score.confidence is None:
        yield Text("Confidence: not measured, as not every attribution found has one.")
        return
    sure = score.confidence
    yield Text(
        f"Confidence: expected calibration error {_percent(sure.error)}; from {sure.threshold:.3f} up, which keeps "
        f"{_percent(sure.coverage)} % of what was found, precision {_percent(sure.precision)}."
    )


def _table(headings: Sequence[str]) -> Table:
    """A table whose first column is words and whose others are numbers."""
    rows = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim")
    for at, heading in enumerate(headings):
        rows.add_column(heading, justify="right" if at else "left", overflow="fold")
    return rows


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _signed(share: float) -> str:
    return f"{100 * share:+.1f}"


def _share(share: float) -> str:
    """A figure beside its floor, exact enough to tell them apart."""
    return f"{share:.4f}"

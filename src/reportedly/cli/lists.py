"""Reports, entities and decisions of a library in tables for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from reportedly.cli.hits import one_line, total

if TYPE_CHECKING:
    from reportedly.library import Decision, EntityShown, Found, ReportHit


def reports(found: Found[ReportHit]) -> RenderableType:
    """A line for each report, and under them how many there are."""
    table = _table(("key", None), ("day", None), ("publisher", 1), ("headline", 3), ("claims", 0), ("added", None))
    for hit in found.hits:
        headline = hit.headline or hit.opening or hit.address or hit.id[:12]
        version = f" (version {hit.version})" if hit.version > 1 else ""
        _row(
            table,
            f"r{hit.report}",
            hit.published or "",
            hit.publisher or "",
            headline + version,
            f"{hit.claims:,}",
            hit.added[:10],
        )
    under = Text(total(found, "report"), style="dim")
    return Group(table, "", under) if found.hits else under


def entities(some: Sequence[EntityShown], *, more: int | None) -> RenderableType:
    """A line for each entity.

    Args:
        some: the entities.
        more: the number of the next page, if there is one.

    """
    table = _table(("key", None), ("name", 3), ("kind", None), ("as", 2), ("reports", 0), ("claims", 0))
    for one in some:
        role = ", ".join(filter(None, (one.role, one.affiliation)))
        name = one.name + (f" (with {', '.join(f'e{key}' for key in one.merged)})" if one.merged else "")
        _row(table, f"e{one.entity}", name, one.kind, role, f"{one.reports:,}", f"{one.claims:,}")
    return Group(table, "", Text(f"--page {more} shows more", style="dim")) if more else table


def decisions(some: Sequence[Decision]) -> RenderableType:
    """A line for each merge and split."""
    table = _table(("decision", 0), ("what", 1), ("by", None), ("made", None), ("undone", None))
    for one in some:
        by, undone = one.made_by or "", (one.undone or "")[:10]
        _row(table, str(one.decision), in_words(one), by, one.made[:10], undone)
    return table


def in_words(one: Decision) -> str:
    """What was decided."""
    if one.kind == "merge":
        return f"e{one.other} is e{one.entity}"
    return f"{one.name} in r{one.report} is e{one.other} and not e{one.entity}"


def _table(*columns: tuple[str, int | None]) -> Table:
    """A table with headings. A column has a share of the width, or none and is not wrapped; numbers have 0."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim")
    for heading, share in columns:
        table.add_column(
            heading, no_wrap=not share, ratio=share or None, justify="right" if share == 0 else "left", overflow="fold"
        )
    return table


def _row(table: Table, *cells: str) -> None:
    table.add_row(*(Text(one_line(cell)) for cell in cells))

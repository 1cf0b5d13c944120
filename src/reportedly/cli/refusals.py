"""``reportedly refusals``: what was left unread, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.cli.with_library import Address, Json, NoColor, Page, Size, opened, print_json, printer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from reportedly.library import KeptRefusal


def refusals(library: Address, page: Page = 1, size: Size = 20, json: Json = False, no_color: NoColor = False) -> None:
    """List what a library could not read and why: sources, and parts of reports that it has, the newest first.

    A source leaves the list when it is added and read after all.
    """
    with opened(library) as kept:
        some = kept.refusals(page=page, size=size)
        if json:
            print_json(some)
            return
        out = printer(no_color=no_color)
        if not some:
            out.print("nothing was refused" if page == 1 else "no more were refused")
            return
        out.print(_table(some))
        if len(some) == size and kept.refusals(page=page + 1, size=size):
            out.print(f"\n--page {page + 1} shows more", style="dim")


def _table(some: Sequence[KeptRefusal]) -> Table:
    from rich.table import Table
    from rich.text import Text

    from reportedly.cli.words import plain

    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim")
    for heading in ("what", "why", "code"):
        table.add_column(heading, overflow="fold")
    for refusal in some:
        what = refusal.name if refusal.report is None else f"r{refusal.report}{_where(refusal)}"
        table.add_row(*(Text(plain(each)) for each in (what, refusal.detail, refusal.code)))
    return table


def _where(refusal: KeptRefusal) -> str:
    """The characters of the report that a refusal is about."""
    return "" if refusal.starts is None else f", characters {refusal.starts:,} to {refusal.ends:,}"

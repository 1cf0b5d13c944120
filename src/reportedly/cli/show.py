"""``reportedly show``: one report, claim or entity of a library."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec.structs import replace

from reportedly.cli.with_library import Address, Json, NoColor, Page, Size, opened, print_json, printer

if TYPE_CHECKING:
    from reportedly.library import EntityShown, Found, Hit, Judgement, Library, Shown
    from reportedly.model import Reading


def show(
    library: Address,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A report (r12, digits of its SHA-256, its address, the file it was added from), "
            "a claim (c345) or an entity (e67).",
            show_default=False,
        ),
    ],
    page: Page = 1,
    size: Size = 20,
    machine: Annotated[
        bool, typer.Option("--machine", help="A report as the reader reads it, without what people said of its claims.")
    ] = False,
    json: Json = False,
    no_color: NoColor = False,
) -> None:
    """Show a report, a claim or an entity of a library in full.

    A report: its versions, what the last one changed, and its ledger, in which claims that people confirmed, corrected
    or added are marked, and those that they rejected are left out. A claim: its paragraph, the chain it came
    through, its figures, days and places, and what people have said of it. An entity: its names, and its statements
    over all reports, the newest first.

    \b
    Examples:
      reportedly show news.db r12
      reportedly show news.db https://example.org/news/1
      reportedly show news.db r12 --machine
      reportedly show news.db c345
      reportedly show news.db e67 --page 2
    """  # noqa: D301 (\\b is how click is told to keep the lines of an example)
    with opened(library) as kept:
        value, what = _of(kept, name, page=page, size=size, machine=machine)
        if json:
            print_json([value])
        else:
            from reportedly.cli import shown

            out = printer(no_color=no_color)
            out.print(getattr(shown, what[0])(*what[1:]))


def _of(library: Library, name: str, *, page: int, size: int, machine: bool) -> tuple[Any, tuple[Any, ...]]:
    """What is called so, for programs; and what shows it to people, with what that takes."""
    if machine and re.fullmatch(r"[ce]\d+", name):
        raise typer.BadParameter(f"--machine is for reports; {name} is none", param_hint="--machine")
    if re.fullmatch(r"c\d+", name):
        hit = library.claim(name)
        report = library.show(hit.report)
        judgements = [one for one in report.judgements if one.claim == hit.claim]
        return _claim(hit, report.kept.reading, judgements), ("claim", hit, report, judgements)
    if re.fullmatch(r"e\d+", name):
        entity = library.entity(name)
        statements = library.find(f"from:e{entity.entity}", page=page, size=size, sort="newest")
        return _entity(entity, statements), ("entity", entity, statements)
    report = library.show(name)
    if machine:
        report = replace(report, kept=replace(report.kept, reading=report.kept.machine))
        return _report(report), ("report", replace(report, judgements=()))
    return _report(report), ("report", report)


def _report(report: Shown) -> dict[str, Any]:
    """As ``Shown``, and each change an object."""
    return {
        **{name: getattr(report, name) for name in ("kept", "version", "versions", "seen", "judgements")},
        "changes": [change._asdict() for change in report.changes],
    }


def _claim(hit: Hit, reading: Reading, judgements: list[Judgement]) -> dict[str, Any]:
    """As ``Hit``, and what was read in the claim."""
    from reportedly.cli.shown import within

    return {
        **{name: getattr(hit, name) for name in hit.__struct_fields__},
        "figures": within(hit, reading, reading.figures),
        "days": within(hit, reading, reading.days),
        "places": within(hit, reading, reading.places),
        "judgements": judgements,
    }


def _entity(entity: EntityShown, statements: Found[Hit]) -> dict[str, Any]:
    """As ``EntityShown``, and a page of its statements."""
    return {**{name: getattr(entity, name) for name in entity.__struct_fields__}, "statements": statements}

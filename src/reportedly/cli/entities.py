"""``reportedly entities``, ``merge``, ``split``, ``undo``: who is who over all reports of a library."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.with_library import (
    Address,
    By,
    Json,
    NoColor,
    Page,
    Size,
    decider,
    opened,
    print_json,
    printer,
)

if TYPE_CHECKING:
    from reportedly.library import Decision, Library


def entities(
    library: Address,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS", help="Words of their names; all if not given.", show_default=False),
    ] = None,
    decisions: Annotated[bool, typer.Option("--decisions", help="List the merges and splits instead.")] = False,
    page: Page = 1,
    size: Size = 20,
    json: Json = False,
    no_color: NoColor = False,
) -> None:
    """List who and what is named in a library, the most named first.

    The same one in many reports is one, when name, role and company agree. Where that is wrong, merge and split say
    so, and undo takes it back.

    \b
    Examples:
      reportedly entities news.db
      reportedly entities news.db Berg
      reportedly entities news.db --decisions
    """  # noqa: D301 (\\b is how click is told to keep the lines of an example)
    if decisions and words:
        raise typer.BadParameter("--decisions lists them all; leave the words out", param_hint="WORDS")
    with opened(library) as kept:
        out = printer(no_color=no_color)
        if decisions:
            made = kept.decisions()[(page - 1) * size : page * size]
            if json:
                print_json(made)
            else:
                from reportedly.cli import lists

                out.print(lists.decisions(made) if made else "Nothing is merged or split.")
            return
        asked = " ".join(words or ())
        found = kept.entities(asked, page=page, size=size)
        if json:
            print_json(found)
            return
        from reportedly.cli import lists

        more = page + 1 if kept.entities(asked, page=page * size + 1, size=1) else None
        none = f"Nothing on page {page}." if page > 1 else "No entities found."
        out.print(lists.entities(found, more=more) if found else none)


def merge(
    library: Address,
    entity: Annotated[str, typer.Argument(metavar="ENTITY", help="The one whose name stays (e12).")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The one that is the same (e30).")],
    by: By = None,
) -> None:
    """Say that two entities are one, under the first one's name.

    It goes for all reports, those read again or added later too, until undo takes it back.

    \b
    Example:
      reportedly merge news.db e12 e30
    """  # noqa: D301 (\\b is how click is told to keep the lines of an example)
    with opened(library) as kept:
        names = kept.entity(entity).name, kept.entity(other).name
        made = kept.merge(entity, other, by=decider(by))
        _tell(kept, made, f"e{made.other} ({names[1]}) is e{made.entity} ({names[0]}) from now on")


def split(
    library: Address,
    entity: Annotated[str, typer.Argument(metavar="ENTITY", help="Who it is not (e12).")],
    report: Annotated[str, typer.Argument(metavar="REPORT", help="In which report (r5).")],
    into: Annotated[
        str | None,
        typer.Argument(metavar="OTHER", help="Who it is there (e30); somebody new if not given.", show_default=False),
    ] = None,
    by: By = None,
) -> None:
    """Say that an entity is somebody else in one report.

    It stays so when the report is read again, until undo takes it back.

    \b
    Examples:
      reportedly split news.db e12 r5
      reportedly split news.db e12 r5 e30
    """  # noqa: D301 (\\b is how click is told to keep the lines of an example)
    with opened(library) as kept:
        made = kept.split(entity, report, into, by=decider(by))
        new = "" if into else ", somebody new,"
        _tell(kept, made, f"{made.name} in r{made.report} is e{made.other}{new} and not e{made.entity} from now on")


def undo(
    library: Address,
    decision: Annotated[
        int,
        typer.Argument(
            metavar="DECISION", min=1, max=999_999_999, help="Its number, as entities --decisions lists it."
        ),
    ],
) -> None:
    """Take a merge or a split back.

    \b
    Example:
      reportedly undo news.db 4
    """  # noqa: D301 (\\b is how click is told to keep the lines of an example)
    with opened(library) as kept:
        undone = kept.undo(decision)
        from reportedly.cli.lists import in_words
        from reportedly.cli.words import plain

        told = f"Decision {undone.decision} ({in_words(undone)}) is taken back; make it again with: "
        typer.echo(plain(told + _again(kept, undone)))


def _again(library: Library, undone: Decision) -> str:
    """The command that makes a decision once more."""
    from reportedly.errors import LibraryError

    entity, other = f"e{undone.entity}", f"e{undone.other}"
    if undone.kind == "merge":
        return f"reportedly {shlex.join(['merge', library.name, entity, other])}"
    try:
        library.entity(other)
        into = [other]
    except LibraryError:
        # It was made for that report alone, and went with it.
        into = []
    return f"reportedly {shlex.join(['split', library.name, entity, f'r{undone.report}', *into])}"


def _tell(library: Library, made: Decision, what: str) -> None:
    """What was decided, by whom, and how to take it back."""
    from reportedly.cli.words import plain

    by = f" by {made.made_by}" if made.made_by else ""
    cure = f"reportedly {shlex.join(['undo', library.name, str(made.decision)])}"
    typer.echo(plain(f"{what} (decision {made.decision}{by}); take it back with: {cure}"))

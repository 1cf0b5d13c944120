"""``reportedly find``: the claims, or the reports, that a query finds."""

from __future__ import annotations

from typing import Annotated

import typer

from reportedly.cli.with_library import (
    Address,
    Json,
    NoColor,
    Page,
    Query,
    Size,
    Sorted,
    joined,
    opened,
    print_json,
    printer,
)


def find(
    library: Address,
    query: Query = None,
    reports: Annotated[
        bool, typer.Option("--reports", help="Find reports: words are looked for in their whole text.")
    ] = False,
    context: Annotated[bool, typer.Option("--context", help="Show the paragraph around each claim.")] = False,
    page: Page = 1,
    size: Size = 20,
    sort: Sorted = None,
    json: Json = False,
    no_color: NoColor = False,
) -> None:
    """Find claims in a library, by words, source, day, place, figure.

    Put the query in single quotation marks, so that the shell leaves its own alone; several words are one query. What
    can be asked for is told in docs/reference/query.md.

    \b
    Examples:
      reportedly find news.db spy swap
      reportedly find news.db 'from:unnamed via:Dagbladet "return to Norway"'
      reportedly find news.db 'figure:>=100 counts:officers' --context
      reportedly find news.db 'published:2019-11 -outlet:Sputnik' --json
    """  # noqa: D301 (\\b is how click is told to keep the lines of an example)
    asked = joined(query)
    with opened(library) as kept:
        found = kept.find(asked, over="reports" if reports else "claims", page=page, size=size, sort=sort)
        if json:
            print_json(found.hits)
            return
        from reportedly.cli import hits

        out = printer(no_color=no_color)
        if found.total:
            out.print(hits.listing(found, context=context))
        else:
            out.print(hits.nothing(kept, asked, reports=reports))

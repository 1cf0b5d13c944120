"""``reportedly list``: the reports of a library."""

from __future__ import annotations

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


def list_reports(
    library: Address,
    query: Query = None,
    page: Page = 1,
    size: Size = 20,
    sort: Sorted = None,
    json: Json = False,
    no_color: NoColor = False,
) -> None:
    """List the reports of a library, or those that a query finds.

    The newest come first, or, where the query has words, what fits them best. Of a report that was added in several
    versions the last one is listed; version:all lists all.

    \b
    Examples:
      reportedly list news.db
      reportedly list news.db outlet:Dagbladet published:2019
      reportedly list news.db --sort added --json
    """  # noqa: D301 (\\b is how click is told to keep the lines of an example)
    asked = joined(query)
    with opened(library) as kept:
        found = kept.find(asked, over="reports", page=page, size=size, sort=sort)
        if json:
            print_json(found.hits)
            return
        from reportedly.cli import hits, lists

        out = printer(no_color=no_color)
        out.print(lists.reports(found) if found.total else hits.nothing(kept, asked, reports=True))

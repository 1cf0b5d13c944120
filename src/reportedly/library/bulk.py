"""Many rows into a table at once, the fastest way that each driver has, and texts as every store can hold them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import cast

from sqlalchemy import Connection, Table, Text

Row = Sequence[object]

_MOST_BYTES = 1_200
"""Of a text in an index; PostgreSQL takes no more than 2,704 in an entry, and there are two texts in some."""

_HALVES = re.compile("[\ud800-\udfff]")


def plain(text: str) -> str:
    """A text with as many characters that every store can hold: no null character, and no half of a surrogate pair."""
    if "\0" in text:
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return _HALVES.sub("\N{REPLACEMENT CHARACTER}", text)
    return text


def cut(text: str) -> str:
    """A text as it stands in an indexed column, which is where it is looked for: as a rule the whole."""
    text = plain(text)
    if len(text) * 4 <= _MOST_BYTES:
        return text
    return text.encode()[:_MOST_BYTES].decode(errors="ignore")


def stored(table: Table, rows: Sequence[Row]) -> list[Row]:
    """Rows as they can be kept.

    Args:
        table: where.
        rows: with their values in the order of the table's columns.

    """
    if not rows:
        return []
    columns = list(zip(*rows, strict=True))
    changed = False
    for at, fit in _texts(table):
        texts = cast("list[str]", [text for text in columns[at] if text])
        # All at once, since nearly all are as they can be.
        if texts and not _can_be_kept("".join(texts), max(map(len, texts)) if fit is cut else 0):
            columns[at] = tuple(fit(text) if isinstance(text, str) else text for text in columns[at])
            changed = True
    return list(zip(*columns, strict=True)) if changed else list(rows)


def _can_be_kept(whole: str, longest: int) -> bool:
    if "\0" in whole or longest * 4 > _MOST_BYTES:
        return False
    try:
        return whole.isascii() or bool(whole.encode())
    except UnicodeEncodeError:
        return False


def put(connection: Connection, table: Table, rows: Iterable[Row], *, or_ignore: bool = False) -> None:
    """Insert rows.

    Args:
        connection: in a transaction.
        table: where to.
        rows: in the order of the table's columns.
        or_ignore: pass over rows whose key is there already.

    """
    columns = ", ".join(column.name for column in table.columns)
    ignored = " ON CONFLICT DO NOTHING" if or_ignore else ""
    filled = stored(table, list(rows))
    if not filled:
        return
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" for _ in table.columns)
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({columns}) VALUES ({marks}){ignored}", filled)  # noqa: S608
    elif or_ignore:
        types = (column.type.compile(connection.dialect).partition(" COLLATE")[0] for column in table.columns)
        arrays = ", ".join(f"%s::{kind}[]" for kind in types)
        statement = f"INSERT INTO {table.name} ({columns}) SELECT * FROM unnest({arrays}){ignored}"  # noqa: S608
        connection.exec_driver_sql(statement, tuple(map(list, zip(*filled, strict=True))))
    else:
        cursor = connection.connection.cursor()
        with cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
            for row in filled:
                copy.write_row(row)
        cursor.close()


@cache
def _texts(table: Table) -> tuple[tuple[int, Callable[[str], str]], ...]:
    """The positions of a table's texts, and what makes them fit; those in a key or an index are cut."""
    names = {column.name for column in table.primary_key.columns}
    for index in table.indexes:
        names.update(column.name for column in index.columns)
    return tuple(
        (at, cut if column.name in names or column.unique else plain)
        for at, column in enumerate(table.columns)
        if isinstance(column.type, Text)
    )

"""Many rows at once: a server gathers each column into one array, which comes as one value of one row.

A row for each answer would cost more than all else. SQLite lets other threads go on at every row, and where several
answer, each row is a turn that is waited for.
"""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, Text, cast, func, select


def array(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[str]:
    """All values of a column as one JSON text."""
    if connection.dialect.name == "sqlite":
        return func.json_group_array(column)
    return cast(func.json_agg(column), Text)


def columns_of(connection: Connection, query: Select[Any]) -> list[list[Any]]:
    """What a query answers, column by column; in its order where it has a limit.

    Args:
        connection: to the library.
        query: for texts and numbers.

    """
    rows = query.subquery("gathered")
    arrays = connection.execute(select(*(array(connection, column) for column in rows.c))).one()
    return [msgspec.json.decode(one or "[]") for one in arrays]


def rows_of(connection: Connection, query: Select[Any]) -> list[tuple[Any, ...]]:
    """The same, row by row."""
    return list(zip(*columns_of(connection, query), strict=True))

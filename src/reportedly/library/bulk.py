"""Many rows into a table at once, the fastest way that each driver has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Table

Row = Sequence[object]

_NOT_STORED = {0: "�"}
"""PostgreSQL keeps no null character in a text."""


def _plain(value: object) -> object:
    if isinstance(value, str) and ("\0" in value or not value.isascii()):
        return value.translate(_NOT_STORED).encode("utf-8", "replace").decode("utf-8")
    return value


def put(connection: Connection, table: Table, rows: Iterable[Row], *, or_ignore: bool = False) -> None:
    """Insert rows.

    Args:
        connection: in a transaction.
        table: where to.
        rows: in the order of the table's columns.
        or_ignore: pass over rows whose key is there already.

    """
    columns = [column.name for column in table.columns]
    if connection.dialect.name == "postgresql" and not or_ignore:
        cursor = connection.connection.cursor()
        with cursor.copy(f"COPY {table.name} ({', '.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row([_plain(value) for value in row])
        cursor.close()
        return
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    ignored = " ON CONFLICT DO NOTHING" if or_ignore else ""
    statement = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({', '.join(mark for _ in columns)}){ignored}"  # noqa: S608
    filled = [tuple(row) for row in rows]
    if filled:
        connection.exec_driver_sql(statement, filled)

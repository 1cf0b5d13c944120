"""Rows of a library as tables for other programs: Arrow, pandas, Polars."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, column, select, table

from reportedly.errors import LibraryError, PartMissing
from reportedly.library import showing
from reportedly.library.conditions import Conditions
from reportedly.library.query.tree import All, Node
from reportedly.library.store import Store
from reportedly.library.tables import claims, metadata, reports
from reportedly.library.views import COLUMNS

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow
    from sqlalchemy import Connection

_AT_ONCE = 5_000
"""Rows in memory while they stream."""

_READINGS_AT_ONCE = 50


class Frame:
    """Rows of a table, a view or a search, read when they are asked for.

    Iterating gives each row as a ``dict``. ``len`` is not known before.

    Args:
        columns: by name, ``int``, ``float`` or ``str``; every value may be ``None``.
        rows: reads them, as tuples in the order of the columns.

    """

    def __init__(self, columns: dict[str, type], rows: Callable[[], Iterator[tuple[Any, ...]]]) -> None:
        self.columns = columns
        self._rows = rows

    def __iter__(self) -> Iterator[dict[str, Any]]:
        names = list(self.columns)
        return (dict(zip(names, row, strict=True)) for row in self._rows())

    def batches(self) -> Iterator[pyarrow.RecordBatch]:
        """The rows as Arrow record batches, a few thousand rows each: memory stays flat.

        Raises:
            PartMissing: pyarrow is not installed.

        """
        import itertools

        arrow, schema = _arrow(), self.schema()
        rows = self._rows()
        while some := list(itertools.islice(rows, _AT_ONCE)):
            arrays = [
                arrow.array(values, type=field.type)
                for values, field in zip(zip(*some, strict=True), schema, strict=True)
            ]
            yield arrow.RecordBatch.from_arrays(arrays, schema=schema)

    def schema(self) -> pyarrow.Schema:
        """The Arrow schema of the rows.

        Raises:
            PartMissing: pyarrow is not installed.

        """
        arrow = _arrow()
        types = {int: arrow.int64(), float: arrow.float64(), str: arrow.string()}
        return arrow.schema([(name, types[kind]) for name, kind in self.columns.items()])

    def to_arrow(self) -> pyarrow.Table:
        """All rows as one Arrow table.

        Raises:
            PartMissing: pyarrow is not installed.

        """
        return _arrow().Table.from_batches(self.batches(), schema=self.schema())

    def to_pandas(self) -> pandas.DataFrame:
        """All rows as a pandas data frame, in which whole numbers with gaps stay whole (``Int64``).

        Raises:
            PartMissing: pandas is not installed.

        """
        try:
            import pandas as pd
        except ImportError:
            raise PartMissing("pandas") from None
        kinds = {int: "Int64", float: "float64", str: "object"}
        rows = list(self._rows())
        series = {
            name: pd.Series([row[at] for row in rows], dtype=kinds[kind])
            for at, (name, kind) in enumerate(self.columns.items())
        }
        return pd.DataFrame(series, columns=list(self.columns))

    def to_polars(self) -> polars.DataFrame:
        """All rows as a Polars data frame.

        Raises:
            PartMissing: Polars is not installed.

        """
        try:
            import polars as pl
        except ImportError:
            raise PartMissing("polars") from None
        kinds = {int: pl.Int64, float: pl.Float64, str: pl.String}
        schema = {name: kinds[kind] for name, kind in self.columns.items()}
        return pl.DataFrame(list(self._rows()), schema=schema, orient="row")


def frame(store: Store, name: str) -> Frame:
    """A table or view of a library.

    Raises:
        LibraryError: there is none of that name.

    """
    if name in COLUMNS:
        columns = COLUMNS[name]
        source = table(name, *(column(each) for each in columns))
        return Frame(columns, lambda: _stream(store, lambda _: select(source)))
    if name not in metadata.tables or name == "readings":
        named = ", ".join(sorted([*COLUMNS, *(set(metadata.tables) - {"readings"})]))
        raise LibraryError(store.name, "unknown", f"has no table {name!r}; there are {named}")
    kept = metadata.tables[name]
    order = list(kept.primary_key.columns)
    columns = {each.name: each.type.python_type for each in kept.columns}
    return Frame(columns, lambda: _stream(store, lambda _: select(kept).order_by(*order)))


def claims_frame(store: Store, query: Node) -> Frame:
    """The rows of the view ``ledger`` whose claims a query finds, by report and place in it."""
    columns = COLUMNS["ledger"]
    ledger = table("ledger", *(column(each) for each in columns))

    def wanted(connection: Connection) -> Select[Any]:
        found = select(ledger)
        if query != All(()):
            found = found.where(ledger.c.claim.in_(_found(connection, query)))
        return found.order_by(ledger.c.report, ledger.c.starts, ledger.c.claim)

    return Frame(columns, lambda: _stream(store, wanted))


def kept_readings(store: Store, query: Node) -> Iterator[showing.Kept]:
    """The Readings of all reports, or of those with claims that a query finds, with only these claims."""
    everything = query == All(())
    after = 0
    while True:
        with store.reading() as connection:
            keys = select(reports.c.key).where(reports.c.key > after)
            found: set[int] | None = None
            if everything:
                keys = keys.where(reports.c.latest == 1)
            else:
                keys = keys.where(
                    reports.c.key.in_(select(claims.c.report).where(claims.c.key.in_(_found(connection, query))))
                )
            some = list(connection.execute(keys.order_by(reports.c.key).limit(_READINGS_AT_ONCE)).scalars())
            if not some:
                return
            after = some[-1]
            if not everything:
                here = select(claims.c.key).where(
                    claims.c.report.in_(some), claims.c.key.in_(_found(connection, query))
                )
                found = set(connection.execute(here).scalars())
            kept = list(showing.kept_many(connection, some))
        for one in kept:
            yield one if found is None else showing.only(one, found)


def _found(connection: Connection, query: Node) -> Select[tuple[int]]:
    return select(claims.c.key).where(Conditions(connection).where(query))


def _stream(store: Store, query: Callable[[Connection], Select[Any]]) -> Iterator[tuple[Any, ...]]:
    with store.reading() as connection:
        wanted = query(connection)
        rows = connection.execution_options(stream_results=True, max_row_buffer=_AT_ONCE).execute(wanted)
        for some in rows.partitions(_AT_ONCE):
            yield from map(tuple, some)


def _arrow() -> Any:
    try:
        import pyarrow
    except ImportError:
        raise PartMissing("pyarrow", "tables") from None
    return pyarrow

"""Rows of a library as tables for other programs: Arrow, pandas, Polars."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import LargeBinary, Select, column, exists, literal_column, select, table, text

from reportedly.errors import LibraryError, PartMissing
from reportedly.library import showing
from reportedly.library.conditions import Conditions
from reportedly.library.query.tree import All, Node
from reportedly.library.store import Store
from reportedly.library.tables import claims, judgements, metadata, reports
from reportedly.library.views import COLUMNS
from reportedly.library.views import query as view

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
        arrow, schema = _arrow(), self.schema()
        rows = self._rows()
        while some := list(islice(rows, _AT_ONCE)):
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
    # Bytes that wait to be read are for no other program.
    shown = [each for each in kept.columns if not isinstance(each.type, LargeBinary)]
    columns = {each.name: each.type.python_type for each in shown}
    return Frame(columns, lambda: _stream(store, lambda _: select(*shown).order_by(*order)))


def claims_frame(store: Store, query: Node) -> Frame:
    """The rows of the view ``ledger`` whose claims a query finds, by report and place in it."""
    columns = COLUMNS["ledger"]

    def rows() -> Iterator[tuple[Any, ...]]:
        with store.reading() as connection:
            # As the view has it, but for the claims that people rejected, which a query may ask for.
            shown = text(view("ledger", connection.dialect.name, standing="true"))
            ledger = shown.columns(*(column(each) for each in columns)).subquery("ledger")
            found = _found(connection, query).where(claims.c.latest == 1)
            # Their keys are put in order and not the rows, which would all be in memory for it.
            for keys in _streamed(connection, found.order_by(claims.c.report, claims.c.starts, claims.c.key)):
                wanted = [key for _, key in keys]
                known = connection.execute(select(ledger).where(ledger.c.claim.in_(wanted))).all()
                by_key = {row.claim: tuple(row) for row in known}
                # On a server, another writer can have removed some in between.
                yield from (by_key[key] for key in wanted if key in by_key)

    return Frame(columns, rows)


def kept_readings(store: Store, query: Node) -> Iterator[showing.Kept]:
    """The Readings of all reports, or of those with claims that a query finds, with only these claims."""
    if query == All(()):
        yield from _all_readings(store)
        return
    # Two numbers a claim, and the query is asked once.
    in_reports, keys = array("q"), array("q")
    with store.reading() as connection:
        for some in _streamed(connection, _found(connection, query).order_by(claims.c.report)):
            in_reports.extend(report for report, _ in some)
            keys.extend(key for _, key in some)
    by_report = groupby(zip(in_reports, keys, strict=True), key=lambda pair: pair[0])
    found = ((report, {key for _, key in pairs}) for report, pairs in by_report)
    while batch := dict(islice(found, _READINGS_AT_ONCE)):
        with store.reading() as connection:
            kept = list(showing.kept_many(connection, list(batch)))
        yield from (showing.only(one, batch[one.report]) for one in kept)


def judged_readings(store: Store, query: Node, *, partly: bool) -> Iterator[showing.Kept]:
    """The Readings of reports that people judged, with only the claims that they confirmed, corrected or added.

    Args:
        store: of the library.
        query: the reports in which it finds a claim; all of them where it is empty.
        partly: whether also those with claims that nobody judged.

    """
    standing = judgements.c.undone.is_(None)
    judged = select(judgements.c.claim).where(standing, judgements.c.claim.is_not(None))
    left: Select[Any] = select(literal_column("1")).where(claims.c.report == reports.c.key, claims.c.key.not_in(judged))
    wanted = select(reports.c.key).where(reports.c.key.in_(select(judgements.c.report).where(standing)))
    if not partly:
        wanted = wanted.where(~exists(left))
    with store.reading() as connection:
        if query == All(()):
            wanted = wanted.where(reports.c.latest == 1)
        else:
            wanted = wanted.where(reports.c.key.in_(select(_found(connection, query).subquery().c.report)))
        keys = list(connection.execute(wanted.order_by(reports.c.key)).scalars())
    right = judged.where(judgements.c.verdict != "rejected")
    for at in range(0, len(keys), _READINGS_AT_ONCE):
        some = keys[at : at + _READINGS_AT_ONCE]
        with store.reading() as connection:
            kept = list(showing.kept_many(connection, some))
            theirs = set(connection.execute(right.where(judgements.c.report.in_(some))).scalars())
        yield from (showing.only(one, theirs) for one in kept)


def _all_readings(store: Store) -> Iterator[showing.Kept]:
    after = 0
    while True:
        with store.reading() as connection:
            keys = select(reports.c.key).where(reports.c.key > after, reports.c.latest == 1)
            some = list(connection.execute(keys.order_by(reports.c.key).limit(_READINGS_AT_ONCE)).scalars())
            kept = list(showing.kept_many(connection, some))
        if not some:
            return
        after = some[-1]
        yield from kept


def _found(connection: Connection, query: Node) -> Select[tuple[int, int]]:
    """The report and the key of each claim that a query finds."""
    return select(claims.c.report, claims.c.key).where(Conditions(connection).where(query))


def _streamed(connection: Connection, query: Select[Any]) -> Iterator[Sequence[Any]]:
    """Rows, some thousands at a time; other questions may be asked in between."""
    return connection.execute(query.execution_options(stream_results=True, max_row_buffer=_AT_ONCE)).partitions(
        _AT_ONCE
    )


def _stream(store: Store, query: Callable[[Connection], Select[Any]]) -> Iterator[tuple[Any, ...]]:
    with store.reading() as connection:
        for some in _streamed(connection, query(connection)):
            yield from map(tuple, some)


def _arrow() -> Any:
    try:
        import pyarrow
    except ImportError:
        raise PartMissing("pyarrow", "tables") from None
    return pyarrow

"""Finding reports: by words in their headlines and texts, by what is known of them, and by one claim in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, exists, false, func, literal_column, not_, or_, select, text, true

from reportedly.library.conditions import Conditions, asks, asks_for_all_versions
from reportedly.library.filters import REPORT_FIELDS, Condition, Filters, rowids
from reportedly.library.find import Found, ReportHit, few, ranked, reports_by_key
from reportedly.library.plan import MOST_COUNTED, Sort, candidates, counted_to, order_by
from reportedly.library.query.tree import All, Any_, Filter, Node, Not, Text, Words
from reportedly.library.tables import claims, reports


def find_reports(connection: Connection, query: Node, *, page: int, size: int, sort: Sort | None) -> Found[ReportHit]:
    """Find reports: words are looked for in their headlines and texts, and filters in one of their claims.

    Args:
        connection: to the library.
        query: what for.
        page: which page of answers, from 1.
        size: answers on a page.
        sort: the order; left open, the best first where there are words, else the newest.

    """
    if connection.dialect.name == "postgresql":
        # It does not reckon with how long the words of a text take to unpack, row by row, where the index knows.
        connection.execute(text("SET LOCAL enable_seqscan = off"))
    finder = _Finder(connection, all_versions=asks_for_all_versions(query), rejected=asks("judged", query))
    words = finder.conditions.words(query)
    where = finder.of(query)
    if not finder.all_versions:
        where = and_(where, reports.c.latest == 1)
    best = words is not None and sort in (None, "best") and few(connection, rowids(connection, words, "reports"))
    order: Sort = "best" if best else "newest" if sort in (None, "best") else sort
    keys = select(reports.c.key).where(where)
    total = counted_to(connection, keys, MOST_COUNTED)
    skipped = (page - 1) * size
    if best and words:
        wanted = ranked(connection, where, words, "reports")[skipped : skipped + size]
    else:
        ordered = keys.order_by(*order_by(order, reports.c.published_earliest, reports.c.key))
        wanted = list(connection.execute(ordered.limit(size).offset(skipped)).scalars())
    hits = reports_by_key(connection, wanted, words)
    return Found(hits, min(total, MOST_COUNTED), total > MOST_COUNTED, page, size, order)


class _Finder:
    """Makes the conditions on ``reports``."""

    def __init__(self, connection: Connection, *, all_versions: bool, rejected: bool) -> None:
        self.conditions = Conditions(connection)
        self.all_versions = all_versions
        self._rejected = rejected
        self._connection = connection
        self._filters = Filters(connection)

    def of(self, query: Node) -> Condition:
        """The condition for a tree: what is said of claims side by side is said of one claim."""
        words = self.conditions.expression(query)
        if words is not None and self._connection.dialect.name == "postgresql":
            return literal_column("reports.search").op("@@")(func.to_tsquery("reportedly", words))
        if words is not None:
            return reports.c.key.in_(rowids(self._connection, words, "reports"))
        if not _of_reports(query):
            return self._with_a_claim([query])
        match query:
            case Filter():
                return self._filters.on_report(query)
            case Not(of=part):
                return not_(func.coalesce(self.of(part), false()))
            case Any_(of=parts):
                return or_(*(self.of(part) for part in parts))
            case All(of=parts):
                of_claims = [part for part in parts if not _of_reports(part)]
                rest = [self.of(part) for part in parts if _of_reports(part)]
                return and_(true(), *rest, *([self._with_a_claim(of_claims)] if of_claims else ()))
            case _:
                return false()

    def _with_a_claim(self, asked: Sequence[Node]) -> Condition:
        """The condition that one claim of a report has all that is asked for."""
        if self.all_versions:
            asked = [*asked, Filter("version", Text("all"))]
        parts = self.conditions.parts(All(tuple(asked)), rejected=self._rejected)
        found = candidates(self._connection, parts)
        if not found.more:
            # They are few, and their reports no more.
            keys = [key for key, _ in found.claims]
            known = select(claims.c.report).where(claims.c.key.in_(keys))
            return reports.c.key.in_(known)
        one: Select[Any] = select(literal_column("1")).select_from(claims).where(claims.c.report == reports.c.key)
        return exists(one.where(*(part.test for part in parts)))


def _of_reports(node: Node) -> bool:
    """Whether a tree asks something of reports themselves: for words in them, or for a field of theirs."""
    match node:
        case Words():
            return True
        case Filter(field=field):
            return field in REPORT_FIELDS
        case All(of=parts) | Any_(of=parts):
            return not parts or any(map(_of_reports, parts))
        case Not(of=part):
            return _of_reports(part)

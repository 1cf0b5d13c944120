"""Where in an unfinished query somebody writes: a value of which field, or a word, and after which letters."""

from __future__ import annotations

from typing import NamedTuple

from reportedly.errors import QueryError
from reportedly.library.query.fields import field_named
from reportedly.library.query.lexer import BARE, CLOSED_BY, FIELD, SPACES, end_of, quoted
from reportedly.library.query.tree import Field


class Cursor(NamedTuple):
    """What is being written.

    Attributes:
        start: where it starts in the query; of a value, behind its field.
        end: where it ends, which may be behind the cursor.
        typed: what of it stands before the cursor, without quotation marks.
        field: whose value it is; ``None`` for a word, which may become the name of a field.
        quoted: whether it begins with a quotation mark.

    """

    start: int
    end: int
    typed: str
    field: Field | None
    quoted: bool


def cursor(query: str, at: int) -> Cursor:
    """Find what is being written, in a query that need not be a whole one.

    Args:
        query: as it stands.
        at: where somebody writes.

    """
    at = max(0, min(at, len(query)))
    groups: list[Field | None] = []
    field: Field | None = None
    place = 0
    while True:
        begin = end_of(SPACES, query, place)
        if begin > place:
            field = None
        whose = field or (groups[-1] if groups else None)
        if begin > at or begin == len(query):
            return Cursor(at, at, "", whose if begin == at or not field else None, quoted=False)
        mark = query[begin]
        if mark in CLOSED_BY:
            end = _end_of_quoted(query, begin)
            if end is None or end > at:
                typed = query[begin + 1 : at]
                return Cursor(begin, at if end is None else end, typed, whose, quoted=begin < at)
            place, field = end, None
        elif begin == at and (whose is None or mark in "()"):
            return Cursor(at, at, "", whose, quoted=False)
        elif mark in "()":
            groups = [*groups, whose] if mark == "(" else groups[:-1]
            place, field = begin + 1, None
        elif mark == "-" and field is None:
            place = begin + 1
        else:
            end = end_of(BARE, query, begin)
            name = None if whose else FIELD.match(query, begin, end)
            known = field_named(name[1]) if name else None
            if name and known and name.end() <= at:
                place, field = name.end(), known
            elif end >= at:
                return Cursor(begin, name.end() if name and known else end, query[begin:at], whose, quoted=False)
            else:
                place, field = end, None


def _end_of_quoted(query: str, at: int) -> int | None:
    """Where a text between quotation marks ends; ``None`` where it is not closed yet."""
    try:
        return quoted(query, at)[1]
    except QueryError:
        return None

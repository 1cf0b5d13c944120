"""What may be meant to be written next in a query: fields, their values, and names that the library knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from reportedly.errors import QueryError
from reportedly.library.names import Name, Names
from reportedly.library.query import FIELDS, parse, unparse
from reportedly.library.query.cursor import Cursor, cursor
from reportedly.library.query.tree import Field, Filter, Near, Text

_FEWEST_LETTERS = 2
"""Letters of a word after which names are looked up that begin so."""

_SHARES: tuple[tuple[Field, int], ...] = (("from", 4), ("outlet", 2), ("place", 2), ("about", 2))
"""Fields whose names a word is completed to, and how many of each at most."""


class Suggestion(Struct, frozen=True, kw_only=True):
    """Something to write at a place in a query.

    Attributes:
        start: where in the query it goes; it takes the place of all up to ``end``. Both are code points.
        text: what to write, in the query language; behind a colon more is to be written.
        label: as people read it.
        help: what it is, in a few words.
        claims: how many claims have just this; by its name a query may find more.

    """

    start: int
    end: int
    text: str
    label: str
    help: str
    claims: int | None = None


Recall = Callable[[str, Callable[[], tuple[Name, ...]]], tuple[Name, ...]]
"""Gives what was looked up before, or looks it up."""


def suggestions(connection: Connection, query: str, at: int, *, most: int, recall: Recall) -> tuple[Suggestion, ...]:
    """What may be meant at a place in a query.

    Args:
        connection: to the library.
        query: as far as it is written.
        at: where somebody writes, in code points.
        most: suggestions.
        recall: keeps names that were looked up.

    """
    here = cursor(query, at)
    known = Names(connection)
    if here.field is not None:
        found = _values(here, here.field, known, most, recall)
    elif query[here.start : here.end].endswith(":") and query[here.end : here.end + 1].strip():
        # It is the name of a field that has its value.
        return ()
    elif here.typed or _stands_alone(query, here.start):
        found = _words(here, known, recall)
    else:
        return ()
    shown: dict[str, Suggestion] = {}
    for one in found:
        if query[here.start : here.end] != one.text and _reads(one.text, here.field):
            shown.setdefault(one.text, one)
    return tuple(shown.values())[:most]


def _stands_alone(query: str, at: int) -> bool:
    """Whether nothing is written right before and behind a place."""
    before, behind = query[:at][-1:], query[at : at + 1]
    return (not before or before.isspace() or before in "(-") and (not behind or behind.isspace() or behind == ")")


def _words(here: Cursor, known: Names, recall: Recall) -> Iterator[Suggestion]:
    """Fields that begin as what is typed does, then names in which a word does."""
    typed = here.typed.lower()
    if not here.quoted:
        for field, about in FIELDS.items():
            if field.startswith(typed):
                yield _suggestion(here, f"{field}:", f"{field}:", f"{about.help}, such as {about.example}")
    if len(typed) < _FEWEST_LETTERS:
        return
    for field, most in _SHARES:
        names = recall(f"{field}:{typed}", lambda field=field: known.of(field, typed))  # type: ignore[misc]
        for name in names[:most]:
            yield _named(here, field, name, f"{field}:")


def _values(here: Cursor, field: Field, known: Names, most: int, recall: Recall) -> Iterator[Suggestion]:
    """What a field may have that begins as what is typed does."""
    about, typed = FIELDS[field], here.typed.lower()
    if not here.quoted:
        # Of sources there is room for names too.
        few = field == "from" and not typed
        for value in ("unnamed", *about.values)[: most // 2] if few else about.values:
            if value.startswith(typed):
                kind = "a kind of source" if field == "from" else about.help
                yield _suggestion(here, value, value, kind)
    names = recall(f"{field}:{typed}", lambda: known.of(field, typed))
    for name in names[: most + 1]:
        yield _named(here, field, name, "")
    if not typed and not names and not about.values:
        example = about.example.partition(":")[2]
        yield _suggestion(here, example, example, about.help)


def _named(here: Cursor, field: Field, name: Name, before: str) -> Suggestion:
    if field == "near":
        text = unparse(Filter(field, Near(name.text, None, None, 50)))
    else:
        plain = name.text.isalpha() and name.text.lower() not in FIELDS[field].values
        # Of an outlet that goes by just this name, where others have it in theirs.
        exact = not name.coded and (here.quoted or not plain or field in ("outlet", "via"))
        text = unparse(Filter(field, Text(name.text, exact)))
    value = text.partition(":")[2]
    return replace(_suggestion(here, f"{before}{value}", name.label, name.help), claims=name.claims)


def _suggestion(here: Cursor, text: str, label: str, help_: str) -> Suggestion:
    return Suggestion(start=here.start, end=here.end, text=text, label=label, help=help_)


def _reads(text: str, field: Field | None) -> bool:
    """Whether something can stand in a query: some names hold what none can be asked for by."""
    try:
        parse(text if field is None else f"{field}:{text}")
    except QueryError:
        return text.endswith(":")
    return True

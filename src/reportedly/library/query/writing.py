"""A tree written back as a query."""

from __future__ import annotations

import calendar
from decimal import Decimal

from reportedly.library.query.lexer import is_bare, is_bare_word
from reportedly.library.query.tree import All, Any_, Days, Filter, Near, Node, Not, Range, Text, Words
from reportedly.library.query.values import DEFAULT_KM, PERCENT


def unparse(node: Node) -> str:
    """Write a tree back as a query, which reads as the same tree again, but for its offsets.

    Args:
        node: any tree that ``parse`` gives, or the like. What a query can't hold without quotation marks gets some.

    Returns:
        The query, with its values in their plainest form. It can be longer than the one that the tree was read from.
    """
    match node:
        case All(of):
            return _share(node) or " ".join(_operand(one) for one in of)
        case Any_(of):
            return " OR ".join(unparse(one) if isinstance(one, All) else _operand(one) for one in of)
        case Not(of):
            return f"-{_operand(of)}"
        case Words(text, phrase, prefix):
            text = text + "*" if prefix else text
            return _quoted(text) if phrase or not is_bare_word(text) else text
        case Filter(field, value):
            return f"{field}:{_value(value)}"


def _operand(node: Node) -> str:
    """A node in parentheses where it needs some beside others."""
    text = unparse(node)
    return f"({text})" if isinstance(node, All | Any_) and not _share(node) else text


def _share(node: Node) -> str | None:
    """``figure:73%``, which is a number and its unit in one."""
    match node:
        case All((Filter("figure", Range() as number), Filter("unit", Text(text, exact)))):
            return f"figure:{_value(number)}%" if text == PERCENT and not exact else None
    return None


def _value(value: Text | Range | Days | Near) -> str:
    match value:
        case Text(text, exact):
            return _quoted(text) if exact or not is_bare(text) else text
        case Range(low, high, low_open, high_open):
            ends = (None if low is None else _number(low), None if high is None else _number(high))
            return _range(*ends, low_open=low_open, high_open=high_open)
        case Days(earliest, latest):
            return _period(earliest, latest) or _range(earliest, latest)
        case Near(place, latitude, longitude, km):
            radius = "" if km == DEFAULT_KM else f",{_number(km)}km"
            if place is None:
                return f"{_number(latitude or 0)},{_number(longitude or 0)}{radius}"
            return place + radius if place.isalpha() else f"{_quoted(place)},{_number(km)}km"


def _range(low: str | None, high: str | None, *, low_open: bool = False, high_open: bool = False) -> str:
    if low is None:
        return f"<{'' if high_open else '='}{high}"
    if high is None:
        return f">{'' if low_open else '='}{low}"
    if low == high:
        return low
    return f"{'>' * low_open}{low}..{'<' * high_open}{high}"


def _period(earliest: str | None, latest: str | None) -> str | None:
    """The whole year or month that two days enclose, if they do."""
    if earliest is None or latest is None:
        return None
    if earliest.endswith("-01-01") and latest == f"{earliest[:4]}-12-31":
        return earliest[:4]
    month = earliest[:7]
    last = calendar.monthrange(int(month[:4]), int(month[5:]))[1]
    return month if (earliest, latest) == (f"{month}-01", f"{month}-{last:02}") else None


def _number(number: float) -> str:
    """A number in full, without an exponent and without a fraction that says nothing."""
    text = format(Decimal(repr(number)), "f")
    return text.removesuffix(".0")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'

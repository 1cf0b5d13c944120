"""The tables of the ledger: figures, days, places and names."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from reportedly.cli.words import day_in_words, plain, voice_of
from reportedly.model import Day, Figure, Place, Reading

_SELF = "no source found"


def figures(reading: Reading) -> RenderableType:
    """Each figure, its normal form, what it counts and who gives it."""
    said_by = {a.id: f"{a.id} {voice_of(reading, a).name}" for a in reading.attributions}
    rows = [(f.text, _amount(f), f.counts or "", said_by.get(f.attribution or "", _SELF)) for f in reading.figures]
    return _table(("figure", "is", "of what", "said by"), rows)


def _amount(figure: Figure) -> str:
    """A figure's normal form in words: "part of 150", "about 0.2", "10 to 15 percent"."""
    unit = f" {figure.unit}" if figure.unit else ""
    low, high, value = (None if n is None else _number(n) for n in (figure.low, figure.high, figure.value))
    match figure.exact:
        case "range" if low and high:
            return f"{low} to {high}{unit}"
        case "part of" if high or value:
            return f"part of {high or value}{unit}"
        case "at least" if low or value:
            return f"at least {low or value}{unit}"
        case "at most" if high or value:
            return f"at most {high or value}{unit}"
        case "about" if value:
            return f"about {value}{unit}"
        case "exact" if value:
            return f"{value}{unit}"
        case _:
            return f"{low or '?'} to {high or '?'}{unit}" if low or high else f"no number{unit}"


def _number(n: float) -> str:
    """Whole numbers in full, others to three digits after the point: "1,250,000", "0.333"."""
    return f"{n:,.0f}" if n == int(n) else f"{n:,.3f}".rstrip("0")


def days(reading: Reading) -> RenderableType:
    """Each time once, in order of first mention.

    Left out are words that only point ("now", "the former"), and lengths that are listed as figures ("31-year-old").
    """

    def means(day: Day) -> str:
        ends = [day_in_words(end) for end in (day.earliest, day.latest) if end]
        return (
            " to ".join(dict.fromkeys(ends)) or _length(day.value or "") or ("repeated" if day.type == "set" else "?")
        )

    pointing = "unresolved: the words set no bounds"
    counted = {place for figure in reading.figures for place in range(figure.start, figure.end)}
    told = [
        (day.text, means(day), day.basis)
        for day in reading.days
        if day.basis != pointing and not (day.type == "duration" and day.start in counted)
    ]
    return _table(("words", "means", "because"), list(dict.fromkeys(told)))


def _length(value: str) -> str:
    """A TIMEX3 length in words: "P3Y" is 3 years, "PXW" some weeks; of anything else nothing."""
    found = re.fullmatch(r"P(T?)(X|[\d.]+)(DE|CE|[SMHDWQY])", value)
    if found is None:
        return ""
    unit = {"S": "second", "H": "hour", "D": "day", "W": "week", "Q": "quarter", "Y": "year", "DE": "decade"}.get(
        found[3], "century" if found[3] == "CE" else "minute" if found[1] else "month"
    )
    many = "centuries" if unit == "century" else f"{unit}s"
    return f"some {many}" if found[2] == "X" else f"{found[2]} {unit if found[2] == '1' else many}"


def places(reading: Reading) -> RenderableType:
    """Each place once, in order of first mention, with how often it is named."""
    grouped: dict[tuple[str, str | None], list[Place]] = {}
    for place in reading.places:
        grouped.setdefault((place.name, place.gazetteer_id), []).append(place)
    rows = [
        (name, some[0].country or "", _position(some[0]), f"GeoNames {known}" if known else "", str(len(some)))
        for (name, known), some in grouped.items()
    ]
    return _table(("place", "country", "where", "known as", "times"), rows)


def _position(place: Place) -> str:
    if place.latitude is None or place.longitude is None:
        return "not in the gazetteer"
    north, east = place.latitude, place.longitude
    return f"{abs(north):.2f}° {'N' if north >= 0 else 'S'}, {abs(east):.2f}° {'E' if east >= 0 else 'W'}"


def named(reading: Reading, keys: Collection[str] = ()) -> RenderableType:
    """Who is named, those with a key with it; sources that the report only describes are left to the claims."""
    rows = [
        (
            e.id if e.id in keys else "",
            e.name,
            e.kind,
            ", ".join(part for part in (e.role, e.affiliation) if part),
            ", ".join(e.aliases),
        )
        for e in reading.entities
        if not e.name[:1].islower()
    ]
    return _table(("key", "name", "kind", "as", "also written"), rows)


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """A table of plain text, without the columns that have nothing in any row."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim")
    filled = [at for at in range(len(headings)) if any(row[at] for row in rows)]
    for at in filled:
        table.add_column(headings[at], overflow="fold")
    for row in rows:
        table.add_row(*(Text(plain(row[at])) for at in filled))
    return table

"""A Reading as a ledger for people: every mark is a word, so it reads the same without colour."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from reportedly.model import Attribution, Day, Entity, Figure, Place, Published, Reading, Report

_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BASIS = {
    "json-ld": "declared in the page's JSON-LD",
    "meta": "declared in the page's meta tags",
    "feed": "from the feed",
    "given": "given with the page",
    "url": "from the page's address",
    "text": "printed on the page",
    "inferred": "inferred",
}
_STYLES = {"unnamed": "bold yellow", "hedged": "magenta", "denied": "red", "declined": "red", "within": "dim"}
_SELF = "no source found"


def plain(text: str) -> str:
    """Make a page's text safe to print: control and bidirectional characters can rewrite a terminal, and show as �."""
    return "".join(
        "�" if (unicodedata.category(c) in ("Cc", "Zl", "Zp") and c not in "\n\t") or c in _BIDI_CONTROLS else c
        for c in text
    )


def divider(source: str) -> RenderableType:
    """The line above a report that names the source it was read from."""
    return Group("", Rule(Text(plain(source)), style="dim"))


def ledger(reading: Reading) -> RenderableType:
    """All of a Reading: what is known of the page, whose word it is, the claims, figures, days and people."""
    parts: list[RenderableType] = [*_heading(reading.report)]
    if reading.attributions:
        parts += [_title("Whose word is this?"), *_voices(reading)]
        parts += [_title("Claims, in page order"), *_claims(reading)]
    elif not reading.refusals:
        parts += [_title("Claims"), _indent(Text("None found: nobody is quoted or cited in this report."))]
    if reading.figures:
        parts += [_title("Figures"), _indent(_figures(reading))]
    if reading.days:
        parts += [_title("When"), _indent(_days(reading))]
    if reading.places:
        parts += [_title("Where"), _indent(_places(reading))]
    if reading.entities:
        parts += [_title("Named"), _indent(_named(reading))]
    if reading.refusals:
        parts += [_title("Left unread")]
        parts += [_indent(Text(plain(f"{r.detail} ({r.stage}: {r.code})"), style="red")) for r in reading.refusals]
    return Group(*parts)


def blocks(reading: Reading) -> RenderableType:
    """How the page was cut: each block's kind, place and text."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="cyan")
    grid.add_column(no_wrap=True, justify="right", style="dim")
    grid.add_column()
    for block in reading.report.blocks:
        text = plain(reading.report.text[block.start : block.end])
        grid.add_row(block.kind, f"{block.start}-{block.end}", Text(text))
    return grid


def _title(text: str) -> RenderableType:
    return Group("", Text(text, style="bold underline"))


def _indent(what: RenderableType, by: int = 2) -> RenderableType:
    return Padding(what, (0, 0, 0, by), expand=False)


def _heading(report: Report) -> Iterator[RenderableType]:
    yield Text(plain(report.headline or "(no headline)"), style="bold")
    topics = [topic.name if topic.count is None else f"{topic.name} ({topic.count})" for topic in report.topics]
    facts = Table.grid(padding=(0, 2))
    facts.add_column(no_wrap=True, style="dim")
    facts.add_column()
    rows = [
        ("publisher", report.publisher or "not given by the page"),
        ("by", ", ".join(report.bylines)),
        ("dateline", report.dateline),
        ("filed under", ", ".join(dict.fromkeys(filter(None, (*report.section, *topics))))),
        ("published", _published(report.published)),
        ("modified", _day(report.modified) if report.modified else None),
        ("page seen", _moment(report.retrieved) if report.retrieved else None),
        ("address", report.address),
    ]
    for name, value in rows:
        if value:
            facts.add_row(name, Text(plain(value)))
    yield facts


def _published(published: Published) -> str:
    if published.earliest is None and published.latest is None:
        return "not given by the page"
    basis = _BASIS.get(published.basis, published.basis)
    if published.earliest == published.latest:
        return f"{_day(published.earliest)} ({basis})"
    ends = (("after", published.earliest), ("before", published.latest))
    return f"{' and '.join(f'{word} {_day(day)}' for word, day in ends if day)} ({basis})"


def _day(day: str | None) -> str:
    """An ISO day, month or year as people write it: "17 November 2019"."""
    match (day or "").split("-"):
        case [year, month, dom]:
            return f"{date(int(year), int(month), int(dom)):%-d %B %Y}"
        case [year, month]:
            return f"{date(int(year), int(month), 1):%B %Y}"
        case _:
            return day or "unknown"


def _moment(moment: str) -> str:
    try:
        parsed = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    if len(moment) <= len("2019-11-17"):
        return _day(moment)
    zone = f" GMT{parsed:%z}" if parsed.tzinfo else ""
    return f"{parsed:%-d %B %Y, %H:%M}{zone}"


def _voices(reading: Reading) -> Iterator[RenderableType]:
    """Who the claims come from, the most heard first, and which outlets they came through."""
    total = len(reading.attributions)
    through = Counter(name for a in reading.attributions for name in _outlets(reading, a))
    for name, count in through.most_common():
        yield _indent(Text(f"{count} of {total} claims came through {plain(name)} (outlet)"))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right")
    grid.add_column(ratio=1)
    voices = Counter(_voice(reading, a) for a in reading.attributions)
    for voice, count in voices.most_common():
        grid.add_row(str(count), _who(voice))
    yield _indent(grid)


def _outlets(reading: Reading, attribution: Attribution) -> set[str]:
    """The outlets a claim came through: those in its chain, and its source if that is one."""
    names = {step.name for step in attribution.via if step.kind == "outlet"}
    if attribution.source and attribution.source.kind == "outlet":
        names.add(_voice(reading, attribution).name)
    return names


class _Voice(NamedTuple):
    """A source as a reader would name it; two that are called alike are told apart by their entities."""

    entity: str | None
    name: str
    kind: str
    via: tuple[str, ...]


def _voice(reading: Reading, attribution: Attribution) -> _Voice:
    via = tuple(step.name for step in attribution.via)
    source = attribution.source
    if source is None:
        return _Voice(None, "no source named", "", via)
    words = " … ".join(span.text for span in source.spans)
    entity = next((e for e in reading.entities if e.id == source.entity), None)
    if entity is None:
        return _Voice(None, words, source.kind, via)
    if not entity.name[:1].isupper() and entity.mentions:
        return _Voice(entity.id, _in_words(reading, entity), source.kind, via)
    role = " of ".join(part for part in (entity.role, entity.affiliation) if part)
    return _Voice(entity.id, f"{entity.name}, {role}" if role else entity.name, source.kind, via)


def _in_words(reading: Reading, entity: Entity) -> str:
    """Somebody without a name, as the report first calls them where they speak: "another source"."""
    claims = (a.source for a in reading.attributions if a.source and a.source.entity == entity.id)
    return next((" … ".join(span.text for span in source.spans) for source in claims), entity.name)


def _who(voice: _Voice) -> Text:
    who = Text(plain(voice.name), style="bold")
    if voice.kind:
        shown = voice.kind.upper() if voice.kind == "unnamed" else voice.kind
        who.append(f" ({shown})", style=_STYLES.get(voice.kind, "cyan"))
    for step in voice.via:
        who.append(f", through {plain(step)}", style="cyan")
    return who


def _claims(reading: Reading) -> Iterator[RenderableType]:
    depth = _depths(reading.attributions)
    for (voice, _), group in groupby(reading.attributions, key=lambda a: (_voice(reading, a), a.within)):
        claims = list(group)
        yield _indent(_who(voice), 2 + 2 * depth[claims[0].id])
        grid = Table.grid(padding=(0, 1))
        grid.add_column(no_wrap=True, style="dim", justify="right", min_width=4)
        grid.add_column()
        for claim in claims:
            grid.add_row(claim.id, _claim(claim))
        yield _indent(grid, 2 + 2 * depth[claims[0].id])


def _depths(attributions: Iterable[Attribution]) -> dict[str, int]:
    """How many attributions enclose each one."""
    parents = {a.id: a.within for a in attributions}

    def depth(of: str) -> int:
        found = 0
        while (parent := parents.get(of)) is not None and found < len(parents):
            found, of = found + 1, parent
        return found

    return {a: depth(a) for a in parents}


def _claim(claim: Attribution) -> Text:
    line = Text()
    if claim.certainty != "asserted":
        line.append(f"[{_certainty(claim)}] ", style=_STYLES[claim.certainty])
    if claim.cue:
        cue = plain(" … ".join(span.text for span in claim.cue.spans))
        line.append(f"{cue.removesuffix(':')}: ", style="italic cyan")
    line.append(plain(" … ".join(span.text for span in claim.content.spans)))
    if claim.source and claim.source.ground:
        line.append(f" [citing {plain(claim.source.ground.text)}]", style="yellow")
    if claim.within:
        line.append(f" [as told in {claim.within}]", style=_STYLES["within"])
    return line


def _certainty(claim: Attribution) -> str:
    """How surely, and by which words: those of the source itself are told from the report's own."""
    inside = [h for h in claim.hedges if any(c.start <= h.start and h.end <= c.end for c in claim.content.spans)]
    # Where the cue itself shows it ("denied"), it is printed beside.
    cues = claim.cue.spans if claim.cue else ()
    reports = [h for h in claim.hedges if h not in inside and not any(c.start <= h.start < c.end for c in cues)]
    voices = ((" by the report", reports), (" by the source" if claim.source else "", inside))
    shown = [f"{whose}: {', '.join(dict.fromkeys(plain(h.text) for h in some))}" for whose, some in voices if some]
    return claim.certainty + ";".join(shown)


def _figures(reading: Reading) -> RenderableType:
    voices = {a.id: f"{a.id} {_voice(reading, a).name}" for a in reading.attributions}
    rows = [(f.text, _amount(f), f.counts or "", voices.get(f.attribution or "", _SELF)) for f in reading.figures]
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


def _days(reading: Reading) -> RenderableType:
    """Each time once, in order of first mention; without words that only point, as "now" and "the former"."""

    def means(day: Day) -> str:
        ends = [_day(end) for end in (day.earliest, day.latest) if end]
        return (
            " to ".join(dict.fromkeys(ends)) or _length(day.value or "") or ("repeated" if day.type == "set" else "?")
        )

    pointing = "unresolved: the words set no bounds"
    rows = dict.fromkeys((day.text, means(day), day.basis) for day in reading.days if day.basis != pointing)
    return _table(("words", "means", "because"), list(rows))


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


def _places(reading: Reading) -> RenderableType:
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


def _named(reading: Reading) -> RenderableType:
    rows = [
        (e.name, e.kind, ", ".join(part for part in (e.role, e.affiliation) if part), ", ".join(e.aliases))
        for e in reading.entities
    ]
    return _table(("name", "kind", "as", "also written"), rows)


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """A table of plain text, without the columns that have nothing in any row."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim")
    filled = [at for at in range(len(headings)) if any(row[at] for row in rows)]
    for at in filled:
        table.add_column(headings[at], overflow="fold")
    for row in rows:
        table.add_row(*(Text(plain(row[at])) for at in filled))
    return table

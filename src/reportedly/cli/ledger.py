"""A Reading as a ledger for people: every mark is a word, so it reads the same without colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from types import MappingProxyType

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from reportedly.cli import tables
from reportedly.cli.words import Voice, day_in_words, plain, voice_of
from reportedly.model import Attribution, Published, Reading, Report

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


def divider(source: str) -> RenderableType:
    """The line above a report that names the source it was read from."""
    return Group("", Rule(Text(plain(source)), style="dim"))


def ledger(
    reading: Reading, *, keys: Collection[str] = (), said: Mapping[str, str] = MappingProxyType({})
) -> RenderableType:
    """All of a Reading: what is known of the page, whose word it is, the claims, figures, days and people.

    Args:
        reading: as read.
        keys: the ids of entities that are keys of a library, and shown.
        said: by its id, what a person said of a claim: ``confirmed``, ``corrected`` or ``added``.

    """
    parts: list[RenderableType] = [*_heading(reading.report)]
    if reading.attributions:
        parts += [_title("Whose word is this?"), *_voices(reading)]
        parts += [_title("Claims, in page order"), *_claims(reading, said)]
    elif not reading.refusals:
        parts += [_title("Claims"), _indent(Text("None found: nobody is quoted or cited in this report."))]
    if reading.figures:
        parts += [_title("Figures"), _indent(tables.figures(reading))]
    if reading.days:
        parts += [_title("When"), _indent(tables.days(reading))]
    if reading.places:
        parts += [_title("Where"), _indent(tables.places(reading))]
    if reading.entities:
        parts += [_title("Named"), _indent(tables.named(reading, keys))]
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
        ("modified", day_in_words(report.modified) if report.modified else None),
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
        return f"{day_in_words(published.earliest)} ({basis})"
    ends = (("after", published.earliest), ("before", published.latest))
    return f"{' and '.join(f'{word} {day_in_words(day)}' for word, day in ends if day)} ({basis})"


def _moment(moment: str) -> str:
    try:
        parsed = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    if len(moment) <= len("2019-11-17"):
        return day_in_words(moment)
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
    voices = Counter(voice_of(reading, a) for a in reading.attributions)
    for voice, count in voices.most_common():
        grid.add_row(str(count), _who(voice))
    yield _indent(grid)


def _outlets(reading: Reading, attribution: Attribution) -> set[str]:
    """The outlets a claim came through: those in its chain, and its source if that is one."""
    names = {step.name for step in attribution.via if step.kind == "outlet"}
    if attribution.source and attribution.source.kind == "outlet":
        names.add(voice_of(reading, attribution).name)
    return names


def _who(voice: Voice) -> Text:
    who = Text(plain(voice.name), style="bold")
    if voice.kind:
        shown = voice.kind.upper() if voice.kind == "unnamed" else voice.kind
        who.append(f" ({shown})", style=_STYLES.get(voice.kind, "cyan"))
    for step in voice.via:
        who.append(f", through {plain(step)}", style="cyan")
    return who


def _claims(reading: Reading, said: Mapping[str, str]) -> Iterator[RenderableType]:
    depth = _depths(reading.attributions)
    for (voice, _), group in groupby(reading.attributions, key=lambda a: (voice_of(reading, a), a.within)):
        claims = list(group)
        yield _indent(_who(voice), 2 + 2 * depth[claims[0].id])
        grid = Table.grid(padding=(0, 1))
        grid.add_column(no_wrap=True, style="dim", justify="right", min_width=4)
        grid.add_column()
        for claim in claims:
            line = _claim(claim)
            if claim.id in said:
                line.append(f" [{said[claim.id]} by a person]", style="green")
            grid.add_row(claim.id, line)
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
    # The cue can be a colon and nothing else: "Poll: Voters Turn Away".
    if cue := plain(" … ".join(span.text for span in claim.cue.spans)).removesuffix(":") if claim.cue else "":
        line.append(f"{cue}: ", style="italic cyan")
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

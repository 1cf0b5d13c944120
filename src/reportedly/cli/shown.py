"""One report, one claim, one entity of a library, as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reportedly.cli import hits, tables
from reportedly.cli.ledger import ledger
from reportedly.cli.words import day_in_words, plain
from reportedly.model import Day, Figure, Place, Reading

if TYPE_CHECKING:
    from reportedly.library import Change, EntityShown, Found, Hit, Judgement, Kept, Shown

_MOST_CHANGES = 40
Of = TypeVar("Of", Figure, Day, Place)


def report(of: Shown) -> RenderableType:
    """A report: which version it is of how many, what that changed, where it came from, and its ledger."""
    reading, keys = keyed(of.kept)
    said = {f"c{one.claim}": one.verdict for one in of.judgements if one.undone is None}
    return Group(_facts(_standing(of)), *_changes(of), "", ledger(reading, keys=keys, said=said))


def claim(hit: Hit, of: Shown, judgements: Sequence[Judgement]) -> RenderableType:
    """A claim: who, what, the paragraph around, the chain it came through, and what was read in it."""
    reading, _ = keyed(of.kept)
    parts: list[RenderableType] = [hits.who(hit), hits.said(hit), _title("In the report"), hits.around(hit)]
    parts += [_title("How it came here"), Padding(_facts(_chain(hit, of)), (0, 0, 0, 2))]
    inside = (
        ("Figures", tables.figures, replace(reading, figures=within(hit, reading, reading.figures))),
        ("When", tables.days, replace(reading, days=within(hit, reading, reading.days))),
        ("Where", tables.places, replace(reading, places=within(hit, reading, reading.places))),
    )
    for (title, how, some), there in zip(
        inside, (inside[0][2].figures, inside[1][2].days, inside[2][2].places), strict=True
    ):
        if there:
            parts += [_title(title), Padding(how(some), (0, 0, 0, 2))]
    if judgements:
        parts += [_title("Judged by people"), *(Padding(_judgement(one), (0, 0, 0, 2)) for one in judgements)]
    return Group(*parts)


def entity(of: EntityShown, statements: Found[Hit]) -> RenderableType:
    """An entity: its names, and a page of what it says, the newest first."""
    role = ", ".join(filter(None, (of.role, of.affiliation)))
    others = [name for name in of.names if name != of.name]
    rows = [
        ("key", f"e{of.entity}"),
        ("kind", of.kind),
        ("as", role),
        ("also written", ", ".join(others)),
        ("merged with", ", ".join(f"e{key}" for key in of.merged)),
        ("named in", _number(of.reports, "report")),
    ]
    parts: list[RenderableType] = [Text(hits.one_line(of.name), style="bold"), _facts(rows), _title("Says")]
    if statements.total:
        parts.append(hits.listing(statements))
    else:
        parts.append(Padding(Text("Nothing: no claim in the library has it for its source."), (0, 0, 0, 2)))
    return Group(*parts)


def keyed(kept: Kept) -> tuple[Reading, frozenset[str]]:
    """A Reading in which claims and entities have the keys of the library for their ids, and the keys of entities."""
    reading = kept.reading
    of_claims = {local: f"c{key}" for local, key in kept.claims.items()}
    of_entities = {local: f"e{key}" for local, key in kept.entities.items()}
    # An id of the Reading can look like a key; what has no key gets one that does not.
    renamed = {one.id: of_entities.get(one.id, f"-{one.id}") for one in reading.entities}

    def claim_of(local: str | None) -> str | None:
        return None if local is None else of_claims.get(local, local)

    attributions = tuple(
        replace(
            one,
            id=of_claims.get(one.id, one.id),
            within=claim_of(one.within),
            source=one.source and replace(one.source, entity=renamed.get(one.source.entity or "")),
        )
        for one in reading.attributions
    )
    figures = tuple(replace(one, attribution=claim_of(one.attribution)) for one in reading.figures)
    entities = tuple(replace(one, id=renamed[one.id]) for one in reading.entities)
    return replace(reading, attributions=attributions, figures=figures, entities=entities), frozenset(
        of_entities.values()
    )


def within(hit: Hit, reading: Reading, some: Sequence[Of]) -> tuple[Of, ...]:
    """Those of some figures, days or places of a Reading that stand in what a claim says."""
    local = hit.local
    spans = next((one.content.spans for one in reading.attributions if one.id in (local, f"c{hit.claim}")), ())
    return tuple(one for one in some if any(span.start <= one.start and one.end <= span.end for span in spans))


def _standing(of: Shown) -> Iterator[tuple[str, str | None]]:
    versions = [f"r{one.report}" for one in of.versions]
    this = next(one for one in of.versions if one.report == of.kept.report)
    yield "report", f"r{of.kept.report}"
    if len(versions) > 1:
        yield "version", f"{of.version} of {len(versions)} ({', '.join(versions)}, the oldest first)"
    yield "added", day_in_words(this.added[:10])
    yield "from", ", ".join(one.name for one in of.seen if one.name != this.id)
    yield "SHA-256", this.id


def _changes(of: Shown) -> Iterator[RenderableType]:
    if of.version < 2 and not of.changes:
        return
    before = next((one.report for one in of.versions if one.version == of.version - 1), None)
    yield _title(f"What it changed against r{before}" if before else "What it changed")
    if not of.changes:
        yield Padding(
            Text("Nothing that is read: headline, days, paragraphs, claims and figures are the same."), (0, 2)
        )
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column()
    for change in of.changes[:_MOST_CHANGES]:
        grid.add_row(change.what, _change(change))
    yield Padding(grid, (0, 0, 0, 2))
    if len(of.changes) > _MOST_CHANGES:
        yield Padding(Text(f"and {len(of.changes) - _MOST_CHANGES:,} more; --json shows all", style="dim"), (0, 2))


def _change(change: Change) -> Text:
    line = Text()
    if change.before is not None:
        line.append(f"was: {hits.one_line(change.before)}", style="red")
    if change.after is not None:
        line.append("\n" if line else "")
        line.append(f"{'now' if change.before is not None else 'new'}: {hits.one_line(change.after)}", style="green")
    elif change.before is not None:
        line.append(" (gone)")
    return line


def _chain(hit: Hit, of: Shown) -> Iterator[tuple[str, str | None]]:
    report = of.kept.reading.report
    within = next((one.within for one in of.kept.reading.attributions if one.id == hit.local), None)
    yield "report", hits.where(hit)
    if len(of.versions) > 1:
        yield "version", f"{of.version} of {len(of.versions)}; r{of.versions[-1].report} is the latest"
    yield "address", report.address
    yield "through", " > ".join(hit.via)
    if within in of.kept.claims:
        yield "told in", f"c{of.kept.claims[within]}"
    yield "source", f"{hit.source} ({hit.kind})" if hit.source else "none named"
    yield "rests on", hit.ground
    yield "cue", hit.cue
    yield "form", hit.form
    yield "certainty", f"{hit.certainty} ({hit.hedges})" if hit.hedges else hit.certainty
    yield "confidence", f"{hit.confidence:.2f} that it is read rightly; not that it is true"
    yield "characters", f"{hit.starts}–{hit.ends}"


def _judgement(one: Judgement) -> Text:
    line = Text(one.verdict, style="strike" if one.undone else "bold")
    facts = [f"by {one.made_by}" if one.made_by else None, day_in_words(one.made[:10])]
    back = ", replaced" if one.replaced_by else ", taken back" if one.undone else ""
    line.append(f" {', '.join(filter(None, facts))}{back}", style="dim")
    if one.verdict == "corrected":
        line.append(f"\nwas: {hits.one_line(one.quote)}")
    if one.note:
        line.append(f"\n{hits.one_line(one.note)}")
    return Text(plain(line.plain)) if plain(line.plain) != line.plain else line


def _facts(rows: Iterator[tuple[str, str | None]] | Sequence[tuple[str, str | None]]) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column()
    for name, value in rows:
        if value:
            grid.add_row(name, Text(hits.one_line(value)))
    return grid


def _title(text: str) -> RenderableType:
    return Group("", Text(text, style="bold underline"))


def _number(count: int, name: str) -> str:
    return f"{count:,} {name}" if count == 1 else f"{count:,} {name}s"

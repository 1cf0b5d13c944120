"""What a search finds, as people read it: every mark is a word, so it reads the same without colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reportedly.cli.words import day_in_words, plain

if TYPE_CHECKING:
    from reportedly.library import Found, Hit, Library, ReportHit

CERTAINTY = {"hedged": "magenta", "denied": "red", "declined": "red"}
_FOUND = "bold underline"
_MOST_TRIED = 8
"""Parts of a query that are tried alone when all together find nothing."""

_SORTED = {
    "best": "the best fit first",
    "newest": "the newest first",
    "oldest": "the oldest first",
    "added": "the last added first",
}


def listing(found: Found[Hit] | Found[ReportHit], *, context: bool = False) -> RenderableType:
    """One page of answers, and under it how many there are.

    Args:
        found: at least one answer in all.
        context: show the paragraph around each claim.

    """
    from reportedly.library import Hit

    parts: list[RenderableType] = []
    for hit in found.hits:
        parts += [_claim(hit, context=context) if isinstance(hit, Hit) else _report(hit), ""]
    over = "claim" if not found.hits or isinstance(found.hits[0], Hit) else "report"
    return Group(*parts, Text(total(found, over), style="dim"))


def total(found: Found[Hit] | Found[ReportHit], over: str) -> str:
    """Which answers of how many these are, in which order, and how to see more."""
    number = f"more than {found.total:,}" if found.more else f"{found.total:,}"
    names = f"{number} {over if found.total == 1 and not found.more else over + 's'}"
    first = (found.page - 1) * found.size + 1
    if not found.hits:
        last_page = -(-found.total // found.size)
        return f"Nothing on page {found.page:,}: there are {names}; the last page of {found.size:,} is {last_page:,}."
    last = first + len(found.hits) - 1
    span = names if found.total == len(found.hits) and not found.more else f"{first:,}–{last:,} of {names}"
    order = f", {_SORTED[found.sort]}" if found.total > 1 else ""
    more = f"; --page {found.page + 1} shows more" if found.more or last < found.total else ""
    return f"{span}{order}{more}"


def nothing(library: Library, query: str, *, reports: bool = False) -> RenderableType:
    """That nothing was found, and which parts of the query would find something."""
    from reportedly.library.query import parse, unparse
    from reportedly.library.query.tree import All

    over = "reports" if reports else "claims"
    if not library.count():
        return Text(plain(f"{library.name} is empty; add reports to it with: reportedly add"))
    asked = parse(query)
    if not isinstance(asked, All) or not asked.of:
        return Text(f"No {over} found.")
    rows = []
    for part in asked.of[:_MOST_TRIED]:
        alone = library.find(part, over="reports" if reports else "claims", size=1)
        number = f"more than {alone.total:,}" if alone.more else f"{alone.total:,}" if alone.total else "nothing"
        rows.append((number, unparse(part)))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column()
    for count, written in rows:
        grid.add_row(count, Text(plain(written)))
    return Group(Text(f"No {over} found. Each part of the query alone finds:"), Padding(grid, (0, 0, 0, 2)))


def day(of: str | None) -> str:
    """A day of publication in words."""
    return day_in_words(of) if of else "no day known"


def one_line(text: str) -> str:
    """A page's text made safe, on one line, as long as it was."""
    return "".join(" " if character in "\n\t" else character for character in plain(text))


def who(hit: Hit) -> Text:
    """Whose word a claim is, what kind of source that is, and what it came through."""
    line = Text(one_line(hit.speaker or "no source named"), style="bold")
    kind = hit.kind.upper() if hit.kind == "unnamed" else hit.kind
    facts = ", ".join(filter(None, (kind, f"e{hit.entity}" if hit.entity else None)))
    if facts:
        line.append(f" ({facts})", style="bold yellow" if hit.kind == "unnamed" else "cyan")
    for step in hit.via:
        line.append(f", through {one_line(step)}", style="cyan")
    return line


def said(hit: Hit) -> Text:
    """How surely, with which words, and what is claimed, the found words marked."""
    line = Text()
    if hit.certainty != "asserted":
        # What the cue shows ("denied") is printed beside.
        words = [word for word in (hit.hedges or "").split("; ") if word and word not in (hit.cue or "")]
        hedges = f": {one_line(', '.join(dict.fromkeys(words)))}" if words else ""
        line.append(f"[{hit.certainty}{hedges}] ", style=CERTAINTY.get(hit.certainty, ""))
    if cue := one_line(hit.cue or "").removesuffix(":"):
        line.append(f"{cue}: ", style="italic cyan")
    line.append_text(marked(hit.content, hit.found))
    if hit.ground:
        line.append(f" [citing {one_line(hit.ground)}]", style="yellow")
    return line


def marked(text: str, found: Sequence[tuple[int, int]], style: str = "") -> Text:
    """A text on one line with the found words marked."""
    line = Text(one_line(text), style=style)
    for start, end in found:
        line.stylize(_FOUND, start, end)
    return line


def where(hit: Hit | ReportHit) -> str:
    """The report: its key, publisher, day and headline."""
    parts = [f"r{hit.report}", one_line(hit.publisher or "publisher not given"), day(hit.published)]
    return ", ".join(parts) + (f": {one_line(title)}" if (title := hit.headline or hit.opening) else "")


def _claim(hit: Hit, *, context: bool) -> RenderableType:
    parts: list[RenderableType] = [who(hit), said(hit), Text(where(hit), style="dim")]
    if context:
        parts[2:2] = [around(hit)]
    return _keyed(f"c{hit.claim}", parts)


def around(hit: Hit) -> RenderableType:
    """The paragraph around a claim, what is not claimed dimmed."""
    start, end = hit.starts - hit.context_starts, hit.ends - hit.context_starts
    paragraphs: list[RenderableType] = []
    at = 0
    for paragraph in hit.context.split("\n"):
        if paragraph.strip():
            line = Text(one_line(paragraph), style="dim")
            line.stylize("not dim", max(0, start - at), max(0, end - at))
            paragraphs.append(line)
        at += len(paragraph) + 1
    return Padding(Group(*paragraphs), (0, 0, 0, 2))


def _report(hit: ReportHit) -> RenderableType:
    parts: list[RenderableType] = [Text(one_line(hit.headline or hit.opening or "(no headline)"), style="bold")]
    if hit.snippet:
        parts.append(marked(hit.snippet, hit.found))
    version = f", version {hit.version}" if hit.version > 1 else ""
    claims = "1 claim" if hit.claims == 1 else f"{hit.claims:,} claims"
    facts = f"{one_line(hit.publisher or 'publisher not given')}, {day(hit.published)}; {claims}{version}"
    parts.append(Text(facts, style="dim"))
    return _keyed(f"r{hit.report}", parts)


def _keyed(key: str, parts: Sequence[RenderableType]) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="green", min_width=6)
    grid.add_column()
    for number, part in enumerate(_shown(parts)):
        grid.add_row("" if number else key, part)
    return grid


def _shown(parts: Sequence[RenderableType]) -> Iterator[RenderableType]:
    """What is not an empty line."""
    return (part for part in parts if not isinstance(part, Text) or part.plain)

"""The one composer: sources in, Readings out.

Everything before it works on one thing (a page, a passage, a kind of mention); only here do they meet.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from reportedly.attribution import MODEL as ATTRIBUTION_MODEL
from reportedly.attribution import attribute, through
from reportedly.attribution import model_digest as attribution_digest
from reportedly.errors import ModelMissing, NotReadable, Refused
from reportedly.language import MODEL as LANGUAGE_MODEL
from reportedly.language import Passage, parse
from reportedly.language import model_digest as language_digest
from reportedly.mentions import days, figures, people, places, sources
from reportedly.model import (
    READ_FOR_CLAIMS,
    Attribution,
    Block,
    BlockKind,
    Day,
    Entity,
    Figure,
    Place,
    Reader,
    Reading,
    Refusal,
    Report,
)
from reportedly.page import MODEL as PAGE_MODEL
from reportedly.page import Limits, Page, pages, read_page, shown
from reportedly.page import model_digest as page_digest

LONGEST_READ = 200_000
"""Characters of one report that are read for claims; a long news report has 30,000. The rest is kept as text and the
Reading says so."""

_LANGUAGE_READ = "en"

_READ_FOR_NAMES: frozenset[BlockKind] = frozenset({"caption"})
"""A caption often has the full name of somebody whom the article calls by the surname; claims are not read from it."""

_DASH = re.compile(r"\s*[-–—:]+\s*")

_UNBROKEN = re.compile(r"\S{1000,}")
"""No word of any language: encoded data, or a row of marks. The tokeniser takes the square of its length in time."""

_Found = TypeVar("_Found")


class Named(NamedTuple):
    """What came of one page, and where the page came from.

    Attributes:
        of: which of the sources it came from, counted from 0.
        name: the source as the caller named it; of a source that holds many pages, with the number of the record, line
            or item, and its address if it has one: ``"crawl.warc.gz#12 https://example.org/news"``.
        result: its Reading, or the ``Refused`` that says why there is none.

    """

    of: int
    name: str
    result: Reading | Refused


def read(source: str | Path | Page, limits: Limits | None = None) -> Reading:
    """Read one report.

    Args:
        source: a path, an http(s) address, ``"-"`` for standard input, or a ``Page`` already loaded.
        limits: how far loading may go: size, time, private addresses.

    Returns:
        The Reading.

    Raises:
        Refused: the source could not be got, or holds no report, or more than one; the message says why and what to do.
        ModelMissing: a model that reading needs is not installed.
    """
    if not isinstance(source, Page):
        page, *more = islice(pages(_name(source), limits or Limits()), 2)
        if more:
            detail = "holds more than one page; read it with read_many, which yields one result for each"
            raise NotReadable(shown(_name(source)), "load", "several", detail)
        if isinstance(page, Refused):
            raise page
        source = page
    (result,) = read_many([source], limits)
    if isinstance(result, Refused):
        raise result
    return result


def read_text(text: str, name: str = "text") -> Reading:
    """Read a report from a string: a page's HTML or its plain text.

    Args:
        text: the page. Lone surrogates, which no encoding can carry, become question marks.
        name: what to call it in a refusal.

    Returns:
        The Reading; its ``report.id`` is the SHA-256 of the text as UTF-8.

    Raises:
        Refused: there is nothing in it to read.
    """
    if not isinstance(text, str):
        raise TypeError(f"read_text takes a str, not {type(text).__name__}; Page(data=…, source=…) takes bytes")
    return read(Page(data=text.encode("utf-8", "replace"), source=name, charset="utf-8"))


def read_many(sources: Iterable[str | Path | Page], limits: Limits | None = None) -> Iterator[Reading | Refused]:
    """Read many reports through one pipeline, in batches that run across reports.

    Args:
        sources: as for ``read``, and those that hold many pages: web archives, feeds, JSON lines. They are taken
            lazily, and so are the pages in them, a few reports ahead.
        limits: as for ``read``.

    Yields:
        For each page of each source, in order, its Reading, or the ``Refused`` that says why there is none; for a
        source that cannot be got, its ``Refused``. ``read_named`` also says which source each came from.

    Raises:
        ModelMissing: a model that reading needs is not installed.
    """
    for named in read_named(sources, limits):
        yield named.result


def read_named(sources: Iterable[str | Path | Page], limits: Limits | None = None) -> Iterator[Named]:
    """Read many reports as ``read_many`` does, and say of each where it came from.

    Args:
        sources: as for ``read_many``.
        limits: as for ``read_many``.

    Yields:
        The results of ``read_many``, each with its name and the place of its source among the sources.

    Raises:
        ModelMissing: a model that reading needs is not installed.
    """
    if isinstance(sources, (str, bytes)):
        raise TypeError("read_many takes several sources; for one, use read")
    waiting: deque[tuple[int, str, tuple[Report, tuple[Refusal, ...]] | Refused]] = deque()

    def readable() -> Iterator[tuple[str, Sequence[Block]]]:
        for of, name, found in _reports(sources, limits or Limits()):
            if isinstance(found, Refused):
                waiting.append((of, name, found))
                yield "", ()
            else:
                blocks, refusals = _blocks_to_read(found)
                waiting.append((of, name, (found, refusals)))
                yield found.text, blocks

    for passages in parse(readable()):
        match waiting.popleft():
            case of, name, Refused() as refused:
                yield Named(of, name, refused)
            case of, name, (report, refusals):
                yield Named(of, name, _compose(report, passages, refusals))


def _reports(sources: Iterable[str | Path | Page], limits: Limits) -> Iterator[tuple[int, str, Report | Refused]]:
    """Read the pages of the sources as far as reports; a fault of ours in one must not cost the reader the others."""
    for of, source in enumerate(sources):
        name = source.source if isinstance(source, Page) else _name(source)
        try:
            for page in [source] if isinstance(source, Page) else pages(name, limits):
                try:
                    yield of, shown(page.source), page if isinstance(page, Refused) else read_page(page)
                except Refused as refused:
                    yield of, refused.source, refused
                except ModelMissing:
                    raise
                except Exception as error:
                    yield of, shown(page.source), NotReadable(shown(page.source), "page", "failed", _fault(error))
        except ModelMissing:
            raise
        except Exception as error:
            yield of, shown(name), NotReadable(shown(name), "load", "failed", _fault(error))


def _name(source: str | Path) -> str:
    if not isinstance(source, (str, Path)):
        kind = type(source).__name__
        raise TypeError(f"a source is a path, an address, - or a Page, not {kind}; Page(data=…, source=…) takes bytes")
    return str(source)


def _blocks_to_read(report: Report) -> tuple[tuple[Block, ...], tuple[Refusal, ...]]:
    """The blocks to read for claims, and why any that should have been read are not among them."""
    kinds = {*READ_FOR_CLAIMS, *_READ_FOR_NAMES}
    blocks = tuple(_after_dateline(report, block) for block in report.blocks if block.kind in kinds)
    if report.language is not None and report.language.split("-")[0] != _LANGUAGE_READ:
        detail = (
            f"the page is in the language {report.language!r}; claims are read from English only, "
            "so its text is kept and no claims are listed"
        )
        return (), (Refusal("language", "not-english", None, None, detail),)
    if not any(block.kind in READ_FOR_CLAIMS for block in blocks):
        detail = "no article was found on the page; all of its text is furniture such as menus and links"
        return (), (Refusal("page", "no-article", None, None, detail),)
    blocks, unbroken = _without_unbroken(report.text, blocks)
    read_so_far = 0
    for at, block in enumerate(blocks):
        room = LONGEST_READ - read_so_far
        read_so_far += block.end - block.start
        if read_so_far > LONGEST_READ:
            cut = block.start + room
            limit = f"only the first {LONGEST_READ:,} characters of a report are read for claims"
            detail = f"{limit}; split the page to read the rest"
            kept = (*blocks[:at], Block(block.kind, block.start, cut))
            return kept, (*unbroken, Refusal("language", "too-long", cut, blocks[-1].end, detail))
    return blocks, unbroken


def _without_unbroken(text: str, blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Refusal, ...]]:
    """Blocks without the runs in them that hold no space for a thousand characters, and a refusal for each run."""
    kept: list[Block] = []
    refusals: list[Refusal] = []
    for block in blocks:
        start = block.start
        for run in _UNBROKEN.finditer(text, block.start, block.end):
            if run.start() > start:
                kept.append(Block(block.kind, start, run.start()))
            start = run.end()
            detail = f"{start - run.start():,} characters without a space are no words, and are not read for claims"
            refusals.append(Refusal("language", "no-words", run.start(), start, detail))
        if start < block.end:
            kept.append(Block(block.kind, start, block.end))
    return tuple(kept), tuple(refusals)


def _after_dateline(report: Report, block: Block) -> Block:
    """A block without the dateline it begins with, which the parser would take for the subject of the sentence."""
    if report.dateline is None or not report.text.startswith(report.dateline, block.start):
        return block
    rest = _DASH.match(report.text, block.start + len(report.dateline))
    return Block(block.kind, rest.end(), block.end) if rest and rest.end() < block.end else block


def _compose(report: Report, passages: tuple[Passage, ...], refusals: tuple[Refusal, ...]) -> Reading:
    """Read one parsed report; a stage that fails costs what it would have found, and says so."""
    text = report.text
    captions = tuple(p for p in passages if p.kind in _READ_FOR_NAMES)
    passages = tuple(p for p in passages if p.kind in READ_FOR_CLAIMS)
    faults: list[Refusal] = []

    def stage(name: str, run: Callable[[], tuple[_Found, ...]]) -> tuple[_Found, ...]:
        try:
            return run()
        except Exception as error:
            faults.append(Refusal(name, "failed", None, None, _fault(error)))
            return ()

    attributions: tuple[Attribution, ...] = stage(
        "attribution", lambda: attribute(text, passages, report.publisher, through(report))
    )
    entities: tuple[Entity, ...] = stage("people", lambda: people.find(text, passages, captions))
    found_figures: tuple[Figure, ...] = stage("figures", lambda: figures.find(text, passages))
    found_days: tuple[Day, ...] = stage("days", lambda: days.find(text, passages, report.published))
    found_places: tuple[Place, ...] = stage("places", lambda: places.find(text, passages, report))
    entities = tuple(_but_places(entities, found_places))
    found = stage("sources", lambda: (sources.tied(attributions, entities, report, passages),))
    if found:
        ((attributions, entities),) = found
    return Reading(
        report=report,
        reader=_reader(),
        entities=entities,
        attributions=attributions,
        figures=tuple(_within(found_figures, attributions)),
        days=found_days,
        places=found_places,
        refusals=(*refusals, *faults),
    )


def _but_places(entities: Iterable[Entity], found: Iterable[Place]) -> Iterator[Entity]:
    """Leave out those taken for people and organisations whose only mentions are places that the gazetteer knows."""
    known = {(place.start, place.end) for place in found if place.gazetteer_id is not None}
    for entity in entities:
        if not all((span.start, span.end) in known for span in entity.mentions):
            yield entity


def _within(figures: Iterable[Figure], attributions: Iterable[Attribution]) -> Iterator[Figure]:
    """Tie each figure to the attribution with the shortest content that encloses it."""
    contents = sorted(
        (span.start, span.end, sum(s.end - s.start for s in a.content.spans), a.id)
        for a in attributions
        for span in a.content.spans
    )
    open_contents: list[tuple[int, int, int, str]] = []
    following = 0
    for figure in sorted(figures, key=lambda figure: figure.start):
        while following < len(contents) and contents[following][0] <= figure.start:
            open_contents.append(contents[following])
            following += 1
        open_contents = [content for content in open_contents if content[1] > figure.start]
        around = [(length, by) for _, end, length, by in open_contents if figure.end <= end]
        yield msgspec.structs.replace(figure, attribution=min(around)[1]) if around else figure


def _fault(error: Exception) -> str:
    return f"a fault in reportedly ({type(error).__name__}: {error}); please report it with the page that caused it"


@cache
def _reader() -> Reader:
    models = {
        LANGUAGE_MODEL: language_digest(),
        ATTRIBUTION_MODEL: attribution_digest(),
        PAGE_MODEL: page_digest(),
        places.MODEL: places.model_digest(),
    }
    return Reader(version=version("reportedly"), models=models)

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
from typing import NamedTuple, TypeVar

import msgspec

from reportedly.attribution import MODEL as ATTRIBUTION_MODEL
from reportedly.attribution import attribute, through
from reportedly.attribution import model_digest as attribution_digest
from reportedly.errors import ModelMissing, NotReadable, Refused, fault
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
from reportedly.page import Found, Held, Limits, Page, Source, each_page, not_wanted, read_page, shown, source_name
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
_Label = TypeVar("_Label")


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


def read(source: Source, limits: Limits | None = None) -> Reading:
    """Read one report.

    Args:
        source: a path, an http(s) address, ``"-"`` for standard input, or a ``Page`` already loaded.
        limits: how far loading may go: size, time, private addresses.

    Returns:
        The Reading; that which the source holds in place of a page, if it does.

    Raises:
        Refused: the source could not be got, or holds no report, or more than one; the message says why and what to do.
        ModelMissing: a model that reading needs is not installed.
    """
    found, *more = islice(each_page([source], limits or Limits()), 2)
    if more:
        detail = "holds more than one page; read it with read_many, which yields one result for each"
        raise NotReadable(shown(source_name(source)), "load", "several", detail)
    if isinstance(found.page, Refused):
        raise found.page
    ((_, _, result),) = _read([found], None)
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


def read_many(sources: Iterable[Source], limits: Limits | None = None) -> Iterator[Reading | Refused]:
    """Read many reports through one pipeline, in batches that run across reports.

    Args:
        sources: as for ``read``, and those that hold many pages: folders, web archives, feeds, JSON lines. They are
            taken lazily, and so are the pages in them, a few reports ahead.
        limits: as for ``read``.

    Yields:
        For each page of each source, in order, its Reading, or the ``Refused`` that says why there is none; for a
        source that cannot be got, its ``Refused``. ``read_named`` also says which source each came from. A Reading that
        a source holds in place of a page is passed on as it is.

    Raises:
        ModelMissing: a model that reading needs is not installed.
    """
    for named in read_named(sources, limits):
        yield named.result


def read_named(
    sources: Iterable[Source], limits: Limits | None = None, wanted: Callable[[Report], bool] | None = None
) -> Iterator[Named]:
    """Read many reports as ``read_many`` does, and say of each where it came from.

    Args:
        sources: as for ``read_many``.
        limits: as for ``read_many``.
        wanted: asked of each report before its claims are read, which takes nearly all of the time. One that is not
            wanted comes out as a ``Refused`` with the code ``"not-wanted"``. What it raises is raised here.

    Yields:
        The results of ``read_many``, each with its name and the place of its source among the sources.

    Raises:
        ModelMissing: a model that reading needs is not installed.
    """
    return _read(each_page(sources, limits or Limits()), wanted)


def reread(reports: Iterable[Report]) -> Iterator[Reading]:
    """Read the claims of reports anew, from what was kept of their pages.

    Args:
        reports: as an earlier Reading has them; taken a few ahead.

    Yields:
        For each, in order, what reading its page would now give, but with the report itself as it was kept.

    Raises:
        ModelMissing: a model that reading needs is not installed.
    """
    for _, reading in _composed((None, report) for report in reports):
        if isinstance(reading, Reading):  # nothing else went in
            yield reading


def _read(found: Iterable[Found], wanted: Callable[[Report], bool] | None) -> Iterator[Named]:
    for (of, name), result in _composed(_reports(found, wanted)):
        yield Named(of, name, result)


def _composed(found: Iterable[tuple[_Label, Report | Reading | Refused]]) -> Iterator[tuple[_Label, Reading | Refused]]:
    """Read the claims of reports, some together; what is no report keeps its place among them, and all their labels."""
    waiting: deque[tuple[_Label, tuple[Report, tuple[Refusal, ...]] | Reading | Refused]] = deque()

    def readable() -> Iterator[tuple[str, Sequence[Block]]]:
        for label, each in found:
            if isinstance(each, Report):
                blocks, refusals = _blocks_to_read(each)
                waiting.append((label, (each, refusals)))
                yield each.text, blocks
            else:
                waiting.append((label, each))
                yield "", ()

    for passages in parse(readable()):
        label, each = waiting.popleft()
        if isinstance(each, Reading | Refused):
            yield label, each
        else:
            report, refusals = each
            yield label, _compose(report, passages, refusals)


def _reports(
    found: Iterable[Found], wanted: Callable[[Report], bool] | None
) -> Iterator[tuple[tuple[int, str], Report | Reading | Refused]]:
    """Read pages as far as reports; a fault of ours in one must not cost the reader the others."""
    for of, name, page in found:
        result: Report | Reading | Refused
        match page:
            case Refused():
                result = page
            case Held(_, reading):
                result = reading
            case _:
                result = _report(page, name)
        if wanted and not isinstance(result, Refused):
            report = result.report if isinstance(result, Reading) else result
            if not wanted(report):
                result = not_wanted(name)
        yield (of, name), result


def _report(page: Page, name: str) -> Report | Refused:
    try:
        return read_page(page)
    except Refused as refused:
        return refused
    except ModelMissing:
        raise
    except Exception as error:
        return NotReadable(name, "page", "failed", fault(error))


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
            faults.append(Refusal(name, "failed", None, None, fault(error)))
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
        reader=reader(),
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


@cache
def reader() -> Reader:
    """The version and the models that read here and now, as Readings have them.

    Raises:
        ModelMissing: a model that reading needs is not installed.
    """
    models = {
        LANGUAGE_MODEL: language_digest(),
        ATTRIBUTION_MODEL: attribution_digest(),
        PAGE_MODEL: page_digest(),
        places.MODEL: places.model_digest(),
    }
    return Reader(version=version("reportedly"), models=models)

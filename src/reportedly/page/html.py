"""A page of HTML to labelled pieces and the facts it states."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reportedly.model import READ_FOR_CLAIMS, BlockKind
from reportedly.page import dom
from reportedly.page.align import aligned, extracted_body
from reportedly.page.bylines import name_and_office
from reportedly.page.compose import Piece
from reportedly.page.facts import Facts
from reportedly.page.flat import flatten
from reportedly.page.html_facts import facts
from reportedly.page.lines import kind_by_wording
from reportedly.page.metadata import Declared, declared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.page.dom import Run

_HOLDERS: frozenset[BlockKind] = frozenset({"comment", "advertisement", "related", "navigation", "other"})
"""Regions that decide for everything inside them."""
_LONGEST: dict[BlockKind, int] = {"byline": 200, "timestamp": 120, "section": 80, "tag": 80, "credit": 200}
"""Characters beyond which text marked so is something else: a biography in a byline, say."""
_NOT_BODY_BY_WORDING: frozenset[BlockKind] = frozenset(
    {
        "advertisement",
        "related",
        "comment",
        "navigation",
        "credit",
        "correction",
        "timestamp",
        "byline",
        "caption",
        "tag",
        "topic",
    }
)
_HEAD_BYLINE = 4
"""Runs below the headline in which a name and an office are a byline."""
_WORDS = re.compile(r"\w+")
_PROSE = frozenset({"p", "li", "blockquote", "h2", "h3", "h4", "h5", "h6", "td", "th", "pre", "dd", "dt"})


class HtmlPage(NamedTuple):
    """What was read from HTML: pieces in page order, facts, the address and the language it declares."""

    pieces: tuple[Piece, ...]
    facts: Facts
    address: str | None
    language: str | None


def read_html(text: str, address: str | None = None) -> HtmlPage:
    """Read a page of HTML. Never raises; a page without visible text gives no pieces.

    Args:
        text: the decoded page.
        address: where it was fetched from, if it was.

    """
    flat = flatten(text)
    tree = dom.parse(flat)
    said = declared(tree, address)
    found = dom.runs(tree)
    kinds = label(found, said, aligned([run.text for run in found], extracted_body(flat)))
    pieces = tuple(Piece(kind, run.text) for kind, run in zip(kinds, found, strict=True))
    return HtmlPage(pieces, facts(found, kinds, said), said.address, said.language)


def label(runs: Sequence[Run], said: Declared, extracted: Sequence[bool]) -> list[BlockKind]:
    """Give each run a kind: from the extracted body, the page's own markup, the wording, in that order of weight."""
    runs = _without_void_regions(runs, extracted)
    headline = _headline(runs, said, extracted)
    body = _body(runs, extracted, headline)
    first = next((at for at, is_body in enumerate(body) if is_body), len(runs))
    last = max((at for at, is_body in enumerate(body) if is_body), default=-1)
    kinds: list[BlockKind] = []
    for at, run in enumerate(runs):
        if at == headline:
            kinds.append("headline")
        elif body[at]:
            kinds.append(_in_body(run))
        else:
            kinds.append(_around(run, at < first, at > last, has_body=last >= 0))
        under = headline is not None and 0 < at - headline <= _HEAD_BYLINE
        if under and kinds[at] in ("other", "body") and name_and_office(run.text):
            kinds[at] = "byline"
    _standfirst(runs, kinds, said, headline, first)
    return kinds


def _without_void_regions(runs: Sequence[Run], extracted: Sequence[bool]) -> list[Run]:
    """Take off the marks that hold much of the body: a mark on the whole article says nothing about its parts."""
    inside: Counter[int] = Counter()
    total = 0
    for run, is_body in zip(runs, extracted, strict=True):
        if is_body:
            total += len(run.text)
            for number, _ in run.place.regions:
                inside[number] += len(run.text)
    void = {number for number, size in inside.items() if size > total * 0.3}
    return [
        replace(run, place=replace(run.place, regions=tuple(each for each in run.place.regions if each[0] not in void)))
        if any(number in void for number, _ in run.place.regions)
        else run
        for run in runs
    ]


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.casefold())


def _headline(runs: Sequence[Run], said: Declared, extracted: Sequence[bool]) -> int | None:
    """Find the headline: a run that says what the page calls itself, else the first h1 that is no logo."""
    first = next((at for at, is_body in enumerate(extracted) if is_body), len(runs))
    # What is declared first counts most; the last ones may be no more than parts of a title.
    wanted = [(_words(name), 1 - 0.05 * min(rank, 4)) for rank, name in enumerate(said.headlines)]
    best: tuple[float, int] | None = None
    for at, run in enumerate(runs):
        if len(run.text) > 400 or not _words(run.text):
            continue
        words = _words(run.text)
        share, trust = max(((_overlap(words, each), trust) for each, trust in wanted), default=(0.0, 1.0))
        weight = share * trust + (0.5 if run.place.heading == "h1" else 0.2 if run.place.heading else 0.0)
        weight -= 0.3 * any(kind in _HOLDERS for _, kind in run.place.regions) + 0.001 * (abs(at - first) / len(runs))
        if (share >= 0.7 and (run.place.heading or share >= 0.95)) and (best is None or weight > best[0]):
            best = weight, at
    if best is not None:
        return best[1]
    free = [
        at
        for at, run in enumerate(runs)
        if run.place.heading == "h1" and not any(kind in _HOLDERS for _, kind in run.place.regions)
    ]
    if len(free) == 1:
        return free[0]
    return next((at for at in free if len(_words(runs[at].text)) >= 3), None)


def _overlap(one: list[str], other: list[str]) -> float:
    """Divide shared words by all words, both with their counts."""
    a, b = Counter(one), Counter(other)
    whole = sum((a | b).values())
    return sum((a & b).values()) / whole if whole else 0.0


def _kind_of_region(run: Run) -> BlockKind | None:
    kinds = [kind for _, kind in run.place.regions]
    holder = next((kind for kind in kinds if kind in _HOLDERS and kind != "other"), None) or (
        "other" if "other" in kinds else None
    )
    return holder or next((kind for kind in reversed(kinds) if len(run.text) <= _LONGEST.get(kind, 10_000)), None)


def _body(runs: Sequence[Run], extracted: Sequence[bool], headline: int | None) -> list[bool]:
    """Choose the extracted runs that the page marks as nothing else, and the paragraphs that stand as they do."""
    body = [is_body and at != headline and not _is_not_body(runs[at]) for at, is_body in enumerate(extracted)]
    _drop_links(runs, body)
    found = sum(len(run.text) for run, is_body in zip(runs, body, strict=True) if is_body)
    missed = _largest_group(runs)
    if found * 2 < sum(len(runs[at].text) for at in missed):
        body = [at in missed and at != headline for at in range(len(runs))]
    # Extractors drop a heading here and there, such as those of the entries of a live blog; what it heads decides.
    for at, run in enumerate(runs[:-1]):
        if run.place.heading and run.place.heading != "h1" and at != headline and not _is_not_body(run):
            body[at] = body[at] or (body[at + 1] and run.linked * 2 < len(run.text))
    inside = [at for at, is_body in enumerate(body) if is_body]
    paragraphs = [runs[at].place for at in inside if runs[at].place.tag == "p"]
    if not paragraphs:
        return body
    homes = Counter(place.parent for place in paragraphs)
    shapes = Counter((place.article, place.shape) for place in paragraphs)
    next_title = next((at for at in range(inside[0], len(runs)) if runs[at].place.heading == "h1"), len(runs))
    for at, run in enumerate(runs):
        place = run.place
        if body[at] or at == headline or run.linked * 2 >= len(run.text) or _is_not_body(run):
            continue
        if place.tag != "p" and not place.list:
            continue
        between = inside[0] < at < inside[-1] and homes[place.list or place.parent] >= 2
        # Extractors lose the rest of an article that is laid out in several boxes: boxes of the same classes.
        alike = (
            place.tag == "p"
            and inside[0] < at < next_title
            and shapes[place.article, place.shape] >= 2
            and _tells(place.shape)
        )
        body[at] = between or (alike and len(run.text.split()) >= 8)
    return body


def _largest_group(runs: Sequence[Run]) -> set[int]:
    """Find the paragraphs that stand alike and are together the longest: the body where the extractor finds none."""
    groups: dict[tuple[int, tuple[str, ...]], list[int]] = {}
    for at, run in enumerate(runs):
        if len(run.text.split()) >= 8 and run.linked * 3 < len(run.text) and not _is_not_body(run):
            groups.setdefault((run.place.article, run.place.shape), []).append(at)
    return set(max(groups.values(), key=lambda group: sum(len(runs[at].text) for at in group), default=()))


def _tells(shape: tuple[str, ...]) -> bool:
    """Whether the elements around a paragraph have classes at all, so that being alike means something."""
    return any(len(each.split()) > 1 for each in shape[1:])


def _drop_links(runs: Sequence[Run], body: list[bool]) -> None:
    """Take out of the body what is nothing but a link to elsewhere, unless much of the body is written so."""
    links = [at for at, is_body in enumerate(body) if is_body and runs[at].linked * 10 >= len(runs[at].text) * 9]
    size = sum(len(run.text) for run, is_body in zip(runs, body, strict=True) if is_body)
    if sum(len(runs[at].text) for at in links) * 3 < size:
        for at in links:
            body[at] = False


def _is_not_body(run: Run) -> bool:
    kind = _kind_of_region(run)
    if kind is not None and kind not in READ_FOR_CLAIMS:
        return True
    return kind_by_wording(run.text) in _NOT_BODY_BY_WORDING


def _in_body(run: Run) -> BlockKind:
    place = run.place
    if place.heading:
        return "subheading"
    if "blockquote" in place.within:
        return "quotation"
    if "li" in place.within or run.cells > 1 or place.tag in ("dd", "dt"):
        return "list"
    return "body"


def _around(run: Run, before: bool, after: bool, has_body: bool) -> BlockKind:
    """Tell the kind of a run outside the body."""
    marked = _kind_of_region(run)
    if marked in _HOLDERS and marked != "other":
        return marked
    by_wording = kind_by_wording(run.text)
    if by_wording is not None:
        return by_wording
    if marked == "timestamp" and not any(map(str.isdigit, run.text)):
        marked = None
    if marked is not None and not (marked in READ_FOR_CLAIMS and not before):
        return marked
    if run.linked * 10 >= len(run.text) * 8:
        return "related" if after and len(run.text) >= 25 else "navigation"
    if not has_body and run.place.tag in _PROSE and len(run.text.split()) > 8:
        return _in_body(run)
    return "other"


def _standfirst(runs: Sequence[Run], kinds: list[BlockKind], said: Declared, headline: int | None, first: int) -> None:
    """Mark the summary above the body, by the page's mark or because the page describes itself in the same words."""
    description = _words(said.description or "")
    start = 0 if headline is None else headline + 1
    for at in range(start, min(len(runs), first + 1)):
        run = runs[at]
        marked = any(kind == "standfirst" for _, kind in run.place.regions)
        same = len(description) >= 5 and _overlap(_words(run.text), description) > 0.8
        apart = at < first or (at + 1 < len(runs) and runs[at + 1].place.parent != run.place.parent)
        if (marked or (same and apart)) and len(run.text) >= 30 and kinds[at] in READ_FOR_CLAIMS | {"other"}:
            kinds[at] = "standfirst"
        elif marked and kinds[at] == "standfirst":
            kinds[at] = "other"

"""Places measured on LGL (Lieberman 2010), 588 articles of local newspapers: ``python -m gate.places [--misses]``.

A third of it, by publisher, is held out: nothing was tuned on it, and ``--misses`` does not show it.
"""

from __future__ import annotations

import hashlib
import math
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportedly.language import Passage, parse
from reportedly.mentions.places import finding as mentions
from reportedly.mentions.places.context import home
from reportedly.mentions.places.gazetteer import Candidate, lookup
from reportedly.mentions.places.keys import key
from reportedly.mentions.places.names import Named
from reportedly.model import Block, Place, Report

NEAR = 161.0
"""Kilometres (100 miles) within which a place counts as found, as is usual with LGL."""
SAME_SPOT = 10.0
"""Kilometres within which the gazetteer's place of the name is taken for the corpus's though it has another id."""
_MORE_BEHIND = re.compile(r"(?:['’]s)?[ -]['\"“‘]?[A-Z]")
_MORE_BEFORE = re.compile(r"[A-Z][\w.’'-]* (?:(?:of|for) (?:the )?)?$|[\w][-/]$")


@dataclass(frozen=True)
class Toponym:
    """A name that people marked as a place, and which place; ``id`` is ``None`` where they could not say."""

    start: int
    end: int
    text: str
    id: int | None = None
    latitude: float = 0.0
    longitude: float = 0.0
    code: str = ""


@dataclass(frozen=True)
class Article:
    """An article of LGL."""

    report: Report
    toponyms: tuple[Toponym, ...]
    held_out: bool


@cache
def articles(shared: Path) -> tuple[Article, ...]:
    """LGL, with of each article what a page would say of itself: its text and its address."""
    root = ElementTree.parse(shared / "places" / "lgl.xml").getroot()  # noqa: S314
    return tuple(_article(element) for element in root.iter("article"))


@cache
def parsed(shared: Path) -> tuple[tuple[Passage, ...], ...]:
    """The passages of each article."""
    return tuple(parse((article.report.text, article.report.blocks) for article in articles(shared)))


def places(shared: Path) -> dict[str, float]:
    """How many places are found and resolved on the held-out third of LGL."""
    return measured(shared, held_out=True)


def measured(shared: Path, *, held_out: bool) -> dict[str, float]:
    """The figures of one part."""
    chosen = [(a, p) for a, p in zip(articles(shared), parsed(shared), strict=True) if a.held_out is held_out]
    alone = [(one, place) for a, p in chosen for one, place in given_spans(a, p)]
    listed = [(one, place) for one, place in alone if in_gazetteer(one)]
    pairs = [pair for a, p in chosen for pair in end_to_end(a, p)]
    both = [(gold, place) for gold, place in pairs if gold and place]
    located = [(gold, place) for gold, place in both if gold.id is not None]
    found = sum(place is not None for _, place in pairs)
    marked = [
        place is not None for a, p in chosen for gold, place in end_to_end(a, p) if gold and is_literal(gold, a, p)
    ]
    precision, recall = len(both) / found, sum(marked) / len(marked)
    told = [pair for pair in located if pair[1].latitude is not None]
    return {
        "places resolved, names given": _share(listed),
        "places resolved, names given, all": _share(alone),
        "places found precision": precision,
        "places found recall": recall,
        "places found F1": 2 * precision * recall / (precision + recall),
        "places resolved of found": _share(located),
        "places right of resolved": _share(told),
    }


def given_spans(article: Article, passages: Sequence[Passage]) -> Iterator[tuple[Toponym, Candidate | None]]:
    """Each marked place whose coordinates are known, and what it is resolved to when the marked names are given."""
    named = [Named(one.start, one.end, one.text) for one in article.toponyms]
    beside = mentions.beside(article.report, passages)
    resolved = mentions.resolve(article.report.text, named, beside)
    yield from ((one, place) for one, place in zip(article.toponyms, resolved, strict=True) if one.id is not None)


def end_to_end(article: Article, passages: Sequence[Passage]) -> Iterator[tuple[Toponym | None, Place | None]]:
    """Marked places beside found ones that overlap them; those alone beside ``None``."""
    found = list(mentions.find(article.report.text, passages, article.report))
    for gold in article.toponyms:
        match = next((one for one in found if one.start < gold.end and gold.start < one.end), None)
        if match is not None:
            found.remove(match)
        yield gold, match
    yield from ((None, one) for one in found)


def is_literal(one: Toponym, article: Article, passages: Sequence[Passage]) -> bool:
    """Whether a marked name stands for a place and no more.

    LGL also marks words for a people ("Georgian troops") and some parts of longer names ("Ohio State Police").
    """
    text = article.report.text
    if _MORE_BEHIND.match(text, one.end) or _MORE_BEFORE.search(text[max(0, one.start - 30) : one.start]):
        return False
    (passage,) = (p for p in passages if p.start <= one.start < p.end)
    span = passage.doc.char_span(one.start - passage.start, one.end - passage.start, alignment_mode="expand")
    return span is not None and span.root.ent_type_ != "NORP" and not span.root.tag_.startswith("JJ")


def in_gazetteer(one: Toponym) -> bool:
    """Whether the place is in the gazetteer under its name, by id or by name and spot."""
    return any(
        candidate.id == one.id or apart(one, candidate.latitude, candidate.longitude) <= SAME_SPOT
        for candidate in candidates(one)
    )


@cache
def candidates(one: Toponym) -> tuple[Candidate, ...]:
    """The gazetteer's places of its name."""
    return lookup([key(one.text)]).get(key(one.text), ())


def right(one: Toponym, place: Candidate | Place | None) -> bool:
    """Whether a place is the marked one, by id, or is within ``NEAR`` of it."""
    if place is None or place.latitude is None or place.longitude is None:
        return False
    id_ = place.id if isinstance(place, Candidate) else int(place.gazetteer_id or 0)
    return id_ == one.id or apart(one, place.latitude, place.longitude) <= NEAR


def apart(one: Toponym, latitude: float, longitude: float) -> float:
    """Kilometres between a marked place and a point."""
    north, south = math.radians(one.latitude), math.radians(latitude)
    east = math.radians(longitude - one.longitude)
    half = math.sin((south - north) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(east / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))


def _share(pairs: Iterable[tuple[Toponym, Candidate | Place | None]]) -> float:
    judged = [right(one, place) for one, place in pairs]
    return sum(judged) / max(1, len(judged))


def _article(element: ElementTree.Element) -> Article:
    text = element.findtext("text") or ""
    report = Report(
        id=element.get("docid") or "",
        address=element.findtext("url"),
        format="text",
        language="en",
        text=text,
        blocks=(Block("body", 0, len(text)),),
    )
    domain = element.findtext("domain") or ""
    held_out = int(hashlib.sha256(domain.encode()).hexdigest(), 16) % 12 in {0, 3, 6}
    return Article(report, tuple(_toponym(one) for one in element.iter("toponym")), held_out)


def _toponym(element: ElementTree.Element) -> Toponym:
    start, end = int(element.findtext("start") or 0), int(element.findtext("end") or 0)
    phrase, place = element.findtext("phrase") or "", element.find("gaztag")
    if place is None:
        return Toponym(start, end, phrase)
    where = (float(place.findtext("lat") or 0), float(place.findtext("lon") or 0))
    return Toponym(start, end, phrase, int(place.get("geonameid") or 0), *where, place.findtext("fcode") or "")


def main() -> int:
    """Print the figures of both parts, and on demand what is missed in the tuning part."""
    shared = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not shared.is_dir():
        print(f"no corpora: {shared} is not there", file=sys.stderr)
        return 1
    tuning, held = measured(shared, held_out=False), measured(shared, held_out=True)
    print(f"{'':<36} tuning  held out")
    for name, value in held.items():
        print(f"{name:<36} {tuning[name]:.4f}  {value:.4f}")
    if "--misses" in sys.argv[1:]:
        _print_misses(shared)
    return 0


def _print_misses(shared: Path) -> None:
    for article, passages in zip(articles(shared), parsed(shared), strict=True):
        if article.held_out:
            continue
        text = " ".join(article.report.text.split())
        for one, place in given_spans(article, passages):
            if in_gazetteer(one) and not right(one, place):
                print(f"place  {home(article.report)} {one} -> {place}\n       {text[:150]}")
        for gold, found in end_to_end(article, passages):
            if gold is None and found is not None:
                print(f"extra  {found.text!r}: {article.report.text[max(0, found.start - 50) : found.end + 40]!r}")
            if gold is not None and found is None and is_literal(gold, article, passages):
                print(f"unseen {gold.text!r}: {article.report.text[max(0, gold.start - 50) : gold.end + 40]!r}")


if __name__ == "__main__":
    sys.exit(main())

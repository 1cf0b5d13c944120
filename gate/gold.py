"""The gold of our own, on PolNeAR dev: what is said of attributions whose source, cue and content people marked.

Taking the marked spans, and not those that the reader finds, measures who, through whom and how surely by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gate.measure import lines
from reportedly.attribution import interpret, through
from reportedly.attribution.raw import RawAttribution
from reportedly.evaluation import GoldDocument, gold_documents
from reportedly.evaluation.corpus import Annotation
from reportedly.evaluation.reader import paragraphs
from reportedly.language import Passage, parse
from reportedly.mentions import people, sources
from reportedly.model import Attribution, Entity, Report

GOLD = Path(__file__).resolve().parents[1] / "tests" / "gold"

PUBLISHERS = {
    "breitbart": "Breitbart",
    "huff-post": "The Huffington Post",
    "nyt": "The New York Times",
    "politico": "Politico",
    "usa-today": "USA Today",
    "wash-post": "The Washington Post",
    "west-journal": "Western Journalism",
}


@dataclass(frozen=True)
class Article:
    """One article as read from its marked attributions.

    Attributes:
        claims: for each marked attribution, in the corpus's order, what was read of it; ``None`` where that made no
            claim of it.
        passages: its paragraphs as parsed.

    """

    id: str
    text: str
    claims: tuple[Attribution | None, ...]
    entities: dict[str, Entity]
    passages: tuple[Passage, ...]


@cache
def _documents(shared: Path) -> dict[str, GoldDocument]:
    """Every article of PolNeAR dev and train by its id."""
    paths = [shared / "polnear" / f"{part}.jsonl" for part in ("train", "dev")]
    return {one.id: one for path in paths for one in gold_documents(path.read_bytes(), str(path))}


_READ: dict[str, Article] = {}
"""Articles read so far: several measures ask for the same ones."""


def rows(name: str, shared: Path) -> list[tuple[Article, dict[str, Any], Attribution | None]]:
    """Each line of a gold file with its article and the claim it is about."""
    found = list(lines(GOLD / f"{name}.jsonl"))
    documents = _documents(shared)
    missing = [documents[one] for one in dict.fromkeys(row["id"] for row in found) if one not in _READ]
    parsed = parse((one.text, paragraphs(one.text)) for one in missing)
    for document, passages in zip(missing, parsed, strict=True):
        _READ[document.id] = _read(document, passages)
    return [(_READ[row["id"]], row, _READ[row["id"]].claims[row["n"]]) for row in found]


def _read(document: GoldDocument, passages: tuple[Passage, ...]) -> Article:
    raws = [raw(one) for one in document.attributions]
    order = sorted((i for i, raw in enumerate(raws) if raw.content), key=lambda i: raws[i].start)
    publisher = PUBLISHERS.get(document.publisher or "")
    author = (document.meta or {}).get("author")
    report = Report(
        id=document.id,
        address=None,
        format="text",
        language="en",
        text=document.text,
        blocks=tuple(paragraphs(document.text)),
        publisher=publisher,
        bylines=(author,) if isinstance(author, str) and author != "None" else (),
    )
    found = interpret(document.text, passages, [raws[i] for i in order], publisher, through(report))
    entities = people.find(document.text, passages)
    found, entities = sources.tied(found, entities, report, passages)
    claims: list[Attribution | None] = [None] * len(raws)
    waiting = list(found)
    for i in order:
        # What was made of it keeps most of its content; a few are taken for the ground of another, and are none.
        if waiting and _is_from(waiting[0], raws[i]):
            claims[i] = waiting.pop(0)
    assert not waiting, document.id
    return Article(document.id, document.text, tuple(claims), {one.id: one for one in entities}, passages)


def _is_from(claim: Attribution, raw: RawAttribution) -> bool:
    # Two claims of one sentence share their source, and a ground that was taken out shortens a content.
    return any(start < span.end and span.start < end for span in claim.content.spans for start, end in raw.content)


def raw(one: Annotation) -> RawAttribution:
    """What people marked, in the form that an extractor hands over."""
    return RawAttribution(tuple(sorted(one.source)), tuple(sorted(one.cue)), tuple(sorted(one.content)), 1.0)

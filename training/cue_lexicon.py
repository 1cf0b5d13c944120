"""Count how often each word in each construction attributes: makes ``src/reportedly/attribution/cues.tsv``.

Usage: ``python training/cue_lexicon.py ../shared/data/polnear/train.jsonl`` (some minutes).

Each candidate of ``reportedly.attribution.rules.labelled_candidates`` in PolNeAR's training articles (Newell, Margolin
and Ruths 2018) is right if an annotated attribution shares at least half of its content's words and of its source's (or
neither has a source). For "quotation" a verb is seen where its sentence touches a quotation mark, and right where it
stands in the cue of an annotated attribution whose content does too. In the row of a whole construction (``*``) a word
counts as three sightings at most, so that "say" does not speak for words never seen.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from reportedly.attribution.constructions import runs
from reportedly.attribution.marks import quoted_regions
from reportedly.attribution.raw import Run
from reportedly.attribution.rules import labelled_candidates
from reportedly.language import Passage, parse
from reportedly.model import Block

TABLE = Path(__file__).parents[1] / "src/reportedly/attribution/cues.tsv"
MOST_OF_ONE_WORD = 3
LEAST_RIGHT = 3
LEAST_SHARE = 0.25
Key = tuple[str, str]


def words(text: str, spans: Iterable[Iterable[int]]) -> frozenset[int]:
    """Where the words of some spans begin."""
    return frozenset(m.start() for start, end in spans for m in re.compile(r"\w+").finditer(text, start, end))


def alike(a: frozenset[int], b: frozenset[int]) -> bool:
    """Whether two sets of words are both empty or share at least half."""
    return (not a and not b) or (bool(a | b) and len(a & b) >= 0.5 * len(a | b))


def count(articles: Iterable[dict[str, Any]]) -> tuple[Counter[Key], Counter[Key]]:
    """Candidates right and seen, by construction and lemma."""
    right: Counter[Key] = Counter()
    seen: Counter[Key] = Counter()
    kept = list(articles)
    blocks = (
        (a["text"], [Block("body", m.start(), m.end()) for m in re.finditer(r"[^\n]+", a["text"]) if m.group().strip()])
        for a in kept
    )
    for article, passages in zip(kept, parse(blocks), strict=True):
        text, gold = article["text"], article["attributions"]
        sets = [(words(text, one["source"]), words(text, one["content"])) for one in gold]
        for passage in passages:
            for key, is_right in (*_clauses(text, passage, sets), *_quotations(passage, gold)):
                seen[key] += 1
                right[key] += is_right
    return right, seen


def _clauses(
    text: str, passage: Passage, sets: list[tuple[frozenset[int], frozenset[int]]]
) -> Iterator[tuple[Key, bool]]:
    def placed(members: frozenset[int]) -> list[Run]:
        return [(passage.start + start, passage.start + end) for start, end in runs(members, passage.doc)]

    for one in labelled_candidates(passage.doc, quoted_regions(passage.doc.text)):
        if one.content:
            source, content = words(text, placed(one.source)), words(text, placed(one.content))
            found = any(content & other and alike(content, other) and alike(source, by) for by, other in sets)
            yield (one.construction, one.lemma), found


def _quotations(passage: Passage, gold: list[dict[str, Any]]) -> Iterator[tuple[Key, bool]]:
    regions = quoted_regions(passage.doc.text)
    for token in passage.doc if regions else ():
        if token.pos_ not in ("VERB", "AUX") or any(r.start <= token.idx < r.end for r in regions):
            continue
        sentence = token.sent
        if any(r.start <= sentence.end_char and r.end >= sentence.start_char - 2 for r in regions):
            place = passage.start + token.idx
            found = any(
                any(start <= place < end for start, end in one["cue"])
                and any(
                    r.start + passage.start < end and start < r.end + passage.start
                    for r in regions
                    for start, end in one["content"]
                )
                for one in gold
            )
            yield ("quotation", token.lemma_.lower()), found


def table(right: Counter[Key], seen: Counter[Key]) -> Iterator[str]:
    """Lines of the table; words too unlikely ever to be used, and constructions that hardly attribute, are left out."""
    whole: dict[str, list[float]] = {}
    for (construction, lemma), n in seen.items():
        share = min(1.0, MOST_OF_ONE_WORD / n)
        row = whole.setdefault(construction, [0.0, 0.0, 0.0])
        row[0] += right[construction, lemma] * share
        row[1] += n * share
        row[2] += right[construction, lemma]
    for construction, (good, total, all_right) in sorted(whole.items()):
        prior = good / total
        rows = [
            (lemma, right[construction, lemma], times)
            for (other, lemma), times in sorted(seen.items())
            if other == construction and times > 1
        ]
        used = [r for r in rows if prior >= LEAST_SHARE or (r[1] + 4 * prior) / (r[2] + 4) >= LEAST_SHARE]
        if all_right >= LEAST_RIGHT and used:
            yield f"{construction}\t*\t{good:.1f}\t{total:.1f}"
            yield from (f"{construction}\t{lemma}\t{hits}\t{times}" for lemma, hits, times in used)


def main() -> None:
    """Read the articles named on the command line and write the table."""
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        right, seen = count(json.loads(line) for line in lines)
    head = (
        "# Made by training/cue_lexicon.py from PolNeAR 1.0, training articles (Newell, Margolin, Ruths 2018).\n"
        "# construction, lemma (* for all), candidates that match an annotated attribution, candidates seen\n"
    )
    TABLE.write_text(head + "\n".join(table(right, seen)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

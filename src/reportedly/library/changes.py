"""What is not the same in two versions of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from reportedly.model import READ_FOR_CLAIMS, Attribution, Reading

_MOST_PARAGRAPHS = 1000
"""Beyond it only the fact of a change is told: finding which takes the square of their number in time."""


class Change(NamedTuple):
    """One difference.

    Attributes:
        what: ``headline``, ``standfirst``, ``bylines``, ``published``, ``modified``, ``paragraph``, ``claim``,
            ``source``, ``certainty`` or ``figure``.
        before: as it was; ``None`` where it is new.
        after: as it is now; ``None`` where it is gone.

    """

    what: str
    before: str | None
    after: str | None


def changes(before: Reading, after: Reading) -> list[Change]:
    """Tell what a later version of a report changed.

    Args:
        before: the earlier version's Reading.
        after: the later one's.

    Returns:
        The changes: of the page's own facts, of its paragraphs in page order, then of its claims and figures.

    """
    return [*_facts(before, after), *_paragraphs(before, after), *_claims(before, after), *_figures(before, after)]


def _facts(before: Reading, after: Reading) -> Iterator[Change]:
    old, new = before.report, after.report
    facts = {
        "headline": (old.headline, new.headline),
        "standfirst": (old.standfirst, new.standfirst),
        "bylines": ("; ".join(old.bylines) or None, "; ".join(new.bylines) or None),
        "published": (old.published.earliest, new.published.earliest),
        "modified": (old.modified, new.modified),
    }
    for what, (was, now) in facts.items():
        if was != now:
            yield Change(what, was, now)


def _spoken(reading: Reading) -> list[str]:
    report = reading.report
    # The headline is told of as a fact of the page.
    return [report.text[b.start : b.end] for b in report.blocks if b.kind in READ_FOR_CLAIMS and b.kind != "headline"]


def _paragraphs(before: Reading, after: Reading) -> Iterator[Change]:
    old, new = _spoken(before), _spoken(after)
    if old == new:
        return
    if max(len(old), len(new)) > _MOST_PARAGRAPHS:
        yield Change("paragraph", f"{len(old)} paragraphs", f"{len(new)} paragraphs")
        return
    for how, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            continue
        pairs = min(j - i, m - k)
        yield from (Change("paragraph", old[i + at], new[k + at]) for at in range(pairs))
        yield from (Change("paragraph", text, None) for text in old[i + pairs : j])
        yield from (Change("paragraph", None, text) for text in new[k + pairs : m])


def _content(claim: Attribution) -> str:
    return " … ".join(span.text for span in claim.content.spans)


def _who(claim: Attribution) -> str | None:
    return " … ".join(span.text for span in claim.source.spans) if claim.source else None


def _claims(before: Reading, after: Reading) -> Iterator[Change]:
    old = {_content(claim): claim for claim in before.attributions}
    new = {_content(claim): claim for claim in after.attributions}
    for content, claim in old.items():
        now = new.get(content)
        if now is None:
            yield Change("claim", content, None)
            continue
        if _who(claim) != _who(now):
            yield Change("source", _who(claim), _who(now))
        if claim.certainty != now.certainty:
            yield Change("certainty", f"{claim.certainty}: {content}", f"{now.certainty}: {content}")
    yield from (Change("claim", None, content) for content in new if content not in old)


def _figures(before: Reading, after: Reading) -> Iterator[Change]:
    old, new = (Counter(_counted(f.text, f.counts) for f in reading.figures) for reading in (before, after))
    gone, come = old - new, new - old
    of_old = {_counted(f.text, f.counts): f.counts for f in before.figures}
    of_new = {_counted(f.text, f.counts): f.counts for f in after.figures}
    # A figure for the same thing that is gone and one that has come are one change.
    for figure in gone.elements():
        match = next((other for other in come if of_new[other] and of_new[other] == of_old[figure]), None)
        if match is not None:
            come[match] -= 1
            come += Counter()
        yield Change("figure", figure, match)
    yield from (Change("figure", None, figure) for figure in come.elements())


def _counted(text: str, counts: str | None) -> str:
    return f"{text} {counts}" if counts else text

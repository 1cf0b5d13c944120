"""Whose word a report is: publisher, those it came through, and sources, as layers with ribbons between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.web.report import words
from reportedly.web.report.sources import NO_SOURCE, OTHERS, UNNAMED, Who
from reportedly.web.wording import isolated, plural

if TYPE_CHECKING:
    from reportedly.web.report.cards import Card

MOST_SOURCES = 14
"""More would be too thin to read; the smaller ones are then drawn as one."""

_LONGEST = 90
"""Letters of a name in the sentence."""


@dataclass(frozen=True, slots=True)
class Ribbon:
    """Claims with one source that came one way.

    Attributes:
        via: whom they came through, the outermost first.
        source: whose word they are.
        claims: how many.

    """

    via: tuple[str, ...]
    source: str
    claims: int


@dataclass(frozen=True, slots=True)
class Chain:
    """All ways that the claims of a report came.

    Attributes:
        publisher: of the report.
        nodes: by what they are called in addresses, everybody in it.
        sources: all sources with the number of their claims, the most first, those who cannot be asked last.
        via: those that claims came through, likewise.
        ribbons: the ways.
        others: the sources that are drawn as one.
        claims: how many there are in all.

    """

    publisher: str
    nodes: dict[str, Who]
    sources: tuple[tuple[str, int], ...]
    via: tuple[tuple[str, int], ...]
    ribbons: tuple[Ribbon, ...]
    others: frozenset[str]
    claims: int

    @property
    def depth(self) -> int:
        """How many intermediaries the longest way has."""
        return max((len(ribbon.via) for ribbon in self.ribbons), default=0)

    @property
    def sentence(self) -> str:
        """What the picture shows, in words."""
        return _sentence(self)


def chain(publisher: str | None, cards: Sequence[Card]) -> Chain:
    """Tell how the claims of a report came to it."""
    counted = Counter(card.who.slug for card in cards)
    through = Counter(one.slug for card in cards for one in {each.slug: each for each in card.via}.values())
    nodes = _named(card.who for card in cards) | {
        f"via:{slug}": who for slug, who in _named(one for card in cards for one in card.via).items()
    }
    sources = tuple(sorted(counted.items(), key=lambda pair: (pair[0] in (UNNAMED, NO_SOURCE), -pair[1])))
    named = [slug for slug, _ in sources if slug not in (UNNAMED, NO_SOURCE)]
    others = frozenset(named[MOST_SOURCES - 1 :]) if len(named) > MOST_SOURCES else frozenset()
    if others:
        nodes[OTHERS] = Who(OTHERS, f"{len(others)} more", "unknown")
    ways = Counter(
        (tuple(one.slug for one in card.via), OTHERS if card.who.slug in others else card.who.slug) for card in cards
    )
    return Chain(
        publisher=publisher or "This report",
        nodes=nodes,
        sources=sources,
        via=tuple(through.most_common()),
        ribbons=tuple(Ribbon(via, source, many) for (via, source), many in ways.items()),
        others=others,
        claims=len(cards),
    )


def _named(some: Iterable[Who]) -> dict[str, Who]:
    """Everybody once, of the kind that they most often are."""
    seen: dict[str, Counter[Who]] = {}
    for who in some:
        seen.setdefault(who.slug, Counter())[who] += 1
    return {slug: counted.most_common(1)[0][0] for slug, counted in seen.items()}


def _sentence(of: Chain) -> str:
    if not of.claims:
        return "No claim was read in this report."
    counted = dict(of.sources)
    all_of = plural(of.claims, "claim")
    parts = []
    named = [(slug, many) for slug, many in of.sources if slug not in (UNNAMED, NO_SOURCE)]
    if named:
        slug, many = named[0]
        verb = "is" if many == 1 else "are"
        parts.append(f"{_share(many, of.claims, all_of)} {verb} the word of {_isolated(of.nodes[slug].name)}")
    if of.via:
        slug, many = of.via[0]
        rest = f" and {len(of.via) - 1} more" if len(of.via) > 1 else ""
        carried = sum(ribbon.claims for ribbon in of.ribbons if ribbon.via) if rest else many
        share = ("all" if carried == of.claims else str(carried)) if parts else _share(carried, of.claims, all_of)
        parts.append(f"{share} came through {_isolated(of.nodes[f'via:{slug}'].name)}{rest}")
    unnamed, none = counted.get(UNNAMED, 0), counted.get(NO_SOURCE, 0)
    if unnamed:
        parts.append(f"{unnamed} {'is' if unnamed == 1 else 'are'} from unnamed sources")
    if none:
        parts.append(f"{none} {'has' if none == 1 else 'have'} no named source")
    sentence = "; ".join(parts) + "."
    return sentence[0].upper() + sentence[1:]


def _share(many: int, of: int, all_of: str) -> str:
    if many == of:
        return "the only claim" if of == 1 else f"all {all_of}"
    return f"{many} of {all_of}"


def _isolated(name: str) -> str:
    """A name, as much of it as a sentence has room for."""
    return isolated(words.cut(name, _LONGEST))

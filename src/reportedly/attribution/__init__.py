"""Parsed passages to attributions: who is said to have said what, through whom, on what ground, how surely."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportedly.attribution import chain, ground
from reportedly.attribution.carried import carried
from reportedly.attribution.certainty import certainty
from reportedly.attribution.constructions import constructed
from reportedly.attribution.extract import extract
from reportedly.attribution.kinds import People, people_on, source_kind
from reportedly.attribution.nesting import enclosing, with_inner
from reportedly.attribution.outlets_on_page import Outlets, outlets_on
from reportedly.attribution.page import Page
from reportedly.attribution.raw import RawAttribution, Run
from reportedly.attribution.settle import settled
from reportedly.attribution.tagger import digest as model_digest
from reportedly.attribution.wire import through
from reportedly.language import Passage, antecedent
from reportedly.model import Attribution, Content, Cue, Source, SourceKind, Span, Via
from reportedly.quotation import form

__all__ = ["MODEL", "attribute", "interpret", "model_digest", "through"]

MODEL = "reportedly-attribution"
"""What the Reading calls the attribution model."""


def attribute(
    text: str, passages: Sequence[Passage], publisher: str | None = None, relays: Sequence[str] = ()
) -> tuple[Attribution, ...]:
    """Find who is said to have said, thought, promised, found or refused what.

    Args:
        text: ``Report.text``.
        passages: the parsed blocks of it that are read for claims, in page order.
        publisher: who publishes the page, if known; it is never listed as an intermediary.
        relays: the outlets that the whole report came through, outermost first, as the function ``through`` finds them.

    Returns:
        Attributions in the order of their first character, with ids ``a1``, ``a2``, …; spans count code points.
        Sources and intermediaries name no entity: whoever knows the people on the page fills that in.

    """
    tagged = extract(text, passages)
    raws = settled(text, [*tagged, *constructed(Page(text, passages), tagged)])
    raws = settled(text, with_inner(text, raws))
    return interpret(text, passages, raws, publisher, relays)


def interpret(
    text: str,
    passages: Sequence[Passage],
    raws: Iterable[RawAttribution],
    publisher: str | None = None,
    relays: Sequence[str] = (),
) -> tuple[Attribution, ...]:
    """Say of attributions that were found what kind of source, chain, certainty and form each has.

    Args:
        text: ``Report.text``.
        passages: as for ``attribute``.
        raws: source, cue and content of each, in page order.
        publisher: as for ``attribute``.
        relays: as for ``attribute``.

    Returns:
        As ``attribute`` does; one that is only the ground of another ("citing internal reports") is not among them.

    """
    page = Page(text, passages)
    outlets = outlets_on(text[passage.start : passage.end] for passage in passages)
    people = people_on(passage.doc for passage in passages)
    raws, grounds = _grounded(page, raws, outlets, people)
    kinds = [_kind(page, raw, outlets, people) for raw in raws]
    within = enclosing(raws)
    chains = _chains(page, raws, kinds, within, outlets, publisher, relays)
    regions = page.regions
    found = []
    for index, raw in enumerate(raws):
        outer, basis = within[index], grounds[index]
        sure, hedges = certainty(page, raw)
        source = Source(_spans(text, raw.source), kinds[index], ground=None if basis is None else _span(text, basis))
        found.append(
            Attribution(
                id=f"a{index + 1}",
                form=form(text, raw.content, regions),
                source=source if raw.source else None,
                cue=Cue(_spans(text, raw.cue)) if raw.cue else None,
                content=Content(_spans(text, raw.content)),
                within=None if outer is None else f"a{outer + 1}",
                via=tuple(Via(link.name, link.kind) for link in chains[index]),
                certainty=sure,
                hedges=_spans(text, hedges),
                confidence=raw.confidence,
            )
        )
    return tuple(found)


def _span(text: str, run: Run) -> Span:
    return Span(run[0], run[1], text[run[0] : run[1]])


def _spans(text: str, runs: Iterable[Run]) -> tuple[Span, ...]:
    return tuple(_span(text, run) for run in runs)


def _grounded(
    page: Page, raws: Iterable[RawAttribution], outlets: Outlets, people: People
) -> tuple[list[RawAttribution], list[Run | None]]:
    """Give each attribution its ground; "citing internal reports" is then no attribution of its own."""
    pairs = [ground.grounded(page, raw, _kind(page, raw, outlets, people) == "outlet") for raw in raws]
    grounds = [basis for _, basis in pairs if basis is not None]
    kept = [(raw, basis) for raw, basis in pairs if not ground.is_ground(page, raw, grounds)]
    return [raw for raw, _ in kept], [basis for _, basis in kept]


def _kind(page: Page, raw: RawAttribution, outlets: Outlets, people: People) -> SourceKind:
    tokens = page.tokens_of(raw.source)
    tokens = [token for token in tokens if token.doc is tokens[0].doc]  # words in another passage are in no phrase here
    if len(tokens) == 1:
        tokens = list(antecedent(tokens[0])) or tokens
    around = tokens[0].sent.text if tokens else ""
    return source_kind(tokens, outlets, people, around)


def _chains(
    page: Page,
    raws: Sequence[RawAttribution],
    kinds: Sequence[SourceKind],
    within: Sequence[int | None],
    outlets: Outlets,
    publisher: str | None,
    relays: Sequence[str],
) -> list[tuple[chain.Link, ...]]:
    """What each attribution came through, its enclosing ones' chains and sources before its own."""
    own = [chain.via(page, raw, outlets, publisher) for raw in raws]
    own = carried(page, raws, kinds, within, own, outlets, publisher)
    done: dict[int, tuple[chain.Link, ...]] = {}

    def words(index: int) -> str:
        # A person is no outlet, whoever's columnist they are.
        named = raws[index].source[:1] if kinds[index] not in ("person", "official") else ()
        return " ".join(page.text[start:end] for start, end in named)

    whole = [chain.Link(name, "outlet") for name in relays]
    # An outer content is longer than any inner one, so going from the longest each outer chain is there in time.
    for index in sorted(range(len(raws)), key=lambda i: -sum(end - start for start, end in raws[i].content)):
        outer, links = within[index], [*whole, *own[index]]
        if outer is not None:
            source = chain.as_link(page, raws[outer], kinds[outer], outlets)
            links = [*done[outer], *([source] if source else []), *own[index]]
        done[index] = chain.joined(links, words(index), publisher)
    return [done[index] for index in range(len(raws))]

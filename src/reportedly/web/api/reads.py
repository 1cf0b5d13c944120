"""What the API tells: claims, reports, entities, and lists of them."""

from __future__ import annotations

from reportedly.library import Decision, EntityShown, Found, Hit, Judged, Judgement, KeptRefusal, ReportHit, Shown
from reportedly.library.speakers import SpeakerShown
from reportedly.model import Reading
from reportedly.web.api.asked import (
    Finding,
    NamedEntities,
    OneClaim,
    OneEntity,
    OneReading,
    OneReport,
    Paged,
    number,
)
from reportedly.web.api.operation import Here, Operation


def find_claims(here: Here, asked: Finding) -> Found[Hit]:
    """Find claims."""
    return here.library.find(asked.q, page=asked.page, size=asked.size, sort=asked.sort)


def show_claim(here: Here, asked: OneClaim) -> Hit:
    """Show one claim."""
    return here.library.claim(number(asked.claim))


def find_reports(here: Here, asked: Finding) -> Found[ReportHit]:
    """Find reports; words are looked for in their whole text."""
    return here.library.find(asked.q, over="reports", page=asked.page, size=asked.size, sort=asked.sort)


def show_report(here: Here, asked: OneReport) -> Shown:
    """Show one report: its Reading, its versions, what it changed, and where it came from."""
    return here.library.show(number(asked.report))


def show_reading(here: Here, asked: OneReading) -> Reading:
    """Give the Reading of a report, as `reportedly read --json` prints it."""
    kept = here.library.show(number(asked.report)).kept
    return kept.machine if asked.machine else kept.reading


def list_judgements_of_report(here: Here, asked: OneReport) -> tuple[Judgement, ...]:
    """List what people say of the claims of a report, in the order in which they said it, those taken back too."""
    return here.library.judgements(number(asked.report))


def list_judgements(here: Here, asked: Paged) -> tuple[Judged, ...]:
    """List what people say of all claims, the newest first, those taken back too."""
    return here.library.all_judgements(page=asked.page, size=asked.size)


def find_entities(here: Here, asked: NamedEntities) -> tuple[EntityShown, ...]:
    """List entities, those named by the most reports first.

    With `speaking=1`, only those whose word claims are, the most claims first.
    """
    listed = here.library.speakers if asked.speaking else here.library.entities
    return listed(asked.q, page=asked.page, size=asked.size)


def show_entity(here: Here, asked: OneEntity) -> SpeakerShown:
    """Show somebody or something over all reports, and in what its claims came.

    What it is reported to have said is found among the claims with `from:e67`.
    """
    return here.library.speaker(number(asked.entity))


def list_decisions(here: Here) -> tuple[Decision, ...]:
    """List merges and splits of entities, the newest first, those taken back too."""
    return here.library.decisions()


def list_refusals(here: Here, asked: Paged) -> tuple[KeptRefusal, ...]:
    """List what was left unread and why, the newest first."""
    return here.library.refusals(page=asked.page, size=asked.size)


NO_SUCH = (404, "The library has no such thing.")

READS = (
    Operation("GET", "/claims", find_claims, cached=True, example="q=from:unnamed&size=5"),
    Operation("GET", "/claims/{claim}", show_claim, cached=True, refuses=(NO_SUCH,)),
    Operation("GET", "/reports", find_reports, cached=True, example="q=dam&sort=newest"),
    Operation("GET", "/reports/{report}", show_report, cached=True, refuses=(NO_SUCH,)),
    Operation("GET", "/reports/{report}/reading", show_reading, cached=True, refuses=(NO_SUCH,)),
    Operation("GET", "/reports/{report}/judgements", list_judgements_of_report, cached=True, refuses=(NO_SUCH,)),
    Operation("GET", "/entities", find_entities, cached=True, example="q=lee"),
    Operation("GET", "/entities/{entity}", show_entity, cached=True, refuses=(NO_SUCH,)),
    Operation("GET", "/judgements", list_judgements, cached=True),
    Operation("GET", "/decisions", list_decisions, cached=True),
    Operation("GET", "/refusals", list_refusals, cached=True),
)

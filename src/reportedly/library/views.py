"""The views of a library: what somebody who opens the file in another program will want to see first.

All show the latest version of each report only.
"""

from __future__ import annotations

from collections.abc import Iterator

_LEDGER = """
SELECT
    claims.key AS claim,
    reports.key AS report,
    reports.publisher,
    reports.published_earliest AS published,
    reports.headline,
    coalesce(entities.name, claims.speaker) AS speaker,
    claims.kind,
    claims.source,
    (SELECT {joined} FROM (SELECT name FROM via WHERE via.claim = claims.key ORDER BY position) AS steps) AS via,
    claims.ground,
    claims.cue,
    claims.content,
    claims.form,
    claims.certainty,
    claims.hedges,
    claims.confidence,
    claims.entity,
    claims.starts,
    claims.ends,
    reports.address
FROM claims
JOIN reports ON reports.key = claims.report
LEFT JOIN entities ON entities.key = claims.entity
WHERE claims.latest = 1 AND {standing}
"""

_SOURCES = """
SELECT
    entities.key AS entity,
    entities.kind,
    entities.name,
    entities.role,
    entities.affiliation,
    count(*) AS claims,
    count(DISTINCT claims.report) AS reports,
    min(claims.published) AS first_published,
    max(claims.published) AS last_published
FROM claims
JOIN entities ON entities.key = claims.entity
WHERE claims.latest = 1 AND {standing}
GROUP BY entities.key, entities.kind, entities.name, entities.role, entities.affiliation
"""

_COUNTED = """
SELECT
    figures.counts,
    figures.text,
    figures.low,
    figures.high,
    figures.value,
    figures.exact,
    figures.unit,
    coalesce(entities.name, claims.speaker) AS speaker,
    claims.certainty,
    claims.content,
    reports.publisher,
    reports.published_earliest AS published,
    figures.claim,
    figures.report
FROM figures
JOIN reports ON reports.key = figures.report
LEFT JOIN claims ON claims.key = figures.claim
LEFT JOIN entities ON entities.key = claims.entity
WHERE reports.latest = 1
"""

STANDING = (
    "claims.key NOT IN "
    "(SELECT claim FROM judgements WHERE verdict = 'rejected' AND undone IS NULL AND claim IS NOT NULL)"
)
"""That nobody rejected a claim."""

VIEWS = {"ledger": _LEDGER, "sources": _SOURCES, "counted": _COUNTED}
"""``ledger``: each claim in a row. ``sources``: whose word claims are. ``counted``: each figure, with who gave it."""


_NAMED: dict[str, type] = {"claim": int, "report": int, "entity": int, "reports": int, "claims": int, "starts": int}
_NAMED |= {"ends": int, "low": float, "high": float, "value": float, "confidence": float}

COLUMNS: dict[str, dict[str, type]] = {
    view: {name: _NAMED.get(name, str) for name in names.split()}
    for view, names in {
        "ledger": "claim report publisher published headline speaker kind source via ground cue content form certainty "
        "hedges confidence entity starts ends address",
        "sources": "entity kind name role affiliation claims reports first_published last_published",
        "counted": "counts text low high value exact unit speaker certainty content publisher published claim report",
    }.items()
}
"""The columns of each view, in order, and what is in them."""


def ddl(dialect: str) -> Iterator[str]:
    """The statements that make the views."""
    for name in VIEWS:
        yield f"CREATE VIEW {name} AS {query(name, dialect)}"


def query(name: str, dialect: str, standing: str = STANDING) -> str:
    """What a view shows, as a query.

    Args:
        name: of the view.
        dialect: of the server.
        standing: which claims are shown.

    """
    joined = "group_concat(name, ' > ')" if dialect == "sqlite" else "string_agg(name, ' > ')"
    return VIEWS[name].format(joined=joined, standing=standing)

"""Finding claims and reports: a query, ordered and paged, with the found words marked and the text around."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from msgspec import Struct
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)

from reportedly.library import search
from reportedly.library.arrays import columns_of
from reportedly.library.conditions import Conditions
from reportedly.library.filters import rowids
from reportedly.library.openings import OPENING, opening
from reportedly.library.plan import Sort, candidates, counted_to, in_order
from reportedly.library.query.tree import Node
from reportedly.library.snippets import piece
from reportedly.library.tables import claims, entities, reports, via

MOST_RANKED = 2_000
"""Of more claims than these that have the words, the newest come first: such words tell nothing of what is best."""

MOST_A_PAGE = 1_000
MOST_PAGES = 1_000_000_000

_SIZE_OF_SNIPPET = 48
"""Words of a report around those found."""


class Hit(Struct, frozen=True, kw_only=True):
    """A claim that a query finds, with what is needed to show it.

    Attributes:
        claim: its key in the library.
        report: the key of its report.
        local: its id in the Reading.
        publisher: of the report, as all up to ``address``.
        headline: see ``publisher``.
        published: a full ISO day, the earliest that is possible.
        address: see ``publisher``.
        speaker: whose word it is, by name where there is one.
        opening: how the report begins, where it has no headline.
        kind: of the source.
        entity: the key of the source in the library, if it has a name.
        source: as written; so are ``cue``, ``content``, ``ground`` and ``hedges``.
        via: the names of the intermediaries, outermost first.
        starts: where the content starts in the report's text; ``ends`` where it ends.
        found: the found words in ``content``, as offsets in it.
        context: the text around the claim, and where in the report it starts.

    """

    claim: int
    report: int
    local: str
    publisher: str | None
    headline: str | None
    published: str | None
    address: str | None
    speaker: str | None
    kind: str | None
    entity: int | None
    source: str | None
    via: tuple[str, ...]
    ground: str | None
    cue: str | None
    content: str
    form: str
    certainty: str
    hedges: str | None
    confidence: float
    starts: int
    ends: int
    found: tuple[tuple[int, int], ...]
    context: str
    context_starts: int
    opening: str | None = None


class ReportHit(Struct, frozen=True, kw_only=True):
    """A report that a query finds.

    Attributes:
        report: its key; ``id`` its SHA-256.
        version: which version of the report it is.
        claims: how many claims were read in it.
        snippet: the text around the first found words, and ``found`` these as offsets in it.
        opening: how it begins, where it has no headline.

    """

    report: int
    id: str
    address: str | None
    version: int
    publisher: str | None
    headline: str | None
    published: str | None
    claims: int
    added: str
    snippet: str | None = None
    opening: str | None = None
    found: tuple[tuple[int, int], ...] = ()


_Hit = TypeVar("_Hit", Hit, ReportHit)


class Found(Struct, Generic[_Hit], frozen=True):
    """One page of answers.

    Attributes:
        hits: in order.
        total: how many there are in all, as far as they were counted: up to ``MOST_COUNTED``, or all of a few thousand.
        more: whether there are more than were counted.
        page: which page this is, from 1; ``size`` hits make one.
        sort: how they are ordered, which for very common words is not by how well they fit.

    """

    hits: tuple[_Hit, ...]
    total: int
    more: bool
    page: int
    size: int
    sort: Sort


def find_claims(connection: Connection, query: Node, *, page: int, size: int, sort: Sort | None) -> Found[Hit]:
    """Find claims.

    Args:
        connection: to the library.
        query: what for.
        page: which page of answers, from 1.
        size: answers on a page.
        sort: the order; left open, the best first where there are words, else the newest.

    """
    conditions = Conditions(connection)
    words, parts = conditions.words(query), conditions.parts(query)
    if words is not None and sort in (None, "best") and few(connection, rowids(connection, words)):
        order: Sort = "best"
        keys, more = ranked(connection, and_(*(part.test for part in parts)), words), False
    else:
        order = sort if sort not in (None, "best") else "newest"
        answers = candidates(connection, parts)
        keys, more = _sorted(answers.claims, order), answers.more
    skipped = (page - 1) * size
    if more:
        wanted = list(connection.execute(in_order(parts, order).limit(size).offset(skipped)).scalars())
    else:
        wanted = keys[skipped : skipped + size]
    hits = claims_by_key(connection, wanted, words)
    return Found(hits, len(keys), more, page, size, order)


def few(connection: Connection, keys: Select[tuple[int]]) -> bool:
    """Whether there are so few rows with some words that they can be ranked."""
    return counted_to(connection, keys, MOST_RANKED) <= MOST_RANKED


def _sorted(answers: Sequence[tuple[int, str | None]], sort: Sort) -> list[int]:
    """Keys in order; those without a day last."""
    match sort:
        case "oldest":
            ordered = sorted(answers, key=lambda answer: (answer[1] is None, answer[1], answer[0]))
        case "added":
            ordered = sorted(answers, key=lambda answer: -answer[0])
        case _:
            ordered = sorted(answers, key=lambda answer: (answer[1] or "", answer[0]), reverse=True)
    return [key for key, _ in ordered]


def ranked(connection: Connection, where: ColumnElement[bool], words: str, name: str = "claims") -> list[int]:
    """The keys that fit the words best first; words in the claim itself count more than words in its cue."""
    rows = claims if name == "claims" else reports
    rank: ColumnElement[Any]
    if connection.dialect.name == "sqlite":
        weights = "1.0, 1.0, 0.5, 0.5, 0.3, 0.3" if name == "claims" else "3.0, 1.0"
        found = table(f"{name}_search", column("rowid"), column(f"{name}_search"))
        rank = literal_column(f"bm25({name}_search, {weights})")
        query = select(rows.c.key).join(found, found.c.rowid == rows.c.key)
        query = query.where(found.c[f"{name}_search"].op("MATCH")(words), where).order_by(rank, rows.c.key.desc())
    else:
        rank = func.ts_rank(literal_column(f"{name}.search"), func.to_tsquery("reportedly", words))
        asked = literal_column(f"{name}.search").op("@@")(func.to_tsquery("reportedly", words))
        query = select(rows.c.key).where(asked, where).order_by(rank.desc(), rows.c.key.desc())
    # In the order of a query that has a limit: few() saw that there are no more.
    return columns_of(connection, query.limit(MOST_RANKED + 1))[0]


def claims_by_key(connection: Connection, keys: Sequence[int], words: str | None = None) -> tuple[Hit, ...]:
    """What is needed to show some claims, in the order of their keys as given.

    Args:
        connection: to the library.
        keys: of the claims; unknown ones are passed over.
        words: what to mark in them, as full text search is asked for it.

    """
    context = func.substr(
        reports.c.text, claims.c.context_starts + 1, claims.c.context_ends - claims.c.context_starts
    ).label("context")
    query = (
        select(
            claims,
            reports.c.headline,
            OPENING,
            reports.c.address,
            func.coalesce(entities.c.name, claims.c.speaker).label("who"),
            context,
        )
        .join(reports, reports.c.key == claims.c.report)
        .outerjoin(entities, entities.c.key == claims.c.entity)
        .where(claims.c.key.in_(keys))
    )
    rows = {row.key: row for row in connection.execute(query).all()}
    steps: dict[int, list[str]] = {}
    through = select(via.c.claim, via.c.name).where(via.c.claim.in_(keys)).order_by(via.c.claim, via.c.position)
    for claim, name in connection.execute(through).all():
        steps.setdefault(claim, []).append(name)
    marked = _marked(connection, keys, words, "claims", "content")
    return tuple(
        Hit(
            claim=key,
            report=row.report,
            local=row.local,
            publisher=row.publisher,
            headline=row.headline,
            published=row.published,
            address=row.address,
            speaker=row.who,
            kind=row.kind,
            entity=row.entity,
            source=row.source,
            via=tuple(steps.get(key, ())),
            ground=row.ground,
            cue=row.cue,
            content=row.content,
            form=row.form,
            certainty=row.certainty,
            hedges=row.hedges,
            confidence=row.confidence,
            starts=row.starts,
            ends=row.ends,
            found=_parted(marked.get(key, ""))[1],
            context=row.context,
            context_starts=row.context_starts,
            opening=opening(row.opening),
        )
        for key in keys
        if (row := rows.get(key)) is not None
    )


def reports_by_key(connection: Connection, keys: Sequence[int], words: str | None = None) -> tuple[ReportHit, ...]:
    """What is needed to list some reports, in the order of their keys as given.

    Args:
        connection: to the library.
        keys: of the reports; unknown ones are passed over.
        words: what to show the text around of, as full text search is asked for it.

    """
    columns = [*(column for column in reports.c if column.name != "text"), OPENING]
    rows = {row.key: row for row in connection.execute(select(*columns).where(reports.c.key.in_(keys))).all()}
    marked = _marked(connection, keys, words, "reports", "text", snippet=True)
    hits = []
    for key in keys:
        row = rows.get(key)
        if row is None:
            continue
        snippet, found = _parted(marked.get(key, ""))
        hits.append(
            ReportHit(
                report=key,
                id=row.id,
                address=row.address,
                version=row.version,
                publisher=row.publisher,
                headline=row.headline,
                published=row.published_earliest,
                claims=row.claims,
                added=row.added,
                snippet=snippet or None,
                opening=opening(row.opening),
                found=found,
            )
        )
    return tuple(hits)


def _marked(
    connection: Connection, keys: Sequence[int], words: str | None, name: str, field: str, *, snippet: bool = False
) -> dict[int, str]:
    """By key, a column with the found words between ``search.OPENS`` and ``search.CLOSES``."""
    if words is None or not keys:
        return {}
    if connection.dialect.name == "sqlite":
        at = search.FIELDS[name].index(field)
        how = f"highlight({name}_search, {at}, :opens, :closes)"
        some = ", ".join(str(int(key)) for key in keys)
        # All rows that have the beginnings of words are gathered for each row that is looked up: once is enough.
        row = "rowid + 0" if "*" in words else "rowid"
        statement = f"SELECT rowid, {how} FROM {name}_search WHERE {name}_search MATCH :terms AND {row} IN ({some})"  # noqa: S608
        given = {"terms": words, "opens": search.OPENS, "closes": search.CLOSES}
        marked = connection.execute(text(statement), given).all()
        return {key: piece(whole, _SIZE_OF_SNIPPET) if snippet else whole for key, whole in marked}
    rows = claims if name == "claims" else reports
    texts = connection.execute(select(rows.c.key, rows.c[field]).where(rows.c.key.in_(keys))).all()
    asked = [whole if snippet else search.folded(whole) for _, whole in texts]
    statement = search.headline_sql()
    answers = connection.execute(text(statement), {"terms": words, "texts": asked}).scalars()
    return {
        key: piece(marked, _SIZE_OF_SNIPPET) if snippet else _restored(whole, marked)
        for (key, whole), marked in zip(texts, answers, strict=True)
    }


def _restored(whole: str, marked: str) -> str:
    """Marks that were put into a folded text, in the text itself: both have as many characters."""
    parts: list[str] = []
    at = 0
    for character in marked:
        if character in (search.OPENS, search.CLOSES):
            parts.append(character)
        else:
            parts.append(whole[at])
            at += 1
    return "".join(parts)


def _parted(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A text and where in it the marked words are."""
    parts: list[str] = []
    found: list[tuple[int, int]] = []
    length = 0
    for at, part in enumerate(marked.split(search.OPENS)):
        inside, closed, outside = part.partition(search.CLOSES) if at else ("", "", part)
        if at and not closed:
            inside, outside = "", part
        if inside:
            found.append((length, length + len(inside)))
        parts += [inside, outside]
        length += len(inside) + len(outside)
    return "".join(parts), tuple(found)

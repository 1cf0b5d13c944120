"""What reports count, and every figure for it."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Select, and_, case, distinct, func, not_, or_, select

from reportedly.errors import LibraryError
from reportedly.library.filters import REJECTED
from reportedly.library.matching.folding import plain
from reportedly.library.openings import OPENING, opening
from reportedly.library.tables import OUTDATED, claims, entities, figures, reports
from reportedly.library.things import thing
from reportedly.model import Exactness

_OLD = select(reports.c.key).where(OUTDATED)
_LEAST = func.min(func.coalesce(figures.c.low, figures.c.high))
_GREATEST = func.max(func.coalesce(figures.c.high, figures.c.low))


class CountedThing(Struct, frozen=True, kw_only=True):
    """Something that reports give figures for.

    Attributes:
        what: what is counted, in the words that reports use most; ``""`` where they name a unit alone ("40 percent").
        unit: ``percent``, ``USD``; ``None`` for what is counted one by one.
        figures: how many figures there are for it, in how many ``reports``.
        low: the least of them; ``None`` where none has a lower end. ``high`` the greatest.
        speakers: how many named sources gave any.

    """

    what: str
    unit: str | None
    figures: int
    reports: int
    low: float | None
    high: float | None
    speakers: int


class CountedFigure(Struct, frozen=True, kw_only=True):
    """One figure, with the report that it stands in and the claim that gives it.

    Attributes:
        figure: as written, with its range, as in a Reading; ``counts`` what it counts in the report's own words.
        starts: where it stands in the report's text; ``ends`` where it ends.
        report: the key of the report; ``headline``, ``publisher`` and ``published`` are its.
        claim: the key of the claim that gives it, whose are ``speaker`` to ``content``; ``None`` for the report's own
            word.
        entity: the key of the source, if it has a name.
        opening: how the report begins, where it has no headline.

    """

    figure: str
    low: float | None
    high: float | None
    value: float | None
    exact: Exactness
    unit: str | None
    counts: str | None
    starts: int
    ends: int
    report: int
    headline: str | None
    publisher: str | None
    published: str | None
    claim: int | None
    speaker: str | None
    entity: int | None
    kind: str | None
    certainty: str | None
    content: str | None
    opening: str | None = None


class CountedShown(Struct, frozen=True, kw_only=True):
    """A page of the figures for one thing, those of the newest reports first.

    Attributes:
        thing: what they are for.
        rows: by day and report, each in the order of its text.
        page: which page this is, from 1; ``size`` rows make one of ``thing.figures``.

    """

    thing: CountedThing
    rows: tuple[CountedFigure, ...]
    page: int
    size: int


def counted_things(connection: Connection, words: str, *, page: int, size: int) -> tuple[CountedThing, ...]:
    """What reports give figures for, units alone last; figures that count nothing and have no unit are left out.

    Args:
        connection: to the library.
        words: that begin words of what is counted or of its unit, all of them.
        page: which page, from 1.
        size: things on a page.

    """
    query = _grouped().where(or_(figures.c.thing.is_not(None), figures.c.unit.is_not(None)))
    for word in plain(words):
        unit = func.lower(figures.c.unit)
        query = query.where(
            or_(*(text.like(like) for text in (figures.c.thing, unit) for like in (f"{word}%", f"% {word}%")))
        )
    # "40 percent" of nothing that is named tells less than the rest, and there are most of it.
    query = query.order_by(figures.c.thing.is_(None), func.count(distinct(figures.c.report)).desc())
    query = query.order_by(func.count().desc(), figures.c.thing, figures.c.unit.nulls_first())
    rows = connection.execute(query.limit(size).offset((page - 1) * size)).all()
    return tuple(_thing(connection, row) for row in rows)


def counted(connection: Connection, library: str, what: str, unit: str | None, *, page: int, size: int) -> CountedShown:
    """Every figure for one thing, in the latest versions of reports.

    Args:
        connection: to the library.
        library: its name, for messages.
        what: what is counted, in any words for it; ``""`` for a unit alone.
        unit: its unit.
        page: which page, from 1.
        size: figures on a page.

    Raises:
        LibraryError: no report counts it.

    """
    here = _is(thing(what), unit)
    row = connection.execute(_grouped().where(here)).first()
    if row is None:
        called = " ".join(filter(None, (what, unit and f"in {unit}"))) or "nothing"
        detail = f"no report counts {called!r}; look at what they count: reportedly serve has the list, under Counted"
        raise LibraryError(library, "unknown", detail)
    rows = (
        select(
            figures.c.text.label("figure"),
            *(figures.c[name] for name in ("low", "high", "value", "exact", "unit", "counts", "starts", "ends")),
            reports.c.key.label("report"),
            reports.c.headline,
            OPENING,
            reports.c.publisher,
            reports.c.published_earliest.label("published"),
            claims.c.key.label("claim"),
            func.coalesce(entities.c.name, claims.c.speaker).label("speaker"),
            claims.c.entity,
            claims.c.kind,
            claims.c.certainty,
            claims.c.content,
        )
        .join(reports, reports.c.key == figures.c.report)
        # Within a claim that somebody rejected it is the report's own word.
        .outerjoin(claims, and_(claims.c.key == figures.c.claim, not_(REJECTED)))
        .outerjoin(entities, entities.c.key == claims.c.entity)
        .where(here, reports.c.latest == 1)
        .order_by(reports.c.published_earliest.desc().nulls_last(), reports.c.key.desc(), figures.c.position)
    )
    some = connection.execute(rows.limit(size).offset((page - 1) * size)).all()
    return CountedShown(
        thing=_thing(connection, row),
        rows=tuple(CountedFigure(**one._asdict() | {"opening": opening(one.opening)}) for one in some),
        page=page,
        size=size,
    )


def _is(what: str | None, unit: str | None) -> ColumnElement[bool]:
    """Whether a figure is for something. Of what has neither a name nor a unit none is."""
    if what is None and unit is None:
        return and_(figures.c.thing.is_(None), figures.c.thing.is_not(None))
    return and_(
        figures.c.thing.is_(None) if what is None else figures.c.thing == what,
        figures.c.unit.is_(None) if unit is None else figures.c.unit == unit,
    )


def _grouped() -> Select[Any]:
    """What is counted, with how much there is of it."""
    query = select(
        figures.c.thing,
        figures.c.unit,
        func.count().label("figures"),
        func.count(distinct(figures.c.report)).label("reports"),
        _LEAST.label("low"),
        _GREATEST.label("high"),
    )
    return query.where(figures.c.report.not_in(_OLD)).group_by(figures.c.thing, figures.c.unit)


def _thing(connection: Connection, row: Any) -> CountedThing:
    here = and_(_is(row.thing, row.unit), figures.c.report.not_in(_OLD))
    many = func.count()
    written = select(figures.c.counts).where(here).group_by(figures.c.counts)
    written = written.order_by(many.desc(), func.length(figures.c.counts), figures.c.counts.desc())
    said = select(func.count(distinct(case((not_(REJECTED), claims.c.entity)))))
    said = said.select_from(figures).join(claims, claims.c.key == figures.c.claim).where(here)
    return CountedThing(
        what=connection.execute(written.limit(1)).scalar() or "",
        unit=row.unit,
        figures=row.figures,
        reports=row.reports,
        low=row.low,
        high=row.high,
        speakers=connection.execute(said).scalar_one(),
    )

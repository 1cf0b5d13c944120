"""The tables of a library, as they are now; ``docs/reference/library.md`` says what each column holds.

Keys are whole numbers that the library gives out once and never again. ``starts`` and ``ends`` are what ``start`` and
``end`` are in a Reading, code points of ``reports.text``; ``end`` is a reserved word of SQL. Days are full ISO 8601
days, so that they sort and compare as text; flags are 0 and 1.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)

metadata = MetaData()

# Text that is compared and sorted, never shown in an order of its own: by code point on every server.
_Plain = Text().with_variant(Text(collation="C"), "postgresql")


def _text(name: str, *, required: bool = False) -> Column[str]:
    return Column(name, _Plain, nullable=not required)


def _number(name: str, *, required: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=not required)


def _key() -> Column[int]:
    return Column("key", Integer, primary_key=True, autoincrement=False)


def _of(table: str, name: str | None = None, *, required: bool = True, ondelete: str | None = None) -> Column[int]:
    """A reference; what must have one goes with what it refers to."""
    reference = ForeignKey(f"{table}.key", ondelete=ondelete or ("CASCADE" if required else "SET NULL"))
    return Column(name or table.removesuffix("s"), Integer, reference, nullable=not required)


def _span() -> tuple[Column[int], Column[int]]:
    return _number("starts", required=True), _number("ends", required=True)


OUTDATED = text("latest = 0")

readers = Table("readers", metadata, _key(), _text("version", required=True), _text("models", required=True))

reports = Table(
    "reports",
    metadata,
    _key(),
    Column("id", _Plain, nullable=False, unique=True),
    _text("address"),
    _text("series_address"),
    _number("series", required=True),
    _number("version", required=True),
    _number("latest", required=True),
    _text("publisher"),
    _text("headline"),
    _text("standfirst"),
    _text("bylines"),
    _text("dateline"),
    _text("section"),
    _text("topics"),
    _text("tags"),
    _text("language"),
    _text("format", required=True),
    _text("published_earliest"),
    _text("published_latest"),
    _text("published_basis", required=True),
    _text("modified"),
    _text("retrieved"),
    _text("added", required=True),
    Column("reader", Integer, ForeignKey("readers.key"), nullable=False),
    _number("claims", required=True),
    _text("text", required=True),
    Index("reports_by_series", "series"),
    Index("reports_by_series_address", "series_address"),
    Index("reports_by_address", "address"),
    # Few are, so that it is quick to leave out what stands in them.
    Index("reports_outdated", "key", sqlite_where=OUTDATED, postgresql_where=OUTDATED),
)

readings = Table(
    "readings",
    metadata,
    Column("report", Integer, ForeignKey("reports.key", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("json", LargeBinary, nullable=False),
)

arrivals = Table(
    "arrivals",
    metadata,
    _of("reports"),
    _text("name", required=True),
    _text("address"),
    _text("added", required=True),
    PrimaryKeyConstraint("report", "name"),
    sqlite_with_rowid=False,
)

blocks = Table(
    "blocks",
    metadata,
    _of("reports"),
    _number("position", required=True),
    _text("kind", required=True),
    *_span(),
    PrimaryKeyConstraint("report", "position"),
    sqlite_with_rowid=False,
)

entities = Table(
    "entities",
    metadata,
    _key(),
    _text("kind", required=True),
    _text("name", required=True),
    _text("role"),
    _text("affiliation"),
    Column("merged_into", Integer, ForeignKey("entities.key", ondelete="SET NULL"), nullable=True),
    Index("entities_by_merged_into", "merged_into"),
)

entity_names = Table(
    "entity_names",
    metadata,
    _of("entities", "entity"),
    _text("name", required=True),
    PrimaryKeyConstraint("entity", "name"),
    sqlite_with_rowid=False,
)

entity_facts = Table(
    "entity_facts",
    metadata,
    _of("entities", "entity"),
    _text("role", required=True),
    _text("affiliation", required=True),
    PrimaryKeyConstraint("entity", "role", "affiliation"),
    sqlite_with_rowid=False,
)

entity_words = Table(
    "entity_words",
    metadata,
    _text("word", required=True),
    _of("entities", "entity"),
    PrimaryKeyConstraint("word", "entity"),
    Index("entity_words_by_entity", "entity"),
    sqlite_with_rowid=False,
)

entity_keys = Table(
    "entity_keys",
    metadata,
    _text("match_key", required=True),
    _of("entities", "entity"),
    PrimaryKeyConstraint("match_key", "entity"),
    Index("entity_keys_by_entity", "entity"),
    sqlite_with_rowid=False,
)

appearances = Table(
    "appearances",
    metadata,
    _key(),
    _of("reports"),
    _text("local", required=True),
    _of("entities", "entity", required=False),
    _of("entities", "assigned", required=False),
    _text("kind", required=True),
    _text("name", required=True),
    _text("aliases"),
    _text("role"),
    _text("affiliation"),
    Index("appearances_by_report", "report"),
    Index("appearances_by_entity", "entity"),
    Index("appearances_by_assigned", "assigned"),
)

claims = Table(
    "claims",
    metadata,
    _key(),
    _of("reports"),
    _text("local", required=True),
    _number("latest", required=True),
    _text("publisher"),
    _text("published"),
    _text("form", required=True),
    _text("certainty", required=True),
    Column("confidence", Double, nullable=False),
    _text("kind"),
    _text("speaker"),
    _text("said_by"),
    _of("entities", "entity", required=False),
    _number("appearance"),
    _text("source"),
    _number("source_starts"),
    _number("source_ends"),
    _text("cue"),
    _number("cue_starts"),
    _number("cue_ends"),
    _text("content", required=True),
    *_span(),
    _text("ground"),
    _text("hedges"),
    _text("counted"),
    _number("within"),
    _number("context_starts", required=True),
    _number("context_ends", required=True),
    # An index that has "latest" too counts by itself; so does that of claims by entity.
    Index("claims_by_report", "report", "latest"),
    Index("claims_by_what", "latest", "kind", "certainty", "form", "report", "entity", "published"),
)


def _newest_first(
    table: Table, name: str, day: Column[str | None], *by: Column[str | None], beside: tuple[Column[int], ...] = ()
) -> None:
    """An index in which, for each value of the columns before it, the newest come first and the undated last."""
    Index(name, *by, day.desc(), table.c.key.desc(), *beside).ddl_if(dialect="sqlite")
    Index(name, *by, day.desc().nulls_last(), table.c.key.desc(), *beside).ddl_if(dialect="postgresql")


_newest_first(reports, "reports_by_published", reports.c.published_earliest)
_newest_first(claims, "claims_by_published", claims.c.published)
for _column in ("publisher", "kind", "certainty"):
    _newest_first(claims, f"claims_by_{_column}", claims.c.published, claims.c[_column])
_newest_first(claims, "claims_by_entity", claims.c.published, claims.c.entity, beside=(claims.c.latest,))

via = Table(
    "via",
    metadata,
    _of("claims"),
    _number("position", required=True),
    _text("name", required=True),
    _text("kind", required=True),
    _of("appearances", "appearance", required=False),
    PrimaryKeyConstraint("claim", "position"),
    Index("via_by_name", "name", "claim"),
    Index("via_by_appearance", "appearance"),
    sqlite_with_rowid=False,
)


def _found(name: str, *columns: Column[Any], indexes: tuple[Index, ...] = ()) -> Table:
    """A table of what is found in the text of a report: numbered in it, with the innermost claim around it."""
    return Table(
        name,
        metadata,
        _of("reports"),
        _number("position", required=True),
        _of("claims", required=False),
        *_span(),
        *columns,
        PrimaryKeyConstraint("report", "position"),
        Index(f"{name}_by_claim", "claim"),
        *indexes,
        sqlite_with_rowid=False,
    )


mentions = _found(
    "mentions",
    _number("appearance", required=True),
    _number("entity"),
    indexes=(Index("mentions_by_entity", "entity", "claim"),),
)

_NO_VALUE = text("value IS NULL")

figures = _found(
    "figures",
    _text("text", required=True),
    Column("low", Double),
    Column("high", Double),
    Column("value", Double),
    _text("exact", required=True),
    _text("unit"),
    _text("counts"),
    _text("thing"),
    indexes=(
        Index("figures_by_value", "value", "claim"),
        # Most figures have one value, which is then their low and high too.
        Index("figures_by_low", "low", "claim", sqlite_where=_NO_VALUE, postgresql_where=_NO_VALUE),
        Index("figures_by_high", "high", "claim", sqlite_where=_NO_VALUE, postgresql_where=_NO_VALUE),
        Index("figures_by_unit", "unit", "claim"),
        Index("figures_by_thing", "thing", "unit", "report", "low", "high"),
    ),
)

days = _found(
    "days",
    _text("text", required=True),
    _text("earliest"),
    _text("latest"),
    _text("basis", required=True),
    _text("type", required=True),
    _text("value"),
    indexes=(Index("days_by_earliest", "earliest", "latest", "claim"),),
)

places = _found(
    "places",
    _text("text", required=True),
    _text("name", required=True),
    _text("country"),
    Column("latitude", Double),
    Column("longitude", Double),
    _text("gazetteer_id"),
    indexes=(
        Index("places_by_gazetteer_id", "gazetteer_id", "claim"),
        Index("places_by_country", "country", "claim"),
        Index("places_by_name", "name", "claim"),
    ),
)

gazetteer = Table(
    "gazetteer",
    metadata,
    Column("gazetteer_id", _Plain, primary_key=True),
    _text("name", required=True),
    _text("folded", required=True),
    _text("country"),
    Column("latitude", Double),
    Column("longitude", Double),
    Index("gazetteer_by_folded", "folded"),
    Index("gazetteer_by_latitude", "latitude", "longitude"),
    sqlite_with_rowid=False,
)

outlets = Table(
    "outlets",
    metadata,
    Column("name", _Plain, primary_key=True),
    _text("folded", required=True),
    sqlite_with_rowid=False,
)

refusals = Table(
    "refusals",
    metadata,
    _key(),
    _of("reports", required=False, ondelete="CASCADE"),
    _text("name", required=True),
    _text("stage", required=True),
    _text("code", required=True),
    _number("starts"),
    _number("ends"),
    _text("detail", required=True),
    _text("added", required=True),
    Index("refusals_by_report", "report"),
    Index("refusals_by_name", "name"),
)

changes = Table(
    "changes",
    metadata,
    _of("reports"),
    _number("position", required=True),
    _of("reports", "previous"),
    _text("what", required=True),
    _text("before"),
    _text("after"),
    PrimaryKeyConstraint("report", "position"),
    Index("changes_by_previous", "previous"),
    sqlite_with_rowid=False,
)

_REJECTED = text("verdict = 'rejected' AND undone IS NULL")

judgements = Table(
    "judgements",
    metadata,
    _key(),
    _of("reports"),
    _of("claims", required=False),
    _text("quote", required=True),
    *_span(),
    _text("verdict", required=True),
    _text("correction"),
    _text("note"),
    _text("made_by"),
    _text("made", required=True),
    _text("undone"),
    _text("undone_by"),
    _number("replaced_by"),
    Index("judgements_by_report", "report"),
    Index("judgements_by_claim", "claim"),
    Index("judgements_by_replaced_by", "replaced_by"),
    # Which claims are rejected is asked in every search.
    Index("judgements_rejected", "claim", sqlite_where=_REJECTED, postgresql_where=_REJECTED),
)

decisions = Table(
    "decisions",
    metadata,
    _key(),
    _text("kind", required=True),
    _number("entity", required=True),
    _number("other", required=True),
    _number("report"),
    _text("name"),
    _text("made_by"),
    _text("made", required=True),
    _text("undone"),
)

pins = Table(
    "pins",
    metadata,
    _of("reports"),
    _text("folded", required=True),
    _of("decisions", "decision"),
    _of("entities", "entity"),
    _of("entities", "instead"),
    PrimaryKeyConstraint("report", "folded", "decision"),
    Index("pins_by_decision", "decision"),
    Index("pins_by_entity", "entity"),
    Index("pins_by_instead", "instead"),
    sqlite_with_rowid=False,
)

waiting = Table(
    "waiting",
    metadata,
    _key(),
    _text("kind", required=True),
    _text("name", required=True),
    Column("data", LargeBinary),
    _number("size", required=True),
    _text("state", required=True),
    _text("asked", required=True),
    _text("asked_by"),
    _text("taken_by"),
    Column("taken_until", Double),
    _number("tries", required=True),
    _text("settled"),
    Index("waiting_by_settled", "settled"),
)

waiting_pages = Table(
    "waiting_pages",
    metadata,
    _of("waiting", "waiting"),
    _number("position", required=True),
    _text("name", required=True),
    _text("result", required=True),
    _of("reports", required=False),
    _text("code"),
    _text("detail"),
    PrimaryKeyConstraint("waiting", "position"),
    Index("waiting_pages_by_report", "report"),
    sqlite_with_rowid=False,
)

counters = Table("counters", metadata, Column("name", _Plain, primary_key=True), _number("next", required=True))

migrations = Table(
    "migrations",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("name", required=True),
    _text("applied", required=True),
    _text("made_by", required=True),
)

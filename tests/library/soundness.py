"""What holds of every library, whatever was done to it: looked at from outside, by plain SQL."""

from __future__ import annotations

import zlib
from collections import defaultdict
from typing import Any

import msgspec
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from reportedly.library import Library
from reportedly.library.bulk import cut, stored
from reportedly.library.changes import changes
from reportedly.library.correcting import Correction, Said, Stands, stands
from reportedly.library.rows import Keys, rows_beside
from reportedly.library.rows import rows as rows_made
from reportedly.library.tables import metadata
from reportedly.model import Reading

Row = dict[str, Any]


def sound(address: str) -> None:
    """Assert that a library agrees with itself and with the Readings in it."""
    engine = create_engine(address if "://" in address else f"sqlite:///{address}", poolclass=NullPool)
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            for name in ("claims", "reports"):
                connection.exec_driver_sql(
                    f"INSERT INTO {name}_search ({name}_search, rank) VALUES ('integrity-check', 1)"
                )
        _Checks(connection).all()
    engine.dispose()


def rows(connection: Connection, table: str, order: str = "1") -> list[Row]:
    """All rows of a table."""
    some = connection.execute(text(f"SELECT * FROM {table} ORDER BY {order}")).mappings()
    return [dict(row) for row in some]


class _Checks:
    def __init__(self, connection: Connection) -> None:
        names = (
            "reports readings claims appearances entities entity_names entity_words entity_keys mentions figures days"
        )
        names += " places blocks via outlets refusals changes judgements pins arrivals counters decisions gazetteer"
        self.tables = {name: rows(connection, name) for name in names.split()}
        self.readings = {
            row["report"]: msgspec.json.decode(zlib.decompress(row["json"]), type=Reading)
            for row in self.tables["readings"]
        }
        self.stood = {key: stands(reading, self.said(key)) for key, reading in self.readings.items()}

    def all(self) -> None:
        self.reports()
        self.claims()
        self.found()
        self.entities()
        self.versions()
        self.shared()
        self.keys()

    def said(self, report: int) -> list[Said]:
        """What stands of what people said, one of a claim."""
        standing = [row for row in self.of("judgements", report) if row["undone"] is None and row["claim"] is not None]
        assert len({row["claim"] for row in standing}) == len(standing)
        local = {row["key"]: row["local"] for row in self.of("claims", report)}
        machine = {claim.id for claim in self.readings[report].attributions}
        return [
            Said(
                row["claim"],
                local[row["claim"]] if local[row["claim"]] in machine else None,
                row["verdict"],
                row["correction"] and msgspec.json.decode(row["correction"], type=Correction),
            )
            for row in standing
        ]

    def of(self, table: str, report: int) -> list[Row]:
        return [row for row in self.tables[table] if row["report"] == report]

    def reports(self) -> None:
        assert {row["key"] for row in self.tables["reports"]} == self.readings.keys()
        for row in self.tables["reports"]:
            report = self.readings[row["key"]].report
            assert row["id"] == report.id
            assert row["text"] == report.text.replace("\0", "\N{REPLACEMENT CHARACTER}")
            stood = self.stood[row["key"]]
            assert row["claims"] == len(stood.reading.attributions)
            assert len(self.of("claims", row["key"])) == len(stood.whole.attributions)
            assert self.of("arrivals", row["key"])
            blocks = sorted(self.of("blocks", row["key"]), key=lambda block: block["position"])
            assert [(b["kind"], b["starts"], b["ends"]) for b in blocks] == [
                (b.kind, b.start, b.end) for b in report.blocks
            ]

    def claims(self) -> None:
        reports = {row["key"]: row for row in self.tables["reports"]}
        appearances = {row["key"]: row for row in self.tables["appearances"]}
        keys = {(row["report"], row["local"]): row["key"] for row in self.tables["claims"]}
        assert len(keys) == len(self.tables["claims"])
        for row in self.tables["claims"]:
            report = reports[row["report"]]
            stood = self.stood[row["report"]]
            claims = {claim.id: claim for claim in (*stood.whole.attributions, *stood.reading.attributions)}
            claim = claims[row["local"]]
            assert stood.own.get(claim.id, row["key"]) == row["key"]
            assert row["latest"] == report["latest"]
            assert row["publisher"] == (None if report["publisher"] is None else cut(report["publisher"]))
            assert row["published"] == report["published_earliest"]
            if len(claim.content.spans) == 1:
                assert report["text"][row["starts"] : row["ends"]] == row["content"]
            assert (
                0 <= row["context_starts"] <= row["starts"] <= row["ends"] <= row["context_ends"] <= len(report["text"])
            )
            assert row["within"] == (keys.get((row["report"], claim.within)) if claim.within else None)
            said = appearances.get(row["appearance"])
            assert row["entity"] == (said["entity"] if said else None)
            assert said is None or (claim.source and said["local"] == claim.source.entity)
            through = sorted((r for r in self.tables["via"] if r["claim"] == row["key"]), key=lambda r: r["position"])
            assert [r["name"] for r in through] == [cut(step.name) for step in claim.via]

    def found(self) -> None:
        claims = {row["key"]: row for row in self.tables["claims"]}
        for key, stood in self.stood.items():
            reading = stood.reading
            self.rows_of(key, stood)
            assert len(self.of("mentions", key)) == sum(len(entity.mentions) for entity in reading.entities)
            for name in ("figures", "days", "places"):
                kept = sorted(self.of(name, key), key=lambda row: row["position"])
                assert [(row["starts"], row["ends"]) for row in kept] == [
                    (one.start, one.end) for one in getattr(reading, name)
                ]
            who = {row["key"]: row["entity"] for row in self.of("appearances", key)}
            assert all(row["entity"] == who[row["appearance"]] for row in self.of("mentions", key))
            for name in ("mentions", "figures", "days", "places"):
                for row in self.of(name, key):
                    around = claims.get(row["claim"])
                    assert around is None or around["report"] == key
                    if around and name != "figures":
                        assert around["starts"] <= row["starts"] <= row["ends"] <= around["ends"]
            assert len(self.of("refusals", key)) == len(reading.refusals)

    def rows_of(self, report: int, stood: Stands) -> None:
        """The rows are those that the Reading as it stands makes."""
        (latest,) = {row["latest"] for row in self.tables["reports"] if row["key"] == report}
        seen = {row["local"]: row for row in self.of("appearances", report)}
        keys = Keys(
            report=report,
            claims={row["local"]: row["key"] for row in self.of("claims", report)},
            appearances={local: row["key"] for local, row in seen.items()},
            entities={local: row["entity"] for local, row in seen.items()},
            assigned={local: row["assigned"] for local, row in seen.items()},
        )
        expected = rows_made(stood.reading, keys)
        for name, some in rows_beside(stood.whole, stood.rejected, keys).items():
            expected[name] += some
        for name in ("claims", "via", "mentions", "figures", "days", "places"):
            table = metadata.tables[name]
            columns = [column.name for column in table.columns]
            kept = (
                self.of(name, report)
                if name != "via"
                else [row for row in self.tables["via"] if row["claim"] in keys.claims.values()]
            )
            made = [dict(zip(columns, row, strict=True)) for row in stored(table, expected[name])]
            if name == "claims":
                made = [{**row, "latest": latest} for row in made]
            texts = ([str([row[one] for one in columns]) for row in some] for some in (kept, made))
            assert len({str(sorted(some)) for some in texts}) == 1, name

    def entities(self) -> None:
        into = {row["key"]: row["merged_into"] for row in self.tables["entities"]}

        def root(key: int) -> int:
            seen = set()
            while into[key] is not None:
                assert key not in seen
                seen.add(key)
                key = into[key]
            return key

        named = defaultdict(set)
        for row in self.tables["entity_names"]:
            named[row["entity"]].add(row["name"])
        for row in self.tables["appearances"]:
            assert (row["entity"] is None) == (row["assigned"] is None)
            if row["assigned"] is not None:
                assert row["entity"] == root(row["assigned"])
                assert cut(row["name"]) in named[row["assigned"]]
        given: dict[int | None, set[str]] = defaultdict(set)
        for row in self.tables["appearances"]:
            aliases = row["aliases"].split("; ") if row["aliases"] else ()
            given[row["assigned"]].update(map(cut, (row["name"], *aliases)))
        for row in self.tables["entities"]:
            if row["key"] in given:
                assert named[row["key"]] == given[row["key"]]
                assert cut(row["name"]) in given[row["key"]]
        for key, reading in self.readings.items():
            assert sorted(row["local"] for row in self.of("appearances", key)) == sorted(e.id for e in reading.entities)
        used = {row["assigned"] for row in self.tables["appearances"]} | {key for key in into.values() if key}
        used |= {key for key, merged in into.items() if merged}
        used |= {pin[name] for pin in self.tables["pins"] for name in ("entity", "instead")}
        assert set(into) == used - {None}
        assert {row["decision"] for row in self.tables["pins"]} <= {
            row["key"] for row in self.tables["decisions"] if row["undone"] is None
        }

    def versions(self) -> None:
        series = defaultdict(list)
        for row in self.tables["reports"]:
            series[row["series"]].append(row)
        for name, some in series.items():
            some.sort(key=lambda row: row["version"])
            assert name in [row["key"] for row in some]
            assert [row["version"] for row in some] == list(range(1, len(some) + 1))
            assert [row["latest"] for row in some] == [0] * (len(some) - 1) + [1]
            assert len({row["series_address"] for row in some}) == 1
            before: int | None = None
            for row in some:
                told = [
                    (r["previous"], r["what"], r["before"], r["after"])
                    for r in sorted(self.of("changes", row["key"]), key=lambda r: r["position"])
                ]
                expected: list[tuple[int, str, str | None, str | None]] = []
                if before is not None:
                    expected = [(before, *c) for c in changes(self.readings[before], self.readings[row["key"]])]
                assert told == expected
                before = row["key"]
        addresses = [some[0]["series_address"] for some in series.values() if some[0]["series_address"]]
        assert len(addresses) == len(set(addresses))

    def shared(self) -> None:
        passed = {row["name"] for row in self.tables["via"]}
        publishers = {cut(row["publisher"]) for row in self.tables["reports"] if row["publisher"] is not None}
        assert {row["name"] for row in self.tables["outlets"]} == passed | publishers
        places = {row["gazetteer_id"] for row in self.tables["places"]} - {None}
        assert places <= {row["gazetteer_id"] for row in self.tables["gazetteer"]}

    def keys(self) -> None:
        following = {row["name"]: row["next"] for row in self.tables["counters"]}
        for table in ("reports", "claims", "appearances", "refusals", "judgements", "decisions"):
            assert all(row["key"] < following[table.removesuffix("s")] for row in self.tables[table])
        assert all(row["key"] < following["entity"] for row in self.tables["entities"])


def derived(library: Library) -> dict[str, list[dict[str, Any]]]:
    """All that is derived from the Readings as they stand."""
    names = ("reports", "claims", "via", "mentions", "figures", "days", "places", "outlets", "ledger", "sources")
    return {name: sorted(library.table(name), key=str) for name in names}

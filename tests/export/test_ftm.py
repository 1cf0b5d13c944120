"""FollowTheMoney: its own model validates every entity, and no entity says more than the report does."""

from __future__ import annotations

import builtins
import io
import json
from collections.abc import Mapping
from typing import Any

import pytest
from followthemoney import model
from followthemoney.proxy import EntityProxy
from hypothesis import given, settings

from reportedly.errors import PartMissing, ReportedlyError
from reportedly.export.ftm import write
from reportedly.export.names import LOCAL, LocalNames
from reportedly.model import Entity, Reading
from tests.export.samples import made, read_pages, strange_readings


def written(*readings: Reading, names: LocalNames = LOCAL) -> list[EntityProxy]:
    stream = io.BytesIO()
    write(readings, stream, names)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    proxies = [model.get_proxy(line, cleaned=False) for line in lines]
    for proxy, line in zip(proxies, lines, strict=True):
        assert proxy.to_dict() == line  # nothing in it has to be cleaned
        assert all(proxy.has(name) for name in proxy.schema.required)
        proxy.schema.validate({"properties": dict(proxy.properties)})
        assert proxy.id and not proxy.has("topics", quiet=True)
    return proxies


def only(proxies: list[EntityProxy], schema: str) -> list[EntityProxy]:
    return [proxy for proxy in proxies if proxy.schema.name == schema]


def test_pages_pass_the_models_validation() -> None:
    readings = (made(), *read_pages())
    proxies = written(*readings)
    assert len(only(proxies, "Article")) == len(readings)
    assert len(only(proxies, "Note")) == sum(len(one.attributions) for one in readings)
    ids = {proxy.id for proxy in proxies}
    assert len(ids) == len(proxies)
    for proxy in proxies:  # every reference leads to an entity that is there, of a schema that may stand there
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                (there,) = [one for one in proxies if one.id == value]
                assert prop.range is None or there.schema.is_a(prop.range)


def test_a_report_is_an_article_with_its_mentions() -> None:
    proxies = written(made())
    (article,) = only(proxies, "Article")
    assert article.first("title") == "Dam is safe, mayor says"
    assert article.first("publishedAt") == "2026-03-02"
    assert article.first("sourceUrl") == "https://fjord.example/dam?a=1&b=2"
    assert article.first("publisher") == "Østavisen"
    assert article.get("peopleMentioned") == ["Ida Berg"]  # "engineer" is no name
    (person,) = only(proxies, "Person")
    assert person.caption == "Ida Berg" and person.get("summary") == ["Mayor"]
    assert [one.caption for one in only(proxies, "Organization")] == ["Fjordavisen"]
    resolved = {one.first("resolved") for one in only(proxies, "Mention")}
    assert person.id in resolved and len(resolved) == 2


def test_a_claim_is_tied_to_who_said_it_and_to_nobody_whom_it_is_about() -> None:
    proxies = written(made())
    (article,) = only(proxies, "Article")
    (person,) = only(proxies, "Person")
    split, denied, grounded, nested, nobody = only(proxies, "Note")
    assert split.get("entity") == [article.id]
    assert set(denied.get("entity")) == {article.id, person.id}
    assert "certainty: denied" in denied.get("summary")[0]
    assert grounded.get("entity") == [article.id]  # it is about Berg; the minister said it
    assert set(nested.get("entity")) == {article.id, person.id}
    assert nobody.get("entity") == [article.id] and nobody.first("description") == "that more will follow"


def test_ids_are_the_same_each_time_and_follow_the_names() -> None:
    class Merged(LocalNames, frozen=True):
        def entity(self, reading: Reading, entity: Entity) -> str:
            return f"urn:person:{entity.name}"

    first, again, merged = written(made()), written(made()), written(made(), names=Merged())
    assert [one.to_dict() for one in first] == [one.to_dict() for one in again]
    assert only(merged, "Person")[0].id != only(first, "Person")[0].id


@settings(max_examples=30, deadline=None)
@given(strange_readings())
def test_strange_readings_pass_too(reading: Reading) -> None:
    proxies = written(reading)
    assert len(only(proxies, "Note")) == len(reading.attributions)
    assert not only(proxies, "Article")[0].has("publishedAt")  # known only to lie between two days


def test_without_the_extra_the_cure_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, scope: Mapping[str, object] | None = None, *rest: Any) -> Any:
        if name == "followthemoney":
            raise ModuleNotFoundError(name)
        return real(name, scope, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(PartMissing, match=r"pip install 'reportedly\[ftm\]'") as caught:
        write([], io.BytesIO(), LOCAL)
    assert isinstance(caught.value, ReportedlyError)

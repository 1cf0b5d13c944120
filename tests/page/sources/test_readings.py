"""Readings in place of pages: passed on as they are when they are whole, refused with what is wrong when not."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

import reportedly
from reportedly.errors import Refused
from reportedly.model import Reading
from reportedly.page import Held, Limits, Page, pages

ARTICLE = Path(__file__).parents[3] / "examples" / "harbour-tunnel.html"


@cache
def reading() -> Reading:
    return reportedly.read(ARTICLE)


def changed(change: Callable[[Any], object]) -> bytes:
    whole = json.loads(msgspec.json.encode(reading()))
    change(whole)
    return json.dumps(whole).encode()


def read(data: bytes, tmp_path: Path) -> list[Page | Held | Refused]:
    path = tmp_path / "readings.jsonl"
    path.write_bytes(data)
    return list(pages(str(path), Limits()))


def test_a_reading_comes_out_as_it_went_in(tmp_path: Path) -> None:
    whole = msgspec.json.encode(reading())
    path = tmp_path / "readings.jsonl"
    for data in (whole, whole + b"\n" + whole, b"[" + whole + b"]", msgspec.json.format(whole, indent=2)):
        for number, held in enumerate(read(data, tmp_path), 1):
            assert held == Held(f"{path}#{number} {reading().report.address}", reading())
    named = list(reportedly.read_named([path, ARTICLE]))
    assert [(each.of, each.name) for each in named] == [(0, f"{path}#1 {reading().report.address}"), (1, str(ARTICLE))]
    assert named[0].result == named[1].result == reading() == reportedly.read(path)


def test_readings_and_pages_stand_beside_each_other(tmp_path: Path) -> None:
    data = msgspec.json.encode(reading()) + b'\n{"text": "one"}\n{"report": {}}\n'
    first, second, third = read(data, tmp_path)
    assert isinstance(first, Held)
    assert isinstance(second, Page)
    assert isinstance(third, Refused)


def set_in(*way: Any, to: Any) -> Callable[[Any], None]:
    def change(whole: Any) -> None:
        for step in way[:-1]:
            whole = whole[step]
        whole[way[-1]] = to

    return change


def circle(whole: Any) -> None:
    first, second = whole["attributions"][:2]
    first["within"], second["within"] = second["id"], first["id"]


def twice(whole: Any) -> None:
    whole["entities"].append(whole["entities"][0])


def cut_text(whole: Any) -> None:
    whole["report"]["text"] = whole["report"]["text"][:-10]


def more_text(whole: Any) -> None:
    whole["report"]["text"] += "\n\nand more"


SPAN = ("attributions", 0, "content", "spans", 0)

LIES: list[tuple[Callable[[Any], object], str]] = [
    (set_in(*SPAN, "start", to=0), "attribution a1 says that characters"),
    (set_in(*SPAN, "start", to=-5), "and they are not"),
    (set_in(*SPAN, "end", to=10**9), "and they are not"),
    (set_in(*SPAN, "end", to=2.5), "Expected `int`"),
    (set_in(*SPAN, "text", to="said nobody"), "'said nobody'"),
    (set_in(*SPAN, "text", to=""), "and they are not"),
    (set_in("entities", 0, "mentions", 0, "text", to="Nobody"), "entity e1 says"),
    (set_in("figures", 0, "text", to="41"), "a figure says"),
    (set_in("attributions", 0, "content", "spans", to=[]), "without words"),
    (set_in("attributions", 0, "confidence", to=1.5), "between 0 and 1"),
    (set_in("attributions", 0, "within", to="a999"), "'a999'"),
    (set_in("attributions", 0, "via", to=[{"name": "X", "kind": "outlet", "entity": "e999"}]), "'e999'"),
    (set_in("attributions", 0, "form", to="loud\x1b[31m"), "Invalid enum value"),
    (set_in("figures", 0, "attribution", to="a999"), "'a999'"),
    (set_in("figures", 0, "low", to=10**6), "its own bounds"),
    (set_in("report", "id", to="../../etc/passwd"), "SHA-256"),
    (set_in("report", "published", "earliest", to="14 March"), "ISO 8601"),
    (set_in("report", "modified", to="2024-13"), "ISO 8601"),
    (set_in("report", "blocks", 0, "end", to=3), "are in no block"),
    (set_in("report", "blocks", 1, "start", to=0), "overlaps"),
    (set_in("report", "blocks", to=[]), "are in no block"),
    (set_in("refusals", to=[{"stage": "x", "code": "y", "start": 9, "end": 10**9, "detail": ""}]), "outside the text"),
    (set_in("places", to=[{"start": 0, "end": 1, "text": "x", "name": "x", "latitude": 91.0}]), "a place says"),
    (set_in("reader", to=None), "$.reader"),
    (set_in("schema", to="1"), "$.schema"),
    (set_in("schema", to=0), "$.schema"),
    (circle, "within itself"),
    (twice, "same id"),
    (cut_text, "outside the text"),
    (more_text, "are in no block"),
]


@pytest.mark.parametrize(("change", "said"), LIES)
def test_what_does_not_hold_together_is_refused(change: Callable[[Any], object], said: str, tmp_path: Path) -> None:
    data = changed(change)
    refused, sound = read(data + b"\n" + changed(lambda whole: None), tmp_path)
    assert isinstance(sound, Held)
    assert isinstance(refused, Refused)
    assert refused.code == "reading"
    assert refused.source.endswith("#1")
    assert said in refused.detail
    assert "reportedly read --json" in refused.detail
    assert str(refused).isprintable()


def test_a_newer_form_says_to_upgrade(tmp_path: Path) -> None:
    def newer(whole: Any) -> None:
        whole["schema"] = 2
        whole["report"] = {"body": "of another form"}

    (refused,) = read(changed(newer), tmp_path)
    assert isinstance(refused, Refused)
    assert (refused.code, "schema 2" in refused.detail, "upgrade" in refused.detail) == ("newer-schema", True, True)


def test_checking_takes_time_in_proportion(tmp_path: Path) -> None:
    """A chain of claims within claims, each with a long hedge, would cost the square if each were looked up anew."""
    whole = json.loads(msgspec.json.encode(reading()))
    claim = whole["attributions"][0]
    many = 20_000
    whole["attributions"] = [
        {**claim, "id": f"a{n}", "within": f"a{n + 1}" if n < many else None} for n in range(many + 1)
    ]
    whole["figures"] = []
    data = json.dumps(whole).encode()
    started = time.process_time()
    (held,) = read(data, tmp_path)
    assert isinstance(held, Held)
    assert time.process_time() - started < 5

"""A page beside its expected Reading, for each kind of page. The pages are ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

import reportedly

EXPECTED = Path(__file__).parent / "pages"
EXAMPLES = Path(__file__).parents[2] / "examples"
PAGES = sorted(path for folder in (EXPECTED, EXAMPLES) for path in folder.iterdir() if path.suffix != ".json")


def as_json(path: Path) -> dict[str, Any]:
    reading: dict[str, Any] = json.loads(msgspec.json.encode(reportedly.read(path)))
    # The versions of the reader and of its models say nothing about the page.
    del reading["reader"]
    return reading


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_reads_as_expected(path: Path, request: pytest.FixtureRequest) -> None:
    expected = EXPECTED / f"{path.stem}.json"
    found = as_json(path)
    if request.config.getoption("--update-golden"):
        expected.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == json.loads(expected.read_text(encoding="utf-8"))


def test_each_kind_of_page_is_there() -> None:
    kinds = {"harbour-tunnel", "text-dump", "live-blog", "wire-item", "interview", "almost-no-text"}
    assert {path.stem for path in PAGES} >= kinds

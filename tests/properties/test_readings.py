"""Whatever comes in, a Reading keeps its contract, or there is a clear refusal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reportedly
from tests.checks import check

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    path
    for folder in (ROOT / "tests" / "golden" / "pages", ROOT / "examples")
    for path in folder.iterdir()
    if path.suffix in (".html", ".txt")
)

WORDS = st.sampled_from(
    [
        *(
            "said",
            "told",
            "according to",
            "reportedly",
            "denied",
            "is believed to",
            "that",
            "citing",
            "the",
            "a source",
        ),
        *("Ann Lee", "Dagbladet", "the Ministry", "Kårstø", "PST", "he", "they", "report", "BBC", "Reuters"),
        *("40", "73 percent", "two-thirds of", "$3bn", "last week", "on Tuesday", "12 May 2020", "150", "some of the"),
        *('"', "“", "”", "'", "‘", "’", "«", "»", ",", ".", ":", "?", "—", "(", ")", "\n", "\n\n", "\u00a0", "\u200b"),
        *("<p>", "</p>", "<h1>", "&amp;", "😀", "\u202e", "\x00", "\x1b[31m", "é", "e\u0301", "العربية", "漢字"),
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=60))
def test_any_mixture_of_news_words(words: list[str]) -> None:
    try:
        check(reportedly.read_text(" ".join(words)))
    except reportedly.Refused as refused:
        assert refused.code in ("empty", "binary", "no-text")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_damage_to_a_real_page(data: st.DataObject) -> None:
    page = bytearray(data.draw(st.sampled_from(PAGES)).read_bytes())
    for _ in range(data.draw(st.integers(0, 5))):
        at = data.draw(st.integers(0, len(page)))
        cut = data.draw(st.integers(0, 40))
        page[at : at + cut] = data.draw(st.binary(max_size=8))
    if data.draw(st.booleans()):
        del page[data.draw(st.integers(0, len(page))) :]
    try:
        check(reportedly.read(reportedly.Page(data=bytes(page), source="damaged")))
    except reportedly.Refused as refused:
        assert str(refused).startswith("damaged: ")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_page_of_ours(page: Path) -> None:
    check(reportedly.read(page))


def test_pages_from_the_wild(shared: Path) -> None:
    """Every twelfth of the flattened pages, in each of the four styles."""
    pages = shared / "pages" / "articles"
    for dump in sorted(pages.glob("dump-*.jsonl")):
        for line in dump.read_text(encoding="utf-8").splitlines()[::12]:
            check(reportedly.read_text(json.loads(line)["text"]))

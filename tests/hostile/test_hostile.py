"""Whatever a page is made of: a Report that keeps its contract, or a refusal, in bounded time and memory.

``make fuzz SECONDS=600`` does the same for longer, from random seeds and at full size.
"""

from __future__ import annotations

import gzip
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.page import Page, read_page
from reportedly.page.compose import MOST_CHARACTERS, tidy
from reportedly.page.decode import codec_for
from reportedly.page.flat import MOST_TAGS, cut, flatten
from reportedly.page.units import MOST_LINES
from tests.hostile.encodings import LABELS, REPLACED, SAMPLES, page
from tests.hostile.fuzz import originals
from tests.hostile.monsters import MONSTERS, SENTENCE
from tests.hostile.mutations import mutated
from tests.hostile.reading import bare, outcome
from tests.hostile.worker import Worker

SECONDS_OF_MUTATIONS = 4.0
SMALL, LARGE = 30_000, 20 * 2**20
MOST_FOR_SMALL = 1.5
"""Seconds, several times what the slowest takes; what takes the square of its size takes far longer."""
LINES = [name for name in MONSTERS if name.startswith(("text: ", "html: ")) and "line" in name]
LARGE_ONES = ("tiny li", "angles", "text: two-letter lines", "text: letters, one line")


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as process:
        yield process


@pytest.mark.parametrize("label", LABELS)
def test_every_label_of_the_standard(label: str) -> None:
    encoding = LABELS[label]
    assert codec_for(label) == encoding
    wide = encoding.startswith("utf-16")  # which a page cannot declare, only its sender
    for declare in (False,) if wide else (False, True):
        report = read_page(Page(page(encoding, label, declare), "page", charset=None if declare else label))
        assert SAMPLES[encoding].strip() in report.text


@pytest.mark.parametrize("label", REPLACED)
def test_encodings_that_hide_markup(label: str) -> None:
    for declare in (False, True):
        data = page("utf-8", label, declare)
        assert outcome(Page(data, "page", charset=None if declare else label)) in ("html", "text")


@pytest.mark.parametrize("encoding", SAMPLES)
def test_wrong_declarations(encoding: str) -> None:
    chance = random.Random(encoding)
    for label in chance.sample([*LABELS, *REPLACED, "no-such-encoding", "utf-7", "idna", "hex"], 6):
        outcome(Page(page(encoding, label), "page"))
        outcome(Page(page(encoding, label, declare=False), "page", charset=label))


def test_mutated_pages(worker: Worker) -> None:
    pages = originals(corpora=None)
    end = time.monotonic() + SECONDS_OF_MUTATIONS
    seed = 0
    while time.monotonic() < end:
        data = mutated(seed, pages)
        assert (fault := worker.read(data).fault(5.0)) is None, f"seed {seed}: {fault}"
        seed += 1
    assert seed > 20, "hardly a page was read in the time"


@pytest.mark.parametrize("name", [name for name in MONSTERS if name not in LINES])
def test_monsters(name: str, worker: Worker) -> None:
    assert worker.read(MONSTERS[name](SMALL)).fault(MOST_FOR_SMALL) is None


def test_lines_of_bait(worker: Worker) -> None:
    faults = {name: worker.read(MONSTERS[name](SMALL // 5)).fault(MOST_FOR_SMALL) for name in LINES}
    assert {name: fault for name, fault in faults.items() if fault} == {}


@pytest.mark.parametrize("name", LARGE_ONES)
def test_monsters_of_the_largest_size(name: str, worker: Worker) -> None:
    assert worker.read(MONSTERS[name](LARGE)).fault() is None


def test_elements_100_000_deep(worker: Worker) -> None:
    for tag in ("div", "b", "table", "svg"):
        result = worker.read(f"<h1>Tunnel</h1>{f'<{tag}>' * 100_000}<p>{SENTENCE}".encode())
        assert result.fault(5.0) is None
        assert result.outcome == "html"


def test_a_page_of_200_megabytes(worker: Worker, tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    with path.open("wb") as file:
        file.write(f"<html><p>{SENTENCE}".encode())
        file.truncate(200 * 2**20)
    result = worker.read_path(path)
    assert result.fault(5.0) is None
    assert result.outcome == "too-large"


def test_a_gzip_bomb(worker: Worker, tmp_path: Path) -> None:
    path = tmp_path / "bomb.html.gz"
    with gzip.open(path, "wb", 9) as file:
        for _ in range(100):
            file.write(b"<p>x" * 2**18)
    outer = tmp_path / "bomb.gz.gz"
    outer.write_bytes(gzip.compress(path.read_bytes()))
    for bomb in (path, outer):
        result = worker.read_path(bomb)
        assert result.fault(5.0) is None
        assert result.outcome == "too-large"


def test_half_a_pair_in_json_is_no_text_of_ours() -> None:
    data = (
        '<html><script type="application/ld+json">{"@type":"NewsArticle","author":"Ann \\ud83d Lee"}</script><p>Closed.'
    )
    assert outcome(Page(data.encode(), "page")) == "html"


def test_what_is_behind_the_bounds_is_kept() -> None:
    html = "<p>one</p>" * MOST_TAGS + "<script>hidden <p></script><p>the &amp; end"
    head, beyond = cut(html)
    assert head.count("<") == MOST_TAGS
    assert beyond.split() == ["one"] * (MOST_TAGS // 2) + ["the", "&", "end"]
    text = "ab\n" * (MOST_LINES + 5) + "the end"
    report = read_page(Page(text.encode(), "page"))
    assert bare(report.text) == bare(text)
    assert report.blocks[-1].kind == "other"


def test_what_is_behind_the_most_text_is_kept() -> None:
    word = "word "
    html = "<p>" + word * (MOST_CHARACTERS // len(word)) + "<script>" + "x" * 99 + "</script><b>the &lt;end&gt;</b>"
    head, beyond = cut(html)
    assert head.endswith("</script><b>")
    assert beyond.split() == ["the", "<end>"]
    text = "word " * (MOST_CHARACTERS // 5) + "the end"
    report = read_page(Page(text.encode(), "page"))
    assert bare(report.text) == bare(text)
    assert report.text.endswith("\n\nthe end")
    assert tidy(f" {text}  {text}\n") == f"{text} {text}"


def test_pages_of_everyday_size_are_parsed_as_they_are() -> None:
    html = "<div><b>one <i>two</b><p class=x>three</p></i></div>" * 300
    assert cut(html) == (html, "")
    assert flatten(html) == html

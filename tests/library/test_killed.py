"""A library of which the writer is killed at any moment: nothing is lost, nothing is doubled, and it goes on."""

from __future__ import annotations

import random
import signal
import time
from pathlib import Path

import pytest

from tests.engines.processes import children, gone
from tests.library import servers
from tests.library.adding import Run, begun, lines, page_text, readings, seconds, sound

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")

REPORTS = 120


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("source") / "readings.jsonl"
    path.write_bytes(lines(readings(REPORTS)))
    return path


def killed_at_random(
    library: str, words: tuple[str | Path, ...], before: set[str], within: float, rng: random.Random, output: Path
) -> tuple[bool, set[str]]:
    """Kill one run at a random moment, and check what it left.

    Returns:
        Whether it was killed before it was done, and the reports that are there.

    """
    run = Run(library, *words, output=output)
    time.sleep(rng.uniform(0, within))
    workers = children(run.pid)
    killed = run.send(signal.SIGKILL)
    assert gone(workers, within=5)
    after = sound(library) if begun(library) else set()
    assert after >= before
    return killed, after


def test_fifty_kills_lose_and_double_nothing(source: Path, tmp_path: Path) -> None:
    rng = random.Random(6)
    expected = {each.report.id for each in readings(REPORTS)}
    output = tmp_path / "said"
    within = seconds(Run(tmp_path / "whole.db", source, output=output))
    assert sound(str(tmp_path / "whole.db")) == expected
    kills, number, partial = 0, 0, 0
    there: set[str] = set()
    while kills < 50:
        library = str(tmp_path / f"{number}.db")
        killed, there = killed_at_random(library, (source,), there, within, rng, output)
        kills += killed
        partial += 0 < len(there) < REPORTS
        if not killed:
            assert there == expected
            there, number = set(), number + 1
    assert partial > 5, "they were all killed before or after the work"
    library = str(tmp_path / f"{number}.db")
    seconds(Run(library, source, output=output))
    assert sound(library) == expected


def test_kills_on_a_server_lose_and_double_nothing(postgresql: str, source: Path, tmp_path: Path) -> None:
    rng = random.Random(7)
    expected = {each.report.id for each in readings(REPORTS)}
    output = tmp_path / "said"
    with servers.database(postgresql) as library:
        within = seconds(Run(library, source, output=output))
    with servers.database(postgresql) as library:
        there: set[str] = set()
        for _ in range(8):
            _, there = killed_at_random(library, (source,), there, within / 2, rng, output)
        seconds(Run(library, source, output=output))
        assert sound(library) == expected


def test_processes_that_read_end_with_the_writer_and_the_next_run_goes_on(tmp_path: Path) -> None:
    rng = random.Random(8)
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number}.txt").write_text(page_text(number), encoding="utf-8")
    library, output = str(tmp_path / "library.db"), tmp_path / "said"
    there: set[str] = set()
    for _ in range(2):
        _, there = killed_at_random(library, (folder, "-j", "2"), there, 4.0, rng, output)
    seconds(Run(library, folder, "-j", "1", output=output))
    assert len(sound(library)) == 30

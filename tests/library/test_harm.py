"""What may befall whoever adds to a library: a clear message, and no harm to what is there."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from reportedly.library import Library
from reportedly.model import Reading
from tests.engines.processes import children, gone
from tests.library.adding import Run, begun, lines, page_text, readings, seconds, sound

REPORTS = 150


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("source") / "readings.jsonl"
    path.write_bytes(lines(readings(REPORTS)))
    return path


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter, in which only its owner may write."""
    folder = Path(tempfile.mkdtemp(prefix="reportedly-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def somebody() -> int | None:
    """Another user to be, for whom permissions hold; nobody else where they hold for this one."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


def complaint(run: Run) -> str:
    """The one line that a run ends with; it names a cure and has no trace in it."""
    assert run.wait() == 1, run.said
    (line,) = run.said.splitlines()
    assert line.startswith("reportedly: ")
    return line


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="files have no limit here")
def test_a_file_that_can_grow_no_further(source: Path, tmp_path: Path) -> None:
    library, output = str(tmp_path / "library.db"), tmp_path / "said"
    line = complaint(Run(library, source, output=output, room=700_000))
    assert line.startswith(f"reportedly: {library}: the disk failed or is full; check it, then run it again")
    before = sound(library)
    assert 0 < len(before) < REPORTS
    seconds(Run(library, source, output=output))
    assert len(sound(library)) == REPORTS


def test_a_full_disk(source: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if not mount or subprocess.run([mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], check=False).returncode:
        pytest.skip("a small disk can only be made by root")
    try:
        library, output = str(disk / "library.db"), tmp_path / "said"
        line = complaint(Run(library, source, output=output))
        assert line.startswith(f"reportedly: {library}: there is no room left on the disk; make room and run it again")
        assert 0 < len(sound(library)) < REPORTS
        subprocess.run([mount, "-o", "remount,size=50m", disk], check=True)
        seconds(Run(library, source, output=output))
        assert len(sound(library)) == REPORTS
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_file_that_may_only_be_read(source: Path, open_folder: Path) -> None:
    library, output = open_folder / "library.db", open_folder / "said"
    readable = shutil.copy(source, open_folder / "readings.jsonl")
    with Library(library) as kept:
        kept.add(readings(3))
    output.touch()
    output.chmod(0o666)
    before = library.read_bytes()
    for file_mode, folder_mode in ((0o444, 0o777), (0o666, 0o555)):
        library.chmod(file_mode)
        open_folder.chmod(folder_mode)
        line = complaint(Run(library, readable, output=output, user=somebody()))
        assert line == (
            f"reportedly: {library}: it may only be read; give yourself permission to write to it and its folder"
        )
        assert library.read_bytes() == before
    open_folder.chmod(0o755)
    assert len(sound(str(library))) == 3


def test_a_folder_that_may_not_be_written_to(source: Path, open_folder: Path) -> None:
    output = open_folder / "said"
    output.touch()
    output.chmod(0o666)
    open_folder.chmod(0o555)
    line = complaint(Run(open_folder / "new.db", source, output=output, user=somebody()))
    assert "cannot be opened; check that its folder exists and may be written to" in line
    assert not (open_folder / "new.db").exists()


def test_two_that_write_at_once_lose_and_double_nothing(address: str, tmp_path: Path) -> None:
    some = readings(REPORTS)
    (tmp_path / "a.jsonl").write_bytes(lines(some[:100]))
    (tmp_path / "b.jsonl").write_bytes(lines(some[50:]))
    # Both find no library, and begin one.
    runs = [Run(address, tmp_path / f"{one}.jsonl", "--json", output=tmp_path / one) for one in ("a", "b")]
    for run in runs:
        assert run.wait() == 0, run.said
    assert sound(address) == {each.report.id for each in some}
    assert sum(run.counts["new"] for run in runs) == REPORTS
    assert sum(run.counts["known"] for run in runs) == 50


def test_a_library_is_read_while_it_is_written(address: str) -> None:
    looked = threading.Event()
    seen: list[int] = []

    def slowly() -> Iterator[Reading]:
        """Readings, of which no more come until somebody has looked at those that were written."""
        for at, reading in enumerate(readings(REPORTS)):
            if at and at % 10 == 0:
                looked.clear()
                assert looked.wait(60)
            yield reading

    def write() -> None:
        with Library(address) as library, pytest.MonkeyPatch.context() as patch:
            patch.setattr("reportedly.library.library.BATCH", 10)
            library.add(slowly())

    with Library(address) as library, ThreadPoolExecutor(1) as pool:
        written = pool.submit(write)
        while not written.done():
            seen.append(library.count())
            assert library.find("dam").total <= library.find("").total
            looked.set()
            time.sleep(0.01)  # two threads that both want Python hold each other up
        written.result()
    assert seen == sorted(seen)
    assert len(set(seen)) > 10
    assert len(sound(address)) == REPORTS


def test_what_a_newer_version_made_is_refused_and_left_alone(source: Path, tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    with Library(library) as kept:
        kept.add(readings(1))
    with closing(sqlite3.connect(library)) as connection, connection:
        connection.execute("INSERT INTO migrations VALUES (999, 'later', '2050-01-01', '99.0')")
    before = library.read_bytes()
    line = complaint(Run(library, source, output=tmp_path / "said"))
    assert "was made by reportedly 99.0" in line
    assert "pip install --upgrade reportedly" in line
    assert library.read_bytes() == before


@pytest.mark.parametrize("kind", ["text", "database"])
def test_what_is_no_library_is_refused_and_left_alone(kind: str, source: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    if kind == "text":
        other.write_text(page_text(1) * 100, encoding="utf-8")
    else:
        with closing(sqlite3.connect(other)) as connection, connection:
            connection.execute("CREATE TABLE reports (title TEXT)")
    before = other.read_bytes()
    line = complaint(Run(other, source, output=tmp_path / "said"))
    assert "not a library" in line or "another program's database" in line
    assert "name another file" in line
    assert other.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "said"]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
def test_ctrl_c_keeps_what_was_read_and_the_next_run_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number}.txt").write_text(page_text(number), encoding="utf-8")
    library, output = str(tmp_path / "library.db"), tmp_path / "said"
    run = Run(library, folder, "-j", "2", output=output, batch=5)
    until = time.monotonic() + 60
    while not begun(library) or not sound(library):
        assert time.monotonic() < until
        time.sleep(0.05)
    workers = children(run.pid)
    os.kill(run.pid, signal.SIGINT)
    assert run.wait() == 130
    assert workers
    assert gone(workers, within=2)
    said, summary = run.said.splitlines()
    assert said == "reportedly: stopped; what was read is kept. Run it again to go on where it was."
    there = sound(library)
    assert summary == f"{len(there)} new"
    assert 0 < len(there) < 30
    assert Run(library, folder, "-j", "1", output=output).wait() == 0
    assert output.read_text() == f"{30 - len(there)} new, {len(there)} known already\n"
    assert len(sound(library)) == 30

"""``python -m bench.web [--library L.db] [--readers 50] [--editors 2] [--seconds 60]``: the reading room under load.

A library of about 100,000 claims is made (``bench.synthetic``) or taken; taken ones are copied, since editors write.
``reportedly serve`` runs in a process of its own and is visited from this one, first by one reader alone, then by all
readers and editors together (``bench.visitors`` says what they do). People think 1 to 3 seconds between two steps.
With ``--datasette PATH``, the program of that name serves the same file to as many readers, as a peer in the same run.
"""

from __future__ import annotations

import argparse
import http.client
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bench.library import QUERIES, real_readings
from bench.synthetic import Synthetic
from bench.visitors import ASSET, Measured, Visitor, datasette_reader, editor, reader, together
from reportedly import Library

CLAIMS = 100_000
TARGET = 0.1
"""Seconds that pages may take at the median."""

WORDS = ("tax", "police", "tribunal", "election", "people", "war", "report", "house")
_TICKS = os.sysconf("SC_CLK_TCK")


def make(path: Path, given: Path | None) -> None:
    """Make a library of about CLAIMS claims."""
    real = [reading for reading in real_readings(given) if reading.attributions]
    mean = statistics.fmean(len(reading.attributions) for reading in real)
    with Library(path) as library:
        library.add(Synthetic(real).readings(round(CLAIMS / mean)))


def free_port() -> int:
    """A port that nothing listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(command: Sequence[str | Path], port: int, log: Path) -> Iterator[int]:
    """A server in a process of its own, from its first answer on; gives its process id."""
    with log.open("wb") as errors, subprocess.Popen([*map(str, command)], stdout=errors, stderr=errors) as process:
        try:
            for _ in range(600):
                try:
                    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
                    connection.request("GET", "/")
                    connection.getresponse().read()
                    break
                except OSError:
                    if process.poll() is not None:
                        sys.exit(f"the server stopped:\n{log.read_text(errors='replace')[-2000:]}")
                    time.sleep(0.1)
            yield process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def family(process: int) -> list[int]:
    """A process and all below it (Linux)."""
    children: dict[int, list[int]] = {}
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = each.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(each.parent.name))
    found, waiting = [], [process]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def usage(process: int) -> dict[int, tuple[float, float]]:
    """Seconds of CPU and MiB of memory of each process of a family."""
    used = {}
    for each in family(process):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            memory = Path(f"/proc/{each}/status").read_text().partition("VmRSS:")[2].split()
        except OSError:
            continue
        used[each] = ((int(fields[11]) + int(fields[12])) / _TICKS, int(memory[0]) / 1024 if memory else 0.0)
    return used


def visit(
    name: str, process: int, seconds: float, people: Callable[[float, Measured], list[Callable[[], None]]]
) -> Measured:
    """Let people visit a server for a while, print what it took and cost, and give it."""
    measured = Measured()
    before, start = usage(process), time.monotonic()
    together(people(start + seconds, measured))
    took, after = time.monotonic() - start, usage(process)
    asked = sum(map(len, measured.took.values()))
    print(f"{name}: {asked:,} requests in {took:.0f} s, {asked / took:.1f} a second")
    for kind, times in sorted(measured.took.items(), key=lambda one: -statistics.median(one[1])):
        print(f"  {kind:24}{_summary(times)}  {len(times):6,} times")
    everything = [each for times in measured.took.values() for each in times]
    print(f"  {'all':24}{_summary(everything)}  {asked:6,} times")
    pages = [each for kind, times in measured.took.items() if kind != ASSET for each in times]
    print(f"  {'all but styles':24}{_summary(pages)}  {len(pages):6,} times")
    server = after[process][0] - before[process][0]
    others = sum(cpu - before.get(key, (0.0, 0.0))[0] for key, (cpu, _) in after.items() if key != process)
    memory = " + ".join(f"{mebibytes:.0f}" for _, mebibytes in after.values())
    print(
        f"  CPU: {server / took:.0%} of one core in the server, {others / took:.0%} in what reads; memory {memory} MiB"
    )
    for error, often in measured.errors.most_common():
        print(f"  ERROR {often} times: {error}")
    print(f"  errors: {sum(measured.errors.values())}")
    return measured


def _summary(times: list[float]) -> str:
    times = sorted(times)
    worst = times[-1]
    middle, late = statistics.median(times), times[min(len(times) - 1, int(len(times) * 0.95))]
    return f"median {middle * 1000:7.1f} ms  p95 {late * 1000:7.1f} ms  worst {worst * 1000:7.1f} ms"


def room(library: Path, folder: Path, given: argparse.Namespace) -> Measured:
    """Measure the reading room."""
    with Library(library) as opened:
        outlet = opened.find(over="reports", size=1).hits[0].publisher
        text = opened.reading(opened.find(over="reports", size=1).hits[0].report).report.text
    queries = [query.format(outlet=f'"{outlet}"') for query in QUERIES.values() if query]
    port = free_port()
    program = Path(sys.executable).parent / "reportedly"
    command: list[str | Path] = [program, "serve", library, "--port", str(port), "--no-browser"]
    command += ["--processes", str(given.processes)]
    with serving(command, port, folder / "room.log") as process:
        visit(
            "One reader alone",
            process,
            given.seconds / 4,
            lambda until, measured: [partial(reader, Visitor(port, measured, until, 0, (0.05, 0.1)), queries)],
        )
        return visit(
            f"{given.readers} readers and {given.editors} editors",
            process,
            given.seconds,
            lambda until, measured: [
                *(
                    partial(reader, Visitor(port, measured, until, seed), queries)
                    for seed in range(1, given.readers + 1)
                ),
                *(
                    partial(editor, Visitor(port, measured, until, -seed), [text[:3000]])
                    for seed in range(1, given.editors + 1)
                ),
            ],
        )


def datasette(program: Path, library: Path, folder: Path, ours: Measured, given: argparse.Namespace) -> None:
    """Measure Datasette on the same file, and print how many times as long it takes."""
    port = free_port()
    limits = ["--setting", "sql_time_limit_ms", "30000", "--setting", "facet_time_limit_ms", "30000"]
    with serving([program, "serve", library, "--port", str(port), *limits], port, folder / "datasette.log") as process:
        theirs = visit(
            f"Datasette, {given.readers} readers",
            process,
            given.seconds,
            lambda until, measured: [
                partial(datasette_reader, Visitor(port, measured, until, seed), WORDS, library.stem)
                for seed in range(1, given.readers + 1)
            ],
        )
    for kind, ours_is in (
        ("library", "library"),
        ("search", "search"),
        ("facets", "while typing"),
        ("report", "report"),
    ):
        if ours.took.get(ours_is) and theirs.took.get(kind):
            times = statistics.median(theirs.took[kind]) / statistics.median(ours.took[ours_is])
            print(f"  {kind}: Datasette takes {times:.1f} times as long at the median")


def main() -> int:
    """Measure and print; 1 if there was an error or the median is above TARGET."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, help="measure with a copy of this library")
    parser.add_argument("--readings", type=Path, help="JSON lines of real Readings to make a library of")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--editors", type=int, default=2)
    parser.add_argument("--processes", type=int, default=1, help="that answer (reportedly serve --processes)")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--datasette", type=Path, metavar="PATH", help="the program of the peer, in a venv of its own")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library = folder / "bench.db"
        if given.library:
            with Library(given.library):  # what another process left beside the file goes into it
                pass
            shutil.copyfile(given.library, library)
        else:
            make(library, given.readings)
        ours = room(library, folder, given)
        if given.datasette:
            datasette(given.datasette, library, folder, ours, given)
    median = statistics.median(each for times in ours.took.values() for each in times)
    return int(bool(ours.errors) or median > TARGET)


if __name__ == "__main__":
    sys.exit(main())

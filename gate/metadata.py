"""What a page says of itself, scored on two sets of HTML pages; ``python -m gate.metadata`` shows each half.

Each page is read as the command line reads a saved file: from its bytes alone, without the address it came from.

- **title exact**: equal after white space, the shapes of quotation marks, dashes and ellipses, and character references
  are folded; case counts.
- **date right**: over the pages with a gold day, the share for which the day itself is returned, ``earliest`` and
  ``latest`` both; **undated left undated**: over the pages without, the share for which no day is returned (a bound,
  "no later than its last change", is no day).
- **author, tags, section F1**: two times the names that agree over the names in gold and the names returned, summed
  over the pages that have gold names. Names agree if equal after the folding above and without regard to case; one
  string that holds several gold authors ("A, B & C") is split. On a page whose gold has no author it is not known
  whether it truly has none, so these pages are left out.

``pages/metadata`` is trafilatura's evaluation set; ``pages/publishers`` is fundus's parser tests, where the topics of a
report are its tags, all pages have a day, and no section is given.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from gate.measure import lines
from reportedly.errors import NotReadable
from reportedly.model import Report
from reportedly.page import Page, read_page

_SHAPES = str.maketrans(
    {**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛‹›′`´", "'"), **dict.fromkeys("–—‐‑−", "-")}
)
_BETWEEN_AUTHORS = re.compile(r"\s*(?:;|,(?!\s*(?:PhD|MD|Jr)\b)|\s&\s|\s/\s|\sand\s|\sund\s)\s*")
_DAY_AND_MONTH_SWAPPED = re.compile(r"(\d{4})-(1[3-9]|2\d|3[01])-(\d\d)")


class Gold(NamedTuple):
    """What is right for one page; ``None`` for what its set does not say of any page or of this one."""

    corpus: str
    host: str
    file: Path
    title: str | None
    day: str | None
    authors: frozenset[str] | None
    tags: frozenset[str] | None
    section: frozenset[str] | None


class Tally(NamedTuple):
    """How many agree, of how many in gold and how many returned."""

    right: int
    gold: int
    returned: int

    @property
    def f1(self) -> float:
        """Twice what agrees over all there is on both sides."""
        whole = self.gold + self.returned
        return 2 * self.right / whole if whole else 0.0


def metadata(shared: Path) -> dict[str, float]:
    """Title, day, authors, tags and section on both sets, whole."""
    read = [(each, report(each)) for each in gold(shared)]
    return {
        f"{corpus} {name}": value
        for corpus in ("metadata", "publishers")
        for name, value in figures([(each, found) for each, found in read if each.corpus == corpus]).items()
    }


def gold(shared: Path) -> Iterator[Gold]:
    """Walk the pages of both sets."""
    pages = shared / "pages"
    for page in lines(pages / "metadata" / "gold.jsonl"):
        author = page.get("author")
        yield Gold(
            "metadata",
            urlsplit(page["url"]).hostname or page["url"],
            pages / "metadata" / "html" / page["file"],
            page["title"],
            _DAY_AND_MONTH_SWAPPED.sub(r"\1-\3-\2", page["date"]) if page.get("date") else None,
            names(_BETWEEN_AUTHORS.split(author) if isinstance(author, str) else author),
            names(page.get("tags")),
            names(page.get("categories")),
        )
    for file in sorted((pages / "publishers").glob("*/*.json")):
        versions = sorted(json.loads(file.read_text(encoding="utf-8")).items())
        saved = sorted(file.parent.glob(f"{file.stem}_*.html.gz"))
        for (_, said), saved_page in zip(versions, saved, strict=True):
            yield Gold(
                "publishers",
                f"{file.parent.name}/{file.stem}",
                saved_page,
                said["title"],
                said["publishing_date"][:10],
                names(said.get("authors")),
                names(said.get("topics")),
                None,
            )


def tuned_on(host: str) -> bool:
    """Whether the pages of a host may be looked at while the reader is tuned; the others are for checking."""
    return hashlib.sha256(host.encode()).digest()[0] % 2 == 0


def report(page: Gold) -> Report:
    """Read a page of the set; one that is refused says nothing."""
    try:
        return read_page(Page(data=gzip.decompress(page.file.read_bytes()), source=page.file.name))
    except NotReadable:
        return Report(id="", address=None, format="html", language=None, text="", blocks=())


def figures(read: Sequence[tuple[Gold, Report]]) -> dict[str, float]:
    """All figures over some pages of one set; those that their gold cannot give are left out."""
    titled = [fold(each.title) == fold(found.headline or "") for each, found in read if each.title]
    dated = [right_day(each, found) for each, found in read if each.day]
    undated = [found.published.earliest is None for each, found in read if not each.day]
    shares = {"title exact": titled, "date right": dated, "undated left undated": undated}
    tallies = {
        "author F1": tally(read, lambda each: each.authors, lambda found: found.bylines),
        "tags F1": tally(read, lambda each: each.tags, lambda found: found.tags),
        "section F1": tally(read, lambda each: each.section, lambda found: found.section),
    }
    return {name: sum(values) / len(values) for name, values in shares.items() if values} | {
        name: each.f1 for name, each in tallies.items() if each.gold
    }


def right_day(each: Gold, found: Report) -> bool:
    """Whether the very day is returned, and no range around it."""
    return found.published.earliest == found.published.latest == each.day


def tally(
    read: Sequence[tuple[Gold, Report]],
    wanted: Callable[[Gold], frozenset[str] | None],
    got: Callable[[Report], Sequence[str]],
) -> Tally:
    """Count names over the pages that have gold names."""
    pairs = [(expected, names(got(found)) or frozenset()) for each, found in read if (expected := wanted(each))]
    return Tally(
        sum(len(expected & returned) for expected, returned in pairs),
        sum(len(expected) for expected, _ in pairs),
        sum(len(returned) for _, returned in pairs),
    )


def names(values: Sequence[str] | None) -> frozenset[str] | None:
    """Fold names for comparison; ``None`` for no names."""
    return frozenset(folded for value in values or () if (folded := fold(value).casefold())) or None


def fold(text: str) -> str:
    """Fold what is no difference to a reader: white space, shapes of marks, character references."""
    return " ".join(html.unescape(html.unescape(text)).translate(_SHAPES).replace("…", "...").split())


def main() -> int:
    """Print the figures of the half that was tuned on and of the other."""
    from gate.__main__ import SHARED

    read = [(each, report(each)) for each in gold(SHARED)]
    for corpus in ("metadata", "publishers"):
        halves = [
            figures([(each, found) for each, found in read if each.corpus == corpus and tuned_on(each.host) is half])
            for half in (True, False)
        ]
        for name in halves[0] | halves[1]:
            print(f"{corpus:<11} {name:<22} tuned {halves[0].get(name, 0):.3f}  unseen {halves[1].get(name, 0):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

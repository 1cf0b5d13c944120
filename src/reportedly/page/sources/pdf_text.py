"""From a PDF on standard input to its text as JSON on standard output: run for one file, then gone.

pdfminer.six is pure Python, so that a hostile PDF can take time and memory and nothing else; this process has limits
for both. ``python -m reportedly.page.sources.pdf_text MOST_PAGES MOST_BYTES``.
"""

from __future__ import annotations

import io
import json
import logging
import re
import sys
from collections import Counter
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pdfminer.layout import LTPage, LTTextLine

MOST_MEMORY = 1_000_000_000
"""Bytes of address space. A news page needs a tenth of it."""

WIDEST_LEADING = 1.2
"""Heights of a line that may lie between two lines of one paragraph; browsers print with 0.1 to 0.6."""

EDGE = 40.0
"""Points from the upper and the lower edge of a sheet within which browsers print a line of their own."""

_PRINTED = re.compile(
    r"(?:https?|file)://\S+|\d{1,3}\s*(?:/|of)\s*\d{1,3}|\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s\d{1,2}[:.]\d\d.{0,6}"
)
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_MADE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:([+-]\d\d)'?(\d\d)?|(Z))?")


def main() -> None:
    """Read standard input, and print what was found: text, title, author and made, or a fault."""
    most_pages, most_bytes = int(sys.argv[1]), int(sys.argv[2])
    with suppress(ImportError, ValueError, OSError):  # no such limits on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    logging.disable(logging.CRITICAL)
    found = read(sys.stdin.buffer.read(), most_pages, most_bytes)
    sys.stdout.write(json.dumps(found))


def read(data: bytes, most_pages: int, most_bytes: int) -> dict[str, str | None]:
    """Read one PDF.

    Args:
        data: the file.
        most_pages: sheets beyond which it is not read.
        most_bytes: characters of text beyond which it is not read.

    Returns:
        ``text``, one line a paragraph; ``title``, ``author`` and ``made``, an ISO 8601 moment, as the PDF declares
        them; ``address``, as the browser that printed it put it at the edge; or a ``fault``: ``"locked"``, ``"pages"``,
        ``"no-text"`` or ``"broken"``.

    """
    from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        for number, _ in enumerate(PDFPage.create_pages(document)):
            if number == most_pages:
                return {"fault": "pages"}
        printed: list[str] = []
        text = "\n".join(_paragraphs(data, printed))
        info: dict[str, Any] = document.info[0] if document.info else {}
    except PDFPasswordIncorrect:
        return {"fault": "locked"}
    except (Exception, RecursionError):  # pdfminer raises whatever a broken file makes it stumble over
        return {"fault": "broken"}
    if not text.strip():
        return {"fault": "no-text"}
    if len(text) > most_bytes:
        return {"fault": "broken"}
    return {
        "text": text,
        "title": _declared(info.get("Title")),
        "author": _declared(info.get("Author")),
        "made": _moment(_declared(info.get("CreationDate"))),
        "address": next((line for line in printed if line.startswith("http")), None),
    }


def _paragraphs(data: bytes, printed: list[str]) -> Iterator[str]:
    """The paragraphs of all sheets; what a browser prints along the edges is added to ``printed`` instead."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams, LTTextContainer

    # Paragraphs are told by the gaps between lines, and how wide a gap is within one differs from page to page.
    apart = _leading(extract_pages(io.BytesIO(data), laparams=LAParams(line_margin=WIDEST_LEADING)))
    for sheet in extract_pages(io.BytesIO(data), laparams=LAParams(line_margin=apart)):
        boxes = [box for box in sheet if isinstance(box, LTTextContainer)]
        edges = [box for box in boxes if box.y0 > sheet.height - EDGE or box.y1 < EDGE]
        rows = [box.y0 for box in edges if _PRINTED.fullmatch(box.get_text().strip())]
        for box in boxes:
            text = _joined(line.get_text() for line in box)
            if box in edges and any(abs(box.y0 - row) < EDGE / 10 for row in rows):
                printed.append(text)
            elif text:
                yield text


def _leading(sheets: Iterable[LTPage]) -> float:
    """Measure the gap between most lines, in heights of a line, and a little more for what is uneven."""
    from pdfminer.layout import LTTextBox, LTTextLine

    gaps: Counter[float] = Counter()
    for sheet in sheets:
        for box in sheet:
            lines: list[LTTextLine] = (
                [line for line in box if isinstance(line, LTTextLine)] if isinstance(box, LTTextBox) else []
            )
            for upper, lower in pairwise(lines):
                if lower.height > 0 and upper.y0 - lower.y1 < WIDEST_LEADING * lower.height:
                    gaps[round(max(0.0, (upper.y0 - lower.y1) / lower.height), 1)] += len(lower.get_text())
    return 0.15 + (max(gaps, key=lambda gap: (gaps[gap], -gap)) if gaps else 0.35)


def _joined(lines: Iterable[str]) -> str:
    """Put the lines of a paragraph behind one another; a hyphen that stands only at the end of a line goes."""
    text = ""
    for line in (" ".join(line.split()) for line in lines):
        if text.endswith("\u00ad"):
            text = text[:-1] + line
        elif text.endswith("-") and line[:1].islower():
            text += line
        else:
            text += f" {line}" if text and line else line
    return _LIGATURE.sub(lambda glyph: normalize("NFKC", glyph[0]), text).replace("\0", "")


def _declared(value: object) -> str | None:
    from pdfminer.utils import decode_text

    if not isinstance(value, bytes):
        return None
    return decode_text(value[:2_000]).strip() or None


def _moment(made: str | None) -> str | None:
    found = _MADE.match(made or "")
    if found is None:
        return None
    year, month, day, hour, minute, second, hours, minutes, utc = found.groups()
    offset = "Z" if utc else f"{hours}:{minutes or '00'}" if hours else ""
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}{offset}"


if __name__ == "__main__":
    main()

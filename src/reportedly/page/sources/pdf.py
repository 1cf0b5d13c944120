"""The text of a PDF, read by a process of its own that may take only so long and so much."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec

from reportedly.errors import NotReadable
from reportedly.page.known import Known
from reportedly.page.sources.load import Limits, Page

MOST_PAGES = 50
"""Sheets of a PDF that are read; a news page prints on ten or so."""


def page(file: Page, limits: Limits) -> Page:
    """Read a PDF as a page of text, one line a paragraph.

    Args:
        file: the PDF.
        limits: how long reading may take: ``total``, as for an address.

    Returns:
        The text, in the order of reading, with what the PDF declares: title, author, and the moment it was made, as
        ``retrieved``. What a browser prints along the edges is left out of the text; the address there is the page's.

    Raises:
        NotReadable: the extra is not installed; the PDF is broken, locked, too long, or has pictures of text only.

    """
    if find_spec("pdfminer") is None:
        detail = (
            "is a PDF, which needs an extra; install it with pip install 'reportedly[pdf]', or save the text of the PDF"
        )
        raise NotReadable(file.source, "load", "pdf-extra", detail)
    command = [sys.executable, "-m", "reportedly.page.sources.pdf_text", str(MOST_PAGES), str(limits.max_bytes)]
    try:
        done = subprocess.run(command, input=file.data, capture_output=True, timeout=limits.total, check=False)  # noqa: S603 (our own module)
    except subprocess.TimeoutExpired:
        detail = f"is a PDF that takes longer than {limits.total:g} s to read; save its text, or raise --timeout"
        raise NotReadable(file.source, "load", "timeout", detail) from None
    try:
        read = json.loads(done.stdout)
    except ValueError:
        read = {"fault": "broken"}
    if fault := read.get("fault"):
        raise NotReadable(file.source, "load", "pdf", _FAULTS.get(fault, _FAULTS["broken"]))
    known = file.known or Known()
    return replace(
        file,
        data=read["text"].encode("utf-8", "replace"),
        address=file.address or read["address"],
        charset="utf-8",
        known=replace(
            known,
            title=known.title or read["title"],
            authors=known.authors or tuple(filter(None, [read["author"]])),
            retrieved=known.retrieved or read["made"],
        ),
    )


_FAULTS = {
    "broken": "is a PDF that is broken or too large to read; save it again, or save its text",
    "locked": "is a PDF that needs a password; save a copy without one",
    "pages": f"is a PDF of more than {MOST_PAGES} pages, the most that is read as one report; split it",
    "no-text": "is a PDF with pictures of text and no text; run it through text recognition (OCR) first",
}

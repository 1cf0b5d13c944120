"""From the bytes of a page to a Report: its text whole and in order, in labelled blocks, and what it says of itself.

``pages`` gets the pages of a file, an address or standard input, be it one or many; ``pages_in`` those in bytes;
``each_page`` those of many such sources and of folders. ``read_page`` makes each a report. ``load`` gets the bytes as
they are; ``expand`` is for globs.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from reportedly.errors import NotReadable
from reportedly.model import READ_FOR_CLAIMS, Block, Report
from reportedly.page.compose import Piece, compose
from reportedly.page.decode import decode
from reportedly.page.known import Known, with_known
from reportedly.page.labeller.forests import MODEL, model_digest
from reportedly.page.sniff import binary, garbled, is_feed, is_html
from reportedly.page.sources.each import Found, Source, each_page, source_name
from reportedly.page.sources.folders import files
from reportedly.page.sources.items import not_wanted
from reportedly.page.sources.load import Limits, Page, expand, load, shown
from reportedly.page.sources.pages import pages, pages_in
from reportedly.page.sources.readings import Held

if TYPE_CHECKING:
    from reportedly.page.facts import Facts

__all__ = [
    "MODEL",
    "Found",
    "Held",
    "Known",
    "Limits",
    "Page",
    "Source",
    "each_page",
    "expand",
    "files",
    "load",
    "model_digest",
    "not_wanted",
    "pages",
    "pages_in",
    "read_page",
    "shown",
    "source_name",
]

_NO_LANGUAGE = "zxx"
"""What py3langid answers for text that is hardly words."""

FEWEST_FOR_LANGUAGE = 40
"""Letters of body below which no language is detected: py3langid often errs on a headline alone."""


def read_page(page: Page) -> Report:
    """Read one page.

    Args:
        page: from :func:`load`, or made from bytes held elsewhere.

    Returns:
        The report; its blocks cover each character of its text that is not white space exactly once.

    Raises:
        NotReadable: the page is empty, binary, or HTML without any text.

    """
    name = shown(page.source)
    looks = binary(page.data)
    if looks:
        what, cure = looks
        raise NotReadable(name, "page", "binary", f"looks like {what}, not a page of HTML or text: {cure}")
    text = decode(page.data, page.charset).text
    if not text.strip("\0 \t\r\n\f\v﻿") or text.isspace():
        raise NotReadable(name, "page", "empty", "holds nothing but white space; save the page again")
    if garbled(text):
        detail = "looks like binary data, not a page of HTML or text: give the page itself"
        raise NotReadable(name, "page", "binary", detail)
    if is_feed(text):
        raise NotReadable(name, "page", "feed", "is a feed, not a page; give the feed itself as a source")
    address, language = page.address, None
    html = is_html(text)
    if html:
        # Late, here and below, because a page needs one of the two readers.
        from reportedly.page.flat import cut as cut_html
        from reportedly.page.html import read_html

        text, beyond = cut_html(text)
        pieces, facts, canonical, language = read_html(text, page.address)
        address = address or canonical
    else:
        from reportedly.page.dump import read_dump
        from reportedly.page.units import cut

        text, beyond = cut(text)
        pieces, facts = read_dump(text)
    if page.known is not None:
        facts, language = with_known(facts, page.known), language or page.known.language_code()
    whole, blocks = compose([*pieces, Piece("other", beyond)])
    if not blocks:
        detail = "has no text in its HTML; open it in a browser, where scripts fill it, and save it from there"
        raise NotReadable(name, "page", "no-text", detail)
    return _report(page, whole, blocks, facts, address, _language(whole, blocks, language), html)


def _report(
    page: Page,
    text: str,
    blocks: tuple[Block, ...],
    facts: Facts,
    address: str | None,
    language: str | None,
    html: bool,
) -> Report:
    return Report(
        id=hashlib.sha256(page.data).hexdigest(),
        address=address,
        format="html" if html else "text",
        language=language,
        text=text,
        blocks=blocks,
        publisher=facts.publisher,
        headline=facts.headline,
        standfirst=facts.standfirst,
        bylines=facts.bylines,
        dateline=facts.dateline,
        section=facts.section,
        topics=facts.topics,
        tags=facts.tags,
        captions=facts.captions,
        credits=facts.credits,
        related=facts.related,
        published=facts.published,
        modified=facts.modified,
        retrieved=facts.retrieved,
    )


def _language(text: str, blocks: tuple[Block, ...], declared: str | None) -> str | None:
    """The language of the page as declared, unless what is read for claims is clearly in English.

    Declarations are often a template's own. ``None`` where nothing is declared and the text is too short to tell.
    """
    if declared is not None and declared.split("-")[0] == "en":
        return declared
    spoken = [text[block.start : block.end] for block in blocks if block.kind in READ_FOR_CLAIMS]
    sample = " ".join(spoken or [text])[:10_000]
    if sum(map(str.isalpha, sample)) < FEWEST_FOR_LANGUAGE:
        return declared
    import py3langid

    detected = str(py3langid.classify(sample)[0])
    if declared is not None and detected != "en":
        return declared
    return None if detected == _NO_LANGUAGE else detected

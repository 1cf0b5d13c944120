"""What must hold of whatever a page is: a Report that keeps its contract, or a refusal, within bounds."""

from __future__ import annotations

import msgspec

from reportedly.errors import Refused
from reportedly.model import Report
from reportedly.page import Page, read_page
from reportedly.page.decode import decode

_AT_ONCE = 1_000_000
"""Characters; all words of a long text at once would take more memory than reading it."""


def outcome(page: Page) -> str:
    """Read a page and check what comes of it: ``"html"``, ``"text"``, or the code of the refusal.

    Raises:
        AssertionError: the report breaks its contract.
        Exception: whatever else reading raises, which it must not.

    """
    try:
        report = read_page(page)
    except Refused as refused:
        assert refused.code
        assert str(refused).startswith(refused.source)
        return refused.code
    check(report)
    if report.format == "text":
        assert bare(report.text) == bare(decode(page.data, page.charset).text), "a character was lost or moved"
    return report.format


def check(report: Report) -> None:
    """Assert that blocks are in order, apart and cover what is not white space, and that JSON takes the report."""
    at = 0
    text = report.text
    for block in report.blocks:
        assert at <= block.start < block.end <= len(text), "a block out of order, empty or beyond the text"
        assert not text[at : block.start].strip(), "text outside of the blocks"
        assert not text[block.start].isspace(), "a block that opens with white space"
        assert not text[block.end - 1].isspace(), "a block that ends with white space"
        at = block.end
    assert at == len(text), "text behind the last block"
    assert report.blocks, "a report without text"
    assert msgspec.json.decode(msgspec.json.encode(report), type=Report) == report, "JSON reads back otherwise"


def bare(text: str) -> str:
    """A text without its white space."""
    return "".join("".join(text[at : at + _AT_ONCE].split()) for at in range(0, len(text), _AT_ONCE))

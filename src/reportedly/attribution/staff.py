"""Who writes or comments for which outlet: "Evening Post columnist Ann Lee", "an article by the Post's Ann Lee"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportedly.attribution.outlets_on_page import NAME, Outlets
from reportedly.attribution.page import Page
from reportedly.attribution.raw import Run

_ROLE = (
    r"(?:columnist|contributor|analyst|commentator|critic|pundit|blogger|essayist|"
    r"(?:editorial|opinion|staff|political|contributing) writer)"
)
_BEFORE_NAME = re.compile(rf"(?:[’']s?)? (?:[a-z-]+ ){{0,3}}{_ROLE}s?,? (?:[A-Z][a-z]*\. )?(?P<name>{NAME})")
_AFTER_NAME = re.compile(
    rf"(?P<name>{NAME}),? (?:who is )?(?:an?|the|its|their) (?:[\w-]+ ){{0,3}}{_ROLE} (?:for|at|with|of|on) (?:the )?$"
)
_BY = re.compile(
    r"\b(?:article|piece|column|op-ed|essay|editorial|story|report|analysis|commentary)"
    r"(?: \w+){0,2} (?:by|from|for|in) (?:the )?$"
)
_OWNED = re.compile(rf"[’']s?,? (?P<name>{NAME})")
_WRITES = re.compile(
    r"(?:[’']s|(?:[’']s?)? (?:[a-z-]+ ){0,2}(?:reporter|correspondent|journalist|editor)),? "
    rf"(?P<name>{NAME}) (?:has )?(?:wr(?:ites?|ote|itten)|report(?:s|ed)|not(?:es|ed)|argue[sd]|observe[sd])\b"
)
_MOST_NAMES = 4


def staff_on(page: Page, outlets: Outlets) -> dict[str, str]:
    """Find the columnists, analysts and contributors that a page names with the outlet they write or comment for.

    Hosts and anchors are left out, and reporters but where they write or report: they ask, and what they are told came
    through the outlet, not what they say.

    Args:
        page: the parsed page.
        outlets: those that the page names.

    Returns:
        The outlet's name as written, by the person's last name.

    """
    found: dict[str, str] = {}
    for passage in page.passages:
        for run, name in outlets.mentions(page.text, passage.start, passage.end):
            for person in _of(page, passage.start, run, passage.end):
                # Taggers take "the Post's Ann Lee" for one organisation, so any two or three names may be a person's.
                names = [token for token in page.tokens(person) if token.pos_ == "PROPN"]
                named = [token for token in names if token.ent_type_ == "PERSON"] or names
                if 1 < len(names) <= _MOST_NAMES or any(token.ent_type_ == "PERSON" for token in names):
                    found.setdefault(named[-1].text, name)
    return found


def _of(page: Page, start: int, run: Run, end: int) -> Iterator[Run]:
    text = page.text
    before = text[max(start, run[0] - 120) : run[0]]
    if (
        (match := _BEFORE_NAME.match(text, run[1], end))
        or (_BY.search(before) and (match := _OWNED.match(text, run[1], end)))
        or (match := _WRITES.match(text, run[1], end))
    ):
        yield match.span("name")
    if match := _AFTER_NAME.search(before):
        yield run[0] - len(before) + match.start("name"), run[0] - len(before) + match.end("name")

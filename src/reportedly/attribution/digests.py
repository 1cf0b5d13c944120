"""A digest's items, which each end with the outlet they were taken from: "… for $4 billion. [Reuters]"."""

from __future__ import annotations

import re

from reportedly.attribution.outlets_on_page import Outlets
from reportedly.attribution.page import Page

_FEWEST = 2
"""Items that make a page a digest: one alone may be a note of another kind."""
_TAKEN_FROM = re.compile(r"\[(?P<from>[^\[\]\n]{2,60})\]\W*$")


def taken_from(page: Page, outlets: Outlets) -> dict[int, str]:
    """Find the outlet that each item of a digest was taken from.

    Args:
        page: the parsed page.
        outlets: those that the page names.

    Returns:
        The outlet as written by the number of the passage, from 1; empty where the page is no digest.

    """
    found: dict[int, str] = {}
    for number, passage in enumerate(page.passages, 1):
        match = _TAKEN_FROM.search(page.text, passage.start, passage.end)
        # "[Ann Lee, Evening Post]" has the writer first, "[Reuters | Paywall]" a note behind.
        for words in reversed(re.split(r"[,|/;]", match["from"])) if match else ():
            if outlets.names(words.strip()):
                found[number] = words.strip()
                break
    return found if len(found) >= _FEWEST else {}

"""Whether a content is told in the source's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reportedly.attribution.marks import Region, is_inside
from reportedly.attribution.raw import Run
from reportedly.model import Form

_WORD = re.compile(r"\w+")


def form(text: str, content: Iterable[Run], regions: Sequence[Region]) -> Form:
    """Tell ``direct`` (every word stands inside quotation marks), ``indirect`` (none does) and ``mixed`` apart.

    Args:
        text: the report's text.
        content: the content's runs in it.
        regions: its quoted stretches, in order. A complementiser before the first mark ("that “we …”") is left out.

    Returns:
        ``indirect`` also for a content without words.

    """
    words = [match.span() for start, end in content for match in _WORD.finditer(text, start, end)]
    if words and text[slice(*words[0])] == "that" and not is_inside(*words[0], regions):
        words = words[1:]
    inside = sum(is_inside(start, end, regions) for start, end in words)
    if not inside:
        return "indirect"
    return "direct" if inside == len(words) else "mixed"

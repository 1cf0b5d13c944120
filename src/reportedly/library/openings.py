"""How a report without a headline begins, to call it by something that people know again."""

from __future__ import annotations

from sqlalchemy import case, func

from reportedly.library.tables import reports

_LOOKED_AT = 240
_LONGEST = 80
"""Code points of the text that are looked at, and that are shown."""

OPENING = case((reports.c.headline.is_(None), func.substr(reports.c.text, 1, _LOOKED_AT))).label("opening")
"""The beginning of a report's text, where it has no headline; for ``opening``."""


def opening(beginning: str | None) -> str | None:
    """What to call a report by.

    Args:
        beginning: of its text; ``None`` where it has a headline.

    Returns:
        Its first line, cut after a whole word where it is longer than 80 code points; ``None`` where there is none.

    """
    lines = (" ".join(line.split()) for line in (beginning or "").splitlines())
    first = next(filter(None, lines), None)
    if first is None or len(first) <= _LONGEST:
        return first
    return (first[:_LONGEST].rpartition(" ")[0].rstrip(".,;:–—- ") or first[: _LONGEST - 1]) + "…"

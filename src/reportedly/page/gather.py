"""What a dump says of itself: its facts, from the kinds and places of its units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportedly.model import BlockKind, Published, Topic
from reportedly.page.body_run import Scored
from reportedly.page.bylines import name_and_office, opening_dateline
from reportedly.page.facts import Facts
from reportedly.page.labeller import Layout
from reportedly.page.lines import (
    byline_names,
    dateline,
    labelled_day,
    moment_within,
    moments,
    section_name,
    tag_names,
    topic,
)
from reportedly.page.moments import Moment
from reportedly.page.publisher import publisher_from_furniture
from reportedly.page.wording import TAG_HEADS

_LABEL = re.compile(r"^(?:[\w’' ]{2,24}?)\s*[:|»>]\s*(?=\S)")
_BEFORE_A_CAPTION = re.compile(
    r"^(?:(?:image|media|photo|video)\s+caption|above|pictured(?:\s+\w+)?|photos?|image|picture|caption)\s*[:,]?\s+",
    re.IGNORECASE,
)
_BEFORE_A_CREDIT = re.compile(r"^(?:(?:image|photo|picture)?\s*(?:credits?|copyright))\s*:?\s+", re.IGNORECASE)
_AROUND = 12
"""Units around the report in which labelled facts are taken for its own."""


def gather(page: Sequence[Scored], layout: Layout) -> Facts:
    """Read the facts of a page off its labelled units."""
    headline, run, kinds = layout.headline, layout.run, layout.kinds
    top = headline if headline is not None else run.start
    near = range(max(0, top - 6), min(len(page), run.stop + _AROUND))
    published, modified, retrieved = _days(page, layout, top)
    body = [page[k].text for k in run if kinds[k] in ("body", "dateline")]
    return Facts(
        publisher=publisher_from_furniture(
            [at.text for k, at in enumerate(page) if k not in run and at.words <= 40],
            None if headline is None else page[headline].text,
        ),
        headline=None if headline is None else page[headline].text,
        standfirst=None if layout.standfirst is None else page[layout.standfirst].text,
        bylines=_unique(name for k in near if kinds[k] == "byline" for name in _names(page[k].text)),
        dateline=opening_dateline(body)
        or (dateline(body[0] + " x") if kinds[run.start : run.start + 1] == ("dateline",) else None),
        section=_unique(name for k in near if kinds[k] == "section" for name in _path(page[k].text)),
        topics=_topics(page[k].text for k in near if kinds[k] == "topic"),
        tags=_unique(
            name for k in near if kinds[k] == "tag" and not _is_head(page[k].text) for name in tag_names(page[k].text)
        ),
        captions=_unique(_BEFORE_A_CAPTION.sub("", page[k].text) for k in near if kinds[k] == "caption"),
        credits=_unique(_BEFORE_A_CREDIT.sub("", page[k].text) for k in near if kinds[k] == "credit"),
        related=_unique(_related(page, kinds, run)),
        published=published,
        modified=modified,
        retrieved=retrieved,
    )


def _days(page: Sequence[Scored], layout: Layout, top: int) -> tuple[Published, str | None, str | None]:
    """The days of publication and change, and the moment the page was seen.

    A labelled moment says itself what it is. An unlabelled one beside the headline or by-line is the day of
    publication; one in the masthead, with other things between it and the headline, is a clock that showed when the
    page was seen.
    """
    run, kinds = layout.run, layout.kinds
    published: Moment | None = None
    modified: Moment | None = None
    retrieved: Moment | None = None
    for k, each in _found(page, kinds, range(max(0, top - 40), min(len(page), run.stop + 8))):
        inside = k in run and k > run.start + 1
        if each.label == "modified":
            modified = modified or each
        elif each.label == "published":
            published = published if published and published.label else each
        elif k < top and not _beside(kinds, k, top):
            retrieved = retrieved or each
        elif k < run.start + 2 and not inside:
            published = published or each
    days = Published(published.day, published.day, "text") if published else Published()
    return days, modified.day if modified else None, retrieved.iso if retrieved else None


def _found(page: Sequence[Scored], kinds: Sequence[BlockKind], where: range) -> Iterator[tuple[int, Moment]]:
    for k in where:
        if kinds[k] in ("timestamp", "byline", "dateline"):
            each = moments(page[k].text)
            within = None if each else labelled_day(page[k].text) or moment_within(page[k].text)
            yield from ((k, one) for one in (each or ((within,) if within else ())))


def _beside(kinds: Sequence[BlockKind], k: int, top: int) -> bool:
    """Whether only by-lines, days and sections stand between a line and the headline below it."""
    return all(kind in ("timestamp", "byline", "section", "credit") for kind in kinds[k + 1 : top])


def _names(line: str) -> tuple[str, ...]:
    if named := name_and_office(line):
        return (named,)
    return byline_names(line) or (() if len(line.split()) > 5 else (line.strip(" ,|-–—"),))


def _path(line: str) -> list[str]:
    parts = (section_name(part) for part in re.split(r"\s*[/>»›|→]\s*", line))
    return [part for part in parts if part and part.casefold() != "home"]


def _is_head(line: str) -> bool:
    return line.strip(" :").casefold() in TAG_HEADS


def _topics(lines: Iterator[str]) -> tuple[Topic, ...]:
    return tuple(dict.fromkeys(found for line in lines if (found := topic(line))))


def _related(page: Sequence[Scored], kinds: Sequence[BlockKind], run: range) -> Iterator[str]:
    """Headlines of other reports: in the report's text, and in the rail that hangs right below it."""
    for k in range(run.start, len(page)):
        if kinds[k] == "related" and page[k].words >= 4 and not page[k].ended:
            text = page[k].text if page[k].kind is None else _LABEL.sub("", page[k].text)
            if page[k].kind is None or text != page[k].text:
                yield text
        elif k >= run.stop and (kinds[k] in ("comment", "advertisement") or k > run.stop + 40):
            return


def _unique(names: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for each in names if (name := each.strip())))

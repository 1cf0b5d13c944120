"""The days of publication and change of an HTML page, by what it declares, prints and is called."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from reportedly.model import READ_FOR_CLAIMS, Published
from reportedly.page.lines import moment_within, moments
from reportedly.page.moments import Moment, labelled_day, moment_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.page.html_shown import Shown
    from reportedly.page.metadata import Declared

_WHOLE = len("2019-11-17")
_LONGEST = 150
"""Characters of a run beside the report in which a date among other words is its own."""
_ABOVE, _BELOW = 4, 6
"""Runs above the headline and below the body in which a moment is the report's."""
_FEW = 12
"""Words of a run of the report itself that may be its date and a name."""
_BESIDE = frozenset({"timestamp", "byline", "section", "topic", "credit", "headline", "tag", "other"})
_OF_PICTURES = frozenset({"caption", "credit"})
_OPENING = 90
# "KARLSRUHE (12.11.2021). ...", "27.1.2022 - ...": a report that opens with its day.
_DATED_OPENING = re.compile(
    r"(?:[^\W\d_][\w .’'/-]{1,30}[,:]?\s*)?\(?(?P<day>[^()–—]{6,24}?)\)?\s*(?:[-–—:|]\s|\)\s*[.:,–—-]?\s)"
)


class _Printed(NamedTuple):
    """A moment that the page prints; the less the better: not labelled, among other words, far off, late."""

    unlabelled: bool
    mixed: bool
    distance: int
    at: int
    moment: Moment


class Days(NamedTuple):
    """The day of publication with what it rests on, that of the last change, and the moment that a masthead shows."""

    published: Published
    modified: str | None
    retrieved: str | None


def days(page: Shown, said: Declared) -> Days:
    """Tell the days of a page.

    A declared day goes before one in the address, that before a printed one. Where only the day of a change is known,
    or the moment at which the page was seen, the page was published no later, and that is all that is said.
    """
    found = list(_printed(page, said))
    printed = min((each for each in found if each.moment.label != "modified"), default=None)
    changed = next((each.moment.day for each in found if each.moment.label == "modified"), None)
    modified = said.modified or changed
    seen = _masthead(page)
    latest = modified or (seen.day if seen else None)
    published = _published(said, printed.moment.day if printed else None, latest)
    if seen and not seen.clock and seen.day == published.earliest:
        seen = None  # more likely the report's own day, set apart from it
    return Days(published, modified, seen.iso if seen else None)


def _masthead(page: Shown) -> Moment | None:
    """The moment above the headline that is not beside it: sites show there what day it is when the page is seen."""
    above = (at for at in range(page.headline) if not page.elsewhere(at) and not _beside(page, at))
    found = [each for at in above for each in moments(page.runs[at].text)]
    only = found[0] if len({each.day for each in found}) == 1 else None
    return only if only and only.label is None and len(only.day) == _WHOLE else None


def _beside(page: Shown, at: int) -> bool:
    """Whether nothing but by-lines, days, sections and their like stands between a run and the headline below it."""
    between = page.kinds[at + 1 : page.headline]
    return page.headline - at <= _ABOVE and page.kinds[at] != "navigation" and all(kind in _BESIDE for kind in between)


def _published(said: Declared, printed: str | None, latest: str | None) -> Published:
    declared = said.published.earliest
    if declared:
        if said.universal and printed and _day_apart(declared, printed):
            return Published(printed, printed, "text")  # the page's own day, where Greenwich had another
        return said.published
    address = said.addressed or ""
    if len(address) == _WHOLE:
        return Published(address, address, "url")
    if printed and (len(printed) == _WHOLE or not address):
        return Published(printed, printed, "text")
    if said.timed:
        return Published(said.timed, said.timed, "meta")
    if address:
        return Published(address, address, "url")
    return Published(None, latest, "inferred") if latest else Published()


def _day_apart(one: str, other: str) -> bool:
    return len(one) == len(other) == _WHOLE and abs((date.fromisoformat(one) - date.fromisoformat(other)).days) == 1


def _printed(page: Shown, said: Declared) -> Iterator[_Printed]:
    """Walk the moments printed around the headline, above the body, at its opening and right below it."""
    size = len(page.runs)
    near = [*range(max(0, page.headline - _ABOVE), min(size, page.headline + 20, page.first + 2))]
    near += range(max(page.headline + 20, page.first - 6), min(size, page.first + 2))
    for at in dict.fromkeys(near):
        if at < page.headline and not _beside(page, at):
            continue
        distance = min(abs(at - page.headline), abs(at - page.first))
        mixed = page.kinds[at] not in ("timestamp", "byline", "dateline")
        for each in _moments(page, said, at):
            yield _Printed(each.label != "published", mixed, distance, at, each)
    for at in range(page.last + 1, min(size, page.last + _BELOW)):
        yield from (_Printed(True, True, 50 + at - page.last, at, each) for each in _moments(page, said, at))


def _moments(page: Shown, said: Declared, at: int) -> tuple[Moment, ...]:
    run, kind = page.runs[at], page.kinds[at]
    if page.elsewhere(at) or kind in _OF_PICTURES:
        return ()
    if at in (page.first, page.first + 1) and kind == "body" and len(run.text) > _OPENING:
        opening = _DATED_OPENING.match(run.text[:_OPENING])
        return tuple(filter(None, [moment_within(opening["day"])])) if opening else ()
    if len(run.text) > _LONGEST:
        return ()
    found = moments(run.text)
    timed = said.times.get(run.text)
    if timed and (not found or len(found[0].day) < _WHOLE):
        # "2 hours ago", or figures in an order that only the markup tells.
        found = (Moment(timed),)
    if not found and (kind not in READ_FOR_CLAIMS or len(run.text.split()) <= _FEW):
        found = tuple(filter(None, [labelled_day(run.text) or moment_within(run.text)]))
    if len(found) == 1 and found[0].label is None and at:
        label = moment_label(page.runs[at - 1].text)
        return (replace(found[0], label=label),) if label else found
    return found

"""What seasons and feasts mean, and the words that give a day, month or season its year: "May this year"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.mentions.days import calendar
from reportedly.mentions.days.calendar import Period
from reportedly.mentions.days.context import ABSOLUTE, Context, Resolved, kept
from reportedly.mentions.days.timewords import year_of

if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from datetime import date

_HOLIDAYS = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "new year's day": (1, 1), "new year's eve": (12, 31), "halloween": (10, 31), "valentine's day": (2, 14),
    "may day": (5, 1),
}  # fmt: skip
_FROM_EASTER = {"easter": 0, "easter sunday": 0, "easter monday": 1, "good friday": -2}


_YEARS_AWAY = {"this": 0, "last": -1, "next": 1}


def edge_of(match: re.Match[str]) -> str | None:
    """Which third of a period the words mean: ``"early"``, ``"mid"``, ``"late"``, or ``None`` for all of it."""
    groups = match.groupdict()
    if groups.get("early") or groups.get("beginning"):
        return "early"
    if groups.get("mid"):
        return "mid"
    return "late" if groups.get("late") or groups.get("end") else None


def beside(match: re.Match[str], in_year: Callable[[int], Period], context: Context) -> Resolved | None:
    """What stands beside words for its year: "May this year", "3 May of the same year"; ``None`` if nothing does."""
    which = (match["after"] or "").lower()
    if not which:
        return None
    if which not in _YEARS_AWAY:
        return context.within_text(lambda day: in_year(day.year))
    return context.relative(lambda day: in_year(day.year + _YEARS_AWAY[which]))


def season(match: re.Match[str], context: Context) -> Resolved:
    """A season: of the year named with it, else of the text's own year in history and the nearest one in news."""
    name, which = match["season"].lower(), " ".join((match["which"] or "").lower().split())
    if (year := year_of(match)) is not None:
        return kept(calendar.third(calendar.season(year, name), edge_of(match)), ABSOLUTE)
    if which in {"each", "every"}:
        return Period(None, None, f"XXXX-{calendar.SEASON_CODES[name]}"), ABSOLUTE
    if (by_its_year := beside(match, lambda year: calendar.season(year, name), context)) is not None:
        return by_its_year

    def follows(day: date) -> Period:
        step = 1 if which in {"the following", "the next"} else -1 if which.startswith("the pre") else 0
        late = not which and day.month - calendar.SEASONS[name] > 6
        return calendar.season(day.year + (1 if late else step), name)

    unresolved = f"XXXX-{calendar.SEASON_CODES[name]}"
    if which in {"this", "last", "next", "the coming", "this coming", "this past"}:
        return context.relative(lambda day: _season_near(day, name, which, future=context.future))
    if which:
        return context.within_text(follows)
    if context.before is not None and (context.narrative or not context.dated):
        return context.within_text(follows)
    return context.relative(lambda day: _season_near(day, name, which, future=context.future), unresolved)


def _season_near(day: date, name: str, which: str, *, future: bool) -> Period:
    # Winter begins in the year before: in January "this winter" began last December.
    begun = day.year - (name == "winter" and day.month < 6)
    first = calendar.bound(calendar.season(begun, name).earliest, first=True)
    last = calendar.bound(calendar.season(begun, name).latest, first=False)
    step = 0
    if which in {"last", "this past"} and last >= day:
        step = -1
    elif which in {"next", "the coming", "this coming"} and first <= day:
        step = 1
    elif not which and future:
        step = int(last < day)
    elif not which and first > day:
        step = -1
    return calendar.season(begun + step, name)


def holiday(match: re.Match[str], context: Context) -> Resolved:
    """A feast of a year: the one named with it, else the last one, or the next where the verb is future."""
    name = " ".join(match["holiday"].lower().replace("’", "'").split())

    def in_year(year: int) -> date | None:
        if name in _FROM_EASTER:
            sunday = calendar.easter(year)
            return calendar.moved(sunday, _FROM_EASTER[name]) if sunday else None
        month, day = _HOLIDAYS.get(name, (4, 1))
        return calendar.safe(year, month, day)

    def period(year: int) -> Period:
        found = in_year(year)
        return calendar.day(found) if found else calendar.NOTHING

    def nearest(day: date) -> Period:
        this = in_year(day.year)
        passed = this is not None and this <= day
        step = (1 if passed else 0) if context.future else (0 if passed else -1)
        return period(day.year + step)

    if (year := year_of(match)) is not None:
        return kept(period(year), ABSOLUTE)
    if context.before is not None and (context.narrative or not context.dated):
        return context.within_text(lambda day: period(day.year))
    return context.relative(nearest)

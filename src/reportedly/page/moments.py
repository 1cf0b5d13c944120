"""Dates and times as news pages print them beside a headline or in a masthead.

A line is read in small letters, token by token; it is a moment only if every token is a date, a time, a zone, a label
or one of the small words that go with them, so that prose which mentions a date is never one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from reportedly.page.wording import small

Label = Literal["published", "modified"]

LONGEST_MOMENT = 200
"""Characters. "First published on …, last updated on …" with weekdays, seconds and two zones stays below."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, perhaps with a time, as a page prints it.

    Attributes:
        day: an ISO 8601 prefix holding only what is sure: ``"2019-11-17"``, ``"2019-11"`` or ``"2019"``.
        clock: ``"HH:MM"`` in 24 hours, or None.
        offset: from UTC, ``"+03:00"``, or None where the page gives no zone or an ambiguous one.
        label: what the page calls the moment, or None.
    """

    day: str
    clock: str | None = None
    offset: str | None = None
    label: Label | None = None

    @property
    def iso(self) -> str:
        """The moment in ISO 8601, as precise as it is known; a clock needs a whole day to stand on."""
        if self.clock is None or len(self.day) < len("2019-11-17"):
            return self.day
        return f"{self.day}T{self.clock}:00{self.offset or ''}"


# English, German, French, Spanish, Italian, Portuguese, Dutch, Scandinavian, Russian, Polish; one line a month.
_MONTHS: tuple[str, ...] = (
    "january jan januar janvier janv enero ene gennaio gen janeiro januari января янв stycznia",
    "february feb februar februari février févr fév febrero febbraio fevereiro fev февраля фев lutego",
    "march mar märz mars marzo março maart marts марта мар marca",
    "april apr avril avr abril abr aprile апреля апр kwietnia",
    "may mai mayo maggio mag maio mei maj мая maja",
    "june jun juni juin junio giugno giu junho июня июн czerwca",
    "july jul juli juillet juil julio luglio lug julho июля июл lipca",
    "august aug août agosto ago augustus augusti августа авг sierpnia",
    "september sept sep septembre septiembre setembro settembre set сентября сен września",
    "october oct oktober okt octobre octubre ottobre ott outubro out октября окт października",
    "november nov novembre noviembre novembro ноября ноя listopada",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro desember des декабря дек grudnia",
)
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday mon tues tue wed weds thurs thur thu fri sat sun "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica "
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag mandag tirsdag onsdag torsdag fredag lørdag søndag "
    "måndag tisdag lördag söndag понедельник вторник среда четверг пятница суббота воскресенье"
)
# Abbreviations with more than one reading (CST, IST, AST) are known as zones but give no offset; those that change with
# the season (ET, CET in summer copy) are taken at their word or left open.
_OFFSETS = {
    "z": 0, "gmt": 0, "utc": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "mez": 60, "wat": 60,
    "cest": 120, "mesz": 120, "eet": 120, "sast": 120, "cat": 120, "eest": 180, "msk": 180, "eat": 180, "trt": 180,
    "pkt": 300, "npt": 345, "wib": 420, "sgt": 480, "hkt": 480, "myt": 480, "pht": 480, "awst": 480,
    "jst": 540, "kst": 540, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
    "est": -300, "edt": -240, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "brt": -180,
}  # fmt: skip
_OPEN_ZONES = "et ct mt pt cst ist ast"
_PUBLISHED_WORDS = (
    "published posted issued released created uploaded aired filed submitted publication publish pubdate "
    "publié publiée veröffentlicht erstellt publicado publicada pubblicato gepubliceerd geplaatst publisert "
    "publicerad publiceret udgivet opublikowano опубликовано"
)
_MODIFIED_WORDS = (
    "updated modified edited revised amended update aktualisiert geändert actualizado actualizada aggiornato "
    "atualizado atualizada bijgewerkt oppdatert uppdaterad opdateret zaktualizowano обновлено"
)
_SMALL = (
    "at on the of in last first originally date dated day time local hrs hours hour h uhr um am le la el il den der "
    "vom à às a las kl klo en op om de del du and this article story post page was is been has it news print online "
    "stand г в"
)
_READING_TIME = r"\d{1,2}[\s-]*min(?:ute)?s?\.?\s*(?:read(?:ing)?(?:\s+time)?|de\s+lecture|lesezeit)"


def _any(words: str) -> str:
    """Make an alternation of the words between blanks, the longest first, so that no word hides a longer one."""
    return "|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True))


_MODIFIED = rf"(?:{_any(_MODIFIED_WORDS)}|mise? à jour|modifié|ultima modifica|última actualización)"
_LETTER = r"[^\W\d_]"
_NAME = rf"(?<!{_LETTER})(?P<month%s>{_any(' '.join(_MONTHS))})(?!{_LETTER})\.?"
_YEAR = r"(?P<year%s>(?:19|20)\d\d)(?!\d)"
_TOKEN = re.compile(
    "|".join(
        (
            # "GMT +317 November 2019": the offset and the day run together.
            rf"(?P<glued>(?:gmt|utc)\s*(?P<sign>[+\-−])(?P<digits>\d{{2,4}})\s*{_NAME % 0},?\s+{_YEAR % 0})",
            rf"(?P<isodate>{_YEAR % 1}(?P<sep>[-/.])(?P<month1>\d\d?)(?P=sep)(?P<day1>\d\d?)(?!\d)t?)",
            rf"(?P<cjk>{_YEAR % 2}\s*[年년]\s*(?P<month2>\d\d?)\s*[月월]\s*(?P<day2>\d\d?)\s*[日일])",
            rf"(?P<dayfirst>(?<!\d)(?P<day3>\d\d?)(?:st|nd|rd|th|er|\.|º|ª)?(?:\s+(?:of|de|den))?"
            rf"[\s,/-]*{_NAME % 3}[\s,/-]*(?:de[l]?\s+)?(?:{_YEAR % 3}|'(?P<short3>\d\d)(?!\d)))",
            rf"(?P<monthfirst>{_NAME % 4}[\s-]*(?P<day4>\d\d?)(?:st|nd|rd|th)?(?!\d)"
            rf"[\s,/-]*(?:{_YEAR % 4}|'(?P<short4>\d\d)(?!\d)))",
            r"(?P<numeric>(?<!\d)(?P<first>\d\d?)(?P<sep5>[./-])(?P<second>\d\d?)(?P=sep5)"
            r"(?:(?P<year5>(?:19|20)\d\d)|(?P<short5>\d\d))(?!\d))",
            rf"(?P<monthyear>{_NAME % 6},?\s+{_YEAR % 6})",
            r"(?P<time>(?<!\d)(?P<hour>[01]?\d|2[0-3])\s?[:.h]\s?(?P<minute>[0-5]\d)(?::[0-5]\d(?:[.,]\d+)?)?(?!\d)"
            r"(?:\s*(?P<half>[ap]\.?\s?m\b\.?))?)",
            r"(?P<hourtime>(?<!\d)(?P<hour2>1[0-2]|0?[1-9])\s*(?P<half2>[ap]\.?m\b\.?))",
            rf"(?P<zone>(?<!{_LETTER}{_LETTER})(?:{_any(' '.join(_OFFSETS))}|{_any(_OPEN_ZONES)})(?!{_LETTER})"
            r"(?:\s*(?P<zsign>[+\-−])(?P<zhour>\d\d?)(?::?(?P<zminute>[0-5]\d))?(?!\d))?)",
            r"(?P<offset>(?P<osign>[+\-−])(?P<ohour>[01]\d):?(?P<ominute>[0-5]\d)(?!\d))",
            rf"(?P<reading>(?<!\d){_READING_TIME})",
            rf"(?P<modified>(?<!{_LETTER}){_MODIFIED}(?!{_LETTER}))",
            rf"(?P<published>(?<!{_LETTER})(?:{_any(_PUBLISHED_WORDS)})(?!{_LETTER}))",
            rf"(?P<small>(?<!{_LETTER})(?:{_any(_WEEKDAYS)}|{_any(_SMALL)})(?!{_LETTER})\.?)",
            r"(?P<mark>[\s,;:|•·()\[\]/–—\-]+)",
        )
    )
)
_DATES = frozenset({"glued", "isodate", "cjk", "dayfirst", "monthfirst", "numeric", "monthyear"})
_DIGIT = re.compile(r"\d")
_LONGEST_RELATIVE = 40
_YEAR_LIKE = re.compile(r"(?:19|20)\d\d|'\d\d|\d[./-]\d\d(?!\d)")
_LABELLED = re.compile(
    rf"\W*(?:(?:this )?(?:article|story|page|post)\s+(?:was\s+)?)?(?:last|first|originally)?\s*"
    rf"(?:(?P<modified>{_MODIFIED})|(?P<published>{_any(_PUBLISHED_WORDS)}))(?:\s+(?:on|at|date))?\s*(?::|\bon\b|\s)\s*"
)
_LABEL_ALONE = re.compile(
    rf"\W*(?:(?:last|first|originally|zuletzt|am)\s+)?(?:(?P<modified>{_MODIFIED})|(?:{_any(_PUBLISHED_WORDS)}))"
    rf"(?:\s+(?:on|at|date|am|le|el|il))?\W*"
)
_RELATIVE = re.compile(
    r"(?:(?:published|posted|updated|last updated|modified)\b:?\s*)?"
    r"(?:(?:about\s+|over\s+)?(?:\d{1,3}|an?|one|two|three|four|five|six)\s*"
    r"(?:s|sec|second|m|min|minute|h|hr|hour|d|day|w|wk|week|mo|month|y|yr|year)s?\.?\s+ago"
    r"|\d{1,3}\s?[mhd]|just now|yesterday|today)(?:\s+(?:at\s+)?\d{1,2}[:.]\d\d(?:\s*[ap]m)?)?"
)
_CLOCK = re.compile(
    r"(?:at\s+)?(?:(?:[01]?\d|2[0-3])[:.h][0-5]\d(?::[0-5]\d)?(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)"
    r"(?:\s*\(?[a-z]{2,4}\)?(?:\s*[+-]\d{1,2})?)?"
)
_YEARLESS = re.compile(
    rf"(?:(?:{_any(_WEEKDAYS)})\.?,?\s+)?(?:{_NAME % 8}\s*\d\d?(?:st|nd|rd|th)?"
    rf"|\d\d?(?:st|nd|rd|th|\.)?\s*{_NAME % 9})"
    r"(?:[\s,|•·–-]+(?:at\s+)?\d\d?[:.]\d\d(?:\s*[ap]\.?m\.?)?(?:\s*[a-z]{2,4})?)?"
)


def moment(line: str) -> Moment | None:
    """The moment that a line consists of.

    Args:
        line: one line, white space tidied or not.

    Returns:
        The day of publication where the line labels one, else its first moment; None for a line that holds anything
        more than dates, times, their labels and the small words between them, or no date with a year.
    """
    found = moments(line)
    return next((each for each in found if each.label == "published"), found[0] if found else None)


def moments(line: str) -> tuple[Moment, ...]:
    """Read all the moments of a line that consists of nothing else, in order.

    An unlabelled moment beside a "modified" one is "published".
    """
    if len(line) > LONGEST_MOMENT or _DIGIT.search(line) is None:
        return ()
    lower = small(line)
    gathered = _Gathered()
    at = 0
    while at < len(lower):
        token = _TOKEN.match(lower, at)
        if token is None or not gathered.take(str(token.lastgroup), token):
            return ()
        at = token.end()
    found = gathered.close()
    if any(each.label == "modified" for each in found):
        return tuple(each if each.label else replace(each, label="published") for each in found)
    return tuple(found)


def moment_within(line: str) -> Moment | None:
    """The first whole date in a short line of other words, such as a by-line that ends in one; None if there is none.

    A month and a year alone are not taken: in a sentence they are rarely the day of the page.
    """
    if len(line) > LONGEST_MOMENT or not _YEAR_LIKE.search(line):
        return None
    lower = small(line)
    for token in _TOKEN.finditer(lower):
        kind = str(token.lastgroup)
        if kind in _DATES - {"monthyear"}:
            day = _day(kind, token)
            if day:
                modified = re.search(rf"{_MODIFIED}\W*(?:on\W*)?$", lower[: token.start()])
                return Moment(day, label="modified" if modified else None)
    return None


def before_moment(line: str) -> str:
    """Cut a line where it begins to tell a time: "Crime" of "Crime Published on May 10, 2022"; whole if it never does.

    A label such as "updated" counts only with a figure or colon behind it: "Storm Update" is a name.
    """
    start, reached = None, 0
    for token in _TOKEN.finditer(small(line)):
        kind = token.lastgroup or ""
        # The words that lead up to a time ("last", "on Monday") go with it, but only those right before it.
        if token.start() != reached:
            start = None
        reached = token.end()
        telling = kind in _DATES or kind in ("time", "hourtime")
        telling |= kind in ("modified", "published") and re.search(r"[\d:]", line[token.end() :]) is not None
        if telling:
            return line[: token.start() if start is None else start].rstrip() or line
        if kind != "mark" and start is None:
            start = token.start()
    return line


def labelled_day(line: str) -> Moment | None:
    """The day of a line that opens with a label, such as "Last Updated: Nov 20, 2019 01:41 PM IST | Source: …"."""
    label = _LABELLED.match(small(line))
    found = moment_within(line[label.end() :]) if label else None
    if found is None or label is None:
        return None
    return replace(found, label="modified" if label["modified"] else "published")


def moment_label(line: str) -> Label | None:
    """Tell what a line announces that is no more than the label of a moment, such as "| UPDATED:"."""
    match = _LABEL_ALONE.fullmatch(small(line)) if len(line) <= _LONGEST_RELATIVE else None
    return None if match is None else "modified" if match["modified"] else "published"


def tells_time(line: str) -> bool:
    """Whether a line is a time of any sort: a moment, a clock alone, a day without its year, or "2 hours ago"."""
    line = line.strip(" \t()[]|•·,.:–—-")
    if not line or len(line) > LONGEST_MOMENT:
        return False
    if _DIGIT.search(line) is None:
        return len(line) <= _LONGEST_RELATIVE and _RELATIVE.fullmatch(small(line)) is not None
    lower = small(line)
    return bool(
        _RELATIVE.fullmatch(lower) or _CLOCK.fullmatch(lower) or _YEARLESS.fullmatch(lower) or moments(lower)
    )  # fmt: skip


class _Gathered:
    """The moments of a line while its tokens are still coming in."""

    def __init__(self) -> None:
        self.done: list[Moment] = []
        self.day: str | None = None
        self.clock: str | None = None
        self.offset: str | None = None
        self.label: Label | None = None

    def take(self, kind: str, token: re.Match[str]) -> bool:
        """Take one more token; False if it names a day that does not exist."""
        if kind == "modified" or kind == "published":
            # "Nov 18, 2019 Updated 3 PM": a label opens the next moment, unless nothing was dated yet.
            if self.day:
                self.close()
            self.label = "modified" if kind == "modified" else "published"
        elif kind in _DATES:
            if self.day:
                self.close()
            self.day = _day(kind, token)
            if kind == "glued":
                self.offset = _glued(token)[1]
            return self.day is not None
        elif kind in ("time", "hourtime"):
            self.clock = self.clock or _clock(token)
        elif kind in ("zone", "offset"):
            self.offset = self.offset or _offset(token)
        return True

    def close(self) -> list[Moment]:
        """End the present moment, if it has a day, and begin the next."""
        if self.day:
            self.done.append(Moment(self.day, self.clock, self.offset, self.label))
        self.day = self.clock = self.offset = self.label = None
        return self.done


def _day(kind: str, token: re.Match[str]) -> str | None:
    """The ISO prefix of a date token, or None if there is no such day."""
    part = token.groupdict()
    if kind == "glued":
        return _glued(token)[0]
    if kind == "isodate":
        return _iso(int(part["year1"]), int(part["month1"]), int(part["day1"]))
    if kind == "cjk":
        return _iso(int(part["year2"]), int(part["month2"]), int(part["day2"]))
    if kind == "monthyear":
        return f"{part['year6']}-{_month(part['month6']):02}"
    if kind == "numeric":
        return _numeric(token)
    which = "3" if kind == "dayfirst" else "4"
    year = int(part[f"year{which}"]) if part[f"year{which}"] else 2000 + int(part[f"short{which}"])
    return _iso(year, _month(part[f"month{which}"]), int(part[f"day{which}"]))


def _numeric(token: re.Match[str]) -> str | None:
    """Read a date in figures. Dots are European, day first; else the order is sure if one reading is impossible."""
    first, second = int(token["first"]), int(token["second"])
    year = int(token["year5"]) if token["year5"] else 2000 + int(token["short5"])
    dayfirst, monthfirst = _iso(year, second, first), _iso(year, first, second)
    if token["sep5"] == ".":
        return dayfirst or monthfirst
    if dayfirst and monthfirst and dayfirst != monthfirst:
        return str(year)
    return dayfirst or monthfirst


def _glued(token: re.Match[str]) -> tuple[str | None, str | None]:
    """The day and offset of "+317 November 2019": the one split into a possible offset and a possible day.

    Where two splits are possible, the month is still sure.
    """
    year, month, digits = int(token["year0"]), _month(token["month0"]), token["digits"]
    readings = []
    for cut in range(1, len(digits)):
        hours, day = digits[:cut], digits[cut:]
        whole = _iso(year, month, int(day))
        if len(hours) <= 2 and int(hours) <= 14 and len(day) <= 2 and whole:
            readings.append((whole, _sign(token["sign"], int(hours) * 60)))
    if len(readings) == 1:
        return readings[0]
    return (f"{year}-{month:02}", None) if readings else (None, None)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _month(name: str) -> int:
    return _MONTH_NUMBER[name]


def _clock(token: re.Match[str]) -> str | None:
    hour = int(token["hour"] or token["hour2"])
    half = (token["half"] or token["half2"] or "")[:1]
    if half and hour > 12:
        half = ""
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{token['minute'] or '00'}"


def _offset(token: re.Match[str]) -> str | None:
    if token["osign"]:
        hours, minutes = int(token["ohour"]), int(token["ominute"])
        return _sign(token["osign"], hours * 60 + minutes) if hours <= 14 else None
    name = re.match(r"[a-z]+", token["zone"])
    base = _OFFSETS.get(name[0]) if name else None
    if token["zhour"]:
        hours = int(token["zhour"])
        return _sign(token["zsign"], hours * 60 + int(token["zminute"] or 0)) if hours <= 14 else None
    return None if base is None else _sign("+" if base >= 0 else "-", abs(base))


def _sign(sign: str, minutes: int) -> str:
    return f"{'+' if sign == '+' else '-'}{minutes // 60:02}:{minutes % 60:02}"

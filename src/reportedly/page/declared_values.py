"""Values as pages declare them to values as reports hold them: days, titles, names of authors."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from reportedly.page.compose import tidy
from reportedly.page.lines import byline_names, moment, moment_within

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_ISO = re.compile(
    r"\s*((?:19|20)\d\d)(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?![\d-])|\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}\w*)?\s*$"
)
_MONTHS = {
    name: n
    for n, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_URL_DAY = re.compile(
    r"(?<![\d.])((?:19|20)\d\d)([/_-])(0?[1-9]|1[0-2]|[a-z]{3})\2(0?[1-9]|[12]\d|3[01])(?!\d)|(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)",
    re.IGNORECASE,
)
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?=/)")
SEPARATOR = re.compile(r"\s+(?:[|\u2013\u2014•·»«:/›~-]|::|--|>|<)\s+|\s*\|\s*")
_AUTHOR_NOISE = re.compile(
    r".*?(?:https?:|www\.|[@→»<>{}©]|\bcopyright\b|all rights reserved)|(?:\S+\s+){8}|\s*(?:admin|administrator"
    r"|webmaster|root|user|editor|staff|unknown|null|none|undefined|anonymous|anonym|anónimo|publisher|author|autor|auteur"
    r"|no\s+author|agencies|guest(?:\s+author)?|about|more|follow|profile?)\s*$"
    r"|(?:zur|zum|alle|mehr|show|view|read|see|voir|afficher|ver|leggi|click|log|sign)\s",
    re.IGNORECASE,
)
_NOT_A_TAG = re.compile(r"[\da-f]{8}-[\da-f-]{20,}|(?:[A-Z]\w*\s)*[A-Z]\w*:\s?\S.*|[A-Z:_-]{2,}:[A-Z:_-]+|\d{5,}")
_BY = re.compile(
    r"^\s*(?:(?:written\s+|posted\s+|story\s+|reported\s+)?by\b|von\b(?=\s+[A-ZÄÖÜ])|par\b(?=\s+[A-ZÉ])|por\b(?=\s+[A-ZÁÉ]))\s*:?\s*",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*(?:;|\||\s/\s)\s*")
_JOINED = re.compile(r"\s*(?:\s&\s|\s+and\s+|\s+und\s+|\s+et\s+|\s+e\s+(?=[A-Z])|\s+y\s+(?=[A-Z]))\s*")
# What a link to an author's page says besides the name.
_TO_AUTHOR = re.compile(
    r"^(?:about(?:\s+the\s+author)?|über|more\s+(?:from|by)|all\s+(?:posts|articles|stories)\s+by|alle(?:s|\s+\w+)?\s+von|mehr\s+von"
    r"|profile?\s+(?:of|von))\s*:?\s+",
    re.IGNORECASE,
)
# "Elena Obermann (obe)", "배윤경 기자": what stands behind a name.
_BEHIND_NAME = re.compile(r"\s*(?:\([^()]{1,40}\)|\s기자|\s?記者|\s?记者)\s*$")
_NAME_WORD = r"(?:[^\W\d_a-zß-öø-ÿ][\w.'’\-]*|(?:de|del|della|di|da|dos|du|la|le|van|von|der|den|ter|bin|al|el|y|e)\b)"
_PERSON = re.compile(rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,4}}")
_NO_PERSON = re.compile(
    r"\b(?:news(?:room|desk)?|online|media|magazin(?:e)?|zeitung|times|post|press|radio|tv|team|staff|redaktion|desk|agency"
    r"|agentur|institut(?:e)?|verlag|verein|e\.\s?v|gmbh|inc|ltd|llc|ag|foundation|stiftung|landesanstalt|ministerium"
    r"|ministry|university|universität|group|das|the|die|für|for|of)\b",
    re.IGNORECASE,
)
_EPOCH = "1970-01-02"


def day(value: str | None) -> str | None:
    """Read the day of a declared moment, in the page's own offset, as an ISO 8601 prefix; ``None`` for no date."""
    if not value or len(value) > 200:
        return None
    found = _ISO.match(value)
    if found:
        parts = [int(part) for part in (found.groups()[:3] if found.group(1) else found.groups()[3:]) if part]
        return _prefix(parts)
    text = tidy(value)
    printed = moment(text) or moment_within(text)
    return printed.day if printed and printed.day > _EPOCH else None


def _prefix(parts: list[int]) -> str | None:
    try:
        date(*([*parts, 1, 1])[:3])
    except ValueError:
        return None
    prefix = "-".join(f"{part:04d}" if at == 0 else f"{part:02d}" for at, part in enumerate(parts))
    # The first day of Unix time is what a missing date becomes on its way through a database.
    return prefix if prefix > _EPOCH else None


def day_in_address(address: str | None) -> str | None:
    """Read the day, or else the month, that stands in the path of an address: ``/2019/11/17/`` or ``/2019-11-17-``."""
    try:
        path = unquote(urlsplit(address or "").path)
    except ValueError:
        return None
    for found in _URL_DAY.finditer(path):
        year, _, month, of_month, *packed = found.groups()
        if packed[0]:
            year, month, of_month = packed
        number = _MONTHS.get(month.lower()) if month.isalpha() else int(month)
        prefix = _prefix([int(year), number, int(of_month)]) if number else None
        if prefix:
            return prefix
    month_only = _URL_MONTH.search(path)
    return _prefix([int(part) for part in month_only.groups()]) if month_only else None


def longest_part(title: str) -> str:
    """Return the longest of the parts that bars and dashes divide a title into."""
    return max(SEPARATOR.split(title), key=len).strip()


def without_site(title: str, site: Collection[str]) -> str:
    """Cut the name of its site off a title, before or after it."""
    for _ in range(3):
        parts = list(SEPARATOR.finditer(title))
        if not parts:
            break
        head, tail = title[: parts[0].start()], title[parts[0].end() :]
        last_head, last_tail = title[: parts[-1].start()], title[parts[-1].end() :]
        if _is_site(last_tail, site):
            title = last_head
        elif _is_site(head, site):
            title = tail
        else:
            break
    return title.strip()


def _is_site(part: str, site: Collection[str]) -> bool:
    plain = bare(part)
    return bool(plain) and any(
        plain == name or (len(plain) > 3 and plain in (f"the{name}", name.removeprefix("the"))) for name in site
    )


def bare(text: str) -> str:
    """Reduce a name to its letters and digits, without what only web addresses end in."""
    return re.sub(r"[\W_]+", "", re.sub(r"\.(?:com|org|net|co\.uk|de|fr|[a-z]{2})$", "", text.strip().casefold()))


def host(address: str | None) -> str | None:
    """Return the part of an address's host that is likest a name: ``example`` of ``www.example.co.uk``."""
    try:
        name = urlsplit(address or "").hostname or ""
    except ValueError:
        return None
    labels = [label for label in name.split(".") if label not in ("www", "m", "amp")]
    return max(labels[:-1], key=len, default=None)


def clean_names(values: Iterable[str], site: Collection[str] = ()) -> tuple[str, ...]:
    """Names of authors out of declared values: no "By", no addresses, no placeholders, those in one value parted.

    Args:
        values: as declared.
        site: the plain names of the publisher: a site that names itself as the author names nobody.

    """
    names: list[str] = []
    for value in values:
        for part in _parts(_TO_AUTHOR.sub("", _BY.sub("", tidy(value)))):
            read = byline_names(f"By {part}") if "," in part else ()
            for name in read or (part,):
                name = _BEHIND_NAME.sub("", _BY.sub("", name)).strip(" ,;:.|-–—·•*")
                if 1 < len(name) <= 80 and not _AUTHOR_NOISE.match(name) and any(map(str.isalpha, name)):
                    names.append(name)
    different = {bare(name): name for name in reversed(names)}  # a name and its form in an address are one
    return tuple(name for name in once(names) if different[bare(name)] == name and bare(name) not in site)


def _parts(text: str) -> list[str]:
    """Split at what lists or joins names; "Staff and news service reports" is one."""
    parts: list[str] = []
    for listed in _LISTED.split(text):
        joined = _JOINED.split(listed)
        parts += joined if all(part[:1] == part[:1].upper() for part in joined[1:]) else [listed]
    return parts


def person_like(name: str) -> bool:
    """Whether a name is made as the names of people are in scripts that have capitals."""
    return _PERSON.fullmatch(name) is not None and _NO_PERSON.search(name) is None


def once(values: Iterable[str]) -> Iterator[str]:
    """Walk the values that are not empty, white space folded, each once whatever its case."""
    seen: set[str] = set()
    for value in values:
        text = tidy(value)
        if text and text.casefold() not in seen:
            seen.add(text.casefold())
            yield text


def is_tag(text: str) -> bool:
    """Whether a declared keyword is for readers: no number of a database, no field of an advertising system."""
    return 1 < len(text) <= 80 and not _NOT_A_TAG.fullmatch(text)

"""What one line of a page is, by its own wording: pure recognisers, blind to everything around the line.

They serve text dumps and HTML blocks alike. Each takes tidy text (white space folded) of one line or paragraph and
answers None for what it does not recognise; prose is the common case and must come back as None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from reportedly.model import BlockKind, Topic
from reportedly.page import wording
from reportedly.page.bylines import byline_names, dateline
from reportedly.page.moments import Moment, before_moment, labelled_day, moment, moment_within, moments, tells_time
from reportedly.page.wording import small

__all__ = [
    "Moment",
    "byline_names",
    "dateline",
    "filed_under",
    "kind_by_wording",
    "labelled_day",
    "moment",
    "moment_within",
    "moments",
    "names_section",
    "section_name",
    "tag_names",
    "tells_time",
    "topic",
]

LONGEST_FURNITURE = 400
"""Characters. Only corrections and captions run longer than this; every other kind is far shorter."""

LONGEST_CORRECTION = 5_000
"""Characters. Patterns that go on to the end of a line take memory for each character of it."""

_TOPIC = re.compile(r"(?P<name>[^\W\d_][^()]{1,80}?)\s*\((?P<count>\d{1,3}(?:[,.]\d{3})+|\d{1,6})\)")
_BUTTON_MARKS = "•·*|>»«<›‹→←▶►▸■□●○+×✕✖-–—_/\\:,…()[]{}\"'“”‘’ \u200b\ufeff"
_NOT_BARS = frozenset({"more to follow", "more to come", "more follows"})
_LONGEST_CREDIT = 110
_CREDIT_LIKE = re.compile(r"[)\]/©]|ap photo|(?:credit|image|photo|picture|foto)\b[^:]{0,12}:")
_BULLET = re.compile(r"^[\s•·*▪■●○◦►▸»›>–—-]+(?=\S)")
_FILED = re.compile(
    r"(?:filed (?:under|in)|posted in|published in|section|categor(?:y|ies)|(?:abgelegt|veröffentlicht) (?:unter|in)"
    r"|kategorien?|rubrik|ressort|classé dans|catégories?|categorías?|categorie)\s*:?\s+",
    re.IGNORECASE,
)
_LABEL_BEHIND = re.compile(r"\s+(?:[|•·]\s.*|[A-Z][\w'’-]*(?: \w+)?:(?:\s.*)?)$")
_WORD = re.compile(r"[^\W\d_][\w+&'’-]*|\d+")
_PATH = re.compile(r"(?:you are here:?\s*)?home(?:page)?\s*[/>»›|→:]\s*\S")
_COPYRIGHT = re.compile(r"(?:©|\(c\)\s)")
_CAPTION = re.compile(r"(?:image|media) caption\b")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")


def kind_by_wording(line: str) -> BlockKind | None:
    """Say what kind of furniture a line is, if its wording alone shows it.

    Args:
        line: one line or paragraph, white space folded.

    Returns:
        ``navigation``, ``comment``, ``advertisement``, ``credit``, ``correction``, ``timestamp``, ``byline``,
        ``topic``, ``tag``, ``related``, ``caption`` or, for legal notices and lines without a letter or digit,
        ``other``. None for prose, headlines, and names that only their place on the page can tell.
    """
    return _kind(line) if len(line) <= LONGEST_FURNITURE else _long(line)


# Menus stand on a page two or three times, and their lines on all the pages of a site.
@lru_cache(maxsize=1 << 14)
def _kind(line: str) -> BlockKind | None:
    bare = _BULLET.sub("", line).strip()
    if not any(map(str.isalnum, bare)):
        # A dialogue dash or an ellipsis belongs to its text, but a line of nothing else is an ornament.
        return "other" if line.strip() else None
    lower = small(bare)
    for kind, recognises in _RECOGNISERS:
        if recognises(bare, lower):
            return kind
    return None


def topic(line: str) -> Topic | None:
    """Read "Some Topic (269)": a topic with the number of reports filed under it; None for any other line.

    A number in brackets that can be a year is not taken for a count, nor are months of an archive for topics.
    """
    line = line.strip()
    match = _TOPIC.fullmatch(line) if line.endswith(")") else None
    if match is None or len(match["name"].split()) > 9 or moment(f"1 {match['name']}") or tells_time(match["name"]):
        return None
    count = int(re.sub(r"\D", "", match["count"]))
    if 1900 <= count <= 2100 or not match["name"][0].isupper():
        return None
    return Topic(match["name"].strip(), count)


def tag_names(line: str) -> tuple[str, ...]:
    """Split a line of tags, its label ("Tags:") left out, at its commas, semicolons, bars or hash signs."""
    match = wording.TAG.fullmatch(small(line.strip()))
    names = line.strip()[match.start("names") :] if match else line
    if "#" in names and not re.search(r"[,;|]", names):
        return tuple(each.strip() for each in names.split("#") if each.strip())
    return tuple(each for part in re.split(r"[,;|•·]", names) if (each := part.strip(" .#")))


def names_section(line: str) -> bool:
    """Whether a line is the name of a section that news sites commonly have, or a path of two or more of them."""
    parts = [part.strip().casefold() for part in re.split(r"\s*[/>»›|→]\s*", line.strip(" /|>»›:·•")) if part.strip()]
    return bool(parts) and all(part in wording.SECTIONS or part == "home" for part in parts)


def filed_under(line: str) -> tuple[str, ...]:
    """Read the names in "Filed under: Crime, Courts"; empty for a line that does not begin so."""
    match = _FILED.match(line)
    if match is None or ":" not in match[0]:
        return ()
    return tuple(name for part in re.split(r"[,;|]", line[match.end() :]) if (name := section_name(part)))


def section_name(line: str) -> str:
    """Take the name of a section out of what marks it: no bullet, no "Filed under", nothing from a time or label on."""
    name = _FILED.sub("", _BULLET.sub("", before_moment(line)))
    return _LABEL_BEHIND.sub("", name).strip(" |•·*,;:/–—-")


def _long(line: str) -> BlockKind | None:
    lower = small(line[:LONGEST_CORRECTION])
    if len(line) <= LONGEST_CORRECTION and wording.CORRECTION.fullmatch(lower):
        return "correction"
    if _is_legal(line, lower[:LONGEST_FURNITURE]):
        return "other"
    return "caption" if _CAPTION.match(lower) else None


# Each of these takes a line as it is, and in small letters.


def _is_timestamp(line: str, lower: str) -> bool:
    """Whether a line tells a time, or is short, opens with "Published", say, and gives a whole day."""
    return tells_time(lower) or (len(line) <= 120 and labelled_day(lower) is not None)


def _is_navigation(_: str, lower: str) -> bool:
    plain = lower.strip(_BUTTON_MARKS)
    if lower in wording.NAVIGATION or plain in wording.NAVIGATION or len(plain) == 1 or "{{" in lower:
        return True
    if _is_bar(plain) or _is_path(lower) or wording.NAVIGATION_SENTENCE.match(lower):
        return True
    return _holds(lower, wording.NAVIGATION_WORDS) and wording.NAVIGATION_WITHIN.match(lower) is not None


def _is_bar(plain: str) -> bool:
    """Whether every word is a button's word, and one of them could hardly stand in prose of so few words."""
    if plain in _NOT_BARS:
        return False
    strong, count = False, 0
    for match in _WORD.finditer(plain):
        word, count = match[0], count + 1
        if word in wording.BAR_STRONG:
            strong = True
        elif word not in wording.BAR_WEAK and not word.isdigit():
            return False
    return strong and count <= 16


def _is_path(lower: str) -> bool:
    """Whether a line is a trail such as "Home > World > Europe"."""
    return _PATH.match(lower) is not None


def _is_comment(_: str, lower: str) -> bool:
    return wording.COMMENT.fullmatch(lower.strip(" •·|:")) is not None


def _is_related(_: str, lower: str) -> bool:
    return len(lower) <= 200 and wording.RELATED.fullmatch(lower) is not None


def _is_tag(_: str, lower: str) -> bool:
    return lower.strip(" :") in wording.TAG_HEADS or wording.TAG.fullmatch(lower) is not None


def _is_caption(_: str, lower: str) -> bool:
    if wording.CAPTION.fullmatch(lower):
        return True
    # A sentence and a credit behind it; without the sentence the line is the credit alone.
    end = lower[-_LONGEST_CREDIT:]
    trailing = wording.TRAILING_CREDIT.search(end) if _CREDIT_LIKE.search(end) else None
    least = 2 if trailing is not None and trailing[0][0] in "([" else 5
    return trailing is not None and len(lower[: len(lower) - len(end) + trailing.start()].split()) >= least


def _is_credit(_: str, lower: str) -> bool:
    if len(lower) > 140:
        return wording.REPORTED_BY.fullmatch(lower) is not None
    if wording.REPORTED_BY.fullmatch(lower):
        return True
    if _COPYRIGHT.match(lower) and any(map(str.isalpha, lower)):
        return "/" in lower or re.search(r"(?:19|20)\d\d", lower) is None or _is_agency_year(lower)
    match = wording.CREDIT.fullmatch(lower)
    if match is None:
        return False
    # "Photo: a whole sentence." is a caption.
    behind = lower.partition(":")[2]
    return not (len(behind.split()) > 8 and _SENTENCE_END.search(behind) and not wording.TRAILING_CREDIT.search(behind))


def _is_agency_year(lower: str) -> bool:
    """Whether a line is "© AFP 2019": the year of a picture and its agency, not a site's notice of copyright."""
    return wording.AGENCY.fullmatch(re.sub(r"\W*(?:(?:19|20)\d\d)?\W*$", "", lower.lstrip("©(c) "))) is not None


def _is_legal(_: str, lower: str) -> bool:
    return _holds(lower, wording.LEGAL_WORDS) and wording.LEGAL.fullmatch(lower) is not None


def _holds(lower: str, words: Sequence[str]) -> bool:
    return any(word in lower for word in words)


_RECOGNISERS: tuple[tuple[BlockKind, Callable[[str, str], bool]], ...] = (
    ("timestamp", _is_timestamp),
    ("correction", lambda _, lower: wording.CORRECTION.fullmatch(lower) is not None),
    ("comment", _is_comment),
    ("advertisement", lambda _, lower: wording.ADVERTISEMENT.fullmatch(lower) is not None),
    ("navigation", _is_navigation),
    ("tag", _is_tag),
    ("byline", lambda line, _: bool(byline_names(line))),
    ("credit", _is_credit),
    ("other", _is_legal),
    ("caption", _is_caption),
    ("related", _is_related),
    ("topic", lambda line, _: topic(line) is not None),
)

"""What one line of a page is, by its own wording: pure recognisers, blind to everything around the line.

They serve text dumps and HTML blocks alike. Each takes tidy text (white space folded) of one line or paragraph and
answers None for what it does not recognise; prose is the common case and must come back as None.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from reportedly.model import BlockKind, Topic
from reportedly.page import wording
from reportedly.page.bylines import byline_names, dateline
from reportedly.page.moments import Moment, before_moment, labelled_day, moment, moment_within, moments, tells_time

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
_CREDIT_LIKE = re.compile(r"[)\]/©]|AP Photo|(?:credit|image|photo|picture|foto)\b[^:]{0,12}:", re.IGNORECASE)
_BULLET = re.compile(r"^[\s•·*▪■●○◦►▸»›>–—-]+(?=\S)")
_FILED = re.compile(
    r"(?:filed (?:under|in)|posted in|published in|section|categor(?:y|ies)|(?:abgelegt|veröffentlicht) (?:unter|in)"
    r"|kategorien?|rubrik|ressort|classé dans|catégories?|categorías?|categorie)\s*:?\s+",
    re.IGNORECASE,
)
_LABEL_BEHIND = re.compile(r"\s+(?:[|•·]\s.*|[A-Z][\w'’-]*(?: \w+)?:(?:\s.*)?)$")
_WORD = re.compile(r"[^\W\d_][\w+&'’-]*|\d+")
_PATH = re.compile(r"(?:you are here:?\s*)?home(?:page)?\s*[/>»›|→:]\s*\S", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:©|\(c\)\s)", re.IGNORECASE)
_CAPTION = re.compile(r"(?:image|media) caption\b", re.IGNORECASE)
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
    for kind, recognises in _RECOGNISERS:
        if recognises(bare):
            return kind
    return None


def topic(line: str) -> Topic | None:
    """Read "Some Topic (269)": a topic with the number of reports filed under it; None for any other line.

    A number in brackets that can be a year is not taken for a count, nor are months of an archive for topics.
    """
    match = _TOPIC.fullmatch(line.strip())
    if match is None or len(match["name"].split()) > 9 or moment(f"1 {match['name']}") or tells_time(match["name"]):
        return None
    count = int(re.sub(r"\D", "", match["count"]))
    if 1900 <= count <= 2100 or not match["name"][0].isupper():
        return None
    return Topic(match["name"].strip(), count)


def tag_names(line: str) -> tuple[str, ...]:
    """Split a line of tags, its label ("Tags:") left out, at its commas, semicolons, bars or hash signs."""
    match = wording.TAG.fullmatch(line.strip())
    names = match["names"] if match else line
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
    if len(line) <= LONGEST_CORRECTION and wording.CORRECTION.fullmatch(line):
        return "correction"
    if wording.LEGAL.fullmatch(line[:LONGEST_FURNITURE]):
        return "other"
    return "caption" if _CAPTION.match(line) else None


def _is_labelled_day(line: str) -> bool:
    """Whether a short line opens with "Published" or "Last updated" and gives a whole day, whatever it says besides."""
    return len(line) <= 120 and labelled_day(line) is not None


def _is_navigation(line: str) -> bool:
    plain = line.strip(_BUTTON_MARKS).casefold()
    if line.casefold() in wording.NAVIGATION or plain in wording.NAVIGATION or len(plain) == 1 or "{{" in line:
        return True
    return _is_bar(plain) or _is_path(line) or wording.NAVIGATION_SENTENCE.match(line) is not None


def _is_bar(plain: str) -> bool:
    """Whether every word is a button's word, and one of them could hardly stand in prose of so few words."""
    if plain in _NOT_BARS:
        return False
    words = _WORD.findall(plain)
    strong = sum(word in wording.BAR_STRONG for word in words)
    known = sum(word in wording.BAR_WEAK or word in wording.BAR_STRONG or word.isdigit() for word in words)
    return 0 < len(words) <= 16 and strong > 0 and known == len(words)


def _is_path(line: str) -> bool:
    """Whether a line is a trail such as "Home > World > Europe"."""
    return _PATH.match(line) is not None


def _is_comment(line: str) -> bool:
    return wording.COMMENT.fullmatch(line.strip(" •·|:")) is not None


def _is_related(line: str) -> bool:
    return len(line) <= 200 and wording.RELATED.fullmatch(line) is not None


def _is_tag(line: str) -> bool:
    return line.strip(" :").casefold() in wording.TAG_HEADS or wording.TAG.fullmatch(line) is not None


def _is_caption(line: str) -> bool:
    if wording.CAPTION.fullmatch(line):
        return True
    # A sentence and a credit behind it; without the sentence the line is the credit alone.
    end = line[-_LONGEST_CREDIT:]
    trailing = wording.TRAILING_CREDIT.search(end) if _CREDIT_LIKE.search(end) else None
    least = 2 if trailing is not None and trailing[0][0] in "([" else 5
    return trailing is not None and len(line[: len(line) - len(end) + trailing.start()].split()) >= least


def _is_credit(line: str) -> bool:
    if len(line) > 140:
        return wording.REPORTED_BY.fullmatch(line) is not None
    if wording.REPORTED_BY.fullmatch(line):
        return True
    if _COPYRIGHT.match(line) and any(map(str.isalpha, line)):
        return "/" in line or re.search(r"(?:19|20)\d\d", line) is None or _is_agency_year(line)
    match = wording.CREDIT.fullmatch(line)
    if match is None:
        return False
    # "Photo: a whole sentence." is a caption.
    behind = line.partition(":")[2]
    return not (len(behind.split()) > 8 and _SENTENCE_END.search(behind) and not wording.TRAILING_CREDIT.search(behind))


def _is_agency_year(line: str) -> bool:
    """Whether a line is "© AFP 2019": the year of a picture and its agency, not a site's notice of copyright."""
    return wording.AGENCY.fullmatch(re.sub(r"\W*(?:(?:19|20)\d\d)?\W*$", "", line.lstrip("©(cC) "))) is not None


def _is_legal(line: str) -> bool:
    return wording.LEGAL.fullmatch(line) is not None


_RECOGNISERS: tuple[tuple[BlockKind, Callable[[str], bool]], ...] = (
    ("timestamp", lambda line: tells_time(line) or _is_labelled_day(line)),
    ("correction", lambda line: wording.CORRECTION.fullmatch(line) is not None),
    ("comment", _is_comment),
    ("advertisement", lambda line: wording.ADVERTISEMENT.fullmatch(line) is not None),
    ("navigation", _is_navigation),
    ("tag", _is_tag),
    ("byline", lambda line: bool(byline_names(line))),
    ("credit", _is_credit),
    ("other", _is_legal),
    ("caption", _is_caption),
    ("related", _is_related),
    ("topic", lambda line: topic(line) is not None),
)

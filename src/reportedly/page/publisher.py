"""Who publishes a page, where its furniture says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from reportedly.page.wording import AGENCY, BAR_STRONG, BAR_WEAK, SOCIAL

_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright|&copy;)[\s:]*(?:©|\(c\)|copyright|by|\s)*(?P<before>(?:19|20)\d\d(?:\s*[-–—]\s*(?:(?:19|20)\d\d|present))?)?[\s,.]*(?:by\s+)?"
    r"(?P<name>[^\W\d_][^|©/\n]{1,60}?)[\s,.]*(?P<after>(?:19|20)\d\d(?:\s*[-–—]\s*(?:19|20)\d\d)?)?\s*"
    r"(?:[.,|;:–—-]?\s*(?:all\s+rights|other\s+copyrights|developed|powered|designed|terms|privacy|registered|use\s+of|this\s+material|trademark)\b.*)?[.\s]*$",
    re.IGNORECASE,
)
_RIGHTS_BEHIND = re.compile(
    r"^(?P<name>[^\W\d_][^|©/.\n]{1,50}?)[\s,]*(?:©|\(c\))\s*(?:copyright\s*)?(?:19|20)\d\d", re.IGNORECASE
)
_SAYS_WHO = re.compile(r"©|\(c\)|copyright|&copy;|comment|follow|like|find|home ?page", re.IGNORECASE)
_VIA = re.compile(r"comment (?:via|with|on|using) (?P<name>\w+(?: \w+)?)", re.IGNORECASE)
_FOLLOW = re.compile(
    r"(?:follow|like|find)\s+(?P<name>[A-Z][\w.&' ]{1,40}?)\s+on\s+(?:facebook|instagram|youtube|telegram)\b",
    re.IGNORECASE,
)
_HOME = re.compile(r"(?:(?P<name>[A-Z][\w.&' ]{1,40}?)\s+(?:home\s?page|homepage|home page))$", re.IGNORECASE)
_SUFFIX = re.compile(r"\s+[|–—»·•-]\s+|\s*\|\s*")
_NO_NAME = frozenset(
    "us the our me this page it the author them copyright all rights reserved inc llc ltd news home".split()
)


def publisher_from_furniture(lines: Sequence[str], headline: str | None = None) -> str | None:
    """Read the publisher's name off a page's furniture.

    Args:
        lines: the lines of the page that are not the report itself.
        headline: the headline, if it is known: it tells which line is the browser's title.

    Returns:
        The name that a notice of copyright, "Comment via …", "Follow … on Facebook", "… Homepage", or the end of the
        browser's title gives; the one that most of these give. None if the page does not say.
    """
    votes: Counter[str] = Counter()
    written: dict[str, str] = {}
    folded = [line.casefold() for line in lines]
    for weight, name in _candidates(lines, folded, headline):
        key = re.sub(r"\W+|\bthe\b", "", name.casefold())
        if key and _can_be_publisher(name):
            votes[key] += weight
            written.setdefault(key, name)
    return written[max(votes, key=lambda key: votes[key])] if votes else None


def _candidates(lines: Sequence[str], folded: Sequence[str], headline: str | None) -> Iterator[tuple[int, str]]:
    for line in lines:
        if len(line) > 200 or not _SAYS_WHO.search(line):
            continue
        # "Comment via FacebookComment via Sputnik": buttons that run together are cut apart first.
        for match in _VIA.finditer(re.sub(r"(?<=\w)(?=Comment (?:via|with|on|using) )", "\n", line)):
            yield 3, match["name"]
        for named in (_FOLLOW.search(line), _HOME.search(line)):
            if named:
                yield 2, named["name"].strip()
        rights = _RIGHTS.search(line) if not re.search(r"photo|image", line, re.IGNORECASE) else None
        if rights and (rights["before"] or rights["after"] or "rights" in line.casefold()):
            yield 3, rights["name"].strip(" .,;:-–—")
        elif behind := _RIGHTS_BEHIND.match(line):
            yield 3, behind["name"].strip()
    for line in lines[:4]:
        name = _title_suffix(line, headline)
        if name:
            # The end of a title is a name of the site only if other furniture says it again.
            again = sum(name.casefold() in other for other in folded) - 1
            if again > 0:
                yield 2 + min(again, 3), name


def _title_suffix(line: str, headline: str | None) -> str | None:
    parts = _SUFFIX.split(line)
    if len(parts) < 2 or len(parts[-1].split()) > 5:
        return None
    return parts[-1].strip() if headline is None or headline.casefold()[:20] in line.casefold() else None


def _can_be_publisher(name: str) -> bool:
    words = re.findall(r"[\w.]+", name.casefold())
    if not words or len(words) > 8 or all(word in SOCIAL or word in _NO_NAME for word in words):
        return False
    if all(word in BAR_STRONG or word in BAR_WEAK or word in _NO_NAME for word in words):
        return False
    return not (AGENCY.fullmatch(name) and name.casefold() in ("getty images", "shutterstock", "istock", "alamy"))

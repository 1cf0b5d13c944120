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


_BARE_FOLLOW = re.compile(r"(?:follow|FOLLOW)\s+(?P<name>(?:the\s+)?[A-Z][\w.&' ]{1,40}?)\s*:?$", re.IGNORECASE)
# What stands behind an owner's name in a notice: another sentence, or a clause about it.
_AFTER_OWNER = re.compile(
    r"\s*(?:\.\s+(?=[A-Z\"“])|[\"“]|\bis\s+(?:an?|among|the)\b|\bor\s+its\b|\(www\.|\b(?:print|footer|logo)\b).*$"
)
_LEGAL_FORM = re.compile(
    r"[\s,]+(?:inc|incorporated|llc|llp|l\.l\.c|ltd|limited|plc|corp|corporation|co|company|gmbh|ag|s\.?a|s\.?l|b\.?v|n\.?v"
    r"|pty|pvt|private|holdings?)\.?$",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"\b(?:media|communications|newspapers|network|group|publishing|publications|universal)$", re.IGNORECASE
)


def publisher_from_furniture(lines: Sequence[str], headline: str | None = None) -> str | None:
    """Read the publisher's name off a page's furniture.

    Args:
        lines: the lines of the page that are not the report itself.
        headline: the headline, if it is known: it tells which line is the browser's title.

    Returns:
        The name that a notice of copyright, "Comment via …", "Follow …", "… Homepage", or the end of the browser's
        title gives; the one that most of these give. The company that owns the site, as in "© Name Holdings, Inc", is
        given, without its legal form, only if nothing says what the site itself is called. None if the page does not
        say.
    """
    votes: Counter[str] = Counter()
    written: dict[str, str] = {}
    for weight, name in _candidates(lines, headline):
        key = _key(name)
        if key and _can_be_publisher(name):
            votes[key] += weight
            written.setdefault(key, name)
    owners = {key: _without_legal_form(name) for key, name in written.items()}
    companies = {key for key, name in owners.items() if name != written[key] or _OWNER.search(name)}
    # A company that is called as the site is, but for its legal form, speaks for the site's name.
    for key in companies:
        if (plain := _key(owners[key])) in votes and plain != key:
            votes[plain] += votes[key]
    best = max(votes, key=lambda key: (key not in companies, votes[key]), default=None)
    return None if best is None else owners[best]


def _key(name: str) -> str:
    return re.sub(r"\W+|\bthe\b", "", name.casefold())


def _without_legal_form(name: str) -> str:
    shorter = _LEGAL_FORM.sub("", name)
    while shorter != name:
        name, shorter = shorter, _LEGAL_FORM.sub("", shorter)
    return re.sub(r"\s+(?:&|and)$", "", name).strip(" ,.")


def _candidates(lines: Sequence[str], headline: str | None) -> Iterator[tuple[int, str]]:
    folded = [line.casefold() for line in lines]
    owners: list[str] = []
    for line in lines:
        if len(line) > 200 or not _SAYS_WHO.search(line):
            continue
        # "Comment via FacebookComment via Sputnik": buttons that run together are cut apart first.
        for match in _VIA.finditer(re.sub(r"(?<=\w)(?=Comment (?:via|with|on|using) )", "\n", line)):
            yield 3, match["name"]
        for named in (_FOLLOW.search(line), _HOME.search(line)):
            if named:
                yield 2, named["name"].strip()
        if holder := _owner(line):
            owners.append(holder)
            yield 3, holder
    for line in lines:
        # Sites also offer to follow people and subjects: the site is the one that its owner is named after.
        if (bare := _BARE_FOLLOW.fullmatch(line)) and any(_named_after(holder, bare["name"]) for holder in owners):
            yield 2, bare["name"].strip()
    for line in lines[:4]:
        name = _title_suffix(line, headline)
        if name:
            # The end of a title is a name of the site only if other furniture says it again, or names its owner so.
            again = sum(name.casefold() in other for other in folded) - 1
            again += 2 * any(_named_after(holder, name) for holder in owners)
            if again > 0:
                yield 3 + min(again, 3), name


def owner(line: str) -> str | None:
    """Read the name that a line that is a notice of copyright gives, without a legal form."""
    named = _owner(line)
    return _without_legal_form(named) if named else None


def _owner(line: str) -> str | None:
    rights = _RIGHTS.search(line) if not re.search(r"photo|image", line, re.IGNORECASE) else None
    if rights and (rights["before"] or rights["after"] or "rights" in line.casefold()):
        return _AFTER_OWNER.sub("", rights["name"]).strip(" .,;:-–—")
    behind = _RIGHTS_BEHIND.match(line)
    return behind["name"].strip() if behind else None


def _named_after(holder: str, name: str) -> bool:
    """Whether an owner's name holds the site's first word or its initials: "NYP Holdings", "New York Post"."""
    words = [word for word in re.findall(r"\w+", name.casefold()) if word != "the"]
    held = re.findall(r"\w+", holder.casefold())
    initials = "".join(word[0] for word in words)
    return bool(words) and ((len(words[0]) > 2 and words[0] in held) or (len(initials) > 2 and initials in held))


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

"""The news outlets that a page names: those known by their name, and those that the page itself introduces as such."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reportedly.attribution.raw import Run
from reportedly.language.outlets import is_outlet

NAME = r"[A-ZÀ-Þ][\w’'&-]*(?:[ -](?:(?:of|and|de|da|del|di|al|el|la|le|der|die) )?[A-ZÀ-Þ0-9][\w’&-]*){0,4}"
"""A run of capitalised words that may be a name."""
_NOUN = (
    r"(?:newspaper|daily(?: newspaper)?|weekly(?: newspaper)?|tabloid|broadcaster|magazine|newswire|radio station|"
    r"(?:news|press) agency|news (?:site|website|outlet|channel|network|portal|organi[sz]ation)|website|outlet|paper|"
    r"(?:TV|television) (?:channel|station|network)|(?:medical |scientific |science )?journal|periodical)"
)
_OF_ONE = r"(?:editor|reporter|column|stor|interview|article|report)"
_INTRODUCED = (
    re.compile(rf"\b{_NOUN}s?,? [“\"‘']?(?P<name>{NAME})"),
    re.compile(
        rf"(?P<name>{NAME})[”\"’']?, (?:an?|the|one of|[A-ZÀ-Þ]\w+[’']s) (?:[\w’'-]+ ){{0,4}}{_NOUN}\b(?! {_OF_ONE})"
    ),
    re.compile(rf"(?P<name>{NAME}) {_NOUN}\b(?! {_OF_ONE})"),
)
_PROGRAMME = re.compile(
    r"\b(?P<outlet>[A-Z][\w.&-]*(?: [A-Z][\w.&-]*){0,2})(?P<mark>[’'])s? (?:[\w-]+ ){0,2}?"
    r"[“\"‘'](?P<title>[A-Z0-9][^“”\"‘\n]{2,40}?)[,.]?[”\"’']"
)
_ARTICLE = re.compile(r"^(?:[Tt]he|[Aa]n?) ")
_RUN = re.compile(rf"(?:[Tt]he )?{NAME}")
_NO_NAMES = frozenset(
    "The A An In On At According And But Norwegian Swedish Danish British American German French Italian Spanish "
    "Russian Chinese Israeli Turkish Iranian Arab Arabic English Polish Dutch Finnish Ukrainian Indian Japanese "
    "Local State National He She They It This That His Her Their".split()
)

_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_LEADS = frozenset(
    "On In At From For To By Via And But As Norwegian Swedish Danish British American German French".split()
)


@dataclass(frozen=True, slots=True)
class Outlets:
    """The outlets a page introduces, by their bare names; ``names`` also knows those of general fame.

    ``programmes`` has the outlets' programmes by their titles, casefolded: CNN's "State of the Union".
    """

    introduced: frozenset[str]
    programmes: Mapping[str, str] = field(default_factory=dict)

    def names(self, name: str) -> bool:
        """Whether a name as written, with or without its article, is an outlet's."""
        return bare(name) in self.introduced or is_outlet(name)

    def mentions(self, text: str, start: int = 0, end: int | None = None) -> Iterable[tuple[Run, str]]:
        """Find the outlets named between two places of a text: the run of each, article included, and its name."""
        for match in _RUN.finditer(text, start, len(text) if end is None else end):
            at = match.start()
            words = match.group().split(" ")
            while len(words) > 1 and (words[0] in _LEADS or words[0][:-2] in _DAYS):
                at += len(words.pop(0)) + 1
            for count in range(len(words), 0, -1):
                if any(word[-2:] in ("’s", "'s") for word in words[: count - 1]):
                    continue  # "CNN's Ann Lee" is somebody of CNN
                name = re.sub(r"[’']s?$", "", " ".join(words[:count]))
                if self.names(name) and not _goes_on(name, words[count:]):
                    yield (at, at + len(name)), shown(name)
                    break


def _goes_on(name: str, behind: list[str]) -> bool:
    """Whether a title that is one only with its article is but the beginning of a name: "the National Union"."""
    return bool(behind) and name[:4] in ("The ", "the ") and not is_outlet(bare(name)) and behind[0] not in _DAYS


def bare(name: str) -> str:
    """A name without its article and a possessive ending."""
    return re.sub(r"[’']s?$", "", _ARTICLE.sub("", name.strip(), count=1))


def shown(name: str) -> str:
    """A name as a list shows it: without its article, unless it is a title only with it ("The Times", "The Hill")."""
    short = bare(name)
    return (
        f"The {short}" if name[:4] in ("The ", "the ") and not is_outlet(short) and is_outlet(f"The {short}") else short
    )


def outlets_on(texts: Iterable[str]) -> Outlets:
    """Read the outlets that a page introduces ("Norwegian newspaper Dagbladet", "NRK, the public broadcaster").

    Args:
        texts: of its passages.

    Returns:
        What it introduces; empty where nothing is.

    """
    found: set[str] = set()
    programmes: dict[str, str] = {}
    for text in texts:
        for match in _PROGRAMME.finditer(text):
            if is_outlet(match["outlet"]):
                title = match["title"].strip(" ,.")
                programmes.setdefault(title.casefold(), f"{match['outlet']}{match['mark']}s {title}")
        for pattern in _INTRODUCED:
            for match in pattern.finditer(text):
                name = bare(match["name"])
                first = name.split(" ")[0]
                if first in _NO_NAMES:
                    name = name[len(first) :].strip()
                if name and name not in _NO_NAMES:
                    found.add(name)
    return Outlets(frozenset(found), programmes)

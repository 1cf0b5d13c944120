"""The news outlets that a page names: those known by their name, and those that the page itself introduces as such."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.attribution.raw import Run
from reportedly.language.outlets import is_outlet

_NAME = r"[A-ZÀ-Þ][\w’'&-]*(?:[ -](?:(?:of|and|de|da|del|di|al|el|la|le|der|die) )?[A-ZÀ-Þ0-9][\w’&-]*){0,4}"
_NOUN = (
    r"(?:newspaper|daily(?: newspaper)?|weekly(?: newspaper)?|tabloid|broadcaster|magazine|newswire|radio station|"
    r"(?:news|press) agency|news (?:site|website|outlet|channel|network|portal|organi[sz]ation)|website|outlet|paper|"
    r"(?:TV|television) (?:channel|station|network)|(?:medical |scientific |science )?journal|periodical)"
)
_OF_ONE = r"(?:editor|reporter|column|stor|interview|article|report)"
_INTRODUCED = (
    re.compile(rf"\b{_NOUN}s?,? [“\"‘']?(?P<name>{_NAME})"),
    re.compile(
        rf"(?P<name>{_NAME})[”\"’']?, (?:an?|the|one of|[A-ZÀ-Þ]\w+[’']s) (?:[\w’'-]+ ){{0,4}}{_NOUN}\b(?! {_OF_ONE})"
    ),
    re.compile(rf"(?P<name>{_NAME}) {_NOUN}\b(?! {_OF_ONE})"),
)
_ARTICLE = re.compile(r"^(?:[Tt]he|[Aa]n?) ")
_RUN = re.compile(rf"(?:[Tt]he )?{_NAME}")
_NO_NAMES = frozenset(
    "The A An In On At According And But Norwegian Swedish Danish British American German French Italian Spanish "
    "Russian Chinese Israeli Turkish Iranian Arab Arabic English Polish Dutch Finnish Ukrainian Indian Japanese "
    "Local State National He She They It This That His Her Their".split()
)


@dataclass(frozen=True, slots=True)
class Outlets:
    """The outlets a page introduces, by their bare names; ``names`` also knows those of general fame."""

    introduced: frozenset[str]

    def names(self, name: str) -> bool:
        """Whether a name as written, with or without its article, is an outlet's."""
        return bare(name) in self.introduced or is_outlet(name)

    def mentions(self, text: str, start: int = 0, end: int | None = None) -> Iterable[tuple[Run, str]]:
        """Find the outlets named between two places of a text: the run of each, article included, and its name."""
        for match in _RUN.finditer(text, start, len(text) if end is None else end):
            words = match.group().split(" ")
            for count in range(len(words), 0, -1):
                name = re.sub(r"[’']s$", "", " ".join(words[:count]))
                if self.names(name):
                    yield (match.start(), match.start() + len(name)), shown(name)
                    break


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
    for text in texts:
        for pattern in _INTRODUCED:
            for match in pattern.finditer(text):
                name = bare(match["name"])
                first = name.split(" ")[0]
                if first in _NO_NAMES:
                    name = name[len(first) :].strip()
                if name and name not in _NO_NAMES:
                    found.add(name)
    return Outlets(frozenset(found))

"""The polls that a page names, and who answers in them: "Gallup poll", "38 percent", "likely voters"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from reportedly.attribution.outlets_on_page import bare
from reportedly.attribution.page import Page

ASKED_REACH, PUBLIC_REACH = 6, 2
"""Passages from a poll to "38 percent" and to "voters"; other people than those who were asked are voters, too."""

_POLL = re.compile(r"(?P<name>(?:[A-Z][\w.&’'/-]*[\w.] (?:and )?){0,6})(?:[a-z]+[ -]){0,2}(?P<noun>poll|survey)\b")
_ASKED = re.compile(
    r"\bper ?cent\b|\d ?%|\brespondents?\b|"
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|\d+)[ -](?:in|of|out of)[ -]"
    r"(?:every )?(?:ten|five|four|three|\d+)\b|\b(?:surveyed|polled)\b"
)
_PUBLIC = re.compile(
    r"(?:(?i:an?|the|more|most|many|few(?:er)?|majority|half|a third|a quarter|likely|registered|undecided|of|than) )*"
    r"(?:(?i:voters|adults|people|group|women|men|majority|participants)|[A-Z]\w+(?:ans|ish|ese|ons))"
)
_NO_NAME = frozenset(
    "the a an this that its their his her another one new each every no in on at from for by per as but and while when "
    "if most many last recent such other some exit".split()
)


def poll_named(words: str) -> str | None:
    """What a list calls a poll of which these words speak, if they name it: "a new Gallup poll" is "Gallup poll"."""
    match = next((one for one in _POLL.finditer(words) if one["name"]), None)
    return _name(match) if match else None


def _name(match: re.Match[str]) -> str | None:
    name = bare(match["name"]).strip()
    return f"{name} {match['noun']}" if name and name.lower() not in _NO_NAME else None


def polls_on(page: Page, starts: Sequence[int]) -> list[tuple[int, str]]:
    """Find each mention of a poll that the page names; "the poll" is the one named before.

    Args:
        page: the parsed page.
        starts: where each of its passages begins.

    Returns:
        The number of the passage, from 1, and the poll's name, in page order.

    """
    found: list[tuple[int, str]] = []
    for passage in page.passages:
        for match in _POLL.finditer(page.text, passage.start, passage.end):
            if (name := _name(match)) or found:
                found.append((bisect_right(starts, match.start()), name or found[-1][1]))
    return found


def asked_by(source: str, polls: Sequence[tuple[int, str]], at: int) -> str | None:
    """Name the poll a source answered, if its words are a share or a kind of people: the one they name, or the last.

    Args:
        source: its words.
        polls: as ``polls_on`` found them.
        at: the number of its passage, from 1.

    """
    reach = ASKED_REACH if _ASKED.search(source) else PUBLIC_REACH if _PUBLIC.fullmatch(source) else -1
    before = next((name for place, name in reversed(polls) if 0 <= at - place <= reach), None)
    return before and (poll_named(source) or before)

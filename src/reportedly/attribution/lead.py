"""Headline and lead tell first what an interview said further down: they came through the same."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from reportedly.attribution.chain import Link
from reportedly.attribution.occasions import BACKGROUND, ELSEWHERE, around, is_no_comment, told_here
from reportedly.attribution.page import Page, head_of
from reportedly.attribution.raw import RawAttribution
from reportedly.model import SourceKind

Chain = tuple[Link, ...]

LEAD = 5
"""Passages, headline and standfirst among them, within which stands where what the lead tells was said."""
_AFTERWARDS = re.compile(r"\b(?:later|earlier|afterwards?)\b")
_SPEAKERS = frozenset(("person", "official", "organisation", "unknown"))
_SINGLE = frozenset(("person", "official"))


def with_lead(
    page: Page,
    raws: Sequence[RawAttribution],
    kinds: Sequence[SourceKind],
    within: Sequence[int | None],
    own: Sequence[Chain],
    done: list[Chain],
    said: Mapping[int, str],
    starts: Sequence[int],
    publisher: str | None,
) -> list[Chain]:
    """Give headline and lead the chain of the sentence right behind them that says where the same was said.

    "Lee warns of floods" and "Ann Lee said that floods would come" stand above "“They will come,” Lee told CNN".
    """
    first = _tellings(page, raws, own, said, starts)
    for index in reversed(range(1, len(raws))):
        # "Lee was angry. “It is over,” she told CNN."
        before, who = raws[index - 1], said.get(index)
        same = who is not None and said.get(index - 1) == who and within[index - 1] is None
        near = bisect_right(starts, before.start) == bisect_right(starts, raws[index].start)
        words = around(page, before)
        if same and near and own[index] and not done[index - 1] and not ELSEWHERE.search(words):
            done[index - 1] = () if is_no_comment(page, before) else own[index]
    for index, raw in enumerate(raws):
        at = bisect_right(starts, raw.start)
        if at > LEAD:
            break
        if within[index] is not None or done[index] or kinds[index] not in _SPEAKERS or not raw.source:
            continue
        speaker = said.get(index)
        if (
            speaker not in first
            and at == 1
            and len(first) == 1
            and kinds[index] in _SINGLE
            and not any(token.ent_type_ == "PERSON" for token in page.tokens_of(raw.source))
        ):
            speaker = next(iter(first))  # a headline calls people by what they are
        head = head_of(page.tokens_of(raw.cue))
        aside = head is not None and at > 1 and head.dep_ in ("relcl", "acl")
        if speaker is None or speaker not in first or aside or is_no_comment(page, raw):
            continue
        then, place = first[speaker]
        words = around(page, raw)
        if (
            index < then
            and place - at < LEAD - 1
            and not ELSEWHERE.search(words)
            and not told_here(page, raw, publisher)
        ):
            done[index] = own[then]
    return done


def _tellings(
    page: Page, raws: Sequence[RawAttribution], own: Sequence[Chain], said: Mapping[int, str], starts: Sequence[int]
) -> dict[str, tuple[int, int]]:
    """Where near the top each speaker first told something to an outlet, unless it was elsewhere first or long ago."""
    found: dict[str, tuple[int, int]] = {}
    elsewhere: set[str] = set()
    for index, who in said.items():
        at, words = bisect_right(starts, raws[index].start), around(page, raws[index])
        if at > LEAD or who in found or who in elsewhere:
            continue
        if own[index] and not BACKGROUND.search(words) and not _AFTERWARDS.search(words):
            found[who] = index, at
        elif not own[index] and ELSEWHERE.search(words):
            elsewhere.add(who)
    return found

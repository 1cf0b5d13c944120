"""Headline and lead tell first what an interview said further down: they came through the same."""

from __future__ import annotations

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
    first: dict[str, tuple[int, int]] = {}
    for index, who in said.items():
        at = bisect_right(starts, raws[index].start)
        if at <= LEAD and own[index] and who not in first and not BACKGROUND.search(around(page, raws[index])):
            first[who] = index, at
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

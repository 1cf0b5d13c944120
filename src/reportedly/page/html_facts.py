"""The facts of an HTML page: what it declares, filled up with what its labelled runs show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.model import READ_FOR_CLAIMS, BlockKind, Published
from reportedly.page.bylines import name_and_office
from reportedly.page.declared_values import clean_names
from reportedly.page.facts import Facts
from reportedly.page.lines import byline_names, dateline, moment_within, moments, section_name, tag_names, topic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.page.dom import Run
    from reportedly.page.metadata import Declared

_ELSEWHERE: frozenset[BlockKind] = frozenset({"related", "comment", "advertisement"})


def facts(runs: Sequence[Run], kinds: Sequence[BlockKind], said: Declared) -> Facts:
    """Gather what the page declares, filled up with what it shows."""
    shown: dict[BlockKind, list[str]] = {}
    for run, kind in zip(runs, kinds, strict=True):
        shown.setdefault(kind, []).append(run.text)
    headline = next(iter(shown.get("headline", ())), None) or next(iter(said.headlines), None)
    body = [text for kind in ("body", "standfirst") for text in shown.get(kind, ())]
    filed = map(topic, (*shown.get("topic", ()), *shown.get("tag", ())))
    tags = said.tags or tuple(dict.fromkeys(name for text in shown.get("tag", ()) for name in tag_names(text)))
    return Facts(
        publisher=said.publisher,
        headline=headline,
        standfirst=next(iter(shown.get("standfirst", ())), None) or said.description,
        bylines=said.bylines or _names_shown(runs, kinds),
        dateline=next((found for text in body[:3] if (found := dateline(text))), None),
        section=said.section or _section_shown(runs, kinds),
        topics=tuple(dict.fromkeys(filter(None, filed))),
        tags=tags,
        captions=tuple(dict.fromkeys(shown.get("caption", ()))),
        credits=tuple(dict.fromkeys(shown.get("credit", ()))),
        related=tuple(dict.fromkeys(text for text in shown.get("related", ()) if len(text.split()) >= 4)),
        published=said.published if said.published.earliest else _printed(runs, kinds),
        modified=said.modified,
    )


def _printed(runs: Sequence[Run], kinds: Sequence[BlockKind]) -> Published:
    """Read the moment printed by the headline: the one labelled as published, else the nearest unlabelled one."""
    at = next((at for at, kind in enumerate(kinds) if kind == "headline"), None)
    if at is None:
        return Published()
    near: list[tuple[bool, int, str]] = []
    for n in range(max(0, at - 8), min(len(runs), at + 20)):
        text, distance = runs[n].text, abs(n - at)
        if kinds[n] in _ELSEWHERE or len(text) > 150:
            continue
        found = moments(text)
        if not found and distance <= 5 and kinds[n] not in READ_FOR_CLAIMS:
            found = tuple(filter(None, [moment_within(text)]))
        near += [(m.label != "published", distance, m.day) for m in found if m.label != "modified"]
    if not near:
        return Published()
    _, _, day = min(near)
    return Published(day, day, "text")


def _section_shown(runs: Sequence[Run], kinds: Sequence[BlockKind]) -> tuple[str, ...]:
    """Read the section printed close by the headline."""
    at = next((at for at, kind in enumerate(kinds) if kind == "headline"), None)
    if at is None:
        return ()
    near = range(max(0, at - 5), min(len(runs), at + 5))
    found = [section_name(runs[n].text) for n in near if kinds[n] == "section"]
    return tuple(dict.fromkeys(text for text in found if any(map(str.isalpha, text)) and text.casefold() != "home"))


def _names_shown(runs: Sequence[Run], kinds: Sequence[BlockKind]) -> tuple[str, ...]:
    """Read the authors that the page shows: behind "by", or alone in what is marked as a byline."""
    for run, kind in zip(runs, kinds, strict=True):
        if kind != "byline":
            continue
        named = name_and_office(run.text)
        names = (named,) if named else byline_names(run.text)
        if not names and any(each == "byline" for _, each in run.place.regions):
            names = byline_names(f"By {run.text}")
        cleaned = clean_names(names)
        if cleaned:
            return cleaned
    return ()

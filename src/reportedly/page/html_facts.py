"""The facts of an HTML page: what it declares, filled up with what its labelled runs show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.model import BlockKind
from reportedly.page.bylines import opening_dateline
from reportedly.page.declared_values import bare, without_site
from reportedly.page.facts import Facts
from reportedly.page.html_days import days
from reportedly.page.html_shown import Shown, names_shown, sections_shown, tags_shown
from reportedly.page.lines import topic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.page.dom import Run
    from reportedly.page.metadata import Declared

_MARKS = re.compile(r"[:|–—-](?=.*\w)")


def facts(runs: Sequence[Run], kinds: Sequence[BlockKind], said: Declared) -> Facts:
    """Gather what a page declares, filled up with what it shows.

    Args:
        runs: of the page, in order.
        kinds: one for each run.
        said: what the page declares.

    """
    texts: dict[BlockKind, list[str]] = {}
    for run, kind in zip(runs, kinds, strict=True):
        texts.setdefault(kind, []).append(run.text)
    page = Shown.of(runs, kinds)
    body = [text for kind in ("body", "standfirst") for text in texts.get(kind, ())]
    tags = tags_shown(page, said)
    filed = map(topic, (*texts.get("topic", ()), *texts.get("tag", ())))
    dated = days(page, said)
    return Facts(
        publisher=said.publisher,
        headline=headline(texts.get("headline", ()), said),
        standfirst=next(iter(texts.get("standfirst", ())), None) or said.description,
        bylines=said.bylines or names_shown(page) or said.named or said.organisations,
        dateline=opening_dateline(body),
        section=sections_shown(page, said),
        topics=tuple(dict.fromkeys(filter(None, filed))),
        tags=tags,
        captions=tuple(dict.fromkeys(texts.get("caption", ()))),
        credits=tuple(dict.fromkeys(texts.get("credit", ()))),
        related=tuple(dict.fromkeys(text for text in texts.get("related", ()) if len(text.split()) >= 4)),
        published=dated.published,
        modified=dated.modified,
        retrieved=dated.retrieved,
    )


def headline(shown: Sequence[str], said: Declared) -> str | None:
    """Choose the headline: what the page shows, as it writes it where it calls itself by the same words.

    A kicker that stands in one line with the headline ("Storm over the coast Quay closed") is left out if what the page
    calls itself leaves it out, and parted from it by a mark if that parts it so.
    """
    if not shown:
        return next(iter(said.headlines), None)
    known = {bare(name) for name in said.headlines}
    text = next((each for each in shown if bare(each) in known), shown[0])
    text = without_site(text, said.site) or text
    plain = bare(text)
    for name in said.titles:
        if bare(name) == plain and len(_MARKS.findall(name)) > len(_MARKS.findall(text)):
            return name
    for name in said.titles:
        tail = bare(name)
        if plain.endswith(tail) and len(name.split()) >= 3 and text.endswith(name[-1]) and tail != plain:
            return name
    return text

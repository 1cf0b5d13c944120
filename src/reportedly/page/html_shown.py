"""What the labelled runs of an HTML page show of its authors, its section and its tags."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.model import READ_FOR_CLAIMS, BlockKind
from reportedly.page.bylines import name_and_office
from reportedly.page.declared_values import bare, clean_names, is_tag, once, person_like
from reportedly.page.lines import byline_names, filed_under, section_name, tag_names
from reportedly.page.wording import TAG_HEADS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from reportedly.page.dom import Run
    from reportedly.page.markup import Link
    from reportedly.page.metadata import Declared

ELSEWHERE: frozenset[BlockKind] = frozenset({"related", "comment", "advertisement"})
_BEFORE, _AFTER = 8, 25
"""Runs above the headline and below the body in which a report is still described."""
_TO_AUTHORS = re.compile(
    r"/(?:authors?|autor(?:en|es|in)?|auteurs?|autori|by|people|person|profile?s?|writers?|redakteur\w*)/",
    re.IGNORECASE,
)
_TO_TAGS = re.compile(
    r"/(?:tags?|topics?|themen?|thema|keywords?|schlagw(?:o|oe)rte?r?|stichwort|temas?|etiquetas?|hashtag|subjects?)[/=]",
    re.IGNORECASE,
)
_NO_TAG = re.compile(r":$|^(?:alle|all|more|mehr|weitere|view|see|todos|tous|toutes|tutti)\b.*\s", re.IGNORECASE)
_BYLINE_HEAD = re.compile(
    r"\W*(?:authors?|autor(?:en|in|es)?|auteurs?(?:\(s\))?|autori|written by|text)\s*:?", re.IGNORECASE
)
_NEWSROOM = re.compile(
    r"(?:die )?(?:online-?)?redaktion|(?:the )?editors|staff (?:writer|reporter)s?|la rédaction|redacción|redazione"
    r"|redactie",
    re.IGNORECASE,
)
_LONGEST_NAMES = 8
"""Words of a run below "Author:" that can be names and nothing else."""
_CRUMB = re.compile(r"\s*[/>»›|→]\s*")
_TO_HOME = re.compile(r"(?:https?://[^/]+)?/?(?:index\.\w+)?#?")
_NO_SECTION = frozenset(
    "article articles artikel story stories blog blogs node archive archives archiv post posts index content detail "
    "details page pages item items entry view show site web html".split()
)
_MOST_TAGS = 45
"""Tags of one report; more that stand together are the cloud of a whole site."""
_BYLINE_AFTER = 10
"""Runs below the body in which a by-line is the report's."""
_APART = 3
"""Runs from one tag to the next in a list of them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The labelled runs of a page, and where in them the report is.

    Attributes:
        headline: the number of the run that is the headline, or of the body's first run if none is.
        first: the number of the body's first run.
        last: the number of its last.

    """

    runs: Sequence[Run]
    kinds: Sequence[BlockKind]
    headline: int
    first: int
    last: int

    @classmethod
    def of(cls, runs: Sequence[Run], kinds: Sequence[BlockKind]) -> Shown:
        """Find the report among the runs."""
        body = [at for at, kind in enumerate(kinds) if kind in ("body", "list", "quotation")]
        titles = [at for at, kind in enumerate(kinds) if kind == "headline"]
        first = body[0] if body else (titles[0] + 1 if titles else len(runs))
        last = body[-1] if body else first - 1
        # A title that is repeated, or one of another report, stands farther from the body.
        headline = max((at for at in titles if at <= first), default=titles[0] if titles else first)
        return cls(runs, kinds, headline, first, last)

    def around(self) -> Iterator[int]:
        """The numbers of the runs that may describe the report, those in it included."""
        yield from range(max(0, self.headline - _BEFORE), min(len(self.runs), self.last + _AFTER))

    def distance(self, at: int) -> int:
        """How many runs one is from the headline, from the body's beginning or from its end."""
        return min(abs(at - self.headline), abs(at - self.first), abs(at - self.last))

    def elsewhere(self, at: int) -> bool:
        """Whether a run is part of another report, a comment or an advertisement."""
        return self.kinds[at] in ELSEWHERE


def names_shown(page: Shown) -> tuple[str, ...]:
    """Read the authors that the page shows closest to the headline or the end: behind "by", or alone in a by-line."""
    near = range(max(0, page.headline - _BEFORE), min(len(page.runs), page.last + _BYLINE_AFTER))
    for at in sorted(near, key=page.distance):
        run = page.runs[at]
        if page.elsewhere(at) or _BYLINE_HEAD.fullmatch(run.text):
            continue
        headed = at > 0 and _BYLINE_HEAD.fullmatch(page.runs[at - 1].text)
        if headed and len(run.text.split()) <= _LONGEST_NAMES:
            names = clean_names([text for text, _ in run.links] or [run.text])
        elif page.kinds[at] == "byline":
            linked = [text for text, address in run.links if _TO_AUTHORS.search(address)]
            names = clean_names(linked) or _names(run)
        else:
            continue
        if names:
            return names
    return ()


def _names(run: Run) -> tuple[str, ...]:
    named = name_and_office(run.text)
    names = (named,) if named else byline_names(run.text)
    if not names and any(each == "byline" for _, each in run.place.regions):
        names = byline_names(f"By {run.text}")
    if not names and (person_like(run.text) or _NEWSROOM.fullmatch(run.text)):
        names = (run.text,)
    return clean_names(names)


def sections_shown(page: Shown, said: Declared) -> tuple[str, ...]:
    """The section as marked in the markup, as declared, as printed around the report, as the address names it."""
    linked = tuple(once(map(section_name, _marked(page, said.section_links))))
    if linked or said.section:
        return linked or said.section
    filed = (filed_under(page.runs[at].text) for at in page.around() if not page.elsewhere(at))
    printed = next(filter(None, filed), ()) or _crumbs(page, said)
    return printed or tuple(name for name in said.path if name.casefold() not in _NO_SECTION)[:1]


def _crumbs(page: Shown, said: Declared) -> tuple[str, ...]:
    """The names printed close by the headline as its section, without the site's and the report's own."""
    near = range(max(0, page.headline - 5), min(len(page.runs), page.headline + 5))
    marked = [page.runs[at] for at in near if page.kinds[at] == "section"]
    texts = [text for run in marked for text in _below_home(run)]
    own = {"home", "startseite", *(bare(run.text) for run in page.runs[page.headline : page.headline + 1]), *said.site}
    names = (section_name(text) for text in texts)
    return tuple(once(name for name in names if any(map(str.isalpha, name)) and bare(name) not in own))


def _below_home(run: Run) -> list[str]:
    return [text for text, address in run.links if not _TO_HOME.fullmatch(address)] or (
        [] if run.links else _CRUMB.split(run.text)
    )


def tags_shown(page: Shown, said: Declared) -> tuple[str, ...]:
    """The tags: as marked in the markup, as declared, as printed by the report, as told to search engines."""
    marked = _clean(_marked(page, said.tag_links), said)
    if marked:
        return marked
    if said.tags:
        return _clean(said.tags, said)
    return _clean(_together(page, lambda at: _printed(page, at)), said) or _clean(said.keywords, said)


def _marked(page: Shown, links: Collection[Link]) -> list[str]:
    found = (lambda at: [link for link in page.runs[at].links if link in links]) if links else None
    return _together(page, found, len(page.runs)) if found else []


def _printed(page: Shown, at: int) -> list[Link]:
    """The tags in a run that is labelled as tags, or that is nothing but links to the subjects of a site."""
    run, kind = page.runs[at], page.kinds[at]
    if kind == "tag" and not (run.links and run.linked * 2 >= len(run.text)):
        return [(name, "") for name in tag_names(run.text)]
    linked = run.linked * 5 >= len(run.text) * 4 and at > page.headline and kind not in READ_FOR_CLAIMS
    if kind == "tag" or (linked and all(_TO_TAGS.search(address) for _, address in run.links)):
        return list(run.links)
    return []


def _together(page: Shown, find: Callable[[int], list[Link]], below: int = _AFTER) -> list[str]:
    """Of the tags found in runs, those that stand together closest to the report, however many they are.

    Args:
        page: the labelled runs.
        find: the tags in a run.
        below: runs below the report's last in which its tags may begin.
    """
    groups: list[list[int]] = []
    for at in range(max(0, page.headline - _BEFORE), len(page.runs)):
        if page.elsewhere(at) or (page.kinds[at] == "navigation" and at < page.headline):
            continue
        goes_on = groups and at - groups[-1][-1] <= _APART
        if (goes_on or at < page.last + below) and find(at):
            if goes_on:
                groups[-1].append(at)
            else:
                groups.append([at])
    groups = [group for group in groups if sum(len(find(at)) for at in group) <= _MOST_TAGS]
    best = min(groups, key=lambda group: min(abs(group[0] - page.last), abs(group[0] - page.headline)), default=[])
    return [text for at in best for text, _ in find(at)]


def _clean(tags: Sequence[str], said: Declared) -> tuple[str, ...]:
    """Leave out labels, the site's own name, and links to more."""
    named = (text.strip(" ,;•·|") for text in once(tags))
    return tuple(
        text
        for text in named
        if is_tag(text)
        and bare(text) not in said.site
        and text.casefold() not in TAG_HEADS
        and not _NO_TAG.search(text)
    )

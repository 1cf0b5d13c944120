"""Who handed a claim on, by the words around a name: "told CNN", "a study in The Lancet", "according to Politico"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from spacy.tokens import Token

from reportedly.attribution.outlets_on_page import NAME, Outlets, bare, shown
from reportedly.attribution.page import Page
from reportedly.attribution.raw import Run
from reportedly.model import SourceKind


class Distance(IntEnum):
    """How near to the report's reader an intermediary stands; the outermost is named first in a chain."""

    RELAYED = 0
    """"…, according to Politico": it tells what others were told."""
    PUBLISHED = 1
    """"in a letter obtained by CNN", "quoted by Tass"."""
    SPOKEN_TO = 2
    """"told Reuters", "a study in The Lancet"."""


class Handed(NamedTuple):
    """An intermediary where it is named: its run, its name as a list shows it, its kind and where it stands."""

    run: Run
    name: str
    distance: Distance
    kind: SourceKind = "outlet"


_BETWEEN = r"(?:(?:the|a|an|its|his|her|their|[A-Z]\w+)(?:[’']s)? )?(?:[\w-]+ ){0,3}?[“\"‘']?$"
"""What may stand between the words that hand on and a name: an article, "Norwegian newspaper", an opening mark."""
_RELAYED = re.compile(
    rf"\b(?:[Aa]ccording to|[Aa]s (?:reported|quoted|cited|told|first reported) (?:by|in|on)) {_BETWEEN}"
)
_PUBLISHED = re.compile(
    r"\b(?:quoted|cited|obtained|seen|reviewed|reported|published|released|carried|broadcast|aired|viewed|commissioned|"
    rf"leaked|posted|featured|printed)(?: \w+){{0,2}}? (?:by|in|on|to) {_BETWEEN}"
)
_INTERVIEWED = re.compile(
    r"\b(?:interview(?:ed|s)?|conversation|phone call|appearance|appear(?:ed|ing|s)|sit-?down|sat down|spoke|guest)"
    rf"(?: \w+){{0,4}}? (?:with|to|on|by|for|in) {_BETWEEN}"
)
_SPOKEN_TO = re.compile(
    r"\b(?:"
    r"t(?:ell|ells|old|elling)|"
    r"(?:call|exchange|briefing)(?: \w+){0,4}? (?:with|to|on|by|for|in)|"
    r"(?:explained|insisted|admitted|complained|revealed|explains|admits|speak|speaks|speaking|spoke|spoken|talk|talks|talking|talked|said|says|saying|confirmed|statement|comments?|"
    r"remarks|letter|e-?mail|message|given|gave|provided|sent|disclosed|shown|described) (?:\w+ )?(?:to|with)|"
    r"(?:said|says|saying|speaking|wrote|writing|writes|argued|asked|told|explained|added|claimed|insisted|"
    r"made (?:\w+ ){0,2}(?:comments|remarks))(?: \w+){0,3}? (?:on|in|for)|"
    r"(?:report|study|article|column|op-ed|essay|analysis|story|editorial(?! board)|poll|paper|letter|research|"
    r"post|piece|segment)"
    r"(?: \w+){0,3}? (?:in|for|by|from|on)"
    rf") {_BETWEEN}"
)
_IN_ONE = re.compile(
    r"\b(?:[Ii]n|[Ff]rom|[Oo]n|[Dd]uring|[Bb]y)(?: (?:an?|the|his|her|their|its|that|this))?(?: [\w-]+){0,2} $"
)
_OF_IT = re.compile(
    r"(?:[’']s?)? (?:[\w-]+ ){0,2}(?:interview|report|story|article|op-ed|column|piece|essay|profile|podcast|editorial|"
    r"segment|broadcast|program(?:me)?|show|documentary|appearance)\b"
)
_REPORTS = re.compile(
    r" (?:has |had |also |first )?(?:reports?|reported|says|said|writes|wrote|notes|noted|reveals|revealed) that\b"
)
_PAPER = re.compile(
    r"\b(?<!ased )(?:[Ii]n|[Ff]rom|[Tt]hrough|[Oo]n) (?:an? |the |its |his |her |their |those |these )?(?P<name>"
    r"(?:[a-z]+ )?(?:[A-Z][\w.&-]*(?: (?:and|of|for|the))* )+(?:filings?|documents?|records|affidavit|disclosures?)|"
    r"(?:court|legal|regulatory|bankruptcy|securities|charging|leaked|hacked|internal|confidential|classified|secret|"
    r"newly released) (?:[\w-]+ ){0,2}?"
    r"(?:filings?|documents?|records|papers|e-?mails?|memos?|cables?|transcripts?|recordings?|audio|video|tapes?)|"
    r"(?:sworn |written )?(?:affidavits?|depositions?|indictment)|"
    r"(?:audio|video|radio|tape|taped|secret|old|newly surfaced|\d{4}) "
    r"(?:recordings?|tapes?|clips?|footage|video|audio))\b"
)
_WORK = re.compile(
    r"\b[Ii]n (?:an?|the|his|her|their|its) (?:[\w-]+ ){0,3}?"
    r"(?:book|memoir|autobiography|documentary|film|novel|manifesto)"
    r",? [“\"‘'](?P<name>[A-Z0-9][^“”\"\n]{1,60}?)[,.]?[”\"’']"
)
"""Papers and works with a name of their own, in which a source says something: "in Land Office filings"."""
_TITLE = r"[A-ZÀ-Þ0-9][\w’'&.!-]*(?: (?:(?:of|the|and|with|for|in|at|a|to|&) ){0,2}[A-ZÀ-Þ0-9][\w’'&!-]*){0,6}"
_QUOTED_TITLE = re.compile(rf"[“\"‘'](?P<title>{_TITLE})[,.]?[”\"’']")
_PROGRAMME = re.compile(
    rf"(?:[’']s?)? (?:(?:[\w-]+ ){{0,2}}?[“\"‘'](?P<quoted>{_TITLE})[,.]?[”\"’']|(?P<plain>{_TITLE}))"
)
_WITH = re.compile(r"\bwith (?:the )?$")
_ON = re.compile(
    r"(?:^|[^\w ] ?|\b(?:\w+ed|said|says|wrote|spoke|show|program|programme|podcast|told|interview)(?: \w+){0,3}? )"
    r"[Oo]n (?:the )?$"
)
_AIRED = re.compile(
    r"\b(?:said|says|saying|told|tells|telling|argued|claimed|added|asked|spoke|speaking|appear(?:ed|ing|ance)|"
    r"interview(?:ed)?|comments?|remarks)(?: \w+){0,3}? (?:on|with|to) (?:the )?$|"
    r"\b(?:told|tells|telling) (?:the )?$"
)
_PROGRAMMES = re.compile(
    r"\b(?:60 Minutes|All Things Considered|Dateline|Face the Nation|Fox & Friends|Fox and Friends|Fox News Sunday|"
    r"Fresh Air|Frontline|Good Morning America|Good Morning Britain|HARDtalk|Hardball|Marketplace|Meet the Press|"
    r"Morning Edition|Morning Joe|Newshour|NewsHour|Newsnight|Nightline|Panorama|Question Time|Saturday Night Live|"
    r"State of the Union|The View|(?:[Tt]he )?Today (?:[Ss]how|programme)|Woman[’']s Hour|"
    r"(?:[Tt]he )?(?:[A-Z][\w.]+ ){1,3}(?:Show|Podcast|Tonight|Radio Hour|Edition))\b"
)
"""Programmes by their titles, and what is built as such a title."""
_SHOW = re.compile(
    r"[A-ZÀ-Þ][\w.-]+(?: [A-ZÀ-Þ][\w.-]+){0,2}[’']s? (?:\w+ )?(?:radio|television|TV|talk|cable|web) "
    r"(?:show|program(?:me)?)"
)
_NO_MEDIUM = frozenset("PERSON GPE NORP DATE TIME LOC FAC MONEY CARDINAL ORDINAL LAW EVENT".split())
_NO_INTERVIEWER = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|"
    r"November|December|The|A|An|He|She|Congress|Police|Senate|House|Parliament|Court|I|Mr|Mrs|Ms|Dr|Capitol Hill"
)
_RUN = re.compile(NAME)


def handed(page: Page, start: int, end: int, outlets: Outlets) -> Iterator[Handed]:
    """Find the outlets and programmes between two places that, by the words around their names, handed a claim on.

    Args:
        page: the parsed page.
        start: where to look from; the words that hand on must stand behind it too.
        end: where to look to.
        outlets: those that the page names.

    Yields:
        Each where it is named.

    """
    text = page.text
    done = start
    for run, name in outlets.mentions(text, start, end):
        distance = _distance(text, start, run, end)
        if distance is not None:
            full, done = _with_programme(page, run, name)
            yield Handed((run[0], done), full, distance)
    for pattern in (_PAPER, _WORK):
        for match in pattern.finditer(text, start, end):
            yield Handed(match.span("name"), match["name"], Distance.SPOKEN_TO, "document")
    for found in _programmes(page, start, end, outlets):
        if found.run[0] >= done:
            yield found


def relayed(page: Page, content: Run, outlets: Outlets) -> Handed | None:
    """Find the outlet that a content begins with: "Reuters reports that two men died, according to the police"."""
    start, end = content
    for run, name in outlets.mentions(page.text, start, min(end, start + 80)):
        before = page.text[start : run[0]].strip(" “\"'").lower()
        if before in ("", "that", "the") and _REPORTS.match(page.text, run[1], end):
            return Handed(run, name, Distance.RELAYED)
        break
    return None


def _distance(text: str, start: int, run: Run, end: int) -> Distance | None:
    before = text[max(start, run[0] - 90) : run[0]]
    for pattern, distance in (
        (_RELAYED, Distance.RELAYED),
        (_INTERVIEWED, Distance.SPOKEN_TO),
        (_PUBLISHED, Distance.PUBLISHED),
        (_SPOKEN_TO, Distance.SPOKEN_TO),
    ):
        if pattern.search(before):
            return distance
    if _IN_ONE.search(before) and _OF_IT.match(text, run[1], end):
        return Distance.SPOKEN_TO
    return None


def _with_programme(page: Page, run: Run, name: str) -> tuple[str, int]:
    """An outlet with its programme, where one is named behind it: CNN's "State of the Union"; and where that ends."""
    match = _PROGRAMME.match(page.text, run[1])
    if match is None:
        return name, run[1]
    if match["plain"] and (
        page.text[run[1]] == " " or any(t.ent_type_ == "PERSON" for t in page.tokens(match.span("plain")))
    ):
        return name, run[1]
    if match["plain"] and _WITH.search(page.text[max(0, run[0] - 12) : run[0]]) and match["plain"].count(" ") == 1:
        return name, run[1]  # an interview "with the Post's Ann Lee", but "on the Post's Second Look"
    title = (match["quoted"] or match["plain"]).strip(" ,.")
    mark = page.text[run[1]] if page.text[run[1]] in "’'" else "'"
    return f"{name}{mark}s {title}", match.end()


def _programmes(page: Page, start: int, end: int, outlets: Outlets) -> Iterator[Handed]:
    """Programmes without their outlet's name, and interviewers who are nobody that we know to be an outlet."""
    text = page.text
    for match in _QUOTED_TITLE.finditer(text, start, end):
        before = text[max(start, match.start() - 90) : match.start()]
        known = outlets.programmes.get(match["title"].casefold().strip(" ,."))
        if _AIRED.search(before) or (known and _ON.search(before)):
            yield Handed(match.span("title"), known or match["title"].strip(" ,."), Distance.SPOKEN_TO)
    for match in _PROGRAMMES.finditer(text, start, end):
        if _AIRED.search(text[max(start, match.start() - 60) : match.start()].rstrip("“\"‘'")):
            title = match.group()
            yield Handed(match.span(), outlets.programmes.get(title.casefold(), shown(title)), Distance.SPOKEN_TO)
    for match in _SHOW.finditer(text, start, end):
        if _distance(text, start, match.span(), end) is not None or _ON.search(
            text[max(start, match.start() - 90) : match.start()]
        ):
            yield Handed(match.span(), match.group(), Distance.SPOKEN_TO)
    for match in _RUN.finditer(text, start, end):
        before = text[max(start, match.start() - 60) : match.start()]
        if _HELD_WITH.search(before) and not outlets.names(match.group()) and _is_medium(page.tokens(match.span())):
            yield Handed(match.span(), bare(match.group()), Distance.SPOKEN_TO)


_HELD_WITH = re.compile(
    r"\b(?:interview(?:ed)?(?: \w+){0,3}? (?:with|on|to|by|for)|appear(?:ance|ed|ing) on) (?:the )?$"
)


def _is_medium(tokens: list[Token]) -> bool:
    """Whether a name that is no known outlet's can be one: of two words at least, and no person, place, day or body."""
    if len(tokens) < 2 or any(t.ent_type_ in _NO_MEDIUM for t in tokens):
        return False
    return not _NO_INTERVIEWER.fullmatch(tokens[0].text) and not any(
        t.pos_ == "PROPN" and t.text.endswith(".") for t in tokens
    )

"""Which named entity a description means: "the agency", "the Vermont senator", "the website"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reportedly.mentions.people.clusters import is_short
from reportedly.mentions.people.roles import TITLES, role_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.language import Passage
    from reportedly.mentions.sources.words import Phrase
    from reportedly.model import Entity

_ALIKE = tuple(
    frozenset(words.split())
    for words in (
        "nominee candidate contender hopeful challenger standard-bearer",
        "senator lawmaker legislator sen sen.",
        "congressman congresswoman representative lawmaker legislator rep rep.",
        "attorney lawyer counsel barrister solicitor",
        "businessman mogul billionaire developer tycoon magnate entrepreneur",
        "chief head director boss leader chair chairman chairwoman",
        "spokesman spokeswoman spokesperson",
        "professor scholar academic researcher lecturer",
        "economist analyst expert",
        "scientist researcher",
        "doctor physician surgeon psychiatrist dr dr.",
        "general commander officer gen gen.",
        "governor gov gov.",
        "judge justice magistrate",
        "author writer novelist",
        "journalist reporter correspondent columnist",
        "filmmaker director",
        "wife husband spouse ex-wife ex-husband",
        "adviser advisor aide strategist",
        "ceo executive chief",
        "detective inspector officer",
        "director ceo president",
        "minister secretary",
    )
)
BODIES = {
    "agency": "agency department bureau service services office administration authority commission institute",
    "department": "department ministry",
    "ministry": "ministry department",
    "union": "union association federation brotherhood guild workers teamsters",
    "association": "association society federation",
    "court": "court courts tribunal",
    "panel": "committee commission panel subcommittee board court",
    "committee": "committee subcommittee commission",
    "commission": "commission",
    "council": "council",
    "bank": "bank",
    "university": "university college",
    "school": "school college university academy",
    "college": "college university",
    "hospital": "hospital clinic infirmary",
    "company": "company corp corp. corporation inc inc. ltd ltd. plc group airlines motors industries holdings co co.",
    "firm": "company corp corp. corporation inc inc. llp llc group partners associates holdings co co.",
    "group": "group association foundation network alliance coalition union front society council project campaign",
    "organisation": "organisation organization association foundation network alliance institute group society council",
    "organization": "organisation organization association foundation network alliance institute group society council",
    "foundation": "foundation trust fund",
    "charity": "foundation trust fund charity",
    "institute": "institute institution center centre",
    "think-tank": "institute institution center centre foundation",
    "party": "party democrats republicans labour conservatives",
    "campaign": "campaign",
    "club": "club fc united city",
    "team": "team club fc united",
    "church": "church",
    "airline": "airlines airways air",
    "bureau": "bureau",
    "office": "office",
    "service": "service",
    "authority": "authority",
    "force": "force police",
    "police": "police",
    "senate": "senate",
    "house": "house",
    "congress": "congress",
    "parliament": "parliament",
    "board": "board",
    "federation": "federation",
    "regulator": "authority commission agency office",
    "watchdog": "authority commission agency office committee",
    "airport": "airport",
    "body": "authority commission agency association federation committee",
}
_ORG_TITLES = {word: frozenset(names.split()) for word, names in BODIES.items()}
FREE = frozenset("company firm group organisation organization agency charity think-tank startup union club".split())
"""Nouns for bodies whose names say nothing of what they are: "the company" of "Boeing"."""
OUTLETS = frozenset(
    (
        "newspaper paper magazine website site outlet broadcaster network channel station tabloid daily weekly agency "
        "publication newswire wire"
    ).split()
)
_NEAR = 60
_IS = re.compile(
    r"(?:,[^,.;“”\"]{1,40},)?\s+(?:is|was|became|has\s+been|serves|will\s+be)\s+(?:(?:elected|appointed|named|sworn\s+in)\s+)?"
    r"(?:as\s+)?(?:(?:the|an?)\s+)?(?P<role>(?:[\w-]+\s+){0,2}[a-z-]+)(?=\s+(?:of|for|at|in|who)\b|[.,])"
)
"""What a sentence says that somebody is: "NAME, a surgeon, was elected as mayor of"."""
_WORD = re.compile(r"\w+")
COURTESY = frozenset("mr mr. mrs mrs. ms ms. miss sir lord lady dame dr dr.".split())
"""Titles that say nothing of what somebody does."""


class Held(NamedTuple):
    """What a text says of a person at one place."""

    start: int
    words: frozenset[str]
    beside: frozenset[str]  # the other words around: of the office, the party, the place


OFFICES = frozenset(
    (
        "nominee candidate contender incumbent judge justice senator governor president mayor minister congressman "
        "congresswoman representative secretary chancellor ambassador premier prosecutor sheriff general pope bishop "
        "king queen delegate councilman councilwoman commissioner speaker coach"
    ).split()
)
"""Roles of which somebody rarely has two."""


def held(entity: Entity, passages: Sequence[Passage], numbers: Sequence[int | None]) -> tuple[Held, ...]:
    """The roles that a text gives a person, wherever it names them.

    Args:
        entity: the person.
        passages: of the report.
        numbers: for each mention, the number of its passage; ``None`` where it stands in none of them.

    """
    found = []
    for mention, number in zip(entity.mentions, numbers, strict=True):
        if number is None:
            continue
        passage = passages[number]
        start, end = mention.start - passage.start, mention.end - passage.start
        role = role_at(passage.doc, passage.text, start, end)
        words = set((role.role or "").lower().split())
        before = passage.text[max(0, start - 40) : start].split()
        if match := _IS.match(passage.text, end):
            words |= set(match["role"].lower().split())
        while before and before[-1].lower() in TITLES:
            words.add(before.pop().lower())
        if words:
            around = passage.text[max(0, start - _NEAR) : end + _NEAR].lower()
            found.append(Held(mention.start, frozenset(words), frozenset(_WORD.findall(around))))
    return tuple(found)


def holds(noun: str, roles: frozenset[str]) -> bool:
    """Whether one of some roles is what a noun names."""
    bare = noun.rpartition("-")[2] if noun.startswith(("ex-", "vice-")) else noun
    if bare in roles or noun in roles:
        return True
    return any(bare in alike and alike & roles for alike in _ALIKE)


def bodies(phrase: Phrase, entities: Sequence[Entity], text: str) -> list[tuple[Entity, int]]:
    """The organisations and outlets that a common noun can mean, with how well each one's name fits it (2 or 1)."""
    noun = phrase.noun
    common = phrase.head.pos_ == "NOUN"
    bare = common and not phrase.modifiers
    wanted = _ORG_TITLES.get(noun, frozenset({noun}))
    found = []
    for entity in entities:
        if entity.kind not in {"organisation", "outlet"} or not entity.mentions:
            continue
        words = set(re.split(r"[\s-]+", entity.name.lower()))
        if (noun in OUTLETS and entity.kind == "outlet") or words & wanted or (common and noun in words):
            found.append((entity, 2))
        elif bare and noun in BODIES and is_short(entity.name) and noun[0].upper() in entity.name[-2:]:
            found.append((entity, 1))  # "the bureau" of an acronym that ends in B
        elif noun in FREE and bare and entity.kind == "organisation":
            found.append((entity, 1))
        elif any(_apposed(noun, text[max(0, m.start - 60) : m.end + 80], m.text) for m in entity.mentions[:3]):
            found.append((entity, 2))
    return found


def _apposed(noun: str, around: str, name: str) -> bool:
    """Whether a name is beside a noun for what it is: "the blog NAME", "NAME, a blog"."""
    before, _, after = around.partition(name)
    return bool(
        re.search(rf"\b{re.escape(noun)}s?\s+$", before)
        or re.match(rf",\s+(?:a|an|the|one of)\s+[^,.;]{{0,60}}\b{re.escape(noun)}s?\b", after)
    )

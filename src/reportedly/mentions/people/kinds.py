"""What a name names, by all the evidence in the report: one name, one kind."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from reportedly.language.outlets import is_outlet
from reportedly.mentions.people.given import GIVEN_NAMES
from reportedly.mentions.people.roles import BEFORE, HONOURS, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.tokens import Token

    from reportedly.mentions.people.names import Name

Kind = Literal["person", "organisation", "outlet", "place", "other"]

_ORG_WORDS = frozenset(
    (
        "service services department party inc inc. corp corp. corporation ltd ltd. plc llc company co co. university "
        "committee council ministry agency union bank police army navy court institute association group foundation "
        "commission bureau senate congress parliament office authority administration federation league club "
        "organisation organization society trust board fund network alliance coalition front brigade movement forces "
        "force guard college school academy hospital church airlines airways motors systems technologies industries "
        "holdings partners associates securities capital campaign assembly chamber house treasury pentagon kremlin "
        "nations exchange register centre center laboratory project conference confederation caucus pac republicans "
        "democrats united fc squad team militia command staff cabinet government reserve taliban state "
        "orchestra opera theatre theater philharmonic museum gallery oil gas energy resources stores wholesale "
        "research consulting ventures media studios records pictures entertainment insurance telecom steel"
    ).split()
)
_PLACE_WORDS = frozenset(
    (
        "street road avenue square bridge river lake sea ocean bay valley mountain mountains island islands county "
        "city province region district airport park beach coast desert gulf peninsula strait forest village town east "
        "west north south"
    ).split()
)
KNOWN_ORGANISATIONS = frozenset(
    (
        "Twitter Facebook Google YouTube Instagram WhatsApp Telegram TikTok Snapchat Reddit WikiLeaks Wikipedia "
        "Microsoft Apple Amazon Netflix Uber Intel IBM Sony Samsung Nokia Toyota Boeing Airbus Shell Tesla Gallup "
        "Quinnipiac Interpol Europol Hezbollah Hamas Daesh Isis Isil ISIS ISIL Fatah Nato Opec Unicef Unesco Gazprom "
        "Rosneft Yukos Congress Parliament Labour Tories Conservatives"
    ).split()
)
"""Names of one word that news is full of and that a small model labels at random."""
_KNOWN_PLACES = frozenset(
    {
        "US",
        "U.S.",
        "USA",
        "U.S.A.",
        "UK",
        "U.K.",
        "UAE",
        "Soviet Union",
        "United States",
        "United Kingdom",
        "Washington D.C.",
    }
)
_SMALL = frozenset({"of", "the", "for", "and", "&", "on", "in"})
_SAYS = frozenset(
    (
        "say tell add report write explain note claim argue announce confirm deny state insist warn tweet reply "
        "respond admit declare allege comment suggest acknowledge believe think want"
    ).split()
)
_MEMBERS = re.compile(
    r"(?i:(?:members?|fighters?|supporters?|leaders?|followers|spokes\w+|chief|head|chairman|director|employees|staff|joined|join|joining"
    r"|officials?|founder|statement)\s+(?:of|at|for|from|by)?\s*(?:the\s+)?)$"
)
_FOLLOWED_BY_PEOPLE = re.compile(
    r"(?:['’]s?)?[\s-]+(?:affiliated|linked|related|backed|fighters?|militants?|terrorists?|supporters?|members?|officials?|spokes\w+|employees"
    r"|executives?|shares|recruits|sympathi[sz]ers|jihadis\w*|leaders?|chief|lawyers)\b"
)
_PLACED = re.compile(
    r"(?<!\w)(?i:in|near|across|outside|throughout|inside|northern|southern|eastern|western|central)\s+(?:the\s+)?$"
)
_MEDIUM = (
    r"(?:newspaper|daily|tabloid|magazine|broadsheet|weekly|news\s+agency|newswire|broadcaster|news\s+site|news\s+website"
    r"|news\s+channel|television\s+(?:channel|station)|tv\s+channel|radio\s+station|website|news\s+outlet|outlet)"
)
_MEDIUM_BEFORE = re.compile(rf"(?<!\w)(?i:{_MEDIUM})\s+$")
_MEDIUM_AFTER = re.compile(rf"\s+(?i:{_MEDIUM})(?!\w)|,\s+(?:a|the)\s+(?:\w+\s+){{0,2}}(?i:{_MEDIUM})(?!\w)")
_TOLD = re.compile(
    r"(?<!\w)(?i:told|interview\s+with|speaking\s+to|reported\s+by|according\s+to|quoted\s+by)\s+(?:the\s+)?$"
)
_DATELINE_AFTER = re.compile(r"(?:,\s+[A-Z][\w.]+)?(?:,\s+\w+\.?\s+\d{1,2})?\s*(?:\([^)]{1,30}\)\s*)?[-–—]{1,2}\s")
_AGE = re.compile(r",\s+(?:aged\s+)?\d{1,2}(?=[,.;)])|\s+\(\d{2}\)")
_WHO = re.compile(r",?\s+(?:who|whose)\b")
_INITIALLED = re.compile(r"(?:[A-Z]\.?\s?){1,2}\s[A-Z][a-zà-ÿ][\w’'-]+")
_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})


@dataclass(frozen=True, slots=True)
class Surface:
    """All that one written form of a name says of itself: its kind, and where it stands."""

    text: str
    kind: Kind
    names: tuple[Name, ...]


def surfaces(found: Iterable[Name]) -> dict[str, Surface]:
    """Group names by how they are written, and settle each one's kind.

    Evidence is weighed, not counted alone: a title, an age or "who" makes a person; "newspaper X" an outlet; "members
    of X" an organisation; "in X" a place; spaCy's own label counts for one at each place.
    """
    grouped: defaultdict[str, list[Name]] = defaultdict(list)
    found = _recut(list(found))
    peoples = _peoples(found)
    for name in found:
        if name.text not in peoples:
            grouped[name.text].append(name)
    votes = {text: _votes(text, group) for text, group in grouped.items()}
    _share(votes, grouped)
    return {text: _surface(text, grouped[text], votes[text]) for text in grouped}


def _recut(found: list[Name]) -> list[Name]:
    """Cut the first word of a sentence off a name that it is no part of: "Poor Mexico", "New Bruce Willis"."""
    known = Counter(name.text for name in found if name.label in {"GPE", "LOC"})
    known.subtract(name.text for name in found if name.label == "PERSON")
    known += Counter()  # only those that are places more often
    cut: list[Name] = []
    alone = Counter(name.text for name in found if " " not in name.text)
    full = (name.text.split() for name in found if name.text.count(" ") == 1)
    bearers = {last for first, last in full if first in GIVEN_NAMES}
    for name in found:
        head, _, tail = name.text.partition(" ")
        span = name.passage.doc.char_span(name.start, name.end, alignment_mode="expand")
        begins = span is not None and len(span) > 0 and _begins_sentence(span[0])
        place = tail in known and known[name.text] < known[tail] and head not in known
        person = name.label == "PERSON" and " " in tail and tail.split()[0] in GIVEN_NAMES
        person = person or tail in bearers  # "Mogul Wilson" beside "Tony Wilson"
        if head.lower() in BEFORE and " " in tail and tail.split()[0] in GIVEN_NAMES:
            begins = person = True  # "Conservative Anna Berg"
        if begins and head not in GIVEN_NAMES and (place or person):
            start = name.end - len(name.around[name.start : name.end].split(None, 1)[1])
            name = replace(name, start=start, text=tail)
        else:
            name = _before_heading(name, alone)
        cut.append(_without_honours(name))
    return cut


def _before_heading(name: Name, alone: Counter[str]) -> Name:
    """A full name without what a heading writes on, where its surname is known: "Anna Berg Election Day"."""
    words = name.text.split()
    if len(words) < 3 or words[0] not in GIVEN_NAMES or alone[words[1]] < 2 or words[-1].lower() in _ORG_WORDS:
        return name
    if words[2] in _SUFFIXES or alone[words[-1]] >= alone[words[1]]:
        return name
    found = re.match(r"\S+\s+\S+", name.around[name.start : name.end])
    return replace(name, end=name.start + found.end(), text=" ".join(words[:2])) if found else name


def _without_honours(name: Name) -> Name:
    """A person's name without the letters after it: "Anna Berg QC"."""
    words = name.text.split()
    if len(words) < 3 or words[-1] not in HONOURS:
        return name
    end = name.start + len(name.around[name.start : name.end].rstrip()[: -len(words[-1])].rstrip())
    return replace(name, end=end, text=" ".join(words[:-1]))


def _begins_sentence(token: Token) -> bool:
    return bool(token.is_sent_start) or (token.i > 0 and token.doc[token.i - 1].is_punct)


def _peoples(found: list[Name]) -> set[str]:
    """Words that the report also uses for a people or what is theirs, as spaCy labels them: they name nobody."""
    docs = {name.passage.start: name.passage.doc for name in found}
    words = {
        entity.text
        for doc in docs.values()
        for entity in doc.ents
        if entity.label_ == "NORP" and " " not in entity.text
    }
    # "The Bergs" are a family.
    bearers = {surname(name.text) for name in found if name.titles or (name.label == "PERSON" and " " in name.text)}
    words -= bearers | {f"{bearer}s" for bearer in bearers}
    return words | {word.removesuffix("s") for word in words} | {f"{word}s" for word in words}


def _surface(text: str, group: list[Name], votes: Counter[Kind]) -> Surface:
    kind: Kind = max(votes, key=votes.__getitem__) if votes else "other"
    if kind == "organisation" and votes["outlet"] >= 2:
        kind = "outlet"
    return Surface(text, kind, tuple(group))


def _votes(text: str, group: list[Name]) -> Counter[Kind]:
    votes: Counter[Kind] = Counter()
    words = [word.lower() for word in text.split()]
    if is_outlet(text) or is_outlet(f"The {text}"):
        votes["outlet"] += 6
    if text in KNOWN_ORGANISATIONS or text in {"Lib Dem", "Lib Dems"}:
        votes["organisation"] += 4 + 2 * len(group)
    if text in _KNOWN_PLACES:
        votes["place"] += 4 + 2 * len(group)
    elif (
        words[-1] in _ORG_WORDS
        or (words[0] == "team" and len(words) > 1)
        or (words[0] in {"university", "department", "ministry", "bank", "house"} and "of" in words)
    ):
        votes["organisation"] += 4
    elif len(words) > 1 and words[-1] in _PLACE_WORDS:
        votes["place"] += 3
    elif (len(words) > 1 and (text.split()[-1] in _SUFFIXES or _INITIALLED.fullmatch(text))) or (
        2 <= len(words) <= 4 and text.split()[0] in GIVEN_NAMES and not _SMALL.intersection(words)
    ):
        votes["person"] += 4
    if re.fullmatch(r"[A-Z][A-Z&]{1,6}", text) and text not in {"US", "UK", "USA", "UAE", "EU"}:
        votes["organisation"] += 2
    for name in group:
        _add_label(votes, name, words)
        _add_context(votes, name, words)
    return votes


def _add_label(votes: Counter[Kind], name: Name, words: list[str]) -> None:
    label = name.label
    if label == "PERSON":
        votes["person"] += 1.5 if len(words) in {2, 3} else 1  # type: ignore[assignment]
    elif label == "ORG":
        votes["organisation"] += 1
    elif label in {"GPE", "LOC"}:
        votes["place"] += 1.5 if len(words) == 1 else 1  # type: ignore[assignment]
    elif label:
        votes["other"] += 1.5 if label != "FAC" else 1  # type: ignore[assignment]
    else:
        votes["other"] += 0.4  # type: ignore[assignment]


def _add_context(votes: Counter[Kind], name: Name, words: list[str]) -> None:
    text = name.around
    before, after = text[max(0, name.start - 60) : name.start], text[name.end : name.end + 60]
    alone = len(words) <= 4 and words[-1] not in _ORG_WORDS
    if name.titles and alone:
        votes["person"] += 5
    if alone and (_AGE.match(after) or _WHO.match(after) or (len(words) > 1 and _stands_apart(text, name))):
        votes["person"] += 3
    if _MEMBERS.search(before) or _FOLLOWED_BY_PEOPLE.match(after):
        votes["organisation"] += 2
    if not text[: name.start].strip() and name.text.isupper() and _DATELINE_AFTER.match(after):
        votes["place"] += 8
    if _PLACED.search(before):
        votes["place"] += 1
    if _MEDIUM_BEFORE.search(before) or _MEDIUM_AFTER.match(after):
        votes["outlet"] += 5
    if _TOLD.search(before) and before.rstrip().endswith(("told", "with")) and len(words) <= 3:
        votes["outlet"] += 1
    span = name.passage.doc.char_span(name.start, name.end, alignment_mode="expand")
    if span is None:
        return
    previous = name.passage.doc[span.start - 1] if span.start else None
    if previous is not None and previous.lower_ in ROLES and alone and len(words) >= 2 and previous.is_lower:
        votes["person"] += 3
    root = span.root
    if root.dep_ == "nsubj" and root.head.lemma_.lower() in _SAYS:
        votes["organisation" if words[-1] in _ORG_WORDS else "person"] += 0.5  # type: ignore[assignment]
        if root.head.lemma_.lower() == "report":
            votes["outlet"] += 1


def _stands_apart(text: str, name: Name) -> bool:
    """Whether a name stands under a quotation ("― NAME") or at the head of a turn in an interview ("NAME: …")."""
    signs = _SIGNATURE.search(text[max(0, name.start - 40) : name.start]) and not text[name.end :].strip(" .,")
    return bool(signs or (not text[: name.start].strip() and re.match(r"\s*:\s", text[name.end : name.end + 3])))


_SIGNATURE = re.compile(r"(?:^|[.!?”\"’])\s*[-–—―~]{1,2}\s*$")


def _share(votes: Mapping[str, Counter[Kind]], grouped: Mapping[str, list[Name]]) -> None:
    """Let a bare surname follow its full name: a report that has "Kjell Grandhagen" means him by "Grandhagen"."""
    full = {
        text for text, count in votes.items() if " " in text and count and max(count, key=count.__getitem__) == "person"
    }
    for text in full:
        words = text.split()
        tails = {" ".join(words[at:]) for at in range(1, len(words) - 1)}
        for last in {surname(text), *tails}:  # "Le Pen" of "Marine Le Pen"
            if last in votes:
                # Enough to outweigh spaCy's guesses, not enough for a town that is also written "in Washington".
                votes[last]["person"] += 2 + 1.2 * len(grouped[last])  # type: ignore[assignment]


def surname(full: str) -> str:
    """The last word of a person's name that is no suffix."""
    words = [word for word in full.replace(",", "").split() if word not in _SUFFIXES]
    return words[-1] if words else full

"""What the roles and affiliations of two persons say: that they are one, that they are not, or nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from reportedly.library.matching.bodies import compared
from reportedly.library.matching.folding import CACHED, plain

TITLES = frozenset(
    (
        "mr mrs ms miss dr prof professor sir dame lord lady rev reverend pastor bishop archbishop cardinal rabbi "
        "imam sheikh ayatollah pope president senator sen representative rep congressman congresswoman governor "
        "gov mayor minister chancellor premier secretary judge justice general gen colonel col captain capt major "
        "maj sergeant sgt lieutenant lt commander admiral adm ambassador speaker chairman chairwoman chief "
        "officer detective sheriff king queen prince princess emperor former ex then vice deputy acting first "
        "prime attorney state"
    ).split()
)
"""Words that stand before a person's name and are no part of it."""
_ONE_WORD = {
    "sen": "senator", "senators": "senator", "sens": "senator", "rep": "representative", "reps": "representative",
    "congressman": "representative", "congresswoman": "representative", "gov": "governor", "govs": "governor",
    "gen": "general", "col": "colonel", "prof": "professor", "rev": "reverend", "chairwoman": "chairman",
    "chair": "chairman", "chairperson": "chairman", "spokeswoman": "spokesman", "spokesperson": "spokesman",
    "presidents": "president", "pres": "president", "ceo": "executive", "advisor": "adviser", "aide": "adviser",
    "policewoman": "policeman", "actress": "actor", "businesswoman": "businessman", "nominee": "candidate",
    "runner": "candidate", "frontrunner": "candidate", "contender": "candidate", "leaders": "leader",
    "attorney": "lawyer", "barrister": "lawyer", "solicitor": "lawyer", "premier": "prime minister",
    "congressperson": "representative", "amb": "ambassador", "adm": "admiral", "capt": "captain", "lt": "lieutenant",
    "sgt": "sergeant", "historian": "scholar", "secretary-general": "secretary general", "mr": "", "mrs": "", "ms": "",
    "dr": "doctor", "boss": "head",
}  # fmt: skip
_TWO_WORDS = frozenset(
    (
        "vice president|prime minister|attorney general|chief justice|secretary general|first lady|surgeon general|"
        "chief executive|campaign manager|press secretary|majority leader|minority leader|district attorney|"
        "chief strategist|solicitor general|foreign minister|finance minister|front runner|police chief|fbi director"
    ).split("|")
)
_FIELDS = {
    "politics": (
        "president senator representative governor mayor minister chancellor secretary speaker candidate delegate "
        "pollster strategist lawmaker politician leader ambassador councilman councilwoman assemblyman diplomat "
        "premier legislator activist operative envoy whip general_secretary lady politician backbencher mp "
        "treasurer"
    ),
    "sport": (
        "striker midfielder defender goalkeeper winger forward quarterback player coach trainer champion athlete "
        "swimmer boxer cyclist golfer referee footballer cricketer batsman bowler pitcher jockey wrestler "
        "sprinter"
    ),
    "arts": (
        "singer musician actor artist comedian filmmaker novelist poet rapper guitarist drummer dancer painter designer"
    ),
    "police": "policeman detective sheriff constable officer inspector sergeant superintendent",
    "law": "judge lawyer justice prosecutor counsel",
    "forces": "colonel lieutenant admiral captain soldier major",
    "learning": (
        "professor scientist economist researcher scholar lecturer fellow dean epidemiologist psychologist physicist"
    ),
    "medicine": "surgeon nurse physician pathologist paramedic psychiatrist",
    "press": (
        "reporter journalist editor columnist correspondent anchor host commentator writer author blogger publisher"
    ),
    "business": "executive banker investor trader entrepreneur businessman developer broker billionaire",
    "faith": "pastor bishop reverend rabbi imam cardinal archbishop priest ayatollah cleric preacher",
    "private": (
        "farmer worker student teacher firefighter driver plumber waitress waiter resident gunman victim suspect"
    ),
}
_FIELD_OF = {word: field for field, words in _FIELDS.items() for word in words.split()}
_FIELD_OF |= dict.fromkeys(("attorney general", "solicitor general", "district attorney"), "law")
_FIELD_OF |= dict.fromkeys(("first lady", "campaign manager", "press secretary", "secretary general"), "politics")
_LIVED_TOGETHER = frozenset(
    frozenset(pair.split("+"))
    for pair in (
        "press+arts press+learning press+politics politics+law politics+business politics+forces "
        "politics+learning politics+arts politics+faith learning+law learning+medicine business+law "
        "business+press business+arts forces+police private+politics press+law press+business politics+medicine "
        "learning+business politics+police press+sport forces+learning business+learning press+faith "
        "learning+faith police+law private+learning sport+politics press+medicine business+sport"
    ).split()
)
"""Fields that one life often joins; any other two are a strong sign of two persons."""
_NEVER_ALONE = frozenset(
    (
        "spokesman official lawyer adviser man woman resident member voter supporter friend colleague wife husband son "
        "daughter father mother brother sister rival opponent student analyst expert head director manager executive "
        "professor scholar fellow reporter owner founder author writer host leader officer doctor chairman "
        "general secretary president strategist victim suspect witness worker teacher employee aide consultant activist"
    ).split()
)
"""Roles that so many have that sharing one says little where the name is common."""
HIGH = frozenset(
    (
        "president|vice president|prime minister|chancellor|pope|king|queen|attorney general|chief justice|speaker|"
        "senator|governor|justice|emperor|secretary general|first lady|majority leader|minority leader|secretary|"
        "ayatollah|cardinal|representative"
    ).split("|")
)
"""Offices that so few hold that a surname with one names a person."""
_MALE = frozenset(
    "mr sir lord king prince father brother husband son pope congressman councilman duke grandfather".split()
)
_FEMALE = frozenset(
    (
        "mrs ms miss dame lady queen princess sister wife daughter mother congresswoman chairwoman spokeswoman actress "
        "councilwoman businesswoman grandmother"
    ).split()
)
_OF = frozenset("of for at in to on with from".split())


class Posts(NamedTuple):
    """What somebody's roles come to: the posts held, the fields they are in, and the gender that titles show."""

    held: frozenset[str]
    fields: frozenset[str]
    genders: frozenset[str]


class Evidence(NamedTuple):
    """What speaks for one person (0 to 3) and what against (0 to 2)."""

    agree: int
    clash: int
    shared: bool
    """Whether any role is the same, one that many have too."""


@lru_cache(CACHED)
def _post(role: str) -> tuple[str, ...]:
    """The posts that one role names: "former Secretary of State" is ``secretary`` and ``secretary of state``."""
    words = list(plain(role))
    end = next((i for i, word in enumerate(words) if word in _OF and i), len(words))
    if not end:
        return ()
    two = " ".join(words[max(0, end - 2) : end])
    head = two if two in _TWO_WORDS else _ONE_WORD.get(words[end - 1], words[end - 1])
    if head == "front runner":
        head = "candidate"
    if not head:
        return ()
    return (head, " ".join((head, *words[end:]))) if end < len(words) else (head,)


@lru_cache(CACHED)
def posts(roles: tuple[str, ...]) -> Posts:
    """What roles come to, as reports write them."""
    held = frozenset(post for role in roles for post in _post(role))
    words = {word for role in roles for word in plain(role)}
    fields = {_FIELD_OF.get(post) or _FIELD_OF.get(post.split()[-1], "") for post in held if " of " not in post} - {""}
    genders = {"m"} if not words.isdisjoint(_MALE) else set()
    genders |= {"f"} if not words.isdisjoint(_FEMALE) else set()
    return Posts(held, frozenset(fields), frozenset(genders))


@lru_cache(CACHED)
def firms(affiliations: tuple[str, ...]) -> frozenset[str]:
    """The forms of the names of affiliations."""
    return frozenset(form for each in affiliations for form in compared(each))


def weigh(
    roles: tuple[tuple[str, ...], tuple[str, ...]], affiliations: tuple[tuple[str, ...], tuple[str, ...]]
) -> Evidence:
    """What the roles and affiliations of two persons say of their being one.

    Args:
        roles: of the one and of the other.
        affiliations: of the one and of the other.
    """
    one, other = posts(roles[0]), posts(roles[1])
    mine, theirs = firms(affiliations[0]), firms(affiliations[1])
    together = not mine.isdisjoint(theirs)
    shared = one.held & other.held
    agree = 2 * together
    if shared:
        agree += 1 if together or not shared <= _NEVER_ALONE else 0
    clash = 0
    if one.genders and other.genders and one.genders.isdisjoint(other.genders):
        clash = 2
    elif not together:
        if mine and theirs:
            clash = 1
        if one.fields and other.fields and one.fields.isdisjoint(other.fields):
            apart = not any(frozenset((x, y)) in _LIVED_TOGETHER for x in one.fields for y in other.fields)
            clash = 2 if apart else 1
    return Evidence(agree, clash, bool(shared))

"""Offices and occupations: which words name them, and what the text says of a person's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

TITLES = frozenset(
    (
        "mr mr. mrs mrs. ms ms. miss dr dr. prof prof. sir lord lady dame rev rev. sen sen. rep rep. gov gov. gen "
        "gen. lt lt. col col. sgt sgt. capt capt. maj maj. cpl pvt cmdr cmdr. adm adm. hon hon. st madam sheikh imam "
        "ayatollah mullah father sister brother pope king queen prince princess emperor duke duchess baroness baron "
        "count countess president vice-president senator congressman congresswoman representative governor mayor "
        "minister premier chancellor secretary judge justice general colonel captain major sergeant lieutenant "
        "commander admiral marshal officer detective inspector constable superintendent sheriff chief commissioner "
        "director chairman chairwoman chair chairperson speaker ambassador professor coach bishop archbishop cardinal "
        "rabbi reverend pastor attorney spokesman spokeswoman spokesperson councillor councilman councilwoman "
        "councilmember alderman assemblyman assemblywoman delegate treasurer comptroller ceo leader deputy "
        "undersecretary "
        "senators representatives presidents ministers governors judges justices mayors secretaries generals reps "
        "reps. sens sens. govs govs. drs drs. profs profs. messrs messrs. del del. atty atty. det det. supt supt. insp "
        "insp. amb amb. pres pres. asst asst. sec sec. ret ret."
    ).split()
)
"""Words that stand capitalised before a person's name and are no part of it."""

MALE = frozenset(("mr mr. sir lord king prince father brother pope congressman councilman duke baron").split())
FEMALE = frozenset(
    (
        "mrs mrs. ms ms. miss dame lady madam queen princess sister congresswoman chairwoman spokeswoman councilwoman "
        "duchess baroness actress"
    ).split()
)

ROLES = TITLES | frozenset(
    (
        "head boss adviser advisor aide analyst strategist pollster consultant activist campaigner lawmaker "
        "legislator politician official expert economist scientist researcher historian author writer journalist "
        "reporter correspondent editor columnist commentator broadcaster presenter anchor host blogger publisher "
        "photographer producer lawyer barrister solicitor prosecutor counsel defendant plaintiff nominee candidate "
        "contender opponent rival challenger incumbent founder co-founder owner partner president-elect manager "
        "executive banker investor trader entrepreneur businessman businesswoman billionaire developer engineer "
        "architect designer doctor physician surgeon nurse psychologist psychiatrist scholar fellow lecturer teacher "
        "principal dean student graduate member veteran soldier fighter militant rebel militiaman gunman suspect "
        "victim witness survivor resident neighbour neighbor mother father son daughter wife husband widow brother "
        "sister cousin uncle friend colleague singer musician actor actress artist comedian director filmmaker "
        "novelist poet player striker midfielder defender goalkeeper captain skipper winger forward champion athlete "
        "swimmer runner boxer cyclist golfer trainer referee mp mep msp am peer backbencher whip negotiator envoy "
        "diplomat monarch dictator strongman warlord commander guard policeman policewoman cop firefighter paramedic "
        "farmer worker employee operative organiser organizer volunteer supporter donor insider source vice-chairman "
        "co-chair cfo coo surrogate secretary-general co-author newsman newsreader ombudsman auditor regulator "
        "inspector spokesperson meteorologist forecaster astronaut pilot driver broker specialist professor "
        "ex-president premier dealer cleric preacher theologian evangelist academic statistician demographer "
        "epidemiologist pathologist coroner examiner clerk chief-of-staff moderator winner"
    ).split()
)
"""Nouns for what a person is or does, as news writes them beside a name."""

HONOURS = frozenset("QC KC SC MP MEP MSP MLA TD OBE CBE MBE KBE DBE PhD Ph.D. MD M.D. Esq Esq. CPA RN".split())
"""Letters after a person's name that are no part of it."""

BEFORE = frozenset(
    (
        "senior junior former deputy acting vice assistant associate chief executive prime foreign home interior "
        "defence defense finance attorney press communications campaign general managing national top then-candidate "
        "then incoming outgoing retired late longtime long-time veteran first second lead principal presidential "
        "vice-presidential democratic republican conservative labour liberal shadow lord chancellor state police fire "
        "health education justice trade energy environment transport culture security independent special"
    ).split()
)
"""Words before a role that are part of it."""
_CAPITALISED = frozenset(
    (
        "senior junior former deputy acting vice assistant associate chief executive prime foreign home interior "
        "finance attorney press general managing first republican democratic conservative labour presidential"
    ).split()
)
"""Of those, the ones that are part of a role even with a capital; the rest may be an office's name before it."""
_ROLE = "|".join(sorted((re.escape(word) for word in ROLES), key=len, reverse=True))
_NAME = r"[A-Z][\w&.’'-]*(?:\s+(?:(?:of|for|and|the|&|on|in)\s+){0,2}[A-Z][\w&.’-]*){0,7}"
_OF = r"(?:of|at|for|from|with|in|to|on)"
_AFTER = re.compile(
    rf",\s+(?!and\s)(?:who\s+(?:is|was)\s+)?(?:(?:the|a|an|his|her|its|their|our)\s+)?"
    rf"(?:(?P<owner>{_NAME}?)(?:['’]s?)?\s+)?(?P<role>(?:[a-z][\w’'-]*\s+|[A-Z][a-z]+\s+){{0,4}}?(?i:{_ROLE}))(?![\w-])"
    rf"(?P<field>\s+(?:of|for|in)\s+[a-z]+(?:\s+[a-z]+)?(?=\s+(?:of|at|for)\s))?"
    rf"(?:\s+{_OF}\s+(?:the\s+|an?\s+)?(?:[a-z][a-z-]+\s+){{0,2}}(?P<org>{_NAME}))?(?=\s*[,.;:)—–”\"]|\s+(?:who|and|said|told|in|at|for|from|with|since)\b|\s*$)"
)
_LEFT = re.compile(
    rf"(?:^|[\s(“\"])(?:(?P<owner>{_NAME})['’]s?\s+)?(?P<role>(?:[a-z][\w’'-]*\s+|[A-Z][a-z]+\s+){{0,4}}?(?i:{_ROLE}))"
    rf"(?:\s+{_OF}\s+(?:the\s+)?(?P<org>{_NAME}))?,\s+$"
)
_DIRECT_OF = re.compile(rf"\s+(?P<preposition>of|from|at|with)\s+(?:the\s+)?(?P<org>{_NAME})")
_SECRETARY_OF = re.compile(
    r"(?P<role>(?:(?:[Ff]ormer|[Dd]eputy|[Aa]ssistant|[Aa]cting|[Uu]nder)\s+)*[Ss]ecretary\s+of\s+\w+)\s+$"
)
_NOT_IN_ROLE = frozenset(
    (
        "the a an his her its their our my and or but of in at to by for with from that who which as is was were are "
        "said says told she he they it leaves left has have had one two three four"
    ).split()
)


class Role(NamedTuple):
    """What a text says of a person at one place: a role, and the name of what it is held at, both as written."""

    role: str | None
    affiliation: str | None


def role_at(doc: Doc, text: str, start: int, end: int) -> Role:
    """The role and affiliation given beside a person's name.

    Args:
        doc: the parsed passage.
        text: its text.
        start: first character of the name in it, without titles.
        end: where it ends, exclusive.

    Returns:
        What stands directly before the name ("PST chief"), in a phrase before or after it, between commas ("the head of
        the service, NAME," and "NAME, a longtime pollster,"), or after "of".

    """
    before, after = text[max(0, start - 160) : start], text[end : end + 160]
    found = _adjacent(doc, text, start)
    if match := _SECRETARY_OF.search(before):
        found = Role(" ".join(match["role"].split()), None)
    direct = _DIRECT_OF.match(after)
    if found.role and found.role.lower() not in _EMPTY:
        if found.affiliation is None and direct:
            return Role(found.role, _tidy(direct["org"]))
        return found
    for match in (_AFTER.match(after), _LEFT.search(before)):
        if match and (role := _clean(match["role"])):
            field = match.groupdict().get("field")  # "director of debate"
            role = " ".join(f"{role} {field or ''}".split())
            org = match["org"] or match["owner"]
            return Role(role, _tidy(org) if org else None)
    # "Clinton at the White House" is only there.
    belongs = direct is not None and direct["preposition"] == "of"
    return Role(None, _tidy(direct["org"]) if direct is not None and belongs else None)


_EMPTY = frozenset("mr mr. mrs mrs. ms ms. miss sir lord lady dame st hon hon.".split())


def _tidy(name: str) -> str:
    return re.sub(r"['’]s?$|[.,]$", "", " ".join(name.split()))


def _clean(words: str) -> str | None:
    """A role's words without what cannot be in one; ``None`` where nothing of a role is left."""
    parts = words.split()
    for at in range(len(parts) - 1, -1, -1):
        if parts[at].lower() in _NOT_IN_ROLE or parts[at].endswith(("'s", "’s")):
            parts = parts[at + 1 :]
            break
    return " ".join(parts) or None


def _adjacent(doc: Doc, text: str, start: int) -> Role:
    """A role written straight before a name: "Senior adviser NAME", "PST chief NAME", "Shell's head NAME"."""
    name = doc.char_span(start, start + 1, alignment_mode="expand")
    at = name[0].i - 1 if name is not None and len(name) else -1
    while at >= 0 and doc[at].is_space:
        at -= 1
    if at < 0 or doc[at].lower_ not in ROLES:
        return Role(None, None)
    last = at
    while doc[last].lower_ in _EMPTY and last > 0:
        last -= 1  # "team boss Sir", but "on Monday Mr"
    if doc[last].lower_ not in ROLES:
        return Role(None, None)
    at = last
    while at > 0 and _in_role(doc[at - 1]):
        at -= 1
    first = at
    role = " ".join(token.text for token in doc[first : last + 1] if not token.is_space).replace(" - ", "-")
    if first == 0:
        return Role(role, None)
    at = first - 1
    if doc[at].tag_ == "POS":
        at -= 1
    stop = at
    while at >= 0 and (doc[at].tag_ in {"NNP", "NNPS"} or doc[at].ent_type_ == "ORG") and doc[at].text[:1].isupper():
        at -= 1
    owner = text[doc[at + 1].idx : doc[stop].idx + len(doc[stop])] if at < stop else None
    return Role(role, owner)


def _in_role(token: Token) -> bool:
    if token.lower_ in ROLES:
        return True
    if token.lower_ in BEFORE:
        return token.is_lower or token.lower_ in _CAPITALISED
    return token.text == "-" or (token.is_lower and token.tag_ in {"NN", "JJ", "VBN"} and token.ent_type_ != "NORP")

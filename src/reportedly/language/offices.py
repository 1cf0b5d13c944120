"""What the words beside a person say of their standing: that they speak for an office, once did, or speak for none.

Three lines are drawn by convention. An office is one of a state, a party, a campaign, a force, a court, a company or a
body that somebody leads or speaks for. Experts, artists, players, clergy and the kin of others hold none, and neither
do the heads of a research centre: they speak for what they know. Who once held an office holds none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

Standing = Literal["office", "former", "private"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


OFFICES = _words(
    "president vice-president president-elect minister secretary undersecretary secretary-general senator governor "
    "mayor commissioner ambassador spokesman spokeswoman spokesperson judge justice prosecutor chancellor king "
    "queen prince princess emperor monarch emir sultan sheikh duke duchess pope ayatollah congressman congresswoman "
    "congressmember councilman councilwoman councilmember councillor councilor alderman alderwoman assemblyman "
    "assemblywoman legislator lawmaker parliamentarian politician premier taoiseach tanaiste mp mep msp mla mpp td "
    "treasurer comptroller chairman chairwoman chairperson chair vice-chairman co-chair co-chairman ceo cfo coo "
    "sheriff deputy inspector superintendent constable detective policeman policewoman trooper marshal commander "
    "admiral lieutenant sergeant colonel brigadier warlord envoy negotiator diplomat consul official aide staffer "
    "surrogate nominee candidate contender hopeful incumbent frontrunner front-runner administrator registrar "
    "coroner ombudsman rapporteur leader backbencher whip magistrate solicitor-general executive boss dictator "
    "strongman regent chief-of-staff principal headteacher provost rep. sen. gov. gen. col. lt. sgt. cmdr. adm. "
    "maj. det. insp. supt. brig. del. amb. cllr pres. attorney-general first-minister committeeman committeewoman "
    "selectman burgess frontbencher postmaster quartermaster "
    "delegate head chief gubernatorial"
)
"""Nouns for who speaks for an office, whatever stands beside them."""

CAPITALISED_OFFICES = _words("general captain major representative speaker officer corporal")
"""Offices as a title with a capital ("Captain Smith"); in lower case, other words beside them have to tell."""

_OF_A_BODY = _words("director manager adviser advisor counsel coordinator founder co-founder officer")
"""Offices only at a body that speaks through them: "campaign manager", "the union's director"; not a film's."""
_BODY = _words(
    "campaign communication research party police state federal government ministry executive managing senior chief "
    "communications press policy national security political regional general county city fbi cia foreign media "
    "special white house council company bank council union public affairs deputy assistant associate acting "
    "presidential field legislative operations prime agency finance top district"
)
_STRATEGY = _words("chief campaign top")
_PARTIES = _words(
    "republican democratic democrat gop conservative labour tory liberal green political independent media digital"
)
_OF_A_CAUSE = _words(
    "feminist religious spiritual faith evangelical thought community rights movement cult gang tribal church worship"
)
"""A leader of a following, who speaks for no office."""
_ART = _words(
    "film movie music musical artistic creative casting photography art play stage football soccer baseball "
    "basketball hockey cricket rugby team coach money fund hedge portfolio wealth financial investment floor store "
    "hotel restaurant"
)
_IN_FORCE = _words("army navy force air marine police fire coast guard marines military royal attorney district ship")

_PRIVATE = _words(
    "professor analyst expert economist historian scholar fellow scientist researcher lecturer academic author "
    "writer novelist poet journalist reporter correspondent columnist commentator pundit blogger presenter anchor "
    "host broadcaster editor critic biographer pollster consultant lobbyist lawyer attorney solicitor barrister "
    "activist campaigner advocate organizer organiser donor billionaire businessman businesswoman entrepreneur "
    "investor banker trader developer owner doctor physician surgeon nurse psychologist psychiatrist therapist "
    "teacher student graduate pupil engineer architect designer farmer driver worker employee pilot actor actress "
    "singer musician rapper comedian artist filmmaker producer photographer model player striker midfielder "
    "defender goalkeeper winger forward coach skipper captain trainer referee umpire champion athlete swimmer "
    "runner boxer cyclist golfer jockey quarterback pitcher bishop archbishop cardinal priest pastor reverend rabbi "
    "imam vicar minister-designate theologian mother father son daughter wife husband widow widower brother sister "
    "cousin uncle aunt nephew niece grandmother grandfather grandson granddaughter parent ex-wife ex-husband "
    "girlfriend boyfriend fiance fiancee partner friend neighbour neighbor resident voter supporter victim survivor "
    "witness suspect defendant plaintiff veteran soldier firefighter paramedic pensioner retiree tourist passenger "
    "customer fan mom mum dad specialist strategist adviser advisor statistician demographer epidemiologist "
    "pathologist psychotherapist meteorologist astronomer physicist biologist chemist geologist climatologist "
    "sociologist anthropologist criminologist philosopher linguist man woman boy girl teenager star celebrity "
    "socialite heiress mogul tycoon magnate director manager founder co-founder counsel coordinator officer dr dr. "
    "prof prof. rev. rev"
)
_RESEARCH = re.compile(
    r"\b(?:think[- ]tank|research (?:cent(?:er|re)|institute|group|fellow|firm)|studies|scholar|professor|faculty|"
    r"laborator(?:y|ies)|historian|Policy (?:Center|Centre|"
    r"Institute)|(?:center|centre|institute|department|school|program|programme|chair|project)\b.{0,40}\b"
    r"(?:University|College|studies|research|polic(?:y|ies)|history|politics|economics|law|medicine)|"
    r"(?:University|College)\b.{0,40}\b(?:center|centre|institute|department|school|program|programme|project))\b",
    re.IGNORECASE,
)
_HEADS = _words("head director chair chairman chairwoman chairperson founder co-founder co-director president leader")
_FORMER = re.compile(
    r"(?:former|ex|retired|late|onetime|one-time|once|then|erstwhile|deposed|ousted|outgoing-|previously|disgraced|"
    r"longtime-former|served|was|were)"
)
_CLIENT = re.compile(r"\b(?:lawyer|attorney|solicitor|barrister|counsel)s?\s+(?:for|representing|to)\b", re.IGNORECASE)
_OWN = re.compile(
    r"(?:['’]s?|\b(?:[Hh]is|[Hh]er|[Tt]heir|[Ii]ts))\s+(?:[\w-]+\s+){0,3}(?:lawyer|attorney|solicitor|barrister|counsel)s?\b",
    re.IGNORECASE,
)
_MEMBER = re.compile(
    r"\bmember of (?:the |an? )?(?:[\w’'.-]+ ){0,4}?(?:parliament|congress|council|senate|house|board|committee|"
    r"cabinet|legislature|assembly|commission|bundestag|knesset|duma|staff|government|team)\b",
    re.IGNORECASE,
)
_NOW = _words("now currently presently nowadays")
_LEADS_AWAY = _words("of for to at in from with on who which that whose by about")
_LONG_OVER = re.compile(
    r"\bago\b|\buntil (?:last|(?:19|20)\d\d)|\bfrom (?:19|20)\d\d (?:to|until|through)|"
    r"\b(?:during|under) (?:former|then|ex)[- ]|\bduring (?:the|his|her|their|its) (?:\w+ ){0,2}(?:19|20)\d\d"
)
"""What says after an office that it is no longer held: "chief of staff until 2014", "a minister two years ago"."""
_HONORARY = _words("doctoral phd master's job")


_SAME_IN_BOTH = ("ss", "is", "us", "news", "series")
_PLURALS = (
    ("women", "woman"),
    ("men", "man"),
    ("people", "people"),
    ("wives", "wife"),
    ("children", "child"),
    ("analyses", "analysis"),
    ("theses", "thesis"),
    ("data", "data"),
    ("ies", "y"),
    ("sses", "ss"),
    ("ches", "ch"),
    ("xes", "x"),
    ("s", ""),
)


def singular(word: str) -> str:
    """A noun in lower case without the ending of its plural, as far as the lists of this file know it."""
    if word.endswith(_SAME_IN_BOTH):
        return word
    for plural, one in _PLURALS:
        if word.endswith(plural):
            return word[: -len(plural)] + one
    return word


class Told(NamedTuple):
    """One word's say about somebody's standing: ``office``, ``former`` (they held one) or ``private``."""

    noun: str
    standing: Standing


def told(phrase: Sequence[str], rest: Sequence[str] = ()) -> tuple[Told, ...]:
    """What a phrase that describes somebody says of their standing.

    Args:
        phrase: its words as written, in order, up to the first preposition that leads away: "a", "former", "mayor".
        rest: the words after: "of", "Oslo".

    Returns:
        What each noun for an office or an occupation says, in order; nothing where the phrase does not tell. The head
        of a research centre is ``private``.

    """
    for cut, word in enumerate(phrase):
        if cut and word in _NOW:  # "a former aide and now director"
            return (*_over(told(phrase[:cut])), *told(phrase[cut + 1 :], rest))
    for cut, word in enumerate(rest):
        if cut and word in _NOW:  # "an aide in her first run and now director of the port"
            return (*_over(told(phrase, rest[:cut])), *_of_rest(rest[cut + 1 :]))
    text = " ".join((*phrase, *rest))
    every = (*phrase, *rest[:1])
    found = []
    for at, word in enumerate(phrase):
        one = _of_word(every, at, word)
        if one is not None:
            found.append(Told(_noun(word), "former" if one == "office" and _is_former(phrase, at) else one))
    if not any(one.standing == "office" for one in found) and (
        _CLIENT.search(text) or _OWN.search(text) or _MEMBER.search(text)
    ):
        found.append(Told("member", "former" if _is_former(phrase, len(phrase)) else "office"))
    if _LONG_OVER.search(text):
        found = [*_over(found)]
    if any(one.noun in _HEADS for one in found) and _RESEARCH.search(text):
        return tuple(Told(one.noun, "private") if one.noun in _HEADS else one for one in found)
    return tuple(found)


def _over(found: Sequence[Told]) -> tuple[Told, ...]:
    return tuple(Told(one.noun, "former" if one.standing == "office" else one.standing) for one in found)


def _of_rest(words: Sequence[str]) -> tuple[Told, ...]:
    cut = next((at for at, word in enumerate(words) if at and word.lower() in _LEADS_AWAY), len(words))
    return told(words[:cut], words[cut:])


def standing(phrase: Sequence[str], rest: Sequence[str] = ()) -> Standing | None:
    """What a phrase says of somebody's standing on the whole: an office held now before all else."""
    said = {one.standing for one in told(phrase, rest)}
    return next((one for one in _RANK if one in said), None)


_RANK: tuple[Standing, ...] = ("office", "former", "private")
_SHORT = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "col": "colonel",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "capt": "captain",
    "adm": "admiral",
    "maj": "major",
    "pres": "president",
    "prof": "professor",
    "dr": "doctor",
}


def _noun(word: str) -> str:
    lower = word.lower().removeprefix("ex-").removeprefix("then-")
    bare = lower.rstrip(".")
    if bare in _SHORT:
        return _SHORT[bare]
    return lower if lower in OFFICES or lower in _PRIVATE else singular(lower)


def _of_word(phrase: Sequence[str], at: int, word: str) -> Standing | None:
    """What one word of a phrase says, by itself and by those before it."""
    noun = _noun(word)
    before = {other.lower().removesuffix("'s").removesuffix("’s") for other in phrase[:at]}
    if noun in CAPITALISED_OFFICES and (word[:1].isupper() or before & _IN_FORCE):
        return "office"
    if noun in _OF_A_BODY:
        after = phrase[at + 1].lower() if at + 1 < len(phrase) else ""
        told = (
            before & _BODY
            or after in ("of", "at", "for", "to")
            or (noun != "manager" and any(w[:1].isupper() for w in phrase[:at]))
        )
        return "office" if told and not before & _ART and "professor" not in before else "private"
    following = phrase[at + 1].lower() if at + 1 < len(phrase) else ""
    if following in ("'s", "’s", "'", "’"):
        return None  # "the mayor's doctor"
    if noun in ("democrat", "republican", "conservative") and following in ("", "in", "who", "with"):
        return "private"
    if noun == "strategist":
        whose = at and phrase[at - 1][:1].isupper() and _noun(phrase[at - 1]) not in _PARTIES
        return "office" if before & _STRATEGY or whose else "private"  # "Lee strategist NAME"
    if noun == "leader" and before & _OF_A_CAUSE:
        return "private"
    if noun in ("chief", "head") and singular(following) in _PRIVATE:
        return None  # "chief economist"
    if noun == "hopeful" and not at:
        return None  # "is hopeful"
    if noun in OFFICES:
        return "private" if before & _HONORARY or (noun in ("chief", "head") and before & _ART) else "office"
    if (
        noun in ("lawyer", "attorney")
        and phrase[0].lower() not in ("a", "an")
        and any(w[:1].isupper() for w in phrase[:at])
    ):
        return "office"  # "Lee lawyer NAME"; but "a Miami lawyer"
    return "private" if noun in _PRIVATE else None


def _is_former(phrase: Sequence[str], at: int) -> bool:
    """Whether a word before a place in the phrase, or a part of the word there, says that it is over.

    It is said of all that follows, but not of a title: "the former candidate Sen. NAME" is a senator.
    """
    if at < len(phrase) and phrase[at].lower().startswith(("ex-", "then-")):
        return True
    said = [i for i, word in enumerate(phrase[:at]) if _FORMER.fullmatch(word.lower().rstrip("-"))]
    if not said:
        return False
    title = at < len(phrase) and phrase[at][:1].isupper() and phrase[said[-1]].islower()
    return not (title and any(w.islower() and _noun(w) in OFFICES for w in phrase[said[-1] + 1 : at]))

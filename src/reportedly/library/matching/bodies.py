"""Whether two organisations, outlets or groups are one: by the forms that their names come to."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from reportedly.library.matching.countries import COUNTRIES, COUNTRY_OF
from reportedly.library.matching.described import Described
from reportedly.library.matching.folding import CACHED, plain
from reportedly.library.matching.known import ACRONYMS, FULL_NAMES
from reportedly.library.matching.leaders import FIRST_NAMES, LEADERS, TITLED
from reportedly.library.matching.nicknames import COMMON_SURNAMES, GIVEN, given_forms

_LEGAL = frozenset(
    "inc incorporated ltd limited llc llp lp plc corp corporation co company ag gmbh sa spa nv bv ab oy asa se kg pty "
    "pte holding holdings group sarl srl kgaa".split()
)
"""Words at the end of a company's name that reports leave out."""
_DOMAINS = frozenset("com org net".split())
_OUTLET_TAIL = frozenset(
    "newspaper magazine movement channel website online network editor reporter anchor correspondent".split()
)
_LINKS = frozenset("the of at for and on a an in de select".split())
_SPELLINGS = {
    "dept": "department", "natl": "national", "intl": "international", "univ": "university", "assn": "association",
    "assoc": "association", "govt": "government", "cmte": "committee", "comm": "commission", "defence": "defense",
    "labour": "labor", "organisation": "organization", "organisations": "organization", "programme": "program",
    "centre": "center", "bros": "brothers", "mfg": "manufacturing", "st": "saint", "tech": "technology",
    "institution": "institute", "britain": "uk", "usa": "us", "dems": "democrats", "democrat": "democratic",
}  # fmt: skip
_HEADS = frozenset("department ministry office bureau committee commission board secretariat subcommittee".split())
"""Words that stand before or after what a public body is for: "Department of Labor", "Labor Department"."""
_NOT_PLURAL = frozenset("news times".split())
_GENERIC = frozenset(
    (
        "party city council police department ministry defense foreign interior finance health education court supreme "
        "high district appeal parliament government university college school hospital bank central committee "
        "commission board office agency church union company state county sheriff prosecutor attorney general mayor "
        "governor house senate chamber commerce campaign administration army navy military force team club association "
        "federation foundation center institute public safety fire authority organization group circuit town village "
        "federal royal institution firm corporation service bureau security affair transport culture environment "
        "agriculture energy justice labor labour trade election science economy economic law international embassy "
        "legislature assembly ruling opposition cabinet program museum library "
        "coast guard local super pac society movement coalition alliance network channel station metropolitan"
    ).split()
)
"""Words that, alone or with one another, name a kind of body that each place has."""
_CORE_TAILS = frozenset("university college institute airline motor".split())
"""Kinds of body that reports leave out of a name that is otherwise nobody's: "Quinnipiac" for its university."""
_NO_CORE = (
    COUNTRIES
    | frozenset(COUNTRY_OF)
    | COMMON_SURNAMES
    | GIVEN
    | LEADERS.keys()
    | _GENERIC
    | frozenset(
        "alabama alaska arizona arkansa california colorado connecticut delaware florida hawaii idaho illinoi indiana "
        "iowa kansa kentucky louisiana maine maryland massachusett michigan minnesota mississippi missouri montana "
        "nebraska nevada ohio oklahoma oregon pennsylvania tennessee texa utah vermont virginia washington wisconsin "
        "wyoming boston chicago houston dalla miami london pari berlin tokyo moscow beijing delhi sydney toronto "
        "oxford cambridge bonn manchester leed birmingham edinburgh glasgow dublin american trinity imperial "
        "bush clinton hampton liberty eastern western northern southern northwestern southwestern".split()
    )
)
"""Words that are a place's, a person's or anybody's as often as such a body's."""
_LEADING = LEADERS.keys() | {surname for surname, _ in TITLED}
"""Surnames of those who have an administration or a campaign."""
_PRESS = frozenset(
    "press|post|times|journal|herald|tribune|gazette|star|globe|sun|mirror|observer|courier|chronicle|news|daily|nation|"
    "people|business|paper|forum|daily news|evening news|sunday times|media|national|express|standard|record|"
    "morning news|local news|free press|magazine|radio|television|tv".split("|")
)
"""Names by which many outlets go at home."""
_SMALL = frozenset(
    "of the for and on in at to de la le les du des der die das und van von y e al el bin & a an del".split()
)
_SMALL_HEADS = frozenset(
    "campaign administration police government magazine newspaper party council court foundation department ministry "
    "parliament army navy embassy university institute committee commission".split()
)
"""Kinds of body that reports write small after a name: "Dallas police", "the Obama administration"."""
_CAMPAIGN = re.compile(
    r"^(?:.*\b(?:candidate|nominee|[Ss]en\.|[Gg]ov\.|[Mm]rs?\.|[Mm]s\.)\s+)?(?P<who>.+?)(?:['’]s?)?\s+"
    r"(?:(?:presidential|election|re-election|2\d{3}|for president|primary|general election)\s+)*"
    r"(?P<kind>campaign|administration)$",
    re.IGNORECASE,
)
"""Bodies named after one person, by the surname or the whole name."""
_CAMPAIGN_OF = re.compile(r"^(?:presidential\s+)?(?P<kind>campaign)\s+of\s+(?P<who>.+)$", re.IGNORECASE)
_CANDIDATES = re.compile("camp|administration|team", re.IGNORECASE)
_TEAM = re.compile(r"^(?:team\s+(\S+)|(\S+?)(?:['’]s?\s+team|(?:['’]s?)?\s+camp))$", re.IGNORECASE)
"""A candidate's campaign, in other words."""
_UNITING = frozenset("states kingdom nations s".split())
_SHORT = frozenset("us uk un".split())
_BRANCHED = frozenset("party convention committee caucus court senate house legislature union council".split())
"""What has the same name in each state or place."""
_NAME_AND_KIND = 2
_LEAST_INITIALS, _LONGEST_ACRONYM, _LEAST_PLURAL = 3, 6, 5
_RECURRING = frozenset(
    "poll report survey study statement letter email memo article interview speech ad post tweet".split()
)
"""Documents of which the same source makes one after the other."""


_DOUBLED = re.compile(r"(.)\1+")
_SOUNDS = str.maketrans("cqz", "kks")
_CONSONANTS = _SOUNDS | str.maketrans("", "", "aeiouyh")
_LEAST_CONSONANTS = 7

_POLLS = ("Poll", "poll")
_JOINED = re.compile(r".&.|\.$")
_NONE: frozenset[str] = frozenset()
_AFTER_PERSONS = ("campaign ", "administration ")
_BY_NAME: dict[str, str] = {}
"""The form of each name of a known body, and the form that stands for them all; filled below."""
_WELL_KNOWN: set[str] = set()


class Form(NamedTuple):
    """What one name comes to: a form to compare, its initials, and whether it is generic or itself initials."""

    words: str
    initials: str
    generic: bool
    acronym: bool
    campaigner: str
    named: bool


@lru_cache(CACHED)
def form(name: str) -> Form:
    """The form of one name as written."""
    if _CANDIDATES.search(name) and (whose := _whose(name)):
        return whose
    folded = plain(name)
    words = [_SPELLINGS.get(word, word) for word in (folded if _UNITING.isdisjoint(folded) else _united(folded))]
    if len(words) > 1:
        words = ["republican" if word == "gop" else word for word in words]
    while len(words) > 1 and words[0] in ("the", "al", "pac"):
        words = words[1:]
    initials = "".join(word if word in _SHORT else word[0] for word in words if word not in _LINKS)
    words = _without_tail(words)
    if len(words) > 2 and words[-1] == "pac" and words[-2] not in _GENERIC | _BRANCHED:
        words = words[:-1]
    letters = "".join(words)
    raw = name.strip()
    if (
        (len(words) == 1 or letters in ACRONYMS)
        and 1 < len(letters) <= _LONGEST_ACRONYM
        and letters != "us"
        and _capitals(raw)
    ):
        full = ACRONYMS.get(letters)
        other = _BY_NAME.get(letters)  # one of several initials, as ISIL
        return (
            form(full)._replace(initials=letters)
            if full
            else Form(other, letters, False, False, "", True)
            if other
            else Form(letters, letters, letters in _GENERIC, True, "", True)
        )
    words = [word if word[-1] != "s" else _singular(word) for word in _arranged(words)] if words else []
    if len(words) > 2 and words[-1] == "foundation" and words[0] in GIVEN:
        words = words[1:]  # "Hillary Clinton Foundation"
    if len(words) > 2 and words[-1] == "convention" and words[-2] == "national":
        words = [*words[:-2], "convention"]
    if len(words) > 2 and words[0] == "us" and any(word not in _GENERIC for word in words[1:]):
        words = words[1:]
    text = _BY_NAME.get(" ".join(words), " ".join(words))
    generic = (_GENERIC.issuperset(text.split()) or text in _PRESS) and text not in _WELL_KNOWN
    return Form(text, initials, generic, False, "", _is_name(raw))


def _whose(name: str) -> Form | None:
    """The form of a campaign's or an administration's name: whose it is, by the surname."""
    found = _CAMPAIGN.match(name) or _CAMPAIGN_OF.match(name)
    if found and _is_name(found["who"]) and (who := plain(found["who"])) and not _GENERIC.issuperset(who[-1:]):
        surname = FIRST_NAMES.get(who[-1], who[-1])
        return Form(f"{found['kind'].casefold()} {surname}", "", False, False, " ".join(who[:-1]), True)
    if not (found := _TEAM.match(name)) or not (who := plain(found[1] or found[2])):
        return None
    surname = FIRST_NAMES.get(who[-1], who[-1])
    candidate = surname in _LEADING or surname in FIRST_NAMES.values()
    return Form(f"campaign {surname}", "", False, False, "", True) if candidate else None


def _capitals(raw: str) -> bool:
    """Whether the first word is written in capitals, as initials are."""
    words = raw.split()
    first = words[1] if len(words) > 1 and words[0].casefold() == "the" else words[0]
    return first.replace(".", "").isupper()


def _singular(word: str) -> str:
    plural = word.endswith("s") and not word.endswith("ss") and len(word) >= _LEAST_PLURAL and word not in _NOT_PLURAL
    return word[:-1] if plural else word


def _is_name(raw: str) -> bool:
    """Whether a name is written as one: "Fox executives" and "the voters" are descriptions."""
    words = raw.split()
    if len(words) == 1 and "." in raw:
        return True  # an address
    if len(words) > 1 and words[-1] in _SMALL_HEADS:
        words = words[:-1]
    if words and words[0].endswith(("'s", "’s")):
        words = [word for word in words if word not in _GENERIC]  # "China's foreign ministry"
    for word in words:
        if word.islower() and word[0].isalpha() and word not in _SMALL:
            return False
    return not raw.islower() or any(map(str.isdigit, raw))


def _united(words: tuple[str, ...]) -> list[str]:
    """The words with countries as one word each: "United States" is ``us``, "Russian" is ``russia``."""
    out: list[str] = []
    for word in words:
        if word in ("states", "kingdom", "nations") and out and out[-1] == "united":
            out[-1] = {"states": "us", "kingdom": "uk", "nations": "un"}[word]
        elif word == "s" and out and out[-1] == "u":
            out[-1] = "us"
        else:
            out.append(word)
    return out


def _without_tail(words: list[str]) -> list[str]:
    """The words without a legal form, a domain, and what an outlet is, at the end."""
    end = len(words)
    while end > 1 and (words[end - 1] in _LEGAL or words[end - 1] in _DOMAINS or words[end - 1] in _OUTLET_TAIL):
        if words[end - 1] == "magazine" and end > _NAME_AND_KIND and words[end - 2] in _PRESS:
            break  # of a paper
        end -= 1
    return words[:end]


def _arranged(words: list[str]) -> list[str]:
    """The words without links, a public body's in one order: country, what it is for, kind."""
    if not _HEADS.isdisjoint(words):
        heads = (i for i, word in enumerate(words[:-1]) if word in _HEADS and words[i + 1] in ("of", "for", "on"))
        if (head := next(heads, None)) is not None:
            words = [*words[:head], *words[head + 1 :], words[head]]
    if "party" in words[:-2] and words[(at := words.index("party")) + 1] == "of":
        words = [*words[at + 2 :], *words[: at + 1]]
    if words[-1] == "party":
        words = [word for i, word in enumerate(words) if word != "state" or not i]
    official = words[-1] in _HEADS or words[-1] in ("embassy", "parliament", "government", "army", "navy", "military")
    if official:
        words = [COUNTRY_OF.get(word, word) for word in words]
        place = next(
            (i for i, word in enumerate(words) if i and word in COUNTRIES and words[i - 1] in ("of", "in")), None
        )
        if place is not None:
            words = [words[place], *words[:place], *words[place + 1 :]]
    kept = [word for word in words if word not in _LINKS] or words
    if len(kept) > 2 and kept[-1] in ("department", "force", "service") and kept[-2] == "police":
        kept = kept[:-1]
    if "affairs" in kept:
        kept = " ".join(kept).replace("foreign affairs", "foreign").replace("internal affairs", "interior").split()
    return kept


@lru_cache(CACHED)
def _key(words: str) -> str:
    """What is compared of a form: the letters without spaces, and of a long one the consonants, so that slips agree."""
    parts = [
        word if word in COUNTRIES else word[0].translate(_SOUNDS) + word[1:].translate(_CONSONANTS)
        for word in words.split()
    ]
    consonants = _DOUBLED.sub(r"\1", "".join(parts))
    return consonants if len(consonants) >= _LEAST_CONSONANTS else words.replace(" ", "")


def compared(name: str) -> tuple[str, ...]:
    """The forms under which an affiliation agrees with another: what its name comes to, and its initials."""
    one = form(name)
    words = _key(one.words) if one.words else ""
    return (words, f"={one.initials}") if len(one.initials) >= _LEAST_INITIALS else (words,)


class _Body(NamedTuple):
    """What the names of one body come to; ``others`` holds ``own``."""

    own: frozenset[str]
    others: frozenset[str]
    acronym: str
    acronyms: frozenset[str]
    initials: str
    campaigner: str


@lru_cache(CACHED)
def _body(name: str, aliases: tuple[str, ...], affiliations: tuple[str, ...]) -> _Body | None:
    """The forms of a body's names; ``None`` where they are a description, or what many bodies are called."""
    main = form(name)
    if not main.named or not main.words:
        return None
    own = frozenset((_key(main.words),))
    if main.generic:
        where = (form(each) for each in affiliations)
        own = frozenset(_key(f"{each.words} {main.words}") for each in where if not each.generic and each.words)
        if not own:
            return None
    others, acronyms = own, _NONE
    if aliases:
        found, acronyms = _of_aliases(name, main, aliases)
        others |= found
    if core := _core(main.words):
        others |= {_key(core)}
    if main.acronym:
        return _Body(_NONE, others - own, main.initials, acronyms, "", main.campaigner)
    spelt = not main.generic and _spells_out(name, main.initials)
    return _Body(own, others, "", acronyms, main.initials if spelt else "", main.campaigner)


def _of_aliases(name: str, main: Form, aliases: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """What aliases add to a body's name: forms to compare, and initials."""
    others, acronyms = set(), set()
    said, words = set(plain(name)), main.words.split()
    for each in aliases:
        alias = form(each)
        if said.issuperset(plain(each)):
            if _is_core(alias.words.split(), words):
                others.add(_key(alias.words))
        elif alias.acronym or (len(alias.initials) > 1 and alias.initials == main.initials):
            acronyms.add(alias.initials)
        elif main.words.startswith(_AFTER_PERSONS) or (" " not in alias.words and alias.words not in _WELL_KNOWN):
            continue  # a word of one report's own
        elif alias.named and not alias.generic and not set(words).issuperset(alias.words.split()):
            others.add(_key(alias.words))
    return frozenset(others), frozenset(acronyms)


def _core(words: str) -> str:
    """A name without the kind of body at its end, where that leaves nobody else's: "Quinnipiac", "Pew Research"."""
    core, _, tail = words.rpartition(" ")
    if tail == "center":
        return core if core.endswith((" research", " policy")) else ""
    return core if tail in _CORE_TAILS and " " not in core and core not in _NO_CORE else ""


def _is_core(short: list[str], long: list[str]) -> bool:
    """Whether an alias is what is left of a name without what stands before it, and still one body's name.

    "Muslim Brotherhood" is for "Islamist Muslim Brotherhood"; "Democratic Party" is not one state's, in other reports.
    """
    if not 1 < len(short) < len(long) or long[-len(short) :] != short or short[-1] in _BRANCHED:
        return False
    if " ".join(short) in _WELL_KNOWN and long[0] in _LEADING:
        return True  # "Clinton State Department"
    return sum(word not in _GENERIC for word in short) > 1


def _spells_out(name: str, initials: str) -> bool:
    """Whether a name is of the kind that initials are made from: no list, no name with initials in it, no headline."""
    if len(initials) < _LEAST_INITIALS:
        return False
    words = [word for word in name.split() if word.replace(".", "") not in ("US", "UN", "UK", "St")]
    return not any((len(word) > 1 and word.isupper()) or word in _POLLS or _JOINED.search(word) for word in words)


def same(a: Described, b: Described) -> bool:
    """Whether two bodies are one: a name of the one is the other's, or initials stand for it.

    A name that many bodies have ("City Council") is nobody's without an affiliation, which then is part of it.
    """
    one, other = _body(a.name, a.aliases, a.affiliations), _body(b.name, b.aliases, b.affiliations)
    if one is None or other is None:
        return False
    if one.others and other.others:
        if _same_initials(one, other):
            return True
        if one.own.isdisjoint(other.others) and other.own.isdisjoint(one.others):
            return False
        return not (one.campaigner and other.campaigner) or _alike(one.campaigner, other.campaigner)
    return _stands_for(one, other) or _stands_for(other, one)


def _same_initials(one: _Body, other: _Body) -> bool:
    """Whether both go by the same initials, and one's name is a part of the other's: "Customs Enforcement" is ICE's."""
    letters = one.acronyms & (other.acronyms | {other.initials}) | other.acronyms & {one.initials}
    if not any(len(each) >= _LEAST_INITIALS for each in letters):
        return False
    return any(x in y or y in x for x in one.own for y in other.own)


def _stands_for(one: _Body, other: _Body) -> bool:
    """Whether the initials that one goes by are the other's."""
    return bool(one.acronym) and one.acronym in (other.acronym, other.initials, *other.acronyms)


def _alike(one: str, other: str) -> bool:
    mine, theirs = one.split()[0], other.split()[0]
    return one.split()[-1] == other.split()[-1] or not given_forms(mine).isdisjoint(given_forms(theirs))


def keys(one: Described) -> tuple[str, ...]:
    """Blocking keys of a body: each form of its names, and its initials."""
    body = _body(one.name, one.aliases, one.affiliations)
    if body is None:
        return ()
    names = [f"o:{each}" for each in (sorted(body.others) if len(body.others) > 1 else body.others)]
    return (*names, *(f"a:{each}" for each in sorted({body.acronym, body.initials, *body.acronyms}) if each))


def document_keys(one: Described) -> tuple[str, ...]:
    """The blocking key of a document with a title."""
    title = form(one.name)
    words = title.words.split()
    return (f"d:{title.words}",) if title.named and not title.generic and words and words[-1] not in _RECURRING else ()


def _by_name() -> dict[str, str]:
    """Each known name's form with the form that stands for all of the body's."""
    found = {form(name).words: form(names[0]).words for names in FULL_NAMES for name in names}
    form.cache_clear()
    return found


_BY_NAME |= _by_name()
_WELL_KNOWN |= set(_BY_NAME.values())

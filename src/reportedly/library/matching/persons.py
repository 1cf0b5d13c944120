"""Whether two persons are one: their names first, then what they are and where."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from reportedly.library.matching.described import Described
from reportedly.library.matching.folding import CACHED
from reportedly.library.matching.leaders import FIRST_NAMES, LEADERS, TITLED
from reportedly.library.matching.naming import LONG_ENOUGH, Name, taken_apart
from reportedly.library.matching.nicknames import COMMON_SURNAMES, GIVEN, commonly, given_forms
from reportedly.library.matching.offices import HIGH, Evidence, firms, posts, weigh

_FAMILIES = frozenset("bush clinton kennedy adams roosevelt johnson harrison gandhi kim park bhutto".split())
"""Surnames that several holders of the same high office had."""


_COMMON = (COMMON_SURNAMES | GIVEN) - _FAMILIES
_OFTEN = _COMMON | _FAMILIES
"""Words that, as a name alone, are no one person's."""
_ORDINARY = _OFTEN | frozenset("ford grant jefferson madison monroe hoover taft washington".split())
"""Of the leaders' surnames, those that name other people and things as often."""
_KNOWN = LEADERS.keys() | _FAMILIES
_BOTH = 3
"""What speaks for one person where a role and an affiliation agree."""


_TITLED_SURNAMES = frozenset(surname for surname, _ in TITLED)
_NAMED_AFTER = frozenset(
    "show act law elementary school high foundation university college tower hotel center centre museum prize award "
    "institute street airport company group campaign administration library hospital stadium park theatre theater bill "
    "democrat republican democrats republicans reports hour tonight daily news project fund trust house club".split()
)
"""What is named after a person, and is none."""
_VOWELS = re.compile("[aeiou]+")
_VERB = re.compile("..(?:[^s]s|ed|ing)$")
"""What verbs of headlines end in."""
_BEGINNING = 3
"""Letters of a surname by which a slip further on is found."""


class Likeness(IntEnum):
    """How alike two names are."""

    NONE = 0
    SHORT = 1
    """One has a surname or initials alone."""
    LOOSE = 2
    """Full names that differ as those of two persons may."""
    CLOSE = 3
    EXACT = 4


@lru_cache(CACHED)
def _names(name: str, aliases: tuple[str, ...]) -> tuple[Name, ...]:
    """The name, then the aliases that are full names, but for those of namesakes.

    An alias that is a surname alone is one report's shorthand; where the name is one and an alias says whose, the alias
    is the name.
    """
    own = taken_apart(name)
    if own is None:
        return ()
    taken = (taken_apart(each) for each in aliases if " " in each)
    others = [each for each in taken if each is not None and each.full and each != own]
    if own.full:
        return (own, *(each for each in others if own.ends.isdisjoint(each.ends) or _compare(own, each)))
    return tuple(each for each in others if own.surname in each.ends or own.surname == each.given[0]) or (own,)


def _alike(one: str, other: str) -> bool:
    """Whether two given names can be one person's."""
    if one == other:
        return True
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    mine, theirs = given_forms(one), given_forms(other)
    return not mine.isdisjoint(theirs)


def _middles(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether middle names go together: one has none, or they agree in order, or one leaves some full ones out."""
    if not one or not other or all(_alike(x, y) for x, y in zip(one, other, strict=False)):
        return True
    short, long = sorted((one, other), key=len)
    left = iter(long)
    return all(len(word) > 1 and word in left for word in short)


@lru_cache(CACHED)
def _compare(one: Name, other: Name) -> Likeness:
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return Likeness.NONE
    if not (one.full and other.full):
        if one.full or other.full:
            alone, full = (other, one) if one.full else (one, other)
            if FIRST_NAMES.get(_plainly(alone.surname)) == full.surname and _alike(alone.surname, full.given[0]):
                return Likeness.CLOSE
            return Likeness.SHORT if alone.surname in full.ends or alone.surname == full.given[0] else Likeness.NONE
        # The kings Abdullah and Abdullah II are two.
        return Likeness.SHORT if one.surname == other.surname and one.suffix == other.suffix else Likeness.NONE
    if one.ends.isdisjoint(other.ends):
        if len(one.given) > 1 and sorted((*one.given, one.surname)) == sorted((*other.given, other.surname)):
            return Likeness.CLOSE  # in another order
        return _by_suffix(one, other, max(_with_stray_words(one, other), _misspelt(one, other)))
    found = _compare_given(one, other)
    if one.surname != other.surname:
        # "Mary Smith-Jones" and "Mary Jones" may be one, and so may "Mary Smith", but less often.
        whole = one.surname.endswith(other.surname) or other.surname.endswith(one.surname)
        found = min(found, Likeness.CLOSE if whole else Likeness.LOOSE)
    return _by_suffix(one, other, found)


def _plainly(given: str) -> str:
    """A given name in the spelling that stands for all."""
    return next((each for each in given_forms(given) if each in FIRST_NAMES), given)


def _by_suffix(one: Name, other: Name, found: Likeness) -> Likeness:
    """A "Jr." that one report leaves out is no difference, unless a father or a family has the very name."""
    if "jr" not in (one.suffix, other.suffix) or one.suffix == other.suffix:
        return found
    words = {*one.given, one.surname, *other.given, other.surname}
    known = not words.isdisjoint(_KNOWN) or _common(one, other)
    return min(found, Likeness.LOOSE) if known else found


def _compare_given(one: Name, other: Name) -> Likeness:
    mine, theirs = one.given, other.given
    if mine == theirs or ("".join(mine) == "".join(theirs) and len(mine[0]) > 1 and len(theirs[0]) > 1):
        return Likeness.EXACT
    firsts = _alike(mine[0], theirs[0]) or any(
        _alike(x, y) for x, y in ((one.nick, theirs[0]), (other.nick, mine[0])) if x
    )
    if firsts and _middles(mine[1:], theirs[1:]):
        if (len(mine[0]) > 1 and len(theirs[0]) > 1) or mine[0] == theirs[0]:
            return Likeness.CLOSE
        if mine[1:] and theirs[1:] and mine[1][0] == theirs[1][0]:
            return Likeness.CLOSE
        return Likeness.LOOSE if one.surname not in _OFTEN else Likeness.SHORT
    if left := max(_with_words_before(mine, theirs), _with_words_before(theirs, mine)):
        return left
    slip = _one_slip(mine[0], theirs[0]) or _written_alike(mine[0], theirs[0])
    if not slip or not _middles(mine[1:], theirs[1:]) or {mine[0], theirs[0]} <= GIVEN:
        return Likeness.NONE
    rare = one.surname not in _COMMON and mine[0][0] == theirs[0][0]
    return Likeness.CLOSE if rare else Likeness.SHORT


def _written_alike(one: str, other: str) -> bool:
    """Whether two given names have the same consonants and the same end: "Sayed" and "Syed"."""
    mine, theirs = _VOWELS.sub("", one[1:]), _VOWELS.sub("", other[1:])
    return mine == theirs and len(mine) > 1 and (one[0], one[-1]) == (other[0], other[-1])


def _with_words_before(short: tuple[str, ...], long: tuple[str, ...]) -> Likeness:
    """What stands before a name: "Floridian Rick Wilson", the initial of "J. Edgar Hoover", a first name left out."""
    for start in range(1, len(long)):
        rest = long[start:]
        if min(len(rest[0]), len(short[0])) > 1 and _alike(rest[0], short[0]) and _middles(rest[1:], short[1:]):
            two = short[0] in GIVEN and not GIVEN.isdisjoint(long[:start])
            return Likeness.LOOSE if two else Likeness.CLOSE  # "Michael Patrick Leahy" is not Patrick Leahy
    return Likeness.NONE


def _with_stray_words(one: Name, other: Name) -> Likeness:
    """What follows a name: a verb of a headline ("Donald Trump Rampages"), or a second surname."""
    return max(_with_words_after(one, other), _with_words_after(other, one))


def _with_words_after(short: Name, long: Name) -> Likeness:
    whole, first = (*short.given, short.surname), (short.given[0], short.surname)
    if long.given not in (whole, first) or long.surname in _NAMED_AFTER or first[0] in COMMON_SURNAMES:
        return Likeness.NONE
    if short.surname in _COMMON:
        return Likeness.NONE
    verb = _VERB.search(long.surname) and long.surname not in COMMON_SURNAMES
    return Likeness.CLOSE if verb else Likeness.LOOSE


def _misspelt(one: Name, other: Name) -> Likeness:
    """Surnames that sound alike or differ by a slip, after the same given name: "Yanukovych" and "Yanukovich"."""
    if one.given[0] != other.given[0] or not _middles(one.given[1:], other.given[1:]):
        return Likeness.NONE
    if not one.sound or not other.sound:
        return Likeness.NONE
    slip = _one_slip(one.surname, other.surname) and one.surname[:_BEGINNING] == other.surname[:_BEGINNING]
    if slip and one.surname not in COMMON_SURNAMES and other.surname not in COMMON_SURNAMES:
        return Likeness.CLOSE if len(one.surname) + len(other.surname) > 2 * LONG_ENOUGH + 2 else Likeness.LOOSE
    return Likeness.LOOSE if one.sound == other.sound else Likeness.NONE


def _one_slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter before the last: changed, left out, or swapped with its neighbour.

    The last letter often makes it the other gender's name.
    """
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < LONG_ENOUGH:
        return False
    start = next((i for i, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other)))
    x, y = one[start:], other[start:]
    if start >= min(len(one), len(other)) - 1:
        return False
    return x[1:] == y[1:] or x[1:] == y or x == y[1:] or (x[1::-1] == y[:2] and x[2:] == y[2:])


def _roles(one: Described, names: tuple[Name, ...]) -> tuple[str, ...]:
    titles = names[0].titles
    return (*one.roles, " ".join(titles)) if titles else one.roles


def _best(a: tuple[Name, ...], b: tuple[Name, ...]) -> tuple[Likeness, Name, Name]:
    """How alike the two names are that are most alike, at least one of them the name that is shown."""
    namesakes = a[0].full and b[0].full and not a[0].ends.isdisjoint(b[0].ends)
    if namesakes or (len(a) == 1 and len(b) == 1):
        return _compare(a[0], b[0]), a[0], b[0]
    pairs = [(a[0], each) for each in b] + [(each, b[0]) for each in a[1:]]
    return max(((_compare(*pair), *pair) for pair in pairs), key=lambda found: found[0])


def _at_odds(mine: tuple[Name, ...], theirs: tuple[Name, ...]) -> bool:
    """Whether some names of two are of namesakes: "George Bush" may be either with an initial, but never both."""
    if len(mine) == 1 == len(theirs):
        return False
    pairs = ((x, y) for x in mine for y in theirs if x.surname == y.surname and x.full and y.full)
    return any(not _compare(x, y) and _alike(x.given[0], y.given[0]) for x, y in pairs)


def _common(one: Name, other: Name) -> int:
    """How common two names that agree are, 0 to 2; two middle names that agree make them rare."""
    if len(one.given) > 1 and len(other.given) > 1:
        return 0
    return max(commonly(name.given[0], name.surname) for name in (one, other))


def same(a: Described, b: Described) -> bool:
    """Whether two persons are one.

    Full names that agree are one person's unless what the two do is far apart; common ones only where role or
    affiliation agree; a surname alone only where both do, or where it stands with a high office.
    """
    mine, theirs = _names(a.name, a.aliases), _names(b.name, b.aliases)
    if not mine or not theirs:
        return False
    found, one, other = _best(mine, theirs)
    if found == Likeness.NONE or _at_odds(mine, theirs):
        return False
    roles = (_roles(a, mine), _roles(b, theirs))
    evidence = weigh(roles, (a.affiliations, b.affiliations))
    if evidence.clash > 1:
        return False
    if found == Likeness.SHORT:
        return _same_short(one, other, roles, evidence)
    if found == Likeness.LOOSE:
        return (
            evidence.agree > evidence.clash
            or (evidence.shared and not evidence.clash)
            or _senator_junior(one, other, roles)
        )
    if not (one.full and other.full):
        return not evidence.clash
    common = _common(one, other)
    if not common or evidence.agree > evidence.clash:
        return True
    return not evidence.clash and (common == 1 or _only_in_office(roles))


def _senator_junior(one: Name, other: Name, roles: tuple[tuple[str, ...], tuple[str, ...]]) -> bool:
    """Whether it is the "Jr." who holds a high office: then the name without it is his, not his father's."""
    junior, role, others = (one, *roles) if one.suffix else (other, *roles[::-1])
    return bool(junior.suffix) and not others and not posts(role).held.isdisjoint(HIGH)


def _only_in_office(roles: tuple[tuple[str, ...], tuple[str, ...]]) -> bool:
    """Whether one holds a high office and nothing is said of the other: a common name then is the known one's."""
    if roles[0] and roles[1]:
        return False
    return not posts(roles[0] or roles[1]).held.isdisjoint(HIGH)


def _same_short(one: Name, other: Name, roles: tuple[tuple[str, ...], tuple[str, ...]], evidence: Evidence) -> bool:
    """Whether a surname alone is somebody's: role and affiliation agree, or a high office does that few hold."""
    if evidence.agree >= _BOTH:
        return True
    if evidence.clash:
        return False
    held = [posts(each).held for each in roles]
    high = not (held[0] & held[1]).isdisjoint(HIGH)
    if one.full == other.full:
        rare = one.surname not in _OFTEN or _plainly(one.surname) in FIRST_NAMES
        return high or (rare and not one.full)
    alone, full, title = (other, one, held[1]) if one.full else (one, other, held[0])
    if alone.surname not in full.ends:
        return high and alone.surname not in GIVEN  # "President Bashar" al-Assad, the end lost
    if (first := LEADERS.get(alone.surname)) and (alone.surname not in _ORDINARY or "president" in title):
        return any(_alike(first, given) for given in full.given) and (full.suffix != "jr" or high)
    called = (TITLED.get((alone.surname, post)) for post in (*sorted(title), *alone.titles))
    if first := next(filter(None, called), None):
        return any(_alike(first, given) for given in full.given)
    if len(alone.ends) > 1:
        return True  # "Ocasio-Cortez": a double surname is hardly anybody else's
    rare = alone.surname not in _OFTEN
    return (high and alone.surname not in COMMON_SURNAMES | _FAMILIES) or (rare and evidence.shared)


def keys(one: Described) -> tuple[str, ...]:
    """Blocking keys of a person: full names without the middle, and a surname with each high office and each firm."""
    names = _names(one.name, one.aliases)
    if not names:
        return ()
    roles = _roles(one, names)
    held = sorted(posts(roles).held) if roles else []
    high = [post for post in held if post in HIGH]
    companies = sorted(firms(one.affiliations)) if one.affiliations else []
    found: list[str] = []
    for name in names:
        for end in sorted(name.ends) if len(name.ends) > 1 else name.ends:
            found += _keys_of(name, end)
            found += [f"s:{end}:{post}" for post in (held if end not in _OFTEN else high)]
            found += [f"s:{end}@{firm}" for firm in companies]
        if high and name.full and name.given[0] not in GIVEN:
            found += [f"s:{name.given[0]}:{post}" for post in high]
    return tuple(dict.fromkeys(found))


def _keys_of(name: Name, end: str) -> list[str]:
    """The keys of one way to write a name."""
    if not name.full:
        first = _plainly(name.surname)
        return [f"s:{end}", *([f"p:{first} {FIRST_NAMES[first]}"] if first in FIRST_NAMES else [])]
    first, given = name.given[0], name.given
    found = [f"s:{end}"] if len(name.ends) > 1 or end in _TITLED_SURNAMES else []
    forms = sorted(given_forms(first))
    found += [f"p:{each} {end}" for each in forms]
    if name.nick:
        found += [f"p:{each} {end}" for each in sorted(given_forms(name.nick))]
    if len(given) > 1:
        found.append(f"i:{first[0]}{given[1][0]} {end}")
        found.append(f"p:{''.join(given)} {end}")
        whole = [each for each in given[1:] if len(each) > 1]
        found += [f"p:{form} {end}" for each in whole for form in sorted(given_forms(each))]
        found += [f"p:{form} {each}" for each in whole for form in forms]
    if end not in _COMMON:
        found.append(f"x:{first[0]} {end}")
    if name.sound:
        found += (f"z:{first} {name.sound}", f"t:{first} {name.surname[:_BEGINNING]}")
    if (leader := LEADERS.get(end)) and any(_alike(leader, each) for each in given):
        found += (f"s:{end}", f"s:{end}:president")
    return found


def likeness(a: Described, b: Described) -> float:
    """How alike two persons are, 0 to 1, by their names and then by what agrees."""
    mine, theirs = _names(a.name, a.aliases), _names(b.name, b.aliases)
    if not mine or not theirs:
        return 0.0
    evidence = weigh((_roles(a, mine), _roles(b, theirs)), (a.affiliations, b.affiliations))
    return max(0.0, (4 * _best(mine, theirs)[0] + evidence.agree - evidence.clash) / (4 * Likeness.EXACT + _BOTH))

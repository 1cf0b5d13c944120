"""Persons' names, taken apart."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from reportedly.library.matching.countries import DEMONYMS
from reportedly.library.matching.folding import CACHED, letters, plain
from reportedly.library.matching.nicknames import GIVEN
from reportedly.library.matching.offices import TITLES

_SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
_HONOURS = frozenset("md phd mp mep msp qc kc obe cbe mbe dbe kbe esq rn jd".split())
_AFTER_NAMES = _SUFFIXES.keys() | _HONOURS
_ARABIC = frozenset("al el ar as ash at ad an".split())
"""The article before Arabic names, which newsrooms write or leave out."""
_PARTICLES = frozenset("van von der den de del della di da dos du la le bin ben ibn ter ten zu af st saint mac".split())
_JOINED = _PARTICLES | _ARABIC
_BEFORE_NAMES = frozenset(
    "secretary minister president senator governor leader director chairman chairwoman democrat republican chief "
    "head speaker judge nominee candidate whip commissioner ambassador premier chancellor strategist pollster "
    "host editor columnist adviser aide congressman congresswoman representative rep sen gov gen mayor spokesman "
    "spokeswoman professor justice".split()
)
"""Words that end what stands before a name: "Trade and Industry Secretary Patricia Hewitt"."""
_ABBREVIATED = frozenset("gov sen rep".split())
_IN_OFFICES = frozenset("and of for".split())
_NAME_AND_OBJECT = 2
_TWO_AND_VERB = 5
_GIVEN_TOO = frozenset("Al Ash Ben Van Di Mac".split())
"""Of both, those that are given names where they stand first with a capital."""
_LOWER = _PARTICLES | _ARABIC | frozenset("y e i abu d l".split())
"""Words of a name that may stand in lower case."""
_NICK = re.compile(r"[(“\"]\s*([^\s()“”\"]+)\s*[)”\"]")
_OWNER = re.compile(r"^(?:[A-Z][\w.]*\s+)*[A-Z][\w.]*['’]s?\s+(?=[A-Z][\w.'’-]*\s+[A-Z])")
_INITIALS = re.compile(r"^(?:[A-Z]\.?){1,3}$")
_DOUBLED = re.compile(r"(.)\1+")
_SOUNDS = str.maketrans("cqzvg", "kksfk")
_CONSONANTS = _SOUNDS | str.maketrans("", "", "aeiouyhwj")
LONG_ENOUGH = 5
"""Letters that a word has where one wrong letter does not make it another name."""
_FEWEST_CONSONANTS, _LONGEST_INITIALS = 3, 6
_BEFORE_ANOTHER = frozenset("of for to by with and or from in at on than about against".split())


class Name(NamedTuple):
    """A person's name, taken apart.

    ``given`` are the folded words before the surname, an initial being one letter; ``surname`` is folded, its particles
    joined to it; ``ends`` are the words that it can be written as, of a double surname each half.
    """

    given: tuple[str, ...]
    surname: str
    ends: frozenset[str]
    suffix: str
    nick: str
    sound: str
    """How a long surname sounds, so that two ways to write it compare; empty for short ones."""
    titles: tuple[str, ...]

    @property
    def full(self) -> bool:
        """Whether there is a given name beside the surname."""
        return bool(self.given)


def _serves(word: str) -> bool:
    """Whether a word is for one who stands beside another: the name after it is the other's."""
    return word.casefold().startswith(("spokes", "advis", "aide", "lawyer", "attorney", "friend", "assistant"))


def _own(words: list[str]) -> list[str]:
    """The words of the name itself: without what stands before it. Empty where a description names nobody."""
    lower = [i for i, word in enumerate(words) if word[:1].islower() and re.split("[-'’]", word)[0] not in _LOWER]
    if not lower:
        return words
    last = lower[-1]
    rest = words[last + 1 :]
    joined = words[words.index("and") + 1 :] if "and" in words[1 : last + 1] else []
    if joined and not any(letters(word) in _BEFORE_NAMES for word in joined[:-2]):
        return []  # "Khizr and Ghazala Khan"
    office = words[last] == "and" or (words[last] in _IN_OFFICES and words[last - 1].istitle())
    if last and office and not _serves(words[last - 1]):
        if any(letters(word) in _BEFORE_NAMES for word in rest[:-2]):
            return rest  # "Trade and Industry Secretary Patricia Hewitt"
        if words[last] == "of" and len(rest) > _NAME_AND_OBJECT:
            return rest[1:]  # "White House Chief of Staff Denis McDonough"
    if (
        len(words) - last <= 2
        or words[last].casefold() in _BEFORE_ANOTHER
        or words[last].endswith(("'s", "’s", "s'", "s’"))
    ):
        # One that is written small throughout ("bell hooks", an address) may be a name; "his wife" is not told from it.
        return []
    return words[last + 1 :]


def _of_the_name(text: str) -> list[str]:
    """The words of a name as written in their usual order, without what stands before them; empty for a description."""
    before, comma, after = text.partition(",")
    if (
        comma
        and len(before.split()) == 1
        and f"{before} {after.strip()}".istitle()
        and letters(after) not in _AFTER_NAMES
    ):
        text = f"{after} {before}"  # "Trump, Donald"
    text = text.replace(",", " ") if comma else text
    words = text.split()
    if "'" in text or "’" in text:
        words = _own(_OWNER.sub("", text).split())
        if any(word.endswith(("'s", "’s")) for word in words[:-1]):
            return []  # "Donald Trump's Son"
        return words
    return words if text.istitle() else _own(words)


def _office(words: list[str]) -> int:
    """Where an office that stands before a name ends; 0 where there is none."""
    last = len(words) - 2
    if last > 0 and letters(words[last]) in _ABBREVIATED:
        return last  # "OK Gov Fallin"
    return next((i for i in range(last - 1, 0, -1) if letters(words[i]) in _BEFORE_NAMES), 0)


@lru_cache(CACHED)
def taken_apart(written: str) -> Name | None:
    """The parts of a person's name; ``None`` for a description ("Mr. Trump's lawyer") and for what has no letters."""
    nick = _NICK.search(written) if "(" in written or '"' in written or "“" in written else None
    text = _NICK.sub(" ", written) if nick else written
    words = _of_the_name(text)
    office = _office(words)
    titles: list[str] = [" ".join(plain(" ".join(words[: office + 1])))] if office else []
    words = words[office + 1 if office else 0 :]
    while len(words) > 1 and (first := _title(words[0])):
        titles.append(first)
        words = words[1:]
    if _are_two(words):
        return None
    suffix = ""
    while len(words) > 1 and (last := letters(words[-1])) in _AFTER_NAMES:
        suffix = _SUFFIXES.get(last, suffix)
        words = words[:-1]
    if not words or letters(words[-1]) in _SUFFIXES:
        return None
    given = [part for word in words[:-1] for part in _given(word)]
    surname = letters(words[-1])
    tail = (surname,) if words[-1].isalpha() else plain(words[-1])
    if len(tail) > 1 and tail[0] in _ARABIC:
        tail = tail[1:]
        surname = "".join(tail)
    joined: list[str] = []
    while given and given[-1] in _JOINED and not (len(given) == 1 and words[0] in _GIVEN_TOO):
        particle = given.pop()
        if particle not in _ARABIC:
            joined.insert(0, particle)
    if len(surname) <= surname.isascii():  # one letter is an initial; one character may be a name
        return None
    ends = frozenset({surname, *tail}) if len(tail) > 1 and not joined else frozenset({"".join(joined) + surname})
    return Name(
        tuple(given),
        "".join(joined) + surname,
        ends,
        suffix,
        "".join(plain(nick[1])) if nick else "",
        _sound(surname),
        tuple(titles),
    )


def _title(word: str) -> str:
    """A word that stands before a name and is no part of it, folded; else nothing."""
    first = letters(word) if word.isalpha() else " ".join(plain(word))
    return first if first in TITLES or first in DEMONYMS else ""


def _are_two(words: list[str]) -> bool:
    """Whether a headline's words hold two full names: "Hillary Clinton Slams Donald Trump"."""
    if len(words) < _TWO_AND_VERB:
        return False
    return not GIVEN.isdisjoint(plain(words[0])) and any(not GIVEN.isdisjoint(plain(word)) for word in words[3:-1])


def _sound(surname: str) -> str:
    """The consonants of a long surname, one letter for each sound; of those in -son, which differ so, nothing."""
    if len(surname) < LONG_ENOUGH or surname.endswith(("son", "sen")):
        return ""
    consonants = surname[1:].replace("ph", "f").translate(_CONSONANTS)
    return (
        _DOUBLED.sub(r"\1", surname[0].translate(_SOUNDS) + consonants) if len(consonants) >= _FEWEST_CONSONANTS else ""
    )


def _given(word: str) -> tuple[str, ...]:
    """The parts of one word before a surname; "J.D." is two initials, "Jean-Claude" two names."""
    if len(word) <= _LONGEST_INITIALS and word.isupper() and _INITIALS.match(word):
        return tuple(letter.casefold() for letter in word if letter != ".")
    return plain(word)

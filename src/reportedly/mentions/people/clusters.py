"""The forms of one name drawn together: a surname after a full name, letters in brackets after a long form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.mentions.people.given import FEMALE_NAMES, GIVEN_NAMES, MALE_NAMES
from reportedly.mentions.people.kinds import KNOWN_ORGANISATIONS, Surface, surname
from reportedly.mentions.people.roles import FEMALE, MALE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.mentions.people.names import Name
    from reportedly.model import EntityKind

_BRACKETED = re.compile(r"\s*\((?:the\s+)?[“\"']?(?P<short>[A-Z][A-Za-z&.]{1,9})[”\"']?[,)]")
_SMALL = frozenset("of the and for in on to a an".split())
_CORPORATE = frozenset(
    (
        "Inc Inc. Corp Corp. Corporation Ltd Ltd. plc PLC LLC Group Co Co. Company Holdings AG SA NV AS ASA "
        "Resources Stores Motors Industries Airlines Airways Technologies Systems Energy Oil Gas Telecom"
    ).split()
)
GENERIC = frozenset(
    (
        "Service Department Party Company University Committee Council Ministry Agency Union Bank Police Army Court "
        "Institute Association Group Foundation Commission Bureau Senate House Office State Board Fund Times Post "
        "News Journal Centre Center Security National International Press Government Republic College School Church "
        "Force Forces Network Campaign"
    ).split()
)


@dataclass(slots=True)
class Cluster:
    """The forms drawn together so far, in order of first mention."""

    kind: EntityKind
    forms: dict[str, tuple[Name, ...]] = field(default_factory=dict)
    titled: str = ""  # the gender that titles before a surname showed, where no full name has it

    @property
    def name(self) -> str:
        """The fullest form: most words, then most letters."""
        return max(self.forms, key=lambda form: (not is_short(form), len(form.split()), len(form)))

    @property
    def own(self) -> list[Name]:
        """Where it is named so that nobody else of its surname is meant."""
        first = self.name.split()[0]
        sure = (names for form, names in self.forms.items() if " " in form or self.titled or form == first)
        return [name for names in sure for name in names]

    @property
    def weight(self) -> int:
        """How often it is named so that titles or a full name leave no doubt."""
        bare = (name for form, names in self.forms.items() if form == surname(self.name) for name in names)
        mine = self.gender
        return len(self.own) + (not self.titled and sum(bool(mine) and gender_of(n.titles) == mine for n in bare))

    @property
    def gender(self) -> str:
        """``"m"`` or ``"f"`` by given name or by the titles before its full forms, ``""`` where nothing tells."""
        if self.titled:
            return self.titled
        first = self.name.split()[0]
        if " " in self.name and (first in MALE_NAMES) != (first in FEMALE_NAMES):
            return "m" if first in MALE_NAMES else "f"
        shown = {gender_of(name.titles) for form, names in self.forms.items() if " " in form for name in names} - {""}
        return shown.pop() if len(shown) == 1 else ""


def gender_of(titles: Sequence[str]) -> str:
    """The gender that titles before a name show, or ``""``."""
    return "m" if MALE.intersection(titles) else "f" if FEMALE.intersection(titles) else ""


def is_short(form: str) -> bool:
    """Whether a form is an acronym."""
    return " " not in form and form.isupper()


def clusters(found: dict[str, Surface]) -> list[Cluster]:
    """Draw the forms of names together, people first."""
    people = [s for s in found.values() if s.kind == "person"]
    surnames = {surname(s.text) for s in people if " " in s.text}
    # The tagger takes many a bare surname for a company; beside a full name it is that person.
    bare = [s for s in found.values() if s.kind == "organisation" and s.text in surnames]
    first = {s.text.split()[0] for s in people if " " in s.text} & GIVEN_NAMES
    bare += [s for s in found.values() if s.kind == "organisation" and s.text in first]
    people += bare
    titled = {s.text for s in people if " " not in s.text and any(name.titles for name in s.names)}
    people += [s for s in found.values() if s.kind == "organisation" and _is_full_name(s.text, titled)]
    organisations = [s for s in found.values() if s.kind in {"organisation", "outlet"} and s not in people]
    return [*_people(people), *_organisations(organisations, found)]


def _is_full_name(text: str, titled: set[str]) -> bool:
    """Whether what the tagger took for a body is a person whom the report elsewhere calls "Mrs. Berg"."""
    words = text.split()
    return (
        len(words) in {2, 3}
        and words[-1] in titled
        and all(word[:1].isupper() for word in words)
        and (words[0] in GIVEN_NAMES or words[-1] not in GENERIC)
    )


def _people(found: list[Surface]) -> list[Cluster]:
    grouped: list[Cluster] = []
    counts = {surface.text: len(surface.names) for surface in found}
    surnames = {surname(surface.text) for surface in found}
    for surface in sorted(found, key=lambda s: (-len(s.text.split()), s.names[0].first)):
        words = surface.text.split()
        # "Crooked Hillary Clinton" beside many a "Hillary Clinton" is an epithet and a name.
        tails = (" ".join(words[at:]) for at in range(1, len(words) - 1) if words[at] in GIVEN_NAMES)
        epithet = words[0] not in GIVEN_NAMES and any(counts.get(tail, 0) >= counts[surface.text] for tail in tails)
        if epithet or surface.text[:-1] in surnames:
            continue  # nor is a family ("the Clintons") one of its members
        matching = [cluster for cluster in grouped if _same_person(surface.text, cluster)]
        if len(words) == 1 and (own := [one for one in matching if surname(one.name) == surface.text]):
            matching = own  # "Howard" is Mr Howard, and no Howard Berg
        # A surname that fits two people is settled place by place, among the mentions.
        for cluster in matching:
            cluster.forms[surface.text] = surface.names
        if not matching:
            grouped.append(Cluster("person", {surface.text: surface.names}))
        elif len(words) == 1:
            grouped += _another(surface, matching)
    return grouped


def _another(surface: Surface, matching: Sequence[Cluster]) -> list[Cluster]:
    """Somebody of the same surname whom no full name fits: "Mr. Berg" where only Anna Berg is named in full."""
    known = {cluster.gender for cluster in matching}
    if "" in known or len(known) > 1:
        return []
    shown = [gender_of(name.titles) for name in surface.names]
    other = "f" if known == {"m"} else "m"
    president = known == {"f"} and any("president" in name.titles for name in surface.names)
    if president:
        full = [name for cluster in matching for form, names in cluster.forms.items() if " " in form for name in names]
        president = not any("president" in _beside(name) for name in full)
    if other not in shown and not president:
        return []
    return [Cluster("person", {surface.text: surface.names}, other)]


def _beside(name: Name) -> str:
    return name.around[max(0, name.start - 60) : name.start].lower() + name.around[name.end : name.end + 60].lower()


def _same_person(form: str, cluster: Cluster) -> bool:
    full = cluster.name.split()
    words = form.split()
    if len(words) == 1:
        return len(full) > 1 and (form == surname(cluster.name) or form == full[0])
    if surname(form) != surname(cluster.name):
        return False
    initial = words[0].strip(".")
    if len(words) > 1 and len(initial) == 1 and full[0].startswith(initial):
        return True
    if words[0] == full[0] or any(word.strip("“”\"‘’'") == words[0] and word != words[0] for word in full[1:-1]):
        return True  # William "Bill" Berg
    ending = full[-len(words) :]  # "Van der Bellen" of "Alexander van der Bellen"
    return words[1:] == ending[1:] and words[0].lower() == ending[0].lower()


def _organisations(found: list[Surface], every: dict[str, Surface]) -> list[Cluster]:
    grouped: list[Cluster] = []
    shorts = dict(_bracketed(every))
    for surface in sorted(found, key=lambda s: (-len(s.text.split()), s.names[0].first)):
        home = next((cluster for cluster in grouped if _same_organisation(surface.text, cluster, shorts)), None)
        if home is None and surface.kind == "outlet":
            longer = [one for one in grouped if one.kind == "outlet" and one.name.endswith(f" {surface.text}")]
            home = longer[0] if len(longer) == 1 else None
        if home is None:
            grouped.append(
                Cluster("outlet" if surface.kind == "outlet" else "organisation", {surface.text: surface.names})
            )
        else:
            home.forms[surface.text] = surface.names
            if surface.kind == "outlet" and not is_short(home.name):
                home.kind = "outlet"
    return grouped


def _bracketed(found: dict[str, Surface]) -> Iterable[tuple[str, str]]:
    """Pairs of a short form and the long form that it stands in brackets after."""
    for surface in found.values():
        if surface.kind not in {"organisation", "outlet"} or " " not in surface.text:
            continue
        for name in surface.names:
            match = _BRACKETED.match(name.around, name.end)
            if match and sum(letter.isupper() for letter in match["short"]) >= 2:
                yield match["short"], surface.text


def _same_organisation(form: str, cluster: Cluster, shorts: dict[str, str]) -> bool:
    if (
        shorts.get(form) in cluster.forms
        or {f"{form}'s", f"{form}’s", f"{form}s", form.removesuffix("s")} & cluster.forms.keys()
    ):
        return True
    words = form.split()
    for long in cluster.forms:
        full = long.split()
        if len(full) <= len(words) or full == words:
            continue
        letters = form.replace(".", "")
        if len(words) == 1 and letters.isupper() and len(letters) > 1 and letters in _initials(full):
            return True
        if full[: len(words)] == words and all(word in _CORPORATE for word in full[len(words) :]):
            return True
        if len(words) > 1 and full[: len(words)] == words and full[len(words)] in {"for", "of", "on"}:
            return True
        tail = full[-len(words) :] == words and form not in KNOWN_ORGANISATIONS
        if tail and form not in GENERIC and len(full) - len(words) <= 2 and (len(words) > 1 or len(full) > 2):
            return True
    return False


def _initials(words: list[str]) -> set[str]:
    every = "".join(word[0] for word in words if word[0].isalpha())
    large = "".join(word[0] for word in words if word.lower() not in _SMALL and word[0].isalpha())
    return {every.upper(), large.upper()}

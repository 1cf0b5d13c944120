"""People, organisations and outlets: found, drawn together under one name, and compared.

A name is found once and then everywhere in the readable passages by exact words. Its forms are drawn together by what
the report itself shows: a surname after a full name, letters in brackets after a long form, a long form's initials.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.mentions.given import GIVEN_NAMES
from reportedly.mentions.kinds import Surface, surfaces, surname
from reportedly.mentions.names import Name, names
from reportedly.mentions.references import resolve
from reportedly.mentions.roles import Role, role_at
from reportedly.model import Entity, EntityKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.language import Passage

__all__ = ["find", "resolve", "same"]

_BRACKETED = re.compile(r"\s*\((?:the\s+)?[“\"']?(?P<short>[A-Z][A-Za-z&.]{1,9})[”\"']?[,)]")
_SMALL = frozenset("of the and for in on to a an".split())
_CORPORATE = frozenset(
    ("Inc Inc. Corp Corp. Corporation Ltd Ltd. plc PLC LLC Group Co Co. Company Holdings AG SA NV AS ASA").split()
)
_GENERIC = frozenset(
    (
        "Service Department Party Company University Committee Council Ministry Agency Union Bank Police Army Court "
        "Institute Association Group Foundation Commission Bureau Senate House Office State Board Fund Times Post "
        "News Journal Centre Center Security National International Press Government Republic College School Church "
        "Force Forces Network Campaign"
    ).split()
)


@dataclass(slots=True)
class _Cluster:
    """The forms drawn together so far, in order of first mention."""

    kind: EntityKind
    forms: dict[str, tuple[Name, ...]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The fullest form: most words, then most letters."""
        return max(self.forms, key=lambda form: (not _is_short(form), len(form.split()), len(form)))


def find(text: str, passages: Sequence[Passage], extra: Sequence[Passage] = ()) -> tuple[Entity, ...]:
    """Find the people, organisations and outlets that a report names.

    Args:
        text: the report's text.
        passages: its readable blocks as parsed, in page order.
        extra: other blocks of the page, such as captions, whose names count as mentions of what the passages name, and
            may give the fuller form.

    Returns:
        Entities ``e1``, ``e2``, … in order of first mention. ``name`` is the fullest form written, without titles;
        ``affiliation`` is the fullest form of the organisation, where the report names it; places are not among them.

    """
    every = sorted([*passages, *extra], key=lambda passage: passage.start)
    readable = [(passage.start, passage.end) for passage in passages]
    found = surfaces(name for passage in every for name in names(passage))
    clusters = _clusters(found)
    mentions = _mentions(text, every, clusters, found)
    ordered = sorted(
        (number for number in range(len(clusters)) if any(_inside(span, readable) for span in mentions[number])),
        key=lambda number: mentions[number][0].start,
    )
    return tuple(
        _entity(f"e{at}", clusters[number], tuple(mentions[number]), clusters)
        for at, number in enumerate(ordered, start=1)
    )


def same(one: Entity, other: Entity) -> bool:
    """Whether two entities, of one report or of two, are one by their names.

    People are one if surname and first given name agree, whatever stands between; organisations if any form of one is a
    form of the other. A bare surname is never enough.
    """
    if (one.kind == "person") != (other.kind == "person"):
        return False
    if one.kind != "person":
        return bool(_forms(one) & _forms(other))
    first, second = _person_key(one.name), _person_key(other.name)
    if len(first) < 2 or len(second) < 2:
        return False
    return first[0] == second[0] and first[-1] == second[-1]


def _forms(entity: Entity) -> set[str]:
    return {re.sub(r"^the ", "", form.casefold()) for form in (entity.name, *entity.aliases)}


def _person_key(name: str) -> list[str]:
    return [word.casefold().strip(".") for word in re.split(r"\s+", name.removesuffix(surname_suffix(name))) if word]


def surname_suffix(name: str) -> str:
    """What follows the surname: "Jr.", or nothing."""
    return name[name.rindex(surname(name)) + len(surname(name)) :]


def _inside(span: Span, readable: Sequence[tuple[int, int]]) -> bool:
    at = bisect(readable, span.start, key=lambda bounds: bounds[0])
    return at > 0 and span.start < readable[at - 1][1]


def _is_short(form: str) -> bool:
    return " " not in form and form.isupper()


def _clusters(found: dict[str, Surface]) -> list[_Cluster]:
    people = [s for s in found.values() if s.kind == "person"]
    surnames = {surname(s.text) for s in people if " " in s.text}
    # The tagger takes many a bare surname for a company; beside a full name it is that person.
    bare = [s for s in found.values() if s.kind == "organisation" and s.text in surnames]
    people += bare
    organisations = [s for s in found.values() if s.kind in {"organisation", "outlet"} and s not in bare]
    return [*_people(people), *_organisations(organisations, found)]


def _people(found: list[Surface]) -> list[_Cluster]:
    clusters: list[_Cluster] = []
    counts = {surface.text: len(surface.names) for surface in found}
    surnames = {surname(surface.text) for surface in found}
    for surface in sorted(found, key=lambda s: (-len(s.text.split()), s.names[0].first)):
        words = surface.text.split()
        # "Crooked Hillary Clinton" beside many a "Hillary Clinton" is an epithet and a name.
        tails = (" ".join(words[at:]) for at in range(1, len(words) - 1))
        epithet = words[0] not in GIVEN_NAMES and any(counts.get(tail, 0) >= counts[surface.text] for tail in tails)
        if epithet or surface.text[:-1] in surnames:
            continue  # nor is a family ("the Clintons") one of its members
        matching = [cluster for cluster in clusters if _same_person(surface.text, cluster)]
        # A surname that fits two people is settled place by place, among the mentions.
        if matching:
            for cluster in matching:
                cluster.forms[surface.text] = surface.names
        else:
            clusters.append(_Cluster("person", {surface.text: surface.names}))
    return clusters


def _same_person(form: str, cluster: _Cluster) -> bool:
    full = cluster.name.split()
    words = form.split()
    if len(words) == 1:
        return len(full) > 1 and (form == surname(cluster.name) or form == full[0])
    if surname(form) != surname(cluster.name):
        return False
    if words[0] == full[0]:
        return True
    return words == full[-len(words) :]  # "van der Bellen" of "Alexander van der Bellen"


def _organisations(found: list[Surface], every: dict[str, Surface]) -> list[_Cluster]:
    clusters: list[_Cluster] = []
    shorts = dict(_bracketed(every))
    for surface in sorted(found, key=lambda s: (-len(s.text.split()), s.names[0].first)):
        home = next((cluster for cluster in clusters if _same_organisation(surface.text, cluster, shorts)), None)
        if home is None:
            clusters.append(
                _Cluster("outlet" if surface.kind == "outlet" else "organisation", {surface.text: surface.names})
            )
        else:
            home.forms[surface.text] = surface.names
            if surface.kind == "outlet" and not _is_short(home.name):
                home.kind = "outlet"
    return clusters


def _bracketed(found: dict[str, Surface]) -> Iterable[tuple[str, str]]:
    """Pairs of a short form and the long form that it stands in brackets after."""
    for surface in found.values():
        if surface.kind not in {"organisation", "outlet"} or " " not in surface.text:
            continue
        for name in surface.names:
            match = _BRACKETED.match(name.around, name.end)
            if match and sum(letter.isupper() for letter in match["short"]) >= 2:
                yield match["short"], surface.text


def _same_organisation(form: str, cluster: _Cluster, shorts: dict[str, str]) -> bool:
    if shorts.get(form) in cluster.forms or {f"{form}'s", f"{form}’s"} & cluster.forms.keys():
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
        tail = full[-len(words) :] == words
        if tail and form not in _GENERIC and len(full) - len(words) <= 2 and (len(words) > 1 or len(full) > 2):
            return True
    return False


def _initials(words: list[str]) -> set[str]:
    every = "".join(word[0] for word in words if word[0].isalpha())
    large = "".join(word[0] for word in words if word.lower() not in _SMALL and word[0].isalpha())
    return {every.upper(), large.upper()}


def _mentions(
    text: str, passages: Sequence[Passage], clusters: list[_Cluster], found: dict[str, Surface]
) -> list[list[Span]]:
    """Find where each cluster is named, in order, by exact words; longer names first, so that none holds another."""
    placed = {form for cluster in clusters for form in cluster.forms}
    owners: dict[str, list[int]] = {form: [] for form, s in found.items() if s.kind != "person" or form in placed}
    for number, cluster in enumerate(clusters):
        for form in cluster.forms:
            owners[form].append(number)
    mentions: list[list[Span]] = [[] for _ in clusters]
    if not any(owners.values()):
        return mentions
    forms = sorted(owners, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<![\w@#])(?<!\w[-–]){_spaced(form)}(?!\w)(?!-[A-Z])" for form in forms))
    for passage in passages:
        for match in pattern.finditer(text, passage.start, passage.end):
            form = " ".join(match.group().split())
            candidates = owners.get(form, [])
            if len(candidates) > 1:
                candidates = _nearest(candidates, mentions, passage)
            if len(candidates) == 1:
                mentions[candidates[0]].append(Span(match.start(), match.end(), match.group()))
    return mentions


def _spaced(form: str) -> str:
    return r"\s+".join(re.escape(word) for word in form.split())


def _nearest(
    candidates: list[int],
    mentions: list[list[Span]],
    passage: Passage,
) -> list[int]:
    """Of people with one surname, find the one meant: the only one in full in this passage, or the main one.

    The main one is named in full at least twice as often as any other so far; otherwise nobody is meant for certain.
    """
    full = {n: [s for s in mentions[n] if s.text.count(" ")] for n in candidates}
    here = [n for n in candidates if any(span.start >= passage.start for span in full[n])]
    if len(here) == 1:
        return here
    ranked = Counter({n: len(spans) for n, spans in full.items()}).most_common()
    if ranked[0][1] and (len(ranked) == 1 or ranked[0][1] >= 2 * max(1, ranked[1][1]) or not ranked[1][1]):
        return [ranked[0][0]]
    return []


def _entity(identity: str, cluster: _Cluster, mentions: tuple[Span, ...], clusters: list[_Cluster]) -> Entity:
    name = cluster.name
    written = {" ".join(span.text.split()) for span in mentions}
    aliases = tuple(form for form in cluster.forms if form != name and form in written)
    role = _role(cluster) if cluster.kind == "person" else Role(None, None)
    affiliation = _full_name(role.affiliation, clusters) if role.affiliation else None
    return Entity(identity, cluster.kind, name, aliases, role.role, affiliation, mentions)


def _role(cluster: _Cluster) -> Role:
    """The role given most often, the first of equals; and the first affiliation given with it, or else with any."""
    places = sorted((name for group in cluster.forms.values() for name in group), key=lambda name: name.first)
    given = [role_at(name.passage.doc, name.around, name.start, name.end) for name in places]
    roles = Counter(role.role for role in given if role.role and role.role.lower().strip(".") not in _COURTESY)
    chosen = roles.most_common(1)[0][0] if roles else None
    beside = [role.affiliation for role in given if role.affiliation and role.role == chosen]
    return Role(chosen, next(iter(beside or [role.affiliation for role in given if role.affiliation]), None))


_COURTESY = frozenset({"mr", "mrs", "ms", "miss", "sir", "dr", "lord", "lady", "dame", "st", "hon"})


def _full_name(written: str, clusters: list[_Cluster]) -> str | None:
    """The fullest form of an organisation as written beside a person, if the report has it among its organisations."""
    wanted = re.sub(r"^[Tt]he\s+", "", written)
    for cluster in clusters:
        if cluster.kind in {"organisation", "outlet"} and wanted in cluster.forms:
            return cluster.name
    return None

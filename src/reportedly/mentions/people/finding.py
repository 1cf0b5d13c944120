"""People, organisations and outlets: found, drawn together under one name, and compared.

A name is found once and then everywhere in the readable passages by exact words. Its forms are drawn together by what
the report itself shows: a surname after a full name, letters in brackets after a long form, a long form's initials.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from typing import TYPE_CHECKING

from reportedly.mentions.people.clusters import GENERIC, Cluster, clusters, gender_of
from reportedly.mentions.people.given import GIVEN_NAMES
from reportedly.mentions.people.kinds import KNOWN_ORGANISATIONS, Surface, surfaces, surname
from reportedly.mentions.people.names import names, spaced
from reportedly.mentions.people.roles import TITLES, Role, role_at
from reportedly.model import Entity, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.language import Passage

_MAIN = 3
"""Times that somebody is named without doubt from which a bare surname is theirs before they are named in full."""


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
    grouped = [one for one in clusters(found) if not _is_common(one, text)]
    mentions = _mentions(text, every, grouped, found)
    ordered = sorted(
        (number for number in range(len(grouped)) if any(_inside(span, readable) for span in mentions[number])),
        key=lambda number: mentions[number][0].start,
    )
    return tuple(
        _entity(f"e{at}", grouped[number], tuple(mentions[number]), grouped)
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


def _is_common(cluster: Cluster, text: str) -> bool:
    """Whether what seems to name a body is a word that the report also writes small: "the Department", "to WIN"."""
    name = cluster.name
    if cluster.kind == "person":
        return " " not in name and not _acts(cluster, text)
    if cluster.kind != "organisation" or len(cluster.forms) > 1:
        return False
    if name in GENERIC:
        return True
    if name in KNOWN_ORGANISATIONS or name.lower() not in text:
        return False
    return bool(re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", text))


def _acts(cluster: Cluster, text: str) -> bool:
    """Whether somebody of whom only one word is written is shown to be a person: by a title, or by what they do.

    The tagger takes many a town, club or work of one word for a person, and any word that a sentence begins with.
    """
    every = [name for names in cluster.forms.values() for name in names]
    word = cluster.name.lower()
    if word in TITLES and cluster.name not in GIVEN_NAMES:
        return any(title.strip(".") in _PLAIN for name in every for title in name.titles)  # "Mr Major"
    if any(name.titles for name in every):
        return True
    if len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text)) >= len(every):
        return False  # "the Bill", where the report also has "the bill"
    if cluster.name in GIVEN_NAMES:
        return True
    for name in every:
        span = name.passage.doc.char_span(name.start, name.end, alignment_mode="expand")
        if span is not None and len(span) and span.root.dep_ in _ACTING:
            return True
    return False


_PLAIN = frozenset({"mr", "mrs", "ms", "miss"})
_ACTING = frozenset({"nsubj", "nsubjpass", "poss", "appos"})


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


def _mentions(
    text: str, passages: Sequence[Passage], clusters: list[Cluster], found: dict[str, Surface]
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
    pattern = re.compile("|".join(rf"(?<![\w@#])(?<!\w[-–]){spaced(form)}(?!\w)(?!-[A-Z])" for form in forms))
    for passage in passages:
        for match in pattern.finditer(text, passage.start, passage.end):
            form = " ".join(match.group().split())
            candidates = owners.get(form, [])
            if len(candidates) > 1:
                before = text[max(passage.start, match.start() - 24) : match.start()]
                candidates = _titled(candidates, clusters, before)
            if len(candidates) > 1:
                candidates = _nearest(candidates, mentions, passage, clusters)
            if len(candidates) == 1:
                mentions[candidates[0]].append(Span(match.start(), match.end(), match.group()))
    return mentions


def _titled(candidates: list[int], clusters: Sequence[Cluster], before: str) -> list[int]:
    """Of people with one surname, those whom the title before it fits: "Mrs. Berg", "President Berg"."""
    title = before.split()[-1].lower() if before.split() else ""
    shown = gender_of((title,))
    if shown:
        return [n for n in candidates if clusters[n].gender in {shown, ""}] or candidates
    if title == "president":
        return [n for n in candidates if any("president" in name.titles for name in clusters[n].own)] or candidates
    return candidates


def _nearest(
    candidates: list[int], mentions: list[list[Span]], passage: Passage, clusters: Sequence[Cluster]
) -> list[int]:
    """Of people with one surname, find the one meant: the only one in full in this passage, or the main one.

    The main one is named without doubt at least twice as often as any other, so far or in all; otherwise nobody is
    meant for certain.
    """
    full = {n: [s for s in mentions[n] if s.text.count(" ")] for n in candidates}
    here = [n for n in candidates if any(span.start >= passage.start for span in full[n])]
    if len(here) == 1:
        return here
    so_far, in_all = {n: len(spans) for n, spans in full.items()}, {n: clusters[n].weight for n in candidates}
    for counted, least in ((so_far, 1), (in_all, _MAIN)):
        (first, most), (_, second) = Counter(counted).most_common(2)
        if most >= max(least, 2 * second):
            return [first]
    return []


def _entity(identity: str, cluster: Cluster, mentions: tuple[Span, ...], clusters: list[Cluster]) -> Entity:
    name = cluster.name
    written = {" ".join(span.text.split()) for span in mentions}
    aliases = tuple(form for form in cluster.forms if form != name and form in written)
    role = _role(cluster, {span.start for span in mentions}) if cluster.kind == "person" else Role(None, None)
    affiliation = _full_name(role.affiliation, clusters) if role.affiliation else None
    return Entity(identity, cluster.kind, name, aliases, role.role, affiliation, mentions)


def _role(cluster: Cluster, starts: set[int]) -> Role:
    """The role given most often, the first of equals; and the first affiliation given with it, or else with any."""
    every = (name for group in cluster.forms.values() for name in group if name.first in starts)
    places = sorted(every, key=lambda name: name.first)
    given = [role_at(name.passage.doc, name.around, name.start, name.end) for name in places]
    roles = Counter(role.role for role in given if role.role and _says_something(role.role))
    chosen = roles.most_common(1)[0][0] if roles else None
    beside = [role.affiliation for role in given if role.affiliation and role.role == chosen]
    return Role(chosen, next(iter(beside or [role.affiliation for role in given if role.affiliation]), None))


def _says_something(role: str) -> bool:
    return any(word.strip(".") not in _COURTESY | {"then", "late", "former"} for word in role.lower().split())


_COURTESY = frozenset({"mr", "mrs", "ms", "miss", "sir", "dr", "lord", "lady", "dame", "st", "hon"})


def _full_name(written: str, clusters: list[Cluster]) -> str | None:
    """The fullest form of an organisation as written beside a person, if the report has it among its organisations."""
    wanted = re.sub(r"^[Tt]he\s+", "", written)
    for cluster in clusters:
        if cluster.kind in {"organisation", "outlet"} and wanted in cluster.forms:
            return cluster.name
    return None

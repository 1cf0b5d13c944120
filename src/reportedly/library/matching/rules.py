"""Whether two that reports name are one, and the keys that find those who can be."""

from __future__ import annotations

from reportedly.library.matching import bodies, persons
from reportedly.library.matching.described import Described
from reportedly.library.matching.folding import folded, plain
from reportedly.library.matching.nicknames import GIVEN

_BODIES = frozenset(("organisation", "outlet", "group"))
"""Kinds that readers take for one another: a paper is a company too."""

_NAMED = _BODIES | {"person"}


def _as_body(one: Described) -> Described | None:
    """One as a body by its name alone, as readers take bodies for persons: not where a firm has its founder's name.

    Nor where a person has a role, for then it is the body that was misread.
    """
    words = () if one.kind == "person" and one.roles else plain(one.name)
    return Described("organisation", one.name) if len(words) > 1 and words[0] not in GIVEN else None


def _same_misread(a: Described, b: Described) -> bool:
    """Whether a person and a body of exactly one name are one that was read as either."""
    if plain(a.name) != plain(b.name):
        return False
    mine, theirs = _as_body(a), _as_body(b)
    return mine is not None and theirs is not None and bodies.same(mine, theirs)


def same(a: Described, b: Described) -> bool:
    """Whether two are the same person or organisation, as far as what is known of them tells.

    Args:
        a: the one.
        b: the other; the order makes no difference.

    Returns:
        False too where this can't be told: for descriptions ("her lawyer"), and for names that many share where nothing
        else agrees. Such a one is not even the same as itself in another report. Two that are the same share a key.

    """
    if a.kind in _BODIES and b.kind in _BODIES:
        return bodies.same(a, b)
    if a.kind != b.kind:
        return a.kind in _NAMED and b.kind in _NAMED and _same_misread(a, b)
    if a.kind == "person":
        return persons.same(a, b)
    return bool(own := keys(a)) and own == keys(b)


def keys(one: Described) -> tuple[str, ...]:
    """The blocking keys: any two that are the same share at least one, and few others do.

    Args:
        one: somebody or something.

    Returns:
        Each key once, in an order that is always the same; none for what is never the same as another.

    """
    if one.kind == "person":
        body = _as_body(one)
        return persons.keys(one) + (bodies.keys(body) if body else ())
    if one.kind in _BODIES:
        return bodies.keys(one)
    if one.kind == "document":
        return bodies.document_keys(one)
    place = folded(one.name)
    return (f"l:{place}",) if place else ()


def likeness(a: Described, b: Described) -> float:
    """How alike two are that are the same, 0 to 1: to choose the best of several.

    Args:
        a: the one.
        b: the other; the order makes no difference.
    """
    if a.kind == b.kind == "person":
        return persons.likeness(a, b)
    return (
        2.0 * (folded(a.name) == folded(b.name)) + (a.kind == b.kind) + (not set(a.aliases).isdisjoint(b.aliases))
    ) / 4

"""Which entity a stretch of text refers to: a name with its titles, or a pronoun."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from reportedly.language import RELATIVES, antecedent
from reportedly.mentions.people.roles import HONOURS, ROLES
from reportedly.mentions.sources.pronouns import PRONOUNS, Scene
from reportedly.mentions.sources.words import PERSONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.language import Passage
    from reportedly.model import Entity, Span

_RELATES = re.compile(
    r"(?<!\w)(?i:of|from|for|with|by|to|at|in|on|about|against|like|and|or|near|between|behind|around|under|than|who|that|which)"
    r"\s+(?:(?:the|a|an)\s+)?$"
)
_CLAUSE = re.compile(r"(?<![\w-])(?:who|whom|whose|that|which|like|than|near|behind|around|between)(?![\w-])")
_UNDER = re.compile(r"(?<![\w-])(?:of|from|for|with|by|to|at|in|on|about|against)\s+")
_COORDINATE = re.compile(r"(?:^|\s)(?:and|or|&)\s+(?=[^,]*$)")
_JOINED = re.compile(r"\s*,?\s+(?:and|or|&|as\s+well\s+as|along\s+with|together\s+with)\s")
_RELATIONS = frozenset(
    (
        "adviser advisor aide ally assistant associate attorney barrister brother colleague counsel cousin critic "
        "daughter deputy donor envoy father friend husband insider lawyer mother neighbor neighbour opponent partner "
        "rival sister solicitor son source spokesman spokesperson spokeswoman supporter surrogate survivor victim "
        "widow wife witness"
    ).split()
)
"""Roles that somebody holds towards a person; the others are held at an office: "head of the service"."""
_AFTER_NAME = re.compile(
    r"\s*(?:$|[,(:;—–]|(?:of|from|at|in|who|whose)\b|(?:him|her|it|them)sel(?:f|ves)\b|['’]?s?\s*$)"
)
_MEDIUM_NOUN = re.compile(
    r"\s+(?:newspaper|news\s+agency|magazine|daily|tabloid|website|channel|news\s+site|network|television)\s*$",
    re.IGNORECASE,
)
_ROLE = "|".join(sorted(map(re.escape, ROLES), key=len, reverse=True))
_HONOURS = re.compile(rf",?\s+(?:{'|'.join(sorted(map(re.escape, HONOURS)))})(?![\w-])")
_RUN_ON = re.compile(rf"\s+(?:[a-z-]+\s+){{0,3}}(?:{_ROLE})(?![\w-]|\s+[A-Z])")
"""A role after a name without its comma."""
_BETWEEN = re.compile(
    r"(?:\s*,)?\s*(?:(?:,|and|or|&|as\s+well\s+as)\s+)(?:(?:the|then|former|[A-Z][\w.]*|presidential|candidate)\s+){0,3}"
    rf"(?:(?:his|her|their|the)\s+(?:[a-z-]+\s+){{0,3}}(?:{_ROLE}|lady),?\s+)?"
)
_COURTESY = re.compile(r"(?<=, )(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Prof|Lord|Lady)\b\.?\s+$")
_APPOSED = re.compile(rf"(?:^|\s)(?i:{_ROLE}|{'|'.join(sorted(PERSONS))})\b[^,]*,\s+$")


def resolve(span: Span, entities: Sequence[Entity], text: str, passages: Sequence[Passage]) -> str | None:
    """The entity that a stretch of text refers to.

    Args:
        span: "Senior adviser Martin Bernsen of the service", "Bernsen", "the newspaper Dagbladet", "he".
        entities: as ``find`` returned them for this report.
        text: the report's text.
        passages: its readable blocks as parsed, in page order.

    Returns:
        The id, or ``None`` where no entity or more than one is meant: "Trump supporters" refers to nobody by name, "a
        source close to Bernsen" not to Bernsen. For "he" and
        "she" see ``pronouns``.

    """
    word = span.text.strip().lower()
    if word in PRONOUNS:
        return Scene(entities, text, passages).whom(span.start, None, word)
    if word in RELATIVES:
        stands_for = _antecedent(span, passages)
        return resolve(stands_for, entities, text, passages) if stands_for else None
    named = [
        (mention, entity)
        for entity in entities
        for mention in entity.mentions
        if span.start <= mention.start and mention.end <= span.end
    ]
    if not named:
        # A bare surname that the tagger passed over, beside one full name that ends in it.
        bearers = [
            e.id for e in entities if e.kind == "person" and " " in e.name and e.name.split()[-1].lower() == word
        ]
        return bearers[0] if len(bearers) == 1 and span.text.strip()[:1].isupper() else None
    heads = [
        (mention, entity)
        for mention, entity in named
        if _is_head(span, mention, text) or (entity.kind == "person" and _is_members(span, mention, text))
    ]
    people = {entity.id for _, entity in heads if entity.kind == "person"}
    others = {entity.id for _, entity in heads}
    if len(people) == 1 and not _joined(span, text, [m for m, e in heads if e.kind == "person"]):
        return next(iter(people))
    return next(iter(others)) if len(others) == 1 and not people else None


def joined(span: Span, entities: Sequence[Entity], text: str) -> list[Entity]:
    """Those whom a stretch of text names together: "Berg and Lund", "President Berg, Lund and the ministry"."""
    inside = sorted(
        ((m, e) for e in entities for m in e.mentions if span.start <= m.start and m.end <= span.end),
        key=lambda pair: pair[0].start,
    )
    if len(inside) < 2 or _CLAUSE.search(text[span.start : inside[-1][0].start]):
        return []
    found = [inside[0][1]]
    for (before, _), (mention, entity) in pairwise(inside):
        between = text[before.end : mention.start]
        if not _BETWEEN.fullmatch(between):
            return []
        if entity not in found:
            found.append(entity)
    start, end = inside[0][0].start, inside[-1][0].end
    if start == span.start and end == span.end and len(found) == 2:
        return found  # "Berg, Lund" in a headline
    whole = not _UNDER.search(text[span.start : start]) and re.fullmatch(r"['’]?s?\s*[,.]?", text[end : span.end])
    return found if whole and _JOINED.search(text[start:end]) else []


def _antecedent(span: Span, passages: Sequence[Passage]) -> Span | None:
    passage = next((p for p in passages if p.start <= span.start < p.end), None)
    token = next((t for t in passage.doc if passage.start + t.idx == span.start), None) if passage else None
    words = antecedent(token) if token is not None else ()
    return passage.span(words[0].i, words[-1].i + 1) if passage and words else None


def _joined(span: Span, text: str, mentions: list[Span]) -> bool:
    """Whether the stretch names the person as one of two: "Bernsen and his colleague"."""
    return any(_JOINED.match(text[mention.end : span.end]) for mention in mentions)


def _is_members(span: Span, mention: Span, text: str) -> bool:
    """Whether a person is named as one of a body: "Fjordposten's Anna Berg"."""
    before, after = text[span.start : mention.start], text[mention.end : span.end]
    return bool(re.fullmatch(r"(?:[Tt]he\s+)?[A-Z][\w.]*(?:\s+[A-Z][\w.]*){0,3}['’]s?\s+", before)) and not after.strip(
        " ,'’s"
    )


def _is_head(span: Span, mention: Span, text: str) -> bool:
    """Whether a name is what the stretch is about, and not a part of what it says of something else."""
    before, after = text[span.start : mention.start], text[mention.end : span.end]
    if honours := _HONOURS.match(after):
        after = after[honours.end() :]
    run_on = " " in mention.text and not before.strip() and _RUN_ON.match(after)
    if not _AFTER_NAME.match(after) and not _MEDIUM_NOUN.match(after) and not run_on:
        return False
    if _JOINED.match(after):
        return False
    before = _COURTESY.sub("", before)  # "the minister, Mr. NAME"
    if before.rstrip().endswith(","):
        # "A spokesman for the mayor, NAME": either can be the one named.
        return bool(_APPOSED.search(before)) and not _is_anothers(before.rstrip(" ,\n\t"), comma=True)
    return not before.strip() or (
        not _RELATES.search(before)
        and "," not in before
        and not re.search(r"['’]s?\s+(?:the\s+)?$", before)
        and not _CLAUSE.search(before)
        and not _is_anothers(before)
        and not _is_second(before)
    )


def _is_anothers(before: str, *, comma: bool = False) -> bool:
    """Whether the words before a name are of somebody else, and the name with its titles only completes them.

    "A spokesman for Mayor", "relatives of victim"; but "head of the Customs Service" is the role of the one named, and
    so is "a spokesman for the ministry" before a comma.
    """
    under = _UNDER.search(before)
    if under is None:
        return False
    outer, inner = before[: under.start()].split(), before[under.end() :].split()
    if not outer or not inner or _bare(inner[-1]) in ROLES:
        return True
    if comma:
        return False
    if _bare(outer[-1]) in _RELATIONS:
        return not inner[-1][:1].isupper() or any(_bare(word) in ROLES for word in inner)
    return _bare(outer[-1]) not in ROLES and _bare(outer[0]) not in ROLES


def _is_second(before: str) -> bool:
    """Whether a name is the second of two: "officials and Mayor"; "actor and activist" are both the one named."""
    joined = _COORDINATE.search(before)
    if joined is None or _UNDER.search(before, 0, joined.start()):
        return False
    first, second = before[: joined.start()].split(), before[joined.end() :].split()
    if not first or not second or first[-1].lower() not in ROLES:
        return True
    return first[0].lower() in {"the", "a", "an"} and second[0][:1].isupper()


def _bare(word: str) -> str:
    """A word without its plural and without what is set before it: "ex-president", "Senators"."""
    word = word.lower().rpartition("-")[2]
    return word if word in ROLES else word.removesuffix("s")

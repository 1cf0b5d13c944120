"""Which entity a stretch of text refers to: a name with its titles, or a pronoun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.mentions.given import FEMALE_NAMES, MALE_NAMES
from reportedly.mentions.roles import FEMALE, MALE, ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.language import Passage
    from reportedly.model import Entity, Span

_PRONOUNS = {"he": MALE, "him": MALE, "she": FEMALE, "her": FEMALE}
_RELATES = re.compile(
    r"(?<!\w)(?i:of|from|for|with|by|to|at|in|on|about|against|like|and|or|near|between|behind|around|under|than|who|that|which)"
    r"\s+(?:(?:the|a|an)\s+)?$"
)
_AFTER_NAME = re.compile(r"\s*(?:$|[,(:;—–]|(?:of|from|at|in|who|whose)\b|['’]?\s*$)")
_MEDIUM_NOUN = re.compile(
    r"\s+(?:newspaper|news\s+agency|magazine|daily|tabloid|website|channel|news\s+site|network|television)\s*$",
    re.IGNORECASE,
)
_APPOSED = re.compile(rf"(?:^|\s)(?i:{'|'.join(sorted(map(re.escape, ROLES), key=len, reverse=True))})\b[^,]*,\s+$")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")


def resolve(span: Span, entities: Sequence[Entity], text: str, passages: Sequence[Passage]) -> str | None:
    """The entity that a stretch of text refers to.

    Args:
        span: "Senior adviser Martin Bernsen of the service", "Bernsen", "the newspaper Dagbladet", "he".
        entities: as ``find`` returned them for this report.
        text: the report's text.
        passages: its readable blocks as parsed, in page order.

    Returns:
        The id, or ``None`` where no entity or more than one is meant: "Trump supporters" refers to nobody by name, "a
        source close to Bernsen" not to Bernsen. "He" and "she" are the only person named in the sentence before them,
        outside quotation marks, or else in the sentence before that, or in the passage before.

    """
    word = span.text.strip().lower()
    if word in _PRONOUNS:
        return _pronoun(span, word, entities, text, passages)
    named = [
        (mention, entity)
        for entity in entities
        for mention in entity.mentions
        if span.start <= mention.start and mention.end <= span.end
    ]
    heads = [(mention, entity) for mention, entity in named if _is_head(span, mention, text)]
    people = {entity.id for _, entity in heads if entity.kind == "person"}
    others = {entity.id for _, entity in heads}
    if len(people) == 1 and not _joined(span, text, [m for m, e in heads if e.kind == "person"]):
        return next(iter(people))
    return next(iter(others)) if len(others) == 1 and not people else None


def _joined(span: Span, text: str, mentions: list[Span]) -> bool:
    """Whether the stretch names the person as one of two: "Bernsen and his colleague"."""
    return any(re.match(r"\s+(?:and|or)\s", text[mention.end : span.end]) for mention in mentions)


def _is_head(span: Span, mention: Span, text: str) -> bool:
    """Whether a name is what the stretch is about, and not a part of what it says of something else."""
    before, after = text[span.start : mention.start], text[mention.end : span.end]
    if not _AFTER_NAME.match(after) and not _MEDIUM_NOUN.match(after):
        return False
    if re.match(r"\s+(?:and|or)\s", after):
        return False
    if before.rstrip().endswith(","):
        return bool(_APPOSED.search(before))
    return not before.strip() or (
        not _RELATES.search(before) and "," not in before and not re.search(r"['’]s?\s+(?:the\s+)?$", before)
    )


def _pronoun(span: Span, word: str, entities: Sequence[Entity], text: str, passages: Sequence[Passage]) -> str | None:
    at = next((i for i, passage in enumerate(passages) if passage.start <= span.start < passage.end), None)
    if at is None:
        return None
    passage = passages[at]
    bounds = [(passage.start + s.start_char, passage.start + s.end_char) for s in passage.doc.sents]
    here = next((i for i, (start, end) in enumerate(bounds) if start <= span.start < end), 0)
    windows = [(bounds[i][0], min(bounds[i][1], span.start)) for i in range(here, -1, -1)]
    if at:
        windows.append((passages[at - 1].start, passages[at - 1].end))
    quoted = [match.span() for match in _QUOTED.finditer(text, max(0, passage.start - 5000), passage.end)]
    other_gender = FEMALE if _PRONOUNS[word] is MALE else MALE
    people = [entity for entity in entities if entity.kind == "person" and not _titled(entity, text, other_gender)]
    for start, end in windows:
        named = {
            entity.id
            for entity in people
            for mention in entity.mentions
            if start <= mention.start < end and not any(begin < mention.start < stop for begin, stop in quoted)
        }
        if named:
            return next(iter(named)) if len(named) == 1 else None
    return None


def _titled(entity: Entity, text: str, titles: frozenset[str]) -> bool:
    """Whether a title, a role or a given name shows somebody to be of the gender that these titles are for."""
    own, other = (MALE_NAMES, FEMALE_NAMES) if titles is MALE else (FEMALE_NAMES, MALE_NAMES)
    first = entity.name.split()[0]
    if " " in entity.name and first in own and first not in other:
        return True
    if entity.role and set(entity.role.lower().split()) & titles:
        return True
    return any(
        (words := text[max(0, mention.start - 20) : mention.start].split()) and words[-1].lower() in titles
        for mention in entity.mentions
    )

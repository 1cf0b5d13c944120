"""Entities that no name stands for, made as sources come: "a senior adviser", "the report", "many voters"."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.model import Entity, EntityKind, Span

if TYPE_CHECKING:
    from reportedly.mentions.sources.words import Phrase

_ALIKE = tuple(
    frozenset(words.split())
    for words in (
        "report study analysis survey poll research paper review assessment finding",
        "article piece story feature post column essay editorial op-ed profile interview",
        "lawsuit suit complaint case filing",
        "letter memo email e-mail note message",
        "book memoir autobiography",
        "film movie documentary",
        "ruling decision opinion order judgment judgement verdict",
        "statement release",
        "tweet post",
        "video clip footage recording tape",
        "website site page",
    )
)


WORKS = frozenset("book memoir autobiography novel biography film movie documentary album song play series".split())
"""Nouns for what has a title."""
DOCUMENTS = frozenset().union(*_ALIKE)
"""Nouns for what somebody wrote or published."""


@dataclass(slots=True)
class Made:
    """An entity in the making.

    Attributes:
        noun: the noun of the phrase that it was made from, in the singular; ``""`` for several named together.
        proper: the names in it, which another phrase must not contradict to mean it too.
        members: the entities that it joins: "Berg and Lund".
        last: where it was last meant.

    """

    id: str
    kind: EntityKind
    name: str
    noun: str = ""
    proper: frozenset[str] = frozenset()
    members: tuple[str, ...] = ()
    unnamed: bool = False
    spans: list[Span] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    last: int = 0

    def entity(self) -> Entity:
        """It as an entity, with all that was found."""
        aliases = tuple(form for form in dict.fromkeys(self.forms) if form.casefold() != self.name.casefold())
        mentions = tuple(sorted(set(self.spans), key=lambda span: (span.start, span.end)))
        return Entity(self.id, self.kind, self.name, aliases, None, None, mentions)

    def takes(self, phrase: Phrase, name: str, proper: frozenset[str]) -> None:
        """Take up a further phrase for it, and its name where it says more."""
        self.spans.append(phrase.span)
        self.forms.append(name)
        self.last = phrase.span.start
        if len(proper) > len(self.proper):
            self.name, self.proper, self.noun = name, proper, phrase.noun


def alike(noun: str, other: str) -> bool:
    """Whether two nouns can be for one document: "report" and "study"."""
    return noun == other or any(noun in words and other in words for words in _ALIKE)

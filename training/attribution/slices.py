"""Which kinds of annotated attributions are found, and which are missed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from reportedly.evaluation import Annotation, GoldDocument, PredictedDocument
from reportedly.evaluation.counting import by_id, count
from reportedly.evaluation.spans import normalise

_PRONOUNS = frozenset("i me we us you he him she her it they them who whom which that this these those".split())
_SAYING = frozenset("say says said saying tell tells told telling".split())
_FEW, _MANY = 3, 40
_LONG_SOURCE = 9


class Slice(NamedTuple):
    """One kind of attribution: how many the annotators marked, and how many of those were found."""

    name: str
    gold: int
    found: int


Test = Callable[[str, Annotation], bool]
"""Whether an attribution in a text is of a kind."""


def _words(text: str, spans: Iterable[tuple[int, int]]) -> list[str]:
    return " ".join(text[start:end] for start, end in spans).lower().split()


def _another_paragraph(text: str, one: Annotation) -> bool:
    """Whether no paragraph (a line of the text) holds words of both the source and the content."""
    lines = [{text.count("\n", 0, start) for start, _ in spans} for spans in (one.source, one.content)]
    return all(lines) and not lines[0] & lines[1]


KINDS: tuple[tuple[str, Test], ...] = (
    ("all", lambda *_: True),
    ("source: none", lambda _, one: not one.source),
    ("source: a pronoun", lambda text, one: _is_pronoun(_words(text, one.source))),
    (f"source: {_LONG_SOURCE} words or more", lambda text, one: len(_words(text, one.source)) >= _LONG_SOURCE),
    ("source: in another paragraph than the content", _another_paragraph),
    ("cue: none", lambda _, one: not one.cue),
    ("cue: marks alone", lambda text, one: bool(one.cue) and not _has_letter(_words(text, one.cue))),
    ('cue: with "say" or "tell"', lambda text, one: bool(_SAYING & set(_words(text, one.cue)))),
    ('cue: "according to"', lambda text, one: _words(text, one.cue)[:2] == ["according", "to"]),
    ("cue: other words", lambda text, one: _is_other(_words(text, one.cue))),
    (f"content: {_FEW} words or fewer", lambda text, one: len(_words(text, one.content)) <= _FEW),
    (f"content: {_MANY} words or more", lambda text, one: len(_words(text, one.content)) >= _MANY),
    ("content: in several parts", lambda text, one: len(normalise(text, one.content, "content")) > 1),
)


def _is_pronoun(words: Sequence[str]) -> bool:
    return len(words) == 1 and words[0] in _PRONOUNS


def _has_letter(words: Sequence[str]) -> bool:
    return any(c.isalpha() for word in words for c in word)


def _is_other(words: Sequence[str]) -> bool:
    return _has_letter(words) and not _SAYING & set(words) and list(words[:2]) != ["according", "to"]


def slices(gold: Sequence[GoldDocument], predicted: Iterable[PredictedDocument]) -> tuple[Slice, ...]:
    """Recall by kind, right being what the scorer's ``attribution`` counts; kinds that don't occur are left out.

    Raises:
        ValueError: as for ``reportedly.evaluation.score``.
    """
    found = by_id(gold, predicted)
    judged: list[tuple[str, Annotation, bool]] = []
    for document in gold:
        # With the sides changed over, the scorer says of each gold attribution whether it is found.
        right = count(document.text, found[document.id], document.attributions).right
        judged += [(document.text, one, hit) for one, hit in zip(document.attributions, right, strict=True)]
    made = []
    for name, test in KINDS:
        hits = [hit for text, one, hit in judged if test(text, one)]
        if hits:
            made.append(Slice(name, len(hits), sum(hits)))
    return tuple(made)

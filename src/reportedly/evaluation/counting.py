"""One document's gold and predicted attributions, counted against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from reportedly.evaluation.corpus import ROLES, Annotation, GoldDocument, PredictedDocument, Range, Role
from reportedly.evaluation.spans import LEAST_IOU, Words, iou, normalise, words
from reportedly.model import Form

FORMS: tuple[Form, ...] = ("direct", "mixed", "indirect")
METRICS = (
    "attribution",
    *(f"attribution/{form}" for form in FORMS),
    "attribution_strict",
    "sourceless",
    "content_found",
    *(f"content_found/{form}" for form in FORMS),
    *(f"exact_{role}" for role in ROLES),
    *(f"token_{role}" for role in ROLES),
)
"""What is counted with a precision and a recall; ``docs/reference/cli.md`` defines each."""


class Tally(NamedTuple):
    """Gold ones recalled, predicted ones that are correct, and how many of either there are.

    The first two differ only by form, where the two sides of a pair may be of different forms.
    """

    recalled: int = 0
    correct: int = 0
    gold: int = 0
    predicted: int = 0


class Share(NamedTuple):
    """So many out of so many."""

    right: int = 0
    of: int = 0


class Counts(Struct, frozen=True):
    """The counts of one document.

    Attributes:
        tallies: one for each of ``METRICS``.
        source_present: of the pairs with the same content whose gold source is there, those with the right source.
        source_absent: the same of the pairs whose gold source is empty.
        right: for each predicted attribution, in the order given, whether it is a true positive of ``attribution``.
    """

    tallies: dict[str, Tally]
    source_present: Share
    source_absent: Share
    right: tuple[bool, ...]


class _Item(NamedTuple):
    """One attribution, normalised, with the numbers of the words of each role and its form."""

    spans: dict[Role, tuple[Range, ...]]
    words: dict[Role, frozenset[int]]
    form: Form


_Pair = tuple[int, int]


def count(text: str, gold: Iterable[Annotation], predicted: Iterable[Annotation]) -> Counts:
    """Compare what was found in a text with what people annotated in it.

    Attributions are paired one to one, greedily by falling word IoU of their contents (ties: higher IoU of the sources,
    then order), from 0.5 up. A pair is right if both sources are empty or their IoU is at least 0.5.

    Args:
        text: the document's text; offsets count its code points.
        gold: the annotators' attributions.
        predicted: the reader's.
    """
    of_text = words(text)
    golds = [_item(text, of_text, annotation) for annotation in gold]
    found = [_item(text, of_text, annotation) for annotation in predicted]
    pairs = _paired(golds, found)
    right = [(g, p) for g, p in pairs if _same_source(golds[g], found[p])]
    tallies = {"attribution": Tally(len(right), len(right), len(golds), len(found))}
    tallies["content_found"] = Tally(len(pairs), len(pairs), len(golds), len(found))
    for form in FORMS:
        tallies[f"attribution/{form}"] = _of_form(form, golds, found, right)
        tallies[f"content_found/{form}"] = _of_form(form, golds, found, pairs)
    tallies["attribution_strict"] = _strict(golds, found)
    tallies["sourceless"] = _sourceless(golds, found)
    for role in ROLES:
        exact = ({span for item in side for span in item.spans[role]} for side in (golds, found))
        tallies[f"exact_{role}"] = _shared(*exact)
        tokens = ({word for item in side for word in item.words[role]} for side in (golds, found))
        tallies[f"token_{role}"] = _shared(*tokens)
    named = [bool(golds[g].spans["source"]) for g, _ in pairs]
    named_right = [bool(golds[g].spans["source"]) for g, _ in right]
    truths = {p for _, p in right}
    return Counts(
        tallies={metric: tallies[metric] for metric in METRICS},
        source_present=Share(sum(named_right), sum(named)),
        source_absent=Share(len(right) - sum(named_right), len(pairs) - sum(named)),
        right=tuple(p in truths for p in range(len(found))),
    )


def by_id(gold: Sequence[GoldDocument], predicted: Iterable[PredictedDocument]) -> dict[str, tuple[Annotation, ...]]:
    """The predicted attributions of each gold document.

    Raises:
        ValueError: an id comes twice, or is predicted and not in ``gold``.
    """
    found: dict[str, tuple[Annotation, ...]] = {document.id: () for document in gold}
    if len(found) < len(gold):
        raise ValueError("an id comes twice in the gold documents; make each unique")
    done: set[str] = set()
    for document in predicted:
        if document.id not in found:
            raise ValueError(f"{document.id!r} is predicted and not in the gold documents; predict on those alone")
        if document.id in done:
            raise ValueError(f"{document.id!r} is predicted twice; predict each document once")
        done.add(document.id)
        found[document.id] = document.attributions
    return found


def count_documents(gold: Sequence[GoldDocument], found: Mapping[str, Sequence[Annotation]]) -> tuple[Counts, ...]:
    """The counts of each gold document, in order."""
    return tuple(count(document.text, document.attributions, found[document.id]) for document in gold)


def _item(text: str, of_text: Words, annotation: Annotation) -> _Item:
    given: dict[Role, tuple[Range, ...]] = {
        "source": annotation.source,
        "cue": annotation.cue,
        "content": annotation.content,
    }
    spans = {role: normalise(text, given[role], role) for role in ROLES}
    touched = {role: of_text.within(spans[role]) for role in ROLES}
    return _Item(spans, touched, of_text.form(touched["content"]))


def _paired(golds: Sequence[_Item], found: Sequence[_Item]) -> list[_Pair]:
    holding: dict[int, list[int]] = {}
    for p, item in enumerate(found):
        for word in item.words["content"]:
            holding.setdefault(word, []).append(p)
    options = []
    for g, item in enumerate(golds):
        for p in {p for word in item.words["content"] for p in holding.get(word, ())}:
            same = iou(item.words["content"], found[p].words["content"])
            if same >= LEAST_IOU:
                options.append((-same, -iou(item.words["source"], found[p].words["source"]), g, p))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, g, p in sorted(options):
        if g not in pairs and p not in taken:
            pairs[g] = p
            taken.add(p)
    return list(pairs.items())


def _same_source(gold: _Item, found: _Item) -> bool:
    a, b = gold.words["source"], found.words["source"]
    return not (a or b) or iou(a, b) >= LEAST_IOU


def _of_form(form: Form, golds: Sequence[_Item], found: Sequence[_Item], pairs: Iterable[_Pair]) -> Tally:
    """Recall by the form of the gold content, precision by the form of the predicted one."""
    forms = [(golds[g].form == form, found[p].form == form) for g, p in pairs]
    return Tally(
        sum(g for g, _ in forms),
        sum(p for _, p in forms),
        sum(item.form == form for item in golds),
        sum(item.form == form for item in found),
    )


def _strict(golds: Sequence[_Item], found: Sequence[_Item]) -> Tally:
    """Attributions whose normalised source and content spans are all the same; one without content is never right."""
    keys = (
        Counter((item.spans["source"], item.spans["content"]) for item in side if item.spans["content"])
        for side in (golds, found)
    )
    same = (next(keys) & next(keys)).total()
    return Tally(same, same, len(golds), len(found))


def _sourceless(golds: Sequence[_Item], found: Sequence[_Item]) -> Tally:
    """Attributions without a source, paired among themselves."""
    nobody = [[item for item in side if not item.words["source"]] for side in (golds, found)]
    pairs = len(_paired(*nobody))
    return Tally(pairs, pairs, len(nobody[0]), len(nobody[1]))


def _shared(gold: set[Range] | set[int], found: set[Range] | set[int]) -> Tally:
    same = len(gold & found)
    return Tally(same, same, len(gold), len(found))

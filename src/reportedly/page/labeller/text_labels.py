"""The kind of each unit of a text dump, and where among them the report is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from reportedly.page.headline import FARTHEST, is_title_of, report_run
from reportedly.page.labeller.around import set_by_wording, standfirst
from reportedly.page.labeller.forests import body_from, probabilities
from reportedly.page.labeller.html_labels import AROUND, with_view
from reportedly.page.labeller.prose import inside, is_prose, prose_layout
from reportedly.page.labeller.settle import settled, text_lists
from reportedly.page.labeller.text_features import text_features, text_groups
from reportedly.page.labeller.wording_features import IN_BODY, KIND_NUMBER, KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.model import BlockKind
    from reportedly.page.body_run import Scored

_WITHIN = np.array([kind in IN_BODY for kind in KINDS])
_HEADLINE_FROM = 0.3
_FEW, _ALL_BODY = 6, 0.9
"""Lines up to which a text that looks like pasted prose is taken for it at its word; the mean probability of body from
which a longer one is. Furniture in languages whose wording is not known looks like prose too."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a dump are.

    Attributes:
        kinds: one a unit.
        headline: the place of the headline among the units, or None.
        run: the places of the report itself, from its first paragraph to its last; empty if there is none.
        standfirst: the place of the standfirst, or None.
    """

    kinds: tuple[BlockKind, ...]
    headline: int | None
    run: range
    standfirst: int | None


def text_layout(page: Sequence[Scored]) -> Layout:
    """Name the kind of each unit of a dump.

    Args:
        page: the units in order, each looked at by itself.
    """
    if not page:
        return Layout((), None, range(0), None)
    features, grouped = text_features(page), text_groups(page)
    first = probabilities("text", "body-first", features)
    body = probabilities("text", "body-second", with_view(features, first, grouped))
    kinds = probabilities("text", "kinds", with_view(features, body, grouped))
    return decided(page, body, kinds, body_from("text"))


def decided(page: Sequence[Scored], body: NDArray[np.float64], kinds: NDArray[np.float64], least: float) -> Layout:
    """Name the kinds by what the models say.

    Args:
        page: the units in order.
        body: probability of body, shape (units,).
        kinds: probability of each kind, shape (units, kinds).
        least: the probability from which a unit is body.
    """
    sizes = np.array([len(at.text) for at in page], dtype=np.float64)
    around = [KINDS[at] for at in np.where(AROUND, kinds, -1.0).argmax(axis=1)]
    if is_prose(page) and (len(page) <= _FEW or float(np.average(body, weights=sizes)) >= _ALL_BODY):
        headline, report = prose_layout(page)
        labels = [*around[: report.start], *inside(page, headline, report), *around[report.stop :]]
    else:
        headline = _headline(page, kinds[:, KIND_NUMBER["headline"]])
        told = settled(body, sizes, text_lists(page), headline, least)
        within = np.where(_WITHIN, kinds, -1.0).argmax(axis=1)
        labels = [
            ("list" if line.unit.bullet else KINDS[within[at]]) if told[at] else around[at]
            for at, line in enumerate(page)
        ]
    if headline is not None:
        labels[headline] = "headline"
    run = _report(labels)
    if "standfirst" not in labels and (apart := standfirst(page, headline, run)) is not None:
        labels[apart] = "standfirst"
    set_by_wording(page, labels, headline, run)
    return Layout(
        tuple(labels), headline, _report(labels), labels.index("standfirst") if "standfirst" in labels else None
    )


def _headline(page: Sequence[Scored], likely: NDArray[np.float64]) -> int | None:
    """The likeliest headline; where that is the browser's title, with a site's name, the line it is the title of."""
    at = int(likely.argmax())
    if likely[at] < _HEADLINE_FROM:
        return report_run(page)[0]
    below = range(at + 1, min(len(page), at + FARTHEST))
    return next(
        (k for k in below if page[k].plain != page[at].plain and is_title_of(page[at].plain, page[k].plain)), at
    )


def _report(labels: Sequence[BlockKind]) -> range:
    """The places from the first part of a body to the last; an empty range at the end where there is none."""
    spoken = [at for at, kind in enumerate(labels) if kind in IN_BODY]
    return range(spoken[0], spoken[-1] + 1) if spoken else range(len(labels), len(labels))

"""What a person says a claim is, and a Reading as it stands with what people said."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from reportedly.model import Certainty, Form, SourceKind

Verdict = Literal["confirmed", "corrected", "rejected", "added"]

Runs = tuple[tuple[int, int], ...]
"""Starts and ends of spans in a report's text, in code points, ends exclusive."""


class Correction(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A claim as a person says it is.

    Attributes:
        content: the runs of the text that are claimed, one at least.
        source: those that name who is said to have said it; none where the report names nobody.
        cue: those that attribute: "said", "according to".
        kind: of the source; ``None`` for what the reader took it for, or else what its entity is.
        entity: the id in the Reading of whom the source is; ``None`` for whoever is named there.
        form: ``None`` is told from the quotation marks around the content.
        certainty: how surely it is said.

    """

    content: Runs
    source: Runs = ()
    cue: Runs = ()
    kind: SourceKind | None = None
    entity: str | None = None
    form: Form | None = None
    certainty: Certainty = "asserted"

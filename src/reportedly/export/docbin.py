"""A spaCy ``DocBin`` of reports, each Doc with its claims where the spaCy component puts them.

Whoever uses the component finds the same things: ``doc.spans["reportedly"]`` with the spans ``SOURCE``, ``CUE`` and
``CONTENT``, and the exact characters in ``doc.user_data``, from which ``doc._.attributions`` is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from reportedly.export.common import encodable, web_address
from reportedly.export.names import LOCAL, Names
from reportedly.model import Attribution, Reading

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as DocSpan

SPANS_KEY = "reportedly"
ATTRIBUTIONS_KEY: Any = ("._.", "attributions", None, None)
"""Where spaCy looks for the value of the extension ``attributions``, and the component for what it makes them from."""

# The tokeniser takes the square of a word's length in time; no word of a language is as long.
_UNBROKEN = re.compile(r"(\S{1000,})")


def doc_of(reading: Reading, nlp: Language, names: Names = LOCAL) -> Doc:
    """A Reading as a Doc.

    Args:
        reading: as read.
        nlp: whose tokeniser and vocabulary to use; nothing else of it runs.
        names: gives the report's id.

    Returns:
        A Doc whose ``text`` is ``report.text``, tokenised and not parsed. Its spans are whole tokens; its ``user_data``
        has the attributions in exact characters, the ``publisher``, and what ``report`` says of itself but its text.
    """
    from spacy.tokens import Doc

    tokens = list(_tokens(reading.report.text, nlp))
    doc = Doc(nlp.vocab, words=[word for word, _ in tokens], spaces=[space for _, space in tokens])
    doc.user_data[ATTRIBUTIONS_KEY] = msgspec.to_builtins(reading.attributions)
    doc.user_data["publisher"] = reading.report.publisher
    doc.user_data["report"] = {
        "name": names.report(reading),
        "id": reading.report.id,
        "address": web_address(reading.report),
        "headline": reading.report.headline,
        "published": msgspec.to_builtins(reading.report.published),
    }
    spans = [span for claim in reading.attributions for span in _spans(doc, claim)]
    doc.spans[SPANS_KEY] = sorted(spans, key=lambda span: (span.start_char, span.end_char, span.id_))
    return doc


def write(readings: Iterable[Reading], target: BinaryIO, names: Names = LOCAL) -> None:
    """Write all reports as one DocBin, which is kept in memory until the last one: its tokens, and no Doc.

    Read it again with ``DocBin().from_disk(path).get_docs(nlp.vocab)``.
    """
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank("en")
    kept = DocBin(attrs=["SPACY"], store_user_data=True)
    for reading in map(encodable, readings):
        kept.add(doc_of(reading, nlp, names))
    target.write(kept.to_bytes())


def _tokens(text: str, nlp: Language) -> Iterator[tuple[str, bool]]:
    """Words, each with whether a space follows. A run without white space that is no word is one token."""
    for number, piece in enumerate(_UNBROKEN.split(text)):
        if number % 2:
            yield piece, False
        elif piece:
            yield from ((token.text, bool(token.whitespace_)) for token in nlp.tokenizer(piece))


def _spans(doc: Doc, claim: Attribution) -> Iterator[DocSpan]:
    roles = (
        ("SOURCE", claim.source.spans if claim.source else ()),
        ("CUE", claim.cue.spans if claim.cue else ()),
        ("CONTENT", claim.content.spans),
    )
    for label, spans in roles:
        for span in spans:
            found = doc.char_span(span.start, span.end, label=label, alignment_mode="expand", span_id=claim.id)
            if found is not None:
                yield found

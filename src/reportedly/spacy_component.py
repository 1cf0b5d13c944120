"""The spaCy component: ``nlp.add_pipe("reportedly")`` puts who said what on a ``Doc``.

spaCy finds it by its entry point, so user code imports nothing from here. spaCy imports this file whenever it makes a
pipeline, with or without the component; what reads attributions is therefore imported when the first Doc is read.

A Doc keeps plain data (in ``Doc.user_data``, in the form of ``reportedly.model.Attribution``), which any of spaCy's
ways to store or send a Doc carries along; the objects in terms of spaCy are made when ``doc._.attributions`` is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import numpy
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span

from reportedly.errors import NotReadable
from reportedly.model import Attribution, Certainty, Form, SourceKind, Via
from reportedly.model import Span as TextSpan

if TYPE_CHECKING:
    from reportedly.language import Passage

__all__ = ["AttributionPipe", "DocAttribution", "attributions", "make_reportedly"]

Paragraphs = Literal["newline", "blank-line", "none"]
"""Where a paragraph ends: at every line break, at an empty line (lines are wrapped), or only with the Doc."""

EXTENSION = "attributions"
KEY: Any = ("._.", EXTENSION, None, None)
"""Where ``Doc.user_data`` keeps the plain data: where spaCy looks for the value of the extension."""

_LEAST_BREAKS: dict[Paragraphs, float] = {"newline": 1, "blank-line": 2, "none": float("inf")}
_GAP = re.compile(r"\s+")
_LINE_BREAK = re.compile(r"[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")

_COPIED: list[int | str] = ["TAG", "POS", "LEMMA", "MORPH", "NORM", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE"]
_HEAD, _IOB = _COPIED.index("HEAD"), _COPIED.index("ENT_IOB")
_INSIDE, _BEGINS = 1, 3  # spaCy's numbers for the entity tags I and B

_NEEDED = (
    ("DEP", "dependency parse", "parser"),
    ("SENT_START", "sentence boundaries", "parser"),
    ("TAG", "fine-grained part-of-speech tags", "tagger"),
    ("POS", "coarse part-of-speech tags", "attribute_ruler"),
    ("LEMMA", "lemmas", "lemmatizer"),
    ("ENT_IOB", "named entities", "ner"),
)
"""What is read from the tokens, what to call it, and the component of spaCy's English pipelines that sets it."""


@dataclass(frozen=True, slots=True)
class DocAttribution:
    """Somebody is said to have said, thought, promised, found or refused something, as spans of a Doc.

    Every span is made of whole tokens; where an attribution begins or ends inside a token the span takes in all of it,
    and ``record`` has the exact characters. The labels are ``SOURCE``, ``CUE`` and ``CONTENT``, and each of these spans
    has the attribution's ``id`` for its ``id_``.

    Attributes:
        id: unique in the Doc: "a1", "a2", …
        source: who; empty where nobody is named.
        cue: the words that attribute; empty where there are none.
        content: what is attributed; several spans where the cue stands in the middle.
        form: ``direct``, ``indirect`` or ``mixed``.
        kind: of the source; ``None`` where nobody is named.
        ground: what the source itself rests on ("citing internal reports"), unlabelled.
        certainty: ``asserted``, ``hedged``, ``denied`` or ``declined``.
        hedges: the words that show it, unlabelled.
        via: the intermediaries, from the outermost to the innermost.
        confidence: the reader's, between 0 and 1; it says nothing about whether the claim is true.
        within: the attribution whose content encloses this one.
        record: the same attribution in offsets of ``doc.text``, in code points.
    """

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    form: Form
    kind: SourceKind | None
    ground: Span | None
    certainty: Certainty
    hedges: tuple[Span, ...]
    via: tuple[Via, ...]
    confidence: float
    within: DocAttribution | None = field(repr=False, compare=False)  # its id is in the record
    record: Attribution = field(repr=False)

    def as_row(self) -> dict[str, str | float | None]:
        """The attribution as one flat row for a table.

        Returns:
            Texts, with ``" … "`` between the spans of one role; ``None`` for what is absent; ``start`` and ``end``, the
            first character of the attribution in ``doc.text`` and the end of its last; ``within`` as an id.
        """
        record = self.record
        source, cue = record.source, record.cue
        spans = (*(source.spans if source else ()), *(cue.spans if cue else ()), *record.content.spans)
        return {
            "id": self.id,
            "source": _words(source.spans) if source else None,
            "kind": self.kind,
            "cue": _words(cue.spans) if cue else None,
            "content": _words(record.content.spans),
            "form": self.form,
            "certainty": self.certainty,
            "hedges": _words(record.hedges) or None,
            "via": " > ".join(step.name for step in self.via) or None,
            "ground": source.ground.text if source and source.ground else None,
            "within": self.within.id if self.within else None,
            "confidence": self.confidence,
            "start": min(span.start for span in spans),
            "end": max(span.end for span in spans),
        }


def attributions(doc: Doc) -> tuple[DocAttribution, ...]:
    """The attributions of a Doc that a pipeline with the component has read; ``doc._.attributions`` is the same.

    Args:
        doc: as read, or as loaded again from bytes, a ``DocBin`` or a pickle, by whatever pipeline.

    Returns:
        In the order of their first characters; none for a Doc that no component has read.

    Raises:
        NotReadable: the Doc holds attributions of another text (the user data was copied from another Doc), or in
            a form of another version.
    """
    records = _kept(doc)
    text = doc.text
    if any(text[span.start : span.end] != span.text for record in records for span in _spans_of(record)):
        raise _refusal(doc, "other-text", "its attributions are those of another text; run the component on it again")
    by_id = {record.id: record for record in records}
    done: dict[str | None, DocAttribution] = {}
    for record in records:
        # The ones around it first, without recursion: a text can nest deeper than Python's stack.
        chain: dict[str, Attribution] = {}
        link: Attribution | None = record
        while link is not None and link.id not in done and link.id not in chain:
            chain[link.id] = link
            link = by_id.get(link.within) if link.within else None
        for name, one in reversed(chain.items()):
            done[name] = _of(doc, one, done.get(one.within))
    return tuple(done[record.id] for record in records)


class AttributionPipe(Pipe):
    """The component. Make it with ``nlp.add_pipe("reportedly", config={…})``.

    Args:
        name: in the pipeline.
        min_confidence: leave out attributions below it; 0 to 1.
        spans_key: the group of ``doc.spans`` that gets the spans ``SOURCE``, ``CUE`` and ``CONTENT``.
        nested: keep attributions inside the content of another one.
        paragraphs: where a paragraph ends. A line break that ends none is read as a space.

    Raises:
        ValueError: ``min_confidence`` is no share, or ``Doc._.attributions`` is taken by other code.
    """

    def __init__(
        self, name: str, *, min_confidence: float, spans_key: str, nested: bool, paragraphs: Paragraphs
    ) -> None:
        if not 0.0 <= min_confidence <= 1.0:
            raise ValueError(f"{name}: min_confidence must be between 0 and 1, and is {min_confidence}")
        if paragraphs not in _LEAST_BREAKS:
            choices = ", ".join(map(repr, _LEAST_BREAKS))
            raise ValueError(f"{name}: paragraphs must be one of {choices}, and is {paragraphs!r}")
        self.name = name
        self.min_confidence = min_confidence
        self.spans_key = spans_key
        self.nested = nested
        self.paragraphs = paragraphs
        _register(name)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the spans in ``doc.spans``."""
        return "SOURCE", "CUE", "CONTENT"

    def __call__(self, doc: Doc) -> Doc:
        """Read a Doc.

        Args:
            doc: parsed, tagged, with lemmas and entities. Its publisher, if it has a string for ``"publisher"`` in its
                ``user_data``, is never listed among the intermediaries.

        Returns:
            The same Doc, with ``doc._.attributions`` and ``doc.spans[spans_key]`` set anew.

        Raises:
            NotReadable: the Doc lacks an annotation; the message names the component that sets it.
        """
        found = self.chosen(self._read(doc))
        doc.user_data[KEY] = msgspec.to_builtins(found)
        spans = (span for one in attributions(doc) for span in (*one.source, *one.cue, *one.content))
        doc.spans[self.spans_key] = sorted(spans, key=lambda span: (span.start_char, span.end_char, span.id_))
        return doc

    def _read(self, doc: Doc) -> tuple[Attribution, ...]:
        from reportedly.attribution import attribute

        text = doc.text
        if not text.strip():
            return ()
        for attribute_name, what, component in _NEEDED:
            if not doc.has_annotation(attribute_name):
                cure = f"put the component {component!r}, or another that sets them, before {self.name!r}"
                raise _refusal(doc, "not-parsed", f"it has no {what}, which attributions are read from; {cure}")
        publisher = doc.user_data.get("publisher")
        # Same length, so offsets hold; line breaks that are left are those between paragraphs.
        read = text if self.paragraphs == "newline" else _unwrapped(text, _LEAST_BREAKS[self.paragraphs])
        passages = _passages(doc, read, self.paragraphs)
        found = attribute(read, passages, publisher if isinstance(publisher, str) else None)
        return found if read == text else tuple(_as_written(one, text) for one in found)

    def chosen(self, found: Sequence[Attribution]) -> tuple[Attribution, ...]:
        """Those that the settings ask for; what stood within one that is left out is within the next one around it."""
        by_id = {one.id: one for one in found}
        kept = {one.id for one in found if one.confidence >= self.min_confidence}

        def around(one: Attribution) -> str | None:
            outer = one.within
            while outer is not None and outer not in kept:
                outer = by_id[outer].within
            return outer

        chosen = (msgspec.structs.replace(one, within=around(one)) for one in found if one.id in kept)
        return tuple(one for one in chosen if self.nested or one.within is None)


@Language.factory(
    "reportedly",
    assigns=[f"doc._.{EXTENSION}", "doc.spans"],
    requires=["token.dep", "token.tag", "token.lemma", "doc.sents", "doc.ents"],
    default_config={"min_confidence": 0.0, "spans_key": "reportedly", "nested": True, "paragraphs": "newline"},
)
def make_reportedly(
    nlp: Language, name: str, min_confidence: float, spans_key: str, nested: bool, paragraphs: Paragraphs
) -> AttributionPipe:
    """Make the component for a pipeline; see ``AttributionPipe`` for the settings.

    Raises:
        ValueError: the pipeline is not for English, or a setting makes no sense.
    """
    if nlp.lang != "en":
        raise ValueError(f"{name}: claims are read from English only, and this pipeline's language is {nlp.lang!r}")
    return AttributionPipe(
        name,
        min_confidence=min_confidence,
        spans_key=spans_key,
        nested=nested,
        paragraphs=paragraphs,
    )


def _register(name: str) -> None:
    """Register ``Doc._.attributions``, once a process."""
    if not Doc.has_extension(EXTENSION):
        Doc.set_extension(EXTENSION, getter=attributions)
    elif Doc.get_extension(EXTENSION)[2] is not attributions:
        taken = f"Doc._.{EXTENSION} is registered by other code already"
        raise ValueError(f"{name}: {taken}; remove it with Doc.remove_extension({EXTENSION!r}) or give it another name")


def _kept(doc: Doc) -> tuple[Attribution, ...]:
    try:
        return msgspec.convert(doc.user_data.get(KEY, ()), tuple[Attribution, ...])
    except msgspec.ValidationError as error:
        detail = f"its attributions were kept by another version ({error}); run the component on it again"
        raise _refusal(doc, "other-version", detail) from error


def _spans_of(record: Attribution) -> Iterator[TextSpan]:
    yield from record.content.spans
    yield from record.hedges
    if record.cue:
        yield from record.cue.spans
    if record.source:
        yield from record.source.spans
        if record.source.ground:
            yield record.source.ground


def _of(doc: Doc, record: Attribution, within: DocAttribution | None) -> DocAttribution:
    source, cue = record.source, record.cue

    def spans(role: Iterable[TextSpan], label: str) -> tuple[Span, ...]:
        return tuple(_tokens(doc, span, label, record.id) for span in role)

    return DocAttribution(
        id=record.id,
        source=spans(source.spans, "SOURCE") if source else (),
        cue=spans(cue.spans, "CUE") if cue else (),
        content=spans(record.content.spans, "CONTENT"),
        form=record.form,
        kind=source.kind if source else None,
        ground=_tokens(doc, source.ground) if source and source.ground else None,
        certainty=record.certainty,
        hedges=tuple(_tokens(doc, span) for span in record.hedges),
        via=record.via,
        confidence=record.confidence,
        within=within,
        record=record,
    )


def _tokens(doc: Doc, span: TextSpan, label: str = "", span_id: str = "") -> Span:
    found = doc.char_span(span.start, span.end, label=label, alignment_mode="expand", span_id=span_id)
    assert found is not None  # noqa: S101 -- the span's text was found in the Doc's
    return found


def _words(spans: Iterable[TextSpan]) -> str:
    return " … ".join(span.text for span in spans)


def _refusal(doc: Doc, code: str, detail: str) -> NotReadable:
    begins = " ".join(doc[:8].text.split())
    return NotReadable(f"the Doc that begins {begins!r}", "language", code, detail)


def _paragraphs(text: str, least_breaks: float) -> Iterator[tuple[int, int]]:
    """First character and end of each paragraph, white space around it left out."""
    start = 0
    for gap in _GAP.finditer(text):
        at_an_end = gap.start() == 0 or gap.end() == len(text)
        if at_an_end or _breaks(gap[0]) >= least_breaks:
            if gap.start() > start:
                yield start, gap.start()
            start = gap.end()
    if start < len(text):
        yield start, len(text)


def _breaks(gap: str) -> int:
    return len(f"{gap}x".splitlines()) - 1


def _unwrapped(text: str, least_breaks: float) -> str:
    """The text with a space for each line break that ends no paragraph."""
    return _GAP.sub(lambda gap: gap[0] if _breaks(gap[0]) >= least_breaks else _LINE_BREAK.sub(" ", gap[0]), text)


def _as_written(found: Attribution, text: str) -> Attribution:
    """The attribution with the words of its spans as the text has them."""

    def reread(value: Any) -> Any:
        if isinstance(value, dict):
            if "start" in value and "end" in value:
                return {**value, "text": text[value["start"] : value["end"]]}
            return {key: reread(inner) for key, inner in value.items()}
        return [reread(inner) for inner in value] if isinstance(value, (list, tuple)) else value

    return msgspec.convert(reread(msgspec.to_builtins(found)), Attribution)


def _passages(doc: Doc, text: str, paragraphs: Paragraphs) -> list[Passage]:
    """A Doc's paragraphs with their part of its parse; nothing is parsed again.

    ``Span.as_doc`` does the same, but goes through all entities of the Doc for each span, and its time with the square
    of the Doc's length.

    Args:
        doc: as parsed.
        text: as long as ``doc.text``, and the same but for line breaks.
        paragraphs: where a paragraph ends.
    """
    from reportedly.language import Passage

    runs: list[tuple[int, int]] = []
    for start, end in _paragraphs(text, _LEAST_BREAKS[paragraphs]):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            continue
        if runs and span.start < runs[-1][1]:  # a token that was merged over the break holds the two together
            runs[-1] = (runs[-1][0], span.end)
        else:
            runs.append((span.start, span.end))
    table = doc.to_array(_COPIED).astype(numpy.uint64)
    found = []
    for first, stop in runs:
        part = doc[first:stop]
        words = text[part.start_char : part.end_char]
        found.append(Passage(part.start_char, "body", words, _cut(part, text, table[first:stop].copy())))
    return found


def _cut(part: Span, text: str, table: Any) -> Doc:
    """A Doc of its own for some tokens of another.

    A head that is left outside gives way to the closest governor inside; where there is none the token becomes a root.
    What is left of an entity stays an entity.
    """
    offsets = table[:, _HEAD].astype(numpy.int64)
    heads = offsets + numpy.arange(len(offsets))
    for i in numpy.flatnonzero((heads < 0) | (heads >= len(heads))):
        inside = (token.i - part.start for token in part[int(i)].ancestors if part.start <= token.i < part.end)
        offsets[i] = next(inside, int(i)) - i
    table[:, _HEAD] = offsets.astype(numpy.uint64)
    if table[0, _IOB] == _INSIDE:
        table[0, _IOB] = _BEGINS
    words = [text[token.idx : token.idx + len(token)] for token in part]
    doc = Doc(part.doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in part])
    return doc.from_array(_COPIED, table)

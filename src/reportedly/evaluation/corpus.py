"""Gold files and files of predictions: JSON lines, one document a line, checked before anything is scored."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

import msgspec
from msgspec import Struct

from reportedly.errors import NotRead, NotReadable

STDIN = "-"
STAGE = "evaluation"
FORM = '{"id": …, "text": …, "attributions": [{"source": [[start, end], …], "cue": …, "content": …}, …]}'

Range = tuple[int, int]
"""Start and end of a span, in code points of the document's text, end exclusive."""

Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = get_args(Role)

_NOT_ON_ONE_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_LONGEST_NAME = 80


class Annotation(Struct, frozen=True):
    """One attribution of a corpus: the spans of each role, any of which may have none.

    ``confidence``, between 0 and 1, is a reader's; annotators give none.
    """

    source: tuple[Range, ...] = ()
    cue: tuple[Range, ...] = ()
    content: tuple[Range, ...] = ()
    confidence: float | None = None


class GoldDocument(Struct, frozen=True):
    """A text that people annotated. Each line of ``text`` is a paragraph; ``meta`` holds whatever its corpus gives."""

    id: str
    text: str
    attributions: tuple[Annotation, ...]
    meta: dict[str, Any] | None = None

    @property
    def publisher(self) -> str | None:
        """``meta.publisher``, if it is a text that is not blank."""
        named = (self.meta or {}).get("publisher")
        return named if isinstance(named, str) and named.strip() else None


class PredictedDocument(Struct, frozen=True):
    """What a tool found in the gold document of the same id; ``text``, if given, must be that document's."""

    id: str
    attributions: tuple[Annotation, ...]
    text: str | None = None


_D = TypeVar("_D", GoldDocument, PredictedDocument)


def load(source: str) -> bytes:
    """Get the bytes of a file, or of standard input for ``-``.

    Raises:
        NotRead: it could not be got: missing, a folder, no permission.
    """
    try:
        if source == STDIN:
            if sys.stdin is None or sys.stdin.closed:
                raise NotRead(STDIN, STAGE, "unreadable", "standard input is closed; name a file")
            return sys.stdin.buffer.read()
        return Path(source).read_bytes()
    except FileNotFoundError:
        raise NotRead(one_line(source), STAGE, "missing", "no such file; check the path") from None
    except IsADirectoryError:
        raise NotRead(one_line(source), STAGE, "folder", "is a folder; name the file in it") from None
    except (OSError, ValueError) as error:
        reason = one_line(getattr(error, "strerror", None) or str(error)).lower()
        raise NotRead(one_line(source), STAGE, "unreadable", f"cannot be read ({reason}); check the path") from None


def gold_documents(data: bytes, name: str) -> tuple[GoldDocument, ...]:
    """Read a gold file.

    Args:
        data: its bytes: UTF-8, one JSON object a line; blank lines are passed over. ``id``, ``text`` and
            ``attributions`` must be there; a role that is missing has no span; other keys are passed over.
        name: what messages call the file.

    Raises:
        NotReadable: a damaged line, an offset outside the text, an id that comes twice, or no document at all. The
            message names the file, the line, and what to do.
    """
    documents: dict[str, GoldDocument] = {}
    for number, document in _lines(data, name, GoldDocument):
        if document.id in documents:
            raise _refused(name, number, f"the id {_quoted(document.id)} was on a line before; make each id unique")
        _check(name, number, document, document.text)
        documents[document.id] = document
    if not documents:
        raise NotReadable(one_line(name), STAGE, "empty", f"has no document; give it one a line: {FORM}")
    return tuple(documents.values())


def predicted_documents(data: bytes, name: str, gold: Sequence[GoldDocument]) -> tuple[PredictedDocument, ...]:
    """Read a file of predictions for a gold file: of the same form, ``text`` not needed, ``confidence`` allowed.

    Gold documents that it leaves out count as having no prediction.

    Raises:
        NotReadable: as for a gold file; also an id that the gold file lacks, or a text other than the gold one.
    """
    texts = {document.id: document.text for document in gold}
    documents: dict[str, PredictedDocument] = {}
    for number, document in _lines(data, name, PredictedDocument):
        if document.id in documents:
            raise _refused(name, number, f"the id {_quoted(document.id)} was on a line before; make each id unique")
        text = texts.get(document.id)
        if text is None:
            what = f"the gold file has no document with the id {_quoted(document.id)}"
            raise _refused(name, number, f"{what}; take the line out, or name the gold file it was made from")
        if document.text is not None and document.text != text:
            at = next((i for i, (a, b) in enumerate(zip(document.text, text, strict=False)) if a != b), None)
            where = f"character {min(len(document.text), len(text)) if at is None else at}"
            what = f"the text is not that of the gold file from {where} on, so offsets would not fit"
            raise _refused(name, number, f"{what}; predict on the gold text")
        _check(name, number, document, text)
        documents[document.id] = document
    return tuple(documents.values())


def json_line(document: GoldDocument) -> bytes:
    """A document as one line of a gold file, line feed included."""
    parts: dict[str, Any] = {"id": document.id, "text": document.text, "attributions": []}
    for annotation in document.attributions:
        one = msgspec.to_builtins(annotation)
        parts["attributions"].append({key: value for key, value in one.items() if value is not None})
    if document.meta is not None:
        parts["meta"] = document.meta
    return msgspec.json.encode(parts) + b"\n"


def one_line(text: str) -> str:
    """A text as messages show it: on one line, fit for any terminal."""
    return _NOT_ON_ONE_LINE.sub(" ", text).encode("utf-8", "backslashreplace").decode()


def _lines(data: bytes, name: str, kind: type[_D]) -> Iterator[tuple[int, _D]]:
    decoder = msgspec.json.Decoder(kind)
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            document = decoder.decode(line)
        except UnicodeDecodeError:
            raise _refused(name, number, "is not UTF-8; save the file as UTF-8") from None
        except RecursionError:
            raise _refused(name, number, "is nested too deeply; take out what is no part of the form") from None
        except msgspec.DecodeError as error:
            raise _refused(name, number, f"{one_line(str(error))}; each line must be {FORM}") from None
        yield number, document


def _check(name: str, number: int, document: GoldDocument | PredictedDocument, text: str) -> None:
    """Refuse spans that are no stretch of the text, and confidences that are no share."""
    for at, annotation in enumerate(document.attributions):
        where = f"document {_quoted(document.id)}, attributions[{at}]"
        for role in ROLES:
            for start, end in getattr(annotation, role):
                if not 0 <= start < end <= len(text):
                    what = (
                        f"{where}: {role} [{start}, {end}] is no stretch of the text, which has {len(text)} characters"
                    )
                    raise _refused(name, number, f"{what}; count code points from 0, end exclusive")
        if annotation.confidence is not None and not 0 <= annotation.confidence <= 1:
            what = f"{where}: confidence {annotation.confidence:g} is not between 0 and 1"
            raise _refused(name, number, f"{what}; scale it, or leave it out")


def _refused(name: str, number: int, detail: str) -> NotReadable:
    return NotReadable(one_line(name), STAGE, "damaged", f"line {number}: {detail}")


def _quoted(identifier: str) -> str:
    shown = one_line(identifier)
    return f'"{shown}"' if len(shown) <= _LONGEST_NAME else f'"{shown[:_LONGEST_NAME]}…"'

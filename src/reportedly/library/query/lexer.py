"""A query cut into its tokens, in one pass from left to right."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from reportedly.errors import QueryError
from reportedly.library.query.fields import FIELDS, field_meant, field_named

CLOSED_BY = {'"': '"'} | dict.fromkeys("“”„", "“”") | dict.fromkeys("«»", "«»")
"""Each quotation mark that can open, and those that then close: German, Swedish and Danish hands turn them round."""

_MARKS = "".join(CLOSED_BY)
_SPACE = r"\s\ufeff\u200b"
"""White space, and the two invisible characters that come along when one copies from a page."""

SPACES = re.compile(f"[{_SPACE}]*")
BARE = re.compile(f"[^{_SPACE}(){_MARKS}]+")
FIELD = re.compile(r"([A-Za-z]{1,20}):(?!//)")
_CLOSING = {mark: re.compile(f"[{closed_by}]") for mark, closed_by in CLOSED_BY.items()}
_UNSEARCHABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
_OPERATORS: dict[str, Literal["and", "or", "not"]] = {"AND": "and", "OR": "or", "NOT": "not"}


class Token(NamedTuple):
    """A part of a query.

    Args:
        kind: what it is; ``bare`` is text without quotation marks, and ``end`` stands behind the last.
        text: the token as written; of a quoted one what is between the marks; of a field its name.
        at: where it begins, at its quotation mark if it has one.
        glued: whether nothing stands between it and the token before it.
    """

    kind: Literal["(", ")", "and", "or", "not", "bare", "quoted", "field", "end"]
    text: str
    at: int
    glued: bool


def tokens(query: str) -> list[Token]:
    """Cut a query into tokens.

    Args:
        query: as it was written.

    Returns:
        Its tokens in order, the last one of kind ``end``.

    Raises:
        QueryError: a quotation mark is never closed, a character can't be searched for, or a word with a colon is
            nearly a field.
    """
    if found := _UNSEARCHABLE.search(query):
        raise QueryError(query, found.start(), "a control character can't be searched for; leave it out")
    cut: list[Token] = []
    at = 0
    while True:
        begin = end_of(SPACES, query, at)
        glued = begin == at and begin > 0
        if begin == len(query):
            cut.append(Token("end", "", begin, glued))
            return cut
        token, at = _token(query, begin, glued, after_field=bool(cut) and cut[-1].kind == "field" and glued)
        cut.append(token)


def is_bare(text: str) -> bool:
    """Whether a text needs no quotation marks behind a field."""
    return BARE.fullmatch(text) is not None


def is_bare_word(text: str) -> bool:
    """Whether a text needs none where words stand: it is bare, and neither an operator nor what reads as a field."""
    if not is_bare(text) or text in _OPERATORS or text.startswith("-"):
        return False
    name = FIELD.match(text)
    return not (name and (field_named(name[1]) or (name.end() < len(text) and field_meant(name[1]))))


def _token(query: str, at: int, glued: bool, *, after_field: bool) -> tuple[Token, int]:
    """The token that begins at an offset, and where it ends."""
    first = query[at]
    if first == "(":
        return Token("(", first, at, glued), at + 1
    if first == ")":
        return Token(")", first, at, glued), at + 1
    if first == "-" and not after_field:
        return Token("not", first, at, glued), at + 1
    if first in CLOSED_BY:
        text, end = quoted(query, at)
        return Token("quoted", " ".join(text.split()), at, glued), end
    end = end_of(BARE, query, at)
    bare = query[at:end]
    if after_field:
        return Token("bare", bare, at, glued), end
    if bare in _OPERATORS:
        return Token(_OPERATORS[bare], bare, at, glued), end
    if match := FIELD.match(bare):
        if field := field_named(match[1]):
            return Token("field", field, at, glued), at + match.end()
        _refuse_nearly_a_field(query, at, at + match.end())
    return Token("bare", bare, at, glued), end


def quoted(query: str, at: int) -> tuple[str, int]:
    """What stands between quotation marks, and where it ends; ``""`` within straight ones stands for one of them."""
    closing = _CLOSING[query[at]]
    look_from = at + 1
    while found := closing.search(query, look_from):
        doubled = query[at] == '"' == query[found.end() : found.end() + 1]
        if not doubled:
            text = query[at + 1 : found.start()]
            return text.replace('""', '"') if query[at] == '"' else text, found.end()
        look_from = found.end() + 1
    raise QueryError(query, at, f"{query[at]} is never closed; write the closing quotation mark, or leave this one out")


def _refuse_nearly_a_field(query: str, at: int, colon: int) -> None:
    """Refuse a word with a colon before more text if it was probably meant as a field."""
    follows = query[colon : colon + 1]
    if not follows or follows == ")" or SPACES.fullmatch(follows):
        return
    name = query[at : colon - 1]
    if meant := field_meant(name):
        raise QueryError(
            query,
            at,
            f"there is no field {name}:; did you mean {meant}:? Fields are {', '.join(FIELDS)}. "
            f"To search for it as a word, put it in quotation marks",
        )


def end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where what a pattern matches at an offset ends; there, where nothing does."""
    match = pattern.match(text, at)
    return match.end() if match else at

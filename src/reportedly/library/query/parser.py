"""Tokens read into a tree.

::

    query = either                                  NOT binds closest, then what stands side by side, then OR
    either = both {"OR" both}
    both = one {["AND"] one}
    one = ("NOT" | "-") one | "(" either ")" | field ":" (value | "(" either of values ")") | word | phrase
"""

from __future__ import annotations

import re
import unicodedata
from typing import NoReturn

from reportedly.errors import QueryError
from reportedly.library.query.fields import FIELDS
from reportedly.library.query.lexer import Token, tokens
from reportedly.library.query.tree import All, Any_, Field, Node, Not, Words
from reportedly.library.query.values import Written, filter_of, says_something

LONGEST = 2_000
"""The most characters of a query."""
MOST_TERMS = 100
"""The most words in it, those of phrases and of values too."""
DEEPEST = 20
"""The most parentheses and NOTs within one another."""

_WORD = re.compile(r"[^\W_]+")


def parse(text: str) -> Node:
    """Read a query.

    Args:
        text: the query as it was written.

    Returns:
        What it asks for; ``All(())``, which is everything, if there is nothing but white space in it.

    Raises:
        QueryError: it can't be understood; says why, and points at the character.
    """
    if len(text) > LONGEST:
        raise QueryError(text, LONGEST, f"a query has at most {LONGEST:,} characters; this one has {len(text):,}")
    return _Parser(text).whole()


class _Parser:
    """Walks once through the tokens of one query."""

    def __init__(self, query: str) -> None:
        self.query = query
        self.tokens = tokens(query)
        self.next = 0
        self.terms = 0

    def whole(self) -> Node:
        if self.token.kind == "end":
            return All(())
        node = self.either(None, 0) if self.token.kind != ")" else None
        if node is None or self.token.kind == ")":
            raise self.wrong("this parenthesis was never opened; write ( before it, or leave it out")
        return node

    @property
    def token(self) -> Token:
        return self.tokens[self.next]

    def take(self) -> Token:
        self.next += 1
        return self.tokens[self.next - 1]

    def wrong(self, detail: str, at: int | None = None) -> QueryError:
        return QueryError(self.query, self.token.at if at is None else at, detail)

    def either(self, field: Field | None, depth: int) -> Node:
        nodes = [self.both(field, depth)]
        while self.token.kind == "or":
            word = self.take()
            nodes.append(self.both(field, depth, after=word))
        return nodes[0] if len(nodes) == 1 else Any_(tuple(nodes))

    def both(self, field: Field | None, depth: int, after: Token | None = None) -> Node:
        nodes = [self.one(field, depth, after)]
        while self.token.kind not in ("or", ")", "end"):
            word = self.take() if self.token.kind == "and" else None
            nodes.append(self.one(field, depth, word))
        return nodes[0] if len(nodes) == 1 else All(tuple(nodes))

    def one(self, field: Field | None, depth: int, after: Token | None) -> Node:
        """What stands between operators; ``after`` is the operator that needs it, if there is one."""
        token = self.token
        if token.kind in ("or", "and", ")", "end"):
            self.refuse_missing(after)
        self.take()
        if token.text == "-" and token.kind == "not" and not self.token.glued:
            self.refuse_missing(token)
        if token.kind == "not":
            return Not(self.one(field, self.deeper(depth, token), token))
        if token.kind == "(":
            return self.group(token, field, depth)
        if token.kind == "field":
            if field is not None:
                raise self.wrong(f"a field within {field}:( ); write it outside of the parentheses", token.at)
            return self.filtered(token, depth)
        return self.word(token) if field is None else self.value(field, token, token.at)

    def refuse_missing(self, after: Token | None) -> NoReturn:
        token = self.token
        if after is not None and after.text == "-":
            raise self.wrong("nothing right after -; write there what is to be left out", after.at)
        if after is not None or token.kind in ("or", "and"):
            operator, side = (token, "before") if after is None else (after, "after")
            raise self.wrong(
                f'nothing {side} {operator.text}; to search for the word, write "{operator.text}" in quotation marks',
                operator.at,
            )
        raise self.wrong("nothing between the parentheses; write something there, or leave them out")

    def group(self, opening: Token, field: Field | None, depth: int) -> Node:
        if self.token.kind == "end":
            raise self.wrong("this parenthesis is never closed; write ) where the group ends", opening.at)
        node = self.either(field, self.deeper(depth, opening))
        if self.token.kind != ")":
            raise self.wrong("this parenthesis is never closed; write ) where the group ends", opening.at)
        self.take()
        return node

    def deeper(self, depth: int, token: Token) -> int:
        if depth == DEEPEST:
            raise self.wrong(f"a query goes at most {DEEPEST} parentheses and NOTs deep; take some away", token.at)
        return depth + 1

    def filtered(self, name: Token, depth: int) -> Node:
        field: Field = name.text  # type: ignore[assignment]  # the lexer makes these of fields alone
        token = self.token
        if not token.glued or token.kind in (")", "end"):
            raise self.wrong(
                f"nothing right after {field}:; write {FIELDS[field].example}, or put the word in quotation marks",
                token.at if token.glued else name.at + len(field) + 1,
            )
        self.take()
        return self.group(token, field, depth) if token.kind == "(" else self.value(field, token, name.at)

    def value(self, field: Field, token: Token, at: int) -> Node:
        self.count(token)
        if token.kind == "bare" and self.token.kind == "(" and self.token.glued:
            raise self.wrong("a value with parentheses in it stands in quotation marks", token.at)
        if not token.text:
            raise self.wrong(f"no value between the quotation marks; write {FIELDS[field].example}", token.at)
        quoted = token.kind == "quoted"
        tail = ""
        if field == "near" and quoted and self.token.kind == "bare" and self.token.glued:
            tail = self.take().text
        return filter_of(Written(self.query, field, token.text, quoted, token.at, tail), at)

    def word(self, token: Token) -> Words:
        self.count(token)
        text = token.text.rstrip("*")
        prefix = text != token.text
        if not says_something(text):
            raise self.wrong(
                "no letter or digit to search for; write some, or leave this out"
                if not prefix
                else "a star stands right after the letters that a word begins with; write nat*",
                token.at,
            )
        if prefix and unicodedata.category(text[-1])[0] not in "LMN":
            raise self.wrong(
                "a star stands right after the letters that a word begins with; write nat*", token.at + len(text)
            )
        return Words(text, phrase=token.kind == "quoted", prefix=prefix, at=token.at)

    def count(self, token: Token) -> None:
        # Each word of a phrase costs as much as one alone, and signs that nobody sees part words too.
        self.terms += max(1, len(_WORD.findall(token.text)))
        if self.terms > MOST_TERMS:
            raise self.wrong(f"a query has at most {MOST_TERMS} words and values; leave some out", token.at)

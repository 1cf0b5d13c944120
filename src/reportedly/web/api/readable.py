"""The description of the API as people read it: the OpenAPI document, taken apart for a page."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from reportedly.web.api.operation import Operation
from reportedly.web.api.schemas import REFERENCE, terse

_CODE = re.compile(r"``(?P<two>[^`]+)``|`(?P<one>[^`]+)`")
_NAME = re.compile(r"\b[A-Z]\w+\b")
_EXAMPLE_KEYS = {"claim": "c345", "report": "r12", "entity": "e67", "judgement": "7", "decision": "3", "key": "9"}


_ENDLESS = 1_000_000
"""A bound as high as this tells nobody anything."""


class Piece(NamedTuple):
    """A part of a text: plain, code, or the name of a type that the page has."""

    text: str
    code: bool = False
    leads: str | None = None


class Field(NamedTuple):
    """A parameter, or a field of a type."""

    name: str
    kind: tuple[Piece, ...]
    needed: bool
    told: tuple[Piece, ...]
    default: str | None = None
    where: str = ""


class Shown(NamedTuple):
    """An operation as the page shows it."""

    name: str
    method: str
    path: str
    summary: tuple[Piece, ...]
    told: tuple[Piece, ...]
    fields: tuple[Field, ...]
    body: tuple[Piece, ...]
    curl: str
    status: str
    answer: tuple[Piece, ...]
    refused: tuple[tuple[str, tuple[Piece, ...]], ...]


class Kind(NamedTuple):
    """A type as the page shows it."""

    name: str
    told: tuple[Piece, ...]
    fields: tuple[Field, ...]


def groups(document: Mapping[str, Any], operations: Iterable[Operation], base: str) -> dict[str, list[Shown]]:
    """The operations as a page shows them, by what they are about.

    Args:
        document: the OpenAPI document.
        operations: that it is of.
        base: the address that the room is asked by.

    """
    known = frozenset(document["components"]["schemas"])
    found: dict[str, list[Shown]] = {}
    for operation in operations:
        about = operation.path.strip("/").partition("/")[0] or "api"
        found.setdefault(about, []).append(_shown(document, operation, base, known))
    return found


def kinds(document: Mapping[str, Any]) -> list[Kind]:
    """The types as a page shows them, by name."""
    schemas: Mapping[str, Any] = document["components"]["schemas"]
    known = frozenset(schemas)
    return [
        Kind(name, prose(schema.get("description", "")), tuple(_fields(schema, known)))
        for name, schema in sorted(schemas.items())
    ]


def prose(text: str) -> tuple[Piece, ...]:
    """A text with what stands between backticks as code."""
    pieces, at = [], 0
    for found in _CODE.finditer(text):
        pieces += [Piece(text[at : found.start()]), Piece(found["two"] or found["one"], code=True)]
        at = found.end()
    return tuple(piece for piece in [*pieces, Piece(text[at:])] if piece.text)


def _linked(text: str, known: frozenset[str]) -> tuple[Piece, ...]:
    """An expression of types, in which each name that the page has leads to it."""
    pieces, at = [], 0
    for found in _NAME.finditer(text):
        if found[0] in known:
            pieces += [Piece(text[at : found.start()], code=True), Piece(found[0], code=True, leads=found[0])]
            at = found.end()
    return tuple(piece for piece in [*pieces, Piece(text[at:], code=True)] if piece.text)


def _fields(schema: Mapping[str, Any], known: frozenset[str]) -> Iterable[Field]:
    needed: Sequence[str] = schema.get("required", ())
    for name, one in schema.get("properties", {}).items():
        default = terse({"enum": [one["default"]]}) if one.get("default") not in (None, []) else None
        yield Field(name, _linked(terse(one), known), name in needed, prose(one.get("description", "")), default)
    for at, one in enumerate(schema.get("prefixItems", ())):
        name = one.get("title", "")
        yield Field(f"[{at}] {name}", _linked(terse(one), known), True, prose(one.get("description", "")))


def _shown(document: Mapping[str, Any], operation: Operation, base: str, known: frozenset[str]) -> Shown:
    path = f"/api{operation.path}"
    told = document["paths"][path][operation.method.lower()]
    answers = {status: each for status, each in told["responses"].items() if status.startswith("2")}
    ((status, answer),) = answers.items()
    return Shown(
        name=operation.name,
        method=operation.method,
        path=path,
        summary=prose(told["summary"]),
        told=prose(told.get("description", "")),
        fields=tuple(_parameters(told.get("parameters", ()), known)),
        body=_content(told.get("requestBody", {}), known),
        curl=curl(operation, base),
        status=status,
        answer=_content(answer, known),
        refused=tuple(
            (code, prose(each["description"]))
            for code, each in told["responses"].items()
            if code not in answers and code != "default"
        ),
    )


def _parameters(told: Iterable[Mapping[str, Any]], known: frozenset[str]) -> Iterable[Field]:
    for one in told:
        schema = one["schema"]
        default = schema.get("default")
        yield Field(
            one["name"],
            _linked(_ranged(schema), known),
            one["required"],
            prose(one.get("description", "") + "".join(f" Such as `{each}`." for each in schema.get("examples", ()))),
            None if default in (None, "", False) else str(default),
            one["in"],
        )


def _ranged(schema: Mapping[str, Any]) -> str:
    """A type with its bounds."""
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is None or most is None:
        return terse(schema)
    return f"{terse(schema)} {least:,}–{most:,}" if most < _ENDLESS else f"{terse(schema)} from {least:,}"


def _content(told: Mapping[str, Any], known: frozenset[str]) -> tuple[Piece, ...]:
    """What a body or an answer is: its type, and its media type where it is no JSON."""
    pieces: list[Piece] = []
    for media, one in told.get("content", {}).items():
        if pieces:
            pieces.append(Piece(" or "))
        schema = one.get("schema", {})
        if media == "application/json" and schema:
            pieces += _linked(_opened(schema), known)
        else:
            pieces.append(Piece(media, code=True))
            pieces += [Piece(" "), *_linked(_opened(schema), known)] if schema else []
    return tuple(pieces)


def _opened(schema: Mapping[str, Any]) -> str:
    return str(schema["$ref"]).removeprefix(REFERENCE) if "$ref" in schema else terse(schema)


def curl(operation: Operation, base: str, keys: Mapping[str, str] = _EXAMPLE_KEYS) -> str:
    """A command that asks for an operation, as a terminal takes it.

    Args:
        operation: to ask for.
        base: the address that the room is asked by.
        keys: what to put in the path.

    """
    address = f"{base}/api{operation.path.format_map(keys)}"
    if not operation.changes:
        asked = "?" + urlencode(parse_qsl(operation.example), safe=":") if operation.example else ""
        return f"curl {shlex.quote(address + asked)}"
    lines = [["curl", "-X", operation.method, address], ["-H", "X-CSRF-Token: WORD"]]
    if operation.body is not None:
        lines += [["-H", "Content-Type: application/json"], ["-d", operation.example]]
    return " \\\n  ".join(shlex.join(words) for words in lines)

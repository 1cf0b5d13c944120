"""The OpenAPI 3.1 document, made of the operations that the routes are made of."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from msgspec import NODEFAULT
from msgspec.structs import fields

from reportedly.web.api.asked import Query
from reportedly.web.api.operation import Operation
from reportedly.web.api.problems import Problem
from reportedly.web.api.schemas import components

_ABOUT = """\
What a library of news reports says: each claim with who said it, through whom, on what ground and how surely, as the
reports have it. It does not judge whether it is true.

Offsets count Unicode code points of a report's text. Keys are numbers; in addresses they may have their letter: `c345`
is a claim, `r12` a report, `e67` an entity. Answers that change only when the library does carry an `ETag`.

Every change needs the header `X-CSRF-Token` with the word that `/api/session` gives, or `Authorization: Bearer` with
the token that the room was started with.
"""

_JSON = "application/json"


def document(operations: Iterable[Operation]) -> dict[str, Any]:
    """The description of the API.

    Args:
        operations: all that there are.

    """
    described = tuple(operations)
    kinds = {kind: None for operation in described for kind in _kinds(operation)}
    listed, named = components([Problem, *kinds])
    schemas = dict(zip([Problem, *kinds], listed, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for operation in described:
        paths.setdefault(f"/api{operation.path}", {})[operation.method.lower()] = _described(operation, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "reportedly",
            "summary": "What reports say, and who is said to have said it.",
            "description": _ABOUT,
            "version": version("reportedly"),
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "schemas": named,
            "securitySchemes": {
                "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRF-Token", "description": "From /api/session."},
                "token": {"type": "http", "scheme": "bearer", "description": "What the room was started with."},
            },
        },
    }


def _kinds(operation: Operation) -> Iterable[Any]:
    """The types of all that goes in and out."""
    if operation.asked is not None:
        yield from (field.type for field in fields(operation.asked))
    if operation.body is not None:
        yield operation.body
    if not operation.media and operation.answer is not type(None):
        yield operation.answer


def _described(operation: Operation, schemas: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    told: dict[str, Any] = {"operationId": operation.name, "summary": operation.summary}
    if operation.description:
        told["description"] = operation.description
    if operation.asked is not None:
        told["parameters"] = [*_parameters(operation, schemas)]
    content = {media: {"schema": schema} for media, schema in operation.bodies}
    if operation.body is not None:
        content = {_JSON: {"schema": schemas[operation.body]}, **content}
    if content:
        told["requestBody"] = {"required": True, "content": content}
    told["responses"] = _responses(operation, schemas)
    if operation.changes:
        told["security"] = [{"csrf": []}, {"token": []}]
    return told


def _parameters(operation: Operation, schemas: dict[Any, dict[str, Any]]) -> Iterable[dict[str, Any]]:
    for field in fields(operation.asked):  # type: ignore[arg-type]
        schema = _without_null(schemas[field.type])
        inside = field.encode_name in operation.in_path
        told = {"name": field.encode_name, "in": "path" if inside else "query", "required": inside}
        if not inside and field.default is NODEFAULT:
            told["required"] = True
        if description := schema.pop("description", None):
            told["description"] = description
        if field.default is not NODEFAULT and field.default is not None:
            schema["default"] = field.default
        yield {**told, "schema": schema}


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter that may be left out has no null: it is not there, or it is a value."""
    if "enum" in schema:
        return {**schema, "enum": [each for each in schema["enum"] if each is not None]}
    if "anyOf" in schema:
        some = [one for one in schema["anyOf"] if one.get("type") != "null"]
        rest = {name: value for name, value in schema.items() if name != "anyOf"}
        return {**rest, **(some[0] if len(some) == 1 else {"anyOf": some})}
    return {**schema}


def refusals(operation: Operation) -> dict[int, str]:
    """The statuses that an operation can be refused with, and why."""
    told = {422: "A parameter is not as it should be.", **dict(operation.refuses)}
    if operation.asked is not None and any(field.type == Query for field in fields(operation.asked)):
        told[400] = "The query cannot be understood; `at` tells where."
    if operation.body is not None or operation.bodies:
        told |= {
            400: "The body cannot be read.",
            413: "The body is too large.",
            415: "The body is of another type than is taken.",
            422: "A parameter or the body is not as it should be.",
        }
    if operation.changes:
        told[403] = "The word that changes need is missing or wrong, or nothing may be changed here."
    return dict(sorted(told.items()))


def _responses(operation: Operation, schemas: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    refused = {_JSON: {"schema": schemas[Problem]}}
    answer: dict[str, Any] = {"description": "As asked."}
    if operation.media:
        answer["content"] = {media: {} for media in operation.media}
    elif operation.answer is not type(None):
        answer["content"] = {_JSON: {"schema": schemas[operation.answer]}}
    else:
        answer["description"] = "Done."
    told = {str(204 if operation.answer is type(None) else operation.status): answer}
    if operation.cached:
        told["304"] = {"description": "Nothing has changed since the answer whose `ETag` was sent."}
    told |= {str(status): {"description": why, "content": refused} for status, why in refusals(operation).items()}
    told["default"] = {"description": "Refused otherwise.", "content": refused}
    return told

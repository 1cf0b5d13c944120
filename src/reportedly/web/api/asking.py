"""Parameters and bodies of requests: read strictly into typed values, or refused in words that help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo, fields
from starlette.requests import Request

from reportedly.web.api.problems import Unfit
from reportedly.web.api.schemas import json_type, shape

_UNFIT = 422
_LONGEST_SHOWN = 60

_Asked = TypeVar("_Asked", bound=Struct)


@cache
def _fields(asked: type[Struct]) -> Mapping[str, FieldInfo]:
    return {field.encode_name: field for field in fields(asked)}


def parameters(asked: type[_Asked], path: Mapping[str, str], query: Iterable[tuple[str, str]]) -> _Asked:
    """Read the parameters of a request.

    Args:
        asked: what there may be.
        path: those in the address itself.
        query: those after the question mark, in order.

    Raises:
        Unfit: one is unknown, missing, given twice, or not as it should be.

    """
    known = _fields(asked)
    given = dict(path)
    for name, value in query:
        if name not in known or name in path:
            there = ", ".join(each for each in known if each not in path) or "none"
            raise Unfit(_UNFIT, "parameter", f"there is no parameter {_shown(name)} here; there are: {there}")
        if name in given:
            raise Unfit(_UNFIT, "parameter", f"{name} is given twice; give it once")
        given[name] = value
    values = {}
    for name, field in known.items():
        if name in given:
            values[field.name] = _value(name, given[name], field.type)
        elif field.default is NODEFAULT:
            raise Unfit(_UNFIT, "parameter", f"{name} is missing; give {right(json_type(field.type))}")
    return asked(**values)


def _value(name: str, given: str, kind: Any) -> Any:
    try:
        return msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as wrong:
        detail = f"{name}: {_shown(given)} is not right; give {right(json_type(kind))}"
        raise Unfit(_UNFIT, "parameter", detail) from wrong


def _shown(text: str) -> str:
    """A value in a message: quoted, and not longer than helps."""
    return repr(text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…")


def right(schema: Mapping[str, Any]) -> str:
    """What fits a schema of a parameter, in words."""
    for one in schema.get("anyOf", ()):
        if one.get("type") != "null":
            return right(one)
    if "enum" in schema:
        *most, last = [str(each) for each in schema["enum"] if each is not None]
        return f"{', '.join(most)} or {last}" if most else last
    match schema.get("type"):
        case "integer":
            least, most_ = schema.get("minimum"), schema.get("maximum")
            if least is not None and most_ is not None:
                return f"a whole number from {least:,} to {most_:,}"
            return "a whole number" + (f" from {least:,}" if least is not None else "")
        case "boolean":
            return "1 or 0"
        case _:
            if "examples" in schema:
                return "something like " + " or ".join(str(each) for each in schema["examples"])
            least, most_ = schema.get("minLength", 0), schema.get("maxLength")
            return f"{least} to {most_:,} characters" if most_ is not None else "text"


async def json_body(request: Request, kind: type[Struct], most: int) -> Struct:
    """Read the JSON body of a request.

    Args:
        request: with the body.
        kind: what it is to be.
        most: how many bytes it may have.

    Raises:
        Unfit: it is no JSON, too long, or not of that kind.

    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Unfit(415, "content-type", "the body must be JSON; send the header Content-Type: application/json")
    body = await _bounded(request, most)
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as wrong:
        raise Unfit(_UNFIT, "body", f"the body does not fit: {wrong}; it is to be {shape(kind)}") from wrong
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise Unfit(400, "json", f"the body is no JSON: {wrong}; it is to be {shape(kind)}") from wrong


async def _bounded(request: Request, most: int) -> bytes:
    """The bytes of a body that is not too long; of one that is, no more are taken in.

    Raises:
        Unfit: it is too long.

    """
    chunks: list[bytes] = []
    length = 0
    async for chunk in request.stream():
        length += len(chunk)
        if length > most:
            raise Unfit(413, "too-large", f"a JSON body has at most {most:,} bytes here; send a shorter one")
        chunks.append(chunk)
    return b"".join(chunks)

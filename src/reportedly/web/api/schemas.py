"""JSON Schemas of our types, as the OpenAPI document and the page for people show them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

_QUOTED = re.compile(r"``(\w+)``")

REFERENCE = "#/components/schemas/"

_ATTRIBUTES = re.compile(r"\n*^(?:Attributes|Args):\n(?P<told>(?:^ {4}.*\n?|^\n)+)", re.MULTILINE)
_ATTRIBUTE = re.compile(r"^ {4}(?P<name>\w+): (?P<told>.+(?:\n {8,}.+)*)", re.MULTILINE)


def components(types: Iterable[Any]) -> tuple[tuple[dict[str, Any], ...], dict[str, Any]]:
    """The schemas of some types.

    Args:
        types: any that ``msgspec`` encodes.

    Returns:
        One for each type, in order, and by name those that these refer to, with what docstrings say of each field.

    """
    listed, named = msgspec.json.schema_components(types, ref_template=f"{REFERENCE}{{name}}")
    described = {name: _told(schema) for name, schema in sorted(named.items())}
    return _with_plain_names(listed, described)


def _with_plain_names(
    listed: tuple[dict[str, Any], ...], named: dict[str, Any]
) -> tuple[tuple[dict[str, Any], ...], dict[str, Any]]:
    """Call ``Found_Hit_``, as a type with a parameter is called, ``Found_Hit``."""
    written = msgspec.json.encode((listed, named)).decode()
    for name in named:
        written = written.replace(f'"{name}"', f'"{name.rstrip("_")}"')
        written = written.replace(f'"{REFERENCE}{name}"', f'"{REFERENCE}{name.rstrip("_")}"')
    return msgspec.json.decode(written, type=tuple[tuple[dict[str, Any], ...], dict[str, Any]])


@cache
def json_type(kind: Any) -> Mapping[str, Any]:
    """The schema of one type that refers to no other."""
    return components([kind])[0][0]


def _told(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema with its type's docstring taken apart: of the whole, and of each field."""
    # Python 3.13 takes the indentation out of docstrings, earlier ones leave it.
    doc = inspect.cleandoc(schema.get("description", "")).replace("``None``", "``null``") + "\n"
    fields: dict[str, str] = {}
    if found := _ATTRIBUTES.search(doc):
        doc = doc[: found.start()] + doc[found.end() :]
        fields = {each["name"]: " ".join(each["told"].split()) for each in _ATTRIBUTE.finditer(found["told"])}
        # One entry may tell of several fields: "source: as written; so is ``cue``".
        beside = {name: at for at, text in fields.items() for name in _QUOTED.findall(text)}
        fields = {name: f"see ``{at}``." for name, at in beside.items()} | fields
    told = {**schema}
    told.pop("description", None)
    if doc.strip():
        told["description"] = doc.strip()
    if "properties" in schema:
        told["properties"] = {
            name: {"description": fields[name], **one} if name in fields and "description" not in one else one
            for name, one in schema["properties"].items()
        }
    if schema.get("type") == "array" and fields:
        told["prefixItems"] = [
            {"title": name, "description": text, **one}
            for one, (name, text) in zip(
                schema["prefixItems"], list(fields.items())[-len(schema["prefixItems"]) :], strict=True
            )
        ]
    return told


@cache
def shape(kind: type[Struct]) -> str:
    """What JSON of a type looks like, on one line, for messages."""
    (schema,), named = components([kind])
    return terse(named[schema["$ref"].removeprefix(REFERENCE)] if "$ref" in schema else schema)


def terse(schema: Mapping[str, Any]) -> str:
    """A schema on one line: ``{verdict: "confirmed" | "rejected", note?: string | null}``."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(REFERENCE)
    if "anyOf" in schema:
        return " | ".join(terse(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(msgspec.json.encode(each).decode() for each in schema["enum"])
    match schema.get("type"):
        case "object" if "properties" in schema:
            needed = schema.get("required", ())
            inside = (
                f"{name}{'' if name in needed else '?'}: {terse(one)}" for name, one in schema["properties"].items()
            )
            return f"{{{', '.join(inside)}}}"
        case "object":
            return f"{{…: {terse(schema.get('additionalProperties', {}))}}}"
        case "array" if "prefixItems" in schema:
            return f"[{', '.join(one.get('title') or terse(one) for one in schema['prefixItems'])}]"
        case "array":
            return f"[{terse(schema.get('items', {}))}, …]"
        case str() as name:
            return name
        case _:
            return "any"

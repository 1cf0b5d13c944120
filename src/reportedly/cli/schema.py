"""``reportedly schema``: the JSON Schema of a Reading."""

from __future__ import annotations

import inspect
import json
from typing import Any

import typer


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one line of ``reportedly read --json``, made from the public types."""
    import msgspec

    from reportedly.model import Reading

    schema = msgspec.json.schema(Reading)
    for described in schema["$defs"].values():
        # Python 3.13 takes the indentation out of docstrings, earlier ones leave it.
        described["description"] = inspect.cleandoc(described["description"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def schema() -> None:
    """Print the JSON Schema of a Reading, one of which `reportedly read --json` prints for each report."""
    typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))

"""A small library for the tests of the verbs: four reports, one of them in two versions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import msgspec
from typer.testing import CliRunner

from reportedly.cli.app import app
from reportedly.library import Library
from reportedly.model import Reading

PAGES = Path(__file__).parent.parent / "golden" / "pages"


def golden(name: str, *changed: tuple[str, str]) -> Reading:
    """A golden Reading; with some words in the place of as long ones, that of another version of the page."""
    text = (PAGES / f"{name}.json").read_text(encoding="utf-8")
    for before, after in changed:
        assert before in text
        assert len(before) == len(after)
        text = text.replace(before, after)
    known = json.loads(text) | {"reader": {"version": "0.1.0", "models": {}}}
    reading = msgspec.convert(known, Reading)
    if changed:
        report = msgspec.structs.replace(reading.report, id="ab" * 32)
        return msgspec.structs.replace(reading, report=report)
    return reading


def make(path: Path) -> list[Reading]:
    """Begin a library, and give the Readings in it in the order of their keys: r1 is an old version of r2."""
    readings = [
        golden("harbour-tunnel"),
        golden("harbour-tunnel", ("worrying", "alarming")),
        golden("wire-item"),
        golden("interview"),
        golden("live-blog"),
    ]
    with Library(path) as library:
        library.add(readings)
    return readings


class Answer(NamedTuple):
    """What a verb answered."""

    returncode: int
    stdout: bytes
    stderr: bytes


def ask(*words: str | Path, stdin: bytes | None = None, **environment: str) -> Answer:
    """Run a verb in this process, as ``tests.running.reportedly`` does in one of its own, which takes longer."""
    done = CliRunner().invoke(app, [*map(str, words)], input=stdin, env=environment, catch_exceptions=False)
    return Answer(done.exit_code, done.stdout_bytes, done.stderr_bytes)

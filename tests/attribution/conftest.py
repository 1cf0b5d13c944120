"""Real parses of a few lines: every line of a text is a passage."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from reportedly.attribution import attribute
from reportedly.language import Passage, parse
from reportedly.model import Attribution, Block, BlockKind

Parse = Callable[..., tuple[Passage, ...]]
Read = Callable[..., tuple[Attribution, ...]]


def parsed(text: str, kind: BlockKind = "body") -> tuple[Passage, ...]:
    blocks = [Block(kind, m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    return next(parse([(text, blocks)]))


@pytest.fixture(scope="session")
def passages_of() -> Parse:
    return parsed


@pytest.fixture(scope="session")
def read() -> Read:
    def of(text: str, publisher: str | None = None, kind: BlockKind = "body") -> tuple[Attribution, ...]:
        return attribute(text, parsed(text, kind), publisher)

    return of

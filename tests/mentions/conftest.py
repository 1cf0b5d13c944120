"""Text to passages, one for each paragraph."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.language import Passage, parse
from reportedly.model import Block

Parse = Callable[[str], tuple[Passage, ...]]


@pytest.fixture(scope="session")
def parsed() -> Parse:
    """Parse a text whose paragraphs are separated by blank lines."""

    def parse_text(text: str) -> tuple[Passage, ...]:
        blocks: list[Block] = []
        at = 0
        for paragraph in text.split("\n\n"):
            if paragraph.strip():
                blocks.append(Block("body", at, at + len(paragraph)))
            at += len(paragraph) + 2
        return next(parse([(text, blocks)]))

    return parse_text

"""Relative pronouns lead to the words that they stand for."""

from __future__ import annotations

import pytest

from reportedly.language import antecedent
from reportedly.language.pipeline import pipeline


@pytest.mark.parametrize(
    ("text", "pronoun", "expected"),
    [
        ("Maria Lopez, who denied the charges, left the court.", "who", "Maria Lopez"),
        ("The report, which found no fault, was published.", "which", "The report"),
        ("He asked who had paid.", "who", ""),
        ("She said that it rained.", "that", ""),
    ],
)
def test_antecedent(text: str, pronoun: str, expected: str) -> None:
    token = next(t for t in pipeline()(text) if t.text == pronoun)
    assert " ".join(t.text for t in antecedent(token)) == expected

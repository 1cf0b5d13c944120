from __future__ import annotations

import time

import pytest

from reportedly.evaluation.spans import normalise, quoted, words


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("She said “no” and 'yes'.", ["“no”", "'yes'"]),
        ("don't 'quote me' now", ["'quote me'"]),
        ('one "two\nthree" four', ['"two', '" four']),
        ("the dogs' home, the ‘cats’ home", ["‘cats’"]),
        ("«non», 'a \"b\" c'", ["«non»", '"b"']),
        ("“he said ‘go’”", ["“he said ‘go’”"]),
    ],
)
def test_quoted_stretches(text: str, stretches: list[str]) -> None:
    assert [text[start:end] for start, end in quoted(text)] == stretches


def test_a_line_of_odd_marks_takes_no_longer_than_any_other() -> None:
    start = time.process_time()
    assert quoted(" '" * 200_000) == ()
    assert time.process_time() - start < 5


def test_spans_are_joined_over_white_space_and_trimmed() -> None:
    text = "He said that “that is so” – she  knew."
    assert [text[a:b] for a, b in normalise(text, [(8, 18), (18, 25)], "content")] == ["is so"]
    assert [text[a:b] for a, b in normalise(text, [(8, 12)], "cue")] == ["that"]
    assert [text[a:b] for a, b in normalise(text, [(28, 31), (33, 38)], "content")] == ["she  knew"]
    assert normalise(text, [(25, 28)], "content") == ()


def test_a_content_is_direct_mixed_or_indirect() -> None:
    text = "It was “very bad” news."
    of_text = words(text)
    forms = [of_text.form(of_text.within([span])) for span in ((7, 17), (0, 23), (0, 6), (6, 7))]
    assert forms == ["direct", "mixed", "indirect", "indirect"]

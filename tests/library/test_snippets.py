"""The piece of a text around what was found in it, and what a query may cost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import QueryError
from reportedly.library import Library
from reportedly.library.query import parse
from reportedly.library.search import CLOSES, OPENS
from reportedly.library.snippets import piece
from tests.library.making import reading


def marked(text: str) -> str:
    """A text with its words in brackets as those that were found."""
    return text.replace("[", OPENS).replace("]", CLOSES)


def shown(text: str, words: int = 12) -> str:
    return piece(marked(text), words).replace(OPENS, "[").replace(CLOSES, "]")


FILLING = "Nothing of the kind was said there. " * 20


def test_a_short_text_is_shown_whole() -> None:
    assert shown("The [dam] is safe.") == "The [dam] is safe."
    assert shown("") == ""


def test_a_piece_begins_with_the_sentence_in_which_most_was_found() -> None:
    text = f"A [dam]. {FILLING}The old [dam] is [safe]. {FILLING}Is the [dam] [safe]? {FILLING}"
    assert shown(text, 5) == "…The old [dam] is [safe].…"


def test_a_piece_of_a_long_sentence_begins_with_a_word() -> None:
    found = shown(f"{'and so on ' * 50}to the [dam] {'and so on ' * 50}")
    assert found.startswith("…") and found.endswith("…")
    assert "to the [dam] and" in found
    assert set(found.strip("…").split()) == {"and", "so", "on", "to", "the", "[dam]"}


def test_a_text_without_spaces_is_cut() -> None:
    found = shown(f"{'水' * 3000}[大坝]{'水' * 3000}")
    assert "[大坝]" in found
    assert len(found) < 1000


@given(st.text("ab. \n[]", max_size=700), st.integers(1, 50))
def test_a_piece_is_of_the_text(text: str, words: int) -> None:
    found = shown(text, words)
    assert found.strip("…") in text
    assert len(found.split()) <= words


def test_common_words_in_a_long_text_are_found_in_little_time(address: str) -> None:
    """What the servers have for it weighs each against all others: of these it would for minutes."""
    with Library(address) as library:
        library.add([reading("Dam\n\n" + "the of in to and police said on " * 5_000)])
        for query in ("the of in to and", " ".join(["the", "of", "in", "to", "and"] * 19), "t* o* i* a* p* s*"):
            before = time.monotonic()
            hits = library.find(query, over="reports").hits
            assert hits[0].found
            assert time.monotonic() - before < 20


@pytest.mark.parametrize("between", [" ", "\u200b", "\u200d", "\u2060", "-"])
@pytest.mark.parametrize("form", ["{}", '"{}"', 'from:"{}"'])
def test_a_query_has_few_words_however_they_are_parted(between: str, form: str) -> None:
    if form == "{}" or between != " ":
        parse(form.format(between.join(["the"] * 100)))
    with pytest.raises(QueryError, match="at most 100 words"):
        parse(form.format(between.join(["the"] * 101)))

"""News outlets by name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.language.outlets import is_outlet


@pytest.mark.parametrize(
    "name",
    [
        "Reuters", "the BBC", "AFP", "The Associated Press", "Dagbladet", "Der Spiegel", "Financial Times",
        "The Cleveland Herald", "Straits Times", "Denver Post", "Daily Nation", "Globe and Mail", "the Herald",
        "The Sun", "The Hill", "Sky News", "TV2", "Channel 5 News", "KTLA 5", "BBC Persian",
        "Wall Street Journal's", "nytimes.com", "Hufvudstadsbladet", "Radio Farda",
    ],
)  # fmt: skip
def test_outlets(name: str) -> None:
    assert is_outlet(name)


@pytest.mark.parametrize(
    "name",
    [
        "", " ", "the times", "a post", "Star", "Mail", "Hill", "People", "Capitol Hill", "Nuclear Posture Review",
        "KGB", "Universal Periodic Review", "Norwegian Police Security Service", "Kjell Grandhagen", "US Dollar",
        "News Conference", "Fake News", "Press Secretary",
    ],
)  # fmt: skip
def test_others(name: str) -> None:
    assert not is_outlet(name)


@given(st.text(max_size=40))
def test_any_text_has_an_answer(name: str) -> None:
    assert is_outlet(name) in (True, False)

"""Nobody's newer word on a claim is replaced unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly import read_text
from reportedly.errors import LibraryError
from reportedly.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    kept = Library(tmp_path / "seen.db")
    kept.add([read_text("The dam is safe, according to the mayor, Ann Lee.")])
    return kept


def test_what_was_seen_is_replaced(library: Library) -> None:
    claim = library.find("dam").hits[0].claim
    first = library.judge(claim, "confirmed", by="Ada", standing=0)
    second = library.judge(claim, "rejected", by="Ada", standing=first.judgement)
    assert [one.judgement for one in library.judgements(1) if one.undone is None] == [second.judgement]


@pytest.mark.parametrize("seen", [0, 99])
def test_what_was_not_seen_is_kept(library: Library, seen: int) -> None:
    claim = library.find("dam").hits[0].claim
    library.judge(claim, "rejected", by="Bert")
    with pytest.raises(LibraryError, match=r"Bert rejected it; look at it") as refused:
        library.judge(claim, "confirmed", by="Ada", standing=seen)
    assert refused.value.code == "changed"
    assert [one.made_by for one in library.judgements(1) if one.undone is None] == ["Bert"]


def test_what_was_taken_back_meanwhile_is_told(library: Library) -> None:
    claim = library.find("dam").hits[0].claim
    gone = library.judge(claim, "rejected", by="Bert")
    library.take_back(gone.judgement)
    with pytest.raises(LibraryError, match="taken back"):
        library.judge(claim, "confirmed", standing=gone.judgement)


def test_where_nobody_looked_the_last_word_stands(library: Library) -> None:
    claim = library.find("dam").hits[0].claim
    library.judge(claim, "rejected", by="Bert")
    assert library.judge(claim, "confirmed", by="Ada").undone is None

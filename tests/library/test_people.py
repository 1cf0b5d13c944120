"""Merges and splits by people: they are followed everywhere, outlast what comes, and can be taken back in any order."""

from __future__ import annotations

from itertools import permutations

import pytest

from reportedly.errors import LibraryError
from reportedly.library import Library
from reportedly.model import Reading, Via
from tests.library.making import Named, Said, reading
from tests.library.soundness import sound

NAMES = ("Ann Lee", "Bo Dahl", "Cy Moe", "Di Ray")


def said_by(name: str, number: int = 0) -> Reading:
    text = f"News {number}\n\n{name} said it rained, according to {name}.\n\nThat {name} lied is known."
    return reading(
        text,
        Said("it rained", name, "said", entity=name),
        Said(f"That {name} lied", "known", "known", via=(Via(name, "person", "e1"),)),
        named=[Named(name, role=f"mayor of {number}")],
    )


def speakers(library: Library) -> list[int | None]:
    """Whose word the claim of each report is."""
    return [library.claim(2 * report - 1).entity for report in range(1, 1 + library.count())]


def test_merged_they_are_one_everywhere(address: str) -> None:
    with Library(address) as library:
        library.add(said_by(name) for name in NAMES[:3])
        decision = library.merge("e1", "e2", by="kari")
        assert (decision.kind, decision.entity, decision.other, decision.made_by) == ("merge", 1, 2, "kari")
        assert speakers(library) == [1, 1, 3]
        assert library.claim(3).speaker == "Ann Lee"
        one = library.entity("e2")
        assert one == library.entity(1)
        assert (one.names, one.merged, one.reports, one.claims) == (("Ann Lee", "Bo Dahl"), (2,), 2, 2)
        for query in ("from:e1", "from:e2", 'from:"Ann Lee"', "from:dahl", "from:lee"):
            assert {hit.claim for hit in library.find(query).hits} == {1, 3}, query
        for query in ("about:e1", "about:e2", "about:dahl"):
            assert {hit.claim for hit in library.find(query).hits} == {2, 4}, query
        assert {hit.claim for hit in library.find("via:e2").hits} == {2, 4}
        assert [found.entity for found in library.entities("dahl")] == [1]
        assert [found.entity for found in library.entities()] == [1, 3]
        assert {(row["name"], row["claims"]) for row in library.table("sources")} == {("Ann Lee", 2), ("Cy Moe", 1)}
        assert [row["speaker"] for row in library.claims("from:dahl")] == ["Ann Lee", "Ann Lee"]
        with pytest.raises(LibraryError, match="nothing to merge") as told:
            library.merge(2, 1)
        assert told.value.code == "same"
        library.undo(decision.decision)
        assert speakers(library) == [1, 2, 3]
        assert {hit.claim for hit in library.find("about:dahl").hits} == {4}
        with pytest.raises(LibraryError, match="taken back already"):
            library.undo(decision.decision)
        with pytest.raises(LibraryError, match="not there"):
            library.undo(99)
        assert [one.undone is None for one in library.decisions()] == [False]
    sound(address)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_chains_are_taken_back_in_any_order(address: str, order: tuple[int, ...]) -> None:
    with Library(address) as library:
        library.add(said_by(name) for name in NAMES)
        made = [library.merge(1, 2), library.merge(3, 1), library.merge(4, 3)]
        assert speakers(library) == [4] * 4
        assert library.entity(2).merged == (3, 1, 2)
        assert library.entity(4).names == NAMES
        standing = set(range(3))
        for at in order:
            library.undo(made[at].decision)
            standing.discard(at)
            third = 4 if 2 in standing else 3
            first = third if 1 in standing else 1
            second = first if 0 in standing else 2
            assert speakers(library) == [first, second, third, 4]
            sound(address)


def test_what_comes_later_follows_and_is_told_apart_again(address: str) -> None:
    with Library(address) as library:
        library.add([said_by("Ann Lee"), said_by("Bo Dahl")])
        decision = library.merge(1, 2)
    with Library(address) as library:
        library.add([said_by("Bo Dahl", 1), said_by("Ann Lee", 1)])
        assert speakers(library) == [1, 1, 1, 1]
        library.undo(decision.decision)
        assert speakers(library) == [1, 2, 2, 1]
        library.add([said_by("Bo Dahl", 2)])
        assert speakers(library)[-1] == 2
    sound(address)


def test_split_they_are_two(address: str) -> None:
    with Library(address) as library:
        library.add([said_by("Ann Lee", number) for number in range(3)])
        assert speakers(library) == [1, 1, 1]
        decision = library.split("e1", "r2", by="kari")
        new = decision.other
        assert (decision.kind, decision.entity, decision.report, decision.name) == ("split", 1, 2, "Ann Lee")
        assert speakers(library) == [1, new, 1]
        assert {hit.claim for hit in library.find(f"about:e{new}").hits} == {4}
        assert {hit.claim for hit in library.find("from:lee").hits} == {1, 3, 5}
        shown = library.entity(new)
        assert (shown.name, shown.names, shown.role, shown.reports) == ("Ann Lee", ("Ann Lee",), "mayor of 1", 1)
        again = library.split(1, 3, new)
        assert speakers(library) == [1, new, new]
        for report, entity, into, why in (
            (1, new, None, "does not name"),
            (1, 1, 1, "nothing to split"),
            (1, 9, None, "no entity"),
        ):
            with pytest.raises(LibraryError, match=why):
                library.split(entity, report, into)
        library.undo(decision.decision)
        assert speakers(library) == [1, 1, new]
        library.undo(again.decision)
        assert speakers(library) == [1, 1, 1]
        assert [row["key"] for row in library.table("entities")] == [1]
    sound(address)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_splits_of_splits_are_taken_back_in_any_order(address: str, order: tuple[int, ...]) -> None:
    with Library(address) as library:
        library.add([said_by("Ann Lee"), said_by("Bo Dahl"), said_by("Ann Lee", 2)])
        first = library.split(1, 1)
        second = library.split(first.other, 1)
        third = library.split(second.other, 1, 2)
        assert library.entity(2).names == ("Ann Lee", "Bo Dahl")
        answers = [1, first.other, second.other, 2]
        assert speakers(library)[0] == 2
        standing = {0, 1, 2}
        for at in order:
            library.undo((first, second, third)[at].decision)
            standing.discard(at)
            assert speakers(library) == [answers[max(standing, default=-1) + 1], 2, 1]
            assert library.entity(2).names == (("Ann Lee", "Bo Dahl") if 2 in standing else ("Bo Dahl",))
            sound(address)


def test_who_a_split_was_from_waits_for_it_to_be_taken_back(address: str) -> None:
    with Library(address) as library:
        library.add([said_by("Ann Lee"), said_by("Ann Lee", 1)])
        decision = library.split(1, 1)
        library.remove(2)
        # Nobody is the first one now, but for the split.
        assert {row["key"] for row in library.table("entities")} == {1, decision.other}
        sound(address)
        library.undo(decision.decision)
        assert [row["key"] for row in library.table("entities")] == [1]
        assert library.claim(1).entity == 1
        again = library.split(1, 1)
        library.remove(1)
        assert list(library.table("entities")) == []
        library.undo(again.decision)
    sound(address)


def test_a_split_of_a_merge(address: str) -> None:
    with Library(address) as library:
        library.add([said_by("Ann Lee"), said_by("Bo Dahl"), said_by("Bo Dahl", 1)])
        merged = library.merge(1, 2)
        split = library.split(1, 3)
        assert speakers(library) == [1, 1, split.other]
        library.undo(merged.decision)
        assert speakers(library) == [1, 2, split.other]
        library.undo(split.decision)
        # It was the second one all along.
        assert speakers(library) == [1, 2, 2]
    sound(address)


def test_merged_and_gone(address: str) -> None:
    with Library(address) as library:
        library.add([said_by("Ann Lee"), said_by("Bo Dahl")])
        decision = library.merge(1, 2)
        library.remove(1)
        assert library.claim(3).speaker == "Ann Lee"
        assert [one.entity for one in library.entities("ann")] == [1]
        library.undo(decision.decision)
        assert [row["key"] for row in library.table("entities")] == [2]
        with pytest.raises(LibraryError, match="no entity"):
            library.entity(1)
    sound(address)


def test_another_process_knows_who_was_split_off_and_who_is_gone(address: str) -> None:
    with Library(address) as library, Library(address) as other:
        other.add([said_by("Ann Lee")])
        other.add([said_by("Bo Dahl"), said_by("Cy Moe")])
        library.remove(2)
        library.split(1, 1)
        # The other one remembers the second and the first entity.
        other.add([said_by("Bo Dahl", 1), said_by("Ann Lee", 2)])
        sound(address)
        library.add([said_by("Bo Dahl", 3)])
        assert library.show(4).kept.entities == library.show(6).kept.entities
    sound(address)


def test_what_is_no_key(address: str) -> None:
    with Library(address) as library:
        library.add([said_by("Ann Lee")])
        for key in (0, -1, 2**31, 2**40, 2**70, "e", "e0", "e9999999999", "", "e1\0", "\ud800"):
            for look in (library.entity, library.claim, library.show):
                with pytest.raises(LibraryError) as told:
                    look(key)
                assert told.value.code == "unknown", key

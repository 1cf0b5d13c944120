"""The same somebody in many reports is one; who only shares a name is not, and the best-known name is shown."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from reportedly.errors import LibraryError
from reportedly.library import Library
from reportedly.model import Reading
from tests.library.making import Named, reading
from tests.library.soundness import sound


def naming(*named: Named, number: int = 0) -> Reading:
    text = f"News {number}\n\n" + " met ".join(one.name for one in named) + "."
    return reading(text, named=named)


def people(library: Library) -> list[list[int | None]]:
    """Of each report, who its entities are."""
    return [[kept.entities.get(entity.id) for entity in kept.reading.entities] for kept in library.readings()]


def test_the_same_person_is_one_over_batches_processes_and_within_one(address: str) -> None:
    with Library(address) as library:
        library.add([naming(Named("Frode Berg", role="inspector")), naming(Named("Frode Berg"), number=1)])
        library.add([naming(Named("Frode Berg"), Named("Ann Lee"), number=2)])
    with Library(address) as library:
        library.add([naming(Named("Ann Lee"), Named("Frode Berg"), number=3)])
        first, second, third, fourth = people(library)
        assert first == second == third[:1] == fourth[1:]
        assert third[1:] == fourth[:1] != first
        assert library.entity(first[0] or 0).reports == 4
    sound(address)


def test_who_is_only_described_is_nobody_elsewhere(address: str) -> None:
    with Library(address) as library:
        library.add([naming(Named("another source"), Named("Ann Lee"))])
        assert people(library)[0][0] is None
        assert [row["name"] for row in library.table("entities")] == ["Ann Lee"]
        # Words are looked for in what it is called all the same.
        assert library.entities("source") == ()
    sound(address)


def test_a_person_and_a_place_of_one_name_are_two(address: str) -> None:
    with Library(address) as library:
        library.add([naming(Named("Kirkenes", "place")), naming(Named("Kirkenes", "organisation"), number=1)])
        library.add([naming(Named("Kirkenes", "place"), number=2)])
        (place,), (club,), (again,) = people(library)
        assert place == again != club
    sound(address)


def test_one_is_called_what_most_reports_call_it(address: str) -> None:
    with Library(address) as library:
        library.add([naming(Named("Frode Berg's", role="guard"))])
        library.add([naming(Named("Frode Berg", role="inspector"), number=number) for number in range(1, 9)])
        (one,) = library.entities()
        assert (one.name, one.role, one.reports) == ("Frode Berg", "inspector", 9)
        assert "Frode Berg's" in one.names
    sound(address)


def test_entities_are_found_by_all_their_names_in_any_case(address: str) -> None:
    with Library(address) as library:
        library.add(
            [
                naming(Named("Måns Bjørnland", aliases=("M. Bjørnland",))),
                naming(Named("Anna O'Neil-Smith"), number=1),
                naming(Named("Владимир Путин"), number=2),
                naming(Named("100% Bank_", "organisation"), number=3),
            ]
        )
        for words, name in (
            ("bjornland", "Måns Bjørnland"),
            ("MÅNS", "Måns Bjørnland"),
            ("bjørnland mans", "Måns Bjørnland"),
            ("o'neil", "Anna O'Neil-Smith"),
            ("smith", "Anna O'Neil-Smith"),
            ("путин", "Владимир Путин"),
            ("bank", "100% Bank_"),
        ):
            assert [one.name for one in library.entities(words)] == [name], words
        for nobody in ("%", "_", "bjornland smith", "xyz", "\0"):
            assert library.entities(nobody) == (), nobody
        assert [len(library.entities(page=page, size=3)) for page in (1, 2, 3)] == [3, 1, 0]
    sound(address)


def test_removing_and_adding_leaves_nobody_behind(address: str) -> None:
    with Library(address) as library:
        for number in range(3):
            library.add([naming(Named("Frode Berg"), Named(f"Person {number}"), number=number)])
        for report in (1, 3, 2):
            library.remove(report)
            sound(address)
        assert list(library.table("entities")) == list(library.table("entity_names")) == []
        library.add([naming(Named("Frode Berg"))])
        assert library.entities()[0].reports == 1
    sound(address)


def test_nobody_is_remembered_from_a_batch_that_failed(address: str) -> None:
    one = naming(Named("Frode Berg"))
    far = replace(one, report=replace(one.report, id="f" * 64))
    (berg,) = one.entities
    far = replace(far, entities=(replace(berg, mentions=(replace(berg.mentions[0], end=2**70),)),))
    with Library(address) as library:
        with pytest.raises((LibraryError, OverflowError)):
            library.add([far])
        assert library.count() == 0
        library.add([one, naming(Named("Frode Berg"), number=1)])
        (first,), (second,) = people(library)
        assert first == second == 1
    sound(address)

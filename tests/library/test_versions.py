"""Pages of one address are versions of one report, in the order of their days, with what each changed."""

from __future__ import annotations

from typing import Any

import pytest

from reportedly.library import Change, Library
from reportedly.library.changes import changes
from reportedly.library.versions import numbered, series_address
from reportedly.model import Reading
from tests.library.making import Counted, Named, Said, reading
from tests.library.soundness import sound

ADDRESS = "https://www.news.example/dam"


def page(number: int, *, address: str | None = ADDRESS, farms: str = "40 farms", **facts: Any) -> Reading:
    """A version of a page: its number stands in its text."""
    text = f"Dam is safe, take {number}\n\nAnn Lee said that {farms} would be moved.\n\nNothing more was known."
    return reading(
        text,
        Said(f"that {farms} would be moved", "Ann Lee", "said", entity="Ann Lee"),
        named=[Named("Ann Lee")],
        figures=[Counted(farms, float(farms.split()[0]), "farms", 1)],
        address=address,
        **facts,
    )


def numbers(library: Library, report: int | str) -> list[str]:
    return [(hit.headline or "")[-1] for hit in library.show(report).versions]


@pytest.mark.parametrize(
    "other",
    [
        "http://www.news.example/dam",
        "https://news.example/dam/",
        "https://NEWS.example:443/dam?utm_source=mail&utm_medium=x#top",
        "http://news.example:80/dam?fbclid=1&gclid=2",
    ],
)
def test_addresses_of_one_page(other: str) -> None:
    assert series_address(other) == series_address(ADDRESS) == "news.example/dam"


@pytest.mark.parametrize(
    "other",
    [
        "https://news.example/dam2",
        "https://news.example/Dam",
        "https://news.example/dam?page=2",
        "https://news.example:8080/dam",
        "https://m.news.example/dam",
    ],
)
def test_addresses_of_other_pages(other: str) -> None:
    assert series_address(other) not in (None, series_address(ADDRESS))


@pytest.mark.parametrize(
    "front", ["https://news.example", "http://www.news.example/?utm_source=x", "x", "", "http://[:"]
)
def test_a_front_page_shows_another_report_each_day(front: str) -> None:
    assert series_address(front) is None


def test_versions_are_in_the_order_in_which_they_were_retrieved(address: str) -> None:
    with Library(address) as library:
        library.add([page(2, retrieved="2026-03-02T10:00:00+00:00")])
        added = library.add([page(4, retrieved="2026-03-04", address="http://news.example/dam/?utm_source=x")])
        assert (added.new, added.versions) == (1, 1)
        # Ten in Moscow is before eight in Greenwich.
        added = library.add(
            [
                page(1, retrieved="2026-03-02T12:30:00+03:00"),
                page(3, retrieved="2026-03-02T10:00:01Z"),
                page(9, address=None),
            ]
        )
        assert (added.new, added.versions) == (3, 2)
        for key in (1, 2, 3, 4):
            assert numbers(library, key) == ["1", "2", "3", "4"]
        assert [library.show(key).version for key in (1, 2, 3, 4, 5)] == [2, 4, 1, 3, 1]
        # The latest alone is found, and the address is its name.
        assert {hit.report for hit in library.find("farms").hits} == {2, 5}
        assert {hit.report for hit in library.find("farms version:all").hits} == {1, 2, 3, 4, 5}
        assert {hit.report for hit in library.find("dam", over="reports").hits} == {2, 5}
        assert library.find("dam version:all", over="reports").total == 5
        assert library.show(ADDRESS).kept.report == 2
        assert library.show("https://news.example/dam?utm_campaign=z").kept.report == 2
        assert [row["report"] for row in library.claims()] == [2, 5]
        assert {row["report"] for row in library.table("counted")} == {2, 5}
        assert next(iter(library.table("sources")))["claims"] == 2
    sound(address)


def test_or_modified_or_else_added(address: str) -> None:
    with Library(address) as library:
        library.add([page(2, modified="2026-03-02T10:00:00+01:00", retrieved="2026-03-09")])
        library.add([page(1, modified="2026-03-02T08:00:00Z")])
        assert numbers(library, 1) == ["1", "2"]
        library.add([page(3)])
        # Nothing is known of all three, so they stay as they came.
        assert numbers(library, 1) == ["2", "1", "3"]
        library.remove(3)
        assert numbers(library, 1) == ["1", "2"]
    sound(address)


def test_front_pages_and_pages_without_address_are_no_versions(address: str) -> None:
    with Library(address) as library:
        library.add(
            [page(1, address="https://news.example/"), page(2, address="https://news.example/"), page(3, address=None)]
        )
        assert library.add([page(4, address=None)]).versions == 0
        assert [len(library.show(key).versions) for key in (1, 2, 3, 4)] == [1, 1, 1, 1]
        assert library.find("farms").total == 4
    sound(address)


def test_what_a_version_changed(address: str) -> None:
    first = page(1)
    text = "Dam may not be safe\n\nAnn Lee denied that 40 farms would be moved.\n\nBo Dahl said that 25 cows drowned."
    second = reading(
        text,
        Said("that 40 farms would be moved", "Ann Lee", "denied", entity="Ann Lee", certainty="denied"),
        Said("that 25 cows drowned", "Bo Dahl", "said"),
        named=[Named("Ann Lee")],
        figures=[Counted("40 farms", 40, "farms", 1), Counted("25 cows", 25, "cows", 2)],
        address=ADDRESS,
        modified="2026-03-03",
    )
    with Library(address) as library:
        library.add([first, second])
        assert library.show(1).changes == ()
        assert library.show(2).changes == (
            Change("headline", "Dam is safe, take 1", "Dam may not be safe"),
            Change("modified", None, "2026-03-03"),
            Change(
                "paragraph",
                "Ann Lee said that 40 farms would be moved.",
                "Ann Lee denied that 40 farms would be moved.",
            ),
            Change("paragraph", "Nothing more was known.", "Bo Dahl said that 25 cows drowned."),
            Change("certainty", "asserted: that 40 farms would be moved", "denied: that 40 farms would be moved"),
            Change("claim", None, "that 25 cows drowned"),
            Change("figure", None, "25 cows cows"),
        )
    sound(address)


def test_a_figure_for_the_same_thing_is_one_change() -> None:
    told = changes(page(1), page(1, farms="45 farms"))
    assert Change("figure", "40 farms farms", "45 farms farms") in told
    assert Change("claim", "that 40 farms would be moved", None) in told
    assert changes(page(1), page(1)) == []


def test_another_source_of_the_same_claim_is_told() -> None:
    text = "Dam\n\nAnn Lee and Bo Dahl say that all is well."
    one, other = (reading(text, Said("that all is well", who, "say")) for who in ("Ann Lee", "Bo Dahl"))
    assert changes(one, other) == [Change("source", "Ann Lee", "Bo Dahl")]


@pytest.mark.parametrize("gone", [1, 2, 3])
def test_removing_a_version(address: str, gone: int) -> None:
    with Library(address) as library:
        library.add([page(number, farms=f"{number}0 farms") for number in (1, 2, 3)])
        library.remove(gone)
        left = [number for number in (1, 2, 3) if number != gone]
        assert numbers(library, left[0]) == [str(number) for number in left]
        assert library.show(left[0]).changes == ()
        assert Change("headline", *(f"Dam is safe, take {number}" for number in left)) in library.show(left[1]).changes
        assert [hit.report for hit in library.find("farms").hits] == [left[1]]
        # Another comes behind them.
        assert library.add([page(7)]).versions == 1
        assert numbers(library, 4) == [str(number) for number in (*left, 7)]
        for key in (*left, 4):
            library.remove(key)
        assert library.count() == 0
        assert library.add([page(8)]).versions == 0
    sound(address)


def test_versions_in_one_batch_and_in_many_are_alike(address: str) -> None:
    pages = [page(number, retrieved=f"2026-03-0{5 - number}") for number in (1, 2, 3, 4)]
    with Library(address) as library:
        for one in pages:
            library.add([one])
        library.add(
            [
                page(number, address="https://news.example/b", retrieved=f"2026-03-0{5 - number}")
                for number in (1, 2, 3, 4)
            ]
        )
        assert numbers(library, 1) == numbers(library, 5) == ["4", "3", "2", "1"]
        assert [library.show(key).changes for key in (1, 2, 3, 4)] == [
            library.show(key).changes for key in (5, 6, 7, 8)
        ]
        assert {hit.report for hit in library.find("farms").hits} == {1, 5}
    sound(address)


def test_an_older_version_read_again_stays_old(address: str) -> None:
    with Library(address) as library:
        library.add([page(1), page(2)])
        assert library.add([page(1, reader="2.0")]).again == 1
        assert [hit.report for hit in library.find("farms").hits] == [2]
        assert library.find("farms version:all").total == 2
        assert numbers(library, 1) == ["1", "2"]
    sound(address)


@pytest.mark.parametrize(
    ("older", "newer"),
    [("0.9", "0.10"), ("1.0rc1", "1.0"), ("1.0.dev3", "1.0rc1"), ("1.0", "1.0.post1"), ("1.0a1", "1.0a2"), ("", "0.1")],
)
def test_versions_of_readers_compare(older: str, newer: str) -> None:
    assert numbered(older) < numbered(newer)
    assert numbered("1.0") == numbered("1") == numbered("1.0.0+local.7")

"""Who speaks, what is counted, and whether a library has changed, on both stores and in several threads."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import LibraryError
from reportedly.library import Library
from reportedly.library.memory import MOST_REMEMBERED, Memory
from reportedly.library.things import thing
from reportedly.model import Via
from tests.library.asked import entity_of
from tests.library.making import Counted, Named, Said, reading

ROUTS = [
    reading(
        "March\n\nBo Dahl said 40 police officers marched.\n\nAccording to AP, Ann Lee said the 45 officers ran.",
        Said("40 police officers marched", "Bo Dahl", "said", entity="Bo Dahl"),
        Said("the 45 officers ran", "Ann Lee", "said", "official", "Ann Lee", via=(Via("AP", "outlet"),)),
        named=[Named("Bo Dahl"), Named("Ann Lee")],
        figures=[
            Counted("40 police officers", 40, "police officers", 1),
            Counted("the 45 officers", 45, "the officers", 2),
        ],
        publisher="Post",
        published="2020-02-03",
    ),
    reading(
        "Count\n\nAt least 50 officers were there; 7 of them fell, 3 percent.\n\nAnn Lee said an officer fell.",
        Said("an officer fell", "Ann Lee", "said", entity="Ann Lee", certainty="denied"),
        named=[Named("Ann Lee")],
        figures=[
            Counted("At least 50 officers", 50, "Officers", None, exact="at least", low=50),
            Counted("7 of them", 7),
            Counted("3 percent", 3, None, None, "percent"),
            Counted("an officer", 1, "officer", 1),
        ],
        publisher="Post & Mail",
        published="2020-03-04",
    ),
]


@pytest.fixture
def routs(address: str) -> Library:
    library = Library(address)
    library.add(ROUTS)
    return library


def test_speakers_are_those_whose_word_claims_are(routs: Library) -> None:
    with routs as library:
        assert [(one.name, one.claims, one.reports) for one in library.speakers()] == [
            ("Ann Lee", 2, 2),
            ("Bo Dahl", 1, 1),
        ]
        assert [one.name for one in library.speakers(page=2, size=1)] == ["Bo Dahl"]
        assert [one.name for one in library.speakers("le an")] == ["Ann Lee"]
        assert library.speakers("nobody") == ()
        library.judge(2, "rejected")
        library.judge(3, "rejected")
        assert [one.name for one in library.speakers()] == ["Bo Dahl"]


def test_those_merged_speak_as_one(routs: Library) -> None:
    with routs as library:
        lee, dahl = entity_of(library, "Ann Lee"), entity_of(library, "Bo Dahl")
        library.merge(lee, dahl)
        assert [(one.entity, one.claims, one.names) for one in library.speakers("dahl")] == [
            (lee, 3, ("Ann Lee", "Bo Dahl"))
        ]
        assert library.speaker(dahl).entity.entity == lee


def test_a_speaker_with_true_numbers(routs: Library) -> None:
    with routs as library:
        shown = library.speaker(f"e{entity_of(library, 'Ann Lee')}")
        assert shown.entity.name == "Ann Lee"
        assert [one.name for one in shown.months] == ["2020-03", "2020-02"]
        assert {one.name for one in shown.outlets} == {"Post", "Post & Mail"}
        assert [(one.name, one.claims) for one in shown.through] == [("AP", 1)]
        assert {one.name for one in shown.certainty} == {"asserted", "denied"}
        assert [(one.value, one.name) for one in shown.reports] == [("r2", "Count"), ("r1", "March")]
        for values in (shown.months, shown.outlets, shown.through, shown.kinds, shown.certainty, shown.reports):
            for one in values:
                assert library.find(one.query).total == one.claims, one
        with pytest.raises(LibraryError, match="no entity"):
            library.speaker("e99")


def test_what_is_counted(routs: Library) -> None:
    with routs as library:
        things = [(one.what, one.unit, one.figures, one.reports, one.low, one.high, one.speakers)
                  for one in library.counted_things()]  # fmt: skip
        assert things == [
            ("officer", None, 3, 2, 1, 50, 1),
            ("police officers", None, 1, 1, 40, 40, 1),
            ("", "percent", 1, 1, 3, 3, 0),
        ]
        assert [one.what for one in library.counted_things("pol off")] == ["police officers"]
        assert [one.unit for one in library.counted_things("Perc")] == ["percent"]
        assert library.counted_things("100% _") == ()
        shown = library.counted("an officer")
        assert shown.thing == library.counted_things()[0]
        assert [(row.figure, row.report, row.speaker, row.claim) for row in shown.rows] == [
            ("At least 50 officers", 2, None, None),
            ("an officer", 2, "Ann Lee", 3),
            ("the 45 officers", 1, "Ann Lee", 2),
        ]
        assert (shown.rows[0].low, shown.rows[0].high, shown.rows[0].exact) == (50, None, "at least")
        assert [row.figure for row in library.counted("officers", page=2, size=2).rows] == ["the 45 officers"]
        assert [row.figure for row in library.counted("", "percent").rows] == ["3 percent"]
        for what, unit in (("cars", None), ("", None), ("officers", "percent")):
            with pytest.raises(LibraryError, match="no report counts"):
                library.counted(what, unit)


def test_a_figure_in_a_rejected_claim_is_the_reports_own(routs: Library) -> None:
    with routs as library:
        library.judge(3, "rejected")
        row = next(row for row in library.counted("officers").rows if row.figure == "an officer")
        assert (row.claim, row.speaker, row.entity, row.content) == (None, None, None, None)


@pytest.mark.parametrize(
    ("counts", "what"),
    [
        ("the officers", "officer"),
        ("Police officers", "police officer"),
        ("members of the board", "member of board"),
        ("of these companies", "company"),
        ("people", "person"),
        ("US troops", "us troop"),
        ("boxes", "box"),
        ("cases", "case"),
        ("losses", "loss"),
        ("species", "species"),
        ("…", None),
        (None, None),
    ],
)
def test_what_is_one_thing(counts: str | None, what: str | None) -> None:
    assert thing(counts) == what


@given(st.text() | st.lists(st.sampled_from("the of a bosses xes ies ches s people men".split())).map(" ".join))
def test_a_thing_is_itself(counts: str) -> None:
    assert thing(thing(counts)) == thing(counts)


def test_a_stamp_changes_with_whatever_does(routs: Library) -> None:
    with routs as library, Library(library.path or library._store.engine.url.render_as_string(False)) as other:
        seen = [other.stamp()]

        def changed() -> bool:
            seen.append(other.stamp())
            return seen[-1] > seen[-2] and seen[-1] == library.stamp()

        judgement = library.judge(1, "confirmed")
        assert changed()
        library.take_back(judgement.judgement)
        assert changed()
        decision = library.merge(*(entity_of(library, name) for name in ("Ann Lee", "Bo Dahl")))
        assert changed()
        library.undo(decision.decision)
        assert changed()
        library.remove(1)
        assert changed()
        library.add(ROUTS[:1])
        assert changed()
        with pytest.raises(LibraryError):
            library.undo(decision.decision)
        library.find("officers")
        assert other.stamp() == seen[-1]


def test_two_libraries_never_have_one_stamp(routs: Library, tmp_path_factory: pytest.TempPathFactory) -> None:
    with routs, Library(tmp_path_factory.mktemp("other") / "library") as other:
        other.add(ROUTS)
        assert other.stamp() != routs.stamp()


def test_threads_that_ask_and_change_at_once_see_true_numbers(routs: Library) -> None:
    done = threading.Event()

    def asks() -> int:
        asked = 0
        while not done.is_set() or asked < 5:
            found = library.facets("officers")
            assert found.claims == sum(facet.claims for facet in found.certainty) in (2, 3)
            assert library.facets().claims in (2, 3)
            library.suggestions("from:an", 7)
            asked += 1
        return asked

    with routs as library, ThreadPoolExecutor(6) as pool:
        answers = [pool.submit(asks) for _ in range(6)]
        for _ in range(15):
            library.take_back(library.judge(1, "rejected").judgement)
        done.set()
        assert all(answer.result() >= 5 for answer in answers)
        assert library.facets().claims == 3


def test_what_is_remembered_is_bounded_and_forgotten_with_the_stamp() -> None:
    memory = Memory()
    for number in range(MOST_REMEMBERED * 2):
        assert memory.recall("1", number, lambda number=number: -number) == -number  # type: ignore[misc]
    assert len(memory._known) == MOST_REMEMBERED
    assert memory.recall("1", 2 * MOST_REMEMBERED - 1, lambda: 5) != 5
    assert memory.recall("2", 2 * MOST_REMEMBERED - 1, lambda: 5) == 5
    # Whoever still sees how it was before does not bring that back.
    assert memory.recall("1", 7, lambda: 1) == 1
    assert memory.recall("2", 7, lambda: 2) == 2


def test_what_is_being_made_is_waited_for_and_not_made_twice() -> None:
    memory, begun, done = Memory(), threading.Event(), threading.Event()
    made: list[int] = []

    def slowly() -> int:
        made.append(len(made))
        begun.set()
        assert done.wait(10)
        return 7

    def broken() -> int:
        slowly()
        raise ValueError("broken")

    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(memory.recall, "1", "asked", slowly)
        assert begun.wait(10)
        others = [pool.submit(memory.recall, "1", "asked", slowly) for _ in range(3)]
        # Something else, and how it is after a change, is not waited for.
        assert memory.recall("1", "another", lambda: 3) == 3
        assert memory.recall("2", "asked", lambda: 8) == 8
        done.set()
        assert [one.result(10) for one in (first, *others)] == [7, 7, 7, 7]
        assert len(made) == 1
        assert memory.recall("2", "asked", lambda: 9) == 8
        # What went wrong is no answer.
        with pytest.raises(ValueError, match="broken"):
            memory.recall("2", "wrong", broken)
        assert memory.recall("2", "wrong", lambda: 4) == 4

"""What is put into a library is in it, whole and unaltered, once, and nothing of what could not be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import reportedly
from reportedly.errors import LibraryError, NotRead, NotReadable
from reportedly.library import Library
from reportedly.library.bulk import cut
from reportedly.model import Attribution, Content, Reading, Refusal, Source, Span
from tests.export.samples import made, strange_readings
from tests.library import servers
from tests.library.making import Counted, Dated, Located, Named, Said, reading
from tests.library.soundness import sound

DAM = (
    "Dam is safe, mayor says\n\n"
    "Ann Lee, the mayor of Dalen, said that 40 farms near Kirkenes are safe, according to the Wire.\n\n"
    "“Nobody asked us on Monday,” Bo Dahl told reporters, “not once.”"
)


def dam(**facts: Any) -> Reading:
    return reading(
        DAM,
        Said("that 40 farms near Kirkenes are safe", "Ann Lee, the mayor of Dalen", "said", "official", "Ann Lee"),
        Said(("“Nobody asked us on Monday,”", "“not once.”"), "Bo Dahl", "told", entity="Bo Dahl", form="direct"),
        named=[Named("Ann Lee", role="mayor", affiliation="Dalen"), Named("Bo Dahl")],
        figures=[Counted("40 farms", 40, "farms", 1)],
        days=[Dated("on Monday", "2026-03-02")],
        places=[Located("Kirkenes", "NO", 69.72, 30.05, "779683"), Located("Dalen", "NO", 59.45, 8.0, "3159230")],
        refusals=[Refusal("mentions", "unclear", 0, 3, "cannot be told")],
        **facts,
    )


def test_a_reading_comes_back_as_it_went_in(address: str) -> None:
    readings = [dam(), made(), reportedly.read_text(DAM)]
    with Library(address) as library:
        assert library.add(readings).new == 3
        for key, one in enumerate(readings, 1):
            assert library.reading(key) == one
            assert library.reading(one.report.id[:12]) == one
        assert [kept.reading for kept in library.readings()] == readings
    with Library(address, create=False) as library:
        assert library.reading("r2") == readings[1]
    sound(address)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def strange(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library for the strangest Readings, one of each kind of store for all of them."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            address = str(tmp_path_factory.mktemp("strange") / "library")
        else:
            address = stack.enter_context(servers.database(request.getfixturevalue("postgresql")))
        yield stack.enter_context(Library(address))
        sound(address)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(strange_readings(), min_size=1, max_size=4))
def test_whatever_the_characters(strange: Library, readings: list[Reading]) -> None:
    before = strange.count()
    added = strange.add(readings)
    assert added.new + added.known + added.again + added.refused == len(readings)
    assert strange.count() == before + added.new
    if added.known or added.again:
        return
    keys = {row["id"]: row["key"] for row in strange.table("reports")}
    for one in readings:
        with suppress(UnicodeEncodeError):
            packed = msgspec.json.encode(one)
            if len({claim.id for claim in one.attributions}) == len(one.attributions):
                assert msgspec.json.encode(strange.reading(keys[cut(one.report.id)])) == packed


def test_the_same_bytes_are_one_report_however_often_they_come(address: str) -> None:
    with Library(address) as library:
        one = dam(address="https://news.example/dam")
        assert library.add([one, one]).known == 1
        same = replace(one, report=replace(one.report, address="https://mirror.example/dam"))
        assert library.add([same]).known == 1
        assert library.count() == 1
        shown = library.show(1)
        assert shown.kept.reading == one
        assert {seen.name for seen in shown.seen} == {"https://mirror.example/dam", "https://news.example/dam"}
        assert library.reading("https://mirror.example/dam") == one
    sound(address)


def test_refusals_are_kept_until_the_source_is_read(address: str) -> None:
    refused = NotRead("dam.html", "load", "missing", "is not there; check the name")
    with Library(address) as library:
        assert library.add([refused]).refused == 1
        library.add([NotReadable("dam.html", "page", "empty", "is empty")])
        library.add([NotReadable("other.html", "page", "empty", "is empty")])
        assert [(one.name, one.code, one.report) for one in library.refusals()] == [
            ("other.html", "empty", None),
            ("dam.html", "empty", None),
        ]
        library.add([Came("dam.html", dam())])
        # What was left unread of a report stays with it.
        assert [(one.name, one.code) for one in library.refusals()] == [
            (dam().report.id, "unclear"),
            ("other.html", "empty"),
        ]
        library.add([Came("dam.html", dam()), refused])
        assert [one.code for one in library.refusals() if one.name == "dam.html"] == ["missing"]
        library.add([refused, Came("dam.html", dam())])
        assert not [one.code for one in library.refusals() if one.name == "dam.html"]
        library.remove(1)
        assert [one.name for one in library.refusals()] == ["other.html"]
    sound(address)


class Came:
    """What ``read_named`` gives, made by hand."""

    def __init__(self, name: str, result: Reading) -> None:
        self.name = name
        self.result = result


def test_a_flawed_reading_is_refused_and_the_others_are_kept(address: str) -> None:
    twice = dam(address="https://news.example/twice")
    twice = replace(twice, attributions=(*twice.attributions, twice.attributions[0]))
    named = dam(address="https://news.example/named")
    named = replace(named, entities=(*named.entities, named.entities[0]))
    half = dam(address="https://news.example/half", publisher="\ud800")
    with Library(address) as library:
        added = library.add([dam(), twice, named, half, made()])
        assert (added.new, added.refused) == (2, 3)
        assert {one.name for one in library.refusals() if one.code == "malformed"} == {
            "https://news.example/twice",
            "https://news.example/named",
            "https://news.example/half",
        }
    sound(address)


def test_odd_claims_are_kept_as_they_are(address: str) -> None:
    text = "One\n\nAnn Lee said all is well, she added."
    well = Span(text.index("all"), text.index("well") + 4, "all is well")
    early = Span(0, 3, "One")
    one = reading(text, published="soon", modified="2026-13-45")
    one = replace(
        one,
        attributions=(
            Attribution("a1", "direct", Source(()), None, Content((well, early))),
            Attribution("a2", "direct", None, None, Content(())),
        ),
    )
    with Library(address) as library:
        library.add([one])
        assert library.reading(1) == one
        first, second = (library.claim(key) for key in (1, 2))
        assert (first.starts, first.ends, first.speaker, first.published) == (0, well.end, None, None)
        assert (second.content, second.starts, second.ends) == ("", 0, 0)
    sound(address)


def test_names_too_long_for_an_index_are_cut_there_alone(address: str) -> None:
    def long(what: str) -> str:
        return what + " ".join(f"{n * 7919 % 99991:x}" for n in range(1500))

    one = dam(address="https://news.example/" + long("").replace(" ", "-"), publisher=long("The "))
    lee = one.entities[0]
    one = replace(one, entities=(replace(lee, name=long("Ann "), aliases=(long("Lee "),), role=long("a ")),))
    with Library(address) as library:
        library.add([one])
        assert library.reading(1) == one
        assert library.reading(one.report.address or "") == one
        assert library.add([one]).known == 1
    sound(address)


def test_a_batch_that_fails_leaves_nothing_of_it(address: str) -> None:
    with Library(address) as library:
        library.add([dam()])
        # A server takes no number as large as this for a place in a text.
        far = dam(address="https://news.example/far")
        far = replace(far, days=(replace(far.days[0], end=2**70),))
        with pytest.raises((LibraryError, OverflowError)):
            library.add([dam(address="https://news.example/before"), far])
        assert library.count() == 1
        sound(address)
        added = library.add([dam(address="https://news.example/before"), dam(address="https://news.example/after")])
        assert added.new == 2
    sound(address)


def test_what_was_read_before_a_failure_is_kept(address: str) -> None:
    def some() -> Iterator[Reading]:
        yield dam()
        raise ZeroDivisionError

    with Library(address) as library:
        with pytest.raises(ZeroDivisionError):
            library.add(some())
        assert library.count() == 1
    sound(address)


def test_keys_are_never_given_out_again(address: str) -> None:
    with Library(address) as library:
        library.add([dam(), made()])
        kept = library.show(2).kept
        library.remove(2)
        library.add([made()])
        again = library.show(made().report.id).kept
        assert again.report == 3
        assert min(again.claims.values()) > max(kept.claims.values())
        assert min(again.entities.values()) > max(kept.entities.values())
    sound(address)


def test_many_batches_have_the_same_in_them_as_one(address: str, postgresql: str) -> None:
    readings = [dam(address=f"https://news.example/{n}", publisher=f"Paper {n % 3}") for n in range(9)]
    with Library(address) as library:
        for one in readings:
            library.add([one])
        alone = [(hit.content, hit.entity, hit.report) for hit in library.find(sort="added", size=100).hits]
    sound(address)
    with servers.database(postgresql) as other, Library(other) as library:
        library.add(readings)
        assert alone == [(hit.content, hit.entity, hit.report) for hit in library.find(sort="added", size=100).hits]


def test_real_pages_agree_with_what_is_kept_of_them(address: str) -> None:
    from tests.export.samples import read_pages

    pages = read_pages()
    with Library(address) as library:
        library.add(pages)
        for one in pages:
            assert library.reading(one.report.id) == one
        totals = [library.find(size=size).total for size in (1, 1000)]
        assert totals[0] == totals[1] <= sum(len(one.attributions) for one in pages)
        starts = [hit.report for hit in library.find(size=1000, sort="added").hits]
        assert all(a >= b for a, b in pairwise(starts))
    sound(address)

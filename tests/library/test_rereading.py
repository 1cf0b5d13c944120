"""A newer reader's Reading takes the place of an older one's; keys, and what people said, stay."""

from __future__ import annotations

from typing import Any

from reportedly.library import Library
from reportedly.library.correcting import Verdict
from reportedly.model import Reading
from tests.library.making import Counted, Named, Said, reading
from tests.library.soundness import sound

TEXT = (
    "Dam is safe\n\n"
    "Mayor Ann Lee said that Bo Dahl had promised that 40 farms would be moved.\n\n"
    "Bo Dahl denied everything, and Cy Moe added that it rained."
)
OUTER = "that Bo Dahl had promised that 40 farms would be moved"
INNER = "that 40 farms would be moved"

LEE = Said(OUTER, "Ann Lee", "said", entity="Ann Lee")
DAHL = Said(INNER, "Bo Dahl", "promised", entity="Bo Dahl")
DENIED = Said("everything", "Bo Dahl", "denied", entity="Bo Dahl", certainty="denied")
MOE = Said("that it rained", "Cy Moe", "added", entity="Cy Moe")
ALL = (LEE, DAHL, DENIED, MOE)
NAMES = [Named("Ann Lee", role="Mayor"), Named("Bo Dahl"), Named("Cy Moe")]


def read(reader: str, *said: Said, models: dict[str, str] | None = None, **facts: Any) -> Reading:
    given = {"named": NAMES, "figures": [Counted("40 farms", 40, "farms")], **facts}
    return reading(TEXT, *said, reader=reader, models=models, id="ab" * 32, **given)


def contents(library: Library) -> dict[str, int]:
    return {hit.content: hit.claim for hit in library.find(size=100).hits}


def test_a_newer_reading_takes_the_place_of_the_older_and_keeps_its_keys(address: str) -> None:
    with Library(address) as library:
        library.add([read("1.0", *ALL)])
        before, who = contents(library), library.show(1).kept.entities
        after = read(
            "1.1", MOE, DAHL, Said(OUTER[5:], "Ann Lee", "said", entity="Ann Lee"), named=[*NAMES[1:], NAMES[0]]
        )
        added = library.add([after])
        assert (added.new, added.again, added.known) == (0, 1, 0)
        assert library.reading(1) == after
        assert library.count() == 1
        assert contents(library) == {
            MOE.content: before["that it rained"],
            INNER: before[INNER],
            # Its content moved a little.
            OUTER[5:]: before[OUTER],
        }
        kept = library.show(1).kept
        assert [kept.entities[local] for local in ("e1", "e2", "e3")] == [who["e2"], who["e3"], who["e1"]]
        sound(address)
        library.add([read("1.2", *ALL)])
        again = contents(library)
        assert again[OUTER] == before[OUTER]
        # What was gone has a key of its own when it is back: a key once given is never another's.
        assert again["everything"] > max(before.values())
    sound(address)


def test_only_a_newer_or_another_reader_of_the_same_age_replaces(address: str) -> None:
    with Library(address) as library:
        library.add([read("1.1", *ALL)])
        for same in (read("1.0", LEE), read("1.1", LEE), read("1.1rc1", LEE), read("0.9", LEE, models={"m": "1"})):
            assert library.add([same]).known == 1
        assert library.reading(1) == read("1.1", *ALL)
        assert library.add([read("1.1", LEE, models={"m": "1"})]).again == 1
        assert library.add([read("1.1", LEE, models={"m": "2"}), read("1.2", MOE), read("1.1", DAHL)]).again == 2
        assert list(contents(library)) == ["that it rained"]
        assert library.known(["ab" * 32], read("1.2").reader) == {"ab" * 32}
        assert library.known(["ab" * 32, "cd" * 32], read("1.3").reader) == set()
    sound(address)


def test_two_readings_of_one_report_in_one_batch(address: str) -> None:
    with Library(address) as library:
        # The same local ids, for others.
        library.add([read("1.0", LEE), read("2.0", MOE, named=[NAMES[2], NAMES[1]]), read("1.5", DAHL)])
        assert {row["name"] for row in library.table("entities")} == {"Bo Dahl", "Cy Moe"}
        (hit,) = library.find("from:moe").hits
        assert hit.speaker == "Cy Moe"
    sound(address)


def test_what_people_say_outlasts_every_reading(address: str) -> None:
    with Library(address) as library:
        library.add([read("1.0", *ALL)])
        keys = contents(library)
        verdicts: dict[str, Verdict] = {OUTER: "confirmed", INNER: "confirmed", "everything": "rejected"}
        made = {content: library.judge(keys[content], verdict, note=content) for content, verdict in verdicts.items()}
        # Two are not read any more: what was confirmed stays, as people's.
        library.add([read("1.1", DAHL, MOE)])
        sound(address)
        kept = library.show(1).kept
        assert [(claim.id, claim.content.spans[0].text) for claim in kept.reading.attributions] == [
            ("p1", OUTER),
            ("a1", INNER),
            ("a2", "that it rained"),
        ]
        assert kept.machine == read("1.1", DAHL, MOE)
        assert contents(library) == {content: keys[content] for content in (OUTER, INNER, "that it rained")}
        assert library.claim(keys[OUTER]).speaker == "Ann Lee"
        assert [hit.claim for hit in library.find("judged:rejected").hits] == [keys["everything"]]
        assert {one.note: one.claim for one in library.judgements(1)} == {c: keys[c] for c in made}
        # Both are read again, one with a word less.
        library.add([read("1.2", Said(OUTER[:-6], "Ann Lee", "said"), DAHL, DENIED)])
        sound(address)
        assert contents(library) == {OUTER: keys[OUTER], INNER: keys[INNER]}
        assert {one.quote for one in library.judgements(1)} == {OUTER, INNER, "everything"}
        library.take_back(made[OUTER].judgement)
        library.take_back(made["everything"].judgement)
        assert contents(library) == {OUTER[:-6]: keys[OUTER], INNER: keys[INNER], "everything": keys["everything"]}
        sound(address)
        library.add([read("1.3", DAHL)])
        assert contents(library) == {INNER: keys[INNER]}
        assert [one.claim for one in library.judgements(1)] == [None, keys[INNER], None]
    sound(address)


def test_what_was_said_before_whole_claims_were_kept(address: str) -> None:
    with Library(address) as library:
        library.add([read("1.0", *ALL)])
        keys = contents(library)
        for content in (OUTER, INNER):
            library.judge(keys[content], "confirmed", note=content)
        library.judge(keys["everything"], "rejected", note="everything")
        with library._store.writing() as connection:
            connection.exec_driver_sql("UPDATE judgements SET correction = NULL")
        library.add([read("1.1", DAHL, MOE)])
        assert {one.note: one.claim for one in library.judgements(1)} == {
            OUTER: None,
            INNER: keys[INNER],
            "everything": None,
        }
        sound(address)
        library.add([read("1.2", *ALL)])
        now = contents(library) | {hit.content: hit.claim for hit in library.find("judged:rejected").hits}
        assert {one.note: one.claim for one in library.judgements(1)} == {
            c: now[c] for c in (OUTER, INNER, "everything")
        }
        assert "everything" not in contents(library)
    sound(address)


def test_merges_and_splits_survive(address: str) -> None:
    other = reading(
        "Other\n\nBo Dahl said no.", Said("no", "Bo Dahl", "said", entity="Bo Dahl"), named=[Named("Bo Dahl")]
    )
    with Library(address) as library:
        library.add([read("1.0", *ALL), other])
        lee, dahl, moe = (library.show(1).kept.entities[local] for local in ("e1", "e2", "e3"))
        assert library.show(2).kept.entities["e1"] == dahl
        library.merge(lee, moe)
        split = library.split(dahl, 1)
        # The reader takes somebody for another kind, and leaves somebody out.
        library.add([read("1.1", DAHL, MOE, named=NAMES[1:])])
        assert library.show(1).kept.entities == {"e1": split.other, "e2": lee}
        assert library.show(2).kept.entities == {"e1": dahl}
        sound(address)
        library.add([read("1.2", LEE, named=NAMES[:1])])
        sound(address)
        library.add([read("1.3", *ALL)])
        assert library.show(1).kept.entities == {"e1": lee, "e2": split.other, "e3": lee}
        assert {hit.content for hit in library.find(f"from:e{lee}").hits} == {OUTER, "that it rained"}
        library.undo(split.decision)
        assert library.show(1).kept.entities["e2"] == dahl
    sound(address)


def test_a_person_and_a_place_of_one_name_stay_two(address: str) -> None:
    text = "News\n\nWashington said that Washington is wet."
    said = Said("that Washington is wet", "Washington", "said", entity="Washington")
    one = reading(text, said, named=[Named("Washington")])
    place = reading(text, said, named=[Named("Washington", "place")], reader="2.0")
    with Library(address) as library:
        library.add([one])
        (before,) = library.table("entities")
        library.add([place])
        (after,) = library.table("entities")
        assert (before["kind"], after["kind"]) == ("person", "place")
        assert before["key"] != after["key"]
    sound(address)


def test_new_names_are_found_after_reading_again(address: str) -> None:
    with Library(address) as library:
        library.add([read("1.0", LEE)])
        library.add([read("1.1", LEE, named=[Named("Ann Lee", role="Mayor", aliases=("Mayor Ann Lee",)), *NAMES[1:]])])
        assert "Mayor Ann Lee" in library.entity(1).names
    sound(address)


def test_a_name_that_nobody_has_any_more_is_nobodys(address: str) -> None:
    with Library(address) as library:
        library.add([read("1.0", *ALL)])
        library.add([read("1.1", LEE, named=NAMES[:1])])
        assert [row["name"] for row in library.table("entities")] == ["Ann Lee"]
        # Who was in memory is not taken for who was dropped.
        library.add([reading("New\n\nCy Moe sang.", named=[Named("Cy Moe")]), read("1.2", *ALL)])
        assert sorted(row["name"] for row in library.table("entities")) == ["Ann Lee", "Bo Dahl", "Cy Moe"]
    sound(address)


def test_older_readings_are_listed_until_they_are_read_again(address: str) -> None:
    with Library(address) as library:
        library.add([read("1.0", *ALL), reading("Other\n\nIt rained.", reader="2.0")])
        many, some = library.older(read("2.0").reader)
        assert many == 1
        assert [(one.key, one.reading.report.id) for one in some] == [(1, "ab" * 32)]
        library.add([read("2.0", *ALL)])
        assert library.older(read("2.0").reader)[0] == 0

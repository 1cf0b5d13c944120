"""People have the last word: what they say of claims stands beside the reader's Reading, and can be taken back."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from reportedly.errors import LibraryError
from reportedly.library import Correction, Library
from reportedly.library.correcting import as_said
from reportedly.model import Attribution, Content, Reader, Reading, Source, Span, Via
from tests.library.making import Counted, Located, Named, Said, reading
from tests.library.soundness import derived, sound

TEXT = (
    "Dam is safe\n\n"
    "Mayor Ann Lee said that Bo Dahl had promised that 40 farms in Voss would be moved, according to the Echo.\n\n"
    "“It holds,” said an aide to Ann Lee. Cy Moe's wife added that it rained."
)
OUTER = "that Bo Dahl had promised that 40 farms in Voss would be moved"
INNER = "that 40 farms in Voss would be moved"
ECHO = (Via("The Echo", "outlet"),)
READ = reading(
    TEXT,
    Said(OUTER, "Mayor Ann Lee", "said", entity="Ann Lee", via=ECHO, ground="according to the Echo"),
    Said(INNER, "Bo Dahl", "promised", entity="Bo Dahl", within="a1"),
    named=[Named("Ann Lee"), Named("Bo Dahl"), Named("Cy Moe"), Named("the Echo", "outlet")],
    figures=[Counted("40 farms", 40, "farms", claim=2)],
    places=[Located("Voss", "NO", gazetteer_id="1")],
    publisher="Post",
    id="ab" * 32,
)


def run(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def says(content: str, source: str | None = None, **facts: Any) -> Correction:
    return Correction(content=(run(content),), source=(run(source),) if source else (), **facts)


def contents(library: Library, query: str = "") -> dict[str, int]:
    return {hit.content: hit.claim for hit in library.find(query, size=100).hits}


@pytest.fixture
def library(address: str) -> Any:
    with Library(address) as one:
        one.add([READ])
        yield one
    sound(address)


def test_a_correction_stands_in_the_place_of_what_was_read(library: Library) -> None:
    before = derived(library)
    said = library.judge(
        "c2", "corrected", correction=says("it rained", "Cy Moe", kind="official"), by="kari", note="!"
    )
    assert (said.claim, said.verdict, said.quote, said.made_by, said.undone) == (2, "corrected", INNER, "kari", None)
    kept = library.show(1).kept
    assert kept.machine == READ
    claim = kept.reading.attributions[1]
    assert (claim.id, claim.content.spans[0].text, claim.within, claim.confidence) == ("a2", "it rained", None, 1.0)
    assert claim.source is not None
    assert (claim.source.kind, claim.source.entity, claim.cue, claim.form) == ("official", "e3", None, "indirect")
    assert said.correction == as_said(claim)
    # All that is told of it goes by what is said now.
    assert contents(library, "rained") == {"it rained": 2}
    assert contents(library, 'from:"Cy Moe" kind:official judged:corrected') == {"it rained": 2}
    assert contents(library, "moved") == {OUTER: 1}
    assert contents(library, "figure:40 place:Voss about:dahl") == {OUTER: 1}
    assert library.entity("e2").claims == 0
    assert library.show(1).judgements == library.judgements(1) == (said,)
    back = library.take_back(said.judgement, by="ola")
    assert (back.undone_by, back.undone is None) == ("ola", False)
    assert derived(library) == before
    assert library.reading(1) == READ


def test_a_rejected_claim_is_left_out_but_where_judgements_are_asked_for(library: Library) -> None:
    before = derived(library)
    rejected = library.judge("c1", "rejected")
    assert contents(library) == {INNER: 2}
    assert contents(library, "via:echo") == {}
    assert contents(library, "judged:rejected via:echo") == {OUTER: 1}
    assert contents(library, "judged:none OR judged:rejected") == {OUTER: 1, INNER: 2}
    assert [hit.claims for hit in library.find("", over="reports").hits] == [1]
    assert library.find("kind:person via:echo", over="reports").total == 0
    assert library.find("via:echo judged:rejected", over="reports").total == 1
    kept = library.show(1).kept
    assert [(claim.id, claim.within) for claim in kept.reading.attributions] == [("a2", None)]
    assert kept.claims == {"a1": 1, "a2": 2}
    assert [row["claim"] for row in library.table("ledger")] == [2]
    assert [row["claim"] for row in library.claims("judged:rejected")] == [1]
    assert [row["name"] for row in library.table("sources")] == ["Bo Dahl"]
    assert [one.reading.attributions for one in library.readings("voss")] == [kept.reading.attributions]
    library.take_back(rejected.judgement)
    inner = library.judge("c2", "rejected")
    assert {row["claim"] for name in ("figures", "places") for row in library.table(name)} == {1}
    assert library.show(1).kept.reading.figures[0].attribution == "a1"
    library.take_back(inner.judgement)
    assert derived(library) == before


def test_what_was_missed_is_found_like_any_other(library: Library) -> None:
    before = derived(library)
    first = library.add_claim(1, says("“It holds,”", "an aide to Ann Lee", cue=(run("said an"),)), by="kari")
    second = library.add_claim("r1", says("it rained", "Cy Moe's wife", certainty="hedged"), note="missed")
    assert (first.claim, second.claim, first.verdict, second.quote) == (3, 4, "added", "it rained")
    kept = library.show(1).kept
    assert kept.claims == {"a1": 1, "a2": 2, "p1": 3, "p2": 4}
    held, rained = kept.reading.attributions[2:]
    assert (held.id, held.form, rained.form, rained.certainty) == ("p1", "direct", "indirect", "hedged")
    # An aide of hers is not her.
    assert [claim.source and claim.source.entity for claim in (held, rained)] == [None, None]
    assert contents(library, "judged:added") == {"“It holds,”": 3, "it rained": 4}
    assert contents(library, "form:direct holds") == {"“It holds,”": 3}
    assert [hit.claims for hit in library.find("", over="reports").hits] == [4]
    with pytest.raises(LibraryError, match="c4 says that of the same source already"):
        library.add_claim(1, says("it rained", "Cy Moe's wife", kind="official"))
    assert [(one.judgement.judgement, one.headline) for one in library.all_judgements()] == [
        (2, "Dam is safe"),
        (1, "Dam is safe"),
    ]
    assert [one.judgement for one in library.all_judgements(page=2, size=1)] == [first]
    library.take_back(first.judgement)
    assert library.show(1).kept.claims == {"a1": 1, "a2": 2, "p1": 4}
    with pytest.raises(LibraryError, match="no claim"):
        library.claim(3)
    # It can be said again, under another key: one that was given out is never another's.
    assert library.add_claim(1, says("“It holds,”")).claim == 5
    for one in library.judgements(1)[1:]:
        library.take_back(one.judgement)
    assert derived(library) == before


def test_a_claim_around_others_takes_what_stands_in_it(library: Library) -> None:
    around = library.add_claim(1, says(TEXT[run("Mayor")[0] : run(", according")[0]], "the Echo"))
    reading = library.show(1).kept.reading
    assert {claim.id: claim.within for claim in reading.attributions} == {"a1": "p1", "a2": "a1", "p1": None}
    library.judge("c1", "rejected")
    reading = library.show(1).kept.reading
    assert {claim.id: claim.within for claim in reading.attributions} == {"a2": "p1", "p1": None}
    assert [row["within"] for row in library.table("claims") if row["key"] == 2] == [around.claim]


def test_via_and_ground_stay_while_the_source_does(library: Library) -> None:
    library.judge("c1", "corrected", correction=says("that Bo Dahl had promised", "Ann Lee"))
    claim = library.show(1).kept.reading.attributions[0]
    assert claim.source is not None
    assert (claim.via, claim.source.ground and claim.source.ground.text) == (ECHO, "according to the Echo")
    assert (claim.source.entity, claim.source.kind) == ("e1", "person")
    assert contents(library, "via:echo") == {"that Bo Dahl had promised": 1}
    library.judge("c1", "corrected", correction=says("that Bo Dahl had promised", "Bo Dahl"))
    claim = library.show(1).kept.reading.attributions[0]
    assert claim.source is not None
    assert (claim.via, claim.source.ground, claim.source.entity) == ((), None, "e2")
    assert {row["name"] for row in library.table("outlets")} == {"Post"}
    library.judge("c1", "corrected", correction=says("that Bo Dahl had promised"))
    assert library.show(1).kept.reading.attributions[0].source is None
    assert library.claim(1).speaker is None


def test_each_judgement_takes_the_place_of_the_one_before_and_gives_it_back(library: Library) -> None:
    said = [
        library.judge(1, "confirmed", by="kari"),
        library.judge(1, "corrected", correction=says("Bo Dahl", "Ann Lee"), by="ola"),
        library.judge(1, "rejected"),
        library.judge(1, "confirmed", by="per"),
    ]
    assert [(one.replaced_by, one.undone_by) for one in library.judgements(1)] == [
        (2, "ola"),
        (3, None),
        (4, "per"),
        (None, None),
    ]
    # What is confirmed is what stands: not what the reader read.
    assert contents(library, "judged:confirmed") == {"Bo Dahl": 1}
    with pytest.raises(LibraryError, match=r"replaced by 2; take that one back first"):
        library.take_back(said[0].judgement)
    expected = [({}, "judged:rejected"), ({"Bo Dahl": 1, INNER: 2}, "judged:corrected")]
    for one, (left, query) in zip(reversed(said), expected, strict=False):
        library.take_back(one.judgement)
        assert library.find(query).total == 1
        assert contents(library) == (left or {INNER: 2})
    library.take_back(said[1].judgement)
    assert contents(library, "judged:confirmed") == {OUTER: 1}
    library.take_back(said[0].judgement)
    assert library.find("judged:none").total == 2
    assert library.reading(1) == READ
    for key in (1, 9):
        with pytest.raises(LibraryError, match=f"no judgement {key} to take back"):
            library.take_back(key)


def test_a_claim_of_peoples_can_be_judged_too(library: Library) -> None:
    added = library.add_claim(1, says("it rained", "Cy Moe"))
    fixed = library.judge(3, "corrected", correction=says("added that it rained", "Cy Moe"))
    assert contents(library, "judged:corrected") == {"added that it rained": 3}
    gone = library.judge(3, "rejected")
    assert library.show(1).kept.claims["p1"] == 3
    assert contents(library, "judged:rejected") == {"added that it rained": 3}
    assert contents(library, "rained") == {}
    for one in (gone, fixed):
        library.take_back(one.judgement)
    assert contents(library, "judged:added") == {"it rained": 3}
    library.take_back(added.judgement)
    assert library.reading(1) == READ


@pytest.mark.parametrize(
    ("correction", "why"),
    [
        (Correction(content=()), "select its words"),
        (Correction(content=((5, 5),)), "no stretch of the text"),
        (Correction(content=((-1, 5),)), "no stretch of the text"),
        (Correction(content=((5, 4),)), "no stretch of the text"),
        (Correction(content=((0, len(TEXT) + 1),)), f"which has {len(TEXT)} characters"),
        (Correction(content=((11, 13),)), "nothing but white space"),
        (Correction(content=((0, 3),), source=((0, 8), (4, 9))), "source .4, 9. begins before"),
        (Correction(content=((0, 3),), cue=((8, 9), (4, 6))), "cue .4, 6. begins before"),
        (Correction(content=((0, 3),), kind="liar"), "say one of person, official"),  # type: ignore[arg-type]
        (Correction(content=((0, 3),), form="oral"), "say one of direct"),  # type: ignore[arg-type]
        (Correction(content=((0, 3),), certainty=None), "say one of asserted"),  # type: ignore[arg-type]
        (Correction(content=((0, 3),), entity="e9"), "nobody in this report"),
        (Correction(content=tuple((at, at + 1) for at in range(101))), "give it 100 at most"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(library: Library, correction: Correction, why: str) -> None:
    before = derived(library)
    for verdict in ("corrected", "added"):
        with pytest.raises(LibraryError, match=why) as told:
            if verdict == "added":
                library.add_claim(1, correction)
            else:
                library.judge(1, "corrected", correction=correction)
        assert told.value.code == "correction"
    assert library.judgements(1) == ()
    assert derived(library) == before


def test_what_is_no_judgement_is_refused(library: Library) -> None:
    for verdict, correction, why in (
        ("corrected", None, "say what is right"),
        ("rejected", says("it rained"), "leave one of them out"),
        ("added", None, "confirmed, corrected or rejected, not 'added'"),
    ):
        with pytest.raises(LibraryError, match=why):
            library.judge(1, verdict, correction=correction)  # type: ignore[arg-type]
    with pytest.raises(LibraryError, match="no claim"):
        library.judge(9, "confirmed")
    with pytest.raises(LibraryError, match="no report"):
        library.add_claim(9, says("it rained"))


def test_whatever_name_and_note_are_given(library: Library) -> None:
    library.judge(1, "confirmed", note="a\0b\ud800", by="c\0d\udfff")
    back = library.take_back(1, by="e\0f\ud800")
    assert (back.note, back.made_by, back.undone_by) == ("a�b�", "c�d�", "e�f�")


def test_white_space_at_the_ends_is_no_part_of_it(library: Library) -> None:
    start, end = run("it rained")
    said = library.add_claim(1, Correction(content=((start - 1, end),), source=((0, 13),)))
    assert said.correction is not None
    assert (said.correction.content, said.correction.source) == (((start, end),), ((0, 11),))


def newer(version: str, *left: Attribution, **facts: Any) -> Reading:
    return replace(READ, reader=Reader(version, {}), attributions=left, figures=(), **facts)


def test_a_correction_is_of_the_claim_that_is_found_again(library: Library) -> None:
    one, two = READ.attributions
    library.judge(2, "corrected", correction=says("it rained", "Cy Moe", kind="official"))
    # The new reader gives the claim another id, and everybody too.
    moved = tuple(replace(each, id=f"e{9 - int(each.id[1:])}") for each in READ.entities)
    library.add([newer("1.1", replace(two, id="x", source=Source((Span(0, 3, "Dam"),)), within=None), entities=moved)])
    kept = library.show(1).kept
    (claim,) = kept.reading.attributions
    assert (claim.id, claim.content.spans[0].text, kept.claims) == ("x", "it rained", {"x": 2})
    assert claim.source is not None
    assert (claim.source.kind, claim.source.entity) == ("official", "e6")
    # It is not found, and found again.
    library.add([newer("1.2", one)])
    assert library.show(1).kept.claims["p1"] == 2
    assert contents(library, "judged:corrected") == {"it rained": 2}
    library.add([newer("1.3", one, two)])
    assert library.show(1).kept.claims["a2"] == 2
    assert "p1" not in library.show(1).kept.claims
    library.take_back(1)
    assert contents(library, "claim:c2") == {INNER: 2}


def test_what_people_added_is_one_with_what_a_new_reader_finds(library: Library) -> None:
    added = library.add_claim(1, says("it rained", "Cy Moe"))
    start, end = run("that it rained")
    found = replace(READ.attributions[1], id="a3", content=Content((Span(start, end, TEXT[start:end]),)), within=None)
    library.add([newer("1.1", *READ.attributions, found)])
    assert library.show(1).kept.claims["a3"] == added.claim
    assert contents(library, "judged:added") == {"it rained": 3}
    library.take_back(added.judgement)
    assert contents(library, "claim:c3") == {"that it rained": 3}


def test_what_was_said_follows_its_words_into_another_text(address: str) -> None:
    with Library(address) as library:
        library.add([READ])
        library.add_claim(1, says("it rained", "Cy Moe"))
        library.add_claim(1, says("Dam is safe"))
        library.judge(1, "rejected")
        # A newer reader makes another text of the same bytes.
        text = f"Nyheter\n\n{TEXT.replace('Dam is safe', 'Dike is safe')}"
        again = reading(
            text,
            Said(OUTER, "Mayor Ann Lee", "said", entity="Ann Lee"),
            named=[Named("Cy Moe"), Named("Ann Lee")],
            reader="1.1",
            id="ab" * 32,
        )
        library.add([again])
        kept = library.show(1).kept
        (claim,) = kept.reading.attributions
        assert claim.source is not None
        assert (claim.content.spans[0].text, claim.source.entity, kept.claims) == (
            "it rained",
            "e1",
            {"a1": 1, "p1": 3},
        )
        assert [hit.claim for hit in library.find("judged:rejected").hits] == [1]
        # Of what the text has no more, the quotation stays.
        assert [(one.quote, one.claim) for one in library.judgements(1)] == [
            ("it rained", 3),
            ("Dam is safe", None),
            (OUTER, 1),
        ]
    sound(address)
